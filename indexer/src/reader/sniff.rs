//! Tells by its first bytes what is no text in UTF-8, to say so once instead of once a line.

use super::Fault;
use crate::quarantine::Reason;

/// The mark that some programs put before UTF-8.
pub(super) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
const HEAD_BYTES: usize = 8 << 10;

/// What is wrong with a file that begins so.
pub(super) fn fault_of(head: &[u8]) -> Option<Fault> {
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        return Some(Fault::of_file(
            Reason::InvalidUtf8,
            "the file is UTF-16; convert it to UTF-8",
        ));
    }
    let is_binary = head.iter().take(HEAD_BYTES).any(|&byte| byte == 0);
    is_binary.then(|| Fault::of_file(Reason::BinaryFile, "the file holds binary data, not text"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_let_through() {
        let reason = |head: &[u8]| fault_of(head).map(|fault| fault.reason);
        assert_eq!(reason("第一条".as_bytes()), None);
        assert_eq!(reason(b""), None);
        assert_eq!(reason(b"\xff\xfe,{\0"), Some(Reason::InvalidUtf8));
        assert_eq!(reason(b"PK\x03\x04\0\0"), Some(Reason::BinaryFile));
    }
}
