//! Texts cut into words that know where they stand; also what the comparison of pasted passages is made of.

use std::ops::Range;

use crate::language::{Aligned, Tokenizer};

/// A word of a text.
pub(crate) struct Word<'t> {
    /// As it is compared: normalised.
    pub text: &'t str,
    /// Where it stands in the text as it was given, in bytes.
    pub bytes: Range<usize>,
    /// Its length.
    pub chars: u32,
}

/// The words of a text, at most so many.
pub(crate) fn words<'t>(
    tokenizer: &Tokenizer,
    aligned: &'t Aligned<'_>,
    limit: usize,
) -> Vec<Word<'t>> {
    let mut words = Vec::new();
    tokenizer.for_each_token(aligned.text(), |token| {
        if words.len() < limit {
            words.push(word(aligned, token.span));
        }
    });
    words
}

/// The words of a text and, each as a word of its own, the characters between them that show: punctuation.
pub(super) fn words_and_marks<'t>(
    tokenizer: &Tokenizer,
    aligned: &'t Aligned<'_>,
) -> Vec<Word<'t>> {
    let mut words: Vec<Word<'t>> = Vec::new();
    let mut done = 0;
    tokenizer.for_each_token(aligned.text(), |token| {
        push_marks(&mut words, aligned, done..token.span.start);
        done = token.span.end;
        words.push(word(aligned, token.span));
    });
    push_marks(&mut words, aligned, done..aligned.text().len());
    words
}

fn push_marks<'t>(words: &mut Vec<Word<'t>>, aligned: &'t Aligned<'_>, between: Range<usize>) {
    let from = between.start;
    for (at, c) in aligned.text()[between].char_indices() {
        if !c.is_whitespace() {
            words.push(word(aligned, from + at..from + at + c.len_utf8()));
        }
    }
}

fn word<'t>(aligned: &'t Aligned<'_>, span: Range<usize>) -> Word<'t> {
    let text = &aligned.text()[span.clone()];
    Word {
        text,
        bytes: aligned.to_original(span),
        chars: text.chars().count() as u32,
    }
}
