//! Brings in a business file. Keys are identities: what has a known key is changed to what the file says, what has a new
//! one is made, and what the file does not name stays as it is.

mod items;
mod people;
mod put;
mod regular;
mod supposed;
mod tasks;
mod work;

use righthand_domain::roles::{Grant, Permission, Role};
use righthand_domain::snapshot::{Snapshot, Zone};
use righthand_domain::words::count;
use righthand_exchange::business_file;
use righthand_store::{Sql, sql};
use schemars::JsonSchema;
use serde::Deserialize;

use self::items::Items;
use super::conclude;
use super::ways_out::Before;
use crate::act::{Act, role_refusal};
use crate::command::{Command, Method, Rest, Said, Stop};

/// Brings in a business file.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportFile {
    /// The text of a business file (`righthand/1`).
    pub content: String,
    /// Where a field changed both here and in the file since the file was last imported, ours is kept, except of these:
    /// ids as `both_changed` of the report lists them, or `all`.
    #[serde(default)]
    pub theirs: Vec<String>,
    /// Only says what would be done.
    #[serde(default)]
    pub dry_run: bool,
    /// What a door has read already.
    #[serde(skip)]
    pub snapshot: Option<Box<Snapshot>>,
    /// What the demonstration tells beyond a file, in the same event.
    #[serde(skip)]
    pub beyond: Option<Beyond>,
}

/// Writes what no business file has words for.
pub type Beyond = fn(&mut Act<'_>) -> Result<(), Stop>;

impl ImportFile {
    /// Brings in a business that has been read and checked by [`business_file::read`].
    pub fn of(snapshot: Snapshot) -> Self {
        Self { snapshot: Some(Box::new(snapshot)), ..Self::default() }
    }

    /// Name and zone of the business, and key and name of its first owner, as far as the file has been read.
    pub(super) fn founding(&self) -> (Option<String>, Option<Zone>, Option<(String, String)>) {
        let Some(snapshot) = &self.snapshot else { return (None, None, None) };
        let owner = snapshot.people.iter().find(|person| person.role == Role::Owner);
        let owner = owner.map(|owner| (owner.key.clone(), owner.name.clone()));
        (Some(snapshot.business.name.clone()), Some(snapshot.business.time_zone.clone()), owner)
    }
}

impl Command for ImportFile {
    const NAME: &'static str = "import_file";
    const SUMMARY: &'static str = "Import a business file: people, projects, operations, duties";
    const NEEDS: Permission = Permission::Import;
    const REST: Rest = Rest(Method::Post, "/imports/file");
    const PAGE: &'static str = "/import";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let read;
        let snapshot = match &self.snapshot {
            Some(snapshot) => snapshot,
            None => {
                read = business_file::read(self.content.as_bytes(), None, act.now).map_err(Stop::Invalid)?;
                &read
            }
        };
        const AGAIN: &Sql =
            sql!("origin.of_files", "select 1 from origin where business_id = $1 and source = 'file' limit 1");
        let again = act.tx.one(AGAIN, &[], |row| row.get::<i64>(0))?.is_some();
        let mut items = Items::of(again, &self.theirs);
        let before = Before::load(act)?;
        bring(act, &mut items, snapshot).map_err(|stop| before.only_possible(unwritable(stop), "the file"))?;
        if let Some(beyond) = self.beyond {
            beyond(act)?;
        }
        let business = act.business()?;
        let tally = items.tally();
        let (projects, tasks) = (tally.brought("project"), tally.brought("task"));
        let summary = format!(
            "{} imported with {} and {}",
            business.name,
            count(projects, "project", "projects"),
            count(tasks, "task", "tasks")
        );
        let note = serde_json::to_value(tally.close("file", &business.key)).ok();
        conclude(Said { note, ..Said::about(summary, &business.key, business.version) }, self.dry_run)
    }
}

/// Everything, in the order in which one thing refers to another.
fn bring(act: &mut Act<'_>, items: &mut Items, snapshot: &Snapshot) -> Result<(), Stop> {
    people::business(act, items, &snapshot.business)?;
    let members = people::people(act, items, &snapshot.people)?;
    if act.me.role.may(Permission::ManageTeam) != Grant::Yes && items.any_changed("person") {
        let why = "the file adds people or changes who they are and how they work";
        return Err(role_refusal(Permission::ManageTeam, Some(why)).into());
    }
    let areas = work::areas(act, items, &members, &snapshot.areas)?;
    let projects = work::projects(act, items, &members, &areas, &snapshot.projects)?;
    tasks::tasks(act, items, &members, &projects, &snapshot.projects)?;
    let operations = regular::operations(act, items, &members, &areas, &snapshot.operations)?;
    regular::runs(act, items, &members, &operations, snapshot)?;
    crate::operations::make::make_runs(act)?;
    work::appointments(act, items, &members, &snapshot.appointments)?;
    work::duties(act, items, &members, &areas, &projects, &snapshot.duties)?;
    supposed::supposed(act, &members, &projects, &snapshot.supposed)
}

/// A value that no database keeps (a NUL in a text) is the file's fault, not the world's.
fn unwritable(stop: Stop) -> Stop {
    match stop {
        Stop::Broken(righthand_store::Error::Value { reason, .. }) => {
            Stop::invalid("", format!("the file holds something that cannot be kept: {reason}"))
        }
        other => other,
    }
}
