//! From the bytes of a file to the documents in it: one for most formats, many for lists and archives.

use std::io::Cursor;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::rc::Rc;

use tongcha::Record;

use super::archive::{self, Allowance, Entry, ZipKind};
use super::read::{Content, Format, read};
use super::{FileKind, Options};
use crate::manuscript::Manuscript;
use crate::quarantine::Reason;
use crate::reader::{self, Fault};

/// A document of a file, or what stands in its place.
#[derive(Debug)]
pub(crate) struct Item {
    /// The entry of an archive, with `/` behind the name of each archive in it; `None` is the file itself.
    pub entry: Option<String>,
    /// The row of a list or the line of a file of records, from 1.
    pub line: Option<u64>,
    pub content: Result<Found, Fault>,
}

/// What was found.
#[derive(Debug)]
pub(crate) enum Found {
    /// A document whose headings nobody has read yet.
    Manuscript(Box<Manuscript>),
    /// A record that names its fields as we do.
    Record(Box<Record>),
}

/// Who takes what is found in a file.
pub(crate) trait Visitor {
    /// Told before each file and each entry of an archive is read, since reading it may end this process. `false`
    /// passes it over.
    fn begin(&mut self, entry: Option<&str>) -> bool;

    /// Takes what was read.
    fn take(&mut self, item: Item);

    /// The entry that was begun is no document: a picture, a script.
    fn skipped(&mut self);
}

/// Opens a file of this name with these bytes.
pub(crate) fn open(name: &Path, bytes: Vec<u8>, options: &Options, visitor: &mut dyn Visitor) {
    let opener = Opener { options, visitor };
    let mut allowance = Allowance::new(&options.limits);
    opener.open(name, bytes, &mut Vec::new(), &mut allowance);
}

struct Opener<'o> {
    options: &'o Options,
    visitor: &'o mut dyn Visitor,
}

impl Opener<'_> {
    /// Opens what lies in these archives, the outermost first.
    fn open(
        mut self,
        name: &Path,
        bytes: Vec<u8>,
        inside: &mut Vec<String>,
        allowance: &mut Allowance,
    ) {
        let kind = FileKind::of(&bytes, name);
        if !inside.is_empty() && !kind.is_readable(name) && !kind.is_expected(name) {
            if self.begin(inside) {
                self.visitor.skipped();
            }
            return;
        }
        let opened = match format_of(kind, &bytes, name) {
            Ok(Opened::Document(format)) => {
                self.read(format, &bytes, inside);
                Ok(())
            }
            Ok(Opened::Records) => {
                self.read_records(kind, bytes, inside);
                Ok(())
            }
            Ok(Opened::Gzip) => self.open_gzip(name, &bytes, inside, allowance),
            Ok(Opened::Archive(entries)) => self.open_archive(entries, &bytes, inside, allowance),
            Err(fault) => Err(fault),
        };
        if let Err(fault) = opened {
            self.refuse(inside, fault);
        }
    }

    /// Reads a document or a list. A panic is a fault of this document alone.
    fn read(&mut self, format: Format, bytes: &[u8], inside: &[String]) {
        if !self.begin(inside) {
            return;
        }
        let options = self.options;
        let content = panic::catch_unwind(AssertUnwindSafe(|| read(format, bytes, options)))
            .unwrap_or_else(|_| {
                let message = "the reader of this format failed; please report this file";
                Err(Fault::of_file(Reason::ReaderCrashed, message))
            });
        match content {
            Ok(Content::One(manuscript)) => {
                self.put(inside, None, Ok(Found::Manuscript(Box::new(manuscript))));
            }
            Ok(Content::Many(rows)) => {
                for (row, reading) in rows {
                    let found = reading.map(|manuscript| Found::Manuscript(Box::new(manuscript)));
                    self.put(inside, Some(row), found);
                }
            }
            Err(fault) => self.put(inside, None, Err(fault)),
        }
    }

    fn read_records(&mut self, kind: FileKind, bytes: Vec<u8>, inside: &[String]) {
        if !self.begin(inside) {
            return;
        }
        let is_packed = kind == FileKind::JsonLinesZstd;
        for input in reader::records(Cursor::new(bytes), is_packed, Rc::default()) {
            self.put(inside, input.line, input.content.map(Found::Record));
        }
    }

    /// The one file behind gzip, under its own name.
    fn open_gzip(
        &mut self,
        name: &Path,
        bytes: &[u8],
        inside: &mut Vec<String>,
        allowance: &mut Allowance,
    ) -> Result<(), Fault> {
        self.enter(inside)?;
        let content = archive::unpack_gzip(bytes, allowance)?;
        let is_tgz = name
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("tgz"));
        let inner = name.with_extension(if is_tgz { "tar" } else { "" });
        inside.push(shown(&inner));
        self.again().open(&inner, content, inside, allowance);
        inside.pop();
        Ok(())
    }

    fn open_archive(
        &mut self,
        entries: Entries,
        bytes: &[u8],
        inside: &mut Vec<String>,
        allowance: &mut Allowance,
    ) -> Result<(), Fault> {
        self.enter(inside)?;
        let mut count = 0_u64;
        entries(
            bytes,
            allowance,
            &mut |Entry { name, content }, allowance| {
                count += 1;
                inside.push(name);
                match content {
                    Ok(content) => {
                        let path = inside
                            .last()
                            .map(Path::new)
                            .unwrap_or(Path::new(""))
                            .to_owned();
                        self.again().open(&path, content, inside, allowance);
                    }
                    Err(fault) => self.refuse(inside, fault),
                }
                inside.pop();
            },
        )?;
        if count == 0 {
            return Err(Fault::of_file(
                Reason::EmptyFile,
                "the archive holds no file",
            ));
        }
        Ok(())
    }

    fn enter(&self, inside: &[String]) -> Result<(), Fault> {
        let depth_max = self.options.limits.archive_depth_max;
        if inside.len() < depth_max {
            return Ok(());
        }
        let message = format!("archives lie in each other more than {depth_max} deep");
        Err(Fault::of_file(Reason::ArchiveTooLarge, message))
    }

    fn begin(&mut self, inside: &[String]) -> bool {
        self.visitor.begin(entry(inside).as_deref())
    }

    /// Says what is wrong with a file or an entry that no reader was asked for. It counts as a document begun, so
    /// that another attempt at the file does not say it again.
    fn refuse(&mut self, inside: &[String], fault: Fault) {
        if self.begin(inside) {
            self.put(inside, None, Err(fault));
        }
    }

    fn put(&mut self, inside: &[String], line: Option<u64>, content: Result<Found, Fault>) {
        self.visitor.take(Item {
            entry: entry(inside),
            line,
            content,
        });
    }

    fn again(&mut self) -> Opener<'_> {
        Opener {
            options: self.options,
            visitor: &mut *self.visitor,
        }
    }
}

type Entries =
    fn(&[u8], &mut Allowance, &mut dyn FnMut(Entry, &mut Allowance)) -> Result<(), Fault>;

/// How the bytes are opened.
enum Opened {
    Document(Format),
    Records,
    Gzip,
    Archive(Entries),
}

fn format_of(kind: FileKind, bytes: &[u8], name: &Path) -> Result<Opened, Fault> {
    if bytes.trim_ascii().is_empty() {
        return Err(Fault::of_file(Reason::EmptyFile, "the file is empty"));
    }
    let document = |format| Ok(Opened::Document(format));
    match kind {
        FileKind::JsonLines | FileKind::JsonLinesZstd => Ok(Opened::Records),
        FileKind::Json => document(Format::Json),
        FileKind::Markdown => document(Format::Markdown),
        FileKind::Text if kind.is_readable(name) => document(Format::Text),
        FileKind::Text => Err(unknown(
            "text, but its name does not end like that of a document",
        )),
        FileKind::Html => document(Format::Html),
        FileKind::Rtf => document(Format::Rtf),
        FileKind::Csv => document(Format::Csv),
        FileKind::Pdf => document(Format::Pdf),
        FileKind::Ole => archive::ole_format(bytes).map(Opened::Document),
        FileKind::Zip => match archive::zip_kind(bytes)? {
            ZipKind::Docx => document(Format::Docx),
            ZipKind::Xlsx => document(Format::Excel),
            ZipKind::Ofd => document(Format::Ofd),
            ZipKind::OtherOffice(what) => Err(unknown(what)),
            ZipKind::Archive => Ok(Opened::Archive(archive::zip_entries)),
        },
        FileKind::Tar => Ok(Opened::Archive(archive::tar_entries)),
        FileKind::Gzip => Ok(Opened::Gzip),
        FileKind::Unknown(what) => Err(unknown(what)),
    }
}

fn entry(inside: &[String]) -> Option<String> {
    (!inside.is_empty()).then(|| inside.join("/"))
}

fn shown(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn unknown(what: &str) -> Fault {
    Fault::of_file(Reason::UnknownFormat, format!("the file is {what}"))
}
