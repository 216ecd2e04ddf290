//! Places, organs, times, states and sorts beside words: what filters and what is preferred.

use expect_test::expect;

use super::*;

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
            expand 公交 → 公共交通|公共汽车|城市公共
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
