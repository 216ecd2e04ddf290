//! What narrows the hits: facets to choose from, and what is chosen as chips that can be taken off.

use std::collections::BTreeMap;

use tongcha::document::{Kind, KindClass};
use tongcha::query::{FacetField, Filters};
use tongcha::search::{FacetValue, InterpretationKind, SearchResponse, facet_label};

use super::super::links::SearchAddress;
use super::tabs::{among, class_of, collection_label, is_whole};
use super::understood::kind_name;

/// Values of a facet that are shown before one asks for more.
const SHOWN_MAX: usize = 8;
/// Values of a facet behind them: with more, a page is heavy and a list too long to look through.
const MORE_MAX: usize = 32;
/// Where a page goes on after a filter was set: the filters stay in view, on phones open.
const FILTERS: &str = "#filters";

/// Facets of an answer.
pub type Facets = BTreeMap<String, Vec<FacetValue>>;

/// A filter in use.
pub struct Chip {
    /// Its parameter.
    pub name: &'static str,
    /// What it says.
    pub label: String,
    /// The search without it.
    pub remove: SearchAddress,
}

/// A facet with its values.
pub struct FacetView {
    /// What it is called.
    pub title: &'static str,
    /// The values that are shown at once: the most frequent ones, and those in use.
    pub shown: Vec<FacetChoice>,
    /// The others.
    pub more: Vec<FacetChoice>,
    /// How many values are in neither.
    pub left_out: u64,
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
pub fn facets(
    filters: &Filters,
    address: &SearchAddress,
    response: &SearchResponse,
) -> Vec<FacetView> {
    let views = FacetField::ALL.into_iter().filter_map(|facet| {
        let values = response.facets.get(facet.name())?;
        let size = response.facet_sizes.get(facet.name());
        let size = size.copied().unwrap_or(0);
        match (facet, class_of(&filters.kind)) {
            (FacetField::Kind, Some(class)) => kinds_of(class, &filters.kind, address, values),
            _ => Some(facet_view(facet, address, values, size)),
        }
    });
    views.filter(|facet| !facet.shown.is_empty()).collect()
}

fn facet_view(
    facet: FacetField,
    address: &SearchAddress,
    values: &[FacetValue],
    size: u64,
) -> FacetView {
    let name = facet.name();
    let choice = |value: &FacetValue| FacetChoice {
        label: value.label.clone(),
        count: value.count,
        href: format!("{}{FILTERS}", address.toggled(name, &value.value)),
        is_chosen: address.has(name, &value.value),
    };
    let (shown, mut more): (Vec<_>, Vec<_>) = values
        .iter()
        .map(choice)
        .enumerate()
        .partition(|(at, choice)| *at < SHOWN_MAX || choice.is_chosen);
    more.truncate(MORE_MAX);
    let listed = (shown.len() + more.len()) as u64;
    let bare = |choices: Vec<(usize, FacetChoice)>| {
        choices.into_iter().map(|(_, choice)| choice).collect()
    };
    FacetView {
        title: title(facet),
        shown: bare(shown),
        more: bare(more),
        left_out: size.saturating_sub(listed),
    }
}

/// The sorts of the class whose tab is in front: the first that is chosen narrows to it, without the last the whole class
/// is there again. A class of one sort has nothing to choose.
fn kinds_of(
    class: KindClass,
    chosen: &[Kind],
    address: &SearchAddress,
    values: &[FacetValue],
) -> Option<FacetView> {
    let name = FacetField::Kind.name();
    let whole = is_whole(class, chosen);
    let of_class = values.iter().filter_map(|value| {
        let kind = Kind::parse(&value.value).filter(|kind| kind.class() == class)?;
        Some((kind, value))
    });
    let choices: Vec<FacetChoice> = of_class
        .map(|(kind, value)| {
            let to = match (whole, chosen) {
                (true, _) => address.with(name, kind.as_str()),
                (false, [only]) if *only == kind => among(address, class),
                (false, _) => address.toggled(name, kind.as_str()),
            };
            FacetChoice {
                label: value.label.clone(),
                count: value.count,
                href: format!("{to}{FILTERS}"),
                is_chosen: !whole && chosen.contains(&kind),
            }
        })
        .collect();
    (choices.len() > 1).then_some(FacetView {
        title: title(FacetField::Kind),
        shown: choices,
        more: Vec::new(),
        left_out: 0,
    })
}

/// The filters in use, and what is not to be understood.
pub fn chips(filters: &Filters, address: &SearchAddress, facets: &Facets) -> Vec<Chip> {
    let class = class_of(&filters.kind).filter(|class| is_whole(*class, &filters.kind));
    let mut chips = Vec::new();
    if let Some(class) = class {
        chips.push(Chip {
            name: FacetField::Kind.name(),
            label: class_label(class),
            remove: address.without(&[FacetField::Kind.name()]),
        });
    }
    for (name, value) in address.pairs() {
        let is_no_filter = matches!(
            *name,
            "q" | "level" | "near" | "sort" | "order" | "size" | "explain"
        );
        if is_no_filter || (class.is_some() && *name == FacetField::Kind.name()) {
            continue;
        }
        chips.push(Chip {
            name,
            label: restriction_label(name, value, facets),
            remove: address.toggled(name, value),
        });
    }
    chips
}

/// What a value of a parameter restricts, in words.
pub fn restriction_label(name: &str, value: &str, facets: &Facets) -> String {
    match name {
        "collection" => format!("栏目：{}", collection_label(value)),
        "number" => format!("文号：{value}"),
        "issued_from" => format!("{value} 起公布"),
        "issued_to" => format!("{value} 前公布"),
        "effective_from" => format!("{value} 起施行"),
        "effective_to" => format!("{value} 前施行"),
        "as_of" => format!("时效以 {value} 为准"),
        "scope" if value == "title" => "只查标题".to_owned(),
        "scope" => "只查正文".to_owned(),
        "match" => "一字不差".to_owned(),
        "literal" => "按原词查".to_owned(),
        "level" => "只查条文".to_owned(),
        "versions" => "各版本分别列出".to_owned(),
        "ignore" => {
            let kind = InterpretationKind::from_name(value);
            format!("不理解{}", kind.map_or("其他", kind_name))
        }
        facet => match FacetField::from_name(facet) {
            Some(field) => format!("{}：{}", title(field), value_label(field, value, facets)),
            None => value.to_owned(),
        },
    }
}

/// What several values of a parameter restrict together: what they are called is said once, a whole class by its name.
pub fn restrictions_label(name: &str, values: &[String], facets: &Facets) -> String {
    if name == FacetField::Kind.name() {
        let kinds: Vec<Kind> = values
            .iter()
            .filter_map(|value| Kind::parse(value))
            .collect();
        if let Some(class) = class_of(&kinds).filter(|class| is_whole(*class, &kinds)) {
            return class_label(class);
        }
    }
    let labels: Vec<String> = values
        .iter()
        .map(|value| restriction_label(name, value, facets))
        .collect();
    let Some((first, others)) = labels.split_first() else {
        return String::new();
    };
    let prefix = first.split_once('：').map_or("", |(prefix, _)| prefix);
    let others = others.iter().map(|label| {
        let bare = label.strip_prefix(prefix);
        bare.and_then(|bare| bare.strip_prefix('：'))
            .unwrap_or(label)
    });
    let all: Vec<&str> = std::iter::once(first.as_str()).chain(others).collect();
    all.join("、")
}

fn class_label(class: KindClass) -> String {
    format!("种类：{}", class.label())
}

/// As the answer calls the value; an answer that does not count it leaves it to core's table.
fn value_label(field: FacetField, value: &str, facets: &Facets) -> String {
    let values = facets.get(field.name());
    let counted = values.and_then(|values| values.iter().find(|held| held.value == value));
    counted.map_or_else(|| facet_label(field, value), |held| held.label.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_told_together() {
        let label = |name, values: &[&str]| {
            let values: Vec<String> = values.iter().map(|value| (*value).to_owned()).collect();
            restrictions_label(name, &values, &Facets::new())
        };
        let rules = ["departmental_rule", "provincial_rule", "municipal_rule"];
        assert_eq!(label("kind", &rules), "种类：规章");
        assert_eq!(
            label("kind", &rules[1..]),
            "效力位阶：省级政府规章、市级政府规章"
        );
        assert_eq!(label("year", &["2020", "2021"]), "公布年份：2020、2021");
        assert_eq!(label("scope", &["title"]), "只查标题");
        assert_eq!(label("kind", &[]), "");
    }
}
