//! How a page looks to whoever asked for it: what the templates need of the request beside their own view.

use std::any::Any;

use actix_web::HttpRequest;
use actix_web::http::Method;
use askama::Template;

use crate::display::{Display, Switch};

/// How a page looks to whoever asked for it. Every template finds it under the name `look`.
#[derive(Debug, Clone)]
pub struct Look {
    /// The switches.
    pub display: Display,
    /// Classes of the page, by which the stylesheet goes.
    pub class: String,
    /// Where the page is, to come back to.
    pub place: String,
}

impl Look {
    /// As the cookie of a request says.
    pub fn of(request: &HttpRequest) -> Self {
        let display = Display::of(request.headers());
        // What was posted cannot be come back to.
        let place = match *request.method() {
            Method::GET | Method::HEAD => {
                request.uri().path_and_query().map(|place| place.as_str())
            }
            _ => None,
        };
        Self {
            display,
            class: display.words(" "),
            place: place.unwrap_or("/").to_owned(),
        }
    }

    /// The switches with whether they are on.
    pub fn switches(&self) -> [(Switch, bool); 5] {
        Switch::ALL.map(|switch| (switch, self.display.has(switch)))
    }

    /// A page that looks so.
    ///
    /// # Errors
    /// When the template fails.
    pub fn render(&self, page: &impl Template) -> Result<String, askama::Error> {
        let values: &[(&str, &dyn Any)] = &[("look", self)];
        page.render_with_values(&values)
    }
}
