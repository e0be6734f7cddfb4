//! What if: another future beside this one, and dates for work that somebody asks for, before anybody promises anything.
//!
//! Answers are worked out by the planner's side thread; a view waits for one only as long as a page may take.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use righthand_domain::plan::{Comparison, NewWork, PartOf, PromiseLine, Supposition};
use righthand_domain::roles::{Grant, Permission};
use righthand_domain::snapshot::{Snapshot, Zone};
use serde::Serialize;

use crate::Desk;
use crate::command::Actor;
use crate::planning::{Answer, Question};
use crate::view::{NotSeen, PersonRef, View};

/// How far an answer has come.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Worked<T> {
    /// Nothing was asked.
    Idle,
    /// It is being worked out; the bell rings when it is there.
    Counting,
    /// Why there is none.
    None(String),
    There(T),
}

/// What can be asked about, and the names that an answer is told with.
#[derive(Debug, Clone, PartialEq)]
pub struct Board {
    /// Open projects that the reader sees, in order.
    pub projects: Vec<Switch>,
    pub people: Vec<PersonRef>,
    /// All skills that somebody has.
    pub skills: Vec<String>,
    /// Open tasks that new work can wait for: key, and project and name.
    pub tasks: Vec<(String, String)>,
    pub zone: Zone,
    /// Names of all projects and operations, by key.
    names: HashMap<String, String>,
    /// Keys of the projects that the reader manages; `None` for all.
    managed: Option<HashSet<String>>,
}

/// A project that can be promised or held back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Switch {
    pub key: String,
    pub name: String,
    pub tentative: bool,
}

impl Board {
    /// Those who run the business ask about all of it, a project manager about their own projects.
    pub fn load(view: &mut View<'_>) -> Result<Self, NotSeen> {
        let all = match view.may(Permission::SeeBusiness) {
            Grant::Yes => true,
            Grant::OwnProjects => false,
            _ => {
                view.need(Permission::SeeBusiness)?;
                true
            }
        };
        let snapshot = view.snapshot()?;
        let mine = |manager: &Option<String>| manager.as_ref() == Some(&view.me.key);
        let managed = (!all).then(|| {
            let mine = snapshot.projects.iter().filter(|project| mine(&project.manager));
            mine.map(|project| project.key.clone()).collect::<HashSet<String>>()
        });
        let sees = |key: &str| managed.as_ref().is_none_or(|managed| managed.contains(key));
        let projects = snapshot.projects.iter().filter(|project| sees(&project.key)).map(|project| Switch {
            key: project.key.clone(),
            name: project.name.clone(),
            tentative: snapshot.supposed.tentative.contains(&project.key),
        });
        let today = view.today;
        let gone: HashSet<String> =
            view.members()?.iter().filter(|member| member.is_gone(today)).map(|member| member.key.clone()).collect();
        let here = snapshot.people.iter().filter(|person| !gone.contains(&person.key));
        let mut skills: Vec<String> = here.clone().flat_map(|person| person.skills.iter().cloned()).collect();
        skills.sort();
        skills.dedup();
        Ok(Self {
            projects: projects.collect(),
            people: here.map(|person| PersonRef { key: person.key.clone(), name: person.name.clone() }).collect(),
            skills,
            tasks: tasks(&snapshot, sees),
            zone: view.zone.clone(),
            names: names(&snapshot),
            managed,
        })
    }

    /// A project's or an operation's name by its key.
    pub fn name<'b>(&'b self, key: &'b str) -> &'b str {
        self.names.get(key).map_or(key, String::as_str)
    }

    /// Somebody's name by their key.
    pub fn person<'b>(&'b self, key: &'b str) -> &'b str {
        self.people.iter().find(|person| person.key == key).map_or(key, |person| person.name.as_str())
    }

    /// May the reader learn what becomes of this project?
    fn sees(&self, project: &str) -> bool {
        self.managed.as_ref().is_none_or(|managed| managed.contains(project))
    }

    fn sees_part(&self, part: &PartOf) -> bool {
        match part {
            PartOf::Project(key) => self.sees(key),
            PartOf::Run { .. } => self.managed.is_none(),
        }
    }

    fn limited(&self, comparison: &Comparison) -> Comparison {
        let mut limited = comparison.clone();
        limited.projects.retain(|project| self.sees(&project.key));
        limited.tasks.retain(|task| self.sees_part(&task.part_of));
        limited.hand_offs.retain(|hand_off| self.sees_part(&hand_off.part_of));
        if self.managed.is_some() {
            limited.operations.clear();
        }
        limited
    }
}

fn names(snapshot: &Snapshot) -> HashMap<String, String> {
    let projects = snapshot.projects.iter().map(|project| (project.key.clone(), project.name.clone()));
    let operations = snapshot.operations.iter().map(|operation| (operation.key.clone(), operation.name.clone()));
    operations.chain(projects).collect()
}

/// Open tasks, those on top of each project: what new work would wait for is mostly a milestone or a stage.
fn tasks(snapshot: &Snapshot, sees: impl Fn(&str) -> bool) -> Vec<(String, String)> {
    let projects = snapshot.projects.iter().filter(|project| sees(&project.key));
    let open = |project: &righthand_domain::snapshot::Project| {
        let name = project.name.clone();
        let tasks = project.tasks.iter().filter(|task| task.done_at.is_none());
        tasks.map(move |task| (task.key.clone(), format!("{name}: {}", task.name))).collect::<Vec<_>>()
    };
    projects.flat_map(open).collect()
}

/// A supposition beside how it is, with what it can be made of.
pub fn compared(
    desk: &Desk,
    actor: &Actor,
    supposition: &Supposition,
    patience: Duration,
) -> Result<(Board, Worked<Comparison>), NotSeen> {
    let board = desk.view(actor, Board::load)?;
    if *supposition == Supposition::default() {
        return Ok((board, Worked::Idle));
    }
    let answer = desk.planning.ask(actor.business, &Question::Suppose(supposition.clone()), patience)?;
    let worked = match answer.as_deref() {
        None => Worked::Counting,
        Some(Answer::Compared(comparison)) => Worked::There(board.limited(comparison)),
        Some(Answer::None(why)) => Worked::None(why.clone()),
        Some(Answer::Promised(_) | Answer::Advised(_)) => Worked::Idle,
    };
    Ok((board, worked))
}

/// Dates against chance for work that somebody asks for; idle where nothing was asked.
pub fn promised(
    desk: &Desk,
    actor: &Actor,
    work: Option<&NewWork>,
    patience: Duration,
) -> Result<(Board, Worked<PromiseLine>), NotSeen> {
    let board = desk.view(actor, Board::load)?;
    let Some(work) = work else { return Ok((board, Worked::Idle)) };
    let answer: Option<Arc<Answer>> = desk.planning.ask(actor.business, &Question::Promise(work.clone()), patience)?;
    let worked = match answer.as_deref() {
        None => Worked::Counting,
        Some(Answer::Promised(line)) => {
            let mut line = line.clone();
            line.dates.iter_mut().for_each(|date| date.costs.retain(|cost| board.sees(&cost.project)));
            Worked::There(line)
        }
        Some(Answer::None(why)) => Worked::None(why.clone()),
        Some(Answer::Compared(_) | Answer::Advised(_)) => Worked::Idle,
    };
    Ok((board, worked))
}
