//! The syntax of RTF: groups, control words, control symbols and bytes.

/// A piece of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Control<'a> {
    Open,
    Close,
    Word {
        name: &'a str,
        number: Option<i32>,
    },
    Symbol(u8),
    /// A byte of text, plain or written as `\'hh`.
    Byte(u8),
}

pub(super) struct Controls<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// The longest word of the specification has 28 letters.
const NAME_BYTES_MAX: usize = 32;

impl<'a> Controls<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// What stands behind a backslash.
    fn control(&mut self) -> Option<Control<'a>> {
        let first = self.peek()?;
        if !first.is_ascii_alphabetic() {
            self.at += 1;
            return match first {
                b'\'' => self.hexadecimal(),
                _ => Some(Control::Symbol(first)),
            };
        }
        let from = self.at;
        while self.at - from < NAME_BYTES_MAX
            && self.peek().is_some_and(|byte| byte.is_ascii_alphabetic())
        {
            self.at += 1;
        }
        // Letters are ASCII, hence text.
        let name = std::str::from_utf8(&self.bytes[from..self.at]).unwrap_or_default();
        let number = self.number();
        if self.peek() == Some(b' ') {
            self.at += 1;
        }
        if name == "bin" {
            // Raw bytes of a picture, in which brackets mean nothing.
            let length = usize::try_from(number.unwrap_or(0)).unwrap_or(0);
            self.at = self.at.saturating_add(length).min(self.bytes.len());
        }
        Some(Control::Word { name, number })
    }

    fn number(&mut self) -> Option<i32> {
        let from = self.at;
        let is_number = match self.peek()? {
            b'-' => self.bytes.get(self.at + 1).is_some_and(u8::is_ascii_digit),
            byte => byte.is_ascii_digit(),
        };
        if !is_number {
            return None;
        }
        self.at += 1;
        while self.at - from < 11 && self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        std::str::from_utf8(&self.bytes[from..self.at])
            .ok()?
            .parse()
            .ok()
    }

    fn hexadecimal(&mut self) -> Option<Control<'a>> {
        let digit = |byte: Option<&u8>| byte.and_then(|&byte| char::from(byte).to_digit(16));
        let digits = (
            digit(self.bytes.get(self.at)),
            digit(self.bytes.get(self.at + 1)),
        );
        match digits {
            (Some(high), Some(low)) => {
                self.at += 2;
                Some(Control::Byte((high * 16 + low) as u8))
            }
            _ => Some(Control::Symbol(b'\'')),
        }
    }
}

impl<'a> Iterator for Controls<'a> {
    type Item = Control<'a>;

    fn next(&mut self) -> Option<Control<'a>> {
        loop {
            let byte = self.peek()?;
            self.at += 1;
            match byte {
                b'{' => return Some(Control::Open),
                b'}' => return Some(Control::Close),
                b'\\' => return self.control(),
                // Line breaks of the file and zero bytes mean nothing.
                b'\r' | b'\n' | 0 => {}
                _ => return Some(Control::Byte(byte)),
            }
        }
    }
}
