//! Problem: what is to be done, by whom it can be done, what waits for what, and what being late costs.

mod sound;

use std::sync::Arc;

use crate::calendar::Calendar;
pub use sound::{Unsound, WEIGHT_MAX};

/// Whole minutes since 1970-01-01T00:00Z, or a number of minutes.
pub type Minute = i64;

/// No instant or length of a problem is larger, so that sums of a few never overflow (about two million years).
pub const MINUTE_MAX: Minute = 1 << 40;

/// The least piece of a task that is put aside, in minutes: shorter ones are crumbs (product, section 5).
pub const PIECE_MIN: Minute = 30;

/// A piece of work, or a milestone where `effort` is 0.
#[derive(Debug, Clone)]
pub struct Activity {
    /// Names the activity for random draws: the same id draws the same future, whatever else is planned.
    pub id: u64,
    /// Minutes of one person's work that are left.
    pub effort: Minute,
    /// Who can do it, as indices of people; ignored for a milestone.
    pub people: Vec<u32>,
    /// Not before this minute.
    pub release: Minute,
    pub links: Vec<Link>,
    /// The group it belongs to.
    pub group: u32,
    /// The earliest due that it is measured by (its own, its group's): others may be put aside only to keep this.
    pub due: Option<Minute>,
    /// How much its own missed date is felt where nothing more important is at stake: a step's due inside a run.
    pub soft_due: Option<Minute>,
    /// Where an earlier plan had it.
    pub earlier: Option<Earlier>,
    /// It starts at its release: that time is kept for it before anything else is placed. Later only where what it waits
    /// for leaves no choice.
    pub pinned: bool,
}

impl Activity {
    /// A time of somebody is kept for it. A milestone takes nobody's, pinned or not: it is where its bounds are.
    pub(crate) fn keeps_time(&self) -> bool {
        self.pinned && self.effort > 0
    }

    /// When people have seen it start with this person, where that is so soon that it should stay.
    pub(crate) fn seen_start(&self, person: Option<u32>) -> Option<Minute> {
        let earlier = self.earlier.filter(|earlier| earlier.near && earlier.person.is_some())?;
        (earlier.person == person).then_some(earlier.start)
    }
}

/// Where people have already seen an activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Earlier {
    pub person: Option<u32>,
    pub start: Minute,
    /// So soon that it moves only to avoid lateness.
    pub near: bool,
    /// It was put aside for something else.
    pub divided: bool,
}

/// What an activity waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Link {
    pub source: Source,
    pub kind: LinkKind,
    /// Minutes, may be negative.
    pub lag: Minute,
    /// The lag counts in working minutes of whoever does the later activity; else in elapsed ones.
    pub working: bool,
}

/// The earlier end of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    Activity(u32),
    /// Something that started and finished at this minute.
    Done(Minute),
}

/// Which end of the earlier activity holds which end of the later one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LinkKind {
    FinishToStart,
    StartToStart,
    FinishToFinish,
    StartToFinish,
}

impl LinkKind {
    /// It holds the later one's finish, not its start.
    pub fn holds_finish(self) -> bool {
        matches!(self, Self::FinishToFinish | Self::StartToFinish)
    }

    /// It counts from the earlier one's finish, not from its start.
    pub fn from_finish(self) -> bool {
        matches!(self, Self::FinishToStart | Self::FinishToFinish)
    }
}

/// A project or a run: its finish is the last of its activities'.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Group {
    /// The last whole minute at or before it.
    pub due: Option<Minute>,
    /// The part of a minute, below 1, by which the due lies after `due`.
    pub due_rest: f64,
    /// Cost of an hour late.
    pub weight: f64,
}

/// A date inside a group: of one task, or of all leaves of a summary.
#[derive(Debug, Clone, PartialEq)]
pub struct Dated {
    pub activities: Vec<u32>,
    /// The last whole minute at or before it.
    pub due: Minute,
    /// The part of a minute, below 1, by which the due lies after `due`.
    pub due_rest: f64,
    pub weight: f64,
}

/// A problem without cycles and without dangling references.
#[derive(Debug, Clone)]
pub struct Problem {
    now: Minute,
    people: Vec<Arc<Calendar>>,
    activities: Vec<Activity>,
    groups: Vec<Group>,
    dated: Vec<Dated>,
    /// Activities such that each comes after all it waits for.
    topological: Vec<u32>,
    followers: Vec<Vec<u32>>,
    members: Vec<Vec<u32>>,
    pinned: Vec<u32>,
}

impl Problem {
    /// Checks references, ranges and cycles.
    pub fn new(
        now: Minute,
        people: Vec<Arc<Calendar>>,
        activities: Vec<Activity>,
        groups: Vec<Group>,
        dated: Vec<Dated>,
    ) -> Result<Self, Unsound> {
        sound::check(now, people.len(), &activities, &groups, &dated)?;
        let followers = followers(&activities);
        let topological = topological(&activities, &followers)?;
        let mut members = vec![Vec::new(); groups.len()];
        for &a in &topological {
            members[activities[a as usize].group as usize].push(a);
        }
        let pinned = pinned(&activities);
        Ok(Self { now, people, activities, groups, dated, topological, followers, members, pinned })
    }

    /// The minute that counts as now: nothing starts before.
    pub fn now(&self) -> Minute {
        self.now
    }

    /// Working time by person.
    pub fn people(&self) -> &[Arc<Calendar>] {
        &self.people
    }

    pub fn activities(&self) -> &[Activity] {
        &self.activities
    }

    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    pub fn dated(&self) -> &[Dated] {
        &self.dated
    }

    /// All activities, each after all it waits for.
    pub fn topological(&self) -> &[u32] {
        &self.topological
    }

    /// By activity: those that wait for it, each once.
    pub fn followers(&self) -> &[Vec<u32>] {
        &self.followers
    }

    /// By group: its activities, in topological order.
    pub fn members(&self) -> &[Vec<u32>] {
        &self.members
    }

    /// Work that keeps its time, by release.
    pub fn pinned(&self) -> &[u32] {
        &self.pinned
    }
}

/// The activities that this one waits for; one that it waits for twice comes twice.
pub(crate) fn sources(activity: &Activity) -> impl Iterator<Item = u32> + '_ {
    activity.links.iter().filter_map(|link| match link.source {
        Source::Activity(source) => Some(source),
        Source::Done(_) => None,
    })
}

fn pinned(activities: &[Activity]) -> Vec<u32> {
    let all = (0_u32..).zip(activities).filter(|(_, activity)| activity.keeps_time());
    let mut pinned: Vec<u32> = all.map(|(a, _)| a).collect();
    pinned.sort_by_key(|a| activities[*a as usize].release);
    pinned
}

fn followers(activities: &[Activity]) -> Vec<Vec<u32>> {
    let mut followers = vec![Vec::new(); activities.len()];
    for (index, activity) in activities.iter().enumerate() {
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        for source in sources(activity) {
            let of_source: &mut Vec<u32> = &mut followers[source as usize];
            if of_source.last() != Some(&index) {
                of_source.push(index);
            }
        }
    }
    followers
}

/// Kahn's algorithm, stable: among those that can come next, the first in file order that became free first.
fn topological(activities: &[Activity], followers: &[Vec<u32>]) -> Result<Vec<u32>, Unsound> {
    let mut waits = vec![0_u32; activities.len()];
    for of_source in followers {
        for &follower in of_source {
            waits[follower as usize] += 1;
        }
    }
    let count = u32::try_from(activities.len()).unwrap_or(u32::MAX);
    let mut order: Vec<u32> = (0..count).filter(|a| waits[*a as usize] == 0).collect();
    let mut next = 0;
    while let Some(&a) = order.get(next) {
        next += 1;
        for &follower in &followers[a as usize] {
            waits[follower as usize] -= 1;
            if waits[follower as usize] == 0 {
                order.push(follower);
            }
        }
    }
    if order.len() == activities.len() { Ok(order) } else { Err(Unsound::Cycle(circle(activities, &waits))) }
}

/// Walks back from anything that still waits; what comes up twice is on a circle.
fn circle(activities: &[Activity], waits: &[u32]) -> Vec<u32> {
    let waiting = |a: &u32| waits[*a as usize] > 0;
    let count = u32::try_from(activities.len()).unwrap_or(u32::MAX);
    let Some(mut at) = (0..count).find(waiting) else { return Vec::new() };
    let mut seen_at = vec![usize::MAX; activities.len()];
    let mut path = Vec::new();
    while seen_at[at as usize] == usize::MAX {
        seen_at[at as usize] = path.len();
        path.push(at);
        match sources(&activities[at as usize]).find(waiting) {
            Some(source) => at = source,
            None => return path,
        }
    }
    let mut around = path.split_off(seen_at[at as usize]);
    around.reverse();
    around
}
