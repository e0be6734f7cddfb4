//! Setting up: the first page of a new desk.

mod set_up_page;

use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use righthand_desk::sign_in::{self, Denied};

pub(crate) use set_up_page::CURRENCIES;
pub use set_up_page::{SetUp, set_up_page};

use crate::parts::{Faults, Look};
use crate::sign_in::signed_in;
use crate::site::{Answer, Caller, Site, blocking};

/// Its routes.
pub(crate) fn routes() -> axum::Router<Site> {
    axum::Router::new().route("/set-up", get(show).post(carry_out))
}

/// `GET /set-up`: only while nobody has an account.
async fn show(State(site): State<Site>) -> Result<Response, Answer> {
    let desk = site.desk().clone();
    if !blocking(move || sign_in::needs_set_up(&desk)).await?? {
        return Err(Answer::Go("/sign-in".into()));
    }
    Ok(page(&SetUp::default()).into_response())
}

/// What the form sends.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
struct Typed {
    name: String,
    email: String,
    password: String,
    business: String,
    zone: String,
    currency: String,
}

/// `POST /set-up`: makes the owner and the business, and signs the owner in.
async fn carry_out(State(site): State<Site>, caller: Caller, Form(typed): Form<Typed>) -> Result<Response, Answer> {
    let form = sign_in::SetUp {
        name: typed.name.clone(),
        email: typed.email.clone(),
        password: typed.password,
        business: typed.business.clone(),
        time_zone: typed.zone.clone(),
        currency: typed.currency.clone(),
    };
    let desk = site.desk().clone();
    match blocking(move || sign_in::set_up(&desk, &form, caller.agent.as_deref())).await? {
        Ok(session) => signed_in(&site, &session, "/"),
        Err(Denied::Broken(error)) => Err(error.into()),
        Err(denied) => {
            let faults = faults(denied);
            let form = SetUp {
                name: typed.name,
                email: typed.email,
                business: typed.business,
                zone: typed.zone,
                currency: typed.currency,
                key: None,
                faults,
            };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&form)).into_response())
        }
    }
}

fn faults(denied: Denied) -> Faults {
    match denied {
        Denied::Invalid { field: "time_zone", message } => Faults::default().with("zone", message),
        Denied::Invalid { field, message } => Faults::default().with(field, message),
        other => Faults::default().with("", other.to_string()),
    }
}

fn page(form: &SetUp) -> maud::Markup {
    let zones: Vec<String> = jiff::tz::db().available().map(|zone| zone.to_string()).collect();
    let zones: Vec<&str> =
        zones.iter().map(String::as_str).filter(|zone| zone.contains('/') || *zone == "UTC").collect();
    set_up_page(form, &zones, Look::default())
}
