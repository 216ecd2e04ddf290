use super::*;

fn check_read(field: &str, expected: Option<(&str, &str)>) {
    let read = regions()
        .read(field)
        .map(|division| (division.code, division.name));
    assert_eq!(read, expected, "{field}");
}

fn check_found(text: &str, expected: &[(&str, &str)]) {
    let found: Vec<(&str, &str)> = regions()
        .find_all(text)
        .into_iter()
        .map(|found| (&text[found.range], found.division.code))
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn fields_are_read_by_full_and_short_names_and_paths() {
    check_read("山东", Some(("370000", "山东省")));
    check_read("深圳市", Some(("440300", "深圳市")));
    check_read("国家", Some(("000000", "中华人民共和国")));
    check_read("全国", Some(("000000", "中华人民共和国")));
    check_read("内蒙古", Some(("150000", "内蒙古自治区")));
    check_read("黔西南", Some(("522300", "黔西南布依族苗族自治州")));
    check_read("贵州省贵阳市云岩区", Some(("520103", "云岩区")));
    check_read("贵州省/贵阳市", Some(("520100", "贵阳市")));
    check_read("海南", Some(("460000", "海南省")));
    check_read("北京", Some(("110000", "北京市")));
    check_read("520000", Some(("520000", "贵州省")));
    check_read("贵安新区", Some(("5200Z1", "贵安新区")));
}

#[test]
fn garbage_and_ambiguous_names_are_not_guessed() {
    for field in [
        "国务院关于加强市",
        "印发广东省",
        "鼓楼区",
        "朝阳区",
        "",
        "某地",
    ] {
        check_read(field, None);
    }
}

#[test]
fn the_longest_name_wins() {
    check_found("黔西南州高龄津贴", &[("黔西南", "522300")]);
    check_found("黔西市高龄津贴", &[("黔西市", "520581")]);
    check_found(
        "南京市鼓楼区入学",
        &[("南京市", "320100"), ("鼓楼区", "320106")],
    );
    check_found("鼓楼区入学", &[]);
    check_found("构建和平社会", &[]);
}

#[test]
fn former_places_lead_to_those_of_today() {
    let current = |name: &str| {
        regions()
            .by_name(name, None)
            .and_then(|d| regions().current(d))
            .map(|d| (d.code, d.name))
    };
    assert_eq!(current("毕节地区"), Some(("520500", "毕节市")));
    assert_eq!(current("铜仁地区"), Some(("520600", "铜仁市")));
    assert_eq!(current("盘县"), Some(("520281", "盘州市")));
    assert_eq!(current("水城县"), Some(("520204", "水城区")));
    assert_eq!(current("黔西县"), Some(("520581", "黔西市")));
    assert_eq!(current("遵义地区"), Some(("520300", "遵义市")));
    assert_eq!(current("莱芜市"), None);
}

#[test]
fn places_know_what_lies_around_and_in_them() {
    assert_eq!(
        regions().ancestors("520103"),
        ["520100", "520000", "000000"]
    );
    assert_eq!(regions().ancestors("110105"), ["110000", "000000"]);
    assert_eq!(
        regions().ancestors("5201Z1"),
        ["520100", "520000", "000000"]
    );
    assert!(regions().ancestors("000000").is_empty());
    assert!(regions().is_within("440300", "440000"));
    let below: Vec<&str> = regions()
        .children("520000")
        .iter()
        .map(|d| d.short)
        .collect();
    assert_eq!(
        below,
        [
            "贵安",
            "贵阳",
            "六盘水",
            "遵义",
            "安顺",
            "毕节",
            "铜仁",
            "黔西南",
            "黔东南",
            "黔南"
        ]
    );
}

proptest::proptest! {
    #[test]
    fn no_text_makes_the_finder_panic(text in "[贵州省黔西南市县区/]{0,20}|\\PC{0,60}") {
        regions().read(&text);
        for found in regions().find_all(&text) {
            proptest::prop_assert!(text.get(found.range).is_some());
        }
    }
}
