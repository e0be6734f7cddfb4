//! From the database to a snapshot: the business as the planner, the export and the forecast see it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;
use righthand_domain::ids::{AreaId, MemberId, OperationId, ProjectId, RegionId, RunId, StepId, TaskId};
use righthand_domain::recurrence::{Differs, Makes, OnHolidays};
use righthand_domain::snapshot::{self as shape, Snapshot, Starts, Zone};
use righthand_domain::terms::Consent;
use righthand_store::{Error, Row, Sql, Tx, select_sql, sql, values};

use crate::records::{
    Absence, Appointment, Area, Assignment, Attendance, Business, Dependency, Duty, Holiday, Lift, Member, Observance,
    Operation, Project, Region, RegionDay, Run, RunStep, Step, Task, WorkflowVersion, hours,
};

/// Everything of the business with all runs that there ever were; `None` if there is no such business. Drafts, closed
/// projects and archived tasks are left out, and so is the past, which only a forecast needs ([`with_past`]).
pub fn load(tx: &mut Tx) -> Result<Option<Snapshot>, Error> {
    load_since(tx, EARLIEST)
}

/// Before every run that there ever was.
const EARLIEST: Date = Date::constant(1, 1, 1);
/// Days back in which runs are looked at by plans and pages: what is older is history, which only grows.
const RUNS_DAYS_BACK: i64 = 60;

/// What a plan made at `now` needs: [`load`] without the runs that were over long before.
pub fn load_at(tx: &mut Tx, now: jiff::Timestamp) -> Result<Option<Snapshot>, Error> {
    load_since(tx, jiff::tz::TimeZone::UTC.to_datetime(now).date().saturating_sub(RUNS_DAYS_BACK.days()))
}

fn load_since(tx: &mut Tx, since: Date) -> Result<Option<Snapshot>, Error> {
    let id = tx.business();
    let Some(business) = tx.find::<Business>(id)? else { return Ok(None) };
    let calendar = Calendar::load(tx)?;
    let members = tx.select::<Member>(select_sql!(Member, "where business_id = $1 order by position, id"), &[])?;
    let areas = tx.select::<Area>(select_sql!(Area, "where business_id = $1 order by position, id"), &[])?;
    let select = select_sql!(Project, "where business_id = $1 and state = 'open' order by position, id");
    let projects = tx.select::<Project>(select, &[])?;
    let tentative = projects.iter().filter(|project| project.tentative_since.is_some());
    let tentative = tentative.map(|project| project.key.clone()).collect();
    let select = select_sql!(Operation, "where business_id = $1 order by position, id");
    let operations = tx.select::<Operation>(select, &[])?;
    let steps = tx.select::<Step>(select_sql!(Step, "where business_id = $1 order by position, id"), &[])?;
    let shut = Shut::of(&business, &calendar);
    let keys = Keys {
        members: members.iter().map(|member| (member.id, member.key.clone())).collect(),
        areas: areas.iter().map(|area| (area.id, area.key.clone())).collect(),
        projects: projects.iter().map(|project| (project.id, project.key.clone())).collect(),
        operations: operations.iter().map(|operation| (operation.id, operation.key.clone())).collect(),
        steps: steps.iter().map(|step| (step.id, step.key.clone())).collect(),
    };
    let mut people = people(tx, members, &calendar)?;
    for engagement in people.iter_mut().filter_map(|person| person.engagement.as_mut()) {
        // Those of them that are over are not in the business as it is.
        engagement.projects.retain(|key| keys.projects.values().any(|open| open == key));
    }
    Ok(Some(Snapshot {
        at: None,
        business: self::business(business, calendar.of_business()),
        people,
        areas: self::areas(areas, &keys),
        projects: self::projects(tx, projects, &keys)?,
        runs: runs(tx, &keys, &operations, since)?,
        operations: self::operations(operations, steps, &keys, &shut),
        duties: duties(tx, &keys)?,
        appointments: appointments(tx, &keys)?,
        lifts: lifts(tx, &keys)?,
        supposed: supposed(tx, tentative)?,
        past: std::sync::Arc::default(),
    }))
}

/// The same with what forecasts learn from.
pub fn with_past(tx: &mut Tx, mut snapshot: Snapshot) -> Result<Snapshot, Error> {
    snapshot.past = std::sync::Arc::new(crate::forecasts::past(tx, &snapshot)?);
    Ok(snapshot)
}

/// Where the owner has lifted R3: of a member, or for one task of theirs.
fn lifts(tx: &mut Tx, keys: &Keys) -> Result<Vec<shape::R3Lift>, Error> {
    let rows =
        tx.select::<Lift>(select_sql!(Lift, "where business_id = $1 and rule = 'R3' order by lifted_at, id"), &[])?;
    let mut lifts = Vec::new();
    for row in rows {
        let Some(member) = keys.member(row.member_id) else { continue };
        let task = match row.task_id {
            None => None,
            Some(id) => match tx.find::<Task>(id)? {
                Some(task) => Some(task.key),
                None => continue,
            },
        };
        lifts.push(shape::R3Lift { member, task });
    }
    Ok(lifts)
}

/// What the business file has no room for: tentative projects, pins and risks.
fn supposed(tx: &mut Tx, tentative: Vec<String>) -> Result<shape::Supposed, Error> {
    const PINS: &Sql = sql!(
        "pin.all",
        "select task.key, pin.day, member.key from pin \
         join task on task.business_id = $1 and task.id = pin.task_id \
         left join member on member.business_id = $1 and member.id = pin.member_id \
         where pin.business_id = $1 and task.done_at is null order by pin.pinned_at, pin.id"
    );
    const RISKS: &Sql = sql!(
        "risk.all",
        "select risk.key, risk.name, project.key, task.key, risk.chance, risk.minutes from risk \
         join project on project.business_id = $1 and project.id = risk.project_id \
         left join task on task.business_id = $1 and task.id = risk.task_id \
         where risk.business_id = $1 and project.state = 'open' order by risk.position, risk.id"
    );
    let pin = |row: &Row<'_>| Ok(shape::Pin { task: row.get(0)?, day: row.get(1)?, person: row.get(2)? });
    let risk = |row: &Row<'_>| {
        Ok(shape::Risk {
            key: row.get(0)?,
            name: row.get(1)?,
            project: row.get(2)?,
            task: row.get(3)?,
            chance: row.get(4)?,
            hours: hours(row.get(5)?),
        })
    };
    Ok(shape::Supposed { tentative, pins: tx.all(PINS, &[], pin)?, risks: tx.all(RISKS, &[], risk)? })
}

/// Ids to the keys by which a snapshot speaks of things.
struct Keys {
    members: HashMap<MemberId, String>,
    areas: HashMap<AreaId, String>,
    projects: HashMap<ProjectId, String>,
    operations: HashMap<OperationId, String>,
    steps: HashMap<StepId, String>,
}

impl Keys {
    fn member(&self, id: MemberId) -> Option<String> {
        self.members.get(&id).cloned()
    }
}

/// The days on which nobody works, and those on which somebody does not.
struct Calendar {
    closed: Vec<Holiday>,
    regions: HashMap<RegionId, Vec<RegionDay>>,
    observed: HashMap<Option<MemberId>, RegionId>,
}

impl Calendar {
    fn load(tx: &mut Tx) -> Result<Self, Error> {
        let regions = tx.select::<Region>(select_sql!(Region, "where business_id = $1 order by id"), &[])?;
        let observed = tx.select::<Observance>(select_sql!(Observance, "where business_id = $1 order by id"), &[])?;
        Ok(Self {
            closed: tx.select::<Holiday>(select_sql!(Holiday, "where business_id = $1 order by day"), &[])?,
            regions: regions.into_iter().map(|region| (region.id, region.days.0)).collect(),
            observed: observed.into_iter().map(|observance| (observance.member_id, observance.region_id)).collect(),
        })
    }

    fn region_of(&self, member: Option<MemberId>) -> Option<&[RegionDay]> {
        self.regions.get(self.observed.get(&member)?).map(Vec::as_slice)
    }

    /// Closed days and the holidays of the business's region, each day once.
    fn of_business(&self) -> Vec<shape::Holiday> {
        let by_hand = self.closed.iter().map(|closed| (closed.day, closed.name.clone()));
        let of_region = self.region_of(None).unwrap_or_default().iter().map(|day| (day.day, Some(day.name.clone())));
        let mut days: BTreeMap<Date, Option<String>> = of_region.collect();
        days.extend(by_hand);
        days.into_iter().map(|(date, name)| shape::Holiday { date, name }).collect()
    }

    /// What a member has in place of the business's holidays, if anything: a region's, or their own days, and in either
    /// case the closures.
    fn of_member(&self, member: MemberId, own: Option<Vec<Date>>) -> Option<Vec<Date>> {
        let region = self.region_of(Some(member)).map(|days| days.iter().map(|day| day.day).collect());
        let closures = self.closed.iter().filter(|closed| closed.closure).map(|closed| closed.day);
        let days: Vec<Date> = region.or(own)?;
        let missing: Vec<Date> = closures.filter(|day| !days.contains(day)).collect();
        Some(days.into_iter().chain(missing).collect())
    }
}

fn business(business: Business, holidays: Vec<shape::Holiday>) -> shape::Business {
    shape::Business {
        name: business.name,
        time_zone: Zone::named(&business.time_zone).unwrap_or_else(Zone::utc),
        currency: business.currency,
        working_week: business.working_week.map(|week| week.0.into_week()),
        holidays,
        means: business.means.0,
    }
}

fn people(tx: &mut Tx, members: Vec<Member>, calendar: &Calendar) -> Result<Vec<shape::Person>, Error> {
    let mut off: HashMap<MemberId, Vec<shape::TimeOff>> = HashMap::new();
    for Absence { member_id, first_day, last_day, note, unplanned, .. } in
        tx.select::<Absence>(select_sql!(Absence, "where business_id = $1 order by first_day, id"), &[])?
    {
        let time_off = shape::TimeOff { from: first_day, to: last_day, note, unplanned };
        off.entry(member_id).or_default().push(time_off);
    }
    Ok(members.into_iter().map(|member| person(off.remove(&member.id).unwrap_or_default(), member, calendar)).collect())
}

fn person(time_off: Vec<shape::TimeOff>, member: Member, calendar: &Calendar) -> shape::Person {
    let engagement = shape::Engagement {
        kind: member.engagement_kind,
        start: member.engaged_from,
        end: member.engaged_until,
        projects: member.engaged_for.0,
        rate: member.rate.map(|rate| rate.0),
    };
    shape::Person {
        key: member.key,
        name: member.name,
        email: member.email,
        role: member.role,
        skills: member.skills.0,
        hours_per_week: member.minutes_per_week.map(hours),
        working_week: member.working_week.map(|week| week.0.into_week()),
        time_zone: member.time_zone.as_deref().and_then(Zone::named),
        time_off,
        engagement: (engagement != shape::Engagement::default()).then_some(engagement),
        flexible: member.flexible,
        holidays: calendar.of_member(member.id, member.holidays.map(|days| days.0)),
    }
}

fn areas(areas: Vec<Area>, keys: &Keys) -> Vec<shape::Area> {
    areas
        .into_iter()
        .map(|area| shape::Area { key: area.key, name: area.name, accountable: keys.member(area.accountable_id) })
        .collect()
}

fn projects(tx: &mut Tx, projects: Vec<Project>, keys: &Keys) -> Result<Vec<shape::Project>, Error> {
    let mut trees = Trees::load(tx, keys)?;
    Ok(projects
        .into_iter()
        .filter_map(|project| {
            Some(shape::Project {
                tasks: trees.grow(project.id, None, 0),
                key: project.key,
                name: project.name,
                outcome: project.outcome,
                area: project.area_id.and_then(|area| keys.areas.get(&area).cloned()),
                manager: project.manager_id.and_then(|manager| keys.member(manager)),
                start: project.starts,
                end: project.ends?,
                weight: project.weight,
                budget_hours: project.budget_minutes.map(hours),
                on_time_value: project.on_time_value,
            })
        })
        .collect())
}

/// Deeper nesting than this is nobody's work breakdown, and no stack's.
pub const TASK_DEPTH_MAX: usize = 20;

/// All tasks of open projects, by project and parent, with what hangs on them.
struct Trees {
    tasks: HashMap<(ProjectId, Option<TaskId>), Vec<Task>>,
    assignees: HashMap<TaskId, Vec<String>>,
    links: HashMap<TaskId, Vec<shape::Link>>,
    awaits: HashMap<TaskId, Vec<shape::Awaited>>,
}

impl Trees {
    fn load(tx: &mut Tx, keys: &Keys) -> Result<Self, Error> {
        let select = select_sql!(
            Task,
            "join project on project.business_id = $1 and project.id = task.project_id and project.state = 'open' \
             where task.business_id = $1 and task.archived = false order by task.position, task.id"
        );
        let all = tx.select::<Task>(select, &[])?;
        let task_keys: HashMap<TaskId, String> = all.iter().map(|task| (task.id, task.key.clone())).collect();
        let mut assignees: HashMap<TaskId, Vec<String>> = HashMap::new();
        for assignment in
            tx.select::<Assignment>(select_sql!(Assignment, "where business_id = $1 order by position, id"), &[])?
        {
            if let Some(member) = keys.member(assignment.member_id) {
                assignees.entry(assignment.task_id).or_default().push(member);
            }
        }
        let mut links: HashMap<TaskId, Vec<shape::Link>> = HashMap::new();
        for link in tx.select::<Dependency>(select_sql!(Dependency, "where business_id = $1 order by id"), &[])? {
            if let Some(task) = task_keys.get(&link.predecessor_id).cloned() {
                let lag_hours = hours(link.lag_minutes);
                links.entry(link.task_id).or_default().push(shape::Link {
                    task,
                    kind: link.kind,
                    lag_hours,
                    lag_in: link.lag_in,
                });
            }
        }
        let mut tasks: HashMap<_, Vec<Task>> = HashMap::new();
        for task in all {
            // A child of an archived task stands for itself.
            let parent = task.parent_id.filter(|parent| task_keys.contains_key(parent));
            tasks.entry((task.project_id, parent)).or_default().push(task);
        }
        Ok(Self { tasks, assignees, links, awaits: awaits(tx)? })
    }

    fn grow(&mut self, project: ProjectId, parent: Option<TaskId>, depth: usize) -> Vec<shape::Task> {
        if depth > TASK_DEPTH_MAX {
            return Vec::new();
        }
        let tasks = self.tasks.remove(&(project, parent)).unwrap_or_default();
        tasks
            .into_iter()
            .map(|task| {
                let children = self.grow(project, Some(task.id), depth + 1);
                self.task(task, children)
            })
            .collect()
    }

    /// A summary says only what a summary may: the rest waits in its row until it has no children again.
    fn task(&mut self, task: Task, children: Vec<shape::Task>) -> shape::Task {
        let leaf = children.is_empty();
        let works = leaf && !task.milestone;
        let effort = task.efforts().effort().filter(|_| works);
        shape::Task {
            assignees: self.assignees.remove(&task.id).filter(|_| works).unwrap_or_default(),
            after: self.links.remove(&task.id).unwrap_or_default(),
            awaits: self.awaits.remove(&task.id).unwrap_or_default(),
            key: task.key,
            name: task.name,
            notes: task.notes,
            kind: Some(task.kind).filter(|_| leaf),
            guessed: effort.is_some() && task.guessed,
            effort,
            spent_hours: if works { hours(task.spent_minutes) } else { 0.0 },
            milestone: leaf && task.milestone,
            skill: task.skill.filter(|_| works),
            not_before: task.not_before,
            due: task.due,
            done_at: task.done_at,
            labels: task.labels.0,
            children,
        }
    }
}

/// Who works when: the business and everybody in it, as calendars take them.
pub(crate) fn hours_of_all(tx: &mut Tx) -> Result<Option<(shape::Business, Vec<shape::Person>)>, Error> {
    let id = tx.business();
    let Some(business) = tx.find::<Business>(id)? else { return Ok(None) };
    let calendar = Calendar::load(tx)?;
    let members = tx.select::<Member>(select_sql!(Member, "where business_id = $1 order by position, id"), &[])?;
    Ok(Some((self::business(business, calendar.of_business()), people(tx, members, &calendar)?)))
}

/// What has not come from people outside the team, and answers without which a task does not go on, by the task that
/// waits.
fn awaits(tx: &mut Tx) -> Result<HashMap<TaskId, Vec<shape::Awaited>>, Error> {
    const AWAITS: &Sql = sql!(
        "contact_wait.open",
        "select contact_wait.task_id, contact.name, contact_wait.expected from contact_wait \
         join contact on contact.business_id = $1 and contact.id = contact_wait.contact_id \
         where contact_wait.business_id = $1 and contact_wait.delivered_at is null order by contact_wait.id"
    );
    let mut awaits: HashMap<TaskId, Vec<shape::Awaited>> = HashMap::new();
    let rows = tx.all(AWAITS, &[], |row| {
        let comes = row.get::<Option<Date>>(2)?.map(shape::When::Date);
        Ok((row.get::<TaskId>(0)?, shape::Awaited { from: row.get(1)?, expected: comes, answer: false }))
    })?;
    let answers = crate::questions::stuck(tx)?;
    for (task, awaited) in rows.into_iter().chain(answers) {
        awaits.entry(task).or_default().push(awaited);
    }
    Ok(awaits)
}

/// The days on which nobody works, as far as they shift runs.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shut {
    holidays: Arc<BTreeSet<Date>>,
    free: [bool; 7],
}

impl Shut {
    /// Of the business.
    pub(crate) fn load(tx: &mut Tx, business: &Business) -> Result<Self, Error> {
        Ok(Self::of(business, &Calendar::load(tx)?))
    }

    fn of(business: &Business, calendar: &Calendar) -> Self {
        let free = match &business.working_week {
            Some(week) => week.0.clone().into_week().0.map(|hours| hours.is_empty()),
            None => [false, false, false, false, false, true, true],
        };
        let holidays = calendar.of_business().into_iter().map(|holiday| holiday.date).collect();
        Self { holidays: Arc::new(holidays), free }
    }

    /// The closed days.
    pub(crate) fn holidays(&self) -> &BTreeSet<Date> {
        &self.holidays
    }

    /// Does nobody work on that weekday?
    pub(crate) fn is_free(&self, day: Date) -> bool {
        self.free[usize::from(day.weekday().to_monday_zero_offset().unsigned_abs()) % 7]
    }
}

fn operations(operations: Vec<Operation>, steps: Vec<Step>, keys: &Keys, shut: &Shut) -> Vec<shape::Operation> {
    let mut of_operation: HashMap<OperationId, Vec<shape::Step>> = HashMap::new();
    for step in steps.into_iter().filter(|step| !step.gone) {
        of_operation.entry(step.operation_id).or_default().push(self::step(step));
    }
    operations
        .into_iter()
        .filter_map(|operation| {
            Some(shape::Operation {
                steps: of_operation.remove(&operation.id).unwrap_or_default(),
                area: operation.area_id.and_then(|area| keys.areas.get(&area).cloned()),
                accountable: keys.member(operation.accountable_id),
                ..operation_shape(&operation, shut)?
            })
        })
        .collect()
}

/// The bare operation, without steps and people: what a recurrence needs. `None` if its start cannot be read.
pub(crate) fn operation_shape(operation: &Operation, shut: &Shut) -> Option<shape::Operation> {
    let closed = operation.closed_at.is_some();
    let shifts = operation.on_holidays != OnHolidays::Keep;
    let open_days = |days: &BTreeSet<Date>| if closed { BTreeSet::new() } else { days.clone() };
    Some(shape::Operation {
        key: operation.key.clone(),
        name: operation.name.clone(),
        area: None,
        accountable: None,
        // One that was closed has no rule any more, in a file neither.
        rrule: if closed { String::new() } else { operation.rrule.clone() },
        starts: parse_starts(&operation.starts)?,
        except: operation.except_days.0.clone(),
        steps: Vec::new(),
        differs: Differs {
            moved: if closed { BTreeMap::new() } else { operation.moved_days.0.clone() },
            extra: open_days(&operation.extra_days.0),
            paused: operation.paused_from.map(|from| (from, operation.paused_until)),
            by_hand: closed || operation.makes != Makes::ByRule,
            on_holidays: operation.on_holidays,
            // Only where they shift a run: else an operation does as its rule says, and is what a file would tell.
            holidays: if shifts { Arc::clone(&shut.holidays) } else { Arc::default() },
            free: if shifts { shut.free } else { [false; 7] },
        },
    })
}

/// `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`, as the file has it.
pub fn parse_starts(text: &str) -> Option<Starts> {
    if text.len() == 10 { text.parse().ok().map(Starts::Date) } else { text.parse().ok().map(Starts::DateTime) }
}

/// The other way.
pub fn starts_text(starts: Starts) -> String {
    match starts {
        Starts::Date(date) => date.to_string(),
        Starts::DateTime(at) => at.strftime("%Y-%m-%dT%H:%M").to_string(),
    }
}

/// A step as plans and files see it.
pub(crate) fn step(step: Step) -> shape::Step {
    shape::Step {
        effort: step.efforts().effort(),
        key: step.key,
        name: step.name,
        notes: step.notes,
        kind: Some(step.kind),
        assignees: step.assignees.0,
        skill: step.skill,
        after: step.after_steps.0,
        available_days: step.available_days,
        offset_days: step.offset_days,
    }
}

/// Runs of which something has begun, or that say more than the operation does.
fn runs(tx: &mut Tx, keys: &Keys, operations: &[Operation], since: Date) -> Result<Vec<shape::Run>, Error> {
    let of_runs = select_sql!(
        RunStep,
        "join run on run.business_id = $1 and run.id = run_step.run_id and run.day >= $2 \
         where run_step.business_id = $1 order by run_step.id"
    );
    let mut begun: HashMap<RunId, Vec<shape::RunStep>> = HashMap::new();
    for step in tx.select::<RunStep>(of_runs, &values![since])? {
        if let Some(key) = keys.steps.get(&step.step_id).cloned() {
            let (spent_hours, person) =
                (hours(step.spent_minutes), step.member_id.and_then(|member| keys.member(member)));
            begun.entry(step.run_id).or_default().push(shape::RunStep {
                key,
                done_at: step.done_at,
                spent_hours,
                person,
            });
        }
    }
    let versions: HashMap<OperationId, i64> =
        operations.iter().map(|operation| (operation.id, operation.workflow_version)).collect();
    let older = older_workflows(tx, since)?;
    let select = select_sql!(Run, "where business_id = $1 and day >= $2 order by day, id");
    let runs = tx.select::<Run>(select, &values![since])?;
    Ok(runs
        .into_iter()
        .filter_map(|run| {
            let operation = keys.operations.get(&run.operation_id)?.clone();
            let begun = begun.remove(&run.id).unwrap_or_default();
            let is_old = versions.get(&run.operation_id).is_some_and(|version| *version != run.workflow_version);
            let follows = older.get(&(run.operation_id, run.workflow_version)).filter(|_| is_old).cloned();
            if begun.is_empty() && run.title.is_none() && follows.is_none() {
                return None;
            }
            Some(shape::Run { operation, date: run.day, title: run.title, steps: begun, follows })
        })
        .collect())
}

/// The steps of versions that runs since then began with, and that are not in use any more.
fn older_workflows(tx: &mut Tx, since: Date) -> Result<HashMap<(OperationId, i64), Vec<shape::Step>>, Error> {
    let select = select_sql!(
        WorkflowVersion,
        "join operation on operation.business_id = $1 and operation.id = workflow_version.operation_id \
         where workflow_version.business_id = $1 and workflow_version.number <> operation.workflow_version \
         and exists (select 1 from run where run.business_id = $1 and run.operation_id = workflow_version.operation_id \
         and run.workflow_version = workflow_version.number and run.day >= $2) order by workflow_version.id"
    );
    let versions = tx.select::<WorkflowVersion>(select, &values![since])?;
    let steps = |version: WorkflowVersion| version.steps.0.into_iter().map(step).collect();
    Ok(versions.into_iter().map(|version| ((version.operation_id, version.number), steps(version))).collect())
}

fn appointments(tx: &mut Tx, keys: &Keys) -> Result<Vec<shape::Appointment>, Error> {
    let mut people: HashMap<_, Vec<String>> = HashMap::new();
    for attendance in
        tx.select::<Attendance>(select_sql!(Attendance, "where business_id = $1 order by position, id"), &[])?
    {
        // Who has declined is not there.
        if attendance.consent != Some(Consent::Declined) {
            people.entry(attendance.appointment_id).or_default().extend(keys.member(attendance.member_id));
        }
    }
    let select = select_sql!(Appointment, "where business_id = $1 order by starts_at, id");
    Ok(tx
        .select::<Appointment>(select, &[])?
        .into_iter()
        .map(|appointment| shape::Appointment {
            people: people.remove(&appointment.id).unwrap_or_default(),
            key: appointment.key,
            name: appointment.name,
            start: appointment.starts_at,
            end: appointment.ends_at,
        })
        .collect())
}

/// A duty of a project that has been closed ended with it.
fn duties(tx: &mut Tx, keys: &Keys) -> Result<Vec<shape::Duty>, Error> {
    let duties = tx.select::<Duty>(select_sql!(Duty, "where business_id = $1 order by position, id"), &[])?;
    Ok(duties
        .into_iter()
        .filter(|duty| duty.project_id.is_none_or(|project| keys.projects.contains_key(&project)))
        .map(|duty| shape::Duty {
            key: duty.key,
            name: duty.name,
            kind: duty.kind,
            hours_per_week: hours(duty.minutes_per_week),
            area: duty.area_id.and_then(|area| keys.areas.get(&area).cloned()),
            project: duty.project_id.and_then(|project| keys.projects.get(&project).cloned()),
            skill: duty.skill,
            who: duty.member_id.and_then(|member| keys.member(member)),
            energy: duty.energy,
            owner_has_skill: duty.owner_has_skill,
            hand_over: duty.hand_over,
            owner_has_time: duty.owner_has_time,
        })
        .collect())
}

/// Rules that are lifted: of a member for all, or for one task.
#[derive(Debug, Clone, Default)]
pub struct Lifts {
    whole: HashSet<(String, MemberId)>,
    of_task: HashSet<(String, MemberId, TaskId)>,
}

impl Lifts {
    /// All of the business.
    pub fn load(tx: &mut Tx) -> Result<Self, Error> {
        let mut lifts = Self::default();
        for lift in tx.select::<Lift>(select_sql!(Lift, "where business_id = $1"), &[])? {
            match lift.task_id {
                None => lifts.whole.insert((lift.rule, lift.member_id)),
                Some(task) => lifts.of_task.insert((lift.rule, lift.member_id, task)),
            };
        }
        Ok(lifts)
    }

    /// Is `rule` lifted for this member, at all or for this task?
    pub fn cover(&self, rule: righthand_domain::refusal::Rule, member: MemberId, task: Option<TaskId>) -> bool {
        let rule = rule.to_string();
        self.whole.contains(&(rule.clone(), member))
            || task.is_some_and(|task| self.of_task.contains(&(rule, member, task)))
    }
}
