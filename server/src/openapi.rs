//! The OpenAPI 3.1 description: paths from the table of parameters, shapes from core's own types.

use std::sync::LazyLock;

use tongcha::search::{
    ArticleRecord, CheckReport, Comparison, DocumentRecord, ListResponse, RelationsRecord,
    Resolution, SearchResponse, SearchStatistics,
};
use utoipa::openapi::path::{
    HttpMethod, OperationBuilder, ParameterBuilder, ParameterIn, ParameterStyle,
};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::schema::{
    ArrayBuilder, ComponentsBuilder, KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type,
};
use utoipa::openapi::{
    ContentBuilder, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, PathItem, PathsBuilder,
    Ref, RefOr, Required, ResponseBuilder,
};
use utoipa::{PartialSchema, ToSchema};

use crate::parameters::{self, Parameter, Shape};
use crate::problem::{CODES, ProblemBody};
use crate::routes::{CHECK_PATH, CheckRequest, Health, SuggestResponse};

/// The description of the API.
pub fn document() -> &'static OpenApi {
    static DOCUMENT: LazyLock<OpenApi> = LazyLock::new(describe);
    &DOCUMENT
}

/// One address, as it is described.
struct Described {
    path: &'static str,
    id: &'static str,
    summary: &'static str,
    about: &'static str,
    places: &'static [(&'static str, &'static str)],
    parameters: &'static [&'static Parameter],
    /// What is sent, for addresses that take POST.
    body: Option<RefOr<Schema>>,
    contents: Vec<(&'static str, RefOr<Schema>)>,
    statuses: &'static [u16],
}

const ID: (&str, &str) = ("id", "Identifier of the document.");
const WORK_ID: (&str, &str) = ("work_id", "Identifier of the work, as documents have it.");
const N: (&str, &str) = (
    "n",
    "The article: `12` is 第十二条, `133-1` is 第一百三十三条之一.",
);

const LIST_KIND: (&str, &str) = (
    "kind",
    "Which list: `newly_published`, `newly_in_force`, `coming_into_force`, `expiring`, `changed`, `repealed`, \
     `basis_lost`, `former_organs`, `contradicted`, `presumed`, `unresolved`, `near_titles`.",
);
const FEED: (&str, &str) = ("feed", "Which feed: `new`, `changed`, `expiring`.");

fn addresses() -> Vec<Described> {
    let text = || {
        RefOr::T(
            ObjectBuilder::new()
                .schema_type(Type::String)
                .build()
                .into(),
        )
    };
    let json = "application/json";
    let describe = |path, id, summary, about| Described {
        path,
        id,
        summary,
        about,
        places: &[],
        parameters: &[],
        body: None,
        contents: Vec::new(),
        statuses: &[500, 503],
    };
    vec![
        Described {
            parameters: &parameters::SEARCH,
            contents: vec![(json, reference::<SearchResponse>())],
            statuses: &[400, 414, 500, 503],
            ..describe(
                "/api/v1/search",
                "search",
                "Search",
                "The one box: documents or articles, with facets. `query.interpretation` says what was understood, and each \
                 `type` can be taken back with `ignore`; `query.notes` says what the asker has to be told: a number that \
                 contradicts the title, an article that is not there, a text out of force. A passage that was pasted (30 \
                 characters or more) is found by the text that says it, and `passage` tells where the two differ. Where \
                 nothing is found, `recovery` has the nearest titles and the counts without each restriction.",
            )
        },
        Described {
            parameters: &parameters::SUGGEST,
            contents: vec![(json, reference::<SuggestResponse>())],
            statuses: &[400, 414, 500, 503],
            ..describe(
                "/api/v1/suggest",
                "suggest",
                "Suggest",
                "Completions of what is being typed, in characters, pinyin or initials: titles, other names, numbers, and terms \
                 (`kind` is `term`, without `id`).",
            )
        },
        Described {
            parameters: &parameters::EXPORT,
            contents: vec![("application/x-ndjson", text())],
            statuses: &[400, 409, 414, 500, 503],
            ..describe(
                "/api/v1/export",
                "export",
                "Export",
                "Every hit of a search as JSON Lines, one hit of `search` a line, without a cap, in the order of the index (no \
                 `sort`). Each line has a `cursor`: the same request with it goes on behind that line, as long as the \
                 generation is in use. The last line has `end`: true when all was sent (`sent` counts those before the \
                 cursor, too, and is then `total`); otherwise `code` says why, and `cursor` where to go on. Where `as_of` is \
                 not given it is today: give it to be able to go on tomorrow.",
            )
        },
        Described {
            parameters: &parameters::RESOLVE,
            contents: vec![(json, reference::<Resolution>())],
            statuses: &[400, 414, 500, 503],
            ..describe(
                "/api/v1/resolve",
                "resolve",
                "Resolve a reference",
                "The document or article that a reference names, or the candidates; for `not_held` the nearest titles.",
            )
        },
        Described {
            body: Some(reference::<CheckRequest>()),
            contents: vec![(json, reference::<CheckReport>())],
            statuses: &[400, 413, 415, 500, 503],
            ..describe(
                CHECK_PATH,
                "check",
                "Check the citations of a text",
                "Every citation of a pasted text with its state. Nothing of the text is kept or logged.",
            )
        },
        Described {
            places: &[ID],
            parameters: &parameters::DOCUMENT,
            contents: vec![
                (json, reference::<DocumentRecord>()),
                ("text/plain", text()),
                ("text/markdown", text()),
                ("text/html", text()),
                ("application/akn+xml", text()),
                (
                    "application/ld+json",
                    RefOr::T(ObjectBuilder::new().build().into()),
                ),
            ],
            statuses: &[301, 400, 404, 406, 410, 500, 503],
            ..describe(
                "/api/v1/documents/{id}",
                "document",
                "Document",
                "One document with its text and validity.",
            )
        },
        Described {
            places: &[ID],
            parameters: &parameters::RELATIONS,
            contents: vec![(json, reference::<RelationsRecord>())],
            statuses: &[301, 400, 404, 410, 500, 503],
            ..describe(
                "/api/v1/documents/{id}/relations",
                "relations",
                "Relations",
                "What a document states of others and what others state of it, each with the sentence that says so.                  What is named but not held stays, without `document`.",
            )
        },
        Described {
            places: &[WORK_ID],
            parameters: &parameters::DAY_ONLY,
            contents: vec![(json, reference::<DocumentRecord>())],
            statuses: &[400, 404, 500, 503],
            ..describe(
                "/api/v1/works/{work_id}",
                "work",
                "Work",
                "The version of a work that is in force at a day, with `version_ids`. Where none is, the problem                  `no_version_in_force` names the nearest.",
            )
        },
        Described {
            places: &[ID, N],
            parameters: &parameters::DAY_ONLY,
            contents: vec![(json, reference::<ArticleRecord>())],
            statuses: &[301, 400, 404, 410, 500, 503],
            ..describe(
                "/api/v1/documents/{id}/articles/{n}",
                "article",
                "Article",
                "One article with its place and neighbours.",
            )
        },
        Described {
            places: &[ID],
            parameters: &parameters::DIFF,
            contents: vec![(json, reference::<Comparison>()), ("text/plain", text())],
            statuses: &[301, 400, 404, 410, 500, 503],
            ..describe(
                "/api/v1/documents/{id}/diff",
                "diff",
                "What changed between two documents",
                "Two versions aligned by article (by passage where a text has no articles): what is the same, changed, \
                 added, removed, renumbered, and renumbered and changed. Marks say which words the other text has not. \
                 Whichever was issued first is `old`; where the days do not say, that is `id`. Blanks, line breaks and \
                 the width of characters are no differences.",
            )
        },
        Described {
            parameters: &parameters::DAY_ONLY,
            contents: vec![(json, reference::<SearchStatistics>())],
            statuses: &[400, 500, 503],
            ..describe(
                "/api/v1/stats",
                "stats",
                "Statistics",
                "What is in the index.",
            )
        },
        Described {
            contents: vec![(json, reference::<Health>())],
            statuses: &[],
            ..describe("/health/live", "live", "Liveness", "The process answers.")
        },
        Described {
            contents: vec![(json, reference::<Health>())],
            ..describe(
                "/health/ready",
                "ready",
                "Readiness",
                "A search gets through.",
            )
        },
        Described {
            contents: vec![("text/plain", text())],
            statuses: &[],
            ..describe(
                "/metrics",
                "metrics",
                "Metrics",
                "Counters in the Prometheus text format.",
            )
        },
        Described {
            contents: vec![(json, RefOr::T(ObjectBuilder::new().build().into()))],
            statuses: &[],
            ..describe(
                "/openapi.json",
                "openapi",
                "This description",
                "The OpenAPI description of the API.",
            )
        },
        Described {
            places: &[LIST_KIND],
            parameters: &parameters::LIST,
            contents: vec![(json, reference::<ListResponse>())],
            statuses: &[400, 404, 500, 503],
            ..describe(
                "/api/v1/lists/{kind}",
                "list",
                "List",
                "What came, is to come, changed, ended, lost its ground or wants a second look at a day, each with its \
                 reason, the other document and the sentence that says so. `total` is exact. Cited articles are looked \
                 for by number here; `tongcha-indexer review` compares their texts.",
            )
        },
        Described {
            places: &[FEED],
            parameters: &parameters::FEED,
            contents: vec![("application/atom+xml", text())],
            statuses: &[400, 404, 500, 503],
            ..describe(
                "/feeds/{feed}.atom",
                "feed",
                "Feed",
                "What is newly published, what was changed or repealed, what is expiring, as Atom (RFC 4287).",
            )
        },
    ]
}

fn describe() -> OpenApi {
    let mut schemas = Vec::new();
    add::<SearchResponse>(&mut schemas);
    add::<SuggestResponse>(&mut schemas);
    add::<Resolution>(&mut schemas);
    add::<CheckRequest>(&mut schemas);
    add::<CheckReport>(&mut schemas);
    add::<DocumentRecord>(&mut schemas);
    add::<ArticleRecord>(&mut schemas);
    add::<RelationsRecord>(&mut schemas);
    add::<Comparison>(&mut schemas);
    add::<SearchStatistics>(&mut schemas);
    add::<ListResponse>(&mut schemas);
    add::<Health>(&mut schemas);
    add::<ProblemBody<'static>>(&mut schemas);
    let mut components = ComponentsBuilder::new();
    for (name, schema) in schemas {
        components = components.schema(name, schema);
    }
    let mut paths = PathsBuilder::new();
    for address in addresses() {
        let path = address.path;
        let method = match address.body {
            Some(_) => HttpMethod::Post,
            None => HttpMethod::Get,
        };
        paths = paths.path(path, PathItem::new(method, operation(address)));
    }
    // utoipa would fill in its own author otherwise.
    let info = InfoBuilder::new()
        .title("Tongcha (通查)")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "Search over Chinese rules and normative documents. Days are civil days of Asia/Shanghai. Marks are \
             [from, to) in Unicode scalar values of the text beside them. Unknown parameters are refused. Problems \
             are RFC 9457, in Chinese or English by Accept-Language.",
        ))
        .license(Some(LicenseBuilder::new().name("Apache-2.0").identifier(Some("Apache-2.0")).build()));
    OpenApiBuilder::new()
        .info(info.build())
        .paths(paths.build())
        .components(Some(components.build()))
        .build()
}

fn add<T: ToSchema>(schemas: &mut Vec<(String, RefOr<Schema>)>) {
    schemas.push((T::name().into_owned(), <T as PartialSchema>::schema()));
    T::schemas(schemas);
}

fn reference<T: ToSchema>() -> RefOr<Schema> {
    RefOr::Ref(Ref::from_schema_name(T::name()))
}

fn operation(address: Described) -> utoipa::openapi::path::Operation {
    let mut operation = OperationBuilder::new()
        .operation_id(Some(address.id))
        .summary(Some(address.summary))
        .description(Some(address.about));
    for (name, about) in address.places {
        let schema = ObjectBuilder::new().schema_type(Type::String).build();
        operation = operation.parameter(
            ParameterBuilder::new()
                .name(*name)
                .parameter_in(ParameterIn::Path)
                .required(Required::True)
                .description(Some(*about))
                .schema(Some(schema)),
        );
    }
    for parameter in address.parameters {
        operation = operation.parameter(query_parameter(parameter));
    }
    if let Some(schema) = address.body {
        let content = ContentBuilder::new().schema(Some(schema)).build();
        let body = RequestBodyBuilder::new()
            .content("application/json", content)
            .required(Some(Required::True));
        operation = operation.request_body(Some(body.build()));
    }
    let mut answer = ResponseBuilder::new().description("The answer.");
    for (content_type, schema) in address.contents {
        answer = answer.content(
            content_type,
            ContentBuilder::new().schema(Some(schema)).build(),
        );
    }
    operation = operation.response("200", answer.build());
    for status in address.statuses {
        let response = match status {
            301 => ResponseBuilder::new()
                .description(
                    "The document is held under another identifier: `Location` says where.",
                )
                .build(),
            problem_status => problem(*problem_status),
        };
        operation = operation.response(status.to_string(), response);
    }
    operation.build()
}

fn problem(status: u16) -> utoipa::openapi::Response {
    let codes: Vec<&str> = CODES
        .iter()
        .filter(|row| row.status == status)
        .map(|row| row.name)
        .collect();
    ResponseBuilder::new()
        .description(format!("A problem: {}.", codes.join(", ")))
        .content(
            "application/problem+json",
            ContentBuilder::new()
                .schema(Some(reference::<ProblemBody<'static>>()))
                .build(),
        )
        .build()
}

fn query_parameter(parameter: &Parameter) -> ParameterBuilder {
    let one = RefOr::T(Schema::from(value_schema(&parameter.shape)));
    let described = ParameterBuilder::new()
        .name(parameter.name)
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(parameter.about));
    if let Shape::List(words) = parameter.shape {
        let word = ObjectBuilder::new()
            .schema_type(Type::String)
            .enum_values(Some(words()))
            .build();
        let list = ArrayBuilder::new()
            .items(RefOr::T(Schema::from(word)))
            .build();
        return described
            .style(Some(ParameterStyle::Form))
            .explode(Some(false))
            .schema(Some(list));
    }
    if parameter.repeats {
        let many = ArrayBuilder::new()
            .items(one)
            .max_items(Some(parameters::VALUES_MAX))
            .build();
        return described
            .style(Some(ParameterStyle::Form))
            .explode(Some(true))
            .schema(Some(many));
    }
    described.schema(Some(one))
}

fn value_schema(shape: &Shape) -> utoipa::openapi::Object {
    let object = ObjectBuilder::new();
    match shape {
        Shape::Text { chars_max } => object
            .schema_type(Type::String)
            .max_length(Some(*chars_max)),
        Shape::Choice(words) | Shape::List(words) => {
            object.schema_type(Type::String).enum_values(Some(words()))
        }
        Shape::Number { from, to, default } => object
            .schema_type(Type::Integer)
            .minimum(Some(*from))
            .maximum(Some(*to))
            .default(default.map(serde_json::Value::from)),
        Shape::Day => object
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Date))),
        Shape::Flag => object
            .schema_type(Type::String)
            .enum_values(Some(["0", "1"])),
    }
    .build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_information_is_ours() {
        let json = serde_json::to_value(document()).expect("json");
        assert_eq!(json["info"]["license"]["identifier"], "Apache-2.0");
        assert_eq!(json["info"].get("contact"), None);
        assert!(
            json["openapi"]
                .as_str()
                .is_some_and(|version| version.starts_with("3.1")),
            "{}",
            json["openapi"]
        );
    }

    #[test]
    fn every_reference_has_its_schema() {
        let json = serde_json::to_string(document()).expect("json");
        for part in json.split("#/components/schemas/").skip(1) {
            let name = part.split('"').next().expect("a name");
            assert!(
                document()
                    .components
                    .as_ref()
                    .expect("components")
                    .schemas
                    .contains_key(name),
                "{name}"
            );
        }
    }
}
