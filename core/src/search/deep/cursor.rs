//! Where an export goes on, as a text that its reader keeps.

use sha2::{Digest, Sha256};

use crate::engine::WalkPlace;
use crate::query::Sort;
use crate::search::request::SearchRequest;

/// Why a cursor cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CursorError {
    /// It is none of ours.
    #[error("the cursor is none that an export gave")]
    Malformed,
    /// It is of another generation of the index.
    #[error("the cursor is of another generation of the index")]
    OtherGeneration,
    /// It is of another search, or of the same at another day.
    #[error("the cursor is of another search or another day")]
    OtherSearch,
}

/// A place in an export.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ExportPlace {
    pub(super) at: WalkPlace,
    /// How many hits come before it.
    pub sent: u64,
}

/// Tells searches apart that have other hits.
///
/// Made of the whole request as it is printed for debugging: a field that is added later is then never forgotten. What
/// neither chooses hits nor shows them differently is set to the usual first.
pub(super) fn digest(request: &SearchRequest) -> u64 {
    let same = SearchRequest {
        page: 1,
        size: 1,
        sort: Sort::Relevance,
        order: None,
        facets: Vec::new(),
        explain: false,
        time_max: None,
        ..request.clone()
    };
    let digest = Sha256::digest(format!("{same:?}").as_bytes());
    // Eight of the thirty-two bytes: they are there.
    u64::from_be_bytes(digest[..8].try_into().unwrap_or_default())
}

/// `000012-0-16384-200-9f86d081884c7d65`: generation, segment, entry, hits before, and the search.
pub(super) fn write(generation: &str, place: ExportPlace, digest: u64) -> String {
    let ExportPlace { at, sent } = place;
    format!(
        "{generation}-{}-{}-{sent}-{digest:016x}",
        at.segment, at.entry
    )
}

/// The place of a cursor of this generation and search.
pub(super) fn read(text: &str, generation: &str, digest: u64) -> Result<ExportPlace, CursorError> {
    let mut pieces = text.split('-');
    let mut next = || pieces.next().ok_or(CursorError::Malformed);
    let (of, segment, entry, sent, search) = (next()?, next()?, next()?, next()?, next()?);
    if pieces.next().is_some() || of.is_empty() || !of.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(CursorError::Malformed);
    }
    let place = ExportPlace {
        at: WalkPlace {
            segment: number(segment)?,
            entry: number(entry)?,
        },
        sent: number(sent)?,
    };
    let is_hex = search.len() == 16 && search.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !is_hex {
        return Err(CursorError::Malformed);
    }
    if of != generation {
        return Err(CursorError::OtherGeneration);
    }
    if search != format!("{digest:016x}") {
        return Err(CursorError::OtherSearch);
    }
    Ok(place)
}

/// A number as we write it: `parse` would take a sign, too.
fn number<N: std::str::FromStr>(text: &str) -> Result<N, CursorError> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let number = digits.then(|| text.parse().ok()).flatten();
    number.ok_or(CursorError::Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Day;
    use crate::query::Level;

    #[test]
    fn a_cursor_belongs_to_its_generation_and_its_search() {
        let place = ExportPlace {
            at: WalkPlace {
                segment: 1,
                entry: 300,
            },
            sent: 12,
        };
        let text = write("000012", place, 7);
        assert_eq!(read(&text, "000012", 7), Ok(place));
        assert_eq!(read(&text, "000013", 7), Err(CursorError::OtherGeneration));
        assert_eq!(read(&text, "000012", 8), Err(CursorError::OtherSearch));
        for wrong in [
            "",
            "x",
            "000012-0",
            "000012-0-0-0-7",
            "000012-+0-0-0-0000000000000007",
            "000012-0-99999999999-0-0000000000000007",
            "000012-0-0-0-0000000000000007-1",
            "-0-0-0-0000000000000007",
        ] {
            assert_eq!(
                read(wrong, "000012", 7),
                Err(CursorError::Malformed),
                "{wrong}"
            );
        }
    }

    #[test]
    fn whatever_chooses_hits_makes_another_search() {
        let request = SearchRequest::new("养犬");
        let same = SearchRequest {
            page: 3,
            size: 50,
            facets: Vec::new(),
            ..request.clone()
        };
        assert_eq!(digest(&request), digest(&same));
        let day = Day::new(2001, 2, 3).expect("a day");
        let others = [
            SearchRequest::new("养猫"),
            SearchRequest {
                as_of: day,
                ..request.clone()
            },
            SearchRequest {
                level: Level::Article,
                ..request.clone()
            },
            SearchRequest {
                literal: true,
                ..request.clone()
            },
        ];
        for other in others {
            assert_ne!(digest(&request), digest(&other), "{other:?}");
        }
    }
}
