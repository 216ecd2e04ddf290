use crate::document::{Kind, Record, read_record};

#[test]
fn kinds_follow_organ_and_form_not_the_word_in_the_title() {
    for (title, number, expected) in [
        (
            "广东省职工生育保险规定",
            "广东省人民政府令第203号",
            Kind::ProvincialRule,
        ),
        (
            "广东省建设工程造价管理规定",
            "粤府［2000］25号",
            Kind::NormativeDocument,
        ),
        ("贵州省某办法", "黔府发〔2020〕8号", Kind::NormativeDocument),
        (
            "城市紫线管理办法",
            "建设部令第119号",
            Kind::DepartmentalRule,
        ),
        (
            "医疗机构管理规定",
            "国务院令第149号",
            Kind::AdministrativeRegulation,
        ),
        (
            "最高人民法院关于审理某案件若干问题的规定",
            "法释〔2016〕29号",
            Kind::JudicialInterpretation,
        ),
        (
            "深圳市信息公开规定",
            "深圳市人民政府令第156号",
            Kind::MunicipalRule,
        ),
        (
            "关于同意行政村规模调整方案的批复",
            "仙政发〔2013〕136号",
            Kind::PolicyDocument,
        ),
        ("深圳经济特区环境保护条例", "", Kind::SpecialRegulation),
        (
            "广东省基本农田保护区管理条例",
            "",
            Kind::ProvincialRegulation,
        ),
        ("广州市市容条例", "", Kind::MunicipalRegulation),
        ("物业管理条例", "", Kind::AdministrativeRegulation),
        (
            "中华人民共和国土地使用权出让暂行条例",
            "",
            Kind::AdministrativeRegulation,
        ),
        ("中华人民共和国环境保护法", "", Kind::Law),
        ("郑州市经济适用住房管理办法", "", Kind::Unknown),
    ] {
        let record = Record {
            title: title.into(),
            number: Some(number.into()),
            text: "正文".into(),
            ..Record::default()
        };
        let kind = read_record(record).map(|(document, _)| document.kind);
        assert_eq!(kind, Ok(expected), "{title}");
    }
}

#[test]
fn a_place_beyond_the_table_is_a_place() {
    let of = |title: &str, authority: Option<&str>| {
        let record = Record {
            title: title.into(),
            authority: authority.map(str::to_owned),
            text: "第一条 甲。".into(),
            ..Record::default()
        };
        read_record(record).map(|(document, _)| document.kind)
    };
    assert_eq!(of("岚江省献血条例", None), Ok(Kind::ProvincialRegulation));
    assert_eq!(
        of("城市道路管理条例", None),
        Ok(Kind::AdministrativeRegulation)
    );
    let congress = Some("霁川市人民代表大会常务委员会");
    assert_eq!(
        of("霁川市停车条例", congress),
        Ok(Kind::MunicipalRegulation)
    );
}
