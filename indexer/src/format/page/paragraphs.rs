//! From lines to paragraphs: a line that reaches the right edge goes on in the next one, unless that is indented or
//! set in another size.

use super::is_wide;
use super::lines::Line;

/// Distances in heights of a line.
const INDENT_MIN: f32 = 1.2;
const INDENT_MAX: f32 = 2.8;
const SAME_EDGE: f32 = 0.8;
/// How far from the edge a full line may end: a word, or punctuation that may not begin a line, goes to the next.
const FULL_LINE_GAP: f32 = 2.2;
const LINE_GAP_MAX: f32 = 1.6;
/// Sizes that differ by less are one size.
const SAME_SIZE: f32 = 1.15;
/// A title is larger than the text by this.
const TITLE_SIZE: f32 = 1.15;

/// More lines on a page than any print has: edges are looked for among all lines of a page, for each of them.
const LINES_MAX: usize = 1_000;

/// Joins the lines of all pages.
pub(super) fn join_lines(pages: &[Vec<Line>]) -> Vec<String> {
    let text_size = usual_size(pages);
    let mut paragraphs: Vec<String> = Vec::new();
    let mut last: Option<(&[Line], &Line)> = None;
    for page in pages {
        for line in page {
            let continues = last.is_some_and(|(last_page, last_line)| {
                let is_same_page = std::ptr::eq(last_page, page.as_slice());
                let pair = Pair {
                    last_page,
                    last_line,
                    page,
                    line,
                    is_same_page,
                };
                pair.is_one_paragraph(text_size)
            });
            match paragraphs.last_mut() {
                Some(paragraph) if continues => append(paragraph, &line.text),
                _ => paragraphs.push(line.text.trim().to_owned()),
            }
            last = Some((page, line));
        }
    }
    paragraphs
}

/// The size that most of the text has.
fn usual_size(pages: &[Vec<Line>]) -> f32 {
    let mut sizes: Vec<(f32, usize)> = pages
        .iter()
        .flatten()
        .map(|line| (line.size, line.text.len()))
        .collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = sizes.iter().map(|size| size.1).sum::<usize>() / 2;
    let mut seen = 0;
    for (size, bytes) in sizes {
        seen += bytes;
        if seen > half {
            return size;
        }
    }
    0.0
}

/// Two lines behind each other.
struct Pair<'l> {
    last_page: &'l [Line],
    last_line: &'l Line,
    page: &'l [Line],
    line: &'l Line,
    is_same_page: bool,
}

impl Pair<'_> {
    fn is_one_paragraph(&self, text_size: f32) -> bool {
        if self.last_page.len() > LINES_MAX || self.page.len() > LINES_MAX {
            return false;
        }
        let (last, line) = (self.last_line, self.line);
        let ratio = last.size.max(line.size) / last.size.min(line.size);
        if ratio > SAME_SIZE || (self.is_same_page && !self.is_next_line()) {
            return false;
        }
        if last.is_row || line.is_row || is_date(&line.text) {
            return false;
        }
        if begins_a_part(&line.text) && ends_a_part(&last.text) {
            return false;
        }
        let is_title = line.size > TITLE_SIZE * text_size;
        match is_title && self.is_same_page {
            true => self.is_centred_below(),
            false => self.is_full_line_before_margin(),
        }
    }

    fn is_next_line(&self) -> bool {
        let gap = self.line.top - self.last_line.bottom;
        self.line.top > self.last_line.top && gap < LINE_GAP_MAX * self.line.size
    }

    /// Lines of a title have one middle, or fill the width; one by one they are as long as they like.
    fn is_centred_below(&self) -> bool {
        let middle = |line: &Line| (line.left + line.right) / 2.0;
        let apart = (middle(self.last_line) - middle(self.line)).abs();
        let overlap =
            self.last_line.right.min(self.line.right) - self.last_line.left.max(self.line.left);
        apart < 3.0 * self.line.size || overlap > 4.0 * self.line.size
    }

    fn is_full_line_before_margin(&self) -> bool {
        let (last, line, size) = (self.last_line, self.line, self.line.size);
        // The column: lines that begin where this one does, or are indented against it.
        let column = |other: &&Line| {
            other.left > line.left - INDENT_MAX * size && other.left < line.left + INDENT_MAX * size
        };
        let lines = || {
            let before: &[Line] = if self.is_same_page {
                &[]
            } else {
                self.last_page
            };
            before.iter().chain(self.page).filter(column)
        };
        let left = lines().map(|other| other.left).min_by(f32::total_cmp);
        let right = right_edge(lines().map(|other| other.right).collect(), size);
        let (Some(left), Some(right)) = (left, right) else {
            return false;
        };
        let is_in_column =
            last.left > line.left - SAME_EDGE * size && last.left < line.left + INDENT_MAX * size;
        let is_at_margin = line.left < left + INDENT_MIN * size;
        let is_full = last.right > right - FULL_LINE_GAP * size;
        is_in_column && is_at_margin && is_full
    }
}

/// Where the lines of a column end. A line or two may go beyond: an address, a page header.
fn right_edge(mut ends: Vec<f32>, size: f32) -> Option<f32> {
    const BEYOND_MAX: usize = 2;
    /// Lines that must end at one place then, and lines of a column that says anything about it.
    const LINES_MIN: usize = 3;
    const COLUMN_LINES_MIN: usize = 8;
    ends.sort_by(|a, b| b.total_cmp(a));
    if ends.len() < COLUMN_LINES_MIN {
        return ends.first().copied();
    }
    ends.windows(LINES_MIN)
        .take(BEYOND_MAX + 1)
        .find(|ends| ends[0] - ends[LINES_MIN - 1] < size)
        .map(|ends| ends[0])
        .or(ends.first().copied())
}

/// A date below a signature, which stands at the right edge as the signature does.
fn is_date(text: &str) -> bool {
    let is_digit =
        |c: char| c.is_ascii_digit() || "〇○零一二三四五六七八九十０１２３４５６７８９".contains(c);
    let text = text.replace(char::is_whitespace, "");
    let shape = text.replace(is_digit, "");
    shape == "年月日" && text.ends_with('日')
}

/// 第一条, 一、, （一）, 1.: what a typist puts on a new line even without an indent.
fn begins_a_part(text: &str) -> bool {
    let text = text.trim_start();
    let is_number = |c: char| c.is_ascii_digit() || "〇零一二三四五六七八九十百千两".contains(c);
    let behind = |text: &'_ str| text.trim_start_matches(is_number).chars().next();
    let has_number = |text: &str| text.starts_with(is_number);
    if let Some(rest) = text.strip_prefix('第') {
        let rest = rest.trim_start();
        return has_number(rest)
            && rest
                .trim_start_matches(is_number)
                .trim_start()
                .starts_with(['条', '章', '节', '编']);
    }
    if let Some(rest) = text.strip_prefix(['（', '(']) {
        return has_number(rest) && matches!(behind(rest), Some('）' | ')'));
    }
    has_number(text) && matches!(behind(text), Some('、' | '．'))
}

fn ends_a_part(text: &str) -> bool {
    text.trim_end()
        .ends_with(['。', '；', '：', ':', ';', '！', '？', '”', '）'])
}

fn append(paragraph: &mut String, line: &str) {
    let line = line.trim();
    let ends = paragraph.chars().next_back();
    let is_latin = |character: Option<char>| {
        character.is_some_and(|character| !is_wide(character) && !character.is_whitespace())
    };
    if is_latin(ends) && is_latin(line.chars().next()) {
        // Numbers are broken between digits, words at spaces.
        let are_digits = ends.is_some_and(|character| character.is_ascii_digit())
            && line.starts_with(|character: char| character.is_ascii_digit());
        if !are_digits {
            paragraph.push(' ');
        }
    }
    paragraph.push_str(line);
}
