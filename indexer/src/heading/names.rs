//! The names under which sites and programs publish fields, and what each means.

use tongcha::document::compact;

use super::candidate::{Slot, Worth};

/// Names without spaces and colons, in lower case. `Near` names say something close to the field: they count when
/// nothing better is there.
const NAMES: [(Slot, Worth, &[&str]); 27] = [
    (
        Slot::Title,
        Worth::Named,
        &[
            "标题",
            "名称",
            "信息名称",
            "文件名称",
            "文件标题",
            "公文名称",
            "公文标题",
            "信息标题",
            "法规名称",
            "政策标题",
            "articletitle",
            "title",
        ],
    ),
    (
        Slot::Title,
        Worth::Near,
        &["pagetitle", "dc.title", "og:title", "subject"],
    ),
    (
        Slot::Number,
        Worth::Named,
        &[
            "发文字号",
            "文号",
            "发文文号",
            "发文号",
            "公文文号",
            "公文字号",
            "文件编号",
            "文件字号",
            "文件号",
            "字号",
            "发文编号",
            "公文编号",
            "令号",
            "filenum",
            "number",
        ],
    ),
    (
        Slot::Authority,
        Worth::Named,
        &[
            "发文机关",
            "发文单位",
            "发文机构",
            "发文部门",
            "制定机关",
            "制定单位",
            "颁布机关",
            "颁布单位",
            "发布机关",
            "发布机构",
            "发布单位",
            "发布部门",
            "公布机关",
            "公布单位",
            "印发机关",
            "印发单位",
            "制发机关",
            "制发单位",
            "公开机构",
            "公开单位",
            "公开主体",
            "公开责任部门",
            "责任部门",
            "责任单位",
            "所属机构",
            "authority",
        ],
    ),
    (
        Slot::Authority,
        Worth::Near,
        &["信息来源", "信息提供单位", "供稿单位", "公开部门"],
    ),
    (
        Slot::Region,
        Worth::Named,
        &["地区", "所属地区", "适用区域", "行政区划", "region"],
    ),
    (
        Slot::Theme,
        Worth::Named,
        &[
            "主题分类",
            "信息分类",
            "主题类别",
            "分类",
            "所属主题",
            "信息类别",
            "theme",
        ],
    ),
    (Slot::Theme, Worth::Near, &["主题词", "主题"]),
    (
        Slot::IndexNumber,
        Worth::Named,
        &[
            "索引号",
            "信息索引号",
            "索取号",
            "索引",
            "信息索引",
            "索引编号",
            "index_number",
        ],
    ),
    (
        Slot::Signed,
        Worth::Named,
        &[
            "成文日期",
            "成文时间",
            "生成日期",
            "生成时间",
            "签发日期",
            "签发时间",
            "发文日期",
            "发文时间",
            "印发日期",
            "印发时间",
            "制发日期",
            "形成日期",
            "形成时间",
            "产生日期",
            "签署日期",
            "落款日期",
            "signed",
        ],
    ),
    (
        Slot::Published,
        Worth::Named,
        &[
            "发布日期",
            "发布时间",
            "公开日期",
            "公开时间",
            "公布日期",
            "公布时间",
            "颁布日期",
            "颁布时间",
            "发表时间",
            "发表日期",
            "上网时间",
            "发布于",
            "published",
        ],
    ),
    (
        Slot::Published,
        Worth::Marked,
        &[
            "pubdate",
            "publishdate",
            "article:published_time",
            "publishtime",
            "datepublished",
            "firstpublishedtime",
        ],
    ),
    (
        Slot::Published,
        Worth::Near,
        &[
            "日期",
            "时间",
            "更新时间",
            "更新日期",
            "填报时间",
            "录入时间",
        ],
    ),
    (
        Slot::Effective,
        Worth::Named,
        &[
            "施行日期",
            "施行时间",
            "实施日期",
            "实施时间",
            "生效日期",
            "生效时间",
            "执行日期",
            "起始日期",
            "effective",
        ],
    ),
    (
        Slot::Expires,
        Worth::Named,
        &[
            "失效日期",
            "失效时间",
            "废止日期",
            "废止时间",
            "截止日期",
            "有效期至",
            "终止日期",
            "expires",
        ],
    ),
    (
        Slot::DeclaredStatus,
        Worth::Named,
        &[
            "有效性",
            "时效性",
            "时效",
            "效力状态",
            "效力状况",
            "是否有效",
            "文件状态",
            "文件有效性",
            "有效状态",
            "时效状态",
            "declared_status",
        ],
    ),
    (
        Slot::DeclaredStatus,
        Worth::Near,
        &["状态", "效力", "有效期", "有效期限"],
    ),
    (
        Slot::Genre,
        Worth::Named,
        &[
            "体裁",
            "文种",
            "体裁分类",
            "公文种类",
            "文种分类",
            "文件种类",
            "公文体裁",
            "体裁类别",
            "公文类型",
            "genre",
        ],
    ),
    (
        Slot::Kind,
        Worth::Named,
        &[
            "效力位阶",
            "效力级别",
            "法律效力位阶",
            "法规类别",
            "法规性质",
            "kind",
        ],
    ),
    (Slot::Kind, Worth::Near, &["文件类型", "文件类别"]),
    (
        Slot::Url,
        Worth::Named,
        &["网址", "链接", "原文链接", "访问地址", "url", "canonical"],
    ),
    (Slot::Url, Worth::Near, &["og:url", "页面地址"]),
    (
        Slot::Source,
        Worth::Named,
        &[
            "来源",
            "文章来源",
            "稿源",
            "contentsource",
            "content_source",
            "source",
        ],
    ),
    (Slot::Source, Worth::Near, &["sitename", "og:site_name"]),
    (Slot::Signed, Worth::Near, &["dc.date"]),
    (Slot::Authority, Worth::Guessed, &["dc.publisher"]),
    (Slot::IndexNumber, Worth::Near, &["信息编号"]),
];

/// What a field of this name means.
pub(super) fn meaning_of(name: &str) -> Option<(Slot, Worth)> {
    let name = bare_name(name);
    NAMES
        .iter()
        .find(|(_, _, names)| names.contains(&name.as_str()))
        .map(|(slot, worth, _)| (*slot, *worth))
}

/// Whether a name is one that a site shows with a document, known to the record or not.
pub(super) fn is_site_label(name: &str) -> bool {
    const OTHERS: [&str; 16] = [
        "访问次数",
        "浏览次数",
        "点击次数",
        "点击数",
        "浏览量",
        "阅读次数",
        "阅读量",
        "字体",
        "字号",
        "作者",
        "编辑",
        "责任编辑",
        "点击量",
        "打印",
        "人气",
        "分享到",
    ];
    let name = bare_name(name);
    meaning_of(&name).is_some() || OTHERS.contains(&name.as_str())
}

/// `索 引 号：`, `【发文字号】` and `索引号` are one name.
pub(super) fn bare_name(name: &str) -> String {
    compact(name)
        .trim_matches([':', '：', '【', '】', '[', ']', '*', '·', '•'])
        .to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_in_all_spellings() {
        let slot = |name: &str| meaning_of(name).map(|(slot, _)| slot);
        assert_eq!(slot("索 引 号："), Some(Slot::IndexNumber));
        assert_eq!(slot("【发文字号】"), Some(Slot::Number));
        assert_eq!(slot("标　　题"), Some(Slot::Title));
        assert_eq!(slot("ArticleTitle"), Some(Slot::Title));
        assert_eq!(slot("PubDate"), Some(Slot::Published));
        assert_eq!(slot("ContentSource"), Some(Slot::Source));
        assert_eq!(slot("联系电话"), None);
    }

    #[test]
    fn no_name_means_two_things() {
        let mut seen = std::collections::BTreeSet::new();
        for name in NAMES.iter().flat_map(|(_, _, names)| names.iter()) {
            assert!(seen.insert(*name), "{name}");
            assert_eq!(bare_name(name), *name);
        }
    }
}
