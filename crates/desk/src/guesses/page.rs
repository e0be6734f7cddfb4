//! What the plan has to guess of one project or draft, and what could be said instead.

use std::collections::{BTreeMap, HashMap};

use righthand_domain::ids::{ListId, ProjectId, TaskId};
use righthand_domain::roles::{Grant, Permission, Role};
use righthand_domain::snapshot::{Effort, When};
use righthand_store::{Json, Row, Sql, select_sql, sql, values};
use serde::Serialize;

use super::offers::{self, Dismissed, OrderOffer, RecurringOffer};
use crate::projects::glance::{self, Glance};
use crate::projects::terms::{self, Choices};
use crate::records::{BoardList, Efforts, Member, Project, State};
use crate::view::{NotSeen, View};

/// Cards shown at once; further ones follow as these are said. More than anybody says before the page is asked again.
pub const CARDS_MAX: usize = 60;
/// Lists, and labels, shown at once.
const GROUPS_MAX: usize = 60;
/// Hours a week that a plan reckons with where neither a member nor the business says any (contracts, working time).
pub const ASSUMED_HOURS: f64 = 40.0;

/// All that the page shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Guesses {
    /// Every project and draft of the reader that has guesses.
    pub projects: Vec<Guessing>,
    /// The one that is asked for, or the first; `None` where there is none at all.
    pub here: Option<Here>,
    /// Members whose hours nobody has said, for those who may say them.
    pub people: Vec<Unknown>,
    /// What the plan reckons with for them.
    pub assumed_hours: f64,
    /// They see whole projects: those who import.
    pub can_import: bool,
}

/// A project or draft with guesses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Guessing {
    pub key: String,
    pub name: String,
    pub draft: bool,
    pub guessed: i64,
}

/// Somebody whose hours are not known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unknown {
    pub key: String,
    pub name: String,
    pub role: Role,
}

/// One project or draft.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Here {
    pub key: String,
    pub name: String,
    pub draft: bool,
    pub version: i64,
    /// Open cards that take effort.
    pub open: usize,
    /// Those of them whose effort is a guess.
    pub guessed: usize,
    /// Those of them for which not even a default was given.
    pub unsaid: usize,
    /// The first of the guessed ones, in the order of the board.
    pub cards: Vec<Card>,
    pub lists: Vec<Group>,
    pub labels: Vec<Group>,
    pub orders: Vec<OrderOffer>,
    pub recurring: Vec<RecurringOffer>,
    /// How the project stands; a draft has no plan.
    pub glance: Option<Glance>,
    /// For the form that makes the draft a project, for those who may.
    pub choices: Option<Choices>,
    pub outcome: Option<String>,
    pub end: Option<When>,
    pub may_run_operations: bool,
    /// The reader's import by which it came, if it was one and holds: all of it can be taken back.
    pub import: Option<i64>,
}

/// A card whose effort is a guess.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Card {
    pub key: String,
    pub name: String,
    pub list: String,
    pub labels: Vec<String>,
    /// The guess, where a list or label has given it one.
    pub effort: Option<Effort>,
    pub due: Option<When>,
    pub version: i64,
}

/// The cards of a list or of a label.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Group {
    /// Empty for the cards in no list.
    pub name: String,
    pub open: usize,
    pub guessed: usize,
    pub unsaid: usize,
}

/// A leaf of the board, done or not.
pub(super) struct Leaf {
    pub(super) id: TaskId,
    pub(super) key: String,
    pub(super) name: String,
    pub(super) list: Option<ListId>,
    pub(super) labels: Vec<String>,
    pub(super) effort: Option<Effort>,
    pub(super) guessed: bool,
    pub(super) due: Option<When>,
    pub(super) done: bool,
    version: i64,
}

/// The guesses of the project or draft of that key; of the reader's first one with guesses where none is named.
pub fn guesses(view: &mut View<'_>, key: Option<&str>) -> Result<Guesses, NotSeen> {
    if !view.me.role.oversees() {
        view.need(Permission::SeeBusiness)?;
    }
    let projects = guessing(view)?;
    let project = match (key, projects.first()) {
        (Some(key), _) => Some(find(view, key)?),
        (None, Some(first)) => Some(find(view, &first.key)?),
        (None, None) => None,
    };
    let here = project.map(|project| here(view, project)).transpose()?;
    let people = unknown(view)?;
    let week = view.business.working_week.as_ref().map(|week| week.0.clone().into_week());
    let minutes = week.map(|week| week.0.iter().flatten().map(|hours| f64::from(hours.to - hours.from)).sum::<f64>());
    Ok(Guesses {
        projects,
        here,
        people,
        assumed_hours: minutes.map_or(ASSUMED_HOURS, |minutes| minutes / 60.0),
        can_import: view.may(Permission::Import) == Grant::Yes,
    })
}

fn find(view: &mut View<'_>, key: &str) -> Result<Project, NotSeen> {
    let unknown = || NotSeen::NotFound(format!("project “{key}”"));
    let select = select_sql!(Project, "where business_id = $1 and key = $2");
    let project = view.tx.select::<Project>(select, &values![key])?.into_iter().next().ok_or_else(unknown)?;
    if view.manages(&project) { Ok(project) } else { Err(unknown()) }
}

/// What the reader manages that has guesses: drafts first, since nothing is known of them.
fn guessing(view: &mut View<'_>) -> Result<Vec<Guessing>, NotSeen> {
    const GUESSED: &Sql = sql!(
        "task.guessed_by_project",
        "select project.key, project.name, project.state, project.manager_id, count(*) from task \
         join project on project.business_id = $1 and project.id = task.project_id \
         where task.business_id = $1 and project.state <> 'closed' and task.archived = false and task.milestone = false \
         and task.done_at is null and (task.likely_minutes is null or task.guessed = true) \
         and task.id not in \
         (select child.parent_id from task child where child.business_id = $1 and child.parent_id is not null \
         and child.archived = false) \
         group by project.id, project.key, project.name, project.state, project.manager_id, project.position \
         order by project.state, project.position, project.id"
    );
    let whole = view.may(Permission::SeeBusiness) == Grant::Yes;
    let me = view.me.id;
    let all = view.tx.all(GUESSED, &[], |row| {
        let manager: Option<righthand_domain::ids::MemberId> = row.get(3)?;
        let state: String = row.get(2)?;
        let draft = state == State::Draft.as_str();
        Ok((manager, Guessing { key: row.get(0)?, name: row.get(1)?, draft, guessed: row.get(4)? }))
    })?;
    Ok(all.into_iter().filter(|(manager, _)| whole || *manager == Some(me)).map(|(_, guessing)| guessing).collect())
}

fn here(view: &mut View<'_>, project: Project) -> Result<Here, NotSeen> {
    let lists = select_sql!(BoardList, "where business_id = $1 and project_id = $2 order by position, id");
    let lists = view.tx.select::<BoardList>(lists, &values![project.id])?;
    let leaves = leaves(view, project.id)?;
    let dismissed = Dismissed::load(view, project.id)?;
    let places = lists.iter().enumerate().map(|(place, list)| (list.id, place)).collect();
    let board = Board { lists: &lists, places, leaves: &leaves };
    let open = || leaves.iter().filter(|leaf| !leaf.done);
    let draft = project.is(State::Draft);
    let may_run_operations = view.may(Permission::RunOperations) == Grant::Yes;
    let import = import(view, project.id)?;
    Ok(Here {
        import,
        open: open().count(),
        guessed: open().filter(|leaf| leaf.guessed).count(),
        unsaid: open().filter(|leaf| leaf.effort.is_none()).count(),
        cards: board.cards(),
        lists: board.groups(|leaf| vec![board.list(leaf)]),
        labels: board.groups(|leaf| leaf.labels.iter().map(String::as_str).collect()),
        orders: offers::orders(view, project.id, &lists, &leaves, &dismissed)?,
        recurring: if may_run_operations {
            offers::recurring(view, project.id, &leaves, &dismissed)?
        } else {
            Vec::new()
        },
        glance: if draft { None } else { Some(glance::one(view, &project.key)?.1) },
        choices: if draft && view.may(Permission::OpenProjects) == Grant::Yes {
            Some(terms::choices(view)?)
        } else {
            None
        },
        draft,
        may_run_operations,
        version: project.version,
        outcome: project.outcome,
        end: project.ends,
        key: project.key,
        name: project.name,
    })
}

/// The event by which a board came in.
fn import(view: &mut View<'_>, project: ProjectId) -> Result<Option<i64>, NotSeen> {
    const IMPORT: &Sql = sql!(
        "event.import_of_project",
        "select event.seq from change join event on event.business_id = $1 and event.seq = change.seq \
         where change.business_id = $1 and change.thing = 'project' and change.thing_id = $2 \
         and change.before_json is null and event.command = 'import_board' and event.user_id = $3 \
         and not exists (select 1 from event later where later.business_id = $1 and later.undoes = event.seq) \
         order by event.seq desc limit 1"
    );
    Ok(view.tx.one(IMPORT, &values![project, view.who.user()], |row| row.get(0))?)
}

/// Narrow: a board of thousands of cards with their notes would be megabytes.
fn leaves(view: &mut View<'_>, project: ProjectId) -> Result<Vec<Leaf>, NotSeen> {
    const LEAVES: &Sql = sql!(
        "task.leaves_for_guesses",
        "select task.id, task.key, task.name, task.list_id, task.labels, task.optimistic_minutes, task.likely_minutes, \
         task.pessimistic_minutes, task.guessed, task.due, task.done_at, task.version from task \
         where task.business_id = $1 and task.project_id = $2 and task.archived = false and task.milestone = false \
         and task.id not in \
         (select child.parent_id from task child where child.business_id = $1 and child.parent_id is not null \
         and child.archived = false) order by task.position, task.id"
    );
    let leaf = |row: &Row<'_>| {
        let labels: Json<Vec<String>> = row.get(4)?;
        let efforts = Efforts { optimistic: row.get(5)?, likely: row.get(6)?, pessimistic: row.get(7)? };
        let done_at: Option<jiff::Timestamp> = row.get(10)?;
        Ok(Leaf {
            id: row.get(0)?,
            key: row.get(1)?,
            name: row.get(2)?,
            list: row.get(3)?,
            labels: labels.0,
            effort: efforts.effort(),
            guessed: row.get::<bool>(8)? || efforts.likely.is_none(),
            due: row.get(9)?,
            done: done_at.is_some(),
            version: row.get(11)?,
        })
    };
    Ok(view.tx.all(LEAVES, &values![project], leaf)?)
}

/// The leaves of a project by its lists.
struct Board<'b> {
    lists: &'b [BoardList],
    places: HashMap<ListId, usize>,
    leaves: &'b [Leaf],
}

impl<'b> Board<'b> {
    /// The name of a leaf's list.
    fn list(&self, leaf: &Leaf) -> &'b str {
        self.place(leaf).and_then(|at| self.lists.get(at)).map_or("", |list| list.name.as_str())
    }

    /// The place of a leaf's list among all; those in none come last.
    fn place(&self, leaf: &Leaf) -> Option<usize> {
        self.places.get(&leaf.list?).copied()
    }

    /// The guessed ones in the order of the board, list by list.
    fn cards(&self) -> Vec<Card> {
        let mut guessed: Vec<(usize, &Leaf)> = self
            .leaves
            .iter()
            .filter(|leaf| leaf.guessed && !leaf.done)
            .map(|leaf| (self.place(leaf).unwrap_or(usize::MAX), leaf))
            .collect();
        guessed.sort_by_key(|(place, _)| *place);
        let card = |(_, leaf): (usize, &Leaf)| Card {
            key: leaf.key.clone(),
            name: leaf.name.clone(),
            list: self.list(leaf).to_owned(),
            labels: leaf.labels.clone(),
            effort: leaf.effort,
            due: leaf.due,
            version: leaf.version,
        };
        guessed.into_iter().take(CARDS_MAX).map(card).collect()
    }

    /// Groups of open cards, those with guesses in them, in the order of their first card.
    fn groups<'l>(&self, names: impl Fn(&'l Leaf) -> Vec<&'l str>) -> Vec<Group>
    where
        'b: 'l,
    {
        let mut groups: BTreeMap<&str, (usize, Group)> = BTreeMap::new();
        for (at, leaf) in self.leaves.iter().enumerate().filter(|(_, leaf)| !leaf.done) {
            let first = self.place(leaf).unwrap_or(usize::MAX - self.leaves.len()).saturating_add(at);
            for name in names(leaf) {
                let (_, group) = groups.entry(name).or_insert_with(|| (first, Group::default()));
                group.open += 1;
                group.guessed += usize::from(leaf.guessed);
                group.unsaid += usize::from(leaf.effort.is_none());
            }
        }
        let mut found: Vec<(usize, Group)> = groups
            .into_iter()
            .filter(|(_, (_, group))| group.guessed > 0)
            .map(|(name, (first, group))| (first, Group { name: name.to_owned(), ..group }))
            .collect();
        found.sort_by_key(|(first, _)| *first);
        found.into_iter().take(GROUPS_MAX).map(|(_, group)| group).collect()
    }
}

/// Members without hours of their own, those who do work here.
fn unknown(view: &mut View<'_>) -> Result<Vec<Unknown>, NotSeen> {
    if view.may(Permission::SetHours) != Grant::Yes {
        return Ok(Vec::new());
    }
    let today = view.today;
    let unknown = |member: &Member| {
        member.minutes_per_week.is_none()
            && member.working_week.is_none()
            && member.role != Role::Guest
            && !member.is_gone(today)
    };
    let all = view.members()?.into_iter().filter(unknown);
    Ok(all.map(|member| Unknown { key: member.key, name: member.name, role: member.role }).collect())
}
