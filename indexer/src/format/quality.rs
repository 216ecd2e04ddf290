//! Whether words came out as words: the last look at every text that was taken from a format.
//!
//! Fonts without a map to Unicode turn 〔2020〕8号 into 〔2020〕沑⒏ without an error, and a guess at an encoding turns
//! a page into private-use characters. Such a text must not be found in an index as if it were the law.

use crate::manuscript::{Block, Manuscript};
use crate::quarantine::Reason;
use crate::reader::Fault;

use super::Limits;

/// A text with a larger share of broken characters is refused. Below it they are ornaments: a bullet of a symbol
/// font, a tick in a box.
const BROKEN_PER_MILLE_MAX: usize = 5;
/// Fewer broken characters than this say nothing about a short text.
const BROKEN_MIN: usize = 3;

/// Passes a manuscript on when its text is readable and within the limits.
pub(crate) fn gate(manuscript: Manuscript, limits: &Limits) -> Result<Manuscript, Fault> {
    let mut count = Count::default();
    for block in &manuscript.blocks {
        match block {
            Block::Paragraph { text, .. } => count.line(text),
            Block::Table { rows } => rows.iter().flatten().for_each(|cell| count.line(cell)),
        }
    }
    if count.all > limits.text_chars_max {
        let message = format!("more than {} characters of text", limits.text_chars_max);
        return Err(Fault::of_file(Reason::TextTooLong, message));
    }
    if let Some(number) = count.garbled_number {
        return Err(garbled(format!(
            "the document number {number:?} came out wrong"
        )));
    }
    if count.broken >= BROKEN_MIN && count.broken * 1000 > count.all * BROKEN_PER_MILLE_MAX {
        return Err(garbled(format!(
            "{} of {} characters have no meaning",
            count.broken, count.all
        )));
    }
    Ok(manuscript)
}

/// Whether there is anything to read.
pub(crate) fn has_text(manuscript: &Manuscript) -> bool {
    manuscript.blocks.iter().any(|block| match block {
        Block::Paragraph { text, .. } => text.chars().any(char::is_alphanumeric),
        Block::Table { rows } => rows
            .iter()
            .flatten()
            .any(|cell| cell.chars().any(char::is_alphanumeric)),
    })
}

#[derive(Default)]
struct Count {
    /// Characters that are not white space.
    all: usize,
    broken: usize,
    garbled_number: Option<String>,
}

impl Count {
    fn line(&mut self, line: &str) {
        for character in line.chars() {
            self.all += usize::from(!character.is_whitespace());
            self.broken += usize::from(is_broken(character));
        }
        if self.garbled_number.is_none() {
            self.garbled_number = garbled_number(line);
        }
    }
}

fn is_broken(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' => false,
        // Not assigned, unused by Chinese text, or what a wrong encoding of it looks like.
        '\u{fffd}' | '\u{fff0}'..='\u{fff8}' => true,
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' => true,
        '\u{2fe0}'..='\u{2fef}' | '\u{e0080}'..='\u{e00ff}' | '\u{323b0}'..='\u{dffff}' => true,
        '\u{fdd0}'..='\u{fdef}' => true,
        character => {
            character.is_control() || matches!(u32::from(character) & 0xffff, 0xfffe | 0xffff)
        }
    }
}

/// A 〔year〕 with something behind it that is no number: 〔2020〕沑⒏.
fn garbled_number(line: &str) -> Option<String> {
    for (start, _) in line.match_indices('〔') {
        let rest = &line[start + '〔'.len_utf8()..];
        let year: String = rest.chars().take(4).collect();
        let Some(behind) = rest
            .get(year.len()..)
            .and_then(|rest| rest.strip_prefix('〕'))
        else {
            continue;
        };
        if !year.chars().all(|digit| digit.is_ascii_digit()) {
            continue;
        }
        let sequence: Vec<char> = behind
            .chars()
            .filter(|character| !character.is_whitespace())
            .take(6)
            .collect();
        if is_garbled_sequence(&sequence) {
            let sequence: String = sequence.into_iter().collect();
            return Some(format!("〔{year}〕{sequence}"));
        }
    }
    None
}

fn is_garbled_sequence(sequence: &[char]) -> bool {
    let Some(&first) = sequence.first() else {
        return false;
    };
    let number = &sequence[..sequence
        .iter()
        .position(|&c| c == '号')
        .unwrap_or(sequence.len())];
    let odd = |character: char| {
        is_broken(character)
            || matches!(character,
                // Numbers with a full stop, dingbats, box drawings, and scripts that no number is written in.
                '⑴'..='⒛' | '\u{2500}'..='\u{259f}' | '\u{2700}'..='\u{27bf}' | '\u{1f00}'..='\u{1fff}'
                | '\u{0590}'..='\u{109f}' | '\u{1100}'..='\u{11ff}' | '\u{a000}'..='\u{abff}'
                | '\u{ac00}'..='\u{d7ff}')
    };
    let starts_as_number = first.is_ascii_digit() || "第字×XxＸ＊*_－-—○〇零".contains(first);
    let ends_as_number = number.len() < sequence.len();
    let is_digit = |c: &char| c.is_ascii_digit() || ('０'..='９').contains(c);
    // With 号 all before it must be a number; without, only what is odd by itself counts.
    match ends_as_number {
        true => !number.iter().all(is_digit) && number.iter().any(|&c| odd(c)),
        false => !starts_as_number && number.iter().take(3).any(|&c| odd(c)),
    }
}

fn garbled(what: String) -> Fault {
    let message = format!(
        "{what}: a font or an encoding does not say what its characters are; publish the file in another format"
    );
    Fault::of_file(Reason::GarbledText, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<Reason>) {
        let manuscript = Manuscript {
            blocks: vec![Block::body(text)],
            ..Manuscript::default()
        };
        let fault = gate(manuscript, &Limits::default()).err();
        assert_eq!(fault.map(|fault| fault.reason), expected, "{text}");
    }

    #[test]
    fn readable_texts_pass() {
        check("岚江省人民政府办公厅文件 岚府办发〔2020〕8号", None);
        check("根据岚府发〔2020〕第12号和岚府函〔2021〕×号", None);
        check("岚府发〔2020〕 号", None);
        check("（岚府发〔2019〕）文件精神", None);
        check("㈠总则 ⒈范围 ①②③ Ⅳ 〇 ℃ ㎡ 𠮷", None);
        check("\u{f0b7}一个项目符号", None);
        check("", None);
    }

    #[test]
    fn a_number_that_came_out_wrong_is_garbled() {
        check("岚府办发〔2020〕沑⒏", Some(Reason::GarbledText));
        check("岚府办发〔2020〕⒏号", Some(Reason::GarbledText));
        check("岚府办发〔2020〕\u{e123}号", Some(Reason::GarbledText));
    }

    #[test]
    fn broken_characters_in_number_are_garbled() {
        check(
            "\u{fffd}\u{fffd}\u{fffd}养犬应当登记",
            Some(Reason::GarbledText),
        );
        check(
            "\u{e000}\u{e001}\u{e002}\u{e003}",
            Some(Reason::GarbledText),
        );
        check("养\u{1}犬\u{2}应\u{3}当", Some(Reason::GarbledText));
        check(
            &format!("{}\u{fffd}\u{fffd}", "养犬应当登记".repeat(100)),
            None,
        );
    }

    #[test]
    fn a_text_longer_than_the_limit_is_refused() {
        let limits = Limits {
            text_chars_max: 3,
            ..Limits::default()
        };
        let manuscript = Manuscript {
            blocks: vec![Block::body("四个汉字")],
            ..Manuscript::default()
        };
        let fault = gate(manuscript, &limits).expect_err("too long");
        assert_eq!(fault.reason, Reason::TextTooLong);
    }
}
