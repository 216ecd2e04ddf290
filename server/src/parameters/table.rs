//! The table of parameters: every one that the service takes, with its bounds.

use tongcha::document::{Kind, Status};
use tongcha::query::{FacetField, QUERY_CHARS_MAX};
use tongcha::relation::RelationKind;
use tongcha::search::{InterpretationKind, LIST_DAYS_MAX, RELATIONS_MAX};

use super::{Parameter, Shape};

const fn parameter(name: &'static str, shape: Shape, about: &'static str) -> Parameter {
    Parameter {
        name,
        repeats: false,
        shape,
        about,
    }
}

const fn repeating(name: &'static str, shape: Shape, about: &'static str) -> Parameter {
    Parameter {
        name,
        repeats: true,
        shape,
        about,
    }
}

const fn text(chars_max: usize) -> Shape {
    Shape::Text { chars_max }
}

const fn number(from: usize, to: usize, default: Option<usize>) -> Shape {
    Shape::Number { from, to, default }
}

/// What was typed.
pub static Q: Parameter = parameter(
    "q",
    text(QUERY_CHARS_MAX),
    "What to look for: words, \"phrases\", -without, OR, 标题: 文号: 机关:; a title, a document number.",
);
/// Documents or articles.
pub static LEVEL: Parameter = parameter(
    "level",
    Shape::Choice(|| vec!["document", "article"]),
    "Whether a hit is a document with its best articles (default) or a single article.",
);
/// Collections.
pub static COLLECTION: Parameter = repeating("collection", text(64), "Only these collections.");
/// Sorts of document.
pub static KIND: Parameter = repeating(
    "kind",
    Shape::Choice(|| Kind::ALL.into_iter().map(Kind::as_str).collect()),
    "Only these sorts of document; Chinese names are understood, too.",
);
/// Organs.
pub static AUTHORITY: Parameter = repeating(
    "authority",
    text(200),
    "Only these issuing organs, by full name.",
);
/// Places.
pub static REGION: Parameter = repeating(
    "region",
    text(64),
    "Only these places, by code of GB/T 2260; a province's code lets its cities and counties through.",
);
/// A place that is preferred.
pub static NEAR: Parameter = parameter(
    "near",
    text(6),
    "A place that is preferred, by code of GB/T 2260: of what answers alike, its documents come first. It leaves out \
     nothing, and where the words name a place, that one is preferred instead.",
);
/// Themes.
pub static THEME: Parameter = repeating(
    "theme",
    text(200),
    "Only these themes; a first-level theme lets its second levels through.",
);
/// States.
pub static STATUS: Parameter = repeating(
    "status",
    Shape::Choice(|| Status::ALL.into_iter().map(Status::as_str).collect()),
    "Only these states of validity at `as_of`; Chinese names are understood, too.",
);
/// Years of publication.
pub static YEAR: Parameter = repeating(
    "year",
    number(1, 9999, None),
    "Only these years of publication.",
);
/// A document number.
pub static NUMBER: Parameter = parameter(
    "number",
    text(200),
    "Only this document number (文号), in any spelling.",
);
/// First day of publication.
pub static ISSUED_FROM: Parameter =
    parameter("issued_from", Shape::Day, "Published on this day or later.");
/// Last day of publication.
pub static ISSUED_TO: Parameter =
    parameter("issued_to", Shape::Day, "Published on this day or before.");
/// First day of entry into force.
pub static EFFECTIVE_FROM: Parameter = parameter(
    "effective_from",
    Shape::Day,
    "In force from this day or later.",
);
/// Last day of entry into force.
pub static EFFECTIVE_TO: Parameter = parameter(
    "effective_to",
    Shape::Day,
    "In force from this day or before.",
);
/// The asked day.
pub static AS_OF: Parameter = parameter(
    "as_of",
    Shape::Day,
    "The day at which validity is asked; today in Asia/Shanghai by default.",
);
/// Where words are looked for.
pub static SCOPE: Parameter = parameter(
    "scope",
    Shape::Choice(|| vec!["all", "title", "body"]),
    "Where the words are looked for: everywhere (default), in titles, in the text.",
);
/// How words are matched.
pub static MATCH: Parameter = parameter(
    "match",
    Shape::Choice(|| vec!["smart", "exact"]),
    "By words (default), or every piece as a phrase, character by character.",
);
/// Order of hits.
pub static SORT: Parameter = parameter(
    "sort",
    Shape::Choice(|| vec!["relevance", "issued", "effective", "rank"]),
    "What hits are ordered by: how well they answer (default), day of publication, day of entry into force, rank.",
);
/// Direction.
pub static ORDER: Parameter = parameter(
    "order",
    Shape::Choice(|| vec!["asc", "desc"]),
    "Direction of the order: descending by default, ascending for `rank`.",
);
/// The page.
pub static PAGE: Parameter = parameter(
    "page",
    number(1, 1_000, Some(1)),
    "The page; page × size is at most 1000.",
);
/// Hits on a page.
pub static SIZE: Parameter = parameter("size", number(1, 50, Some(10)), "Hits on a page.");
/// Facets.
pub static FACETS: Parameter = parameter(
    "facets",
    Shape::List(|| FacetField::ALL.into_iter().map(FacetField::name).collect()),
    "Facets to count, separated by commas; all by default, none when empty.",
);
/// Words as they are.
pub static LITERAL: Parameter = parameter(
    "literal",
    Shape::Flag,
    "1: take the words as they are; nothing is loosened when nothing is found.",
);
/// What is not to be understood.
pub static IGNORE: Parameter = repeating(
    "ignore",
    Shape::Choice(|| {
        InterpretationKind::ALL
            .into_iter()
            .map(InterpretationKind::as_str)
            .collect()
    }),
    "Do not understand these sorts of things of the words: the `type` of an interpretation that was not meant.",
);
/// A reference.
pub static REF: Parameter = parameter(
    "ref",
    text(QUERY_CHARS_MAX),
    "A document number (文号), a title, another name, or a name with articles (X法第N条).",
);
/// Why.
pub static EXPLAIN: Parameter = parameter(
    "explain",
    Shape::Flag,
    "1: say how each score came about, in `explain` and `explanation`; it costs a run of the plan for each word.",
);
/// Completions.
pub static LIMIT: Parameter = parameter("limit", number(1, 20, Some(10)), "How many completions.");
/// Characters of completions.
pub static SCRIPT: Parameter = parameter(
    "script",
    Shape::Choice(|| vec!["hans", "hant"]),
    "`hant`: each completion also says in `shown` how it is read in traditional characters. `text` stays as it is asked.",
);
/// Format of a document.
pub static FORMAT: Parameter = parameter(
    "format",
    Shape::Choice(|| vec!["json", "txt", "md", "html", "jsonld", "akn", "docx"]),
    "The format; without it `Accept` decides, and JSON is the default.",
);

/// Versions.
pub static VERSIONS: Parameter = parameter(
    "versions",
    Shape::Choice(|| vec!["folded", "all"]),
    "Whether the versions and parts of one work are one hit (`folded`, default), the others in its `version_ids`, or a \
     hit each.",
);
/// Sorts of relations.
pub static RELATION_KIND: Parameter = repeating(
    "kind",
    Shape::Choice(|| {
        RelationKind::ALL
            .into_iter()
            .map(RelationKind::as_str)
            .collect()
    }),
    "Only these relations.",
);
/// An article.
pub static ARTICLE: Parameter = parameter(
    "article",
    text(16),
    "Of the relations that others state, only those that name this article (`12`, `133-1`).",
);
/// How many relations to pass over.
pub static OFFSET: Parameter = parameter(
    "offset",
    number(0, 1_000_000, Some(0)),
    "How many relations of each direction to pass over.",
);
/// How many relations.
pub static RELATIONS_LIMIT: Parameter = parameter(
    "limit",
    number(1, RELATIONS_MAX, Some(RELATIONS_MAX)),
    "How many relations of each direction.",
);
/// The other document of a comparison.
pub static WITH: Parameter = parameter(
    "with",
    text(200),
    "The document to compare with, by id. Required.",
);
/// Format of a comparison.
pub static DIFF_FORMAT: Parameter = parameter(
    "format",
    Shape::Choice(|| vec!["json", "txt"]),
    "The format: JSON by default, or the differences as plain text.",
);

/// A table of parameters with those that choose documents in its middle: searches, lists and feeds share them.
macro_rules! with_filters {
    ([$($before:expr),*], $($after:expr),* $(,)?) => {
        [
            $($before,)*
            &COLLECTION,
            &KIND,
            &AUTHORITY,
            &REGION,
            &THEME,
            &STATUS,
            &YEAR,
            &NUMBER,
            &ISSUED_FROM,
            &ISSUED_TO,
            &EFFECTIVE_FROM,
            &EFFECTIVE_TO,
            &AS_OF,
            $($after,)*
        ]
    };
}

/// A table of parameters with those that choose hits first.
macro_rules! with_search {
    ($($after:expr),* $(,)?) => {
        with_filters![[&Q, &LEVEL], &NEAR, &SCOPE, &MATCH, &VERSIONS, &LITERAL, &IGNORE, $($after,)*]
    };
}

/// Parameters of `/api/v1/search`.
pub static SEARCH: [&Parameter; 27] = with_search![&SORT, &ORDER, &PAGE, &SIZE, &FACETS, &EXPLAIN];
/// Where an export goes on.
pub static CURSOR: Parameter = parameter(
    "cursor",
    text(96),
    "Go on behind the line that carries this cursor. It holds for one generation of the index and for one search with \
     its level and `as_of`: ask with the same parameters.",
);
/// Parameters of `/api/v1/export`: those of the search that choose hits. Hits come in the order of the index.
pub static EXPORT: [&Parameter; 22] = with_search![&CURSOR];
/// Parameters of `/api/v1/suggest`.
pub static SUGGEST: [&Parameter; 3] = [&Q, &LIMIT, &SCRIPT];
/// Parameters of `/api/v1/resolve`.
pub static RESOLVE: [&Parameter; 2] = [&REF, &AS_OF];
/// Parameters of `/api/v1/documents/{id}`.
pub static DOCUMENT: [&Parameter; 2] = [&FORMAT, &AS_OF];
/// Parameters of `/api/v1/documents/{id}/relations`.
pub static RELATIONS: [&Parameter; 5] =
    [&RELATION_KIND, &ARTICLE, &OFFSET, &RELATIONS_LIMIT, &AS_OF];
/// Parameters of `/api/v1/documents/{id}/diff`.
pub static DIFF: [&Parameter; 3] = [&WITH, &DIFF_FORMAT, &AS_OF];
/// Parameters of `/api/v1/works/{work_id}`, `/api/v1/documents/{id}/articles/{n}` and `/api/v1/stats`.
pub static DAY_ONLY: [&Parameter; 1] = [&AS_OF];
/// Everything of a comparison.
pub static ALL: Parameter = parameter("all", Shape::Flag, "1: show what did not change, too.");
/// Parameters of the page that compares two documents.
pub static COMPARISON_PAGE: [&Parameter; 3] = [&WITH, &ALL, &AS_OF];
/// The number of an article.
pub static N: Parameter = parameter("n", text(40), "The number of an article: `12`, `133-1`.");
/// Parameters of the page that sends on to an article.
pub static GOTO: [&Parameter; 3] = [&N, &Q, &AS_OF];
/// Parameters of the preview of a citation.
pub static PREVIEW: [&Parameter; 2] = [&N, &AS_OF];
/// Which way relations lead.
pub static DIRECTION: Parameter = parameter(
    "direction",
    Shape::Choice(|| vec!["out", "in"]),
    "Only what the document states (`out`), or what others state of it (`in`).",
);
/// Parameters of the page of all relations.
pub static RELATIONS_PAGE: [&Parameter; 4] = [&RELATION_KIND, &DIRECTION, &PAGE, &AS_OF];
/// A place in a text.
pub static AT: Parameter = parameter(
    "at",
    text(40),
    "The article that is meant (`12`, `133-1`): of a long text, the page that has it.",
);
/// All of a text.
pub static WHOLE: Parameter = parameter(
    "whole",
    Shape::Flag,
    "1: all of a long text on one page, for printing.",
);
/// Parameters of the page of a document.
pub static DOCUMENT_PAGE: [&Parameter; 5] = [&Q, &AT, &PAGE, &WHOLE, &AS_OF];
/// Parameters of the page of an article.
pub static ARTICLE_PAGE: [&Parameter; 2] = [&Q, &AS_OF];
/// Parameters of the box for other sites.
pub static EMBED: [&Parameter; 1] = [&NEAR];

/// The window of a list.
pub static DAYS: Parameter = parameter(
    "days",
    number(1, LIST_DAYS_MAX as usize, None),
    "Only what turned in so many days up to `as_of`, after it for what is to come; 30 by default for lists that go by \
     days, everything for the others.",
);
/// How many items to pass over.
pub static LIST_OFFSET: Parameter = parameter(
    "offset",
    number(0, 1_000_000, Some(0)),
    "How many items to pass over.",
);
/// How many items of a list.
pub static LIST_LIMIT: Parameter = parameter("limit", number(1, 200, Some(50)), "How many items.");
/// How many entries of a feed.
pub static FEED_LIMIT: Parameter =
    parameter("limit", number(1, 100, Some(50)), "How many entries.");
/// Parameters of `/api/v1/lists/{kind}`.
pub static LIST: [&Parameter; 16] = with_filters![[], &DAYS, &LIST_OFFSET, &LIST_LIMIT];
/// Parameters of the page of a list.
pub static LIST_PAGE: [&Parameter; 15] = with_filters![[], &DAYS, &PAGE];
/// Parameters of `/feeds/{feed}.atom`.
pub static FEED: [&Parameter; 15] = with_filters![[], &DAYS, &FEED_LIMIT];

/// What is turned on the pages.
pub static SWITCH: Parameter = parameter("switch", text(16), "The switch that is turned.");
/// Where to go when a switch is turned: as long as an address may be.
pub static BACK: Parameter = parameter("back", text(8 * 1024), "The page to go back to.");
/// Fields of the form of `/display`.
pub static DISPLAY: [&Parameter; 2] = [&SWITCH, &BACK];
