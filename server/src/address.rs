//! Where the service is reached: what links that must be absolute begin with.
//!
//! The configured public address, else the `Host` header of the request. Forwarding headers are not read: whoever
//! reaches the port can send them, and would put addresses of a site of theirs into sitemaps, feeds and caches.

use std::fmt;
use std::str::FromStr;

use actix_web::HttpRequest;
use actix_web::http::header::HOST;

use crate::state::State;

/// What stands in the place of a host that is none.
const UNKNOWN_HOST: &str = "localhost";
/// Characters of a host name at most (RFC 1035).
const HOST_CHARS_MAX: usize = 253;

/// The configured public address: `https://rules.example.cn`, perhaps with a port, without a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl {
    origin: String,
    host: String,
}

impl PublicUrl {
    /// The name of the host, where it is one that RFC 4151 takes as an authority.
    pub fn tag_authority(&self) -> Option<&str> {
        (!self.host.starts_with('[')).then_some(&self.host)
    }
}

impl FromStr for PublicUrl {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (scheme, rest) = text.split_once("://").ok_or(())?;
        let scheme = scheme.to_ascii_lowercase();
        if !matches!(scheme.as_str(), "http" | "https") {
            return Err(());
        }
        let place = rest.strip_suffix('/').unwrap_or(rest).to_ascii_lowercase();
        let host = host_of(&place).ok_or(())?.to_owned();
        Ok(Self {
            origin: format!("{scheme}://{place}"),
            host,
        })
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.origin)
    }
}

/// Scheme and host of the service, without a slash at the end.
pub fn origin(request: &HttpRequest, state: &State) -> String {
    if let Some(public) = &state.config.public_url {
        return public.to_string();
    }
    let header = request.headers().get(HOST);
    let named = header.and_then(|value| value.to_str().ok());
    let named = named.filter(|place| host_of(place).is_some());
    // The server itself speaks no TLS.
    format!("http://{}", named.unwrap_or(UNKNOWN_HOST))
}

/// The host of `host` or `host:port`; `None` when it is neither.
fn host_of(place: &str) -> Option<&str> {
    let (host, port) = match place.strip_prefix('[') {
        Some(rest) => {
            let end = rest.find(']')? + 2;
            (
                &place[..end],
                place[end..]
                    .strip_prefix(':')
                    .or_else(|| (place.len() == end).then_some("0"))?,
            )
        }
        None => place.split_once(':').unwrap_or((place, "0")),
    };
    let is_port = port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok();
    (is_port && is_host(host)).then_some(host)
}

fn is_host(host: &str) -> bool {
    if let Some(inner) = host.strip_prefix('[') {
        let inner = inner.strip_suffix(']').unwrap_or(inner);
        return inner.parse::<std::net::Ipv6Addr>().is_ok();
    }
    let is_label = |label: &str| {
        !label.is_empty()
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    host.len() <= HOST_CHARS_MAX && host.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_host_with_or_without_a_port_is_taken() {
        for (place, host) in [
            ("rules.example.cn", "rules.example.cn"),
            ("localhost:8080", "localhost"),
            ("10.0.0.1:80", "10.0.0.1"),
            ("[::1]", "[::1]"),
            ("[2001:db8::1]:8080", "[2001:db8::1]"),
        ] {
            assert_eq!(host_of(place), Some(host), "{place}");
        }
        for wrong in [
            "", ":80", "a:", "a:x", "a:+1", "a:99999", "a/b", "a@b", "a b", "a..b", "a\"b",
            "a:1:2", "[::1", "[x]", "[::1]x", "例.cn",
        ] {
            assert_eq!(host_of(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_public_address_has_no_path() {
        let address = |text: &str| text.parse::<PublicUrl>().map(|url| url.to_string());
        assert_eq!(
            address("HTTPS://Rules.Example.cn/"),
            Ok("https://rules.example.cn".to_owned())
        );
        assert_eq!(
            address("http://[::1]:8080"),
            Ok("http://[::1]:8080".to_owned())
        );
        for wrong in [
            "rules.example.cn",
            "ftp://a",
            "https://",
            "https://a/b",
            "https://a?b",
            "https://u@a",
        ] {
            assert_eq!(address(wrong), Err(()), "{wrong}");
        }
        let url: PublicUrl = "http://[::1]".parse().expect("an address");
        assert_eq!(url.tag_authority(), None);
    }
}
