//! States of validity that stand as words of their own: 已废止, 现行有效.

use super::reader::Reader;
use super::{Effect, InterpretationKind};
use crate::document::Status;

const OVER: &[Status] = &[
    Status::Repealed,
    Status::DeclaredInvalid,
    Status::Expired,
    Status::Superseded,
];
const IN_FORCE: &[Status] = &[Status::InForce, Status::PartlyInForce];

/// What people write, what is shown, and the states it means. 有效 and 废止 alone are words of titles and texts.
const WORDS: [(&str, &str, &[Status]); 30] = [
    ("已废止", "已废止", &[Status::Repealed, Status::Superseded]),
    (
        "已经废止",
        "已废止",
        &[Status::Repealed, Status::Superseded],
    ),
    (
        "已被废止",
        "已废止",
        &[Status::Repealed, Status::Superseded],
    ),
    ("废止的", "已废止", &[Status::Repealed, Status::Superseded]),
    ("失效", "失效", OVER),
    ("已失效", "失效", OVER),
    ("已经失效", "失效", OVER),
    ("失效的", "失效", OVER),
    ("作废", "失效", OVER),
    ("已作废", "失效", OVER),
    ("作废的", "失效", OVER),
    ("现行有效", "现行有效", IN_FORCE),
    ("现行有效的", "现行有效", IN_FORCE),
    ("现行", "现行有效", IN_FORCE),
    ("现行的", "现行有效", IN_FORCE),
    ("有效的", "现行有效", IN_FORCE),
    ("仍然有效", "现行有效", IN_FORCE),
    ("尚未生效", "尚未生效", &[Status::NotYetEffective]),
    ("未生效", "尚未生效", &[Status::NotYetEffective]),
    ("尚未施行", "尚未生效", &[Status::NotYetEffective]),
    ("已修改", "已修改", &[Status::AmendedInForce]),
    ("已被修改", "已修改", &[Status::AmendedInForce]),
    ("已经修改", "已修改", &[Status::AmendedInForce]),
    ("不再有效", "失效", OVER),
    ("目前有效", "现行有效", IN_FORCE),
    ("仍有效", "现行有效", IN_FORCE),
    ("正在施行", "现行有效", IN_FORCE),
    ("即将施行", "尚未生效", &[Status::NotYetEffective]),
    ("还没生效", "尚未生效", &[Status::NotYetEffective]),
    ("还未生效", "尚未生效", &[Status::NotYetEffective]),
];

/// Makes a filter of the first state that is a word of its own.
pub(super) fn read(reader: &mut Reader<'_>) {
    if !reader.wants(InterpretationKind::Status) {
        return;
    }
    for token in reader.line.words() {
        let text = reader.line.text(token.clone());
        // 失效的 is a state, 已失效的, too; 有效的 is one and 有效 is none.
        let known = |text: &str| WORDS.iter().find(|(word, ..)| *word == text);
        let is_of = text.strip_suffix('的').and_then(known);
        let Some((_, label, states)) = known(&text).or(is_of) else {
            continue;
        };
        reader.understanding.filters.status = states.to_vec();
        reader.line.drop(reader.line.with_brackets(token.clone()));
        reader.chip(
            InterpretationKind::Status,
            *label,
            token,
            true,
            Effect::Filters,
        );
        return;
    }
}
