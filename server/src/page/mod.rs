//! The pages: what people see. Rendered here, readable without JavaScript.
//!
//! Each page is a template with a view of its own: the view decides what is said and where links lead, the
//! template only where it stands. Everything is escaped by the template engine, but [`markup::Markup`].

mod article;
mod assets;
mod comparison;
mod docs;
mod document;
mod failure;
mod frame;
mod home;
mod links;
mod lists;
mod markup;
mod passage;
mod results;
mod statistics;
mod validity;

pub use article::article;
pub use assets::{asset, icon_address};
pub use comparison::comparison;
pub use docs::docs;
pub use document::document;
pub use failure::problem;
pub use home::home;
pub use lists::{index as lists_index, list};
pub use results::results;
pub use statistics::statistics;

use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use crate::answer;
use crate::problem::Problem;

/// A rendered page with its tag.
fn show(request: &HttpRequest, page: &impl Template) -> Result<HttpResponse, Problem> {
    let html = page.render().map_err(Problem::internal)?;
    Ok(answer::text(request, answer::HTML, html))
}
