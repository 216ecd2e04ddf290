//! Web pages: the article without what the site puts around it, and what the site says of the article.
//!
//! `token` and `tree` make a `dom` of bounded depth; `flow` reads its lines as they are shown. Among these,
//! `metadata` finds the table that government sites show, `article` the element that holds the text, and `title` its
//! title. What then is read of the article loses only the lines that `chrome` knows as buttons, paths and footers.

mod article;
mod attachment;
mod character;
mod chrome;
mod dom;
mod flow;
mod head;
mod label;
mod line;
mod metadata;
mod seen;
mod table;
mod tag;
mod title;
mod token;
mod tree;

use super::{Limits, Reading, encoding};
use crate::manuscript::{Block, Manuscript};
use crate::quarantine::Reason;
use crate::reader::Fault;
use dom::{NodeId, Page, ROOT};
use flow::{Piece, Scope};

/// Reads a page, or the piece of one that holds an article. `declared` is the encoding that something outside names,
/// a header or the folder it came from; what the page itself names is read here.
pub(crate) fn read(bytes: &[u8], declared: Option<&str>, limits: &Limits) -> Reading {
    let own = head::declared_encoding(bytes);
    let decoded = encoding::decode(bytes, declared.or(own.as_deref()))?;
    read_text(&decoded.text, limits)
}

/// Reads a page that is text already, such as the content of a field of a record.
pub(crate) fn read_text(source: &str, limits: &Limits) -> Reading {
    let page = tree::build(source, limits)?;
    let mut fields = head::fields(&page);
    let nothing_taken = |_: NodeId| false;
    let lines = flow::lines(flow::read(
        &page,
        &Scope {
            root: ROOT,
            range: 0..page.len() as NodeId,
            taken: &nothing_taken,
            skips_around: true,
            keeps_tables: false,
        },
    ));
    let metadata = metadata::find(&page, &lines);
    let rest: Vec<flow::Line> = lines
        .iter()
        .filter(|line| !metadata.holds(line.nodes.start))
        .cloned()
        .collect();
    let article = article::find(&page, &rest);
    let mut blocks = blocks(&page, &article, &metadata);
    check_length(&blocks, limits)?;
    fields.extend(metadata.fields.iter().cloned());
    if page.is_whole || !metadata.fields.is_empty() {
        title::mark(
            &mut blocks,
            &title::candidates(&page, &rest, &fields, article.range.start),
        );
    }
    // Files are often linked below the text, in a box of their own.
    let attachments = attachment::find(&page, article.range.start..page.len() as NodeId);
    Ok(Manuscript {
        blocks,
        fields,
        attachments,
    })
}

/// Text with its character references in place, for values that are no pages.
pub(super) fn decoded(text: &str) -> std::borrow::Cow<'_, str> {
    character::decode(text, character::Place::Text)
}

/// The lines of a piece of a page, without asking which of them are an article.
pub(super) fn lines(source: &str, limits: &Limits) -> Vec<String> {
    let Ok(page) = tree::build(source, limits) else {
        return Vec::new();
    };
    let scope = Scope {
        root: ROOT,
        range: 0..page.len() as NodeId,
        taken: &|_| false,
        skips_around: false,
        keeps_tables: false,
    };
    let lines = flow::lines(flow::read(&page, &scope));
    lines.into_iter().map(|line| line.text).collect()
}

/// The text and the address of the first link of a piece of a page. A link that leads through a counter
/// (`link.do?url=…`) has the address that it leads to.
pub(super) fn first_link(source: &str, limits: &Limits) -> Option<(String, String)> {
    let page = tree::build(source, limits).ok()?;
    let link = (0..page.len() as NodeId).find(|&id| page.tag(id) == Some(tag::Tag::A))?;
    let address = page.attribute(link, tag::Attribute::Href)?;
    let text = page.text_within(link);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then(|| (text, attachment::target(address)))
}

fn blocks(page: &Page, article: &article::Article, metadata: &metadata::Metadata) -> Vec<Block> {
    let pieces = flow::read(
        page,
        &Scope {
            root: article.root,
            range: article.range.clone(),
            taken: &|id| metadata.holds(id),
            skips_around: !article.is_marked,
            keeps_tables: true,
        },
    );
    let end = pieces
        .iter()
        .rposition(|piece| !leads_away(piece))
        .map_or(0, |last| last + 1);
    // A piece that is nothing but links is a list of links, and then they are its text.
    let end = if end == 0 { pieces.len() } else { end };
    let mut blocks = Vec::with_capacity(end);
    for piece in pieces.into_iter().take(end) {
        match piece {
            Piece::Table { rows, .. } => blocks.push(Block::Table { rows }),
            Piece::Line(line) if chrome::is_related(&line.text) && !article.is_marked => break,
            Piece::Line(line) if chrome::is_chrome(&line.text) => {}
            Piece::Line(line) => blocks.push(Block::Paragraph {
                role: line.role,
                text: line.text,
            }),
        }
    }
    blocks
}

/// Whether a line is a link to something else: explanations and other articles that editors put below the text.
fn leads_away(piece: &Piece) -> bool {
    let Piece::Line(line) = piece else {
        return false;
    };
    let is_link = line.link_chars * 2 > line.chars();
    is_link && !line.text.starts_with("附件") && !attachment::names_file(&line.text)
}

fn check_length(blocks: &[Block], limits: &Limits) -> Result<(), Fault> {
    let chars = |block: &Block| match block {
        Block::Paragraph { text, .. } => text.chars().count(),
        Block::Table { rows } => rows
            .iter()
            .flatten()
            .map(|cell| cell.chars().count() + 1)
            .sum(),
    };
    let chars: usize = blocks.iter().map(chars).sum();
    if chars > limits.text_chars_max {
        let message = format!(
            "the text has {chars} characters; at most {} are read",
            limits.text_chars_max
        );
        return Err(Fault::of_file(Reason::TextTooLong, message));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_corpus;
