//! Places and organs in any spelling.

use super::*;
use crate::query::FacetField;

/// Every question prefers these codes of places.
#[track_caller]
fn prefers(codes: &[&str], questions: &[&str]) -> usize {
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
    distinct(questions)
}

#[test]
fn places_in_any_spelling() {
    let mut asked = 0;
    asked += prefers(
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
    asked += prefers(
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
    asked += prefers(
        &["522300"],
        &[
            "黔西南 旅游",
            "黔西南州 旅游",
            "黔西南布依族苗族自治州旅游",
            "旅游 黔西南",
        ],
    );
    asked += prefers(&["520581"], &["黔西 旅游", "黔西市 旅游", "旅游 黔西"]);
    asked += prefers(
        &["522600"],
        &["黔东南 旅游", "黔东南州旅游", "黔东南苗族侗族自治州 旅游"],
    );
    asked += prefers(
        &["110000"],
        &[
            "京 车辆",
            "北京 车辆",
            "北京市车辆",
            "帝都 车辆",
            "车辆（北京市）",
        ],
    );
    asked += prefers(
        &["310000"],
        &["沪 车辆", "上海车辆", "魔都 车辆", "申城 车辆"],
    );
    asked += prefers(
        &["510100"],
        &["蓉 物业", "成都物业", "四川省成都市物业", "蓉城 物业"],
    );
    asked += prefers(
        &["440300"],
        &[
            "深圳 暂住",
            "鹏城 暂住",
            "广东深圳暂住",
            "广东省深圳市 暂住",
        ],
    );
    // A name inside of another word is none.
    asked += prefers(&[], &["养犬", "黔首 养犬"]);
    enough("places", asked);
}

/// Every question names this organ among those preferred, or says it.
#[track_caller]
fn organ(name: &str, questions: &[&str]) -> usize {
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
    distinct(questions)
}

#[test]
fn organs_in_any_spelling() {
    let mut asked = 0;
    asked += organ(
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
    asked += organ(
        "贵州省生态环境厅",
        &[
            "贵州省环保厅",
            "贵州环保厅 排污",
            "排污 贵州省环保厅",
            "贵州省环境保护厅 排污",
        ],
    );
    asked += organ(
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
    asked += organ(
        "国家市场监督管理总局",
        &[
            "市场监管总局 食品",
            "国家工商总局 商标",
            "工商总局 商标",
            "国家质检总局 标准",
            "质检总局 标准",
        ],
    );
    asked += organ(
        "住房和城乡建设部",
        &["住建部 房屋", "建设部 房屋", "住房城乡建设部 房屋"],
    );
    asked += organ(
        "国家卫生健康委员会",
        &["卫健委 疫苗", "国家卫健委 疫苗", "卫生部 疫苗"],
    );
    asked += organ(
        "人力资源和社会保障部",
        &[
            "人社部 工伤",
            "人力资源社会保障部 工伤",
            "劳动和社会保障部 工伤",
        ],
    );
    asked += organ(
        "国家发展和改革委员会",
        &["发改委 电价", "国家发改委 电价", "国家计委 电价"],
    );
    asked += organ(
        "最高人民法院",
        &["最高法 执行", "最高院 执行", "最高人民法院 执行"],
    );
    asked += organ(
        "国家税务总局",
        &[
            "税务总局 发票",
            "国家税务总局 发票",
            "国税总局 发票",
            "國家稅務總局 發票",
        ],
    );
    asked += organ(
        "自然资源部",
        &[
            "国土部 征地",
            "国土资源部 征地",
            "自然资源部征地",
            "《国土资源部》 征地",
        ],
    );
    asked += organ(
        "应急管理部",
        &[
            "安监总局 事故",
            "国家安监总局 事故",
            "国家安全生产监督管理总局 事故",
            "应急部 事故",
        ],
    );
    asked += organ(
        "最高人民检察院",
        &["最高检 起诉", "高检院 起诉", "最高人民檢察院 起訴"],
    );
    asked += organ(
        "贵州省教育厅",
        &["贵州省教育厅 学费", "贵州省教育厅学费", "学费 贵州省教育厅"],
    );
    enough("organs", asked);
}
