//! `word/document.xml`: the text as paragraphs, headings and tables.

use std::collections::HashMap;

use crate::search::export::xml::Xml;
use crate::search::record::{DocumentRecord, PassageRecord};
use crate::structure::PassageKind;

/// Columns of a table that Word opens at most; wider ones are written as lines.
const COLUMNS_MAX: usize = 63;
/// Rows that make a table at least: one line with a tab in it is a line.
const ROWS_MIN: usize = 2;
/// Levels of headings that have a style.
const HEADINGS_MAX: usize = 4;

/// The whole part.
pub(super) fn document(record: &DocumentRecord, address: Option<&str>) -> String {
    let mut body = Body { xml: Xml::new() };
    body.xml.open(
        "w:document",
        &[
            (
                "xmlns:w",
                "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            ),
            (
                "xmlns:r",
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            ),
        ],
    );
    body.xml.open("w:body", &[]);
    body.head(record, address);
    let depths: HashMap<&str, usize> = record
        .outline
        .iter()
        .map(|division| (division.eid.as_str(), division.depth))
        .collect();
    // Word makes a table of contents from the headings; one of words would only grow old beside it.
    let shown = record
        .passages
        .iter()
        .filter(|passage| passage.kind != PassageKind::Contents);
    for passage in shown {
        let own = passage.division.as_deref();
        let depth = own.and_then(|eid| depths.get(eid)).copied().unwrap_or(0);
        body.passage(passage, depth);
    }
    body.page();
    body.xml.finish()
}

struct Body {
    xml: Xml,
}

impl Body {
    fn head(&mut self, record: &DocumentRecord, address: Option<&str>) {
        if let Some(number) = &record.number {
            self.paragraph("Centred", "", number);
        }
        self.paragraph("Title", "", &record.title);
        let subtitle = record.subtitle.as_ref();
        if let Some(subtitle) = subtitle.filter(|subtitle| !record.title.ends_with(*subtitle)) {
            self.paragraph("Centred", "", subtitle);
        }
        for line in &record.history {
            self.paragraph("Centred", "", line);
        }
        let reasons: Vec<&str> = record
            .validity
            .reasons
            .iter()
            .map(|reason| reason.text.as_str())
            .collect();
        let because = match reasons.is_empty() {
            true => String::new(),
            false => format!("（{}）", reasons.join("；")),
        };
        let state = format!(
            "时效：{}{because}，以 {} 为准。",
            record.validity.label, record.as_of
        );
        self.paragraph("State", "", &state);
        if let Some(address) = address {
            self.paragraph("State", "", &format!("网址：{address}"));
        }
    }

    fn passage(&mut self, passage: &PassageRecord, depth: usize) {
        if passage.kind == PassageKind::Heading {
            let line = passage
                .text
                .split_whitespace()
                .collect::<Vec<_>>()
                .join("\u{3000}");
            let style = format!("Heading{}", (depth + 1).min(HEADINGS_MAX));
            self.paragraph(&style, "", &line);
            return;
        }
        let lines: Vec<&str> = passage
            .text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .collect();
        let mut rest = lines.as_slice();
        let mut label = passage.label.as_str();
        while let Some(first) = rest.first() {
            let rows = rest.iter().take_while(|line| line.contains('\t')).count();
            let columns = rest[..rows].iter().map(|row| row.split('\t').count()).max();
            if rows >= ROWS_MIN
                && first.trim().contains('\t')
                && columns.is_some_and(|many| many <= COLUMNS_MAX)
            {
                self.table(&rest[..rows], columns.unwrap_or(1));
                rest = &rest[rows..];
            } else {
                let (label_here, line) = split_label(first.trim(), label);
                self.paragraph("Body", label_here, line);
                rest = &rest[1..];
            }
            label = "";
        }
    }

    /// A paragraph, its label in another face.
    fn paragraph(&mut self, style: &str, label: &str, text: &str) {
        let xml = &mut self.xml;
        xml.open("w:p", &[]);
        xml.open("w:pPr", &[]);
        xml.empty("w:pStyle", &[("w:val", style)]);
        xml.close();
        if !label.is_empty() {
            xml.open("w:r", &[]);
            xml.open("w:rPr", &[]);
            xml.empty("w:rStyle", &[("w:val", "Label")]);
            xml.close();
            self.run_text(label);
        }
        if !text.is_empty() {
            self.xml.open("w:r", &[]);
            self.run_text(text);
        }
        self.xml.close();
    }

    /// The text of the run that is open, and its end.
    fn run_text(&mut self, text: &str) {
        self.xml.leaf("w:t", &[("xml:space", "preserve")], text);
        self.xml.close();
    }

    fn table(&mut self, rows: &[&str], columns: usize) {
        self.xml.open("w:tbl", &[]);
        self.xml.open("w:tblPr", &[]);
        self.xml.empty("w:tblStyle", &[("w:val", "TableGrid")]);
        // 5,000 fiftieths of a per cent: as wide as the text.
        self.xml
            .empty("w:tblW", &[("w:w", "5000"), ("w:type", "pct")]);
        self.xml.close();
        self.xml.open("w:tblGrid", &[]);
        for _ in 0..columns {
            self.xml.empty("w:gridCol", &[]);
        }
        self.xml.close();
        for row in rows {
            self.xml.open("w:tr", &[]);
            let cells: Vec<&str> = row.split('\t').collect();
            for (at, cell) in cells.iter().enumerate() {
                // The last cell of a short row reaches to the edge.
                let span = match at + 1 == cells.len() {
                    true => columns - at,
                    false => 1,
                };
                self.cell(cell.trim(), span);
            }
            self.xml.close();
        }
        self.xml.close();
        // Two tables without a paragraph between them would be one.
        self.paragraph("Cell", "", "");
    }

    fn cell(&mut self, text: &str, span: usize) {
        self.xml.open("w:tc", &[]);
        self.xml.open("w:tcPr", &[]);
        if span > 1 {
            self.xml
                .empty("w:gridSpan", &[("w:val", &span.to_string())]);
        }
        self.xml.close();
        self.paragraph("Cell", "", text);
        self.xml.close();
    }

    /// A4 with the margins of GB/T 9704-2012 §5.2: 37 mm above, 28 mm on the left, a text of 156 × 225 mm; in twentieths of
    /// a point.
    fn page(&mut self) {
        let xml = &mut self.xml;
        xml.open("w:sectPr", &[]);
        xml.empty(
            "w:footerReference",
            &[("w:type", "default"), ("r:id", "rId2")],
        );
        xml.empty("w:pgSz", &[("w:w", "11906"), ("w:h", "16838")]);
        xml.empty(
            "w:pgMar",
            &[
                ("w:top", "2098"),
                ("w:right", "1474"),
                ("w:bottom", "1984"),
                ("w:left", "1588"),
                ("w:header", "851"),
                ("w:footer", "1588"),
                ("w:gutter", "0"),
            ],
        );
        xml.close();
    }
}

/// The label at the start of a line and what stands behind it, the blanks between them kept; no label when the line begins
/// otherwise.
fn split_label<'t>(line: &'t str, label: &str) -> (&'t str, &'t str) {
    match line.starts_with(label) {
        true => line.split_at(label.len()),
        false => ("", line),
    }
}
