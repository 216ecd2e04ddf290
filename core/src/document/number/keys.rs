//! What two spellings of one number have in common, and the other names that it goes by.

use crate::document::{DocumentNumber, organs, regions};

impl DocumentNumber {
    /// What two spellings of one number have in common, for exact matching: lower case, no brackets, no 第, no
    /// 号, a dash between year and serial (`国办发2012-46`, `国务院令711`).
    pub fn key(&self) -> String {
        key_of(&self.canonical)
    }

    /// [`DocumentNumber::key`] and the keys of the other names that the same number goes by: `粤府令第275号`
    /// is `广东省人民政府令第275号`, a decree of 国家计委 is one of 国家发展计划委员会. The first is the key itself.
    pub fn keys(&self) -> Vec<String> {
        let mut keys = vec![self.key()];
        let Some(organ) = self.organ_code.as_deref() else {
            return keys;
        };
        if !(self.is_decree() || self.is_announcement()) {
            return keys;
        }
        let after = self.after_organ();
        for other in other_names(organ) {
            keys.push(key_of(&format!("{other}{after}")));
        }
        // 浙政令〔2010〕275号 counts on through the years, and is quoted without the year.
        if let (true, Some(_), Some(serial)) = (self.is_decree(), self.year, self.sequence) {
            for name in std::iter::once(organ.to_owned()).chain(other_names(organ)) {
                keys.push(key_of(&format!("{name}令第{serial}号")));
            }
        }
        keys.sort_by_key(|key| *key != self.key());
        let mut seen = std::collections::BTreeSet::new();
        keys.retain(|key| seen.insert(key.clone()));
        keys
    }
}

/// The names besides `organ` under which the same organ's decrees are quoted.
fn other_names(organ: &str) -> Vec<String> {
    let mut names = Vec::new();
    if let Some(full) = organs().full_name(organ).filter(|full| *full != organ) {
        names.push(full.to_owned());
    }
    names.extend(government_of_code(organ));
    names
}

/// `粤府` and `津政` are the governments of Guangdong and Tianjin.
pub(crate) fn government_of_code(code: &str) -> Option<String> {
    let mut chars = code.chars();
    let province = regions().by_abbreviation(chars.next()?)?;
    matches!(chars.as_str(), "府" | "政" | "政府" | "人民政府")
        .then(|| format!("{}人民政府", province.name))
}

fn key_of(canonical: &str) -> String {
    let mut key = String::with_capacity(canonical.len());
    for c in canonical.chars() {
        match c {
            '〕' | '年' if key.ends_with(|c: char| c.is_ascii_digit()) => key.push('-'),
            '〔' | '〕' | '第' | '号' | ' ' => {}
            _ => key.extend(c.to_lowercase()),
        }
    }
    key
}
