//! Our tokenizers in the form that tantivy calls while it indexes.
//!
//! The texts that reach them are normalised already. Queries do not come this way: a plan carries tokens.

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, TokenizerManager};

use super::pairs::for_each_pair;
use crate::language::{self, Tokenizer};

/// Name of the tokenizer for words.
pub(super) const WORDS: &str = "words";
/// Name of the tokenizer that makes each character a token.
pub(super) const CHARACTERS: &str = "characters";
/// Name of the tokenizer for pairs of neighbouring characters that no word begins with.
pub(super) const PAIRS: &str = "pairs";

/// What the tokenizers have seen, for back-pressure and for the promise that no token is dropped.
#[derive(Debug, Default)]
pub(super) struct Meter {
    /// Bytes of text that were tokenized.
    pub bytes: AtomicU64,
    /// Tokens that tantivy would drop because they are too long. Must stay 0.
    pub dropped: AtomicU64,
}

/// tantivy drops longer tokens with nothing but a warning.
const TOKEN_BYTES_MAX: usize = 65_530;

/// The tokenizers of an index.
pub(super) fn tokenizers(tokenizer: &Arc<Tokenizer>, meter: &Arc<Meter>) -> TokenizerManager {
    let manager = TokenizerManager::default();
    let words = Words {
        tokenizer: Arc::clone(tokenizer),
        buffer: Buffer::new(meter),
        last: String::new(),
    };
    let pairs = Pairs {
        words: words.clone(),
        buffer: Buffer::new(meter),
        text: String::new(),
    };
    let characters = Characters {
        buffer: Buffer::new(meter),
    };
    manager.register(WORDS, TextAnalyzer::builder(words).build());
    manager.register(PAIRS, TextAnalyzer::builder(pairs).build());
    manager.register(CHARACTERS, TextAnalyzer::builder(characters).build());
    manager
}

#[derive(Clone)]
struct Words {
    tokenizer: Arc<Tokenizer>,
    buffer: Buffer,
    /// The text that the buffer has the words of. Each field has a tokenizer of its own, so it is that of the entry before.
    last: String,
}

#[derive(Clone)]
struct Pairs {
    words: Words,
    buffer: Buffer,
    /// The pairs of the text side by side, since a pair need not stand so in the text.
    text: String,
}

#[derive(Clone)]
struct Characters {
    buffer: Buffer,
}

/// Start, end and position of a token.
type Span = (u32, u32, u32);

/// The spans of a text's tokens, kept from text to text so that indexing does not allocate for each.
#[derive(Clone)]
struct Buffer {
    spans: Vec<Span>,
    token: Token,
    meter: Arc<Meter>,
}

impl Buffer {
    fn new(meter: &Arc<Meter>) -> Self {
        Self {
            spans: Vec::new(),
            token: Token::default(),
            meter: Arc::clone(meter),
        }
    }

    /// Puts a token of what stands behind so many bytes with so many tokens.
    fn push(&mut self, token: language::Token<'_>, bytes: usize, tokens: usize) {
        if token.text.len() > TOKEN_BYTES_MAX {
            self.meter.dropped.fetch_add(1, Ordering::Relaxed);
            return;
        }
        self.spans.push((
            (bytes + token.span.start) as u32,
            (bytes + token.span.end) as u32,
            token.position + tokens as u32,
        ));
    }

    fn count(&self, text: &str) {
        let bytes = text.len() as u64;
        self.meter.bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    /// The tokens of these spans of a text.
    fn stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        Stream {
            text,
            next: 0,
            spans: &self.spans,
            token: &mut self.token,
        }
    }
}

/// The last text that was cut on this thread, and its words.
#[derive(Default)]
struct Cut {
    text: String,
    words: Vec<Span>,
}

thread_local! {
    // Words and pairs are made of the same text, one right after the other, by tokenizers that know nothing of each
    // other; to cut it twice would be a third of a build.
    static CUT: RefCell<Cut> = RefCell::default();
}

impl Words {
    fn cut(&mut self, text: &str) {
        // No word goes on over the end of a line, and a passage has the title and nearly all headings of the one before it.
        let same = same_lines(&self.last, text);
        let Self {
            tokenizer, buffer, ..
        } = self;
        let kept = buffer
            .spans
            .partition_point(|(_, end, _)| *end as usize <= same);
        buffer.spans.truncate(kept);
        tokenizer.for_each_token(&text[same..], |token| buffer.push(token, same, kept));
        text.clone_into(&mut self.last);
    }
}

/// Bytes of the whole lines with which both texts begin.
fn same_lines(one: &str, other: &str) -> usize {
    let lines = one.split_inclusive('\n').zip(other.split_inclusive('\n'));
    let same = lines.take_while(|(one, other)| one == other && one.ends_with('\n'));
    same.map(|(line, _)| line.len()).sum()
}

impl tantivy::tokenizer::Tokenizer for Words {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        self.buffer.count(text);
        self.cut(text);
        CUT.with_borrow_mut(|cut| {
            text.clone_into(&mut cut.text);
            cut.words.clone_from(&self.buffer.spans);
        });
        self.buffer.stream(text)
    }
}

impl tantivy::tokenizer::Tokenizer for Pairs {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        let Self {
            words,
            buffer,
            text: pairs,
        } = self;
        buffer.count(text);
        buffer.spans.clear();
        pairs.clear();
        let push = |parts: &[&str]| {
            let start = pairs.len() as u32;
            pairs.extend(parts.iter().copied());
            buffer.spans.push((start, pairs.len() as u32, 0));
        };
        CUT.with_borrow(|cut| {
            let spans = if cut.text == text {
                &cut.words
            } else {
                words.cut(text);
                &words.buffer.spans
            };
            for_each_pair(text, spans, push);
        });
        buffer.stream(pairs)
    }
}

impl tantivy::tokenizer::Tokenizer for Characters {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        self.buffer.count(text);
        self.buffer.spans.clear();
        for token in language::characters(text) {
            self.buffer.push(token, 0, 0);
        }
        self.buffer.stream(text)
    }
}

struct Stream<'a> {
    text: &'a str,
    next: usize,
    spans: &'a [Span],
    token: &'a mut Token,
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        let Some(&(start, end, position)) = self.spans.get(self.next) else {
            return false;
        };
        self.next += 1;
        let (start, end) = (start as usize, end as usize);
        self.token.offset_from = start;
        self.token.offset_to = end;
        self.token.position = position as usize;
        self.token.position_length = 1;
        self.token.text.clear();
        self.token
            .text
            .push_str(self.text.get(start..end).unwrap_or(""));
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
