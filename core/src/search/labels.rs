//! What the values of facets are called.

use crate::document::{Kind, Status, regions};
use crate::query::FacetField;

/// The Chinese name of a facet's value; the value itself where it is one already.
pub fn facet_label(facet: FacetField, value: &str) -> String {
    let label = match facet {
        FacetField::Kind => Kind::parse(value).map(Kind::label),
        FacetField::Status => Status::from_name(value).map(Status::label),
        FacetField::Region => regions().get(value).map(|division| division.name),
        FacetField::Authority | FacetField::Theme | FacetField::Year => None,
    };
    label.unwrap_or(value).to_owned()
}
