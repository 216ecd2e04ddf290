//! A build at work: reads, counts, quarantines, and publishes at the end.

use serde::Serialize;
use tongcha::document::Manifestation;
use tongcha::engine::GenerationError;
use tongcha::index::Rejected;
use tongcha::{DataDirectory, Indexer, Manifest, Outcome, Record};

use crate::admission::admit;
use crate::build::BuildError;
use crate::duplicates::{Content, Duplicates};
use crate::format::FileKind;
use crate::heading;
use crate::observer::{BuildObserver, BuildPhase, BuildProgress};
use crate::outputs::{Outputs, PersonalNumber};
use crate::personal::{Finding, Policy};
use crate::quarantine::{Quarantined, Reason};
use crate::reader::{self, Fault, Input, Meter};
use crate::source::{Listing, SourceFile};
use crate::summary::BuildSummary;
use crate::worker::{Pool, Told};

/// A build at work.
pub(crate) struct Run<'o> {
    indexer: Indexer,
    outputs: Outputs,
    personal: Policy,
    observer: &'o mut dyn BuildObserver,
    meter: Meter,
    bytes_total: u64,
    /// Whether a file could not be read to its end.
    unread: bool,
    duplicates: Duplicates,
    summary: BuildSummary,
}

/// Where an input stands.
struct Place<'f> {
    source: &'f str,
    relative: Option<&'f str>,
    entry: Option<String>,
    line: Option<u64>,
}

impl Place<'_> {
    /// The place as it is kept with a document.
    fn manifestation(&self, record: &Record) -> Manifestation {
        let path = match (self.relative, &self.entry) {
            (Some(relative), Some(entry)) => Some(format!("{relative}/{entry}")),
            (relative, entry) => relative.map(str::to_owned).or_else(|| entry.clone()),
        };
        Manifestation {
            id: Some(record.id.clone()).filter(|id| !id.is_empty()),
            source: self.source.to_owned(),
            path,
            url: record.url.clone(),
        }
    }
}

impl<'o> Run<'o> {
    pub(crate) fn new(
        indexer: Indexer,
        outputs: Outputs,
        personal: Policy,
        listing: &Listing,
        observer: &'o mut dyn BuildObserver,
    ) -> Self {
        let quarantine_file = outputs.quarantine_path().to_owned();
        Self {
            indexer,
            outputs,
            personal,
            observer,
            meter: Meter::default(),
            bytes_total: listing.files.iter().map(|file| file.bytes).sum(),
            unread: false,
            duplicates: Duplicates::default(),
            summary: BuildSummary {
                quarantine_file,
                ..BuildSummary::default()
            },
        }
    }

    /// Reads what the listing names; the pool is at work on its files.
    pub(crate) fn read(&mut self, listing: &Listing, mut pool: Pool) -> Result<(), BuildError> {
        for unreadable in &listing.unreadable {
            let place = Place {
                source: &unreadable.source,
                relative: unreadable.relative.as_deref(),
                entry: None,
                line: None,
            };
            self.summary.inputs += 1;
            self.quarantine(
                &place,
                Fault::of_file(unreadable.reason, unreadable.message.clone()),
            )?;
        }
        for (at, file) in listing.files.iter().enumerate() {
            for told in pool.file(at) {
                self.check_cancelled()?;
                match told {
                    Told::Input(input) => self.take(file, *input)?,
                    Told::Records(kind) => self.read_records(file, kind)?,
                    Told::Skipped => {
                        *self.summary.skipped_files.entry(file.ending()).or_default() += 1;
                    }
                    Told::Read(bytes) => {
                        self.meter.stored.set(self.meter.stored.get() + bytes);
                        self.meter.read.set(self.meter.read.get() + bytes);
                    }
                }
            }
        }
        Ok(())
    }

    fn read_records(&mut self, file: &SourceFile, kind: FileKind) -> Result<(), BuildError> {
        let is_packed = kind == FileKind::JsonLinesZstd;
        for mut input in reader::read(&file.path, is_packed, &self.meter) {
            self.check_cancelled()?;
            if let Ok(record) = input.content {
                (input.content, input.personal) = admit(record, self.personal);
            }
            self.take(file, input)?;
        }
        Ok(())
    }

    fn take(&mut self, file: &SourceFile, input: Input) -> Result<(), BuildError> {
        self.summary.inputs += 1;
        let place = Place {
            source: &file.source,
            relative: file.relative.as_deref(),
            entry: input.entry,
            line: input.line,
        };
        self.report_personal(&place, input.personal)?;
        match input.content {
            Ok(record) => self.add(&place, *record)?,
            Err(fault) => self.quarantine(&place, fault)?,
        }
        self.tell(BuildPhase::Reading);
        Ok(())
    }

    fn report_personal(
        &mut self,
        place: &Place<'_>,
        findings: Vec<Finding>,
    ) -> Result<(), BuildError> {
        for finding in findings {
            *self
                .summary
                .personal_numbers
                .entry(finding.kind)
                .or_default() += 1;
            self.outputs.personal_number(&PersonalNumber {
                source: place.source.to_owned(),
                path: place.relative.map(str::to_owned),
                entry: place.entry.clone(),
                record: place.line,
                finding,
            })?;
        }
        Ok(())
    }

    /// Indexes a record, or joins it to the document that it is.
    fn add(&mut self, place: &Place<'_>, mut record: Record) -> Result<(), BuildError> {
        let content = Content::of(&record);
        let found = place.manifestation(&record);
        if content
            .as_ref()
            .is_some_and(|content| self.duplicates.join(content, &found))
        {
            self.summary.joined += 1;
            return Ok(());
        }
        self.tell_apart(&mut record, place);
        let outcome = self.indexer.add(record, place.source)?;
        let id = match &outcome {
            Outcome::Indexed { id, .. } | Outcome::Unchanged { id } => Some(id),
            _ => None,
        };
        if let (Some(content), Some(id)) = (content, id) {
            self.duplicates.remember(content, id, found);
        }
        match outcome {
            Outcome::Rejected(rejected) => self.quarantine(place, fault_of(&rejected)),
            outcome => {
                self.count(outcome);
                Ok(())
            }
        }
    }

    /// Two files of one name in different folders are two documents: the later one is known by where it lies. Records
    /// bring identifiers of their own, and two of the same are a mistake of their source.
    fn tell_apart(&self, record: &mut Record, place: &Place<'_>) {
        let is_file = record.extra.contains_key("source_path");
        if is_file && self.indexer.has_seen(&record.id) {
            let path = place.manifestation(record).path.unwrap_or_default();
            let line = place
                .line
                .map(|line| format!("#{line}"))
                .unwrap_or_default();
            record.id = heading::path_id(&format!("{path}{line}"));
        }
    }

    fn count(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Indexed {
                findings,
                diagnostics,
                ..
            } => {
                self.summary.indexed += 1;
                for finding in &findings {
                    *self
                        .summary
                        .findings
                        .entry(code(&finding.code))
                        .or_default() += 1;
                }
                for diagnostic in &diagnostics {
                    *self
                        .summary
                        .diagnostics
                        .entry(code(&diagnostic.code))
                        .or_default() += 1;
                }
            }
            Outcome::Unchanged { .. } => self.summary.unchanged += 1,
            // Rejections are quarantined where they come up; what core may add is missed in the sum, which is
            // checked before anything is published.
            _ => {}
        }
    }

    fn quarantine(&mut self, place: &Place<'_>, fault: Fault) -> Result<(), BuildError> {
        self.unread |= fault.hides_more;
        self.summary.quarantined += 1;
        *self.summary.reasons.entry(fault.reason).or_default() += 1;
        let quarantined = Quarantined {
            source: place.source.to_owned(),
            path: place.relative.map(str::to_owned),
            entry: place.entry.clone(),
            line: place.line,
            reason: fault.reason,
            message: fault.message,
        };
        self.observer.quarantined(&quarantined);
        self.outputs.quarantine(&quarantined)
    }

    /// Prunes, publishes what changed, and says what is in use now.
    pub(crate) fn finish(
        mut self,
        data: &DataDirectory,
        prune: bool,
    ) -> Result<BuildSummary, BuildError> {
        self.summary.read_bytes = self.meter.read.get();
        if !self.summary.adds_up() {
            let BuildSummary {
                inputs,
                indexed,
                unchanged,
                joined,
                quarantined,
                ..
            } = self.summary;
            return Err(BuildError::Miscounted {
                inputs,
                accounted: indexed + unchanged + joined + quarantined,
            });
        }
        let good = self.summary.indexed + self.summary.unchanged;
        // Sources that hold nothing good are a mistake, not the wish for an empty index.
        let may_prune = !self.unread && good > 0;
        self.summary.prune_held_back = prune && !may_prune;
        if prune && may_prune {
            self.summary.removed = self.indexer.prune().len() as u64;
        }
        let mut duplicates = std::mem::take(&mut self.duplicates);
        (self.summary.alike, self.summary.alike_total) = duplicates.take_alike();
        for (id, places) in duplicates.take_found() {
            self.indexer.put_manifestations(&id, places);
        }
        self.check_cancelled()?;
        let publishes = self.indexer.is_changed() && good > 0;
        if publishes {
            self.tell(BuildPhase::Publishing);
        }
        let Self {
            indexer,
            outputs,
            mut summary,
            ..
        } = self;
        outputs.finish()?;
        let manifest = if publishes {
            indexer.publish()?
        } else {
            drop(indexer);
            in_use(data, &summary)?
        };
        summary.published = publishes;
        summary.describe(manifest);
        Ok(summary)
    }

    fn check_cancelled(&self) -> Result<(), BuildError> {
        if self.observer.is_cancelled() {
            Err(BuildError::Cancelled)
        } else {
            Ok(())
        }
    }

    fn tell(&mut self, phase: BuildPhase) {
        self.observer.progress(&BuildProgress {
            phase,
            inputs: self.summary.inputs,
            quarantined: self.summary.quarantined,
            bytes_done: self.meter.stored.get().min(self.bytes_total),
            bytes_total: self.bytes_total,
        });
    }
}

impl BuildSummary {
    fn describe(&mut self, manifest: Manifest) {
        self.documents = manifest.documents;
        self.articles = manifest.articles;
        self.text_bytes = manifest.text_bytes;
        self.index_bytes = manifest.files.iter().map(|file| file.bytes).sum();
        self.generation = Some(manifest.generation);
    }
}

/// The generation that stays in use when none is published.
fn in_use(data: &DataDirectory, summary: &BuildSummary) -> Result<Manifest, BuildError> {
    match data.current() {
        Ok(generation) => Ok(data.manifest(&generation)?),
        Err(GenerationError::Missing { .. }) => Err(BuildError::NothingIndexed {
            quarantined: summary.quarantined,
            quarantine_file: summary.quarantine_file.clone(),
        }),
        Err(error) => Err(error.into()),
    }
}

fn fault_of(rejected: &Rejected) -> Fault {
    let reason = match rejected {
        Rejected::Record(_) => Reason::MissingTitleAndText,
        Rejected::DuplicateId { .. } => Reason::DuplicateId,
        Rejected::TextTooLong { .. } => Reason::TextTooLong,
        _ => Reason::Refused,
    };
    Fault {
        reason,
        message: rejected.to_string(),
        hides_more: false,
    }
}

/// The name of a code, as serde writes it.
fn code(code: &impl Serialize) -> String {
    match serde_json::to_value(code) {
        Ok(serde_json::Value::String(name)) => name,
        // Codes are enums without contents, which are written as text.
        _ => "unknown".to_owned(),
    }
}
