//! What a record must pass before it is indexed or stored anywhere: no endless lines, no mark of state secrets, and what the operator
//! says of personal numbers.

use tongcha::Record;

use crate::personal::{self, Finding, Policy};
use crate::quarantine::Reason;
use crate::reader::Fault;
use crate::secret;

/// The longest paragraphs of real texts have some 10,000 characters; a hundred times that is no text, and would be a
/// burden to every page that shows it.
const LINE_BYTES_MAX: usize = 3_000_000;

fn check_lines(record: &Record) -> Result<(), Fault> {
    match record.text.lines().map(str::len).max() {
        Some(bytes) if bytes > LINE_BYTES_MAX => {
            let message =
                format!("a line of the text has {bytes} bytes; at most {LINE_BYTES_MAX} are read");
            Err(Fault::of_record(Reason::LineTooLong, message))
        }
        _ => Ok(()),
    }
}

/// Lets a record in, its personal numbers treated as the policy says, or refuses it.
pub(crate) fn admit(
    mut record: Box<Record>,
    policy: Policy,
) -> (Result<Box<Record>, Fault>, Vec<Finding>) {
    if let Err(fault) = check_lines(&record).and_then(|()| secret::check_record(&record)) {
        return (Err(fault), Vec::new());
    }
    let findings = personal::apply(&mut record, policy);
    let refused = match policy {
        Policy::Quarantine => personal::fault_of(&findings),
        Policy::Report | Policy::Mask => None,
    };
    match refused {
        Some(fault) => (Err(fault), findings),
        None => (Ok(record), findings),
    }
}
