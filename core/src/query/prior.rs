//! What speaks for a document whatever its words: its rank, its state, and what the user seems to prefer.
//!
//! Factors on the score of the words. They decide between documents that say much the same, as the law of the state
//! and a province's regulation about the same matter do, and are too small to bury one that answers better.

use super::Filters;
use crate::document::{Kind, Status};

/// How much a document is preferred before a word of it is looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Prior {
    /// What the user seems to prefer, each in the form of the filter that it might have been.
    pub preferences: Vec<Filters>,
    /// Whether the only preference is the place where the asker is, who named none: what holds everywhere still answers
    /// first, and what holds there comes before what holds elsewhere.
    pub is_near_only: bool,
    /// Whether rank and state count. They do not where the user asked for one of them.
    pub by_rank: bool,
    /// Whether a question is asked, which is answered by what holds everywhere before what holds in one place. Articles are
    /// always ordered so ([`Prior::reach`]).
    pub is_asked: bool,
    /// Terms of titles that tell an act which changes another (修正案, 修改), as a bit set: a question is answered by the law as it
    /// stands now, which says the same.
    pub amending: u64,
}

/// Of each preference that a document meets. A place that was named outweighs any difference of rank below, since
/// who names 浙江 wants what holds in 浙江.
const PREFERRED: f32 = 1.25;
/// Of what is no longer in force: it stays findable, below its successor.
const OVER: f32 = 0.93;

/// Of articles that hold in one place only, or that only carry out what a statute says, where no place was named: of
/// 1, 0.75 and 0.6 the second finds most of what people without a lawyer ask for.
const LOCAL: f32 = 0.75;

/// Of an act that changes another.
const AMENDING: f32 = 0.5;

impl Default for Prior {
    /// Nothing is preferred.
    fn default() -> Self {
        Self {
            preferences: Vec::new(),
            is_near_only: false,
            by_rank: false,
            is_asked: false,
            amending: 0,
        }
    }
}

impl Prior {
    /// The factor for a document of this sort and state that meets so many of the preferences.
    pub fn factor(&self, kind: Kind, status: Status, met: usize) -> f32 {
        let rank = if self.by_rank { of_rank(kind) } else { 1.0 };
        let state = if self.by_rank && status.is_over() {
            OVER
        } else {
            1.0
        };
        rank * state * PREFERRED.powi(met as i32)
    }

    /// The factor for a document whose title has these terms.
    pub fn of_title(&self, terms: u64) -> f32 {
        match terms & self.amending {
            0 => 1.0,
            _ => AMENDING,
        }
    }

    /// The factor for the articles of a document of this sort: who asks what the law is and names no place is answered
    /// by what holds everywhere.
    pub fn reach(&self, kind: Kind, nationwide: bool) -> f32 {
        let statute = matches!(
            kind,
            Kind::Constitution
                | Kind::Law
                | Kind::AdministrativeRegulation
                | Kind::SupervisoryRegulation
                | Kind::JudicialInterpretation
        );
        let names_nothing = self.preferences.is_empty() || self.is_near_only;
        match self.by_rank && names_nothing && !(statute && nationwide) {
            true => LOCAL,
            false => 1.0,
        }
    }
}

/// By effect (《立法法》 arts. 98–106): who asks about a matter without naming a place asks for what holds
/// everywhere first, and for the law before what carries it out.
fn of_rank(kind: Kind) -> f32 {
    match kind {
        Kind::Constitution | Kind::Law => 1.10,
        Kind::AdministrativeRegulation | Kind::SupervisoryRegulation => 1.06,
        Kind::JudicialInterpretation => 1.03,
        Kind::DepartmentalRule => 1.02,
        Kind::MunicipalRegulation | Kind::MunicipalRule => 0.98,
        // A copy of which nothing is known but its words, as often as not.
        Kind::Unknown => 0.96,
        Kind::Case => 0.85,
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_named_place_outweighs_rank() {
        let prior = Prior {
            preferences: vec![Filters::default()],
            by_rank: true,
            ..Prior::default()
        };
        let local = prior.factor(Kind::MunicipalRegulation, Status::InForce, 1);
        assert!(local > prior.factor(Kind::Law, Status::InForce, 0));
        let repealed = prior.factor(Kind::Law, Status::Repealed, 0);
        assert!(repealed < prior.factor(Kind::Law, Status::InForce, 0));
    }

    #[test]
    fn the_own_place_does_not_outweigh_what_holds_everywhere() {
        let near = Prior {
            preferences: vec![Filters::default()],
            is_near_only: true,
            by_rank: true,
            ..Prior::default()
        };
        let article = |kind, nationwide, met| {
            near.factor(kind, Status::InForce, met) * near.reach(kind, nationwide)
        };
        let own = article(Kind::MunicipalRegulation, false, 1);
        assert!(own < article(Kind::Law, true, 0));
        assert!(own > article(Kind::MunicipalRegulation, false, 0));
    }

    #[test]
    fn without_rank_only_preferences_count() {
        let prior = Prior::default();
        assert_eq!(prior.factor(Kind::Case, Status::Repealed, 0), 1.0);
    }
}
