//! What lists are called in addresses, and what each one says.

use tongcha::search::{LIST_DAYS_MAX, ListKind, ListResponse};

/// A list as a page.
pub struct Name {
    /// Which list.
    pub kind: ListKind,
    /// Its name in addresses.
    pub slug: &'static str,
    /// What stands in it, for readers.
    pub about: &'static str,
    /// The feed that has it.
    pub feed: Option<&'static str>,
}

const fn name(
    kind: ListKind,
    slug: &'static str,
    feed: Option<&'static str>,
    about: &'static str,
) -> Name {
    Name {
        kind,
        slug,
        about,
        feed,
    }
}

/// Every list, those first that readers ask for.
pub static ALL: [Name; 12] = [
    name(
        ListKind::NewlyPublished,
        "new",
        Some("new"),
        "按公布日期，新的在前。",
    ),
    name(
        ListKind::NewlyInForce,
        "in-force",
        None,
        "按施行日期，新的在前。没有写明施行日期的文件不在其中。",
    ),
    name(
        ListKind::ComingIntoForce,
        "coming",
        None,
        "已经公布、还没有施行的文件，先施行的在前。",
    ),
    name(
        ListKind::Expiring,
        "expiring",
        Some("expiring"),
        "现行有效，但有效期将满或者已定于某日废止的文件，先到期的在前。",
    ),
    name(
        ListKind::Changed,
        "changed",
        Some("changed"),
        "被修改、被新版本取代、部分废止或者延长有效期的文件。",
    ),
    name(
        ListKind::Repealed,
        "repealed",
        Some("changed"),
        "被废止、宣布失效、被替代或者有效期届满的文件。",
    ),
    name(
        ListKind::BasisLost,
        "basis-lost",
        None,
        "仍然有效，但所依据或引用的文件已不再有效，或者所引的条文已不存在。",
    ),
    name(
        ListKind::FormerOrgans,
        "former-names",
        None,
        "仍然有效，但正文中的机关已改名或者撤并。",
    ),
    name(
        ListKind::Contradicted,
        "contradicted",
        None,
        "来源标注的时效与按日期和废改关系推算的不一致，以原文为准。",
    ),
    name(
        ListKind::Presumed,
        "presumed",
        None,
        "正文没有写明施行日期，按印发之日起有效对待。",
    ),
    name(
        ListKind::Unresolved,
        "unresolved",
        None,
        "引用了本库没有收录的文件。",
    ),
    name(
        ListKind::NearTitles,
        "near-titles",
        None,
        "同一地区标题几乎相同的文件，可能是同一文件，供核对。",
    ),
];

/// The list of a name in addresses.
pub fn find(slug: &str) -> Option<&'static Name> {
    ALL.iter().find(|name| name.slug == slug)
}

impl Name {
    /// The address of its page.
    pub fn address(&self) -> String {
        format!("/lists/{}", self.slug)
    }
}

/// The address of a list's page with this window.
pub fn address(kind: ListKind, days: Option<u32>) -> Option<String> {
    let name = ALL.iter().find(|name| name.kind == kind)?;
    let days = days.filter(|days| *days != tongcha::search::LIST_DAYS_USUAL);
    Some(match days {
        Some(days) => format!("{}?days={days}", name.address()),
        None => name.address(),
    })
}

/// The name of a list with its window.
pub fn title(list: &ListResponse) -> String {
    match list.days {
        None | Some(LIST_DAYS_MAX) => list.label.clone(),
        Some(days) if list.kind.is_to_come() => {
            format!("{}（{}内）", list.label, span(days).trim_start())
        }
        Some(days) => format!("{}（近{}）", list.label, span(days)),
    }
}

fn span(days: u32) -> String {
    match days {
        365 => "一年".to_owned(),
        1_825 => "五年".to_owned(),
        days => format!(" {days} 天"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_has_a_page() {
        for kind in ListKind::ALL {
            let names = ALL.iter().filter(|name| name.kind == kind);
            assert_eq!(names.count(), 1, "{kind:?}");
        }
        assert_eq!(
            find("expiring").map(|name| name.kind),
            Some(ListKind::Expiring)
        );
        assert!(find("none").is_none());
        assert_eq!(
            address(ListKind::Expiring, Some(365)).as_deref(),
            Some("/lists/expiring?days=365")
        );
    }
}
