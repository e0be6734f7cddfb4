//! The outline: one project's tree with the plan of every row, and why it is so.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use righthand_domain::ids::{ProjectId, TaskId};
use righthand_domain::kind::Kind;
use righthand_domain::plan::{PlannedTask, Segment, TaskForecast, Unplaced};
use righthand_domain::roles::{Grant, Permission};
use righthand_domain::snapshot::{Effort, LagIn, LinkKind, When};
use righthand_store::{select_sql, values};
use serde::Serialize;

use super::glance::{self, Glance};
use super::pins::PinView;
use super::why::Words;
use crate::records::{Assignment, Dependency, Holiday, Project, Task, hours};
use crate::snapshot::TASK_DEPTH_MAX;
use crate::view::{NotSeen, PersonRef, View};

/// All that a project's outline shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outline {
    pub glance: Glance,
    pub rows: Vec<Row>,
    pub links: Vec<Link>,
    pub holidays: Vec<jiff::civil::Date>,
    /// Everybody who could be given work here.
    pub people: Vec<PersonRef>,
    /// Keys of the tasks on the critical chain, from the root cause to the last.
    pub critical_chain: Vec<String>,
    /// Open leaves whose effort is a guess.
    pub guessed: usize,
    /// The plan is older than the latest change, or could not be made: why.
    pub trouble: Option<String>,
    pub planned_at: Option<Timestamp>,
    pub may: May,
}

/// What the reader may do here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct May {
    pub break_down: bool,
    pub change_project: bool,
    pub close: bool,
}

/// A task in the tree, with its plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    pub key: String,
    pub name: String,
    /// Its number in the tree: "2.1".
    pub wbs: String,
    pub depth: usize,
    pub summary: bool,
    pub milestone: bool,
    pub kind: Kind,
    /// Who does it by the plan; of a summary nobody.
    pub person: Option<PersonRef>,
    /// Who may do it: of several, any one.
    pub assignees: Vec<PersonRef>,
    pub skill: Option<String>,
    pub effort: Option<Effort>,
    /// Of a leaf its own most likely; of a summary all below it.
    pub effort_hours: f64,
    pub spent_hours: f64,
    /// Nobody has said an effort, so that the plan reckons with an hour; or its effort is a guess to be confirmed.
    pub guessed: bool,
    pub start: Option<Timestamp>,
    pub finish: Option<Timestamp>,
    pub segments: Vec<Segment>,
    pub due: Option<When>,
    pub late_hours: f64,
    pub done_at: Option<Timestamp>,
    pub state: TaskState,
    /// It is on the chain that decides the project's finish.
    pub critical: bool,
    /// Share of futures in which it is.
    pub critical_share: Option<f64>,
    /// Why it starts when it does, or why it cannot be placed, in one sentence.
    pub why: Option<String>,
    /// The task that its start hangs on, as key and name.
    pub held_by: Option<(String, String)>,
    pub pin: Option<PinView>,
    pub version: i64,
}

/// How a task stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    Done,
    Doing,
    Planned,
    /// It waits for somebody else's work.
    Waiting,
    /// Planned to end after its due.
    Late,
    /// Nobody can do it.
    Stuck,
}

/// A dependency to draw.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Link {
    pub from: String,
    pub to: String,
    pub kind: LinkKind,
    pub lag_hours: f64,
    pub lag_in: LagIn,
}

/// The outline of a project. Somebody who only has work in it sees that work and what it is a part of.
pub fn outline(view: &mut View<'_>, key: &str) -> Result<Outline, NotSeen> {
    let (project, glance) = glance::one(view, key)?;
    let holidays = view.tx.select::<Holiday>(select_sql!(Holiday, "where business_id = $1 order by day"), &[])?;
    let whole = view.manages(&project);
    let standing = view.standing.clone();
    let critical_chain = standing
        .as_ref()
        .and_then(|standing| standing.plan.projects.iter().find(|other| other.key == project.key))
        .map_or_else(Vec::new, |planned| planned.critical_chain.clone());
    let tree = Tree::load(view, project.id)?;
    let (rows, links) = tree.rows(view, &critical_chain, whole)?;
    let today = view.today;
    let people = view.members()?.iter().filter(|member| !member.is_gone(today)).map(PersonRef::from).collect();
    Ok(Outline {
        guessed: rows.iter().filter(|row| row.guessed && row.done_at.is_none()).count(),
        may: may(view, &project),
        glance,
        rows,
        links,
        holidays: holidays.into_iter().map(|holiday| holiday.day).collect(),
        people,
        critical_chain,
        trouble: standing.as_ref().and_then(|standing| standing.trouble.clone()),
        planned_at: standing.map(|standing| standing.plan.at),
    })
}

/// A draft's tree: tasks without a plan.
pub fn draft(view: &mut View<'_>, key: &str) -> Result<(Project, Vec<Row>), NotSeen> {
    view.need(Permission::OpenProjects)?;
    let select = select_sql!(Project, "where business_id = $1 and key = $2 and state = 'draft'");
    let found = view.tx.select::<Project>(select, &values![key])?;
    let project = found.into_iter().next().ok_or_else(|| NotSeen::NotFound(format!("draft “{key}”")))?;
    let (rows, _) = Tree::load(view, project.id)?.rows(view, &[], true)?;
    Ok((project, rows))
}

/// What the reader may do in this project.
pub fn may(view: &View<'_>, project: &Project) -> May {
    let break_down = match view.may(Permission::BreakDown) {
        Grant::Yes => true,
        Grant::OwnProjects => project.manager_id == Some(view.me.id),
        _ => false,
    };
    May {
        break_down,
        change_project: view.may(Permission::ChangeProjects) == Grant::Yes,
        close: view.may(Permission::OpenProjects) == Grant::Yes,
    }
}

/// The tasks of one project with who has them.
struct Tree {
    children: HashMap<Option<TaskId>, Vec<Task>>,
    assignees: HashMap<TaskId, Vec<PersonRef>>,
    mine: HashSet<TaskId>,
    links: Vec<(TaskId, Dependency)>,
    keys: HashMap<TaskId, String>,
}

impl Tree {
    fn load(view: &mut View<'_>, project: ProjectId) -> Result<Self, NotSeen> {
        let select =
            select_sql!(Task, "where business_id = $1 and project_id = $2 and archived = false order by position, id");
        let tasks = view.tx.select::<Task>(select, &values![project])?;
        let people: HashMap<_, PersonRef> =
            view.members()?.iter().map(|member| (member.id, PersonRef::from(member))).collect();
        let select = select_sql!(
            Assignment,
            "join task on task.business_id = $1 and task.id = assignment.task_id \
             where assignment.business_id = $1 and task.project_id = $2 order by assignment.position, assignment.id"
        );
        let (mut assignees, mut mine) = (HashMap::<TaskId, Vec<PersonRef>>::new(), HashSet::new());
        for assignment in view.tx.select::<Assignment>(select, &values![project])? {
            assignees.entry(assignment.task_id).or_default().extend(people.get(&assignment.member_id).cloned());
            if assignment.member_id == view.me.id {
                mine.insert(assignment.task_id);
            }
        }
        let select = select_sql!(
            Dependency,
            "join task on task.business_id = $1 and task.id = dependency.task_id \
             where dependency.business_id = $1 and task.project_id = $2 order by dependency.id"
        );
        let links = view
            .tx
            .select::<Dependency>(select, &values![project])?
            .into_iter()
            .map(|link| (link.task_id, link))
            .collect();
        let keys: HashMap<TaskId, String> = tasks.iter().map(|task| (task.id, task.key.clone())).collect();
        let mut children: HashMap<Option<TaskId>, Vec<Task>> = HashMap::new();
        for task in tasks {
            children.entry(task.parent_id.filter(|parent| keys.contains_key(parent))).or_default().push(task);
        }
        Ok(Self { children, assignees, mine, links, keys })
    }

    fn rows(mut self, view: &mut View<'_>, chain: &[String], whole: bool) -> Result<(Vec<Row>, Vec<Link>), NotSeen> {
        let standing = view.standing.clone();
        let plans = Plans::of(standing.as_deref(), chain);
        let words = Words::load(view)?;
        let mut rows = Vec::new();
        self.grow(None, "", 0, whole, &plans, &words, view, &mut rows);
        let shown: HashSet<&str> = rows.iter().map(|row| row.key.as_str()).collect();
        let links = self.links.iter().filter_map(|(task, link)| {
            let (from, to) = (self.keys.get(&link.predecessor_id)?.clone(), self.keys.get(task)?.clone());
            (shown.contains(from.as_str()) && shown.contains(to.as_str())).then(|| Link {
                from,
                to,
                kind: link.kind,
                lag_hours: hours(link.lag_minutes),
                lag_in: link.lag_in,
            })
        });
        let links = links.collect();
        Ok((rows, links))
    }

    /// Appends the rows below `parent`. Returns how many.
    #[expect(clippy::too_many_arguments, reason = "one walk over the tree carries what every row is made from")]
    fn grow(
        &mut self,
        parent: Option<TaskId>,
        prefix: &str,
        depth: usize,
        whole: bool,
        plans: &Plans<'_>,
        words: &Words,
        view: &View<'_>,
        rows: &mut Vec<Row>,
    ) -> usize {
        if depth > TASK_DEPTH_MAX {
            return 0;
        }
        let tasks = self.children.remove(&parent).unwrap_or_default();
        let mut added = 0;
        for (n, task) in tasks.into_iter().enumerate() {
            let wbs = format!("{prefix}{}", n + 1);
            let at = rows.len();
            let (id, mine) = (task.id, whole || self.mine.contains(&task.id));
            rows.push(self.row(task, wbs.clone(), depth, plans, words, view));
            let below = self.grow(Some(id), &format!("{wbs}."), depth + 1, mine, plans, words, view, rows);
            if below == 0 && !mine {
                rows.truncate(at);
                continue;
            }
            if below > 0 {
                sum_up(rows, at);
            }
            added += 1 + below;
        }
        added
    }

    fn row(&mut self, task: Task, wbs: String, depth: usize, plans: &Plans<'_>, words: &Words, view: &View<'_>) -> Row {
        let planned = plans.tasks.get(task.key.as_str()).copied();
        let unplaced = plans.unplaced.get(task.key.as_str()).copied();
        let effort = task.efforts().effort();
        let guessed = (effort.is_none() || task.guessed) && !task.milestone;
        let state = state(&task, planned, unplaced, view.now);
        Row {
            person: planned.and_then(|planned| planned.person.as_deref()).map(|key| words.person(key)),
            assignees: self.assignees.remove(&task.id).unwrap_or_default(),
            effort_hours: effort.map_or(if task.milestone { 0.0 } else { 1.0 }, Effort::most_likely),
            spent_hours: hours(task.spent_minutes),
            start: planned.map(|planned| planned.start),
            finish: planned.map(|planned| planned.finish).or(task.done_at),
            segments: planned.map(|planned| planned.segments.clone()).unwrap_or_default(),
            late_hours: planned.map_or(0.0, |planned| planned.late_hours),
            critical: plans.chain.contains(task.key.as_str()),
            critical_share: plans.forecasts.get(task.key.as_str()).map(|forecast| forecast.critical),
            why: unplaced
                .map(|unplaced| unplaced.reason.clone())
                .or_else(|| planned.map(|planned| words.why(planned, view))),
            held_by: planned.and_then(|planned| words.held_by(planned)),
            pin: words.pin(&task.key).filter(|_| task.done_at.is_none()).cloned(),
            summary: false,
            milestone: task.milestone,
            kind: task.kind,
            skill: task.skill,
            effort,
            guessed,
            due: task.due,
            done_at: task.done_at,
            state,
            version: task.version,
            key: task.key,
            name: task.name,
            wbs,
            depth,
        }
    }
}

/// The plan and the forecast by task.
struct Plans<'p> {
    tasks: HashMap<&'p str, &'p PlannedTask>,
    unplaced: HashMap<&'p str, &'p Unplaced>,
    forecasts: HashMap<&'p str, &'p TaskForecast>,
    chain: HashSet<&'p str>,
}

impl<'p> Plans<'p> {
    fn of(standing: Option<&'p crate::planning::Standing>, chain: &'p [String]) -> Self {
        let plan = standing.map(|standing| &standing.plan);
        let forecast = standing.and_then(|standing| standing.forecast.as_ref());
        Self {
            tasks: plan.iter().flat_map(|plan| &plan.tasks).map(|task| (task.key.as_str(), task)).collect(),
            unplaced: plan.iter().flat_map(|plan| &plan.unplaced).map(|task| (task.key.as_str(), task)).collect(),
            forecasts: forecast
                .iter()
                .flat_map(|forecast| &forecast.tasks)
                .map(|task| (task.key.as_str(), task))
                .collect(),
            chain: chain.iter().map(String::as_str).collect(),
        }
    }
}

fn state(task: &Task, planned: Option<&PlannedTask>, unplaced: Option<&Unplaced>, now: Timestamp) -> TaskState {
    use righthand_domain::plan::BecauseKind;
    match (task.done_at, unplaced, planned) {
        (Some(_), ..) => TaskState::Done,
        (_, Some(_), _) => TaskState::Stuck,
        (_, _, Some(planned)) if planned.late_hours > 0.0 => TaskState::Late,
        (_, _, Some(planned)) if task.spent_minutes > 0 || (planned.start <= now && !task.milestone) => {
            TaskState::Doing
        }
        (_, _, Some(planned)) if planned.because.kind == BecauseKind::Predecessor => TaskState::Waiting,
        _ => TaskState::Planned,
    }
}

/// Makes the row at `at` a summary of the rows right below it, which are all rows after it.
fn sum_up(rows: &mut [Row], at: usize) {
    let Some((summary, below)) = rows.get_mut(at..).and_then(|rows| rows.split_first_mut()) else { return };
    let leaves: Vec<&Row> = below.iter().filter(|row| !row.summary).collect();
    summary.summary = true;
    summary.milestone = false;
    summary.guessed = false;
    summary.effort = None;
    summary.person = None;
    summary.effort_hours = leaves.iter().map(|row| row.effort_hours).sum();
    summary.spent_hours =
        leaves.iter().map(|row| if row.done_at.is_some() { row.effort_hours } else { row.spent_hours }).sum();
    summary.start = leaves.iter().filter_map(|row| row.start.or(row.done_at)).min();
    summary.finish = if leaves.iter().all(|row| row.finish.is_some()) {
        leaves.iter().filter_map(|row| row.finish).max()
    } else {
        None
    };
    summary.done_at = if leaves.iter().all(|row| row.done_at.is_some()) {
        leaves.iter().filter_map(|row| row.done_at).max()
    } else {
        None
    };
    let any = |state: TaskState| leaves.iter().any(|row| row.state == state);
    summary.state = match () {
        () if summary.done_at.is_some() => TaskState::Done,
        () if any(TaskState::Stuck) => TaskState::Stuck,
        () if any(TaskState::Late) => TaskState::Late,
        () if any(TaskState::Doing) || any(TaskState::Done) => TaskState::Doing,
        () => TaskState::Planned,
    };
    summary.why = None;
    summary.held_by = None;
    summary.pin = None;
}
