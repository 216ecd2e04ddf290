//! The faults that every reader of a format gives, in one wording.

use crate::quarantine::Reason;
use crate::reader::Fault;

/// A file that is not what its first bytes promise.
pub(crate) fn damaged(what: impl AsRef<str>) -> Fault {
    let message = format!("{}; open the file and save it again", what.as_ref());
    Fault::of_file(Reason::DamagedFile, message)
}

/// A file that only its owner can open.
pub(crate) fn encrypted() -> Fault {
    let message = "the file is protected by a password; save it without one";
    Fault::of_file(Reason::EncryptedFile, message)
}

/// A file that unpacks to more than is read.
pub(crate) fn too_large(what: impl Into<String>) -> Fault {
    Fault::of_file(Reason::ArchiveTooLarge, what)
}
