//! What was read of each file, kept in the data directory: a build that was interrupted, and the next build over the
//! same folder, do not read again what did not change.
//!
//! A file is known by its path, size and time of change, and only under the settings that it was read with. The
//! journal is appended to; an end that was torn off by a crash is cut. It is a cache: whoever removes it loses time
//! and nothing else.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::message::{Answer, Settings};
use super::process::Event;
use crate::reader::Input;
use crate::source::SourceFile;

/// Changes when readers read otherwise than before: what older ones made is not taken for theirs.
const READERS_VERSION: u32 = 1;
const MAGIC: &[u8; 8] = b"tcread01";
const LEVEL: i32 = 3;
/// What a larger file gives is read again rather than held for the journal.
const KEPT_BYTES_MAX: usize = 64 << 20;
/// An entry that claims more is damaged.
const ENTRY_BYTES_MAX: u64 = 1 << 30;

/// The journal of a data directory.
pub(crate) struct Journal {
    path: PathBuf,
    state: Mutex<State>,
}

struct State {
    /// `None` when the journal cannot be written: the build goes on without.
    file: Option<File>,
    entries: HashMap<Key, Place>,
}

/// Where an entry lies, and whether this build had use for it.
#[derive(Debug, Clone, Copy)]
struct Place {
    at: u64,
    bytes: u64,
    used: bool,
}

/// By what a file is known.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
struct Key {
    path: PathBuf,
    bytes: u64,
    changed_ns: u128,
}

/// What is being read of a file, on its way into the journal.
pub(super) struct Keeping {
    key: Option<Key>,
    lines: Vec<u8>,
}

impl Keeping {
    pub(super) fn new(file: &SourceFile) -> Self {
        Self {
            key: Key::of(file),
            lines: Vec::new(),
        }
    }

    pub(super) fn push(&mut self, event: &Event) {
        let answer = match event {
            Event::Skipped => Answer::Skipped,
            Event::Input(input) => {
                // What went wrong around the file may go well the next time.
                if input
                    .content
                    .as_ref()
                    .is_err_and(|fault| fault.reason.is_passing())
                {
                    self.key = None;
                }
                Answer::Input(Box::new(input.clone().into()))
            }
        };
        if self.key.is_some() {
            let written = serde_json::to_writer(&mut self.lines, &answer);
            self.lines.push(b'\n');
            if written.is_err() || self.lines.len() > KEPT_BYTES_MAX {
                self.key = None;
                self.lines = Vec::new();
            }
        }
    }
}

impl Journal {
    /// Opens the journal for these settings. A journal of other settings is begun anew; one that cannot be used is
    /// done without.
    pub(crate) fn open(path: &Path, settings: &Settings) -> Self {
        let (file, entries) = match open(path, settings) {
            Ok((file, entries)) => (Some(file), entries),
            Err(_) => (None, HashMap::new()),
        };
        Self {
            path: path.to_owned(),
            state: Mutex::new(State { file, entries }),
        }
    }

    /// What the journal has of a file.
    pub(super) fn find(&self, file: &SourceFile) -> Option<Vec<Event>> {
        let key = Key::of(file)?;
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let place = *state.entries.get(&key)?;
        let events = state.file.as_mut().and_then(|file| read(file, place).ok());
        match events {
            Some(events) => {
                state.entries.insert(
                    key,
                    Place {
                        used: true,
                        ..place
                    },
                );
                Some(events)
            }
            None => {
                state.entries.remove(&key);
                None
            }
        }
    }

    pub(super) fn keep(&self, kept: Keeping) {
        let Some(key) = kept.key else { return };
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let written = state
            .file
            .as_mut()
            .map(|file| append(file, &key, &kept.lines));
        match written {
            Some(Ok(place)) => {
                state.entries.insert(key, place);
            }
            // A full disk is the business of whoever publishes; the journal only saves time.
            Some(Err(_)) => state.file = None,
            None => {}
        }
    }

    /// Drops what this build had no use for: files that are gone or have changed. To be called when all is read.
    pub(crate) fn tidy(&self, settings: &Settings) -> io::Result<()> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let State { file, entries } = &mut *state;
        let Some(file) = file else { return Ok(()) };
        if entries.values().all(|place| place.used) {
            return file.sync_all();
        }
        let next = self.path.with_extension("next");
        let mut tidied = begin(&next, settings)?;
        let mut kept: Vec<_> = entries.drain().filter(|(_, place)| place.used).collect();
        kept.sort_by_key(|(_, place)| place.at);
        for (key, place) in kept {
            file.seek(SeekFrom::Start(place.at))?;
            let body = entry_bytes(file, place.bytes)?;
            let place = append_body(&mut tidied, &key, &body)?;
            entries.insert(key, place);
        }
        tidied.sync_all()?;
        fs::rename(&next, &self.path)?;
        *file = tidied;
        Ok(())
    }
}

impl Key {
    fn of(file: &SourceFile) -> Option<Self> {
        let path = fs::canonicalize(&file.path).ok()?;
        let metadata = fs::metadata(&path).ok()?;
        let changed = metadata.modified().ok()?;
        let since = changed.duration_since(std::time::UNIX_EPOCH).ok()?;
        Some(Self {
            path,
            bytes: metadata.len(),
            changed_ns: since.as_nanos(),
        })
    }
}

fn digest(settings: &Settings) -> io::Result<[u8; 32]> {
    let mut digest = Sha256::new();
    digest.update(READERS_VERSION.to_le_bytes());
    digest.update(env!("CARGO_PKG_VERSION"));
    digest.update(serde_json::to_vec(settings)?);
    Ok(digest.finalize().into())
}

fn begin(path: &Path, settings: &Settings) -> io::Result<File> {
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(true)
        .open(path)?;
    file.write_all(MAGIC)?;
    file.write_all(&digest(settings)?)?;
    Ok(file)
}

fn open(path: &Path, settings: &Settings) -> io::Result<(File, HashMap<Key, Place>)> {
    let existing = OpenOptions::new().read(true).write(true).open(path);
    let Ok(file) = existing else {
        return Ok((begin(path, settings)?, HashMap::new()));
    };
    let length = file.metadata()?.len();
    let mut reader = BufReader::new(&file);
    let mut head = [0; 40];
    let same = reader.read_exact(&mut head).is_ok()
        && head[..8] == MAGIC[..]
        && head[8..] == digest(settings)?[..];
    if !same {
        drop(file);
        return Ok((begin(path, settings)?, HashMap::new()));
    }
    let mut entries = HashMap::new();
    let mut whole = head.len() as u64;
    while let Ok((key, place)) = next_entry(&mut reader, length) {
        whole = place.at + place.bytes;
        entries.insert(key, place);
    }
    drop(reader);
    file.set_len(whole)?;
    Ok((file, entries))
}

/// Reads the head of an entry and passes over its body.
fn next_entry(reader: &mut BufReader<&File>, length: u64) -> io::Result<(Key, Place)> {
    let mut sizes = [0; 16];
    reader.read_exact(&mut sizes)?;
    let (key_bytes, bytes) = sizes.split_at(8);
    let number = |bytes: &[u8]| {
        bytes
            .iter()
            .rev()
            .fold(0_u64, |sum, &byte| sum << 8 | u64::from(byte))
    };
    let (key_bytes, bytes) = (number(key_bytes), number(bytes));
    let torn = || io::Error::from(io::ErrorKind::UnexpectedEof);
    if key_bytes > 64 << 10 || bytes > ENTRY_BYTES_MAX {
        return Err(torn());
    }
    let mut key = vec![0; key_bytes as usize];
    reader.read_exact(&mut key)?;
    let at = reader.stream_position()?;
    if at + bytes > length {
        return Err(torn());
    }
    reader.seek_relative(bytes as i64)?;
    let place = Place {
        at,
        bytes,
        used: false,
    };
    Ok((serde_json::from_slice(&key)?, place))
}

fn append(file: &mut File, key: &Key, lines: &[u8]) -> io::Result<Place> {
    let mut encoder = zstd::Encoder::new(Vec::new(), LEVEL)?;
    encoder.include_checksum(true)?;
    encoder.write_all(lines)?;
    append_body(file, key, &encoder.finish()?)
}

fn append_body(file: &mut File, key: &Key, body: &[u8]) -> io::Result<Place> {
    let key = serde_json::to_vec(key)?;
    let mut head = Vec::with_capacity(16 + key.len());
    head.extend_from_slice(&(key.len() as u64).to_le_bytes());
    head.extend_from_slice(&(body.len() as u64).to_le_bytes());
    head.extend_from_slice(&key);
    file.seek(SeekFrom::End(0))?;
    file.write_all(&head)?;
    let at = file.stream_position()?;
    file.write_all(body)?;
    Ok(Place {
        at,
        bytes: body.len() as u64,
        used: true,
    })
}

fn entry_bytes(file: &mut File, bytes: u64) -> io::Result<Vec<u8>> {
    let mut body = vec![0; bytes.min(ENTRY_BYTES_MAX) as usize];
    file.read_exact(&mut body)?;
    Ok(body)
}

fn read(file: &mut File, place: Place) -> io::Result<Vec<Event>> {
    file.seek(SeekFrom::Start(place.at))?;
    let body = entry_bytes(file, place.bytes)?;
    let lines = zstd::decode_all(&body[..])?;
    let mut events = Vec::new();
    for line in lines
        .split(|&byte| byte == b'\n')
        .filter(|line| !line.is_empty())
    {
        match serde_json::from_slice(line)? {
            Answer::Input(told) => {
                let input: Input = (*told).into();
                events.push(Event::Input(input));
            }
            Answer::Skipped => events.push(Event::Skipped),
            Answer::Begin { .. } | Answer::End => {}
        }
    }
    Ok(events)
}

#[cfg(test)]
mod tests {
    use tongcha::Record;

    use super::*;

    fn kept(folder: &Path, name: &str) -> (SourceFile, Keeping) {
        let path = folder.join(name);
        fs::write(&path, name).expect("written");
        let file = SourceFile {
            source: "folder".into(),
            relative: Some(name.into()),
            path,
            bytes: 1,
        };
        let mut kept = Keeping::new(&file);
        kept.push(&Event::Input(Input {
            entry: None,
            line: None,
            content: Ok(Box::new(Record {
                title: name.into(),
                ..Record::default()
            })),
            personal: Vec::new(),
        }));
        kept.push(&Event::Skipped);
        (file, kept)
    }

    fn titles(journal: &Journal, file: &SourceFile) -> Option<Vec<String>> {
        let events = journal.find(file)?;
        let title = |event| match event {
            Event::Input(input) => input.content.expect("a record").title,
            Event::Skipped => "skipped".to_owned(),
        };
        Some(events.into_iter().map(title).collect())
    }

    #[test]
    fn what_was_read_is_found_again_after_a_torn_end() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, settings) = (folder.path().join("journal"), Settings::default());
        let journal = Journal::open(&path, &settings);
        let (first, first_kept) = kept(folder.path(), "a.txt");
        let (second, second_kept) = kept(folder.path(), "b.txt");
        journal.keep(first_kept);
        let whole = fs::metadata(&path).expect("there").len();
        journal.keep(second_kept);
        drop(journal);
        let file = OpenOptions::new().write(true).open(&path).expect("opened");
        file.set_len(fs::metadata(&path).expect("there").len() - 3)
            .expect("cut");

        let journal = Journal::open(&path, &settings);
        assert_eq!(fs::metadata(&path).expect("there").len(), whole);
        let expected = vec!["a.txt".to_owned(), "skipped".to_owned()];
        assert_eq!(titles(&journal, &first), Some(expected.clone()));
        assert_eq!(titles(&journal, &second), None);

        fs::write(&first.path, "changed").expect("written");
        assert_eq!(
            titles(&journal, &first),
            None,
            "a changed file is read again"
        );
    }

    #[test]
    fn other_settings_and_unused_entries_leave_nothing_behind() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, settings) = (folder.path().join("journal"), Settings::default());
        let journal = Journal::open(&path, &settings);
        let (first, first_kept) = kept(folder.path(), "a.txt");
        let (second, second_kept) = kept(folder.path(), "b.txt");
        journal.keep(first_kept);
        journal.keep(second_kept);
        drop(journal);

        let journal = Journal::open(&path, &settings);
        assert!(titles(&journal, &second).is_some());
        journal.tidy(&settings).expect("tidied");
        assert!(titles(&journal, &second).is_some());
        drop(journal);
        let journal = Journal::open(&path, &settings);
        assert_eq!(titles(&journal, &first), None);
        assert!(titles(&journal, &second).is_some());
        drop(journal);

        let mut other = settings;
        other.format.limits.pages_max += 1;
        assert_eq!(titles(&Journal::open(&path, &other), &second), None);
    }
}
