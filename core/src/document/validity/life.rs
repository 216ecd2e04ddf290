//! What other documents did to one, and from when a text without a clause counts.

use serde::{Deserialize, Serialize};

use crate::document::{Day, Status};

/// What the days in a document's own record do not say of its validity. It is worked out from all documents of a
/// generation together and kept beside them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Life {
    /// The day from which an official document that names no day of entry into force is taken to be in force: that of
    /// its signing or publication. Such a document (公文) takes effect when it is issued, unless it says otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presumed: Option<Day>,
    /// The first day in force that other documents give: of the act that made this version, of the other parts of the
    /// work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begins: Option<Day>,
    /// The document that gives that day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begins_by: Option<Companion>,
    /// What was done to it, by day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub turns: Vec<Turn>,
    /// Of a notice: the one text that it issues, where that is held as a document of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issues: Option<Companion>,
    /// Of a text: the notice that issues it and nothing else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued_by: Option<Companion>,
}

/// Another document that belongs to one: the notice that issues it, the act that made it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Companion {
    /// Identifier.
    pub id: String,
    /// Title.
    pub title: String,
    /// Document number in its usual spelling.
    pub number: Option<String>,
}

impl Life {
    /// Whether nothing is known beyond the document's own days.
    pub fn is_empty(&self) -> bool {
        self == &Self::default()
    }

    /// The turn that ended the text by `day`, the first of them.
    pub(super) fn ended(&self, day: Day) -> Option<&Turn> {
        let ended = self.turns.iter().filter(|turn| turn.kind.ends());
        ended
            .filter(|turn| turn.day <= day)
            .min_by_key(|turn| (turn.day, turn.kind))
    }

    /// Whether a later day than `day` is known on which the text ended.
    pub(super) fn ends_after(&self, day: Day) -> bool {
        self.turns
            .iter()
            .any(|turn| turn.kind.ends() && turn.day > day)
            && self.ended(day).is_none()
    }

    /// The turn by `day` that ended a part of the text, or that holds a part of it up wherever the text holds; the last of
    /// them.
    pub(crate) fn limited(&self, day: Day) -> Option<&Turn> {
        let ended = |turn: &&Turn| turn.kind == TurnKind::PartlyRepealed && turn.day <= day;
        let ended = self.turns.iter().filter(ended);
        let held_up = self.held_up(day).filter(|turn| turn.area.is_none());
        ended.chain(held_up).max_by_key(|turn| turn.day)
    }

    /// The turn that suspends the whole text on `day`, the last of them.
    pub(super) fn suspended(&self, day: Day) -> Option<&Turn> {
        self.pauses(TurnKind::Suspended, day)
            .max_by_key(|turn| turn.day)
    }

    /// What suspends parts of the text on `day`, or the text in some places.
    pub(super) fn held_up(&self, day: Day) -> impl Iterator<Item = &Turn> {
        self.pauses(TurnKind::PartlySuspended, day)
    }

    fn pauses(&self, kind: TurnKind, day: Day) -> impl Iterator<Item = &Turn> {
        let begun = move |turn: &&Turn| turn.kind == kind && turn.day <= day;
        let lasts = move |turn: &&Turn| turn.until.is_none_or(|until| until >= day);
        let paused = self.turns.iter().filter(begun).filter(lasts);
        paused.filter(move |turn| !self.resumed(turn, day))
    }

    /// Whether something resumed by `day` what a turn had suspended.
    fn resumed(&self, pause: &Turn, day: Day) -> bool {
        self.turns.iter().any(|turn| {
            turn.kind == TurnKind::Resumed
                && (pause.day..=day).contains(&turn.day)
                && (turn.articles.is_empty() || turn.articles == pause.articles)
                && (turn.area.is_none() || turn.area == pause.area)
        })
    }

    /// The last extension made by `day` that names or counts a last day.
    pub(super) fn extended(&self, day: Day) -> Option<(&Turn, Day)> {
        let made = self.extensions(day);
        let found = made.filter_map(|turn| Some((turn, turn.until?)));
        found.max_by_key(|(_, until)| *until)
    }

    /// The last turn by `day` after which the text goes on without a named end.
    pub(super) fn goes_on(&self, day: Day) -> Option<&Turn> {
        let open = self.extensions(day).filter(|turn| turn.until.is_none());
        open.max_by_key(|turn| turn.day)
    }

    fn extensions(&self, day: Day) -> impl Iterator<Item = &Turn> {
        let made = move |turn: &&Turn| turn.kind == TurnKind::Extended && turn.day <= day;
        self.turns.iter().filter(made)
    }

    /// The last day in force as it was known on `day`: `own` is the text's own, which extensions move or lift.
    pub(crate) fn last_day(&self, own: Option<Day>, day: Day) -> Option<Day> {
        let Some(open) = self.goes_on(day) else {
            return self.extended(day).map(|(_, until)| until).max(own);
        };
        let later = self.extensions(day).filter(|turn| turn.day > open.day);
        later.filter_map(|turn| turn.until).max()
    }
}

/// One thing that another document did to a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// What.
    pub kind: TurnKind,
    /// From which day on.
    pub day: Day,
    /// Identifier of the other document.
    pub by: String,
    /// Its title.
    pub title: String,
    /// The new last day in force, for extensions, and the last day of a pause; none where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
    /// How that day was counted, where the other document names none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted: Option<Counted>,
    /// The day on which the other document was made public, or made: nobody knew of the turn before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<Day>,
    /// The labels of the articles that it is about (第五条); none means the whole text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub articles: Vec<String>,
    /// Where it suspends or resumes, when not wherever the text holds: 上海自由贸易试验区.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
}

impl Turn {
    /// Whether one can know of it on a day; what has no day of its making always counts as known.
    pub fn is_known(&self, day: Day) -> bool {
        self.known.is_none_or(|known| known <= day)
    }
}

/// How the new last day of an extension was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// By how many months it was extended.
    pub months: u32,
    /// What they were counted from.
    pub from: CountedFrom,
    /// The first day that was counted.
    pub first: Day,
}

/// What an extension was counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CountedFrom {
    /// The former last day.
    FormerEnd,
    /// The day of the extending document.
    Act,
    /// A day that it names.
    Day,
    /// The first day in force of the extended text.
    Beginning,
}

/// Sorts of turns; of one day the first counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TurnKind {
    /// 废止.
    Repealed,
    /// 宣布失效.
    DeclaredInvalid,
    /// 代替.
    Superseded,
    /// A newer version of the same instrument is in force.
    Replaced,
    /// Amended by an act; the amended text is not held.
    Amended,
    /// Some articles were repealed.
    PartlyRepealed,
    /// The term was extended.
    Extended,
    /// 暂停执行: the whole text, until a named day or until it is resumed.
    Suspended,
    /// 暂停执行, 暂时调整适用 of a part, or inside a place.
    PartlySuspended,
    /// 恢复执行.
    Resumed,
}

impl TurnKind {
    fn ends(self) -> bool {
        self.status().is_over()
    }

    /// The state of a text to which this happened.
    pub fn status(self) -> Status {
        match self {
            Self::Repealed => Status::Repealed,
            Self::DeclaredInvalid => Status::DeclaredInvalid,
            Self::Superseded => Status::Superseded,
            Self::Replaced | Self::Amended => Status::AmendedInForce,
            Self::PartlyRepealed | Self::PartlySuspended => Status::PartlyInForce,
            Self::Suspended => Status::Suspended,
            Self::Extended | Self::Resumed => Status::InForce,
        }
    }
}
