//! Lines that are nothing but the names of organs.

use tongcha::document::{Authority, Branch, compact};

use super::shape::is_longer;

const LINE_CHARS_MAX: usize = 120;

/// The organs of a line that holds nothing else, as they are written there.
pub(super) fn organs_of(line: &str) -> Option<Vec<String>> {
    let line = without_entity(line.trim());
    let is_sentence = line.contains(['。', '，', '：', '；', '《', '“', '？', '〔', '[', '+', '=']);
    if line.is_empty() || is_sentence || is_longer(line, LINE_CHARS_MAX) {
        return None;
    }
    let numbered = line.chars().any(|c| c.is_ascii_digit());
    if numbered || line.contains("关于") {
        return None;
    }
    let spread = spread_out(line);
    let read = Authority::read(spread.as_deref().unwrap_or(line), None);
    let known = |organ: &Authority| {
        organ.class().branch != Branch::Other && organ.name.chars().count() >= 3
    };
    if read.is_empty() || !read.iter().all(known) {
        return None;
    }
    let as_written = |organ: Authority| organ.raw.unwrap_or(organ.name);
    Some(read.into_iter().map(as_written).collect())
}

/// Pages that were cleaned badly leave `&bsp;` behind a name.
fn without_entity(line: &str) -> &str {
    let entity = line
        .strip_suffix(';')
        .and_then(|rest| rest.rsplit_once('&'));
    match entity {
        Some((name, word)) if word.len() <= 6 && word.bytes().all(|b| b.is_ascii_alphabetic()) => {
            name.trim_end()
        }
        _ => line,
    }
}

/// 省　财　政　厅 is one name that fills its line: the spaces between single characters are layout.
fn spread_out(line: &str) -> Option<String> {
    let mut pieces = line.split_whitespace();
    let is_spread =
        line.split_whitespace().count() > 2 && pieces.all(|piece| piece.chars().count() == 1);
    is_spread.then(|| compact(line))
}

/// Whether a line names an official and nothing more: 省长　王某某, 县长：李某.
pub(super) fn official_of(line: &str) -> Option<String> {
    const OFFICES: [&str; 17] = [
        "省长",
        "市长",
        "州长",
        "盟长",
        "县长",
        "区长",
        "旗长",
        "主席",
        "总理",
        "部长",
        "局长",
        "主任",
        "署长",
        "行长",
        "院长",
        "检察长",
        "厅长",
    ];
    if is_longer(line, 40) {
        return None;
    }
    let bare = compact(line);
    let named = OFFICES.iter().any(|office| {
        let name = bare.strip_prefix(office);
        let name = name.map(|name| name.trim_start_matches([':', '：']));
        name.is_some_and(|name| {
            let han = name.chars().all(|c| c.is_alphabetic() || c == '·');
            han && (2..=10).contains(&name.chars().count())
        })
    });
    named.then_some(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn organs_are_told_from_sentences_and_titles() {
        let check = |line: &str, expected: &[&str]| {
            assert_eq!(organs_of(line).unwrap_or_default(), expected, "{line}");
        };
        check("　　岚江省人民政府办公厅", &["岚江省人民政府办公厅"]);
        check(
            "岚江省民政厅　岚江省财政厅",
            &["岚江省民政厅", "岚江省财政厅"],
        );
        check(
            "岚江省民政厅\t岚江省财政厅",
            &["岚江省民政厅", "岚江省财政厅"],
        );
        check("岚　江　省　民　政　厅", &["岚江省民政厅"]);
        check("岚江省民政厅 &bsp;", &["岚江省民政厅"]);
        check("岚江省民政厅关于办公厅", &[]);
        check("请报送岚江省民政厅。", &[]);
        check("各市、县人民政府：", &[]);
        check("第3督查处", &[]);
    }

    #[test]
    fn officials_sign_with_their_office() {
        assert_eq!(
            official_of("省　长　　王某某").as_deref(),
            Some("省长王某某")
        );
        assert_eq!(official_of("县长：李某").as_deref(), Some("县长:李某"));
        assert_eq!(official_of("局长办公会议研究决定，由局长负责。"), None);
    }
}
