//! Traditional characters and their simplified forms.

use std::collections::HashMap;

/// The table as it is shipped; part of the fingerprint.
pub(super) const TABLE: &str = include_str!("../../data/language/traditional.tsv");

/// Traditional character → simplified character.
///
/// By character and not by phrase: phrase tables rewrite words to another region's usage (文件 → 文档), and one
/// character for one keeps the alignment to the original simple. The few characters for which that is wrong are
/// left out of the table; its header names them.
pub(super) fn table() -> HashMap<char, char> {
    TABLE.lines().filter_map(pair).collect()
}

fn pair(line: &str) -> Option<(char, char)> {
    let mut characters = line.chars();
    match (
        characters.next()?,
        characters.next()?,
        characters.next()?,
        characters.next(),
    ) {
        ('#', ..) => None,
        (from, '\t', to, None) => Some((from, to)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read() {
        let lines = TABLE.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(table().len(), lines);
        assert!(lines > 4_000);
    }

    #[test]
    fn unwanted_defaults_are_absent() {
        let table = table();
        for kept in ['著', '乾', '藉', '瞭', '覆', '于', '后', '征'] {
            assert_eq!(table.get(&kept), None, "{kept}");
        }
        for (from, to) in [
            ('於', '于'),
            ('後', '后'),
            ('徵', '征'),
            ('處', '处'),
            ('罰', '罚'),
        ] {
            assert_eq!(table.get(&from), Some(&to));
        }
    }
}
