//! The table `[embed]`: which sites may place the box in their pages.

use serde::Deserialize;

use super::ConfigError;
use crate::address::PublicUrl;

/// Sites that may embed at most: they all stand in one header.
const ORIGINS_MAX: usize = 50;

/// The table, as written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct EmbedTable {
    origins: Vec<String>,
}

impl EmbedTable {
    /// The checked origins.
    ///
    /// # Errors
    /// When one is no origin.
    pub fn check(self) -> Result<Vec<PublicUrl>, ConfigError> {
        if self.origins.len() > ORIGINS_MAX {
            let count = self.origins.len();
            return Err(ConfigError::Embed {
                reason: format!("has at most {ORIGINS_MAX} entries, not {count}"),
            });
        }
        let origin = |text: String| {
            text.parse().map_err(|()| ConfigError::Embed {
                reason: format!("lists addresses as https://www.example.gov.cn, perhaps with a port, without a path, not {text:?}"),
            })
        };
        self.origins.into_iter().map(origin).collect()
    }
}
