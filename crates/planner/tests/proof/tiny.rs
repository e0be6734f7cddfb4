//! Tiny: problems so small that all their schedules can be tried, and the best of those.
//!
//! Time here is cells; a person works in some of them. Nothing of the planner is used to try them.

use std::sync::Arc;

use righthand_planner::random::Sequence;
use righthand_planner::{Activity, Calendar, Dated, Group, Link, LinkKind, Minute, Problem, Source};

/// Cells of the world.
const CELLS: usize = 40;

#[derive(Debug, Clone)]
pub(crate) struct Tiny {
    /// By person and cell: works.
    pub(crate) works: Vec<[bool; CELLS]>,
    pub(crate) tasks: Vec<Task>,
    /// By group: due cell and weight.
    pub(crate) groups: Vec<(usize, f64)>,
    /// Long work may be put aside.
    pub(crate) divisible: bool,
}

impl Tiny {
    /// Minutes of a cell: as long as the least piece where work may be put aside.
    pub(crate) fn cell(&self) -> Minute {
        if self.divisible { 30 } else { 1 }
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Task {
    /// In cells.
    pub(crate) effort: usize,
    pub(crate) people: Vec<u32>,
    pub(crate) release: usize,
    /// On lower numbers, in cells.
    pub(crate) links: Vec<Wait>,
    pub(crate) group: usize,
    /// Its own due, with the weight of its group.
    pub(crate) due: Option<usize>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Wait {
    pub(crate) on: usize,
    pub(crate) kind: LinkKind,
    pub(crate) lag: usize,
    pub(crate) working: bool,
}

/// Weighted cells late, cells to the groups' finishes, times put aside: in this order, less is better.
pub(crate) type Value = (f64, usize, usize);

impl Tiny {
    /// Arbitrary, and small enough to try everything.
    pub(crate) fn arbitrary(random: &mut Sequence, divisible: bool) -> Self {
        let count = 2 + random.below(if divisible { 2 } else { 3 });
        Self::of_so_many(random, count, divisible)
    }

    /// Of so many tasks; with one kind of link, so that orders of tasks tell all that matters.
    pub(crate) fn of_so_many(random: &mut Sequence, count: usize, divisible: bool) -> Self {
        let rhythms = [(5, 3), (4, 4), (7, 5), (1, 1)];
        let person = |random: &mut Sequence| {
            let (length, share) = rhythms[random.below(rhythms.len())];
            std::array::from_fn(|cell| cell % length < share)
        };
        let people = if divisible { 1 + random.below(2) } else { 2 };
        let works: Vec<[bool; CELLS]> = (0..people).map(|_| person(random)).collect();
        let kinds = [LinkKind::FinishToStart, LinkKind::StartToStart, LinkKind::FinishToFinish];
        let kind = if divisible { LinkKind::FinishToStart } else { kinds[random.below(3)] };
        let tasks = (0..count).map(|index| Task::arbitrary(random, index, people as u32, kind, divisible)).collect();
        let groups = (0..2).map(|_| (2 + random.below(12), [1.0, 2.0, 0.5][random.below(3)])).collect();
        Self { works, tasks, groups, divisible }
    }

    pub(crate) fn problem(&self) -> Problem {
        let minutes = |cells: usize| cells as Minute * self.cell();
        let calendar = |works: &[bool; CELLS]| {
            let cells = (0..CELLS).filter(|cell| works[*cell]);
            Arc::new(Calendar::new(cells.map(|cell| (minutes(cell), minutes(cell + 1)))))
        };
        let link = |wait: &Wait| Link {
            source: Source::Activity(wait.on as u32),
            kind: wait.kind,
            lag: minutes(wait.lag),
            working: wait.working,
        };
        let activity = |(index, task): (usize, &Task)| Activity {
            id: index as u64,
            effort: minutes(task.effort),
            people: task.people.clone(),
            release: minutes(task.release),
            links: task.links.iter().map(link).collect(),
            group: task.group as u32,
            // What nobody would miss is no reason to put anything aside.
            due: self.divisible.then(|| minutes(self.due(task))),
            soft_due: None,
            earlier: None,
            pinned: false,
        };
        let group = |(due, weight): &(usize, f64)| Group { due: Some(minutes(*due)), due_rest: 0.0, weight: *weight };
        let dated = |(index, task): (usize, &Task)| {
            let weight = self.groups[task.group].1;
            task.due.map(|due| Dated { activities: vec![index as u32], due: minutes(due), due_rest: 0.0, weight })
        };
        let activities = self.tasks.iter().enumerate().map(activity).collect();
        let dates = self.tasks.iter().enumerate().filter_map(dated).collect();
        let people = self.works.iter().map(calendar).collect();
        Problem::new(0, people, activities, self.groups.iter().map(group).collect(), dates).unwrap()
    }

    /// The earliest due that the task is measured by.
    fn due(&self, task: &Task) -> usize {
        task.due.unwrap_or(usize::MAX).min(self.groups[task.group].0)
    }

    /// The best of all schedules.
    pub(crate) fn best(&self) -> Value {
        let mut trial = Trial { tiny: self, busy: self.works.clone(), places: vec![], best: (f64::MAX, 0, 0) };
        for (busy, works) in trial.busy.iter_mut().zip(&self.works) {
            busy.iter_mut().zip(works).for_each(|(busy, works)| *busy = !works);
        }
        trial.go_on();
        trial.best
    }
}

impl Task {
    fn arbitrary(random: &mut Sequence, index: usize, people: u32, kind: LinkKind, divisible: bool) -> Self {
        let wait = |random: &mut Sequence| Wait {
            on: random.below(index),
            kind,
            lag: [0, 0, 1, 3][random.below(4)],
            working: random.chance(50),
        };
        let links = if index > 0 && random.chance(60) { 1 + random.below(2) } else { 0 };
        let everybody: Vec<u32> = (0..people).collect();
        Self {
            effort: 1 + random.below(if divisible { 5 } else { 4 }),
            people: if random.chance(50) { vec![random.below(people as usize) as u32] } else { everybody },
            release: if random.chance(40) { random.below(6) } else { 0 },
            links: (0..links).map(|_| wait(random)).collect(),
            group: random.below(2),
            due: random.chance(30).then(|| 2 + random.below(8)),
        }
    }
}

/// Where a task is: who, and the cells.
struct Place {
    person: u32,
    cells: Vec<usize>,
}

struct Trial<'a> {
    tiny: &'a Tiny,
    busy: Vec<[bool; CELLS]>,
    places: Vec<Place>,
    best: Value,
}

impl Trial<'_> {
    /// Tries every place of the next task.
    fn go_on(&mut self) {
        if !is_less(self.value(), self.best) {
            return;
        }
        let Some(task) = self.tiny.tasks.get(self.places.len()) else {
            if self.is_allowed() {
                self.best = self.value();
            }
            return;
        };
        for &person in &task.people {
            let works = self.tiny.works[person as usize];
            let own: Vec<usize> = (0..CELLS).filter(|cell| works[*cell]).collect();
            for first in 0..own.len() {
                // Begun here or later it ends no sooner than this: too late already.
                let Some(soonest) = own.get(first..first + task.effort) else { break };
                if !self.is_less_with(person, soonest) {
                    break;
                }
                for cells in self.cells(task, &own[first..]) {
                    let free = cells.iter().all(|cell| !self.busy[person as usize][*cell]);
                    if free && self.waits(task, person, &cells) {
                        cells.iter().for_each(|cell| self.busy[person as usize][*cell] = true);
                        self.places.push(Place { person, cells });
                        self.go_on();
                        if let Some(Place { cells, .. }) = self.places.pop() {
                            cells.iter().for_each(|cell| self.busy[person as usize][*cell] = false);
                        }
                    }
                }
            }
        }
    }

    fn is_less_with(&mut self, person: u32, cells: &[usize]) -> bool {
        self.places.push(Place { person, cells: cells.to_vec() });
        let less = is_less(self.value(), self.best);
        self.places.pop();
        less
    }

    /// The ways to begin with the first of these cells: in one piece, or in two.
    fn cells(&self, task: &Task, own: &[usize]) -> Vec<Vec<usize>> {
        let mut ways: Vec<Vec<usize>> = own.get(..task.effort).map(<[usize]>::to_vec).into_iter().collect();
        if self.tiny.divisible {
            // A pause is filled with others' work.
            let all: usize = self.tiny.tasks.iter().map(|task| task.effort).sum();
            for before in 1..task.effort {
                for pause in 1..=all - task.effort {
                    let Some(after) = own.get(before + pause..task.effort + pause) else { break };
                    ways.push([&own[..before], after].concat());
                }
            }
        }
        ways
    }

    fn waits(&self, task: &Task, person: u32, cells: &[usize]) -> bool {
        let (start, finish) = ends(cells);
        start >= task.release
            && task.links.iter().all(|wait| {
                let (from_start, from_finish) = ends(&self.places[wait.on].cells);
                let (from, to) = match wait.kind {
                    LinkKind::FinishToStart => (from_finish, start),
                    LinkKind::StartToStart => (from_start, start),
                    LinkKind::FinishToFinish => (from_finish, finish),
                    LinkKind::StartToFinish => (from_start, finish),
                };
                let works = |cell: &usize| !wait.working || self.tiny.works[person as usize][*cell];
                from <= to && (from..to).filter(works).count() >= wait.lag
            })
    }

    /// Of what is placed so far; no more can make it less.
    fn value(&self) -> Value {
        let Tiny { groups, tasks, .. } = self.tiny;
        let late = |due: usize, finish: usize, weight: f64| finish.saturating_sub(due) as f64 * weight;
        let mut finishes = vec![0; groups.len()];
        let (mut sum, mut aside) = (0.0, 0);
        for (task, place) in tasks.iter().zip(&self.places) {
            let finish = ends(&place.cells).1;
            finishes[task.group] = finish.max(finishes[task.group]);
            sum += task.due.map_or(0.0, |due| late(due, finish, groups[task.group].1));
            aside += usize::from(self.pause(place).is_some());
        }
        for ((due, weight), finish) in groups.iter().zip(&finishes) {
            sum += late(*due, *finish, *weight);
        }
        (sum, finishes.iter().sum(), aside)
    }

    /// The working cells between the two pieces of a place.
    fn pause(&self, place: &Place) -> Option<Vec<usize>> {
        let works = &self.tiny.works[place.person as usize];
        let (start, finish) = ends(&place.cells);
        let between: Vec<usize> = (start..finish).filter(|cell| works[*cell] && !place.cells.contains(cell)).collect();
        (!between.is_empty()).then_some(between)
    }

    /// Work is put aside only for what would be late if it waited until that is done, all of which lies in the pause.
    fn is_allowed(&self) -> bool {
        self.places.iter().all(|place| {
            let Some(pause) = self.pause(place) else { return true };
            let left = place.cells.iter().filter(|cell| **cell > pause[0]).count();
            let works = &self.tiny.works[place.person as usize];
            let mut filled = 0;
            let others = self.tiny.tasks.iter().zip(&self.places).filter(|(_, other)| {
                other.person == place.person && other.cells.iter().any(|cell| pause.contains(cell))
            });
            for (urgent, other) in others {
                let inside = other.cells.iter().filter(|cell| pause.contains(cell)).count();
                filled += inside;
                let mut own = (other.cells[0]..CELLS).filter(|cell| works[*cell]);
                let otherwise = own.nth(left + urgent.effort - 1).map_or(CELLS, |cell| cell + 1);
                if inside < other.cells.len() || otherwise <= self.tiny.due(urgent) {
                    return false;
                }
            }
            filled == pause.len()
        })
    }
}

fn ends(cells: &[usize]) -> (usize, usize) {
    (cells[0], cells[cells.len() - 1] + 1)
}

pub(crate) fn is_less(one: Value, other: Value) -> bool {
    one.0.total_cmp(&other.0).then((one.1, one.2).cmp(&(other.1, other.2))).is_lt()
}
