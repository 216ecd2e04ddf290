//! The end of a title, which names the form.

use crate::document::spelling;

/// The title without brackets of versions and trials at its end: what is left ends with the name of the form.
pub(super) fn core_title(title: &str) -> String {
    let compact = spelling::compact(title);
    let mut title = compact.as_str();
    while let Some((at, last)) = title
        .char_indices()
        .next_back()
        .filter(|(_, c)| spelling::closes(*c))
    {
        if matches!(last, '》' | '〉' | '”') {
            break;
        }
        match title[..at]
            .char_indices()
            .rev()
            .find(|(_, c)| spelling::opens(*c))
        {
            Some((open, _)) if open > 0 => title = &title[..open],
            _ => break,
        }
    }
    title.to_owned()
}

/// 法 or 法典 at the end, and not 办法.
pub(super) fn is_law_name(title: &str) -> bool {
    title.ends_with("法典")
        || (title.ends_with('法') && !title.ends_with("办法") && !title.ends_with("方法"))
}
