//! View: what a reader has in its hands. Views return plain data, already limited to what this member may see.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use righthand_domain::refusal::Refusal;
use righthand_domain::roles::{Grant, Permission};
use righthand_domain::snapshot::{Snapshot, Zone};
use righthand_store::{Error, Tx, select_sql};

use crate::Desk;
use crate::act::role_refusal;
use crate::command::{Actor, Stop, Who};
use crate::planning::Standing;
use crate::records::{Business, Member, Project};

/// The transaction of one reader, who they are, and what stands.
pub struct View<'a> {
    pub tx: &'a mut Tx,
    pub now: Timestamp,
    pub me: Member,
    pub who: Who,
    pub business: Business,
    pub zone: Zone,
    /// Today, where the business is.
    pub today: Date,
    /// The plan and forecast; `None` before anything was planned.
    pub standing: Option<Arc<Standing>>,
    /// Asked for once: a page says names in many places.
    members: Option<Vec<Member>>,
    /// Read once, for the same reason.
    snapshot: Option<Arc<Snapshot>>,
}

/// Why somebody does not get to see something.
#[derive(Debug)]
pub enum NotSeen {
    /// There is no such thing, or it is another business's, or not theirs to know of.
    NotFound(String),
    /// It is there, and their role does not open it.
    Refused(Refusal),
    Broken(Error),
}

impl From<Error> for NotSeen {
    fn from(error: Error) -> Self {
        Self::Broken(error)
    }
}

impl From<Stop> for NotSeen {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::NotFound(what) => Self::NotFound(what),
            Stop::Refused(refusal) => Self::Refused(refusal),
            Stop::Broken(error) => Self::Broken(error),
            Stop::Invalid(faults) => Self::NotFound(faults.first().map_or_else(String::new, ToString::to_string)),
            Stop::Conflict(conflict) => Self::NotFound(conflict.what),
            Stop::Rehearsed(said) => Self::NotFound(said.summary),
        }
    }
}

impl Desk {
    /// Reads the business as this actor may see it, in one state of the database.
    pub fn view<T: Send + 'static>(
        &self,
        actor: &Actor,
        read: impl FnOnce(&mut View<'_>) -> Result<T, NotSeen> + Send + 'static,
    ) -> Result<T, NotSeen> {
        let (who, now, id) = (actor.who, self.clock.now(), actor.business);
        let standing = self.planning.standing(id)?;
        self.store.read(id, move |tx| {
            let me = crate::desk::member(tx, &who)?;
            let Some(business) = tx.find::<Business>(id)? else {
                return Err(NotSeen::NotFound("this business".into()));
            };
            let zone = Zone::named(&business.time_zone).unwrap_or_else(Zone::utc);
            let today = zone.rules().to_datetime(now).date();
            if me.is_gone(today) {
                let why = format!(
                    "Your engagement here ended on {}. Ask the owner to extend it.",
                    me.engaged_until.unwrap_or(today)
                );
                return Err(NotSeen::Refused(Refusal::by_role(why)));
            }
            read(&mut View { tx, now, me, who, business, zone, today, standing, members: None, snapshot: None })
        })
    }
}

impl View<'_> {
    /// How far the role table lets this member go.
    pub fn may(&self, permission: Permission) -> Grant {
        self.me.role.may(permission)
    }

    /// Stops unless the grant is unlimited.
    pub fn need(&self, permission: Permission) -> Result<(), NotSeen> {
        if self.may(permission) == Grant::Yes { Ok(()) } else { Err(NotSeen::Refused(role_refusal(permission, None))) }
    }

    /// Stops unless there is some grant.
    pub fn need_some(&self, permission: Permission) -> Result<(), NotSeen> {
        if self.may(permission) == Grant::No { self.need(permission) } else { Ok(()) }
    }

    /// Every member, in order.
    pub fn members(&mut self) -> Result<Vec<Member>, NotSeen> {
        if let Some(members) = &self.members {
            return Ok(members.clone());
        }
        let select = select_sql!(Member, "where business_id = $1 order by position, id");
        Ok(self.members.insert(self.tx.select::<Member>(select, &[])?).clone())
    }

    /// All that the plan is made from.
    pub fn snapshot(&mut self) -> Result<Arc<Snapshot>, NotSeen> {
        if let Some(snapshot) = &self.snapshot {
            return Ok(Arc::clone(snapshot));
        }
        let business = || NotSeen::NotFound("this business".into());
        let snapshot = Arc::new(crate::snapshot::load_at(self.tx, self.now)?.ok_or_else(business)?);
        Ok(Arc::clone(self.snapshot.insert(snapshot)))
    }

    /// Does this member manage the project, or run the business?
    pub fn manages(&self, project: &Project) -> bool {
        match self.may(Permission::SeeBusiness) {
            Grant::Yes => true,
            Grant::OwnProjects => project.manager_id == Some(self.me.id),
            _ => false,
        }
    }
}

/// Somebody, as pages name them.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct PersonRef {
    pub key: String,
    pub name: String,
}

impl From<&Member> for PersonRef {
    fn from(member: &Member) -> Self {
        Self { key: member.key.clone(), name: member.name.clone() }
    }
}
