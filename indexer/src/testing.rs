//! What the tests of several rooms need: the real corpus, where it is found.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use serde_json::Value;
use tongcha::Record;

/// The folder of the real corpus.
pub(crate) fn shared() -> Option<PathBuf> {
    let named = std::env::var_os("TONGCHA_SHARED").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    named
        .into_iter()
        .chain([beside])
        .find(|folder| folder.join("corpus").is_dir())
}

/// Says that a test did nothing.
pub(crate) fn skipped() {
    println!("skipped: the real corpus is neither in TONGCHA_SHARED nor in ../shared");
}

/// The objects of a compressed file of the corpus.
pub(crate) fn shared_objects(name: &str) -> Option<Vec<Value>> {
    let path = shared()?.join(format!("corpus/{name}.jsonl.zst"));
    let file = std::fs::File::open(path).expect("the corpus is readable");
    let lines = BufReader::new(zstd::Decoder::new(file).expect("a frame")).lines();
    let object = |line: String| serde_json::from_str(&line).expect("an object");
    Some(lines.map(|line| object(line.expect("a line"))).collect())
}

/// The records of files of the corpus.
pub(crate) fn shared_records(names: &[&str]) -> Option<Vec<Record>> {
    let mut records = Vec::new();
    for name in names {
        for object in shared_objects(name)? {
            let Value::Object(object) = object else {
                continue;
            };
            records.push(Record::from_object(object));
        }
    }
    Some(records)
}
