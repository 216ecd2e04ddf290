//! Document numbers (文号, GB/T 9704-2012 §7.2.5) and decree numbers, in every spelling, to one.
//!
//! The grammar, spaces allowed anywhere and any kind of bracket in the place of 〔〕:
//!
//! ```text
//! number  = head year? serial            国办发〔2012〕46号   环境保护部公告2019年第28号
//!         | year head serial             〔86〕法研字第4号     the order of the years before 1987
//! year    = 〔 YYYY 年? 〕 | YYYY 年 | YYYY before 第, a dash or a space
//! serial  = 〔? 第? N 号? 〕? 令?          leading zeros fall, N in any numerals
//! head    = an organ's code (国办发), or an organ's name with 令 or 公告
//! ```
//!
//! Reading is one pass over at most 200 characters, without recursion.

mod fold;
mod keys;
mod parse;
mod scan;
#[cfg(test)]
mod tests;

pub(crate) use keys::government_of_code;

use super::DocumentNumber;
use fold::folded;
use parse::parse;

impl DocumentNumber {
    /// Reads a number that fills the field; `None` when the field holds something else (`无`, a sentence).
    ///
    /// A second number after 、 or ; is left out: it is in the raw text.
    ///
    /// ```
    /// use tongcha::document::DocumentNumber;
    /// let number = DocumentNumber::read("国办发[2012]046号").expect("a number");
    /// assert_eq!(number.canonical, "国办发〔2012〕46号");
    /// let decree = DocumentNumber::read("中华人民共和国国务院令（第711号）").expect("a number");
    /// assert_eq!(decree.canonical, "国务院令第711号");
    /// ```
    pub fn read(raw: &str) -> Option<Self> {
        let chars = folded(raw);
        let parts = parse(&chars)?;
        let rest: String = chars[parts.end..].iter().collect();
        let rest_is_no_part = matches!(rest.as_str(), "文" | "文件" | "的" | "〕")
            || rest.starts_with([' ', '、', ',', ';', '。', '〔']);
        let rest_is_no_part = rest.is_empty() || rest_is_no_part;
        rest_is_no_part.then(|| parts.into_number(raw))
    }

    /// Reads a number at the start of `text`, whatever comes after it.
    pub(crate) fn read_prefix(text: &str) -> Option<Self> {
        let chars = folded(text);
        let parts = parse(&chars)?;
        let raw: String = chars[..parts.end].iter().collect();
        Some(parts.into_number(&raw))
    }

    /// Reads a number at the start of folded characters (brackets 〔〕, single spaces), and how many it takes.
    pub(crate) fn read_folded(chars: &[char]) -> Option<(Self, usize)> {
        let parts = parse(chars)?;
        let end = parts.end;
        let raw: String = chars[..end].iter().collect();
        Some((parts.into_number(&raw), end))
    }

    /// Whether it is the number of a decree (令), the form of rules and administrative regulations.
    pub fn is_decree(&self) -> bool {
        self.after_organ().starts_with('令')
    }

    /// Whether it is the number of a public announcement (公告, 通告).
    pub fn is_announcement(&self) -> bool {
        let after = self.after_organ();
        after.starts_with("公告") || after.starts_with("通告")
    }

    fn after_organ(&self) -> &str {
        let organ = self.organ_code.as_deref().unwrap_or("");
        self.canonical.strip_prefix(organ).unwrap_or("")
    }

    /// The same number under the organ's full name: 部令第28号 in a record of the Ministry of Environmental
    /// Protection is 环境保护部令第28号.
    pub(crate) fn with_organ(mut self, organ: &str) -> Self {
        let after = self.after_organ().to_owned();
        self.canonical = format!("{organ}{after}");
        self.organ_code = Some(organ.to_owned());
        self
    }
}
