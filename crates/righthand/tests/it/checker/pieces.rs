//! Pieces: inside working time, adding up, nobody twice at once, nothing put aside without need.

use super::{
    Judged, Placed,
    calendar::{Window, after, within},
    text,
    world::Leaf,
};

/// A shorter piece is allowed only as the task's last, or where it ends with a working window.
const PIECE_MINUTES_MIN: i64 = 30;

impl Judged<'_> {
    pub(super) fn pieces(&self, faults: &mut Vec<String>) {
        for task in self.tasks.values() {
            let leaf = &self.world.leaves[task.key];
            let mut fault = |what: String| faults.push(format!("{}: {what}", task.key));
            if task.told["guessed"] != leaf.guessed {
                fault(format!("guessed is {}", task.told["guessed"]));
            }
            match task.person {
                None if leaf.milestone && task.pieces.is_empty() && task.start == task.finish => {}
                None => fault("has no person, or is a milestone with a length".into()),
                Some(_) if leaf.milestone => fault("is a milestone with a person".into()),
                Some(person) if !self.world.candidates(leaf, true).contains(&person) => {
                    fault(format!("{person} may not do it"));
                }
                Some(person) => self.work(task, leaf, person, &mut fault),
            }
        }
        self.twice(faults);
    }

    fn work(&self, task: &Placed<'_>, leaf: &Leaf, person: &str, fault: &mut impl FnMut(String)) {
        let time = &self.times[person];
        let sum: i64 = task.pieces.iter().map(|(from, to)| to - from).sum();
        // Parts of a minute may be rounded either way.
        if (sum as f64 - leaf.work).abs() >= 1.0 {
            fault(format!("pieces add up to {sum} minutes, the open effort is {:.1}", leaf.work));
        }
        let ends = (task.pieces.first().map(|p| p.0), task.pieces.last().map(|p| p.1));
        if ends != (Some(task.start), Some(task.finish)) {
            fault("does not start with its first piece and end with its last".into());
        }
        for (at, &(from, to)) in task.pieces.iter().enumerate() {
            let Some(&(_, window_end)) = time.free.iter().find(|(a, b)| *a <= from && to <= *b && from < to) else {
                fault(format!("piece {at} is not inside the working time of {person}"));
                continue;
            };
            let last = at + 1 == task.pieces.len();
            if to - from < PIECE_MINUTES_MIN && !last && to != window_end {
                fault(format!("piece {at} is a crumb of {} minutes", to - from));
            }
        }
        for pair in task.pieces.windows(2) {
            let gap = (pair[0].1, pair[1].0);
            if gap.0 > gap.1 {
                fault("pieces are not in order".into());
            } else if gap.0 == gap.1 {
                fault("two pieces touch: they are one".into());
            } else if self.others_within(task, person, gap).is_empty() && within(&time.free, gap) > 0 {
                fault("stops although its person is free".into());
            }
        }
    }

    fn twice(&self, faults: &mut Vec<String>) {
        let mut pieces: Vec<(&str, Window, &str)> = self
            .tasks
            .values()
            .filter_map(|task| task.person.map(|person| (task, person)))
            .flat_map(|(task, person)| task.pieces.iter().map(move |piece| (person, *piece, task.key)))
            .collect();
        pieces.sort_unstable();
        for pair in pieces.windows(2) {
            if pair[0].0 == pair[1].0 && pair[0].1.1 > pair[1].1.0 {
                faults.push(format!("{}: {} does {} at the same time", pair[1].2, pair[1].0, pair[0].2));
            }
        }
    }

    /// A task is put aside only for one that would otherwise be finished after its own, its run's or its project's due.
    pub(super) fn aside(&self, faults: &mut Vec<String>) {
        for task in self.tasks.values() {
            let Some(person) = task.person else { continue };
            for (at, pair) in task.pieces.windows(2).enumerate() {
                let left: i64 = task.pieces.iter().skip(at + 1).map(|(from, to)| to - from).sum();
                let mut work = left;
                for other in self.others_within(task, person, (pair[0].1, pair[1].0)) {
                    work += other.pieces.iter().map(|(from, to)| to - from).sum::<i64>();
                    let due = self.world.strictest_due(&self.world.leaves[other.key]);
                    let otherwise = self.times.get(person).and_then(|time| after(&time.free, pair[0].1, work));
                    if due.is_none_or(|due| otherwise.is_some_and(|otherwise| otherwise <= due)) {
                        faults.push(format!("{}: is put aside for {}, which could have waited", task.key, other.key));
                    }
                }
            }
        }
    }

    /// What else a person does in a stretch, by start.
    fn others_within(&self, task: &Placed<'_>, person: &str, gap: Window) -> Vec<&Placed<'_>> {
        let there = |other: &&Placed<'_>| {
            other.key != task.key && other.person == Some(person) && within(&other.pieces, gap) > 0
        };
        let mut others: Vec<&Placed<'_>> = self.tasks.values().filter(there).collect();
        others.sort_by_key(|other| (other.start, text(&other.told["key"])));
        others
    }
}
