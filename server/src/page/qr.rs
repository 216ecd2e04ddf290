//! The address of a page as a QR code (GB/T 18284, ISO/IEC 18004), drawn as one path of SVG.

use qrcode::{Color, EcLevel, QrCode};

/// Light squares around the code, without which it is not read (ISO/IEC 18004 §5.3.8).
const QUIET: usize = 4;

/// A code as a drawing.
pub struct Qr {
    /// Width and height in squares, the quiet zone included.
    pub size: usize,
    /// The dark squares, as the `d` of a path: one stroke for each run in a row.
    pub path: String,
}

/// The code of an address; `None` when it is longer than a code holds (some 2,300 bytes).
pub fn qr(address: &str) -> Option<Qr> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M).ok()?;
    let width = code.width();
    let squares = code.to_colors();
    let mut path = String::new();
    for (y, row) in squares.chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|left, right| left == right) {
            if run.first() == Some(&Color::Dark) {
                let (x, y, length) = (x + QUIET, y + QUIET, run.len());
                path.push_str(&format!("M{x} {y}h{length}v1h-{length}z"));
            }
            x += run.len();
        }
    }
    Some(Qr {
        size: width + 2 * QUIET,
        path,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Draws the path again and compares it with the code, square by square.
    #[test]
    fn the_path_is_the_code() {
        let address = "https://rules.example.cn/doc/%E7%94%B2-1";
        let drawn = qr(address).expect("a code");
        let code = QrCode::with_error_correction_level(address, EcLevel::M).expect("a code");
        let width = code.width();
        let mut squares = vec![Color::Light; width * width];
        for stroke in drawn.path.split_terminator('z') {
            let numbers: Vec<usize> = stroke
                .split(|c: char| !c.is_ascii_digit())
                .filter_map(|number| number.parse().ok())
                .collect();
            let [x, y, length, 1, again] = numbers[..] else {
                panic!("{stroke}");
            };
            assert_eq!(length, again);
            let start = (y - QUIET) * width + x - QUIET;
            squares[start..start + length].fill(Color::Dark);
        }
        assert_eq!(squares, code.to_colors());
        assert_eq!(drawn.size, width + 8);
        assert!(qr(&"长".repeat(2_000)).is_none());
    }
}
