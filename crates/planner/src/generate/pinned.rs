//! Pins: work that keeps its time. It gets that before anything else is placed, and everything else flows around it.

use super::{Bounds, Generator, NOWHERE, Spot};
use crate::problem::Activity;

impl Generator<'_> {
    /// Takes the time of everything pinned, as if it waited for nothing.
    pub(super) fn keep_time(&mut self) {
        let problem = self.problem;
        for (index, &a) in problem.pinned().iter().enumerate() {
            let activity = &problem.activities()[a as usize];
            let bounds = Bounds { start: activity.release.max(problem.now()), finish: None, working: false };
            let spot = self.first_to_finish(a, activity, &bounds, false).map(|offer| offer.spot);
            self.kept[index] = spot.unwrap_or(NOWHERE);
            self.spots[a as usize] = self.kept[index];
            let Some(spot) = spot else { continue };
            if let Some(taken) = self.progress.people.get_mut(spot.person as usize) {
                taken.take(a, spot.from, spot.from + activity.effort);
            }
        }
    }

    /// What is pinned among those that are not placed yet has its kept place.
    pub(super) fn keep_spots(&mut self, unplaced: &[u32]) {
        let problem = self.problem;
        if problem.pinned().is_empty() {
            return;
        }
        for &a in unplaced.iter().filter(|a| problem.activities()[**a as usize].keeps_time()) {
            if let Some(index) = problem.pinned().iter().position(|pinned| *pinned == a) {
                self.spots[a as usize] = self.kept[index];
            }
        }
    }

    /// Does `a` start in the time that was kept for it? Where something that it waits for comes later than that, the time
    /// is free again.
    pub(super) fn in_kept_time(&mut self, a: u32, activity: &Activity) -> bool {
        let spot = self.spots[a as usize];
        // Nobody had the time: there is none to be kept.
        if spot.why_not.is_some() {
            return false;
        }
        let ready = self.bounds(activity).ok().and_then(|bounds| self.ready(a, activity, spot.person, &bounds));
        if ready.is_some_and(|(ready, _)| ready <= spot.from) {
            return true;
        }
        self.spots[a as usize] = NOWHERE;
        if let Some(taken) = self.progress.people.get_mut(spot.person as usize) {
            taken.give_back(spot.from, spot.from + activity.effort);
        }
        false
    }

    /// Pinned work that starts later than it is to.
    pub(super) fn unkept(&self) -> u32 {
        let late = |(a, kept): &(&u32, &Spot)| kept.why_not.is_none() && self.spots[**a as usize].start > kept.start;
        u32::try_from(self.problem.pinned().iter().zip(&self.kept).filter(late).count()).unwrap_or(u32::MAX)
    }
}
