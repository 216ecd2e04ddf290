//! The file of what was learned: plain JSON inside a generation, with a table of vectors beside it.

use serde::{Deserialize, Serialize};

use super::{AnsweredQuestion, FEATURES, Forest, ForestError, PairVectors, Translations};

/// What was learned from answered questions, as a generation holds it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Lessons {
    /// Version of this form.
    pub format: u32,
    /// The question sets, as the operator named them.
    pub sources: Vec<String>,
    /// The questions with their articles.
    pub questions: Vec<AnsweredQuestion>,
    /// How words of questions translate.
    pub translations: Translations,
    /// What weighs the evidence.
    pub forest: Forest,
    /// Where pairs of characters point. A file of its own, since it is large and asked where it lies.
    #[serde(skip)]
    pub vectors: PairVectors,
}

/// Lessons that cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LessonsError {
    /// They are of another version.
    #[error("what was learned is of another version; learn again")]
    OtherVersion,
    /// They are no lessons.
    #[error("what was learned cannot be read: {0}")]
    Malformed(#[from] serde_json::Error),
    /// The forest cannot be asked.
    #[error(transparent)]
    Forest(#[from] ForestError),
}

impl Lessons {
    /// Version of the form that this software reads and writes, the vectors beside it included.
    pub const FORMAT: u32 = 2;

    /// The lessons that a file holds.
    ///
    /// # Errors
    /// When they are none, or of another version.
    pub fn read(bytes: &[u8]) -> Result<Self, LessonsError> {
        let lessons: Self = serde_json::from_slice(bytes)?;
        if lessons.format != Self::FORMAT {
            return Err(LessonsError::OtherVersion);
        }
        lessons.forest.check(&FEATURES)?;
        Ok(lessons)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lessons() -> Lessons {
        Lessons {
            format: Lessons::FORMAT,
            sources: vec!["questions.jsonl".to_owned()],
            forest: Forest {
                features: FEATURES.iter().map(|name| (*name).to_owned()).collect(),
                trees: Vec::new(),
            },
            ..Lessons::default()
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let bytes = serde_json::to_vec(&lessons()).expect("plain data");
        assert_eq!(Lessons::read(&bytes).expect("its own form"), lessons());
    }

    #[test]
    fn other_versions_and_other_files_are_refused() {
        let other = Lessons {
            format: 99,
            ..lessons()
        };
        let bytes = serde_json::to_vec(&other).expect("plain data");
        assert!(matches!(
            Lessons::read(&bytes),
            Err(LessonsError::OtherVersion)
        ));
        assert!(matches!(
            Lessons::read(b"{}"),
            Err(LessonsError::Malformed(_))
        ));
        let unfit = Lessons {
            forest: Forest::default(),
            ..lessons()
        };
        let bytes = serde_json::to_vec(&unfit).expect("plain data");
        assert!(matches!(
            Lessons::read(&bytes),
            Err(LessonsError::Forest(_))
        ));
    }
}
