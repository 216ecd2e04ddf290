//! The process that opens files.

use std::io::{self, BufRead, BufWriter, Write};
use std::path::Path;
use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::message::{Answer, Job, Settings};
use crate::format::{self, Item, Visitor};
use crate::reader::content_of;

/// Serves jobs until the input ends. The process is meant for nothing else: it gives up memory, and the right to
/// write files, for good.
///
/// # Errors
/// When the other end is gone, or does not speak our language.
pub fn serve(input: impl BufRead, output: impl Write) -> io::Result<()> {
    // What a panic would print is said in the answer.
    std::panic::set_hook(Box::new(|_| {}));
    let mut lines = input.lines();
    let Some(settings) = lines.next().transpose()? else {
        return Ok(());
    };
    let settings: Settings = serde_json::from_str(&settings)?;
    confine(&settings)?;
    let watch = Watch::start(settings.format.limits.time_max);
    let mut answers = Answers {
        output: BufWriter::with_capacity(64 << 10, output),
        broken: None,
        name: String::new(),
        documents: 0,
        passed_over: 0,
        watch,
        settings,
    };
    for line in lines {
        answers.serve(&serde_json::from_str(&line?)?)?;
    }
    Ok(())
}

/// Takes away what reading a file does not need.
fn confine(settings: &Settings) -> io::Result<()> {
    let memory = settings.format.limits.memory_bytes_max;
    rlimit::setrlimit(rlimit::Resource::AS, memory, memory)?;
    // A program that reads scanned pages may need files of its own.
    if settings.format.ocr.is_none() {
        rlimit::setrlimit(rlimit::Resource::FSIZE, 0, 0)?;
    }
    rlimit::setrlimit(rlimit::Resource::CORE, 0, 0)
}

/// Ends the process when a document takes too long and nobody is left to end it: whoever asked may be gone.
#[derive(Debug, Clone)]
struct Watch {
    begun: Instant,
    /// When the current document began, in milliseconds after `begun`; 0 while there is none.
    document_ms: Arc<AtomicU64>,
}

impl Watch {
    fn start(time_max: Duration) -> Self {
        let watch = Self {
            begun: Instant::now(),
            document_ms: Arc::new(AtomicU64::new(0)),
        };
        let watcher = watch.clone();
        // Later than the other end would lose its patience.
        let patience = time_max * 2;
        thread::spawn(move || {
            loop {
                thread::sleep(Duration::from_secs(1));
                let since = watcher.document_ms.load(Ordering::Relaxed);
                let now = watcher.begun.elapsed();
                if since > 0 && now > Duration::from_millis(since) + patience {
                    process::exit(3);
                }
            }
        });
        watch
    }

    fn document_begins(&self) {
        let now = self.begun.elapsed().as_millis() as u64;
        self.document_ms.store(now.max(1), Ordering::Relaxed);
    }

    fn document_ends(&self) {
        self.document_ms.store(0, Ordering::Relaxed);
    }
}

struct Answers<W: Write> {
    output: BufWriter<W>,
    /// The error of an answer that could not be given.
    broken: Option<io::Error>,
    /// Of the current file.
    name: String,
    /// Documents begun of it.
    documents: u64,
    passed_over: u64,
    watch: Watch,
    settings: Settings,
}

impl<W: Write> Answers<W> {
    fn serve(&mut self, job: &Job) -> io::Result<()> {
        self.name.clone_from(&job.name);
        (self.documents, self.passed_over) = (0, job.passed_over);
        self.watch.document_begins();
        let options = self.settings.format.clone();
        match content_of(&job.path, options.limits.file_bytes_max) {
            Ok(bytes) => format::open(Path::new(&job.name), bytes, &options, self),
            Err(fault) => {
                if self.begin(None) {
                    self.take(Item {
                        entry: None,
                        line: None,
                        content: Err(fault),
                    });
                }
            }
        }
        self.watch.document_ends();
        self.say(&Answer::End);
        self.flush();
        self.broken.take().map_or(Ok(()), Err)
    }

    fn say(&mut self, answer: &Answer) {
        if self.broken.is_none() {
            let said = serde_json::to_writer(&mut self.output, answer).map_err(io::Error::from);
            self.broken = said.and_then(|()| self.output.write_all(b"\n")).err();
        }
    }

    fn flush(&mut self) {
        if self.broken.is_none() {
            self.broken = self.output.flush().err();
        }
    }
}

impl<W: Write> Visitor for Answers<W> {
    fn begin(&mut self, entry: Option<&str>) -> bool {
        self.documents += 1;
        let begins = self.documents > self.passed_over;
        if begins {
            self.watch.document_begins();
            self.say(&Answer::Begin {
                entry: entry.map(str::to_owned),
            });
            // It must be out before the document can end us.
            self.flush();
        }
        begins
    }

    fn take(&mut self, item: Item) {
        let input = item.into_input(&self.name, self.settings.personal);
        self.say(&Answer::Input(Box::new(input.into())));
    }

    fn skipped(&mut self) {
        self.say(&Answer::Skipped);
    }
}
