//! Integers in the digits that dates and document numbers use: `46`, `４６`, `四十六`, `二〇一二`.

/// The value of a Chinese digit, zero in each of its shapes.
pub(crate) fn digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '○' | '零' | '◯' | '０' => 0,
        '一' | '壹' | '元' => 1,
        '二' | '贰' | '两' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// The value of a Chinese unit.
fn unit(c: char) -> Option<u32> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1_000,
        '万' => 10_000,
        _ => return None,
    })
}

/// Whether the character can stand in a numeral of either sort.
pub(crate) fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c) || digit(c).is_some() || unit(c).is_some()
}

/// Reads the whole of `text` as one integer below 100 million; `None` when it is anything else.
///
/// Digits one by one (`二〇一二`, `2012`, `２０１２`) or with units (`四十六`, `一百零三`, `廿` is not used in
/// official texts after 1949 and not read).
pub(crate) fn read_integer(text: &str) -> Option<u32> {
    let positional = |c: char| {
        c.to_digit(10)
            .or_else(|| ('０'..='９').contains(&c).then(|| c as u32 - '０' as u32))
            .or_else(|| digit(c))
    };
    if text.is_empty() || text.chars().count() > 12 {
        return None;
    }
    if text.chars().all(|c| positional(c).is_some()) {
        let value = text
            .chars()
            .filter_map(positional)
            .try_fold(0_u32, |value, digit| {
                value.checked_mul(10)?.checked_add(digit)
            })?;
        return (value < 100_000_000).then_some(value);
    }
    with_units(text)
}

/// `一百二十三`, `十二`, `一万零五`: sections of digit and unit, the units falling.
fn with_units(text: &str) -> Option<u32> {
    let (mut total, mut section, mut pending) = (0_u32, 0_u32, None);
    let mut smallest = u32::MAX;
    for c in text.chars() {
        if let Some(value) = digit(c) {
            if pending.is_some_and(|before| before != 0) {
                return None;
            }
            pending = Some(value);
            continue;
        }
        let unit = unit(c)?;
        if unit == 10_000 {
            total =
                total.checked_add((section + pending.take().unwrap_or(0)).checked_mul(unit)?)?;
            (section, smallest) = (0, u32::MAX);
            continue;
        }
        if unit >= smallest {
            return None;
        }
        smallest = unit;
        section += pending.take().unwrap_or(1) * unit;
    }
    Some(total + section + pending.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<u32>) {
        assert_eq!(read_integer(text), expected, "{text}");
    }

    #[test]
    fn both_sorts_of_numerals_are_read() {
        check("46", Some(46));
        check("０９３", Some(93));
        check("二〇一二", Some(2012));
        check("二○一二", Some(2012));
        check("十", Some(10));
        check("十二", Some(12));
        check("二十", Some(20));
        check("一百零三", Some(103));
        check("三百四十二", Some(342));
        check("一万零五", Some(10_005));
    }

    #[test]
    fn what_is_no_numeral_is_refused() {
        for text in [
            "",
            "十百",
            "一二十",
            "四十六号",
            "甲",
            "9999999999999",
            "999999999",
        ] {
            check(text, None);
        }
    }
}
