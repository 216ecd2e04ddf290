//! An engine that asks each document one by one.

use std::collections::{BTreeSet, HashSet};

use tongcha::Record;
use tongcha::document::{Day, Document, Validity, read_record, regions};
use tongcha::language::{self, normalize};
use tongcha::life::read_life;
use tongcha::query::{
    self, DateRange, FacetField, Identifier, IdentifierField, Level, Plan, PlanTerm, Rarity, Scope,
    TermKind, TextScope,
};
use tongcha::structure::{self, PassageKind, Structure};

use crate::support::tokenizer;

/// A document as it is asked.
pub struct Naive {
    pub document: Document,
    structure: Structure,
    title: Text,
    numbers: Vec<Text>,
    organs: Vec<Text>,
    /// What else only words are looked for in: place, theme, form …
    others: Vec<Text>,
    passages: Vec<Text>,
    /// The headings above each passage, and its own.
    headings: Vec<Vec<Text>>,
}

/// A text as words and as characters.
struct Text {
    words: HashSet<String>,
    characters: Vec<String>,
}

impl Text {
    fn new(text: &str) -> Self {
        let normal = normalize(text);
        let words = tokenizer().tokens(&normal).into_iter();
        Self {
            words: words.map(|token| token.text.to_owned()).collect(),
            characters: language::characters(&normal)
                .map(|token| token.text.to_owned())
                .collect(),
        }
    }

    fn all<'t>(texts: impl IntoIterator<Item = &'t str>) -> Vec<Self> {
        texts.into_iter().map(Self::new).collect()
    }

    fn has(&self, kind: &TermKind) -> bool {
        match kind {
            TermKind::Word(word) => self.words.contains(word),
            TermKind::Phrase(wanted) => {
                let mut windows = self.characters.windows(wanted.len());
                windows.any(|window| window == wanted)
            }
        }
    }
}

/// What occurs where, as bit sets of the terms of a plan.
struct Occurring {
    /// In title, number, organs.
    shared: u64,
    /// In each passage and the headings above it.
    passages: Vec<u64>,
}

impl Naive {
    /// `held` is the document as the engine holds it: what other documents do to its validity comes from there.
    pub fn new(record: &Record, held: &Document) -> Self {
        let (mut document, _) = read_record(record.clone()).unwrap();
        let structure = structure::parse(&record.text);
        read_life(&mut document, &structure, &record.text);
        document.life = held.life.clone();
        let number = document.number.iter();
        let numbers = number.flat_map(|number| [number.canonical.as_str(), number.raw.as_str()]);
        let mut others = vec![document.kind.label()];
        others.extend(document.region.iter().map(|region| region.name.as_str()));
        others.extend(document.theme.iter().map(|theme| theme.path.as_str()));
        others.extend(document.genre.as_deref());
        let passages = || structure.passages.iter();
        let headings = passages().map(|passage| {
            let mut headings = structure.headings_of(passage);
            headings.push(passage.heading.clone());
            Text::all(headings.iter().map(String::as_str))
        });
        Self {
            title: Text::new(&document.title),
            numbers: Text::all(numbers),
            organs: Text::all(document.authority.iter().map(|organ| organ.name.as_str())),
            others: Text::all(others),
            passages: Text::all(passages().map(|passage| passage.span.of(&record.text))),
            headings: headings.collect(),
            document,
            structure,
        }
    }

    fn occurring(&self, plan: &Plan) -> Occurring {
        let set = |holds: &dyn Fn(&PlanTerm) -> bool| {
            let terms = (0..).zip(&plan.terms).filter(|(_, term)| holds(term));
            terms.fold(0_u64, |set, (index, _)| set | 1 << index)
        };
        Occurring {
            shared: set(&|term| self.is_shared(term)),
            passages: (0..self.passages.len())
                .map(|at| set(&|term| self.is_in_passage(term, at)))
                .collect(),
        }
    }

    fn is_shared(&self, term: &PlanTerm) -> bool {
        let any = |texts: &[Text]| texts.iter().any(|text| text.has(&term.kind));
        let is_word = matches!(term.kind, TermKind::Word(_));
        match term.scope {
            Scope::Number => any(&self.numbers),
            Scope::Authority => any(&self.organs),
            Scope::Text(TextScope::Body) => false,
            Scope::Text(TextScope::Title) => self.title.has(&term.kind),
            Scope::Text(TextScope::All) => {
                let beside = is_word && (any(&self.organs) || any(&self.others));
                self.title.has(&term.kind) || any(&self.numbers) || beside
            }
        }
    }

    fn is_in_passage(&self, term: &PlanTerm, at: usize) -> bool {
        let own = self.passages[at].has(&term.kind);
        match (term.scope, &term.kind) {
            (Scope::Text(TextScope::All), TermKind::Word(_)) => {
                let mut around = self.headings[at].iter();
                own || self.title.has(&term.kind) || around.any(|text| text.has(&term.kind))
            }
            (Scope::Text(TextScope::All | TextScope::Body), _) => own,
            _ => false,
        }
    }

    /// The hits that it would give if all filters were passed: empty addresses are documents.
    pub fn matching(&self, plan: &Plan, rarity: &Rarity) -> Vec<(String, String)> {
        let occurring = self.occurring(plan);
        let identified = plan.identifiers.iter().any(|key| self.has(key));
        let id = &self.document.id;
        match plan.level {
            Level::Document => {
                let passages = occurring.passages.iter();
                let all = passages.fold(occurring.shared, |all, passage| all | passage);
                let holds = identified || plan.condition.holds(all, rarity);
                holds
                    .then(|| (id.clone(), String::new()))
                    .into_iter()
                    .collect()
            }
            Level::Article => {
                let passages = self.structure.passages.iter().zip(&occurring.passages);
                passages
                    .filter(|(passage, _)| {
                        !matches!(passage.kind, PassageKind::Heading | PassageKind::Contents)
                    })
                    .filter(|(_, own)| {
                        identified || plan.condition.holds(**own | occurring.shared, rarity)
                    })
                    .map(|(passage, _)| (id.clone(), passage.n.clone()))
                    .collect()
            }
        }
    }

    fn has(&self, identifier: &Identifier) -> bool {
        let key = &identifier.key;
        match identifier.field {
            IdentifierField::Id => self.document.id == *key,
            IdentifierField::Title => {
                let title = &self.document.title;
                *key == format!("={}", normalize(title))
                    || language::title_variants(title).contains(key)
            }
            IdentifierField::Number => self.document.number_keys().contains(key),
        }
    }

    pub fn values(&self, facet: FacetField, as_of: Day) -> BTreeSet<String> {
        let document = &self.document;
        let state = || Validity::at(document, as_of).state.as_str().to_owned();
        match facet {
            FacetField::Kind => [document.kind.as_str().to_owned()].into(),
            FacetField::Status => [state()].into(),
            FacetField::Authority => {
                let organs = document.authority.iter();
                organs.map(|organ| organ.name.clone()).collect()
            }
            FacetField::Region => {
                let mut codes = BTreeSet::new();
                if let Some(region) = &document.region {
                    codes.insert(region.code.clone());
                    let around = regions().ancestors(&region.code);
                    let smaller = around.into_iter().filter(|code| *code != "000000");
                    codes.extend(smaller.map(str::to_owned));
                }
                codes
            }
            FacetField::Theme => {
                let themes = document.theme.iter().flat_map(|theme| {
                    let first = theme.path.split('/').next().unwrap();
                    [first.to_owned(), theme.path.clone()]
                });
                themes.collect()
            }
            FacetField::Year => {
                let year = document.dates.issued.map(|day| day.year().to_string());
                year.into_iter().collect()
            }
        }
    }

    /// Whether all filters let it pass, but for one facet's own, and for the collection's.
    pub fn passes(&self, plan: &Plan, but: Option<FacetField>, but_collection: bool) -> bool {
        let filters = &plan.filters;
        let strings = |values: Vec<String>| values;
        let wanted = [
            (
                FacetField::Kind,
                filters.kind.iter().map(|k| k.as_str().into()).collect(),
            ),
            (
                FacetField::Status,
                filters.status.iter().map(|s| s.as_str().into()).collect(),
            ),
            (FacetField::Authority, strings(filters.authority.clone())),
            (FacetField::Region, filters.region.clone()),
            (FacetField::Theme, filters.theme.clone()),
            (
                FacetField::Year,
                filters.year.iter().map(i32::to_string).collect(),
            ),
        ];
        let facets = wanted.iter().all(|(facet, wanted)| {
            wanted.is_empty()
                || but == Some(*facet)
                || self
                    .values(*facet, plan.as_of)
                    .iter()
                    .any(|value| wanted.contains(value))
        });
        let collection = but_collection
            || filters.collection.is_empty()
            || filters.collection.contains(&self.document.collection);
        let number = filters.number.as_ref().is_none_or(|number| {
            let own = self.document.number_keys();
            query::number_keys(number)
                .iter()
                .any(|key| own.contains(key))
        });
        let dates = &self.document.dates;
        let within = |range: &DateRange, day: Option<Day>| {
            let from = range
                .from
                .is_none_or(|from| day.is_some_and(|day| from <= day));
            let to = range.to.is_none_or(|to| day.is_some_and(|day| day <= to));
            from && to
        };
        facets
            && collection
            && number
            && within(&filters.issued, dates.issued)
            && within(&filters.effective, dates.effective)
    }
}
