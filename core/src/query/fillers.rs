//! Words that a plan passes over.

/// Whether a word is one of questions, of politeness or of grammar, which no legal text answers by containing it. It
/// scores nothing and need not occur unless nothing else was typed.
pub(crate) fn is_filler(word: &str) -> bool {
    CONNECTING.contains(&word) || asks(word)
}

/// Whether a word asks: a run of words with one is a question, which the law answers in other words.
pub(super) fn asks(word: &str) -> bool {
    ASKING.contains(&word)
}

const CONNECTING: [&str; 42] = [
    "的", "了", "是", "吧", "啊", "在", "和", "与", "及", "或", "就", "都", "而", "之", "于", "对",
    "把", "被", "我", "你", "他", "她", "它", "我们", "他们", "自己", "这", "那", "这个", "那个",
    "可以", "能", "会", "请", "有", "没有", "一个", "以", "为", "并", "时", "后",
];

const ASKING: [&str; 18] = [
    "吗",
    "呢",
    "什么",
    "怎么",
    "怎样",
    "怎么办",
    "如何",
    "哪些",
    "哪个",
    "哪里",
    "多少",
    "多久",
    "几",
    "谁",
    "为什么",
    "是否",
    "能否",
    "请问",
];
