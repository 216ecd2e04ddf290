//! The rows of a comparison: what changed side by side, runs of what did not collapsed to a line.

use tongcha::compare::{ComparedPassage, ComparisonRow, RowKind};
use tongcha::search::Comparison;
use tongcha::structure::PassageKind;

use super::super::links;
use super::super::markup::{Piece, Tag};
use super::super::passage::{Line, lines};

/// A part of the page.
pub enum Block {
    /// Rows that say the same in both texts, one after the other.
    Same {
        /// `第三条至第八条`, or the one label; empty where nothing has a label.
        span: String,
        /// How many.
        count: usize,
        /// Their text.
        sides: Vec<Side>,
    },
    /// A row that differs.
    Differing(Box<Row>),
}

/// A row that differs.
pub struct Row {
    /// Its anchor.
    pub id: String,
    /// What became of it, in words.
    pub what: String,
    /// What it is called.
    pub label: String,
    /// In the older text.
    pub old: Option<Side>,
    /// In the newer text.
    pub new: Option<Side>,
    /// The difference before this one, and the one behind.
    pub jumps: [Option<String>; 2],
}

/// A passage of one of the texts.
pub struct Side {
    /// Its paragraphs and tables.
    pub lines: Vec<Line>,
    /// Where it is read.
    pub href: String,
    /// `第十二条`; empty where it has none.
    pub label: String,
}

/// A link of the summary.
pub struct Change {
    /// Where it leads.
    pub href: String,
    /// What changed.
    pub label: String,
    /// How.
    pub what: String,
}

/// Characters that stand for a passage without a label.
const NAME_CHARS_MAX: usize = 12;

/// The parts of the page, in the order of the newer text.
pub fn blocks(comparison: &Comparison) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut rest = comparison.rows.as_slice();
    while let Some(first) = rest.first() {
        let same = rest.iter().take_while(|row| is_same(row)).count();
        if same > 0 {
            let (run, behind) = rest.split_at(same);
            blocks.push(collapsed(comparison, run));
            rest = behind;
        } else {
            blocks.push(Block::Differing(Box::new(row(
                comparison,
                first,
                blocks.len(),
            ))));
            rest = &rest[1..];
        }
    }
    join(&mut blocks);
    blocks
}

/// Leads from each difference to its neighbours.
fn join(blocks: &mut [Block]) {
    let mut rows: Vec<&mut Row> = blocks
        .iter_mut()
        .filter_map(|block| match block {
            Block::Differing(row) => Some(row.as_mut()),
            Block::Same { .. } => None,
        })
        .collect();
    let ids: Vec<String> = rows.iter().map(|row| format!("#{}", row.id)).collect();
    for (at, row) in rows.iter_mut().enumerate() {
        let before = at.checked_sub(1).and_then(|before| ids.get(before));
        row.jumps = [before.cloned(), ids.get(at + 1).cloned()];
    }
}

fn is_same(row: &ComparisonRow) -> bool {
    row.kind == RowKind::Same && !row.moved
}

/// The links of the summary.
pub fn changes(blocks: &[Block]) -> Vec<Change> {
    let differing = blocks.iter().filter_map(|block| match block {
        Block::Differing(row) => Some(row.as_ref()),
        Block::Same { .. } => None,
    });
    let change = |row: &Row| Change {
        href: format!("#{}", row.id),
        label: row.label.clone(),
        what: row.what.clone(),
    };
    differing.map(change).collect()
}

fn collapsed(comparison: &Comparison, run: &[ComparisonRow]) -> Block {
    let news = || run.iter().filter_map(|row| row.new.as_ref());
    let labels: Vec<&str> = news()
        .filter(|passage| passage.kind == PassageKind::Article)
        .map(|passage| passage.label.as_str())
        .collect();
    let span = match labels.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first, .., last] => format!("{first}至{last}"),
    };
    Block::Same {
        span,
        count: run.len(),
        sides: news()
            .map(|passage| side(&comparison.new.id, passage, Tag::Ins))
            .collect(),
    }
}

fn row(comparison: &Comparison, row: &ComparisonRow, at: usize) -> Row {
    let names = |passage: &Option<ComparedPassage>| passage.as_ref().map(name);
    let (old, new) = (names(&row.old), names(&row.new));
    let label = match (&old, &new) {
        (Some(old), Some(new)) if old != new && has_number(row) => format!("{old} → {new}"),
        (_, Some(new)) => new.clone(),
        (Some(old), None) => old.clone(),
        (None, None) => String::new(),
    };
    Row {
        id: format!("change-{at}"),
        what: what(row),
        label,
        old: (row.old.as_ref()).map(|passage| side(&comparison.old.id, passage, Tag::Del)),
        new: (row.new.as_ref()).map(|passage| side(&comparison.new.id, passage, Tag::Ins)),
        jumps: [None, None],
    }
}

fn has_number(row: &ComparisonRow) -> bool {
    matches!(row.kind, RowKind::Renumbered | RowKind::RenumberedChanged)
}

fn what(row: &ComparisonRow) -> String {
    let what = match row.kind {
        RowKind::Same => "",
        RowKind::Changed => "修改",
        RowKind::Added => "新增",
        RowKind::Removed => "删除",
        RowKind::Renumbered => "仅序号改变",
        RowKind::RenumberedChanged => "序号和文字都改变",
    };
    match (row.moved, what.is_empty()) {
        (false, _) => what.to_owned(),
        (true, true) => "位置移动".to_owned(),
        (true, false) => format!("{what}、位置移动"),
    }
}

/// What a passage is called: its label and heading, or how it begins.
fn name(passage: &ComparedPassage) -> String {
    let named = match passage.kind {
        PassageKind::Heading => format!("{} {}", passage.label, passage.heading),
        _ => passage.label.clone(),
    };
    if !named.trim().is_empty() {
        return named.trim().to_owned();
    }
    let text = Piece::new(passage.text.trim(), &[]);
    text.excerpt(NAME_CHARS_MAX).text.replace('\n', " ")
}

fn side(id: &str, passage: &ComparedPassage, tag: Tag) -> Side {
    let piece = Piece::new(&passage.text, &passage.marks);
    let behind = piece.behind(&passage.label);
    let label = match behind {
        Some(_) => passage.label.clone(),
        None => String::new(),
    };
    Side {
        lines: lines(behind.as_ref().unwrap_or(&piece), !label.is_empty(), tag),
        href: links::place(id, Some(&passage.n)),
        label,
    }
}
