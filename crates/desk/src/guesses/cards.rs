//! Cards: the open work of a project that takes effort, and the part of it that a command names.

use std::collections::HashSet;

use righthand_domain::ids::ListId;
use righthand_domain::roles::Permission;
use righthand_store::{select_sql, values};

use crate::act::Act;
use crate::command::Stop;
use crate::records::{BoardList, Project, Task};

/// Cards that one command may name by key: more than a page shows; a list or a label names any number.
const NAMED_MAX: usize = 1_000;

/// Which cards of a project are meant: those of a list, of a label, or some by key; all of them where none is named.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Cards<'c> {
    pub(super) project: &'c str,
    /// The name of a list.
    pub(super) list: Option<&'c str>,
    /// Only those in no list.
    pub(super) unlisted: bool,
    pub(super) label: Option<&'c str>,
    pub(super) tasks: &'c [String],
}

impl Cards<'_> {
    /// The open cards that are meant, in order, if the sender's reach covers them.
    pub(super) fn find(&self, act: &mut Act<'_>, permission: Permission) -> Result<(Project, Vec<Task>), Stop> {
        let project = act.project_or_draft(self.project)?;
        if self.tasks.len() > NAMED_MAX {
            return Err(Stop::invalid("/tasks", format!("at most {NAMED_MAX} tasks are named at once; name a list")));
        }
        if self.tasks.is_empty() {
            act.reach_project(&project, permission)?;
        }
        let lists = self.list.map(|name| lists_named(act, &project, name)).transpose()?;
        let open = open_cards(act, &project)?;
        let keys: HashSet<&str> = open.iter().map(|task| task.key.as_str()).collect();
        if let Some(missing) = self.tasks.iter().find(|key| !keys.contains(key.as_str())) {
            return Err(Stop::invalid("/tasks", format!("“{missing}” is not open work of “{}”", project.name)));
        }
        let named: HashSet<&str> = self.tasks.iter().map(String::as_str).collect();
        let is_meant = |task: &Task| {
            (named.is_empty() || named.contains(task.key.as_str()))
                && lists.as_ref().is_none_or(|lists| task.list_id.is_some_and(|list| lists.contains(&list)))
                && (!self.unlisted || task.list_id.is_none())
                && self.label.is_none_or(|label| task.labels.0.iter().any(|other| other == label))
        };
        let meant: Vec<Task> = open.into_iter().filter(is_meant).collect();
        for task in meant.iter().filter(|_| !named.is_empty()) {
            act.reach_task(task, permission)?;
        }
        Ok((project, meant))
    }

    /// As a summary says it: " of the list “To do”".
    pub(super) fn words(&self) -> String {
        match (self.list, self.label) {
            (Some(list), _) => format!(" of the list “{list}”"),
            (None, Some(label)) => format!(" with the label “{label}”"),
            (None, None) if self.unlisted => " in no list".to_owned(),
            (None, None) => String::new(),
        }
    }
}

/// Open leaves that take effort, in the order of the board: by list, then by place.
pub(super) fn open_cards(act: &mut Act<'_>, project: &Project) -> Result<Vec<Task>, Stop> {
    // The parents are looked up once for all, not once for each task: with the index of parents taken for one of many
    // that are none, that would be the square of a board of thousands.
    let select = select_sql!(
        Task,
        "where task.business_id = $1 and task.project_id = $2 and task.archived = false and task.done_at is null \
         and task.milestone = false and task.id not in \
         (select child.parent_id from task child where child.business_id = $1 and child.parent_id is not null \
         and child.archived = false) order by task.position, task.id"
    );
    act.select(select, &values![project.id])
}

fn lists_named(act: &mut Act<'_>, project: &Project, name: &str) -> Result<HashSet<ListId>, Stop> {
    let select = select_sql!(BoardList, "where business_id = $1 and project_id = $2 and name = $3 order by position");
    let found = act.select::<BoardList>(select, &values![project.id, name])?;
    if found.is_empty() {
        return Err(Stop::invalid("/list", format!("“{}” has no list “{name}”", project.name)));
    }
    Ok(found.into_iter().map(|list| list.id).collect())
}
