//! Bar charts as drawings with attributes only: the policy of the pages permits no style inside of them.
//!
//! Whoever does not see the drawing reads the same figures in the table beside it.

/// A figure of a chart.
pub struct Figure {
    /// What is counted.
    pub label: String,
    /// How many.
    pub count: u64,
    /// The search for them.
    pub href: String,
}

/// A chart with its figures.
pub struct Chart {
    /// Its anchor.
    pub id: &'static str,
    /// What it shows.
    pub title: &'static str,
    /// One sentence that says what is to be seen.
    pub about: String,
    /// Width of the drawing.
    pub width: u32,
    /// Height of the drawing.
    pub height: u32,
    /// The bars.
    pub bars: Vec<Bar>,
    /// The words in the drawing.
    pub words: Vec<Word>,
    /// The figures, for the table.
    pub figures: Vec<Figure>,
    /// How many of the figures have no bar.
    pub without_bar: usize,
    /// Values that are not even in the table.
    pub left_out: u64,
}

/// A bar.
pub struct Bar {
    /// From the left.
    pub x: u32,
    /// From the top.
    pub y: u32,
    /// How wide.
    pub width: u32,
    /// How high.
    pub height: u32,
}

/// A word in the drawing.
pub struct Word {
    /// From the left.
    pub x: u32,
    /// The line that it stands on, from the top.
    pub y: u32,
    /// `start`, `middle` or `end`.
    pub anchor: &'static str,
    /// What it says.
    pub text: String,
}

/// Width of every drawing: what a phone shows at its own scale.
const WIDTH: u32 = 360;
/// Height of a row of a chart of bars.
const ROW: u32 = 28;
/// Where the bars begin: behind the labels.
const BARS_FROM: u32 = 130;
/// Room for the figure behind the longest bar.
const FIGURE_WIDTH: u32 = 52;
/// Characters of a label; the table has it whole.
const LABEL_CHARS_MAX: usize = 9;
/// Height of the columns.
const COLUMNS_HEIGHT: u32 = 150;
/// Room above the columns for the figure of the highest one.
const ABOVE: u32 = 22;
/// Columns with a label below them at most.
const LABELS_MAX: u32 = 6;

impl Chart {
    /// Bars from left to right, one below the other: for values with long names.
    ///
    /// The first `bars_max` figures have a bar; the table has them all, and says how many values are `left_out` of it.
    pub fn bars(
        id: &'static str,
        title: &'static str,
        figures: Vec<Figure>,
        bars_max: usize,
        left_out: u64,
    ) -> Self {
        let most = most(&figures);
        let mut bars = Vec::new();
        let mut words = Vec::new();
        let mut y = 0;
        for figure in figures.iter().take(bars_max) {
            let width = scaled(figure.count, most, WIDTH - BARS_FROM - FIGURE_WIDTH);
            bars.push(Bar {
                x: BARS_FROM,
                y: y + 6,
                width,
                height: ROW - 12,
            });
            let word = |x, anchor, text| Word {
                x,
                y: y + 19,
                anchor,
                text,
            };
            words.push(word(BARS_FROM - 8, "end", shortened(&figure.label)));
            let behind = BARS_FROM + width + 6;
            words.push(word(behind, "start", figure.count.to_string()));
            y += ROW;
        }
        Self {
            id,
            title,
            about: about(&figures),
            width: WIDTH,
            height: y,
            bars,
            words,
            without_bar: figures.len().saturating_sub(bars_max),
            figures,
            left_out,
        }
    }

    /// A column for each year, from the first to the last: a year without any leaves its place empty.
    /// The table begins with the last one.
    pub fn years(
        id: &'static str,
        title: &'static str,
        years: Vec<(i32, Figure)>,
        left_out: u64,
    ) -> Self {
        let first = years.iter().map(|(year, _)| *year).min().unwrap_or(0);
        let place = |year: i32| year.abs_diff(first);
        let span = years.iter().map(|(year, _)| place(*year) + 1).max();
        let span = span.unwrap_or(1);
        let step = (WIDTH / span).clamp(1, 40);
        let most = years.iter().map(|(_, figure)| figure.count).max();
        let most = most.unwrap_or(0);
        let base = ABOVE + COLUMNS_HEIGHT;
        let middle = |place: u32| place.saturating_mul(step) + step / 2;
        let bars = years.iter().map(|(year, figure)| {
            let height = scaled(figure.count, most, COLUMNS_HEIGHT);
            Bar {
                x: place(*year).saturating_mul(step),
                y: base - height,
                width: (step * 4 / 5).max(1),
                height,
            }
        });
        let bars = bars.collect();
        let every = span.div_ceil(LABELS_MAX).max(1);
        let labels = (first..).step_by(every as usize);
        let labels = labels.take_while(|year| place(*year) < span);
        let mut words: Vec<Word> = labels
            .map(|year| column_word(middle(place(year)), base + 18, year.to_string()))
            .collect();
        let highest = years.iter().find(|(_, figure)| figure.count == most);
        words.extend(
            highest.map(|(year, _)| column_word(middle(place(*year)), ABOVE - 6, most.to_string())),
        );
        let figures = years.into_iter().rev().map(|(_, figure)| figure);
        let figures: Vec<Figure> = figures.collect();
        Self {
            id,
            title,
            about: about(&figures),
            width: WIDTH,
            height: base + 26,
            bars,
            words,
            figures,
            without_bar: 0,
            left_out,
        }
    }
}

/// A word above or below a column, kept inside the drawing.
fn column_word(middle: u32, y: u32, text: String) -> Word {
    let (x, anchor) = match middle {
        0..=20 => (0, "start"),
        middle if middle + 20 > WIDTH => (WIDTH, "end"),
        middle => (middle, "middle"),
    };
    Word { x, y, anchor, text }
}

fn most(figures: &[Figure]) -> u64 {
    figures.iter().map(|figure| figure.count).max().unwrap_or(0)
}

/// The length of a bar: in proportion, and to be seen however small.
fn scaled(count: u64, most: u64, length: u32) -> u32 {
    let exact = u128::from(count) * u128::from(length) / u128::from(most.max(1));
    u32::try_from(exact).unwrap_or(length).clamp(1, length)
}

fn shortened(label: &str) -> String {
    match label.chars().count() > LABEL_CHARS_MAX {
        true => label
            .chars()
            .take(LABEL_CHARS_MAX - 1)
            .chain(std::iter::once('…'))
            .collect(),
        false => label.to_owned(),
    }
}

fn about(figures: &[Figure]) -> String {
    let highest = figures.iter().max_by_key(|figure| figure.count);
    highest.map_or_else(String::new, |highest| {
        format!(
            "共 {} 项，最多的是{}（{}）",
            figures.len(),
            highest.label,
            highest.count
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(counts: &[u64]) -> Vec<Figure> {
        let figure = |(at, count): (usize, &u64)| Figure {
            label: format!("某某省某某市人民政府{at}"),
            count: *count,
            href: String::new(),
        };
        counts.iter().enumerate().map(figure).collect()
    }

    #[test]
    fn bars_are_in_proportion_and_inside() {
        let chart = Chart::bars(
            "kind",
            "效力位阶",
            figures(&[u64::MAX, u64::MAX / 2, 0]),
            9,
            0,
        );
        let widths: Vec<u32> = chart.bars.iter().map(|bar| bar.width).collect();
        assert_eq!(widths, [178, 88, 1]);
        assert_eq!(chart.height, 3 * ROW);
        assert!(chart.words.iter().all(|word| word.x < WIDTH));
    }

    #[test]
    fn years_stand_in_their_places_and_fit() {
        for span in [1, 7, 60] {
            let years = figures(&vec![3; span]);
            let years = (1990..).zip(years).filter(|(year, _)| year % 3 != 2);
            let chart = Chart::years("year", "公布年份", years.collect(), 0);
            let inside =
                |bar: &Bar| bar.x + bar.width <= WIDTH && bar.y + bar.height <= chart.height;
            assert!(chart.bars.iter().all(inside), "{span}");
            assert!(chart.words.len() <= LABELS_MAX as usize + 1, "{span}");
        }
        let mut two = figures(&[1, 2]);
        let (late, early) = (two.remove(1), two.remove(0));
        let chart = Chart::years("year", "公布年份", vec![(2001, early), (2010, late)], 0);
        let places: Vec<u32> = chart.bars.iter().map(|bar| bar.x).collect();
        assert_eq!(places, [0, 9 * 36]);
    }
}
