//! Numbers as legal texts write them: 一百三十三, 一三三, 一○二, 廿三, 133, １３３.

/// The largest number that is read or written here. No law comes near it; it bounds hostile input.
pub const NUMBER_MAX: u32 = 99_999;

/// Reads a number written in Chinese, full-width or Arabic digits; spaces inside are passed over.
///
/// Knows units (一百零二), digits in a row (一○二, 102, １０２) and 廿 卅 卌 两 〇 ○ 零. A last digit without its
/// zero counts as units, as older laws write it: 第一百一条 is article 101. `None` for anything else, and for
/// numbers above [`NUMBER_MAX`].
///
/// ```
/// use tongcha::structure::parse_numeral;
/// assert_eq!(parse_numeral("一百三十三"), Some(133));
/// assert_eq!(parse_numeral("一○二"), Some(102));
/// assert_eq!(parse_numeral("１２"), Some(12));
/// assert_eq!(parse_numeral("第一"), None);
/// ```
pub fn parse_numeral(text: &str) -> Option<u32> {
    let mut reader = NumeralReader::default();
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        if !reader.push(c) {
            return None;
        }
    }
    reader.finish()
}

/// Writes a number as article labels do: 12 is 十二, 101 一百零一, 110 一百一十.
///
/// # Panics
///
/// Never; a number above [`NUMBER_MAX`] comes back in Arabic digits.
pub fn format_chinese(number: u32) -> String {
    if number > NUMBER_MAX {
        return number.to_string();
    }
    if number == 0 {
        return "零".to_string();
    }
    let mut out = String::new();
    let mut zero_due = false;
    for (unit, name) in [
        (10_000, "万"),
        (1_000, "千"),
        (100, "百"),
        (10, "十"),
        (1, ""),
    ] {
        let digit = number / unit % 10;
        if digit == 0 {
            zero_due = !out.is_empty();
            continue;
        }
        if zero_due {
            out.push('零');
            zero_due = false;
        }
        // 十二, not 一十二, when nothing stands before.
        if !(unit == 10 && digit == 1 && out.is_empty()) {
            out.push(DIGITS[digit as usize]);
        }
        out.push_str(name);
    }
    out
}

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// Reads one number a character at a time, so that a label is read without copying it.
#[derive(Default)]
pub(super) struct NumeralReader {
    /// Digits in a row, for the positional style.
    positional: u64,
    digits: u32,
    units: bool,
    total: u32,
    section: u32,
    digit: Option<u32>,
    last_unit: u32,
}

impl NumeralReader {
    /// Takes the next character; `false` when it does not go on the number.
    pub(super) fn push(&mut self, c: char) -> bool {
        match symbol(c) {
            Some(Symbol::Digit(value)) => self.push_digit(value),
            Some(Symbol::Unit(unit)) => self.push_unit(unit),
            Some(Symbol::Tens(value)) => {
                let fits =
                    self.digit.is_none_or(|d| d == 0) && (!self.units || self.last_unit > 10);
                self.section += value;
                self.last_unit = 10;
                self.units = true;
                self.digit = None;
                fits
            }
            None => false,
        }
    }

    /// The number, when what was read is one.
    pub(super) fn finish(&self) -> Option<u32> {
        let value = if self.units {
            u64::from(self.total) + u64::from(self.section) + u64::from(self.digit.unwrap_or(0))
        } else if self.digits > 0 {
            self.positional
        } else {
            return None;
        };
        u32::try_from(value).ok().filter(|v| *v <= NUMBER_MAX)
    }

    fn push_digit(&mut self, value: u32) -> bool {
        if self.digits >= 9 || (self.units && self.digit.is_some_and(|d| d != 0)) {
            return false;
        }
        self.positional = self.positional * 10 + u64::from(value);
        self.digits += 1;
        self.digit = Some(value);
        true
    }

    fn push_unit(&mut self, unit: u32) -> bool {
        // 十一百 and 一二百 are no numbers; units only fall.
        if (self.units && unit >= self.last_unit && unit != 10_000)
            || (!self.units && self.digits > 1)
            || (unit == 10_000 && self.total > 0)
        {
            return false;
        }
        // 百 alone and 零十 stand for 一百 and 零一十.
        let count = self.digit.filter(|d| *d != 0);
        if unit == 10_000 {
            self.total = (self.section + count.unwrap_or(0)).max(1) * unit;
            self.section = 0;
        } else {
            self.section += count.unwrap_or(1) * unit;
        }
        self.last_unit = unit;
        self.units = true;
        self.digit = None;
        true
    }
}

enum Symbol {
    Digit(u32),
    Unit(u32),
    Tens(u32),
}

/// Whether a character can stand in a number.
pub(super) fn is_numeral(c: char) -> bool {
    symbol(c).is_some()
}

fn symbol(c: char) -> Option<Symbol> {
    Some(match c {
        '0'..='9' => Symbol::Digit(c as u32 - '0' as u32),
        '０'..='９' => Symbol::Digit(c as u32 - '０' as u32),
        // The zeros that sources type: ideographic zero, circles, the letter O in both widths.
        '〇' | '○' | '◯' | '零' | 'Ｏ' | 'O' | 'o' => Symbol::Digit(0),
        '一' | '壹' => Symbol::Digit(1),
        '二' | '两' | '贰' => Symbol::Digit(2),
        '三' | '叁' => Symbol::Digit(3),
        '四' | '肆' => Symbol::Digit(4),
        '五' | '伍' => Symbol::Digit(5),
        '六' | '陆' => Symbol::Digit(6),
        '七' | '柒' => Symbol::Digit(7),
        '八' | '捌' => Symbol::Digit(8),
        '九' | '玖' => Symbol::Digit(9),
        '十' | '拾' => Symbol::Unit(10),
        '百' | '佰' => Symbol::Unit(100),
        '千' | '仟' => Symbol::Unit(1_000),
        '万' => Symbol::Unit(10_000),
        '廿' => Symbol::Tens(20),
        '卅' => Symbol::Tens(30),
        '卌' => Symbol::Tens(40),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_in_every_style() {
        for (text, value) in [
            ("一", Some(1)),
            ("十", Some(10)),
            ("二十", Some(20)),
            ("廿三", Some(23)),
            ("卅", Some(30)),
            ("一百", Some(100)),
            ("百", Some(100)),
            ("一百零二", Some(102)),
            ("一百〇二", Some(102)),
            ("一百一", Some(101)),
            ("一百一十", Some(110)),
            ("一千二百六十", Some(1260)),
            ("一○二", Some(102)),
            ("一二六〇", Some(1260)),
            ("1 0 2", Some(102)),
            ("１２", Some(12)),
            ("两", Some(2)),
            ("一万零一", Some(10_001)),
            ("", None),
            ("条", None),
            ("十百", None),
            ("一二百", None),
            ("999999999999999", None),
            ("100000", None),
        ] {
            assert_eq!(parse_numeral(text), value, "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_number_comes_back(number in 0..=NUMBER_MAX) {
            prop_assert_eq!(parse_numeral(&format_chinese(number)), Some(number));
        }

        #[test]
        fn no_string_panics(text in "[一二三十百千万零〇○0-9廿卅 ]{0,40}") {
            let _ = parse_numeral(&text);
        }
    }
}
