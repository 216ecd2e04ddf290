//! The table `[site]`: what the owner of a site says on its pages.

use serde::Deserialize;
use sha2::{Digest, Sha256};
use tongcha::document::regions;

use super::ConfigError;
use super::colour::{CONTRAST_MIN, Colour};
use super::home::HomeSection;

/// Characters of a name or a line of the footer at most.
const LINE_CHARS_MAX: usize = 200;
/// Lines of the footer at most.
const FOOTER_LINES_MAX: usize = 12;
/// Examples below the box at most.
const EXAMPLES_MAX: usize = 12;
/// The palettes of the pages: what the colours of an owner stand on.
const LIGHT: &str = include_str!("../../assets/palette/light.css");
const DARK: &str = include_str!("../../assets/palette/dark.css");

/// What the pages say of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Its name.
    pub name: String,
    /// What stands at the top of pages where the name is too long for that.
    pub logo_text: Option<String>,
    /// Queries offered on the first page.
    pub examples: Vec<String>,
    /// Colours in the place of ours.
    pub style: Option<SiteStyle>,
    /// Lines at the end of every page.
    pub footer: Vec<FooterLine>,
    /// What the first page has, in its order.
    pub home: Vec<HomeSection>,
    /// The place whose documents the first page offers by themselves.
    pub region: Option<HomeRegion>,
    /// How the operator is reached.
    pub contact: Option<String>,
}

/// A stylesheet with the owner's colours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteStyle {
    /// Where it is; the name changes with the content.
    pub address: String,
    /// Its text.
    pub css: String,
}

/// A line at the end of every page: 备案号 and the like.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FooterLine {
    /// What it says.
    pub text: String,
    /// Where it leads; `https://`.
    #[serde(default)]
    pub link: Option<String>,
}

/// The place of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HomeRegion {
    /// Its code (GB/T 2260).
    pub code: String,
    /// Its name.
    pub name: String,
}

/// The table, as written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SiteTable {
    name: Option<String>,
    logo_text: Option<String>,
    accent: Option<String>,
    accent_dark: Option<String>,
    footer: Vec<FooterLine>,
    home: Option<Vec<HomeSection>>,
    region: Option<String>,
    contact: Option<String>,
    examples: Option<Vec<String>>,
}

impl Default for Site {
    fn default() -> Self {
        Self {
            name: "通查".to_owned(),
            logo_text: None,
            examples: ["养犬登记", "烟花爆竹 燃放", "最低生活保障", "物业管理条例"]
                .map(str::to_owned)
                .to_vec(),
            style: None,
            footer: Vec::new(),
            home: HomeSection::ALL.to_vec(),
            region: None,
            contact: None,
        }
    }
}

impl SiteTable {
    /// The same with the name of the flag in front, and behind it what stands above the tables of the file, where files
    /// had it before there was this one.
    pub fn with(
        mut self,
        flag: Option<String>,
        name: Option<String>,
        examples: Option<Vec<String>>,
    ) -> Self {
        self.name = flag.or(self.name).or(name);
        self.examples = self.examples.or(examples);
        self
    }

    /// The checked site.
    ///
    /// # Errors
    /// When a value cannot be used; the message names its key.
    pub fn check(self) -> Result<Site, ConfigError> {
        let default = Site::default();
        let site = Site {
            style: style(self.accent.as_deref(), self.accent_dark.as_deref())?,
            name: self.name.unwrap_or(default.name),
            logo_text: self.logo_text,
            examples: self.examples.unwrap_or(default.examples),
            footer: self.footer,
            home: self.home.unwrap_or(default.home),
            region: self.region.as_deref().map(region).transpose()?,
            contact: self.contact,
        };
        check_lines(&site)?;
        Ok(site)
    }
}

fn wrong(key: &str, reason: impl Into<String>) -> ConfigError {
    ConfigError::Site {
        key: key.to_owned(),
        reason: reason.into(),
    }
}

fn check_lines(site: &Site) -> Result<(), ConfigError> {
    let texts = [
        ("name", Some(&site.name)),
        ("logo_text", site.logo_text.as_ref()),
        ("contact", site.contact.as_ref()),
    ];
    let footer = site.footer.iter().map(|line| ("footer", Some(&line.text)));
    let examples = site
        .examples
        .iter()
        .map(|example| ("examples", Some(example)));
    for (key, text) in texts.into_iter().chain(footer).chain(examples) {
        let Some(text) = text else { continue };
        let chars = text.chars().count();
        if text.trim().is_empty() || chars > LINE_CHARS_MAX || text.chars().any(char::is_control) {
            return Err(wrong(
                key,
                format!("is one line of 1 to {LINE_CHARS_MAX} characters, not {chars}"),
            ));
        }
    }
    for (key, count, most) in [
        ("footer", site.footer.len(), FOOTER_LINES_MAX),
        ("examples", site.examples.len(), EXAMPLES_MAX),
    ] {
        if count > most {
            return Err(wrong(
                key,
                format!("has at most {most} entries, not {count}"),
            ));
        }
    }
    for link in site.footer.iter().filter_map(|line| line.link.as_deref()) {
        let host = link.strip_prefix("https://").unwrap_or_default();
        if host.is_empty()
            || host.starts_with('/')
            || !link.bytes().all(|byte| byte.is_ascii_graphic())
        {
            return Err(wrong(
                "footer",
                format!("has links that begin with https:// and a host, not {link:?}"),
            ));
        }
    }
    for (at, section) in site.home.iter().enumerate() {
        if site.home[..at].contains(section) {
            return Err(wrong(
                "home",
                format!("names each section once, not {section:?} twice"),
            ));
        }
    }
    Ok(())
}

fn region(code: &str) -> Result<HomeRegion, ConfigError> {
    match regions().get(code) {
        Some(division) => Ok(HomeRegion {
            code: code.to_owned(),
            name: division.name.to_owned(),
        }),
        None => Err(wrong(
            "region",
            format!("is a code of GB/T 2260 such as 520000, not {code:?}"),
        )),
    }
}

/// The stylesheet of the owner's colours. Both are needed: what can be read on white cannot be read on black.
fn style(light: Option<&str>, dark: Option<&str>) -> Result<Option<SiteStyle>, ConfigError> {
    let (light, dark) = match (light, dark) {
        (None, None) => return Ok(None),
        (Some(light), Some(dark)) => (light, dark),
        (Some(_), None) => {
            return Err(wrong(
                "accent_dark",
                "is needed beside accent: the same colour cannot be read on dark paper",
            ));
        }
        (None, Some(_)) => {
            return Err(wrong(
                "accent",
                "is needed beside accent_dark: the same colour cannot be read on light paper",
            ));
        }
    };
    let light = declarations("accent", light, LIGHT)?;
    let dark = declarations("accent_dark", dark, DARK)?;
    // High contrast keeps its own colours, whether the page or the system asked for it.
    let css = format!(
        "@media not all and (prefers-contrast: more) {{\n:root:not(.contrast) {{ {light} }}\n\
         @media (prefers-color-scheme: dark) {{ :root:not(.contrast):not(.light) {{ {dark} }} }}\n\
         :root.dark:not(.contrast) {{ {dark} }}\n}}\n"
    );
    let digest: String = Sha256::digest(&css)
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    Ok(Some(SiteStyle {
        address: format!("/assets/site-{digest}.css"),
        css,
    }))
}

fn declarations(key: &str, accent: &str, palette: &str) -> Result<String, ConfigError> {
    let accent: Colour = accent.parse().map_err(|()| {
        wrong(
            key,
            format!("is # and six hexadecimal digits, not {accent:?}"),
        )
    })?;
    let [paper, sheet] = ["--paper", "--sheet"].map(|name| of_palette(palette, name));
    let soft = accent.tint_on(sheet);
    for (ground, what) in [
        (paper, "the paper"),
        (sheet, "the sheets"),
        (soft, "its own tint"),
    ] {
        let contrast = accent.contrast(ground);
        if contrast < CONTRAST_MIN {
            return Err(wrong(
                key,
                format!(
                    "{accent} has a contrast of {contrast:.2} to {what} {ground}, at least {CONTRAST_MIN} is needed to be read (WCAG 2.2); take a {} colour",
                    if key == "accent" { "darker" } else { "lighter" }
                ),
            ));
        }
    }
    Ok(format!("--accent: {accent}; --accent-soft: {soft};"))
}

/// A colour of a palette of ours.
fn of_palette(palette: &str, name: &str) -> Colour {
    let value = palette
        .lines()
        .find_map(|line| line.trim().strip_prefix(name)?.trim().strip_prefix(':'));
    let colour = value.and_then(|value| value.trim().trim_end_matches(';').parse().ok());
    // The palettes are in the program, and a test reads them.
    colour.expect("a palette has its paper and sheets as six digits")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(table: &str) -> Result<Site, String> {
        let table: SiteTable = toml::from_str(table).map_err(|error| error.to_string())?;
        table.check().map_err(|error| error.to_string())
    }

    #[test]
    fn colours_are_written_to_a_sheet_of_their_own() {
        let site = check("accent = '#9C2F26'\naccent_dark = '#f0a198'").expect("a site");
        let style = site.style.expect("a style");
        assert!(
            style
                .css
                .contains("--accent: #9c2f26; --accent-soft: #f5eae9;"),
            "{}",
            style.css
        );
        assert!(style.address.starts_with("/assets/site-") && style.address.ends_with(".css"));
        assert_eq!(check("").expect("a site"), Site::default());
    }

    #[test]
    fn what_cannot_be_read_or_used_is_named() {
        for (table, said) in [
            (
                "accent = '#ff8800'\naccent_dark = '#f0a198'",
                "accent #ff8800 has a contrast of 2.",
            ),
            (
                "accent = '#9c2f26'\naccent_dark = '#9c2f26'",
                "take a lighter colour",
            ),
            ("accent = '#9c2f26'", "accent_dark is needed"),
            ("accent_dark = '#9c2f26'", "accent is needed"),
            (
                "accent = 'red'\naccent_dark = '#f0a198'",
                "six hexadecimal digits",
            ),
            ("region = '990000'", "GB/T 2260"),
            ("home = ['classes', 'classes']", "once"),
            ("home = ['weather']", "weather"),
            ("name = ''", "name is one line"),
            (
                "[[footer]]\ntext = '京ICP备1号'\nlink = 'javascript:alert(1)'",
                "https://",
            ),
            ("[[footer]]\ntext = 'a'\nhref = 'b'", "href"),
            ("colour = 'red'", "colour"),
        ] {
            let error = check(table).expect_err(table);
            assert!(error.contains(said), "{table}: {error}");
        }
    }
}
