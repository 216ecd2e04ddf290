//! The sentences of the documents: their frames are written here, their words drawn.
//!
//! In a frame `{n}` is a noun, `{v}` a verb, `{a}` an attribute, `{N}` a phrase of nouns, `{V}` of verb and object,
//! `{c}` a list of nouns, `{d}` the department in charge, `{t}` the thing and `{k}` what is done about it, `{s}` what the
//! text calls itself, `{p}` the place, `{m}` a number, `{f}` a range of fines, `{y}` a share, `{L}` an earlier document
//! and an article of it, `{w}` a place too small for any list.

/// What a sentence is for; each part of a document has its own mix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Aim,
    General,
    Duty,
    Measure,
    Liability,
    /// The words before a list.
    Lead,
    /// One line of a list.
    Item,
    Opinion,
}

const FRAMES: [(Role, &[&str]); 8] = [
    (
        Role::Aim,
        &[
            "为了规范{t}{k}，{V}，保障{N}的合法权益，根据有关法律、法规，结合{p}实际，制定本{s}。",
            "为了加强{t}{k}，维护{N}，促进{n}和{n}{v}，根据{L}的规定，结合本地实际，制定本{s}。",
            "为{V}，{V}，推动{N}高质量发展，依据国家有关规定，制定本{s}。",
        ],
    ),
    (
        Role::General,
        &[
            "{p}行政区域内的{t}{k}及相关活动，适用本{s}。",
            "本{s}所称{t}，是指{c}以及其他{N}。",
            "{t}{k}应当遵循{a}、{a}、{v}为主和{V}相结合的原则。",
            "县级以上人民政府应当加强对{t}{k}工作的领导，将所需经费列入本级财政预算，协调解决{N}中的重大问题。",
            "{d}负责本行政区域内{t}的{k}工作。{N}等部门按照各自职责，做好相关工作。",
            "任何单位和个人都有权对违反本{s}的行为进行投诉、举报，{d}应当自收到之日起{m}日内予以处理。",
            "鼓励和支持{N}参与{t}{k}，对作出显著成绩的{n}按照国家有关规定给予表彰。",
            "乡镇人民政府、街道办事处协助做好{w}等地的{N}工作。",
        ],
    ),
    (
        Role::Duty,
        &[
            "{d}应当建立健全{N}制度，定期对{N}进行{v}，并将{n}向社会公布。",
            "{n}应当按照{N}的要求，{V}，{V}，不得{V}。",
            "{n}单位应当配备与{N}相适应的{n}和{a}{n}，并对其进行{v}培训，每年不少于{m}次。",
            "从事{N}活动的，应当向{d}提出申请，并提交下列材料：{c}，以及{N}的证明文件。",
            "{d}应当自受理申请之日起{m}个工作日内作出决定；不予批准的，应当书面说明理由。",
            "需要{V}的，由{n}会同{n}提出方案，报{n}批准后实施。",
            "{N}的{v}费用由{n}承担，具体标准由{d}会同财政、{n}部门制定。",
            "{n}应当妥善保存{N}的{v}记录，保存期限不得少于{m}年。",
            "{n}和{n}应当签订书面合同，约定{c}等事项。",
        ],
    ),
    (
        Role::Measure,
        &[
            "{V}应当符合{N}和{a}{n}的要求；涉及{n}的，还应当征求{n}的意见。",
            "{N}达到百分之{y}以上的，可以{V}。",
            "因{N}需要临时{V}的，应当采取{v}措施，并在{m}日内恢复。",
            "{n}发现{N}可能{V}的，应当立即{v}，并向{n}报告；{d}接到报告后应当及时{V}。",
            "{N}实行{v}管理。{n}的{v}、{v}和{v}，依照{L}的规定执行。",
            "{d}应当根据{N}的{a}情况，编制{n}{v}规划，明确{c}的布局和规模。",
            "{d}应当会同{n}、{n}等部门建立信息共享机制，运用{n}对{N}实施{v}。",
            "对{N}的{v}，法律、行政法规另有规定的，从其规定。",
            "未经{n}{v}，任何单位和个人不得{V}。",
            "{w}的{N}由{n}负责{v}，每{m}个月至少检查一次。",
            "{N}按照{a}、{a}和{a}分为{m}类，分别由{n}、{n}和{n}负责{v}。",
        ],
    ),
    (
        Role::Liability,
        &[
            "违反本{s}规定，{V}的，由{d}责令限期改正；逾期不改正的，处{f}的罚款。",
            "违反本{s}规定，未按照要求{V}的，由{d}给予警告，可以并处{f}的罚款；情节严重的，责令停业整顿。",
            "{N}违反本{s}规定，{V}，造成{n}损失的，依法承担赔偿责任；构成犯罪的，依法追究刑事责任。",
            "{d}及其工作人员在{t}{k}工作中滥用职权、玩忽职守、徇私舞弊的，对直接负责的主管人员和其他直接责任人员依法给予处分。",
            "违反本{s}规定的行为，{L}等法律、法规已有处罚规定的，从其规定。",
            "当事人对行政处罚决定不服的，可以依法申请行政复议或者提起行政诉讼。",
        ],
    ),
    (
        Role::Lead,
        &[
            "{N}应当具备下列条件：",
            "{d}在{t}{k}工作中履行下列职责：",
            "有下列情形之一的，不得{V}：",
            "禁止在{N}范围内从事下列行为：",
            "{n}的{v}方案应当包括下列内容：",
        ],
    ),
    (
        Role::Item,
        &[
            "{V}",
            "{V}、{V}",
            "有与{N}相适应的{c}",
            "{N}的{v}情况",
            "{n}依照{n}的规定应当{v}的其他{n}",
            "未按照{N}{V}的",
            "组织{V}，协调{V}",
            "{a}的{N}和{c}",
        ],
    ),
    (
        Role::Opinion,
        &[
            "坚持以{N}为中心，{V}，{V}，推动{N}与{N}深度融合。",
            "到{m}年内，全市{N}覆盖率达到百分之{y}，{n}明显提升，{n}体系更加完善。",
            "加快{V}，支持{n}开展{v}，完善{c}等配套政策，对符合条件的{n}按不超过百分之{y}的比例给予补助。",
            "各县（市、区）要高度重视{t}{k}工作，明确{n}，落实{n}责任，确保{N}取得实效。",
            "严格执行{L}的规定，强化{N}的{v}，严肃查处{V}的行为。",
            "建立{N}联席会议制度，由{n}牵头，{n}、{n}等部门参加，每{m}个月研究一次{N}工作。",
            "以{w}为试点，探索{V}的新模式，形成可复制、可推广的{n}经验。",
            "加大{n}{v}力度，利用{c}等形式广泛{v}，营造{a}的{n}氛围。",
        ],
    ),
];

/// A piece of a frame.
#[derive(Debug, Clone, Copy)]
pub(super) enum Piece {
    Text(&'static str),
    Slot(char),
}

/// The frames of all roles, taken apart.
pub(super) struct Phrases(Vec<(Role, Vec<Vec<Piece>>)>);

impl Phrases {
    pub fn new() -> Self {
        let parse_all = |frames: &[&'static str]| frames.iter().map(|frame| parse(frame)).collect();
        Self(
            FRAMES
                .iter()
                .map(|(role, frames)| (*role, parse_all(frames)))
                .collect(),
        )
    }

    /// The frames of a role; every role has some.
    pub fn of(&self, role: Role) -> &[Vec<Piece>] {
        let found = self.0.iter().find(|(of, _)| *of == role);
        found.map_or(&[], |(_, frames)| frames)
    }
}

fn parse(frame: &'static str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = frame;
    while let Some((before, after)) = rest.split_once('{') {
        if !before.is_empty() {
            pieces.push(Piece::Text(before));
        }
        let mut chars = after.chars();
        pieces.extend(chars.next().map(Piece::Slot));
        rest = chars.as_str().strip_prefix('}').unwrap_or(chars.as_str());
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}
