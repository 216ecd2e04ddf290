//! A number as Word writes it, for the formats of numbering that exist (ECMA-376 part 1, 17.18.59).

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NumberFormat {
    Decimal,
    /// `01`, `02`.
    DecimalZero,
    /// `１`, `２`.
    DecimalFullWidth,
    /// `①`, `②`.
    EnclosedCircle,
    /// `⒈`, `⒉`.
    EnclosedFullStop,
    /// `⑴`, `⑵`.
    EnclosedParen,
    /// `㈠`, `㈡`.
    IdeographEnclosedParen,
    UpperRoman,
    LowerRoman,
    UpperLetter,
    LowerLetter,
    /// `一`, `十一`, `一百零一`.
    Chinese,
    /// `壹`, `拾`.
    ChineseLegal,
    /// `壹`, `貳` in traditional characters.
    ChineseLegalTraditional,
    /// `一〇〇`.
    IdeographDigital,
    /// `百十一`: no 一 before 十, 百 and 千.
    Japanese,
    /// `甲`, `乙`.
    HeavenlyStems,
    /// `子`, `丑`.
    EarthlyBranches,
    /// `- 1 -`.
    InDash,
    Bullet,
    /// Nothing is written.
    None,
}

use NumberFormat as F;

impl NumberFormat {
    /// By the name in `w:numFmt`.
    pub(crate) fn from_name(name: &str) -> Self {
        match name {
            "none" => F::None,
            "bullet" => F::Bullet,
            "decimalZero" => F::DecimalZero,
            "decimalFullWidth" | "decimalFullWidth2" => F::DecimalFullWidth,
            "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => F::EnclosedCircle,
            "decimalEnclosedFullstop" => F::EnclosedFullStop,
            "decimalEnclosedParen" => F::EnclosedParen,
            "ideographEnclosedCircle" => F::IdeographEnclosedParen,
            "upperRoman" => F::UpperRoman,
            "lowerRoman" => F::LowerRoman,
            "upperLetter" => F::UpperLetter,
            "lowerLetter" => F::LowerLetter,
            // Written alike, past 99 too (一百零一): what Word prints there for each of them was not compared.
            "chineseCounting"
            | "chineseCountingThousand"
            | "taiwaneseCounting"
            | "taiwaneseCountingThousand" => F::Chinese,
            "chineseLegalSimplified" => F::ChineseLegal,
            "ideographLegalTraditional" | "japaneseLegal" => F::ChineseLegalTraditional,
            "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => {
                F::IdeographDigital
            }
            "japaneseCounting" => F::Japanese,
            "ideographTraditional" => F::HeavenlyStems,
            "ideographZodiac" | "ideographZodiacTraditional" => F::EarthlyBranches,
            "numberInDash" => F::InDash,
            _ => F::Decimal,
        }
    }

    /// By the number in binary files (MS-OSHARED 2.2.1.3, `MSONFC`).
    pub(crate) fn from_code(code: u8) -> Self {
        match code {
            1 => F::UpperRoman,
            2 => F::LowerRoman,
            3 => F::UpperLetter,
            4 => F::LowerLetter,
            10 | 17 | 36 => F::IdeographDigital,
            11 => F::Japanese,
            14 | 19 => F::DecimalFullWidth,
            16 | 34 => F::ChineseLegalTraditional,
            18 | 28 => F::EnclosedCircle,
            22 => F::DecimalZero,
            23 => F::Bullet,
            26 => F::EnclosedFullStop,
            27 => F::EnclosedParen,
            29 => F::IdeographEnclosedParen,
            30 => F::HeavenlyStems,
            31 | 32 => F::EarthlyBranches,
            33 | 35 | 37 | 39 => F::Chinese,
            38 => F::ChineseLegal,
            57 => F::InDash,
            255 => F::None,
            _ => F::Decimal,
        }
    }

    /// The number as text. Where a format ends (there is no circle around 51) it goes on in digits, as Word does.
    pub(crate) fn write(self, number: u32) -> String {
        match self {
            F::None | F::Bullet => None,
            F::Decimal => None,
            F::DecimalZero => return format!("{number:02}"),
            F::DecimalFullWidth => return full_width_digits(number),
            F::IdeographDigital => return ideographic_digits(number),
            F::InDash => return format!("- {number} -"),
            F::EnclosedCircle => enclosed(number, &[('①', 20), ('㉑', 15), ('㊱', 15)]),
            F::EnclosedFullStop => enclosed(number, &[('⒈', 20)]),
            F::EnclosedParen => enclosed(number, &[('⑴', 20)]),
            F::IdeographEnclosedParen => enclosed(number, &[('㈠', 10)]),
            F::UpperRoman => roman(number),
            F::LowerRoman => roman(number).map(|text| text.to_lowercase()),
            F::UpperLetter => letters(number, 'A'),
            F::LowerLetter => letters(number, 'a'),
            F::Chinese => Some(CHINESE.write(number)),
            F::ChineseLegal => Some(CHINESE_LEGAL.write(number)),
            F::ChineseLegalTraditional => Some(CHINESE_LEGAL_TRADITIONAL.write(number)),
            F::Japanese => Some(JAPANESE.write(number)),
            F::HeavenlyStems => nth("甲乙丙丁戊己庚辛壬癸", number),
            F::EarthlyBranches => nth("子丑寅卯辰巳午未申酉戌亥", number),
        }
        .unwrap_or_else(|| number.to_string())
    }
}

/// A way to count with 十, 百 and 千.
struct Counting {
    digits: [&'static str; 10],
    units: [&'static str; 4],
    myriads: [&'static str; 3],
    /// Whether 11 is 十一, not 一十一.
    short_ten: bool,
    /// Whether 一 stands before 十, 百 and 千 elsewhere.
    ones: bool,
    /// Whether a gap is 零.
    zeros: bool,
}

const CHINESE: Counting = Counting {
    digits: ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"],
    units: ["", "十", "百", "千"],
    myriads: ["", "万", "亿"],
    short_ten: true,
    ones: true,
    zeros: true,
};

const CHINESE_LEGAL: Counting = Counting {
    digits: ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"],
    units: ["", "拾", "佰", "仟"],
    short_ten: false,
    ..CHINESE
};

const CHINESE_LEGAL_TRADITIONAL: Counting = Counting {
    digits: ["零", "壹", "貳", "參", "肆", "伍", "陸", "柒", "捌", "玖"],
    myriads: ["", "萬", "億"],
    ..CHINESE_LEGAL
};

const JAPANESE: Counting = Counting {
    ones: false,
    zeros: false,
    ..CHINESE
};

impl Counting {
    fn write(&self, number: u32) -> String {
        if number == 0 {
            return self.digits[0].to_owned();
        }
        let mut text = String::new();
        let mut gap = false;
        for position in (0..10).rev() {
            let digit = (number / 10_u32.pow(position) % 10) as usize;
            let unit = position as usize % 4;
            if digit == 0 {
                gap = gap || !text.is_empty();
            } else {
                if gap && self.zeros {
                    text.push_str(self.digits[0]);
                }
                gap = false;
                let silent = digit == 1
                    && unit > 0
                    && (!self.ones || (self.short_ten && unit == 1 && text.is_empty()));
                if !silent {
                    text.push_str(self.digits[digit]);
                }
                text.push_str(self.units[unit]);
            }
            let whole = number / 10_u32.pow(position);
            if unit == 0 && position > 0 && !whole.is_multiple_of(10_000) {
                text.push_str(self.myriads[position as usize / 4]);
                gap = false;
            }
        }
        text
    }
}

fn full_width_digits(number: u32) -> String {
    const DIGITS: [char; 10] = ['０', '１', '２', '３', '４', '５', '６', '７', '８', '９'];
    with_digits(number, DIGITS)
}

fn ideographic_digits(number: u32) -> String {
    const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    with_digits(number, DIGITS)
}

fn with_digits(number: u32, digits: [char; 10]) -> String {
    let write = |digit: char| digits[digit.to_digit(10).unwrap_or_default() as usize];
    number.to_string().chars().map(write).collect()
}

/// From runs of characters in Unicode: the first of each and how many.
fn enclosed(number: u32, runs: &[(char, u32)]) -> Option<String> {
    let mut index = number.checked_sub(1)?;
    for &(first, count) in runs {
        if index < count {
            return char::from_u32(first as u32 + index).map(String::from);
        }
        index -= count;
    }
    None
}

fn nth(characters: &str, number: u32) -> Option<String> {
    let index = number.checked_sub(1)? as usize;
    characters.chars().nth(index).map(String::from)
}

fn roman(number: u32) -> Option<String> {
    const VALUES: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&number) {
        return None;
    }
    let mut left = number;
    let mut text = String::new();
    for (value, letters) in VALUES {
        while left >= value {
            text.push_str(letters);
            left -= value;
        }
    }
    Some(text)
}

/// `Z`, then `AA`, `BB`: the letter is repeated.
fn letters(number: u32, first: char) -> Option<String> {
    let index = number.checked_sub(1)?;
    let letter = char::from_u32(first as u32 + index % 26)?;
    let count = index as usize / 26 + 1;
    (count <= 8).then(|| std::iter::repeat_n(letter, count).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(format: NumberFormat, expected: &[(u32, &str)]) {
        for (number, text) in expected {
            assert_eq!(format.write(*number), *text, "{number}");
        }
    }

    #[test]
    fn chinese_numbers() {
        check(
            F::Chinese,
            &[
                (0, "零"),
                (9, "九"),
                (10, "十"),
                (11, "十一"),
                (20, "二十"),
                (99, "九十九"),
                (100, "一百"),
                (101, "一百零一"),
                (110, "一百一十"),
                (1001, "一千零一"),
                (1010, "一千零一十"),
                (10_000, "一万"),
                (10_001, "一万零一"),
                (120_000, "十二万"),
                (100_000_000, "一亿"),
            ],
        );
        check(F::ChineseLegal, &[(10, "壹拾"), (201, "贰佰零壹")]);
        check(F::Japanese, &[(10, "十"), (111, "百十一"), (201, "二百一")]);
        check(F::IdeographDigital, &[(10, "一〇"), (2026, "二〇二六")]);
        check(F::HeavenlyStems, &[(1, "甲"), (10, "癸"), (11, "11")]);
    }

    #[test]
    fn other_numbers() {
        check(
            F::EnclosedCircle,
            &[(1, "①"), (20, "⑳"), (21, "㉑"), (50, "㊿"), (51, "51")],
        );
        check(F::EnclosedParen, &[(1, "⑴"), (21, "21")]);
        check(F::IdeographEnclosedParen, &[(3, "㈢")]);
        check(F::LowerRoman, &[(4, "iv"), (1999, "mcmxcix"), (0, "0")]);
        check(
            F::UpperLetter,
            &[(1, "A"), (26, "Z"), (27, "AA"), (28, "BB")],
        );
        check(F::DecimalFullWidth, &[(10, "１０")]);
        check(F::DecimalZero, &[(3, "03")]);
    }

    #[test]
    fn no_number_is_too_large() {
        for code in 0..=255 {
            for number in [0, 1, u32::MAX] {
                assert!(NumberFormat::from_code(code).write(number).len() < 100);
            }
        }
    }
}
