//! What a record must pass before it is indexed or stored anywhere: no mark of state secrets, and what the operator
//! says of personal numbers.

use tongcha::Record;

use crate::personal::{self, Finding, Policy};
use crate::reader::Fault;
use crate::secret;

/// Lets a record in, its personal numbers treated as the policy says, or refuses it.
pub(crate) fn admit(
    mut record: Box<Record>,
    policy: Policy,
) -> (Result<Box<Record>, Fault>, Vec<Finding>) {
    if let Err(fault) = secret::check_record(&record) {
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
