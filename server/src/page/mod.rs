//! The pages: what people see. Rendered here, readable without JavaScript.
//!
//! Each page is a template with a view of its own: the view decides what is said and where links lead, the
//! template only where it stands. Everything is escaped by the template engine, but [`markup::Markup`].

mod article;
mod assets;
mod comparison;
mod docs;
mod document;
mod embed;
mod failure;
mod frame;
mod go;
mod home;
mod links;
mod lists;
mod look;
mod markup;
mod passage;
mod preview;
mod qr;
mod relations;
mod results;
mod statistics;
mod traditional;
mod validity;

pub use article::article;
pub use assets::{asset, icon_address};
pub use comparison::comparison;
pub use docs::docs;
pub use document::document;
pub use embed::{EMBED_PATH, EMBED_SCRIPT_PATH, embed, embed_script};
pub use failure::problem;
pub use go::go;
pub use home::home;
pub use lists::{index as lists_index, list};
pub use look::Look;
pub use preview::preview;
pub use relations::relations;
pub use results::results;
pub use statistics::statistics;
pub use traditional::{convert, to_traditional, traditional};

use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use crate::answer;
use crate::problem::Problem;

/// A rendered page with its tag.
fn show(request: &HttpRequest, page: &impl Template) -> Result<HttpResponse, Problem> {
    let html = Look::of(request).render(page).map_err(Problem::internal)?;
    Ok(answer::text(request, answer::HTML, html))
}
