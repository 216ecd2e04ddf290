//! Where links lead: addresses of documents, and of searches that differ from this one in one thing.

use std::fmt;

use tongcha::document::Day;
use tongcha::document::{Kind, Status};
use tongcha::query::{Level, Order, Sort};
use tongcha::relation::RelationKind;
use tongcha::search::{
    InterpretationKind, MatchMode, SearchRequest, SearchScope, TextLink, Versions,
};

use crate::parameters::encode;

/// Address of a document, the words of the search marked in it.
pub fn document(id: &str, q: &str) -> String {
    with_query(format!("/doc/{}", encode(id)), q)
}

/// Address of an article of its own.
pub fn article(id: &str, n: &str, q: &str) -> String {
    with_query(format!("/doc/{}/art/{}", encode(id), encode(n)), q)
}

/// The anchor of a passage in its document: `art-12`.
pub fn anchor(n: &str) -> String {
    format!("art-{n}")
}

/// Address of a document, at one of its passages if that is known.
pub fn place(id: &str, n: Option<&str>) -> String {
    match n {
        Some(n) => place_marked(id, n, ""),
        None => document(id, ""),
    }
}

/// Where a link in a text of a document leads: to one of its own articles, or to another document.
pub fn target(own: &str, link: &TextLink) -> String {
    let id = link.document.as_deref().unwrap_or(own);
    place(id, link.article.as_deref())
}

/// Address of a comparison of two documents.
pub fn comparison(id: &str, with: &str) -> String {
    format!("/doc/{}/compare?with={}", encode(id), encode(with))
}

/// Address of a comparison in the API, as plain text.
pub fn comparison_text(id: &str, with: &str) -> String {
    format!(
        "/api/v1/documents/{}/diff?with={}&format=txt",
        encode(id),
        encode(with)
    )
}

/// Address of the relations of a document in the API.
pub fn relations(id: &str, kind: Option<RelationKind>) -> String {
    let kind = kind.map_or_else(String::new, |kind| format!("?kind={}", kind.as_str()));
    format!("/api/v1/documents/{}/relations{kind}", encode(id))
}

/// Address of a document at one of its passages, the words of the search marked in it. A browser keeps what stands behind
/// `#` for itself, so `at` says it again: of a long text the page with the passage is shown.
pub fn place_marked(id: &str, n: &str, q: &str) -> String {
    let n = encode(n);
    let address = with_parameter(document(id, q), "at", &n);
    format!("{address}#{}", anchor(&n))
}

/// Address that sends on to an article by its number.
pub fn goto(id: &str) -> String {
    format!("/doc/{}/goto", encode(id))
}

fn with_query(address: String, q: &str) -> String {
    if q.is_empty() {
        address
    } else {
        format!("{address}?q={}", encode(q))
    }
}

/// The address as of a day: pages that are reached from a page for another day than today keep that day. A place in the
/// page stays behind it.
pub fn at_day(address: String, as_of: Day) -> String {
    if as_of == Day::today() {
        return address;
    }
    with_parameter(address, "as_of", &as_of.to_string())
}

/// The address with one more parameter, whose value is encoded already. A place in the page stays behind it.
pub fn with_parameter(address: String, name: &str, value: &str) -> String {
    let (page, place) = match address.find('#') {
        Some(at) => address.split_at(at),
        None => (address.as_str(), ""),
    };
    let joint = if page.contains('?') { '&' } else { '?' };
    format!("{page}{joint}{name}={value}{place}")
}

/// Address of a document in the API, in one of its formats.
pub fn download(id: &str, format: &str) -> String {
    format!("/api/v1/documents/{}?format={format}", encode(id))
}

/// Address of a search: its parameters, without the page and whatever is so by default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchAddress {
    pairs: Vec<(&'static str, String)>,
}

impl SearchAddress {
    /// The address of a search.
    pub fn of(request: &SearchRequest) -> Self {
        let filters = &request.filters;
        let mut address = Self::default();
        address.add("q", Some(&request.q).filter(|q| !q.is_empty()));
        address.add(
            "level",
            (request.level == Level::Article).then_some("article"),
        );
        address.add("collection", &filters.collection);
        address.add("kind", filters.kind.iter().copied().map(Kind::as_str));
        address.add("authority", &filters.authority);
        address.add("region", &filters.region);
        address.add("theme", &filters.theme);
        address.add("status", filters.status.iter().copied().map(Status::as_str));
        address.add("year", &filters.year);
        address.add("number", &filters.number);
        address.add("issued_from", filters.issued.from);
        address.add("issued_to", filters.issued.to);
        address.add("effective_from", filters.effective.from);
        address.add("effective_to", filters.effective.to);
        address.add("near", &request.near);
        address.add(
            "as_of",
            Some(request.as_of).filter(|day| *day != Day::today()),
        );
        address.add("scope", scope(request.scope));
        address.add(
            "match",
            (request.mode == MatchMode::Exact).then_some("exact"),
        );
        address.add(
            "versions",
            (request.versions == Versions::All).then_some("all"),
        );
        address.add("sort", sort(request.sort));
        address.add(
            "order",
            request
                .order
                .map(|order| if order == Order::Asc { "asc" } else { "desc" }),
        );
        address.add("size", Some(request.size).filter(|size| *size != 10));
        address.add("literal", request.literal.then_some("1"));
        let ignored = request.ignored.iter().copied();
        address.add("ignore", ignored.map(InterpretationKind::as_str));
        address.add("explain", request.explain.then_some("1"));
        address
    }

    fn add(&mut self, name: &'static str, values: impl IntoIterator<Item = impl fmt::Display>) {
        self.pairs
            .extend(values.into_iter().map(|value| (name, value.to_string())));
    }

    /// Whether it asks for this value.
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.pairs
            .iter()
            .any(|(of, held)| *of == name && held == value)
    }

    /// With this value if it is not there, without it if it is.
    pub fn toggled(&self, name: &'static str, value: &str) -> Self {
        let mut address = self.clone();
        if self.has(name, value) {
            address
                .pairs
                .retain(|(of, held)| !(*of == name && held == value));
        } else {
            address.pairs.push((name, value.to_owned()));
        }
        address
    }

    /// With this value beside those that are there.
    pub fn added(&self, name: &'static str, value: &str) -> Self {
        match self.has(name, value) {
            true => self.clone(),
            false => self.toggled(name, value),
        }
    }

    /// Without what these parameters say.
    pub fn without(&self, names: &[&str]) -> Self {
        let kept = self.pairs.iter().filter(|(name, _)| !names.contains(name));
        Self {
            pairs: kept.cloned().collect(),
        }
    }

    /// With this one value.
    pub fn with(&self, name: &'static str, value: impl fmt::Display) -> Self {
        let mut address = self.without(&[name]);
        address.pairs.push((name, value.to_string()));
        address
    }

    /// The same parameters for another page.
    pub fn at(&self, path: &str) -> String {
        let mut address = path.to_owned();
        for (at, (name, value)) in self.pairs.iter().enumerate() {
            address.push(if at == 0 { '?' } else { '&' });
            address.push_str(name);
            address.push('=');
            address.push_str(&encode(value));
        }
        address
    }

    /// Its parameters, for the hidden fields of a form.
    pub fn pairs(&self) -> &[(&'static str, String)] {
        &self.pairs
    }
}

impl fmt::Display for SearchAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.at("/search"))
    }
}

fn scope(scope: SearchScope) -> Option<&'static str> {
    match scope {
        SearchScope::All => None,
        SearchScope::Title => Some("title"),
        SearchScope::Body => Some("body"),
    }
}

fn sort(sort: Sort) -> Option<&'static str> {
    match sort {
        Sort::Relevance => None,
        Sort::Issued => Some("issued"),
        Sort::Effective => Some("effective"),
        Sort::Rank => Some("rank"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asking::search_request;
    use crate::parameters::{Parameters, SEARCH, Unknown};

    fn request(query: &str) -> SearchRequest {
        let read = Parameters::read(query, &SEARCH, Unknown::Refuse).expect("right parameters");
        search_request(&read).expect("a right search")
    }

    #[test]
    fn a_search_and_its_address_say_the_same() {
        let query = "q=%E5%85%BB%E7%8A%AC%26&level=article&collection=regulations&kind=law&kind=case&authority=a%2Fb\
                     &region=520000&theme=x&status=in_force&year=2020&number=n&issued_from=2020-01-01\
                     &issued_to=2020-12-31&effective_from=2020-02-01&effective_to=2021-12-31&near=330000&as_of=2022-01-01\
                     &scope=title&match=exact&versions=all&sort=rank&order=desc&size=20&literal=1&ignore=region&ignore=time&explain=1";
        let address = SearchAddress::of(&request(query)).to_string();
        assert_eq!(address, format!("/search?{query}"));
        assert_eq!(SearchAddress::of(&request("page=3")).to_string(), "/search");
    }

    #[test]
    fn another_day_is_kept() {
        let past: Day = "2015-01-01".parse().expect("a day");
        let address = |q| at_day(document("d 1", q), past);
        assert_eq!(address(""), "/doc/d%201?as_of=2015-01-01");
        assert_eq!(address("a"), "/doc/d%201?q=a&as_of=2015-01-01");
        assert_eq!(
            at_day(place_marked("d", "3", "a"), past),
            "/doc/d?q=a&at=3&as_of=2015-01-01#art-3"
        );
        assert_eq!(
            at_day(place("d", Some("3")), past),
            "/doc/d?at=3&as_of=2015-01-01#art-3"
        );
        assert_eq!(at_day(document("d", ""), Day::today()), "/doc/d");
    }

    #[test]
    fn values_are_toggled_one_by_one() {
        let address = SearchAddress::of(&request("q=a&kind=law"));
        assert_eq!(
            address.toggled("kind", "case").to_string(),
            "/search?q=a&kind=law&kind=case"
        );
        assert_eq!(address.toggled("kind", "law").to_string(), "/search?q=a");
        assert_eq!(
            address
                .with("sort", "rank")
                .with("sort", "issued")
                .to_string(),
            "/search?q=a&kind=law&sort=issued"
        );
    }
}
