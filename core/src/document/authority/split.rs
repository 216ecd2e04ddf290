//! Joint issuers taken apart.

use super::organs;
use crate::document::spelling;

const ORGAN_CHARS_MAX: usize = 60;

/// Takes joint issuers apart. Brackets hold what the organ also is, not another organ.
pub(super) fn split(field: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut depth = 0_usize;
    for c in before_forwarding(field)
        .chars()
        .take(4_000)
        .filter(|c| !spelling::is_invisible(*c))
    {
        let c = spelling::fold_width(c);
        if spelling::opens(c) {
            depth += 1;
        } else if spelling::closes(c) {
            depth = depth.saturating_sub(1);
        } else if depth == 0
            && (c.is_whitespace() || matches!(c, '、' | ',' | ';' | '，' | '；' | '/' | '|'))
        {
            pieces.push(String::new());
        } else if depth == 0
            && let Some(piece) = pieces.last_mut()
        {
            piece.push(c);
        }
    }
    pieces
        .into_iter()
        .flat_map(|piece| unglue(&piece))
        .map(|piece| spelling::cut(&piece, ORGAN_CHARS_MAX).0.to_owned())
        .filter(|piece| !piece.is_empty())
        .collect()
}

/// 广东省人民政府办公厅转发省国土资源厅: the one who forwards issues.
fn before_forwarding(field: &str) -> &str {
    ["转发", "批转", "印发"]
        .into_iter()
        .filter_map(|word| field.find(word))
        .min()
        .map_or(field, |at| &field[..at])
}

/// 国土资源部监察部 are two: pieces that known names fill to the end.
fn unglue(piece: &str) -> Vec<String> {
    let whole = vec![piece.to_owned()];
    if organs().get(piece).is_some() {
        return whole;
    }
    let (mut rest, mut names) = (piece, Vec::new());
    while let Some(name) = organs().longest_prefix(rest) {
        names.push(name.to_owned());
        rest = &rest[name.len()..];
    }
    if rest.is_empty() && names.len() > 1 {
        return names;
    }
    relative_organs(piece).unwrap_or(whole)
}

/// 市人社局市税务局市医保局 are three: the same relative word begins each.
fn relative_organs(piece: &str) -> Option<Vec<String>> {
    let word = piece.chars().next().filter(|c| matches!(c, '市' | '省'))?;
    let mut names = vec![String::new()];
    let mut before = ' ';
    for c in piece.chars() {
        if c == word && matches!(before, '局' | '委' | '厅' | '办') {
            names.push(String::new());
        }
        names.last_mut()?.push(c);
        before = c;
    }
    (names.len() > 1).then_some(names)
}
