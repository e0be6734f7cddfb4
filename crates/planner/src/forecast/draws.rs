//! Draws: the efforts and waits of one future, each named by (future, activity) alone.

use super::Chances;
use super::absences::Absences;
use super::effort::Table;
use super::script::Script;
use super::state::{NEVER, State};
use crate::problem::{MINUTE_MAX, Minute};
use crate::random::{joined, of_future, of_id, unit};

/// Purposes of draws, so that an activity's effort and wait are independent.
const EFFORT: u64 = 1;
const WAIT: u64 = 2;
/// Of a risk: whether it comes true.
const RISK: u64 = 3;
const ABSENCE: u64 = 4;

/// What all futures share to draw from.
#[derive(Debug)]
pub(super) struct Sources<'a> {
    chances: &'a Chances,
    tables: Vec<Table>,
    /// By activity: its part of its draws.
    ids: Vec<u64>,
    /// Activities with an effort to draw.
    works: Vec<u32>,
    /// Of these, those whose person may be away, with how.
    risky: Vec<(u32, &'a Absences)>,
}

impl<'a> Sources<'a> {
    pub(super) fn of(script: &Script<'_>, chances: &'a Chances) -> Self {
        let drawn = |a: &u32| {
            let works = script.parts[*a as usize].as_ref().is_some_and(|part| !part.is_milestone());
            works && chances.efforts.len() > *a as usize
        };
        let works: Vec<u32> = (0..u32::try_from(script.parts.len()).unwrap_or(u32::MAX)).filter(drawn).collect();
        let risky = works.iter().filter_map(|a| {
            let part = script.parts[*a as usize].as_ref()?;
            let absences = chances.absences.get(part.person as usize)?;
            (!absences.are_none()).then_some((*a, absences))
        });
        Self {
            risky: risky.collect(),
            chances,
            tables: Table::all(chances.efforts.iter().map(|effort| &effort.spread)),
            ids: script.problem.activities().iter().map(|activity| of_id(activity.id)).collect(),
            works,
        }
    }
}

/// The draws of one future.
#[derive(Debug)]
pub(super) struct Draws<'a> {
    sources: &'a Sources<'a>,
    effort: u64,
    wait: u64,
    risk: u64,
    absence: u64,
}

impl<'a> Draws<'a> {
    pub(super) fn of(sources: &'a Sources<'a>) -> Self {
        Self { sources, effort: 0, wait: 0, risk: 0, absence: 0 }
    }

    pub(super) fn begin(&mut self, number: u64) {
        let seed = self.sources.chances.seed;
        self.effort = of_future(seed, number, EFFORT);
        self.wait = of_future(seed, number, WAIT);
        self.risk = of_future(seed, number, RISK);
        self.absence = of_future(seed, number, ABSENCE);
    }

    /// Draws all efforts: what is left is the draw less what is spent, at least a minute, and what absences take.
    pub(super) fn efforts(&self, states: &mut [State]) {
        let Sources { chances, tables, ids, works, risky } = self.sources;
        for &a in works {
            let a = a as usize;
            let total = tables[a].at(unit(joined(self.effort, ids[a])));
            states[a].set_left((total - chances.efforts[a].spent.clamp(0, MINUTE_MAX)).max(1));
        }
        for risk in &chances.risks {
            if unit(joined(self.risk, of_id(risk.id))) < risk.chance
                && let Some(state) = states.get_mut(risk.activity as usize)
            {
                state.set_left(longer(state.left(), risk.minutes));
            }
        }
        for (a, absences) in risky {
            let a = *a as usize;
            let left = states[a].left();
            states[a].set_left(longer(left, absences.lost(left, joined(self.absence, ids[a]))));
        }
    }

    /// When `a`, ready at `ready`, is handed over.
    pub(super) fn after_hand_off(&self, script: &Script<'_>, a: u32, ready: Minute) -> Minute {
        let Some(Some(hand_off)) = self.sources.chances.hand_offs.get(a as usize) else { return ready };
        let u = unit(joined(self.wait, self.sources.ids[a as usize]));
        // To the nearest minute: neither factor is negative.
        let wait = (-u.ln() * hand_off.mean + 0.5).clamp(0.0, NEVER as f64) as Minute;
        let of = |person: Option<u32>| person.and_then(|person| script.calendars.get(person as usize));
        let theirs =
            [hand_off.manager, hand_off.deputy].into_iter().filter_map(of).filter(|calendar| calendar.total() > 0);
        let handed = theirs.filter_map(|calendar| calendar.shifted(ready, wait)).next();
        handed.unwrap_or_else(|| ready.saturating_add(wait).min(NEVER))
    }
}

fn longer(work: Minute, more: Minute) -> Minute {
    work.saturating_add(more.max(0)).min(MINUTE_MAX)
}
