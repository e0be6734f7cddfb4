//! Sessions: who is signed in on which browser, and the businesses they belong to.

use jiff::{SignedDuration, Timestamp};
use righthand_domain::ids::{BusinessId, UserId};
use righthand_domain::roles::Role;
use righthand_store::{Identity, Sql, identity_sql, sql, values};

use super::{Denied, Locale, secret};
use crate::Desk;

/// A session ends after a month without a visit.
pub const SESSION_LASTS: SignedDuration = SignedDuration::from_hours(24 * 30);
/// "Last seen" is written at most this often: a page is read far more often than it matters.
const SEEN_EVERY: SignedDuration = SignedDuration::from_mins(5);
/// The longest address of a network: IPv6 with a zone.
const PLACE_CHARS_MAX: usize = 64;
/// As much as is kept of what a browser calls itself.
const AGENT_CHARS_MAX: usize = 200;

/// Somebody who is signed in.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    pub user: UserId,
    pub name: String,
    pub email: Option<String>,
    pub has_password: bool,
    /// How they have dates and numbers written.
    pub locale: Locale,
    /// The businesses they belong to, by name.
    pub memberships: Vec<Membership>,
}

/// A user's place in a business, as the switcher shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Membership {
    pub business: BusinessId,
    pub business_key: String,
    pub business_name: String,
    pub member_key: String,
    pub name: String,
    pub role: Role,
    /// It was loaded for this user to look at, and can be removed by them.
    pub demonstrates: bool,
    pub used: Used,
}

/// What has been used in a business: places of the navigation that appear with their use.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Used {
    /// Something was imported.
    pub import: bool,
    /// There is more history than fits beside the things that it is about.
    pub history: bool,
    /// Something recurs.
    pub operations: bool,
    /// Something is set: an area, a closed day, holidays of a region.
    pub settings: bool,
    /// Something was asked.
    pub questions: bool,
}

/// From this event on the history is a place of its own.
const HISTORY_EVENTS: i64 = 25;

/// Begins a session and returns its secret.
pub(super) fn begin(
    identity: &mut Identity,
    user: UserId,
    now: Timestamp,
    agent: Option<&str>,
) -> Result<String, Denied> {
    const FORGET: &Sql = identity_sql!("session.forget", "delete from session where expires_at < $1");
    const BEGIN: &Sql = identity_sql!(
        "session.begin",
        "insert into session (id_hash, user_id, expires_at, last_seen_at, created_at, agent) values ($1, $2, $3, $4, $5, $6)"
    );
    let token = secret::new()?;
    let expires = now.saturating_add(SESSION_LASTS).unwrap_or(now);
    let agent: Option<String> = agent.map(|agent| agent.chars().take(AGENT_CHARS_MAX).collect());
    identity.run(FORGET, &values![now])?;
    identity.run(BEGIN, &values![secret::hash(&token), user, expires, now, now, agent])?;
    Ok(token)
}

/// The session of a secret; `None` if it has ended.
pub fn resume(desk: &Desk, token: &str) -> Result<Option<Session>, righthand_store::Error> {
    resume_from(desk, token, None)
}

/// As [`resume`], and keeps from where it was used: `place` is an address of the network.
pub fn resume_from(desk: &Desk, token: &str, place: Option<&str>) -> Result<Option<Session>, righthand_store::Error> {
    let (now, hash) = (desk.clock.now(), secret::hash(token));
    let found = desk.store.identity_read(move |identity| find(identity, &hash, now))?;
    let Some(Found { mut session, seen, has_place }) = found else { return Ok(None) };
    if now.duration_since(seen) > SEEN_EVERY || (place.is_some() && !has_place) {
        let hash = secret::hash(token);
        let place: Option<String> = place.map(|place| place.chars().take(PLACE_CHARS_MAX).collect());
        desk.store.identity_write(move |identity| touch(identity, &hash, now, place.as_deref()))?;
    }
    session.memberships = memberships_of(desk, session.user)?;
    Ok(Some(session))
}

/// Ends the session of a secret.
pub fn end_session(desk: &Desk, token: &str) -> Result<(), righthand_store::Error> {
    const END: &Sql = identity_sql!("session.end", "delete from session where id_hash = $1");
    let hash = secret::hash(token);
    desk.store.identity_write(move |identity| identity.run(END, &values![hash]).map(drop))
}

/// Ends every session of a user but the one with this hash.
pub(super) fn end_others(identity: &mut Identity, user: UserId, but: &str) -> Result<u64, righthand_store::Error> {
    const END_OTHERS: &Sql =
        identity_sql!("session.end_others", "delete from session where user_id = $1 and id_hash <> $2");
    identity.run(END_OTHERS, &values![user, but])
}

/// A session that goes on, when it was last seen, and whether it is known from where.
struct Found {
    session: Session,
    seen: Timestamp,
    has_place: bool,
}

fn find(identity: &mut Identity, hash: &str, now: Timestamp) -> Result<Option<Found>, righthand_store::Error> {
    const FIND: &Sql = identity_sql!(
        "session.find",
        "select app_user.id, app_user.name, app_user.email, app_user.password_hash is not null, session.last_seen_at, \
         session.place is not null, preference.locale \
         from session join app_user on app_user.id = session.user_id \
         left join preference on preference.user_id = app_user.id where session.id_hash = $1 and session.expires_at > $2"
    );
    identity.one(FIND, &values![hash, now], |row| {
        let session = Session {
            user: row.get(0)?,
            name: row.get(1)?,
            email: row.get(2)?,
            has_password: row.get(3)?,
            locale: row.get::<Option<String>>(6)?.as_deref().and_then(Locale::parse).unwrap_or_default(),
            memberships: Vec::new(),
        };
        Ok(Found { session, seen: row.get(4)?, has_place: row.get(5)? })
    })
}

fn touch(
    identity: &mut Identity,
    hash: &str,
    now: Timestamp,
    place: Option<&str>,
) -> Result<(), righthand_store::Error> {
    const TOUCH: &Sql = identity_sql!(
        "session.touch",
        "update session set last_seen_at = $2, expires_at = $3, place = coalesce($4, place) where id_hash = $1"
    );
    let expires = now.saturating_add(SESSION_LASTS).unwrap_or(now);
    identity.run(TOUCH, &values![hash, now, expires, place]).map(drop)
}

/// Each business is asked under its own transaction: no statement ever sees two (R15). Which ones to ask is in the
/// user's own list.
pub(super) fn memberships_of(desk: &Desk, user: UserId) -> Result<Vec<Membership>, righthand_store::Error> {
    const LIST: &Sql = identity_sql!(
        "belonging.list",
        "select business_directory.id, business_directory.key, business_directory.name, business_directory.demonstrates \
         from belonging \
         join business_directory on business_directory.id = belonging.desk_id where belonging.user_id = $1 \
         order by business_directory.name, business_directory.id limit 500"
    );
    let listed: Vec<(BusinessId, String, String, Option<UserId>)> = desk.store.identity_read(move |identity| {
        identity.all(LIST, &values![user], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
    })?;
    let mut memberships = Vec::with_capacity(listed.len());
    for (business, business_key, business_name, demonstrates) in listed {
        let member = desk.store.read(business, move |tx| {
            const MINE: &Sql = sql!(
                "member.of_user",
                "select member.key, member.name, member.role, \
                 exists (select 1 from origin where origin.business_id = $1), \
                 exists (select 1 from event where event.business_id = $1 and event.seq >= $3), \
                 exists (select 1 from area where area.business_id = $1) \
                 or exists (select 1 from holiday where holiday.business_id = $1) \
                 or exists (select 1 from region where region.business_id = $1), \
                 exists (select 1 from operation where operation.business_id = $1), \
                 exists (select 1 from question where question.business_id = $1) \
                 or exists (select 1 from decision where decision.business_id = $1) \
                 from member where member.business_id = $1 and member.user_id = $2"
            );
            tx.one(MINE, &values![user, HISTORY_EVENTS], |row| {
                let used = Used {
                    import: row.get(3)?,
                    history: row.get(4)?,
                    settings: row.get(5)?,
                    operations: row.get(6)?,
                    questions: row.get(7)?,
                };
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, used))
            })
        })?;
        if let Some((member_key, name, role, used)) = member {
            let demonstrates = demonstrates == Some(user);
            memberships.push(Membership {
                business,
                business_key,
                business_name,
                member_key,
                name,
                role,
                demonstrates,
                used,
            });
        }
    }
    Ok(memberships)
}
