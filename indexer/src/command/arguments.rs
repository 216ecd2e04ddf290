//! The command line.

use std::path::PathBuf;
use std::thread;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use tongcha::evaluate::Floor;
use tongcha::search::{LIST_DAYS_MAX, ListKind};
use tongcha::{DataDirectory, Day, WriterOptions};
use tongcha_indexer::{PersonalPolicy, ReadingOptions};

use super::review::list_kind;
use super::search::Filter;

/// Builds, checks, shows and searches an index of Chinese legal texts.
#[derive(Debug, Parser)]
#[command(
    name = "tongcha-indexer",
    version,
    after_help = "Exit codes: 0 all well, 1 something is wanting (inputs were \
                  quarantined, a floor was missed, a citation does not hold), 2 failed, 130 interrupted."
)]
pub(super) struct Arguments {
    /// The day to take for today, to try what depends on it [default: by the system's clock]
    #[arg(long, global = true, value_name = "YYYY-MM-DD", env = "TONGCHA_TODAY")]
    pub today: Option<Day>,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Index files and folders; what did not change since the last build is not touched
    Build(BuildArguments),
    /// Open files for a build and say what is in them: `build` starts this itself, one process for each job
    #[command(name = tongcha_indexer::SUBCOMMAND, hide = true)]
    ReadFiles,
    /// Check every byte and every record of the index
    Verify(VerifyArguments),
    /// Show what the index holds
    Stats(StatsArguments),
    /// Show one document
    Show(ShowArguments),
    /// Write the generation in use into one file, while it is served or not
    Backup(BackupArguments),
    /// Make what a backup holds the generation in use, while the index is served or not
    Restore(RestoreArguments),
    /// Rebuild the index from its own records, after an upgrade of this program
    Reindex(ReindexArguments),
    /// Search, with the answer that the web page gives
    Search(SearchArguments),
    /// Check every citation of a text: in force, amended, repealed, wrong, not held
    Check(CheckArguments),
    /// Ask questions with known answers and count how often the first page has them
    Evaluate(EvaluateArguments),
    /// Learn from answered questions: which articles answer what people ask
    Learn(LearnArguments),
    /// List what came, changed and ended, what lost its ground, and what wants a second look
    Review(ReviewArguments),
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
}

#[derive(Debug, Args)]
pub(super) struct Data {
    /// Data directory of the index
    #[arg(long = "data", value_name = "DIR", env = "TONGCHA_DATA")]
    pub path: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct Effort {
    /// Memory for the index under construction, in MB, over all threads
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = clap::value_parser!(u32).range(32..=65_536))]
    memory_mb: u32,
    /// Indexing threads [default: one for each processor but one, which reads; at most 8]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=8))]
    threads: Option<u8>,
    /// Published generations to keep, the new one included
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u16).range(1..))]
    keep: u16,
    /// Remove generations that are not in use when they are older than this, even where --keep would keep them
    #[arg(long, value_name = "DAYS")]
    keep_days: Option<u32>,
}

/// How files are opened.
#[derive(Debug, Args)]
pub(super) struct Opening {
    /// Files opened at once, each in a process of its own [default: one for each processor, at most 8]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=64))]
    jobs: Option<u8>,
    /// A JSON file that says which columns and keys of lists are which fields (see the README)
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    /// What to do with texts that hold personal numbers: identity cards, mobile telephones, bank cards
    #[arg(long, value_enum, default_value_t = Personal::Report)]
    personal: Personal,
    /// A program that reads scanned PDF files, with its arguments: it gets the file on its input and writes text
    #[arg(long, value_name = "COMMAND", num_args = 1.., allow_hyphen_values = true, value_terminator = ";")]
    ocr: Option<Vec<String>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Personal {
    /// Say where they are, in personal-numbers.jsonl in the data directory
    Report,
    /// Put ＊ in their place before anything is indexed or stored
    Mask,
    /// Hold the text back
    Quarantine,
}

impl Opening {
    pub(super) fn options(self) -> ReadingOptions {
        let usual = ReadingOptions::default();
        ReadingOptions {
            program: std::env::current_exe().ok(),
            jobs: self.jobs.map_or(usual.jobs, usize::from),
            mapping: self.mapping,
            personal: match self.personal {
                Personal::Report => PersonalPolicy::Report,
                Personal::Mask => PersonalPolicy::Mask,
                Personal::Quarantine => PersonalPolicy::Quarantine,
            },
            ocr: self.ocr,
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct BuildArguments {
    /// File or folder to index; may be given more than once
    ///
    /// Read are JSON Lines (plain or .zst), JSON, HTML, DOCX, DOC, WPS, PDF, OFD, RTF, TXT, Markdown, XLSX, XLS, CSV,
    /// and ZIP and TAR archives of these, told by what is in them, not by their names. A folder is read with all
    /// folders in it, in the order of names. Hidden files, README files and questions.jsonl in it are left out.
    #[arg(long = "source", value_name = "PATH", required = true, num_args = 1..)]
    pub sources: Vec<PathBuf>,
    #[command(flatten)]
    pub data: Data,
    /// Remove documents that the sources no longer hold
    ///
    /// Held back when a file could not be read to its end.
    #[arg(long)]
    pub prune: bool,
    #[command(flatten)]
    pub effort: Effort,
    #[command(flatten)]
    pub opening: Opening,
    /// Go on: look at the sources every so many seconds, and build again when something changed; removes what the
    /// sources no longer hold, as --prune
    #[arg(long, value_name = "SECONDS", num_args = 0..=1, default_missing_value = "10", value_parser = clap::value_parser!(u32).range(1..=86_400))]
    pub watch: Option<u32>,
    /// Where to name what could not be indexed [default: quarantine.jsonl in the data directory]
    #[arg(long, value_name = "FILE")]
    pub quarantine: Option<PathBuf>,
    /// Print the summary as one JSON object
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(super) struct VerifyArguments {
    #[command(flatten)]
    pub data: Data,
    /// Print the report as one JSON object
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(super) struct BackupArguments {
    #[command(flatten)]
    pub data: Data,
    /// The file to write; it must not be there yet
    #[arg(long, value_name = "FILE")]
    pub to: PathBuf,
    /// Print the report as one JSON object
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(super) struct RestoreArguments {
    #[command(flatten)]
    pub data: Data,
    /// The backup to read
    #[arg(long, value_name = "FILE")]
    pub from: PathBuf,
    /// Print the report as one JSON object
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(super) struct StatsArguments {
    #[command(flatten)]
    pub data: Data,
    /// Day at which validity is asked (YYYY-MM-DD) [default: today]
    #[arg(long, value_name = "DAY")]
    pub as_of: Option<Day>,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(super) struct ShowArguments {
    /// Identifier of the document, as search shows it
    pub id: String,
    #[command(flatten)]
    pub data: Data,
    /// Form
    #[arg(long, value_enum, default_value_t = ShowFormat::Txt)]
    pub format: ShowFormat,
    /// Day at which validity is asked (YYYY-MM-DD) [default: today]
    #[arg(long, value_name = "DAY")]
    pub as_of: Option<Day>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ShowFormat {
    /// Everything that is known, as one JSON object
    Json,
    /// Title, history and text
    Txt,
    /// Markdown
    Md,
}

#[derive(Debug, Args)]
pub(super) struct ReindexArguments {
    #[command(flatten)]
    pub data: Data,
    #[command(flatten)]
    pub effort: Effort,
    /// Print the result as one JSON object
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(super) struct SearchArguments {
    /// What to look for; words after a minus are left out
    #[arg(allow_hyphen_values = true, value_parser = words)]
    pub query: String,
    #[command(flatten)]
    pub data: Data,
    /// Whether a hit is a document or an article
    #[arg(long, value_enum, default_value_t = HitLevel::Document)]
    pub level: HitLevel,
    /// Hits on a page, 1 to 50
    #[arg(long, default_value_t = 10, value_name = "N")]
    pub size: usize,
    /// Page, from 1
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub page: usize,
    /// Narrow the answer; may be given more than once
    ///
    /// NAME is kind, status, authority, region, theme, year, collection, number, issued_from, issued_to,
    /// effective_from or effective_to. Values of one name are alternatives.
    #[arg(long = "filter", value_name = "NAME=VALUE")]
    pub filters: Vec<Filter>,
    /// Day at which validity is asked (YYYY-MM-DD) [default: today]
    #[arg(long, value_name = "DAY")]
    pub as_of: Option<Day>,
    /// Print the answer as one JSON object, as the HTTP API gives it
    #[arg(long)]
    pub json: bool,
}

/// A query: a minus before a word leaves it out, but `--word` is a flag with an error in it.
pub(super) fn words(typed: &str) -> Result<String, String> {
    match typed.strip_prefix("--") {
        Some(flag) if flag.starts_with(|c: char| c.is_ascii_alphabetic()) => Err(format!(
            "there is no flag {typed}; --help lists them. To look for it, write it in quotation marks: '\"{typed}\"'"
        )),
        _ => Ok(typed.to_owned()),
    }
}

#[derive(Debug, Args)]
#[command(
    after_help = "Ends with 1 when a citation is amended, repealed, wrong in number or article, or not held; \
                  with 0 when every one is in force, not in force yet, or unknown."
)]
pub(super) struct CheckArguments {
    /// Text to check, UTF-8; - is the standard input
    #[arg(value_name = "FILE")]
    pub text: PathBuf,
    #[command(flatten)]
    pub data: Data,
    /// Print the report as one JSON object, as the HTTP API gives it
    #[arg(long)]
    pub json: bool,
    /// Day at which validity is asked (YYYY-MM-DD) [default: today]
    #[arg(long, value_name = "DAY")]
    pub as_of: Option<Day>,
}

#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("questions").required(true).multiple(true))]
pub(super) struct EvaluateArguments {
    #[command(flatten)]
    pub data: Data,
    /// Question set: one JSON object a line with qid, query, kind, level and relevant; may be given more than once
    #[arg(long, value_name = "FILE", num_args = 1.., group = "questions")]
    pub queries: Vec<PathBuf>,
    /// Ask for every document by its own title, short title and number
    #[arg(long = "self", group = "questions")]
    pub own: bool,
    /// Write the result as one JSON object; - is the standard output, in the place of the table
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
    /// Write a page with the figures and every failure, with what was found instead
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
    /// Ask only the first so many questions
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// Leave out times, so that two runs over one index give the same bytes
    #[arg(long)]
    pub no_time: bool,
    /// Least success@1 and success@10 of a kind of question, or of `all`; may be given more than once
    ///
    /// A floor that is missed is named, and the command ends with 1.
    #[arg(long = "floor", value_name = "KIND=FIRST/TEN")]
    pub floors: Vec<Floor>,
    /// Day at which validity is asked (YYYY-MM-DD) [default: today]
    #[arg(long, value_name = "DAY")]
    pub as_of: Option<Day>,
    /// Part the questions into so many folds, and ask each of what was learned from the others
    ///
    /// Questions that are nearly the same stay in one fold. What the index has learned itself is not used.
    #[arg(long, value_name = "FOLDS", conflicts_with = "own", value_parser = clap::value_parser!(u8).range(2..=50))]
    pub cross_validate: Option<u8>,
    /// With --cross-validate: remember no articles, learn only what words are worth
    #[arg(long, requires = "cross_validate")]
    pub no_memory: bool,
    /// Ask as if the index had learned nothing
    #[arg(long, conflicts_with = "cross_validate")]
    pub unlearned: bool,
}

#[derive(Debug, Args)]
pub(super) struct LearnArguments {
    #[command(flatten)]
    pub data: Data,
    /// Set of answered questions: one JSON object a line with qid, query, kind, level and relevant; may be given more
    /// than once
    ///
    /// What was learned before is replaced: give all sets together.
    #[arg(long, value_name = "FILE", num_args = 1.., required = true)]
    pub questions: Vec<PathBuf>,
    /// Remember no articles, learn only what words are worth
    #[arg(long)]
    pub no_memory: bool,
    #[command(flatten)]
    pub effort: Effort,
    /// Print the result as JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(super) struct ReviewArguments {
    #[command(flatten)]
    pub data: Data,
    /// Day at which it is asked (YYYY-MM-DD) [default: today]
    #[arg(long, value_name = "DAY")]
    pub as_of: Option<Day>,
    /// Only what turned in so many days up to that day; after it, for what is to come [default: 30 for lists that go by
    /// days, everything for the others]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=i64::from(LIST_DAYS_MAX)))]
    pub days: Option<u32>,
    /// Only these lists; may be given more than once [default: all]
    ///
    /// newly_published, newly_in_force, coming_into_force, expiring, changed, repealed, basis_lost, former_organs,
    /// contradicted, presumed, unresolved or near_titles.
    #[arg(long = "list", value_name = "KIND", num_args = 1.., value_parser = list_kind)]
    pub lists: Vec<ListKind>,
    /// Narrow the lists, as in `search`; may be given more than once
    #[arg(long = "filter", value_name = "NAME=VALUE")]
    pub filters: Vec<Filter>,
    /// Form
    #[arg(long, value_enum, default_value_t = ReviewFormat::Json)]
    pub format: ReviewFormat,
    /// Where to write [default: the standard output]
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ReviewFormat {
    /// One JSON object with all lists
    Json,
    /// A table for spreadsheet programs: UTF-8 with a byte order mark, a row for each item
    Csv,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum HitLevel {
    /// Documents, with their best articles
    Document,
    /// Single articles
    Article,
}

impl Data {
    pub fn directory(&self) -> DataDirectory {
        DataDirectory::new(&self.path)
    }
}

impl Effort {
    pub fn options(&self) -> WriterOptions {
        // Reading and packing texts keeps a processor busy by itself. A thread too many only makes one segment more, which
        // is then merged.
        let others = || thread::available_parallelism().map_or(1, |count| count.get() - 1);
        WriterOptions {
            memory_bytes: self.memory_mb as usize * 1_000_000,
            threads: self
                .threads
                .map_or_else(|| others().clamp(1, 8), usize::from),
            generations_max: self.keep.into(),
            generation_days_max: self.keep_days,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }
}
