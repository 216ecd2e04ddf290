//! From the parameters of a search to core's [`SearchRequest`]; the API and the page read them alike.

use tongcha::SearchRequest;
use tongcha::document::{Kind, Status};
use tongcha::query::{DateRange, FacetField, Filters};
use tongcha::search::InterpretationKind;

use crate::bilingual::Said;
use crate::parameters::*;
use crate::problem::Problem;

/// The search that these parameters ask for.
///
/// # Errors
/// The first parameter that cannot be served.
pub fn search_request(parameters: &Parameters) -> Result<SearchRequest, Problem> {
    let mut request = SearchRequest::new(parameters.text(&Q)?.unwrap_or_default());
    request.filters = filters(parameters)?;
    request.near = parameters.text(&NEAR)?.filter(|code| !code.is_empty());
    request.level = parameters.choice(&LEVEL)?.unwrap_or(request.level);
    request.as_of = parameters.day(&AS_OF)?.unwrap_or(request.as_of);
    request.scope = parameters.choice(&SCOPE)?.unwrap_or(request.scope);
    request.mode = parameters.choice(&MATCH)?.unwrap_or(request.mode);
    request.versions = parameters.choice(&VERSIONS)?.unwrap_or(request.versions);
    request.sort = parameters.choice(&SORT)?.unwrap_or(request.sort);
    request.order = parameters.choice(&ORDER)?;
    request.page = parameters.number(&PAGE)?.unwrap_or(request.page);
    request.size = parameters.number(&SIZE)?.unwrap_or(request.size);
    request.facets = parameters
        .list(&FACETS, FacetField::from_name)?
        .unwrap_or(request.facets);
    request.literal = parameters.flag(&LITERAL)?;
    request.ignored = parameters.choices(&IGNORE, InterpretationKind::from_name)?;
    request.explain = parameters.flag(&EXPLAIN)?;
    request.check()?;
    Ok(request)
}

/// What a document must be to be answered, by the parameters.
///
/// # Errors
/// The first parameter that cannot be served.
pub fn filters(parameters: &Parameters) -> Result<Filters, Problem> {
    // Years are at most four digits: they fit.
    let years = parameters
        .numbers(&YEAR)?
        .into_iter()
        .filter_map(|year| i32::try_from(year).ok());
    Ok(Filters {
        collection: parameters.texts(&COLLECTION)?,
        kind: parameters.choices(&KIND, Kind::parse)?,
        authority: parameters.texts(&AUTHORITY)?,
        region: parameters.texts(&REGION)?,
        theme: parameters.texts(&THEME)?,
        status: parameters.choices(&STATUS, Status::from_name)?,
        year: years.collect(),
        number: parameters.text(&NUMBER)?,
        issued: range(parameters, &ISSUED_FROM, &ISSUED_TO)?,
        effective: range(parameters, &EFFECTIVE_FROM, &EFFECTIVE_TO)?,
    })
}

/// A range that ends before it begins finds nothing, surely not what was meant.
fn range(parameters: &Parameters, from: &Parameter, to: &Parameter) -> Result<DateRange, Problem> {
    let range = DateRange {
        from: parameters.day(from)?,
        to: parameters.day(to)?,
    };
    if let (Some(first), Some(last)) = (range.from, range.to)
        && last < first
    {
        let said = Said::new(
            format!("截止日期 {last} 早于起始日期 {first}"),
            format!("{last} is before {}, {first}", from.name),
        );
        return Err(Problem::invalid(to.name, said));
    }
    Ok(range)
}
