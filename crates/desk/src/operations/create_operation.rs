//! Makes an operation: work the business does again and again (R1, R16).

use righthand_domain::ids::{OperationId, StepId};
use righthand_domain::kind::Kind;
use righthand_domain::recurrence::OnHolidays;
use righthand_domain::roles::Permission;
use righthand_store::{Json, Sql, sql};
use schemars::JsonSchema;
use serde::Deserialize;

use super::make;
use super::rhythm::{self, Wanted};
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::input::{Day, Effort};
use crate::records::{Efforts, Operation, Step};
use crate::team::accountable;

/// An operation has at most this many steps: more is two operations.
pub(crate) const STEPS_MAX: usize = 200;

/// Makes an operation on a recurrence rule.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateOperation {
    pub name: String,
    /// In words: `every second Friday`, `weekdays at 9`, `last working day of the month`, `3 weeks after completion`.
    #[serde(default)]
    pub how_often: Option<String>,
    /// In place of words: one RECUR value of RFC 5545, such as `FREQ=WEEKLY;BYDAY=TU`. Without either, somebody starts
    /// each run.
    #[serde(default)]
    pub rrule: Option<String>,
    /// First day, `YYYY-MM-DD`, or with a time of day at which its runs are due, `YYYY-MM-DDTHH:MM`; from today on where
    /// absent.
    #[serde(default)]
    pub starts: Option<String>,
    /// What becomes of a run that would be due on a holiday.
    #[serde(default)]
    pub on_holidays: OnHolidays,
    /// Key of the member who is accountable for it; the one who makes it where absent.
    #[serde(default)]
    pub accountable: Option<String>,
    /// Key of an area.
    #[serde(default)]
    pub area: Option<String>,
    /// Days on which it does not happen.
    #[serde(default)]
    pub except: Vec<Day>,
    /// Each run is about the next of what lies in its queue: titles of articles, episodes, letters.
    #[serde(default)]
    pub draws: bool,
    /// Its steps in order; one step of the operation's name where there is none.
    #[serde(default)]
    pub steps: Vec<NewStep>,
    #[serde(default)]
    pub key: Option<String>,
}

/// A step of the workflow.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewStep {
    pub name: String,
    #[serde(default)]
    pub key: Option<String>,
    #[serde(default)]
    pub kind: Kind,
    #[serde(default)]
    pub effort: Option<Effort>,
    /// Keys of the people any one of whom does it.
    #[serde(default)]
    pub assignees: Vec<String>,
    #[serde(default)]
    pub skill: Option<String>,
    /// Keys of earlier steps that come first.
    #[serde(default)]
    pub after: Vec<String>,
    /// Days before the run's due from which it can be done; 14 where absent.
    #[serde(default)]
    pub available_days: Option<f64>,
    /// Days before the run's due at which it is due itself; 0 where absent.
    #[serde(default)]
    pub offset_days: Option<f64>,
}

impl Command for CreateOperation {
    const NAME: &'static str = "create_operation";
    const SUMMARY: &'static str = "Make an operation: regular work on a recurrence rule";
    const NEEDS: Permission = Permission::RunOperations;
    const REST: Rest = Rest(Method::Post, "/operations");
    const PAGE: &'static str = "/operations/new";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let operation = self.begin(act)?;
        let steps = self.steps(act, &operation)?;
        act.insert_all(&steps)?;
        let operation = make::remake(act, &operation)?;
        let said = format!("{} is an operation now, {}", operation.name, rhythm::words(&operation));
        Ok(Said::about(said, &operation.key, operation.version))
    }
}

impl CreateOperation {
    /// Makes the operation, without its steps and runs.
    pub(super) fn begin(&self, act: &mut Act<'_>) -> Result<Operation, Stop> {
        const TAKEN_KEYS: &Sql =
            sql!("operation.keys_like", "select key from operation where business_id = $1 and key like $2");
        const LAST: &Sql =
            sql!("operation.last_position", "select coalesce(max(position), 0) from operation where business_id = $1");
        let name = crate::projects::name(&self.name)?;
        let wanted = Wanted { how_often: self.how_often.as_deref(), rrule: self.rrule.as_deref() };
        let rhythm = rhythm::settle(act, wanted, self.starts.as_deref(), None)?;
        let me = act.me.key.clone();
        let member = accountable(act, self.accountable.as_deref().or(Some(&me)), &format!("the operation “{name}”"))?;
        let area = self
            .area
            .as_deref()
            .filter(|key| !key.is_empty())
            .map(|key| crate::projects::area(act, key))
            .transpose()?;
        let key = act.free_key(self.key.as_deref(), &name, "operation", TAKEN_KEYS)?;
        let mut operation = Operation {
            area_id: area.map(|area| area.id),
            except_days: Json(self.except.iter().map(|day| day.0).collect()),
            position: act.tx.one(LAST, &[], |row| row.get::<i64>(0))?.unwrap_or(0) + 1,
            on_holidays: self.on_holidays,
            draws: self.draws,
            ..Operation::new(act.new_id::<OperationId>(), key, name, member.id)
        };
        rhythm.put(&mut operation);
        act.insert(&operation)?;
        Ok(operation)
    }

    fn steps(&self, act: &mut Act<'_>, operation: &Operation) -> Result<Vec<Step>, Stop> {
        if self.steps.len() > STEPS_MAX {
            return Err(Stop::invalid("/steps", format!("an operation has at most {STEPS_MAX} steps")));
        }
        let only = [NewStep { name: operation.name.clone(), ..NewStep::default() }];
        let wanted = if self.steps.is_empty() { &only[..] } else { &self.steps };
        let mut steps: Vec<Step> = Vec::with_capacity(wanted.len());
        for (index, new) in wanted.iter().enumerate() {
            let step = new.step(act, operation, index, &steps)?;
            steps.push(step);
        }
        Ok(steps)
    }
}

impl NewStep {
    fn step(&self, act: &mut Act<'_>, operation: &Operation, index: usize, before: &[Step]) -> Result<Step, Stop> {
        let at = |field: &str| format!("/steps/{index}/{field}");
        let name = crate::projects::name(&self.name)?;
        let base = self.key.clone().unwrap_or_else(|| righthand_domain::words::slug(&name, "step"));
        let taken = |key: &str| before.iter().any(|step| step.key == key);
        let key = if taken(&base) { format!("{base}-{}", index + 1) } else { base };
        if !crate::act::is_key(&key) || taken(&key) {
            return Err(Stop::invalid(at("key"), format!("“{key}” is no key, or another step has it")));
        }
        if let Some(unknown) = self.after.iter().find(|key| !taken(key)) {
            return Err(Stop::invalid(at("after"), format!("no earlier step “{unknown}”")));
        }
        for (field, days) in [("available_days", self.available_days), ("offset_days", self.offset_days)] {
            if days.is_some_and(|days| !(0.0..=3650.0).contains(&days)) {
                return Err(Stop::invalid(at(field), "days are 0 to 3650"));
            }
        }
        for assignee in &self.assignees {
            let member = act.member(assignee)?;
            if righthand_domain::rules::r03_a_pm_manages::forbids(member.role, self.kind) {
                return Err(Stop::invalid(
                    at("assignees"),
                    format!("{} is engaged to manage, and this is implementation (R3)", member.name),
                ));
            }
        }
        let Efforts { optimistic, likely, pessimistic } = Efforts::of(self.effort.map(|effort| effort.0));
        Ok(Step {
            id: act.new_id::<StepId>(),
            operation_id: operation.id,
            key,
            position: i64::try_from(index).unwrap_or(i64::MAX),
            name,
            notes: None,
            kind: self.kind,
            optimistic_minutes: optimistic,
            likely_minutes: likely,
            pessimistic_minutes: pessimistic,
            assignees: Json(self.assignees.clone()),
            skill: self.skill.clone().filter(|skill| !skill.trim().is_empty()),
            after_steps: Json(self.after.clone()),
            available_days: self.available_days,
            offset_days: self.offset_days,
            gone: false,
            details: Json::default(),
            version: 1,
        })
    }
}
