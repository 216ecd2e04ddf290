//! The demonstration: an index of the sample documents in a temporary place.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tempfile::TempDir;
use tongcha::index::IndexError;
use tongcha::{DataDirectory, Indexer, Manifest, Outcome, Record, Tokenizer, WriterOptions};

/// The sample documents of the checkout that this was built from.
const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus-samples");
/// Among the samples, but no documents.
const QUESTIONS: &str = "questions.jsonl";

/// An index of the sample documents. It is removed when this is dropped.
pub struct Demo {
    folder: TempDir,
    manifest: Manifest,
}

/// Why there is no demonstration.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DemoError {
    /// The samples are not there.
    #[error(
        "--demo needs the sample documents in {path}, and there are none; run it from a full checkout, or serve an index with --data DIR"
    )]
    NoSamples {
        /// Where they should be.
        path: PathBuf,
    },
    /// A file cannot be read or written.
    #[error("the sample index could not be built: {0}")]
    Io(#[from] io::Error),
    /// The index cannot be written.
    #[error("the sample index could not be built: {0}")]
    Index(#[from] IndexError),
}

impl Demo {
    /// Builds the index.
    ///
    /// # Errors
    /// When the samples are missing or the temporary place cannot be written.
    pub fn build(tokenizer: &Arc<Tokenizer>) -> Result<Self, DemoError> {
        let sources = sources(Path::new(SAMPLES))?;
        let folder = tempfile::Builder::new().prefix("tongcha-demo-").tempdir()?;
        let mut indexer = Indexer::create(
            &DataDirectory::new(folder.path()),
            tokenizer,
            WriterOptions::default(),
        )?;
        for source in &sources {
            index_file(&mut indexer, source)?;
        }
        let manifest = indexer.publish()?;
        Ok(Self { folder, manifest })
    }

    /// The data directory.
    pub fn data(&self) -> &Path {
        self.folder.path()
    }

    /// Queries that the samples answer.
    pub fn examples() -> Vec<String> {
        [
            "养犬登记 罚款",
            "烟花爆竹 燃放",
            "最低生活保障",
            "岚江省物业管理条例",
            "岚府办发〔2021〕14号",
            "\"育儿假\"",
        ]
        .map(str::to_owned)
        .to_vec()
    }

    /// What to open and what to type.
    pub fn greeting(&self, address: SocketAddr) -> String {
        let Manifest {
            documents,
            articles,
            ..
        } = self.manifest;
        let examples = Self::examples().join("   ");
        format!(
            "\n通查 · Tongcha: {documents} sample documents with {articles} articles (invented, no real law)\n\n  \
             open   http://{address}/\n  \
             type   {examples}\n  \
             API    http://{address}/api/v1/search?q=%E5%85%BB%E7%8A%AC   docs  http://{address}/docs\n\n\
             Ctrl-C ends it and removes the index.\n"
        )
    }
}

fn sources(samples: &Path) -> Result<Vec<PathBuf>, DemoError> {
    let missing = || DemoError::NoSamples {
        path: samples.to_owned(),
    };
    let mut sources: Vec<PathBuf> = fs::read_dir(samples)
        .map_err(|_| missing())?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "jsonl")
        })
        .filter(|path| path.file_name().is_some_and(|name| name != QUESTIONS))
        .collect();
    sources.sort();
    if sources.is_empty() {
        Err(missing())
    } else {
        Ok(sources)
    }
}

fn index_file(indexer: &mut Indexer, source: &Path) -> Result<(), DemoError> {
    let name = source.file_name().unwrap_or_default().to_string_lossy();
    for (number, line) in BufReader::new(File::open(source)?).lines().enumerate() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let place = format!("{name}:{}", number + 1);
        match serde_json::from_str::<Record>(&line) {
            Ok(record) => {
                if let Outcome::Rejected(reason) = indexer.add(record, &name)? {
                    tracing::warn!(place, %reason, "a sample document was left out");
                }
            }
            Err(error) => tracing::warn!(place, %error, "a sample document was left out"),
        }
    }
    Ok(())
}
