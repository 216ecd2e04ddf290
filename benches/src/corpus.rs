//! The corpora: our own samples anywhere, the real one where it is found.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use tongcha::index::Outcome;
use tongcha::{DataDirectory, Indexer, Record, Tokenizer, WriterOptions};

/// The folder of our own sample documents.
pub fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus-samples")
}

/// The folder of real documents and questions: `TONGCHA_SHARED`, else `../shared` beside the project. `None` on a
/// fresh clone; who needs it says that it is skipped.
pub fn shared() -> Option<PathBuf> {
    let folder = match std::env::var_os("TONGCHA_SHARED") {
        Some(folder) => PathBuf::from(folder),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared"),
    };
    folder.join("corpus").is_dir().then_some(folder)
}

/// Every record of a `.jsonl` or `.jsonl.zst` file.
///
/// # Errors
/// When the file cannot be read or a line is no record.
pub fn records(path: &Path) -> Result<Vec<Record>> {
    let file = File::open(path).with_context(|| path.display().to_string())?;
    let lines: Box<dyn BufRead> = if path.extension().is_some_and(|ending| ending == "zst") {
        Box::new(BufReader::new(zstd::Decoder::new(file)?))
    } else {
        Box::new(BufReader::new(file))
    };
    let mut records = Vec::new();
    for line in lines.lines() {
        let line = line?;
        if !line.trim().is_empty() {
            records.push(serde_json::from_str(&line).with_context(|| path.display().to_string())?);
        }
    }
    Ok(records)
}

/// The sample documents.
///
/// # Errors
/// When they cannot be read.
pub fn sample_records() -> Result<Vec<Record>> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(samples())?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    paths.retain(|path| {
        path.extension().is_some_and(|ending| ending == "jsonl")
            && !path.ends_with("questions.jsonl")
    });
    paths.sort();
    let mut all = Vec::new();
    for path in paths {
        all.extend(records(&path)?);
    }
    Ok(all)
}

/// Laws, normative documents and the extra documents of the question set.
///
/// # Errors
/// When they cannot be read.
pub fn shared_records(shared: &Path) -> Result<Vec<Record>> {
    let mut all = records(&shared.join("corpus/laws.jsonl.zst"))?;
    all.extend(records(&shared.join("corpus/normative.jsonl.zst"))?);
    all.extend(records(&shared.join("eval/stard_extra_docs.jsonl"))?);
    Ok(all)
}

/// Builds an index of these records.
///
/// # Errors
/// When it cannot be written.
pub fn build(
    records: impl IntoIterator<Item = Record>,
    folder: &Path,
    tokenizer: &Arc<Tokenizer>,
) -> Result<()> {
    let data = DataDirectory::new(folder);
    let mut indexer = Indexer::create(&data, tokenizer, WriterOptions::default())?;
    for record in records {
        let outcome = indexer.add(record, "bench")?;
        anyhow::ensure!(
            !matches!(outcome, Outcome::Rejected(_)),
            "a record of the corpus was refused: {outcome:?}"
        );
    }
    indexer.publish()?;
    Ok(())
}
