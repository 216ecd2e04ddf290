//! What was understood of the words: as chips that can be taken off, and what the asker has to be told.

use tongcha::query::Strictness;
use tongcha::search::{
    Interpretation, InterpretationKind, Note, NoteKind, SearchRequest, SearchResponse,
};

use super::super::links::SearchAddress;

/// Official words that are shown without being asked for: about two lines of a phone.
const EXPANSIONS_SHOWN: usize = 3;

/// What was understood, shown above the hits.
pub struct Understood {
    /// Sorts of things, each with a link that takes it off.
    pub chips: Vec<UnderstoodChip>,
    /// Official words that were looked for as well, the first few: `低保 → 最低生活保障`.
    pub expansions: Vec<String>,
    /// The others: a whole story has many, and its answers are to be seen first.
    pub more_expansions: Vec<String>,
    /// The search for the words as they were typed.
    pub as_typed: Option<String>,
}

/// Things of one sort that were understood.
pub struct UnderstoodChip {
    /// What sort.
    pub name: &'static str,
    /// What they are.
    pub text: String,
    /// The search in which nothing of this sort is understood.
    pub remove: String,
}

/// Something that has to be told, with the search that it leads to.
pub struct Notice {
    /// One sentence.
    pub text: String,
    /// What the link says, and where it leads.
    pub link: Option<(String, String)>,
}

/// What a sort of thing is called.
pub fn kind_name(kind: InterpretationKind) -> &'static str {
    match kind {
        InterpretationKind::Number => "文号",
        InterpretationKind::Title => "标题",
        InterpretationKind::Alias => "别名",
        InterpretationKind::Article => "条文",
        InterpretationKind::Id => "编号",
        InterpretationKind::Region => "地区",
        InterpretationKind::Authority => "机关",
        InterpretationKind::Time => "时间",
        InterpretationKind::Kind => "种类",
        InterpretationKind::Status => "时效",
        InterpretationKind::Version => "版本",
        InterpretationKind::Pinyin => "拼音",
        InterpretationKind::Correction => "更正",
        InterpretationKind::Filler => "略去",
        InterpretationKind::Passage => "原文",
        _ => "其他",
    }
}

impl Understood {
    /// What an answer says that it understood.
    pub fn new(asked: &SearchRequest, address: &SearchAddress, response: &SearchResponse) -> Self {
        let mut chips: Vec<UnderstoodChip> = Vec::new();
        for one in &response.query.interpretation {
            let name = kind_name(one.kind);
            let text = text(one);
            match chips.iter_mut().find(|chip| chip.name == name) {
                // A sort is taken off as a whole: its chip says all of it.
                Some(chip) if !chip.text.contains(&text) => {
                    chip.text.push('、');
                    chip.text.push_str(&text);
                }
                Some(_) => {}
                None => chips.push(UnderstoodChip {
                    name,
                    text,
                    remove: address.added("ignore", one.kind.as_str()).to_string(),
                }),
            }
        }
        let mut expansions: Vec<String> = response
            .query
            .expansions
            .iter()
            .map(|expansion| format!("{} → {}", expansion.from, expansion.to.join("、")))
            .collect();
        let says_something = !chips.is_empty() || !expansions.is_empty();
        let more_expansions = expansions.split_off(expansions.len().min(EXPANSIONS_SHOWN));
        Self {
            as_typed: (says_something && !asked.literal).then(|| as_typed(address)),
            chips,
            expansions,
            more_expansions,
        }
    }
}

/// The words as they are: nothing is understood, so nothing is left to be ignored.
fn as_typed(address: &SearchAddress) -> String {
    address.without(&["ignore"]).with("literal", 1).to_string()
}

fn text(read: &Interpretation) -> String {
    match read.kind {
        InterpretationKind::Title => format!("《{}》", read.text),
        _ => read.text.clone(),
    }
}

/// What has to be told: contradictions and corrections first, then how loosely the words were taken.
///
/// A card says by itself that there is no such article.
pub fn notices(address: &SearchAddress, response: &SearchResponse, has_card: bool) -> Vec<Notice> {
    let notes = response.query.notes.iter();
    let notes = notes.filter(|note| !has_card || note.kind != NoteKind::NoSuchArticle);
    let mut notices: Vec<Notice> = notes.map(|note| notice(address, note)).collect();
    let mut plain = |text: &str| {
        notices.push(Notice {
            text: text.to_owned(),
            link: None,
        });
    };
    if response.total.value > 0 {
        match response.query.strictness {
            Strictness::Words => {}
            Strictness::Characters => plain("没有按词语完全匹配的结果，以下按文字匹配"),
            Strictness::Half | Strictness::Any => {
                plain("没有同时包含全部词语的结果，以下为部分匹配");
            }
        }
    }
    if response.query.truncated {
        plain("查询词太多，只采用了前面的部分");
    }
    notices
}

fn notice(address: &SearchAddress, note: &Note) -> Notice {
    let link = match note.kind {
        NoteKind::Corrected => Some(("仍按原词查".to_owned(), as_typed(address))),
        NoteKind::Superseded => successor(&note.text).map(|title| {
            let bare = address.without(&["ignore", "literal"]);
            (format!("查《{title}》"), bare.with("q", title).to_string())
        }),
        _ => None,
    };
    Notice {
        text: note.text.clone(),
        link,
    }
}

/// The title that the note names last: what took the place of another.
fn successor(text: &str) -> Option<&str> {
    let (_, rest) = text.rsplit_once('《')?;
    let (title, _) = rest.split_once('》')?;
    Some(title)
}
