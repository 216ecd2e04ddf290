//! Percent-encoding: of query strings (`application/x-www-form-urlencoded`) and of path segments.

/// Decodes a name or value of a query string; `None` when the bytes are not UTF-8. A `%` without two digits
/// behind it stands for itself, as the URL standard has it.
pub(super) fn decode(text: &str) -> Option<String> {
    String::from_utf8(decode_bytes(text, true)).ok()
}

/// Decodes a segment of a path; `None` when the bytes are not UTF-8.
pub fn decode_segment(text: &str) -> Option<String> {
    String::from_utf8(decode_bytes(text, false)).ok()
}

/// Encodes text so that it can stand as one segment of a path or one value of a query string.
pub fn encode(text: &str) -> String {
    use std::fmt::Write;
    let mut out = String::with_capacity(text.len() * 3);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

fn decode_bytes(text: &str, plus_is_space: bool) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escaped = bytes
            .get(at + 1..at + 3)
            .filter(|_| bytes[at] == b'%')
            .and_then(hex);
        match escaped {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(if plus_is_space && bytes[at] == b'+' {
                    b' '
                } else {
                    bytes[at]
                });
                at += 1;
            }
        }
    }
    out
}

fn hex(digits: &[u8]) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    // Two hexadecimal digits are at most 255.
    u8::try_from(digit(digits[0])? * 16 + digit(digits[1])?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_read_and_written() {
        assert_eq!(decode("%E5%85%BB+a%2Bb"), Some("养 a+b".to_owned()));
        assert_eq!(decode("100%"), Some("100%".to_owned()));
        assert_eq!(decode("%zz%4"), Some("%zz%4".to_owned()));
        assert_eq!(decode("%ED%A0%80"), None);
        assert_eq!(decode_segment("a+b%2Fc"), Some("a+b/c".to_owned()));
        assert_eq!(encode("养/a b-1.~"), "%E5%85%BB%2Fa%20b-1.~");
        assert_eq!(
            decode_segment(&encode("〔2020〕8号?&#%")),
            Some("〔2020〕8号?&#%".to_owned())
        );
    }
}
