//! Personal tokens: how a program acts for a user in one business.

use jiff::{SignedDuration, Timestamp};
use righthand_domain::ids::{BusinessId, UserId};
use righthand_store::{Error, Identity, Sql, identity_sql, values};

use super::{HANDLE_CHARS, secret};
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
/// The longest name of a token, in characters: a line of the list.
pub const TOKEN_NAME_CHARS_MAX: usize = 100;
/// Tokens of one user that go on: more are a leak, not a need.
const TOKENS_MAX: i64 = 100;
/// "Last used" is written at most this often: a program asks far more often than it matters.
const USED_EVERY: SignedDuration = SignedDuration::from_mins(5);

/// Makes a token and returns it; it is told only here. Without `ends` it goes on until it is ended.
pub fn create_token(desk: &Desk, holder: TokenHolder, name: &str, ends: Option<Timestamp>) -> Result<String, Error> {
    const MAKE: &Sql = identity_sql!(
        "access_token.make",
        "insert into access_token (id_hash, user_id, business_id, scope, name, created_at, expires_at) \
         values ($1, $2, $3, $4, $5, $6, $7)"
    );
    let token = format!("{PREFIX}{}", secret::new()?);
    let name: String = name.trim().chars().take(TOKEN_NAME_CHARS_MAX).collect();
    let (now, hash) = (desk.clock.now(), secret::hash(&token));
    desk.store.identity_write(move |identity| {
        let TokenHolder { user, business, scope } = holder;
        identity.run(MAKE, &values![hash, user, business, scope.as_str(), name, now, ends]).map(drop)
    })?;
    Ok(token)
}

/// Whether this user has as many tokens as one may have.
pub fn has_too_many_tokens(desk: &Desk, user: UserId) -> Result<bool, Error> {
    const COUNT: &Sql = identity_sql!(
        "access_token.count",
        "select count(*) from access_token where user_id = $1 and ended_at is null and (expires_at is null or expires_at > $2)"
    );
    let now = desk.clock.now();
    desk.store.identity_read(move |identity| {
        let count: i64 = identity.one(COUNT, &values![user, now], |row| row.get(0))?.unwrap_or(0);
        Ok(count >= TOKENS_MAX)
    })
}

/// Whom a token stands for; `None` if it is none, or has ended. Keeps when it was used.
pub fn holder_of_token(desk: &Desk, token: &str) -> Result<Option<TokenHolder>, Error> {
    let (now, hash) = (desk.clock.now(), secret::hash(token));
    let asked = hash.clone();
    let Some((holder, used)) = desk.store.identity_read(move |identity| find(identity, &asked, now))? else {
        return Ok(None);
    };
    if used.is_none_or(|used| now.duration_since(used) > USED_EVERY) {
        desk.store.identity_write(move |identity| note_use(identity, &hash, now))?;
    }
    Ok(Some(holder))
}

type Found = Option<(TokenHolder, Option<Timestamp>)>;

fn find(identity: &mut Identity, hash: &str, now: Timestamp) -> Result<Found, Error> {
    const FIND: &Sql = identity_sql!(
        "access_token.find",
        "select user_id, business_id, scope, last_used_at from access_token \
         where id_hash = $1 and ended_at is null and (expires_at is null or expires_at > $2)"
    );
    let found: Option<(UserId, BusinessId, String, Option<Timestamp>)> =
        identity.one(FIND, &values![hash, now], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    Ok(found.and_then(|(user, business, scope, used)| {
        Some((TokenHolder { user, business, scope: Scope::parse(&scope)? }, used))
    }))
}

fn note_use(identity: &mut Identity, hash: &str, now: Timestamp) -> Result<(), Error> {
    const USED: &Sql =
        identity_sql!("access_token.used", "update access_token set last_used_at = $2 where id_hash = $1");
    identity.run(USED, &values![hash, now]).map(drop)
}

/// A token as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenRow {
    /// Names it in a list; opens nothing.
    pub handle: String,
    pub name: String,
    pub business_key: String,
    pub business_name: String,
    /// `read` or `write`.
    pub scope: String,
    pub made: Timestamp,
    pub ends: Option<Timestamp>,
    pub last_used: Option<Timestamp>,
}

/// Every token of a user that goes on, latest made first.
pub fn tokens_of(desk: &Desk, user: UserId) -> Result<Vec<TokenRow>, Error> {
    const LIST: &Sql = identity_sql!(
        "access_token.list",
        "select access_token.id_hash, access_token.name, business_directory.key, business_directory.name, \
         access_token.scope, access_token.created_at, access_token.expires_at, access_token.last_used_at \
         from access_token join business_directory on business_directory.id = access_token.business_id \
         where access_token.user_id = $1 and access_token.ended_at is null \
         and (access_token.expires_at is null or access_token.expires_at > $2) \
         order by access_token.created_at desc, access_token.id_hash limit $3"
    );
    let now = desk.clock.now();
    desk.store.identity_read(move |identity| {
        identity.all(LIST, &values![user, now, TOKENS_MAX], |row| {
            let hash: String = row.get(0)?;
            Ok(TokenRow {
                handle: hash.chars().take(HANDLE_CHARS).collect(),
                name: row.get(1)?,
                business_key: row.get(2)?,
                business_name: row.get(3)?,
                scope: row.get(4)?,
                made: row.get(5)?,
                ends: row.get(6)?,
                last_used: row.get(7)?,
            })
        })
    })
}

/// Ends the token of that handle, if it is this user's. `false` if there is none that goes on.
pub fn end_token(desk: &Desk, user: UserId, handle: &str) -> Result<bool, Error> {
    const END: &Sql = identity_sql!(
        "access_token.end",
        "update access_token set ended_at = $3 where user_id = $1 and substr(id_hash, 1, 16) = $2 and ended_at is null"
    );
    let (now, handle) = (desk.clock.now(), handle.to_owned());
    desk.store.identity_write(move |identity| Ok(identity.run(END, &values![user, handle, now])? > 0))
}
