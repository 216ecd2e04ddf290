//! How finished answers go out: compressed, and kept for the next one who asks the same.
//!
//! An answer depends on its address, the generation of the index, the day, and a few headers; as long as these are the
//! same, so is the answer, and nothing has to be searched, written and compressed again. [`middleware`](deliver) asks
//! the [`Cache`] first; what a route answers goes through [`Coding`] and is kept.

mod cache;
mod coding;
mod key;
mod middleware;

pub use cache::Cache;
pub use coding::Coding;
pub use middleware::deliver;
