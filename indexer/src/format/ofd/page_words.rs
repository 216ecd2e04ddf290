//! The texts of a page and where they stand.

use crate::format::page::Word;
use crate::format::xml::Element;

/// How wide letters and digits are, in heights.
const NARROW: f32 = 0.5;

/// The texts of all layers, in the order of the file.
pub(super) fn words(page: Element<'_>) -> Vec<Word> {
    let content = page.child("Content");
    let objects = content.into_iter().flat_map(Element::descendants);
    objects
        .filter(|element| element.name() == "TextObject" && is_visible(*element))
        .flat_map(object_words)
        .collect()
}

fn is_visible(object: Element<'_>) -> bool {
    object.attribute("Visible") != Some("false") && object.attribute("Alpha") != Some("0")
}

fn object_words(object: Element<'_>) -> Vec<Word> {
    let boundary = numbers(object.attribute("Boundary"));
    let (&[x, y], Some(size)) = (
        boundary.first_chunk::<2>().unwrap_or(&[0.0; 2]),
        number(object.attribute("Size")),
    ) else {
        return Vec::new();
    };
    let matrix = Matrix::of(object.attribute("CTM"));
    let stretch = number(object.attribute("HScale")).unwrap_or(1.0);
    // A text without a place of its own stands where the last one did.
    let (mut code_x, mut code_y) = (0.0, 0.0);
    let mut words = Vec::new();
    for code in object.children().filter(|child| child.name() == "TextCode") {
        code_x = number(code.attribute("X")).unwrap_or(code_x);
        code_y = number(code.attribute("Y")).unwrap_or(code_y);
        let text = code.text();
        let spaces = text.chars().take_while(|c| c.is_whitespace()).count();
        let advance = Advance::of(code.attribute("DeltaX"));
        let last = text.chars().next_back().unwrap_or(' ');
        let last_width = if last.is_ascii() { NARROW } else { 1.0 } * size * stretch;
        let start = advance.sum(spaces);
        let end = advance.sum(usize::MAX) + last_width;
        let (left, bottom) = matrix.apply(code_x + start, code_y);
        let (right, _) = matrix.apply(code_x + end, code_y);
        words.push(Word {
            text: text.trim().to_owned(),
            left: x + left.min(right),
            right: x + left.max(right),
            top: y + bottom - size * matrix.height(),
            bottom: y + bottom,
        });
    }
    words
}

/// `CTM`: how a text is scaled, turned and moved.
struct Matrix([f32; 6]);

impl Matrix {
    fn of(attribute: Option<&str>) -> Self {
        let numbers = numbers(attribute);
        Self(numbers.try_into().unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]))
    }

    fn apply(&self, x: f32, y: f32) -> (f32, f32) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    fn height(&self) -> f32 {
        let [_, _, c, d, _, _] = self.0;
        c.hypot(d)
    }
}

/// `DeltaX`: from each character to the next; `g 3 5` is three times 5.
struct Advance(Vec<(usize, f32)>);

impl Advance {
    fn of(attribute: Option<&str>) -> Self {
        let mut steps = Vec::new();
        let mut cells = attribute.unwrap_or_default().split_whitespace();
        while let Some(cell) = cells.next() {
            let (count, step) = match cell {
                "g" => (
                    cells.next().and_then(|count| count.parse().ok()),
                    cells.next(),
                ),
                cell => (Some(1), Some(cell)),
            };
            if let (Some(count), Some(step)) = (count, number(step)) {
                steps.push((count, step));
            }
        }
        Self(steps)
    }

    /// How far the first steps reach.
    fn sum(&self, steps: usize) -> f32 {
        let mut left = steps;
        let mut sum = 0.0;
        for &(count, step) in &self.0 {
            let taken = count.min(left);
            sum += taken as f32 * step;
            left -= taken;
        }
        sum
    }
}

fn number(text: Option<&str>) -> Option<f32> {
    text?
        .trim()
        .parse()
        .ok()
        .filter(|number: &f32| number.is_finite())
}

fn numbers(text: Option<&str>) -> Vec<f32> {
    let cells = text.unwrap_or_default().split_whitespace();
    cells.filter_map(|cell| number(Some(cell))).collect()
}
