//! Tabs: classes of sorts and collections, each a filter that leaves all other conditions as they are.

use tongcha::document::{Kind, KindClass};
use tongcha::search::{ClassCount, SearchRequest, SearchResponse};

use super::super::links::SearchAddress;

/// A tab.
pub struct Tab {
    /// What it is called.
    pub label: String,
    /// How many hits it shows, exactly.
    pub count: u64,
    /// The search that it is; none where it would be empty.
    pub href: Option<String>,
    /// Whether it is the one that is shown.
    pub is_current: bool,
}

/// The class that all of these sorts are of.
pub fn class_of(kinds: &[Kind]) -> Option<KindClass> {
    let class = kinds.first()?.class();
    kinds
        .iter()
        .all(|kind| kind.class() == class)
        .then_some(class)
}

/// Whether these are all sorts of the class.
pub fn is_whole(class: KindClass, kinds: &[Kind]) -> bool {
    class.kinds().all(|kind| kinds.contains(&kind))
}

/// The search among these classes of sorts.
pub fn among(address: &SearchAddress, class: KindClass) -> SearchAddress {
    class
        .kinds()
        .fold(address.without(&["kind"]), |address, kind| {
            address.added("kind", kind.as_str())
        })
}

/// Tabs by class, all sorts together first.
pub fn classes(
    asked: &SearchRequest,
    address: &SearchAddress,
    response: &SearchResponse,
) -> Vec<Tab> {
    let kinds = &asked.filters.kind;
    let current = class_of(kinds);
    let all = Tab {
        label: "全部".to_owned(),
        count: response.total_of_any_kind,
        href: Some(address.without(&["kind"]).to_string()),
        is_current: kinds.is_empty(),
    };
    let tab = |class: KindClass| {
        let counts = &mut response.classes.iter();
        let count = counts.find(|count| count.class == class);
        let count = count.map_or(0, |ClassCount { count, .. }| *count);
        let is_current = current == Some(class);
        Tab {
            label: class.label().to_owned(),
            count,
            href: (count > 0 || is_current).then(|| among(address, class).to_string()),
            is_current,
        }
    };
    std::iter::once(all)
        .chain(KindClass::ALL.into_iter().map(tab))
        .collect()
}

/// Tabs by collection; none where there is but one.
pub fn collections(
    asked: &SearchRequest,
    address: &SearchAddress,
    response: &SearchResponse,
) -> Vec<Tab> {
    let wanted = &asked.filters.collection;
    if response.collections.len() < 2 && wanted.is_empty() {
        return Vec::new();
    }
    let all = Tab {
        label: "全部栏目".to_owned(),
        count: response.collections.values().sum(),
        href: Some(address.without(&["collection"]).to_string()),
        is_current: wanted.is_empty(),
    };
    let tab = |(name, count): (&String, &u64)| Tab {
        label: collection_label(name).to_owned(),
        count: *count,
        href: Some(address.with("collection", name).to_string()),
        is_current: wanted.len() == 1 && wanted[0] == *name,
    };
    std::iter::once(all)
        .chain(response.collections.iter().map(tab))
        .collect()
}

/// What a collection is called; names that are no identifiers are shown as they are.
pub fn collection_label(name: &str) -> &str {
    match name {
        "regulations" => "法规文件",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_is_told_by_its_sorts() {
        let rules: Vec<Kind> = KindClass::Rule.kinds().collect();
        assert_eq!(class_of(&rules), Some(KindClass::Rule));
        assert!(is_whole(KindClass::Rule, &rules));
        assert!(!is_whole(KindClass::Rule, &rules[1..]));
        assert_eq!(class_of(&[Kind::Law, Kind::Case]), None);
        assert_eq!(class_of(&[]), None);
        let address = SearchAddress::default().with("kind", "law").with("q", "a");
        assert_eq!(
            among(&address, KindClass::JudicialInterpretation).to_string(),
            "/search?q=a&kind=judicial_interpretation"
        );
    }
}
