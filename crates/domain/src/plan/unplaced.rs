//! Unplaced: why a task is nowhere in the plan, and the nearest thing that would give it a place.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use righthand_planner::{LinkKind, Minute, Schedule, Source, WhyNot};

use super::build::{Built, Work};
use super::who::{Missing, Nobody};
use crate::calendar::zone_of;
use crate::snapshot::{Person, Snapshot};
use crate::words;

/// Who has time for something is judged by the next four weeks, in minutes.
const SOON: Minute = 28 * 24 * 60;
/// People who are named, and how many more there are.
const NAMED_MAX: usize = 4;

/// Tells the rule that leaves an activity without a place, and the reason with what would help.
pub(super) struct Teller<'a> {
    snapshot: &'a Snapshot,
    built: &'a Built<'a>,
    schedule: &'a Schedule,
    at: Timestamp,
    /// By person: the pieces of their axis that are taken, in order.
    taken: Vec<Vec<(Minute, Minute)>>,
}

impl<'a> Teller<'a> {
    pub(super) fn new(snapshot: &'a Snapshot, built: &'a Built<'a>, schedule: &'a Schedule, at: Timestamp) -> Self {
        let mut taken = vec![Vec::new(); snapshot.people.len()];
        // Where everything has a place, nobody asks.
        if schedule.placed.iter().any(Result::is_err) {
            for placement in schedule.placed.iter().flatten() {
                let pieces = placement.person.and_then(|person| taken.get_mut(person as usize));
                if let Some(pieces) = pieces {
                    pieces.extend_from_slice(&placement.pieces);
                }
            }
            taken.iter_mut().for_each(|pieces| pieces.sort_unstable());
        }
        Self { snapshot, built, schedule, at, taken }
    }

    pub(super) fn why(&self, a: u32, work: &Work<'_>, why_not: &WhyNot) -> (&'static str, String) {
        match why_not {
            WhyNot::Nobody => match &work.nobody {
                Some(nobody) => (nobody.rule, format!("{}{}", nobody.reason, self.somebody(nobody))),
                None => ("R11", "there is nobody to do it".to_owned()),
            },
            WhyNot::NoTime => ("R11", self.no_time(a)),
            WhyNot::WaitsFor(source) => ("R11", self.waits_for(*source)),
        }
    }

    /// Whoever could do it instead, or learn to.
    fn somebody(&self, nobody: &Nobody) -> String {
        let free = |person: &&u32| self.free_soon(**person);
        // Stable: of people with as much time, the first in the file.
        let most = nobody.others.iter().rev().max_by_key(free).filter(|person| free(person) > 0);
        let most = most.map(|person| self.name(*person));
        match (nobody.missing, most) {
            (Missing::Skill, Some(name)) => {
                format!("; teach it to {name}, who has the most free time, or engage somebody who has it")
            }
            (Missing::Skill, None) => "; engage somebody who has it".to_owned(),
            (Missing::Somebody, Some(name)) => format!("; give it to {name}, who has the most free time"),
            (Missing::Somebody, None) => "; engage somebody".to_owned(),
            (Missing::News, _) => String::new(),
        }
    }

    fn no_time(&self, a: u32) -> String {
        let activity = &self.built.problem.activities()[a as usize];
        let ready = self.ready(a);
        let free = |person: &u32| self.longest_free(*person, ready);
        let able = &activity.people;
        let Some(best) = able.iter().rev().max_by_key(|person| free(person)) else {
            return "there is nobody to do it".to_owned();
        };
        let (most, hours) = (free(best), |minutes: Minute| minutes as f64 / 60.0);
        if most == 0 && able.iter().all(|person| self.built.problem.people()[*person as usize].total() == 0) {
            return self.all_away(able);
        }
        format!(
            "not enough free working time for its {:.1} hours {}: {}; {:.1} hours are missing, as {} has {:.1} in one stretch",
            hours(activity.effort),
            self.until(able),
            self.names(able),
            hours(activity.effort - most),
            self.name(*best),
            hours(most)
        )
    }

    /// Nobody works at all in the five years: until when, or that they will not.
    fn all_away(&self, able: &[u32]) -> String {
        let back = able.iter().filter_map(|person| Some((self.back_on(self.person(*person)?)?, *person))).min();
        match back {
            Some((day, person)) => format!(
                "everybody who may do it is away for five years and more: {} is back first, on {day}",
                self.name(person)
            ),
            None => format!("nobody who may do it works here any more, or has working hours: {}", self.names(able)),
        }
    }

    /// The first day on which somebody is not away, as far as time off and their engagement say; `None` after its end.
    fn back_on(&self, person: &Person) -> Option<Date> {
        let today = zone_of(&self.snapshot.business, person).rules().to_datetime(self.at).date();
        let engagement = person.engagement.as_ref();
        let mut day = today.max(engagement.and_then(|engagement| engagement.start).unwrap_or(today));
        let mut spells: Vec<(Date, Date)> = person.time_off.iter().map(|off| (off.from, off.to)).collect();
        spells.sort_unstable();
        for (from, to) in spells {
            if (from..=to).contains(&day) {
                day = to.checked_add(1.day()).ok()?;
            }
        }
        let works = crate::calendar::minutes_per_week(&self.snapshot.business, person) > 0;
        let ends = engagement.and_then(|engagement| engagement.end);
        (works && day > today && ends.is_none_or(|end| day <= end)).then_some(day)
    }

    /// "within five years", unless an engagement ends before.
    fn until(&self, able: &[u32]) -> &'static str {
        let ends = |person: &u32| {
            let engagement = self.person(*person).and_then(|person| person.engagement.as_ref());
            engagement.is_some_and(|engagement| engagement.end.is_some())
        };
        if able.iter().any(ends) { "within five years, or before the engagement ends" } else { "within five years" }
    }

    /// What it waits for, and what is the matter there: down to the first that waits for nothing unplaced.
    fn waits_for(&self, source: u32) -> String {
        let direct = &self.built.works[source as usize];
        let mut root = source;
        for _ in 0..self.schedule.placed.len() {
            match self.schedule.placed.get(root as usize) {
                Some(Err(WhyNot::WaitsFor(next))) => root = *next,
                _ => break,
            }
        }
        let why = match self.schedule.placed.get(root as usize) {
            Some(Err(why_not @ (WhyNot::Nobody | WhyNot::NoTime))) => {
                self.why(root, &self.built.works[root as usize], why_not).1
            }
            _ => String::new(),
        };
        let begins = if root == source {
            String::new()
        } else {
            let of = &self.built.works[root as usize];
            format!(", as that waits, in the end, for \"{}\" ({})", of.name, of.key)
        };
        let why = if why.is_empty() { why } else { format!(": {why}") };
        format!("it waits for \"{}\" ({}), which cannot be placed{begins}{why}", direct.name, direct.key)
    }

    /// The minute from which it could begin, as far as that is known.
    fn ready(&self, a: u32) -> Minute {
        let activity = &self.built.problem.activities()[a as usize];
        let finish = |source: u32| Some(self.schedule.placed.get(source as usize)?.as_ref().ok()?.finish);
        let bounds = activity.links.iter().filter(|link| link.kind == LinkKind::FinishToStart && !link.working);
        let bounds = bounds.filter_map(|link| {
            let from = match link.source {
                Source::Activity(source) => finish(source)?,
                Source::Done(minute) => minute,
            };
            Some(from.saturating_add(link.lag))
        });
        bounds.fold(activity.release.max(self.built.now), Minute::max)
    }

    /// Working minutes that a person has free in one stretch from `ready` on, at most.
    fn longest_free(&self, person: u32, ready: Minute) -> Minute {
        let (calendar, taken) = (&self.built.problem.people()[person as usize], &self.taken[person as usize]);
        let mut from = calendar.work_before(ready);
        let mut longest = 0;
        for &(start, end) in taken.iter().chain([&(calendar.total(), calendar.total())]) {
            longest = longest.max(start - from);
            from = from.max(end);
        }
        longest
    }

    /// Working minutes of the next weeks in which a person has nothing to do.
    fn free_soon(&self, person: u32) -> Minute {
        let (calendar, taken) = (&self.built.problem.people()[person as usize], &self.taken[person as usize]);
        let (first, last) =
            (calendar.work_before(self.built.now), calendar.work_before(self.built.now.saturating_add(SOON)));
        let busy: Minute = taken.iter().map(|(from, to)| (to.min(&last) - from.max(&first)).max(0)).sum();
        last - first - busy
    }

    fn person(&self, person: u32) -> Option<&Person> {
        self.snapshot.people.get(person as usize)
    }

    fn name(&self, person: u32) -> &str {
        self.person(person).map_or("somebody", |person| &person.name)
    }

    fn names(&self, people: &[u32]) -> String {
        let names: Vec<&str> = people.iter().map(|person| self.name(*person)).collect();
        words::first_of(&names, NAMED_MAX)
    }
}
