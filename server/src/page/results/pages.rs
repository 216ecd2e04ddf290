//! Paging: a window of numbered links.

/// How deep pages go: `page × size`. (As core has it.)
const DEPTH_MAX: u64 = tongcha::search::DEPTH_MAX as u64;
/// Numbered links on each side of the current page.
const WINDOW: u64 = 3;

/// Links to other pages.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Pages {
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
    /// Numbered pages; the current one has no link. `None` is a gap.
    pub numbered: Vec<Option<(u64, Option<String>)>>,
    /// Whether there are more hits than can be paged through.
    pub is_cut: bool,
}

impl Pages {
    /// The links around a page, by the address of the first one.
    pub fn new(first: &str, page: usize, size: usize, total: u64) -> Self {
        // Pages and sizes are small numbers here: core checked them.
        let (page, size) = (page as u64, (size as u64).max(1));
        let deepest = DEPTH_MAX / size;
        let last = total.div_ceil(size).min(deepest).max(1);
        if last == 1 && page == 1 {
            return Self::default();
        }
        let link = |to: u64| {
            let joint = if first.contains('?') { '&' } else { '?' };
            match to {
                1 => first.to_owned(),
                to => format!("{first}{joint}page={to}"),
            }
        };
        let is_shown =
            |&number: &u64| number == 1 || number == last || number.abs_diff(page) <= WINDOW;
        let mut numbered = Vec::new();
        let mut before = 0;
        for number in (1..=last).filter(is_shown) {
            if number > before + 1 {
                numbered.push(None);
            }
            numbered.push(Some((number, (number != page).then(|| link(number)))));
            before = number;
        }
        Self {
            previous: (page > 1).then(|| link((page - 1).min(last))),
            next: (page < last).then(|| link(page + 1)),
            numbered,
            is_cut: total > deepest * size,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(page: usize, total: u64, line: &str) {
        let pages = Pages::new("/search", page, 10, total);
        let numbered = pages.numbered.iter().map(|item| match item {
            None => "…".to_owned(),
            Some((number, None)) => format!("[{number}]"),
            Some((number, Some(_))) => number.to_string(),
        });
        assert_eq!(
            numbered.collect::<Vec<_>>().join(" "),
            line,
            "page {page} of {total}"
        );
    }

    #[test]
    fn a_window_of_pages_is_shown() {
        check(1, 0, "");
        check(1, 10, "");
        check(1, 11, "[1] 2");
        check(2, 95, "1 [2] 3 4 5 … 10");
        check(50, 5_000, "1 … 47 48 49 [50] 51 52 53 … 100");
        check(9, 20, "1 2");
        assert!(Pages::new("/search", 1, 10, 1_001).is_cut);
        assert!(!Pages::new("/search", 1, 10, 1_000).is_cut);
    }
}
