//! The syntax of the search box: words, "phrases", -minus, OR, `标题:` `文号:` `机关:`.
//!
//! A bounded, iterative reading of public text: no recursion, no nesting, nothing that can fail but length.
//! Brackets are part of titles (（试行）) and numbers (〔2020〕), so they group nothing.

use std::ops::Range;

use crate::language;

/// Characters a query may have.
pub const QUERY_CHARS_MAX: usize = 512;

/// Pieces a query may have; what comes after is read as no longer there, and the query says so.
const PIECES_MAX: usize = 64;

/// What was typed, read but not yet understood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// All of these must hold.
    pub clauses: Vec<Clause>,
    /// Whether something was left out because the query has too many pieces.
    pub truncated: bool,
}

/// One of the things that must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// It must not hold.
    pub negated: bool,
    /// One of these must hold; more than one only where `OR` was typed.
    pub alternatives: Vec<Piece>,
}

/// A run of words, or a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The field that it was typed for.
    pub field: Option<FieldPrefix>,
    /// Typed in quotation marks.
    pub phrase: bool,
    /// The normalised text.
    pub text: String,
    /// The text as it was typed.
    pub raw: String,
    /// Where it stands in the raw query, in characters.
    pub chars: Range<usize>,
}

/// Fields that can be typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldPrefix {
    /// `标题:`
    Title,
    /// `文号:`
    Number,
    /// `机关:`
    Authority,
}

/// Why a query is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum QueryError {
    /// Longer than [`QUERY_CHARS_MAX`].
    #[error("the query has {chars} characters, more than {QUERY_CHARS_MAX}")]
    TooLong {
        /// How many characters it has.
        chars: usize,
    },
}

/// Names of fields as they are typed, in normalised form: the colon may have been of half width.
const FIELDS: [(&str, FieldPrefix); 6] = [
    ("标题：", FieldPrefix::Title),
    ("title：", FieldPrefix::Title),
    ("文号：", FieldPrefix::Number),
    ("number：", FieldPrefix::Number),
    ("机关：", FieldPrefix::Authority),
    ("authority：", FieldPrefix::Authority),
];

impl Query {
    /// Reads what was typed.
    ///
    /// # Errors
    /// Only when it is longer than [`QUERY_CHARS_MAX`].
    pub fn parse(raw: &str) -> Result<Self, QueryError> {
        let chars = raw.chars().count();
        if chars > QUERY_CHARS_MAX {
            return Err(QueryError::TooLong { chars });
        }
        Ok(Reader::new(raw).read())
    }

    /// Whether it is a list of keywords: several short words, each typed apart, and nothing but words.
    pub fn is_keywords(&self) -> bool {
        const CHARS_MAX: usize = 5;
        let is_keyword = |clause: &Clause| match clause.alternatives.as_slice() {
            [piece] => {
                let plain = !clause.negated && !piece.phrase && piece.field.is_none();
                plain && piece.text.chars().count() <= CHARS_MAX
            }
            _ => false,
        };
        self.clauses.len() > 1 && self.clauses.iter().all(is_keyword)
    }

    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }
}

/// Reads a query character by character. Characters of the raw text and of the normalised one correspond one to
/// one, so one index serves both.
struct Reader {
    raw: Vec<char>,
    normal: Vec<char>,
    at: usize,
    query: Query,
    pieces: usize,
    join_next: bool,
}

impl Reader {
    fn new(raw: &str) -> Self {
        let normal: Vec<char> = language::normalize(raw).chars().collect();
        let raw: Vec<char> = raw.chars().collect();
        debug_assert_eq!(
            raw.len(),
            normal.len(),
            "normalising is one character to one"
        );
        Self {
            raw,
            normal,
            at: 0,
            query: Query::default(),
            pieces: 0,
            join_next: false,
        }
    }

    fn read(mut self) -> Query {
        while self.skip_space() {
            if self.pieces == PIECES_MAX {
                self.query.truncated = true;
                break;
            }
            if self.take_or() {
                continue;
            }
            let negated = self.take_minus();
            let field = self.take_field();
            if let Some(piece) = self.take_piece(field) {
                self.push(piece, negated);
            }
        }
        self.query
    }

    fn skip_space(&mut self) -> bool {
        while self.at < self.normal.len() && self.normal[self.at].is_whitespace() {
            self.at += 1;
        }
        self.at < self.normal.len()
    }

    /// `OR` in capitals or `|` between two pieces joins them; elsewhere it is a word like any other.
    fn take_or(&mut self) -> bool {
        let rest = &self.raw[self.at..];
        let length = match rest {
            ['O', 'R', next, ..] if next.is_whitespace() => 2,
            ['|' | '｜', ..] => 1,
            _ => return false,
        };
        self.at += length;
        self.join_next = self
            .query
            .clauses
            .last()
            .is_some_and(|clause| !clause.negated);
        true
    }

    /// A minus sign before a word excludes it. One that stands alone, or inside a word (39-41条), does not.
    fn take_minus(&mut self) -> bool {
        let is_minus = matches!(self.normal.get(self.at), Some('-'));
        let word_follows = self
            .normal
            .get(self.at + 1)
            .is_some_and(|next| !next.is_whitespace() && *next != '-');
        if is_minus && word_follows {
            self.at += 1;
        }
        is_minus && word_follows
    }

    fn take_field(&mut self) -> Option<FieldPrefix> {
        let (name, field) = FIELDS.iter().find(|(name, _)| {
            name.chars()
                .enumerate()
                .all(|(offset, wanted)| self.normal.get(self.at + offset) == Some(&wanted))
        })?;
        self.at += name.chars().count();
        Some(*field)
    }

    fn take_piece(&mut self, field: Option<FieldPrefix>) -> Option<Piece> {
        if self.at >= self.normal.len() {
            return None;
        }
        if let Some(end) = self.closing_quote() {
            let inner = self.at + 1..end;
            self.at = end + 1;
            return self.piece(field, true, inner);
        }
        let start = self.at;
        // The first character belongs to the piece whatever it is, so that reading always goes on.
        self.at += 1;
        while self.at < self.normal.len() && !self.ends_piece(self.at) {
            self.at += 1;
        }
        self.piece(field, false, start..self.at)
    }

    fn ends_piece(&self, at: usize) -> bool {
        self.normal[at].is_whitespace()
            || is_quote(self.raw[at])
            || matches!(self.raw[at], '|' | '｜')
    }

    /// The end of a phrase that starts here. A quotation mark without its pair is punctuation.
    fn closing_quote(&self) -> Option<usize> {
        if !is_quote(*self.raw.get(self.at)?) {
            return None;
        }
        (self.at + 1..self.raw.len()).find(|&at| is_quote(self.raw[at]))
    }

    fn piece(
        &self,
        field: Option<FieldPrefix>,
        phrase: bool,
        chars: Range<usize>,
    ) -> Option<Piece> {
        let text: String = self.normal[chars.clone()].iter().collect();
        let says_something = text.chars().any(char::is_alphanumeric);
        says_something.then_some(Piece {
            field,
            phrase,
            text,
            raw: self.raw[chars.clone()].iter().collect(),
            chars,
        })
    }

    fn push(&mut self, piece: Piece, negated: bool) {
        self.pieces += 1;
        let joined = std::mem::take(&mut self.join_next) && !negated;
        match self.query.clauses.last_mut() {
            Some(clause) if joined => clause.alternatives.push(piece),
            _ => self.query.clauses.push(Clause {
                negated,
                alternatives: vec![piece],
            }),
        }
    }
}

/// Quotation marks that people type around phrases. 《》 are not among them: they surround titles, and a title
/// in them is looked for as words.
fn is_quote(character: char) -> bool {
    matches!(
        character,
        '"' | '＂' | '“' | '”' | '„' | '「' | '」' | '『' | '』'
    )
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(raw: &str, expected: Expect) {
        let query = Query::parse(raw).expect("short enough");
        let clauses: Vec<String> = query
            .clauses
            .iter()
            .map(|clause| {
                let pieces: Vec<String> = clause
                    .alternatives
                    .iter()
                    .map(|piece| {
                        let field = piece
                            .field
                            .map(|field| format!("{field:?}:"))
                            .unwrap_or_default();
                        let quote = if piece.phrase { "\"" } else { "" };
                        format!(
                            "{field}{quote}{}{quote}@{}-{}",
                            piece.text, piece.chars.start, piece.chars.end
                        )
                    })
                    .collect();
                format!(
                    "{}{}",
                    if clause.negated { "-" } else { "" },
                    pieces.join("|")
                )
            })
            .collect();
        expected.assert_eq(&clauses.join(" "));
    }

    #[test]
    fn words_phrases_and_minus() {
        check("养犬 管理", expect!["养犬@0-2 管理@3-5"]);
        check(
            "“养犬登记” -北京",
            expect![[r#""养犬登记"@1-5 -北京@8-10"#]],
        );
        check("39-41条", expect!["39-41条@0-6"]);
    }

    #[test]
    fn keywords_are_short_words_apart() {
        let is_keywords = |raw| Query::parse(raw).expect("short enough").is_keywords();
        assert!(is_keywords("国徽 图案 印有"));
        assert!(!is_keywords("国徽图案"));
        assert!(!is_keywords("国徽 -图案"));
        assert!(!is_keywords("国徽 使用管理实施办法"));
    }

    #[test]
    fn or_joins_its_neighbours() {
        check("养犬 OR 犬只 办法", expect!["养犬@0-2|犬只@6-8 办法@9-11"]);
        check("养犬|犬只", expect!["养犬@0-2|犬只@3-5"]);
        check("OR 养犬 OR", expect!["养犬@3-5 or@6-8"]);
    }

    #[test]
    fn fields_take_full_width_colons() {
        check(
            "标题：养犬 文号:\"8号\"",
            expect![[r#"Title:养犬@3-5 Number:"8号"@10-12"#]],
        );
        check("机关:", expect![""]);
    }

    #[test]
    fn nonsense_asks_nothing() {
        for raw in [
            "",
            "   ",
            "-",
            "\"\"",
            "((((((",
            "|",
            "OR ",
            "-\"",
            "\u{0}\u{1}",
        ] {
            check(raw, expect![""]);
        }
    }

    #[test]
    fn an_unpaired_quote_is_punctuation() {
        check("关于“十四五规划", expect![[r#"关于@0-2 "十四五规划@2-8"#]]);
    }

    #[test]
    fn limits_hold() {
        assert!(matches!(
            Query::parse(&"(".repeat(10_000)),
            Err(QueryError::TooLong { chars: 10_000 })
        ));
        let many = Query::parse(&"法 ".repeat(200)).expect("short enough");
        assert_eq!(many.clauses.len(), PIECES_MAX);
        assert!(many.truncated);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(raw in "[\\PC\\s\"“”|\\-:：标题文号OR]{0,80}") {
            let query = Query::parse(&raw).expect("short enough");
            for piece in query.clauses.iter().flat_map(|clause| &clause.alternatives) {
                proptest::prop_assert!(piece.chars.end <= raw.chars().count());
                proptest::prop_assert_eq!(piece.text.chars().count(), piece.chars.len());
            }
        }
    }
}
