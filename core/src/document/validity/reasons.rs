//! The ground of a state in words.

use super::{Counted, CountedFrom, Ground, Reason, ReasonCode, Turn, TurnKind};
use crate::document::{DateRole, DateRule, Day, DeclaredStatus, Document, Status};

/// Why the state is what `ground` makes it, the ground itself first; never empty.
pub(super) fn reasons(ground: Ground<'_>, document: &Document, day: Day) -> Vec<Reason> {
    let declared = document.declared_status.as_ref();
    let says = declared.map(by_source);
    let contradicted = contradicts(declared, ground.state());
    let begun = begun(document, day);
    let ends = ends(document, day);
    let open = document.life.goes_on(day);
    let dated = document.life.extended(day).map(|(turn, _)| turn);
    // Of the last one that names an end and the last that names none, the later holds.
    let extended = dated.into_iter().chain(open).max_by_key(|turn| turn.day);
    let extended = extended.map(by_turn);
    let mut reasons = match ground {
        Ground::Begins(effective) => {
            let begins = Reason {
                source: words(document, DateRole::Effective),
                ..begins(effective)
            };
            chain([Some(begins), contradicted])
        }
        Ground::NotYetIssued(earliest) => chain([Some(not_yet_issued(earliest))]),
        Ground::Ended(turn) => chain([Some(by_turn(turn)), begun, contradicted]),
        Ground::DeclaredOver(_) => chain([says, begun]),
        Ground::Expired(last_day) => {
            let expired = Reason {
                source: words(document, DateRole::Expires),
                ..expired(last_day)
            };
            chain([Some(expired), extended, begun, contradicted])
        }
        Ground::Suspended(turn) | Ground::Limited(turn) => {
            chain([Some(by_turn(turn)), begun, ends, contradicted])
        }
        Ground::DeclaredLimited(_) => chain([says, begun, ends]),
        Ground::DeclaredToCome => chain([says]),
        Ground::Begun | Ground::DeclaredInForce => {
            let agreed = says.filter(|_| declared_as(declared, Status::InForce));
            chain([
                begun,
                extended,
                ends,
                to_end(document, day),
                agreed.or(contradicted),
            ])
        }
        Ground::Issued(issued) => chain([Some(by_issue(issued)), ends]),
        Ground::Nothing => chain([Some(unknown()), ends]),
    };
    if matches!(ground.state(), Status::InForce | Status::PartlyInForce) {
        reasons.extend(held_up(ground, document, day));
    }
    reasons
}

/// What suspends parts of a text that is in force, or the text in some places.
fn held_up(ground: Ground<'_>, document: &Document, day: Day) -> Vec<Reason> {
    let others = document.life.held_up(day);
    let others = others.filter(|turn| ground != Ground::Limited(turn));
    others.take(HELD_UP_MAX).map(by_turn).collect()
}

/// Pauses of parts that are told at most; the relations have all.
const HELD_UP_MAX: usize = 8;

/// Since when it is in force, with the words that say so.
fn begun(document: &Document, day: Day) -> Option<Reason> {
    let given = document.dates.effective;
    let effective = document
        .life
        .begins
        .max(given)
        .filter(|effective| *effective <= day)?;
    if given != Some(effective) {
        return Some(since(effective));
    }
    let source = words(document, DateRole::Effective);
    let taken = document
        .evidence
        .iter()
        .find(|one| one.role == DateRole::Effective && one.taken);
    let amended = taken.is_some_and(|one| one.rule == DateRule::Amendment);
    let begun = if amended {
        reason(
            ReasonCode::EffectiveSince,
            effective,
            "本版本自",
            "修改决定作出之日起施行",
        )
    } else {
        since(effective)
    };
    let by = document.life.begins_by.as_ref();
    let by = by.filter(|_| document.life.begins == Some(effective));
    Some(Reason {
        source,
        document: by.map(|by| by.id.clone()),
        ..begun
    })
}

/// The last day, when it is still to come.
fn ends(document: &Document, day: Day) -> Option<Reason> {
    let last = document.life.last_day(document.dates.expires, day)?;
    let ends = reason(ReasonCode::ExpiresOn, last, "有效期至", "");
    Some(Reason {
        source: words(document, DateRole::Expires),
        ..ends
    })
}

/// What will end it on a later day.
fn to_end(document: &Document, day: Day) -> Option<Reason> {
    let later = document
        .life
        .turns
        .iter()
        .filter(|turn| turn.day > day && turn.is_known(day) && turn.kind.status().is_over());
    let turn = later.min_by_key(|turn| turn.day)?;
    let ends = reason(ReasonCode::EndsOn, turn.day, "将自", "起被《");
    Some(Reason {
        text: format!(
            "{}{}》{}",
            ends.text,
            quotable(&turn.title),
            verb(turn.kind)
        ),
        document: Some(turn.by.clone()),
        ..ends
    })
}

/// The words that the day of a role rests on.
fn words(document: &Document, role: DateRole) -> Option<String> {
    let taken = document
        .evidence
        .iter()
        .filter(|one| one.role == role && one.taken);
    // A sentence says more than the value of a field.
    let found = taken.max_by_key(|one| one.span.is_some())?;
    Some(found.text.clone())
}

/// What another document did.
pub(crate) fn by_turn(turn: &Turn) -> Reason {
    let code = match turn.kind {
        TurnKind::Repealed => ReasonCode::RepealedBy,
        TurnKind::DeclaredInvalid => ReasonCode::DeclaredInvalidBy,
        TurnKind::Superseded => ReasonCode::SupersededBy,
        TurnKind::Replaced => ReasonCode::ReplacedBy,
        TurnKind::Amended => ReasonCode::AmendedBy,
        TurnKind::PartlyRepealed => ReasonCode::PartlyRepealedBy,
        TurnKind::Extended => ReasonCode::ExtendedBy,
        TurnKind::Suspended => ReasonCode::SuspendedBy,
        TurnKind::PartlySuspended => ReasonCode::PartlySuspendedBy,
        TurnKind::Resumed => ReasonCode::ResumedBy,
    };
    let since = reason(code, turn.day, "自", "起");
    let title = quotable(&turn.title);
    let text = match turn.kind {
        TurnKind::Replaced => format!("{}由新版本代替", since.text),
        TurnKind::Amended => format!("{}被《{title}》修改，此文本未含修改内容", since.text),
        TurnKind::PartlyRepealed => {
            format!(
                "{}{}被《{title}》废止",
                since.text,
                turn.articles.join("、")
            )
        }
        TurnKind::Extended => match turn.until {
            Some(until) => format!(
                "《{title}》将有效期延长至{}{}",
                written(until),
                turn.counted.map(counted).unwrap_or_default()
            ),
            None => format!(
                "《{title}》写明自{}起继续有效，未写新的期限",
                written(turn.day)
            ),
        },
        TurnKind::Suspended | TurnKind::PartlySuspended => {
            let until = turn.until.map(written);
            format!(
                "{}{}{}被《{title}》{}{}",
                since.text,
                turn.area
                    .as_ref()
                    .map(|area| format!("在{area}"))
                    .unwrap_or_default(),
                part(turn),
                verb(turn.kind),
                until.map_or_else(
                    || "，未写恢复的日期".to_owned(),
                    |until| format!("，至{until}")
                ),
            )
        }
        kind => format!("{}被《{title}》{}", since.text, verb(kind)),
    };
    Reason {
        text,
        document: Some(turn.by.clone()),
        ..since
    }
}

/// What a pause is of: articles, else a part that is not named; nothing where it is the whole text.
fn part(turn: &Turn) -> String {
    let unnamed = turn.kind == TurnKind::PartlySuspended && turn.area.is_none();
    match (turn.articles.is_empty(), unnamed) {
        (false, _) => turn.articles.join("、"),
        (true, true) => "部分规定".to_owned(),
        (true, false) => String::new(),
    }
}

/// How a last day was counted: （延长2年，自原有效期届满次日2025年1月1日起算）.
fn counted(counted: Counted) -> String {
    let Counted { months, from, .. } = counted;
    let term = match (months / 12, months % 12) {
        (years, 0) => format!("{years}年"),
        _ => format!("{months}个月"),
    };
    let (verb, from) = match from {
        CountedFrom::FormerEnd => ("延长", "原有效期届满次日"),
        CountedFrom::Act => ("延长", "该文件之日"),
        CountedFrom::Day => ("延长", "所写的"),
        CountedFrom::Beginning => ("有效期共", "施行之日"),
    };
    format!("（{verb}{term}，自{from}{}起算）", written(counted.first))
}

fn written(day: Day) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// A title as it stands inside 《》: the marks in it become 〈〉 (GB/T 15834-2011 §4.15).
pub(super) fn quotable(title: &str) -> String {
    title.replace('《', "〈").replace('》', "〉")
}

fn verb(kind: TurnKind) -> &'static str {
    match kind {
        TurnKind::Repealed | TurnKind::PartlyRepealed => "废止",
        TurnKind::DeclaredInvalid => "宣布失效",
        TurnKind::Superseded | TurnKind::Replaced => "代替",
        TurnKind::Amended => "修改",
        TurnKind::Extended => "延长有效期",
        TurnKind::Suspended => "暂停执行",
        TurnKind::PartlySuspended => "暂停或者暂时调整执行",
        TurnKind::Resumed => "恢复执行",
    }
}

fn by_issue(issued: Day) -> Reason {
    let after = "印发；文中未写明施行日期，公文一般自印发之日起生效";
    reason(ReasonCode::IssuedWithoutClause, issued, "", after)
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
        source: None,
        document: None,
        text: "没有施行日期，来源也未标注时效，无法判断".to_owned(),
    }
}

fn by_source(declared: &DeclaredStatus) -> Reason {
    let text = format!("来源标注为“{}”", declared.raw);
    Reason {
        code: ReasonCode::DeclaredBySource,
        date: None,
        text,
        source: None,
        document: None,
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
        source: None,
        document: None,
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
        source: None,
        document: None,
    }
}
