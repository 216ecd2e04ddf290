//! Whole walks: build an index, open it, answer a first page, complete a title, fetch a document or article,
//! and the same over HTTP.

#![allow(clippy::print_stderr, reason = "it says what it passes over")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tongcha::document::Day;
use tongcha::language::Tokenizer;
use tongcha::query::Level;
use tongcha::{DataDirectory, Record, SearchRequest, Searcher};
use tongcha_benches::corpus;
use tongcha_benches::report::{Client, Service, encode};

/// Questions of the sorts that people ask, answerable in both corpora in their own way.
const QUESTIONS: [(&str, &str); 5] = [
    ("title", "物业管理条例"),
    ("words", "养犬 登记 处罚"),
    ("sentence", "物业服务企业擅自停水停电应当如何处罚"),
    ("phrase", "\"县级以上人民政府\""),
    ("browse", ""),
];

fn index(criterion: &mut Criterion) {
    let tokenizer = Arc::new(Tokenizer::new());
    let records = corpus::sample_records().expect("the samples are in the repository");
    let bytes: usize = records.iter().map(|record| record.text.len()).sum();
    let mut group = criterion.benchmark_group("index");
    group.sample_size(10);
    group.throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("build/samples", |bencher| {
        bencher.iter(|| {
            let folder = tempfile::tempdir().expect("a temporary folder");
            corpus::build(records.clone(), folder.path(), &tokenizer).expect("an index");
        });
    });
    group.finish();
}

fn search(criterion: &mut Criterion) {
    let tokenizer = Arc::new(Tokenizer::new());
    let samples = corpus::sample_records().expect("the samples are in the repository");
    measure(criterion, "samples", samples, &tokenizer);
    match corpus::shared() {
        // In test mode a run shows that the benches work; ten seconds of indexing would show no more.
        Some(shared) if !is_test_mode() => {
            let records = corpus::shared_records(&shared).expect("the real corpus is readable");
            measure(criterion, "real", records, &tokenizer);
        }
        _ => {}
    }
}

fn is_test_mode() -> bool {
    !std::env::args().any(|argument| argument == "--bench")
}

fn measure(
    criterion: &mut Criterion,
    name: &str,
    records: Vec<Record>,
    tokenizer: &Arc<Tokenizer>,
) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let some_id = records[records.len() / 2].id.clone();
    corpus::build(records, folder.path(), tokenizer).expect("an index");
    open(criterion, name, folder.path(), tokenizer);

    let data = DataDirectory::new(folder.path());
    let searcher = Searcher::open(&data, Arc::clone(tokenizer)).expect("the index just built");
    for (sort, question) in QUESTIONS {
        for (level, level_name) in [(Level::Document, "documents"), (Level::Article, "articles")] {
            let request = SearchRequest {
                level,
                ..SearchRequest::new(question)
            };
            let id = format!("search/{level_name}/{sort}/{name}");
            criterion.bench_function(&id, |bencher| bencher.iter(|| searcher.search(&request)));
        }
    }
    criterion.bench_function(&format!("suggest/{name}"), |bencher| {
        bencher.iter(|| searcher.suggest("物业", 10));
    });
    let today = Day::today();
    criterion.bench_function(&format!("document/{name}"), |bencher| {
        bencher.iter(|| searcher.document(&some_id, today));
    });
    criterion.bench_function(&format!("article/{name}"), |bencher| {
        bencher.iter(|| searcher.article(&some_id, "1", today));
    });
    http(criterion, name, folder.path());
}

/// A first page over loopback from the server's binary, where one lies beside this bench.
fn http(criterion: &mut Criterion, name: &str, data: &Path) {
    let Some(commands) = commands().filter(|folder| folder.join("tongcha-server").is_file()) else {
        eprintln!("http/{name}: skipped, since tongcha-server is not built");
        return;
    };
    let page = format!("/api/v1/search?q={}", encode("养犬 登记"));
    let service = Service::start(&commands, data, &page).expect("the server starts");
    let mut client = Client::connect(service.address).expect("the server listens");
    for (sort, path) in [("search", page.as_str()), ("home", "/")] {
        criterion.bench_function(&format!("http/{sort}/{name}"), |bencher| {
            bencher.iter(|| client.get(path, None).expect("an answer").status);
        });
    }
}

/// The folder of the binaries: that above the folder of this bench.
fn commands() -> Option<PathBuf> {
    let own = std::env::current_exe().ok()?;
    Some(own.parent()?.parent()?.to_owned())
}

fn open(criterion: &mut Criterion, name: &str, folder: &Path, tokenizer: &Arc<Tokenizer>) {
    let data = DataDirectory::new(folder);
    criterion.bench_function(&format!("open/{name}"), |bencher| {
        bencher.iter(|| Searcher::open(&data, Arc::clone(tokenizer)).is_ok());
    });
    criterion.bench_function(&format!("open/dictionary/{name}"), |bencher| {
        bencher.iter(Tokenizer::new)
    });
}

criterion_group!(benches, index, search);
criterion_main!(benches);
