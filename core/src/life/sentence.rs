//! A text in sentences, with their places.

/// A sentence of a text, without the blanks around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sentence<'t> {
    /// First byte in the text.
    pub start: usize,
    /// Its words.
    pub text: &'t str,
}

impl Sentence<'_> {
    /// Its byte range in the text.
    pub fn span(&self) -> (u32, u32) {
        // A text has at most 64 MiB (see `index`), so that its offsets fit.
        (self.start as u32, (self.start + self.text.len()) as u32)
    }
}

/// The sentences of a text: cut behind 。！？； and at the ends of lines.
pub(crate) fn sentences(text: &str) -> impl Iterator<Item = Sentence<'_>> {
    let mut start = 0;
    text.split_inclusive(['。', '！', '？', '；', '\n'])
        .filter_map(move |piece| {
            let from = start;
            start += piece.len();
            let trimmed = piece.trim_start_matches(is_blank);
            let text = trimmed.trim_end_matches(is_blank);
            let start = from + piece.len() - trimmed.len();
            (!text.is_empty()).then_some(Sentence { start, text })
        })
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_keep_their_places() {
        let text = "　第一条　甲。乙；\n丙\n\n";
        let found: Vec<Sentence<'_>> = sentences(text).collect();
        let words: Vec<&str> = found.iter().map(|one| one.text).collect();
        assert_eq!(words, ["第一条　甲。", "乙；", "丙"]);
        for one in found {
            let (from, to) = one.span();
            assert_eq!(&text[from as usize..to as usize], one.text);
        }
    }
}
