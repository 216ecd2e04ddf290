//! What of a page a reader does not see, and what he sees around the article: menus, paths, buttons, footers.

use super::dom::{NodeId, Page};
use super::tag::{Attribute, Tag};

/// Whether an element and all in it is not shown.
pub(super) fn is_hidden(page: &Page, id: NodeId) -> bool {
    let Some(tag) = page.tag(id) else {
        return false;
    };
    if tag.is_never_text() {
        return true;
    }
    // Word processors export the header and footer of their pages so.
    let is_margin = tag == Tag::Div
        && matches!(
            page.attribute(id, Attribute::Title),
            Some("header" | "footer")
        );
    is_margin
        || page.attribute(id, Attribute::Hidden).is_some()
        || page.attribute(id, Attribute::Style).is_some_and(hides)
}

fn hides(style: &str) -> bool {
    style.split(';').any(|declaration| {
        let Some((name, value)) = declaration.split_once(':') else {
            return false;
        };
        let value = value.trim().trim_end_matches("!important").trim_end();
        match name.trim() {
            name if name.eq_ignore_ascii_case("display") => value.eq_ignore_ascii_case("none"),
            name if name.eq_ignore_ascii_case("visibility") => value.eq_ignore_ascii_case("hidden"),
            _ => false,
        }
    })
}

/// Words in `id` and `class` that name what stands around an article: whole words.
#[rustfmt::skip]
const AROUND_WORDS: [&str; 42] = [
    "nav", "navbar", "menu", "foot", "footer", "header", "sidebar", "aside", "breadcrumb", "breadcrumbs",
    "crumb", "crumbs", "position", "location", "dqwz", "share", "fenxiang", "print", "toolbar", "tool",
    "tools", "copyright", "login", "search", "searchbar", "hotkeyword", "related", "recommend", "relnews",
    "qrcode", "ewm", "erweima", "weixin", "weibo", "pager", "pagination", "friendlink", "friendlinks", "yqlj",
    "banner", "logo", "totop",
];
/// Beginnings of such words.
#[rustfmt::skip]
const AROUND_BEGINNINGS: [&str; 13] = [
    "bdshare", "bds", "jiathis", "qr_", "qrcode", "footer", "mainnav", "navbar", "sidebar", "breadcrumb",
    "backtotop", "copyright", "share",
];

/// Whether an element by its name holds no part of the article. One that holds a good part of all text does, whatever
/// its name says.
pub(super) fn is_around(page: &Page, id: NodeId) -> bool {
    let Some(tag) = page.tag(id) else {
        return false;
    };
    let is_named = matches!(tag, Tag::Nav | Tag::Footer | Tag::Aside)
        || [Attribute::Id, Attribute::Class]
            .iter()
            .filter_map(|&name| page.attribute(id, name))
            .any(|names| names.split_ascii_whitespace().any(names_around));
    is_named && page.text_bytes(id) * 4 < page.text_bytes(super::dom::ROOT)
}

fn names_around(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    AROUND_BEGINNINGS
        .iter()
        .any(|beginning| name.starts_with(beginning))
        || name
            .split(|c: char| !c.is_ascii_alphabetic())
            .any(|word| AROUND_WORDS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::super::tree;
    use super::*;
    use crate::format::Limits;

    fn first(source: &str) -> (bool, bool) {
        let page = tree::build(source, &Limits::default()).expect("built");
        (is_hidden(&page, 1), is_around(&page, 1))
    }

    #[test]
    fn styles_and_tags_hide() {
        let hidden = |source| first(source).0;
        assert!(hidden("<p style='color:red; DISPLAY : none'>甲"));
        assert!(hidden("<p style='visibility:hidden!important'>甲"));
        assert!(hidden("<p hidden>甲") && hidden("<noscript>甲") && hidden("<select>甲"));
        assert!(hidden("<div title=footer>甲"));
        assert!(!hidden("<p style='display:block'>甲") && !hidden("甲") && !hidden("<!--甲-->"));
    }

    #[test]
    fn names_tell_what_is_around() {
        let text = "第一条".repeat(10);
        let around = |names: &str| first(&format!("<div {names}>甲</div>{text}")).1;
        assert!(
            around("class='page-footer x'") && around("id=bdshareBox") && around("class=Crumbs")
        );
        assert!(!around("class=navigator") && !around("class=content") && !around(""));
        assert!(!first(&format!("<div class=footer>{text}</div>甲")).1);
    }
}
