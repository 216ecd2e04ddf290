//! How well a generation answers: questions with known answers, asked and counted.
//!
//! [`read_questions`] reads a set, [`self_questions`] makes one of what the documents themselves are called, and
//! [`evaluate`] asks every question as the page would and gives a [`Report`]: success, MRR, nDCG and recall by
//! kind of question, times, and the failures with what was found instead. Nothing here prints.
//!
//! Whoever asks the questions in another way (with what was learned of the others, say) makes the [`Asked`]
//! with [`ask`], says of each whether its answers had been seen, and counts them with [`Report::new`].
//!
//! ```
//! use tongcha::evaluate::{Asked, Hits, Question, Report};
//!
//! let line = r#"{"qid": "1", "query": "养犬", "kind": "topic", "level": "document", "relevant": [{"doc": "dogs"}]}"#;
//! let questions = tongcha::evaluate::read_questions(line.as_bytes())?;
//! let answered = Asked::new(&questions[0], &Hits::default());
//! let report = Report::new(vec![answered]);
//! assert_eq!(report.overall.success_at_10, 0.0);
//! assert_eq!(report.failures[0].qid, "1");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod floor;
mod latency;
mod metrics;
mod own;
mod question;
mod report;
mod run;

pub use floor::{Floor, FloorError, MissedFloor};
pub use latency::{Latencies, LatencyReport};
pub use metrics::{Figures, Ranks};
pub use own::self_questions;
pub use question::{Question, QuestionError, QuestionLevel, Relevant, read_questions};
pub use report::{Failure, FoundInstead, Report};
pub use run::{Asked, EvaluateOptions, Hits, RECALL_DEPTH, ask, evaluate};
