//! The life of rules measured on the real corpus, against notes that people made by reading.
//!
//! `data/life/*.jsonl` are our own notes of facts on documents drawn at random: all identifiers of `laws` and
//! `normative`, ordered by the SHA-256 of seed and identifier, from the first on. A note says what the documents of the
//! corpus prove, nothing that is known from elsewhere. See `data/life/README.md`.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use serde_json::Value;
use sha2::{Digest, Sha256};
use tongcha::document::Validity;
use tongcha::document::title_stem;
use tongcha::engine::{EmbeddedEngine, Engine, StoredDocument};
use tongcha::relation::{Place, Relation, RelationKind, Relations};
use tongcha::{DataDirectory, Day, Record, Tokenizer};
use tongcha_benches::corpus::{build, records, shared};

/// The day of which states are noted.
const AS_OF: &str = "2025-06-30";

fn notes(name: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/life")
        .join(name);
    let text = std::fs::read_to_string(&path).expect("the notes are readable");
    text.lines()
        .map(|line| serde_json::from_str(line).expect("a note is JSON"))
        .collect()
}

fn text<'v>(note: &'v Value, key: &str) -> Option<&'v str> {
    note[key].as_str()
}

fn texts(value: &Value) -> Vec<&str> {
    value
        .as_array()
        .map(|list| list.iter().filter_map(Value::as_str).collect())
        .unwrap_or_default()
}

/// Right and wrong answers of one question.
#[derive(Default)]
struct Score {
    right: usize,
    wrong: usize,
    missed: usize,
}

impl Score {
    fn add(&mut self, found: Option<&str>, noted: Option<&str>) -> bool {
        match (found, noted) {
            (Some(found), Some(noted)) if found == noted => self.right += 1,
            (None, None) => {}
            _ => {
                self.wrong += usize::from(found.is_some());
                self.missed += usize::from(noted.is_some());
                return false;
            }
        }
        true
    }

    fn precision(&self) -> f64 {
        self.right as f64 / ((self.right + self.wrong) as f64).max(1.0)
    }

    fn recall(&self) -> f64 {
        self.right as f64 / ((self.right + self.missed) as f64).max(1.0)
    }
}

struct Corpus {
    records: Vec<Record>,
    engine: EmbeddedEngine,
    relations: Arc<Relations>,
    _folder: tempfile::TempDir,
}

impl Corpus {
    fn open() -> Option<Self> {
        let shared = shared()?;
        let folder = tempfile::tempdir().expect("a temporary folder");
        let read = |name: &str| {
            records(&shared.join("corpus").join(name)).expect("the corpus is readable")
        };
        let mut all = read("laws.jsonl.zst");
        all.extend(read("normative.jsonl.zst"));
        build(all.clone(), folder.path(), &Arc::new(Tokenizer::new())).expect("an index");
        let engine =
            EmbeddedEngine::open(&DataDirectory::new(folder.path())).expect("the index opens");
        let relations = engine.relations().expect("the relations are readable");
        Some(Self {
            records: all,
            engine,
            relations,
            _folder: folder,
        })
    }

    fn document(&self, id: &str) -> StoredDocument {
        self.engine
            .document(id)
            .expect("readable")
            .unwrap_or_else(|| panic!("{id} is held"))
    }

    /// Identifiers in the order of the draw.
    fn drawn(&self, seed: &str) -> Vec<String> {
        let mut ids: Vec<String> = self
            .records
            .iter()
            .map(|record| record.id.clone())
            .collect();
        ids.sort_by_cached_key(|id| Sha256::digest(format!("{seed}:{id}").as_bytes()).to_vec());
        ids
    }
}

#[test]
fn floors_hold_on_the_hand_checked_sample() {
    let Some(corpus) = Corpus::open() else {
        println!("skipped: the real corpus is neither in TONGCHA_SHARED nor in ../shared");
        return;
    };
    dates(&corpus);
    citations(&corpus);
    changes(&corpus, &notes("changes.jsonl"));
    fresh(&corpus);
    wrappers(&corpus);
}

fn dates(corpus: &Corpus) {
    let notes = notes("dates.jsonl");
    let drawn: Vec<String> = corpus
        .drawn("tongcha-life-1")
        .into_iter()
        .take(notes.len())
        .collect();
    let noted: Vec<&str> = notes.iter().filter_map(|note| text(note, "id")).collect();
    assert_eq!(noted, drawn, "the sample is the one that the seed draws");
    days(corpus, &notes, (0.98, 0.95, 0.97));
}

/// A second look: documents of none of the other samples.
fn fresh(corpus: &Corpus) {
    let notes = notes("fresh.jsonl");
    let others = ["dates", "citations", "changes", "wrappers"].map(|name| {
        let notes = self::notes(&format!("{name}.jsonl"));
        notes
            .into_iter()
            .filter_map(|note| Some(text(&note, "id")?.to_owned()))
    });
    let known: BTreeSet<String> = others.into_iter().flatten().collect();
    let drawn: Vec<String> = corpus
        .drawn("tongcha-life-4")
        .into_iter()
        .filter(|id| !known.contains(id))
        .take(notes.len())
        .collect();
    let noted: Vec<&str> = notes.iter().filter_map(|note| text(note, "id")).collect();
    assert_eq!(noted, drawn, "the sample is the one that the seed draws");
    // One of forty is more than two in a hundred.
    days(corpus, &notes, (0.96, 0.95, 0.97));
    changes(corpus, &notes);
}

/// First and last days and states; `floors` are precision and recall of first days and the share of right states.
fn days(corpus: &Corpus, notes: &[Value], floors: (f64, f64, f64)) {
    let as_of: Day = AS_OF.parse().expect("a day");
    let (mut effective, mut expires) = (Score::default(), Score::default());
    let (mut right, mut unknown) = (0, 0);
    for note in notes {
        let id = text(note, "id").expect("an id");
        let document = corpus.document(id).document;
        let shown = |day: Option<Day>| day.map(|day| day.to_string());
        let (begins, ends) = (
            shown(document.dates.effective),
            shown(document.dates.expires),
        );
        if !effective.add(begins.as_deref(), text(note, "effective")) {
            println!("{id}: effective {begins:?}, noted {:?}", note["effective"]);
        }
        if !expires.add(ends.as_deref(), text(note, "expires")) {
            println!("{id}: expires {ends:?}, noted {:?}", note["expires"]);
        }
        let state = Validity::at(&document, as_of).state.as_str();
        unknown += usize::from(state == "unknown");
        if texts(&note["states"]).contains(&state) {
            right += 1;
        } else {
            println!("{id}: {state}, noted {}", note["states"]);
        }
    }
    let share = |count: usize| count as f64 / notes.len() as f64;
    println!(
        "{} documents: effective precision {:.3}, recall {:.3}; last day precision {:.3}, recall {:.3}; state on {AS_OF} right {:.3}, unknown {:.3}",
        notes.len(),
        effective.precision(),
        effective.recall(),
        expires.precision(),
        expires.recall(),
        share(right),
        share(unknown)
    );
    let (precision, recall, states) = floors;
    assert!(effective.precision() >= precision && effective.recall() >= recall);
    assert!(share(right) >= states && share(unknown) <= 0.10);
}

/// What tells one named thing from another: the stem of its title, else its number.
fn named(title: Option<&str>, number: Option<&str>) -> String {
    match title {
        Some(title) => title_stem(title).replace(['〈', '〉', '《', '》', '<', '>'], ""),
        None => number.unwrap_or_default().to_owned(),
    }
}

fn articles(relation: &Relation<'_>) -> BTreeSet<String> {
    let each = relation
        .edge
        .articles
        .iter()
        .map(|article| match &article.until {
            Some(until) => format!("{}~{until}", article.n),
            None => article.n.clone(),
        });
    each.collect()
}

/// Whether a relation names what is noted: unmarked names are the end of the words before the articles.
fn names(relation: &Relation<'_>, note: &Value) -> bool {
    let target = &relation.edge.target;
    let number = |noted: &str| {
        target
            .number
            .as_deref()
            .is_some_and(|number| number.ends_with(noted) || noted.ends_with(number))
    };
    match text(note, "title") {
        None => text(note, "number").is_some_and(number),
        Some(title) => {
            let noted = named(Some(title), None);
            let found = named(target.title.as_deref(), None);
            let same = found == noted
                || target.unmarked && found.ends_with(&noted)
                || found.ends_with(&noted) && found.chars().count() < noted.chars().count() + 30;
            same || texts(&note["docs"])
                .iter()
                .any(|id| relation.target() == Some(id))
        }
    }
}

/// What may be found or not: the note says why.
fn optional(note: &Value) -> impl Iterator<Item = &Value> {
    note["optional"].as_array().into_iter().flatten()
}

/// Whether a line was picked beside the draw, for rare cases: it does not count in the rates.
fn is_extra(note: &Value) -> bool {
    note["extra"].as_bool() == Some(true)
}

/// The articles of a citation, or the whole document.
fn each(articles: Vec<&str>) -> Vec<String> {
    match articles.is_empty() {
        true => vec!["whole".to_owned()],
        false => articles.into_iter().map(str::to_owned).collect(),
    }
}

fn citations(corpus: &Corpus) {
    let notes = notes("citations.jsonl");
    let mut edges = Score::default();
    let (mut held, mut resolved) = (0, 0);
    for note in &notes {
        let id = text(note, "id").expect("an id");
        let document = corpus.document(id);
        let line = note["line"].as_u64().expect("a line") as usize;
        let start: usize = document
            .text
            .split_inclusive('\n')
            .take(line)
            .map(str::len)
            .sum();
        let end = start
            + document.text[start..]
                .split_inclusive('\n')
                .next()
                .map_or(0, str::len);
        let inside = |at: u32| (start..end).contains(&(at as usize));
        let found: Vec<Relation<'_>> = corpus
            .relations
            .of(id)
            .filter(|relation| {
                // What a notice issues is its own text, and measured with the wrappers.
                let issued = matches!(
                    relation.edge.kind,
                    RelationKind::Issues | RelationKind::Forwards
                );
                relation.edge.place == Place::Text && !issued && inside(relation.edge.citation.0)
            })
            .collect();
        // What is named with each of its articles is one citation, however often the line names it.
        let noted: Vec<&Value> = note["edges"].as_array().into_iter().flatten().collect();
        let mut wanted: BTreeSet<(usize, String)> = BTreeSet::new();
        for (place, edge) in noted.iter().enumerate() {
            let first = noted.iter().position(|other| {
                other["title"] == edge["title"] && other["number"] == edge["number"]
            });
            let place = first.unwrap_or(place);
            wanted.extend(
                each(texts(&edge["articles"]))
                    .into_iter()
                    .map(|article| (place, article)),
            );
        }
        let mut seen: BTreeSet<(usize, String)> = BTreeSet::new();
        for relation in &found {
            let exact = |noted: &&Value| {
                let title = text(noted, "title").map(|title| named(Some(title), None));
                title.is_some_and(|title| {
                    named(relation.edge.target.title.as_deref(), None) == title
                })
            };
            let place = noted.iter().position(exact);
            let place = place.or_else(|| noted.iter().position(|noted| names(relation, noted)));
            let Some(place) = place else {
                if optional(note).any(|optional| names(relation, optional)) {
                    continue;
                }
                edges.wrong += 1;
                println!("{id} line {line}: not noted {:?}", relation.edge.target);
                continue;
            };
            let articles = articles(relation);
            for article in each(articles.iter().map(String::as_str).collect()) {
                let pair = (place, article);
                if wanted.contains(&pair) {
                    seen.insert(pair);
                } else {
                    edges.wrong += 1;
                    println!(
                        "{id} line {line}: {:?} with {}, noted {}",
                        relation.edge.target, pair.1, noted[place]
                    );
                }
            }
            let documents = texts(&noted[place]["docs"]);
            if !documents.is_empty() {
                held += 1;
                let right = relation
                    .target()
                    .is_some_and(|target| documents.contains(&target));
                resolved += usize::from(right);
                if !right {
                    println!(
                        "{id} line {line}: {} leads to {:?}",
                        noted[place],
                        relation.target()
                    );
                }
            }
        }
        edges.right += seen.len();
        for (place, article) in wanted.difference(&seen) {
            edges.missed += 1;
            println!("{id} line {line}: missed {} {article}", noted[*place]);
        }
    }
    let share = resolved as f64 / (held as f64).max(1.0);
    println!(
        "{} citations: precision {:.3}, recall {:.3}; of {held} held, resolved {share:.3}",
        edges.right + edges.missed,
        edges.precision(),
        edges.recall()
    );
    assert!(edges.precision() >= 0.97 && edges.recall() >= 0.93 && share >= 0.95);
}

/// The kind under which notes have a relation; `None` for those that they leave out.
fn change(kind: RelationKind) -> Option<&'static str> {
    match kind {
        RelationKind::Repeals | RelationKind::DeclaresInvalid => Some("repeals"),
        RelationKind::Amends => Some("amends"),
        RelationKind::Supersedes => Some("supersedes"),
        RelationKind::ExtendsValidity => Some("extends_validity"),
        RelationKind::AmendedBy => Some("amended_by"),
        _ => None,
    }
}

fn changes(corpus: &Corpus, notes: &[Value]) {
    let mut edges = Score::default();
    for note in notes.iter().filter(|note| !is_extra(note)) {
        let id = text(note, "id").expect("an id");
        let relations = corpus
            .relations
            .of(id)
            .filter(|relation| change(relation.edge.kind).is_some());
        let found: Vec<Relation<'_>> = relations.collect();
        // 与本办法不一致的，以本办法为准 puts nothing out of force.
        let counts = |edge: &&Value| edge["conflict_only"].as_bool() != Some(true);
        let noted: Vec<&Value> = note["edges"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(counts)
            .collect();
        let fits = |relation: &Relation<'_>, noted: &Value| {
            let kind = change(relation.edge.kind) == text(noted, "kind");
            kind && names(relation, noted)
        };
        for noted in &noted {
            if found.iter().any(|relation| fits(relation, noted)) {
                edges.right += 1;
            } else {
                edges.missed += 1;
                println!("{id}: missed {noted}");
            }
        }
        if note["cut"].as_bool() == Some(true) {
            continue;
        }
        // The same thing said again (in the title and in the text) is one.
        let mut seen: BTreeSet<(Option<&str>, String)> = BTreeSet::new();
        for relation in found
            .iter()
            .filter(|relation| !noted.iter().any(|noted| fits(relation, noted)))
        {
            if optional(note).any(|optional| names(relation, optional)) {
                continue;
            }
            let target = &relation.edge.target;
            if seen.insert((
                change(relation.edge.kind),
                named(target.title.as_deref(), target.number.as_deref()),
            )) {
                edges.wrong += 1;
                println!(
                    "{id}: not noted {} {:?}",
                    relation.edge.kind.as_str(),
                    target
                );
            }
        }
    }
    println!(
        "{} repeals and amendments: precision {:.3}, recall {:.3}",
        edges.right + edges.missed,
        edges.precision(),
        edges.recall()
    );
    assert!(edges.precision() >= 0.97 && edges.recall() >= 0.90);
}

fn wrappers(corpus: &Corpus) {
    let mut notes = notes("wrappers.jsonl");
    notes.retain(|note| !is_extra(note));
    let mut right = 0;
    for note in &notes {
        let id = text(note, "id").expect("an id");
        let document = corpus.document(id);
        let enclosed = corpus.relations.of(id).filter(|relation| {
            matches!(
                relation.edge.kind,
                RelationKind::Issues | RelationKind::Forwards
            )
        });
        let mut titles: Vec<String> = enclosed
            .map(|relation| named(relation.edge.target.title.as_deref(), None))
            .collect();
        titles.extend(carried(&document));
        let wanted = texts(&note["enclosed"]);
        let is_wrapper = note["wrapper"].as_bool() == Some(true);
        let found = wanted.iter().all(|title| {
            let title = named(Some(title), None);
            titles
                .iter()
                .any(|found| found.ends_with(&title) || title.ends_with(found.as_str()))
        });
        if is_wrapper != titles.is_empty() && (!is_wrapper || found) {
            right += 1;
        } else {
            println!("{id}: carries {titles:?}, noted {note}");
        }
    }
    let share = right as f64 / notes.len() as f64;
    println!("{} wrappers and others: {share:.3} right", notes.len());
    assert!(share >= 0.95);
}

/// Titles of the texts that stand in a document below another.
fn carried(document: &StoredDocument) -> Vec<String> {
    let divisions = document.structure.divisions.iter();
    let enclosed =
        divisions.filter(|division| division.level == tongcha::structure::DivisionLevel::Enclosed);
    enclosed
        .map(|division| named(Some(&division.heading), None))
        .filter(|title| !title.is_empty())
        .collect()
}
