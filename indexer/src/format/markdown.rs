//! Markdown: paragraphs, headings and tables. Which marks go and which stay is told in [`crate::reader::markdown`].

use super::{Limits, Reading, text};
use crate::manuscript::{Block, Manuscript, Role};
use crate::reader::markdown::{heading_level, lines, title_line};

/// Reads a Markdown file.
pub(crate) fn read(bytes: &[u8], declared: Option<&str>, limits: &Limits) -> Reading {
    let source = text::decoded(bytes, declared, limits)?;
    let title_at = title_line(&source);
    let mut blocks = Vec::new();
    let mut table: Vec<Vec<String>> = Vec::new();
    for (at, (raw, line)) in source.lines().zip(lines(&source)).enumerate() {
        if let Some(row) = row(raw) {
            if !is_rule(&row) {
                table.push(row);
            }
            continue;
        }
        end_table(&mut table, &mut blocks);
        if line.trim().is_empty() {
            continue;
        }
        let role = match heading_level(raw) {
            _ if Some(at) == title_at => Role::Title,
            Some(_) => Role::Heading,
            None => Role::Body,
        };
        blocks.push(Block::Paragraph { role, text: line });
    }
    end_table(&mut table, &mut blocks);
    Ok(Manuscript {
        blocks,
        ..Manuscript::default()
    })
}

fn end_table(table: &mut Vec<Vec<String>>, blocks: &mut Vec<Block>) {
    if !table.is_empty() {
        let rows = std::mem::take(table);
        blocks.push(Block::Table { rows });
    }
}

/// The cells of `| 甲 | 乙 |`; only lines that begin and end so are rows, for `|` stands in texts, too.
fn row(line: &str) -> Option<Vec<String>> {
    let inside = line.trim().strip_prefix('|')?.strip_suffix('|')?;
    let mut cells = vec![String::new()];
    let mut characters = inside.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' if characters.peek() == Some(&'|') => {
                cells.last_mut()?.extend(characters.next());
            }
            '|' => cells.push(String::new()),
            '\t' => cells.last_mut()?.push(' '),
            _ => cells.last_mut()?.push(character),
        }
    }
    Some(cells.iter().map(|cell| cell.trim().to_owned()).collect())
}

/// `|---|:-:|` parts the head from the rest.
fn is_rule(row: &[String]) -> bool {
    row.iter().all(|cell| {
        let dashes = cell.trim_matches(':');
        !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(source: &str) -> Vec<Block> {
        read(source.as_bytes(), None, &Limits::default())
            .expect("read")
            .blocks
    }

    fn paragraph(role: Role, text: &str) -> Block {
        let text = text.to_owned();
        Block::Paragraph { role, text }
    }

    #[test]
    fn headings_have_roles_and_tables_are_tables() {
        let source = "# 岚江省养犬管理办法\n\n## 第一章　总则\n**第一条**　甲\\*。\n\n| 犬种 | 费用 |\n|---|:-:|\n| 大\\|中型 | 10 |\n\n乙 | 丙";
        let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        assert_eq!(
            blocks(source),
            [
                paragraph(Role::Title, "岚江省养犬管理办法"),
                paragraph(Role::Heading, "第一章　总则"),
                paragraph(Role::Body, "第一条　甲*。"),
                Block::Table {
                    rows: vec![row(["犬种", "费用"]), row(["大|中型", "10"])]
                },
                paragraph(Role::Body, "乙 | 丙"),
            ]
        );
    }

    #[test]
    fn samples_read_as_they_did_before() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus-samples/folder");
        let mut seen = 0;
        for entry in std::fs::read_dir(folder).expect("listed") {
            let path = entry.expect("an entry").path();
            let is_markdown = path.extension().is_some_and(|ending| ending == "md");
            let is_text = path.extension().is_some_and(|ending| ending == "txt");
            let Ok(source) = std::fs::read_to_string(&path) else {
                continue;
            };
            let (manuscript, before) = if is_markdown {
                let manuscript = read(source.as_bytes(), None, &Limits::default());
                (manuscript, lines(&source))
            } else if is_text {
                let manuscript = text::read(source.as_bytes(), None, &Limits::default());
                (
                    manuscript,
                    source
                        .lines()
                        .map(|line| line.trim_end().to_owned())
                        .collect(),
                )
            } else {
                continue;
            };
            let now: Vec<String> = manuscript
                .expect("read")
                .blocks
                .iter()
                .flat_map(Block::lines)
                .collect();
            let before: Vec<String> = before
                .into_iter()
                .filter(|line| !line.trim().is_empty())
                .collect();
            assert_eq!(now, before, "{}", path.display());
            seen += 1;
        }
        assert!(seen > 0, "no sample was found");
    }
}
