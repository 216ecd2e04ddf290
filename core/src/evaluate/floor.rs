//! What a kind of question must reach.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use super::{Figures, Report};

/// Kinds of question together, as a floor names them.
const ALL: &str = "all";

/// The least success of a kind of question.
///
/// ```
/// use tongcha::evaluate::Floor;
///
/// let floor: Floor = "title_exact=0.93/0.98".parse()?;
/// assert_eq!((floor.success_at_1, floor.success_at_10), (0.93, 0.98));
/// assert!("title_exact=93".parse::<Floor>().is_err());
/// # Ok::<(), tongcha::evaluate::FloorError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Floor {
    /// The kind; `all` is all of them together.
    pub kind: String,
    /// Least share answered by the first hit.
    pub success_at_1: f64,
    /// Least share answered on the first page.
    pub success_at_10: f64,
}

/// What was written is no floor.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("write a floor as KIND=FIRST/TEN with shares from 0 to 1, as in title_exact=0.93/0.98")]
pub struct FloorError;

/// A floor that was not reached.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MissedFloor {
    /// The kind.
    pub kind: String,
    /// `success@1` or `success@10`.
    pub figure: &'static str,
    /// What was reached; `None` when no question of the kind was asked.
    pub reached: Option<f64>,
    /// What was to be reached.
    pub floor: f64,
}

impl FromStr for Floor {
    type Err = FloorError;

    fn from_str(text: &str) -> Result<Self, FloorError> {
        let (kind, shares) = text.rsplit_once('=').ok_or(FloorError)?;
        let (first, ten) = shares.split_once('/').ok_or(FloorError)?;
        let share = |text: &str| {
            let share: f64 = text.trim().parse().map_err(|_| FloorError)?;
            (0.0..=1.0)
                .contains(&share)
                .then_some(share)
                .ok_or(FloorError)
        };
        if kind.trim().is_empty() {
            return Err(FloorError);
        }
        Ok(Self {
            kind: kind.trim().to_owned(),
            success_at_1: share(first)?,
            success_at_10: share(ten)?,
        })
    }
}

impl Floor {
    /// What of it a report does not reach.
    pub fn missed(&self, report: &Report) -> Vec<MissedFloor> {
        let figures: Option<&Figures> = match self.kind.as_str() {
            ALL => Some(&report.overall).filter(|figures| figures.questions > 0),
            kind => report.kinds.get(kind),
        };
        let pairs = [
            (
                "success@1",
                figures.map(|of| of.success_at_1),
                self.success_at_1,
            ),
            (
                "success@10",
                figures.map(|of| of.success_at_10),
                self.success_at_10,
            ),
        ];
        pairs
            .into_iter()
            .filter(|(_, reached, floor)| reached.is_none_or(|reached| reached < *floor))
            .map(|(figure, reached, floor)| MissedFloor {
                kind: self.kind.clone(),
                figure,
                reached,
                floor,
            })
            .collect()
    }
}

impl fmt::Display for MissedFloor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.reached {
            Some(reached) => write!(
                f,
                "{}: {} is {reached:.4}, under its floor {}",
                self.kind, self.figure, self.floor
            ),
            None => write!(f, "{}: no such question was asked", self.kind),
        }
    }
}
