//! tantivy as a first try would use it: a jieba tokenizer, title and text stored and indexed, one query of words.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use anyhow::Result;
use jieba_rs::{Jieba, TokenizeMode};
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{
    Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions, Value,
};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use tantivy::{Index, TantivyDocument, Term, doc};

use super::{Answered, Article, Asked, ask_all, bytes_of, lines};

#[derive(Clone)]
struct JiebaTokenizer(Arc<Jieba>);

struct JiebaStream {
    tokens: Vec<Token>,
    next: usize,
}

impl Tokenizer for JiebaTokenizer {
    type TokenStream<'a> = JiebaStream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> JiebaStream {
        let cut = self.0.tokenize(text, TokenizeMode::Search, true);
        let bytes: Vec<usize> = text
            .char_indices()
            .map(|(at, _)| at)
            .chain([text.len()])
            .collect();
        let tokens = cut.iter().map(|token| Token {
            offset_from: bytes[token.start],
            offset_to: bytes[token.end],
            position: token.start,
            text: token.word.to_lowercase(),
            position_length: token.end - token.start,
        });
        JiebaStream {
            tokens: tokens.collect(),
            next: 0,
        }
    }
}

impl TokenStream for JiebaStream {
    fn advance(&mut self) -> bool {
        self.next += 1;
        self.next <= self.tokens.len()
    }

    fn token(&self) -> &Token {
        &self.tokens[self.next - 1]
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.tokens[self.next - 1]
    }
}

pub fn run(from: &Path, folder: &Path) -> Result<()> {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("jieba")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let words = TextOptions::default()
        .set_indexing_options(indexing)
        .set_stored();
    let mut schema = Schema::builder();
    let id = schema.add_text_field("id", STORED);
    let title = schema.add_text_field("title", words.clone());
    let text = schema.add_text_field("text", words);
    let begun = Instant::now();
    let index = Index::create_in_dir(folder, schema.build())?;
    index
        .tokenizers()
        .register("jieba", JiebaTokenizer(Arc::new(Jieba::new())));
    let mut writer = index.writer_with_num_threads(2, 200_000_000)?;
    for article in lines::<Article>(&from.join("articles.jsonl"))? {
        let article = article?;
        writer
            .add_document(doc!(id => article.id, title => article.title, text => article.text))?;
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    let build_seconds = begun.elapsed().as_secs_f64();

    let searcher = index.reader()?.searcher();
    let questions: Vec<Asked> = lines(&from.join("questions.jsonl"))?.collect::<Result<_>>()?;
    ask_all(
        "tantivy, naive",
        build_seconds,
        bytes_of(folder)?,
        &questions,
        |question| {
            let mut count = 0;
            let mut found = Vec::new();
            for occur in [Occur::Must, Occur::Should] {
                let query = of_words(&question.words, occur, [title, text]);
                (found, count) =
                    searcher.search(&query, &(TopDocs::with_limit(10).order_by_score(), Count))?;
                if count > 0 {
                    break;
                }
            }
            let mut text_bytes = 0;
            for (_, address) in &found {
                let stored: TantivyDocument = searcher.doc(*address)?;
                let held = stored
                    .get_first(text)
                    .and_then(|value| value.as_str().map(str::len));
                text_bytes += held.unwrap_or(0);
            }
            Ok(Answered {
                hits: found.len(),
                text_bytes,
                count: count as u64,
            })
        },
    )
}

/// Every word in one of the fields; all of them, or any.
fn of_words(words: &[String], occur: Occur, fields: [Field; 2]) -> BooleanQuery {
    let of_word = |word: &String| {
        let in_fields = fields.map(|field| -> (Occur, Box<dyn Query>) {
            let term = Term::from_field_text(field, word);
            (
                Occur::Should,
                Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)),
            )
        });
        let either: Box<dyn Query> = Box::new(BooleanQuery::new(in_fields.into()));
        (occur, either)
    };
    BooleanQuery::new(words.iter().map(of_word).collect())
}
