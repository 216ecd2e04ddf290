//! The stages of both walks, each by itself, from normalising a text to serialising an answer.

use std::hint::black_box;
use std::sync::Arc;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use tongcha::catalogue::Catalogue;
use tongcha::document::{Day, read_record};
use tongcha::engine::{EmbeddedEngine, Engine, GenerationWriter, StoredDocument};
use tongcha::language::{self, Aligned, Tokenizer};
use tongcha::life::read_life;
use tongcha::query::understand::{Context, understand};
use tongcha::query::{FacetField, PlanRequest, Query, plan};
use tongcha::relation::Stated;
use tongcha::search::Highlighter;
use tongcha::{DataDirectory, Record, SearchRequest, Searcher, WriterOptions, structure};
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

/// The last stages of a document's walk: days and relations are read, entries written, segments merged and sealed.
fn writing(criterion: &mut Criterion) {
    let tokenizer = Arc::new(Tokenizer::new());
    let records = corpus::sample_records().expect("the samples are in the repository");
    let parsed: Vec<StoredDocument> = records.into_iter().filter_map(stored).collect();
    let bytes: usize = parsed.iter().map(|stored| stored.text.len()).sum();

    let mut group = criterion.benchmark_group("write");
    group.sample_size(10);
    group.throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("life", |bencher| {
        bencher.iter(|| {
            for stored in &parsed {
                let mut document = stored.document.clone();
                read_life(&mut document, &stored.structure, &stored.text);
                black_box(document);
            }
        });
    });
    group.bench_function("relations", |bencher| {
        bencher.iter(|| {
            for stored in &parsed {
                black_box(Stated::read(&stored.document, &stored.text));
            }
        });
    });
    let begin = || {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let data = DataDirectory::new(folder.path());
        let writer = GenerationWriter::create(&data, &tokenizer, WriterOptions::default());
        (folder, writer.expect("a new generation"))
    };
    group.bench_function("put", |bencher| {
        bencher.iter_batched(
            begin,
            |(folder, writer)| (folder, filled(writer, &parsed)),
            BatchSize::PerIteration,
        );
    });
    group.bench_function("merge and seal", |bencher| {
        bencher.iter_batched(
            || {
                let (folder, writer) = begin();
                (folder, filled(writer, &parsed))
            },
            |(folder, writer)| {
                writer.publish(Vec::new()).expect("a generation");
                folder
            },
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

fn stored(record: Record) -> Option<StoredDocument> {
    let text = record.text.clone();
    let (document, _) = read_record(record).ok()?;
    Some(StoredDocument {
        document,
        structure: structure::parse(&text),
        text,
        digest: String::new(),
    })
}

fn filled(mut writer: GenerationWriter, parsed: &[StoredDocument]) -> GenerationWriter {
    for stored in parsed {
        writer.put(stored).expect("a document is written");
    }
    writer
}

/// The stages of a question's walk: understand, plan, execute (each version, or works as one hit, which is grouping),
/// fetch, serialise.
fn answering(criterion: &mut Criterion) {
    let tokenizer = Arc::new(Tokenizer::new());
    let folder = tempfile::tempdir().expect("a temporary folder");
    let records = corpus::sample_records().expect("the samples are in the repository");
    corpus::build(records, folder.path(), &tokenizer).expect("an index");
    let data = DataDirectory::new(folder.path());
    let engine = EmbeddedEngine::open(&data).expect("the index just built");
    let names = engine.names().expect("names");
    let catalogue = Catalogue::new(names.clone());
    let raw = "霁川市 养犬 登记";
    let query = Query::parse(raw).expect("a short question");
    let context = Context {
        catalogue: &catalogue,
        as_of: Day::today(),
        ignored: &[],
    };
    let plan_of = |folds| {
        let facets = vec![FacetField::Region, FacetField::Year, FacetField::Status];
        let request = PlanRequest {
            folds,
            facets,
            ..PlanRequest::default()
        };
        plan(&query, &tokenizer, request)
    };
    let (each, folded) = (plan_of(false), plan_of(true));
    let answer = engine.execute(&folded).expect("an answer");
    let searcher = Searcher::open(&data, Arc::clone(&tokenizer)).expect("the index just built");
    let response = searcher
        .search(&SearchRequest::new(raw))
        .expect("a first page");

    let mut group = criterion.benchmark_group("answer");
    group.bench_function("open engine", |bencher| {
        bencher.iter(|| EmbeddedEngine::open(&data).is_ok())
    });
    group.bench_function("catalogue", |bencher| {
        bencher.iter_batched(|| names.clone(), Catalogue::new, BatchSize::LargeInput)
    });
    group.bench_function("understand", |bencher| {
        bencher.iter(|| understand(black_box(&query), context))
    });
    group.bench_function("execute, each version", |bencher| {
        bencher.iter(|| engine.execute(black_box(&each)))
    });
    group.bench_function("execute, grouped by work", |bencher| {
        bencher.iter(|| engine.execute(black_box(&folded)))
    });
    group.bench_function("fetch", |bencher| {
        bencher.iter(|| engine.fetch(black_box(&answer.candidates)))
    });
    group.bench_function("serialise", |bencher| {
        bencher.iter(|| serde_json::to_vec(black_box(&response)))
    });
    group.finish();
}

criterion_group!(benches, texts, questions, writing, answering);
criterion_main!(benches);
