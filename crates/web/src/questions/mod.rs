//! Questions and decisions: what is open and who owes it, one with its way, the forms that ask, and what is known.

mod ask_page;
mod decision_page;
mod knowledge_page;
mod list_page;
mod thread;

pub(crate) use thread::of_task;

use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use righthand_desk::questions::{list, similar};

use crate::projects::here::Here;
use crate::site::{Answer, InBusiness, Place, Site, crumb, crumb_here};

/// Characters of a question that is being typed.
const TYPED_CHARS_MAX: usize = 1_000;

/// Its routes.
pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/b/{business}/questions", get(all))
        .route("/b/{business}/questions/new", get(ask))
        .route("/b/{business}/questions/similar", get(offered))
        .route("/b/{business}/questions/{question}", get(one))
        .route("/b/{business}/decisions/new", get(ask_decision))
        .route("/b/{business}/decisions/{decision}", get(decision))
        .route("/b/{business}/knowledge", get(knowledge))
}

/// What is asked about, as a link to the form has it.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
struct About {
    asks: String,
    task: String,
    project: String,
    question: String,
}

fn about(query: Result<Query<About>, QueryRejection>) -> About {
    let mut about = query.map(|Query(about)| about).unwrap_or_default();
    about.asks = about.asks.chars().take(TYPED_CHARS_MAX).collect();
    about
}

fn here(label: impl Into<String>, visit: &InBusiness) -> Vec<crate::parts::Crumb> {
    vec![crumb("Questions", visit.at("/questions")), crumb_here(label)]
}

/// `GET /b/{business}/questions`. Wide enough for two columns, the first that waits for the visitor stands beside the
/// list.
async fn all(visit: InBusiness) -> Result<Response, Answer> {
    let (questions, beside, here) = visit
        .read(|view| {
            let questions = list::questions(view)?;
            let first = questions.open.iter().find(|row| row.mine).or(questions.open.first());
            let first = first.map(|row| row.key.clone());
            let beside = first.map(|key| list::question(view, &key)).transpose()?;
            Ok((questions, beside, Here::of(view)))
        })
        .await?;
    let content = list_page::page(&visit, &questions, beside.as_ref(), false, &here);
    Ok(visit.page("Questions and decisions", Place::Questions, vec![crumb_here("Questions")], &content))
}

/// `GET /b/{business}/questions/{question}`.
async fn one(visit: InBusiness, Path((_, key)): Path<(String, String)>) -> Result<Response, Answer> {
    let read = move |view: &mut righthand_desk::view::View<'_>| {
        Ok((list::question(view, &key)?, list::questions(view)?, Here::of(view)))
    };
    let (question, questions, at) = visit.read(read).await?;
    let content = list_page::page(&visit, &questions, Some(&question), true, &at);
    Ok(visit.page(&question.row.words, Place::Questions, here(question.row.words.as_str(), &visit), &content))
}

/// `GET /b/{business}/questions/new`.
async fn ask(visit: InBusiness, query: Result<Query<About>, QueryRejection>) -> Result<Response, Answer> {
    let given = about(query);
    let typed = given.asks.clone();
    let (offers, at) = visit.read(move |view| Ok((list::ask_about(view, &typed)?, Here::of(view)))).await?;
    let content = ask_page::question(&visit, &offers, (&given.asks, &given.task, &given.project), &at);
    Ok(visit.page("Ask a question", Place::Questions, here("Ask", &visit), &content))
}

/// `GET /b/{business}/questions/similar`: what the script puts below a question while it is typed.
async fn offered(visit: InBusiness, query: Result<Query<About>, QueryRejection>) -> Result<Response, Answer> {
    let given = about(query);
    let (found, at) = visit.read(move |view| Ok((similar(view, &given.asks, None)?, Here::of(view)))).await?;
    Ok(ask_page::similar(&visit, &found, &at).into_response())
}

/// `GET /b/{business}/decisions/new`.
async fn ask_decision(visit: InBusiness, query: Result<Query<About>, QueryRejection>) -> Result<Response, Answer> {
    let given = about(query);
    let key = given.question.clone();
    let read = move |view: &mut righthand_desk::view::View<'_>| {
        let question = if key.is_empty() { None } else { Some(list::question(view, &key)?) };
        Ok((list::ask_about(view, "")?, question, Here::of(view)))
    };
    let (offers, question, at) = visit.read(read).await?;
    let content = ask_page::decision(&visit, &offers, question.as_ref(), (&given.task, &given.project), &at);
    Ok(visit.page("Ask for a decision", Place::Questions, here("Ask for a decision", &visit), &content))
}

/// `GET /b/{business}/decisions/{decision}`.
async fn decision(visit: InBusiness, Path((_, key)): Path<(String, String)>) -> Result<Response, Answer> {
    let (decision, at) = visit.read(move |view| Ok((list::decision(view, &key)?, Here::of(view)))).await?;
    let content = decision_page::page(&visit, &decision, &at);
    Ok(visit.page(&decision.words, Place::Questions, here(decision.words.as_str(), &visit), &content))
}

/// `GET /b/{business}/knowledge`.
async fn knowledge(visit: InBusiness) -> Result<Response, Answer> {
    let (kept, at) = visit.read(|view| Ok((list::knowledge(view)?, Here::of(view)))).await?;
    let content = knowledge_page::page(&visit, &kept, &at);
    Ok(visit.page("Knowledge", Place::Questions, here("Knowledge", &visit), &content))
}
