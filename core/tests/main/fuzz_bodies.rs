//! The bodies of the fuzz targets over mutated seeds: the same inputs on every machine.

#[path = "../../../tests/fuzz/bodies.rs"]
mod bodies;

/// xorshift64*, so that a failure is the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize
    }

    fn below(&mut self, limit: usize) -> usize {
        self.next() % limit.max(1)
    }

    fn of<'a, T: ?Sized>(&mut self, values: &[&'a T]) -> &'a T {
        values[self.below(values.len())]
    }
}

const QUERIES: [&str; 12] = [
    "养犬登记 -停车 \"应当 登记\" OR 标题:办法",
    "文号：黔府办发〔2020〕8号",
    "机关:贵阳市人民政府|教育部",
    "《中华人民共和国行政处罚法》第三十二条",
    "退休怎么办 可以领多少钱",
    "\"“十四五”规划\"",
    "39-41条 --x - -",
    "國務院ＡＢＣ１２３",
    "((((((((((((((((((",
    "title:\"a b\" number:8 authority:x",
    "法 法 法 法 法 法 法 法 法 法",
    "é😀𠮷\u{0}\u{202e}",
];

const TEXTS: [&str; 8] = [
    "第一章 总则\n第一条 为了规范养犬，制定本条例。\n第二条 有下列情形之一的：\n（一）甲；\n（二）乙：\n1.丙；\n2.丁。\n第二章 附则\n第三条 自公布之日起施行。",
    "目　录\n第一章 总则\n第二章 附则\n第一章 总则\n第一条【目的】为了。\n第二章 附则\n第二条 施行。\n附件1\n表格",
    "一、总体要求\n（一）指导思想。\n1.甲\n（1）乙\n二、措施\n附件：1.名单",
    "第一编 总则\n第一分编 通则\n第一章 一般\n第一节 甲\n第一百三十三条之一 乙。第一百三十四条 丙。",
    "各市人民政府：\n  现将《办法》印发给你们。\n附件 办法\n第一条 甲\n第２條 乙\n第 三 条 丙",
    "# 标题\n**第一条** 甲。\n## 第二章\n第二条 乙",
    "修改如下：\n一、将第三条修改为：“第三条 甲。”\n二、增加一条，作为第四条：“乙”。",
    "中华人民共和国主席令\n第五号\n《法》已由会议通过。\n1. 甲\n2. 乙\n第一条\n\n第一条\n第九条",
];

const PIECES: [&str; 26] = [
    "第",
    "条",
    "章",
    "一",
    "百",
    "零",
    "十",
    "\n",
    "　",
    "（一）",
    "1.",
    "第一条",
    "第九千九百九十九条之一",
    "附件",
    "附则\n",
    "目录\n",
    "“",
    "”",
    "\"",
    "-",
    "|",
    " OR ",
    "标题:",
    "\u{feff}",
    "𠮷",
    "一、",
];

fn mutated(random: &mut Random, seeds: &[&str]) -> Vec<u8> {
    let mut bytes = random.of(seeds).as_bytes().to_vec();
    for _ in 0..=random.below(8) {
        let at = random.below(bytes.len() + 1);
        let end = at + random.below(bytes.len() - at + 1);
        match random.below(7) {
            0 => drop(bytes.drain(at..end)),
            1 => {
                let copy = bytes[at..end].to_vec();
                bytes.splice(at..at, copy);
            }
            2 => drop(bytes.splice(at..at, random.of(&PIECES).bytes())),
            3 => {
                let other = random.of(seeds).as_bytes();
                let from = random.below(other.len());
                bytes.splice(at..end, other[from..].iter().copied());
            }
            4 => bytes.truncate(end),
            5 => {
                let count = random.below(40);
                let piece = random.of(&PIECES).repeat(count);
                bytes.splice(at..at, piece.bytes());
            }
            _ if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
            _ => {}
        }
        bytes.truncate(6_000);
    }
    bytes
}

fn run(rounds: usize, seeds: &[&str], body: impl Fn(&[u8]) + std::panic::RefUnwindSafe) {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    for seed in seeds {
        body(seed.as_bytes());
    }
    for round in 0..rounds {
        let input = mutated(&mut random, seeds);
        let outcome = std::panic::catch_unwind(|| body(&input));
        assert!(
            outcome.is_ok(),
            "round {round}: {:?}",
            String::from_utf8_lossy(&input)
        );
    }
}

#[test]
fn queries() {
    run(2_000, &QUERIES, bodies::query);
}

#[test]
fn structures() {
    run(4_000, &TEXTS, bodies::structure);
}
