//! A pasted text → the state of everything that it cites.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::reference::{ReferenceArticle, ReferenceDocument, References};
use super::request::RequestError;
use super::searcher::{SearchError, Searcher};
use crate::catalogue::NameIndex;
use crate::document::{Day, DocumentNumber, Status};
use crate::engine::EngineError;
use crate::language::title_key;
use crate::query::understand::NoteKind;
use crate::structure::{Citation, citations};

/// Characters of a text that is checked at most.
pub const CHECK_CHARS_MAX: usize = 200_000;
/// Characters of a name without 《》 at most.
const NAME_CHARS_MAX: usize = 40;
/// Candidates named at most.
const CANDIDATES_MAX: usize = 10;

/// What a text cites, with the state of each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CheckReport {
    /// In the order of the text.
    pub citations: Vec<CheckedCitation>,
    /// How many there are of each state.
    pub counts: BTreeMap<String, usize>,
    /// Whether there are more citations than are looked at.
    pub truncated: bool,
    /// The generation of the index that answered.
    pub generation: String,
    /// The day at which validity was asked.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub as_of: Day,
}

/// A citation with its state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CheckedCitation {
    /// First character in the text.
    pub from: u32,
    /// One past the last character.
    pub to: u32,
    /// The citation as it stands there.
    pub text: String,
    /// Its state.
    pub state: CitationState,
    /// The state in Chinese.
    pub label: String,
    /// What is to be known of it, in Chinese.
    pub detail: Option<String>,
    /// The document that is cited.
    pub document: Option<ReferenceDocument>,
    /// What holds in its place.
    pub successor: Option<ReferenceDocument>,
    /// The articles that are cited.
    pub articles: Vec<ReferenceArticle>,
    /// Other works that may be meant.
    pub candidates: Vec<ReferenceDocument>,
}

/// States of citations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CitationState {
    /// What is cited is in force.
    InForce,
    /// The cited version was replaced by another.
    Amended,
    /// What is cited is no longer in force.
    Repealed,
    /// What is cited is not in force yet.
    NotYetEffective,
    /// Title and number contradict each other.
    WrongNumber,
    /// The text has no such article.
    NoSuchArticle,
    /// It is cited as a document is, and none such is held.
    NotHeld,
    /// Nothing can be said.
    Unknown,
}

impl CitationState {
    /// The name for machines, as serde writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InForce => "in_force",
            Self::Amended => "amended",
            Self::Repealed => "repealed",
            Self::NotYetEffective => "not_yet_effective",
            Self::WrongNumber => "wrong_number",
            Self::NoSuchArticle => "no_such_article",
            Self::NotHeld => "not_held",
            Self::Unknown => "unknown",
        }
    }

    /// The name that people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::InForce => "现行有效",
            Self::Amended => "已修改",
            Self::Repealed => "已废止或失效",
            Self::NotYetEffective => "尚未生效",
            Self::WrongNumber => "文号与标题不符",
            Self::NoSuchArticle => "没有这一条",
            Self::NotHeld => "未收录",
            Self::Unknown => "无法判断",
        }
    }

    /// Whether a citation in this state has to be looked at before the text goes out.
    pub fn is_fault(self) -> bool {
        !matches!(self, Self::InForce | Self::NotYetEffective | Self::Unknown)
    }
}

impl Searcher {
    /// Every citation of a text with its state at a day.
    ///
    /// # Errors
    /// When the text is longer than [`CHECK_CHARS_MAX`] or the index cannot be read.
    pub fn check(&self, text: &str, as_of: Day) -> Result<CheckReport, SearchError> {
        let chars: Vec<char> = text.chars().collect();
        if chars.len() > CHECK_CHARS_MAX {
            let chars = chars.len();
            return Err(RequestError::TextTooLong { chars }.into());
        }
        let held = self.held();
        let found = citations(text);
        let mut checker = Checker {
            references: References::new(&held.catalogue, held.engine.as_ref(), as_of),
            chars: &chars,
            aliases: HashMap::new(),
            floor: 0,
        };
        let mut report = CheckReport {
            citations: Vec::new(),
            counts: BTreeMap::new(),
            truncated: found.truncated,
            generation: self.generation(),
            as_of,
        };
        for citation in &found.list {
            let Some(checked) = checker.check(citation)? else {
                continue;
            };
            *report
                .counts
                .entry(checked.state.as_str().to_owned())
                .or_default() += 1;
            report.citations.push(checked);
        }
        Ok(report)
    }
}

struct Checker<'a> {
    references: References<'a>,
    chars: &'a [char],
    /// Short names that the text itself gives.
    aliases: HashMap<String, Vec<NameIndex>>,
    /// One past the last citation: names do not reach back over it.
    floor: usize,
}

/// What a citation was found to be.
struct Finding {
    state: CitationState,
    detail: Option<String>,
    document: Option<NameIndex>,
}

impl Checker<'_> {
    /// The citation with its state; `None` for articles of a text that is not named (`依照前款、第三条`).
    fn check(&mut self, citation: &Citation) -> Result<Option<CheckedCitation>, EngineError> {
        let mut from = citation.from;
        let titled = match &citation.title {
            Some(title) => self.titled(title, citation),
            None if citation.number.is_some() => Vec::new(),
            None => match self.name_before(citation.from) {
                Some((at, found)) => {
                    from = at;
                    found
                }
                None => {
                    self.floor = citation.to;
                    return Ok(None);
                }
            },
        };
        self.floor = citation.to;
        if let Some(alias) = &citation.alias {
            self.aliases.insert(title_key(alias), titled.clone());
        }
        let numbered = citation
            .number
            .as_ref()
            .map(|number| self.references.by_number(number))
            .unwrap_or_default();
        let mut finding = self.finding(citation, &titled, &numbered);
        let mut articles = Vec::new();
        if let Some(document) = finding.document {
            for number in citation
                .articles
                .iter()
                .flat_map(|one| [Some(one.number), one.until])
                .flatten()
            {
                articles.push(self.references.article(document, number)?);
            }
        }
        articles.dedup();
        let missing = articles
            .iter()
            .find(|article: &&ReferenceArticle| !article.held);
        if let Some(missing) = missing
            && !matches!(
                finding.state,
                CitationState::Repealed | CitationState::WrongNumber
            )
        {
            finding.state = CitationState::NoSuchArticle;
            finding.detail = Some(match &missing.nearest {
                Some(nearest) => format!(
                    "没有{}，最接近的是{}",
                    missing.label,
                    crate::structure::article_label(nearest).unwrap_or_default()
                ),
                None => format!("没有{}", missing.label),
            });
        }
        let references = &self.references;
        let successor = finding
            .document
            .and_then(|document| references.successor(document));
        let others = titled.iter().filter(|_| references.works(&titled) > 1);
        Ok(Some(CheckedCitation {
            from: from as u32,
            to: citation.to as u32,
            text: self.chars[from..citation.to].iter().collect(),
            state: finding.state,
            label: finding.state.label().to_owned(),
            detail: finding.detail,
            document: finding
                .document
                .map(|document| references.document(document)),
            successor: successor.map(|successor| references.document(successor)),
            articles,
            candidates: others
                .take(CANDIDATES_MAX)
                .map(|index| references.document(*index))
                .collect(),
        }))
    }

    /// Documents of a title in 《》.
    fn titled(&mut self, title: &str, citation: &Citation) -> Vec<NameIndex> {
        if let Some(version) = &citation.version {
            let found = self.references.by_title(&format!("{title}（{version}）"));
            if !found.is_empty() {
                return found;
            }
        }
        if let Some(found) = self.aliases.get(&title_key(title)) {
            return found.clone();
        }
        let found = self.references.by_title(title);
        if !found.is_empty() {
            return found;
        }
        let other = self.references.by_other_name(title, true);
        other.map_or_else(Vec::new, |(_, found)| found)
    }

    /// The name that ends where articles begin, and where it begins.
    fn name_before(&mut self, end: usize) -> Option<(usize, Vec<NameIndex>)> {
        let mut end = end;
        while end > self.floor && matches!(self.chars[end - 1], ' ' | '\u{3000}') {
            end -= 1;
        }
        let least = self.floor.max(end.saturating_sub(NAME_CHARS_MAX));
        let is_name = |c: &char| c.is_alphanumeric() || "（）()〈〉".contains(*c);
        let length = self.chars[least..end]
            .iter()
            .rev()
            .take_while(|c| is_name(c))
            .count();
        let first = end - length;
        // The longest name counts: 劳动合同法, not 合同法.
        for from in first..end.saturating_sub(1) {
            let name: String = self.chars[from..end].iter().collect();
            let key = title_key(&name);
            if let Some(found) = self.aliases.get(&key) {
                return Some((from, found.clone()));
            }
            if !self.references.catalogue.by_title(&key).is_empty() {
                return Some((from, self.references.by_title(&name)));
            }
        }
        let name: String = self.chars[first..end].iter().collect();
        let form = ["法", "典", "例", "定", "则", "释", "法通则"];
        if !form.iter().any(|form| name.ends_with(form)) {
            return None;
        }
        let (at, found) = self.references.by_other_name(&name, false)?;
        Some((first + at, found))
    }

    fn finding(
        &mut self,
        citation: &Citation,
        titled: &[NameIndex],
        numbered: &[NameIndex],
    ) -> Finding {
        let article = citation.articles.first().map(|article| article.number);
        let both: Vec<NameIndex> = titled
            .iter()
            .filter(|index| numbered.contains(index))
            .copied()
            .collect();
        // The number tells versions and works of one title apart.
        let meant = match (&both[..], titled, numbered) {
            ([_, ..], _, _) => &both[..],
            (_, [_, ..], _) => titled,
            _ => numbered,
        };
        let Some(document) = self.references.with_article(meant, article) else {
            return self.nothing(citation);
        };
        if both.is_empty()
            && let (Some(number), [_, ..]) = (&citation.number, titled)
            && let Some(detail) = self.contradiction(number, document, titled, numbered)
        {
            return Finding {
                state: CitationState::WrongNumber,
                detail: Some(detail),
                document: Some(document),
            };
        }
        if citation.title.is_some() && both.is_empty() && self.references.works(meant) > 1 {
            let states: Vec<CitationState> = meant.iter().map(|index| self.state(*index)).collect();
            if states.iter().any(|state| *state != states[0]) {
                return Finding {
                    state: CitationState::Unknown,
                    detail: Some("同名文件不止一件，时效各不相同".to_owned()),
                    document: None,
                };
            }
        }
        let state = self.state(document);
        Finding {
            state,
            detail: self.detail(state, document),
            document: Some(document),
        }
    }

    fn state(&self, document: NameIndex) -> CitationState {
        let references = &self.references;
        let name = references.name(document);
        let replaced = || {
            let successor = references.successor(document);
            successor.is_some_and(|next| references.name(next).work_id == name.work_id)
        };
        match name.status(references.as_of) {
            Status::InForce | Status::PartlyInForce => CitationState::InForce,
            Status::NotYetEffective => CitationState::NotYetEffective,
            Status::AmendedInForce => CitationState::Amended,
            Status::Superseded if replaced() => CitationState::Amended,
            Status::Suspended | Status::Unknown => CitationState::Unknown,
            _ => CitationState::Repealed,
        }
    }

    /// What has to be said of a state.
    fn detail(&mut self, state: CitationState, document: NameIndex) -> Option<String> {
        let name = self.references.name(document);
        let status = name.status(self.references.as_of);
        match state {
            CitationState::Repealed | CitationState::Amended => {
                if let Some(successor) = self.references.successor(document) {
                    let title = &self.references.name(successor).title;
                    return Some(format!("{}；现行的是《{title}》", status.label()));
                }
                // The lexicon of former names knows what came in the place of another text.
                let understanding = self.references.understand(&name.title);
                let note = understanding
                    .notes
                    .iter()
                    .find(|note| note.kind == NoteKind::Superseded);
                Some(note.map_or_else(|| status.label().to_owned(), |note| note.text.clone()))
            }
            CitationState::NotYetEffective => {
                let day = name.dates.effective?;
                Some(format!("自{day}起施行"))
            }
            CitationState::Unknown => Some(status.label().to_owned()),
            _ => None,
        }
    }

    /// How a title and the number behind it contradict each other.
    fn contradiction(
        &self,
        number: &DocumentNumber,
        document: NameIndex,
        titled: &[NameIndex],
        numbered: &[NameIndex],
    ) -> Option<String> {
        if let Some(other) = numbered.first() {
            let title = &self.references.name(*other).title;
            return Some(format!("{}是《{title}》的文号", number.canonical));
        }
        // A version that is not held may well have had another number, but not another one of the same series
        // and year; and a decree may be the one that amended it.
        let own = titled
            .iter()
            .flat_map(|index| &self.references.name(*index).numbers);
        let own: Vec<DocumentNumber> = own.filter_map(|raw| DocumentNumber::read(raw)).collect();
        let same_series = own
            .iter()
            .any(|own| own.organ_code == number.organ_code && own.year == number.year);
        if own.is_empty() || (number.is_decree() && !same_series) {
            return None;
        }
        let right = self.references.name(document).numbers.first()?;
        Some(format!("这份文件的文号是{right}"))
    }

    /// Nothing of the name is held.
    fn nothing(&self, citation: &Citation) -> Finding {
        let title = citation.title.as_deref().unwrap_or_default();
        let ends = [
            "法",
            "法典",
            "条例",
            "办法",
            "规定",
            "规则",
            "细则",
            "决定",
            "通知",
            "意见",
            "解释",
            "批复",
            "公告",
            "通告",
            "方案",
            "规程",
            "准则",
            "通则",
            "修正案",
            "章程",
            "标准",
            "决议",
            "规范",
            "纲要",
            "规划",
        ];
        let stem = title
            .trim_end_matches(['）', ')'])
            .split(['（', '('])
            .next()
            .unwrap_or(title);
        // 《办法》 alone is the short name of something that the text does not say.
        let named = !ends.contains(&stem) && ends.iter().any(|end| stem.ends_with(end));
        let state = if named || citation.number.is_some() {
            CitationState::NotHeld
        } else {
            CitationState::Unknown
        };
        Finding {
            state,
            detail: None,
            document: None,
        }
    }
}
