//! What a number can be, by itself.

use serde::{Deserialize, Serialize};
use tongcha::document::Day;

/// What sort of personal number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 公民身份号码, 18 characters (GB 11643-1999).
    IdentityCard,
    /// The form of 15 digits before 1999.
    OldIdentityCard,
    /// A mobile telephone.
    Mobile,
    /// A bank card (ISO/IEC 7812, with its check digit).
    BankCard,
}

impl Kind {
    /// The code, as it stands in the file of personal numbers.
    pub fn code(self) -> &'static str {
        match self {
            Self::IdentityCard => "identity_card",
            Self::OldIdentityCard => "old_identity_card",
            Self::Mobile => "mobile",
            Self::BankCard => "bank_card",
        }
    }

    /// The name in messages.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::IdentityCard | Self::OldIdentityCard => "an identity card number",
            Self::Mobile => "a mobile telephone number",
            Self::BankCard => "a bank card number",
        }
    }

    /// What these digits can be; the X of an identity card is in upper case.
    pub(super) fn of(digits: &str) -> Option<Self> {
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
        match digits.len() {
            18 if is_identity_card(digits) => Some(Self::IdentityCard),
            15 if plain && is_old_identity_card(digits) => Some(Self::OldIdentityCard),
            11 if plain && is_mobile(digits) => Some(Self::Mobile),
            16..=19 if plain && is_bank_card(digits) => Some(Self::BankCard),
            _ => None,
        }
    }
}

/// Region, day of birth and check character (GB 11643-1999, ISO 7064 MOD 11-2).
fn is_identity_card(digits: &str) -> bool {
    let (body, check) = digits.split_at(17);
    let plain = body.bytes().all(|byte| byte.is_ascii_digit());
    plain && is_province(&body[..2]) && is_birth(&body[6..14]) && check_character(body) == check
}

/// The check character of the first 17 digits.
pub(super) fn check_character(body: &str) -> &'static str {
    const CHARACTERS: [&str; 11] = ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"];
    let sum = body
        .bytes()
        .enumerate()
        .map(|(at, byte)| u32::from(byte - b'0') * (1 << (17 - at.min(17))))
        .sum::<u32>();
    CHARACTERS[(sum % 11) as usize]
}

fn is_old_identity_card(digits: &str) -> bool {
    is_province(&digits[..2]) && is_birth(&format!("19{}", &digits[6..12]))
}

/// The first two digits of GB/T 2260, 81–83 for residents of Hong Kong, Macao and Taiwan.
fn is_province(code: &str) -> bool {
    matches!(
        code.parse(),
        Ok(11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83_u8)
    )
}

fn is_birth(digits: &str) -> bool {
    let Ok(year) = digits[..4].parse::<i32>() else {
        return false;
    };
    (1880..=2099).contains(&year) && Day::read(digits).is_ok()
}

/// The ranges that are given to mobile telephones: all of 13, 15, 17, 18 and 19, and what is open of 14 and 16.
fn is_mobile(digits: &str) -> bool {
    let (Some(second), Some(third)) = (digits.as_bytes().get(1), digits.as_bytes().get(2)) else {
        return false;
    };
    digits.starts_with('1')
        && match second {
            b'3' | b'5' | b'7' | b'8' | b'9' => true,
            b'4' => matches!(third, b'0' | b'1' | b'4'..=b'9'),
            b'6' => matches!(third, b'2' | b'5' | b'6' | b'7'),
            _ => false,
        }
}

/// 62 (银联) of 16 to 19 digits, 4 (Visa) and 51–55 (MasterCard) of 16, with the check digit of ISO/IEC 7812-1.
fn is_bank_card(digits: &str) -> bool {
    let issuer = digits.starts_with("62")
        || digits.len() == 16 && (digits.starts_with('4') || is_master(digits));
    // 6222222222222224 would pass; a number of one or two digits only is an example or a filler.
    let distinct: std::collections::BTreeSet<u8> = digits.bytes().collect();
    issuer && distinct.len() > 2 && luhn(digits) == 0
}

fn is_master(digits: &str) -> bool {
    matches!(digits[..2].parse(), Ok(51..=55_u8))
}

/// The sum of ISO/IEC 7812-1 modulo ten: 0 for a whole number.
pub(super) fn luhn(digits: &str) -> u32 {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(at, byte)| {
            let value = u32::from(byte - b'0') * if at % 2 == 1 { 2 } else { 1 };
            value / 10 + value % 10
        })
        .sum();
    sum % 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_by_their_checks() {
        for (digits, kind) in [
            // The example of GB 11643-1999.
            ("11010519491231002X", Some(Kind::IdentityCard)),
            ("110105194912310021", None),
            ("99010519491231002X", None),
            ("110105194913310020", None),
            ("110105491231002", Some(Kind::OldIdentityCard)),
            ("110105491331002", None),
            ("13800138000", Some(Kind::Mobile)),
            ("16100138000", None),
            ("12345678901", None),
            ("4111111111111111", None),
            ("4111111111111129", Some(Kind::BankCard)),
            ("4111111111111128", None),
            ("1380013800", None),
            ("", None),
        ] {
            assert_eq!(Kind::of(digits), kind, "{digits}");
        }
    }
}
