//! Score: how good the schedule made last is.

use super::{Generator, NO_PERSON};
use crate::schedule::{Score, last, late_minutes};

impl Generator<'_> {
    pub(super) fn score(&self) -> Score {
        let problem = self.problem;
        let mut score = Score { put_aside: self.progress.divided.count(), unkept: self.unkept(), ..Score::default() };
        for ((group, finish), broken) in
            problem.groups().iter().zip(&self.progress.group_finish).zip(&self.progress.group_broken)
        {
            let (Some(finish), false) = (*finish, *broken) else { continue };
            score.finish += finish - problem.now();
            score.late += group.due.map_or(0.0, |due| late_minutes(due, group.due_rest, finish)) * group.weight;
        }
        for dated in problem.dated() {
            let finish = last(&dated.activities, |a| {
                let spot = &self.spots[a as usize];
                spot.why_not.is_none().then_some(spot.finish)
            });
            score.late += finish.map_or(0.0, |finish| late_minutes(dated.due, dated.due_rest, finish)) * dated.weight;
        }
        for (activity, spot) in problem.activities().iter().zip(&self.spots) {
            if spot.why_not.is_none() {
                score.early += spot.finish - problem.now();
                score.soft_late += activity.soft_due.map_or(0, |due| spot.finish.saturating_sub(due).max(0));
            } else {
                score.unplaced += 1;
            }
            if let Some(earlier) = activity.earlier {
                let person = (spot.person != NO_PERSON).then_some(spot.person);
                let moved =
                    u32::from(spot.why_not.is_some() || spot.start != earlier.start || person != earlier.person);
                score.moved += moved;
                score.near_moved += moved * u32::from(earlier.near);
            }
        }
        score
    }
}
