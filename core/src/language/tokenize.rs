//! Words of a text. The only file that knows the segmenter.
//!
//! Decisions, and why:
//!
//! - **No guessing of unknown words** (HMM off): its guesses depend on the context, so a short question would be
//!   cut unlike the article. What is not in a dictionary becomes single characters, in both alike.
//! - **Only runs of ideographs go to the segmenter.** Runs of letters and digits are tokens of their own, so
//!   mixed dictionary words (4S店) are cut the same whether a space stands in them or not.
//! - **Chinese numerals are one token** (`numeral`): 第|二十三|条, wherever the dictionary has 第二十 or 三条.
//! - **Long words become their parts** (`compound`), never overlapping.
//! - **Nothing is dropped**: every letter, digit and ideograph is in exactly one token; a run of more than
//!   [`TOKEN_CHARS_MAX`] characters is cut into pieces.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{LazyLock, Once};
use std::thread;

use jieba_rs::Jieba;

use super::character::{Class, class};
use super::numeral::{self, Piece};
use super::token::{TOKEN_CHARS_MAX, Token};
use super::{compound, dictionary};

/// Cuts normalised text into words, alike for the index and for questions.
///
/// The first one begins to load the dictionaries (a tenth of a second) on a thread of its own, and whoever needs them
/// first waits for that: opening an index goes on meanwhile. All share them. Clones are cheap.
#[derive(Clone)]
pub struct Tokenizer {
    words: &'static LazyLock<Words>,
}

struct Words {
    jieba: Jieba,
    /// The ends of the parts of words for which the dictionary spells them out.
    parts: HashMap<&'static str, Vec<usize>>,
}

static WORDS: LazyLock<Words> = LazyLock::new(Words::load);

impl Tokenizer {
    /// The tokenizer with the shipped dictionaries.
    pub fn new() -> Self {
        static BEGUN: Once = Once::new();
        BEGUN.call_once(|| {
            let load = || {
                LazyLock::force(&WORDS);
            };
            // Where there is no thread for it, the first use loads them.
            let _ = thread::Builder::new()
                .name("dictionary".to_owned())
                .spawn(load);
        });
        Self { words: &WORDS }
    }

    /// Calls `f` for every token of a normalised text, in order.
    ///
    /// Time is linear in the text, and no memory is taken for single tokens.
    pub fn for_each_token<'t>(&self, normalized: &'t str, f: impl FnMut(Token<'t>)) {
        self.for_each_token_where(normalized, |_| true, f);
    }

    /// Calls `f` for every token of the pieces that are wanted, in order.
    ///
    /// Pieces are what the dictionary cuts at once: the ideographs between two marks of punctuation or numerals, and
    /// each is cut as it would be alone. Who looks for some words need not have the pieces cut in which none of them
    /// stands. Tokens that no dictionary decides on (numerals, letters, digits) are given whatever is wanted, and
    /// positions count what is given.
    pub(crate) fn for_each_token_where<'t>(
        &self,
        normalized: &'t str,
        mut wanted: impl FnMut(&'t str) -> bool,
        f: impl FnMut(Token<'t>),
    ) {
        let mut emit = Emit {
            text: normalized,
            position: 0,
            f,
        };
        let mut cuts = Vec::new();
        let mut rest = normalized.char_indices().peekable();
        while let Some((start, c)) = rest.next() {
            let mut end = start + c.len_utf8();
            match class(c) {
                Class::Ideograph => {
                    while let Some((at, c)) = rest.next_if(|&(_, c)| class(c) == Class::Ideograph) {
                        end = at + c.len_utf8();
                    }
                    let run = &normalized[start..end];
                    numeral::split(run, |piece| match piece {
                        Piece::Words(range) => {
                            let (from, piece) = (start + range.start, &run[range]);
                            if wanted(piece) {
                                self.words.cut(from, piece, &mut cuts, &mut emit);
                            }
                        }
                        Piece::Token(range) => emit.run(start + range.start, start + range.end),
                    });
                }
                Class::Word => {
                    let mut from = start;
                    let mut count = 1;
                    while let Some((at, c)) =
                        rest.next_if(|&(_, c)| matches!(class(c), Class::Word | Class::Mark))
                    {
                        if count == TOKEN_CHARS_MAX {
                            emit.token(from, at);
                            (from, count) = (at, 0);
                        }
                        count += 1;
                        end = at + c.len_utf8();
                    }
                    emit.token(from, end);
                }
                Class::Mark | Class::Other => {}
            }
        }
    }

    /// The tokens of a normalised text, in order, as ranges of its characters.
    pub(crate) fn char_spans(&self, normalized: &str) -> Vec<Range<usize>> {
        let mut spans = Vec::new();
        let (mut bytes, mut chars) = (0, 0);
        self.for_each_token(normalized, |token| {
            let from = chars + normalized[bytes..token.span.start].chars().count();
            chars = from + token.text.chars().count();
            bytes = token.span.end;
            spans.push(from..chars);
        });
        spans
    }

    /// Whether a dictionary has this word.
    pub(crate) fn is_word(&self, normalized: &str) -> bool {
        self.words.jieba.has_word(normalized)
    }

    /// All tokens of a normalised text, in order.
    pub fn tokens<'t>(&self, normalized: &'t str) -> Vec<Token<'t>> {
        let mut tokens = Vec::new();
        self.for_each_token(normalized, |token| tokens.push(token));
        tokens
    }
}

impl Default for Tokenizer {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for Tokenizer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tokenizer").finish_non_exhaustive()
    }
}

/// Numbers the tokens on their way out.
struct Emit<'t, F> {
    text: &'t str,
    position: u32,
    f: F,
}

impl<'t, F: FnMut(Token<'t>)> Emit<'t, F> {
    fn token(&mut self, start: usize, end: usize) {
        (self.f)(Token {
            text: &self.text[start..end],
            span: start..end,
            position: self.position,
        });
        // Saturating: a text of four thousand million tokens keeps its words, if not their distances.
        self.position = self.position.saturating_add(1);
    }

    /// A token, or several where a run is too long to be one.
    fn run(&mut self, start: usize, end: usize) {
        let mut from = start;
        for (count, (at, _)) in self.text[start..end].char_indices().enumerate() {
            if count > 0 && count % TOKEN_CHARS_MAX == 0 {
                self.token(from, start + at);
                from = start + at;
            }
        }
        self.token(from, end);
    }
}

impl Words {
    fn load() -> Self {
        let mut jieba = Jieba::new();
        let mut parts = HashMap::new();
        for entry in dictionary::entries(dictionary::SOURCE) {
            jieba.add_word(entry.word, Some(entry.frequency), None);
            if !entry.parts.is_empty() {
                let mut end = 0;
                let ends = entry.parts[..entry.parts.len() - 1].iter().map(|part| {
                    end += part.len();
                    end
                });
                parts.insert(entry.word, ends.collect());
            }
        }
        Self { jieba, parts }
    }

    /// The words of a run of ideographs that begins at `start`.
    fn cut<'t, F: FnMut(Token<'t>)>(
        &self,
        start: usize,
        run: &'t str,
        cuts: &mut Vec<usize>,
        emit: &mut Emit<'t, F>,
    ) {
        for word in self.jieba.cut(run, false) {
            let from = start + word.byte_start;
            if word.end - word.start < 3 {
                emit.token(from, start + word.byte_end);
                continue;
            }
            cuts.clear();
            match self.parts.get(word.word) {
                Some(ends) => cuts.extend_from_slice(ends),
                None => compound::split(
                    word.word,
                    |part| self.jieba.has_word(part),
                    |part| self.parts.get(part).is_some_and(Vec::is_empty),
                    cuts,
                ),
            }
            let mut at = from;
            for cut in cuts.iter() {
                emit.token(at, from + cut);
                at = from + cut;
            }
            emit.token(at, start + word.byte_end);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::character::is_searched;
    use super::super::{TOKEN_BYTES_MAX, normalize};
    use super::*;
    use expect_test::{Expect, expect};
    use proptest::prelude::*;

    fn check(text: &str, expected: Expect) {
        let text = normalize(text);
        let words: Vec<_> = Tokenizer::new()
            .tokens(&text)
            .iter()
            .map(|token| token.text)
            .collect();
        expected.assert_eq(&words.join(" "));
    }

    #[test]
    fn titles_and_organs() {
        check(
            "中华人民共和国行政处罚法",
            expect!["中华 人民 共和国 行政 处罚 法"],
        );
        check(
            "全国人民代表大会常务委员会",
            expect!["全国 人民 代表 大会 常务 委员会"],
        );
        check("最高人民法院", expect!["最高 人民 法院"]);
        check("贵州省", expect!["贵州 省"]);
    }

    #[test]
    fn places_and_organs() {
        check(
            "贵州省、贵阳市、黔南布依族苗族自治州、毕节市七星关区",
            expect!["贵州 省 贵阳 市 黔南 布依族 苗族 自治州 毕节 市 七星关 区"],
        );
        check(
            "新疆维吾尔自治区、内蒙古自治区、广西壮族自治区",
            expect!["新疆 维吾尔 自治区 内蒙古 自治区 广西 壮族 自治区"],
        );
        check(
            "贵州省人民政府办公厅关于印发省教育厅规范性文件的通知",
            expect!["贵州 省 人民 政府 办公 厅 关于 印发 省 教育 厅 规范 性 文件 的 通知"],
        );
        check(
            "省市场监督管理局、国家税务总局、住房和城乡建设部",
            expect!["省 市场 监督 管理 局 国家 税务 总局 住房 和 城乡 建设 部"],
        );
    }

    #[test]
    fn words_of_daily_life() {
        check(
            "住房公积金、农村宅基地、低保、养犬管理、网约车、红头文件",
            expect!["住房 公积金 农村 宅基地 低保 养犬 管理 网约车 红头 文件"],
        );
        check(
            "被告人、债权人、未成年人、当事人、残疾人保障法",
            expect!["被告人 债权 人 未成年人 当事人 残疾 人 保障 法"],
        );
    }

    #[test]
    fn numerals() {
        check(
            "第二十三条第一款第（三）项",
            expect!["第 二十三 条 第 一 款 第 三 项"],
        );
        check("第一百二十条之一", expect!["第 一百二十 条 之一"]);
        check(
            "第一审、第二审人民法院",
            expect!["第 一审 第 二审 人民 法院"],
        );
        check(
            "处一万元以上十万元以下罚款",
            expect!["处 一万 元 以上 十万 元 以下 罚款"],
        );
        check(
            "第三方、第三人、统一、一般、万元",
            expect!["第三方 第三人 统一 一般 万元"],
        );
        check("百分之三十，百分之五", expect!["百分之 三十 百分之 五"]);
    }

    #[test]
    fn letters_and_digits() {
        check("国发〔２０２０〕37号", expect!["国 发 2020 37 号"]);
        check("GB/T 9704—2012，PM2.5", expect!["gb t 9704 2012 pm2 5"]);
        check("4S店", expect!["4s 店"]);
        check("e\u{301}t\u{301}e", expect!["e\u{301}t\u{301}e"]);
    }

    #[test]
    fn supplementary_ideographs_are_tokens() {
        check("𠀀𠀁鮀", expect!["𠀀 𠀁 𬶍"]);
        check("㐀\u{31350}〇", expect!["㐀 \u{31350} 〇"]);
    }

    #[test]
    fn long_runs_are_cut_into_pieces() {
        let text = "a".repeat(200);
        let lengths: Vec<_> = Tokenizer::new()
            .tokens(&text)
            .iter()
            .map(|token| token.text.len())
            .collect();
        assert_eq!(lengths, [63, 63, 63, 11]);
    }

    #[test]
    fn hostile_texts_are_linear() {
        for piece in [
            "a",
            "(",
            "[",
            "😀",
            "\u{301}",
            "的",
            "人民",
            "𠀀",
            "中华人民共和国",
            "一1",
        ] {
            let text = normalize(&piece.repeat(100_000));
            let mut count = 0_usize;
            Tokenizer::new().for_each_token(&text, |token| {
                count += token.text.chars().filter(|&c| is_searched(c)).count()
            });
            assert_eq!(count, text.chars().filter(|&c| is_searched(c)).count());
        }
    }

    proptest! {
        #[test]
        fn no_letter_is_lost(text in "([\\PC\\s]|[一-龥]{1,4}|[a-z0-9]{1,80}|[\u{300}-\u{304}])*") {
            let text = normalize(&text);
            let tokens = Tokenizer::new().tokens(&text);
            let mut end = 0;
            for (expected, token) in tokens.iter().enumerate() {
                prop_assert_eq!(token.position as usize, expected);
                prop_assert_eq!(&text[token.span.clone()], token.text);
                prop_assert!(!token.text.is_empty() && token.text.len() <= TOKEN_BYTES_MAX);
                prop_assert!(token.span.start >= end);
                prop_assert!(!text[end..token.span.start].chars().any(is_searched));
                end = token.span.end;
            }
            prop_assert!(!text[end..].chars().any(is_searched));
        }
    }
}
