//! What a token is.

use std::ops::Range;

/// The longest run of letters and digits that is one token, in characters. Longer runs are cut into pieces.
pub const TOKEN_CHARS_MAX: usize = 63;

/// No token is longer than this, in bytes: 63 characters of at most four bytes. An engine that drops longer
/// terms therefore never drops one of ours.
pub const TOKEN_BYTES_MAX: usize = 255;

/// One word or character of a normalised text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token<'t> {
    /// The token, a slice of the normalised text.
    pub text: &'t str,
    /// Where it stands, in bytes of the normalised text.
    pub span: Range<usize>,
    /// Its number, counted from 0 over the tokens of one text, without gaps.
    pub position: u32,
}
