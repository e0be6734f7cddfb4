//! Act: what a command has in its hands while it runs. The only way to write a record.

use jiff::Timestamp;
use jiff::civil::Date;
use righthand_domain::refusal::Refusal;
use righthand_domain::roles::{Grant, Permission, who_may};
use righthand_domain::snapshot::Zone;
use righthand_domain::words::{and_list, slug};
use righthand_store::{Sql, Tx, Value, select_sql, sql, values};
use uuid::{ContextV7, Uuid};

use crate::command::{Stop, Who};
use crate::conflict;
use crate::import::Progress;
use crate::journal::{Change, Header, Journaled, Pen};
use crate::records::{Business, Member, Operation, Project, State, Task};

/// Rows after which whoever waits is told how far it is.
pub(crate) const PROGRESS_ROWS: usize = 1_024;

/// The transaction of one command, the person who sent it, and the moment.
pub struct Act<'a> {
    pub tx: &'a mut Tx,
    /// The present moment, the same from the beginning of the command to its end.
    pub now: Timestamp,
    /// The member who sent it, as of this transaction.
    pub me: Member,
    /// How far the role table lets this member go with this command.
    pub grant: Grant,
    /// Who that is: a user, or the operator for the owner.
    pub who: Who,
    /// The event that this command takes back.
    pub undoes: Option<i64>,
    pub(crate) pen: Pen,
    /// How far it is, for whoever waits.
    pub(crate) progress: Progress,
    ids: ContextV7,
}

impl<'a> Act<'a> {
    pub(crate) fn new(tx: &'a mut Tx, header: Header, me: Member, grant: Grant, who: Who) -> Self {
        Self {
            tx,
            now: header.at,
            me,
            grant,
            who,
            undoes: None,
            pen: Pen::new(header),
            progress: Progress::default(),
            ids: ContextV7::new(),
        }
    }

    /// A new id, later than every one before it in this command.
    pub fn new_id<T: From<Uuid>>(&mut self) -> T {
        let seconds = u64::try_from(self.now.as_second()).unwrap_or(0);
        let nanoseconds = u32::try_from(self.now.subsec_nanosecond()).unwrap_or(0);
        T::from(Uuid::new_v7(uuid::Timestamp::from_unix(&self.ids, seconds, nanoseconds)))
    }

    /// Makes a record.
    pub fn insert<R: Journaled>(&mut self, record: &R) -> Result<(), Stop> {
        self.tx.insert(record)?;
        self.pen.note(Change::made(record));
        Ok(())
    }

    /// Makes many records of a kind at once.
    pub fn insert_all<R: Journaled>(&mut self, records: &[R]) -> Result<(), Stop> {
        self.progress.expect(records.len() * 2);
        for some in records.chunks(PROGRESS_ROWS) {
            self.tx.insert_all(some)?;
            self.progress.wrote(some.len());
            self.pen.note_all(some.iter().map(Change::made));
            self.pen.write_down(self.tx, &self.progress)?;
        }
        Ok(())
    }

    /// Changes a record, unless somebody has changed it since `seen` (the version on the page or in `If-Match`).
    /// Returns its version now, which stays where nothing differs.
    pub fn update<R: Journaled>(&mut self, before: &R, after: &R, seen: Option<i64>) -> Result<i64, Stop> {
        let Some(change) = Change::changed(before, after) else { return Ok(before.version()) };
        let stale = seen.is_some_and(|seen| seen != before.version());
        if stale || !self.tx.update(after, before.version())? {
            return Err(Stop::Conflict(Box::new(conflict::of(self.tx, before.version(), seen, &change)?)));
        }
        self.pen.note(change);
        Ok(before.version() + 1)
    }

    /// Stops if somebody has changed what is to be removed since `seen`: they may want to keep it now.
    pub fn unchanged<R: Journaled>(&mut self, record: &R, seen: Option<i64>) -> Result<(), Stop> {
        if seen.is_none_or(|seen| seen == record.version()) {
            return Ok(());
        }
        let removed = Change::removed(record);
        Err(Stop::Conflict(Box::new(conflict::of(self.tx, record.version(), seen, &removed)?)))
    }

    /// Removes a record.
    pub fn delete<R: Journaled>(&mut self, record: &R) -> Result<(), Stop> {
        self.tx.delete::<R>(record.id())?;
        self.pen.note(Change::removed(record));
        Ok(())
    }

    /// The business of this transaction.
    pub fn business(&mut self) -> Result<Business, Stop> {
        let id = self.tx.business();
        self.tx.find::<Business>(id)?.ok_or_else(|| Stop::NotFound("this business".into()))
    }

    /// The zone of the business.
    pub fn zone(&mut self) -> Result<Zone, Stop> {
        Ok(Zone::named(&self.business()?.time_zone).unwrap_or_else(Zone::utc))
    }

    /// Today, where the business is.
    pub fn today(&mut self) -> Result<Date, Stop> {
        Ok(self.zone()?.rules().to_datetime(self.now).date())
    }

    /// The member of that key.
    pub fn member(&mut self, key: &str) -> Result<Member, Stop> {
        self.by_key(select_sql!(Member, "where business_id = $1 and key = $2"), key, "member")
    }

    /// The owner: whoever has been longest where there are several.
    pub fn owner(&mut self) -> Result<Member, Stop> {
        let owners = select_sql!(Member, "where business_id = $1 and role = 'owner' order by position, id limit 1");
        self.tx.select::<Member>(owners, &[])?.into_iter().next().ok_or_else(|| Stop::NotFound("the owner".into()))
    }

    /// The project of that key that has been opened: a draft is none (R1).
    pub fn project(&mut self, key: &str) -> Result<Project, Stop> {
        let project = self.project_or_draft(key)?;
        if project.is(State::Draft) { Err(Stop::NotFound(format!("project “{key}”"))) } else { Ok(project) }
    }

    /// The project or draft of that key.
    pub fn project_or_draft(&mut self, key: &str) -> Result<Project, Stop> {
        self.by_key(select_sql!(Project, "where business_id = $1 and key = $2"), key, "project")
    }

    /// The task of that key.
    pub fn task(&mut self, key: &str) -> Result<Task, Stop> {
        self.by_key(select_sql!(Task, "where business_id = $1 and key = $2"), key, "task")
    }

    /// The operation of that key.
    pub fn operation(&mut self, key: &str) -> Result<Operation, Stop> {
        self.by_key(select_sql!(Operation, "where business_id = $1 and key = $2"), key, "operation")
    }

    /// The record that a statement finds by `key`, or that there is no such `what`.
    pub fn by_key<R: Journaled>(&mut self, select: &'static Sql, key: &str, what: &str) -> Result<R, Stop> {
        let found = self.tx.select::<R>(select, &values![key])?;
        found.into_iter().next().ok_or_else(|| Stop::NotFound(format!("{what} “{key}”")))
    }

    /// The records that a statement finds.
    pub fn select<R: Journaled>(&mut self, select: &'static Sql, params: &[Value]) -> Result<Vec<R>, Stop> {
        Ok(self.tx.select(select, params)?)
    }

    /// The project that a task belongs to.
    pub fn project_of(&mut self, task: &Task) -> Result<Project, Stop> {
        self.tx.find::<Project>(task.project_id)?.ok_or_else(|| Stop::NotFound("its project".into()))
    }

    /// Stops unless the grant reaches this project: all for some roles, one's own for others.
    pub fn reach_project(&self, project: &Project, permission: Permission) -> Result<(), Stop> {
        match self.grant {
            Grant::Yes => Ok(()),
            Grant::OwnProjects if project.manager_id == Some(self.me.id) => Ok(()),
            _ => Err(self.out_of_reach(permission, &format!("“{}” is not a project that you manage", project.name))),
        }
    }

    /// Stops unless the grant reaches this task: as for its project, or because the task is one's own.
    pub fn reach_task(&mut self, task: &Task, permission: Permission) -> Result<(), Stop> {
        if self.grant == Grant::OwnWork {
            let mine = sql!(
                "assignment.mine",
                "select 1 from assignment where business_id = $1 and task_id = $2 and member_id = $3"
            );
            return match self.tx.one(mine, &values![task.id, self.me.id], |row| row.get::<i64>(0))? {
                Some(_) => Ok(()),
                None => Err(self.out_of_reach(permission, &format!("“{}” is not yours", task.name))),
            };
        }
        let project = self.project_of(task)?;
        self.reach_project(&project, permission)
    }

    /// Stops unless the grant reaches this member: everybody for some roles, oneself for others.
    pub fn reach_member(&self, member: &Member, permission: Permission) -> Result<(), Stop> {
        match self.grant {
            Grant::Yes => Ok(()),
            Grant::Oneself if member.id == self.me.id => Ok(()),
            _ => Err(self.out_of_reach(permission, "that is about somebody else")),
        }
    }

    /// Stops unless the grant is unlimited.
    pub fn reach_all(&self, permission: Permission) -> Result<(), Stop> {
        if self.grant == Grant::Yes {
            Ok(())
        } else {
            Err(self.out_of_reach(permission, "it reaches beyond your own work"))
        }
    }

    fn out_of_reach(&self, permission: Permission, why: &str) -> Stop {
        Stop::Refused(role_refusal(permission, Some(why)))
    }

    /// A key made from a name that no other row of the statement's table has: `edit-episode`, `edit-episode-2`.
    /// `taken` selects the keys that begin with `$2` (a LIKE pattern).
    pub fn free_key(
        &mut self,
        wished: Option<&str>,
        name: &str,
        fallback: &str,
        taken: &'static Sql,
    ) -> Result<String, Stop> {
        let base = match wished {
            Some(wished) if is_key(wished) => wished.to_owned(),
            Some(wished) => {
                return Err(Stop::invalid(
                    "/key",
                    format!("“{wished}” is not a key: letters, digits and . _ / - from the second on, at most 80"),
                ));
            }
            None => slug(name, fallback),
        };
        let taken: std::collections::HashSet<String> =
            self.tx.all(taken, &values![format!("{base}%")], |row| row.get(0))?.into_iter().collect();
        if !taken.contains(&base) {
            return Ok(base);
        }
        if wished.is_some() {
            return Err(Stop::invalid("/key", format!("there is a “{base}” already")));
        }
        Ok((2_u64..).map(|n| format!("{base}-{n}")).find(|key| !taken.contains(key)).unwrap_or(base))
    }
}

/// What somebody hears whose role does not allow it: who may, and whom to ask.
pub fn role_refusal(permission: Permission, why: Option<&str>) -> Refusal {
    let who: Vec<String> = who_may(permission).map(|role| format!("the {}", role.title().to_lowercase())).collect();
    let who = and_list(&who);
    let who = if who.is_empty() { "the owner".to_owned() } else { who };
    let because = why.map(|why| format!(": {why}")).unwrap_or_default();
    Refusal::by_role(format!("Your role does not let you {} here{because}. Ask {who}.", permission.words()))
}

/// The keys of the business file: `^[A-Za-z0-9][A-Za-z0-9._/-]{0,79}$`.
pub fn is_key(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|first| first.is_ascii_alphanumeric())
        && text.len() <= 80
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'/' | b'-'))
}
