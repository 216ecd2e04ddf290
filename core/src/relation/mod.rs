//! Relations between documents: what one says of another, and what follows from it.
//!
//! [`read_relations`] reads what a document states in its title (`titles`), in the lines under it (`history`) and in its
//! text: citations that stand side by side are a run (`runs`), the words around it say what is done (`context`), and
//! lists have it in their heading (`lists`). What suspends is read by `suspension`; sentences that name nothing may speak of
//! what the title names (`titled`). Former names of organs are noted beside them (`organs`). Every [`Edge`] keeps the place of its words.
//!
//! When a generation is sealed, `resolve` finds what the edges name among its documents, `turns` what they do to
//! their validity (`extension` counts terms, `pauses` suspensions, `copies` looks at undated ones), and `companions` which notices and texts are one thing: [`Relations`] and
//! [`Lives`] are files of the generation, made from all its documents together.

mod companions;
mod context;
mod copies;
mod extension;
mod history;
mod lists;
mod model;
mod named;
mod organs;
mod pauses;
mod read;
mod resolve;
mod runs;
mod suspension;
mod table;
#[cfg(test)]
mod tests;
mod titled;
mod titles;
mod turns;

pub use model::{
    Confidence, Edge, EdgeArticle, Extension, ExtensionFrom, Limit, Named, Place, RelationKind,
    Target,
};
pub use organs::FormerMention;
pub use read::read_relations;
pub use table::{Lives, Relation, Relations, Stated};
