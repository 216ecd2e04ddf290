//! Bytes to text. What a file says of its encoding is heard, and believed only if the bytes agree: pages name
//! `gb2312` and are UTF-8, and the other way round.

mod common;
mod private;

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use crate::quarantine::Reason;
use crate::reader::Fault;
use common::Census;

/// A decoded file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decoded {
    pub text: String,
    /// Its name in the Encoding Standard.
    pub encoding: &'static str,
    /// Characters that could not be read and stand as U+FFFD, or stand in private use.
    pub damaged: usize,
}

/// A text may have one unreadable character in this many, and [`DAMAGED_MAX`] in all.
const CHARS_PER_DAMAGED: usize = 1_000;
const DAMAGED_MAX: usize = 64;
/// A right guess has a common share of 0.6 to 0.85 in official texts and of 0.35 in the oddest lists of names; a wrong
/// one stays below 0.1.
const COMMON_SHARE_MIN: f64 = 0.2;
/// Above this share nothing else is tried.
const EVIDENT_SHARE_MIN: f64 = 0.5;
/// With fewer Chinese characters the share says little.
const HAN_MIN: usize = 12;
/// UTF-16 without a mark: nearly all characters must be ones that Chinese texts hold.
const EXPECTED_SHARE_MIN: f64 = 0.97;

/// Decodes a file, of which something outside or inside it may have declared the encoding.
///
/// # Errors
/// [`Reason::UnknownEncoding`] where no encoding fits; [`Reason::GarbledText`] where one fits but too many characters
/// are unreadable; [`Reason::BinaryFile`] for zero bytes that are not UTF-16.
pub(crate) fn decode(bytes: &[u8], declared: Option<&str>) -> Result<Decoded, Fault> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return whole(encoding, &bytes[mark..]);
    }
    let declared = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    if bytes.contains(&0) {
        let message = "the file holds zero bytes and is not UTF-16";
        return utf_16(bytes).unwrap_or_else(|| Err(Fault::of_file(Reason::BinaryFile, message)));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        let instead = chinese_by_chance(text, declared);
        return instead.map_or_else(|| judged(UTF_8, Cow::Borrowed(text)), Ok);
    }
    if let Some(decoded) = declared.and_then(|encoding| believed(encoding, bytes)) {
        return Ok(decoded);
    }
    if let Some(decoded) = [GB18030, BIG5]
        .iter()
        .find_map(|encoding| evident(encoding, bytes))
    {
        return Ok(decoded);
    }
    if let Some(decoded) = nearly_utf_8(bytes).or_else(|| utf_16(bytes)) {
        return decoded;
    }
    guessed(bytes, declared)
}

/// The text, in which U+FFFD stands for what cannot be read, and whether there was such. Half a character at the end
/// is left out: a file that ends early has lost more than this, and the character says nothing of its encoding.
fn decoded(encoding: &'static Encoding, bytes: &[u8]) -> (String, bool) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let length = decoder
        .max_utf8_buffer_length(bytes.len())
        .unwrap_or(bytes.len() * 3);
    let mut text = String::with_capacity(length);
    let (_, _, had_errors) = decoder.decode_to_string(bytes, &mut text, false);
    (text, had_errors)
}

fn is_chinese(encoding: Option<&'static Encoding>) -> bool {
    encoding.is_some_and(|encoding| [GBK, GB18030, BIG5].contains(&encoding))
}

/// A few characters of GBK can be valid UTF-8 by chance, but then there is no Chinese in it, and where they are read
/// as what they are, there are ordinary words.
fn chinese_by_chance(text: &str, declared: Option<&'static Encoding>) -> Option<Decoded> {
    if text.is_ascii() || Census::of(text.chars()).han > 0 {
        return None;
    }
    let (text, had_errors) = decoded(GB18030, text.as_bytes());
    let census = Census::of(text.chars());
    let share_min = if is_chinese(declared) { 0.0 } else { 0.5 };
    let fits =
        census.han > 0 && census.expected == census.chars && census.common_share() > share_min;
    (fits && !had_errors).then(|| Decoded {
        text,
        encoding: GB18030.name(),
        damaged: 0,
    })
}

/// An encoding that the file itself declared by a mark.
fn whole(encoding: &'static Encoding, bytes: &[u8]) -> Result<Decoded, Fault> {
    judged(encoding, Cow::Owned(decoded(encoding, bytes).0))
}

/// A Chinese encoding in which everything can be read and the words are ordinary. It saves most files the dear guess:
/// no wrong encoding comes near this share.
fn evident(encoding: &'static Encoding, bytes: &[u8]) -> Option<Decoded> {
    fitting(encoding, bytes, EVIDENT_SHARE_MIN)
}

/// A declared encoding, if the bytes decode without an error and look like what it is used for.
fn believed(encoding: &'static Encoding, bytes: &[u8]) -> Option<Decoded> {
    // GBK is the older part of GB 18030: with the newer decoder, characters added since are read as well. And every
    // byte is a character in Latin encodings, so that they never fail: they are not proved by that.
    let encoding = if encoding == GBK { GB18030 } else { encoding };
    if encoding.is_single_byte() {
        return None;
    }
    fitting(encoding, bytes, COMMON_SHARE_MIN)
}

/// The text in an encoding, if all of it can be read and enough of it is common.
fn fitting(encoding: &'static Encoding, bytes: &[u8], share_min: f64) -> Option<Decoded> {
    let (text, had_errors) = decoded(encoding, bytes);
    if had_errors {
        return None;
    }
    let text = private::replace(Cow::Owned(text));
    let census = Census::of(text.chars());
    let fits = census.han >= HAN_MIN && census.common_share() >= share_min;
    (fits && census.private == 0).then(|| Decoded {
        text: text.into_owned(),
        encoding: encoding.name(),
        damaged: 0,
    })
}

/// UTF-8 in which single bytes were lost: almost all of the bytes above 127 must belong to whole characters.
fn nearly_utf_8(bytes: &[u8]) -> Option<Result<Decoded, Fault>> {
    let (mut whole, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    // A character of GBK in a hundred is valid UTF-8 by chance, hence far more than that.
    (whole > broken * 20).then(|| judged(UTF_8, Cow::Owned(decoded(UTF_8, bytes).0)))
}

/// UTF-16 without a mark, told by what comes out.
fn utf_16(bytes: &[u8]) -> Option<Result<Decoded, Fault>> {
    if bytes.len() < 2 || bytes.len() % 2 == 1 {
        return None;
    }
    let read = |encoding: &'static Encoding| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
        let census = Census::of(text.chars());
        let is_expected = census.expected as f64 >= EXPECTED_SHARE_MIN * census.chars as f64;
        // Bytes of other encodings read as UTF-16 are Chinese characters, too, but odd ones.
        let is_common = census.han == 0 || census.common_share() >= COMMON_SHARE_MIN;
        (is_expected && is_common).then(|| judged(encoding, text))
    };
    [UTF_16LE, UTF_16BE].into_iter().find_map(read)
}

/// A guess over the whole file.
fn guessed(bytes: &[u8], declared: Option<&'static Encoding>) -> Result<Decoded, Fault> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    // No country: told "cn", it reads Big5 as GBK.
    let detected = detector.guess(None, Utf8Detection::Deny);
    let candidate = |encoding: &'static Encoding| {
        let text = private::replace(Cow::Owned(decoded(encoding, bytes).0));
        let census = Census::of(text.chars());
        let is_named =
            |name: &'static Encoding| name == encoding || (name == GBK && encoding == GB18030);
        let is_detected = is_named(detected) || declared.is_some_and(is_named);
        let is_whole = census.replaced + census.private <= tolerated(census.chars);
        (encoding, text, census, is_detected, is_whole)
    };
    let candidates = [candidate(GB18030), candidate(BIG5)];
    let worth = |(_, _, census, is_detected, is_whole): &(_, _, Census, bool, bool)| {
        let share = census.common_share();
        (share + f64::from(u8::from(*is_detected)) * 0.05) * if *is_whole { 1.0 } else { 0.3 }
    };
    let [gb, big5] = candidates;
    let (encoding, text, census, is_detected, is_whole) =
        if worth(&big5) > worth(&gb) { big5 } else { gb };
    let is_likely = match census.han {
        0..HAN_MIN => is_whole && (is_detected || census.han * 2 >= census.chars),
        _ => census.common_share() >= COMMON_SHARE_MIN,
    };
    if is_likely {
        return judged(encoding, text);
    }
    let message = "neither UTF-8, UTF-16, GB 18030 nor Big5; convert it to UTF-8";
    Err(Fault::of_file(Reason::UnknownEncoding, message))
}

/// A decoded text, unless too much of it is unreadable.
fn judged(encoding: &'static Encoding, text: Cow<'_, str>) -> Result<Decoded, Fault> {
    let text = private::replace(text);
    let census = Census::of(text.chars());
    let damaged = census.replaced + census.private;
    // In an encoding that is certain, private characters are signs of symbol fonts; they hide no text.
    let is_certain = ![GB18030, BIG5].contains(&encoding);
    let unreadable = if is_certain { census.replaced } else { damaged };
    if unreadable > tolerated(census.chars) {
        let message = format!(
            "read as {}, {unreadable} of {} characters are unreadable",
            encoding.name(),
            census.chars
        );
        return Err(Fault::of_file(Reason::GarbledText, message));
    }
    Ok(Decoded {
        text: text.into_owned(),
        encoding: encoding.name(),
        damaged,
    })
}

fn tolerated(chars: usize) -> usize {
    (chars / CHARS_PER_DAMAGED).min(DAMAGED_MAX)
}

#[cfg(test)]
mod tests;
