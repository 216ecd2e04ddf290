//! `search`: the answer of the web page, on the terminal.

mod around;

use std::str::FromStr;
use std::sync::Arc;

use tongcha::document::{Kind, Status};
use tongcha::query::{Filters, Level};
use tongcha::search::{ArticleHit, Hit};
use tongcha::{Day, SearchRequest, SearchResponse, Searcher, Tokenizer};

use super::arguments::{HitLevel, SearchArguments};
use super::terminal::{counted, printable};
use super::{Ending, terminal};

/// Characters of an article shown for each hit of an article search.
const ARTICLE_CHARS_MAX: usize = 300;

pub(super) fn run(arguments: SearchArguments) -> anyhow::Result<Ending> {
    let SearchArguments {
        query,
        data,
        level,
        size,
        page,
        filters,
        as_of,
        json,
    } = arguments;
    let request = SearchRequest {
        level: match level {
            HitLevel::Document => Level::Document,
            HitLevel::Article => Level::Article,
        },
        filters: filters.into_iter().fold(Filters::default(), Filter::apply),
        as_of: as_of.unwrap_or_else(Day::today),
        page,
        size,
        ..SearchRequest::new(query)
    };
    request.check()?;
    let searcher = Searcher::open(&data.directory(), Arc::new(Tokenizer::new()))?;
    let answer = searcher.search(&request)?;
    if json {
        terminal::print_json(&answer)?;
    } else {
        let pen = Pen {
            marks: terminal::stdout_is_terminal(),
        };
        terminal::print(&pen.answer(&answer))?;
    }
    Ok(Ending::Well)
}

/// One `--filter NAME=VALUE`, checked.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Filter {
    Collection(String),
    Kind(Kind),
    Authority(String),
    Region(String),
    Theme(String),
    Status(Status),
    Year(i32),
    Number(String),
    IssuedFrom(Day),
    IssuedTo(Day),
    EffectiveFrom(Day),
    EffectiveTo(Day),
}

impl FromStr for Filter {
    type Err = String;

    fn from_str(filter: &str) -> Result<Self, String> {
        let (name, value) = filter
            .split_once('=')
            .ok_or("write it as NAME=VALUE, as in kind=law")?;
        let text = || value.to_owned();
        let day = || value.parse::<Day>().map_err(|error| error.to_string());
        Ok(match name {
            "collection" => Self::Collection(text()),
            "kind" => Self::Kind(kind(value)?),
            "authority" => Self::Authority(text()),
            "region" => Self::Region(text()),
            "theme" => Self::Theme(text()),
            "status" => Self::Status(status(value)?),
            "year" => Self::Year(value.parse().map_err(|_| format!("{value:?} is no year"))?),
            "number" => Self::Number(text()),
            "issued_from" => Self::IssuedFrom(day()?),
            "issued_to" => Self::IssuedTo(day()?),
            "effective_from" => Self::EffectiveFrom(day()?),
            "effective_to" => Self::EffectiveTo(day()?),
            _ => {
                return Err(format!(
                    "there is no filter {name:?}; there are collection, kind, authority, region, theme, status, \
                     year, number, issued_from, issued_to, effective_from and effective_to"
                ));
            }
        })
    }
}

impl Filter {
    pub(super) fn apply(mut filters: Filters, filter: Self) -> Filters {
        match filter {
            Self::Collection(value) => filters.collection.push(value),
            Self::Kind(value) => filters.kind.push(value),
            Self::Authority(value) => filters.authority.push(value),
            Self::Region(value) => filters.region.push(value),
            Self::Theme(value) => filters.theme.push(value),
            Self::Status(value) => filters.status.push(value),
            Self::Year(value) => filters.year.push(value),
            Self::Number(value) => filters.number = Some(value),
            Self::IssuedFrom(day) => filters.issued.from = Some(day),
            Self::IssuedTo(day) => filters.issued.to = Some(day),
            Self::EffectiveFrom(day) => filters.effective.from = Some(day),
            Self::EffectiveTo(day) => filters.effective.to = Some(day),
        }
        filters
    }
}

/// A kind by its code or its Chinese name.
fn kind(value: &str) -> Result<Kind, String> {
    let code = |kind: &Kind| {
        serde_json::to_value(kind)
            .ok()
            .and_then(|code| code.as_str().map(str::to_owned))
    };
    Kind::ALL
        .into_iter()
        .find(|kind| kind.label() == value || code(kind).as_deref() == Some(value))
        .ok_or_else(|| {
            let codes: Vec<_> = Kind::ALL.iter().filter_map(code).collect();
            format!("there is no kind {value:?}; there are {}", codes.join(", "))
        })
}

fn status(value: &str) -> Result<Status, String> {
    Status::from_name(value).ok_or_else(|| {
        let names: Vec<_> = Status::ALL.iter().map(|status| status.as_str()).collect();
        format!(
            "there is no status {value:?}; there are {}",
            names.join(", ")
        )
    })
}

/// Writes an answer for people.
struct Pen {
    /// Whether what matched is made bold and underlined.
    marks: bool,
}

impl Pen {
    fn answer(&self, answer: &SearchResponse) -> String {
        let mut text = around::before(answer);
        let first = (answer.page - 1) * answer.size + 1;
        for (at, hit) in answer.hits.iter().enumerate() {
            text.push_str(&format!("{:>3}. ", first + at));
            self.hit(&mut text, hit);
            text.push('\n');
        }
        if answer.hits.is_empty() && answer.total.value > 0 {
            text.push_str("there are no hits on this page; ask for an earlier one with --page\n");
        }
        if let Some(recovery) = &answer.recovery {
            text.push_str(&around::recovery(answer, recovery));
        }
        text.push_str(&format!(
            "{} in {:.1} ms, generation {}, as of {}\n",
            counted(answer.total.value, "hit"),
            answer.took_ms,
            answer.generation,
            answer.as_of
        ));
        text
    }

    fn hit(&self, text: &mut String, hit: &Hit) {
        text.push_str(&self.marked(&hit.title, &hit.title_marks));
        text.push_str(&format!(" [{}]\n", hit.validity.label));
        let issued = hit.dates.issued.map(|day| day.to_string());
        let facts = [
            Some(hit.id.clone()),
            hit.number.clone(),
            Some(hit.kind_label.clone()),
            (!hit.authority.is_empty()).then(|| hit.authority.join("、")),
            issued,
        ];
        let facts: Vec<_> = facts.into_iter().flatten().collect();
        text.push_str(&format!("     {}\n", printable(&facts.join(" · "))));
        if let Some(found) = &hit.passage {
            text.push_str(&around::differences(found));
        }
        if let Some(article) = &hit.article {
            self.article(text, article);
        }
        for snippet in hit.snippets.iter().filter(|_| hit.article.is_none()) {
            let label = hit
                .articles
                .iter()
                .find(|article| article.n == snippet.article);
            let label = label.map_or("", |article| article.label.as_str());
            let fragment = self.marked(&one_line(&snippet.text), &snippet.marks);
            // A fragment from the start of an article has the label already.
            let label = if snippet.text.starts_with(label) {
                ""
            } else {
                label
            };
            let space = if label.is_empty() { "" } else { " …" };
            text.push_str(&format!("     {}{space}{fragment}\n", printable(label)));
        }
    }

    fn article(&self, text: &mut String, article: &ArticleHit) {
        let shown: String = article.text.chars().take(ARTICLE_CHARS_MAX).collect();
        let cut = shown.len() < article.text.len();
        let length = shown.chars().count() as u32;
        let marks: Vec<_> = article
            .marks
            .iter()
            .filter(|mark| mark.0 < length)
            .map(|&(from, to)| (from, to.min(length)))
            .collect();
        if !article.heading.is_empty() {
            text.push_str(&format!("     {}\n", printable(&article.heading)));
        }
        let marked = self.marked(&one_line(&shown), &marks);
        text.push_str(&format!("     {marked}{}\n", if cut { "…" } else { "" }));
    }

    /// The text with what matched made visible. Marks count characters.
    fn marked(&self, text: &str, marks: &[(u32, u32)]) -> String {
        let text = printable(text);
        if !self.marks || marks.is_empty() {
            return text;
        }
        let mut marked = String::with_capacity(text.len() + marks.len() * 12);
        for (at, character) in (0_u32..).zip(text.chars()) {
            if marks.iter().any(|mark| mark.0 == at) {
                marked.push_str("\u{1b}[1;4m");
            }
            marked.push(character);
            if marks.iter().any(|mark| mark.1 == at + 1) {
                marked.push_str("\u{1b}[0m");
            }
        }
        marked
    }
}

/// Line breaks as spaces, one for one, and only the end cut off: marks go on fitting.
fn one_line(text: &str) -> String {
    text.trim_end().replace(['\n', '\r', '\t'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_checked() {
        let check = |filter: &str| filter.parse::<Filter>();
        assert_eq!(check("kind=law"), Ok(Filter::Kind(Kind::Law)));
        assert_eq!(check("kind=法律"), Ok(Filter::Kind(Kind::Law)));
        assert_eq!(
            check("status=in_force"),
            Ok(Filter::Status(Status::InForce))
        );
        for wrong in [
            "kind",
            "kind=x",
            "year=x",
            "sort=x",
            "issued_from=2023-02-29",
            "status=",
        ] {
            assert!(check(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn marks_are_shown_only_where_they_can_be() {
        let text = "养犬登记办法";
        assert_eq!(
            Pen { marks: true }.marked(text, &[(0, 2), (2, 4)]),
            "\u{1b}[1;4m养犬\u{1b}[0m\u{1b}[1;4m登记\u{1b}[0m办法"
        );
        assert_eq!(Pen { marks: false }.marked(text, &[(0, 2)]), text);
        assert_eq!(
            Pen { marks: true }.marked("\u{1b}[5m", &[(9, 12)]),
            "\u{fffd}[5m"
        );
    }
}
