//! Who calls: a personal token, good for one business and nothing else.

use axum::http::{HeaderMap, header};
use righthand_desk::Desk;
use righthand_desk::command::{Actor, Door, Who};
use righthand_desk::sign_in::{self, TokenHolder};

use crate::Api;
use crate::problem::{Problem, UNAUTHORIZED};

/// Somebody with a token.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Caller {
    pub(crate) holder: TokenHolder,
}

impl Caller {
    /// The holder of the request's token. Blocks.
    pub(crate) fn of(api: &Api, headers: &HeaderMap) -> Result<Self, Problem> {
        let token = bearer(headers).ok_or_else(|| {
            Problem::new(
                &UNAUTHORIZED,
                "Send Authorization: Bearer TOKEN. A token is made on the page of your account, or by `righthand token create`.",
            )
        })?;
        let holder = sign_in::holder_of_token(&api.desk, token).map_err(|error| Problem::of_store(&error))?;
        let holder =
            holder.ok_or_else(|| Problem::new(&UNAUTHORIZED, "This token is not known, or it has been ended."))?;
        api.limit.count(&holder)?;
        Ok(Self { holder })
    }

    /// The business of that key, if it is the token's. Blocks.
    pub(crate) fn enter(&self, desk: &Desk, key: &str) -> Result<(), Problem> {
        let found = sign_in::find_business(desk, key).map_err(|error| Problem::of_store(&error))?;
        if found == Some(self.holder.business) {
            Ok(())
        } else {
            Err(Problem::not_found(&format!("business “{key}”")))
        }
    }

    /// As the desk knows them.
    pub(crate) fn actor(&self) -> Actor {
        Actor { who: Who::User(self.holder.user), business: self.holder.business, door: Door::Api }
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}
