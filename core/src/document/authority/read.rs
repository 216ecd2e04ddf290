//! From a field or a title to organs.

use super::Branch;
use super::name::full_name;
use super::split::split;
use crate::document::{Authority, Division, Origin, spelling};

/// More organs than one document ever had; what lies beyond is in the raw field.
const ORGANS_MAX: usize = 60;

impl Authority {
    /// Reads the organs of a field. `place` is the record's region: `市政府` in a record of Shenzhen is
    /// `深圳市人民政府`.
    ///
    /// ```
    /// use tongcha::document::Authority;
    /// let names = |field| Authority::read(field, None).into_iter().map(|organ| organ.name).collect::<Vec<_>>();
    /// assert_eq!(names("教育部 发展改革委"), ["教育部", "国家发展和改革委员会"]);
    /// assert_eq!(names("国土资源部监察部"), ["国土资源部", "监察部"]);
    /// ```
    pub fn read(field: &str, place: Option<&Division>) -> Vec<Self> {
        let mut organs: Vec<Self> = Vec::new();
        for piece in split(field) {
            let name = full_name(&piece, place);
            if name.is_empty() || organs.iter().any(|organ| organ.name == name) {
                continue;
            }
            let raw = (name != piece).then_some(piece);
            organs.push(Self {
                name,
                raw,
                origin: Origin::Field,
            });
        }
        organs.truncate(ORGANS_MAX);
        organs
    }

    /// The organs that a title begins with: `国务院关于…`, `广州市人民政府办公厅转发…`. Empty when what stands
    /// there is no organ's name.
    pub fn from_title(title: &str, place: Option<&Division>) -> Vec<Self> {
        let title = spelling::one_line(title);
        let Some(end) = issuing_word(&title) else {
            return Vec::new();
        };
        let organs = Self::read(&title[..end], place);
        let known = |organ: &Self| {
            organ.class().branch != Branch::Other && !organ.name.contains(['《', '“', '年'])
        };
        if organs.is_empty() || !organs.iter().all(known) {
            return Vec::new();
        }
        organs
            .into_iter()
            .map(|organ| Self {
                origin: Origin::Title,
                ..organ
            })
            .collect()
    }
}

/// Where the words after the issuing organ begin in a title.
fn issuing_word(title: &str) -> Option<usize> {
    ["关于", "转发", "批转", "印发", "对", "办公厅令", "令"]
        .into_iter()
        .filter_map(|word| title.find(word))
        .filter(|at| *at > 0)
        .min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::regions;
    use expect_test::{Expect, expect};

    fn check(field: &str, region: &str, expected: Expect) {
        let names: Vec<String> = Authority::read(field, regions().read(region))
            .into_iter()
            .map(|organ| organ.name)
            .collect();
        expected.assert_eq(&names.join(" | "));
    }

    #[test]
    fn joint_issuers_are_taken_apart() {
        check(
            "最高人民法院、最高人民检察院",
            "",
            expect!["最高人民法院 | 最高人民检察院"],
        );
        check(
            "教育部 发展改革委",
            "",
            expect!["教育部 | 国家发展和改革委员会"],
        );
        check("国土资源部监察部", "", expect!["国土资源部 | 监察部"]);
        check(
            "财政部、发展改革委、人民银行、银监会",
            "",
            expect!["财政部 | 国家发展和改革委员会 | 中国人民银行 | 中国银行业监督管理委员会"],
        );
        check(
            "市政府办公室（市外办、市金融办、市大数据局）",
            "义乌市",
            expect!["义乌市人民政府办公室"],
        );
        check(
            "广东省人民政府办公厅转发省侨办、省国土资源厅",
            "广东省",
            expect!["广东省人民政府办公厅"],
        );
        check("生态环境部等", "", expect!["生态环境部"]);
        check("建设部等三部委", "", expect!["建设部"]);
        check(
            "广东省人民政府办公厅转发省国土资源厅",
            "广东省",
            expect!["广东省人民政府办公厅"],
        );
    }

    #[test]
    fn short_and_relative_names_become_full() {
        check(
            "住房城乡建设部办公厅",
            "",
            expect!["住房和城乡建设部办公厅"],
        );
        check(
            "北京人民代表大会常务委员会",
            "",
            expect!["北京市人民代表大会常务委员会"],
        );
        check("原环境保护部", "", expect!["环境保护部"]);
        check("市政府", "深圳市", expect!["深圳市人民政府"]);
        check("市金融局", "天津市", expect!["天津市金融局"]);
        check("市政府", "", expect!["市政府"]);
        check(
            "深圳市人大常委会",
            "",
            expect!["深圳市人民代表大会常务委员会"],
        );
        check(
            "深圳市第四届人民代表大会常务委员会",
            "",
            expect!["深圳市人民代表大会常务委员会"],
        );
        check("贵州省政府", "", expect!["贵州省人民政府"]);
        check(
            "黔西南州人民政府",
            "",
            expect!["黔西南布依族苗族自治州人民政府"],
        );
        check(
            "自治区人民政府",
            "新疆维吾尔自治区",
            expect!["新疆维吾尔自治区人民政府"],
        );
    }

    #[test]
    fn organs_glued_by_their_relative_word_are_taken_apart() {
        check(
            "市人社局市税务局市医保局",
            "天津市",
            expect!["天津市人社局 | 天津市税务局 | 天津市医保局"],
        );
        check("北京教育考试院", "", expect!["北京教育考试院"]);
    }

    #[test]
    fn a_title_names_its_organ_or_none() {
        let check = |title: &str, expected: Expect| {
            let names: Vec<String> = Authority::from_title(title, None)
                .into_iter()
                .map(|organ| organ.name)
                .collect();
            expected.assert_eq(&names.join(" | "));
        };
        check(
            "广州市人民政府办公厅关于做好工作的通知",
            expect!["广州市人民政府办公厅"],
        );
        check(
            "国务院办公厅转发国家地震局关于地震趋势的通知",
            expect!["国务院办公厅"],
        );
        check(
            "住房城乡建设部　国家文物局关于公布第一批街区的通知",
            expect!["住房和城乡建设部 | 国家文物局"],
        );
        check("关于印发《办法》的通知", expect![[""]]);
        check("深圳市工业用地使用权出让若干规定", expect![[""]]);
        check("全面做好2016年关于入学的通知", expect![[""]]);
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(text in "[市省政府等办公厅、（）国务院部]{0,24}|\\PC{0,60}") {
            Authority::read(&text, regions().read("深圳市"));
            Authority::from_title(&text, None);
        }
    }
}
