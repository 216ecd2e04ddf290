//! `numbering.xml`: abstract lists, their instances, and what the instances override.

use std::collections::HashMap;

use super::child_value;
use super::styles::{NumberingReference, Styles};
use crate::format::numbering::{LEVELS, Level, List, NumberFormat, Suffix};
use crate::format::xml::{Element, Tree};

/// Abstract lists that stand for the list of a style, which stands for another: a circle ends here.
const LINKS_MAX: usize = 4;

/// Instances of lists that are read. Each is a copy of nine levels.
const INSTANCES_MAX: usize = 10_000;

/// Longer names of styles are no names that a program gave.
const STYLE_NAME_BYTES_MAX: usize = 255;

/// The lists of a document by the number that paragraphs use.
#[derive(Debug, Default)]
pub(super) struct Lists {
    lists: HashMap<String, Instance>,
}

#[derive(Debug)]
struct Instance {
    list: List,
    /// The style that a level belongs to.
    level_styles: [Option<String>; LEVELS],
}

impl Lists {
    pub(super) fn read(tree: Option<&Tree>, styles: &Styles) -> Self {
        let Some(tree) = tree else {
            return Self::default();
        };
        let mut abstract_lists = HashMap::new();
        let mut numbers = HashMap::new();
        for element in tree.root().children() {
            match (element.name(), element.attribute("abstractNumId")) {
                ("w:abstractNum", Some(id)) => {
                    abstract_lists.insert(id, element);
                }
                ("w:num", _) if numbers.len() < INSTANCES_MAX => {
                    if let Some(id) = element.attribute("numId") {
                        numbers.insert(id, element);
                    }
                }
                _ => {}
            }
        }
        let source = Source {
            abstract_lists,
            numbers,
            styles,
        };
        let keys: HashMap<&str, u32> = source.abstract_lists.keys().copied().zip(0..).collect();
        let lists = source.numbers.iter().zip(0..);
        let lists = lists.filter_map(|((&id, &number), instance)| {
            let (key, list) = source.abstract_list(number)?;
            let instance = Instance::read(*keys.get(key)?, instance, list, number);
            Some((id.to_owned(), instance))
        });
        Self {
            lists: lists.collect(),
        }
    }

    /// The list and the level of a paragraph. `style` is the one that brought the numbering.
    pub(super) fn find(
        &self,
        reference: &NumberingReference,
        style: Option<&str>,
    ) -> Option<(&List, usize)> {
        let instance = self.lists.get(reference.number.as_deref()?)?;
        let of_style = || {
            let style = style?;
            let of = |name: &Option<String>| name.as_deref() == Some(style);
            instance.level_styles.iter().position(of)
        };
        let level = of_style().or(reference.level).unwrap_or(0);
        Some((&instance.list, level.min(LEVELS - 1)))
    }
}

struct Source<'t> {
    abstract_lists: HashMap<&'t str, Element<'t>>,
    numbers: HashMap<&'t str, Element<'t>>,
    styles: &'t Styles,
}

impl<'t> Source<'t> {
    /// The abstract list of an instance, through the style that it may stand for.
    fn abstract_list(&self, number: Element<'t>) -> Option<(&'t str, Element<'t>)> {
        let mut number = number;
        for _ in 0..LINKS_MAX {
            let key = child_value(number, "w:abstractNumId")?;
            let (&key, &list) = self.abstract_lists.get_key_value(key)?;
            let Some(style) = child_value(list, "w:numStyleLink") else {
                return Some((key, list));
            };
            let (_, reference) = self.styles.numbering(Some(style))?;
            number = *self.numbers.get(reference.number.as_deref()?)?;
        }
        None
    }
}

impl Instance {
    fn read(key: u32, instance: u32, list: Element<'_>, number: Element<'_>) -> Self {
        let mut level_styles: [Option<String>; LEVELS] = Default::default();
        let mut levels = vec![Level::default(); LEVELS];
        let mut start_overrides = [None; LEVELS];
        let mut take = |element: Element<'_>| {
            let Some(index) = level_index(element) else {
                return;
            };
            levels[index] = read_level(element);
            level_styles[index] = child_value(element, "w:pStyle")
                .filter(|name| name.len() <= STYLE_NAME_BYTES_MAX)
                .map(str::to_owned);
        };
        list.children()
            .filter(|element| element.name() == "w:lvl")
            .for_each(&mut take);
        for element in number.children() {
            if element.name() != "w:lvlOverride" {
                continue;
            }
            if let Some(level) = element.child("w:lvl") {
                take(level);
            }
            if let (Some(index), Some(start)) = (
                level_index(element),
                child_value(element, "w:startOverride"),
            ) {
                start_overrides[index] = start.parse().ok();
            }
        }
        Self {
            list: List {
                key,
                instance,
                levels,
                start_overrides,
            },
            level_styles,
        }
    }
}

fn level_index(element: Element<'_>) -> Option<usize> {
    let index: usize = element.attribute("ilvl")?.parse().ok()?;
    (index < LEVELS).then_some(index)
}

fn read_level(element: Element<'_>) -> Level {
    let mut level = Level {
        // Absent, a level starts at 0 (ECMA-376 part 1, 17.9.25).
        start: child_value(element, "w:start")
            .and_then(|start| start.parse().ok())
            .unwrap_or(0),
        format: number_format(element),
        restart_below: child_value(element, "w:lvlRestart").and_then(|level| level.parse().ok()),
        digits_only: super::toggle(element, "w:isLgl").unwrap_or(false),
        suffix: match child_value(element, "w:suff") {
            Some("nothing") => Suffix::Nothing,
            Some("space") => Suffix::Space,
            _ => Suffix::Tab,
        },
        ..Level::default()
    };
    level.set_percent_template(child_value(element, "w:lvlText").unwrap_or_default());
    level
}

fn number_format(level: Element<'_>) -> NumberFormat {
    // Formats newer than the first edition stand in an alternative, with an old one for old programs beside it.
    let element = level.child("w:numFmt").or_else(|| {
        let alternative = level.child("mc:AlternateContent")?;
        alternative
            .descendants()
            .find(|element| element.name() == "w:numFmt")
    });
    match element.and_then(|element| element.attribute("val")) {
        Some(name) => NumberFormat::from_name(name),
        None => NumberFormat::Decimal,
    }
}
