//! What documents are called, asked back: the promise that who knows a name finds the text.

use std::collections::{BTreeMap, BTreeSet};

use super::{Question, QuestionLevel, Relevant};
use crate::catalogue::{Catalogue, Name};
use crate::document::DocumentNumber;
use crate::language;

/// Titles as they stand.
const TITLE: &str = "self_title";
/// Titles without 中华人民共和国 and without version.
const SHORT_TITLE: &str = "self_short_title";
/// Numbers (文号).
const NUMBER: &str = "self_number";

/// Every document's own title, short title and number as questions, in the order of the names.
///
/// The same name is asked once, and every document that bears it answers: who types it cannot mean more. A short
/// title is asked only where it is another than the title. All versions of a work answer its titles.
pub fn self_questions(names: &[Name]) -> Vec<Question> {
    let mut asked = Asked::default();
    for name in names {
        let key = language::title_key(&name.title);
        let stem = name.stem();
        let stem_key = Catalogue::stem_key(&name.title);
        if stem_key != key && !stem_key.is_empty() {
            asked.push(SHORT_TITLE, stem_key, &stem, &name.id);
        }
        if !key.is_empty() {
            asked.push(TITLE, key, &name.title, &name.id);
        }
        if let Some(number) = name.numbers.first() {
            let key = DocumentNumber::read(number).map_or(number.clone(), |number| number.key());
            asked.push(NUMBER, key, number, &name.id);
        }
    }
    let mut works: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for name in names {
        works.entry(&name.work_id).or_default().push(&name.id);
    }
    // Who bears a short title as a full one, or a number as another one, answers as well; so does the version in force,
    // which stands for all of its work.
    for name in names {
        let title = language::title_key(&name.title);
        for id in works.get(name.work_id.as_str()).into_iter().flatten() {
            asked.answer(TITLE, &title, id);
        }
        asked.answer(SHORT_TITLE, &Catalogue::stem_key(&name.title), &name.id);
        for number in name
            .numbers
            .iter()
            .filter_map(|raw| DocumentNumber::read(raw))
        {
            for key in number.keys() {
                asked.answer(NUMBER, &key, &name.id);
            }
        }
    }
    asked.questions()
}

#[derive(Default)]
struct Asked {
    /// By kind and key: place in the order, text, identifiers.
    names: BTreeMap<(&'static str, String), (usize, String, BTreeSet<String>)>,
}

impl Asked {
    fn push(&mut self, kind: &'static str, key: String, text: &str, id: &str) {
        let place = self.names.len();
        let (_, _, ids) = self
            .names
            .entry((kind, key))
            .or_insert_with(|| (place, text.to_owned(), BTreeSet::new()));
        ids.insert(id.to_owned());
    }

    fn answer(&mut self, kind: &'static str, key: &str, id: &str) {
        if let Some((_, _, ids)) = self.names.get_mut(&(kind, key.to_owned())) {
            ids.insert(id.to_owned());
        }
    }

    fn questions(self) -> Vec<Question> {
        let mut names: Vec<_> = self.names.into_iter().collect();
        names.sort_by_key(|(_, (place, ..))| *place);
        names
            .into_iter()
            .enumerate()
            .map(|(at, ((kind, _), (_, query, ids)))| Question {
                qid: format!("self-{}", at + 1),
                query,
                kind: kind.to_owned(),
                level: QuestionLevel::Document,
                relevant: ids
                    .into_iter()
                    .map(|doc| Relevant { doc, article: None })
                    .collect(),
                one_answer: true,
                tags: Vec::new(),
            })
            .collect()
    }
}
