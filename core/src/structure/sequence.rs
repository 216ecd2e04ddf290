//! Which of the labels are articles: decided by the order of their numbers.
//!
//! A label at a line start may be a citation that a line break put there, and an article may begin in the
//! middle of a line. The number that is due next tells them apart: 立法法 art. 61 numbers the articles of
//! one text in order. A *run* is the articles of one text; an enclosed text begins another.

use super::marks::{Follow, Mark, MarkKind, Place};
use super::{ComponentNumber, Diagnostic, DiagnosticCode, Span};

/// What the labels turned out to be.
pub(super) struct Articles {
    /// For each mark, the run when it is an article.
    pub run_of: Vec<Option<u32>>,
    /// Marks of attachments that are none, since the articles before go on behind them.
    pub passed: Vec<bool>,
    pub diagnostics: Vec<Diagnostic>,
}

/// A gap is reported number by number up to here; a larger one is reported by its first numbers.
const GAP_REPORTED_MAX: u32 = 50;
/// Behind a larger jump another text begins.
const JUMP_IN_TEXT_MAX: u32 = 60;
/// A larger jump is believed only when the numbers go on from there.
const JUMP_BELIEVED_MAX: u32 = 12;
/// A text that begins at a number up to here has lost what comes before.
const LOST_START_MAX: u32 = 10;
const DIAGNOSTICS_MAX: usize = 1_000;

/// Chooses the articles among the marks.
pub(super) fn choose(marks: &[Mark]) -> Articles {
    let mut chooser = Chooser {
        marks,
        next: next_clear(marks),
        next_any: next_possible(marks),
        last: None,
        run: 0,
        run_diagnostics: 0,
        out: Articles {
            run_of: vec![None; marks.len()],
            passed: vec![false; marks.len()],
            diagnostics: Vec::new(),
        },
    };
    for (at, mark) in marks.iter().enumerate() {
        match mark.kind {
            MarkKind::Article(number) => chooser.article(at, number),
            MarkKind::Attachment(_) | MarkKind::Title => chooser.boundary(at),
            _ => {}
        }
    }
    chooser.out
}

struct Chooser<'m> {
    marks: &'m [Mark],
    /// For each mark, the number of the next clear label behind it.
    next: Vec<Option<ComponentNumber>>,
    /// The same with labels inside lines.
    next_any: Vec<Option<ComponentNumber>>,
    last: Option<ComponentNumber>,
    run: u32,
    /// How many diagnostics there were when the run began.
    run_diagnostics: usize,
    out: Articles,
}

/// How sure the place alone makes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Doubt {
    /// Own line, a blank or bracket behind.
    Clear,
    /// Own line, text at once.
    Glued,
    /// Inside a line, after the end of a sentence.
    Inside,
    /// Inside a line otherwise.
    Deep,
    /// Own line, but reads like a citation.
    Citation,
    Never,
}

fn doubt(mark: &Mark) -> Doubt {
    if mark.quoted || mark.follow == Follow::Amendment {
        return Doubt::Never;
    }
    match (mark.place, mark.follow) {
        (Place::LineStart, Follow::Separated) => Doubt::Clear,
        (Place::LineStart, Follow::Glued) => Doubt::Glued,
        (Place::LineStart, _) => Doubt::Citation,
        (Place::AfterStop, _) => Doubt::Inside,
        _ => Doubt::Deep,
    }
}

impl Chooser<'_> {
    fn article(&mut self, at: usize, number: ComponentNumber) {
        let mark = self.marks[at];
        let doubt = doubt(&mark);
        if doubt == Doubt::Never {
            return;
        }
        match self.last {
            None => {
                if self.may_open(at, number, doubt) {
                    self.report_lost_start(at, number);
                    self.accept(at, number);
                }
            }
            Some(last) if number.follows(last) => {
                // A doubtful place waits when a clear one with the same number comes behind it.
                let waits = self.next[at] == Some(number);
                // In the middle of a sentence only where it closes a gap.
                let deep = self.marks[at].place == Place::Inside
                    && !self.next[at].is_some_and(|next| next.follows(number));
                if doubt <= Doubt::Glued || !(waits || deep && !self.behind_heading(at)) {
                    self.accept(at, number);
                }
            }
            Some(last) => self.unexpected(at, number, last, doubt),
        }
    }

    /// Whether a division's heading stands right before: 第一章总则第一条.
    fn behind_heading(&self, at: usize) -> bool {
        at > 0 && matches!(self.marks[at - 1].kind, MarkKind::Heading(..))
    }

    /// Whether a run may begin here.
    fn may_open(&self, at: usize, number: ComponentNumber, doubt: Doubt) -> bool {
        let goes_on = |next: Option<ComponentNumber>| next.is_some_and(|next| next.follows(number));
        let first = number == ComponentNumber { value: 1, bis: 0 };
        match doubt {
            Doubt::Clear | Doubt::Glued if first => {
                self.next_any[at].is_none_or(|next| next.value <= 3) || goes_on(self.next[at])
            }
            // A part of a code begins at another number (民法典·合同编: 第四百六十三条). A single label is
            // a citation, unless the numbers go on.
            Doubt::Clear | Doubt::Glued => goes_on(self.next[at]) || goes_on(self.next_any[at]),
            Doubt::Inside | Doubt::Deep => first && goes_on(self.next_any[at]),
            Doubt::Citation | Doubt::Never => false,
        }
    }

    fn unexpected(
        &mut self,
        at: usize,
        number: ComponentNumber,
        last: ComponentNumber,
        doubt: Doubt,
    ) {
        let next = self.next[at];
        let goes_on = next.is_some_and(|next| next.follows(number));
        let returns = next.is_some_and(|next| next.follows(last));
        let mark = self.marks[at];
        if number == (ComponentNumber { value: 1, bis: 0 }) {
            // An enclosed text begins: its second article follows, or nothing.
            if self.may_open(at, number, doubt) && !returns {
                self.open_run();
                self.accept(at, number);
            }
            return;
        }
        // A wrapped line: the sentence before is not finished, and the numbers go on without this one.
        if (returns && !mark.after_stop) || doubt > Doubt::Inside {
            return;
        }
        if number > last {
            let jump = number.value - last.value;
            let believed = match doubt {
                Doubt::Clear => !returns && (jump <= JUMP_BELIEVED_MAX || goes_on),
                Doubt::Glued => !returns && (jump <= 3 || goes_on),
                _ => jump <= 3 && self.next_any[at].is_some_and(|next| next.follows(number)),
            };
            if believed && jump > JUMP_IN_TEXT_MAX {
                // The articles of another text: 增加五条，作为第一百二十三条至第一百二十七条。内容如下：
                self.open_run();
                self.accept(at, number);
            } else if believed {
                self.report_gap(at, last, number);
                self.accept(at, number);
            }
        } else if doubt == Doubt::Clear && (mark.after_stop || goes_on) {
            let code = if number == last {
                DiagnosticCode::RepeatedArticle
            } else {
                DiagnosticCode::OutOfOrderArticle
            };
            self.found_late(number);
            self.report(code, at, number.anchor());
            self.accept(at, number);
            if !goes_on {
                // One stray number: the count goes on from the larger one.
                self.last = Some(last);
            }
        }
    }

    /// An attachment or an announced title ends the run, unless the articles go on behind it.
    fn boundary(&mut self, at: usize) {
        let Some(last) = self.last else {
            return;
        };
        let first = ComponentNumber { value: 1, bis: 0 };
        if self.next[at].is_some_and(|next| next != first && next.follows(last)) {
            self.out.passed[at] = true;
        } else {
            self.open_run();
        }
    }

    fn open_run(&mut self) {
        self.run += 1;
        self.run_diagnostics = self.out.diagnostics.len();
        self.last = None;
    }

    fn accept(&mut self, at: usize, number: ComponentNumber) {
        self.out.run_of[at] = Some(self.run);
        self.last = Some(number);
    }

    /// A text that starts with a sentence and then a low number has lost the labels before; a part of a code
    /// starts at a high number, and an amendment to the constitution at once.
    fn report_lost_start(&mut self, at: usize, number: ComponentNumber) {
        let mark = &self.marks[at];
        if self.run == 0 && number.value <= LOST_START_MAX && mark.after_stop && mark.cut > 0 {
            for value in 1..number.value {
                self.report(DiagnosticCode::MissingArticle, at, value.to_string());
            }
        }
    }

    /// A number that was missed and comes after all is out of order, not missing.
    fn found_late(&mut self, number: ComponentNumber) {
        let anchor = number.anchor();
        let run = &self.out.diagnostics[self.run_diagnostics..];
        let missed = run
            .iter()
            .position(|d| d.code == DiagnosticCode::MissingArticle && d.subject == anchor);
        if let Some(at) = missed {
            self.out.diagnostics.remove(self.run_diagnostics + at);
        }
    }

    fn report_gap(&mut self, at: usize, last: ComponentNumber, number: ComponentNumber) {
        for value in (last.value + 1..number.value).take(GAP_REPORTED_MAX as usize) {
            self.report(DiagnosticCode::MissingArticle, at, value.to_string());
        }
    }

    fn report(&mut self, code: DiagnosticCode, at: usize, subject: String) {
        if self.out.diagnostics.len() < DIAGNOSTICS_MAX {
            let mark = &self.marks[at];
            let span = Some(Span::new(mark.start, mark.end));
            self.out.diagnostics.push(Diagnostic {
                code,
                subject,
                span,
            });
        }
    }
}

/// For each mark, the number of the next clear article label behind it.
fn next_clear(marks: &[Mark]) -> Vec<Option<ComponentNumber>> {
    next_within(marks, Doubt::Glued)
}

fn next_possible(marks: &[Mark]) -> Vec<Option<ComponentNumber>> {
    next_within(marks, Doubt::Deep)
}

fn next_within(marks: &[Mark], limit: Doubt) -> Vec<Option<ComponentNumber>> {
    let mut next = vec![None; marks.len()];
    let mut seen = None;
    for (at, mark) in marks.iter().enumerate().rev() {
        next[at] = seen;
        if let MarkKind::Article(number) = mark.kind
            && doubt(mark) <= limit
        {
            seen = Some(number);
        }
    }
    next
}
