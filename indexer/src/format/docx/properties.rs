//! What the file says of itself. It is often the name of a template or of the last typist.

use super::Package;
use crate::manuscript::{Field, Origin};
use crate::reader::Fault;

use super::relations::Relations;

/// Title, author and date of creation from `docProps/core.xml`.
pub(super) fn read(package: &mut Package<'_>) -> Result<Vec<Field>, Fault> {
    let name = Relations::of(package, "")?
        .part(package, "/core-properties")
        .unwrap_or_else(|| "docProps/core.xml".to_owned());
    let Some(tree) = package.xml(&name, &[])? else {
        return Ok(Vec::new());
    };
    let fields = tree.root().children().filter_map(|element| {
        let value = element.text().trim().to_owned();
        let named = matches!(element.name(), "title" | "creator" | "created");
        (named && !value.is_empty()).then(|| Field {
            name: element.name().to_owned(),
            value,
            origin: Origin::FileProperties,
        })
    });
    Ok(fields.collect())
}
