//! A line of labels and values side by side, as collections of laws set it under a title:
//! `公布机关  云溪市人民政府  效力状况  有效`.

use super::names::meaning_of;

/// The labels of a line with their values; `None` for any other line. Labels and values are parted by tabs or by two
/// blanks at least, since values hold single ones.
pub(super) fn pairs(line: &str) -> Option<Vec<(&str, &str)>> {
    let parts: Vec<&str> = line
        .split(['\t', '\u{3000}'])
        .flat_map(|part| part.split("  "))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    if parts.len() < 4 || parts.len() % 2 == 1 {
        return None;
    }
    let pairs: Vec<(&str, &str)> = parts.chunks(2).map(|pair| (pair[0], pair[1])).collect();
    let known = pairs
        .iter()
        .filter(|(label, _)| meaning_of(label).is_some())
        .count();
    // Most labels are known, and no value is a label: else these are the columns of a table.
    let is_line =
        known * 2 > pairs.len() && pairs.iter().all(|(_, value)| meaning_of(value).is_none());
    is_line.then_some(pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_values_are_told_from_tables_and_text() {
        assert_eq!(
            pairs("分类名称  政务公开  公布机关  云溪市人民政府  效力状况  有效"),
            Some(vec![
                ("分类名称", "政务公开"),
                ("公布机关", "云溪市人民政府"),
                ("效力状况", "有效")
            ])
        );
        assert_eq!(pairs("标题  文号  公布机关  公布日期"), None);
        assert_eq!(pairs("第一条　为了公开，制定本办法。"), None);
        assert_eq!(pairs("公布机关 云溪市人民政府"), None);
    }
}
