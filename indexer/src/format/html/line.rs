//! One line of a page as it is shown: white space collapsed as browsers do.

/// Builds the text of one paragraph from the texts in it.
#[derive(Debug, Default)]
pub(super) struct LineText {
    text: String,
    gap: Gap,
}

/// White space that was read and may turn out to stand at the end.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Space,
    /// White space with a line break of the source in it: between Chinese characters it is no space.
    Break,
    /// A space that was written to be one, whatever stands around it.
    Hard,
}

impl LineText {
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Adds text; white space at the beginning is left out, ideographic indents included.
    pub(super) fn push(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                '\n' | '\r' => self.gap = self.gap.max(Gap::Break),
                ' ' | '\t' | '\u{c}' => self.gap = self.gap.max(Gap::Space),
                '\u{a0}' | '\u{2002}'..='\u{200a}' => self.gap = Gap::Hard,
                '\u{3000}' if self.text.is_empty() => {}
                // Marks of direction and joining, soft hyphens and other controls are seen by nobody.
                '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}' | '\u{2060}' => {}
                _ if character.is_control() => {}
                _ => self.push_visible(character),
            }
        }
    }

    fn push_visible(&mut self, character: char) {
        let before = self.text.chars().next_back();
        let is_space = match (self.gap, before) {
            (Gap::None, _) | (_, None) => false,
            (Gap::Break, Some(before)) => !(is_wide(before) && is_wide(character)),
            (Gap::Space | Gap::Hard, Some(before)) => {
                before != '\u{3000}' && character != '\u{3000}'
            }
        };
        if is_space {
            self.text.push(' ');
        }
        self.gap = Gap::None;
        self.text.push(character);
    }

    /// The text without white space at its ends; the builder is empty again.
    pub(super) fn take(&mut self) -> String {
        self.gap = Gap::None;
        let mut text = std::mem::take(&mut self.text);
        text.truncate(text.trim_end().len());
        text
    }
}

/// Characters between which a line break of the source is no space.
fn is_wide(character: char) -> bool {
    matches!(
        character,
        '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff60}' | '\u{20000}'..='\u{323af}'
            | '“' | '”' | '‘' | '’' | '…' | '—' | '·'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(texts: &[&str], expected: &str) {
        let mut line = LineText::default();
        for text in texts {
            line.push(text);
        }
        assert_eq!(line.take(), expected, "{texts:?}");
        assert!(line.is_empty());
    }

    #[test]
    fn white_space_collapses() {
        check(&["　　第一条　为了", "\n   规范"], "第一条　为了规范");
        check(&["\u{a0}\u{a0} 第一条 \u{a0}甲 ", " 乙\n"], "第一条 甲 乙");
        check(&["two\nwords ", "\n甲"], "two words 甲");
        check(&["甲，\r\n", "“乙”"], "甲，“乙”");
        check(&["甲\u{200b}\u{feff}\u{1}乙"], "甲乙");
        check(&["甲 　乙"], "甲　乙");
        check(&[" \n　"], "");
    }
}
