//! The two languages in which the service speaks of itself.

use actix_web::http::header::{ACCEPT_LANGUAGE, HeaderMap};

/// A sentence in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl Said {
    /// A sentence in both languages.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            zh: zh.into(),
            en: en.into(),
        }
    }

    /// The sentence in one of them.
    pub fn in_tongue(&self, tongue: Tongue) -> &str {
        match tongue {
            Tongue::Chinese => &self.zh,
            Tongue::English => &self.en,
        }
    }
}

/// A language of the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tongue {
    /// Simplified Chinese, also for whoever asks for neither.
    Chinese,
    /// English.
    English,
}

impl Tongue {
    /// The language that `Accept-Language` prefers (RFC 9110 §12.5.4); Chinese where both are as good.
    pub fn asked(headers: &HeaderMap) -> Self {
        let header = headers
            .get(ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or("");
        if quality(header, "en") > quality(header, "zh").max(quality(header, "*")) {
            Self::English
        } else {
            Self::Chinese
        }
    }

    /// The tag for `Content-Language` and `lang`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }
}

/// The highest weight that a header gives to a language or one of its varieties, in thousandths.
fn quality(header: &str, language: &str) -> u32 {
    let weight = |range: &str| {
        let mut parts = range.split(';').map(str::trim);
        let tag = parts.next()?;
        let primary = tag.split('-').next()?;
        if !primary.eq_ignore_ascii_case(language) {
            return None;
        }
        let q = parts
            .find_map(|part| part.strip_prefix("q="))
            .map_or(Some(1.0), |q| q.parse::<f32>().ok())?;
        // Out-of-range weights are cut to the range; the cast is of 0 to 1000.
        Some((q.clamp(0.0, 1.0) * 1000.0) as u32)
    };
    header.split(',').filter_map(weight).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(header: &str, tongue: Tongue) {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_LANGUAGE, header.parse().expect("a header"));
        assert_eq!(Tongue::asked(&headers), tongue, "{header}");
    }

    #[test]
    fn the_preferred_language_is_spoken() {
        check("en", Tongue::English);
        check("en-US,en;q=0.9", Tongue::English);
        check("en;q=0.5, zh-CN;q=0.8", Tongue::Chinese);
        check("zh;q=0.1, en;q=0.2", Tongue::English);
        check("fr", Tongue::Chinese);
        check("*", Tongue::Chinese);
        check("en;q=nonsense", Tongue::Chinese);
        assert_eq!(Tongue::asked(&HeaderMap::new()), Tongue::Chinese);
    }
}
