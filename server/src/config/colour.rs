//! Colours that a site owner sets, and whether they can be read (WCAG 2.2, success criterion 1.4.3).

use std::fmt;
use std::str::FromStr;

/// Contrast that text needs at least.
pub const CONTRAST_MIN: f64 = 4.5;

/// A colour of sRGB, written `#1d5c86`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour([u8; 3]);

impl FromStr for Colour {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let digits = text.strip_prefix('#').ok_or(())?;
        let is_hex = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = u32::from_str_radix(digits, 16)
            .ok()
            .filter(|_| is_hex)
            .ok_or(())?;
        let [_, red, green, blue] = number.to_be_bytes();
        Ok(Self([red, green, blue]))
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl Colour {
    /// The contrast of two colours, 1 to 21 (WCAG 2.2, “contrast ratio”).
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// Relative luminance, 0 to 1 (WCAG 2.2, “relative luminance”).
    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        };
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// A tenth of this colour on nine tenths of another: the ground of what is chosen.
    pub fn tint_on(self, ground: Self) -> Self {
        let mix = |at: usize| {
            let sum = u16::from(self.0[at]) + 9 * u16::from(ground.0[at]);
            // A tenth of ten times a byte is a byte.
            u8::try_from((sum + 5) / 10).unwrap_or(u8::MAX)
        };
        Self([mix(0), mix(1), mix(2)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        text.parse()
            .unwrap_or_else(|()| panic!("{text} is a colour"))
    }

    #[test]
    fn contrast_is_as_the_guidelines_have_it() {
        let check = |one, two, contrast: f64| {
            let is = colour(one).contrast(colour(two));
            assert!((is - contrast).abs() < 0.01, "{one} on {two}: {is}");
            assert!((colour(two).contrast(colour(one)) - is).abs() < 1e-9);
        };
        check("#000000", "#ffffff", 21.0);
        check("#777777", "#ffffff", 4.48);
        check("#767676", "#ffffff", 4.54);
        check("#ff0000", "#ffffff", 4.0);
    }

    #[test]
    fn only_six_digits_are_a_colour() {
        assert_eq!(colour("#1D5c86").to_string(), "#1d5c86");
        for wrong in [
            "1d5c86", "#1d5c8", "#1d5c866", "#+d5c86", "red", "#1d5c8é", "",
        ] {
            assert_eq!(wrong.parse::<Colour>(), Err(()), "{wrong}");
        }
    }

    #[test]
    fn a_tint_lies_between() {
        assert_eq!(
            colour("#000000").tint_on(colour("#ffffff")).to_string(),
            "#e6e6e6"
        );
    }
}
