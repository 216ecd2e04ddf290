//! The recognisers together, over a small catalogue.

use std::sync::LazyLock;

use expect_test::{Expect, expect};

use super::*;
use crate::catalogue::Name;
use crate::document::{Dates, Kind, Status};
use crate::query::QUERY_CHARS_MAX;

/// One line each: id, title, numbers (;), index number, year, declared state, articles.
const NAMES: &str = "\
gsf18|中华人民共和国公司法|主席令第15号||2018|2|1-218
gsf23|中华人民共和国公司法|主席令第15号||2023|3|1-266
xf|中华人民共和国刑法|主席令第83号||2023|3|1-452
mfd-hy|中华人民共和国民法典·婚姻家庭编|主席令第45号||2020|3|1040-1118
mfd-ht|中华人民共和国民法典·合同编|主席令第45号||2020|3|463-988
ldht|中华人民共和国劳动合同法|主席令第73号||2012|3|1-98
zf|中华人民共和国森林法|主席令第39号||2019|3|1-84
lff15|中华人民共和国立法法|主席令第20号||2015|2|1-105
lff23|中华人民共和国立法法|主席令第3号||2023|3|1-120
xxgk|中华人民共和国政府信息公开条例|国务院令第711号|000014349/2019-00031|2019|3|1-56
zy|征兵工作条例|国务院、中央军事委员会令第759号||2023|3|1-74
sg|建设工程消防设计审查验收管理暂行规定|住房和城乡建设部令第51号||2020|3|1-44
gs|市场监督管理行政处罚程序规定|国家市场监督管理总局公告2021年第2号||2021|3|
gb37|国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知|国办发〔2018〕37号|000014349/2018-00102|2018|3|
gb115|国务院办公厅关于全面推行行政规范性文件合法性审核机制的指导意见|国办发〔2018〕115号||2018|3|
gh37|国务院关于某规划的批复|国函〔2019〕37号||2019|3|
qf7|贵州省人民政府关于贯彻落实某意见的通知|黔府发〔2018〕7号||2018|3|
gz|贵州省公路条例|贵州省人民代表大会常务委员会公告第8号||2010|3|1-60
hz|惠州市某管理办法|HFGS-2022-7||2022|3|1-20
sd|土地整治条例|山东省人民政府令第275号||2015|3|1-40
";

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let names = NAMES.lines().map(|line| {
        let columns: Vec<&str> = line.split('|').collect();
        let [id, title, numbers, index_number, year, state, articles] = columns[..] else {
            panic!("seven columns: {line}");
        };
        let year: Option<i32> = year.parse().ok();
        let number = |text: &str| text.parse().ok();
        Name {
            id: id.to_owned(),
            work_id: title.split('·').next().unwrap_or(title).to_owned(),
            title: title.to_owned(),
            subtitle: title.split_once('·').map(|(_, part)| part.to_owned()),
            numbers: numbers.split(';').map(str::to_owned).collect(),
            index_number: (!index_number.is_empty()).then(|| index_number.to_owned()),
            kind: Kind::Unknown,
            region: None,
            authority: Vec::new(),
            dates: Dates {
                issued: year.and_then(|year| Day::new(year, 6, 1)),
                ..Dates::default()
            },
            earliest: year.and_then(|year| Day::new(year, 6, 1)),
            declared: match state {
                "2" => Status::AmendedInForce,
                _ => Status::InForce,
            },
            version_year: year,
            articles: articles
                .split_once('-')
                .and_then(|(first, last)| Some((number(first)?, number(last)?))),
        }
    });
    Catalogue::new(names.collect())
});

fn read(raw: &str, ignored: &[InterpretationKind]) -> Understanding {
    let query = Query::parse(raw).expect("short enough");
    let context = Context {
        catalogue: &CATALOGUE,
        as_of: Day::new(2026, 3, 31).expect("a day"),
        ignored,
    };
    understand(&query, context)
}

fn words(query: &Query) -> String {
    let pieces = query.clauses.iter().flat_map(|clause| &clause.alternatives);
    let pieces: Vec<&str> = pieces.map(|piece| piece.text.as_str()).collect();
    pieces.join(" ")
}

fn named(understanding: &Understanding) -> String {
    let one = |named: &Named| match named.articles.as_slice() {
        [] => named.id.clone(),
        articles => format!("{}#{}", named.id, articles.join(",")),
    };
    let all: Vec<String> = understanding.named.iter().map(one).collect();
    all.join(" ")
}

/// Named documents, chips with what they do, filters and preferences, notes, and the words that are left.
fn show(understanding: &Understanding) -> String {
    let mut lines = vec![format!("named {}", named(understanding))];
    for chip in &understanding.interpretation {
        lines.push(format!(
            "{:?} {} {}-{} {:?}{}",
            chip.kind,
            chip.text,
            chip.from,
            chip.to,
            chip.effect,
            if chip.certain { "" } else { " ?" }
        ));
    }
    for preference in &understanding.preferences {
        lines.push(format!(
            "prefer {:?} {}",
            preference.field,
            preference.values.join(" ")
        ));
    }
    let expansions = understanding.expansions.iter();
    lines.extend(expansions.map(|to| format!("expand {} → {}", to.from, to.to.join("|"))));
    lines.extend(
        understanding
            .notes
            .iter()
            .map(|note| format!("note {}", note.text)),
    );
    lines.push(format!("words {}", words(&understanding.query)));
    lines.join("\n")
}

fn check(raw: &str, expected: Expect) {
    expected.assert_eq(&show(&read(raw, &[])));
}

/// Every spelling names this document first.
fn first(id: &str, spellings: &[&str]) {
    let wrong: Vec<String> = spellings
        .iter()
        .map(|spelling| (spelling, read(spelling, &[])))
        .filter(|(_, read)| read.named.first().is_none_or(|named| named.id != id))
        .map(|(spelling, read)| format!("{spelling}\n{}", show(&read)))
        .collect();
    assert!(wrong.is_empty(), "{id}:\n{}", wrong.join("\n\n"));
}

#[test]
fn hostile_spellings_of_document_numbers() {
    first(
        "gb37",
        &[
            "国办发〔2018〕37号",
            "国办发[2018]37号",
            "国办发［2018］37号",
            "国办发（2018）37号",
            "国办发(2018)37号",
            "国办发【2018】37号",
            "国办发<2018>37号",
            "国办发《2018》37号",
            "国办发﹝2018﹞37号",
            "国办发{2018}37号",
            "国办发2018年37号",
            "国办发2018年第37号",
            "国办发2018第37号",
            "国办发2018-37号",
            "国办发2018-37",
            "国办发2018 37号",
            "国办发 2018 37",
            "国办发〔2018〕第37号",
            "国办发〔2018〕37",
            "国办发〔2018〕037号",
            "国办发〔2018〕0037号",
            "国办发〔2018年〕37号",
            "国办发 〔2018〕 37 号",
            "国 办 发〔2018〕37号",
            "国办发２０１８年３７号",
            "国办发〔二〇一八〕三十七号",
            "国办发〔二○一八〕37号",
            "国辦發〔2018〕37號",
            "（国办发〔2018〕37号）",
            "文号 国办发〔2018〕37号",
            "国办发〔2018〕37号文",
            "国办发〔2018〕37号文件",
            "国办发201837号",
            "国办发〔2018]37号",
            "国办发【2018】第037号",
            "国办发(2018)37号全文",
            "查询国办发〔2018〕37号",
            "请问国办发〔2018〕37号",
            "国办发〔2018〕37号 pdf下载",
            "《国办发〔2018〕37号》",
            "国办发〔2018〕37号？",
            "国办发—2018—37号",
            "国办发〔2018〕三十七号",
            "国办发〔2018〕37号是什么时候发布的",
        ],
    );
    first(
        "qf7",
        &[
            "黔府发〔2018〕第7号",
            "黔府发2018-7",
            "黔府发(2018)7号",
            "黔府发〔2018〕07号",
        ],
    );
}

#[test]
fn hostile_spellings_of_decrees() {
    first(
        "xxgk",
        &[
            "国务院令第711号",
            "国务院令711号",
            "国务院令711",
            "国务院711号令",
            "国务院第711号令",
            "国令711",
            "国令第711号",
            "国令711号",
            "711号令",
            "第711号令",
            "中华人民共和国国务院令第711号",
            "中华人民共和国国务院令（第711号）",
            "国务院令（第711号）",
            "国务院令（711）",
            "国务院令(711)",
            "国务院令(第711号)",
            "国务院令〔711〕",
            "国务院令 第 711 号",
            "国务院 令 711",
            "国务院令第0711号",
            "国务院令第七百一十一号",
            "国务院令第七一一号",
            "国务院七百一十一号令",
            "國務院令第711號",
            "国务院令第７１１号",
            "国务院令711号全文",
            "查询国务院令第711号",
            "国务院令第711号 pdf",
            "《国务院令第711号》",
            "国务院令第711号文件",
            "国务院第711号",
            "国务院令第 711号。",
            "国务院令，第711号",
            "国务院 第711号令",
            "国务院711 号令",
            "（国务院令第711号）",
            "文号：国务院令第711号",
            "国务院令[第711号]",
            "中华人民共和国国务院第711号令",
            "国务院命令第711号",
            "请问国务院令711号",
            "国务院令711号是什么",
        ],
    );
    first(
        "zy",
        &[
            "国务院、中央军事委员会令第759号",
            "国务院令第759号",
            "中央军事委员会令第759号",
            "中央军委令759",
            "国务院、中央军委令第759号",
            "759号令",
            "中央军事委员会令（759）",
            "中央军事委员会第759号令",
        ],
    );
    first(
        "sg",
        &[
            "住房和城乡建设部令第51号",
            "住建部令第51号",
            "住建部51号令",
            "住建部〔2020〕51号令",
            "住房城乡建设部令51",
            "51号令",
        ],
    );
    first(
        "sd",
        &[
            "山东省人民政府令第275号",
            "山东省政府令第275号",
            "鲁府令275号",
            "275号令",
            "山东省政府275号令",
        ],
    );
}

#[test]
fn hostile_spellings_of_announcements() {
    first(
        "gs",
        &[
            "国家市场监督管理总局公告2021年第2号",
            "国家市场监督管理总局公告2021年2号",
            "国家市场监督管理总局公告2021第2号",
            "国家市场监督管理总局公告〔2021〕第2号",
            "国家市场监督管理总局公告（2021年第2号）",
            "国家市场监督管理总局公告 2021年 第2号",
            "市场监管总局公告2021年第2号",
            "市场监管总局公告2021年2号",
            "市场监管总局公告（2021）2号",
            "市场监管总局公告[2021]2号",
            "国家市场监督管理总局2021年第2号公告",
            "市场监管总局2021年第2号公告",
            "2021年第2号公告",
            "2021年2号公告",
            "国家市场监督管理总局公告二〇二一年第二号",
            "国家市场监督管理总局公告2021-2",
            "国家市场监督管理总局公告2021年第02号",
        ],
    );
}

#[test]
fn hostile_spellings_of_index_numbers() {
    first(
        "xxgk",
        &[
            "000014349/2019-00031",
            "000014349／2019－00031",
            "000014349 / 2019 - 00031",
            "000014349/2019-31",
            "14349/2019-31",
            "000014349/2019—00031",
            "000014349-2019-00031",
            "000014349\\2019-00031",
            "000014349_2019_00031",
            "000014349 2019 00031",
            "索引号000014349/2019-00031",
            "索引号：000014349/2019-00031",
            "索引号: 000014349/2019-00031",
            "０００014349/2019-00031",
            "（000014349/2019-00031）",
            "000014349/2019-0031",
            "000014349/2019‑00031",
            "000014349·2019-00031",
        ],
    );
    first(
        "hz",
        &[
            "HFGS-2022-7",
            "hfgs-2022-7",
            "ＨＦＧＳ－２０２２－７",
            "HFGS2022-7",
            "HFGS 2022 7",
            "HFGS〔2022〕7号",
            "HFGS-2022-07",
            "HFGS—2022—7",
            "HFGS-2022-7号",
            "统一编号：HFGS-2022-7",
        ],
    );
}

#[test]
fn numbers_without_their_parts() {
    check(
        "国办发〔2018〕",
        expect![[r#"
        named gb37 gb115
        Number 国办发〔2018〕 0-9 Names ?
        words 国办发〔2018〕"#]],
    );
    check(
        "37号文",
        expect![[r#"
        named gh37 gb37
        Number 37号文 0-4 Names ?
        words 37号文"#]],
    );
    check(
        "主席令第15号",
        expect![[r#"
        named gsf23 gsf18
        Number 主席令第15号 0-7 Names ?
        words 主席令第15号"#]],
    );
    check(
        "国函37号",
        expect![[r#"
        named 
        words 国函37号"#]],
    );
    check(
        "公司法 国务院令第711号",
        expect![[r#"
            named gsf23 gsf18
            Title 中华人民共和国公司法 0-3 Names
            Number 国务院令第711号 4-13 Says
            note 《中华人民共和国公司法》的文号不是国务院令第711号，而是主席令第15号；以标题为准。
            words 公司法"#]],
    );
    check(
        "政府信息公开条例（国务院令第711号）",
        expect![[r#"
            named xxgk
            Title 中华人民共和国政府信息公开条例 0-8 Names
            Number 国务院令第711号 9-18 Says
            words 政府信息公开条例（"#]],
    );
}

#[test]
fn hostile_spellings_of_articles() {
    let wrong: Vec<String> = [
        "民法典1043条",
        "民法典第1043条",
        "民法典 1043条",
        "民法典 第1043条",
        "民法典第一千零四十三条",
        "民法典一千零四十三条",
        "民法典第一〇四三条",
        "民法典§1043",
        "民法典 § 1043",
        "民法典第 1043 条",
        "民法典第１０４３条",
        "《民法典》第1043条",
        "《民法典》1043",
        "民法典1043",
        "民法典 1043",
        "中华人民共和国民法典第1043条",
        "民法典第1043条的规定是什么",
        "民法典第1043条全文",
        "民法典的第1043条",
        "民法典，第1043条",
        "民法典（第1043条）",
        "民法典第1043条第一款",
        "民法典第1043条第2款",
        "民法典1043条1款",
        "民法典1043条第一款第（二）项",
        "民法典第1043条第一款第二项",
        "民法典 art. 1043",
        "民法典 article 1043",
        "民法典art1043",
        "请问民法典第1043条",
        "查询民法典1043条",
        "民法典第1043條",
        "民法典第1043条内容",
        "“民法典”第1043条",
        "民法典1043条规定了什么",
        "民法典-1043条",
        "第1043条 民法典",
        "民法典:第1043条",
        "民法典 1043 条",
        "民法典第壹仟零肆拾叁条",
        "根据民法典第1043条",
        "依据《中华人民共和国民法典》第一千零四十三条",
    ]
    .into_iter()
    .map(|spelling| (spelling, read(spelling, &[])))
    .filter(|(_, read)| !named(read).starts_with("mfd-hy#1043"))
    .map(|(spelling, read)| format!("{spelling}\n{}", show(&read)))
    .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn articles_of_other_shapes() {
    check(
        "刑法133条之一第二款",
        expect![[r#"
            named xf#133-1
            Title 中华人民共和国刑法 0-2 Names
            Article 第133条之一第2款 2-11 Names
            words 刑法"#]],
    );
    check(
        "刑法第一百三十三条之一",
        expect![[r#"
            named xf#133-1
            Title 中华人民共和国刑法 0-2 Names
            Article 第133条之一 2-11 Names
            words 刑法"#]],
    );
    check(
        "劳动合同法39-41条",
        expect![[r#"
            named ldht#39,40,41
            Title 中华人民共和国劳动合同法 0-5 Names
            Article 第39条至第41条 5-11 Names
            words 劳动合同法"#]],
    );
    check(
        "劳动合同法第三十九条、第四十条和第四十一条",
        expect![[r#"
            named ldht#39,40,41
            Title 中华人民共和国劳动合同法 0-5 Names
            Article 第39条至第41条 5-21 Names
            words 劳动合同法"#]],
    );
    check(
        "第三十九条",
        expect![[r#"
        named 
        Article 第39条 0-5 Says ?
        words 第三十九条"#]],
    );
    check(
        "民法典2000条",
        expect![[r#"
            named mfd-hy#1118 mfd-ht
            Title 中华人民共和国民法典 0-3 Names
            Article 第2000条 3-8 Names
            note 《中华人民共和国民法典》没有第2000条，最接近的是第1118条。
            words 民法典"#]],
    );
    check(
        "公司法第15条 担保",
        expect![[r#"
            named gsf23#15 gsf18#15
            Title 中华人民共和国公司法 0-3 Names
            Article 第15条 3-7 Names
            words 公司法 担保"#]],
    );
    check(
        "劳动合同法第一章",
        expect![[r#"
            named ldht
            Title 中华人民共和国劳动合同法 0-5 Names
            Article 第一章 5-8 Says
            words 劳动合同法"#]],
    );
}

#[test]
fn hostile_spellings_of_versions() {
    first(
        "gsf18",
        &[
            "2018年公司法",
            "公司法2018年",
            "公司法（2018）",
            "公司法(2018)",
            "公司法2018",
            "公司法 2018",
            "2018公司法",
            "2018 公司法",
            "公司法〔2018〕",
            "公司法[2018年]",
            "公司法（2018年）",
            "公司法（2018年修正）",
            "公司法（2018修正）",
            "公司法2018修正",
            "公司法2018年修正",
            "公司法2018修正版",
            "公司法2018版",
            "公司法2018年版",
            "2018版公司法",
            "2018年版公司法",
            "2018年修正的公司法",
            "2018年修正公司法",
            "公司法 2018年修订",
            "公司法二〇一八年",
            "二〇一八年公司法",
            "公司法（二〇一八年修正）",
            "公司法2018年版本",
            "公司法（2018年10月26日修正）",
            "公司法2018年10月26日",
            "中华人民共和国公司法（2018年修正）",
            "中华人民共和国公司法2018",
            "《公司法》（2018）",
            "《公司法（2018）》",
            "《公司法》2018年",
            "旧公司法",
            "公司法旧版",
            "老公司法",
            "原公司法",
            "公司法２０１８年",
            "公司法（2018年修正）全文",
            "2018年公司法 pdf下载",
            "请问2018年公司法",
            "公司法 2018年 全文",
        ],
    );
    first(
        "gsf23",
        &[
            "公司法",
            "新公司法",
            "新修订的公司法",
            "公司法2023",
            "最新公司法",
            "2023年公司法",
            "公司法最新版",
            "公司法2025",
        ],
    );
    first("lff23", &["2023年立法法", "立法法", "立法法（2023修正）"]);
    check(
        "2018年公司法第16条",
        expect![[r#"
            named gsf18#16 gsf23#16
            Version 2018年版本 0-5 Names
            Title 中华人民共和国公司法 5-8 Names
            Article 第16条 8-12 Names
            words 公司法"#]],
    );
    check(
        "公司法2021年",
        expect![[r#"
            named gsf18 gsf23
            Title 中华人民共和国公司法 0-3 Names
            Version 2021年时的版本 3-8 Names ?
            words 公司法"#]],
    );
}

#[test]
fn noise_around_names() {
    first(
        "zf",
        &[
            "森林法全文",
            "森林法 pdf下载",
            "查询森林法",
            "最新森林法",
            "森林法是哪年发布的",
            "森林法 什么时候实施",
            "《森林法》",
            "“森林法”",
            "森林法.pdf",
            "森林法.doc",
            "请问森林法的全文",
            "森 林 法",
            "森林法？",
            "中華人民共和國森林法",
            "我想查一下森林法",
            "森林法最新版全文",
            "森林法第一章",
            "森林法自何时起施行",
            "森林法有效吗",
            "https://example.com/documents/zf",
            "https://example.com/a?id=zf&x=1",
            "zf",
            "http://example.com/zf.html#a1",
        ],
    );
    check(
        "请问森林法的全文",
        expect![[r#"
            named zf
            Filler 请问 0-2 Says
            Title 中华人民共和国森林法 2-5 Names
            Filler 的全文 5-8 Says
            words 森林法"#]],
    );
    check(
        "请问",
        expect![[r#"
        named 
        words 请问"#]],
    );
    check(
        "离婚怎么办",
        expect![[r#"
        named 
        Filler 怎么办 2-5 Says
        words 离婚"#]],
    );
}

#[test]
fn times_and_states_filter_and_the_rest_is_preferred() {
    check(
        "2019年 教育厅 通知",
        expect![[r#"
        named 
        Time 2019年发布 0-5 Filters
        Kind 通知 10-12 Says ?
        words 教育厅 通知"#]],
    );
    check(
        "最近三个月 贵州 教育",
        expect![[r#"
        named 
        Time 2025-12-31以来发布 0-5 Filters
        Region 贵州省 6-8 Prefers
        prefer Region 520000
        words 贵州 教育"#]],
    );
    check(
        "已废止 养犬",
        expect![[r#"
        named 
        Status 已废止 0-3 Filters
        words 养犬"#]],
    );
    check(
        "公司法 已修改",
        expect![[r#"
            named gsf23 gsf18
            Title 中华人民共和国公司法 0-3 Names
            Status 已修改 4-7 Filters
            words 公司法"#]],
    );
    check(
        "黔 公路",
        expect![[r#"
        named 
        Region 贵州省 0-1 Prefers
        prefer Region 520000
        words 黔 公路"#]],
    );
    check(
        "筑府 公交",
        expect![[r#"
        named 
        Region 贵阳市 0-1 Prefers
        prefer Region 520100
        words 筑府 公交"#]],
    );
    check(
        "毕节地区 环保厅 司法解释",
        expect![[r#"
        named 
        Region 毕节市 0-4 Prefers
        Authority 生态环境厅 5-8 Says ?
        Kind 司法解释 9-13 Prefers ?
        prefer Region 520500 522400
        prefer Kind judicial_interpretation
        expand 环保厅 → 生态环境厅
        note 环保厅的职责现由生态环境厅承担。
        words 毕节地区 环保厅 司法解释"#]],
    );
    check(
        "黔西南 黔西",
        expect![[r#"
        named 
        Region 黔西南布依族苗族自治州 0-3 Prefers
        Region 黔西市 4-6 Prefers
        prefer Region 522300 520581
        words 黔西南 黔西"#]],
    );
    check(
        "环境保护部 排污",
        expect![[r#"
        named 
        Authority 环境保护部 0-5 Prefers
        prefer Authority 环境保护部 生态环境部
        note 环境保护部的职责现由生态环境部承担。
        words 环境保护部 排污"#]],
    );
    check(
        "贵州省教育厅 学费",
        expect![[r#"
        named 
        Region 贵州省 0-3 Prefers
        Authority 贵州省教育厅 0-6 Prefers
        prefer Region 520000
        prefer Authority 贵州省教育厅
        words 贵州省教育厅 学费"#]],
    );
}

#[test]
fn removed_chips_stay_removed() {
    let words = |raw, kind| show(&read(raw, &[kind]));
    assert!(words("森林法", InterpretationKind::Title).starts_with("named \n"));
    assert!(words("国务院令第711号", InterpretationKind::Number).starts_with("named \n"));
    assert!(!words("2019年 养犬", InterpretationKind::Time).contains("Time"));
    assert!(!words("已废止 养犬", InterpretationKind::Status).contains("Status"));
    assert!(!words("贵州 养犬", InterpretationKind::Region).contains("Region"));
}

#[test]
fn typing_errors_are_corrected_with_their_articles() {
    let query = Query::parse("老动合同法第39条").expect("short enough");
    let context = Context {
        catalogue: &CATALOGUE,
        as_of: Day::new(2026, 3, 31).expect("a day"),
        ignored: &[],
    };
    let correction = correct(&query, context).expect("a correction");
    assert_eq!(correction.q, "中华人民共和国劳动合同法第39条");
    assert_eq!(named(&correction.understanding), "ldht#39");
    assert_eq!(correction.kind, InterpretationKind::Correction);
    assert!(correct(&Query::parse("养犬").expect("short"), context).is_none());
}

proptest::proptest! {
    #[test]
    fn any_text_is_understood(
        raw in "([公司森林法民典国务院令发办文号第条年款之废止最近贵州黔环保厅的请问全文 、《》〔〕（）\"|0-9一二百§-]{0,40}|\\PC{0,60})"
    ) {
        let understanding = read(&raw, &[]);
        let length = raw.chars().count() as u32;
        for chip in &understanding.interpretation {
            proptest::prop_assert!(chip.from <= chip.to && chip.to <= length, "{chip:?}");
        }
        let query = Query::parse(&raw).expect("short enough");
        if let Some(correction) = correct(&query, Context { catalogue: &CATALOGUE, as_of: Day::today(), ignored: &[] }) {
            proptest::prop_assert!(correction.understanding.interpretation.iter().all(|chip| chip.to <= length));
        }
    }
}

#[test]
fn long_queries_are_bounded() {
    for piece in [
        "国办发〔2018〕37号",
        "公司法",
        "第1条、",
        "2018年",
        "《",
        "1",
        "贵州省",
        "号令",
    ] {
        let length = piece.chars().count();
        read(&piece.repeat(QUERY_CHARS_MAX / length), &[]);
    }
}
