//! Numbers, and how many bytes they take in a column.

/// A number as a column holds it.
pub(crate) trait Number: Copy + Default {
    /// Bytes of one at most.
    const WIDTH: usize;
    /// Whether a column of these takes no more bytes for each than its highest number needs, and says so in a byte before
    /// them. Places in other columns do; digests and bits use all that they have.
    const NARROWS: bool;

    /// The number in the form of which the lowest bytes are kept.
    fn bits(self) -> u64;

    /// The number of these bytes, [`Number::WIDTH`] or, of one that narrows, fewer; zero where they are more.
    fn read(bytes: &[u8]) -> Self;
}

macro_rules! whole {
    ($($number:ty),*) => {
        $(impl Number for $number {
            const WIDTH: usize = size_of::<$number>();
            const NARROWS: bool = false;

            fn bits(self) -> u64 {
                u64::from(self)
            }

            #[inline]
            fn read(bytes: &[u8]) -> Self {
                bytes.try_into().map_or(0, Self::from_le_bytes)
            }
        })*
    };
}

whole!(u8, u64);

impl Number for f32 {
    const WIDTH: usize = size_of::<f32>();
    const NARROWS: bool = false;

    fn bits(self) -> u64 {
        u64::from(self.to_bits())
    }

    #[inline]
    fn read(bytes: &[u8]) -> Self {
        bytes.try_into().map_or(0.0, Self::from_le_bytes)
    }
}

macro_rules! narrow {
    ($($number:ty),*) => {
        $(impl Number for $number {
            const WIDTH: usize = size_of::<$number>();
            const NARROWS: bool = true;

            // The highest number says that there is none. One is added, so that it becomes zero and widens no column.
            fn bits(self) -> u64 {
                u64::from(self.wrapping_add(1))
            }

            #[inline]
            fn read(bytes: &[u8]) -> Self {
                (few(bytes) as Self).wrapping_sub(1)
            }
        })*
    };
}

narrow!(u16, u32);

impl Number for i32 {
    const WIDTH: usize = size_of::<i32>();
    const NARROWS: bool = true;

    // The sign goes to the lowest bit, so that numbers just below zero are small, too; the lowest number, which says
    // that there is none, becomes the highest, and with one added zero.
    fn bits(self) -> u64 {
        Number::bits(((self << 1) ^ (self >> 31)).cast_unsigned())
    }

    #[inline]
    fn read(bytes: &[u8]) -> Self {
        let bits = u32::read(bytes);
        (bits >> 1).cast_signed() ^ -((bits & 1).cast_signed())
    }
}

/// The end of a text among texts: four bytes always, since files of vectors have texts, too, and are carried on from
/// generation to generation as they are.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct End(pub u32);

impl Number for End {
    const WIDTH: usize = size_of::<u32>();
    const NARROWS: bool = false;

    fn bits(self) -> u64 {
        u64::from(self.0)
    }

    #[inline]
    fn read(bytes: &[u8]) -> Self {
        Self(bytes.try_into().map_or(0, u32::from_le_bytes))
    }
}

impl From<End> for u32 {
    fn from(end: End) -> Self {
        end.0
    }
}

/// The number of at most four bytes.
#[inline]
fn few(bytes: &[u8]) -> u32 {
    match *bytes {
        [one] => u32::from(one),
        [one, two] => u32::from(u16::from_le_bytes([one, two])),
        [one, two, three] => u32::from_le_bytes([one, two, three, 0]),
        [one, two, three, four] => u32::from_le_bytes([one, two, three, four]),
        _ => 1,
    }
}

/// Bytes that a number needs of its form, at least one.
pub(super) fn width(bits: u64) -> usize {
    (64 - bits.leading_zeros()).div_ceil(8).max(1) as usize
}
