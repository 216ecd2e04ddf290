//! What the tests share: a data directory that goes away, and records in one line.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tempfile::TempDir;
use tongcha::document::Day;
use tongcha::{
    DataDirectory, Indexer, Manifest, Outcome, Record, SearchRequest, SearchResponse, Searcher,
    Tokenizer, WriterOptions,
};

/// A data directory in a temporary folder.
pub struct Corpus {
    pub data: DataDirectory,
    folder: TempDir,
}

impl Corpus {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            data: DataDirectory::new(folder.path().join("data")),
            folder,
        }
    }

    pub fn of(records: &[Record]) -> Self {
        let corpus = Self::new();
        corpus.publish(records);
        corpus
    }

    /// Makes a generation that holds these records and no others, from the one in use.
    pub fn publish(&self, records: &[Record]) -> (Manifest, Vec<Outcome>) {
        let mut indexer = Indexer::update(&self.data, &tokenizer(), options()).unwrap();
        let outcomes = records
            .iter()
            .map(|record| indexer.add(record.clone(), "test").unwrap())
            .collect();
        indexer.prune();
        (indexer.publish().unwrap(), outcomes)
    }

    pub fn searcher(&self) -> Searcher {
        Searcher::open(&self.data, tokenizer()).unwrap()
    }

    pub fn search(&self, q: &str) -> SearchResponse {
        self.searcher().search(&SearchRequest::new(q)).unwrap()
    }

    pub fn generation_path(&self) -> PathBuf {
        self.data.generation_path(&self.data.current().unwrap())
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }
}

pub fn tokenizer() -> Arc<Tokenizer> {
    Arc::new(Tokenizer::new())
}

/// One thread: a commit is then one segment, and small corpora are quick.
pub fn options() -> WriterOptions {
    WriterOptions {
        memory_bytes: 16_000_000,
        threads: 1,
        generations_max: 2,
        generation_days_max: None,
    }
}

pub fn record(id: &str, title: &str, text: &str) -> Record {
    Record {
        id: id.into(),
        title: title.into(),
        text: text.into(),
        ..Record::default()
    }
}

pub fn day(text: &str) -> Day {
    Day::read(text).unwrap()
}

pub fn ids(answer: &SearchResponse) -> Vec<&str> {
    answer.hits.iter().map(|hit| hit.id.as_str()).collect()
}

/// Every file below a directory with its size and time of change.
pub fn listing(root: &Path) -> BTreeMap<PathBuf, (u64, std::time::SystemTime)> {
    let mut found = BTreeMap::new();
    let mut open = vec![root.to_owned()];
    while let Some(directory) = open.pop() {
        for entry in std::fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            let meta = std::fs::metadata(&path).unwrap();
            if meta.is_dir() {
                open.push(path.clone());
            }
            found.insert(path, (meta.len(), meta.modified().unwrap()));
        }
    }
    found
}
