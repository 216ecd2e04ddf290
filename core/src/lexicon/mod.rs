//! Words about texts and words for words, as data with a reason for every line: what laws are called beside their
//! titles, and what plain words are in official language.

mod aliases;
mod colloquial;

pub use aliases::{Alias, AliasKind, aliases};
pub use colloquial::{ColloquialTable, colloquial};

use sha2::{Digest, Sha256};

/// Tells one state of the lexicon from another.
pub(crate) fn fingerprint() -> u32 {
    let mut hash = Sha256::new();
    for table in [aliases::SOURCE, colloquial::SOURCE] {
        hash.update((table.len() as u64).to_le_bytes());
        hash.update(table.as_bytes());
    }
    let digest = hash.finalize();
    // Four of the thirty-two bytes: they are there.
    u32::from_le_bytes(digest[..4].try_into().unwrap_or_default())
}
