//! The items that are shown, with the sentences that they rest on.

use std::rc::Rc;

use super::ListItem;
use super::view::{Finding, View, Words};
use crate::document::{DateRole, Validity};
use crate::engine::{Engine, EngineError, StoredDocument};
use crate::relation::{FormerMention, Relation};
use crate::search::reference::References;
use crate::search::related::words;

/// Characters of a sentence at most: a table without full stops is one.
const SENTENCE_CHARS_MAX: usize = 400;

/// Makes items. Neighbours in a list are often of one document: the last two that were read are kept.
pub(super) struct Items<'v> {
    view: &'v View<'v>,
    references: References<'v>,
    engine: &'v dyn Engine,
    read: [Option<(String, Rc<StoredDocument>)>; 2],
}

/// A sentence and the naming words in it, in characters.
#[derive(Debug, Default)]
struct Said {
    sentence: String,
    mark: Option<(u32, u32)>,
}

impl<'v> Items<'v> {
    pub fn new(view: &'v View<'v>, engine: &'v dyn Engine) -> Self {
        Self {
            references: References::new(view.catalogue, engine, view.as_of),
            view,
            engine,
            read: [None, None],
        }
    }

    pub fn item(&mut self, finding: Finding<'_>) -> Result<ListItem, EngineError> {
        let mut reason = finding.reason.clone();
        let said = match finding.words {
            Words::Own(role) => self.own(&finding, role)?,
            Words::Edge(edge) => self.source(&finding)?.map(|source| {
                let (sentence, mark) = words(&source, edge);
                Said {
                    sentence,
                    mark: Some(mark),
                }
            }),
            Words::Act => self.act(&finding)?,
            Words::Organ(mention) => self
                .source(&finding)?
                .map(|source| around(&source.text, mention)),
            Words::Validity => self.validity(&finding)?.map(|(ground, said)| {
                reason = format!("{reason}：{ground}");
                said
            }),
        };
        let said = said.map(cut).filter(|said| !said.sentence.is_empty());
        let mark = said.as_ref().and_then(|said| said.mark);
        Ok(ListItem {
            document: self.references.document(finding.index),
            day: finding.day,
            reason,
            other: finding.other.map(|other| self.references.document(other)),
            named: finding.named,
            article: finding.article,
            sentence: said.map(|said| said.sentence),
            mark,
        })
    }

    fn source(&mut self, finding: &Finding<'_>) -> Result<Option<Rc<StoredDocument>>, EngineError> {
        self.stored(&self.view.name(finding.index).id)
    }

    fn stored(&mut self, id: &str) -> Result<Option<Rc<StoredDocument>>, EngineError> {
        let known = self.read.iter().flatten().find(|(known, _)| known == id);
        if let Some((_, stored)) = known {
            return Ok(Some(Rc::clone(stored)));
        }
        let Some(stored) = self.engine.document(id)?.map(Rc::new) else {
            return Ok(None);
        };
        self.read.swap(0, 1);
        self.read[0] = Some((id.to_owned(), Rc::clone(&stored)));
        Ok(Some(stored))
    }

    /// The words that give a day of the document's own life.
    fn own(&mut self, finding: &Finding<'_>, role: DateRole) -> Result<Option<Said>, EngineError> {
        let Some(source) = self.source(finding)? else {
            return Ok(None);
        };
        let evidence = source.document.evidence.iter();
        let taken = evidence.filter(|one| one.role == role && one.taken);
        // A sentence says more than the value of a field.
        let found = taken.max_by_key(|one| one.span.is_some());
        Ok(found.map(|one| Said {
            sentence: one.text.clone(),
            mark: None,
        }))
    }

    /// The words of the other document that say what it does to this one.
    fn act(&mut self, finding: &Finding<'_>) -> Result<Option<Said>, EngineError> {
        let Some(other) = finding.other else {
            return Ok(None);
        };
        let (id, by) = (&self.view.name(finding.index).id, &self.view.name(other).id);
        let mut changes = self
            .view
            .relations
            .of(by)
            .filter(|relation| relation.edge.kind.changes());
        let names = |relation: &Relation<'_>| relation.targets().any(|target| target == id);
        let Some(relation) = changes.find(names) else {
            return Ok(None);
        };
        let source = self.stored(by)?;
        Ok(source.map(|source| {
            let (sentence, mark) = words(&source, relation.edge);
            Said {
                sentence,
                mark: Some(mark),
            }
        }))
    }

    /// The first reason of the state, with its words.
    fn validity(&mut self, finding: &Finding<'_>) -> Result<Option<(String, Said)>, EngineError> {
        let Some(source) = self.source(finding)? else {
            return Ok(None);
        };
        let validity = Validity::at(&source.document, self.view.as_of);
        Ok(validity.reasons.into_iter().next().map(|reason| {
            let sentence = reason.source.unwrap_or_default();
            let said = Said {
                sentence,
                mark: None,
            };
            (reason.text, said)
        }))
    }
}

/// The sentence around a name of an organ.
fn around(text: &str, mention: &FormerMention) -> Said {
    let ends = ['。', '！', '？', '；', '\n'];
    let at = mention.at as usize;
    let (Some(before), Some(behind)) = (text.get(..at), text.get(at..)) else {
        return Said::default();
    };
    let from = before
        .char_indices()
        .rev()
        .find(|(_, c)| ends.contains(c))
        .map_or(0, |(place, c)| place + c.len_utf8());
    let to = behind
        .char_indices()
        .find(|(_, c)| ends.contains(c))
        .map_or(text.len(), |(place, c)| match c {
            '\n' => at + place,
            c => at + place + c.len_utf8(),
        });
    let whole = &text[from..to];
    let sentence = whole.trim_start();
    let start = text[from..at]
        .chars()
        .count()
        .saturating_sub(whole[..whole.len() - sentence.len()].chars().count())
        as u32;
    Said {
        sentence: sentence.trim_end().to_owned(),
        mark: Some((start, start + mention.name.chars().count() as u32)),
    }
}

/// A sentence that is no longer than one is read: what is cut off is behind the naming words, or they go with it.
fn cut(mut said: Said) -> Said {
    let Some((end, _)) = said.sentence.char_indices().nth(SENTENCE_CHARS_MAX) else {
        return said;
    };
    let first = said.mark.map_or(0, |(from, _)| from as usize);
    if first < SENTENCE_CHARS_MAX {
        said.sentence.truncate(end);
        said.sentence.push('…');
        let most = SENTENCE_CHARS_MAX as u32;
        said.mark = said.mark.map(|(from, to)| (from, to.min(most)));
        return said;
    }
    // The words stand far behind: the sentence begins with them.
    let shown: String = said
        .sentence
        .chars()
        .skip(first)
        .take(SENTENCE_CHARS_MAX)
        .collect();
    let (from, to) = said.mark.unwrap_or((0, 0));
    said.mark = Some((1, 1 + (to - from).min(SENTENCE_CHARS_MAX as u32)));
    said.sentence = format!("…{shown}");
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    /// The marked words and the sentence around an organ's name.
    fn check(text: &str, name: &str, expected: Expect) {
        let mention = FormerMention {
            name: name.to_owned(),
            at: text.find(name).expect("it is there") as u32,
        };
        let said = cut(around(text, &mention));
        let (from, to) = said.mark.expect("a mark");
        let marked: String = said
            .sentence
            .chars()
            .skip(from as usize)
            .take((to - from) as usize)
            .collect();
        expected.assert_eq(&format!("{marked} | {}", said.sentence));
    }

    #[test]
    fn sentences_are_cut_out_around_names() {
        check(
            "甲。\n　　报环境保护厅备案；乙",
            "环境保护厅",
            expect!["环境保护厅 | 报环境保护厅备案；"],
        );
        check(
            "环境保护厅",
            "环境保护厅",
            expect!["环境保护厅 | 环境保护厅"],
        );
    }

    #[test]
    fn long_sentences_show_their_names() {
        let far = format!("{}环境保护厅备案", "长".repeat(SENTENCE_CHARS_MAX));
        check(&far, "环境保护厅", expect!["环境保护厅 | …环境保护厅备案"]);
        let near = format!("环境保护厅{}", "长".repeat(SENTENCE_CHARS_MAX));
        let said = cut(around(
            &near,
            &FormerMention {
                name: "环境保护厅".to_owned(),
                at: 0,
            },
        ));
        assert_eq!(said.sentence.chars().count(), SENTENCE_CHARS_MAX + 1);
        assert_eq!(said.mark, Some((0, 5)));
    }
}
