//! What a build is asked, what it answers, and the order of its steps.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use sha2::{Digest, Sha256};
use tongcha::engine::GenerationError;
use tongcha::index::IndexError;
use tongcha::{DataDirectory, Indexer, Tokenizer, WriterOptions};

use crate::format::Mapping;
use crate::observer::BuildObserver;
use crate::outputs::Outputs;
use crate::personal::Policy as PersonalPolicy;
use crate::run::Run;
use crate::source::{self, SourceError};
use crate::summary::BuildSummary;
use crate::worker::{Journal, Pool, Settings};

/// What to build, and where.
#[derive(Debug, Clone)]
pub struct BuildOptions {
    /// Files and folders.
    pub sources: Vec<PathBuf>,
    /// The data directory; made when it is missing.
    pub data: PathBuf,
    /// Remove what the index holds and the sources do not. Held back when a file could not be read to its end.
    pub prune: bool,
    /// Where to name what cannot be indexed; `quarantine.jsonl` in the data directory when `None`.
    pub quarantine: Option<PathBuf>,
    /// Memory, threads and generations.
    pub writer: WriterOptions,
    /// How files other than JSON Lines are opened.
    pub reading: ReadingOptions,
}

/// How files other than JSON Lines are opened.
#[derive(Debug, Clone)]
pub struct ReadingOptions {
    /// A program that calls [`serve`](crate::serve) when it is started with [`SUBCOMMAND`](crate::SUBCOMMAND), as
    /// `tongcha-indexer` does: files are opened in processes of it, so that none of them can end the build, take more
    /// than its time or eat up the memory. `None` opens them in this process, which is only good for files that one
    /// trusts: a panic still costs one document only, but a runaway or a lack of memory the whole build.
    pub program: Option<PathBuf>,
    /// How many files are opened at once, from 1.
    pub jobs: usize,
    /// Which columns and keys of lists are which fields: a file, see the README. Common names are known without.
    pub mapping: Option<PathBuf>,
    /// What to do with records that hold personal numbers.
    pub personal: PersonalPolicy,
    /// A program with its arguments that reads scanned pages: it gets a PDF on its input and writes text.
    pub ocr: Option<Vec<String>>,
}

impl Default for ReadingOptions {
    /// In this process, a file for each processor at once, at most eight.
    fn default() -> Self {
        Self {
            program: None,
            jobs: thread::available_parallelism().map_or(1, |count| count.get().min(8)),
            mapping: None,
            personal: PersonalPolicy::default(),
            ocr: None,
        }
    }
}

impl ReadingOptions {
    fn settings(&self) -> Result<Settings, BuildError> {
        let mapping = self.mapping.as_deref().map(mapping_of).transpose()?;
        Ok(Settings {
            format: crate::format::Options {
                mapping,
                ocr: self.ocr.clone(),
                ..crate::format::Options::default()
            },
            personal: self.personal,
        })
    }
}

fn mapping_of(path: &Path) -> Result<Mapping, BuildError> {
    let wrong = |what: String| BuildError::Mapping {
        path: path.to_owned(),
        what,
    };
    let text = fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
    Mapping::parse(&text).map_err(wrong)
}

impl BuildOptions {
    /// Builds these sources into this data directory, with the usual options.
    pub fn new(
        sources: impl IntoIterator<Item = impl Into<PathBuf>>,
        data: impl Into<PathBuf>,
    ) -> Self {
        Self {
            sources: sources.into_iter().map(Into::into).collect(),
            data: data.into(),
            prune: false,
            quarantine: None,
            writer: WriterOptions::default(),
            reading: ReadingOptions::default(),
        }
    }

    fn quarantine_path(&self) -> PathBuf {
        self.quarantine
            .clone()
            .unwrap_or_else(|| self.data.join("quarantine.jsonl"))
    }
}

/// Why nothing was published. Whatever generation was in use stays in use.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// A source cannot be used; nothing was read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The sources hold no file.
    #[error("the sources hold no file; check the paths given to --source")]
    NoInputs,
    /// There is no index yet, and no input could be indexed.
    #[error(
        "none of {quarantined} inputs could be indexed, so there is nothing to publish; {quarantine_file} says why"
    )]
    NothingIndexed {
        /// How many there were.
        quarantined: u64,
        /// Where they are named.
        quarantine_file: PathBuf,
    },
    /// A file of the build's own, beside the index, cannot be written.
    #[error("{path} cannot be written: {cause}")]
    Output {
        /// The file.
        path: PathBuf,
        /// The cause.
        #[source]
        cause: io::Error,
    },
    /// The file that says which columns are which fields cannot be used.
    #[error("the mapping {path} cannot be used: {what}")]
    Mapping {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// The observer asked to stop.
    #[error("the build was stopped")]
    Cancelled,
    /// The index or its directory refused.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// An input was lost or counted twice: a mistake of this program, after which nothing is published.
    #[error(
        "{inputs} inputs, but {accounted} accounted for; nothing was published, please report this"
    )]
    Miscounted {
        /// Inputs met.
        inputs: u64,
        /// Inputs indexed, unchanged and quarantined.
        accounted: u64,
    },
}

impl From<GenerationError> for BuildError {
    fn from(error: GenerationError) -> Self {
        Self::Index(error.into())
    }
}

/// Builds the sources into the next generation and makes it the one in use; publishes nothing when nothing
/// changed. One bad input never stops a build: it is quarantined.
///
/// # Errors
/// When nothing could be published; see [`BuildError`].
pub fn build(
    options: &BuildOptions,
    tokenizer: &Arc<Tokenizer>,
    observer: &mut dyn BuildObserver,
) -> Result<BuildSummary, BuildError> {
    let begun = Instant::now();
    let data = DataDirectory::new(&options.data);
    let quarantine_path = options.quarantine_path();
    let settings = options.reading.settings()?;
    let listing = source::list(
        &options.sources,
        &[options.data.clone(), quarantine_path.clone()],
    )?;
    if listing.files.is_empty() && listing.unreadable.is_empty() {
        return Err(BuildError::NoInputs);
    }
    // The lock of the data directory comes first: the quarantine file of a build that is at work is not ours.
    let indexer = Indexer::update(&data, tokenizer, options.writer.clone())?;
    let outputs = Outputs::create(quarantine_path, &options.data)?;
    let mut run = Run::new(
        indexer,
        outputs,
        options.reading.personal,
        &listing,
        observer,
    );
    let journal = Arc::new(Journal::open(&options.data.join("readings.log"), &settings));
    let pool = Pool::start(&options.reading, &settings, &listing.files, &journal);
    run.read(&listing, pool)?;
    let mut summary = run.finish(&data, options.prune)?;
    // It only saves time: what it could not write, it does not have the next time.
    let _ = journal.tidy(&settings);
    summary.seconds = begun.elapsed().as_secs_f64();
    summary.mb_per_second = summary.read_bytes as f64 / 1e6 / summary.seconds.max(1e-9);
    Ok(summary)
}

/// A digest of what the sources are made of: paths, sizes and times of change. It changes when a build over them may
/// come out otherwise.
///
/// # Errors
/// When a source cannot be used.
pub fn state_of(options: &BuildOptions) -> Result<[u8; 32], SourceError> {
    let listing = source::list(
        &options.sources,
        &[options.data.clone(), options.quarantine_path()],
    )?;
    let mut digest = Sha256::new();
    for file in &listing.files {
        let changed = fs::metadata(&file.path).and_then(|metadata| metadata.modified());
        digest.update(format!("{:?} {} {changed:?}\n", file.path, file.bytes));
    }
    for unreadable in &listing.unreadable {
        digest.update(format!("{unreadable:?}\n"));
    }
    Ok(digest.finalize().into())
}
