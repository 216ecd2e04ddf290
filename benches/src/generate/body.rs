//! The text of a document: articles in chapters, or sections, until it is as long as real ones are.

use tongcha::structure::format_chinese;

use super::Generator;
use super::heading::{Chinese, Form, Heading};
use super::lexicon::Focus;
use super::phrases::{Piece, Role};
use super::random::Random;

/// Lengths of real documents (laws and normative documents) in characters, from the shortest in steps of 5 %. The last
/// twentieth is drawn towards its lower end.
const LENGTHS: [usize; 21] = [
    200, 800, 1250, 1650, 2000, 2350, 2700, 3000, 3350, 3700, 4050, 4400, 4750, 5150, 5550, 6050,
    6600, 7400, 8600, 11_000, 40_000,
];
/// UTF-8 bytes of a character of such texts, in hundredths: nearly all have three.
const BYTES_OF_100_CHARS: usize = 293;
/// Texts shorter than this have no chapters.
const CHAPTERS_FROM_BYTES: usize = 9_000;

/// Writes one document.
pub(super) struct Writer<'g> {
    generator: &'g Generator,
    heading: &'g Heading,
    index: u64,
    random: Random,
    nouns: Focus,
    verbs: Focus,
    text: String,
    bytes: usize,
}

impl<'g> Writer<'g> {
    pub fn new(generator: &'g Generator, heading: &'g Heading, index: u64) -> Self {
        let mut random = Random::new(generator.seed, index);
        let bytes = length(&mut random) * BYTES_OF_100_CHARS / 100;
        let lexicon = &generator.lexicon;
        Self {
            nouns: Focus::new(&lexicon.nouns, 40, 35, &mut random),
            verbs: Focus::new(&lexicon.verbs, 25, 30, &mut random),
            text: String::with_capacity(bytes + 1024),
            generator,
            heading,
            index,
            random,
            bytes,
        }
    }

    pub fn write(mut self) -> String {
        match self.heading.form {
            Form::Opinion => self.sections(),
            Form::Notice => {
                self.push("各县（市、区）人民政府，各有关部门：\n　　现将《");
                self.push(&self.heading.carried);
                self.push("》印发给你们，请认真组织实施。\n");
                self.signature();
                self.push(&self.heading.carried);
                self.push("\n");
                self.articles();
            }
            Form::Regulation | Form::Rule => self.articles(),
        }
        self.text
    }

    /// A sentence of this document as a person remembers it, and nouns that it is about.
    pub fn remembered(mut self) -> (String, Vec<&'static str>) {
        let words = self.nouns.words().to_vec();
        let whole = self.write_copy();
        let sentences = whole.split(['。', '\n']).filter(|sentence| {
            let chars = sentence.chars().count();
            (14..60).contains(&chars) && !sentence.contains(['《', '：', '〔'])
        });
        let longest: Vec<&str> = sentences.collect();
        let sentence = match longest.is_empty() {
            true => self.heading.title.clone(),
            false => {
                let line = *self.random.of(&longest);
                // Without the label of the article before it.
                line.rsplit('　').next().unwrap_or(line).to_owned()
            }
        };
        (sentence, words)
    }

    fn write_copy(&self) -> String {
        Writer::new(self.generator, self.heading, self.index).write()
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn signature(&mut self) {
        let line = format!(
            "　　{}\n　　{}\n",
            self.heading.organ,
            self.heading.published.chinese()
        );
        self.push(&line);
    }

    fn articles(&mut self) {
        let middle = 2 + self.random.below(4);
        let has_chapters = self.bytes >= CHAPTERS_FROM_BYTES;
        // By share of the text: general provisions, the matter, liability, closing.
        let mut chapter = 0;
        let mut article = 0;
        while article == 0 || self.text.len() < self.bytes {
            let share = self.text.len() * 100 / self.bytes;
            let due = match share {
                0..14 => 1,
                14..82 => 2 + (share - 14) * middle / 68,
                _ => middle + 2,
            };
            if has_chapters && due > chapter {
                chapter = due;
                let name = self.chapter_name(due, middle);
                self.chapter(chapter, &name);
            }
            article += 1;
            self.label(article);
            let role = match due {
                _ if article == 1 => Role::Aim,
                1 => Role::General,
                due if due == middle + 2 => Role::Liability,
                due if due % 2 == 0 => Role::Duty,
                _ => Role::Measure,
            };
            self.article(role);
        }
        if has_chapters {
            self.chapter(chapter + 1, "附则");
        }
        self.closing(article + 1);
    }

    fn chapter_name(&mut self, chapter: usize, middle: usize) -> String {
        match chapter {
            1 => "总则".to_owned(),
            last if last == middle + 2 => "法律责任".to_owned(),
            _ => {
                let lexicon = &self.generator.lexicon;
                let noun = self.nouns.draw(&lexicon.nouns, &mut self.random);
                let verb = self.verbs.draw(&lexicon.verbs, &mut self.random);
                format!("{noun}{verb}")
            }
        }
    }

    fn chapter(&mut self, number: usize, name: &str) {
        let line = format!("第{}章　{name}\n", format_chinese(number as u32));
        self.push(&line);
    }

    fn label(&mut self, number: usize) {
        self.push("　　第");
        self.push(&format_chinese(number as u32));
        self.push("条　");
    }

    fn article(&mut self, role: Role) {
        self.sentence(role);
        let more = match role {
            Role::Aim => 0,
            _ => self.random.below(3),
        };
        for _ in 0..more {
            if self.random.percent(50) {
                self.push("\n　　");
            }
            self.sentence(role);
        }
        if matches!(role, Role::Duty | Role::Measure) && self.random.percent(22) {
            self.push("\n　　");
            self.list();
        }
        self.push("\n");
    }

    fn list(&mut self) {
        self.sentence(Role::Lead);
        let items = self.random.between(3, 7);
        for item in 1..=items {
            self.push("\n　　（");
            self.push(&format_chinese(item as u32));
            self.push("）");
            self.sentence(Role::Item);
            self.push(if item < items { "；" } else { "。" });
        }
    }

    /// The last article: from when on it holds, for how long, and what it ends.
    fn closing(&mut self, number: usize) {
        self.label(number);
        let heading = self.heading;
        let mut line = format!("本{}自{}起施行", heading.genre, heading.effective.chinese());
        if heading.form == Form::Notice && self.random.percent(60) {
            let years = self.random.between(2, 5) as u32;
            line.push_str(&format!("，有效期{}年", format_chinese(years)));
        }
        line.push('。');
        let ended = match heading.renews {
            Some(renewed) => Some(renewed),
            None if self.random.percent(15) => Some(
                self.generator
                    .headings
                    .earlier(self.index, &mut self.random),
            ),
            None => None,
        };
        if let Some(ended) = ended {
            let ended = self.generator.headings.at(ended);
            // No text ends what came after it.
            if ended.published < heading.published {
                let (day, title) = (ended.published.chinese(), ended.cited());
                line.push_str(&format!("{day}公布的《{title}》同时废止。"));
            }
        }
        self.push(&line);
        self.push("\n");
    }

    fn sections(&mut self) {
        self.push("各县（市、区）人民政府，各有关部门：\n　　");
        self.sentence(Role::Opinion);
        self.push("\n");
        let mut section = 0;
        while section == 0 || self.text.len() < self.bytes {
            section += 1;
            let name = self.chapter_name(2, 9);
            let line = format!("　　{}、{name}\n", format_chinese(section));
            self.push(&line);
            for item in 1..=self.random.between(2, 5) {
                self.push("　　（");
                self.push(&format_chinese(item as u32));
                self.push("）");
                for _ in 0..self.random.between(2, 4) {
                    self.sentence(Role::Opinion);
                }
                self.push("\n");
            }
        }
        self.signature();
    }

    fn sentence(&mut self, role: Role) {
        let frames = self.generator.phrases.of(role);
        let frame = &frames[self.random.below(frames.len())];
        for piece in frame {
            match piece {
                Piece::Text(text) => self.text.push_str(text),
                Piece::Slot(slot) => self.slot(*slot),
            }
        }
    }

    fn slot(&mut self, slot: char) {
        let heading = self.heading;
        match slot {
            'n' => self.noun(),
            'v' => self.verb(),
            'a' => self.attribute(),
            'N' => self.nouns(),
            'V' => {
                self.verb();
                if self.random.percent(25) {
                    self.push("、");
                    self.verb();
                }
                self.nouns();
            }
            'c' => {
                for _ in 0..self.random.between(2, 5) {
                    self.noun();
                    self.push("、");
                }
                self.noun();
            }
            'd' => self.text.push_str(&heading.department),
            't' => self.text.push_str(&heading.thing),
            'k' => self.text.push_str(heading.action),
            's' => self.text.push_str(heading.genre),
            'p' => self.text.push_str(&heading.place),
            'm' => {
                let number = *self.random.of(&[2, 3, 5, 7, 10, 15, 20, 30, 60]);
                self.push(&format_chinese(number));
            }
            'y' => {
                let share = self.random.between(5, 95) as u32;
                self.push(&format_chinese(share));
            }
            'f' => self.fine(),
            'L' => self.citation(),
            'w' => self.small_place(),
            other => self.text.push(other),
        }
    }

    fn noun(&mut self) {
        let word = self
            .nouns
            .draw(&self.generator.lexicon.nouns, &mut self.random);
        self.text.push_str(word);
    }

    fn verb(&mut self) {
        let word = self
            .verbs
            .draw(&self.generator.lexicon.verbs, &mut self.random);
        self.text.push_str(word);
    }

    fn attribute(&mut self) {
        let word = self.generator.lexicon.attributes.draw(&mut self.random);
        self.text.push_str(word);
    }

    fn nouns(&mut self) {
        match self.random.below(100) {
            0..40 => self.noun(),
            40..60 => {
                self.noun();
                self.noun();
            }
            60..75 => {
                self.attribute();
                self.noun();
            }
            75..90 => {
                self.noun();
                let joint = *self.random.of(&["和", "、", "或者", "及其"]);
                self.push(joint);
                self.noun();
            }
            _ => {
                self.verb();
                self.push("的");
                self.noun();
            }
        }
    }

    fn fine(&mut self) {
        let (low, high) = *self.random.of(&[
            ("二百元", "一千元"),
            ("五百元", "二千元"),
            ("一千元", "五千元"),
            ("二千元", "一万元"),
            ("五千元", "二万元"),
            ("一万元", "五万元"),
            ("三万元", "十万元"),
            ("十万元", "五十万元"),
        ]);
        self.push(low);
        self.push("以上");
        self.push(high);
        self.push("以下");
    }

    /// An article of an earlier document, cited by its title.
    fn citation(&mut self) {
        let cited = self
            .generator
            .headings
            .earlier(self.index, &mut self.random);
        let cited = self.generator.headings.at(cited);
        self.push("《");
        self.push(cited.cited());
        self.push("》");
        if cited.form != Form::Opinion && self.random.percent(50) {
            let article = self.random.between(1, 30) as u32;
            self.push("第");
            self.push(&format_chinese(article));
            self.push("条");
        }
    }

    /// A village or road that no dictionary has; names of this sort make collections meet new terms without an end.
    fn small_place(&mut self) {
        const CHARACTERS: [char; 40] = [
            '龙', '石', '云', '溪', '坪', '塘', '沙', '岭', '桥', '田', '湾', '井', '岩', '竹',
            '柏', '杨', '柳', '梅', '兰', '荷', '凤', '虎', '马', '牛', '羊', '白', '青', '黄',
            '红', '黑', '东', '西', '南', '北', '上', '下', '大', '小', '新', '老',
        ];
        for _ in 0..2 {
            let character = *self.random.of(&CHARACTERS);
            self.text.push(character);
        }
        let house = self.random.between(1, 99_999);
        let rank = *self.random.of(&["村", "路", "镇", "社区", "水库"]);
        self.push(rank);
        if self.random.percent(40) {
            self.push(&format!("（编号{house}）"));
        }
    }
}

/// A length in characters.
fn length(random: &mut Random) -> usize {
    let step = random.below(LENGTHS.len() - 1);
    let (low, high) = (LENGTHS[step], LENGTHS[step + 1]);
    let room = high - low;
    if step + 2 == LENGTHS.len() {
        // The lowest of five draws: the longest documents are rare.
        let lowest = (0..5).map(|_| random.below(room)).min();
        return low + lowest.unwrap_or(0);
    }
    low + random.below(room)
}
