//! Parameters of the query string: read once, checked against their table, never ignored in silence.
//!
//! A [`Parameter`] says what it takes; reading and the OpenAPI description both go by it.

mod percent;
mod table;

use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::Error as ValueError;
use tongcha::Day;

use crate::bilingual::Said;
use crate::problem::Problem;

pub use percent::{decode_segment, encode};
pub use table::*;

/// A parameter: its name and what it takes.
#[derive(Debug)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// Whether it may come several times.
    pub repeats: bool,
    /// What its values are.
    pub shape: Shape,
    /// What it does.
    pub about: &'static str,
}

/// What the values of a parameter are.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// Text of at most so many characters.
    Text {
        /// The most characters.
        chars_max: usize,
    },
    /// One of these words.
    Choice(fn() -> Vec<&'static str>),
    /// Several of these words, separated by commas.
    List(fn() -> Vec<&'static str>),
    /// A whole number in bounds.
    Number {
        /// The smallest.
        from: usize,
        /// The largest.
        to: usize,
        /// What holds when it is not given.
        default: Option<usize>,
    },
    /// A day, `YYYY-MM-DD`.
    Day,
    /// `1` or `0`.
    Flag,
}

/// The parameters of one request.
#[derive(Debug, Default)]
pub struct Parameters {
    pairs: Vec<(&'static Parameter, String)>,
}

/// What happens to parameters that are not in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unknown {
    /// Refused: a program that misspells a filter must not get an unfiltered answer.
    Refuse,
    /// Left out: addresses of pages are passed on by programs that add parameters of their own.
    LeaveOut,
}

/// Values that one filter may list. (As core has it.)
pub use tongcha::search::FILTER_VALUES_MAX as VALUES_MAX;

impl Parameters {
    /// Reads a query string. Parameters without a value count as not given, as forms send them.
    ///
    /// # Errors
    /// For unknown and unreadable parameters, and for those that come too often.
    pub fn read(
        query: &str,
        known: &[&'static Parameter],
        unknown: Unknown,
    ) -> Result<Self, Problem> {
        let mut pairs: Vec<(&'static Parameter, String)> = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let name = percent::decode(name).unwrap_or_else(|| name.to_owned());
            let Some(parameter) = known.iter().find(|parameter| parameter.name == name) else {
                match unknown {
                    Unknown::LeaveOut => continue,
                    Unknown::Refuse => {
                        let names: Vec<&str> =
                            known.iter().map(|parameter| parameter.name).collect();
                        return Err(Problem::unknown(&name, &names));
                    }
                }
            };
            let value = percent::decode(value).ok_or_else(|| {
                Problem::invalid(
                    &name,
                    Said::new("不是有效的 UTF-8 文本", "it is not valid UTF-8"),
                )
            })?;
            // An empty list is a list; everything else that is empty was not given.
            if value.is_empty() && !matches!(parameter.shape, Shape::List(_)) {
                continue;
            }
            pairs.push((parameter, value));
            check_count(&pairs, parameter)?;
        }
        Ok(Self { pairs })
    }

    fn values(&self, parameter: &Parameter) -> impl Iterator<Item = &str> {
        let name = parameter.name;
        self.pairs
            .iter()
            .filter(move |(of, _)| of.name == name)
            .map(|(_, value)| value.as_str())
    }

    /// The text of a parameter.
    ///
    /// # Errors
    /// When it is too long.
    pub fn text(&self, parameter: &Parameter) -> Result<Option<String>, Problem> {
        Ok(self.texts(parameter)?.pop())
    }

    /// The texts of a parameter that repeats.
    ///
    /// # Errors
    /// When one is too long.
    pub fn texts(&self, parameter: &Parameter) -> Result<Vec<String>, Problem> {
        let Shape::Text { chars_max } = parameter.shape else {
            return Ok(Vec::new());
        };
        let check = |value: &str| {
            let chars = value.chars().count();
            if chars <= chars_max {
                return Ok(value.to_owned());
            }
            let said = Said::new(
                format!("有 {chars} 个字，最多 {chars_max} 个"),
                format!("it has {chars} characters; at most {chars_max} are read"),
            );
            Err(Problem::invalid(parameter.name, said))
        };
        self.values(parameter).map(check).collect()
    }

    /// The number of a parameter, or its default.
    ///
    /// # Errors
    /// When it is no number or out of its bounds.
    pub fn number(&self, parameter: &Parameter) -> Result<Option<usize>, Problem> {
        let Shape::Number { default, .. } = parameter.shape else {
            return Ok(None);
        };
        Ok(self.numbers(parameter)?.pop().or(default))
    }

    /// The numbers of a parameter that repeats.
    ///
    /// # Errors
    /// When one is no number or out of its bounds.
    pub fn numbers(&self, parameter: &Parameter) -> Result<Vec<usize>, Problem> {
        let Shape::Number { from, to, .. } = parameter.shape else {
            return Ok(Vec::new());
        };
        let check = |value: &str| {
            let digits = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
            let number = value
                .parse()
                .ok()
                .filter(|number| digits && (from..=to).contains(number));
            number.ok_or_else(|| {
                let said = Said::new(
                    format!("应当是 {from} 至 {to} 的整数"),
                    format!("it is a whole number from {from} to {to}"),
                );
                Problem::invalid(parameter.name, said)
            })
        };
        self.values(parameter).map(check).collect()
    }

    /// The day of a parameter.
    ///
    /// # Errors
    /// When it is no day of the calendar.
    pub fn day(&self, parameter: &Parameter) -> Result<Option<Day>, Problem> {
        let check = |value: &str| {
            value.parse().map_err(|error: tongcha::document::DayError| {
                let said = Said::new("应当是日历上有的日期，写作 2026-01-31", error.to_string());
                Problem::invalid(parameter.name, said)
            })
        };
        self.values(parameter).next().map(check).transpose()
    }

    /// Whether a flag is set.
    ///
    /// # Errors
    /// When it is neither 0 nor 1.
    pub fn flag(&self, parameter: &Parameter) -> Result<bool, Problem> {
        match self.values(parameter).next() {
            None | Some("0") => Ok(false),
            Some("1") => Ok(true),
            Some(_) => {
                let said = Said::new("应当是 1（是）或 0（否）", "it is 1 (yes) or 0 (no)");
                Err(Problem::invalid(parameter.name, said))
            }
        }
    }

    /// The word of a parameter, as the type that it names.
    ///
    /// # Errors
    /// When it is none of the words.
    pub fn choice<'de, T: Deserialize<'de>>(
        &'de self,
        parameter: &Parameter,
    ) -> Result<Option<T>, Problem> {
        let read = |word: &'de str| {
            T::deserialize(IntoDeserializer::<ValueError>::into_deserializer(word)).ok()
        };
        self.values(parameter)
            .next()
            .map(|word| read(word).ok_or_else(|| wrong_word(parameter, word)))
            .transpose()
    }

    /// The words of a parameter that repeats.
    ///
    /// # Errors
    /// When one is none of the words.
    pub fn choices<T>(
        &self,
        parameter: &Parameter,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Vec<T>, Problem> {
        self.values(parameter)
            .map(|word| read(word).ok_or_else(|| wrong_word(parameter, word)))
            .collect()
    }

    /// The words of a list; `None` when it was not given.
    ///
    /// # Errors
    /// When one is none of the words.
    pub fn list<T>(
        &self,
        parameter: &Parameter,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<Vec<T>>, Problem> {
        let Some(list) = self.values(parameter).next() else {
            return Ok(None);
        };
        let words = list
            .split(',')
            .map(str::trim)
            .filter(|word| !word.is_empty());
        words
            .map(|word| read(word).ok_or_else(|| wrong_word(parameter, word)))
            .collect::<Result<_, _>>()
            .map(Some)
    }
}

fn check_count(
    pairs: &[(&'static Parameter, String)],
    parameter: &Parameter,
) -> Result<(), Problem> {
    let count = pairs
        .iter()
        .filter(|(of, _)| of.name == parameter.name)
        .count();
    let (most, said) = if parameter.repeats {
        (
            VALUES_MAX,
            Said::new("最多 50 个值", "at most 50 values are read"),
        )
    } else {
        (1, Said::new("只能出现一次", "it may come only once"))
    };
    if count > most {
        Err(Problem::invalid(parameter.name, said))
    } else {
        Ok(())
    }
}

fn wrong_word(parameter: &Parameter, word: &str) -> Problem {
    let word: String = word.chars().take(40).collect();
    let words = match parameter.shape {
        Shape::Choice(words) | Shape::List(words) => words().join(", "),
        _ => String::new(),
    };
    let said = Said::new(
        format!("没有“{word}”；可用的值：{words}"),
        format!("there is no {word:?}; it takes {words}"),
    );
    Problem::invalid(parameter.name, said)
}
