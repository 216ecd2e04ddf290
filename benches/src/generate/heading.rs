//! What stands around the text of a document: title, organ, number, days, and which document it renews.

use tongcha::Record;
use tongcha::document::{Day, Division, RegionLevel, regions};

use super::lexicon::Lexicon;
use super::random::Random;
use super::subjects::{ACTIONS, DEPARTMENTS, THINGS};

/// Every so many documents, the last one is a later version of an earlier one.
const VERSION_EVERY: u64 = 13;
/// The last day of a generated document; the asked day of a measurement should not be before it.
const LAST_YEAR: i32 = 2026;
/// Signs of provinces in document numbers.
const SIGNS: &str = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔滇藏陕甘青宁新";

/// Sorts of documents, by who makes them and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// 地方性法规: by a people's congress, in articles.
    Regulation,
    /// 规章: by a government or ministry, in articles.
    Rule,
    /// 规范性文件: a notice that carries a text in articles.
    Notice,
    /// 规范性文件: opinions in sections, without articles.
    Opinion,
}

/// Everything about a document but its text.
#[derive(Debug, Clone)]
pub(super) struct Heading {
    pub form: Form,
    pub title: String,
    /// The title of the text in articles, where the document is a notice that carries it.
    pub carried: String,
    pub place: String,
    pub region: String,
    pub organ: String,
    /// The department in charge, as the text calls it.
    pub department: String,
    pub thing: String,
    pub action: &'static str,
    /// What the text calls itself: 条例, 办法.
    pub genre: &'static str,
    pub number: String,
    pub theme: &'static str,
    pub published: Day,
    pub effective: Day,
    /// The lines under the title.
    pub history: Vec<String>,
    /// The document of which this is a later version.
    pub renews: Option<u64>,
}

/// Makes headings from a seed.
pub(super) struct Headings {
    seed: u64,
    places: [Vec<Place>; 3],
    /// The nouns of titles; its own copy, since headings are made without texts, too.
    lexicon: Lexicon,
}

#[derive(Debug)]
struct Place {
    /// The sign of its government in numbers.
    sign: String,
    /// With the names of the province and city it lies in, as titles have it.
    full: String,
}

impl Headings {
    pub fn new(seed: u64) -> Self {
        let of = |level| {
            let current = regions().divisions().iter();
            current
                .filter(|division| division.level == level && division.is_current())
                .map(Place::of)
                .collect()
        };
        Self {
            seed,
            places: [
                of(RegionLevel::Province),
                of(RegionLevel::Prefecture),
                of(RegionLevel::County),
            ],
            lexicon: Lexicon::new(),
        }
    }

    /// The heading of the document at a place in the row.
    pub fn at(&self, index: u64) -> Heading {
        if index % VERSION_EVERY < VERSION_EVERY - 1 {
            return self.first_version(index);
        }
        let mut random = Random::new(self.seed, index | 1 << 62);
        let renewed = self.earlier(index, &mut random);
        self.first_version(renewed).renewed(renewed, &mut random)
    }

    /// An earlier document that is no later version itself, or the first one.
    pub fn earlier(&self, index: u64, random: &mut Random) -> u64 {
        let any = random.below(index.max(1) as usize) as u64;
        any - u64::from(any % VERSION_EVERY == VERSION_EVERY - 1)
    }

    fn first_version(&self, index: u64) -> Heading {
        let random = &mut Random::new(self.seed, index | 1 << 63);
        let (form, level) = match random.below(100) {
            0..25 => (Form::Regulation, random.below(2)),
            25..40 => (Form::Rule, random.below(2)),
            40..80 => (Form::Notice, random.below(3)),
            _ => (Form::Opinion, random.below(3)),
        };
        let place = random.of(&self.places[level]);
        let (curated, department) = *random.of(&THINGS);
        let thing = match random.below(100) {
            0..55 => curated.to_owned(),
            55..85 => format!("{}{curated}", self.lexicon.nouns.topical(random)),
            _ => {
                let nouns = &self.lexicon.nouns;
                format!("{}{}", nouns.topical(random), nouns.topical(random))
            }
        };
        let action = *random.of(&ACTIONS);
        let (name, sign, theme) = DEPARTMENTS[department];
        let published = some_day(random);
        let effective = if random.percent(30) {
            published
        } else {
            first_of_month(published, random.between(1, 3))
        };
        let mut heading = Heading {
            form,
            title: String::new(),
            carried: String::new(),
            place: place.full.clone(),
            // With the city before it: 鼓楼区 alone is four places.
            region: place.full.clone(),
            organ: String::new(),
            department: format!("{name}主管部门"),
            thing,
            action,
            genre: "",
            number: String::new(),
            theme,
            published,
            effective,
            history: Vec::new(),
            renews: None,
        };
        heading.name(place, (name, sign), random);
        heading
    }
}

impl Place {
    fn of(division: &'static Division) -> Self {
        let province = SIGNS.chars().find(|&sign| {
            let found = regions().by_abbreviation(sign);
            found.is_some_and(|found| found.code[..2] == division.code[..2])
        });
        let sign = match division.level {
            RegionLevel::Province => province.map(String::from).unwrap_or_default(),
            _ => division.short.chars().take(1).collect(),
        };
        let mut full = String::new();
        if division.level == RegionLevel::County {
            // Counties of the same name are told apart by the city before them, as published titles do.
            let cities = regions().ancestors(division.code).into_iter();
            let city = cities.filter_map(|code| regions().get(code));
            city.filter(|above| above.level == RegionLevel::Prefecture)
                .for_each(|above| full.push_str(above.name));
        }
        full.push_str(division.name);
        Self { sign, full }
    }
}

impl Heading {
    /// Organ, title and number, as the form has them.
    fn name(&mut self, place: &Place, department: (&str, &str), random: &mut Random) {
        let year = self.published.year();
        let serial = random.between(1, 180);
        let own = |heading: &Self, genre: &str| {
            format!(
                "{}{}{}{genre}",
                heading.place, heading.thing, heading.action
            )
        };
        match self.form {
            Form::Regulation => {
                self.genre = "条例";
                self.organ = format!("{}人民代表大会常务委员会", place.full);
                self.title = own(self, self.genre);
                self.number = format!("{}公告第{serial}号", self.organ);
                let line = format!(
                    "{}{}第{}次会议通过",
                    self.published.chinese(),
                    self.organ,
                    random.between(2, 40)
                );
                self.history.push(line);
            }
            Form::Rule => {
                self.genre = *random.of(&["办法", "规定", "实施细则"]);
                self.organ = format!("{}人民政府", place.full);
                self.title = own(self, self.genre);
                self.number = format!("{}令第{serial}号", self.organ);
            }
            Form::Notice | Form::Opinion => {
                let (organ, sign) = match random.below(10) {
                    0..3 => ("人民政府".to_owned(), "府发".to_owned()),
                    3..6 => ("人民政府办公室".to_owned(), "府办发".to_owned()),
                    _ => (format!("{}局", department.0), format!("{}发", department.1)),
                };
                self.organ = format!("{}{organ}", place.full);
                self.number = format!("{}{sign}〔{year}〕{serial}号", place.sign);
                self.name_notice(random);
            }
        }
    }

    fn name_notice(&mut self, random: &mut Random) {
        let subject = format!("{}{}", self.thing, self.action);
        if self.form == Form::Notice {
            self.genre = *random.of(&["办法", "暂行办法", "实施细则", "规定", "实施方案"]);
            self.carried = format!("{}{subject}{}", self.place, self.genre);
            self.title = format!("{}关于印发《{}》的通知", self.organ, self.carried);
        } else {
            self.genre = *random.of(&["意见", "实施意见", "通知"]);
            let how = *random.of(&["加强", "进一步加强", "进一步规范", "切实做好", "深入推进"]);
            self.title = format!("{}关于{how}{subject}工作的{}", self.organ, self.genre);
        }
    }

    /// The later version of the same work.
    fn renewed(mut self, renews: u64, random: &mut Random) -> Self {
        let years = random.between(1, 8) as i32;
        let year = (self.published.year() + years).min(LAST_YEAR - 1);
        if let Some(day) = Day::new(year, self.published.month(), self.published.day()) {
            self.published = day.max(self.published);
        }
        self.effective = first_of_month(self.published, 1);
        let serial = random.between(181, 260);
        self.number = match self.form {
            Form::Regulation => format!("{}公告第{serial}号", self.organ),
            Form::Rule => format!("{}令第{serial}号", self.organ),
            _ => match self.number.split_once('〔') {
                Some((sign, _)) => format!("{sign}〔{}〕{serial}号", self.published.year()),
                None => self.number,
            },
        };
        if self.form == Form::Regulation {
            let line = format!(
                "{}{}第{}次会议修订",
                self.published.chinese(),
                self.organ,
                random.between(2, 40)
            );
            self.history.push(line);
        }
        self.renews = Some(renews);
        self
    }

    /// The title by which others cite it.
    pub fn cited(&self) -> &str {
        if self.carried.is_empty() {
            &self.title
        } else {
            &self.carried
        }
    }

    /// The record, as a source would publish it.
    pub fn into_record(self, index: u64, text: String) -> Record {
        let kind = match self.form {
            Form::Regulation => "地方性法规",
            Form::Rule => "地方政府规章",
            _ => "规范性文件",
        };
        let genre = if self.form == Form::Notice {
            "通知"
        } else {
            self.genre
        };
        Record {
            id: id(index),
            collection: "regulations".to_owned(),
            title: self.title,
            number: Some(self.number),
            kind: Some(kind.to_owned()),
            genre: Some(genre.to_owned()),
            authority: Some(self.organ),
            region: Some(self.region),
            theme: Some(self.theme.to_owned()),
            published: Some(self.published.to_string()),
            effective: Some(self.effective.to_string()),
            history: self.history,
            source: Some("generated".to_owned()),
            text,
            ..Record::default()
        }
    }
}

/// The identifier of the document at a place in the row.
pub(super) fn id(index: u64) -> String {
    format!("g{index:07}")
}

/// A day from 1985 on, recent years more often: the later of two.
fn some_day(random: &mut Random) -> Day {
    let years = (LAST_YEAR - 1985) as usize;
    let year = 1985 + random.below(years).max(random.below(years)) as i32;
    let (month, day) = (random.between(1, 12) as u8, random.between(1, 28) as u8);
    Day::new(year, month, day).expect("every month has 28 days")
}

/// The first day of a later month.
fn first_of_month(day: Day, months: usize) -> Day {
    let months = usize::from(day.month()) - 1 + months;
    let year = day.year() + (months / 12) as i32;
    Day::new(year, (months % 12 + 1) as u8, 1).expect("every month has a first day")
}

/// Days as legal texts write them.
pub(super) trait Chinese {
    /// `2020年3月5日`
    fn chinese(self) -> String;
}

impl Chinese for Day {
    fn chinese(self) -> String {
        format!("{}年{}月{}日", self.year(), self.month(), self.day())
    }
}
