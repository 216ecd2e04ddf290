//! Names as people write them, over a small catalogue of real titles.

mod certain;
mod completions;
mod guessed;
mod hostile;
mod tables;

use std::collections::BTreeSet;

use super::{Catalogue, Name, NameMatch};
use crate::document::{Dates, Kind, Status};

/// Real titles, of several kinds.
const TITLES: [&str; 71] = [
    "中华人民共和国民法典",
    "民法典·合同编",
    "民法典·总则",
    "中华人民共和国劳动法",
    "中华人民共和国劳动合同法",
    "中华人民共和国劳动合同法实施条例",
    "中华人民共和国刑法",
    "中华人民共和国宪法",
    "中华人民共和国公司法（2018年修正）",
    "中华人民共和国公司法（2023年修订）",
    "中华人民共和国民事诉讼法",
    "中华人民共和国行政诉讼法",
    "中华人民共和国刑事诉讼法",
    "中华人民共和国治安管理处罚法",
    "中华人民共和国行政处罚法",
    "中华人民共和国土地管理法",
    "中华人民共和国土地管理法实施条例",
    "中华人民共和国未成年人保护法",
    "中华人民共和国反家庭暴力法",
    "中华人民共和国道路交通安全法",
    "中华人民共和国道路交通安全法实施条例",
    "中华人民共和国消费者权益保护法",
    "中华人民共和国数据安全法",
    "中华人民共和国政府采购法",
    "中华人民共和国律师法",
    "中华人民共和国会计法",
    "中华人民共和国商业银行法",
    "中华人民共和国测绘法",
    "中华人民共和国野生动物保护法",
    "中华人民共和国长江保护法",
    "中华人民共和国车辆购置税法",
    "中华人民共和国城乡规划法",
    "中华人民共和国建筑法",
    "中华人民共和国土地增值税暂行条例",
    "中华人民共和国外资银行管理条例",
    "国有土地上房屋征收与补偿条例",
    "优化营商环境条例",
    "信访工作条例",
    "重大动物疫情应急条例",
    "物业管理条例",
    "期货交易管理条例",
    "棉花质量监督管理条例",
    "医疗机构管理条例",
    "危险化学品安全管理条例",
    "工伤保险条例",
    "失业保险条例",
    "居住证暂行条例",
    "企业国有资产监督管理暂行条例",
    "北京市出租汽车管理条例",
    "北京市实施《中华人民共和国档案法》办法",
    "重庆市物业管理条例",
    "长沙市养犬管理条例",
    "河南省实施《中华人民共和国土地管理法》办法",
    "浙江省湿地保护条例",
    "绍兴市文明行为促进条例",
    "安阳市城市绿化条例",
    "济南市燃气管理条例",
    "贵州省行政规范性文件制定和监督管理规定",
    "黔东南苗族侗族自治州生态环境保护条例",
    "吕梁市城市市容和环境卫生管理条例",
    "最高人民法院关于适用《中华人民共和国婚姻法》若干问题的解释（一）",
    "最高人民法院关于适用《中华人民共和国婚姻法》若干问题的解释（二）",
    "最高人民法院关于适用《中华人民共和国民法典》婚姻家庭编的解释（一）",
    "最高人民法院关于适用《中华人民共和国公司法》若干问题的规定（四）",
    "最高人民法院关于审理医疗损害责任纠纷案件适用法律若干问题的解释",
    "最高人民法院、最高人民检察院关于办理寻衅滋事刑事案件适用法律若干问题的解释",
    "最高人民法院关于审理劳动争议案件适用法律问题的解释（一）",
    "最高人民法院关于适用督促程序若干问题的规定",
    "贵州省人民政府办公厅关于印发《贵州省政务数据资源管理办法》的通知",
    "国务院关于加强食品安全工作的决定",
    "人民检察院刑事诉讼规则",
];

fn name(id: usize, title: &str) -> Name {
    Name {
        id: format!("d{id}"),
        work_id: format!("w{id}"),
        title: title.to_owned(),
        subtitle: None,
        numbers: Vec::new(),
        index_number: None,
        kind: Kind::Law,
        region: None,
        authority: Vec::new(),
        dates: Dates::default(),
        earliest: None,
        declared: Status::Unknown,
        life: Default::default(),
        version_year: None,
        articles: None,
    }
}

fn catalogue() -> Catalogue {
    let names = TITLES.iter().enumerate();
    Catalogue::new(names.map(|(id, title)| name(id, title)).collect())
}

/// The titles of what a match means.
fn titles<'a>(catalogue: &'a Catalogue, found: &NameMatch) -> Vec<&'a str> {
    let names = found.names.iter();
    names
        .map(|name| catalogue.name(*name).title.as_str())
        .collect()
}

/// How many hostile spellings a kind of name is asked in, at least.
const SPELLINGS_MIN: usize = 40;

/// [`check`] of a table that promises to ask a kind of name in many spellings: one that shrinks breaks the promise.
#[track_caller]
fn check_many(find: impl Fn(&Catalogue, &str) -> Vec<NameMatch>, expected: &[(&str, &str)]) {
    let asked: BTreeSet<&str> = expected.iter().map(|(text, _)| *text).collect();
    assert!(asked.len() >= SPELLINGS_MIN, "{} spellings", asked.len());
    check(find, expected);
}

/// For each pair: the text means first of all a document whose title holds the other text.
#[track_caller]
fn check(find: impl Fn(&Catalogue, &str) -> Vec<NameMatch>, expected: &[(&str, &str)]) {
    let catalogue = catalogue();
    let mut wrong = Vec::new();
    for (text, wanted) in expected {
        let found = find(&catalogue, &crate::language::normalize(text));
        let first = found.first().map(|first| titles(&catalogue, first));
        let right = |titles: &Vec<&str>| titles.iter().any(|title| same(title, wanted));
        if !first.as_ref().is_some_and(right) {
            wrong.push(format!("{text} → {first:?}, not {wanted}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether a title is this one; in the tests 中华人民共和国 is left out.
fn same(title: &str, wanted: &str) -> bool {
    title == wanted || Catalogue::stem_key(title) == Catalogue::stem_key(wanted)
}
