//! One file behind gzip.

use flate2::read::MultiGzDecoder;

use super::Allowance;
use crate::reader::Fault;

/// Unpacks a file within the allowance.
pub(crate) fn unpack(bytes: &[u8], allowance: &mut Allowance) -> Result<Vec<u8>, Fault> {
    allowance
        .read(MultiGzDecoder::new(bytes))
        .and_then(|content| content)
}
