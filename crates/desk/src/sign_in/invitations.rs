//! Invitations: a place in a business, taken up by whoever opens the link first.
//!
//! It is taken up with the account that somebody is signed in with, or with a new one, and never joined to an account
//! by its address alone: the owner of one business could otherwise enter another by naming somebody who works there.

use jiff::{SignedDuration, Timestamp};
use righthand_domain::ids::{BusinessId, MemberId, UserId};
use righthand_store::{Error, Identity, Sql, identity_sql, values};
use uuid::Uuid;

use super::{Denied, HANDLE_CHARS, make_user, secret, sessions};
use crate::Desk;
use crate::records::{Business, Member};

/// An invitation waits for a week: somebody asked on a Friday may be away until the next.
pub const INVITATION_LASTS: SignedDuration = SignedDuration::from_hours(7 * 24);

/// What an invitation offers.
#[derive(Debug, Clone, PartialEq)]
pub struct Invitation {
    pub business_name: String,
    pub name: String,
    pub role: righthand_domain::roles::Role,
}

/// An invitation that waits to be taken up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Waiting {
    /// Names it in a list; opens nothing.
    pub handle: String,
    pub member: MemberId,
    /// `None` for one that an older program made.
    pub made: Option<Timestamp>,
    pub ends: Timestamp,
}

/// Makes an invitation and returns its secret. One that was made for the same place before opens nothing any more.
pub(crate) fn new_invitation(
    identity: &mut Identity,
    business: BusinessId,
    member: MemberId,
    now: Timestamp,
) -> Result<String, Error> {
    const FORGET: &Sql = identity_sql!("invitation.forget", "delete from invitation where expires_at < $1");
    const MAKE: &Sql = identity_sql!(
        "invitation.make",
        "insert into invitation (id_hash, desk_id, seat_id, created_at, expires_at) values ($1, $2, $3, $4, $5)"
    );
    const REPLACE: &Sql = identity_sql!(
        "invitation.replace",
        "update invitation set ended_at = $3 where desk_id = $1 and seat_id = $2 and used_at is null and ended_at is null"
    );
    let token = secret::new()?;
    identity.run(FORGET, &values![now])?;
    identity.run(REPLACE, &values![business, member, now])?;
    let ends = now.saturating_add(INVITATION_LASTS).unwrap_or(now);
    identity.run(MAKE, &values![secret::hash(&token), business, member, now, ends])?;
    Ok(token)
}

/// The invitations of a business that wait, latest made first.
pub(crate) fn waiting(identity: &mut Identity, business: BusinessId, now: Timestamp) -> Result<Vec<Waiting>, Error> {
    const LIST: &Sql = identity_sql!(
        "invitation.waiting",
        "select id_hash, seat_id, created_at, expires_at from invitation \
         where desk_id = $1 and used_at is null and ended_at is null and expires_at > $2 \
         order by expires_at desc, id_hash limit 1000"
    );
    identity.all(LIST, &values![business, now], |row| {
        let hash: String = row.get(0)?;
        Ok(Waiting {
            handle: hash.chars().take(HANDLE_CHARS).collect(),
            member: row.get(1)?,
            made: row.get(2)?,
            ends: row.get(3)?,
        })
    })
}

/// Takes an invitation back: its link opens nothing any more. `false` if none of that handle waits here.
pub(crate) fn end_invitation(
    identity: &mut Identity,
    business: BusinessId,
    handle: &str,
    now: Timestamp,
) -> Result<bool, Error> {
    const END: &Sql = identity_sql!(
        "invitation.end",
        "update invitation set ended_at = $3 where desk_id = $1 and substr(id_hash, 1, 16) = $2 \
         and used_at is null and ended_at is null and expires_at > $3"
    );
    Ok(identity.run(END, &values![business, handle, now])? > 0)
}

/// What the invitation of a secret offers; `None` if it has been used, is too old, or its place is taken.
pub fn invitation(desk: &Desk, token: &str) -> Result<Option<Invitation>, Error> {
    let (now, hash) = (desk.clock.now(), secret::hash(token));
    let Some((business, member)) = desk.store.identity_read(move |identity| place(identity, &hash, now))? else {
        return Ok(None);
    };
    desk.store.read(business, move |tx| {
        let free = tx.find::<Member>(member)?.filter(|member| member.user_id.is_none());
        let business = tx.find::<Business>(business)?;
        Ok(free.zip(business).map(|(member, business)| Invitation {
            business_name: business.name,
            name: member.name,
            role: member.role,
        }))
    })
}

/// Takes the place up, as `user` or as a new one. Returns the secret of the session with which they go on.
pub fn join(desk: &Desk, token: &str, user: Option<UserId>, agent: Option<&str>) -> Result<String, Denied> {
    let (now, hash, agent) = (desk.clock.now(), secret::hash(token), agent.map(ToOwned::to_owned));
    let asked = hash.clone();
    let (business, member) = desk
        .store
        .identity_read(move |identity| place(identity, &asked, now).map_err(Denied::from))?
        .ok_or(Denied::Link)?;
    desk.store.write(business, move |tx| {
        use_up(tx.identity(), &hash, now)?;
        let before = tx.find::<Member>(member)?.filter(|member| member.user_id.is_none()).ok_or(Denied::Link)?;
        let joining = match user {
            Some(user) => user,
            None => new_user(tx.identity(), &before, now)?,
        };
        let after = Member { user_id: Some(joining), ..before.clone() };
        if !tx.update(&after, before.version)? {
            return Err(Denied::Link);
        }
        belong(tx.identity(), joining, business)?;
        if user.is_some() {
            end_other_ways_in(tx.identity(), joining)?;
        }
        sessions::begin(tx.identity(), joining, now, agent.as_deref())
    })
}

fn place(identity: &mut Identity, hash: &str, now: Timestamp) -> Result<Option<(BusinessId, MemberId)>, Error> {
    const FIND: &Sql = identity_sql!(
        "invitation.find",
        "select desk_id, seat_id from invitation where id_hash = $1 and used_at is null and ended_at is null and expires_at > $2"
    );
    identity.one(FIND, &values![hash, now], |row| Ok((row.get(0)?, row.get(1)?)))
}

fn use_up(identity: &mut Identity, hash: &str, now: Timestamp) -> Result<(), Denied> {
    const USE: &Sql = identity_sql!(
        "invitation.use",
        "update invitation set used_at = $2 where id_hash = $1 and used_at is null and ended_at is null and expires_at > $2"
    );
    if identity.run(USE, &values![hash, now])? == 1 { Ok(()) } else { Err(Denied::Link) }
}

/// A user of their own. Where the address is another user's already, this one has none until they prove it.
fn new_user(identity: &mut Identity, member: &Member, now: Timestamp) -> Result<UserId, Denied> {
    let id = UserId(Uuid::now_v7());
    if !make_user(identity, id, member.email.as_deref(), &member.name, now)? {
        make_user(identity, id, None, &member.name, now)?;
    }
    Ok(id)
}

/// Whoever could get into the account before must not get into its new place with what they had.
fn end_other_ways_in(identity: &mut Identity, user: UserId) -> Result<(), Denied> {
    const SESSIONS: &Sql = identity_sql!("session.end_all", "delete from session where user_id = $1");
    const LINKS: &Sql = identity_sql!("sign_in_link.end_all", "delete from sign_in_link where user_id = $1");
    identity.run(SESSIONS, &values![user])?;
    identity.run(LINKS, &values![user])?;
    Ok(())
}

/// Notes that a user has a place in a business.
pub fn belong(identity: &mut Identity, user: UserId, business: BusinessId) -> Result<(), Error> {
    const BELONG: &Sql = identity_sql!(
        "belonging.add",
        "insert into belonging (user_id, desk_id) values ($1, $2) on conflict (user_id, desk_id) do nothing"
    );
    identity.run(BELONG, &values![user, business]).map(drop)
}

/// Has this user a place in another business than `here`?
pub(crate) fn belongs_elsewhere(identity: &mut Identity, user: UserId, here: BusinessId) -> Result<bool, Error> {
    const ELSEWHERE: &Sql = identity_sql!(
        "belonging.elsewhere",
        "select desk_id from belonging where user_id = $1 and desk_id <> $2 limit 1"
    );
    Ok(identity.one(ELSEWHERE, &values![user, here], |row| row.get::<String>(0))?.is_some())
}
