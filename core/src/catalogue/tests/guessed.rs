//! Misspellings, pinyin, initials, and titles known by their words.

use super::super::Catalogue;
use super::{catalogue, check, check_many};

#[test]
fn misspelled_titles() {
    check_many(
        |catalogue, text| catalogue.misspelled(text, 3),
        &[
            ("名法典", "民法典"),
            ("民法点", "民法典"),
            ("老动法", "劳动法"),
            ("老动合同法", "劳动合同法"),
            ("劳动合通法", "劳动合同法"),
            ("劳动和同法", "劳动合同法"),
            ("劳东合同法", "劳动合同法"),
            ("劳合动同法", "劳动合同法"),
            ("劳动合同同法", "劳动合同法"),
            ("建贮法", "建筑法"),
            ("建竹法", "建筑法"),
            ("城乡归划法", "城乡规划法"),
            ("行政处法法", "行政处罚法"),
            ("行正处罚法", "行政处罚法"),
            ("治安管里处罚法", "治安管理处罚法"),
            ("治安管理处罚发", "治安管理处罚法"),
            ("未成年人保法", "未成年人保护法"),
            ("末成年人保护法", "未成年人保护法"),
            ("未成年人保户法", "未成年人保护法"),
            ("反家廷暴力法", "反家庭暴力法"),
            ("道路交通安金法", "道路交通安全法"),
            ("消废者权益保护法", "消费者权益保护法"),
            ("消费者权益保护发", "消费者权益保护法"),
            ("政俯采购法", "政府采购法"),
            ("政府采构法", "政府采购法"),
            ("测汇法", "测绘法"),
            ("野生动物保沪法", "野生动物保护法"),
            ("车俩购置税法", "车辆购置税法"),
            ("中华人民共合国刑法", "刑法"),
            ("中华人民公和国公司法", "公司法"),
            ("中化人民共和国律师法", "律师法"),
            ("中华人民共和国建筑发", "建筑法"),
            ("优化赢商环境条例", "优化营商环境条例"),
            ("信仿工作条例", "信访工作条例"),
            ("重大动物役情应急条例", "重大动物疫情应急条例"),
            ("物业管里条例", "物业管理条例"),
            ("期货交易管理条列", "期货交易管理条例"),
            ("危险化学聘安全管理条例", "危险化学品安全管理条例"),
            ("工商保险条例", "工伤保险条例"),
            ("北京市出租汽车管里条例", "北京市出租汽车管理条例"),
            ("绍兴市文明行为促近条例", "绍兴市文明行为促进条例"),
            ("安阳市城市禄化条例", "安阳市城市绿化条例"),
            ("劳动合同法式施条例", "劳动合同法实施条例"),
            (
                "国有土地上房屋征收于补偿条例",
                "国有土地上房屋征收与补偿条例",
            ),
            (
                "最告人民法院关于审理医疗损害责任纠纷案件适用法律若干问题的解释",
                "最高人民法院关于审理医疗损害责任纠纷案件适用法律若干问题的解释",
            ),
        ],
    );
}

#[test]
fn errors_anywhere_in_long_titles() {
    let interpretation = "最高人民法院关于审理医疗损害责任纠纷案件适用法律若干问题的解释";
    let implementing = "河南省实施《中华人民共和国土地管理法》办法";
    check(
        |catalogue, text| catalogue.misspelled(text, 3),
        &[
            // At the ends, and in the head that all such titles share.
            (
                "高人民法院关于审理医疗损害责任纠纷案件适用法律若干问题的解释",
                interpretation,
            ),
            (
                "最高人民法院关于审理医疗损害责任纠纷案件适用法律若干问题的解",
                interpretation,
            ),
            (
                "最高人民法院关于审理医疗损害责任纠纷案件适用法律若干问题的解是",
                interpretation,
            ),
            (
                "最高人名法院关于审理医疗损害责任纠纷案件适用法律若干问题的解释",
                interpretation,
            ),
            (
                "最高人民法院于关审理医疗损害责任纠纷案件适用法律若干问题的解释",
                interpretation,
            ),
            (
                "最高人民法院关于审理医疗损害责任任纠纷案件适用法律若干问题的解释",
                interpretation,
            ),
            (
                "最高人民法院关于审理医疗损害责任纠纷案件食用法律若干问题的解释",
                interpretation,
            ),
            (
                "最高人民法院关于审理医疗损害责任纠纷案件适用法律若干问提的解释",
                interpretation,
            ),
            (
                "最高人民法院关于审理医疗孙海责任纠纷案件适用法律若干问题的解释",
                interpretation,
            ),
            (
                "最高人民法院关于审理医疗损害责任究分案件适用法律若干问题的解释",
                interpretation,
            ),
            (
                "最高人民法院关于审理医疗损害狼任纠纷案件适用法律若干问题的解释",
                interpretation,
            ),
            ("河南省实施《中华人民共合国土地管理法》办法", implementing),
            ("河南省实施《中华人民共和国土地管里法》办法", implementing),
            ("河南省势施《中华人民共和国土地管理法》办法", implementing),
            ("河南省实施实《中华人民共和国土地管理法》办法", implementing),
            (
                "国务院关于加强食品安全工作的觉定",
                "国务院关于加强食品安全工作的决定",
            ),
            (
                "国务院管于加强食品安全工作的决定",
                "国务院关于加强食品安全工作的决定",
            ),
            ("人民检查院刑事诉讼规则", "人民检察院刑事诉讼规则"),
        ],
    );
    let catalogue = catalogue();
    for text in [
        "最高人民法院关于审理买卖合同纠纷案件适用法律若干问题的解释",
        "最高人民法院关于审理医疗纠纷案件的通知",
        "国务院关于加强道路交通安全工作的意见",
        "医院应当对医疗损害责任纠纷案件承担赔偿责任",
        "河南省实施《中华人民共和国水法》办法",
        "山东省实施《中华人民共和国土地管理法》办法",
    ] {
        let found = catalogue.misspelled(text, 3);
        assert!(found.is_empty(), "{text} → {found:?}");
    }
}

#[test]
fn abbreviations_that_no_list_has() {
    check(
        |catalogue, text| catalogue.abbreviated(text, 3),
        &[
            ("棉花监督条例", "棉花质量监督管理条例"),
            ("优化营商条例", "优化营商环境条例"),
            ("危险化学条例", "危险化学品安全管理条例"),
            ("动物疫情条例", "重大动物疫情应急条例"),
            ("野生动物法", "野生动物保护法"),
            ("消费者权益法", "消费者权益保护法"),
            ("道路交通法", "道路交通安全法"),
        ],
    );
    let catalogue = catalogue();
    for text in ["条例", "法", "管理条例", "图书馆法", "怎么办理低保", "土地"] {
        let found = catalogue.abbreviated(text, 3);
        assert!(found.is_empty(), "{text} → {found:?}");
    }
}

#[test]
fn what_is_no_misspelling() {
    let catalogue = catalogue();
    let refused = [
        "民法典",
        "养犬",
        "刑法",
        "安徽省湿地保护条例",
        "安庆市城市绿化条例",
        "公司",
        "公司登记管理",
        "打官司要多少钱",
        "婚姻法若干问题的解释（三）",
        "",
        "法",
    ];
    for text in refused {
        let found = catalogue.misspelled(text, 3);
        assert!(found.is_empty(), "{text} → {found:?}");
    }
    assert_eq!(catalogue.did_you_mean("名法典").as_deref(), Some("民法典"));
    assert_eq!(
        catalogue.did_you_mean("minfadian").as_deref(),
        Some("民法典")
    );
    assert_eq!(catalogue.did_you_mean("民法典"), None);
    assert_eq!(catalogue.did_you_mean("打官司要多少钱"), None);
}

#[test]
fn pinyin() {
    check_many(
        |catalogue, text| catalogue.by_pinyin(text, 3),
        &[
            ("minfadian", "民法典"),
            ("min fa dian", "民法典"),
            ("min'fa'dian", "民法典"),
            ("MinFaDian", "民法典"),
            ("MINFADIAN", "民法典"),
            ("ｍｉｎｆａｄｉａｎ", "民法典"),
            ("mínfǎdiǎn", "民法典"),
            ("min2fa3dian3", "民法典"),
            ("zhonghuarenmingongheguominfadian", "民法典"),
            ("zhonghua renmin gongheguo minfadian", "民法典"),
            ("laodongfa", "劳动法"),
            ("laodonghetongfa", "劳动合同法"),
            ("laodong hetong fa", "劳动合同法"),
            ("laodong合同法", "劳动合同法"),
            ("劳动hetong法", "劳动合同法"),
            ("劳动合同fa", "劳动合同法"),
            ("ld合同法", "劳动合同法"),
            ("laodonghtf", "劳动合同法"),
            ("lvshifa", "律师法"),
            ("lüshifa", "律师法"),
            ("lǜshīfǎ", "律师法"),
            ("lushifa", "律师法"),
            ("kuaijifa", "会计法"),
            ("shangyeyinhangfa", "商业银行法"),
            ("changjiangbaohufa", "长江保护法"),
            ("chongqingwuyeguanlitiaoli", "重庆市物业管理条例"),
            ("chongqingshiwuyeguanlitiaoli", "重庆市物业管理条例"),
            ("changshayangquantiaoli", "长沙市养犬管理条例"),
            ("gongsifa", "公司法"),
            ("xingfa", "刑法"),
            ("xianfa", "宪法"),
            ("minshisusongfa", "民事诉讼法"),
            ("minsufa", "民事诉讼法"),
            ("zhianguanlichufafa", "治安管理处罚法"),
            ("zhi'anguanlichufafa", "治安管理处罚法"),
            ("fanjiatingbaolifa", "反家庭暴力法"),
            ("cheliang gouzhi shui fa", "车辆购置税法"),
            ("dixingdezhi", "nothing"),
            ("zhongdadongwuyiqingyingjitiaoli", "重大动物疫情应急条例"),
            ("youhuayingshanghuanjingtiaoli", "优化营商环境条例"),
            ("beijingchuzuqichetiaoli", "北京市出租汽车管理条例"),
            (
                "henantudiguanlifashishibanfa",
                "河南省实施《中华人民共和国土地管理法》办法",
            ),
            (
                "hunyinfasifajieshier",
                "最高人民法院关于适用《中华人民共和国婚姻法》若干问题的解释（二）",
            ),
        ]
        .into_iter()
        .filter(|(_, wanted)| *wanted != "nothing")
        .collect::<Vec<_>>(),
    );
    assert!(catalogue().by_pinyin("dixingdezhi", 3).is_empty());
}

#[test]
fn initials() {
    check_many(
        |catalogue, text| catalogue.by_pinyin(text, 3),
        &[
            ("mfd", "民法典"),
            ("MFD", "民法典"),
            ("m f d", "民法典"),
            ("zhrmghgmfd", "民法典"),
            ("ldf", "劳动法"),
            ("ldhtf", "劳动合同法"),
            ("ldhtfsstl", "劳动合同法实施条例"),
            ("xzcff", "行政处罚法"),
            ("zaglcff", "治安管理处罚法"),
            ("msssf", "民事诉讼法"),
            ("msssf", "民事诉讼法"),
            ("xzssf", "行政诉讼法"),
            ("xsssf", "刑事诉讼法"),
            ("tdglf", "土地管理法"),
            ("wcnrbhf", "未成年人保护法"),
            ("fjtblf", "反家庭暴力法"),
            ("dljtaqf", "道路交通安全法"),
            ("xfzqybhf", "消费者权益保护法"),
            ("sjaqf", "数据安全法"),
            ("zfcgf", "政府采购法"),
            ("kjf", "会计法"),
            ("syyhf", "商业银行法"),
            ("ysdwbhf", "野生动物保护法"),
            ("cjbhf", "长江保护法"),
            ("clgzsf", "车辆购置税法"),
            ("cxghf", "城乡规划法"),
            ("tdzzszxtl", "土地增值税暂行条例"),
            ("tdzzstl", "土地增值税暂行条例"),
            ("wzyhgltl", "外资银行管理条例"),
            ("yhyshjtl", "优化营商环境条例"),
            ("xfgztl", "信访工作条例"),
            ("zddwyqyjtl", "重大动物疫情应急条例"),
            ("wygltl", "物业管理条例"),
            ("qhjygltl", "期货交易管理条例"),
            ("gsbxtl", "工伤保险条例"),
            ("sybxtl", "失业保险条例"),
            ("bjsczqcgltl", "北京市出租汽车管理条例"),
            ("czqcgltl", "北京市出租汽车管理条例"),
            ("cqswygltl", "重庆市物业管理条例"),
            ("cssyqgltl", "长沙市养犬管理条例"),
            ("sxswmxwcjtl", "绍兴市文明行为促进条例"),
            ("hnssstdglfbf", "河南省实施《中华人民共和国土地管理法》办法"),
            ("ys文明行为条例", "nothing"),
        ]
        .into_iter()
        .filter(|(_, wanted)| *wanted != "nothing")
        .collect::<Vec<_>>(),
    );
}

#[test]
fn titles_by_their_words() {
    check_many(
        |catalogue, text| {
            let words: Vec<&str> = text.split_whitespace().collect();
            catalogue.titles_containing(&words, 5)
        },
        &[
            ("绍兴 文明行为促进", "绍兴市文明行为促进条例"),
            ("文明行为 绍兴", "绍兴市文明行为促进条例"),
            ("绍兴市 文明行为", "绍兴市文明行为促进条例"),
            ("绍兴文明行为规定", "绍兴市文明行为促进条例"),
            ("绍兴关于文明行为促进的规定", "绍兴市文明行为促进条例"),
            ("北京出租汽车条例", "北京市出租汽车管理条例"),
            ("出租汽车 北京", "北京市出租汽车管理条例"),
            ("北京关于出租汽车的规定", "北京市出租汽车管理条例"),
            ("北京 档案法", "北京市实施《中华人民共和国档案法》办法"),
            ("档案法 北京", "北京市实施《中华人民共和国档案法》办法"),
            (
                "北京关于档案法的规定",
                "北京市实施《中华人民共和国档案法》办法",
            ),
            ("重庆 物业", "重庆市物业管理条例"),
            ("物业 重庆市", "重庆市物业管理条例"),
            ("长沙 养犬", "长沙市养犬管理条例"),
            ("养犬 长沙 条例", "长沙市养犬管理条例"),
            (
                "河南 土地管理法",
                "河南省实施《中华人民共和国土地管理法》办法",
            ),
            ("浙江 湿地", "浙江省湿地保护条例"),
            ("湿地保护 浙江", "浙江省湿地保护条例"),
            ("浙江省 湿地保护", "浙江省湿地保护条例"),
            ("安阳 绿化", "安阳市城市绿化条例"),
            ("安阳城市绿化办法", "安阳市城市绿化条例"),
            ("济南 燃气", "济南市燃气管理条例"),
            ("济南关于燃气管理的规定", "济南市燃气管理条例"),
            (
                "贵州 行政规范性文件",
                "贵州省行政规范性文件制定和监督管理规定",
            ),
            (
                "行政规范性文件 制定 贵州",
                "贵州省行政规范性文件制定和监督管理规定",
            ),
            ("黔东南 生态环境", "黔东南苗族侗族自治州生态环境保护条例"),
            ("吕梁 市容", "吕梁市城市市容和环境卫生管理条例"),
            ("吕梁环境卫生条例", "吕梁市城市市容和环境卫生管理条例"),
            ("动物疫情 应急", "重大动物疫情应急条例"),
            ("疫情应急 动物", "重大动物疫情应急条例"),
            ("房屋 征收 补偿", "国有土地上房屋征收与补偿条例"),
            ("征收与补偿 房屋", "国有土地上房屋征收与补偿条例"),
            ("营商环境 优化", "优化营商环境条例"),
            ("化学品 安全", "危险化学品安全管理条例"),
            ("增值税 土地", "土地增值税暂行条例"),
            ("银行 外资", "外资银行管理条例"),
            (
                "医疗损害 解释",
                "最高人民法院关于审理医疗损害责任纠纷案件适用法律若干问题的解释",
            ),
            (
                "寻衅滋事 解释",
                "最高人民法院、最高人民检察院关于办理寻衅滋事刑事案件适用法律若干问题的解释",
            ),
            ("国有资产 企业", "企业国有资产监督管理暂行条例"),
            ("食品安全 国务院", "国务院关于加强食品安全工作的决定"),
            (
                "政务数据 贵州",
                "贵州省人民政府办公厅关于印发《贵州省政务数据资源管理办法》的通知",
            ),
        ],
    );
    let catalogue = catalogue();
    for words in [
        &["安徽", "湿地"][..],
        &["京"],
        &[],
        &[""],
        &["条例"],
        &["的", "关于"],
    ] {
        let found = Catalogue::titles_containing(&catalogue, words, 5);
        assert!(found.is_empty(), "{words:?} → {found:?}");
    }
}
