//! What a sentence does to the documents that it cites.
//!
//! Citations that stand side by side (《甲》、《乙》和《丙》同时废止) are a run: what the sentence says of the last it says of
//! all. The words right before and right behind the run decide; a verb that is only talked about (废止的, 修改或者废止)
//! decides nothing.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::RelationKind;
use super::suspension::paused;
use crate::life::NUMERAL;

/// What a sentence says of a run of citations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Said<'t> {
    pub kind: RelationKind,
    /// The words that say it: a day may stand in them.
    pub words: &'t str,
}

const BEHIND_LIST: &str = r"^(?:[（(][^（）()]{0,60}[）)])?(?:等[^，。；：]{0,30}?)?(?:的规定|的有关规定|有关规定|文件|的通知)?";
const LINK: &str = r"(?:同时|自[^，。；]{0,24}(?:起|日)|均|即行|即日起|一并|予以|现予|自行|自然|相应|全部|一律|随之|亦|也|都|已经|已|应当|应|随即|将|不再有效|[，、： 　]){0,5}";

/// A pattern with words of which every match has one. Most sentences do nothing to what they cite, and looking for a
/// word costs a hundredth of running a pattern.
struct Pattern {
    words: &'static [&'static str],
    regex: Option<Regex>,
}

impl Pattern {
    fn new(words: &'static [&'static str], regex: &str) -> Self {
        Self {
            words,
            // A pattern that does not compile would be a fault of ours that the tests of this file find.
            regex: Regex::new(regex).ok(),
        }
    }

    fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        if !self.words.iter().any(|word| text.contains(word)) {
            return None;
        }
        self.regex.as_ref()?.captures(text)
    }
}

static REPEALED: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        &["废止", "停止", "作废", "不再", "终止", "废除"],
        &format!(
            r"{BEHIND_LIST}{LINK}(?:废止|停止执行|停止施行|停止实施|停止使用|作废|不再执行|不再适用|终止执行|终止实施|废除)(?P<tail>.?)"
        ),
    )
});
static LAPSED: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        &["失效", "失去效力"],
        &format!(r"{BEHIND_LIST}{LINK}(?:宣布)?(?:失效|失去效力)(?P<tail>.?)"),
    )
});
static REPEALS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        &["废止", "停止", "撤销"],
        r"(?:^|[，。：、 　]|决定|同时|一并|现|予以|起|通过|同意)(?P<verb>废止|停止执行|停止施行|宣布废止|撤销)(?:了)?(?:\d{4}年[^，。《]{0,30}(?:的|颁布|发布|印发))?(?:原[^，。《]{0,20})?[：: ]?$",
    )
});
static AMENDED: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        &["修改", "修订", "修正", "删去", "删除", "增加", "改为"],
        &format!(
            r"{BEHIND_LIST}[^，。；《]{{0,20}}(?:作|做|作出|做出|进行|予以|作了|作以下)[^，。；《]{{0,6}}(?:修改|修订|修正)|^(?:[^，。；《]{{0,24}}?)(?:修改为|删去|删除|增加一|增加为|改为)"
        ),
    )
});
static AMENDS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        &["修改", "修订", "修正", "删除", "删去"],
        r"(?:^|[，。：、 　]|决定|现|对|将)(?:修改|修订|修正|删除|删去)(?:部分)?$",
    )
});
static EXTENDED: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        &["延长", "延续", "顺延", "延至", "继续", "延期"],
        &format!(
            r"{BEHIND_LIST}[^。；《]{{0,30}}(?:有效期|实施期|执行期|施行期|试行期|执行时间|期限)[^。；《]{{0,12}}(?:延长|延续|顺延|延至)|{BEHIND_LIST}[^。；《]{{0,30}}(?:继续有效|继续执行|继续施行|继续实施|延期执行|延期实施)[^。；《]{{0,10}}(?:至|到|\d|{NUMERAL}(?:周?年|个月))|{BEHIND_LIST}{LINK}(?:延长|延续|顺延|延期)(?:有效|执行|实施|施行)?(?:至|到)[^。；《]{{0,2}}[0-9０-９二]|{BEHIND_LIST}(?:自|从)[^，。；《]{{0,24}}起[，,]?(?:均|全部|予以)?(?:继续有效|继续执行|继续施行|继续实施)"
        ),
    )
});
static PUBLISHED: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        &["印发", "公布", "发布", "转发"],
        r"^(?:[（(][^（）()]{0,60}[）)])?[^，。；《]{0,30}[，]?[^，。；《]{0,24}?(?:印发|予以公布|予以发布|现予公布|现予发布|转发给)",
    )
});
/// 《…》已经…同意，现印发给你们.
static ISSUED: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        &["现印发", "现予", "现公布", "现发布", "现转发", "现批转"],
        r"^[^。；《]{0,80}(?:现印发|现予公布|现予发布|现予印发|现予颁布|现公布|现发布|现转发|现批转)(?P<tail>.?)",
    )
});
static PURPOSE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"制[定订]本|制[定订]以下|制[定订]如下|特制[定订]|，制[定订]|拟[定订]本|现(?:就|将|对)[^。]{0,80}(?:如下|通知|公告|通告)|(?:通知|规定|解释|批复|决定|答复|公告|通告|意见|办法|安排|补充规定|修改|说明)如下|作如下|作出如下|做如下|提出[^。]{0,20}意见|特(?:作|此|发|通|公|决定)|经[^。]{0,30}(?:研究|同意)|决定",
    )
    .ok()
});

/// What the words around a run of citations say of it. `opening` is whether the sentence opens the text, where a
/// document names what it rests on.
pub(super) fn said<'t>(before: &'t str, behind: &'t str, opening: bool) -> Option<Said<'t>> {
    let stated = |pattern: &Pattern, words: &'t str| -> Option<&'t str> {
        let captures = pattern.captures(words)?;
        let tail = captures.name("tail").map_or("", |tail| tail.as_str());
        let whole = captures.get(0)?.as_str();
        let only_named = matches!(tail, "的" | "或" | "前" | "、" | "之" | "后" | "程");
        (!only_named).then_some(whole)
    };
    let say = |kind, words| Some(Said { kind, words });
    if is_conditional(before) {
        return rests_on(before, behind, opening);
    }
    // 暂时停止执行 comes before 停止执行.
    if let Some((kind, words)) = paused(before, behind) {
        return say(kind, words);
    }
    if let Some(words) = stated(&REPEALED, behind) {
        return say(RelationKind::Repeals, words);
    }
    if let Some(words) = stated(&LAPSED, behind) {
        let declared = words.contains("宣布") || before.contains("宣布");
        let kind = if declared {
            RelationKind::DeclaresInvalid
        } else {
            RelationKind::Repeals
        };
        return say(kind, words);
    }
    if let Some(words) = stated(&REPEALS, before) {
        return say(RelationKind::Repeals, words);
    }
    if before.trim_end().ends_with("代替")
        || before.trim_end().ends_with("取代")
        || before.trim_end().ends_with("替代")
    {
        return say(RelationKind::Supersedes, before);
    }
    if let Some(words) = stated(&EXTENDED, behind) {
        return say(RelationKind::ExtendsValidity, words);
    }
    let lengthens = ["延长", "延续"]
        .iter()
        .any(|word| before.trim_end().ends_with(word));
    if lengthens && behind.chars().take(30).collect::<String>().contains('期') {
        return say(RelationKind::ExtendsValidity, behind);
    }
    // 《关于修改〈…〉的决定》修正 is what was done to this text.
    let done_to_this =
        before.contains("根据") && (behind.starts_with("修正") || behind.starts_with("修订"));
    // 将《…》第三条中的“甲”…: without 将 the words are only quoted.
    let takes_words = before.ends_with(['将', '把']) && behind.contains("中的“");
    if !done_to_this
        && (takes_words || stated(&AMENDED, behind).is_some() || stated(&AMENDS, before).is_some())
    {
        return say(RelationKind::Amends, behind);
    }
    // 根据《甲》，现印发《乙》: what stands behind the verb is issued.
    if stated(&ISSUED, behind).is_some_and(|words| !words.ends_with('《')) {
        return say(RelationKind::Issues, behind);
    }
    if ["现印发", "现公布", "现发布", "现转发", "现批转"]
        .iter()
        .any(|verb| before.ends_with(verb))
    {
        return say(RelationKind::Issues, before);
    }
    if before.ends_with(['将', '，', ':', '：'])
        && before.contains('将')
        && stated(&PUBLISHED, behind).is_some()
    {
        return say(RelationKind::Issues, behind);
    }
    rests_on(before, behind, opening)
}

/// 根据《…》，制定本办法. It stands in the first sentences.
fn rests_on<'t>(before: &'t str, behind: &'t str, opening: bool) -> Option<Said<'t>> {
    let grounds = [
        "根据", "依据", "依照", "按照", "遵照", "贯彻", "落实", "实施", "执行", "适用", "经",
    ];
    let at = grounds.iter().filter_map(|word| before.rfind(word)).max()?;
    // What stands between is the end of a list that began with it.
    let between = &before[at..];
    let near = !between.contains(['。', '；']) && between.chars().count() < 160;
    let is_ground = opening && near && PURPOSE.as_ref()?.is_match(behind);
    is_ground.then_some(Said {
        kind: RelationKind::BasedOn,
        words: behind,
    })
}

/// 拟废止, 需要修改, 不得: nothing is done.
fn is_conditional(before: &str) -> bool {
    let end = before.trim_end();
    ["拟", "需要", "建议", "提请", "如", "违反", "不得"]
        .iter()
        .any(|word| end.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    /// The run is marked by ␣.
    fn check(sentence: &str, expected: Expect) {
        let (before, behind) = sentence.split_once('␣').expect("a run");
        let found = said(before, behind, true);
        expected.assert_eq(found.map_or("cites", |said| said.kind.as_str()));
    }

    #[test]
    fn repeals_are_told() {
        check(
            "本办法自2024年1月1日起施行。␣同时废止。",
            expect!["repeals"],
        );
        check(
            "本办法自2024年1月1日起施行，␣（岚府发〔2003〕1号）同时废止。",
            expect!["repeals"],
        );
        check("␣自2024年1月1日起停止执行。", expect!["repeals"]);
        check("␣都同时废止。", expect!["repeals"]);
        check("决定废止␣。", expect!["repeals"]);
        check("␣等五件省政府规章予以废止。", expect!["repeals"]);
        check("宣布␣失效。", expect!["declares_invalid"]);
    }

    #[test]
    fn a_repeal_that_is_talked_about_is_none() {
        check("␣废止的，从其规定。", expect!["cites"]);
        check("␣废止前已经受理的案件，依照其规定办理。", expect!["cites"]);
        check("违反␣规定的，责令改正。", expect!["cites"]);
        check("依照␣的规定处罚。", expect!["cites"]);
    }

    #[test]
    fn amendments_extensions_and_grounds() {
        check("对␣作如下修改：", expect!["amends"]);
        check("一、将␣修改为：“……”", expect!["amends"]);
        check("省政府决定修改␣。", expect!["amends"]);
        check("␣有效期延长至2027年12月31日。", expect!["extends_validity"]);
        check("␣继续执行至2027年12月31日。", expect!["extends_validity"]);
        check("␣继续有效六年。", expect!["extends_validity"]);
        check("␣继续施行十年。", expect!["extends_validity"]);
        check("␣延长至2027年12月31日。", expect!["extends_validity"]);
        check("␣自2024年1月1日起继续有效。", expect!["extends_validity"]);
        check("␣暂停执行。", expect!["suspends"]);
        check("决定暂时停止执行␣。", expect!["suspends"]);
        check("为了规范停车，根据␣，制定本办法。", expect!["based_on"]);
        check(
            "根据␣等有关规定，结合本省实际，制定本办法。",
            expect!["based_on"],
        );
        check("␣已经省人民政府同意，现印发给你们。", expect!["issues"]);
        check(
            "根据␣，为规范程序，现印发《某细则》，请遵照执行。",
            expect!["cites"],
        );
        check("为规范程序，现印发␣，请遵照执行。", expect!["issues"]);
        check("现将␣印发给你们，请遵照执行。", expect!["issues"]);
    }
}
