//! Pins a task to a day or a person, or takes the pin out (R20).

use jiff::ToSpan;
use jiff::civil::Date;
use righthand_domain::calendar::{self, edges};
use righthand_domain::ids::PinId;
use righthand_domain::refusal::{Refusal, Rule};
use righthand_domain::roles::Permission;
use righthand_domain::rules::r20_nothing_near_moves_silently as r20;
use righthand_store::{select_sql, values};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::{assignments, children, judge_worker};
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::input::{Day, NAME_CHARS_MAX, filled};
use crate::records::{Member, Pin, Task};
use crate::snapshot::Lifts;

/// Days after a wished one that are looked at for one on which the person works.
const NEXT_DAYS: i64 = 31;

/// Pins a task to a day, to a person, or to both: the plan keeps that until the pin is taken out.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PinTask {
    /// Key of the task.
    pub task: String,
    /// The day on which it starts, in the business's zone.
    #[serde(default)]
    pub day: Option<Day>,
    /// Key of the member who does it and nobody else.
    #[serde(default)]
    pub person: Option<String>,
    /// Why; shown beside the pin.
    #[serde(default)]
    pub why: Option<String>,
}

impl Command for PinTask {
    const NAME: &'static str = "pin_task";
    const SUMMARY: &'static str = "Pin a task to a day or a person, so that no plan moves it";
    const NEEDS: Permission = Permission::BreakDown;
    const REST: Rest = Rest(Method::Put, "/tasks/{task}/pin");
    const PAGE: &'static str = "/tasks/{task}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let task = act.task(&self.task)?;
        act.reach_task(&task, Self::NEEDS)?;
        let person = self.person.as_deref().filter(|key| !key.is_empty()).map(|key| act.member(key)).transpose()?;
        let day = self.day.map(|day| day.0);
        self.judge(act, &task, day, person.as_ref())?;
        let why = filled(self.why.as_deref()).map(ToOwned::to_owned);
        if why.as_ref().is_some_and(|why| why.chars().count() > NAME_CHARS_MAX) {
            return Err(Stop::invalid("/why", format!("a reason has at most {NAME_CHARS_MAX} characters")));
        }
        let new = Pin {
            id: act.new_id::<PinId>(),
            task_id: task.id,
            day,
            member_id: person.as_ref().map(|person| person.id),
            why,
            pinned_by: act.me.id,
            pinned_at: act.now,
            version: 1,
        };
        match of_task(act, &task)? {
            Some(before) => {
                act.update(&before, &Pin { id: before.id, version: before.version, ..new }, None).map(drop)?
            }
            None => act.insert(&new)?,
        }
        Ok(Said::about(says(&task, day, person.as_ref()), &task.key, task.version))
    }
}

fn says(task: &Task, day: Option<Date>, person: Option<&Member>) -> String {
    let day = day.map(|day| format!(" to {}", day.strftime("%a %-d %b")));
    let person = person.map(|person| format!(" to {}", person.first_name()));
    let and = if day.is_some() && person.is_some() { " and" } else { "" };
    format!("{} pinned{}{and}{}", task.name, day.unwrap_or_default(), person.unwrap_or_default())
}

impl PinTask {
    /// Only open work is pinned, to a day that can hold it and to somebody who may do it (R3, R11).
    fn judge(&self, act: &mut Act<'_>, task: &Task, day: Option<Date>, person: Option<&Member>) -> Result<(), Stop> {
        if day.is_none() && person.is_none() {
            return Err(Stop::invalid("/day", "say the day or the person that it is pinned to"));
        }
        if task.milestone || task.done_at.is_some() || !children(act, task.id)?.is_empty() {
            let why = "only work that is still to be done is pinned: no milestone, and nothing with tasks below it";
            return Err(Stop::invalid("/task", why));
        }
        let given = assignments(act, task.id)?;
        if let Some(person) = person {
            if !given.is_empty() && given.iter().all(|given| given.member_id != person.id) {
                let why = format!("it is not for {}: give it to them first", person.first_name());
                return Err(Stop::invalid("/person", why));
            }
            let lifts = Lifts::load(act.tx)?;
            judge_worker(act, task, person, &lifts)?;
        }
        let Some(day) = day else { return Ok(()) };
        if day < act.today()? {
            return Err(Stop::invalid("/day", "that day is over"));
        }
        if task.not_before.map(crate::projects::day).is_some_and(|first| day < first) {
            return Err(Stop::invalid("/day", "it is not to start before a later day; take that away first"));
        }
        let able: Vec<Member> = match person {
            Some(person) => vec![person.clone()],
            None => {
                let named = given.iter().map(|given| act.tx.find::<Member>(given.member_id));
                named.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect()
            }
        };
        self.judge_day(act, task, day, &able)
    }

    /// Somebody of those works on that day (R11); of nobody in particular, somebody will.
    fn judge_day(&self, act: &mut Act<'_>, task: &Task, day: Date, able: &[Member]) -> Result<(), Stop> {
        let Some(snapshot) = crate::snapshot::load_at(act.tx, act.now)?.filter(|_| !able.is_empty()) else {
            return Ok(());
        };
        let (zone, now) = (snapshot.business.time_zone.rules().clone(), act.now);
        let works = |day: Date| {
            let (from, to) = (edges::start_of_day(&zone, day).max(now), edges::end_of_day(&zone, day));
            snapshot
                .people
                .iter()
                .filter(|person| able.iter().any(|able| able.key == person.key))
                .any(|person| calendar::windows(&snapshot, person, from, to).iter().any(|(start, end)| start < end))
        };
        if works(day) {
            return Ok(());
        }
        let names: Vec<&str> = able.iter().map(Member::first_name).collect();
        let who = righthand_domain::words::and_list(&names);
        let why = format!("{who} would not work on {} any more, or at all (R11).", day.strftime("%A %-d %B"));
        let refusal = Refusal::by(Rule::R11, why);
        let next = (1..=NEXT_DAYS).map(|days| day.saturating_add(days.days())).find(|day| works(*day));
        Err(Stop::Refused(next.into_iter().fold(refusal, |refusal, next| {
            let input = json!({ "task": task.key, "day": next.to_string(), "person": self.person, "why": self.why });
            refusal.or(format!("Pin it to {}", next.strftime("%a %-d %b")), Self::NAME, input)
        })))
    }
}

/// Takes the pin out of a task: the plan may move it again.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnpinTask {
    /// Key of the task.
    pub task: String,
}

impl Command for UnpinTask {
    const NAME: &'static str = "unpin_task";
    const SUMMARY: &'static str = "Take the pin out of a task: the plan may move it again";
    const NEEDS: Permission = Permission::BreakDown;
    const REST: Rest = Rest(Method::Delete, "/tasks/{task}/pin");
    const PAGE: &'static str = "/tasks/{task}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let task = act.task(&self.task)?;
        act.reach_task(&task, Self::NEEDS)?;
        let pin = of_task(act, &task)?.ok_or_else(|| Stop::NotFound(format!("pin of “{}”", task.name)))?;
        act.delete(&pin)?;
        Ok(Said::about(format!("{} is no longer pinned", task.name), &task.key, task.version))
    }
}

/// The pin of a task, where it has one.
pub(super) fn of_task(act: &mut Act<'_>, task: &Task) -> Result<Option<Pin>, Stop> {
    let pins = select_sql!(Pin, "where business_id = $1 and task_id = $2");
    Ok(act.select::<Pin>(pins, &values![task.id])?.into_iter().next())
}

/// Stops what would move a pinned task (R20): `judge` is asked only where there is a pin.
pub(super) fn keep(
    act: &mut Act<'_>,
    task: &Task,
    judge: impl FnOnce(r20::Pinned<'_>) -> Result<(), Refusal>,
) -> Result<(), Stop> {
    let Some(pin) = of_task(act, task)? else { return Ok(()) };
    let person = pin.member_id.map(|id| act.tx.find::<Member>(id)).transpose()?.flatten();
    let by = act.tx.find::<Member>(pin.pinned_by)?.map_or_else(String::new, |by| by.name);
    Ok(judge(r20::Pinned {
        task: &task.key,
        name: &task.name,
        day: pin.day,
        person: person.as_ref().map(|person| (person.key.as_str(), person.name.as_str())),
        by: &by,
    })?)
}
