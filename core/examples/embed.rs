//! How another system embeds the search: build an index of its records, search it, show an article.
//!
//! Run it with `cargo run -p tongcha --example embed -- "育儿假 几天"`.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "an example talks to the terminal"
)]

use std::sync::Arc;

use tongcha::document::Day;
use tongcha::query::Level;
use tongcha::{
    DataDirectory, Indexer, Outcome, Record, SearchRequest, Searcher, Tokenizer, WriterOptions,
};

/// Records come from wherever the system keeps them; each needs a title and a text, all else helps.
fn records() -> Vec<Record> {
    vec![
        Record {
            id: "demo-2022-01".into(),
            title: "示范省人口与计划生育条例".into(),
            kind: Some("地方性法规".into()),
            authority: Some("示范省人民代表大会常务委员会".into()),
            published: Some("2022-01-10".into()),
            effective: Some("2022-03-01".into()),
            text: "第一章 总则\n第一条 为了促进人口长期均衡发展，制定本条例。\n第二章 奖励与保障\n\
                   第二条 夫妻在子女满三周岁前，每年各享受十日育儿假。"
                .into(),
            ..Record::default()
        },
        Record {
            id: "demo-2023-07".into(),
            title: "示范省人民政府办公厅关于加强电动自行车停放管理的通知".into(),
            number: Some("示府办发〔2023〕7号".into()),
            published: Some("2023-04-02".into()),
            text: "一、规范停放。小区应当设置集中停放场所。\n二、严禁在楼道内充电。".into(),
            ..Record::default()
        },
    ]
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let question = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "育儿假".to_owned());
    let folder = tempfile::tempdir()?;
    let data = DataDirectory::new(folder.path());

    // One tokenizer for the whole process: it holds the dictionary.
    let tokenizer = Arc::new(Tokenizer::new());

    let mut indexer = Indexer::update(&data, &tokenizer, WriterOptions::default())?;
    for record in records() {
        if let Outcome::Rejected(reason) = indexer.add(record, "demo")? {
            eprintln!("left out: {reason}");
        }
    }
    let manifest = indexer.publish()?;
    println!(
        "generation {}: {} documents",
        manifest.generation, manifest.documents
    );

    // A searcher follows the data directory: call `refresh` now and then, and new generations are picked up.
    let searcher = Searcher::open(&data, tokenizer)?;
    let request = SearchRequest {
        level: Level::Article,
        ..SearchRequest::new(question)
    };
    let answer = searcher.search(&request)?;
    println!(
        "{} articles in {:.1} ms",
        answer.total.value, answer.took_ms
    );
    for hit in &answer.hits {
        if let Some(article) = &hit.article {
            println!(
                "{} {} [{}]\n  {}",
                hit.title, article.label, hit.validity.label, article.text
            );
        }
    }
    if let Some(hit) = answer.hits.first() {
        let document = searcher.document(&hit.id, Day::today())?;
        println!(
            "{}",
            document
                .map(|document| document.to_txt())
                .unwrap_or_default()
        );
    }
    Ok(())
}
