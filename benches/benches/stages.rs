//! The stages of both walks, each by itself: normalise, tokenize, parse, plan, highlight.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use tongcha::document::read_record;
use tongcha::language::{self, Aligned, Tokenizer};
use tongcha::query::{PlanRequest, Query, plan};
use tongcha::search::Highlighter;
use tongcha::{Record, structure};
use tongcha_benches::corpus;

/// Texts of about a megabyte, so that one round takes milliseconds.
const TEXT_BYTES: usize = 1 << 20;

/// The corpora that are here, by name: the samples always, a part of the real one where it is found.
fn corpora() -> Vec<(&'static str, Vec<Record>)> {
    let samples = corpus::sample_records().expect("the samples are in the repository");
    let mut corpora = vec![("samples", samples)];
    if let Some(shared) = corpus::shared() {
        let laws = corpus::records(&shared.join("corpus/laws.jsonl.zst"));
        corpora.push(("laws", laws.expect("the real corpus is readable")));
    }
    for (_, records) in &mut corpora {
        let mut bytes = 0;
        records.retain(|record| {
            bytes += record.text.len();
            bytes <= TEXT_BYTES
        });
    }
    corpora
}

fn texts(criterion: &mut Criterion) {
    let tokenizer = Tokenizer::new();
    for (name, records) in corpora() {
        let texts: Vec<&str> = records.iter().map(|record| record.text.as_str()).collect();
        let normalized: Vec<String> = texts.iter().map(|text| language::normalize(text)).collect();
        let total = |measure: &dyn Fn(&str) -> usize, texts: &[&str]| -> usize {
            texts.iter().map(|text| measure(text)).sum()
        };
        let mut group = criterion.benchmark_group("text");
        group.throughput(Throughput::Bytes(total(&str::len, &texts) as u64));
        let mut bench = |stage: &str, measure: &dyn Fn(&str) -> usize, texts: &[&str]| {
            let id = BenchmarkId::new(stage, name);
            group.bench_function(id, |bencher| bencher.iter(|| total(measure, texts)));
        };
        let normal: Vec<&str> = normalized.iter().map(String::as_str).collect();
        bench("normalise", &|text| language::normalize(text).len(), &texts);
        bench("align", &|text| Aligned::new(text).text().len(), &texts);
        bench("tokenize", &|text| count_tokens(&tokenizer, text), &normal);
        bench(
            "characters",
            &|text| language::characters(text).count(),
            &normal,
        );
        bench(
            "parse",
            &|text| structure::parse(text).passages.len(),
            &texts,
        );
        group.bench_function(BenchmarkId::new("read_record", name), |bencher| {
            bencher.iter(|| {
                for record in &records {
                    black_box(read_record(record.clone()).is_ok());
                }
            });
        });
        group.finish();
    }
}

fn count_tokens(tokenizer: &Tokenizer, text: &str) -> usize {
    let mut tokens = 0;
    tokenizer.for_each_token(text, |_| tokens += 1);
    tokens
}

fn questions(criterion: &mut Criterion) {
    let tokenizer = Tokenizer::new();
    let raw = "物业服务企业擅自停水停电怎么办";
    let query = Query::parse(raw).expect("a short question");
    let made = plan(&query, &tokenizer, PlanRequest::default());
    let records = corpus::sample_records().expect("the samples are in the repository");
    let text: String = records
        .iter()
        .map(|record| record.text.as_str())
        .take(3)
        .collect();

    let mut group = criterion.benchmark_group("question");
    group.bench_function("parse", |bencher| {
        bencher.iter(|| Query::parse(black_box(raw)))
    });
    group.bench_function("plan", |bencher| {
        bencher.iter(|| plan(&query, &tokenizer, PlanRequest::default()))
    });
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("highlight", |bencher| {
        let highlighter = Highlighter::new(&made, &tokenizer);
        bencher.iter(|| highlighter.marks(black_box(&text)));
    });
    group.finish();
}

criterion_group!(benches, texts, questions);
criterion_main!(benches);
