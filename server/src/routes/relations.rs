//! `/api/v1/documents/{id}/relations` and `/api/v1/works/{work_id}`.

use actix_web::{HttpRequest, HttpResponse, web};
use tongcha::Day;
use tongcha::relation::RelationKind;
use tongcha::search::{RELATIONS_MAX, ReferenceDocument, RelationsRequest, WorkVersion};

use super::{departed, segment};
use crate::answer;
use crate::parameters::{self, Parameters, Unknown};
use crate::problem::{Code, Problem};
use crate::state::State;

/// `GET /api/v1/documents/{id}/relations`.
pub async fn show_relations(
    request: HttpRequest,
    state: web::Data<State>,
) -> Result<HttpResponse, Problem> {
    let read = Parameters::read(
        request.query_string(),
        &parameters::RELATIONS,
        Unknown::Refuse,
    )?;
    let as_of = read.day(&parameters::AS_OF)?.unwrap_or_else(Day::today);
    let wanted = RelationsRequest {
        kinds: read.choices(&parameters::RELATION_KIND, RelationKind::from_name)?,
        article: read.text(&parameters::ARTICLE)?,
        offset: read.number(&parameters::OFFSET)?.unwrap_or(0),
        limit: read
            .number(&parameters::RELATIONS_LIMIT)?
            .unwrap_or(RELATIONS_MAX),
    };
    let id = segment(&request, "id");
    let asked = id.clone();
    let relations = state
        .ask(move |searcher, _| searcher.relations(&asked, &wanted, as_of))
        .await?;
    match relations {
        Some(relations) => answer::json(&request, &relations),
        None => departed(&request, &state, &id).await,
    }
}

/// `GET /api/v1/works/{work_id}`.
pub async fn show_work(
    request: HttpRequest,
    state: web::Data<State>,
) -> Result<HttpResponse, Problem> {
    let read = Parameters::read(
        request.query_string(),
        &parameters::DAY_ONLY,
        Unknown::Refuse,
    )?;
    let as_of = read.day(&parameters::AS_OF)?.unwrap_or_else(Day::today);
    let work_id = segment(&request, "work_id");
    let asked = work_id.clone();
    let version = state
        .ask(move |searcher, _| searcher.work(&asked, as_of))
        .await?;
    match version {
        Some(WorkVersion::InForce(document)) => answer::json(&request, &document),
        Some(WorkVersion::NoneInForce(nearest)) => Err(none_in_force(as_of, &nearest)),
        None => {
            let id: String = work_id.chars().take(80).collect();
            Err(Problem::new(
                Code::WorkNotFound,
                format!("没有编号为“{id}”的法规文件"),
                format!("no work has the id {id:?}"),
            ))
        }
    }
}

fn none_in_force(as_of: Day, nearest: &[ReferenceDocument]) -> Problem {
    let named = nearest.iter().take(3);
    let zh: Vec<String> = named
        .clone()
        .map(|version| format!("{}（{}）", version.id, version.status_label))
        .collect();
    let en: Vec<String> = named
        .map(|version| format!("{} ({})", version.id, version.status.as_str()))
        .collect();
    Problem::new(
        Code::NoVersionInForce,
        format!("{as_of} 没有有效的版本；最近的是 {}", zh.join("、")),
        format!(
            "no version is in force on {as_of}; the nearest are {}",
            en.join(", ")
        ),
    )
}
