//! The property set that Office files keep of themselves (MS-OLEPS): title, author, time of creation.

use encoding_rs::{BIG5, Encoding, GBK, UTF_8, WINDOWS_1252};

use super::bytes::{slice_at, u16_at, u32_at};
use super::pieces::utf16;
use crate::manuscript::{Field, Origin};

const CODE_PAGE: u32 = 1;
const NAMES: [(u32, &str); 3] = [(2, "title"), (4, "creator"), (12, "created")];

const TEXT: u32 = 30;
const WIDE_TEXT: u32 = 31;
const TIME: u32 = 64;

/// Titles are no longer than this.
const VALUE_BYTES_MAX: usize = 4096;

/// The fields, named as those of DOCX are.
pub(super) fn read(stream: &[u8]) -> Vec<Field> {
    let Some(section) = u32_at(stream, 44).and_then(|at| stream.get(at as usize..)) else {
        return Vec::new();
    };
    let code_page = property(section, CODE_PAGE).and_then(|value| u16_at(value, 4));
    NAMES
        .iter()
        .filter_map(|&(id, name)| {
            let value = value(property(section, id)?, code_page)?;
            let value = value.trim().to_owned();
            (!value.is_empty()).then(|| Field {
                name: name.to_owned(),
                value,
                origin: Origin::FileProperties,
            })
        })
        .collect()
}

/// A property from its type on.
fn property(section: &[u8], id: u32) -> Option<&[u8]> {
    let count = (u32_at(section, 4)? as usize).min(section.len() / 8);
    let index = (0..count).find(|index| u32_at(section, 8 + 8 * index) == Some(id))?;
    section.get(u32_at(section, 12 + 8 * index)? as usize..)
}

fn value(property: &[u8], code_page: Option<u16>) -> Option<String> {
    let length = u32_at(property, 4)? as usize;
    match u32_at(property, 0)? {
        TEXT if length <= VALUE_BYTES_MAX => {
            let bytes = slice_at(property, 8, length)?;
            let text = match code_page {
                Some(1200) => utf16(bytes),
                code_page => encoding(code_page)
                    .decode_without_bom_handling(bytes)
                    .0
                    .into_owned(),
            };
            Some(text.trim_end_matches('\0').to_owned())
        }
        WIDE_TEXT if length <= VALUE_BYTES_MAX / 2 => {
            let text = utf16(slice_at(property, 8, 2 * length)?);
            Some(text.trim_end_matches('\0').to_owned())
        }
        TIME => {
            let time = u64::from(u32_at(property, 4)?) | u64::from(u32_at(property, 8)?) << 32;
            date(time)
        }
        _ => None,
    }
}

fn encoding(code_page: Option<u16>) -> &'static Encoding {
    match code_page {
        Some(65001) => UTF_8,
        Some(950) => BIG5,
        Some(1252) => WINDOWS_1252,
        _ => GBK,
    }
}

/// The day of a time in units of 100 nanoseconds since 1601, as `2026-01-02`; `None` for 0, which is no time.
fn date(time: u64) -> Option<String> {
    const UNITS_PER_DAY: u64 = 864_000_000_000;
    const DAYS_FROM_0000_03_01_TO_1601: u64 = 584_694;
    if time == 0 {
        return None;
    }
    // By eras of 400 years that begin in March, so that leap days end them.
    let days = time / UNITS_PER_DAY + DAYS_FROM_0000_03_01_TO_1601;
    let era = days / 146_097;
    let day_of_era = days % 146_097;
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        let day = |days: u64| date(days * 864_000_000_000 + 1);
        assert_eq!(day(0).as_deref(), Some("1601-01-01"));
        assert_eq!(day(134_774).as_deref(), Some("1970-01-01"));
        assert_eq!(day(134_774 + 20_454).as_deref(), Some("2026-01-01"));
        assert_eq!(day(134_774 + 11_016).as_deref(), Some("2000-02-29"));
        assert_eq!(date(0), None);
        assert!(date(u64::MAX).is_some());
    }
}
