//! `/display`: the switches of the pages. A form of buttons, so that they work without JavaScript.

use actix_web::http::header::{CACHE_CONTROL, LOCATION, SET_COOKIE};
use actix_web::{HttpRequest, HttpResponse, web};

use crate::bilingual::Said;
use crate::display::{Display, Switch, place_here};
use crate::parameters::{self, Parameters, Unknown};
use crate::problem::Problem;
use crate::state::State;

/// Where the form is sent.
pub const DISPLAY_PATH: &str = "/display";

/// `POST /display`: turns one switch, and goes back.
pub async fn turn(
    request: HttpRequest,
    state: web::Data<State>,
    body: web::Bytes,
) -> Result<HttpResponse, Problem> {
    // What is no UTF-8 has no switch in it either.
    let body = str::from_utf8(&body).unwrap_or_default();
    let read = Parameters::read(body, &parameters::DISPLAY, Unknown::LeaveOut)?;
    let word = read.text(&parameters::SWITCH)?.unwrap_or_default();
    let Some(switch) = Switch::of(&word) else {
        let words = Switch::ALL.map(Switch::word).join(", ");
        return Err(Problem::invalid(
            parameters::SWITCH.name,
            Said::new(
                format!("应当是其中之一：{words}"),
                format!("it is one of {words}"),
            ),
        ));
    };
    let back = read.text(&parameters::BACK)?.unwrap_or_default();
    let back = place_here(&back).unwrap_or("/");
    let display = Display::of(request.headers()).turned(switch);
    let is_secure = state
        .config
        .public_url
        .as_ref()
        .is_some_and(|url| url.to_string().starts_with("https://"));
    Ok(HttpResponse::SeeOther()
        .insert_header((LOCATION, back))
        .insert_header((SET_COOKIE, display.set_cookie(is_secure)))
        .insert_header((CACHE_CONTROL, "no-store"))
        .finish())
}
