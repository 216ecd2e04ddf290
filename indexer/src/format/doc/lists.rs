//! The tables of lists: lists with their levels, and the overrides through which paragraphs use them.

use super::bytes::{slice_at, u8_at, u16_at, u32_at, units};
use super::fib::{Fib, Place};
use crate::format::numbering::{LEVELS, Level, List, NumberFormat, Suffix};

/// Lists that are read; paragraphs can name no more overrides than that.
const LISTS_MAX: usize = 2047;
const LIST_BYTES: usize = 28;
const LEVEL_HEAD_BYTES: usize = 28;
const OVERRIDE_BYTES: usize = 16;

/// The lists by the number that paragraphs use, from 1.
#[derive(Debug, Default)]
pub(super) struct Lists {
    lists: Vec<Option<List>>,
}

impl Lists {
    pub(super) fn read(fib: &Fib, table: &[u8]) -> Self {
        let levels = fib.behind(table, Place::Lists);
        let lists = read_lists(fib.part(table, Place::Lists), levels);
        let overrides = fib.part(table, Place::ListOverrides);
        Self {
            lists: read_overrides(overrides, &lists),
        }
    }

    pub(super) fn get(&self, number: u16) -> Option<&List> {
        self.lists
            .get(usize::from(number).checked_sub(1)?)?
            .as_ref()
    }
}

struct Definition {
    id: u32,
    levels: Vec<Level>,
}

fn read_lists(heads: &[u8], mut levels: &[u8]) -> Vec<Definition> {
    let count = usize::from(u16_at(heads, 0).unwrap_or_default()).min(LISTS_MAX);
    let mut lists = Vec::new();
    for index in 0..count {
        let Some(head) = slice_at(heads, 2 + LIST_BYTES * index, LIST_BYTES) else {
            break;
        };
        let is_simple = head[26] & 1 != 0;
        let level_count = if is_simple { 1 } else { LEVELS };
        let read: Vec<Level> = (0..level_count)
            .map_while(|_| read_level(&mut levels))
            .collect();
        let is_whole = read.len() == level_count;
        lists.push(Definition {
            id: u32_at(head, 0).unwrap_or_default(),
            levels: read,
        });
        if !is_whole {
            break;
        }
    }
    lists
}

/// Takes one level off the bytes.
fn read_level(rest: &mut &[u8]) -> Option<Level> {
    let bytes = *rest;
    let head = slice_at(bytes, 0, LEVEL_HEAD_BYTES)?;
    let properties_bytes = usize::from(head[24]) + usize::from(head[25]);
    let text_at = LEVEL_HEAD_BYTES + properties_bytes;
    let text_units = usize::from(u16_at(bytes, text_at)?);
    let text = slice_at(bytes, text_at + 2, 2 * text_units)?;
    *rest = &bytes[text_at + 2 + 2 * text_units..];

    let flags = head[5];
    let does_not_restart = flags & 0x08 != 0;
    let mut level = Level {
        start: u32_at(head, 0)?.min(i32::MAX as u32),
        format: NumberFormat::from_code(head[4]),
        restart_below: does_not_restart.then_some(usize::from(head[26])),
        digits_only: flags & 0x04 != 0,
        suffix: match head[15] {
            0 => Suffix::Tab,
            1 => Suffix::Space,
            _ => Suffix::Nothing,
        },
        ..Level::default()
    };
    level.set_binary_template(&units(text));
    Some(level)
}

fn read_overrides(bytes: &[u8], definitions: &[Definition]) -> Vec<Option<List>> {
    let count = (u32_at(bytes, 0).unwrap_or_default() as usize).min(LISTS_MAX);
    let mut data = bytes.get(4 + OVERRIDE_BYTES * count..).unwrap_or_default();
    let mut lists = Vec::new();
    for index in 0..count {
        let Some(head) = slice_at(bytes, 4 + OVERRIDE_BYTES * index, OVERRIDE_BYTES) else {
            break;
        };
        let id = u32_at(head, 0);
        let key = definitions.iter().position(|list| Some(list.id) == id);
        let mut list = List {
            key: key.unwrap_or(definitions.len() + index) as u32,
            instance: index as u32,
            levels: key.map_or_else(Vec::new, |key| definitions[key].levels.clone()),
            ..List::default()
        };
        let is_whole = override_levels(&mut list, head[12], &mut data).is_some();
        lists.push(key.map(|_| list));
        if !is_whole {
            // What follows cannot be found any more; lists without it still count from their own start.
            data = &[];
        }
    }
    lists
}

fn override_levels(list: &mut List, count: u8, data: &mut &[u8]) -> Option<()> {
    // `LFOData` begins with a position that nobody uses.
    *data = data.get(4..)?;
    for _ in 0..count {
        let start = u32_at(data, 0)?;
        let flags = u8_at(data, 4)?;
        *data = data.get(8..)?;
        let index = usize::from(flags & 0x0f);
        if flags & 0x20 != 0 {
            let level = read_level(data)?;
            if flags & 0x10 != 0 && index < LEVELS {
                list.start_overrides[index] = Some(level.start);
            }
            if let Some(place) = list.levels.get_mut(index) {
                *place = level;
            }
        } else if flags & 0x10 != 0 && index < LEVELS {
            list.start_overrides[index] = Some(start.min(i32::MAX as u32));
        }
    }
    Some(())
}
