//! Pages in traditional characters: what is read is converted, what is an address or goes into a form is not.
//!
//! The characters are those in common use (OpenCC `s2hk`: 為 and 裏, no other region's vocabulary).

use std::sync::LazyLock;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::middleware::Next;
use actix_web::{Error, web};
use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;

use crate::answer;
use crate::display::Display;
use crate::problem::Problem;

static OPENCC: LazyLock<OpenCC> = LazyLock::new(|| {
    // The dictionaries are in the program; a test converts with them.
    OpenCC::from_config(BuiltinConfig::S2hk).expect("dictionaries that are built in")
});

/// Attributes that are read to people.
const READ_ATTRIBUTES: [&str; 4] = ["title", "aria-label", "placeholder", "alt"];
/// Elements inside a sentence. Words go on across them, and words decide how a character is written.
const INLINE: [&str; 10] = [
    "a", "mark", "span", "strong", "em", "small", "del", "ins", "code", "time",
];
/// Elements whose content is no text of the page: programs read it, or it is what somebody typed.
const KEPT: [&str; 3] = ["script", "style", "textarea"];

/// The step behind the routes: pages of readers who want them so are converted. Inside what compresses and keeps them, so
/// that each is converted once.
///
/// # Errors
/// Those of the route.
pub async fn convert(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let is_wanted = Display::of(request.headers()).is_traditional;
    let response = next.call(request).await?.map_into_boxed_body();
    let held = response.headers().get(CONTENT_TYPE);
    let is_page = held.is_some_and(|held| held == answer::HTML);
    if !is_wanted || !is_page || response.status() != StatusCode::OK {
        return Ok(response);
    }
    let (request, response) = response.into_parts();
    let (response, body) = response.into_parts();
    let body = match body.try_into_bytes() {
        Ok(body) => body,
        Err(stream) => return Ok(ServiceResponse::new(request, response.set_body(stream))),
    };
    // Off the threads that talk to the network: the longest law takes a while.
    let html = web::block(move || to_traditional(&String::from_utf8_lossy(&body))).await;
    let html = html.map_err(Problem::internal)?;
    Ok(ServiceResponse::new(
        request,
        response.set_body(BoxBody::new(html)),
    ))
}

/// A text in traditional characters.
pub fn traditional(text: &str) -> String {
    OPENCC.convert(text)
}

/// A page of ours, converted. The markup stays as it is, byte for byte, but for the attributes that are read.
pub fn to_traditional(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut run = Run::default();
    let mut rest = html;
    while !rest.is_empty() {
        if !rest.starts_with('<') {
            let (text, after) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
            run.pieces.push(Piece::Text(text));
            rest = after;
            continue;
        }
        let (tag, after) = rest.split_at(tag_len(rest));
        rest = after;
        let name = tag_name(tag);
        run.pieces.push(Piece::Tag(tag));
        if !INLINE.contains(&name) {
            run.write(&mut out);
        }
        if KEPT.contains(&name) && !tag.starts_with("</") {
            let end = rest.find(&format!("</{name}")).unwrap_or(rest.len());
            out.push_str(&rest[..end]);
            rest = &rest[end..];
        }
    }
    run.write(&mut out);
    out
}

/// Bytes of the tag that a text begins with. A `>` inside quotes does not end it.
fn tag_len(text: &str) -> usize {
    let mut is_quoted = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'>' if !is_quoted => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn tag_name(tag: &str) -> &str {
    let name = tag.trim_start_matches(['<', '/']);
    let end = name
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(name.len());
    &name[..end]
}

enum Piece<'html> {
    Text(&'html str),
    Tag(&'html str),
}

/// Text with the tags inside it, up to where a paragraph or the like ends.
#[derive(Default)]
struct Run<'html> {
    pieces: Vec<Piece<'html>>,
}

impl Run<'_> {
    /// Writes the text, converted as a whole, with its tags where they were.
    fn write(&mut self, out: &mut String) {
        let texts = self.pieces.iter().filter_map(|piece| match piece {
            Piece::Text(text) => Some(*text),
            Piece::Tag(_) => None,
        });
        let whole: String = texts.collect();
        let converted = OPENCC.convert(&whole);
        // Nearly always a character becomes one character. Where it does not, tags would move: each text goes by itself.
        let is_even = converted.chars().count() == whole.chars().count();
        let mut left = converted.as_str();
        for piece in self.pieces.drain(..) {
            match piece {
                Piece::Tag(tag) => write_tag(tag, out),
                Piece::Text(text) if is_even => {
                    let end = left
                        .char_indices()
                        .nth(text.chars().count())
                        .map_or(left.len(), |(at, _)| at);
                    out.push_str(&left[..end]);
                    left = &left[end..];
                }
                Piece::Text(text) => out.push_str(&OPENCC.convert(text)),
            }
        }
    }
}

/// Writes a tag with the attributes converted that are read. Values are quoted: the template engine escapes quotes in them.
fn write_tag(tag: &str, out: &mut String) {
    let mut rest = tag;
    while let Some(at) = rest.find("=\"") {
        let (before, value) = rest.split_at(at + 2);
        let end = value.find('"').unwrap_or(value.len());
        let name = before[..at]
            .rsplit(|c: char| c.is_ascii_whitespace())
            .next()
            .unwrap_or_default();
        out.push_str(before);
        match READ_ATTRIBUTES.contains(&name) {
            true => out.push_str(&OPENCC.convert(&value[..end])),
            false => out.push_str(&value[..end]),
        }
        rest = &value[end..];
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(simplified: &str, traditional: &str) {
        assert_eq!(to_traditional(simplified), traditional);
    }

    #[test]
    fn words_decide_how_a_character_is_written() {
        check(
            "<p>头发发展，皇后后来，里程在这里，干部干净</p>",
            "<p>頭髮發展，皇后後來，里程在這裏，幹部乾淨</p>",
        );
        check(
            "<p>制定和复制，台湾省、台风</p>",
            "<p>制定和複製，台灣省、颱風</p>",
        );
        // A mark in the middle of a word changes nothing.
        check(
            "<p>头<mark>发</mark>，<a href=\"/doc/发\">理<mark>发</mark></a></p>",
            "<p>頭<mark>髮</mark>，<a href=\"/doc/发\">理<mark>髮</mark></a></p>",
        );
        // But a word does not go on in the next cell.
        check("<td>头</td><td>发</td>", "<td>頭</td><td>發</td>");
    }

    #[test]
    fn addresses_values_and_programs_stay() {
        check(
            "<input name=\"q\" value=\"头发\" placeholder=\"标题 > 条文\"><a href=\"/search?q=头发\" title=\"查看\">执行</a>",
            "<input name=\"q\" value=\"头发\" placeholder=\"標題 > 條文\"><a href=\"/search?q=头发\" title=\"查看\">執行</a>",
        );
        check(
            "<script type=\"application/ld+json\">{\"name\":\"头发<b>\"}</script><style>a::before{content:\"发\"}</style><p>发</p>",
            "<script type=\"application/ld+json\">{\"name\":\"头发<b>\"}</script><style>a::before{content:\"发\"}</style><p>發</p>",
        );
        check(
            "<p>&lt;script&gt;&#34;发布&#34; a &amp; b</p>",
            "<p>&lt;script&gt;&#34;發佈&#34; a &amp; b</p>",
        );
    }

    #[test]
    fn a_broken_page_does_not_stop_it() {
        for text in ["", "<", "<p", "<p title=\"发", "<textarea>发", "</", "<>发"] {
            to_traditional(text);
        }
    }
}
