//! The ground of a state in words.

use super::{Ground, Reason, ReasonCode};
use crate::document::{Dates, Day, DeclaredStatus, Status};

/// Why the state is what `ground` makes it, the ground itself first; never empty.
pub(super) fn reasons(
    ground: Ground,
    dates: &Dates,
    declared: Option<&DeclaredStatus>,
    day: Day,
) -> Vec<Reason> {
    let says = declared.map(by_source);
    let contradicted = contradicts(declared, ground.state());
    let begun = dates
        .effective
        .filter(|effective| *effective <= day)
        .map(since);
    let ends = dates
        .expires
        .map(|day| reason(ReasonCode::ExpiresOn, day, "有效期至", ""));
    match ground {
        Ground::Begins(effective) => chain([Some(begins(effective)), contradicted]),
        Ground::NotYetIssued(earliest) => chain([Some(not_yet_issued(earliest))]),
        Ground::DeclaredOver(_) => chain([says, begun]),
        Ground::Expired(last_day) => chain([Some(expired(last_day)), contradicted]),
        Ground::DeclaredLimited(_) => chain([says, begun, ends]),
        Ground::DeclaredToCome => chain([says]),
        Ground::Begun | Ground::DeclaredInForce => {
            let agreed = says.filter(|_| declared_as(declared, Status::InForce));
            chain([begun, ends, agreed.or(contradicted)])
        }
        Ground::Nothing => chain([Some(unknown()), ends]),
    }
}

fn chain<const N: usize>(reasons: [Option<Reason>; N]) -> Vec<Reason> {
    reasons.into_iter().flatten().collect()
}

fn declared_as(declared: Option<&DeclaredStatus>, status: Status) -> bool {
    declared.is_some_and(|declared| declared.status == status)
}

fn begins(effective: Day) -> Reason {
    let after = "起施行，至查询日尚未生效";
    reason(ReasonCode::EffectiveFrom, effective, "自", after)
}

fn not_yet_issued(earliest: Day) -> Reason {
    reason(ReasonCode::NotYetIssued, earliest, "", "之前尚无此文本")
}

fn expired(last_day: Day) -> Reason {
    reason(ReasonCode::ExpiredOn, last_day, "有效期至", "，已届满")
}

fn since(effective: Day) -> Reason {
    reason(ReasonCode::EffectiveSince, effective, "自", "起施行")
}

fn unknown() -> Reason {
    Reason {
        code: ReasonCode::NoEffectiveDate,
        date: None,
        text: "没有施行日期，来源也未标注时效，无法判断".to_owned(),
    }
}

fn by_source(declared: &DeclaredStatus) -> Reason {
    let text = format!("来源标注为“{}”", declared.raw);
    Reason {
        code: ReasonCode::DeclaredBySource,
        date: None,
        text,
    }
}

/// The source says in force, or over, while the days say another thing.
fn contradicts(declared: Option<&DeclaredStatus>, computed: Status) -> Option<Reason> {
    let declared = declared.filter(|declared| {
        !matches!(declared.status, Status::Unknown) && declared.status != computed
    })?;
    if declared.status.is_over() {
        return Some(by_source(declared));
    }
    let text = format!("来源标注为“{}”，与日期不符", declared.raw);
    Some(Reason {
        code: ReasonCode::DeclaredOtherwise,
        date: None,
        text,
    })
}

fn reason(code: ReasonCode, day: Day, before: &str, after: &str) -> Reason {
    let text = format!(
        "{before}{}年{}月{}日{after}",
        day.year(),
        day.month(),
        day.day()
    );
    Reason {
        code,
        date: Some(day),
        text,
    }
}
