//! Words that a plan passes over.

use crate::language::{self, Tokenizer};

/// Whether a word is one of questions, of politeness or of grammar, which no legal text answers by containing it. It
/// scores nothing and need not occur unless nothing else was typed.
pub(crate) fn is_filler(word: &str) -> bool {
    CONNECTING.contains(&word) || asks(word)
}

/// Whether a text asks something: in its words, by a verb with its denial (能不能, 有没有), or by its mark at the end.
pub(crate) fn is_question(text: &str, tokenizer: &Tokenizer) -> bool {
    if text.trim_end().ends_with(['?', '？']) {
        return true;
    }
    let normal = language::normalize(text);
    let mut found = has_verb_with_denial(&normal);
    tokenizer.for_each_token(&normal, |token| found |= asks(token.text));
    found
}

fn has_verb_with_denial(text: &str) -> bool {
    let characters: Vec<char> = text.chars().collect();
    characters
        .windows(3)
        .any(|three| matches!(three, [verb, '不' | '没', again] if verb == again))
}

/// Whether a word asks: a run of words with one is a question, which the law answers in other words.
fn asks(word: &str) -> bool {
    ASKING.contains(&word)
}

/// Particles, pronouns, conjunctions, adverbs, prepositions and the commonest verbs: the closed classes of grammar.
const CONNECTING: [&str; 126] = [
    "的", "了", "是", "吧", "啊", "在", "和", "与", "及", "或", "就", "都", "而", "之", "于", "对",
    "把", "被", "我", "你", "他", "她", "它", "我们", "他们", "自己", "这", "那", "这个", "那个",
    "可以", "能", "会", "请", "有", "没有", "一个", "以", "为", "并", "时", "后", "还", "也", "又",
    "再", "很", "已", "已经", "给", "跟", "但", "但是", "因为", "所以", "如果", "要是", "而且",
    "一直", "后来", "然后", "现在", "结果", "由于", "却", "才", "只", "只是", "还是", "或者",
    "并且", "以及", "同", "此", "其", "某", "该", "各", "每", "最", "更", "太", "非常", "一",
    "一下", "一点", "有点", "这样", "那样", "这种", "那种", "这些", "那些", "咱", "咱们", "您",
    "人家", "啦", "呀", "哦", "着", "过", "地", "得", "等", "们", "不", "要", "想", "应该", "从",
    "到", "让", "说", "去", "来", "上", "下", "里", "中", "用", "做", "当", "向", "按", "由",
];

const ASKING: [&str; 63] = [
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
    "嘛",
    "啥",
    "咋",
    "咋办",
    "怎么样",
    "怎么着",
    "哪",
    "哪儿",
    "哪种",
    "哪家",
    "哪天",
    "哪年",
    "几年",
    "几天",
    "几个",
    "几次",
    "几岁",
    "几号",
    "几点",
    "几倍",
    "多大",
    "多长",
    "多长时间",
    "多高",
    "多远",
    "何时",
    "何种",
    "何者",
    "何处",
    "何人",
    "为何",
    "可否",
    "应否",
    "是不是",
    "能不能",
    "会不会",
    "要不要",
    "该不该",
    "可不可以",
    "行不行",
    "对不对",
    "算不算",
    "有没有",
    "有无",
    "还是",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_or_the_mark_tell_a_question() {
        let tokenizer = Tokenizer::new();
        for question in [
            "离婚孩子归谁",
            "拘留几天",
            "公司不交社保咋办",
            "没签合同能不能要赔偿",
            "工伤认定？",
            "离婚冷静期多长时间",
            "一般保证还是连带保证",
            "电动车可以带几岁的孩子",
        ] {
            assert!(is_question(question, &tokenizer), "{question}");
        }
        for other in [
            "工伤认定",
            "河南省物业管理条例",
            "国办发〔2018〕37号",
            "加强城市内涝治理的实施意见",
        ] {
            assert!(!is_question(other, &tokenizer), "{other}");
        }
    }
}
