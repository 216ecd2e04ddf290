//! The first day in force that another document gives.

use super::Life;
use super::reasons::quotable;
use crate::document::{DateEvidence, DateRole, DateRule, Document, Origin};

impl Document {
    /// Takes what is known of the document from others. A first day in force that they give and that is later than its own
    /// counts in its days from here on, and stands among their evidence: every place that shows it says the same.
    ///
    /// The act that amended a law may enter into force months after it was passed. Until then the amended version is not
    /// in force, though the lines under its title only name the day on which the act was passed.
    pub(crate) fn set_life(&mut self, life: Life) {
        let later = life
            .begins
            .filter(|day| self.dates.effective.is_none_or(|own| own < *day));
        if let Some(day) = later {
            self.dates.effective = Some(day);
            for evidence in &mut self.evidence {
                evidence.taken &= evidence.role != DateRole::Effective;
            }
            let by = life.begins_by.as_ref();
            self.evidence.push(DateEvidence {
                role: DateRole::Effective,
                day: Some(day),
                rule: DateRule::OtherDocument,
                origin: Origin::OtherDocument,
                text: by.map_or_else(
                    || day.to_string(),
                    |by| format!("《{}》", quotable(&by.title)),
                ),
                span: None,
                taken: true,
            });
        }
        self.life = life;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Companion, Day, Record, Validity, read_record};

    /// 刑法: passed lines end on 29 December 2023, the amendment says 1 March 2024.
    #[test]
    fn days_evidence_and_reasons_say_the_same() {
        let record = Record {
            title: "某法".into(),
            effective: Some("2023-12-29".into()),
            ..Record::default()
        };
        let (mut document, _) = read_record(record).expect("a document");
        document.evidence = vec![DateEvidence {
            role: DateRole::Effective,
            day: Some("2023-12-29".parse().expect("a day")),
            rule: DateRule::Amendment,
            origin: Origin::History,
            text: "2023年12月29日修正".into(),
            span: None,
            taken: true,
        }];
        let begins: Day = "2024-03-01".parse().expect("a day");
        document.set_life(Life {
            begins: Some(begins),
            begins_by: Some(Companion {
                id: "act".into(),
                title: "某法修正案".into(),
                number: None,
            }),
            ..Life::default()
        });
        assert_eq!(document.dates.effective, Some(begins));
        let taken: Vec<&str> = document
            .evidence
            .iter()
            .filter(|one| one.taken)
            .map(|one| one.text.as_str())
            .collect();
        assert_eq!(taken, ["《某法修正案》"]);
        let reason = &Validity::at(&document, begins).reasons[0];
        assert_eq!(reason.text, "自2024年3月1日起施行");
        assert_eq!(reason.document.as_deref(), Some("act"));
    }

    #[test]
    fn an_earlier_day_changes_nothing() {
        let record = Record {
            title: "某法".into(),
            effective: Some("2024-03-01".into()),
            ..Record::default()
        };
        let (mut document, _) = read_record(record).expect("a document");
        document.set_life(Life {
            begins: "2023-12-29".parse().ok(),
            ..Life::default()
        });
        assert_eq!(document.dates.effective, "2024-03-01".parse().ok());
        assert!(document.evidence.is_empty());
    }
}
