//! Compressed forms of an answer.

use std::io::{self, Write};

use actix_web::HttpRequest;
use actix_web::http::header::{ACCEPT_ENCODING, AcceptEncoding, Encoding, Header, HeaderValue};
use flate2::Compression;
use flate2::write::GzEncoder;

/// Fewer bytes are not worth it: they fit in a packet as they are.
pub const BYTES_MIN: usize = 1_024;
/// Levels that cost a few milliseconds for the largest pages; higher ones save a few percent for several times that.
const GZIP_LEVEL: u32 = 6;
const ZSTD_LEVEL: i32 = 6;

/// A form in which an answer is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Coding {
    /// As it is.
    Identity,
    /// RFC 1952.
    Gzip,
    /// RFC 8878.
    Zstd,
}

impl Coding {
    /// What the asker likes best of what we have. Who says nothing gets it as it is.
    pub fn accepted(request: &HttpRequest) -> Self {
        if !request.headers().contains_key(ACCEPT_ENCODING) {
            return Self::Identity;
        }
        // A header that cannot be read asks for nothing.
        let Ok(header) = AcceptEncoding::parse(request) else {
            return Self::Identity;
        };
        let ours = [Encoding::zstd(), Encoding::gzip(), Encoding::identity()];
        match header.negotiate(ours.iter()) {
            Some(chosen) if chosen == Encoding::zstd() => Self::Zstd,
            Some(chosen) if chosen == Encoding::gzip() => Self::Gzip,
            // Who refuses every form gets one all the same: RFC 9110 §12.5.3 leaves that to the server.
            _ => Self::Identity,
        }
    }

    /// What `Content-Encoding` says of it.
    pub fn header(self) -> Option<HeaderValue> {
        match self {
            Self::Identity => None,
            Self::Gzip => Some(HeaderValue::from_static("gzip")),
            Self::Zstd => Some(HeaderValue::from_static("zstd")),
        }
    }

    /// The bytes in this form.
    ///
    /// # Errors
    /// When a compressor gets no memory.
    pub fn encode(self, bytes: &[u8]) -> io::Result<Vec<u8>> {
        match self {
            Self::Identity => Ok(bytes.to_vec()),
            Self::Gzip => {
                let room = Vec::with_capacity(bytes.len() / 4);
                let mut encoder = GzEncoder::new(room, Compression::new(GZIP_LEVEL));
                encoder.write_all(bytes)?;
                encoder.finish()
            }
            Self::Zstd => zstd::bulk::compress(bytes, ZSTD_LEVEL),
        }
    }
}

/// Whether a type of content gets smaller by compression.
pub fn is_worth_it(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default().trim();
    kind.starts_with("text/")
        || kind.ends_with("json")
        || kind.ends_with("xml")
        || kind == "application/javascript"
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;
    use std::io::Read;

    fn accepted(header: &str) -> Coding {
        let request = TestRequest::default().insert_header((ACCEPT_ENCODING, header));
        Coding::accepted(&request.to_http_request())
    }

    #[test]
    fn what_the_asker_likes_best_is_chosen() {
        assert_eq!(accepted("gzip, deflate, br"), Coding::Gzip);
        assert_eq!(accepted("zstd;q=0.9, gzip;q=0.5"), Coding::Zstd);
        assert_eq!(accepted("br, deflate"), Coding::Identity);
        assert_eq!(accepted("gzip;q=0"), Coding::Identity);
        assert_eq!(accepted("gzip;q=many"), Coding::Identity);
        let silent = TestRequest::default().to_http_request();
        assert_eq!(Coding::accepted(&silent), Coding::Identity);
    }

    #[test]
    fn what_is_encoded_decodes() {
        let text = "第一条　为了保障人民的权益，制定本法。\n".repeat(200);
        let gzip = Coding::Gzip.encode(text.as_bytes()).expect("memory");
        let mut plain = String::new();
        flate2::read::GzDecoder::new(gzip.as_slice())
            .read_to_string(&mut plain)
            .expect("gzip");
        assert_eq!(plain, text);
        let zstd = Coding::Zstd.encode(text.as_bytes()).expect("memory");
        let plain = zstd::bulk::decompress(&zstd, text.len()).expect("zstd");
        assert_eq!(plain, text.as_bytes());
        assert!(gzip.len() < text.len() / 10 && zstd.len() < text.len() / 10);
    }

    #[test]
    fn images_are_left_alone() {
        assert!(is_worth_it("text/html; charset=utf-8"));
        assert!(is_worth_it("application/problem+json"));
        assert!(is_worth_it("image/svg+xml"));
        assert!(!is_worth_it("image/png"));
        assert!(!is_worth_it("application/zip"));
    }
}
