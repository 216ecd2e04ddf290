//! Themes (主题分类): the State Council's list of 22 first levels, and one spelling for the paths of all sources.

use std::sync::LazyLock;

use super::model::Theme;
use super::spelling;

/// The list of themes, as of its file's version; built once.
pub fn themes() -> &'static ThemeTable {
    static TABLE: LazyLock<ThemeTable> =
        LazyLock::new(|| ThemeTable::from_tsv(include_str!("../../data/document/themes.tsv")));
    &TABLE
}

/// First levels with their second levels, in the order of the list.
#[derive(Debug)]
pub struct ThemeTable {
    levels: Vec<(&'static str, Vec<&'static str>)>,
}

impl ThemeTable {
    fn from_tsv(tsv: &'static str) -> Self {
        let levels = tsv
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
            .map(|line| {
                let (first, second) = line.split_once('\t').unwrap_or((line, ""));
                (
                    first,
                    second.split(';').filter(|name| !name.is_empty()).collect(),
                )
            })
            .collect();
        Self { levels }
    }

    /// The first levels and what is below each.
    pub fn levels(&self) -> &[(&'static str, Vec<&'static str>)] {
        &self.levels
    }

    /// Whether the list has this path (`综合政务/政务公开`, `国防`).
    pub fn contains(&self, path: &str) -> bool {
        let (first, second) = path
            .split_once('/')
            .map_or((path, None), |(first, second)| (first, Some(second)));
        self.levels.iter().any(|(name, below)| {
            *name == first && second.is_none_or(|second| below.contains(&second))
        })
    }

    /// The list's spelling of a name: other widths, brackets and commas are the same name.
    fn spelled(&self, name: &str) -> Option<&'static str> {
        let loose = loose(name);
        let firsts = self.levels.iter().map(|(first, _)| *first);
        let seconds = self
            .levels
            .iter()
            .flat_map(|(_, below)| below.iter().copied());
        firsts
            .chain(seconds)
            .find(|candidate| self::loose(candidate) == loose)
    }
}

fn loose(name: &str) -> String {
    spelling::compact(name).replace([',', '，', '、'], "、")
}

impl Theme {
    /// Reads a theme field: levels divided by `\`, `/`, `-`, `＞` or `>`, several themes by `;` or `|`. Names
    /// that the list does not have are kept.
    ///
    /// ```
    /// use tongcha::document::Theme;
    /// let themes = Theme::read(r"综合政务\政务公开");
    /// assert_eq!(themes[0].path, "综合政务/政务公开");
    /// ```
    pub fn read(field: &str) -> Vec<Self> {
        let mut read: Vec<Self> = Vec::new();
        for piece in field
            .split([';', '；', '|', '\n'])
            .map(str::trim)
            .filter(|piece| !piece.is_empty())
            .take(20)
        {
            let names: Vec<String> = piece
                .split(['\\', '/', '-', '>', '＞', '＼', '／', '－', '—', '→', '›'])
                .map(spelling::one_line)
                .filter(|name| !name.is_empty())
                .map(|name| themes().spelled(&name).map_or(name, str::to_owned))
                .take(4)
                .collect();
            let path = names.join("/");
            if path.is_empty() || read.iter().any(|theme| theme.path == path) {
                continue;
            }
            let raw = (path != piece).then(|| piece.to_owned());
            read.push(Self { path, raw });
        }
        read
    }

    /// The first level.
    pub fn first_level(&self) -> &str {
        self.path
            .split_once('/')
            .map_or(&self.path, |(first, _)| first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(field: &str, expected: &[&str]) {
        let paths: Vec<String> = Theme::read(field)
            .into_iter()
            .map(|theme| theme.path)
            .collect();
        assert_eq!(paths, expected, "{field}");
    }

    #[test]
    fn all_separators_make_one_path() {
        check(r"综合政务\政务公开", &["综合政务/政务公开"]);
        check("综合政务-文秘工作", &["综合政务/文秘工作"]);
        check("综合政务 ＞ 电子政务", &["综合政务/电子政务"]);
        check(
            "城乡建设、环境保护/城乡建设(含住房)",
            &["城乡建设、环境保护/城乡建设（含住房）"],
        );
        check("农业，林业，水利", &["农业、林业、水利"]);
    }

    #[test]
    fn unknown_themes_are_kept_and_empty_ones_are_none() {
        check("大数据", &["大数据"]);
        check(" ; ", &[]);
        assert!(!themes().contains("大数据"));
        assert!(themes().contains("综合政务/政务公开"));
    }

    #[test]
    fn the_list_has_twenty_two_first_levels() {
        let own = themes()
            .levels()
            .iter()
            .filter(|(name, _)| *name != "省政府组织机构")
            .count();
        assert_eq!(own, 22);
    }
}
