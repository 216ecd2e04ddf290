//! The issuing organs: the field's, else what the title or the decree names.

use crate::document::number::government_of_code;
use crate::document::{Authority, Branch, Division, DocumentNumber, Origin, Record};

/// The organs of the field; else of the decree; else of the title.
pub(super) fn organs_of(
    record: &Record,
    title: &str,
    number: Option<&DocumentNumber>,
    place: Option<&Division>,
) -> Vec<Authority> {
    let field = record.authority.as_deref().unwrap_or("");
    let organs = Authority::read(field, place);
    if !organs.is_empty() {
        return organs;
    }
    let from_title = Authority::from_title(title, place);
    if !from_title.is_empty() {
        return from_title;
    }
    number
        .and_then(|number| organ_of_number(number, place))
        .into_iter()
        .collect()
}

/// A decree or announcement names its organ.
fn organ_of_number(number: &DocumentNumber, place: Option<&Division>) -> Option<Authority> {
    if !(number.is_decree() || number.is_announcement()) {
        return None;
    }
    let code = number.organ_code.as_deref()?;
    let name = government_of_code(code).unwrap_or_else(|| code.to_owned());
    let organ = Authority::read(&name, place).into_iter().next()?;
    let origin = if number.origin == Origin::Field {
        Origin::Number
    } else {
        number.origin
    };
    let class = organ.class();
    let certain = class.level.is_some() && class.branch != Branch::Other;
    certain.then_some(Authority {
        origin,
        raw: None,
        ..organ
    })
}
