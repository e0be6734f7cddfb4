//! Order: links with their lags, releases, milestones at their earliest, reasons that are true.

use super::{
    Judged, Placed,
    calendar::{Minute, after, less, within},
    text,
    world::{Leaf, Link},
};

impl Judged<'_> {
    pub(super) fn order(&self, faults: &mut Vec<String>) {
        for task in self.tasks.values() {
            let leaf = &self.world.leaves[task.key];
            let mut fault = |what: String| faults.push(format!("{}: {what}", task.key));
            if task.start < leaf.release {
                fault("starts before it may".into());
            }
            for link in &leaf.after {
                match self.ends(&link.leaf) {
                    None => fault(format!("is placed, but waits for {}, which is not", link.leaf)),
                    Some(ends) if !self.keeps(task, link, ends) => {
                        fault(format!("breaks its {} link to {}", link.kind, link.leaf));
                    }
                    Some(_) => {}
                }
            }
            if leaf.milestone && !leaf.after.iter().any(|link| link.working) {
                let bounds = leaf.after.iter().filter_map(|link| Some(bound(link, self.ends(&link.leaf)?)));
                let earliest = bounds.fold(leaf.release, Minute::max);
                if task.start != earliest {
                    fault(format!("is a milestone {} minutes after its earliest", task.start - earliest));
                }
            }
            self.because(task, leaf, &mut fault);
        }
    }

    /// Start and finish of what a link waits for; done work counts as both at once.
    fn ends(&self, leaf: &str) -> Option<(Minute, Minute)> {
        let done = self.world.leaves[leaf].done.map(|done| (done, done));
        done.or_else(|| self.tasks.get(leaf).map(|task| (task.start, task.finish)))
    }

    fn keeps(&self, task: &Placed<'_>, link: &Link, ends: (Minute, Minute)) -> bool {
        let held = if matches!(link.kind.as_str(), "FS" | "SS") { task.start } else { task.finish };
        let from = if matches!(link.kind.as_str(), "FS" | "FF") { ends.1 } else { ends.0 };
        if !link.working {
            return held >= from + link.lag;
        }
        let Some(time) = task.person.and_then(|person| self.times.get(person)) else { return true };
        // Whether an appointment counts as working time, the contract leaves open: both readings are taken.
        if link.lag >= 0 {
            held >= from && within(&time.works, (from, held)) >= link.lag
        } else {
            held >= from || within(&time.free, (held, from)) <= -link.lag
        }
    }

    fn because(&self, task: &Placed<'_>, leaf: &Leaf, fault: &mut impl FnMut(String)) {
        let (kind, of) = (text(&task.told["because"]["kind"]), task.told["because"]["of"].as_str());
        let fine = match kind {
            "predecessor" => of.is_some_and(|of| leaf.after.iter().any(|link| link.leaf == of)),
            "person" | "calendar" => of.is_some() && of == task.person,
            "not_before" => of.is_some() && leaf.release > self.world.at,
            "now" => of.is_none() && task.start >= self.world.at,
            _ => false,
        };
        if !fine {
            fault(format!("starts because of {kind} {of:?}"));
        }
    }

    /// What is not placed has a true reason.
    pub(super) fn reasons(&self, faults: &mut Vec<String>) {
        for (key, told) in &self.unplaced {
            let leaf = &self.world.leaves[*key];
            let (rule, reason) = (text(&told["rule"]), text(&told["reason"]));
            let mut fault = |what: &str| faults.push(format!("{key}: {what} ({rule}: {reason})"));
            if reason.is_empty() {
                fault("has no reason");
            }
            let candidates = self.world.candidates(leaf, true);
            let by_r3 = candidates.is_empty() && !self.world.candidates(leaf, false).is_empty() && !leaf.milestone;
            let waits = leaf.after.iter().any(|link| self.unplaced.contains_key(link.leaf.as_str()));
            if rule != if by_r3 { "R3" } else { "R11" } && !(waits && rule == "R11") {
                fault("names the wrong rule");
            }
            let nobody = candidates.is_empty() && !leaf.milestone;
            if !(nobody || waits) && (leaf.milestone || candidates.iter().any(|who| self.had_time(leaf, who))) {
                fault("could have been placed");
            }
        }
    }

    /// Whether a person could simply have done a task after everything else of theirs, within five years.
    fn had_time(&self, leaf: &Leaf, who: &str) -> bool {
        let theirs = self.tasks.values().filter(|task| task.person == Some(who));
        let busy: Vec<_> = theirs.flat_map(|task| task.pieces.iter().copied()).collect();
        let last = busy.iter().map(|(_, to)| *to).max().unwrap_or(self.world.at);
        let time = &self.times[who];
        let mut from = leaf.release.max(last);
        for link in &leaf.after {
            let Some(ends) = self.ends(&link.leaf) else { continue };
            let bound = bound(link, ends);
            let ready = if link.working { after(&time.works, bound, link.lag.max(0)) } else { Some(bound) };
            let Some(ready) = ready else { return false };
            from = from.max(ready);
        }
        let finish = after(&less(&time.free, &busy), from, leaf.work.ceil() as i64);
        // A year less than the contract's five, so that its last days are nobody's quarrel.
        finish.is_some_and(|finish| finish <= self.world.at + 4 * 365 * 1440)
    }
}

/// The earliest minute that a link of elapsed lag allows for the end that it holds.
fn bound(link: &Link, ends: (Minute, Minute)) -> Minute {
    let from = if matches!(link.kind.as_str(), "FS" | "FF") { ends.1 } else { ends.0 };
    from + if link.working { 0 } else { link.lag }
}
