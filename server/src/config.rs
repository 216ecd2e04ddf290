//! What an operator can set: defaults, then a file, then the environment, then flags.
//!
//! [`Arguments`] are as typed, [`File`] is as written; [`Config`] is what came of them, checked.

mod colour;
mod embed;
mod home;
mod site;

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, io, thread};

use clap::{Parser, ValueEnum};
use serde::Deserialize;
use tongcha::Day;

use crate::address::PublicUrl;
use embed::EmbedTable;
pub use home::HomeSection;
use site::SiteTable;
pub use site::{FooterLine, HomeRegion, Site, SiteStyle};

const MEGABYTE: usize = 1024 * 1024;

/// Serves the HTTP API and the public page of Tongcha (通查).
#[derive(Debug, Clone, Default, Parser)]
#[command(name = "tongcha-server", version)]
pub struct Arguments {
    /// Build an index of the sample documents in a temporary place and serve it
    #[arg(long, conflicts_with = "data")]
    pub demo: bool,
    /// The day to take for today, to try what depends on it [default: by the system's clock]
    #[arg(long, value_name = "YYYY-MM-DD", env = "TONGCHA_TODAY")]
    pub today: Option<Day>,
    /// File of settings (TOML); its keys are the names of these flags with `_`
    #[arg(long, value_name = "FILE", env = "TONGCHA_CONFIG")]
    pub config: Option<PathBuf>,
    /// Directory of the index that `tongcha-indexer build` made [default: data]
    #[arg(long, value_name = "DIR", env = "TONGCHA_DATA")]
    pub data: Option<PathBuf>,
    /// Address and port to listen on [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS", env = "TONGCHA_LISTEN")]
    pub listen: Option<String>,
    /// Address under which the public reaches the service (`https://HOST:PORT`), for sitemap, feeds, citations and linked
    /// data [default: http:// and the Host header of each request]
    #[arg(long, value_name = "URL", env = "TONGCHA_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// Threads that talk to the network [default: one per core]
    #[arg(long, value_name = "N", env = "TONGCHA_WORKERS")]
    pub workers: Option<NonZeroUsize>,
    /// Threads that search [default: one per core]
    #[arg(long, value_name = "N", env = "TONGCHA_SEARCH_THREADS")]
    pub search_threads: Option<NonZeroUsize>,
    /// Searches that may wait for a thread; more are refused with 503 [default: 64]
    #[arg(long, value_name = "N", env = "TONGCHA_QUEUE")]
    pub queue: Option<usize>,
    /// Milliseconds that one search may take, waiting included [default: 2000]
    #[arg(long, value_name = "MS", env = "TONGCHA_DEADLINE_MS")]
    pub deadline_ms: Option<u64>,
    /// Megabytes of finished answers that are kept for who asks the same again; 0 keeps none [default: 32]
    #[arg(long, value_name = "MB", env = "TONGCHA_CACHE_MB")]
    pub cache_mb: Option<u64>,
    /// Seconds between looks for a new generation of the index [default: 1]
    #[arg(long, value_name = "S", env = "TONGCHA_REFRESH_SECONDS")]
    pub refresh_seconds: Option<u64>,
    /// Name of the site on its pages [default: 通查]
    #[arg(long, value_name = "NAME", env = "TONGCHA_SITE_NAME")]
    pub site_name: Option<String>,
    /// Form of the log [default: text]
    #[arg(long, value_name = "FORM", env = "TONGCHA_LOG_FORMAT")]
    pub log_format: Option<LogFormat>,
    /// Write query texts to the log
    #[arg(long, env = "TONGCHA_LOG_QUERIES", num_args = 0..=1, default_missing_value = "true")]
    pub log_queries: Option<bool>,
}

/// Form of the log.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// Lines for people.
    #[default]
    Text,
    /// JSON Lines for machines.
    Json,
}

/// The file of settings, as written. Keys that it does not know are refused.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    data: Option<PathBuf>,
    listen: Option<String>,
    public_url: Option<String>,
    workers: Option<NonZeroUsize>,
    search_threads: Option<NonZeroUsize>,
    queue: Option<usize>,
    deadline_ms: Option<u64>,
    cache_mb: Option<u64>,
    refresh_seconds: Option<u64>,
    site_name: Option<String>,
    examples: Option<Vec<String>>,
    log_format: Option<LogFormat>,
    log_queries: Option<bool>,
    site: SiteTable,
    embed: EmbedTable,
}

/// Everything that the server needs to know to start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Directory of the index.
    pub data: PathBuf,
    /// Address and port to listen on.
    pub listen: String,
    /// Under which address the public reaches the service, where that is set.
    pub public_url: Option<PublicUrl>,
    /// Threads that talk to the network.
    pub workers: usize,
    /// Threads that search.
    pub search_threads: usize,
    /// Searches that may wait.
    pub queue_max: usize,
    /// How long one search may take, waiting included.
    pub deadline: Duration,
    /// Bytes of finished answers that are kept.
    pub cache_bytes: usize,
    /// Time between looks for a new generation.
    pub refresh: Duration,
    /// What the pages say of the site.
    pub site: Site,
    /// Other sites that may place the box in their pages.
    pub embed_origins: Vec<PublicUrl>,
    /// Form of the log.
    pub log_format: LogFormat,
    /// Whether query texts are logged.
    pub log_queries: bool,
}

/// Why settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("the settings in {path} cannot be read: {source}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// The file is no TOML, or a key or value in it is not known.
    #[error("the settings in {path} are wrong: {reason}")]
    Wrong {
        /// The file.
        path: PathBuf,
        /// What is wrong, with the key and its place.
        reason: String,
    },
    /// The public address is none.
    #[error(
        "public_url is http:// or https:// with a host and perhaps a port, without a path, not {value:?}"
    )]
    PublicUrl {
        /// What was given.
        value: String,
    },
    /// A value of the table `[site]` cannot be used.
    #[error("[site] {key} {reason}")]
    Site {
        /// The key.
        key: String,
        /// What it has to be.
        reason: String,
    },
    /// A value of the table `[embed]` cannot be used.
    #[error("[embed] origins {reason}")]
    Embed {
        /// What they have to be.
        reason: String,
    },
    /// A value is out of its bounds.
    #[error("{key} is {from} to {to}, not {value}")]
    OutOfBounds {
        /// Name of the setting.
        key: &'static str,
        /// The smallest value.
        from: u64,
        /// The largest value.
        to: u64,
        /// What was given.
        value: u64,
    },
}

impl Default for Config {
    fn default() -> Self {
        let cores = thread::available_parallelism().map_or(2, NonZeroUsize::get);
        Self {
            data: PathBuf::from("data"),
            listen: "127.0.0.1:8080".to_owned(),
            public_url: None,
            workers: cores,
            search_threads: cores,
            queue_max: 64,
            deadline: Duration::from_secs(2),
            cache_bytes: 32 * MEGABYTE,
            refresh: Duration::from_secs(1),
            site: Site::default(),
            embed_origins: Vec::new(),
            log_format: LogFormat::Text,
            log_queries: false,
        }
    }
}

impl Config {
    /// The settings of these arguments (the environment is in them already), the file that they name, and the
    /// defaults.
    ///
    /// # Errors
    /// When the file or a value cannot be used; the message names the file and the key.
    pub fn load(arguments: &Arguments) -> Result<Self, ConfigError> {
        let file = arguments
            .config
            .as_deref()
            .map(read_file)
            .transpose()?
            .unwrap_or_default();
        let given = arguments.clone();
        let default = Self::default();
        let millis = given.deadline_ms.or(file.deadline_ms);
        let seconds = given.refresh_seconds.or(file.refresh_seconds);
        let cache_mb = given.cache_mb.or(file.cache_mb);
        let count = |flag: Option<NonZeroUsize>, file: Option<NonZeroUsize>| {
            flag.or(file).map(NonZeroUsize::get)
        };
        let config = Self {
            data: given.data.or(file.data).unwrap_or(default.data),
            listen: given.listen.or(file.listen).unwrap_or(default.listen),
            public_url: given
                .public_url
                .or(file.public_url)
                .map(public_url)
                .transpose()?,
            workers: count(given.workers, file.workers).unwrap_or(default.workers),
            search_threads: count(given.search_threads, file.search_threads)
                .unwrap_or(default.search_threads),
            queue_max: given.queue.or(file.queue).unwrap_or(default.queue_max),
            deadline: millis.map_or(default.deadline, Duration::from_millis),
            // Checked below: what does not fit is refused.
            cache_bytes: cache_mb.map_or(default.cache_bytes, |mb| {
                usize::try_from(mb).map_or(usize::MAX, |mb| mb.saturating_mul(MEGABYTE))
            }),
            refresh: seconds.map_or(default.refresh, Duration::from_secs),
            site: file
                .site
                .with(given.site_name, file.site_name, file.examples)
                .check()?,
            embed_origins: file.embed.check()?,
            log_format: given.log_format.or(file.log_format).unwrap_or_default(),
            log_queries: given.log_queries.or(file.log_queries).unwrap_or_default(),
        };
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), ConfigError> {
        // Milliseconds of a deadline that came from a u64 fit one again.
        let millis = u64::try_from(self.deadline.as_millis()).unwrap_or(u64::MAX);
        for (key, from, to, value) in [
            ("workers", 1, 1_024, self.workers as u64),
            ("search_threads", 1, 1_024, self.search_threads as u64),
            ("queue", 1, 100_000, self.queue_max as u64),
            ("deadline_ms", 10, 60_000, millis),
            ("cache_mb", 0, 65_536, (self.cache_bytes / MEGABYTE) as u64),
            ("refresh_seconds", 1, 86_400, self.refresh.as_secs()),
        ] {
            if !(from..=to).contains(&value) {
                return Err(ConfigError::OutOfBounds {
                    key,
                    from,
                    to,
                    value,
                });
            }
        }
        Ok(())
    }
}

fn public_url(value: String) -> Result<PublicUrl, ConfigError> {
    value.parse().map_err(|()| ConfigError::PublicUrl { value })
}

fn read_file(path: &Path) -> Result<File, ConfigError> {
    let text = fs::read_to_string(path).map_err(|source| ConfigError::Unreadable {
        path: path.to_owned(),
        source,
    })?;
    toml::from_str(&text).map_err(|error| ConfigError::Wrong {
        path: path.to_owned(),
        reason: error.to_string().trim_end().to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(file: &str, flags: &[&str]) -> Result<Config, ConfigError> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("tongcha.toml");
        fs::write(&path, file).expect("a file");
        let mut arguments = Arguments::parse_from([&["tongcha-server"], flags].concat());
        arguments.config = Some(path);
        Config::load(&arguments)
    }

    #[test]
    fn flags_come_before_the_file_and_the_file_before_defaults() {
        let config = load(
            "listen = '0.0.0.0:80'\nqueue = 7\nexamples = ['甲']",
            &["--listen", "[::1]:8081"],
        );
        let config = config.expect("right settings");
        assert_eq!(config.listen, "[::1]:8081");
        assert_eq!(config.queue_max, 7);
        assert_eq!(
            config.site,
            Site {
                examples: vec!["甲".to_owned()],
                ..Site::default()
            }
        );
        assert_eq!(config.deadline, Duration::from_secs(2));
        assert!(!config.log_queries);
        let public = load(
            "public_url = 'https://a.cn'",
            &["--public-url", "https://b.cn/"],
        );
        let public = public
            .expect("right settings")
            .public_url
            .expect("an address");
        assert_eq!(public.to_string(), "https://b.cn");
        assert!(
            load("", &["--log-queries"])
                .expect("right settings")
                .log_queries
        );
    }

    #[test]
    fn what_is_wrong_is_named() {
        let message = |file| load(file, &[]).expect_err("wrong settings").to_string();
        assert!(message("listne = 'x'").contains("listne"));
        assert!(message("workers = 'many'").contains("workers"));
        assert!(message("deadline_ms = 0").contains("deadline_ms is 10 to 60000, not 0"));
        assert!(message("public_url = 'example.cn'").contains("public_url is http://"));
        assert!(message("[").contains("tongcha.toml"));
    }

    #[test]
    fn the_example_file_holds() {
        let config = load(include_str!("../settings.example.toml"), &[]).expect("right settings");
        assert_eq!(config.site.name, "岚江省规章规范性文件库");
        assert_eq!(config.site.home.first(), Some(&HomeSection::Classes));
        assert_eq!(config.site.footer.len(), 2);
        assert!(config.site.style.is_some() && config.site.region.is_some());
        let origins: Vec<String> = config
            .embed_origins
            .iter()
            .map(PublicUrl::to_string)
            .collect();
        assert_eq!(origins, ["https://www.example.gov.cn"]);
        // A flag comes before the table, and the table before the key of older files.
        let named = load(
            "site_name = '甲'\n[site]\nname = '乙'",
            &["--site-name", "丙"],
        );
        assert_eq!(named.expect("right settings").site.name, "丙");
        let named = load("site_name = '甲'\n[site]\nname = '乙'", &[]);
        assert_eq!(named.expect("right settings").site.name, "乙");
    }
}
