//! Learnt: what the business's own past says of efforts and absences, and how it is told.

use std::collections::BTreeMap;

use jiff::civil::Date;
use righthand_planner::Minute;
use righthand_planner::forecast::{Absences, Factors};

use super::answer::{AbsenceAssumption, EffortAssumption};
use super::build::{Built, Work};
use crate::calendar::{minutes_per_week, week_of, zone_of};
use crate::past::{Past, Sort};
use crate::snapshot::{Effort, Key, Person, Snapshot, TimeOff};

/// How many weeks of everybody's absences count as much as a person's own: a year.
const SHRINK_WEEKS: f64 = 52.0;
/// Weeks of work, of all people together, before which absences say little of how often they come: half a year.
const KNOWN_WEEKS_MIN: f64 = 26.0;
/// Absences further back are not looked at: people and their lives change.
const LOOK_BACK_DAYS: i32 = 2 * 365;
/// An absence is counted with so many working days at most: three weeks. A longer one is planned around, once it is known.
const ABSENCE_DAYS_MAX: usize = 15;
/// Absences that lengths are drawn from, the latest.
const LENGTHS_MAX: usize = 200;
/// Shares of finished work that are told: half lies between the outer two.
const TOLD: [f64; 3] = [0.25, 0.5, 0.75];

/// What work of this kind comes to over its estimate; `None` where only a general belief says anything, or where the
/// effort is no number alone.
pub(super) fn factors(past: &Past, work: &Work<'_>, person: Option<&Key>) -> Option<(f64, Factors)> {
    let Some(Effort::One(hours)) = work.effort.filter(|effort| effort.most_likely() > 0.0) else { return None };
    (past.knows_efforts() && !work.milestone).then(|| (hours, past.factors(&sort(work, person), hours)))
}

fn sort(work: &Work<'_>, person: Option<&Key>) -> Sort {
    Sort { person: person.cloned(), ..work.sort.clone() }
}

/// By person who has some of these `works` to do: what their own past says of a number alone.
pub(super) fn told<'w>(
    past: &Past,
    works: impl Iterator<Item = (&'w Work<'w>, Option<&'w Key>)>,
) -> Vec<EffortAssumption> {
    let mut by_person: BTreeMap<&Key, Vec<(f64, Sort)>> = BTreeMap::new();
    for (work, person) in works {
        let (Some(Effort::One(hours)), Some(person)) = (work.effort, person) else { continue };
        if past.knows_efforts() && hours > 0.0 && !work.milestone {
            by_person.entry(person).or_default().push((hours, sort(work, Some(person))));
        }
    }
    let tell = |(person, mut tasks): (&Key, Vec<(f64, Sort)>)| {
        tasks.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (hours, sort) = tasks.get(tasks.len() / 2)?;
        let factors = past.factors(sort, *hours);
        let [quarter, half, three_quarters] = TOLD.map(|share| factors.at(share));
        Some(EffortAssumption {
            person: person.clone(),
            tasks: u32::try_from(tasks.len()).unwrap_or(u32::MAX),
            estimate_hours: *hours,
            finished: u32::try_from(past.alike(sort, *hours)).unwrap_or(u32::MAX),
            quarter,
            half,
            three_quarters,
        })
    };
    by_person.into_iter().filter_map(tell).collect()
}

/// Absences without notice by person, and how they are told; none where none are known.
pub(super) fn absences(snapshot: &Snapshot, built: &Built<'_>) -> (Vec<Absences>, Option<AbsenceAssumption>) {
    let Some(since) = snapshot.past.absences_since else { return (Vec::new(), None) };
    let records: Vec<Record<'_>> =
        snapshot.people.iter().map(|person| Record::of(snapshot, person, built.now, since)).collect();
    let spells: usize = records.iter().map(|record| record.days.len()).sum();
    if spells == 0 {
        return (Vec::new(), None);
    }
    let weeks = records.iter().map(|record| record.weeks).sum::<f64>().max(KNOWN_WEEKS_MIN);
    let a_week = spells as f64 / weeks;
    let mut days: Vec<(Date, usize)> = records.iter().flat_map(|record| record.days.iter().copied()).collect();
    days.sort_unstable();
    let told = AbsenceAssumption {
        spells: u32::try_from(spells).unwrap_or(u32::MAX),
        since,
        days: days.iter().map(|(_, days)| *days as f64).sum::<f64>() / spells as f64,
        a_year: a_week * 52.0,
    };
    let latest: Vec<usize> = days.iter().rev().take(LENGTHS_MAX).map(|(_, days)| *days).collect();
    (records.iter().map(|record| record.absences(a_week, &latest)).collect(), Some(told))
}

/// What is known of one person's absences.
struct Record<'a> {
    snapshot: &'a Snapshot,
    person: &'a Person,
    /// In which they were there to be missed.
    weeks: f64,
    /// Of each absence, its first day and how many days they would have worked.
    days: Vec<(Date, usize)>,
}

impl<'a> Record<'a> {
    fn of(snapshot: &'a Snapshot, person: &'a Person, now: Minute, since: Date) -> Self {
        let zone = zone_of(&snapshot.business, person).rules();
        let today = zone.to_datetime(crate::calendar::instant(now)).date();
        let (starts, ends) = person.engagement.as_ref().map_or((None, None), |terms| (terms.start, terms.end));
        let from = since.max(starts.unwrap_or(since)).max(today.saturating_sub(jiff::Span::new().days(LOOK_BACK_DAYS)));
        let until = ends.map_or(today, |ends| ends.min(today));
        let days = from.until(until).map_or(0, |span| span.get_days()).max(0);
        let week = week_of(&snapshot.business, person);
        let works = |off: &TimeOff| {
            let days = std::iter::successors(Some(off.from), |day| day.tomorrow().ok());
            let days = days.take_while(|day| *day <= off.to).take(7 * ABSENCE_DAYS_MAX);
            days.filter(|day| !week.on(day.weekday()).is_empty()).count().min(ABSENCE_DAYS_MAX)
        };
        let unplanned = person.time_off.iter().filter(|off| off.unplanned && off.from >= from && off.from <= until);
        let spells = unplanned.map(|off| (off.from, works(off))).filter(|(_, days)| *days > 0);
        Self { snapshot, person, weeks: f64::from(days) / 7.0, days: spells.collect() }
    }

    /// The rate of all, shrunk the less to the own the longer that is known; lengths are everybody's, in days of this person.
    fn absences(&self, a_week_of_all: f64, lengths: &[usize]) -> Absences {
        let own = self.days.len() as f64;
        let a_week = (a_week_of_all * SHRINK_WEEKS + own) / (SHRINK_WEEKS + self.weeks);
        let week = week_of(&self.snapshot.business, self.person);
        let minutes = f64::from(minutes_per_week(&self.snapshot.business, self.person));
        let days = week.0.iter().filter(|hours| !hours.is_empty()).count();
        if days == 0 || minutes <= 0.0 {
            return Absences::default();
        }
        let a_day = minutes / days as f64;
        Absences {
            rate: a_week / minutes,
            lengths: lengths.iter().map(|days| (*days as f64 * a_day).round() as Minute).collect(),
        }
    }
}
