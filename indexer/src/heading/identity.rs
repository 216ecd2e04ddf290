//! The identifier of a document that is a file.

use sha2::{Digest, Sha256};
use tongcha::document::is_usable_id;

/// The stem of the file's name where an address can carry it; else a digest of its path in the folder, which stays
/// the same as long as the file is not moved.
pub(crate) fn id_of(path: &str) -> String {
    let stem = stem_of(path);
    if is_usable_id(stem) {
        return stem.to_owned();
    }
    path_id(path)
}

/// The identifier of a document that must be told apart from another of the same name by where it lies.
pub(crate) fn path_id(path: &str) -> String {
    let digest = Sha256::digest(path.as_bytes());
    let digits: String = digest
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("file-{digits}")
}

/// The name of a file without its folders and its ending.
pub(super) fn stem_of(path: &str) -> &str {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_come_from_names_or_paths() {
        assert_eq!(id_of("a/lj-reg-2013-07.md"), "lj-reg-2013-07");
        assert_eq!(id_of("献血条例.txt"), "献血条例");
        let derived = id_of("a/献血条例（2015）.txt");
        assert!(derived.starts_with("file-") && derived.len() == 21);
        assert_ne!(id_of("b/献血条例（2015）.txt"), derived);
        assert!(id_of("...txt").starts_with("file-"));
        assert_eq!(stem_of(".hidden"), ".hidden");
    }
}
