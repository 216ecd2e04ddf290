//! Prepares the files of the pages: styles and scripts are put together, named after their content, and compressed as far
//! as it goes, so that the server only has to hand them out.

use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

/// The stylesheet, part by part: what comes later wins, so paper is last.
const STYLES: [&str; 16] = [
    "measures",
    "page",
    "display",
    "box",
    "embed",
    "home",
    "results",
    "lists",
    "filters",
    "document",
    "comparison",
    "statistics",
    "docs",
    "narrow",
    "fingers",
    "print",
];
/// Where a palette of `assets/palette` holds: what comes later wins. Paper has colours of its own.
const PALETTES: [(&str, &str, &str); 9] = [
    ("all", ":root", "light"),
    (
        "screen and (prefers-contrast: more)",
        ":root",
        "light-contrast",
    ),
    ("screen", ":root.contrast", "light-contrast"),
    (
        "screen and (prefers-color-scheme: dark)",
        ":root:not(.light)",
        "dark",
    ),
    (
        "screen and (prefers-color-scheme: dark)",
        ":root.contrast:not(.light)",
        "dark-contrast",
    ),
    (
        "screen and (prefers-color-scheme: dark) and (prefers-contrast: more)",
        ":root:not(.light)",
        "dark-contrast",
    ),
    ("screen", ":root.dark", "dark"),
    ("screen", ":root.dark.contrast", "dark-contrast"),
    (
        "screen and (prefers-contrast: more)",
        ":root.dark",
        "dark-contrast",
    ),
];
/// The best that zstd does without asking its reader for more memory.
const ZSTD_LEVEL: i32 = 19;
/// Digits of a digest that go into a name.
const NAME_DIGITS: usize = 16;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=assets");
    let assets = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("assets");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let mut code = String::new();
    for (name, stem, extension, content_type, content) in [
        (
            "STYLE",
            "style",
            "css",
            "text/css; charset=utf-8",
            styles(&assets)?,
        ),
        (
            "SCRIPT",
            "script",
            "js",
            "text/javascript; charset=utf-8",
            scripts(&assets)?,
        ),
        (
            "ICON",
            "icon",
            "svg",
            "image/svg+xml",
            fs::read_to_string(assets.join("icon.svg"))?,
        ),
    ] {
        let file = format!("{stem}.{extension}");
        for (ending, bytes) in [
            ("", content.as_bytes().to_vec()),
            (".gz", gzip(content.as_bytes())?),
            (
                ".zst",
                zstd::bulk::compress(content.as_bytes(), ZSTD_LEVEL)?,
            ),
        ] {
            fs::write(out.join(format!("{file}{ending}")), bytes)?;
        }
        let include = |ending: &str| {
            format!("include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{file}{ending}\"))")
        };
        writeln!(
            code,
            "pub(super) static {name}: Asset = Asset {{ address: \"/assets/{stem}-{}.{extension}\", \
             content_type: {content_type:?}, plain: {}, gzip: {}, zstd: {} }};",
            digest(content.as_bytes()),
            include(""),
            include(".gz"),
            include(".zst"),
        )?;
    }
    fs::write(out.join("assets.rs"), code)?;
    Ok(())
}

/// The parts of the stylesheet in their order. A file that is not in the list would be forgotten in silence.
fn styles(assets: &Path) -> Result<String, Box<dyn Error>> {
    let folder = assets.join("style");
    for stem in stems(&folder, "css")? {
        if !STYLES.contains(&stem.as_str()) {
            return Err(
                format!("assets/style/{stem}.css is not in the list STYLES of build.rs").into(),
            );
        }
    }
    let mut all = String::new();
    for (media, selector, name) in PALETTES {
        let colours = fs::read_to_string(assets.join("palette").join(format!("{name}.css")))?;
        writeln!(all, "@media {media} {{ {selector} {{\n{colours}}} }}")?;
    }
    for stem in STYLES {
        all.push_str(&fs::read_to_string(folder.join(format!("{stem}.css")))?);
    }
    Ok(all)
}

/// All scripts in the order of their names. Each stands in a function of its own, so the order means nothing.
fn scripts(assets: &Path) -> Result<String, Box<dyn Error>> {
    let folder = assets.join("script");
    let mut all = String::new();
    for stem in stems(&folder, "js")? {
        all.push_str(&fs::read_to_string(folder.join(format!("{stem}.js")))?);
        // A file that ends without one would run into the next.
        all.push_str(";\n");
    }
    Ok(all)
}

/// Names of the files with this extension, sorted.
fn stems(folder: &Path, extension: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let mut stems = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|end| end == extension)
            && let Some(stem) = path.file_stem().and_then(|stem| stem.to_str())
        {
            stems.push(stem.to_owned());
        }
    }
    stems.sort();
    Ok(stems)
}

fn gzip(content: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

fn digest(content: &[u8]) -> String {
    let mut digits = String::new();
    for byte in Sha256::digest(content) {
        digits.push_str(&format!("{byte:02x}"));
    }
    digits.truncate(NAME_DIGITS);
    digits
}
