//! Which words and characters an index was written with.

use std::sync::LazyLock;

use sha2::{Digest, Sha256};

use super::{dictionary, normalize, traditional};

/// To be raised with every change of the code in this module that may cut or normalise some text differently.
const ALGORITHM_VERSION: u32 = 1;

/// The dictionary that the segmentation package carries is known by the package's version; a test compares it
/// with the lock file.
const SEGMENTER: &str = "jieba-rs 0.11.0";

/// The SHA-256, in lower-case hexadecimal, of all that decides how a text is normalised and cut: the
/// dictionaries, the character tables, the version of the method.
///
/// An index stores it, and one made with another fingerprint is refused: its words would silently differ from
/// those of the question.
pub fn fingerprint() -> String {
    FINGERPRINT.clone()
}

static FINGERPRINT: LazyLock<String> = LazyLock::new(|| {
    let mut hash = Sha256::new();
    let mut part = |bytes: &[u8]| {
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    };
    part(&ALGORITHM_VERSION.to_le_bytes());
    part(SEGMENTER.as_bytes());
    part(dictionary::SOURCE.as_bytes());
    part(traditional::TABLE.as_bytes());
    // The finished table too: it depends on the versions of Unicode that were compiled in.
    let table: String = normalize::TABLE
        .entries()
        .flat_map(|(from, to)| [from, to])
        .collect();
    part(table.as_bytes());
    hash.finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_a_digest_and_stable() {
        assert_eq!(fingerprint().len(), 64);
        assert_eq!(fingerprint(), fingerprint());
    }

    #[test]
    fn names_the_locked_segmenter() {
        let lock = include_str!("../../../Cargo.lock");
        let (name, version) = SEGMENTER.split_once(' ').expect("name and version");
        assert!(
            lock.contains(&format!("name = \"{name}\"\nversion = \"{version}\"")),
            "{SEGMENTER} is not what Cargo.lock has: update SEGMENTER, and rebuild indexes"
        );
    }
}
