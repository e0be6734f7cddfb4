//! Personal tokens: made, shown once, ended.

use axum::extract::{Form, Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::SignedDuration;
use righthand_desk::sign_in::{self, Scope, TOKEN_NAME_CHARS_MAX, TokenHolder};
use righthand_domain::roles::{Grant, Permission};
use serde::Deserialize;

use super::account::{Account, back};
use crate::parts::Faults;
use crate::site::{Answer, Caller, InBusiness, Site, Visitor, blocking};

/// Days after which a token may end, as the form offers them; 0 for one that goes on.
pub(super) const DAYS: [(&str, &str); 4] =
    [("30", "In 30 days"), ("90", "In 90 days"), ("365", "In a year"), ("0", "Not by itself")];

/// What the form for a token sends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    pub(super) name: String,
    pub(super) business: String,
    pub(super) scope: String,
    pub(super) days: String,
}

/// `POST /you/tokens`: the answer is the page with the token on it, which is shown only there.
pub(super) async fn make(visitor: Visitor, caller: Caller, Form(typed): Form<Typed>) -> Result<Response, Answer> {
    let made = make_for(&visitor, &typed).await?;
    let account = Account::read(&visitor, caller.session).await?;
    Ok(match made {
        Ok(token) => {
            let mut response = Account { made: Some(token), ..account }.page(&visitor);
            response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            response
        }
        Err(token_faults) => {
            let account = Account { token_faults, token: typed, ..account };
            (StatusCode::UNPROCESSABLE_ENTITY, account.page(&visitor)).into_response()
        }
    })
}

async fn make_for(visitor: &Visitor, typed: &Typed) -> Result<Result<String, Faults>, Answer> {
    let mut faults = Faults::default();
    let name = typed.name.trim().to_owned();
    if name.is_empty() || name.chars().count() > TOKEN_NAME_CHARS_MAX {
        faults.add("name", format!("1 to {TOKEN_NAME_CHARS_MAX} characters that say what it is for"));
    }
    let scope = Scope::parse(&typed.scope);
    if scope.is_none() {
        faults.add("scope", "choose what it may do");
    }
    if !DAYS.iter().any(|(days, _)| *days == typed.days) {
        faults.add("days", "choose when it ends");
    }
    let visit = visitor.in_business(&typed.business);
    if visit.is_none() {
        faults.add("business", "choose one of your businesses");
    }
    let (Some(scope), Some(visit), true) = (scope, visit, faults.is_empty()) else { return Ok(Err(faults)) };
    let allowed = visit.read(|view| Ok(view.may(Permission::OwnToken) == Grant::Yes)).await?;
    if !allowed {
        return Ok(Err(faults.with("business", "your role there does not let you make a token; ask its owner")));
    }
    let ends = typed
        .days
        .parse::<i64>()
        .ok()
        .filter(|days| *days > 0)
        .and_then(|days| visitor.now().checked_add(SignedDuration::from_hours(24 * days)).ok());
    let InBusiness { visitor, membership } = visit;
    let (desk, user, business) = (visitor.site.desk().clone(), visitor.session.user, membership.business);
    blocking(move || {
        if sign_in::has_too_many_tokens(&desk, user)? {
            return Ok(
                Err(Faults::default().with("", "You have a hundred tokens. End one that is not used any more.")),
            );
        }
        sign_in::create_token(&desk, TokenHolder { user, business, scope }, &name, ends).map(Ok)
    })
    .await?
    .map_err(|error: righthand_desk::StoreError| error.into())
}

/// `POST /you/tokens/{handle}/end`.
pub(super) async fn end(
    State(site): State<Site>,
    visitor: Visitor,
    Path(handle): Path<String>,
) -> Result<Response, Answer> {
    let (desk, user) = (site.desk().clone(), visitor.session.user);
    let ended = blocking(move || sign_in::end_token(&desk, user, &handle)).await??;
    Ok(back(
        &site,
        if ended { "That token has ended: nothing gets in with it." } else { "That token had ended already." },
    ))
}
