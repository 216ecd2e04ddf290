//! Several processes at work, and their answers in the order of the files.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::thread;

use super::here;
use super::message::Settings;
use super::process::{Event, Reader};
use super::{Journal, journal};
use crate::build::ReadingOptions;
use crate::format::{FileKind, HEAD_BYTES};
use crate::quarantine::Reason;
use crate::reader::{Fault, Input};
use crate::source::SourceFile;

/// Answers of one file that wait for their turn.
const WAITING_MAX: usize = 64;

/// What is told of a file.
#[derive(Debug)]
pub(crate) enum Told {
    Input(Box<Input>),
    /// It holds records that are read as a stream; they are not opened here.
    Records(FileKind),
    /// It, or an entry of it, is no document.
    Skipped,
    /// It was read to its end: how many bytes it has.
    Read(u64),
}

/// Files on their way through several processes.
pub(crate) struct Pool {
    announced: Receiver<(usize, Receiver<Told>)>,
    waiting: BTreeMap<usize, Receiver<Told>>,
}

impl Pool {
    /// Starts reading the files.
    pub(crate) fn start(
        reading: &ReadingOptions,
        settings: &Settings,
        files: &[SourceFile],
        journal: &Arc<Journal>,
    ) -> Self {
        let files = Arc::new(files.to_vec());
        let next = Arc::new(AtomicUsize::new(0));
        let (announce, announced) = mpsc::channel();
        for _ in 0..reading.jobs.max(1) {
            let line = Line {
                files: Arc::clone(&files),
                next: Arc::clone(&next),
                journal: Arc::clone(journal),
                announce: announce.clone(),
                opener: match &reading.program {
                    Some(program) => {
                        Opener::Process(Reader::new(program.clone(), settings.clone()))
                    }
                    None => Opener::Here(settings.clone()),
                },
            };
            thread::spawn(move || line.run());
        }
        Self {
            announced,
            waiting: BTreeMap::new(),
        }
    }

    /// What is told of the file at this place. Files must be asked for in order, each once.
    pub(crate) fn file(&mut self, at: usize) -> Receiver<Told> {
        loop {
            if let Some(told) = self.waiting.remove(&at) {
                return told;
            }
            match self.announced.recv() {
                Ok((index, told)) => {
                    self.waiting.insert(index, told);
                }
                // Every file is announced before its line ends, so this is asked for twice or out of range.
                Err(_) => return mpsc::channel().1,
            }
        }
    }
}

/// Where files are opened.
enum Opener {
    Process(Reader),
    Here(Settings),
}

/// One thread, with one process.
struct Line {
    files: Arc<Vec<SourceFile>>,
    next: Arc<AtomicUsize>,
    journal: Arc<Journal>,
    announce: Sender<(usize, Receiver<Told>)>,
    opener: Opener,
}

impl Line {
    fn run(mut self) {
        loop {
            let at = self.next.fetch_add(1, Ordering::Relaxed);
            let files = Arc::clone(&self.files);
            let Some(file) = files.get(at) else { return };
            let (tell, told) = mpsc::sync_channel(WAITING_MAX);
            if self.announce.send((at, told)).is_err() || !self.read(file, &tell) {
                return;
            }
        }
    }

    /// Answers whether anyone listens still.
    fn read(&mut self, file: &SourceFile, tell: &SyncSender<Told>) -> bool {
        let say = |told| tell.send(told).is_ok();
        let kind = match head_of(&file.path) {
            Ok(head) => FileKind::of(&head, &file.path),
            Err(error) => {
                let fault = Fault::of_file(Reason::UnreadableSource, error.to_string());
                return say(Told::Input(Box::new(Input::of_fault(fault))));
            }
        };
        if matches!(kind, FileKind::JsonLines | FileKind::JsonLinesZstd) {
            return say(Told::Records(kind));
        }
        if !kind.is_readable(&file.path) && !kind.is_expected(&file.path) {
            return say(Told::Skipped);
        }
        if let Some(events) = self.journal.find(file) {
            return events.into_iter().all(|event| say(told(event))) && say(Told::Read(file.bytes));
        }
        let mut kept = journal::Keeping::new(file);
        let mut heard = true;
        let name = file.relative.clone().unwrap_or_else(|| name_of(&file.path));
        let mut take = |event| {
            kept.push(&event);
            heard = heard && say(told(event));
            heard
        };
        match &mut self.opener {
            Opener::Process(reader) => reader.read(file.path.clone(), name, &mut take),
            Opener::Here(settings) => here::read(&file.path, &name, settings, &mut take),
        }
        if heard {
            self.journal.keep(kept);
        }
        heard && say(Told::Read(file.bytes))
    }
}

fn told(event: Event) -> Told {
    match event {
        Event::Input(input) => Told::Input(Box::new(input)),
        Event::Skipped => Told::Skipped,
    }
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn head_of(path: &Path) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    File::open(path)?
        .take(HEAD_BYTES as u64)
        .read_to_end(&mut head)?;
    Ok(head)
}
