//! Visitors: who is signed in, and in which of their businesses a page is.

use std::sync::Arc;

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::header;
use axum::http::request::Parts;
use righthand_desk::command::{Actor, Door, Who};
use righthand_desk::sign_in::{self, Membership, Session};
use righthand_desk::view::{NotSeen, View};

use super::{Answer, Caller, Site, Trouble, blocking};
use crate::http::{Served, session_token};

/// Somebody who is signed in.
#[derive(Clone)]
pub struct Visitor {
    pub site: Site,
    pub session: Arc<Session>,
    /// The address of this page, with its query.
    pub path: String,
    pub query: String,
    pub headers: axum::http::HeaderMap,
    /// What was wrong with a form of this page, if it is shown again for that.
    pub trouble: Option<Arc<Trouble>>,
}

/// A visitor in one of their businesses: the one that the address names.
#[derive(Clone)]
pub struct InBusiness {
    pub visitor: Visitor,
    pub membership: Membership,
}

impl FromRequestParts<Site> for Visitor {
    type Rejection = Answer;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Answer> {
        let path = parts.uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string);
        let Some(token) = session_token(&parts.headers, site.served()).map(ToOwned::to_owned) else {
            return Err(signed_out(site, path, false).await?);
        };
        let desk = site.desk().clone();
        let Ok(Caller { place, .. }) = Caller::from_request_parts(parts, site).await;
        let place = Some(place).filter(|place| !place.is_empty());
        let session = blocking(move || sign_in::resume_from(&desk, &token, place.as_deref())).await??;
        let Some(session) = session else {
            return Err(signed_out(site, path, true).await?);
        };
        crate::parts::locale::write_for(session.locale);
        Ok(Self {
            site: site.clone(),
            session: Arc::new(session),
            path,
            query: parts.uri.query().unwrap_or_default().to_owned(),
            headers: parts.headers.clone(),
            trouble: parts.extensions.get::<Arc<Trouble>>().cloned(),
        })
    }
}

/// Where nobody has an account yet, to the set-up page; else to sign in.
async fn signed_out(site: &Site, back: String, ended: bool) -> Result<Answer, Answer> {
    let desk = site.desk().clone();
    let empty = blocking(move || sign_in::needs_set_up(&desk)).await??;
    Ok(if empty { Answer::Go("/set-up".into()) } else { Answer::SignIn { back, ended } })
}

impl FromRequestParts<Site> for InBusiness {
    type Rejection = Answer;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Answer> {
        let visitor = Visitor::from_request_parts(parts, site).await?;
        let params = RawPathParams::from_request_parts(parts, site).await.map_err(|_| Answer::NothingHere)?;
        let key = params
            .iter()
            .find(|(name, _)| *name == "business")
            .map(|(_, value)| value.to_owned())
            .ok_or(Answer::NothingHere)?;
        visitor.in_business(&key).ok_or(Answer::NothingHere)
    }
}

impl Visitor {
    /// This visitor in the business of that key; `None` where they have no place in it, or it is not there.
    pub fn in_business(&self, key: &str) -> Option<InBusiness> {
        let membership = self.session.memberships.iter().find(|membership| membership.business_key == key)?.clone();
        Some(InBusiness { visitor: self.clone(), membership })
    }

    /// The present moment of the desk.
    pub fn now(&self) -> jiff::Timestamp {
        self.site.desk().clock.now()
    }
}

impl InBusiness {
    /// Who sends commands from here.
    pub fn actor(&self) -> Actor {
        Actor { who: Who::User(self.visitor.session.user), business: self.membership.business, door: Door::Web }
    }

    /// Reads the business as this visitor may see it.
    pub async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&mut View<'_>) -> Result<T, NotSeen> + Send + 'static,
    ) -> Result<T, Answer> {
        let (desk, actor) = (self.visitor.site.desk().clone(), self.actor());
        Ok(blocking(move || desk.view(&actor, read)).await??)
    }

    /// An address in this business: `path` begins with a slash.
    pub fn at(&self, path: &str) -> String {
        format!("/b/{}{path}", self.membership.business_key)
    }

    /// Where this site is, as the browser called it: what stands before a path in a link that is handed on.
    pub fn origin(&self) -> String {
        let host = self.visitor.headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
        match (self.visitor.site.served(), host) {
            (_, "") => String::new(),
            (Served::Tls, host) => format!("https://{host}"),
            (Served::Loopback, host) => format!("http://{host}"),
        }
    }

    /// The page of a task of the plan. A step, whose key is `operation/day/step`, is looked at with its run.
    pub fn at_task(&self, key: &str) -> String {
        let parts: Vec<&str> = key.split('/').collect();
        match parts.as_slice() {
            [operation, day, _] => self.at(&format!("/operations/{operation}/runs/{day}")),
            _ => self.at(&format!("/tasks/{key}")),
        }
    }

    /// Where a form posts to that sends this command.
    pub fn form_action(&self, command: &str) -> String {
        self.at(&format!("/do/{command}"))
    }
}
