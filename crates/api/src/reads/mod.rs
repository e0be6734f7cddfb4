//! Reads: one table from which the routes and the document are made, and what each of them answers.

mod ahead;
mod business;
mod calibration;
mod guesses;
mod hire;
mod history;
mod invitations;
mod members;
mod outside;
mod plan;
mod preferences;
mod projects;
mod questions;
mod regular;
mod search;
mod tasks;
mod terms;
mod views;
mod what_if;

use std::collections::HashMap;

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get};
use righthand_desk::view::{NotSeen, View};
use schemars::{Schema, SchemaGenerator};
use serde::Serialize;

use crate::Api;
use crate::caller::Caller;
use crate::problem::{MALFORMED, Problem};
use crate::{answer, outcome, send};

/// Something that can be read.
pub(crate) struct Read {
    /// The operation's id, as commands have theirs.
    pub(crate) name: &'static str,
    /// Below the base.
    pub(crate) path: &'static str,
    pub(crate) tag: &'static str,
    pub(crate) summary: &'static str,
    pub(crate) query: &'static [Parameter],
    pub(crate) schema: fn(&mut SchemaGenerator) -> Schema,
    read: fn(&Api, Caller, &Asked) -> Result<String, Problem>,
}

/// A parameter in the query.
pub(crate) struct Parameter {
    pub(crate) name: &'static str,
    pub(crate) description: &'static str,
    pub(crate) schema: fn() -> serde_json::Value,
}

/// What a request asks for.
#[derive(Debug, Default)]
pub(crate) struct Asked {
    path: HashMap<String, String>,
    query: HashMap<String, String>,
}

impl Asked {
    /// The part of the path of that name; the route has it.
    pub(crate) fn path(&self, name: &str) -> &str {
        self.path.get(name).map_or("", String::as_str)
    }

    /// The parameter of that name.
    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        self.query.get(name).map(String::as_str)
    }
}

/// Every read, in the order of the document.
pub(crate) static READS: &[Read] = &[
    business::BUSINESSES,
    business::BUSINESS,
    business::SNAPSHOT,
    business::COMMANDS,
    plan::PLAN,
    plan::FORECAST,
    what_if::WHAT_IF,
    what_if::PROMISE_LINE,
    calibration::CALIBRATION,
    hire::ADVICE,
    hire::DUTIES,
    hire::OPENINGS,
    projects::PROJECTS,
    projects::PROJECT,
    projects::TEMPLATES,
    projects::REPORTS,
    guesses::OF_PROJECT,
    what_if::RISKS,
    tasks::OF_PROJECT,
    tasks::TASK,
    members::MEMBERS,
    members::MEMBER,
    invitations::INVITATIONS,
    terms::TERMS,
    regular::OPERATIONS,
    regular::OPERATION,
    regular::RUNS,
    regular::RUN,
    regular::WORKFLOW,
    regular::LIBRARY,
    ahead::CONTENT,
    ahead::DANGERS,
    outside::CONTACTS,
    outside::CONTACT,
    outside::APPOINTMENTS,
    outside::APPOINTMENT,
    outside::OUTPUTS,
    outside::OUTPUT,
    questions::QUESTIONS,
    questions::QUESTION,
    questions::DECISIONS,
    questions::DECISION,
    questions::KNOWLEDGE,
    history::HISTORY,
    history::OF_THING,
    history::EVENT,
    views::VIEWS,
    search::SEARCH,
    preferences::PREFERENCES,
];

/// The route of a read.
pub(crate) fn route(read: &'static Read) -> MethodRouter<Api> {
    get(
        move |State(api): State<Api>,
              path: Result<Path<HashMap<String, String>>, PathRejection>,
              query: Result<Query<HashMap<String, String>>, QueryRejection>,
              headers: HeaderMap| async move {
            serve(api, read, path.map(|Path(path)| path), query.map(|Query(query)| query), headers)
                .await
                .unwrap_or_else(IntoResponse::into_response)
        },
    )
}

async fn serve(
    api: Api,
    read: &'static Read,
    path: Result<HashMap<String, String>, PathRejection>,
    query: Result<HashMap<String, String>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    // A list has no path fields, and then there is nothing to read them from.
    let path =
        if read.path.contains('{') { path.map_err(|_| Problem::not_found("this address"))? } else { HashMap::new() };
    let request = headers.clone();
    let body = send::blocking(move || {
        let caller = Caller::of(&api, &request)?;
        let query = query.map_err(|error| Problem::new(&MALFORMED, format!("The query cannot be read: {error}.")))?;
        if path.values().chain(query.values()).any(|text| text.contains('\0')) {
            return Err(Problem::not_found("this address"));
        }
        let asked = Asked { path, query };
        if read.path.starts_with(crate::paths::BUSINESS) {
            caller.enter(&api.desk, asked.path("business"))?;
        }
        (read.read)(&api, caller, &asked)
    })
    .await?;
    Ok(answer::respond(body, &headers))
}

/// Reads a view of the desk as the caller may see it.
fn look<T: Send + 'static>(
    api: &Api,
    caller: Caller,
    asked: &Asked,
    view: impl FnOnce(&mut View<'_>) -> Result<T, NotSeen> + Send + 'static,
) -> Result<T, Problem> {
    api.desk.view(&caller.actor(), view).map_err(|fault| unseen(asked, fault))
}

/// Why somebody does not get to see something, as a problem.
fn unseen(asked: &Asked, fault: NotSeen) -> Problem {
    match fault {
        NotSeen::NotFound(what) => Problem::not_found(&what),
        NotSeen::Refused(refusal) => outcome::refused(asked.path("business"), &refusal),
        NotSeen::Broken(error) => Problem::of_store(&error),
    }
}

/// The JSON of an answer.
fn json(answer: &impl Serialize) -> Result<String, Problem> {
    serde_json::to_string(answer).map_err(|error| Problem::broken(&error))
}

/// The parameters of a list.
const PAGING: &[Parameter] = &[CURSOR, LIMIT];

/// Where a list goes on.
const CURSOR: Parameter = Parameter {
    name: "cursor",
    description: "Where to go on: `next` of the page before.",
    schema: || serde_json::json!({ "type": "string", "minLength": 1, "maxLength": 200 }),
};

/// How much of a list.
const LIMIT: Parameter = Parameter {
    name: "limit",
    description: "How many at most.",
    schema: || serde_json::json!({ "type": "integer", "minimum": 1, "maximum": crate::paging::LIMIT_MAX, "default": crate::paging::LIMIT }),
};
