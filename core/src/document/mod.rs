//! What a document is: the model of a legal text and its metadata.
//!
//! A [`Record`] is what a source publishes, as it publishes it. A [`Document`] is what we make of it:
//! normalised fields beside the raw ones, never instead of them. [`read_record`] goes from the one to the
//! other and reports what was odd as [`Finding`]s; it refuses only a record with nothing in it.
//!
//! [`Validity::at`] says what holds at a day, with its reasons. [`regions`], [`organs`] and [`themes`] are the
//! tables that names are read with.

mod authority;
mod clock;
mod dates;
mod evidence;
mod finding;
mod heading;
mod history;
mod kind;
mod manifestation;
mod model;
pub(crate) mod number;
pub(crate) mod numeral;
mod read;
mod record;
mod region;
mod spelling;
mod status;
mod theme;
mod validity;
mod work;

pub use authority::{
    Branch, FormerOrgan, FormerOrgans, NationalOrgan, OrganClass, OrganTable, former_organs, organs,
};
pub use clock::set_today;
pub use dates::{Day, DayError};
pub use evidence::{DateEvidence, DateRole, DateRule};
pub use finding::{Finding, FindingCode};
pub(crate) use history::{Change, changes, events, history_days, last_change, read_history};
pub use kind::{Agreement, KindClass, KindEvidence};
pub use manifestation::Manifestation;
pub use model::{
    Authority, Dates, DeclaredStatus, Document, DocumentNumber, Kind, Origin, Region, RegionLevel,
    Status, Theme,
};
pub(crate) use numeral::read_integer;
pub use read::{Rejection, is_usable_id, read_record};
pub use record::Record;
pub(crate) use region::COUNTRY;
pub use region::{Division, Found, RegionTable, regions};
pub use spelling::{compact, fold_width, is_invisible, one_line};
pub use theme::{ThemeTable, themes};
pub(crate) use validity::by_turn;
pub use validity::{
    Companion, Counted, CountedFrom, Life, Reason, ReasonCode, Turn, TurnKind, Validity,
};
pub(crate) use work::near_stem;
pub use work::{WorkParts, title_stem, work_key};
