//! How often the text alone gives number, organ and day, over the real corpus.

use tongcha::document::{Authority, Day, DocumentNumber, compact, regions};

use super::*;
use crate::manuscript::Block;
use crate::testing::{shared_records, skipped};

/// Right over all where the text holds the value.
#[derive(Debug, Default)]
struct Tally {
    standing: usize,
    right: usize,
    misses: Vec<String>,
}

impl Tally {
    fn count(&mut self, right: bool, miss: impl FnOnce() -> String) {
        self.standing += 1;
        self.right += usize::from(right);
        if !right {
            self.misses.push(miss());
        }
    }

    fn share(&self) -> f64 {
        self.right as f64 / self.standing.max(1) as f64
    }

    fn show(&self, name: &str) {
        println!(
            "{name}: {} of {} = {:.3}",
            self.right,
            self.standing,
            self.share()
        );
        for miss in &self.misses {
            println!("    {miss}");
        }
    }
}

fn title_and_text(title: &str, text: &str) -> Manuscript {
    let lines = std::iter::once(title).chain(text.lines());
    Manuscript {
        blocks: lines.map(Block::body).collect(),
        ..Manuscript::default()
    }
}

fn canonical(number: &str) -> Option<String> {
    DocumentNumber::read(number).map(|number| number.canonical)
}

/// A number that stands on a line by itself or behind a label, near the top.
fn number_stands(text: &str, wanted: &str) -> bool {
    let head = text.lines().filter(|line| !line.trim().is_empty()).take(8);
    head.map(str::trim)
        .any(|line| canonical(line).as_deref() == Some(wanted))
}

/// A line that is nothing but the day.
fn day_stands(text: &str, wanted: Day) -> bool {
    text.lines()
        .any(|line| shape::day_alone(line.trim()) == Some(wanted))
}

fn names(field: &str, region: Option<&str>) -> Vec<String> {
    let place = region.and_then(|region| regions().read(region));
    let mut names: Vec<String> = Authority::read(field, place)
        .into_iter()
        .map(|organ| organ.name.replace("中华人民共和国", ""))
        .collect();
    names.sort();
    names
}

#[test]
fn the_text_alone_gives_number_organ_and_day() {
    let Some(records) = shared_records(&["normative"]) else {
        return skipped();
    };
    let (mut number, mut organ, mut day) = (Tally::default(), Tally::default(), Tally::default());
    for known in &records {
        let made = record(title_and_text(&known.title, &known.text), None).expect("a record");
        let made = made.record;
        if let Some(wanted) = known.number.as_deref().and_then(canonical)
            && number_stands(&known.text, &wanted)
        {
            let read = made.number.as_deref().and_then(canonical);
            number.count(read.as_deref() == Some(&wanted), || {
                format!("{} {wanted}: {read:?}", known.id)
            });
        }
        if let Some(wanted) = known.signed.as_deref().and_then(|day| Day::read(day).ok())
            && day_stands(&known.text, wanted)
        {
            let read = made.signed.clone();
            day.count(read == Some(wanted.to_string()), || {
                format!("{} {wanted}: {read:?}", known.id)
            });
        }
        if let Some(field) = &known.authority {
            let wanted = names(field, known.region.as_deref());
            let stands = known.text.lines().any(|line| {
                organ::organs_of(line).is_some_and(|organs| {
                    names(&organs.join("、"), known.region.as_deref()) == wanted
                })
            });
            if stands {
                let read = made.authority.clone().unwrap_or_default();
                let right = names(&read, known.region.as_deref()) == wanted;
                organ.count(right, || format!("{} {wanted:?}: {read}", known.id));
            }
        }
    }
    number.show("number");
    organ.show("organ of the signature");
    day.show("day of signing");
    assert!(number.share() >= 0.95 && organ.share() >= 0.95 && day.share() >= 0.95);
}

/// A title that stands over the text is read from it.
#[test]
fn the_text_alone_gives_the_title() {
    let Some(records) = shared_records(&["normative"]) else {
        return skipped();
    };
    let mut title = Tally::default();
    for known in &records {
        let wanted = compact(&known.title);
        let head: Vec<String> = known
            .text
            .lines()
            .map(compact)
            .filter(|line| !line.is_empty())
            .take(4)
            .collect();
        let stands = (1..=head.len()).any(|count| head[..count].concat() == wanted);
        if stands {
            let blocks = known.text.lines().map(Block::body).collect();
            let made = record(
                Manuscript {
                    blocks,
                    ..Manuscript::default()
                },
                None,
            );
            let read = made.expect("a record").record.title;
            title.count(compact(&read) == wanted, || {
                format!("{} {wanted}: {read}", known.id)
            });
        }
    }
    title.show("title");
    assert!(title.share() >= 0.97);
}
