//! Chinese text: normalisation aligned to the original, and tokens.
//!
//! Text goes through here twice in the same way, once when it is indexed and once when it is asked for:
//!
//! 1. [`normalize`] maps every character to one character (width, case, traditional forms, punctuation), and
//!    [`Aligned`] remembers where each came from, so that a highlight is a byte range of the original text.
//! 2. [`Tokenizer`] cuts normalised text into words, [`characters`] into single characters for exact phrases.
//! 3. [`title_key`] and [`title_variants`] reduce a title to what decides whether two titles are the same.
//!
//! An index is only readable with the words it was written with: [`fingerprint`] says which these are.
//!
//! ```
//! use tongcha::language::{Aligned, Tokenizer};
//!
//! let original = "《行政處罰法》第３条";
//! let aligned = Aligned::new(original);
//! assert_eq!(aligned.text(), "《行政处罚法》第3条");
//!
//! let tokenizer = Tokenizer::new();
//! let tokens = tokenizer.tokens(aligned.text());
//! let words: Vec<_> = tokens.iter().map(|token| token.text).collect();
//! assert_eq!(words, ["行政", "处罚", "法", "第", "3", "条"]);
//! assert_eq!(&original[aligned.to_original(tokens[1].span.clone())], "處罰");
//! ```

mod aligned;
pub(crate) mod character;
mod characters;
mod compound;
mod dictionary;
mod fingerprint;
pub(crate) mod lookalike;
mod normalize;
mod numeral;
pub(crate) mod pinyin;
mod punctuation;
mod title;
mod token;
mod tokenize;
mod traditional;

pub use aligned::Aligned;
pub use characters::characters;
pub use fingerprint::fingerprint;
pub use normalize::{normalize, normalize_char, normalized};
pub use title::{title_key, title_variants};
pub use token::{TOKEN_BYTES_MAX, TOKEN_CHARS_MAX, Token};
pub use tokenize::Tokenizer;
