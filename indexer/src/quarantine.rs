//! What could not be indexed, and why: the closed list of reasons and the file that says so.

use serde::{Deserialize, Serialize};

/// Why an input was not indexed. The list is closed: programs may match on the codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A line or file that is not UTF-8.
    InvalidUtf8,
    /// A line that is not JSON, lone surrogates in escapes included.
    InvalidJson,
    /// A line whose JSON is not an object.
    NotAnObject,
    /// A line whose JSON is nested more deeply than is read.
    TooDeep,
    /// A line longer than is read.
    LineTooLong,
    /// `id`, `title` or `text` is neither text nor a number. Other fields of an unexpected type do not stop a
    /// record.
    WrongType,
    /// A record without a title and without a text.
    MissingTitleAndText,
    /// A record whose identifier another record of the same build has.
    DuplicateId,
    /// A text longer than is indexed.
    TextTooLong,
    /// A file that holds no text.
    BinaryFile,
    /// A file that holds nothing.
    EmptyFile,
    /// A compressed file that is damaged or ends early; what came before the damage was read.
    DecompressionFailed,
    /// A file or folder that the system does not let us read.
    UnreadableSource,
    /// A file of a format that is not read.
    UnknownFormat,
    /// A file that is damaged or ends early, or is not what its first bytes say.
    DamagedFile,
    /// A file that needs a password.
    EncryptedFile,
    /// A file or archive entry that is larger than is read.
    FileTooLarge,
    /// An archive, or a file built like one, that unpacks to more than is read or holds more entries.
    ArchiveTooLarge,
    /// A PDF or OFD file without text: pages that were scanned.
    NoTextLayer,
    /// Words came out as other characters: the file does not say what its glyphs mean, or names a wrong encoding.
    GarbledText,
    /// An encoding that could not be told.
    UnknownEncoding,
    /// Entities or a document type where none may be.
    ForbiddenMarkup,
    /// A pipe, a device, a socket, or an archive entry that is a link or names a path outside.
    NotAFile,
    /// Reading took longer than a file may take.
    ReadTimeout,
    /// The process that read the file ended itself: a crash or no memory left.
    ReaderCrashed,
    /// An external program that reads this format is not installed; the message names it.
    ToolMissing,
    /// The text carries a mark of state secrets (密级). It is neither indexed nor stored.
    SecretMark,
    /// The text holds personal numbers, and the policy is to hold it back.
    PersonalNumbers,
    /// The index refused the record for a reason that this list does not have yet.
    Refused,
}

impl Reason {
    /// Whether another attempt at the same bytes may end otherwise.
    pub(crate) fn is_passing(self) -> bool {
        matches!(
            self,
            Self::UnreadableSource | Self::ReadTimeout | Self::ReaderCrashed | Self::ToolMissing
        )
    }

    /// The code, as it stands in the quarantine file.
    pub fn code(self) -> &'static str {
        match self {
            Self::InvalidUtf8 => "invalid_utf8",
            Self::InvalidJson => "invalid_json",
            Self::NotAnObject => "not_an_object",
            Self::TooDeep => "too_deep",
            Self::LineTooLong => "line_too_long",
            Self::WrongType => "wrong_type",
            Self::MissingTitleAndText => "missing_title_and_text",
            Self::DuplicateId => "duplicate_id",
            Self::TextTooLong => "text_too_long",
            Self::BinaryFile => "binary_file",
            Self::EmptyFile => "empty_file",
            Self::DecompressionFailed => "decompression_failed",
            Self::UnreadableSource => "unreadable_source",
            Self::UnknownFormat => "unknown_format",
            Self::DamagedFile => "damaged_file",
            Self::EncryptedFile => "encrypted_file",
            Self::FileTooLarge => "file_too_large",
            Self::ArchiveTooLarge => "archive_too_large",
            Self::NoTextLayer => "no_text_layer",
            Self::GarbledText => "garbled_text",
            Self::UnknownEncoding => "unknown_encoding",
            Self::ForbiddenMarkup => "forbidden_markup",
            Self::NotAFile => "not_a_file",
            Self::ReadTimeout => "read_timeout",
            Self::ReaderCrashed => "reader_crashed",
            Self::ToolMissing => "tool_missing",
            Self::SecretMark => "secret_mark",
            Self::PersonalNumbers => "personal_numbers",
            Self::Refused => "refused",
        }
    }
}

/// One line of the quarantine file. It says where the input is, never what stands in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quarantined {
    /// The source as it was named.
    pub source: String,
    /// The file below a source that is a folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The entry of an archive, with `/` behind the name of each archive in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// The line of a JSON Lines file or the row of a list, from 1; `None` is the whole file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// Why.
    pub reason: Reason,
    /// What is wrong and, where we know it, what to change.
    pub message: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_what_serde_writes() {
        for reason in [
            Reason::InvalidUtf8,
            Reason::TooDeep,
            Reason::MissingTitleAndText,
            Reason::Refused,
        ] {
            assert_eq!(serde_json::json!(reason), reason.code());
        }
    }
}
