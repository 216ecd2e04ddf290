//! Whether a query was pasted from a text rather than typed.

use crate::language;
use crate::query::{
    Query,
    understand::{Effect, InterpretationKind, Understanding},
};

/// Queries with at least so many characters were pasted. Nobody types so long a question.
const PASTED_CHARS_MIN: usize = 30;
/// Without a run of so many characters a long query is a list of words.
const PASTED_RUN_MIN: usize = 12;

/// What a law says of times and states limits nothing when it is pasted.
pub(super) const NOT_IN_PASSAGES: [InterpretationKind; 2] =
    [InterpretationKind::Status, InterpretationKind::Time];

/// The query of a passage that was pasted, without syntax: its quotation marks are part of the text. `None` for
/// anything shorter, for lists of words and for what is typed with syntax.
pub(super) fn pasted(raw: &str) -> Option<Query> {
    let inside = language::characters(&quoted(raw)).count();
    let all = language::characters(&language::normalize(raw)).count();
    // What is quoted as a whole is looked for as it is.
    if all < PASTED_CHARS_MIN || inside * 2 > all {
        return None;
    }
    let plain: String = raw
        .chars()
        .map(|c| if is_syntax(c) { '，' } else { c })
        .collect();
    let query = Query::parse(&plain).ok()?;
    let longest = query
        .clauses
        .iter()
        .flat_map(|clause| &clause.alternatives)
        .map(|piece| language::characters(&piece.text).count())
        .max()?;
    let is_plain = query.clauses.iter().all(|clause| {
        !clause.negated
            && clause
                .alternatives
                .iter()
                .all(|piece| piece.field.is_none())
    });
    (is_plain && longest >= PASTED_RUN_MIN).then_some(query)
}

fn is_syntax(c: char) -> bool {
    matches!(
        c,
        '"' | '＂' | '“' | '”' | '„' | '「' | '」' | '『' | '』' | '|' | '｜'
    )
}

/// What stands between quotation marks.
fn quoted(raw: &str) -> String {
    let marks = |c: char| is_syntax(c) && !matches!(c, '|' | '｜');
    let parts = raw.split(marks).enumerate();
    parts
        .filter(|(at, _)| at % 2 == 1)
        .map(|(_, part)| part)
        .collect()
}

/// Whether most of the query says something else than the names in it.
pub(super) fn mentions(understanding: &Understanding) -> bool {
    let names = understanding
        .interpretation
        .iter()
        .filter(|chip| chip.effect == Effect::Names)
        .map(|chip| (chip.to - chip.from) as usize)
        .sum::<usize>();
    let pieces = understanding.query.clauses.iter();
    let all: usize = pieces
        .flat_map(|clause| &clause.alternatives)
        .map(|piece| piece.chars.len())
        .sum();
    names * 2 < all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_long_and_plain_was_pasted() {
        let long = "本条例所称“犬只”，是指依法饲养的犬；养犬人应当自取得犬只之日起三十日内登记。";
        let query = pasted(long).expect("it was pasted");
        assert!(
            query
                .clauses
                .iter()
                .all(|clause| !clause.alternatives[0].phrase)
        );
        for typed in [
            "养犬人应当自取得犬只之日起三十日内登记",
            &format!("\"{long}\""),
            &format!("标题:{long}"),
            &format!("{long} -登记"),
            &"养犬 登记 ".repeat(12),
        ] {
            assert!(pasted(typed).is_none(), "{typed}");
        }
    }
}
