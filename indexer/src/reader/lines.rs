//! Lines of a bounded length: a longer one is passed over without being held.

use std::io::{self, BufRead};

/// What stands at the next line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// It is in the buffer, without its line break.
    Whole,
    /// It is longer than lines may be. Reading goes on behind it.
    TooLong {
        /// How long it is.
        bytes: u64,
    },
    /// There is none.
    End,
}

/// Reads the next line into `buffer`, of which at most `bytes_max` are held.
pub(super) fn next_line(
    input: &mut impl BufRead,
    buffer: &mut Vec<u8>,
    bytes_max: usize,
) -> io::Result<Line> {
    buffer.clear();
    let mut bytes = 0_u64;
    let mut broken = false;
    while !broken {
        let chunk = match input.fill_buf() {
            Ok(chunk) => chunk,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if chunk.is_empty() {
            break;
        }
        let end = chunk.iter().position(|&byte| byte == b'\n');
        broken = end.is_some();
        let piece = &chunk[..end.unwrap_or(chunk.len())];
        bytes += piece.len() as u64;
        if bytes <= bytes_max as u64 {
            buffer.extend_from_slice(piece);
        } else {
            *buffer = Vec::new();
        }
        let used = piece.len() + usize::from(broken);
        input.consume(used);
    }
    Ok(match bytes {
        0 if !broken => Line::End,
        _ if bytes > bytes_max as u64 => Line::TooLong { bytes },
        _ => Line::Whole,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_passed_over() {
        let text = format!("ab\n\n{}\n12345\ncd", "x".repeat(100));
        // A buffer smaller than the lines, so that they come in pieces.
        let mut input = io::BufReader::with_capacity(3, text.as_bytes());
        let mut buffer = Vec::new();
        let mut seen = Vec::new();
        loop {
            let line = next_line(&mut input, &mut buffer, 5).expect("read");
            let held = String::from_utf8_lossy(&buffer).into_owned();
            let end = line == Line::End;
            seen.push((line, held));
            if end {
                break;
            }
        }
        let whole = |text: &str| (Line::Whole, text.to_owned());
        let expected = [
            whole("ab"),
            whole(""),
            (Line::TooLong { bytes: 100 }, String::new()),
            whole("12345"),
            whole("cd"),
            (Line::End, String::new()),
        ];
        assert_eq!(seen, expected);
    }
}
