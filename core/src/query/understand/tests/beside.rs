//! Places, organs, times, states and sorts.

use expect_test::expect;

use super::*;
use crate::query::FacetField;

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

/// Every question prefers these codes of places.
#[track_caller]
fn prefers(codes: &[&str], questions: &[&str]) {
    let wrong: Vec<String> = questions
        .iter()
        .map(|question| (question, read(question, &[])))
        .filter(|(_, read)| {
            let regions = read.preferences.iter();
            let values: Vec<&String> = regions
                .filter(|preference| preference.field == FacetField::Region)
                .flat_map(|preference| &preference.values)
                .collect();
            values != *codes || words(&read.query).is_empty()
        })
        .map(|(question, read)| format!("{question}\n{}", show(&read)))
        .collect();
    assert!(wrong.is_empty(), "{codes:?}:\n{}", wrong.join("\n\n"));
}

#[test]
fn places_in_any_spelling() {
    prefers(
        &["520000"],
        &[
            "贵州养犬",
            "贵州省养犬",
            "貴州 養犬",
            "黔 养犬",
            "养犬 黔",
            "黔府 养犬",
            "养犬 贵州",
            "养犬（贵州）",
            "贵 州 省 养犬",
            "贵州省人民政府 养犬",
            "黔中 养犬",
        ],
    );
    prefers(
        &["520100"],
        &[
            "筑 养犬",
            "筑府 养犬",
            "贵阳养犬",
            "贵阳市 养犬",
            "林城 养犬",
            "贵州省贵阳市养犬",
            "贵州贵阳 养犬",
        ],
    );
    prefers(
        &["522300"],
        &[
            "黔西南 旅游",
            "黔西南州 旅游",
            "黔西南布依族苗族自治州旅游",
            "旅游 黔西南",
        ],
    );
    prefers(&["520581"], &["黔西 旅游", "黔西市 旅游", "旅游 黔西"]);
    prefers(
        &["522600"],
        &["黔东南 旅游", "黔东南州旅游", "黔东南苗族侗族自治州 旅游"],
    );
    prefers(
        &["110000"],
        &[
            "京 车辆",
            "北京 车辆",
            "北京市车辆",
            "帝都 车辆",
            "车辆（北京市）",
        ],
    );
    prefers(
        &["310000"],
        &["沪 车辆", "上海车辆", "魔都 车辆", "申城 车辆"],
    );
    prefers(
        &["510100"],
        &["蓉 物业", "成都物业", "四川省成都市物业", "蓉城 物业"],
    );
    prefers(
        &["440300"],
        &[
            "深圳 暂住",
            "鹏城 暂住",
            "广东深圳暂住",
            "广东省深圳市 暂住",
        ],
    );
    // A name inside of another word is none.
    prefers(&[], &["养犬", "黔首 养犬"]);
}

/// Every question names this organ among those preferred, or says it.
#[track_caller]
fn organ(name: &str, questions: &[&str]) {
    let wrong: Vec<String> = questions
        .iter()
        .map(|question| (question, read(question, &[])))
        .filter(|(_, read)| {
            let chips = read.interpretation.iter();
            let said = chips
                .filter(|chip| chip.kind == InterpretationKind::Authority)
                .any(|chip| chip.text == name);
            let preferred = read.preferences.iter().any(|preference| {
                preference.field == FacetField::Authority
                    && preference.values.iter().any(|value| value == name)
            });
            !said && !preferred
        })
        .map(|(question, read)| format!("{question}\n{}", show(&read)))
        .collect();
    assert!(wrong.is_empty(), "{name}:\n{}", wrong.join("\n\n"));
}

#[test]
fn organs_in_any_spelling() {
    organ(
        "生态环境厅",
        &[
            "环保厅",
            "环保厅 排污",
            "排污 环保厅",
            "環保廳 排污",
            "环境保护厅 排污",
            "环保厅的通知",
        ],
    );
    organ(
        "贵州省生态环境厅",
        &[
            "贵州省环保厅",
            "贵州环保厅 排污",
            "排污 贵州省环保厅",
            "贵州省环境保护厅 排污",
        ],
    );
    organ(
        "生态环境部",
        &[
            "环保部 排污",
            "环境保护部 排污",
            "环保部",
            "生态环境部 排污",
            "国家环保总局 排污",
            "环保总局 排污",
        ],
    );
    organ(
        "国家市场监督管理总局",
        &[
            "市场监管总局 食品",
            "国家工商总局 商标",
            "工商总局 商标",
            "国家质检总局 标准",
            "质检总局 标准",
        ],
    );
    organ(
        "住房和城乡建设部",
        &["住建部 房屋", "建设部 房屋", "住房城乡建设部 房屋"],
    );
    organ(
        "国家卫生健康委员会",
        &["卫健委 疫苗", "国家卫健委 疫苗", "卫生部 疫苗"],
    );
    organ(
        "人力资源和社会保障部",
        &[
            "人社部 工伤",
            "人力资源社会保障部 工伤",
            "劳动和社会保障部 工伤",
        ],
    );
    organ(
        "国家发展和改革委员会",
        &["发改委 电价", "国家发改委 电价", "国家计委 电价"],
    );
    organ(
        "最高人民法院",
        &["最高法 执行", "最高院 执行", "最高人民法院 执行"],
    );
    organ(
        "贵州省教育厅",
        &["贵州省教育厅 学费", "贵州省教育厅学费", "学费 贵州省教育厅"],
    );
}

/// Every question asks for what was issued between these days, and looks for the word beside it.
#[track_caller]
fn issued(from: &str, to: &str, questions: &[&str]) {
    let day = |text: &str| match text {
        "" => None,
        text => Some(Day::read(text).expect("a day")),
    };
    let wrong: Vec<String> = questions
        .iter()
        .map(|question| (question, read(question, &[])))
        .filter(|(_, read)| {
            let range = &read.filters.issued;
            (range.from, range.to) != (day(from), day(to)) || words(&read.query) != "养犬"
        })
        .map(|(question, read)| format!("{question}\n{:?} {}", read.filters.issued, show(&read)))
        .collect();
    assert!(wrong.is_empty(), "{from}–{to}:\n{}", wrong.join("\n\n"));
}

#[test]
fn times_in_any_spelling() {
    issued(
        "2019-01-01",
        "2019-12-31",
        &[
            "2019年 养犬",
            "养犬 2019年",
            "２０１９年 养犬",
            "二〇一九年 养犬",
            "二○一九年 养犬",
            "2019年度 养犬",
            "2019年发布 养犬",
            "2019年发布的 养犬",
            "2019年的 养犬",
            "养犬（2019年）",
        ],
    );
    issued(
        "2019-01-01",
        "",
        &[
            "2019年以来 养犬",
            "养犬 2019年至今",
            "自2019年以来 养犬",
            "2019年起 养犬",
            "2019年之后 养犬",
            "2019年以后 养犬",
        ],
    );
    issued(
        "",
        "2017-12-31",
        &["2018年以前 养犬", "2018年之前 养犬", "养犬 2018年前"],
    );
    issued(
        "2018-01-01",
        "2020-12-31",
        &[
            "2018-2020年 养犬",
            "2018年至2020年 养犬",
            "2018年到2020年 养犬",
            "养犬 2018年-2020年",
            "2018~2020年 养犬",
        ],
    );
    issued(
        "2020-02-01",
        "2020-02-29",
        &[
            "2020年2月 养犬",
            "2020年02月 养犬",
            "二〇二〇年二月 养犬",
            "养犬 2020年2月发布",
        ],
    );
    issued(
        "2025-12-31",
        "",
        &[
            "最近三个月 养犬",
            "近三个月 养犬",
            "最近3个月 养犬",
            "近3个月的 养犬",
            "养犬 过去三个月",
            "最近三个月内 养犬",
            "最近三個月 養犬",
            "近三个月以来 养犬",
        ],
    );
    issued(
        "2026-01-01",
        "2026-12-31",
        &[
            "今年 养犬",
            "养犬 今年",
            "本年 养犬",
            "今年发布 养犬",
            "今年的 养犬",
        ],
    );
    issued("2025-01-01", "2025-12-31", &["去年 养犬", "上年度 养犬"]);
    issued("2021-03-31", "", &["近五年 养犬", "最近5年 养犬"]);
    // No span of time, but words.
    for question in ["养犬 三年", "最近政策", "2019 养犬", "三年 有期徒刑"] {
        assert!(read(question, &[]).filters.issued.is_open(), "{question}");
    }
}

/// Every question asks for texts of this state, and looks for the word beside it.
#[track_caller]
fn state(status: Status, questions: &[&str]) {
    let wrong: Vec<String> = questions
        .iter()
        .map(|question| (question, read(question, &[])))
        .filter(|(_, read)| !read.filters.status.contains(&status) || words(&read.query) != "养犬")
        .map(|(question, read)| format!("{question}\n{:?} {}", read.filters.status, show(&read)))
        .collect();
    assert!(wrong.is_empty(), "{status:?}:\n{}", wrong.join("\n\n"));
}

#[test]
fn states_in_any_spelling() {
    state(
        Status::Repealed,
        &[
            "已废止 养犬",
            "养犬 已废止",
            "已廢止 養犬",
            "已经废止 养犬",
            "已被废止 养犬",
            "废止的 养犬",
            "已废止的 养犬",
            "已经废止的 养犬",
            "养犬（已废止）",
            "【已废止】养犬",
            "已失效 养犬",
            "已失效的 养犬",
            "失效的 养犬",
            "养犬 失效",
            "作废 养犬",
            "已作废的 养犬",
            "已经失效的 养犬",
            "养犬（失效）",
            "不再有效 养犬",
        ],
    );
    state(
        Status::InForce,
        &[
            "现行有效 养犬",
            "养犬 现行有效",
            "現行有效 養犬",
            "现行有效的 养犬",
            "现行 养犬",
            "现行的 养犬",
            "有效的 养犬",
            "仍然有效 养犬",
            "养犬（现行有效）",
            "目前有效 养犬",
            "正在施行 养犬",
            "仍有效的 养犬",
        ],
    );
    state(
        Status::NotYetEffective,
        &[
            "尚未生效 养犬",
            "未生效 养犬",
            "尚未施行 养犬",
            "未生效的 养犬",
            "尚未生效的 养犬",
            "即将施行 养犬",
            "还没生效 养犬",
        ],
    );
    state(
        Status::AmendedInForce,
        &[
            "已修改 养犬",
            "已被修改 养犬",
            "已修改的 养犬",
            "已经修改 养犬",
        ],
    );
    // Words of titles and texts are no states.
    for question in ["废止 养犬", "合同 有效", "废止决定", "劳动合同 无效"] {
        assert!(read(question, &[]).filters.status.is_empty(), "{question}");
    }
}
