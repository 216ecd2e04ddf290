//! Personal numbers in a text: groups of digits that together pass a check, weighed with what stands around them.

use std::ops::Range;

use super::digits::{Gap, Group, Script, chains};
use super::kind::Kind;

/// A number of 19 digits, each by itself.
const GROUPS_MAX: usize = 19;
const DIGITS_MAX: usize = 19;
/// Characters before a number in which words may say what it is.
const CONTEXT_CHARS: usize = 60;

/// A number in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub kind: Kind,
    pub range: Range<usize>,
    digits: String,
}

impl Found {
    /// The first three digits and a ＊ for each of the others.
    pub fn masked(&self) -> String {
        let shown = self.digits.chars().take(3);
        let hidden = self.digits.chars().skip(3).map(|_| '＊');
        shown.chain(hidden).collect()
    }
}

/// The personal numbers of a text, from left to right, none overlapping.
pub(super) fn find(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    for chain in chains(text) {
        let mut from = 0;
        while from < chain.len() {
            match longest(text, &chain, from) {
                Some((one, groups)) => {
                    found.push(one);
                    from += groups;
                }
                None => from += 1,
            }
        }
    }
    found
}

/// The longest number that begins with a group, and how many groups it takes.
fn longest(text: &str, chain: &[Group], from: usize) -> Option<(Found, usize)> {
    let mut digits = String::new();
    let mut best = None;
    for count in 1..=GROUPS_MAX.min(chain.len() - from) {
        let groups = &chain[from..from + count];
        let last = &groups[count - 1];
        if last.script != groups[0].script || digits.len() + last.digits.len() > DIGITS_MAX {
            break;
        }
        digits.push_str(&last.digits);
        let mut end = last.range.end;
        let mut number = digits.clone();
        if number.len() == 17
            && let Some(x) = spaced_x(&text[end..])
        {
            number.push('X');
            end += x;
        }
        let Some(kind) = Kind::of(&number) else {
            continue;
        };
        let place = Place {
            text,
            chain,
            from,
            count,
            range: groups[0].range.start..end,
        };
        if place.allows(kind) {
            let found = Found {
                kind,
                range: place.range,
                digits: number,
            };
            best = Some((found, count));
        }
    }
    best
}

/// How many bytes a check character takes that stands apart from its number.
fn spaced_x(rest: &str) -> Option<usize> {
    let bare =
        rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '－' | '.'));
    let gap = rest.len() - bare.len();
    let x = bare
        .chars()
        .next()
        .filter(|c| matches!(c, 'X' | 'x' | 'Ｘ' | 'ｘ'))?;
    let word = bare[x.len_utf8()..].starts_with(|c: char| c.is_ascii_alphanumeric());
    (gap <= 8 && !word).then_some(gap + x.len_utf8())
}

/// A number where it stands.
struct Place<'t> {
    text: &'t str,
    chain: &'t [Group],
    from: usize,
    count: usize,
    range: Range<usize>,
}

impl Place<'_> {
    /// Whether what stands around the number speaks for this kind.
    fn allows(&self, kind: Kind) -> bool {
        if self.is_in_word() {
            return false;
        }
        match kind {
            // Check character, day and region together are certain.
            Kind::IdentityCard => true,
            Kind::OldIdentityCard => self.says(&["身份", "证件", "证号", "公民"]),
            Kind::BankCard => {
                let says = self.says(&[
                    "银行", "卡号", "账号", "帐号", "账户", "帐户", "开户", "打卡",
                ]);
                says || !self.is_part_of_longer() && !self.counts() && self.is_grouped(&[4, 6, 8])
            }
            Kind::Mobile => {
                let says = self.says(&[
                    "电话", "手机", "联系", "号码", "微信", "致电", "拨打", "Tel", "TEL",
                ]);
                !self.counts()
                    && !self.is_part_of_longer()
                    && (says
                        || self.is_grouped(&[3, 4]) && !self.is_in_table() && !self.is_uneven())
            }
        }
    }

    /// Letters right before or behind: the number is part of a code. 电话Tel13800138000 is not.
    fn is_in_word(&self) -> bool {
        let before =
            self.text[..self.range.start].trim_end_matches(tongcha::document::is_invisible);
        let letters: String = before
            .chars()
            .rev()
            .take_while(char::is_ascii_alphabetic)
            .take(10)
            .collect();
        let letters: String = letters.chars().rev().collect::<String>().to_lowercase();
        let says = [
            "tel", "phone", "mobile", "mob", "id", "no", "card", "qq", "wx", "n", "t", "r", "p",
            "td",
        ];
        let coded = !letters.is_empty() && !says.contains(&letters.as_str());
        let behind = self.text[self.range.end..].chars().next();
        coded || behind.is_some_and(|c| c.is_ascii_alphabetic() && !matches!(c, 'n' | 'r' | 't'))
    }

    fn groups(&self) -> &[Group] {
        &self.chain[self.from..self.from + self.count]
    }

    /// Gaps inside the number.
    fn gaps(&self) -> impl Iterator<Item = Gap> {
        self.groups()[..self.count - 1]
            .iter()
            .map(|group| group.gap)
    }

    /// Other digits tied to it by a hyphen or a dot: 2020-13800138000-1. The code of the country is no part of it.
    fn is_part_of_longer(&self) -> bool {
        let before = self.from.checked_sub(1).map(|at| &self.chain[at]);
        let tied_before = before.is_some_and(|group| {
            group.gap == Gap::Mark && !matches!(group.digits.as_str(), "86" | "0086")
        });
        let last = &self.chain[self.from + self.count - 1];
        let behind = self.chain.get(self.from + self.count);
        // A serial of a list behind a number is no part of it: 13800138000.2
        let tied_behind = last.gap == Gap::Mark && behind.is_some();
        tied_before || tied_behind
    }

    /// Whether the groups are such as people make: whole, of usual lengths, single digits, or cut in two by the end of
    /// a line.
    fn is_grouped(&self, usual: &[usize]) -> bool {
        let groups = self.groups();
        if groups.len() == 1 {
            return true;
        }
        let lengths: Vec<usize> = groups.iter().map(|group| group.digits.len()).collect();
        if lengths.iter().all(|length| *length == 1) {
            let one = |group: Option<&Group>| group.is_some_and(|group| group.digits.len() == 1);
            let before = self.from.checked_sub(1).and_then(|at| self.chain.get(at));
            let behind = self.chain.get(self.from + self.count);
            let touches = before.is_some_and(|group| group.gap != Gap::End) && one(before)
                || self.chain[self.from + self.count - 1].gap != Gap::End && one(behind);
            return !touches;
        }
        let (last, heads) = match lengths.split_last() {
            Some((last, heads)) => (*last, heads),
            None => return false,
        };
        // A break falls anywhere, but one group before it and one behind it are all there is.
        let broken = groups.len() == 2 && self.gaps().all(|gap| gap >= Gap::Break);
        let common = heads.iter().all(|head| usual.contains(head) || *head == 7) && last <= 13;
        let broken_once = self.gaps().filter(|gap| *gap >= Gap::Break).count() == 1;
        broken || common || broken_once && groups.len() <= 6
    }

    /// Numbers that fill cells or lines by themselves are figures of a table, unless words say otherwise.
    fn is_in_table(&self) -> bool {
        if self.count == 1 || self.groups()[0].script != Script::Figures {
            return false;
        }
        if self.gaps().any(|gap| gap == Gap::Cell) {
            return true;
        }
        if !self.gaps().any(|gap| gap == Gap::Break) {
            return false;
        }
        // A line that breaks inside a number has words before it.
        let line = self.text[..self.range.start]
            .rsplit('\n')
            .next()
            .unwrap_or("");
        !line.contains(|c: char| c.is_alphabetic())
    }

    /// Three digits and eight on one line: nobody groups a mobile number so, but a code behind the number of a row looks
    /// like it.
    fn is_uneven(&self) -> bool {
        let lengths: Vec<usize> = self
            .groups()
            .iter()
            .map(|group| group.digits.len())
            .collect();
        lengths == [3, 8] && self.gaps().all(|gap| gap < Gap::Break)
    }

    /// An amount: 13800138000元.
    fn counts(&self) -> bool {
        let behind = self.text[self.range.end..].trim_start_matches(' ');
        let units = [
            "元", "万", "亿", "美元", "吨", "千瓦", "立方", "平方", "亩", "人", "户", "%", "％",
            "公里", "米", "件", "号文", "年",
        ];
        units.iter().any(|unit| behind.starts_with(unit))
    }

    /// Whether one of the words stands shortly before the number.
    fn says(&self, words: &[&str]) -> bool {
        let before = &self.text[..self.range.start];
        let from = before
            .char_indices()
            .rev()
            .nth(CONTEXT_CHARS - 1)
            .map_or(0, |(at, _)| at);
        words.iter().any(|word| before[from..].contains(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(Kind, &str)]) {
        let found: Vec<(Kind, &str)> = find(text)
            .into_iter()
            .map(|one| (one.kind, &text[one.range]))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn mobile_numbers_are_found_in_all_spellings() {
        for number in [
            "13800138000",
            "１３８００１３８０００",
            "138 0013 8000",
            "138-0013-8000",
            "138.0013.8000",
            "138\u{3000}0013\u{3000}8000",
            "1 3 8 0 0 1 3 8 0 0 0",
            "138001\n38000",
            "①③⑧⓪⓪①③⑧⓪⓪⓪",
            "一三八〇〇一三八〇〇〇",
            "138\u{200B}00138000",
        ] {
            let text = format!("王某：{number}。");
            check(&text, &[(Kind::Mobile, number)]);
        }
        check("手机\t1380\t0138000", &[(Kind::Mobile, "1380\t0138000")]);
        check("+86-13800138000", &[(Kind::Mobile, "13800138000")]);
        check(
            "13800138000/13900139000 13700137000",
            &[
                (Kind::Mobile, "13800138000"),
                (Kind::Mobile, "13900139000"),
                (Kind::Mobile, "13700137000"),
            ],
        );
    }

    #[test]
    fn other_numbers_are_left_alone() {
        for text in [
            "电话：0000-13800138",
            "岚府发〔2013〕80013800号",
            "统一社会信用代码11520000138001380W",
            "编号2013800138000",
            "合同号2020-13800138000-1",
            "总投资13800138000元",
            "代码LJ13800138000",
            "138\t0013\t8000\n139\t0013\t9000",
            "电话86891234、86891235",
            "索引号000014349/2018-00220",
            "岚政办函〔2020〕13号\n2020年1月1日",
            "813 酸性红148 26110103",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn identity_cards_need_no_words_but_the_old_form_does() {
        check(
            "11010519491231002X",
            &[(Kind::IdentityCard, "11010519491231002X")],
        );
        check(
            "110105 19491231 002x",
            &[(Kind::IdentityCard, "110105 19491231 002x")],
        );
        check(
            "110105\t19491231\t002X",
            &[(Kind::IdentityCard, "110105\t19491231\t002X")],
        );
        check(
            "11010519491231002 Ｘ",
            &[(Kind::IdentityCard, "11010519491231002 Ｘ")],
        );
        check(
            "身份证号110105491231002",
            &[(Kind::OldIdentityCard, "110105491231002")],
        );
        check("流水110105491231002", &[]);
    }

    #[test]
    fn bank_cards_are_found_by_issuer_and_check_digit() {
        check(
            "卡号4111 1111 1111 1129",
            &[(Kind::BankCard, "4111 1111 1111 1129")],
        );
        check("4111111111111129", &[(Kind::BankCard, "4111111111111129")]);
        check("4111111111111128", &[]);
        check(
            "4111\t1111\t1111\t1129\t1111",
            &[(Kind::BankCard, "4111\t1111\t1111\t1129")],
        );
    }
}
