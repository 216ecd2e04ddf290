//! `/feeds/{feed}.atom`: lists as Atom.

use actix_web::{HttpRequest, HttpResponse, web};
use tongcha::Day;
use tongcha::search::{ListItem, ListKind, ListResponse};

use super::lists::list_request;
use super::segment;
use crate::address::{PublicUrl, origin};
use crate::answer;
use crate::atom::{Entry, Feed};
use crate::parameters::{self, Parameters, Unknown, encode};
use crate::problem::{Code, Problem};
use crate::state::State;

/// A feed: its name in addresses, its title and the lists in it.
pub struct FeedKind {
    /// Its name in addresses.
    pub name: &'static str,
    /// Its title.
    pub title: &'static str,
    lists: &'static [ListKind],
}

/// Every feed.
pub static FEEDS: [FeedKind; 3] = [
    FeedKind {
        name: "new",
        title: "新公布",
        lists: &[ListKind::NewlyPublished],
    },
    FeedKind {
        name: "changed",
        title: "新近修改、废止",
        lists: &[ListKind::Changed, ListKind::Repealed],
    },
    FeedKind {
        name: "expiring",
        title: "即将到期",
        lists: &[ListKind::Expiring],
    },
];

/// `GET /feeds/{feed}.atom`.
pub async fn show_feed(
    request: HttpRequest,
    state: web::Data<State>,
) -> Result<HttpResponse, Problem> {
    let query = request.query_string();
    let read = Parameters::read(query, &parameters::FEED, Unknown::Refuse)?;
    let name = segment(&request, "feed");
    let kind = FEEDS
        .iter()
        .find(|kind| kind.name == name)
        .ok_or_else(|| no_such(&name))?;
    let wanted = kind
        .lists
        .iter()
        .map(|list| list_request(&read, *list, &parameters::FEED_LIMIT))
        .collect::<Result<Vec<_>, _>>()?;
    let limit = wanted.first().map_or(0, |wanted| wanted.limit);
    let lists = state
        .ask(move |searcher, _| {
            let lists = wanted.iter().map(|wanted| searcher.list(wanted));
            lists.collect::<Result<Vec<_>, _>>()
        })
        .await?;
    let tag = tag(&state);
    let mut entries: Vec<Entry> = lists.iter().flat_map(|list| entries(list, &tag)).collect();
    // Lists come in their order; what two of them give is put together by day.
    if kind.lists.len() > 1 {
        entries.sort_by(|a, b| b.updated.cmp(&a.updated));
    }
    entries.truncate(limit);
    let updated = match entries.iter().map(|entry| &entry.updated).max() {
        Some(newest) => newest.clone(),
        // Nothing turned: the feed is as old as the index.
        None => state.statistics().await?.published.clone(),
    };
    let address = match query.is_empty() {
        true => format!("/feeds/{name}.atom"),
        false => format!("/feeds/{name}.atom?{query}"),
    };
    let feed = Feed {
        id: format!("{tag}{address}"),
        title: format!("{} - {}", kind.title, state.config.site.name),
        author: state.config.site.name.clone(),
        origin: origin(&request, &state),
        address,
        updated,
        entries,
    };
    Ok(answer::text(&request, crate::atom::MEDIA_TYPE, feed.xml()))
}

/// Identifiers are tag URIs (RFC 4151), which stay when the service moves to another address: of the configured host,
/// else of a fixed word, never of what a request says.
fn tag(state: &State) -> String {
    let public = state.config.public_url.as_ref();
    let authority = public.and_then(PublicUrl::tag_authority);
    format!("tag:{},2026:", authority.unwrap_or("tongcha"))
}

fn entries<'a>(list: &'a ListResponse, tag: &'a str) -> impl Iterator<Item = Entry> + 'a {
    list.items
        .iter()
        .filter_map(move |item| entry(list, tag, item, item.day?))
}

fn entry(list: &ListResponse, tag: &str, item: &ListItem, day: Day) -> Option<Entry> {
    let kind = list.kind.as_str();
    let id = encode(&item.document.id);
    let by = item
        .other
        .as_ref()
        .map_or(String::new(), |other| format!("/{}", encode(&other.id)));
    // What is to come was news on the day when it came near.
    let updated = match (list.kind.is_to_come(), list.days) {
        (true, Some(days)) => Day::from_days_since_epoch(day.days_since_epoch() - i64::from(days))?,
        _ => day,
    };
    let sentence = item.sentence.iter().map(|sentence| format!("“{sentence}”"));
    let summary: Vec<String> = std::iter::once(item.reason.clone())
        .chain(sentence)
        .collect();
    Some(Entry {
        id: format!("{tag}{kind}/{day}/{id}{by}"),
        title: format!("{}：{}", list.label, item.document.title),
        address: format!("/doc/{id}"),
        related: item
            .other
            .as_ref()
            .map(|other| format!("/doc/{}", encode(&other.id))),
        updated: format!("{updated}T00:00:00+08:00"),
        category: (kind.to_owned(), list.label.clone()),
        summary: summary.join("\n"),
    })
}

fn no_such(name: &str) -> Problem {
    let name: String = name.chars().take(40).collect();
    let known = FEEDS.each_ref().map(|kind| kind.name).join(", ");
    Problem::new(
        Code::NotFound,
        format!("没有订阅源“{name}”；可用的订阅源：{known}"),
        format!("there is no feed {name:?}; there are {known}"),
    )
}
