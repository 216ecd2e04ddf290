//! What stands on a page for the page's sake: numbers, running heads and feet.

use std::collections::HashMap;

use super::lines::Line;

/// Lines at the top and at the bottom of a page that may be heads and feet.
const EDGE_LINES: usize = 2;
/// On how many pages a line must stand to be a head or a foot.
const PAGES_MIN: usize = 3;
/// Part of the page, from its edges, in which furniture stands.
const EDGE_SHARE: f32 = 0.15;

#[derive(Debug, Clone, Copy)]
enum Edge {
    Top,
    Bottom,
}

/// Removes the furniture of pages.
pub(super) fn remove(pages: &mut [Vec<Line>]) {
    let Some(bounds) = Bounds::of(pages) else {
        return;
    };
    for edge in [Edge::Top, Edge::Bottom] {
        let mut counts: HashMap<String, usize> = HashMap::new();
        for page in pages.iter() {
            for index in edge.candidates(page, &bounds) {
                *counts.entry(shape(&page[index].text)).or_default() += 1;
            }
        }
        // On half of the pages, since even and odd ones often differ.
        let enough = PAGES_MIN.max(pages.len() / 2 - pages.len() / 10);
        for page in pages.iter_mut() {
            let mut furniture: Vec<usize> = edge
                .candidates(page, &bounds)
                .into_iter()
                .filter(|&index| {
                    let text = &page[index].text;
                    is_page_number(text) || counts.get(&shape(text)).is_some_and(|&n| n >= enough)
                })
                .collect();
            furniture.sort_unstable();
            for index in furniture.into_iter().rev() {
                page.remove(index);
            }
        }
    }
}

/// Between which heights the text of all pages stands.
struct Bounds {
    top: f32,
    bottom: f32,
}

impl Bounds {
    fn of(pages: &[Vec<Line>]) -> Option<Self> {
        let lines = || pages.iter().flatten();
        let top = lines().map(|line| line.top).min_by(f32::total_cmp)?;
        let bottom = lines().map(|line| line.bottom).max_by(f32::total_cmp)?;
        Some(Self { top, bottom })
    }
}

impl Edge {
    /// The outermost lines, if they stand near the edge.
    fn candidates(self, page: &[Line], bounds: &Bounds) -> Vec<usize> {
        let reach = EDGE_SHARE * (bounds.bottom - bounds.top);
        let mut near: Vec<usize> = (0..page.len())
            .filter(|&index| match self {
                Self::Top => page[index].top <= bounds.top + reach,
                Self::Bottom => page[index].bottom >= bounds.bottom - reach,
            })
            .collect();
        near.sort_by(|&a, &b| match self {
            Self::Top => page[a].top.total_cmp(&page[b].top),
            Self::Bottom => page[b].bottom.total_cmp(&page[a].bottom),
        });
        near.truncate(EDGE_LINES);
        near
    }
}

/// A line with its numbers taken out: `第 3 页` and `第 4 页` are one line.
fn shape(text: &str) -> String {
    let mut shape = String::new();
    for character in text.chars().filter(|character| !character.is_whitespace()) {
        match character.is_ascii_digit() {
            true if shape.ends_with('0') => {}
            true => shape.push('0'),
            false => shape.push(character),
        }
    }
    shape
}

/// `— 3 —`, `- 3 -`, `3`, `3/9`, `第 3 页`, `第3页 共9页`, `Page 3 of 9`.
fn is_page_number(text: &str) -> bool {
    let is_dash = |character: char| "-—–－―─·•.~".contains(character);
    let shape = shape(text);
    let bare = shape.trim_matches(is_dash);
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let is_number = matches!(
        bare,
        "0" | "0/0"
            | "第0页"
            | "第0页共0页"
            | "第0页，共0页"
            | "第0页/共0页"
            | "Page0of0"
            | "Page0"
            | "0页"
    );
    is_number && digits <= 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_pages_are_told_from_text() {
        for text in ["— 3 —", "－12－", "3", "3 / 9", "第 3 页 共 9 页", "- 1 -"] {
            assert!(is_page_number(text), "{text}");
        }
        for text in [
            "第3条",
            "2026年",
            "3. 备案",
            "一",
            "—",
            "",
            "20260101120000",
        ] {
            assert!(!is_page_number(text), "{text}");
        }
    }
}
