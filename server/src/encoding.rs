//! Which compressed form an asker takes: the header `Accept-Encoding` (RFC 9110 §12.5.3).

use std::io::Write;

use actix_web::HttpRequest;
use actix_web::http::header::ACCEPT_ENCODING;
use flate2::Compression;
use flate2::write::GzEncoder;

const GZIP_LEVEL: u32 = 4;
const ZSTD_LEVEL: i32 = 4;

/// A form in which bytes travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// As they are.
    Identity,
    /// gzip (RFC 1952).
    Gzip,
    /// Zstandard (RFC 8878).
    Zstd,
}

impl Encoding {
    /// The smallest form that the asker takes. Weights only tell whether a form is taken: ours is the choice among those.
    pub fn accepted(request: &HttpRequest) -> Self {
        let headers = request.headers().get_all(ACCEPT_ENCODING);
        let said: Vec<&str> = headers.filter_map(|value| value.to_str().ok()).collect();
        Self::among(&said.join(","))
    }

    fn among(accept: &str) -> Self {
        let mut best = Self::Identity;
        for part in accept.split(',') {
            let (name, weight) = part.split_once(';').unwrap_or((part, ""));
            let is_refused = weight.split_once('=').is_some_and(|(_, value)| {
                value
                    .trim()
                    .parse::<f32>()
                    .is_ok_and(|weight| weight <= 0.0)
            });
            if is_refused {
                continue;
            }
            match name.trim().to_ascii_lowercase().as_str() {
                "zstd" => best = Self::Zstd,
                "gzip" | "x-gzip" if best == Self::Identity => best = Self::Gzip,
                _ => {}
            }
        }
        best
    }

    /// The bytes in this form; `None` for bytes as they are, or when a compressor fails. Made for each answer, so at the
    /// levels that are nearly free.
    pub fn compress(self, bytes: &[u8]) -> Option<Vec<u8>> {
        match self {
            Self::Identity => None,
            Self::Gzip => {
                let mut encoder = GzEncoder::new(Vec::new(), Compression::new(GZIP_LEVEL));
                encoder.write_all(bytes).ok()?;
                encoder.finish().ok()
            }
            Self::Zstd => zstd::bulk::compress(bytes, ZSTD_LEVEL).ok(),
        }
    }

    /// The value of `Content-Encoding`; `None` for bytes as they are.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Identity => None,
            Self::Gzip => Some("gzip"),
            Self::Zstd => Some("zstd"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_accepted_form_is_taken() {
        for (accept, encoding) in [
            ("", Encoding::Identity),
            ("br", Encoding::Identity),
            ("*", Encoding::Identity),
            ("gzip, deflate, br, zstd", Encoding::Zstd),
            ("zstd, gzip", Encoding::Zstd),
            ("GZIP", Encoding::Gzip),
            ("zstd;q=0, gzip;q=0.5", Encoding::Gzip),
            ("gzip; q=0.000", Encoding::Identity),
        ] {
            assert_eq!(Encoding::among(accept), encoding, "{accept}");
        }
    }
}
