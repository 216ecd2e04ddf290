//! How somebody wants the pages to look: large letters, more contrast, light or dark, simplified or traditional
//! characters. Kept in one cookie of the reader's browser; the server remembers nothing.

use actix_web::http::header::{COOKIE, HeaderMap};

/// Name of the cookie.
const COOKIE_NAME: &str = "display";
/// A year: as long as browsers keep one that is used (RFC 6265bis allows 400 days).
const COOKIE_SECONDS: u32 = 365 * 24 * 60 * 60;

/// How the pages look.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Display {
    /// Letters of 125 %.
    pub is_large: bool,
    /// Black on white, or white on black.
    pub is_contrast: bool,
    /// Whose choice light and dark are.
    pub theme: Theme,
    /// Whether the text is shown in traditional characters.
    pub is_traditional: bool,
}

/// Light or dark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the reader's system has it.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// What can be switched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Switch {
    /// Large letters.
    Large,
    /// More contrast.
    Contrast,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
    /// Traditional characters.
    Traditional,
}

impl Switch {
    /// All of them, as they stand on the page.
    pub const ALL: [Self; 5] = [
        Self::Large,
        Self::Contrast,
        Self::Light,
        Self::Dark,
        Self::Traditional,
    ];

    /// Its word in the cookie, the form, and the class of the page.
    pub fn word(self) -> &'static str {
        match self {
            Self::Large => "large",
            Self::Contrast => "contrast",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Traditional => "traditional",
        }
    }

    /// What it says on the page.
    pub fn label(self) -> &'static str {
        match self {
            Self::Large => "大字",
            Self::Contrast => "高对比",
            Self::Light => "浅色",
            Self::Dark => "深色",
            Self::Traditional => "繁體",
        }
    }

    /// The switch with this word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|switch| switch.word() == word)
    }
}

impl Display {
    /// What the cookie of a request says. Words that are not known are passed over: an older version may have set them.
    pub fn of(headers: &HeaderMap) -> Self {
        let mut display = Self::default();
        let cookies = headers
            .get_all(COOKIE)
            .filter_map(|value| value.to_str().ok());
        let value = cookies
            .flat_map(|cookies| cookies.split(';'))
            .filter_map(|cookie| cookie.trim().split_once('='))
            .find_map(|(name, value)| (name == COOKIE_NAME).then_some(value));
        for switch in value.unwrap_or_default().split('-').filter_map(Switch::of) {
            if !display.has(switch) {
                display = display.turned(switch);
            }
        }
        display
    }

    /// Whether a switch is on.
    pub fn has(self, switch: Switch) -> bool {
        match switch {
            Switch::Large => self.is_large,
            Switch::Contrast => self.is_contrast,
            Switch::Light => self.theme == Theme::Light,
            Switch::Dark => self.theme == Theme::Dark,
            Switch::Traditional => self.is_traditional,
        }
    }

    /// The same with one switch turned. Neither light nor dark is as the system has it.
    pub fn turned(mut self, switch: Switch) -> Self {
        let theme = |theme| {
            if self.theme == theme {
                Theme::System
            } else {
                theme
            }
        };
        match switch {
            Switch::Large => self.is_large = !self.is_large,
            Switch::Contrast => self.is_contrast = !self.is_contrast,
            Switch::Light => self.theme = theme(Theme::Light),
            Switch::Dark => self.theme = theme(Theme::Dark),
            Switch::Traditional => self.is_traditional = !self.is_traditional,
        }
        self
    }

    /// The words of the switches that are on, joined.
    pub fn words(self, between: &str) -> String {
        let on = Switch::ALL.into_iter().filter(|&switch| self.has(switch));
        on.map(Switch::word).collect::<Vec<_>>().join(between)
    }

    /// The value of `Set-Cookie`. No script reads it, and no other site's form sends it along.
    pub fn set_cookie(self, is_secure: bool) -> String {
        let (words, seconds) = (self.words("-"), COOKIE_SECONDS);
        let seconds = if words.is_empty() { 0 } else { seconds };
        let secure = if is_secure { "; Secure" } else { "" };
        format!("{COOKIE_NAME}={words}; Path=/; Max-Age={seconds}; SameSite=Lax; HttpOnly{secure}")
    }

    /// What the meta element `color-scheme` says.
    pub fn color_scheme(self) -> &'static str {
        match self.theme {
            Theme::System => "light dark",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// The language of the page (BCP 47).
    pub fn language(self) -> &'static str {
        if self.is_traditional {
            "zh-Hant"
        } else {
            "zh-CN"
        }
    }
}

/// A place of this site to go back to: a path with or without a query. `None` for everything that a browser could take for
/// an address elsewhere.
pub fn place_here(place: &str) -> Option<&str> {
    let is_ours = place.starts_with('/')
        && !place.starts_with("//")
        && place.bytes().all(|byte| byte.is_ascii_graphic());
    // A backslash is a slash to browsers (WHATWG URL), so "/\host" would lead away.
    (is_ours && !place.contains('\\')).then_some(place)
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderValue;

    use super::*;

    fn of(cookie: &'static str) -> Display {
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, HeaderValue::from_static(cookie));
        Display::of(&headers)
    }

    #[test]
    fn a_cookie_is_read_as_it_was_set() {
        for switches in [
            &[][..],
            &[Switch::Large],
            &[Switch::Contrast, Switch::Dark, Switch::Traditional],
        ] {
            let display = switches
                .iter()
                .fold(Display::default(), |display, &switch| {
                    display.turned(switch)
                });
            let cookie: &'static str = display.set_cookie(true).leak();
            assert_eq!(of(cookie), display, "{cookie}");
        }
        assert_eq!(
            of("a=b; display=nonsense-large; c"),
            Display {
                is_large: true,
                ..Display::default()
            }
        );
        assert_eq!(of("display=light-dark-large-large").theme, Theme::Dark);
        assert!(of("display=large-large").is_large);
    }

    #[test]
    fn light_and_dark_exclude_each_other_and_can_be_left() {
        let dark = Display::default()
            .turned(Switch::Light)
            .turned(Switch::Dark);
        assert_eq!(dark.words(" "), "dark");
        assert_eq!(dark.turned(Switch::Dark), Display::default());
    }

    #[test]
    fn only_places_of_this_site_are_gone_back_to() {
        for place in ["/", "/search?q=%E5%85%BB&page=2", "/doc/a//b"] {
            assert_eq!(place_here(place), Some(place));
        }
        for elsewhere in [
            "",
            "search",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example/",
            "/\t/evil.example",
            "/a\r\nSet-Cookie: b=c",
            "/养犬",
        ] {
            assert_eq!(place_here(elsewhere), None, "{elsewhere}");
        }
    }
}
