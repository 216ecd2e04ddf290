//! How a state of validity is shown: by its words first, by a colour beside them.

use tongcha::document::Status;
use tongcha::search::HitValidity;

/// A state with why it is so.
pub struct Badge {
    /// Class of the stylesheet.
    pub class: &'static str,
    /// The state in Chinese.
    pub label: String,
    /// Why, in one line; what the source declares is one of the reasons.
    pub reason: String,
}

impl Badge {
    /// The badge of a state.
    pub fn new(validity: &HitValidity) -> Self {
        let reasons: Vec<&str> = validity
            .reasons
            .iter()
            .map(|reason| reason.text.as_str())
            .collect();
        Self {
            class: class(validity.state),
            label: validity.label.clone(),
            reason: reasons.join("；"),
        }
    }
}

/// Class of the stylesheet for a state.
pub fn class(state: Status) -> &'static str {
    match state {
        Status::InForce => "is-good",
        Status::NotYetEffective | Status::PartlyInForce | Status::Suspended => "is-caution",
        state if state.is_over() => "is-over",
        _ => "is-unknown",
    }
}
