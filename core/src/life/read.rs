//! Weighs what fields, lines and words say of a document's days.

use super::commencement::{Commencement, Subject, When, commencement};
use super::heading_lines::heading_lines;
use super::sentence::{Sentence, sentences};
use super::signature::signature;
use super::term::{Term, names_itself, term};
use crate::document::{
    Change, DateEvidence, DateRole, DateRule, Dates, Day, Document, Kind, Origin, history_days,
    last_change, read_history, title_stem,
};
use crate::structure::{DivisionLevel, Structure};

/// Characters of a sentence that are kept as evidence at most.
const WORDS_CHARS_MAX: usize = 200;
/// Between signing and publication lie weeks; a page that is younger by more than this republishes an old text.
const REPUBLISHED_DAYS: i64 = 90;
/// A version published later than this behind the last day that its lines name was changed by an act they do not name.
const UNTOLD_DAYS: i64 = 31;
/// Between the passing of a city's decision and its approval and publication pass some months.
const APPROVAL_DAYS: i64 = 200;

/// Completes the days of a document from its text, and keeps what they rest on.
pub fn read_life(document: &mut Document, structure: &Structure, text: &str) {
    let heading = heading_lines(text);
    let mut reader = Reader {
        change: Changed::find(document, &heading),
        copied: false,
        evidence: Vec::new(),
        dates: document.dates,
    };
    reader.fields(document);
    reader.heading(document, &heading);
    reader.signed(text);
    reader.copied = reader.is_copy(document);
    let own = own_titles(document, structure);
    let words = Words::read(text, &own, document);
    reader.effective(&words);
    reader.expires(&words);
    document.life.presumed = presumed(document, &reader.dates);
    document.dates = reader.dates;
    document.evidence = reader.evidence;
}

/// The last change of a text with the words that tell of it.
struct Changed {
    day: Day,
    revised: bool,
    origin: Origin,
    words: String,
    span: Option<(u32, u32)>,
}

impl Changed {
    /// By the lines under the title, or by the note in the heading.
    fn find(document: &Document, heading: &[Sentence<'_>]) -> Option<Self> {
        if !document.history.is_empty() {
            return Self::by_history(document);
        }
        let lines: Vec<String> = heading.iter().map(|piece| piece.text.to_owned()).collect();
        let Change { day, revised, line } = last_change(&lines)?;
        let piece = heading.get(line)?;
        let (words, span) = (cut(piece.text), Some(piece.span()));
        Some(Self {
            day,
            revised,
            origin: Origin::Text,
            words,
            span,
        })
    }
}

impl Changed {
    /// By the lines under the title. Sources that cut these lines short still give the day of the version as that of
    /// its publication: a regulation published months after its last line was changed then, by an act that no line
    /// names. (Pages of other texts are put up at any time.)
    fn by_history(document: &Document) -> Option<Self> {
        let told = last_change(&document.history).map(|Change { day, revised, line }| {
            let words = document
                .history
                .get(line)
                .map(|line| cut(line))
                .unwrap_or_default();
            Self {
                day,
                revised,
                origin: Origin::History,
                words,
                span: None,
            }
        });
        let is_enacted = document.kind.is_enacted();
        let last = history_days(&document.history).max()?;
        let later = document.dates.issued.filter(|issued| {
            let days = issued.days_since_epoch() - last.days_since_epoch();
            is_enacted && days > UNTOLD_DAYS
        });
        match (later, told) {
            (Some(day), Some(told))
                if day.days_since_epoch() - told.day.days_since_epoch() <= APPROVAL_DAYS =>
            {
                Some(Self { day, ..told })
            }
            (Some(day), _) => Some(Self {
                day,
                revised: false,
                origin: Origin::Field,
                words: day.to_string(),
                span: None,
            }),
            (None, told) => told,
        }
    }
}

fn cut(words: &str) -> String {
    words.chars().take(WORDS_CHARS_MAX).collect()
}

/// Stems of the titles under which a text may speak of itself: its own and those of the texts that it carries.
fn own_titles(document: &Document, structure: &Structure) -> Vec<String> {
    let carried = structure
        .divisions
        .iter()
        .filter(|division| division.level == DivisionLevel::Enclosed);
    let titles = carried
        .map(|division| division.heading.as_str())
        .chain([document.title.as_str()]);
    let mut own: Vec<String> = titles
        .map(title_stem)
        .filter(|stem| !stem.is_empty())
        .collect();
    // 关于印发《办法》的通知, 关于印发办法的通知.
    own.extend(carried_titles(&document.title));
    own
}

/// The titles that a notice's own title says it carries.
pub(crate) fn carried_titles(title: &str) -> Vec<String> {
    let quoted = title
        .split('《')
        .skip(1)
        .filter_map(|rest| rest.split('》').next());
    let mut carried: Vec<String> = quoted.map(title_stem).collect();
    let verbs = ["印发", "发布", "公布", "颁布", "转发", "批转", "下发"];
    let named = verbs.iter().find_map(|verb| title.split_once(verb));
    if let Some((_, rest)) = named
        && let Some(name) = ["的通知", "的公告", "的通告", "的决定", "的函"]
            .iter()
            .find_map(|end| rest.strip_suffix(end))
    {
        carried.push(title_stem(name));
    }
    carried.retain(|stem| stem.chars().count() > 2);
    carried
}

/// The sentences that speak of the text's own beginning and end.
struct Words<'t> {
    begins: Option<(Commencement, Sentence<'t>)>,
    /// What the act says that amended the text, where it stands over the text.
    amends: Option<(Commencement, Sentence<'t>)>,
    ends: Option<(Term, Sentence<'t>)>,
}

impl<'t> Words<'t> {
    fn read(text: &'t str, own: &[String], document: &Document) -> Self {
        let is_decision = document.title.contains("决定") || document.title.contains("修正案");
        let mut words = Self {
            begins: None,
            amends: None,
            ends: None,
        };
        let mut after_begin = 0;
        for sentence in sentences(text) {
            after_begin += 1;
            let found = commencement(&sentence, own);
            if let Some(found) = found {
                let decides = found.subject == Subject::Decision;
                let place = if decides && !is_decision {
                    &mut words.amends
                } else {
                    &mut words.begins
                };
                // The last of the surest: a notice, then the text that it carries, then the closing article.
                if place.is_none_or(|(held, _)| held.subject <= found.subject) {
                    *place = Some((found, sentence));
                    after_begin = 0;
                }
            }
            let own_term = found.is_some()
                || after_begin <= 2 && names_itself(sentence.text)
                || own_term(sentence.text, own);
            if own_term && let Some(found) = term(sentence.text) {
                words.ends = Some((found, sentence));
            }
        }
        words
    }
}

/// 本办法有效期五年 anywhere, or the text's title with a term behind it.
fn own_term(sentence: &str, own: &[String]) -> bool {
    if !sentence.contains("有效期") && !sentence.contains("试行期") {
        return false;
    }
    let titled = sentence
        .split('《')
        .nth(1)
        .and_then(|rest| rest.split_once('》'));
    match titled {
        Some((title, rest)) => {
            let stem = title_stem(title);
            rest.trim_start_matches(['（', '(']).starts_with("有效期") && own.contains(&stem)
        }
        None => sentence.contains('本') && names_itself(sentence),
    }
}

struct Reader {
    change: Option<Changed>,
    /// Whether the only day of publication is that of a page which may have put up an old text.
    copied: bool,
    evidence: Vec<DateEvidence>,
    dates: Dates,
}

impl Reader {
    /// Days that the fields and lines gave, and their words.
    fn fields(&mut self, document: &Document) {
        let raw = |names: &[&str]| {
            let value = names.iter().find_map(|name| document.raw.get(*name))?;
            value.as_str().map(str::to_owned)
        };
        let facts = read_history(&document.history);
        let dates = self.dates;
        for (role, day, fields, line) in [
            (
                DateRole::Passed,
                dates.passed,
                &["passed"][..],
                facts.passed,
            ),
            (
                DateRole::Approved,
                dates.approved,
                &["approved"],
                facts.approved,
            ),
            (DateRole::Signed, dates.signed, &["signed"], None),
            (DateRole::Issued, dates.issued, &["published"], facts.issued),
            (
                DateRole::Effective,
                dates.effective,
                &["effective"],
                facts.effective,
            ),
            (
                DateRole::Expires,
                dates.expires,
                &["expires", "declared_status"],
                None,
            ),
        ] {
            let Some(day) = day else { continue };
            let field = raw(fields).filter(|words| {
                Day::read(words).is_ok_and(|read| read == day) || role == DateRole::Expires
            });
            let (origin, text) = match field {
                Some(words) => (Origin::Field, words),
                None if line == Some(day) => (Origin::History, line_of(document, day)),
                None => (Origin::Field, day.to_string()),
            };
            self.evidence.push(DateEvidence {
                role,
                day: Some(day),
                rule: DateRule::Stated,
                origin,
                text,
                span: None,
                taken: true,
            });
        }
    }

    /// The note in the heading, for what fields and lines leave open.
    fn heading(&mut self, document: &Document, heading: &[Sentence<'_>]) {
        if !document.history.is_empty() || heading.is_empty() {
            return;
        }
        let lines: Vec<String> = heading.iter().map(|piece| piece.text.to_owned()).collect();
        let facts = read_history(&lines);
        for (role, day) in [
            (DateRole::Passed, facts.passed),
            (DateRole::Approved, facts.approved),
            (DateRole::Issued, facts.issued),
        ] {
            let Some(day) = day else { continue };
            let shown = format!("{}年{}月", day.year(), day.month());
            let piece = heading
                .iter()
                .find(|piece| piece.text.replace(' ', "").contains(&shown))
                .or(heading.first());
            let Some(piece) = piece else { continue };
            self.found(role, Some(day), DateRule::Stated, *piece);
        }
    }

    fn signed(&mut self, text: &str) {
        if self.dates.signed.is_none()
            && let Some((day, sentence)) = signature(text)
        {
            self.found(DateRole::Signed, Some(day), DateRule::Stated, sentence);
        }
    }

    fn effective(&mut self, words: &Words<'_>) {
        // The field of an amended text that gives the day of the original.
        if self
            .dates
            .effective
            .is_some_and(|day| self.is_before_change(day))
        {
            self.untake(DateRole::Effective);
        }
        if let Some((found, sentence)) = words.begins {
            let (day, rule) = self.resolve(found.when, false);
            // A term counted from an unknown day of an old version says nothing of this one.
            let original = day.is_some_and(|day| self.is_before_change(day));
            if original || self.amended_only() && rule != DateRule::Stated {
                self.keep(DateRole::Effective, day, rule, sentence);
            } else {
                self.found(DateRole::Effective, day, rule, sentence);
            }
        }
        if self.dates.effective.is_some() {
            return;
        }
        let amending = words
            .amends
            .map(|(found, sentence)| (self.resolve(found.when, true), sentence));
        if let Some(((Some(day), rule), sentence)) = amending
            && !self.is_before_change(day)
        {
            self.found(DateRole::Effective, Some(day), rule, sentence);
        } else if self.amended_only() || words.begins.is_some() {
            // A text revised by its own organ without a word on entry into force stays open.
            self.begin_with_change();
        }
    }

    /// The version is in force from the day of its change.
    fn begin_with_change(&mut self) {
        let Some(change) = &self.change else { return };
        self.dates.effective = Some(change.day);
        self.evidence.push(DateEvidence {
            role: DateRole::Effective,
            day: Some(change.day),
            rule: DateRule::Amendment,
            origin: change.origin,
            text: change.words.clone(),
            span: change.span,
            taken: true,
        });
    }

    fn is_before_change(&self, day: Day) -> bool {
        self.change.as_ref().is_some_and(|change| day < change.day)
    }

    /// Laws, rules and measures are put up by many sites at any time: a page's day is that of the text only where a
    /// line, a signature, a note under the title or the year of the number bears it out. A notice is put up when it
    /// is sent out.
    fn is_copy(&self, document: &Document) -> bool {
        let from_page = document.url.is_some() || document.source.is_some();
        let year = document.number.as_ref().and_then(|number| number.year);
        let issued = self.dates.issued;
        let borne_out = !document.history.is_empty()
            || self.dates.signed.is_some()
            || self.dates.passed.is_some()
            || year.is_some() && year.map(i32::from) == issued.map(Day::year)
            || self
                .evidence
                .iter()
                .any(|one| one.role == DateRole::Issued && one.origin != Origin::Field);
        from_page && !borne_out && !is_official(&document.title)
    }

    /// Whether an act amended the text, so that its closing article is the original's.
    fn amended_only(&self) -> bool {
        self.change.as_ref().is_some_and(|change| !change.revised)
    }

    fn resolve(&self, when: When, amending: bool) -> (Option<Day>, DateRule) {
        let Dates {
            passed,
            signed,
            issued,
            ..
        } = self.dates;
        let change = self
            .change
            .as_ref()
            .map(|change| change.day)
            .filter(|_| amending);
        let issue = change.or(published(issued, signed).filter(|_| !self.copied));
        match when {
            When::On(day) => (Some(day), DateRule::Stated),
            When::Issue => (issue.or(signed), DateRule::FromIssue),
            When::Signing => (change.or(signed).or(issue), DateRule::FromIssue),
            When::AfterIssue(count, unit) => {
                let day = issue.or(signed).and_then(|day| unit.after(day, count));
                (day, DateRule::AfterIssue)
            }
            When::Passing => (change.or(passed).or(issued), DateRule::FromPassing),
        }
    }

    fn expires(&mut self, words: &Words<'_>) {
        let Some((term, sentence)) = words.ends else {
            return;
        };
        let day = term.last_day(self.dates.effective);
        let rule = match term {
            Term::Until(_) => DateRule::Stated,
            Term::Lasts(..) => DateRule::Term,
        };
        let ordered = day.is_none_or(|day| self.dates.effective.is_none_or(|begun| begun <= day));
        if ordered {
            self.found(DateRole::Expires, day, rule, sentence);
        }
    }

    /// Takes a day that words give, unless a better source gave one.
    fn found(&mut self, role: DateRole, day: Option<Day>, rule: DateRule, sentence: Sentence<'_>) {
        let place = match role {
            DateRole::Passed => &mut self.dates.passed,
            DateRole::Approved => &mut self.dates.approved,
            DateRole::Signed => &mut self.dates.signed,
            DateRole::Issued => &mut self.dates.issued,
            DateRole::Effective => &mut self.dates.effective,
            DateRole::Expires => &mut self.dates.expires,
        };
        if place.is_none() {
            *place = day;
        }
        // Words that say the same as a better source bear it out.
        let taken = day.is_some() && *place == day;
        self.push(role, day, rule, sentence, taken);
    }

    /// Keeps words beside a day that is another one.
    fn keep(&mut self, role: DateRole, day: Option<Day>, rule: DateRule, sentence: Sentence<'_>) {
        self.push(role, day, rule, sentence, false);
    }

    fn push(
        &mut self,
        role: DateRole,
        day: Option<Day>,
        rule: DateRule,
        sentence: Sentence<'_>,
        taken: bool,
    ) {
        let text = cut(sentence.text);
        let span = Some(sentence.span());
        self.evidence.push(DateEvidence {
            role,
            day,
            rule,
            origin: Origin::Text,
            text,
            span,
            taken,
        });
    }

    fn untake(&mut self, role: DateRole) {
        self.dates.effective = None;
        for evidence in self
            .evidence
            .iter_mut()
            .filter(|evidence| evidence.role == role)
        {
            evidence.taken = false;
        }
    }
}

/// The day from which an official document without a clause is taken to be in force. 公文 take effect when they are
/// issued unless they say otherwise; their forms are those of 《党政机关公文处理工作条例》 art. 8.
fn presumed(document: &Document, dates: &Dates) -> Option<Day> {
    let official = document.kind != Kind::Case && is_official(&document.title);
    if dates.effective.is_some() || !official {
        return None;
    }
    dates.signed.or(dates.issued).or(dates.passed)
}

/// Whether a title ends with the form of an official document (公文).
fn is_official(title: &str) -> bool {
    let forms = [
        "决议", "决定", "命令", "令", "公告", "通告", "意见", "通知", "通报", "批复", "函", "答复",
        "纪要",
    ];
    let title = title.trim_end_matches(['》', '”']);
    let title = match title.rfind(['（', '(']) {
        Some(at) if title.ends_with(['）', ')']) => &title[..at],
        _ => title,
    };
    forms.iter().any(|form| title.ends_with(form))
}

/// The day of publication. Where the text was signed long before, the field tells when a page was put up.
fn published(issued: Option<Day>, signed: Option<Day>) -> Option<Day> {
    let republished = |issued: Day| {
        signed.is_some_and(|signed| {
            issued.days_since_epoch() - signed.days_since_epoch() > REPUBLISHED_DAYS
        })
    };
    match issued {
        Some(day) if republished(day) => signed,
        other => other,
    }
}

/// The line under the title that names the day.
fn line_of(document: &Document, day: Day) -> String {
    let names = |line: &&String| Day::read_prefix(line).is_ok_and(|(read, _)| read == day);
    let line = document.history.iter().rev().find(names);
    line.map_or_else(|| day.to_string(), |line| cut(line))
}
