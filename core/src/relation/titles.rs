//! Relations that a document's own title states: 关于修改《…》的决定, …法实施条例, 关于印发《…》的通知.

use std::sync::LazyLock;

use regex::Regex;

use super::model::{Confidence, Edge, EdgeArticle, Named, Place, RelationKind, Target};
use super::suspension;
use crate::document::{Document, Kind};
use crate::structure::citations;

/// The relations of a title.
pub(super) fn title_edges(document: &Document) -> Vec<Edge> {
    let title = document.title.as_str();
    let mut edges: Vec<Edge> = quoted(document, title);
    if edges.is_empty() {
        edges.extend(unquoted(document, title));
        edges.extend(carried(title));
        edges.extend(acted_on(title));
    }
    edges
}

/// Titles in 《》 inside the title.
fn quoted(document: &Document, title: &str) -> Vec<Edge> {
    let Some(kind) = kind_of(document, title) else {
        return Vec::new();
    };
    let chars: Vec<usize> = title
        .char_indices()
        .map(|(at, _)| at)
        .chain([title.len()])
        .collect();
    let byte = |at: usize| chars.get(at).copied().unwrap_or(title.len());
    let cited = citations(title)
        .list
        .into_iter()
        .filter(|one| one.title.is_some());
    cited
        .map(|one| Edge {
            kind,
            place: Place::Title,
            citation: (byte(one.from) as u32, byte(one.to) as u32),
            sentence: (0, title.len() as u32),
            target: Target {
                title: one.title.clone(),
                version: one.version.clone(),
                ..Target::default()
            },
            articles: one
                .articles
                .iter()
                .map(|article| EdgeArticle {
                    n: article.number.anchor(),
                    until: article.until.map(|until| until.anchor()),
                    paragraph: article.paragraph,
                    item: article.item,
                })
                .collect(),
            day: None,
            until: None,
            extension: None,
            limit: (kind == RelationKind::Suspends)
                .then(|| suspension::title_limit(title))
                .flatten(),
            named: Named::default(),
            confidence: Confidence::Sure,
        })
        .collect()
}

fn kind_of(document: &Document, title: &str) -> Option<RelationKind> {
    let has = |words: &[&str]| words.iter().any(|word| title.contains(word));
    let ends = |words: &[&str]| words.iter().any(|word| title.ends_with(word));
    let act = ends(&["决定", "通知", "公告", "通告", "令", "命令"]);
    let kind = if has(&["有效期"]) && has(&["延长", "延续", "延期"])
        || has(&["继续有效", "继续执行"])
    {
        RelationKind::ExtendsValidity
    } else if act && suspension::names_pause(title) {
        RelationKind::Suspends
    } else if act && has(&["恢复执行", "恢复实施", "恢复施行"]) {
        RelationKind::Resumes
    } else if act && has(&["关于废止", "停止执行"]) {
        // Of a part the text says which.
        let part = has(&[
            "部分条款",
            "有关条款",
            "个别条款",
            "部分规定",
            "部分内容",
            "部分条文",
        ]);
        if part {
            RelationKind::Cites
        } else {
            RelationKind::Repeals
        }
    } else if act && has(&["宣布失效", "失效的"]) {
        RelationKind::DeclaresInvalid
    } else if act && has(&["关于修改", "关于修订", "关于修正", "作修改", "关于调整"])
    {
        RelationKind::Amends
    } else if has(&["更正", "勘误"]) {
        RelationKind::Corrects
    } else if has(&["转发", "批转"]) {
        RelationKind::Forwards
    } else if has(&["印发", "发布", "公布", "颁布", "下发"]) {
        RelationKind::Issues
    } else if has(&[
        "实施《",
        "贯彻《",
        "执行《",
        "施行《",
        "落实《",
        "实施<",
        "》办法",
        "》细则",
        "》实施",
    ]) {
        RelationKind::Implements
    } else if interprets(document, title) {
        RelationKind::Interprets
    } else {
        RelationKind::Cites
    };
    Some(kind)
}

fn interprets(document: &Document, title: &str) -> bool {
    document.kind == Kind::JudicialInterpretation && title.contains('《')
        || (title.ends_with("的解释")
            || title.ends_with("解释（一）")
            || title.ends_with("解释（二）"))
}

/// 关于印发深圳市土地闲置费征收管理办法的通知: the text that a notice carries, without marks.
fn carried(title: &str) -> Option<Edge> {
    let verbs = ["印发", "下发", "转发", "批转", "发布", "公布", "颁布"];
    let ends = ["的通知", "的公告", "的通告", "的函"];
    let (at, verb) = verbs
        .iter()
        .filter_map(|verb| Some((title.find(verb)?, *verb)))
        .min()?;
    let rest = &title[at + verb.len()..];
    let name = ends.iter().find_map(|end| rest.strip_suffix(end))?;
    // 关于公布…名单的通知 sends a list of its own.
    let forms = [
        "办法", "规定", "细则", "方案", "意见", "规则", "措施", "导则", "规范", "标准", "规划",
        "计划", "制度", "目录", "举措", "要点", "规程", "清单", "条例", "指南", "大纲", "要求",
        "请示", "报告", "纲要",
    ];
    let bare = name.split(['（', '(']).next().unwrap_or(name);
    let text = forms.iter().any(|form| bare.ends_with(form));
    let kind = match verb {
        "转发" | "批转" => RelationKind::Forwards,
        _ => RelationKind::Issues,
    };
    let from = at + verb.len();
    (text && name.chars().count() > 4).then(|| Edge {
        confidence: Confidence::Likely,
        ..Edge::bare(
            kind,
            Place::Title,
            (from as u32, (from + name.len()) as u32),
            (0, title.len() as u32),
            Target {
                title: Some(name.to_owned()),
                ..Target::default()
            },
        )
    })
}

/// 关于延长创新券管理办法有效期的通知, 关于暂停执行停车收费规定的通告: the text that an act extends, suspends or resumes, without
/// marks.
fn acted_on(title: &str) -> Option<Edge> {
    let pattern = ACTED_ON.as_ref()?;
    let found = pattern.captures(title)?;
    let (name, kind) = [
        ("extended", RelationKind::ExtendsValidity),
        ("lasting", RelationKind::ExtendsValidity),
        ("suspended", RelationKind::Suspends),
        ("resumed", RelationKind::Resumes),
    ]
    .into_iter()
    .find_map(|(group, kind)| Some((found.name(group)?, kind)))?;
    Some(Edge {
        confidence: Confidence::Likely,
        ..Edge::bare(
            kind,
            Place::Title,
            (name.start() as u32, name.end() as u32),
            (0, title.len() as u32),
            Target {
                title: Some(name.as_str().to_owned()),
                ..Target::default()
            },
        )
    })
}

static ACTED_ON: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let name = "[^《》，。]{2,60}?(?:办法|规定|细则|方案|意见|规则|措施|标准|制度|条例|政策)(?:[（(](?:试行|暂行)[）)])?";
    Regex::new(&format!(
        "关于(?:(?:延长|延续)(?P<extended>{name})(?:的?有效期限?|的?实施期限?|的?执行期限?|的?施行期限?)|(?P<lasting>{name})(?:继续有效|继续执行|继续实施|继续施行|延期执行|延期实施|有效期延长|有效期延续|延长有效期)|(?:暂停|暂缓|中止|暂时停止)(?:执行|实施|施行)(?P<suspended>{name})|恢复(?:执行|实施|施行)(?P<resumed>{name}))的(?:通知|公告|通告|决定)$"
    ))
    .ok()
});

/// 中华人民共和国土地管理法实施条例: the law whose name it begins with. 某法修正案 amends that law.
fn unquoted(document: &Document, title: &str) -> Option<Edge> {
    let bare = title.split(['（', '(']).next().unwrap_or(title);
    let endings = [
        ("法实施条例", RelationKind::Implements),
        ("法实施细则", RelationKind::Implements),
        ("法实施办法", RelationKind::Implements),
        ("法施行细则", RelationKind::Implements),
        ("条例实施细则", RelationKind::Implements),
        ("条例实施办法", RelationKind::Implements),
        ("条例施行细则", RelationKind::Implements),
        ("办法实施细则", RelationKind::Implements),
        ("规定实施细则", RelationKind::Implements),
        ("法修正案", RelationKind::Amends),
        ("条例修正案", RelationKind::Amends),
        ("办法修正案", RelationKind::Amends),
    ];
    let (name, kind) = endings.iter().find_map(|(end, kind)| {
        let stem = bare.strip_suffix(end)?;
        let form = ["法", "条例", "办法", "规定"]
            .iter()
            .find(|form| end.starts_with(**form))?;
        Some((format!("{stem}{form}"), *kind))
    })?;
    (name.chars().count() > 2 && document.title != name).then(|| {
        Edge::bare(
            kind,
            Place::Title,
            (0, name.len() as u32),
            (0, title.len() as u32),
            Target {
                title: Some(name),
                ..Target::default()
            },
        )
    })
}
