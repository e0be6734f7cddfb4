//! Why: the plan's reasons in sentences.

use std::collections::HashMap;

use jiff::Timestamp;
use righthand_domain::plan::{BecauseKind, Plan, PlannedTask};
use righthand_store::{Sql, sql};

use crate::view::{NotSeen, PersonRef, View};

/// Names by key, to say things with.
pub struct Words {
    people: HashMap<String, PersonRef>,
    tasks: HashMap<String, String>,
}

impl Words {
    /// The names of everybody, and of everything in the plan.
    pub fn load(view: &mut View<'_>) -> Result<Self, NotSeen> {
        const DONE: &Sql = sql!("task.names", "select key, name from task where business_id = $1");
        let people = view.members()?.iter().map(|member| (member.key.clone(), PersonRef::from(member))).collect();
        let mut tasks: HashMap<String, String> = view.tx.all(DONE, &[], |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect();
        if let Some(standing) = &view.standing {
            tasks.extend(standing.plan.tasks.iter().map(|task| (task.key.clone(), task.name.clone())));
        }
        Ok(Self { people, tasks })
    }

    /// Somebody by key.
    pub fn person(&self, key: &str) -> PersonRef {
        self.people.get(key).cloned().unwrap_or_else(|| PersonRef { key: key.to_owned(), name: key.to_owned() })
    }

    /// A task's name by its key.
    pub fn task<'w>(&'w self, key: &'w str) -> &'w str {
        self.tasks.get(key).map_or(key, String::as_str)
    }

    fn first_name(&self, key: Option<&str>) -> String {
        let name = key.map(|key| self.person(key).name).unwrap_or_default();
        name.split_whitespace().next().unwrap_or("somebody").to_owned()
    }

    /// Why a task starts when it does.
    pub fn why(&self, task: &PlannedTask, view: &View<'_>) -> String {
        let of = task.because.of.as_deref();
        let behind = task.because.behind.as_deref().map(|key| self.task(key));
        match task.because.kind {
            BecauseKind::Now => "Nothing holds it: it starts at once.".into(),
            BecauseKind::Predecessor => {
                let plan = view.standing.as_ref().map(|standing| &standing.plan);
                let until = plan.and_then(|plan| finish(plan, of?)).map(|at| format!(", planned to end {}", day(view, at)));
                format!("It waits for “{}”{}.", of.map_or("another task", |key| self.task(key)), until.unwrap_or_default())
            }
            BecauseKind::Person => {
                let busy = behind.map(|name| format!(" does “{name}” before")).unwrap_or_else(|| " is busy before".into());
                format!("{}{busy}.", self.first_name(of.or(task.person.as_deref())))
            }
            BecauseKind::Calendar => {
                let who = self.first_name(of.or(task.person.as_deref()));
                format!("Everything is ready; {who} works next on {}.", day(view, task.start))
            }
            BecauseKind::NotBefore => format!("It is not to start before {}.", day(view, task.start)),
        }
    }
}

fn finish(plan: &Plan, key: &str) -> Option<Timestamp> {
    plan.tasks.iter().find(|task| task.key == key).map(|task| task.finish)
}

/// "Thu 26 Nov, 09:00", in the business's zone.
fn day(view: &View<'_>, at: Timestamp) -> String {
    let local = view.zone.rules().to_datetime(at);
    local.strftime("%a %-d %b, %H:%M").to_string()
}
