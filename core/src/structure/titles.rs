//! Titles that a wrapper announces (现将《…办法》印发给你们, 附件：…办法), to find where the enclosed text begins.

use std::collections::HashSet;

use super::label::is_blank;

/// At most this many titles are remembered.
const TITLES_MAX: usize = 64;
/// A title line has at most this many bytes.
const TITLE_BYTES_MAX: usize = 240;

/// Words of a sentence that carries another text along.
pub(super) const CARRYING: [&str; 9] = [
    "印发", "公布", "发布", "转发", "下发", "颁布", "颁发", "现将", "通过",
];

/// The titles announced so far.
#[derive(Default)]
pub(super) struct Titles {
    names: HashSet<String>,
    /// The first characters of the names, to pass over nearly every line at once.
    initials: HashSet<char>,
}

impl Titles {
    /// Takes the titles that a line announces.
    pub(super) fn read(&mut self, line: &str) {
        if self.names.len() >= TITLES_MAX {
            return;
        }
        if line.starts_with('附')
            && line.len() <= TITLE_BYTES_MAX
            && let Some((_, title)) = line.split_once([':', '：'])
        {
            let numbered = |c: char| c.is_ascii_digit() || matches!(c, '.' | '．' | '、');
            self.insert(title.trim_start_matches(numbered));
        }
        // Only the first part of a line is looked at: a whole document may stand on one.
        let end = line
            .char_indices()
            .nth(600)
            .map_or(line.len(), |(at, _)| at);
        let line = &line[..end];
        if !line.contains('《') || !CARRYING.iter().any(|word| line.contains(word)) {
            return;
        }
        for piece in line.split('《').skip(1) {
            if let Some((name, _)) = piece.split_once('》') {
                self.insert(name);
            }
        }
    }

    /// Whether the line is a title announced before; each counts once.
    pub(super) fn is_title(&mut self, line: &str) -> bool {
        if self.names.is_empty() || line.len() > TITLE_BYTES_MAX || line.starts_with('附') {
            return false;
        }
        let initial = line.chars().find(|c| *c != '《');
        if !initial.is_some_and(|c| self.initials.contains(&c)) {
            return false;
        }
        self.names.remove(&normal(line))
    }

    fn insert(&mut self, name: &str) {
        let name = normal(name);
        // 《通知》 and the like name no text by themselves.
        if name.chars().count() >= 5 {
            self.initials.extend(name.chars().next());
            self.names.insert(name);
        }
    }
}

/// A title without blanks, brackets of names and a trailing （试行）.
fn normal(title: &str) -> String {
    let bare: String = title
        .chars()
        .filter(|c| !is_blank(*c) && !matches!(c, '《' | '》' | '〈' | '〉' | '<' | '>'))
        .collect();
    match bare.find(['（', '(']) {
        Some(at) if at > 0 && bare.ends_with(['）', ')']) => bare[..at].to_string(),
        _ => bare,
    }
}
