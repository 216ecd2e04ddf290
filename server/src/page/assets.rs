//! Files of the pages: in the program, under names that change with their content, so that browsers keep them.

use std::hash::{DefaultHasher, Hasher};
use std::sync::LazyLock;

use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use actix_web::{HttpRequest, HttpResponse};

use crate::problem::Problem;

struct Asset {
    address: String,
    content_type: &'static str,
    content: &'static str,
}

static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "style",
        "css",
        "text/css; charset=utf-8",
        concat!(
            include_str!("../../assets/style/measures.css"),
            include_str!("../../assets/style/page.css"),
            include_str!("../../assets/style/box.css"),
            include_str!("../../assets/style/home.css"),
            include_str!("../../assets/style/results.css"),
            include_str!("../../assets/style/lists.css"),
            include_str!("../../assets/style/filters.css"),
            include_str!("../../assets/style/document.css"),
            include_str!("../../assets/style/comparison.css"),
            include_str!("../../assets/style/statistics.css"),
            include_str!("../../assets/style/docs.css"),
            include_str!("../../assets/style/narrow.css"),
            include_str!("../../assets/style/fingers.css"),
            include_str!("../../assets/style/print.css"),
        ),
    )
});
static ICON: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "icon",
        "svg",
        "image/svg+xml",
        include_str!("../../assets/icon.svg"),
    )
});

impl Asset {
    fn new(stem: &str, extension: &str, content_type: &'static str, content: &'static str) -> Self {
        let mut hasher = DefaultHasher::new();
        hasher.write(content.as_bytes());
        let address = format!("/assets/{stem}-{:016x}.{extension}", hasher.finish());
        Self {
            address,
            content_type,
            content,
        }
    }
}

/// Address of the stylesheet.
pub fn style_address() -> &'static str {
    &STYLE.address
}

/// Address of the icon.
pub fn icon_address() -> &'static str {
    &ICON.address
}

/// `GET /assets/{name}`.
pub async fn asset(request: HttpRequest) -> Result<HttpResponse, Problem> {
    let assets: [&Asset; 2] = [&STYLE, &ICON];
    let asset = assets
        .into_iter()
        .find(|asset| asset.address == request.path())
        .ok_or_else(Problem::not_found)?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, asset.content_type))
        .insert_header((CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .body(asset.content))
}
