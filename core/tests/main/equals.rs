//! What is equal comes in one order, whatever the order in which it was written.

use tongcha::Record;

use crate::support::{Corpus, ids, record};

/// Titles that sound alike and are of one length: nothing but their identifiers tells them apart.
const ALIKE: [(&str, &str); 5] = [
    ("c", "云溪公历条例"),
    ("a", "云溪公立条例"),
    ("e", "云溪工力条例"),
    ("b", "云溪功利条例"),
    ("d", "云溪公例条例"),
];

fn corpus(order: impl Iterator<Item = (&'static str, &'static str)>) -> Corpus {
    let records: Vec<Record> = order
        .map(|(id, title)| record(id, title, "第一条 为了云溪，制定本条例。"))
        .collect();
    Corpus::of(&records)
}

#[test]
fn equals_come_in_one_order_however_they_were_written() {
    let one = corpus(ALIKE.into_iter());
    let other = corpus(ALIKE.into_iter().rev());
    for typed in ["yunxigonglitiaoli", "yxgltl", "云溪gonglitiaoli", "yunxi"] {
        let texts = |corpus: &Corpus| -> Vec<String> {
            let suggestions = corpus.searcher().suggest(typed, 10).unwrap();
            let titles = suggestions.into_iter().filter(|one| one.id.is_some());
            titles.map(|one| one.text).collect()
        };
        let suggested = texts(&one);
        assert_eq!(suggested.len(), ALIKE.len(), "{typed}: {suggested:?}");
        assert_eq!(suggested, texts(&other), "{typed}");
        let (one, other) = (one.search(typed), other.search(typed));
        assert_eq!(ids(&one), ids(&other), "{typed}");
    }
}
