//! Writes a new version of a workflow. Runs that have begun keep theirs (R10).

use std::collections::HashMap;

use righthand_domain::ids::{RunId, WorkflowVersionId};
use righthand_domain::roles::Permission;
use righthand_domain::snapshot::Fault;
use righthand_domain::words::count;
use righthand_domain::workflow;
use righthand_store::{Json, Sql, select_sql, sql, values};
use schemars::JsonSchema;
use serde::Deserialize;

use super::super::flow;
use super::{rows, told};
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::input::NAME_CHARS_MAX;
use crate::records::{Operation, Run, Step, WorkflowVersion};

/// Writes the next version of an operation's workflow, as a text: its steps with effort, people, order and fields.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeWorkflow {
    /// Key of the operation.
    pub operation: String,
    /// The steps: `1. Write the draft`, and below each, on lines of their own, `effort: 2 h`, `who: Halima`, `skill:`,
    /// `kind:`, `after: 1` (or `nothing`), `from: 7 days before`, `due: 1 day before`, `only if: Channel is web`,
    /// `approval: yes`, `check:`, `ask: Subject line (text)`, `then start:`, and `>` before what is told to whoever does it.
    pub text: String,
    /// What is new in it.
    #[serde(default)]
    pub note: Option<String>,
    /// Number of the version that was read; a newer one is a conflict.
    #[serde(default)]
    pub read: Option<i64>,
}

impl Command for ChangeWorkflow {
    const NAME: &'static str = "change_workflow";
    const SUMMARY: &'static str = "Write a new version of an operation's workflow";
    const NEEDS: Permission = Permission::RunOperations;
    const REST: Rest = Rest(Method::Put, "/operations/{operation}/workflow");
    const PAGE: &'static str = "/operations/{operation}/workflow/edit";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let operation = act.operation(&self.operation)?;
        let number = operation.workflow_version;
        if let Some(read) = self.read.filter(|read| *read != number) {
            let why = format!(
                "version {number} has been written since you read version {read}: look at it, then write yours"
            );
            return Err(Stop::invalid("/text", why));
        }
        let note = self.note.as_deref().unwrap_or_default().trim().to_owned();
        if note.chars().count() > NAME_CHARS_MAX {
            return Err(Stop::invalid("/note", format!("what is new has at most {NAME_CHARS_MAX} characters")));
        }
        let before = flow::current_steps(act.tx, &operation)?;
        let mut steps = read(&self.text)?;
        keep_keys(&before, &mut steps);
        let wanted = rows(act, &operation, &steps)?;
        let as_told = |steps: &[Step]| steps.iter().map(|step| told(step, str::to_owned)).collect::<Vec<_>>();
        if as_told(&before) == as_told(&wanted) {
            return Ok(Said::about(
                format!("The workflow of {} is as it was", operation.name),
                &operation.key,
                operation.version,
            ));
        }
        keep_version(act, &operation, &before)?;
        let now = put(act, &operation, wanted)?;
        let next = number + 1;
        let version = version(act, &operation, next, &note, &now);
        act.insert(&version)?;
        let after = Operation { workflow_version: next, ..operation.clone() };
        let version = act.update(&operation, &after, None)?;
        let said = follow(act, &after)?;
        Ok(Said::about(format!("{}: version {next} of the workflow. {said}", after.name), &after.key, version))
    }
}

/// The steps of a text, or every fault with its line.
pub(super) fn read(text: &str) -> Result<Vec<workflow::Step>, Stop> {
    workflow::read(text).map_err(|faults| {
        Stop::Invalid(
            faults.iter().map(|fault| Fault { pointer: "/text".into(), message: fault.to_string() }).collect(),
        )
    })
}

/// A step that was only renamed keeps the key by which its history knows it: one in the same place with a word of its
/// name in common, where neither is anywhere else.
fn keep_keys(before: &[Step], steps: &mut [workflow::Step]) {
    let mut renamed: HashMap<String, String> = HashMap::new();
    for (was, is) in before.iter().zip(steps.iter()) {
        let new = before.iter().all(|step| step.key != is.key);
        let left = steps.iter().all(|step| step.key != was.key);
        if new && left && share_a_word(&was.name, &is.name) {
            renamed.insert(is.key.clone(), was.key.clone());
        }
    }
    for step in steps {
        for key in std::iter::once(&mut step.key).chain(&mut step.after) {
            if let Some(old) = renamed.get(key) {
                key.clone_from(old);
            }
        }
    }
}

/// Do the names share a word that says something?
fn share_a_word(one: &str, other: &str) -> bool {
    const LETTERS_MIN: usize = 3;
    let words = |name: &str| -> Vec<String> {
        let lower = name.to_lowercase();
        let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= LETTERS_MIN);
        words.map(str::to_owned).collect()
    };
    let other = words(other);
    words(one).iter().any(|word| other.contains(word))
}

/// The version that is replaced stays for the runs that began with it.
fn keep_version(act: &mut Act<'_>, operation: &Operation, steps: &[Step]) -> Result<(), Stop> {
    let select = select_sql!(WorkflowVersion, "where business_id = $1 and operation_id = $2 and number = $3");
    let number = operation.workflow_version;
    if act.select::<WorkflowVersion>(select, &values![operation.id, number])?.is_empty() {
        let version = version(act, operation, number, "", steps);
        act.insert(&version)?;
    }
    Ok(())
}

fn version(act: &mut Act<'_>, operation: &Operation, number: i64, note: &str, steps: &[Step]) -> WorkflowVersion {
    WorkflowVersion {
        id: act.new_id::<WorkflowVersionId>(),
        operation_id: operation.id,
        number,
        note: note.to_owned(),
        steps: Json(steps.to_vec()),
        made_at: act.now,
        by_name: act.me.name.clone(),
        version: 1,
    }
}

/// Makes these the steps of the operation: known by their keys, those that are left out stay for older runs.
pub(super) fn put(act: &mut Act<'_>, operation: &Operation, wanted: Vec<Step>) -> Result<Vec<Step>, Stop> {
    let select = select_sql!(Step, "where business_id = $1 and operation_id = $2 order by position, id");
    let here = act.select::<Step>(select, &values![operation.id])?;
    for step in here.iter().filter(|step| !step.gone && wanted.iter().all(|wish| wish.key != step.key)) {
        act.update(step, &Step { gone: true, ..step.clone() }, None)?;
    }
    let mut now = Vec::with_capacity(wanted.len());
    for wish in wanted {
        match here.iter().find(|step| step.key == wish.key) {
            Some(before) => {
                let wish = Step { id: before.id, version: before.version, ..wish };
                let version = act.update(before, &wish, None)?;
                now.push(Step { version, ..wish });
            }
            None => {
                act.insert(&wish)?;
                now.push(wish);
            }
        }
    }
    Ok(now)
}

/// Coming runs of which nothing has begun follow the new version; the others keep theirs. Says how many.
fn follow(act: &mut Act<'_>, operation: &Operation) -> Result<String, Stop> {
    const BEGUN: &Sql = sql!(
        "run.begun_open",
        "select distinct run.id from run join run_step on run_step.business_id = $1 and run_step.run_id = run.id \
         where run.business_id = $1 and run.operation_id = $2 and run.done_at is null and run.workflow_version < $3"
    );
    let begun: Vec<RunId> = act.tx.all(BEGUN, &values![operation.id, operation.workflow_version], |row| row.get(0))?;
    let ahead = select_sql!(
        Run,
        "where business_id = $1 and operation_id = $2 and done_at is null and due_at > $3 order by day, id"
    );
    let ahead = act.select::<Run>(ahead, &values![operation.id, act.now])?;
    let mut following = 0;
    for run in ahead.iter().filter(|run| !begun.contains(&run.id)) {
        act.update(run, &Run { workflow_version: operation.workflow_version, ..run.clone() }, None)?;
        following += 1;
    }
    let kept = ahead.iter().filter(|run| begun.contains(&run.id)).count();
    let kept = match kept {
        0 => String::new(),
        n => format!("; {} under way keep the one they began with (R10)", count(n, "run", "runs")),
    };
    Ok(format!("{} follow it{kept}", count(following, "coming run", "coming runs")))
}
