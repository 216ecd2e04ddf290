//! The forms by which days are set; everything else that is asked goes along hidden.

use tongcha::Day;
use tongcha::search::SearchRequest;

use super::super::links::SearchAddress;

/// A form with fields for days.
pub struct DayForm {
    /// What goes along.
    pub hidden: Vec<(&'static str, String)>,
    /// Name, label and value of each field.
    pub fields: Vec<(&'static str, &'static str, String)>,
}

/// The day at which states are asked.
pub struct AsOf {
    pub day: Day,
    pub is_today: bool,
    pub form: DayForm,
    /// The same search today.
    pub today: String,
}

impl DayForm {
    /// The days between which documents were published and came into force.
    pub fn new(asked: &SearchRequest, address: &SearchAddress) -> Self {
        let (issued, effective) = (asked.filters.issued, asked.filters.effective);
        Self::with(
            address,
            vec![
                ("issued_from", "公布日期从", written(issued.from)),
                ("issued_to", "公布日期到", written(issued.to)),
                ("effective_from", "施行日期从", written(effective.from)),
                ("effective_to", "施行日期到", written(effective.to)),
            ],
        )
    }

    fn with(address: &SearchAddress, fields: Vec<(&'static str, &'static str, String)>) -> Self {
        let names: Vec<&str> = fields.iter().map(|(name, _, _)| *name).collect();
        Self {
            hidden: address.without(&names).pairs().to_vec(),
            fields,
        }
    }
}

impl AsOf {
    /// The asked day and the form that asks another.
    pub fn new(as_of: Day, address: &SearchAddress) -> Self {
        let field = ("as_of", "时效以哪天为准", as_of.to_string());
        Self {
            day: as_of,
            is_today: as_of == Day::today(),
            form: DayForm::with(address, vec![field]),
            today: address.without(&["as_of"]).to_string(),
        }
    }
}

fn written(day: Option<Day>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}
