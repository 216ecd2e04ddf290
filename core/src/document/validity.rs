//! Validity at an asked day, computed from the days that are known and shown with its reasons.

use serde::{Deserialize, Serialize};

use super::{Day, DeclaredStatus, Document, Status};

/// What holds for a document at a day, why, and what its source says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validity {
    /// The state.
    pub state: Status,
    /// Its name for readers.
    pub label: String,
    /// What the source declares, kept beside what is computed.
    pub declared: Option<DeclaredStatus>,
    /// Why; never empty.
    pub reasons: Vec<Reason>,
}

/// One reason for a state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Which.
    pub code: ReasonCode,
    /// The day that it turns on.
    pub date: Option<Day>,
    /// The reason in words, Chinese.
    pub text: String,
}

/// Sorts of reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ReasonCode {
    /// In force since its day.
    EffectiveSince,
    /// Its day has not come.
    EffectiveFrom,
    /// It is younger than the asked day.
    NotYetIssued,
    /// Its last day is past.
    ExpiredOn,
    /// It has a last day, not yet past.
    ExpiresOn,
    /// The source says so.
    DeclaredBySource,
    /// The source says in force, the days say otherwise.
    DeclaredOtherwise,
    /// No day of entry into force is known.
    NoEffectiveDate,
}

impl Validity {
    /// The state of `document` at `day`.
    ///
    /// The first day in force and the last day both count as in force (《立法法》; domain practice). In order:
    /// 1. the day of entry into force is still to come, or the text was not yet issued → not yet effective;
    /// 2. the source declares that it ended (repealed, invalid, amended …) → that;
    /// 3. its last day is past → expired;
    /// 4. the source declares a part or a pause → that;
    /// 5. its day came, or the source declares it in force → in force;
    /// 6. else nobody knows: a day of issue does not put a text into force.
    ///
    /// A source declares for the day when it was read, without the day of the change; for an asked day
    /// before that the reason says so.
    pub fn at(document: &Document, day: Day) -> Self {
        let declared = document.declared_status.clone();
        let (state, reasons) = judge(document, declared.as_ref(), day);
        Self {
            state,
            label: state.label().to_owned(),
            declared,
            reasons,
        }
    }
}

fn judge(
    document: &Document,
    declared: Option<&DeclaredStatus>,
    day: Day,
) -> (Status, Vec<Reason>) {
    let dates = &document.dates;
    let says = declared.map_or(Status::Unknown, |declared| declared.status);
    let begun = dates.effective.filter(|effective| *effective <= day);
    let declared_reason = || declared.map(by_source);

    if let Some(effective) = dates.effective.filter(|effective| *effective > day) {
        let reason = reason(
            ReasonCode::EffectiveFrom,
            effective,
            "自",
            "起施行，至查询日尚未生效",
        );
        return (
            Status::NotYetEffective,
            with(reason, contradicts(declared, Status::NotYetEffective)),
        );
    }
    if let Some(issued) = not_yet_issued(document, day) {
        let reason = reason(ReasonCode::NotYetIssued, issued, "", "之前尚无此文本");
        return (Status::NotYetEffective, vec![reason]);
    }
    if says.is_over() {
        return (
            says,
            declared_reason()
                .into_iter()
                .chain(begun.map(since))
                .collect(),
        );
    }
    if let Some(expires) = dates.expires.filter(|expires| *expires < day) {
        let reason = reason(ReasonCode::ExpiredOn, expires, "有效期至", "，已届满");
        return (
            Status::Expired,
            with(reason, contradicts(declared, Status::Expired)),
        );
    }
    let ends = dates
        .expires
        .map(|day| reason(ReasonCode::ExpiresOn, day, "有效期至", ""));
    if matches!(says, Status::PartlyInForce | Status::Suspended) {
        return (
            says,
            declared_reason()
                .into_iter()
                .chain(begun.map(since))
                .chain(ends)
                .collect(),
        );
    }
    if says == Status::NotYetEffective && begun.is_none() {
        return (says, declared_reason().into_iter().collect());
    }
    if begun.is_some() || says == Status::InForce {
        let agreed = match says {
            Status::InForce => declared_reason(),
            _ => contradicts(declared, Status::InForce),
        };
        return (
            Status::InForce,
            begun
                .map(since)
                .into_iter()
                .chain(ends)
                .chain(agreed)
                .collect(),
        );
    }
    let text = "没有施行日期，来源也未标注时效，无法判断".to_owned();
    let unknown = Reason {
        code: ReasonCode::NoEffectiveDate,
        date: None,
        text,
    };
    (
        Status::Unknown,
        std::iter::once(unknown).chain(ends).collect(),
    )
}

/// The first day on which the text can have existed, when it lies after the asked day and no day of entry into
/// force contradicts it.
fn not_yet_issued(document: &Document, day: Day) -> Option<Day> {
    let dates = &document.dates;
    let earliest = [dates.effective, dates.passed, dates.signed, dates.issued]
        .into_iter()
        .flatten()
        .min()?;
    (earliest > day).then_some(earliest)
}

fn since(effective: Day) -> Reason {
    reason(ReasonCode::EffectiveSince, effective, "自", "起施行")
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

fn with(first: Reason, second: Option<Reason>) -> Vec<Reason> {
    std::iter::once(first).chain(second).collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Record, read_record};
    use expect_test::{Expect, expect};

    fn check(effective: &str, expires: &str, declared: &str, day: &str, expected: Expect) {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let record = Record {
            id: "1".into(),
            title: "某办法".into(),
            text: "正文".into(),
            published: some("2020-01-01"),
            effective: some(effective),
            expires: some(expires),
            declared_status: some(declared),
            ..Record::default()
        };
        let (document, _) = read_record(record).expect("a document");
        let validity = Validity::at(&document, day.parse().expect("a day"));
        let reasons: Vec<String> = validity
            .reasons
            .into_iter()
            .map(|reason| reason.text)
            .collect();
        expected.assert_eq(&format!("{}：{}", validity.label, reasons.join("；")));
    }

    #[test]
    fn the_first_and_the_last_day_are_in_force() {
        check(
            "2020-03-01",
            "2022-02-28",
            "",
            "2020-02-29",
            expect!["尚未生效：自2020年3月1日起施行，至查询日尚未生效"],
        );
        check(
            "2020-03-01",
            "2022-02-28",
            "",
            "2020-03-01",
            expect!["现行有效：自2020年3月1日起施行；有效期至2022年2月28日"],
        );
        check(
            "2020-03-01",
            "2022-02-28",
            "",
            "2022-02-28",
            expect!["现行有效：自2020年3月1日起施行；有效期至2022年2月28日"],
        );
        check(
            "2020-03-01",
            "2022-02-28",
            "",
            "2022-03-01",
            expect!["有效期已满：有效期至2022年2月28日，已届满"],
        );
    }

    #[test]
    fn what_the_source_declares_stands_beside_what_the_days_say() {
        check(
            "2020-03-01",
            "",
            "废止",
            "2026-01-01",
            expect!["已废止：来源标注为“废止”；自2020年3月1日起施行"],
        );
        check(
            "2020-03-01",
            "",
            "失效",
            "2020-02-01",
            expect!["尚未生效：自2020年3月1日起施行，至查询日尚未生效；来源标注为“失效”"],
        );
        check(
            "2020-03-01",
            "2022-02-28",
            "有效",
            "2026-01-01",
            expect!["有效期已满：有效期至2022年2月28日，已届满；来源标注为“有效”，与日期不符"],
        );
        check(
            "2020-03-01",
            "",
            "部分有效",
            "2026-01-01",
            expect!["部分有效：来源标注为“部分有效”；自2020年3月1日起施行"],
        );
        check(
            "",
            "",
            "有效",
            "2026-01-01",
            expect!["现行有效：来源标注为“有效”"],
        );
        check(
            "2030-01-01",
            "",
            "有效",
            "2026-01-01",
            expect![
                "尚未生效：自2030年1月1日起施行，至查询日尚未生效；来源标注为“有效”，与日期不符"
            ],
        );
        check(
            "2020-03-01",
            "",
            "尚未生效",
            "2026-01-01",
            expect!["现行有效：自2020年3月1日起施行；来源标注为“尚未生效”，与日期不符"],
        );
    }

    #[test]
    fn a_day_of_issue_alone_decides_nothing_after_it() {
        check(
            "",
            "",
            "",
            "2026-01-01",
            expect!["时效不明：没有施行日期，来源也未标注时效，无法判断"],
        );
        check(
            "",
            "",
            "",
            "2019-12-31",
            expect!["尚未生效：2020年1月1日之前尚无此文本"],
        );
    }
}
