//! The addresses of the service. A handler reads parameters, makes one call into core on the pool, and answers.

mod comparison;
mod departed;
mod display;
mod documents;
mod export;
mod feeds;
mod lists;
mod opensearch;
mod operators;
mod references;
mod relations;
mod search;
mod sitemap;

use actix_web::guard::{self, Guard};
use actix_web::{FromRequest, Handler, HttpResponse, Resource, Responder, web};

use crate::page;
use crate::problem::{Code, Problem};

pub use comparison::{Compared, compared};
pub use departed::departed;
pub use display::DISPLAY_PATH;
pub use documents::{page_address, segment};
pub use feeds::{FEEDS, FeedKind};
pub use lists::list_request;
pub use opensearch::PATH as OPENSEARCH_PATH;
pub use operators::Health;
pub use references::{CHECK_BYTES_MAX, CHECK_PATH, CheckRequest};
pub use search::SuggestResponse;

/// Puts every route in its place.
pub fn configure(config: &mut web::ServiceConfig) {
    config
        .service(get("/api/v1/search", search::search))
        .service(get("/api/v1/suggest", search::suggest))
        .service(get("/api/v1/export", export::export))
        .service(get("/sitemap.xml", sitemap::show_index))
        .service(get("/sitemap/{part}", sitemap::show_part))
        .service(get("/robots.txt", sitemap::show_robots))
        .service(get(opensearch::PATH, opensearch::show_description))
        .service(get("/api/v1/resolve", references::resolve))
        .service(
            web::resource(DISPLAY_PATH)
                .route(web::post().to(display::turn))
                .default_service(web::to(only_post)),
        )
        .service(
            web::resource(CHECK_PATH)
                .app_data(web::PayloadConfig::new(CHECK_BYTES_MAX))
                .route(web::post().to(references::check))
                .default_service(web::to(only_post)),
        )
        .service(get("/api/v1/documents/{id}", documents::show_document))
        .service(get(
            "/api/v1/documents/{id}/articles/{n}",
            documents::show_article,
        ))
        .service(get(
            "/api/v1/documents/{id}/relations",
            relations::show_relations,
        ))
        .service(get("/api/v1/works/{work_id}", relations::show_work))
        .service(get(
            "/api/v1/documents/{id}/diff",
            comparison::compare_documents,
        ))
        .service(get("/api/v1/lists/{kind}", lists::show_list))
        .service(get("/feeds/{feed}.atom", feeds::show_feed))
        .service(get("/api/v1/stats", operators::show_statistics))
        .service(get("/health/live", operators::live))
        .service(get("/health/ready", operators::ready))
        .service(get("/metrics", operators::show_metrics))
        .service(get("/openapi.json", operators::show_openapi))
        .service(get("/docs", page::docs))
        .service(get("/", page::home))
        .service(get("/search", page::results))
        .service(get("/statistics", page::statistics))
        .service(get("/lists", page::lists_index))
        .service(get("/lists/{list}", page::list))
        .service(get("/doc/{id}", page::document))
        .service(get("/doc/{id}/art/{n}", page::article))
        .service(get("/doc/{id}/compare", page::comparison))
        .service(get("/doc/{id}/relations", page::relations))
        .service(get("/doc/{id}/goto", page::go))
        .service(get("/doc/{id}/preview", page::preview))
        .service(get(page::EMBED_PATH, page::embed))
        .service(get(page::EMBED_SCRIPT_PATH, page::embed_script))
        .service(get("/assets/{name}", page::asset))
        .default_service(web::to(async || {
            Err::<HttpResponse, _>(Problem::not_found())
        }));
}

async fn only_post() -> Result<HttpResponse, Problem> {
    Err(Problem::new(
        Code::MethodNotAllowed,
        "只支持 POST",
        "only POST is answered",
    ))
}

/// An address that answers GET and HEAD, and tells other methods so.
fn get<F, Args>(path: &str, handler: F) -> Resource
where
    F: Handler<Args>,
    Args: FromRequest + 'static,
    F::Output: Responder + 'static,
{
    web::resource(path)
        .route(web::route().guard(reads()).to(handler))
        .default_service(web::to(async || {
            Err::<HttpResponse, _>(Problem::new(
                Code::MethodNotAllowed,
                "只支持 GET 和 HEAD",
                "only GET and HEAD are answered",
            ))
        }))
}

fn reads() -> impl Guard {
    guard::Any(guard::Get()).or(guard::Head())
}
