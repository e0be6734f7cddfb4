//! View: one run of an operation, with its steps in order: who does them, when, and what is done.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use righthand_domain::calendar::edges;
use righthand_domain::kind::Kind;
use righthand_domain::plan::{PartOf, PlannedTask};
use righthand_domain::recurrence::{self, Occurrence};
use righthand_domain::roles::{Grant, Permission};
use righthand_domain::snapshot::{self, Effort, Operation, Run, Snapshot};
use righthand_domain::workflow::AskKind;
use righthand_store::{select_sql, values};
use serde::Serialize;

use super::brought::{self, Brought};
use super::flow;
use super::streak::{self, Streak};
use crate::outputs::list as outputs;
use crate::records::{self, Output, StepComment};
use crate::view::{NotSeen, PersonRef, View};

/// All that the page of a run shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RunView {
    pub operation: String,
    pub name: String,
    /// What this run is about, where it has a title: "Kiln Letter 148".
    pub title: Option<String>,
    pub day: Date,
    pub due: Timestamp,
    pub accountable: Option<PersonRef>,
    pub steps: Vec<RunStep>,
    /// When the plan has its last step done; `None` with nothing open or something that cannot be placed.
    pub finish: Option<Timestamp>,
    pub late: bool,
    /// The version of the workflow that it follows, and the one in use (R10).
    pub workflow_version: i64,
    pub in_use: i64,
    /// How regular the operation has been: only those who run the business see it.
    pub streak: Option<Streak>,
    /// What it begins with, and what it has started.
    pub brought: Brought,
    /// What is said of its steps.
    pub comments: Vec<StepComment>,
    /// Whether the reader answers for the workflow: they may mark what was said as seen to.
    pub can_settle: bool,
}

/// One step of the run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RunStep {
    pub key: String,
    pub name: String,
    pub notes: Option<String>,
    pub kind: Kind,
    /// Likely minutes of work; `None` is a guess of the plan's.
    pub minutes: Option<i64>,
    /// Who did it, who has it in the plan, or any one of whom may do it.
    pub people: Vec<PersonRef>,
    /// Names of the steps it waits for.
    pub waits_for: Vec<String>,
    pub planned: Option<(Timestamp, Timestamp)>,
    pub due: Timestamp,
    pub done_at: Option<Timestamp>,
    /// Why no plan can place it.
    pub trouble: Option<String>,
    /// This member may mark it done.
    pub can_finish: bool,
    /// What the steps before it hand on to it, with their names.
    pub inputs: Vec<(String, Output)>,
    pub outputs: Vec<Output>,
    /// Small things, and whether they are ticked off.
    pub checklist: Vec<(String, bool)>,
    /// What is filled in, and the answer where there is one.
    pub asks: Vec<Asked>,
    /// To finish it is to approve what came before.
    pub approval: bool,
    /// When it falls away otherwise, in words.
    pub only_if: Option<String>,
    /// Its condition did not hold: nobody has to do it.
    pub skipped: bool,
    /// How often it was sent back, and why the last time.
    pub rounds: i64,
    pub sent_back: Option<String>,
}

/// A field to fill in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Asked {
    pub name: String,
    pub kind: AskKind,
    pub answer: Option<String>,
}

/// The run of that day, for whoever runs the business, is accountable for the operation or has a step in it.
pub fn run(view: &mut View<'_>, operation: &str, day: Date) -> Result<RunView, NotSeen> {
    let not_found = || NotSeen::NotFound(format!("run of “{operation}” on {day}"));
    let snapshot = view.snapshot()?;
    let found = snapshot.operations.iter().find(|other| other.key == operation).ok_or_else(not_found)?;
    let noted = Noted::load(view, operation, day)?.ok_or_else(not_found)?;
    let occurrence = occurrence(view, found, day).or_else(|| noted.occurrence(view, day)).ok_or_else(not_found)?;
    let begun = noted.begun(view, operation, day)?;
    let begun = begun.as_ref();
    let everything = view.may(Permission::SeeBusiness) == Grant::Yes;
    let outputs = outputs::of_run(view, operation, day)?;
    let workflow = begun.map_or(&found.steps[..], |run| run.workflow(found));
    let brought = noted.run.as_ref().map(|run| brought::of(view, run)).transpose()?.unwrap_or_default();
    let select =
        select_sql!(StepComment, "where business_id = $1 and operation_id = $2 and day = $3 order by written_at, id");
    let comments = view.tx.select::<StepComment>(select, &values![noted.operation.id, day])?;
    let of = Of {
        brought: &brought,
        view,
        outputs,
        snapshot: &snapshot,
        operation: found,
        workflow,
        begun,
        occurrence: &occurrence,
    };
    let steps: Vec<RunStep> = workflow.iter().map(|step| noted.fill(of.step(step))).collect();
    if !everything && !of.is_accountable() && !steps.iter().any(|step| step.can_finish) {
        return Err(not_found());
    }
    let accountable = found.accountable.as_deref().map(|key| of.person(key));
    let planned = of.planned_run();
    let (finish, late) = (planned.and_then(|run| run.finish), planned.is_some_and(|run| run.late_hours > 0.0));
    let can_settle = view.may(Permission::Comment) == Grant::Yes || noted.operation.accountable_id == view.me.id;
    let streak =
        if everything { streak::streaks(view)?.into_iter().find(|streak| streak.key == operation) } else { None };
    Ok(RunView {
        operation: found.key.clone(),
        name: found.name.clone(),
        title: begun.and_then(|run| run.title.clone()),
        day,
        due: occurrence.due,
        accountable,
        steps,
        finish,
        late,
        workflow_version: noted.run.as_ref().map_or(noted.operation.workflow_version, |run| run.workflow_version),
        in_use: noted.operation.workflow_version,
        streak,
        brought,
        comments,
        can_settle,
    })
}

/// The occurrence that names the run; a day on which the operation does not happen has none.
fn occurrence(view: &View<'_>, operation: &Operation, day: Date) -> Option<Occurrence> {
    let rules = view.zone.rules();
    // One that was moved is due wherever it went.
    let happens = operation.differs.moved.get(&day).copied().unwrap_or(day);
    let from = edges::start_of_day(rules, day.min(happens).saturating_sub(33.days()));
    let to = edges::start_of_day(rules, day.max(happens).saturating_add(33.days()));
    let all = recurrence::occurrences(operation, &view.zone, from, to).ok()?;
    all.into_iter().find(|occurrence| occurrence.date == day)
}

/// What a step is told from.
struct Of<'a, 'v> {
    brought: &'a Brought,
    /// What steps hand on, with their keys.
    outputs: Vec<(String, Output)>,
    view: &'a View<'v>,
    snapshot: &'a Snapshot,
    operation: &'a Operation,
    /// The steps of the version that the run follows.
    workflow: &'a [snapshot::Step],
    begun: Option<&'a Run>,
    occurrence: &'a Occurrence,
}

impl Of<'_, '_> {
    fn step(&self, step: &snapshot::Step) -> RunStep {
        let begun = self.begun.and_then(|run| run.steps.iter().find(|other| other.key == step.key));
        let planned = self.planned(&step.key);
        let who = begun.and_then(|step| step.person.clone()).or_else(|| planned.and_then(|task| task.person.clone()));
        let people = who.map_or_else(|| step.assignees.clone(), |key| vec![key]);
        let name_of = |key: &String| self.workflow.iter().find(|step| step.key == *key).map(|step| step.name.clone());
        RunStep {
            key: step.key.clone(),
            name: step.name.clone(),
            notes: step.notes.clone(),
            kind: step.kind.unwrap_or_default(),
            minutes: step.effort.map(likely_minutes),
            people: people.iter().map(|key| self.person(key)).collect(),
            waits_for: step.after.iter().filter(|key| !self.is_done(key)).filter_map(name_of).collect(),
            planned: planned.map(|task| (task.start, task.finish)),
            due: self.occurrence.step_due(&self.view.zone, step),
            done_at: begun.and_then(|step| step.done_at),
            trouble: self.trouble(&step.key),
            can_finish: self.can_finish(step),
            inputs: self.inputs(step),
            outputs: self.handed_on(&step.key).into_iter().map(|(_, output)| output).collect(),
            checklist: Vec::new(),
            asks: Vec::new(),
            approval: false,
            only_if: None,
            skipped: false,
            rounds: 0,
            sent_back: None,
        }
    }

    /// What the steps before hand on; a first step takes up what the run that started this one has handed on.
    fn inputs(&self, step: &snapshot::Step) -> Vec<(String, Output)> {
        if step.after.is_empty() {
            return self.brought.outputs.clone();
        }
        step.after.iter().flat_map(|key| self.handed_on(key)).collect()
    }

    /// What a step hands on, with its name.
    fn handed_on(&self, step: &str) -> Vec<(String, Output)> {
        let name = self.workflow.iter().find(|other| other.key == step).map_or(step, |step| step.name.as_str());
        let of_step = self.outputs.iter().filter(|(key, _)| key == step);
        of_step.map(|(_, output)| (name.to_owned(), output.clone())).collect()
    }

    fn is_done(&self, key: &str) -> bool {
        self.begun.is_some_and(|run| run.steps.iter().any(|step| step.key == key && step.done_at.is_some()))
    }

    fn is_this(&self, part: &PartOf) -> bool {
        matches!(part, PartOf::Run { operation, date } if *operation == self.operation.key && *date == self.occurrence.date)
    }

    /// The key of a step in a plan.
    fn plan_key(&self, step: &str) -> String {
        format!("{}/{}/{step}", self.operation.key, self.occurrence.date)
    }

    fn planned(&self, step: &str) -> Option<&PlannedTask> {
        let key = self.plan_key(step);
        let tasks = &self.view.standing.as_ref()?.plan.tasks;
        tasks.iter().find(|task| self.is_this(&task.part_of) && task.key == key)
    }

    fn planned_run(&self) -> Option<&righthand_domain::plan::PlannedRun> {
        let runs = &self.view.standing.as_ref()?.plan.runs;
        runs.iter().find(|run| run.operation == self.operation.key && run.date == self.occurrence.date)
    }

    fn trouble(&self, step: &str) -> Option<String> {
        let key = self.plan_key(step);
        let unplaced = &self.view.standing.as_ref()?.plan.unplaced;
        unplaced.iter().find(|task| self.is_this(&task.part_of) && task.key == key).map(|task| task.reason.clone())
    }

    fn is_accountable(&self) -> bool {
        self.operation.accountable.as_deref() == Some(self.view.me.key.as_str())
    }

    /// As `finish_step` judges it: the steps that name this member, their skill, or nobody.
    fn can_finish(&self, step: &snapshot::Step) -> bool {
        let me = &self.view.me;
        let mine = || {
            if step.assignees.is_empty() {
                step.skill.as_ref().is_none_or(|skill| me.skills.0.contains(skill))
            } else {
                step.assignees.contains(&me.key)
            }
        };
        match self.view.may(Permission::FinishWork) {
            Grant::Yes => true,
            Grant::No => false,
            _ => mine() || self.is_accountable(),
        }
    }

    fn person(&self, key: &str) -> PersonRef {
        let name = self.snapshot.people.iter().find(|person| person.key == key).map(|person| person.name.clone());
        PersonRef { key: key.to_owned(), name: name.unwrap_or_else(|| key.to_owned()) }
    }
}

/// What is noted of a run: its rows, which a plan does not need.
struct Noted {
    operation: records::Operation,
    run: Option<records::Run>,
    /// Of the version that it follows.
    steps: Vec<records::Step>,
    rows: Vec<records::RunStep>,
}

impl Noted {
    /// `None` if there is no such operation.
    fn load(view: &mut View<'_>, operation: &str, day: Date) -> Result<Option<Self>, NotSeen> {
        let select = select_sql!(records::Operation, "where business_id = $1 and key = $2");
        let found = view.tx.select::<records::Operation>(select, &values![operation])?;
        let Some(operation) = found.into_iter().next() else { return Ok(None) };
        let select = select_sql!(records::Run, "where business_id = $1 and operation_id = $2 and day = $3");
        let run = view.tx.select::<records::Run>(select, &values![operation.id, day])?.into_iter().next();
        let steps = match &run {
            Some(run) => flow::steps_of(view.tx, &operation, run)?,
            None => flow::current_steps(view.tx, &operation)?,
        };
        let rows = match &run {
            Some(run) => {
                let select = select_sql!(records::RunStep, "where business_id = $1 and run_id = $2 order by id");
                view.tx.select::<records::RunStep>(select, &values![run.id])?
            }
            None => Vec::new(),
        };
        Ok(Some(Self { operation, run, steps, rows }))
    }

    /// As it was due, where its rule has been changed since.
    fn occurrence(&self, view: &View<'_>, day: Date) -> Option<Occurrence> {
        let due = self.run.as_ref()?.due_at?;
        let due_local = view.zone.rules().to_datetime(due);
        Some(Occurrence { date: day, day: due_local.date(), due_local, due })
    }

    /// As plans see it.
    fn begun(&self, view: &mut View<'_>, operation: &str, day: Date) -> Result<Option<Run>, NotSeen> {
        let members = view.members()?;
        let Some(run) = &self.run else { return Ok(None) };
        let begun = |row: &records::RunStep| {
            let step = self.steps.iter().find(|step| step.id == row.step_id)?;
            let person = members.iter().find(|member| Some(member.id) == row.member_id);
            Some(snapshot::RunStep {
                key: step.key.clone(),
                done_at: row.done_at,
                spent_hours: records::hours(row.spent_minutes),
                person: person.map(|member| member.key.clone()),
            })
        };
        Ok(Some(Run {
            operation: operation.to_owned(),
            date: day,
            title: run.title.clone(),
            steps: self.rows.iter().filter_map(begun).collect(),
            follows: Some(self.steps.iter().cloned().map(crate::snapshot::step).collect()),
        }))
    }

    /// What a step asks, and what has been filled in.
    fn fill(&self, shown: RunStep) -> RunStep {
        let Some(step) = self.steps.iter().find(|step| step.key == shown.key) else { return shown };
        let row = self.rows.iter().find(|row| row.step_id == step.id);
        let details = &step.details.0;
        let ticked = |item: &String| row.is_some_and(|row| row.ticked.0.contains(item));
        let answer = |name: &String| row.and_then(|row| row.answers.0.get(name).cloned());
        RunStep {
            checklist: details.checklist.iter().map(|item| (item.clone(), ticked(item))).collect(),
            asks: details
                .asks
                .iter()
                .map(|ask| Asked { name: ask.name.clone(), kind: ask.kind.clone(), answer: answer(&ask.name) })
                .collect(),
            approval: details.approval,
            only_if: details.only_if.as_ref().map(ToString::to_string),
            skipped: row.is_some_and(|row| row.skipped),
            rounds: row.map_or(0, |row| row.rounds),
            sent_back: row.filter(|row| row.done_at.is_none()).and_then(|row| row.sent_back.clone()),
            ..shown
        }
    }
}

fn likely_minutes(effort: Effort) -> i64 {
    let hours = match effort {
        Effort::One(hours) => hours,
        Effort::Three { most_likely, .. } => most_likely,
    };
    (hours * 60.0).round() as i64
}
