//! Totals: dues, lateness, finishes, chains and the objective, worked out again from the pieces.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{
    Judged,
    calendar::{Minute, list, read, when},
    text,
};

/// Hours that sums of many decimals may differ by.
const HOURS_EPSILON: f64 = 1e-6;

impl Judged<'_> {
    pub(super) fn totals(&self, faults: &mut Vec<String>) {
        for task in self.tasks.values() {
            let leaf = &self.world.leaves[task.key];
            let due = task.told.get("due").filter(|due| !due.is_null()).map(read);
            // A summary's due is told with its last leaf, or not at all.
            let of_summary = due.is_some()
                && self.world.summaries.iter().any(|s| Some(s.due) == due && s.leaves.contains(&leaf.key));
            if due != leaf.due && !of_summary {
                faults.push(format!("{}: due is {}", task.key, task.told["due"]));
            }
            let late = late(task.finish, due);
            if !near(&task.told["late_hours"], late) {
                faults.push(format!("{}: is {late} hours late, not {}", task.key, task.told["late_hours"]));
            }
            self.offsets(task.told, faults);
        }
        let told: Vec<&str> = list(&self.plan["projects"]).map(|project| text(&project["key"])).collect();
        let asked: Vec<&str> = list(&self.world.file["projects"]).map(|project| text(&project["key"])).collect();
        if told != asked {
            faults.push(format!("projects are {told:?}, not {asked:?}"));
            return;
        }
        for (index, project) in list(&self.plan["projects"]).enumerate() {
            self.project(index, project, faults);
        }
        self.objective(faults);
    }

    fn project(&self, index: usize, told: &Value, faults: &mut Vec<String>) {
        let mut fault = |what: String| faults.push(format!("{}: {what}", told["key"]));
        let finish = self.finish(|leaf| leaf.project == Some(index));
        let said = Some(&told["finish"]).filter(|finish| !finish.is_null()).map(read);
        if said != finish {
            fault(format!("finish is {}", told["finish"]));
        }
        let due = when(&self.world.zone, &self.world.project(index)["end"], true);
        if told["due"].is_null() || read(&told["due"]) != due {
            fault(format!("due is {}", told["due"]));
        }
        let late = finish.map_or(0.0, |finish| late(finish, Some(due)));
        if !near(&told["late_hours"], late) {
            fault(format!("is {late} hours late, not {}", told["late_hours"]));
        }
        let chain: Vec<&str> = list(&told["critical_chain"]).map(text).collect();
        if finish.is_some() {
            self.chain(index, &chain, finish, &mut fault);
        } else if said.is_none() && !chain.is_empty() && self.world.open().all(|leaf| leaf.project != Some(index)) {
            fault("has a chain with nothing open".into());
        }
    }

    /// Each task of the chain waits for the one before it: by a link, or for the same person.
    fn chain(&self, index: usize, chain: &[&str], finish: Option<Minute>, fault: &mut impl FnMut(String)) {
        let last = chain.last().and_then(|key| Some((self.world.leaves.get(*key)?, self.tasks.get(key)?)));
        if last.is_none_or(|(leaf, task)| leaf.project != Some(index) || Some(task.finish) != finish) {
            fault(format!("chain {chain:?} does not end with what finishes last"));
        }
        for pair in chain.windows(2) {
            let (Some(before), Some(behind)) = (self.tasks.get(pair[0]), self.tasks.get(pair[1])) else {
                fault(format!("chain {chain:?} names what is not planned"));
                return;
            };
            let linked = self.world.leaves[pair[1]].after.iter().any(|link| link.leaf == pair[0]);
            let same = before.person.is_some() && before.person == behind.person && before.start <= behind.finish;
            if !linked && !same {
                fault(format!("chain: {} does not wait for {}", pair[1], pair[0]));
            }
        }
    }

    fn objective(&self, faults: &mut Vec<String>) {
        let weight = |project: usize| self.world.project(project)["weight"].as_f64().unwrap_or(1.0);
        let (mut late_hours, mut finish_hours, mut of_steps) = (0.0, 0.0, 0.0);
        let mut whole = |finish: Option<Minute>, due: Minute, weight: f64| {
            if let Some(finish) = finish {
                late_hours += weight * late(finish, Some(due));
                finish_hours += (finish - self.world.at) as f64 / 60.0;
            }
        };
        for index in 0..list(&self.world.file["projects"]).count() {
            let due = when(&self.world.zone, &self.world.project(index)["end"], true);
            whole(self.finish(|leaf| leaf.project == Some(index)), due, weight(index));
        }
        for (index, run) in self.world.runs.iter().enumerate() {
            whole(self.finish(|leaf| leaf.run == Some(index)), run.due, 1.0);
        }
        for task in self.tasks.values() {
            let leaf = &self.world.leaves[task.key];
            match leaf.project {
                Some(project) => late_hours += weight(project) * late(task.finish, leaf.due),
                None => of_steps += late(task.finish, leaf.due),
            }
        }
        for summary in &self.world.summaries {
            let finish = self.finish(|leaf| summary.leaves.contains(&leaf.key));
            late_hours += finish.map_or(0.0, |finish| weight(summary.project) * late(finish, Some(summary.due)));
        }
        let told = &self.plan["objective"];
        // Whether a step that is late within a run in time counts, the contract leaves open.
        let late_fits = near(&told["late_hours"], late_hours) || near(&told["late_hours"], late_hours + of_steps);
        // Nor does it say what lateness there is in what has no finish.
        if self.unplaced.is_empty() && !(late_fits && near(&told["finish_hours"], finish_hours)) {
            faults
                .push(format!("objective is late {late_hours} (steps {of_steps}), finish {finish_hours}, not {told}"));
        }
    }

    /// The last finish among open leaves; none if nothing is open or something is not placed.
    fn finish(&self, among: impl Fn(&super::world::Leaf) -> bool) -> Option<Minute> {
        let finishes: Option<Vec<Minute>> = self
            .world
            .open()
            .filter(|leaf| among(leaf))
            .map(|leaf| Some(self.tasks.get(leaf.key.as_str())?.finish))
            .collect();
        finishes?.into_iter().max()
    }

    /// Instants are on whole minutes and carry the offset of the business's zone.
    fn offsets(&self, told: &Value, faults: &mut Vec<String>) {
        let mut seen = BTreeMap::new();
        for name in ["start", "finish", "due"] {
            let Some(text) = told[name].as_str() else { continue };
            let at: jiff::Timestamp = text.parse().unwrap();
            let offset = self.world.zone.to_offset(at);
            let here = at.display_with_offset(offset).to_string();
            if at.as_second() % 60 != 0 || (text != here && text.replace('Z', "+00:00") != here) {
                seen.insert(name, text);
            }
        }
        if !seen.is_empty() {
            faults.push(format!("{}: not the business's offset, or not whole minutes: {seen:?}", told["key"]));
        }
    }
}

fn late(finish: Minute, due: Option<Minute>) -> f64 {
    due.map_or(0.0, |due| (finish - due).max(0) as f64 / 60.0)
}

fn near(told: &Value, value: f64) -> bool {
    told.as_f64().is_some_and(|told| (told - value).abs() < HOURS_EPSILON)
}
