//! Levers as a reader sees them: what is done, what it gains and costs, and the command that does it.

use std::sync::Arc;

use jiff::civil::Date;
use righthand_domain::plan::{Change, Lever};
use righthand_domain::roles::{Grant, Permission};
use righthand_domain::snapshot::Snapshot;
use serde::Serialize;
use serde_json::{Value, json};

use super::why::Words;
use crate::catalogue;
use crate::team::terms::sees_rates;
use crate::view::{NotSeen, View};

/// A change that would help, with the command that makes it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LeverView {
    pub says: String,
    pub on_time: f64,
    pub instead_of: f64,
    /// Other projects that lose by it: name, chance with it, chance without.
    pub costs: Vec<(String, f64, f64)>,
    /// What it costs until the project's end; `None` where nobody knows, or it is not the reader's to know (R17).
    pub money: Option<LeverMoney>,
    /// Name in the catalogue.
    pub command: String,
    pub input: Value,
    /// The role table lets the reader do all of it.
    pub may: bool,
    /// As the planner knows it, to be tried.
    pub change: Change,
}

/// A price in the business's currency, below nothing where it saves.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LeverMoney {
    pub amount: f64,
    pub currency: Option<String>,
    /// For hours beyond those that a monthly rate pays.
    pub above_retainer: bool,
}

/// What the reader may know beyond their own projects.
pub struct Sight {
    snapshot: Arc<Snapshot>,
    /// They may see rates (R17).
    rates: bool,
}

impl Sight {
    pub fn of(view: &mut View<'_>) -> Result<Self, NotSeen> {
        Ok(Self { rates: sees_rates(view)?, snapshot: view.snapshot()? })
    }

    /// Of projects that the reader does not see, only the number is told.
    fn costs(&self, lever: &Lever, view: &View<'_>) -> Vec<(String, f64, f64)> {
        let all = view.may(Permission::SeeBusiness) == Grant::Yes;
        let name = |key: &str| {
            let known = self.snapshot.projects.iter().find(|project| project.key == *key);
            known.filter(|_| all).map_or_else(|| "Another project".to_owned(), |project| project.name.clone())
        };
        lever.costs.iter().map(|cost| (name(&cost.project), cost.on_time, cost.instead_of)).collect()
    }
}

/// The work of projects that the reader does not see is not theirs to put off.
pub fn concerns(change: &Change, view: &View<'_>) -> bool {
    match change {
        Change::Postpone { .. } => view.may(Permission::SeeBusiness) == Grant::Yes,
        Change::Both { first, second } => concerns(first, view) && concerns(second, view),
        _ => true,
    }
}

/// The lever with the command that pulls it. The chances stand beside it, so that its words only say what is done.
/// What it costs is told with `sight`.
pub fn lever_view(lever: &Lever, words: &Words, view: &View<'_>, sight: Option<&Sight>) -> LeverView {
    let telling = Telling { lever, words, today: view.today };
    let (says, mut steps) = telling.of(&lever.change);
    let needs = |(command, _): &(&str, Value)| catalogue::find(command).map(|entry| entry.needs);
    let may = steps.iter().all(|step| needs(step).is_some_and(|needs| view.may(needs) != Grant::No));
    let (command, input) = match (steps.pop(), steps.is_empty()) {
        (Some(only), true) => only,
        (last, _) => {
            let steps = steps.into_iter().chain(last);
            // As text: so a button can carry it, whatever is in it.
            let steps = steps.map(|(command, input)| json!({ "command": command, "input": input.to_string() }));
            ("do_together", json!({ "steps": steps.collect::<Vec<_>>() }))
        }
    };
    LeverView {
        says,
        on_time: lever.on_time,
        instead_of: lever.instead_of,
        costs: sight.map(|sight| sight.costs(lever, view)).unwrap_or_default(),
        money: lever.money.zip(sight.filter(|sight| sight.rates)).map(|(money, sight)| LeverMoney {
            amount: money.amount,
            currency: sight.snapshot.business.currency.clone(),
            above_retainer: money.above_retainer,
        }),
        command: command.into(),
        input,
        may,
        change: lever.change.clone(),
    }
}

struct Telling<'a> {
    lever: &'a Lever,
    words: &'a Words,
    today: Date,
}

impl Telling<'_> {
    /// What is done, and the commands that do it.
    fn of(&self, change: &Change) -> (String, Vec<(&'static str, Value)>) {
        let Self { words, .. } = self;
        let name = |key: &str| words.person(key).name;
        match change {
            Change::Reassign { task, from, to } => (
                format!("Give “{}” to {} instead of {}", words.task(task), name(to), name(from)),
                vec![("assign_task", json!({ "task": task, "assignees": [to] }))],
            ),
            Change::AddHours { person, hours_per_week, instead_of } => (
                format!("{} works {hours_per_week} h a week instead of {instead_of}", name(person)),
                vec![(
                    "set_hours",
                    json!({ "member": person, "hours_per_week": hours_per_week, "working_week": null }),
                )],
            ),
            Change::Drop { task } => {
                (format!("Leave out “{}”", words.task(task)), vec![("remove_task", json!({ "task": task }))])
            }
            Change::Postpone { task, until } => (
                format!("Leave “{}” until {}", words.task(task), self.day(*until)),
                vec![("change_task", json!({ "task": task, "not_before": until.to_string() }))],
            ),
            Change::Split { task, from, to, hours } => {
                let half = |person: &str, number: u8| {
                    let name = format!("{}, part {number}", words.task(task));
                    let (project, effort) = (&self.lever.project, hours.to_string());
                    json!({ "project": project, "parent": task, "name": name, "effort": effort, "assignees": [person] })
                };
                (
                    format!("Split “{}” between {} and {}", words.task(task), name(from), name(to)),
                    vec![("add_task", half(from, 1)), ("add_task", half(to, 2))],
                )
            }
            Change::MoveTimeOff { person, from, new_from, .. } => (
                format!("Move {}’s time off from {} to {}", name(person), self.day(*from), self.day(*new_from)),
                vec![(
                    "move_absence",
                    json!({ "member": person, "from": from.to_string(), "new_from": new_from.to_string() }),
                )],
            ),
            Change::MoveEnd { end } => (
                format!("Move the end to {}", self.day(*end)),
                vec![("change_project", json!({ "project": self.lever.project, "end": end.to_string() }))],
            ),
            Change::LiftWeight { weight, instead_of } => (
                format!("Let it weigh {weight} instead of {instead_of} beside other projects"),
                vec![("change_project", json!({ "project": self.lever.project, "weight": weight }))],
            ),
            Change::Both { first, second } => {
                // All but one begin with what is done; that one begins with a name.
                let names = matches!(**second, Change::AddHours { .. });
                let ((first, mut steps), (second, more)) = (self.of(first), self.of(second));
                steps.extend(more);
                let second = if names { second } else { uncapital(&second) };
                (format!("{first}, and {second}"), steps)
            }
        }
    }

    fn day(&self, day: Date) -> String {
        let form = if day.year() == self.today.year() { "%a %-d %b" } else { "%a %-d %b %Y" };
        day.strftime(form).to_string()
    }
}

/// The same within a sentence.
fn uncapital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
