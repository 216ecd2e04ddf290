//! What columns and keys are called, and which field of a record they are.

/// Published names of each field of a record. Compared without white space, in lower case.
const NAMES: [(&str, &[&str]); 17] = [
    (
        "title",
        &[
            "title",
            "标题",
            "名称",
            "文件名称",
            "文件标题",
            "信息名称",
            "法规名称",
            "公文名称",
            "题名",
            "政策名称",
            "bt",
            "doctitle",
            "articletitle",
        ],
    ),
    (
        "number",
        &[
            "number",
            "文号",
            "发文字号",
            "发文文号",
            "文件编号",
            "文件字号",
            "公文文号",
            "令号",
            "fwzh",
            "docno",
            "document_number",
            "filenum",
        ],
    ),
    (
        "authority",
        &[
            "authority",
            "发文机关",
            "发文机构",
            "发文单位",
            "发文部门",
            "制定机关",
            "制定单位",
            "制发机关",
            "发布机构",
            "发布机关",
            "发布单位",
            "发布部门",
            "颁布单位",
            "印发机关",
            "publisher",
            "fwjg_name",
        ],
    ),
    (
        "index_number",
        &[
            "index_number",
            "索引号",
            "信息索引号",
            "idxid",
            "identifier",
        ],
    ),
    (
        "theme",
        &["theme", "主题分类", "主题", "主题类别", "ztfl_name"],
    ),
    (
        "kind",
        &[
            "kind",
            "类别",
            "文件类别",
            "法规类别",
            "文件类型",
            "效力级别",
            "效力位阶",
            "文件性质",
        ],
    ),
    ("genre", &["genre", "文种", "公文种类", "体裁", "体裁分类"]),
    (
        "region",
        &["region", "地区", "地域", "区域", "所属地区", "省份"],
    ),
    (
        "signed",
        &[
            "signed",
            "成文日期",
            "成文时间",
            "签发日期",
            "发文日期",
            "发文时间",
            "cwrq",
        ],
    ),
    (
        "published",
        &[
            "published",
            "公布日期",
            "发布日期",
            "发布时间",
            "公布时间",
            "公开日期",
            "印发日期",
            "颁布日期",
            "fbrq",
            "pubdate",
            "docpubtime",
            "pub_time",
            "publish_date",
        ],
    ),
    (
        "effective",
        &[
            "effective",
            "施行日期",
            "生效日期",
            "实施日期",
            "施行时间",
            "实施时间",
            "生效时间",
        ],
    ),
    (
        "expires",
        &["expires", "有效期至", "失效日期", "废止日期", "失效时间"],
    ),
    (
        "declared_status",
        &[
            "declared_status",
            "时效性",
            "有效性",
            "效力状态",
            "效力",
            "是否有效",
            "文件状态",
            "validity",
        ],
    ),
    (
        "text",
        &[
            "text",
            "正文",
            "内容",
            "全文",
            "文件内容",
            "正文内容",
            "content",
            "body",
            "doccontent",
            "zw",
        ],
    ),
    (
        "url",
        &[
            "url",
            "网址",
            "链接",
            "链接地址",
            "原文链接",
            "原文地址",
            "来源网址",
            "地址链接",
            "link",
            "href",
            "docpuburl",
            "文件链接",
        ],
    ),
    ("source", &["source", "来源", "信息来源", "数据来源"]),
    ("id", &["id", "标识", "唯一标识", "编码"]),
];

/// The field of a record that a column or key is, by its name.
pub(super) fn field(name: &str) -> Option<&'static str> {
    let name: String = name
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{feff}' | '*' | ':' | '：'))
        .flat_map(char::to_lowercase)
        .take(40)
        .collect();
    NAMES
        .iter()
        .find(|(_, names)| names.contains(&name.as_str()))
        .map(|(field, _)| *field)
}

/// Whether names are those of a list of documents: one is the title or the text, and there is another.
pub(super) fn is_header<'a>(names: impl Iterator<Item = &'a str>) -> bool {
    let mut fields: Vec<&str> = names.filter_map(field).collect();
    fields.sort_unstable();
    fields.dedup();
    fields.contains(&"title") || (fields.contains(&"text") && fields.len() >= 2)
}

/// Whether a name is that of a field of a record.
pub(super) fn is_field(name: &str) -> bool {
    NAMES.iter().any(|(field, _)| *field == name)
        || matches!(name, "subtitle" | "collection" | "history")
}
