//! A notice and the text that it issues, held as two records (关于印发《…办法》的通知 and 办法): one thing to look for.
//!
//! They belong together only where that is certain: the notice's title names the text, the notice carries nothing else, no
//! other notice carries the text, and place, number and days do not speak against it. A notice that passes on what another
//! organ has issued under a number of its own is another document, and stays one.

use std::collections::BTreeMap;

use super::model::{Edge, Place, RelationKind};
use super::turns::Found;
use crate::catalogue::Name;
use crate::document::{COUNTRY, Companion, Day, Life, TurnKind, title_stem};

/// A text is published at most these days before or after the notice that issues it.
const PUBLISHED_DAYS_MAX: i64 = 31;
/// A text enters into force at most these days after the notice that issues it.
const COMMENCEMENT_DAYS_MAX: i64 = 400;

/// Which notice issues which text, as places among the names.
pub(super) fn pairs(names: &[Name], found: &[Found<'_>]) -> Vec<(usize, usize)> {
    let mut carried: BTreeMap<usize, Vec<&Found<'_>>> = BTreeMap::new();
    for one in found.iter().filter(|one| carries(one.edge)) {
        carried.entry(one.source.0 as usize).or_default().push(one);
    }
    let texts = carried
        .into_iter()
        .filter_map(|(notice, edges)| Some((notice, text_of(names, notice, &edges)?)));
    let pairs: Vec<(usize, usize)> = texts.collect();
    let mut notices: BTreeMap<usize, usize> = BTreeMap::new();
    for (notice, text) in &pairs {
        *notices.entry(*notice).or_default() += 1;
        *notices.entry(*text).or_default() += 1;
    }
    // What is issued twice, or issues something itself, is no pair.
    pairs
        .into_iter()
        .filter(|(notice, text)| notices[notice] == 1 && notices[text] == 1)
        .collect()
}

fn carries(edge: &Edge) -> bool {
    matches!(edge.kind, RelationKind::Issues | RelationKind::Forwards)
}

/// The one text that a notice carries.
fn text_of(names: &[Name], notice: usize, edges: &[&Found<'_>]) -> Option<usize> {
    let title = edges.iter().find(|one| one.edge.place == Place::Title)?;
    let stem = |edge: &Edge| edge.target.title.as_deref().map(title_stem);
    // 附件 and 现将《…》印发给你们 repeat what the title names; anything else is a second text.
    let alone = edges.iter().all(|one| {
        let same = stem(one.edge) == stem(title.edge) || one.targets == title.targets;
        same && one.edge.articles.is_empty()
    });
    if !alone {
        return None;
    }
    let targets: Vec<usize> = title.targets.iter().map(|at| at.0 as usize).collect();
    let fitting = targets
        .iter()
        .filter(|at| fits(&names[notice], &names[**at], targets.len() == 1));
    match fitting.collect::<Vec<_>>().as_slice() {
        [text] => Some(**text),
        _ => None,
    }
}

/// Whether place, number and days let a notice be the one that issues a text. `only` is whether no other version of the
/// text is held.
fn fits(notice: &Name, text: &Name, only: bool) -> bool {
    let place = |name: &Name| {
        name.region
            .clone()
            .filter(|region| region.as_str() != COUNTRY)
    };
    let whole = text.subtitle.is_none();
    let same_place = text.region.is_none() || place(text) == place(notice);
    let same_number = text
        .numbers
        .iter()
        .all(|number| notice.numbers.contains(number));
    whole && same_place && same_number && days_fit(notice, text, only)
}

fn days_fit(notice: &Name, text: &Name, only: bool) -> bool {
    let issued = |name: &Name| name.dates.issued.or(name.dates.signed);
    let Some(day) = issued(notice).or(notice.earliest) else {
        return only && text.earliest.is_none();
    };
    let after = |later: Day| later.days_since_epoch() - day.days_since_epoch();
    match (issued(text), text.dates.effective) {
        (Some(issued), _) => after(issued).abs() <= PUBLISHED_DAYS_MAX,
        (None, Some(effective)) => {
            (-PUBLISHED_DAYS_MAX..=COMMENCEMENT_DAYS_MAX).contains(&after(effective))
        }
        (None, None) => only,
    }
}

/// Notes each pair at both its documents. What ends or extends the one does so to the other, and a text that says nothing
/// of its first day counts with its notice.
pub(super) fn join(names: &[Name], pairs: &[(usize, usize)], lives: &mut BTreeMap<usize, Life>) {
    for &(notice, text) in pairs {
        let of = |at: usize| companion(&names[at]);
        let mut notice_life = lives.remove(&notice).unwrap_or_default();
        let mut text_life = lives.remove(&text).unwrap_or_default();
        share_ends(&notice_life, &mut text_life, &names[text].id);
        share_ends(&text_life, &mut notice_life, &names[notice].id);
        let undated = names[text].earliest.is_none() && text_life.begins.is_none();
        if undated && names[text].dates.effective.is_none() {
            text_life.begins = notice_life.begins.or(names[notice].dates.effective);
            text_life.begins_by = text_life.begins.map(|_| of(notice));
            text_life.presumed = text_life.presumed.or(notice_life.presumed);
        }
        notice_life.issues = Some(of(text));
        text_life.issued_by = Some(of(notice));
        lives.insert(notice, notice_life);
        lives.insert(text, text_life);
    }
}

/// A document as another one's life names it.
pub(super) fn companion(name: &Name) -> Companion {
    Companion {
        id: name.id.clone(),
        title: name.title.clone(),
        number: name.numbers.first().cloned(),
    }
}

fn share_ends(from: &Life, to: &mut Life, to_id: &str) {
    let ends = from.turns.iter().filter(|turn| {
        matches!(
            turn.kind,
            TurnKind::Repealed
                | TurnKind::DeclaredInvalid
                | TurnKind::Superseded
                | TurnKind::Extended
        )
    });
    for turn in ends.filter(|turn| turn.by != to_id) {
        if !to.turns.contains(turn) {
            to.turns.push(turn.clone());
        }
    }
}
