//! The note under a title that stands in the text itself: （2006年7月13日建设部令第151号发布　自2006年9月1日起施行）.

use super::sentence::Sentence;
use crate::document::events;

/// The heading ends long before this.
const LINES_MAX: usize = 15;
const LINE_CHARS_MAX: usize = 600;

/// The events of the heading, one to a piece, in the manner of the lines of [`Document::history`], with their places.
///
/// [`Document::history`]: crate::document::Document::history
pub(crate) fn heading_lines(text: &str) -> Vec<Sentence<'_>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n').take(LINES_MAX) {
        let from = start;
        start += line.len();
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.chars().count() > LINE_CHARS_MAX {
            continue;
        }
        if begins_body(trimmed) {
            break;
        }
        let at = from + line.find(trimmed).unwrap_or(0);
        pieces(trimmed, at, &mut found);
    }
    found
}

/// The events of a line, each from its date on.
fn pieces<'t>(line: &'t str, start: usize, found: &mut Vec<Sentence<'t>>) {
    let mut from = 0;
    for event in events(line) {
        let at = from + line[from..].find(event).unwrap_or(0);
        from = at + event.len();
        // A title, a bracket or a blank may stand before the date.
        let Some(date) = first_year(event) else {
            continue;
        };
        let lead = event[..date].trim_end();
        let date = if lead.ends_with("根据") {
            lead.len() - "根据".len()
        } else {
            date
        };
        found.push(Sentence {
            start: start + at + date,
            text: event[date..].trim_end_matches(['）', ')']),
        });
    }
}

/// Where the first four digits of a year stand.
fn first_year(event: &str) -> Option<usize> {
    let digit =
        |c: char| c.is_ascii_digit() || "〇○零一二三四五六七八九０１２３４５６７８９".contains(c);
    let at = event.find('年')?;
    let digits = event[..at]
        .char_indices()
        .rev()
        .take_while(|(_, c)| digit(*c));
    let starts: Vec<usize> = digits.map(|(at, _)| at).collect();
    (starts.len() == 4).then(|| starts[3])
}

fn begins_body(line: &str) -> bool {
    let line: String = line
        .chars()
        .filter(|c| !c.is_whitespace())
        .take(4)
        .collect();
    ["第一条", "第一章", "一、"]
        .iter()
        .any(|word| line.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_cut_into_its_events() {
        let text = "办法\n（2006年7月13日建设部令第151号发布　根据2010年12月31日《关于修改〈办法〉的决定》修正　2006年9月1日起施行）\n第一条 2020年1月1日公布。";
        let pieces = heading_lines(text);
        let words: Vec<&str> = pieces.iter().map(|piece| piece.text).collect();
        assert_eq!(
            words,
            [
                "2006年7月13日建设部令第151号发布",
                "根据2010年12月31日《关于修改〈办法〉的决定》修正",
                "2006年9月1日起施行",
            ]
        );
        for piece in pieces {
            let (from, to) = piece.span();
            assert_eq!(&text[from as usize..to as usize], piece.text);
        }
    }
}
