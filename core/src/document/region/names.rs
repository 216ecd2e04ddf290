//! Full and short names, and which place of several that bear a name is meant.

use super::{Division, RegionTable};
use crate::document::RegionLevel;

impl RegionTable {
    /// The one place of this name, full or short. A name that several places bear is decided only where the
    /// others lie inside the one (吉林 is the province), where the others are gone, or by `within`; else
    /// nobody guesses: 鼓楼区 alone is no place.
    pub fn by_name(&self, name: &str, within: Option<&str>) -> Option<&Division> {
        let candidates = self.by_name.get(name)?;
        let inside = |index: &&usize| {
            within.is_none_or(|outer| self.is_within(self.divisions[**index].code, outer))
        };
        let candidates: Vec<&Division> = candidates
            .iter()
            .filter(inside)
            .map(|index| &self.divisions[*index])
            .collect();
        self.the_one(name, &candidates)
    }

    fn the_one<'a>(&self, name: &str, candidates: &[&'a Division]) -> Option<&'a Division> {
        let full: Vec<&Division> = candidates
            .iter()
            .filter(|d| d.name == name)
            .copied()
            .collect();
        let pool = if full.is_empty() {
            candidates.to_vec()
        } else {
            full
        };
        let current: Vec<&Division> = pool.iter().filter(|d| d.is_current()).copied().collect();
        let pool = if current.is_empty() { pool } else { current };
        let highest = pool.iter().min_by_key(|division| division.level)?;
        let rivals = pool.iter().filter(|d| d.code != highest.code);
        // A province's short name is the province: 海南 is not a prefecture of Qinghai.
        let outranks = highest.level <= RegionLevel::Province;
        let same_today = |d: &Division| match (self.current(d), self.current(highest)) {
            (Some(one), Some(other)) => one.code == other.code,
            _ => false,
        };
        let undisputed = rivals
            .into_iter()
            .all(|d| outranks || self.is_within(d.code, highest.code) || same_today(d));
        undisputed.then_some(*highest)
    }
}

pub(super) fn short_name(name: &'static str) -> &'static str {
    let long_enough = |stem: &str| stem.chars().count() >= 2;
    let Some((mut stem, rank)) = RANKS.into_iter().find_map(|rank| {
        name.strip_suffix(rank)
            .filter(|stem| long_enough(stem))
            .map(|stem| (stem, rank))
    }) else {
        return name;
    };
    if !rank.starts_with("自治") {
        return stem;
    }
    while let Some(shorter) = NATIONALITIES.into_iter().find_map(|nationality| {
        stem.strip_suffix(nationality)
            .filter(|stem| long_enough(stem))
    }) {
        stem = shorter;
    }
    stem
}

/// Words for ranks, the longest first.
const RANKS: [&str; 16] = [
    "特别行政区",
    "自治州",
    "自治县",
    "自治旗",
    "自治区",
    "地区",
    "特区",
    "林区",
    "新区",
    "省",
    "市",
    "县",
    "区",
    "旗",
    "盟",
    "州",
];

/// Nationalities as the names of autonomous places have them, each with 族 or, in a few, without.
const NATIONALITIES: [&str; 66] = [
    "柯尔克孜族",
    "乌孜别克族",
    "维吾尔族",
    "哈萨克族",
    "傈僳族",
    "达斡尔族",
    "塔吉克族",
    "俄罗斯族",
    "鄂温克族",
    "塔塔尔族",
    "鄂伦春族",
    "土家族",
    "蒙古族",
    "布依族",
    "朝鲜族",
    "哈尼族",
    "拉祜族",
    "东乡族",
    "纳西族",
    "景颇族",
    "仫佬族",
    "布朗族",
    "撒拉族",
    "毛南族",
    "仡佬族",
    "锡伯族",
    "阿昌族",
    "普米族",
    "德昂族",
    "保安族",
    "裕固族",
    "独龙族",
    "赫哲族",
    "门巴族",
    "珞巴族",
    "基诺族",
    "高山族",
    "各族",
    "回族",
    "藏族",
    "苗族",
    "彝族",
    "壮族",
    "满族",
    "侗族",
    "瑶族",
    "白族",
    "傣族",
    "黎族",
    "佤族",
    "畲族",
    "水族",
    "土族",
    "羌族",
    "怒族",
    "京族",
    "柯尔克孜",
    "维吾尔",
    "哈萨克",
    "达斡尔",
    "塔吉克",
    "鄂温克",
    "鄂伦春",
    "锡伯",
    "蒙古",
    "回",
];
