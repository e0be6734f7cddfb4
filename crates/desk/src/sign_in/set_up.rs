//! Set-up: the first owner and the first business; and making a business for whoever runs the program.

use jiff::Timestamp;
use righthand_domain::ids::{BusinessId, MemberId, UserId};
use righthand_domain::roles::Role;
use righthand_domain::snapshot::Zone;
use righthand_domain::words::slug;
use righthand_exchange::address;
use righthand_store::{Error, Identity, Sql, Tx, identity_sql};
use serde::Deserialize;
use uuid::Uuid;

use super::{Denied, belong, enter_business, make_user, passwords, sessions};
use crate::Desk;
use crate::records::{Business, Member};

/// What the set-up page asks.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct SetUp {
    pub name: String,
    pub email: String,
    pub password: String,
    pub business: String,
    pub time_zone: String,
    #[serde(default)]
    pub currency: String,
}

/// Nobody has an account yet: the set-up page is shown, and to nobody ever after.
pub fn needs_set_up(desk: &Desk) -> Result<bool, Error> {
    desk.store.identity_read(is_empty)
}

fn is_empty(identity: &mut Identity) -> Result<bool, Error> {
    const ANY: &Sql = identity_sql!("user.any", "select id from app_user limit 1");
    Ok(identity.one(ANY, &[], |row| row.get::<UserId>(0))?.is_none())
}

/// Makes the owner's account and business, and signs the owner in. Returns the secret of the session.
pub fn set_up(desk: &Desk, form: &SetUp, agent: Option<&str>) -> Result<String, Denied> {
    let owner = Owner::of(form)?;
    let name = required("business", &form.business)?;
    let time_zone = Zone::named(form.time_zone.trim()).ok_or_else(|| Denied::Invalid {
        field: "time_zone",
        message: format!("“{}” is not a time zone; one is named like Europe/Lisbon", form.time_zone),
    })?;
    let currency = crate::settings::currency(&form.currency).map_err(|_| Denied::Invalid {
        field: "currency",
        message: "a currency has three letters, such as EUR".into(),
    })?;
    let (now, agent) = (desk.clock.now(), agent.map(ToOwned::to_owned));
    let id = BusinessId(Uuid::now_v7());
    let key = slug(&name, "business");
    desk.store.write(id, move |tx| {
        if !is_empty(tx.identity())? {
            return Err(Denied::Invalid {
                field: "email",
                message: "somebody has set this desk up already; sign in".into(),
            });
        }
        let user = owner.make(tx.identity(), now)?;
        let key = free_business_key(tx.identity(), id, &key, &name)?;
        tx.insert(&Business { currency, ..Business::new(id, &key, &name, &time_zone) })?;
        tx.insert(&owner_member(user, &owner.name, Some(owner.email.clone())))?;
        belong(tx.identity(), user, id)?;
        sessions::begin(tx.identity(), user, now, agent.as_deref())
    })
}

/// The account to be made.
struct Owner {
    name: String,
    email: String,
    password_hash: String,
}

impl Owner {
    fn of(form: &SetUp) -> Result<Self, Denied> {
        let name = required("name", &form.name)?;
        let no_address = || Denied::Invalid { field: "email", message: crate::team::NO_ADDRESS.into() };
        let email = address::read(&form.email).ok_or_else(no_address)?;
        Ok(Self { name, email, password_hash: passwords::hash(&form.password)? })
    }

    fn make(&self, identity: &mut Identity, now: Timestamp) -> Result<UserId, Denied> {
        let id = UserId(Uuid::now_v7());
        make_user(identity, id, Some(&self.email), &self.name, now)?;
        passwords::keep(identity, id, &self.password_hash)?;
        Ok(id)
    }
}

fn required(field: &'static str, text: &str) -> Result<String, Denied> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > crate::input::NAME_CHARS_MAX {
        return Err(Denied::Invalid { field, message: "1 to 300 characters are needed".into() });
    }
    Ok(text.to_owned())
}

/// Makes a business without anybody in it, for an import that brings its people. `None` if the key is taken.
pub fn make_business(desk: &Desk, key: &str, name: &str, time_zone: &Zone) -> Result<Option<BusinessId>, Error> {
    let id = BusinessId(Uuid::now_v7());
    let business = Business::new(id, key, name, time_zone);
    desk.store.write(id, move |tx| {
        if !enter_business(tx.identity(), id, &business.key, &business.name)? {
            return Ok(None);
        }
        tx.insert(&business)?;
        Ok(Some(id))
    })
}

/// Enters the business under its key, or under the next free one.
fn free_business_key(identity: &mut Identity, id: BusinessId, key: &str, name: &str) -> Result<String, Error> {
    let mut wished = key.to_owned();
    let mut n = 2_u32;
    while !enter_business(identity, id, &wished, name)? {
        wished = format!("{key}-{n}");
        n += 1;
    }
    Ok(wished)
}

fn owner_member(user: UserId, name: &str, email: Option<String>) -> Member {
    let owner = Member::new(MemberId(Uuid::now_v7()), &slug(name, "owner"), name, Role::Owner);
    Member { user_id: Some(user), email, ..owner }
}

/// Gives every member of an unclaimed business that has an address a user: the demonstration's people.
pub fn give_everybody_a_user(tx: &mut Tx, now: Timestamp) -> Result<Vec<(Member, UserId)>, Error> {
    let members = tx.select::<Member>(
        righthand_store::select_sql!(Member, "where business_id = $1 and user_id is null order by position, id"),
        &[],
    )?;
    let business = tx.business();
    let mut given = Vec::new();
    for before in members {
        let Some(email) = before.email.clone() else { continue };
        let id = UserId(Uuid::now_v7());
        make_user(tx.identity(), id, Some(&email), &before.name, now)?;
        let user = super::user_named(tx.identity(), &email)?.unwrap_or(id);
        let after = Member { user_id: Some(user), ..before.clone() };
        tx.update(&after, before.version)?;
        belong(tx.identity(), user, business)?;
        given.push((after, user));
    }
    Ok(given)
}
