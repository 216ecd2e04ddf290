//! Who watches a build and may stop it.

use crate::quarantine::Quarantined;

/// Watches a build. Every method has a default: `()` watches nothing.
pub trait BuildObserver {
    /// Told after every input and when the phase changes; must be quick.
    fn progress(&mut self, _progress: &BuildProgress) {}

    /// Told of every input that cannot be indexed, as it is met.
    fn quarantined(&mut self, _quarantined: &Quarantined) {}

    /// Asked before every input and before the generation is published: `true` ends the build with
    /// [`BuildError::Cancelled`](crate::BuildError::Cancelled), and the last generation stays in use.
    fn is_cancelled(&self) -> bool {
        false
    }
}

impl BuildObserver for () {}

/// How far a build is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BuildProgress {
    /// What it is at.
    pub phase: BuildPhase,
    /// Records and files met so far.
    pub inputs: u64,
    /// How many of them could not be indexed.
    pub quarantined: u64,
    /// Bytes of the source files read so far, as they are on disk.
    pub bytes_done: u64,
    /// Bytes of all source files, as they are on disk.
    pub bytes_total: u64,
}

/// What a build is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum BuildPhase {
    /// Sources are read and records are indexed.
    Reading,
    /// The generation is written out, sealed and made the one in use. From here on nobody asks
    /// [`BuildObserver::is_cancelled`].
    Publishing,
}
