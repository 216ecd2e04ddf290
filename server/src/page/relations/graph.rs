//! What a document rests on and what rests on it, as a drawing: grounds above, the document, dependents below.
//!
//! One column, so that a phone shows it at the size at which it is read. Attributes only: the policy of the pages permits
//! no style inside of a drawing. A list with the same content stands beside it.

use tongcha::search::RelationsRecord;

use super::{Direction, Item, distinct, item};

/// Documents of each side in the drawing.
const SIDE_MAX: usize = 12;
/// Width of the drawing: what a phone shows at its own scale.
const WIDTH: u32 = 360;
/// Where boxes begin: right of the spine.
const BOX_X: u32 = 40;
/// Width of a box.
const BOX_WIDTH: u32 = WIDTH - BOX_X - 2;
/// Where the spine stands.
const SPINE_X: u32 = 14;
/// Height of a box and of the room below it.
const BOX_HEIGHT: u32 = 60;
const GAP: u32 = 10;
/// Room of a line that says what the boxes below it are.
const CAPTION: u32 = 26;
/// Characters of a line in a box, and lines.
const LINE_CHARS_MAX: usize = 22;
const LINES_MAX: usize = 2;

/// The drawing and the lists beside it.
pub struct Graph {
    /// Height of the drawing.
    pub height: u32,
    /// Its width.
    pub width: u32,
    /// One sentence that says what is to be seen.
    pub about: String,
    /// The line that joins all.
    pub spine: String,
    /// Words between the boxes.
    pub captions: Vec<Caption>,
    /// The boxes.
    pub boxes: Vec<GraphBox>,
    /// The same as lists.
    pub sides: [GraphSide; 2],
}

/// A line of words in the drawing.
pub struct Caption {
    /// From the left.
    pub x: u32,
    /// The line that it stands on, from the top.
    pub y: u32,
    /// What it says.
    pub text: String,
}

/// A document in the drawing.
pub struct GraphBox {
    /// Where it is read; `None` for one that is not held and for the document itself.
    pub href: Option<String>,
    /// Its whole title.
    pub title: String,
    /// Whether it is the document itself.
    pub is_own: bool,
    /// From the top.
    pub y: u32,
    /// The branch from the spine, with its arrow.
    pub branch: String,
    /// The lines in it.
    pub lines: Vec<Caption>,
    /// Its state.
    pub state: Option<Caption>,
}

/// The documents of one side as a list.
pub struct GraphSide {
    /// What the side is.
    pub title: &'static str,
    /// Those in the drawing.
    pub items: Vec<Item>,
    /// How many there are beside, and where they are listed.
    pub more: Option<(usize, String)>,
}

/// The drawing of a document's grounds; `None` when it rests on nothing and nothing on it, as far as is known.
pub fn graph(grounds: &RelationsRecord) -> Option<Graph> {
    let side = |direction, title| {
        let (records, count) = match direction {
            Direction::Out => (&grounds.outward, grounds.documents.outward),
            Direction::In => (&grounds.inward, grounds.documents.inward),
        };
        let shown = distinct(records).into_iter().take(SIDE_MAX);
        let items: Vec<Item> = shown.map(|record| item(record, direction)).collect();
        let more = count.saturating_sub(items.len());
        let listed = super::address(&grounds.document.id, None, Some(direction), 1);
        GraphSide {
            title,
            items,
            more: (more > 0).then_some((more, listed)),
        }
    };
    let sides = [
        side(Direction::Out, "制定依据"),
        side(Direction::In, "以本文件为依据"),
    ];
    let is_empty = sides.iter().all(|side| side.items.is_empty());
    (!is_empty).then(|| draw(&grounds.document.title, sides))
}

fn draw(title: &str, sides: [GraphSide; 2]) -> Graph {
    let mut drawing = Drawing {
        y: 4,
        captions: Vec::new(),
        boxes: Vec::new(),
    };
    let [above, below] = &sides;
    drawing.side(above, true);
    let own = drawing.y;
    drawing.put(GraphBox {
        href: None,
        title: title.to_owned(),
        is_own: true,
        y: own,
        branch: String::new(),
        lines: lines(title, own),
        state: Some(Caption {
            x: BOX_X + 12,
            y: own + 52,
            text: "本文件".to_owned(),
        }),
    });
    drawing.side(below, false);
    let middles = drawing.boxes.iter().map(|one| one.y + BOX_HEIGHT / 2);
    let (top, bottom) = (
        middles.clone().min().unwrap_or(0),
        middles.max().unwrap_or(0),
    );
    let about = format!(
        "上方是“{title}”的依据，共 {} 件；下方是以它为依据的文件，共 {} 件。",
        total(above),
        total(below)
    );
    Graph {
        width: WIDTH,
        height: drawing.y,
        about,
        spine: format!("M{SPINE_X} {top}V{bottom}"),
        captions: drawing.captions,
        boxes: drawing.boxes,
        sides,
    }
}

fn total(side: &GraphSide) -> usize {
    side.items.len() + side.more.as_ref().map_or(0, |(more, _)| *more)
}

struct Drawing {
    y: u32,
    captions: Vec<Caption>,
    boxes: Vec<GraphBox>,
}

impl Drawing {
    fn put(&mut self, one: GraphBox) {
        self.boxes.push(one);
        self.y += BOX_HEIGHT + GAP;
    }

    fn caption(&mut self, text: String) {
        self.captions.push(Caption {
            x: BOX_X,
            y: self.y + 14,
            text,
        });
        self.y += CAPTION;
    }

    fn side(&mut self, side: &GraphSide, is_above: bool) {
        if side.items.is_empty() {
            return;
        }
        self.caption(side.title.to_owned());
        for item in &side.items {
            let y = self.y;
            let middle = y + BOX_HEIGHT / 2;
            let (from, to) = (SPINE_X, BOX_X - 2);
            // The arrow points to what is rested on: into the boxes above, out of those below.
            let branch = match is_above {
                true => format!("M{from} {middle}H{to}m-7 -5l7 5l-7 5"),
                false => format!("M{to} {middle}H{from}m7 -5l-7 5l7 5"),
            };
            self.put(GraphBox {
                href: item.href.clone(),
                title: item.title.clone(),
                is_own: false,
                y,
                branch,
                lines: lines(&item.title, y),
                state: Some(Caption {
                    x: BOX_X + 12,
                    y: y + 52,
                    text: item
                        .state
                        .as_ref()
                        .map_or("未收录", |(_, label)| label.as_str())
                        .to_owned(),
                }),
            });
        }
        if let Some((more, _)) = &side.more {
            self.caption(format!("另有 {more} 件"));
        }
    }
}

/// A title on at most two lines of a box.
fn lines(title: &str, y: u32) -> Vec<Caption> {
    let chars: Vec<char> = title.chars().filter(|c| !c.is_control()).collect();
    let mut lines: Vec<String> = chars
        .chunks(LINE_CHARS_MAX)
        .map(|line| line.iter().collect())
        .collect();
    if lines.len() > LINES_MAX {
        lines.truncate(LINES_MAX);
        if let Some(last) = lines.last_mut() {
            last.pop();
            last.push('…');
        }
    }
    let line = |(at, text)| Caption {
        x: BOX_X + 12,
        y: y + 18 + 16 * at,
        text,
    };
    (0_u32..).zip(lines).map(line).collect()
}

/// What a template needs beside the fields.
impl Graph {
    /// Where boxes begin.
    pub fn box_x(&self) -> u32 {
        BOX_X
    }

    /// Width of a box.
    pub fn box_width(&self) -> u32 {
        BOX_WIDTH
    }

    /// Height of a box.
    pub fn box_height(&self) -> u32 {
        BOX_HEIGHT
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::markup::Markup;

    fn item(title: &str) -> Item {
        Item {
            document: None,
            title: title.to_owned(),
            number: None,
            href: None,
            state: None,
            sentence: Markup::default(),
        }
    }

    #[test]
    fn boxes_stand_below_each_other_and_inside_of_the_drawing() {
        let side = |title, count: usize, more| GraphSide {
            title,
            items: (0..count).map(|at| item(&format!("甲{at}法"))).collect(),
            more,
        };
        let drawn = draw(
            "乙条例",
            [
                side("上", 3, None),
                side("下", 12, Some((5, "/x".to_owned()))),
            ],
        );
        assert_eq!(drawn.boxes.len(), 16);
        assert!(
            drawn
                .boxes
                .windows(2)
                .all(|pair| pair[0].y + BOX_HEIGHT < pair[1].y)
        );
        assert!(
            drawn
                .boxes
                .iter()
                .all(|one| one.y + BOX_HEIGHT < drawn.height)
        );
        assert_eq!(drawn.boxes.iter().filter(|one| one.is_own).count(), 1);
        assert!(drawn.boxes[3].is_own, "it stands between the two");
        assert!(drawn.about.contains("共 3 件") && drawn.about.contains("共 17 件"));
        assert!(
            drawn
                .captions
                .iter()
                .any(|caption| caption.text == "另有 5 件")
        );
    }

    #[test]
    fn long_titles_end_in_an_ellipsis() {
        let title = "长".repeat(60);
        let drawn = lines(&title, 0);
        assert_eq!(drawn.len(), 2);
        assert!(drawn[1].text.ends_with('…') && drawn[1].text.chars().count() == LINE_CHARS_MAX);
        assert_eq!(lines("短", 0).len(), 1);
    }
}
