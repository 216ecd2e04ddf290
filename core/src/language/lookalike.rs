//! Characters that are taken for one another by their shape.

use std::collections::HashSet;
use std::sync::OnceLock;

/// Whether two characters are confused by their shape (己 and 已).
pub(crate) fn look_alike(a: char, b: char) -> bool {
    table().contains(&ordered(a, b))
}

/// The characters that are confused with this one by their shape.
pub(crate) fn looking_like(c: char) -> impl Iterator<Item = char> {
    let pairs = table().iter();
    pairs.filter_map(move |&(a, b)| match (a == c, b == c) {
        (true, _) => Some(b),
        (_, true) => Some(a),
        _ => None,
    })
}

fn table() -> &'static HashSet<(char, char)> {
    static TABLE: OnceLock<HashSet<(char, char)>> = OnceLock::new();
    TABLE.get_or_init(|| {
        include_str!("../../data/language/lookalikes.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| {
                let (a, b) = line.split_once('\t')?;
                Some(ordered(a.chars().next()?, b.trim().chars().next()?))
            })
            .collect()
    })
}

fn ordered(a: char, b: char) -> (char, char) {
    (a.min(b), a.max(b))
}

#[cfg(test)]
mod tests {
    use super::{look_alike, looking_like};

    #[test]
    fn shape_is_symmetric() {
        assert!(look_alike('己', '已') && look_alike('已', '己'));
        assert!(!look_alike('法', '律'));
        assert!(looking_like('己').any(|c| c == '已') && looking_like('已').any(|c| c == '己'));
    }
}
