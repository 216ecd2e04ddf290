//! Files opened in this process.

use std::path::Path;

use super::message::Settings;
use super::process::Event;
use crate::format::{self, Item, Visitor};
use crate::personal::Policy;
use crate::reader::{Input, content_of};

/// Reads a file; `take` answers whether more is wanted.
pub(super) fn read(
    path: &Path,
    name: &str,
    settings: &Settings,
    take: &mut dyn FnMut(Event) -> bool,
) {
    let options = &settings.format;
    let mut visitor = Handing {
        name,
        policy: settings.personal,
        wanted: true,
        take,
    };
    match content_of(path, options.limits.file_bytes_max) {
        Ok(bytes) => format::open(Path::new(name), bytes, options, &mut visitor),
        Err(fault) => visitor.hand(Event::Input(Input::of_fault(fault))),
    }
}

struct Handing<'t> {
    name: &'t str,
    policy: Policy,
    wanted: bool,
    take: &'t mut dyn FnMut(Event) -> bool,
}

impl Handing<'_> {
    fn hand(&mut self, event: Event) {
        self.wanted = self.wanted && (self.take)(event);
    }
}

impl Visitor for Handing<'_> {
    fn begin(&mut self, _entry: Option<&str>) -> bool {
        self.wanted
    }

    fn take(&mut self, item: Item) {
        let input = item.into_input(self.name, self.policy);
        self.hand(Event::Input(input));
    }

    fn skipped(&mut self) {
        self.hand(Event::Skipped);
    }
}
