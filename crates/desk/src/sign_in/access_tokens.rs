//! Personal tokens: how a program acts for a user in one business.

use righthand_domain::ids::{BusinessId, UserId};
use righthand_store::{Sql, identity_sql, values};

use super::secret;
use crate::Desk;

/// What a token lets a program do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    Read,
    Write,
}

impl Scope {
    /// As it is kept.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
        }
    }

    /// The scope of that name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Read, Self::Write].into_iter().find(|scope| scope.as_str() == name)
    }
}

/// Whom a token stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenHolder {
    pub user: UserId,
    pub business: BusinessId,
    pub scope: Scope,
}

/// So that a leaked token is recognised for what it is by whoever finds it.
const PREFIX: &str = "rh_";

/// Makes a token and returns it; it is told only here.
pub fn create_token(desk: &Desk, holder: TokenHolder, name: &str) -> Result<String, righthand_store::Error> {
    const MAKE: &Sql = identity_sql!(
        "access_token.make",
        "insert into access_token (id_hash, user_id, business_id, scope, name, created_at) values ($1, $2, $3, $4, $5, $6)"
    );
    let token = format!("{PREFIX}{}", secret::new()?);
    let (now, hash, name) = (desk.clock.now(), secret::hash(&token), name.to_owned());
    desk.store.identity_write(move |identity| {
        identity.run(MAKE, &values![hash, holder.user, holder.business, holder.scope.as_str(), name, now]).map(drop)
    })?;
    Ok(token)
}

/// Whom a token stands for; `None` if it is none, or has been ended.
pub fn holder_of_token(desk: &Desk, token: &str) -> Result<Option<TokenHolder>, righthand_store::Error> {
    const FIND: &Sql = identity_sql!(
        "access_token.find",
        "select user_id, business_id, scope from access_token where id_hash = $1 and ended_at is null"
    );
    let hash = secret::hash(token);
    desk.store.identity_read(move |identity| {
        let found: Option<(UserId, BusinessId, String)> =
            identity.one(FIND, &values![hash], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(found.and_then(|(user, business, scope)| Some(TokenHolder { user, business, scope: Scope::parse(&scope)? })))
    })
}
