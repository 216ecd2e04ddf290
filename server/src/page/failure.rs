//! The page of a problem: what is wrong, what to change, and the way on.

use askama::Template;

use super::frame::Frame;
use super::look::Look;
use crate::bilingual::Tongue;
use crate::config::Site;
use crate::problem::{Code, Problem};

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    frame: Frame,
    title: &'static str,
    detail: String,
    advice: &'static str,
}

/// A problem as a page.
pub fn problem(site: &Site, look: &Look, problem: &Problem) -> String {
    // The pages are Chinese throughout.
    let title = problem.title(Tongue::Chinese);
    let page = ProblemPage {
        frame: Frame::new(site, title),
        title,
        detail: problem.detail(Tongue::Chinese).to_owned(),
        advice: match problem.code() {
            Code::Overloaded | Code::TimedOut | Code::Internal => {
                "页面没有丢失，稍后刷新即可重试。"
            }
            _ => "可以回到首页重新查询。",
        },
    };
    // Rendering to a string fails only where a field does, and these are plain texts.
    look.render(&page).unwrap_or_default()
}
