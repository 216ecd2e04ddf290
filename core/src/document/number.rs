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

use super::authority::organs;
use super::model::{DocumentNumber, Origin};
use super::numeral::{is_numeral, read_integer};
use super::region::regions;
use super::spelling;

const INPUT_CHARS_MAX: usize = 200;
const HEAD_CHARS_MAX: usize = 40;
const CODE_CHARS_MAX: usize = 24;

/// Years that a number can carry; before 1949 there are none, and 2100 is far.
const YEARS: std::ops::RangeInclusive<u32> = 1949..=2099;

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

    /// What two spellings of one number have in common, for exact matching: lower case, no brackets, no 第, no
    /// 号, a dash between year and serial (`国办发2012-46`, `国务院令711`).
    pub fn key(&self) -> String {
        key_of(&self.canonical)
    }

    /// [`DocumentNumber::key`] and the keys of the other names that the same number goes by: `粤府令第275号`
    /// is `广东省人民政府令第275号`, a decree of 国家计委 is one of 国家发展计划委员会. The first is the key itself.
    pub fn keys(&self) -> Vec<String> {
        let mut keys = vec![self.key()];
        let Some(organ) = self.organ_code.as_deref() else {
            return keys;
        };
        if !(self.is_decree() || self.is_announcement()) {
            return keys;
        }
        let after = self.after_organ();
        for other in other_names(organ) {
            keys.push(key_of(&format!("{other}{after}")));
        }
        // 浙政令〔2010〕275号 counts on through the years, and is quoted without the year.
        if let (true, Some(_), Some(serial)) = (self.is_decree(), self.year, self.sequence) {
            for name in std::iter::once(organ.to_owned()).chain(other_names(organ)) {
                keys.push(key_of(&format!("{name}令第{serial}号")));
            }
        }
        keys.sort_by_key(|key| *key != self.key());
        let mut seen = std::collections::BTreeSet::new();
        keys.retain(|key| seen.insert(key.clone()));
        keys
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

/// The names besides `organ` under which the same organ's decrees are quoted.
fn other_names(organ: &str) -> Vec<String> {
    let mut names = Vec::new();
    if let Some(full) = organs().full_name(organ).filter(|full| *full != organ) {
        names.push(full.to_owned());
    }
    names.extend(government_of_code(organ));
    names
}

/// `粤府` and `津政` are the governments of Guangdong and Tianjin.
pub(crate) fn government_of_code(code: &str) -> Option<String> {
    let mut chars = code.chars();
    let province = regions().by_abbreviation(chars.next()?)?;
    matches!(chars.as_str(), "府" | "政" | "政府" | "人民政府")
        .then(|| format!("{}人民政府", province.name))
}

fn key_of(canonical: &str) -> String {
    let mut key = String::with_capacity(canonical.len());
    for c in canonical.chars() {
        match c {
            '〕' | '年' if key.ends_with(|c: char| c.is_ascii_digit()) => key.push('-'),
            '〔' | '〕' | '第' | '号' | ' ' => {}
            _ => key.extend(c.to_lowercase()),
        }
    }
    key
}

/// The parts of a number as they stand in the folded text.
struct Parts {
    head: String,
    year: Option<u16>,
    serial: u32,
    /// 令 or 公告 where the form has it.
    form: Form,
    end: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum Form {
    Code,
    Decree,
    Announcement(&'static str),
}

impl Parts {
    fn into_number(self, raw: &str) -> DocumentNumber {
        let Parts {
            head,
            year,
            serial,
            form,
            ..
        } = self;
        let canonical = match (form, year) {
            (Form::Code, Some(year)) => format!("{head}〔{year}〕{serial}号"),
            (Form::Code, None) => format!("{head}第{serial}号"),
            (Form::Decree, Some(year)) => format!("{head}令〔{year}〕第{serial}号"),
            (Form::Decree, None) => format!("{head}令第{serial}号"),
            (Form::Announcement(word), Some(year)) => format!("{head}{word}{year}年第{serial}号"),
            (Form::Announcement(word), None) => format!("{head}{word}第{serial}号"),
        };
        DocumentNumber {
            raw: raw.trim().to_owned(),
            canonical,
            organ_code: (!head.is_empty()).then_some(head),
            year,
            sequence: Some(serial),
            origin: Origin::Field,
        }
    }
}

/// One spelling of the characters: brackets are 〔〕, runs of white space one space, nothing invisible.
fn folded(raw: &str) -> Vec<char> {
    let mut chars: Vec<char> = Vec::new();
    for c in raw
        .trim()
        .chars()
        .take(INPUT_CHARS_MAX)
        .filter(|c| !spelling::is_invisible(*c))
    {
        let c = match spelling::fold_width(c) {
            c if spelling::opens(c) => '〔',
            c if spelling::closes(c) => '〕',
            c if c.is_whitespace() => ' ',
            '；' => ';',
            '，' => ',',
            '—' | '–' | '－' | '‐' | '‑' => '-',
            c => c,
        };
        if c != ' ' || chars.last() != Some(&' ') {
            chars.push(c);
        }
    }
    strip_label(&mut chars);
    strip_enclosing_brackets(&mut chars);
    chars
}

/// `文号：` before the number.
fn strip_label(chars: &mut Vec<char>) {
    if let Some(colon) = chars.iter().take(8).position(|c| *c == ':') {
        let label: String = chars[..colon].iter().filter(|c| **c != ' ').collect();
        if matches!(
            label.as_str(),
            "文号" | "发文字号" | "发文号" | "字号" | "文件编号" | "发文编号"
        ) {
            chars.drain(..=colon);
        }
    }
}

/// `（国办发〔2012〕46号）` as it stands under a title.
fn strip_enclosing_brackets(chars: &mut Vec<char>) {
    while chars.first() == Some(&'〔') && chars.last() == Some(&'〕') {
        let mut depth = 0_usize;
        let closes_early = chars[..chars.len() - 1].iter().any(|c| {
            depth = match c {
                '〔' => depth + 1,
                '〕' => depth.saturating_sub(1),
                _ => depth,
            };
            depth == 0
        });
        if closes_early {
            return;
        }
        chars.pop();
        chars.remove(0);
    }
}

fn parse(chars: &[char]) -> Option<Parts> {
    let mut scan = Scan { chars, at: 0 };
    scan.skip_space();
    let start = scan.at;
    // The old order: the year comes first, 〔86〕法研字第4号.
    if let Some(year) = scan.bracketed_year() {
        let after_year = scan.at;
        for at in after_year..chars.len().min(after_year + HEAD_CHARS_MAX) {
            if let Some(tail) = (Scan { chars, at }).serial(false) {
                return finish(&chars[after_year..at], Some(year), tail);
            }
        }
        return None;
    }
    for at in start..chars.len().min(start + HEAD_CHARS_MAX) {
        let mut scan = Scan { chars, at };
        if let Some(year) = scan.year()
            && let Some(tail) = scan.serial(true)
        {
            return finish(&chars[start..at], Some(year), tail);
        }
        let named_form = form_word(&chars[start..at]).is_some();
        if let Some(tail) = (Scan { chars, at }).serial(named_form) {
            return finish(&chars[start..at], None, tail);
        }
    }
    None
}

/// What comes after the year.
struct Tail {
    serial: u32,
    decree: bool,
    end: usize,
}

fn finish(head: &[char], year: Option<u16>, tail: Tail) -> Option<Parts> {
    let mut head: String = head.iter().filter(|c| **c != ' ').collect();
    for noise in ["符合", "根据", "依据", "按照", "依照", "转发", "原"] {
        if let Some(rest) = head.strip_prefix(noise) {
            head = rest.to_owned();
        }
    }
    // 最高人民法院以法发〔1993〕15号通知印发
    if let Some((_, code)) = head
        .rsplit_once('以')
        .filter(|(organ, _)| !organ.is_empty())
    {
        head = code.to_owned();
    }
    head = head.replace("中华人民共和国", "");
    let mut form = Form::Code;
    if let Some((organ, word)) = split_form(&head) {
        form = word;
        head = organ;
    } else if tail.decree {
        form = Form::Decree;
    }
    let is_head_char =
        |c: char| c.is_alphabetic() || matches!(c, '〔' | '〕' | '、' | '〇' | '○' | '-');
    if !head.chars().all(is_head_char) || head.starts_with('〔') || !brackets_match(&head) {
        return None;
    }
    // An organ's code is short and no phrase; a title with its number behind it is not a number.
    let is_code =
        !head.is_empty() && head.chars().count() <= CODE_CHARS_MAX && !head.contains('的');
    if form == Form::Code && !is_code {
        return None;
    }
    if form == Form::Decree {
        head = decree_organ(&head);
    }
    Some(Parts {
        head,
        year,
        serial: tail.serial,
        form,
        end: tail.end,
    })
}

fn brackets_match(head: &str) -> bool {
    let mut open = false;
    for c in head.chars() {
        match (c, open) {
            ('〔', false) => open = true,
            ('〕', true) => open = false,
            ('〔' | '〕', _) => return false,
            _ => {}
        }
    }
    !open
}

/// The organ's name in the head of a decree, one for all spellings.
fn decree_organ(head: &str) -> String {
    let head = head.strip_suffix("部长").map_or(head.to_owned(), |organ| {
        if organ.ends_with('部') {
            organ.to_owned()
        } else {
            format!("{organ}部")
        }
    });
    match head.as_str() {
        "国" => "国务院".to_owned(),
        "国务院、中央军委" | "国务院中央军委" | "国务院中央军事委员会" => {
            "国务院、中央军事委员会".to_owned()
        }
        _ => head,
    }
}

/// 令, 公告 or 通告 at the end of a head.
fn form_word(head: &[char]) -> Option<Form> {
    let head: String = head.iter().filter(|c| **c != ' ').collect();
    split_form(&head).map(|(_, form)| form)
}

fn split_form(head: &str) -> Option<(String, Form)> {
    let words = [
        ("命令", Form::Decree),
        ("令", Form::Decree),
        ("公告", Form::Announcement("公告")),
        ("通告", Form::Announcement("通告")),
    ];
    words
        .into_iter()
        .find_map(|(word, form)| Some((head.strip_suffix(word)?.to_owned(), form)))
}

/// A place in the characters.
struct Scan<'a> {
    chars: &'a [char],
    at: usize,
}

impl Scan<'_> {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn eat(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        self.at += usize::from(found);
        found
    }

    fn skip_space(&mut self) -> bool {
        self.eat(' ')
    }

    /// The numeral here, at most `chars_max` characters long.
    fn numeral(&mut self, chars_max: usize) -> Option<(u32, usize)> {
        let from = self.at;
        while self.peek().is_some_and(is_numeral) {
            self.at += 1;
        }
        let length = self.at - from;
        let text: String = self.chars[from..self.at].iter().collect();
        let value = read_integer(&text).filter(|_| length <= chars_max);
        if value.is_none() {
            self.at = from;
        }
        value.map(|value| (value, length))
    }

    fn year(&mut self) -> Option<u16> {
        let from = self.at;
        let year = self.bracketed_year().or_else(|| {
            self.at = from;
            self.bare_year()
        });
        if year.is_none() {
            self.at = from;
        }
        year
    }

    /// `〔2012〕`, `〔2012年〕`, `〔86〕`.
    fn bracketed_year(&mut self) -> Option<u16> {
        if !self.eat('〔') {
            return None;
        }
        self.skip_space();
        let (value, length) = self.numeral(4)?;
        let year = match (value, length) {
            (value, 4) => value,
            (value @ 49..=99, 2) => 1900 + value,
            _ => return None,
        };
        self.skip_space();
        self.eat('年');
        self.skip_space();
        let closed = self.eat('〕');
        u16::try_from(year)
            .ok()
            .filter(|_| closed && YEARS.contains(&year))
    }

    /// `2019年`, or `2012` before 第, a dash or a space.
    fn bare_year(&mut self) -> Option<u16> {
        // Not from the middle of a longer run of digits.
        if self.at > 0 && self.chars[self.at - 1].is_ascii_digit() {
            return None;
        }
        let (year, length) = self.numeral(4)?;
        let spaced = self.skip_space();
        let marked = self.eat('年') || self.eat('-') || self.peek() == Some('第') || spaced;
        u16::try_from(year)
            .ok()
            .filter(|_| marked && length == 4 && YEARS.contains(&year))
    }

    /// `46号`, `第46号`, `（第711号）`, `第664号令`. Without 第 only where `bare_allowed`, that is after a year
    /// or after 令; without 号 only at the end of all, or before what no number goes on with.
    fn serial(&mut self, bare_allowed: bool) -> Option<Tail> {
        self.skip_space();
        let bracketed = self.eat('〔');
        self.skip_space();
        let ordinal = self.eat('第');
        self.skip_space();
        if !ordinal && !bare_allowed {
            return None;
        }
        let (serial, _) = self.numeral(7)?;
        self.skip_space();
        let marked = self.eat('号');
        if serial == 0
            || (!marked && (!bare_allowed || self.peek().is_some_and(char::is_alphabetic)))
        {
            return None;
        }
        if bracketed && !self.eat('〕') {
            return None;
        }
        let decree = marked && !bracketed && self.eat('令');
        Some(Tail {
            serial,
            decree,
            end: self.at,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(texts: &[&str], expected: Expect) {
        let read: Vec<String> = texts
            .iter()
            .map(|text| match DocumentNumber::read(text) {
                Some(number) => format!(
                    "{text} → {} | {}",
                    number.canonical,
                    number.keys().join(" ")
                ),
                None => format!("{text} → –"),
            })
            .collect();
        expected.assert_eq(&read.join("\n"));
    }

    #[test]
    fn every_spelling_of_a_number_is_one() {
        for text in [
            "国办发〔2012〕46号",
            "国办发[2012]46号",
            "国办发［2012］46号",
            "国办发（2012）46号",
            "国办发(2012)第46号",
            "国办发【2012】46号",
            "国办发<2012>46号",
            "国办发﹝2012﹞46号",
            "国办发 〔2012〕 046 号",
            "国办发２０１２年４６号",
            "国办发2012第46号",
            "国办发〔二〇一二〕四十六号",
            "国办发[2012]46",
            "国办发〔2012年〕46号",
            "（国办发〔2012〕46号）",
            "文号：国办发〔2012〕46号",
            "国办发2012-46号",
            "\u{200b}国办发〔2012〕46号文",
            "国办发2012 46号",
        ] {
            let number = DocumentNumber::read(text);
            assert_eq!(
                number.map(|n| n.canonical).as_deref(),
                Some("国办发〔2012〕46号"),
                "{text}"
            );
        }
    }

    #[test]
    fn every_spelling_of_a_decree_is_one() {
        for text in [
            "国务院令第711号",
            "国务院令711号",
            "中华人民共和国国务院令（第711号）",
            "国务院第711号令",
            "国令第711号",
            "中华人民共和国国务院令第七百一十一号",
            "国务院令 第 711 号",
        ] {
            let number = DocumentNumber::read(text);
            assert_eq!(
                number.map(|n| n.canonical).as_deref(),
                Some("国务院令第711号"),
                "{text}"
            );
        }
    }

    #[test]
    fn decrees_and_announcements_keep_their_form() {
        check(
            &[
                "住房和城乡建设部令第37号",
                "建设部部长令第77号",
                "兰州市人民政府令[2008]第1号",
                "浙政令〔2010〕275号",
                "粤府令第275号",
                "原国家计委令第3号",
                "部令 第28号",
                "公告 2019年 第28号",
                "省统计局公告【2021】3号",
                "中华人民共和国主席令第62号",
                "中华人民共和国国务院、中华人民共和国中央军事委员会令第487号",
                "浙江省第十一届人民代表大会常务委员会公告第85号",
            ],
            expect![[r#"
                住房和城乡建设部令第37号 → 住房和城乡建设部令第37号 | 住房和城乡建设部令37
                建设部部长令第77号 → 建设部令第77号 | 建设部令77
                兰州市人民政府令[2008]第1号 → 兰州市人民政府令〔2008〕第1号 | 兰州市人民政府令2008-1 兰州市人民政府令1
                浙政令〔2010〕275号 → 浙政令〔2010〕第275号 | 浙政令2010-275 浙江省人民政府令2010-275 浙政令275 浙江省人民政府令275
                粤府令第275号 → 粤府令第275号 | 粤府令275 广东省人民政府令275
                原国家计委令第3号 → 国家计委令第3号 | 国家计委令3 国家发展计划委员会令3
                部令 第28号 → 部令第28号 | 部令28
                公告 2019年 第28号 → 公告2019年第28号 | 公告2019-28
                省统计局公告【2021】3号 → 省统计局公告2021年第3号 | 省统计局公告2021-3
                中华人民共和国主席令第62号 → 主席令第62号 | 主席令62 中华人民共和国主席令62
                中华人民共和国国务院、中华人民共和国中央军事委员会令第487号 → 国务院、中央军事委员会令第487号 | 国务院、中央军事委员会令487
                浙江省第十一届人民代表大会常务委员会公告第85号 → 浙江省第十一届人民代表大会常务委员会公告第85号 | 浙江省十一届人民代表大会常务委员会公告85"#]],
        );
    }

    #[test]
    fn codes_with_numerals_and_brackets_are_read() {
        check(
            &[
                "京教基二〔2016〕3号",
                "教基一厅[2016]1号",
                "武劳社（2006）093号",
                "法（研）复〔1986〕17号",
                "〔86〕法研字第4号",
                "国发〔83〕4号",
                "符合津教委〔2011〕103号",
                "国办发明电〔2018〕15号",
                "国发〔2019〕5号、国发〔2019〕6号",
                "HFGS〔2022〕7号",
            ],
            expect![[r#"
                京教基二〔2016〕3号 → 京教基二〔2016〕3号 | 京教基二2016-3
                教基一厅[2016]1号 → 教基一厅〔2016〕1号 | 教基一厅2016-1
                武劳社（2006）093号 → 武劳社〔2006〕93号 | 武劳社2006-93
                法（研）复〔1986〕17号 → 法〔研〕复〔1986〕17号 | 法研复1986-17
                〔86〕法研字第4号 → 法研字〔1986〕4号 | 法研字1986-4
                国发〔83〕4号 → 国发〔1983〕4号 | 国发1983-4
                符合津教委〔2011〕103号 → 津教委〔2011〕103号 | 津教委2011-103
                国办发明电〔2018〕15号 → 国办发明电〔2018〕15号 | 国办发明电2018-15
                国发〔2019〕5号、国发〔2019〕6号 → 国发〔2019〕5号 | 国发2019-5
                HFGS〔2022〕7号 → HFGS〔2022〕7号 | hfgs2022-7"#]],
        );
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "",
            "无",
            "2012",
            "第三条",
            "46号",
            "〔2012〕46号",
            "国发〔3012〕4号",
            "国务院",
            "国办发201246号",
            "国发〔2014〕",
            "国发〔2014〕0号",
            "《国发》〔2014〕3号文件精神通知如下abc第",
        ] {
            assert_eq!(
                DocumentNumber::read(text).map(|n| n.canonical),
                None,
                "{text}"
            );
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_the_grammar_panic(text in "[国办发令公告第号年〔（\\[\\])〕0-9一二十 、]{0,30}|\\PC{0,60}") {
            if let Some(number) = DocumentNumber::read(&text) {
                let again = DocumentNumber::read(&number.canonical).map(|n| n.canonical);
                proptest::prop_assert_eq!(again.as_deref(), Some(number.canonical.as_str()));
                number.keys();
            }
        }
    }
}
