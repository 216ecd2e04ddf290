//! Relations between documents: what one says of another, and what follows from it.
//!
//! [`read_relations`] reads what a document states in its title (`titles`), in the lines under it (`history`) and in its
//! text: citations that stand side by side are a run (`runs`), the words around it say what is done (`context`), and
//! lists have it in their heading (`lists`). Former names of organs are noted beside them (`organs`). Every [`Edge`] keeps the place of its words.
//!
//! When a generation is sealed, `resolve` finds what the edges name among its documents, `turns` what they do to
//! their validity (`extension` counts terms), and `companions` which notices and texts are one thing: [`Relations`] and
//! [`Lives`] are files of the generation, made from all its documents together.

mod companions;
mod context;
mod extension;
mod history;
mod lists;
mod model;
mod organs;
mod read;
mod resolve;
mod runs;
mod table;
#[cfg(test)]
mod tests;
mod titles;
mod turns;

pub use model::{
    Confidence, Edge, EdgeArticle, Extension, ExtensionFrom, Place, RelationKind, Target,
};
pub use organs::FormerMention;
pub use read::read_relations;
pub use table::{Lives, Relation, Relations, Stated};
