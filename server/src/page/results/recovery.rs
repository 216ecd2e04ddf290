//! Where nothing was found: what was tried, and the ways on, each with what it leads to.

use tongcha::query::Strictness;
use tongcha::search::{SearchRequest, SearchResponse};

use super::super::links::{self, SearchAddress};
use super::filters::restrictions_label;
use super::tabs::collection_label;

/// Ways on.
#[derive(Default)]
pub struct RecoveryView {
    /// What was looked for, in one sentence.
    pub tried: String,
    /// The nearest titles.
    pub titles: Vec<Way>,
    /// The search with one restriction less.
    pub without: Vec<Way>,
    /// The search without any.
    pub without_all: Option<Way>,
    /// Where it is found: in other collections and states.
    pub elsewhere: Vec<Way>,
}

/// A link with what is behind it.
pub struct Way {
    pub label: String,
    pub href: String,
    pub count: u64,
}

impl RecoveryView {
    /// The ways on from an answer; empty where something was found.
    pub fn new(asked: &SearchRequest, address: &SearchAddress, response: &SearchResponse) -> Self {
        let Some(recovery) = &response.recovery else {
            return Self::default();
        };
        let title = |title: &tongcha::search::Suggestion| {
            let href = links::document(title.id.as_deref()?, &asked.q);
            Some(Way {
                label: title.text.clone(),
                href,
                count: 0,
            })
        };
        let without = recovery.without.iter().filter(|without| without.count > 0);
        let without = without.map(|without| {
            let name = without.parameter.as_str();
            let label = restrictions_label(name, &without.values, &response.facets);
            Way {
                label: format!("不限“{label}”"),
                href: address.without(&[name]).to_string(),
                count: without.count,
            }
        });
        let without_all = recovery.without_all.filter(|count| *count > 0);
        let restricting: Vec<&str> = recovery
            .without
            .iter()
            .map(|without| without.parameter.as_str())
            .filter(|name| *name != "level")
            .collect();
        Self {
            tried: tried(asked, response),
            titles: recovery.titles.iter().filter_map(title).collect(),
            without: without.collect(),
            without_all: without_all.map(|count| Way {
                label: "去掉全部条件".to_owned(),
                href: address.without(&restricting).to_string(),
                count,
            }),
            elsewhere: elsewhere(address, response),
        }
    }
}

fn tried(asked: &SearchRequest, response: &SearchResponse) -> String {
    if asked.q.trim().is_empty() {
        return String::new();
    }
    let ways = response
        .query
        .tried
        .iter()
        .map(|strictness| match strictness {
            Strictness::Words => "含全部词语",
            Strictness::Characters => "含原样文字",
            Strictness::Half => "含一半词语",
            Strictness::Any => "含任一词语",
        });
    let ways: Vec<&str> = ways.collect();
    format!("已依次查找{}的文件，都没有。", ways.join("、"))
}

fn elsewhere(address: &SearchAddress, response: &SearchResponse) -> Vec<Way> {
    let Some(recovery) = &response.recovery else {
        return Vec::new();
    };
    let collections = recovery.collections.iter().map(|(name, count)| Way {
        label: format!("其他栏目：{}", collection_label(name)),
        href: address.with("collection", name).to_string(),
        count: *count,
    });
    let statuses = recovery.statuses.iter().map(|status| Way {
        label: format!("其他时效：{}", status.label),
        href: address.with("status", &status.value).to_string(),
        count: status.count,
    });
    collections
        .chain(statuses)
        .filter(|way| way.count > 0)
        .collect()
}
