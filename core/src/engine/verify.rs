//! Checks a published generation byte by byte, and its records one by one.

use std::fs;

use serde::Serialize;

use super::answer::EngineError;
use super::files::sha256_of_file;
use super::manifest::MANIFEST_FILE;
use super::{DataDirectory, EmbeddedEngine, GenerationError};

/// What was checked and what is wrong.
#[derive(Debug, Clone, Default, Serialize)]
pub struct VerifyReport {
    /// The generation.
    pub generation: String,
    /// Files whose digest was compared.
    pub files: u64,
    /// Bytes read.
    pub bytes: u64,
    /// Documents whose record, text and structure were read.
    pub documents: u64,
    /// Everything that is wrong; empty when all is well.
    pub problems: Vec<VerifyProblem>,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VerifyProblem {
    /// The file or document.
    pub subject: String,
    /// What is wrong with it.
    pub what: String,
}

impl DataDirectory {
    /// Checks the generation in use: every digest of the manifest, no file beside them, and every document's
    /// record, text and structure.
    ///
    /// # Errors
    /// Only when there is no generation to check; damage is reported, not an error.
    pub fn verify(&self) -> Result<VerifyReport, GenerationError> {
        let generation = self.current()?;
        let manifest = self.manifest(&generation)?;
        let directory = self.generation_path(&generation);
        let mut report = VerifyReport {
            generation,
            ..VerifyReport::default()
        };
        for file in &manifest.files {
            report.files += 1;
            report.bytes += file.bytes;
            match sha256_of_file(&directory.join(&file.path)) {
                Ok(digest) if digest == file.sha256 => {}
                Ok(_) => report.problem(&file.path, "its contents are not what was published"),
                Err(error) => report.problem(&file.path, &error.to_string()),
            }
        }
        for entry in fs::read_dir(&directory).map_err(GenerationError::io(&directory))? {
            let name = entry
                .map_err(GenerationError::io(&directory))?
                .file_name()
                .to_string_lossy()
                .into_owned();
            if name != MANIFEST_FILE && manifest.files.iter().all(|file| file.path != name) {
                report.problem(&name, "is not in the manifest");
            }
        }
        if manifest.dropped_tokens != 0 {
            report.problem(
                MANIFEST_FILE,
                &format!("{} tokens were dropped", manifest.dropped_tokens),
            );
        }
        // Records are read only from files that are whole: tantivy does not expect damaged ones.
        if report.problems.is_empty() {
            self.verify_records(&mut report);
        }
        Ok(report)
    }

    fn verify_records(&self, report: &mut VerifyReport) {
        let manifest = match self.manifest(&report.generation) {
            Ok(manifest) => manifest,
            Err(error) => return report.problem(MANIFEST_FILE, &error.to_string()),
        };
        let documents = manifest.documents;
        let engine = match EmbeddedEngine::open_unchecked(self, manifest) {
            Ok(engine) => engine,
            Err(error) => return report.problem("index", &error.to_string()),
        };
        let walked = engine.for_each_document::<EngineError>(|stored| {
            report.documents += 1;
            let mut end = 0;
            let covers = stored.structure.passages.iter().all(|passage| {
                let follows = passage.span.start == end;
                end = passage.span.end;
                follows
            });
            if !covers || end as usize != stored.text.len() {
                report.problem(&stored.document.id, "its passages do not cover its text");
            }
            Ok(())
        });
        if let Err(error) = walked {
            report.problem("records", &error.to_string());
        }
        if report.documents != documents {
            report.problem(
                "records",
                &format!("{} documents instead of {documents}", report.documents),
            );
        }
    }
}

impl VerifyReport {
    fn problem(&mut self, subject: &str, what: &str) {
        self.problems.push(VerifyProblem {
            subject: subject.to_owned(),
            what: what.to_owned(),
        });
    }
}
