//! The phrases that titles have in common: `工伤保险` of 《工伤保险条例》 and of what carries it out.

use std::collections::{HashMap, HashSet};

use super::super::{Catalogue, Name};
use crate::document::regions;
use crate::language::{self, Tokenizer};

/// Words of a phrase at most.
const WORDS_MAX: usize = 4;
/// Characters of a phrase at most.
const CHARS_MAX: usize = 10;
/// Titles that a phrase has to be common to; half as many where there are few titles at all.
const TITLES_MIN: u32 = 3;
/// Fewer works than this are few.
const WORKS_FEW: usize = 500;
/// A phrase that stands in a longer one nearly always is a piece of it.
const PIECE: f32 = 0.8;

/// Words of titles at which a phrase ends: what joins others, what a document does, and what it is. Nobody looks for
/// them by themselves, and 保险条例 is no phrase beside 工伤保险.
const BREAKS: &str = "的 和 与 及 或 等 对 在 为 以 由 其 中 内 关于 若干 有关 部分 一批 以及 进一步 做好 加强 推进 \
    促进 实施 贯彻 落实 执行 施行 开展 适用 规范 完善 深化 加快 全面 建立 健全 明确 调整 公布 发布 印发 转发 批准 \
    同意 授权 修改 修订 修正 废止 宣布 失效 暂停 延长 继续 设立 撤销 问题 工作 事项 情况 方案 计划 规划 目录 名单 标准 \
    决定 决议 通知 通告 公告 意见 指导 批复 复函 函 命令 令 条例 办法 规定 规则 规程 细则 章程 准则 解释 法 法律 法规 \
    规章 制度 试行 暂行 草案 附件 修正案 解答 纪要 通报 国家 全国 全省 全市 地方 人民 人民政府 政府 办公厅 办公室 \
    国务院 人民法院 最高人民法院 最高人民检察院 人民检察院 委员会 常务委员会 人民代表大会 中华人民共和国 共和国 中华 \
    中央 中共中央 有限 年度 年 月 日 号 第 一 二 三 四 五 六 七 八 九 十 之 上 下 新 本 省 市 县 区";

/// The phrases with the number of works in whose titles they stand.
pub(super) fn phrases<'n>(
    names: impl Iterator<Item = &'n Name>,
    tokenizer: &Tokenizer,
) -> HashMap<String, u32> {
    let breaks: HashSet<&str> = BREAKS.split_whitespace().collect();
    let mut works: HashSet<String> = HashSet::new();
    let mut counts: HashMap<String, u32> = HashMap::new();
    for name in names {
        // Versions of a work have one title.
        if !works.insert(Catalogue::stem_key(&name.title)) {
            continue;
        }
        let mut of_title: HashSet<String> = HashSet::new();
        for run in runs(&name.stem(), tokenizer, &breaks) {
            for from in 0..run.len() {
                for to in from + 1..=run.len().min(from + WORDS_MAX) {
                    let phrase = run[from..to].concat();
                    if (2..=CHARS_MAX).contains(&phrase.chars().count()) {
                        of_title.insert(phrase);
                    }
                }
            }
        }
        for phrase in of_title {
            *counts.entry(phrase).or_default() += 1;
        }
    }
    let least = match works.len() < WORKS_FEW {
        true => TITLES_MIN.div_ceil(2),
        false => TITLES_MIN,
    };
    counts.retain(|_, count| *count >= least);
    without_pieces(counts)
}

/// The words of a title between places and words at which a phrase ends.
fn runs(title: &str, tokenizer: &Tokenizer, breaks: &HashSet<&str>) -> Vec<Vec<String>> {
    let normal = language::normalize(title);
    let places = regions().find_all(&normal);
    let mut runs: Vec<Vec<String>> = vec![Vec::new()];
    let mut end = 0;
    tokenizer.for_each_token(&normal, |token| {
        let is_place = |text: &str| {
            let divisions = ['省', '市', '县', '区', '州', '盟', '旗'];
            text.chars().count() > 2 && text.ends_with(divisions)
        };
        let in_place = places
            .iter()
            .any(|found| found.range.start < token.span.end && token.span.start < found.range.end);
        let is_number = token.text.chars().all(|c| c.is_ascii_alphanumeric());
        let ends = in_place || is_number || is_place(token.text) || breaks.contains(token.text);
        // Punctuation stands between tokens.
        if ends || token.span.start > end {
            runs.push(Vec::new());
        }
        end = token.span.end;
        if let Some(run) = runs.last_mut().filter(|_| !ends) {
            run.push(token.text.to_owned());
        }
    });
    runs
}

/// Leaves out what nearly always stands in one longer phrase, at its beginning or its end.
fn without_pieces(counts: HashMap<String, u32>) -> HashMap<String, u32> {
    let mut pieces: HashSet<String> = HashSet::new();
    for (phrase, count) in &counts {
        let bounds: Vec<usize> = phrase.char_indices().map(|(at, _)| at).collect();
        for cut in bounds.iter().skip(1) {
            for piece in [&phrase[..*cut], &phrase[*cut..]] {
                let of_piece = counts.get(piece).copied().unwrap_or(0);
                if of_piece > 0 && *count as f32 >= PIECE * of_piece as f32 {
                    pieces.insert(piece.to_owned());
                }
            }
        }
    }
    counts
        .into_iter()
        .filter(|(phrase, _)| !pieces.contains(phrase))
        .collect()
}
