//! Articles and questions for every engine, with their words.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Result;
use jieba_rs::Jieba;
use tongcha::{language, structure};
use tongcha_benches::{corpus, evaluate};

use super::{Article, Asked};

pub fn export(sources: &[PathBuf], questions: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    let jieba = Jieba::new();
    let mut articles = BufWriter::new(File::create(to.join("articles.jsonl"))?);
    for source in sources {
        for record in corpus::records(source)? {
            let structure = structure::parse(&record.text);
            for (at, passage) in structure.passages.iter().enumerate() {
                let text = &record.text[passage.span.start as usize..passage.span.end as usize];
                let words = words(&jieba, &format!("{} {text}", record.title));
                let article = Article {
                    id: format!("{}#{at}", record.id),
                    title: record.title.clone(),
                    text: text.to_owned(),
                    words: words.join(" "),
                };
                serde_json::to_writer(&mut articles, &article)?;
                articles.write_all(b"\n")?;
            }
        }
    }
    articles.flush()?;
    let mut asked = BufWriter::new(File::create(to.join("questions.jsonl"))?);
    for question in evaluate::questions(questions)? {
        let words = words(&jieba, &question.query);
        if words.is_empty() {
            continue;
        }
        let line = Asked {
            query: question.query,
            words,
        };
        serde_json::to_writer(&mut asked, &line)?;
        asked.write_all(b"\n")?;
    }
    Ok(asked.flush()?)
}

/// Words without punctuation, as jieba cuts them without guesses.
fn words(jieba: &Jieba, text: &str) -> Vec<String> {
    let normal = language::normalize(text);
    let cut = jieba.cut(&normal, false).into_iter();
    let has_letter = |word: &&str| word.chars().any(char::is_alphanumeric);
    cut.map(|token| token.word)
        .filter(has_letter)
        .map(str::to_owned)
        .collect()
}
