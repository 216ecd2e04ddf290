//! What narrows the hits: facets to choose from, and what is chosen as chips that can be taken off.

use tongcha::Day;
use tongcha::query::FacetField;
use tongcha::search::{InterpretationKind, SearchRequest, SearchResponse, facet_label};

use super::super::links::SearchAddress;
use super::understood::kind_name;

/// Values of a facet that are shown before one asks for more.
const SHOWN_MAX: usize = 8;

/// A filter in use.
pub struct Chip {
    /// Its parameter.
    pub name: &'static str,
    /// What it says.
    pub label: String,
    /// The search without it.
    pub remove: String,
}

/// A facet with its values.
pub struct FacetView {
    /// What it is called.
    pub title: &'static str,
    /// The values that are shown at once: the most frequent ones, and those in use.
    pub shown: Vec<FacetChoice>,
    /// The others.
    pub more: Vec<FacetChoice>,
}

/// A value of a facet, as a link that puts it on or takes it off.
pub struct FacetChoice {
    /// What it is called.
    pub label: String,
    /// How many hits have it.
    pub count: u64,
    /// The search with it, or without it when it is in use.
    pub href: String,
    /// Whether it is in use.
    pub is_chosen: bool,
}

/// What a facet is called.
pub fn title(facet: FacetField) -> &'static str {
    match facet {
        FacetField::Kind => "效力位阶",
        FacetField::Authority => "制定机关",
        FacetField::Region => "地区",
        FacetField::Theme => "主题",
        FacetField::Status => "时效",
        FacetField::Year => "公布年份",
    }
}

/// The facets of an answer.
pub fn facets(address: &SearchAddress, response: &SearchResponse) -> Vec<FacetView> {
    let facet_view = |facet: FacetField| {
        let name = facet.name();
        let values = response.facets.get(name)?;
        let choice = |value: &tongcha::search::FacetValue| FacetChoice {
            label: value.label.clone(),
            count: value.count,
            href: address.toggled(name, &value.value).to_string(),
            is_chosen: address.has(name, &value.value),
        };
        let (shown, more): (Vec<_>, Vec<_>) = values
            .iter()
            .map(choice)
            .enumerate()
            .partition(|(at, choice)| *at < SHOWN_MAX || choice.is_chosen);
        let bare = |choices: Vec<(usize, FacetChoice)>| {
            choices.into_iter().map(|(_, choice)| choice).collect()
        };
        Some(FacetView {
            title: title(facet),
            shown: bare(shown),
            more: bare(more),
        })
    };
    FacetField::ALL
        .into_iter()
        .filter_map(facet_view)
        .filter(|facet| !facet.shown.is_empty())
        .collect()
}

/// The filters in use, and what is not to be understood.
pub fn chips(
    asked: &SearchRequest,
    address: &SearchAddress,
    response: &SearchResponse,
) -> Vec<Chip> {
    let mut chips = Vec::new();
    for (name, value) in address.pairs() {
        if matches!(*name, "q" | "level" | "sort" | "order" | "size" | "explain") {
            continue;
        }
        chips.push(Chip {
            name,
            label: restriction_label(name, value, response),
            remove: address.toggled(name, value).to_string(),
        });
    }
    debug_assert!(asked.as_of == Day::today() || chips.iter().any(|chip| chip.name == "as_of"));
    chips
}

/// What a value of a parameter restricts, in words.
pub fn restriction_label(name: &str, value: &str, response: &SearchResponse) -> String {
    match name {
        "collection" => format!("栏目：{value}"),
        "number" => format!("文号：{value}"),
        "issued_from" => format!("{value} 起公布"),
        "issued_to" => format!("{value} 前公布"),
        "effective_from" => format!("{value} 起施行"),
        "effective_to" => format!("{value} 前施行"),
        "as_of" => format!("时效以 {value} 为准"),
        "scope" if value == "title" => "只查标题".to_owned(),
        "scope" => "只查正文".to_owned(),
        "match" => "精确匹配".to_owned(),
        "literal" => "按原词查".to_owned(),
        "level" => "只查条文".to_owned(),
        "ignore" => {
            let kind = InterpretationKind::from_name(value);
            format!("不理解{}", kind.map_or("其他", kind_name))
        }
        facet => match FacetField::from_name(facet) {
            Some(field) => format!("{}：{}", title(field), value_label(field, value, response)),
            None => value.to_owned(),
        },
    }
}

/// As the answer calls the value; an answer that does not count it leaves it to core's table.
fn value_label(field: FacetField, value: &str, response: &SearchResponse) -> String {
    let counted = response
        .facets
        .get(field.name())
        .and_then(|values| values.iter().find(|held| held.value == value));
    counted.map_or_else(|| facet_label(field, value), |held| held.label.clone())
}
