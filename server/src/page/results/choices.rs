//! Things that are chosen by a link: what hits are, their order, how many on a page, where and how words are looked for.

use tongcha::query::{Order, Sort};
use tongcha::search::SearchRequest;

use super::super::links::SearchAddress;

/// One of several things that can be chosen by a link.
pub struct Choice {
    pub label: String,
    pub href: String,
    pub is_current: bool,
}

/// Things of which one holds, with what they are called.
pub struct Choices {
    pub title: &'static str,
    pub choices: Vec<Choice>,
}

/// Documents or articles.
pub fn levels(address: &SearchAddress) -> Vec<Choice> {
    choices(address, "level", &[("", "文件"), ("article", "条文")])
}

/// How words are looked for.
pub fn ways(address: &SearchAddress) -> [Choices; 2] {
    let scopes = [
        ("", "标题和正文"),
        ("title", "只查标题"),
        ("body", "只查正文"),
    ];
    let modes = [("", "按词语"), ("exact", "一字不差")];
    [
        Choices {
            title: "查找范围",
            choices: choices(address, "scope", &scopes),
        },
        Choices {
            title: "匹配方式",
            choices: choices(address, "match", &modes),
        },
    ]
}

/// Hits on a page.
pub fn sizes(address: &SearchAddress) -> Vec<Choice> {
    choices(address, "size", &[("", "10"), ("20", "20"), ("50", "50")])
}

fn choices(
    address: &SearchAddress,
    name: &'static str,
    values: &[(&'static str, &str)],
) -> Vec<Choice> {
    let choice = |&(value, label): &(&'static str, &str)| {
        let bare = address.without(&[name]);
        let is_current = if value.is_empty() {
            bare == *address
        } else {
            address.has(name, value)
        };
        let href = if value.is_empty() {
            bare
        } else {
            bare.with(name, value)
        };
        Choice {
            label: label.to_owned(),
            href: href.to_string(),
            is_current,
        }
    };
    values.iter().map(choice).collect()
}

/// Orders; the one in use leads to its other direction.
pub fn sorts(asked: &SearchRequest, address: &SearchAddress) -> Vec<Choice> {
    let sorts = [
        (Sort::Relevance, "", "相关度"),
        (Sort::Issued, "issued", "公布日期"),
        (Sort::Effective, "effective", "施行日期"),
        (Sort::Rank, "rank", "效力位阶"),
    ];
    let choice = |(sort, value, label): (Sort, &'static str, &str)| {
        let bare = address.without(&["sort", "order"]);
        if sort == Sort::Relevance {
            return Choice {
                label: label.to_owned(),
                href: bare.to_string(),
                is_current: asked.sort == sort,
            };
        }
        let sorted = bare.with("sort", value);
        if asked.sort != sort {
            return Choice {
                label: label.to_owned(),
                href: sorted.to_string(),
                is_current: false,
            };
        }
        // Ranks are small for what is high: their usual order is ascending, and means from high to low.
        let usual = if sort == Sort::Rank {
            Order::Asc
        } else {
            Order::Desc
        };
        let is_usual = asked.direction() == usual;
        let href = match (is_usual, usual) {
            (true, Order::Desc) => sorted.with("order", "asc"),
            (true, Order::Asc) => sorted.with("order", "desc"),
            (false, _) => sorted,
        };
        Choice {
            label: format!("{label}{}", if is_usual { " ↓" } else { " ↑" }),
            href: href.to_string(),
            is_current: true,
        }
    };
    sorts.into_iter().map(choice).collect()
}

/// The same search with the reasons for its order, or without them.
pub fn reasons(asked: &SearchRequest, address: &SearchAddress) -> Choice {
    let (label, href) = match asked.explain {
        true => ("不显示排序理由", address.without(&["explain"])),
        false => ("显示每条结果的排序理由", address.with("explain", 1)),
    };
    Choice {
        label: label.to_owned(),
        href: href.to_string(),
        is_current: asked.explain,
    }
}
