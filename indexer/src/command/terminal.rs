//! The only file that writes to the terminal.
//!
//! Results go to stdout, everything about the work itself to stderr, so that `--json` leaves one object on stdout.

use std::io::{self, IsTerminal, Write};

use anyhow::Context;
use serde::Serialize;

/// Prints a result. Fails with `BrokenPipe` when nobody reads on.
pub(super) fn print(text: &str) -> anyhow::Result<()> {
    let mut stdout = io::stdout().lock();
    let written = stdout.write_all(text.as_bytes());
    written
        .and_then(|()| stdout.flush())
        .context("the output cannot be written")
}

/// Prints one JSON object on a line of its own.
pub(super) fn print_json(value: &impl Serialize) -> anyhow::Result<()> {
    let json = serde_json::to_string(value)?;
    print(&format!("{json}\n"))
}

/// Says something about the work. Where stderr leads nowhere, there is nobody to tell.
pub(super) fn complain(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", printable(text));
}

pub(super) fn stdout_is_terminal() -> bool {
    io::stdout().is_terminal()
}

pub(super) fn stderr_is_terminal() -> bool {
    io::stderr().is_terminal()
}

/// Published text with what would steer a terminal taken out: texts come from anywhere.
pub(super) fn printable(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_control() && !matches!(c, '\n' | '\t') {
                char::REPLACEMENT_CHARACTER
            } else {
                c
            }
        })
        .collect()
}

/// A number as people read it: `12,345`.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Bytes in units of 10⁶.
pub(super) fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}

/// A number with its noun: `1 document`, `2 documents`.
pub(super) fn counted(number: u64, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{} {noun}{ending}", grouped(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(
            [0, 999, 1_000, 1_234_567].map(grouped),
            ["0", "999", "1,000", "1,234,567"]
        );
        assert_eq!(counted(1, "document"), "1 document");
    }

    #[test]
    fn texts_do_not_steer_the_terminal() {
        assert_eq!(
            printable("第一条\u{1b}[2J\r\u{9b}1m\n"),
            "第一条\u{fffd}[2J\u{fffd}\u{fffd}1m\n"
        );
    }
}
