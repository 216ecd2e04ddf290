//! The other documents of a hit's work, folded under it: versions, or the parts of one text.

use std::collections::HashMap;

use tongcha::Day;
use tongcha::search::{Hit, SearchResponse, Searcher, WorkMember};

use super::super::links;
use super::super::validity::class;

/// Documents of one work that are listed under a hit.
const LISTED_MAX: usize = 30;

/// The documents of the works of a page, by the identifier of the hit.
pub type Members = HashMap<String, Vec<WorkMember>>;

/// What is folded under a hit.
pub struct VersionsView {
    /// What opens it: `另有 2 个版本`.
    pub label: String,
    /// The others, the newest first.
    pub listed: Vec<VersionLine>,
    /// How many are not listed.
    pub more: usize,
}

/// Another document of the work.
pub struct VersionLine {
    pub href: String,
    pub title: String,
    /// Number, or day with what it is the day of.
    pub facts: Vec<String>,
    /// Class of the stylesheet for its state, and the state in words.
    pub badge: (&'static str, &'static str),
    /// What changed between it and the hit; none for parts.
    pub comparison: Option<String>,
}

/// Reads what is folded under the hits of a page.
pub fn read(searcher: &Searcher, response: &SearchResponse) -> Members {
    let several = response.hits.iter().filter(|hit| hit.version_ids.len() > 1);
    let members = several.map(|hit| {
        let members = searcher.members(&hit.version_ids, response.as_of);
        (hit.id.clone(), members)
    });
    members.collect()
}

impl VersionsView {
    /// The others of a hit's work; `None` where it is the only one.
    pub fn new(hit: &Hit, members: &Members, q: &str, as_of: Day) -> Option<Self> {
        let members = members.get(&hit.id)?;
        let own = members.iter().find(|member| member.id == hit.id);
        let part = own.and_then(|own| own.subtitle.as_ref());
        let mut others: Vec<&WorkMember> = members
            .iter()
            .filter(|member| member.id != hit.id)
            .collect();
        if others.is_empty() {
            return None;
        }
        let is_part = |other: &WorkMember| part.is_some() && other.subtitle.as_ref() != part;
        let parts = others.iter().filter(|other| is_part(other)).count();
        if parts > 0 {
            others.sort_by_key(|other| other.articles);
        }
        let label = match (parts, others.len() - parts) {
            (0, versions) => format!("另有 {versions} 个版本"),
            (parts, 0) => format!("同一部法的其他 {parts} 个部分"),
            (parts, versions) => format!("其他 {parts} 个部分，另有 {versions} 个版本"),
        };
        let line = |other: &&WorkMember| VersionLine {
            href: links::at_day(links::document(&other.id, q), as_of),
            title: title(other),
            facts: facts(other),
            badge: (class(other.state), other.state.label()),
            comparison: (!is_part(other))
                .then(|| links::at_day(links::comparison(&hit.id, &other.id), as_of)),
        };
        Some(Self {
            label,
            listed: others.iter().take(LISTED_MAX).map(line).collect(),
            more: others.len().saturating_sub(LISTED_MAX),
        })
    }
}

fn title(member: &WorkMember) -> String {
    match &member.subtitle {
        Some(subtitle) if !member.title.contains(subtitle.as_str()) => {
            format!("{}·{subtitle}", member.title)
        }
        _ => member.title.clone(),
    }
}

fn facts(member: &WorkMember) -> Vec<String> {
    let mut facts = Vec::new();
    facts.extend(member.number.clone());
    match (member.effective, member.issued) {
        (Some(day), _) => facts.push(format!("{day} 施行")),
        (None, Some(day)) => facts.push(format!("{day} 公布")),
        (None, None) => {}
    }
    facts
}
