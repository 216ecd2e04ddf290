//! Numbers of a fixed width.

/// A number as a column holds it.
pub(crate) trait Number: Copy + Default {
    /// Bytes of one.
    const WIDTH: usize;

    /// Reads [`Number::WIDTH`] bytes; zero where they are fewer.
    fn read(bytes: &[u8]) -> Self;

    /// Puts it behind what is there.
    fn write(self, to: &mut Vec<u8>);
}

macro_rules! number {
    ($($number:ty),*) => {
        $(impl Number for $number {
            const WIDTH: usize = size_of::<$number>();

            #[inline]
            fn read(bytes: &[u8]) -> Self {
                bytes.try_into().map_or(0, Self::from_le_bytes)
            }

            fn write(self, to: &mut Vec<u8>) {
                to.extend_from_slice(&self.to_le_bytes());
            }
        })*
    };
}

number!(u8, u16, u32, u64, i32);
