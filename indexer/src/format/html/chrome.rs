//! Lines that belong to the page and not to the article: paths, buttons, counters, footers.

/// Words of buttons. A line that is made of nothing else is a row of buttons.
#[rustfmt::skip]
const BUTTONS: [&str; 66] = [
    "打印", "打印本页", "打印页面", "打印此页", "打印文章", "关闭", "关闭窗口", "关闭本页", "关闭页面",
    "收藏", "收藏本页", "加入收藏", "收藏本站", "设为首页", "大", "中", "小", "字体", "字号", "字体大小",
    "字体显示", "浏览字体", "调整字体", "文字大小", "分享", "分享到", "返回", "返回顶部", "返回首页",
    "返回列表", "顶部", "top", "首页", "网站首页", "微信", "微博", "新浪微博", "腾讯微博", "QQ空间", "QQ好友",
    "人人网", "朋友圈", "更多", "复制链接", "保存", "保存本页", "下载", "我要纠错", "纠错", "语音播报",
    "朗读", "转发", "推荐", "推荐给好友", "登录", "注册", "简体", "繁体", "无障碍", "无障碍浏览", "English",
    "上一页", "下一页", "尾页", "手机版", "关注微信",
];
/// What such lines begin with.
#[rustfmt::skip]
const BEGINNINGS: [&str; 44] = [
    "当前位置", "您的位置", "你的位置", "您现在的位置", "您的当前位置", "您当前的位置", "你当前的位置",
    "所在位置", "现在位置", "当前所在位置", "上一篇", "下一篇", "上一条", "下一条", "扫一扫", "扫描二维码",
    "手机扫一扫", "浏览次数", "阅读次数", "点击数", "点击次数", "点击率", "点击量", "访问次数", "访问量",
    "浏览量", "阅读量", "分享到", "责任编辑", "【字体", "【打印", "［字体", "[打印", "字体：", "字号：",
    "您是第", "浏览字体", "打印本页", "字体大小", "文字大小", "选择字号", "【大", "【关闭", "【字号",
];
/// What footers name.
#[rustfmt::skip]
const FOOTERS: [&str; 24] = [
    "版权所有", "ICP备", "ICP证", "公网安备", "公安备案", "备案号", "网站标识码", "主办单位", "主办：",
    "承办单位", "技术支持", "网站地图", "制作及维护", "运行维护", "联系我们", "关于我们", "网站声明",
    "浏览器", "分辨率", "Copyright", "copyright", "COPYRIGHT", "保留所有权利", "All Rights",
];
/// Headings of lists of other articles: all that follows at the end of a page is no part of this one.
#[rustfmt::skip]
const RELATED: [&str; 16] = [
    "相关链接", "相关文章", "相关稿件", "相关新闻", "相关信息", "相关报道", "相关阅读", "相关文档",
    "相关文件", "相关政策", "相关解读", "延伸阅读", "热点推荐", "猜你喜欢", "友情链接", "网友评论",
];
const CHARS_MAX: usize = 100;
const FOOTER_CHARS_MAX: usize = 250;

/// Whether a line is one of those.
pub(super) fn is_chrome(line: &str) -> bool {
    let chars = line.chars().take(FOOTER_CHARS_MAX + 1).count();
    if chars > FOOTER_CHARS_MAX {
        return false;
    }
    let line = line.trim();
    // A footer that speaks in sentences is a paragraph: about browsers, about the copyright of something.
    if FOOTERS.iter().any(|word| line.contains(word)) && !line.contains(['。', '；', '，']) {
        return true;
    }
    if chars > CHARS_MAX || line.ends_with('。') {
        return false;
    }
    BEGINNINGS
        .iter()
        .any(|beginning| line.starts_with(beginning))
        || is_buttons(line)
}

/// Whether a line is the heading of a list of other articles.
pub(super) fn is_related(line: &str) -> bool {
    let line = line.trim_matches(|c: char| c.is_whitespace() || "：:【】[]·•▪■>》".contains(c));
    RELATED.contains(&line)
}

fn is_buttons(line: &str) -> bool {
    let mut words = line
        .split(|c: char| {
            c.is_whitespace() || "【】[]［］（）()|｜/：:·•>＞»《》-—_，、".contains(c)
        })
        .filter(|word| !word.is_empty())
        .peekable();
    let is_button = |word: &'_ str| {
        let is_verb = word.starts_with("关闭") || word.starts_with("打印");
        BUTTONS.contains(&word) || (is_verb && word.chars().count() <= 8)
    };
    words.peek().is_some() && words.all(is_button)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buttons_paths_and_footers_are_told() {
        for line in [
            "【打印】 【关闭】",
            "字体：【大 中 小】",
            "当前位置：首页 > 政务公开 > 文件",
            "版权所有 岚江省人民政府 岚ICP备05000000号",
            "上一篇：关于某事的通知",
            "扫一扫在手机打开当前页",
            "[ 大 中 小 ]",
        ] {
            assert!(is_chrome(line), "{line}");
        }
        assert!(is_related("相关链接：") && is_related("【相关文件】"));
    }

    #[test]
    fn text_is_not() {
        for line in [
            "一、总则",
            "版权所有者可以向版权行政管理部门申请登记，未登记的不影响其权利。",
            "打印费由申请人和代理人承担",
            "中、小企业",
            "责任编辑应当具备相应资格。",
            "相关文件由省人民政府另行制定",
            "",
        ] {
            assert!(!is_chrome(line) && !is_related(line), "{line}");
        }
    }
}
