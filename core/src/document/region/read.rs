//! A field that holds a place and nothing else.

use super::{COUNTRY, Division, RegionTable};
use crate::document::spelling;

/// What the fields of sources call the whole country.
const COUNTRY_NAMES: [&str; 7] = [
    "全国",
    "国家",
    "中国",
    "中央",
    "国家级",
    "中华人民共和国",
    "全国性",
];

impl RegionTable {
    /// Reads the region field of a record: a full or short name, the country, or a path (`贵州省贵阳市云岩区`,
    /// `贵州省/贵阳市`). The whole field must be used up, or it is garbage and `None`.
    pub fn read(&'static self, field: &str) -> Option<&'static Division> {
        let compact = spelling::compact(field);
        let name = compact.as_str();
        if COUNTRY_NAMES.contains(&name) {
            return self.get(COUNTRY);
        }
        if let Some(division) = self.get(name).filter(|_| name.len() == 6) {
            return Some(division);
        }
        if let Some(division) = self.by_name(name, None) {
            return Some(division);
        }
        let mut inner: Option<&Division> = None;
        for piece in name
            .split(['/', '-', '>', '\\', '·', ',', '、'])
            .filter(|piece| !piece.is_empty())
        {
            inner = Some(self.read_path(piece, inner)?);
        }
        inner
    }

    fn read_path(
        &'static self,
        path: &str,
        outer: Option<&'static Division>,
    ) -> Option<&'static Division> {
        if let Some(division) = self.by_name(path, outer.map(|outer| outer.code)) {
            return Some(division);
        }
        let (mut rest, mut inner) = (path, outer);
        while !rest.is_empty() {
            let within = inner.map(|inner| inner.code);
            let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8());
            let (end, division) = ends
                .take(self.name_chars_max)
                .filter_map(|end| Some((end, self.by_name(&rest[..end], within)?)))
                .last()?;
            rest = &rest[end..];
            inner = Some(division);
        }
        inner
    }
}
