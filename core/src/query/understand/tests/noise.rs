//! What stands around names and is none of them.

use expect_test::expect;

use super::*;

#[test]
fn noise_around_names() {
    let _ = first(
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
fn noise_around_names_of_every_sort() {
    let mut asked = 0;
    asked += first(
        "xxgk",
        &[
            "政府信息公開條例",
            "中華人民共和國政府信息公開條例",
            "政 府 信 息 公 开 条 例",
            "　政府信息公开条例　",
            "《政府信息公开条例》",
            "〈政府信息公开条例〉",
            "<政府信息公开条例>",
            "<<政府信息公开条例>>",
            "「政府信息公开条例」",
            "『政府信息公开条例』",
            "【政府信息公开条例】",
            "[政府信息公开条例]",
            "（政府信息公开条例）",
            "\"政府信息公开条例\"",
            "“政府信息公开条例”",
            "'政府信息公开条例'",
            "政府信息公开条例。",
            "政府信息公开条例！！",
            "政府信息公开条例……",
            "政府信息公开条例.pdf",
            "政府信息公开条例.docx",
            "政府信息公开条例.PDF",
            "《政府信息公开条例》.doc",
            "政府信息公开条例.wps",
            "政府信息公开条例.ofd",
            "政府信息公开条例（全文）",
            "政府信息公开条例（最新）",
            "政府信息公开条例 全文 下载",
            "政府信息公开条例_全文",
            "www.example.com/doc/xxgk",
            "http://example.com/doc/xxgk/",
            "https://example.com/doc/xxgk/art/5",
        ],
    );
    asked += first(
        "gb37",
        &[
            "国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知.pdf",
            "國務院辦公廳關於加強行政規範性文件制定和監督管理工作的通知",
            "国务院办公厅 关于加强行政规范性文件制定和监督管理工作的通知",
            "国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知（国办发〔2018〕37号）",
            "《国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知》全文",
            "国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知 国办发[2018]37号 pdf",
        ],
    );
    asked += first(
        "gz",
        &[
            "貴州省公路條例",
            "贵州省 公路 条例",
            "贵州省公路条例.txt",
            "《贵州省公路条例》全文阅读",
            "贵州省公路条例，",
        ],
    );
    asked += first(
        "mfd-hy",
        &[
            "民法典·婚姻家庭编.pdf",
            "《民法典》婚姻家庭编",
            "民法典 婚姻家庭編",
        ],
    );
    enough("noise around names", asked);
}

/// What is left to look for of a question without a name. Returns how many questions there are.
#[track_caller]
fn leaves(words_left: &str, questions: &[&str]) -> usize {
    let left = |question: &&str| {
        let left = words(&read(question, &[]).query);
        left.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
    };
    let all = questions.iter().map(|question| (question, left(question)));
    let wrong: Vec<_> = all.filter(|(_, left)| left != words_left).collect();
    assert!(wrong.is_empty(), "{words_left}: {wrong:?}");
    distinct(questions)
}

#[test]
fn words_of_asking_are_not_looked_for() {
    let mut asked = 0;
    asked += leaves(
        "离婚",
        &[
            "离婚怎么办",
            "请问离婚怎么办",
            "离婚怎么处理",
            "怎么离婚",
            "如何离婚",
            "离婚？",
            "想问一下离婚",
            "请问一下离婚怎么办？",
            "你好，请问离婚怎么办",
            "我想知道离婚怎么办",
            "麻烦问一下离婚",
            "帮我查一下离婚",
            "查询离婚",
            "搜索离婚",
            "离婚怎么弄",
        ],
    );
    asked += leaves(
        "工伤 赔偿",
        &[
            "工伤 赔偿 怎么办",
            "请问 工伤 赔偿",
            "工伤 赔偿 多少",
            "工伤 怎么 赔偿",
            "如何 工伤 赔偿",
            "查一下 工伤 赔偿",
            "工伤 赔偿 有哪些",
        ],
    );
    asked += leaves(
        "食品 抽检",
        &[
            "食品 抽检 是什么",
            "什么是 食品 抽检",
            "我想了解 食品 抽检",
            "食品 抽检 哪里",
            "食品 抽检 为什么",
            "咨询一下 食品 抽检",
        ],
    );
    asked += leaves(
        "工伤",
        &[
            "请问一下，工伤怎么办？",
            "工伤咋办",
            "工伤该怎么办",
            "工伤应该怎么处理",
            "我想问工伤",
            "想咨询一下工伤",
            "查查工伤",
            "請問工傷怎麼辦",
            "工傷怎麼辦",
            "　工伤　怎么办　",
            "工伤怎么办！！！",
            "工伤是怎么回事",
        ],
    );
    // Nothing but words of asking: as typed.
    asked += leaves("怎么办", &["怎么办"]);
    asked += leaves("请问", &["请问"]);
    enough("words of asking", asked);
}

/// What plain words are looked for as, too.
#[track_caller]
fn expands(questions: &[(&str, &str, &str)]) {
    let unknown = questions.iter().filter(|(question, from, to)| {
        let read = read(question, &[]);
        let mut expansions = read.expansions.iter();
        !expansions.any(|one| one.from == *from && one.to.iter().any(|word| word == to))
    });
    let unknown: Vec<_> = unknown
        .map(|(question, ..)| (question, read(question, &[]).expansions))
        .collect();
    assert!(unknown.is_empty(), "{unknown:?}");
    let asked: Vec<&str> = questions.iter().map(|(question, ..)| *question).collect();
    enough("plain words", distinct(&asked));
}

#[test]
fn plain_words_are_looked_for_in_official_language() {
    expands(&[
        ("低保", "低保", "最低生活保障"),
        ("低保怎么办理", "低保", "最低生活保障"),
        ("请问低保", "低保", "最低生活保障"),
        ("农村 低保 条件", "低保", "最低生活保障"),
        ("低保。", "低保", "最低生活保障"),
        ("《低保》", "低保", "最低生活保障"),
        ("老板欠薪", "欠薪", "拖欠工资"),
        ("欠薪 去哪里告", "欠薪", "拖欠工资"),
        ("公司欠薪怎么办？", "欠薪", "拖欠工资"),
        ("房本", "房本", "不动产权证书"),
        ("房本丢了怎么补", "房本", "不动产权证书"),
        ("二胎", "二胎", "再生育"),
        ("年假", "年假", "年休假"),
        ("年假几天", "年假", "年休假"),
        ("老板拖着不发工资", "不发工资", "拖欠工资"),
        ("不發工資怎麼辦", "不发工资", "拖欠工资"),
        ("加班费怎么算", "加班费", "延长工作时间"),
        ("被迫加班 加班费", "加班费", "延长工作时间"),
        ("新农合怎么报销", "新农合", "城乡居民基本医疗保险"),
        ("領結婚證要帶什麼", "领结婚证", "结婚登记"),
        ("领结婚证需要什么材料", "领结婚证", "结婚登记"),
        ("斑马线不让行人罚多少", "斑马线", "人行横道"),
        ("僵尸车没人管", "僵尸车", "长期停放"),
        ("阳光房算违建吗", "阳光房", "擅自搭建"),
        ("隔壁土葬", "土葬", "殡葬管理"),
        ("飞机晚点赔钱吗", "飞机晚点", "航班延误"),
        ("理发店办卡跑路", "理发店办卡", "预付卡"),
        ("贫困生补助", "贫困生", "家庭经济困难"),
        ("村里烧秸秆", "烧秸秆", "露天焚烧秸秆"),
        ("个体户要交税吗", "个体户", "个体工商户"),
        ("转基因食品标识", "转基因食品", "农业转基因生物"),
        ("公司倒闭了员工怎么办", "公司倒闭", "破产"),
        ("小区违停", "违停", "违法停车"),
        ("伤残鉴定去哪做", "伤残鉴定", "劳动能力鉴定"),
        ("注册公司流程", "注册公司", "公司登记"),
        ("被同学欺负了", "被同学欺负", "学生欺凌"),
        ("個體戶 執照", "个体户", "个体工商户"),
        ("“加班费”", "加班费", "工资报酬"),
        ("想問一下欠薪", "欠薪", "拖欠工资"),
        ("【年假】", "年假", "年休假"),
        ("加班费，怎么要？", "加班费", "工资报酬"),
    ]);
    // The official word is typed already.
    assert!(
        read("低保 最低生活保障 居民最低生活保障", &[])
            .expansions
            .is_empty()
    );
}
