//! Promise: dates against chance for work that nobody has promised yet, whom each date makes late, and what would buy one.
//!
//! The work is put into a copy of the business as a project of its own. For every date it is planned with that date as its
//! end, together with everything else: an earlier date makes it more urgent, and others later.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use super::answer::{Change, DayCount, Forecast, Plan};
use super::{Futures, Options, levers, solve_forecast, who};
use crate::snapshot::{Effort, Fault, Key, LagIn, Link, LinkKind, Person, Project, Snapshot, Task, When};

/// The chance from which a date can be promised (product, section 5).
pub const PROMISED_FROM: f64 = 0.8;
/// Dates of the line; each costs a plan and its futures.
const DATES: usize = 8;
/// Steps between a date that is too early and one that holds: a quarter of a year is halved to a day in so many.
const HALVINGS: usize = 7;
/// Changes that are tried to buy a date.
const BUYS_MAX: usize = 8;
/// People who are tried instead of those named.
const OTHERS_MAX: usize = 2;
/// What one project may lose, in share of futures, without a promise being called kept at its cost.
pub const COST_MAX: f64 = 0.05;
/// A smaller gain or loss is not told.
const POINTS_MIN: f64 = 0.02;
/// The date of the first look: by then everything that can be done is done (two years).
const FAR_DAYS: i64 = 731;
/// The part of the work that is left where less of it is promised.
const LESS: f64 = 0.75;

/// Work that somebody asks for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewWork {
    pub name: String,
    pub effort: Hours,
    /// Who may do it: one of these, else whoever has the skill, else anybody.
    pub people: Vec<Key>,
    pub skill: Option<String>,
    /// Keys of tasks that it waits for.
    pub after: Vec<Key>,
    /// Through whom its hand-offs go; the owner where absent.
    pub manager: Option<Key>,
    /// The date that is asked for: what would buy it is looked for where it cannot be promised.
    pub wanted: Option<Date>,
}

/// Hours of work: the likely ones, and between what they lie where that is known.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Hours {
    pub likely: f64,
    pub between: Option<(f64, f64)>,
}

impl Hours {
    fn effort(self, part: f64) -> Effort {
        match self.between {
            Some((optimistic, pessimistic)) => Effort::Three {
                optimistic: optimistic * part,
                most_likely: self.likely * part,
                pessimistic: pessimistic * part,
            },
            None => Effort::One(self.likely * part),
        }
    }
}

/// What can be promised.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PromiseLine {
    pub futures: u32,
    /// By date.
    pub dates: Vec<DateChance>,
    /// The earliest of them that holds surely enough at nobody's cost.
    pub promise: Option<Date>,
    /// An earlier one that holds as surely, at the price of others.
    pub at_a_price: Option<Date>,
    /// Who would do it where it can be promised.
    pub person: Option<Key>,
    /// The date that the buys are for: the one asked for, or the last too early one.
    pub wanted: Option<Date>,
    /// Best first.
    pub buys: Vec<Buy>,
    /// Why it cannot be placed at all.
    pub unplaced: Option<String>,
}

/// A date, the chance of keeping it, and what it does to others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DateChance {
    pub date: Date,
    pub on_time: f64,
    /// Projects that lose chance by it, the most first.
    pub costs: Vec<MadeLate>,
}

impl DateChance {
    /// It is sure enough, and no project loses much by it.
    pub fn holds(&self) -> bool {
        self.on_time >= PROMISED_FROM && self.costs_nobody()
    }

    fn costs_nobody(&self) -> bool {
        self.costs.iter().all(|cost| cost.before - cost.then <= COST_MAX)
    }
}

/// A project that loses chance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MadeLate {
    pub project: Key,
    pub before: f64,
    pub then: f64,
}

/// Something that would raise the chance of the wanted date.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Buy {
    pub what: BuyWhat,
    pub on_time: f64,
    pub instead_of: f64,
}

/// What is given for a date.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum BuyWhat {
    /// Somebody works more hours a week.
    MoreHours { person: Key, hours_per_week: f64, instead_of: f64 },
    /// Somebody else does it.
    SomebodyElse { person: Key },
    /// Less of it is done.
    LessWork { hours: f64 },
    /// Another project is held back.
    HoldBack { project: Key },
}

/// Dates against chance for `work`.
pub fn promise(
    snapshot: &Snapshot,
    options: &Options,
    futures: &Futures,
    work: &NewWork,
    keep_going: &mut (dyn FnMut() -> bool + Send),
) -> Result<PromiseLine, Vec<Fault>> {
    let (_, base) = solve_forecast(snapshot, options, futures, keep_going)?;
    let mut asked = Asked { snapshot, options, futures, work, key: free_key(snapshot), base, keep_going };
    asked.answer()
}

struct Asked<'a, 'k> {
    snapshot: &'a Snapshot,
    options: &'a Options,
    futures: &'a Futures,
    work: &'a NewWork,
    /// Of the project that the work is put into.
    key: Key,
    base: Forecast,
    keep_going: &'k mut (dyn FnMut() -> bool + Send),
}

impl Asked<'_, '_> {
    fn answer(&mut self) -> Result<PromiseLine, Vec<Fault>> {
        let zone = self.snapshot.business.time_zone.rules();
        let day_of = |at| zone.to_datetime(at).date();
        let today = day_of(self.options.at);
        let as_asked = Terms::of(self.work);
        let far = today.saturating_add(FAR_DAYS.days());
        // Where it has all the time there is, and where it has none: between the two lies what is to be decided.
        let (plan, relaxed) = self.planned(self.snapshot, far, &as_asked)?;
        if let Some(unplaced) = plan.unplaced.iter().find(|task| task.key == self.key) {
            return Ok(self.nowhere(unplaced.reason.clone()));
        }
        let (_, pressed) = self.planned(self.snapshot, today, &as_asked)?;
        let quantiles = |forecast: &Forecast| forecast.projects.last().and_then(|project| project.finish);
        let (Some(late), Some(early)) = (quantiles(&relaxed), quantiles(&pressed)) else {
            return Ok(self.nowhere("none of the futures ends".into()));
        };
        let day = |at| day_of(at).clamp(today, far);
        let (first, last) = (day(early.p10), day(late.p90));
        // The plan that is in nobody's way can be followed for any date, too.
        let mut tried = Plans { by_date: BTreeMap::new(), relaxed: self.tried(&relaxed) };
        for date in spread(first, last) {
            if (self.keep_going)() {
                tried.by_date.insert(date, self.date(self.snapshot, date, &as_asked)?);
            }
        }
        if let Some(wanted) = self.work.wanted.filter(|wanted| *wanted >= today) {
            tried.by_date.insert(wanted, self.date(self.snapshot, wanted, &as_asked)?);
        }
        self.narrow(&mut tried)?;
        let line = tried.line();
        let promise = promised(&line);
        let before = |date: &Date| promise.is_none_or(|promise| *date < promise);
        let too_early = line.iter().filter(|(date, chance)| chance.on_time < PROMISED_FROM && before(date));
        let at_a_price = line.iter().find(|(date, chance)| chance.on_time >= PROMISED_FROM && before(date));
        let at_a_price = at_a_price.map(|(date, _)| *date);
        let wanted =
            self.work.wanted.filter(|date| line.contains_key(date)).or(too_early.map(|(date, _)| *date).next_back());
        let person = plan.tasks.iter().find(|task| task.key == self.key).and_then(|task| task.person.clone());
        let buys = match wanted.and_then(|wanted| line.get(&wanted)).cloned() {
            Some(chance) if chance.on_time < PROMISED_FROM => self.buys(&chance, person.as_ref())?,
            _ => Vec::new(),
        };
        let (dates, futures) = (line.into_values().collect(), relaxed.futures);
        Ok(PromiseLine { futures, dates, promise, at_a_price, person, wanted, buys, unplaced: None })
    }

    fn nowhere(&self, reason: String) -> PromiseLine {
        let futures = self.base.futures;
        PromiseLine {
            futures,
            dates: Vec::new(),
            promise: None,
            at_a_price: None,
            person: None,
            wanted: self.work.wanted,
            buys: Vec::new(),
            unplaced: Some(reason),
        }
    }

    /// Halves the days between the last date that is too early and the first that holds, down to one.
    fn narrow(&mut self, tried: &mut Plans) -> Result<(), Vec<Fault>> {
        for _ in 0..HALVINGS {
            let line = tried.line();
            let Some(holds) = promised(&line) else { return Ok(()) };
            let Some(&fails) = line.range(..holds).map(|(date, _)| date).next_back() else { return Ok(()) };
            let days = (holds - fails).get_days();
            let middle = (1..days).map(|ahead| fails.saturating_add((i64::from(days - ahead)).days()));
            let half = usize::try_from(days / 2).unwrap_or(0);
            // A weekend is nobody's date: the working day nearest to the middle.
            let mut inside: Vec<Date> = middle.filter(|date| is_weekday(*date)).collect();
            inside.sort_by_key(|date| ((*date - fails).get_days().unsigned_abs() as usize).abs_diff(half));
            let Some(&date) = inside.first() else { return Ok(()) };
            if !(self.keep_going)() {
                return Ok(());
            }
            let plan = self.date(self.snapshot, date, &Terms::of(self.work))?;
            tried.by_date.insert(date, plan);
        }
        Ok(())
    }

    /// The plan that is made for a date: when it ends in how many futures, and what it costs others.
    fn date(&mut self, snapshot: &Snapshot, date: Date, terms: &Terms) -> Result<Tried, Vec<Fault>> {
        let (_, forecast) = self.planned(snapshot, date, terms)?;
        Ok(self.tried(&forecast))
    }

    fn tried(&self, forecast: &Forecast) -> Tried {
        let pairs = self.base.projects.iter().zip(&forecast.projects);
        let mut costs: Vec<MadeLate> = pairs
            .filter_map(|(was, is)| {
                Some(MadeLate { project: was.key.clone(), before: was.on_time?, then: is.on_time? })
            })
            .filter(|cost| cost.before - cost.then >= POINTS_MIN)
            .collect();
        costs.sort_by(|a, b| (b.before - b.then).total_cmp(&(a.before - a.then)));
        let days = forecast.projects.last().map(|project| project.finish_days.clone()).unwrap_or_default();
        Tried { futures: forecast.futures, days, costs }
    }

    /// What would raise the chance of that date, each planned and forecast.
    fn buys(&mut self, wanted: &DateChance, person: Option<&Key>) -> Result<Vec<Buy>, Vec<Fault>> {
        let mut buys = Vec::new();
        for Offer { what, snapshot, terms } in self.offers(wanted, person) {
            if !(self.keep_going)() {
                break;
            }
            let snapshot = snapshot.as_ref().unwrap_or(self.snapshot);
            let on_time = self.date(snapshot, wanted.date, &terms)?.by(wanted.date);
            if on_time - wanted.on_time >= POINTS_MIN {
                buys.push(Buy { what, on_time, instead_of: wanted.on_time });
            }
        }
        buys.sort_by(|a, b| b.on_time.total_cmp(&a.on_time));
        Ok(buys)
    }

    /// Changes worth a try, the mildest first.
    fn offers(&self, wanted: &DateChance, person: Option<&Key>) -> Vec<Offer> {
        let as_asked = || Terms::of(self.work);
        let hours = self.work.effort.likely * LESS;
        let less = Terms { part: LESS, ..as_asked() };
        let mut offers = vec![Offer { what: BuyWhat::LessWork { hours }, snapshot: None, terms: less }];
        if let Some(person) = person
            && let Some(change) = levers::more_hours(self.snapshot, person)
            && let Change::AddHours { person, hours_per_week, instead_of } = &change
        {
            let (hours_per_week, instead_of) = (*hours_per_week, *instead_of);
            let what = BuyWhat::MoreHours { person: person.clone(), hours_per_week, instead_of };
            offers.push(Offer { what, snapshot: levers::changed(self.snapshot, 0, &change), terms: as_asked() });
        }
        for other in self.others() {
            let terms = Terms { people: vec![other.clone()], ..as_asked() };
            offers.push(Offer { what: BuyWhat::SomebodyElse { person: other }, snapshot: None, terms });
        }
        for project in self.in_the_way(wanted, person) {
            let mut changed = self.snapshot.clone();
            changed.supposed.tentative.push(project.clone());
            offers.push(Offer { what: BuyWhat::HoldBack { project }, snapshot: Some(changed), terms: as_asked() });
        }
        offers.truncate(BUYS_MAX);
        offers
    }

    /// Where people were named: others who have the skill of one of them.
    fn others(&self) -> Vec<Key> {
        let named = |key: &Key| self.work.people.contains(key);
        let skills: Vec<&String> =
            self.snapshot.people.iter().filter(|person| named(&person.key)).flat_map(|person| &person.skills).collect();
        let Ok(able) = who::Who::of(self.snapshot).may(None, None, &[], None) else { return Vec::new() };
        let able = able.iter().filter_map(|index| self.snapshot.people.get(*index as usize));
        let shares =
            |person: &&Person| !named(&person.key) && person.skills.iter().any(|skill| skills.contains(&skill));
        able.filter(shares).map(|person| person.key.clone()).take(OTHERS_MAX).collect()
    }

    /// Other projects that this person works for: the lightest first, then those that the date costs least.
    fn in_the_way(&self, wanted: &DateChance, person: Option<&Key>) -> Vec<Key> {
        let cost = |key: &Key| {
            let cost = wanted.costs.iter().find(|cost| cost.project == *key);
            cost.map_or(0.0, |cost| cost.before - cost.then)
        };
        let busy = |project: &&Project| {
            !self.snapshot.supposed.tentative.contains(&project.key) && person.is_some_and(|p| works(&project.tasks, p))
        };
        let mut others: Vec<&Project> = self.snapshot.projects.iter().filter(busy).collect();
        let weight = |project: &Project| project.weight.unwrap_or(1.0);
        others.sort_by(|a, b| weight(a).total_cmp(&weight(b)).then_with(|| cost(&a.key).total_cmp(&cost(&b.key))));
        others.into_iter().map(|project| project.key.clone()).collect()
    }

    /// The business with the work in it, planned and forecast. The new project is the last one.
    fn planned(&mut self, snapshot: &Snapshot, end: Date, terms: &Terms) -> Result<(Plan, Forecast), Vec<Fault>> {
        let mut copy = snapshot.clone();
        let task = Task {
            key: self.key.clone(),
            name: self.work.name.clone(),
            effort: Some(self.work.effort.effort(terms.part)),
            assignees: terms.people.clone(),
            skill: self.work.skill.clone(),
            after: self.work.after.iter().map(after).collect(),
            ..Task::default()
        };
        copy.projects.push(Project {
            key: self.key.clone(),
            name: self.work.name.clone(),
            outcome: None,
            area: None,
            manager: self.work.manager.clone(),
            start: None,
            end: When::Date(end),
            weight: None,
            budget_hours: None,
            tasks: vec![task],
            on_time_value: None,
        });
        solve_forecast(&copy, self.options, self.futures, self.keep_going)
    }
}

/// How much of the work is done, and by whom.
struct Terms {
    part: f64,
    people: Vec<Key>,
}

impl Terms {
    fn of(work: &NewWork) -> Self {
        Self { part: 1.0, people: work.people.clone() }
    }
}

/// A change that may buy a date.
struct Offer {
    what: BuyWhat,
    /// The business with it, where it changes that.
    snapshot: Option<Snapshot>,
    terms: Terms,
}

fn after(key: &Key) -> Link {
    Link { task: key.clone(), kind: LinkKind::FinishToStart, lag_hours: 0.0, lag_in: LagIn::Elapsed }
}

fn works(tasks: &[Task], person: &Key) -> bool {
    tasks
        .iter()
        .any(|task| (task.done_at.is_none() && task.assignees.contains(person)) || works(&task.children, person))
}

/// A plan that was made for a date.
struct Tried {
    futures: u32,
    /// Futures by the day on which the work ends.
    days: Vec<DayCount>,
    costs: Vec<MadeLate>,
}

impl Tried {
    /// Share of the futures that end by then.
    fn by(&self, date: Date) -> f64 {
        let ended: u32 = self.days.iter().filter(|day| day.date <= date).map(|day| day.count).sum();
        (f64::from(ended) / f64::from(self.futures.max(1))).min(1.0)
    }
}

/// All plans that were made.
struct Plans {
    /// By the date that each was made for.
    by_date: BTreeMap<Date, Tried>,
    /// The one that has all the time there is.
    relaxed: Tried,
}

impl Plans {
    /// Every date with the best plan there is for it, whichever date that was made for: it can be followed all the same.
    /// Best is what holds at nobody's cost, then what holds, then what is likeliest.
    fn line(&self) -> BTreeMap<Date, DateChance> {
        let best = |date: Date| {
            let plans = self.by_date.values().chain([&self.relaxed]).map(|plan| DateChance {
                date,
                on_time: plan.by(date),
                costs: plan.costs.clone(),
            });
            plans.max_by(|a, b| {
                let rank = |chance: &DateChance| (chance.holds(), chance.on_time >= PROMISED_FROM);
                // Of two that hold alike, the one that costs less; of two that do not hold, the likelier.
                let cost = |chance: &DateChance| chance.costs.iter().map(|cost| cost.before - cost.then).sum::<f64>();
                rank(a).cmp(&rank(b)).then_with(|| match a.on_time >= PROMISED_FROM {
                    true => cost(b).total_cmp(&cost(a)),
                    false => a.on_time.total_cmp(&b.on_time),
                })
            })
        };
        self.by_date.keys().filter_map(|date| Some((*date, best(*date)?))).collect()
    }
}

/// The earliest date from which on all of the line can be promised.
fn promised(line: &BTreeMap<Date, DateChance>) -> Option<Date> {
    let holds = line.iter().rev().take_while(|(_, chance)| chance.holds());
    holds.last().map(|(date, _)| *date)
}

/// Working days from `first` to `last`, spread evenly, both ends included; a weekend's end is the Monday after it.
fn spread(first: Date, last: Date) -> Vec<Date> {
    let days: Vec<Date> = first
        .series(1.day())
        .skip_while(|day| !is_weekday(*day))
        .take_while(|day| *day <= last.saturating_add(2.days()))
        .filter(|day| is_weekday(*day))
        .collect();
    if days.len() <= DATES {
        return days;
    }
    (0..DATES).filter_map(|n| days.get(n * (days.len() - 1) / (DATES - 1)).copied()).collect()
}

fn is_weekday(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// A key that no project or task has.
fn free_key(snapshot: &Snapshot) -> Key {
    fn taken(tasks: &[Task], key: &str) -> bool {
        tasks.iter().any(|task| task.key == key || taken(&task.children, key))
    }
    let mut key = "new-work".to_owned();
    while snapshot.projects.iter().any(|project| project.key == key || taken(&project.tasks, &key)) {
        key.push('-');
    }
    key
}
