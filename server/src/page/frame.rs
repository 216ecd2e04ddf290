//! What every page has around it.

use super::assets;
use crate::config::{FooterLine, Site};
use crate::routes::{FEEDS, FeedKind, OPENSEARCH_PATH};

/// What every page has around it.
pub struct Frame {
    /// Name of the site.
    pub site: String,
    /// Title of the page in the browser, the site's name included.
    pub title: String,
    /// Address of the stylesheet.
    pub style: &'static str,
    /// Address of the stylesheet with the owner's colours.
    pub site_style: Option<String>,
    /// What stands at the top.
    pub logo: String,
    /// Lines of the owner at the end.
    pub footer: Vec<FooterLine>,
    /// How the operator is reached.
    pub contact: Option<String>,
    /// Address of the script.
    pub script: &'static str,
    /// Address of the icon.
    pub icon: &'static str,
    /// Address of the description by which browsers search here.
    pub opensearch: &'static str,
    /// What can be subscribed to.
    pub feeds: &'static [FeedKind],
    /// What stands in the box.
    pub q: String,
    /// Goes with what is typed: `article` when single articles are looked for.
    pub level: Option<&'static str>,
    /// What else goes with what is typed: the asked day stays when words are changed, and the place of the site is preferred.
    pub kept: Vec<(&'static str, String)>,
}

impl Frame {
    /// The frame of a page with this title.
    pub fn new(site: &Site, title: &str) -> Self {
        let title = if title.is_empty() {
            site.name.clone()
        } else {
            format!("{title} - {}", site.name)
        };
        Self {
            site: site.name.clone(),
            title,
            style: assets::style_address(),
            site_style: site.style.as_ref().map(|style| style.address.clone()),
            logo: site.logo_text.clone().unwrap_or_else(|| site.name.clone()),
            footer: site.footer.clone(),
            contact: site.contact.clone(),
            script: assets::script_address(),
            icon: assets::icon_address(),
            opensearch: OPENSEARCH_PATH,
            feeds: &FEEDS,
            q: String::new(),
            level: None,
            kept: near(site).into_iter().collect(),
        }
    }
}

/// The place of the site, as a search prefers it.
pub fn near(site: &Site) -> Option<(&'static str, String)> {
    let region = site.region.as_ref()?;
    Some(("near", region.code.clone()))
}
