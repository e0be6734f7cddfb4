//! Reasons: the answer in words, with the numbers that it rests on.

use righthand_domain::kind::Kind;
use righthand_domain::snapshot::{Key, Snapshot};

use crate::answer::{Ask, Judged};
use crate::facts::{Duty, HOURS_PER_MONTH, Note, WEEKS_PER_MONTH};
use crate::scenario::Scenario;
use crate::sizing::{HOURS_MIN, Place};
use crate::{
    Hire, HiredRole, NotCovered, Offered, OrderedDuty, ProjectChance, Reason, ScenarioTold, Unit, Utilisation,
};

/// Duties in the order of handing over.
const ORDER: usize = 3;
/// A smaller difference of chances says nothing.
const POINTS_MIN: f64 = 0.01;
/// Projects whose chance is a reason.
const CHANCES_TOLD: usize = 3;
/// Things that stay where they are and are told.
const NOT_COVERED: usize = 12;

/// A scenario as it is told.
pub(crate) fn scenario(snapshot: &Snapshot, judged: &Judged, at: usize) -> Option<ScenarioTold> {
    let scenario = judged.scenarios.get(at)?;
    let chances = judged.chances.get(at)?;
    let benefit = judged.benefits.get(at)?;
    let cost = scenario.cost();
    let back = benefit.hours_back;
    let projects = snapshot.projects.iter().zip(&chances.projects);
    let chance = |(project, on_time): (&righthand_domain::snapshot::Project, &Option<f64>)| {
        let on_time = (*on_time)?;
        let (low, high) = wilson(on_time, chances.futures);
        Some(ProjectChance { key: project.key.clone(), on_time, low, high })
    };
    let utilisation = chances.load.iter().enumerate().map(|(index, (key, value))| {
        let hired = index.checked_sub(snapshot.people.len());
        let mut new = scenario.places.iter().filter(|place| place.member.is_none());
        let place = hired.and_then(|hired| new.nth(hired));
        Utilisation { person: place.map_or_else(|| key.clone(), |place| place.role.as_str().to_owned()), value: *value }
    });
    Some(ScenarioTold {
        name: scenario.name.clone(),
        hire: hires(snapshot, judged, at),
        cost_per_month: cost,
        owner_hours_back_per_week: back,
        cost_per_hour_back: (back > 0.0).then(|| cost / (back * WEEKS_PER_MONTH)),
        projects: projects.filter_map(chance).collect(),
        operations_on_time: chances.operations,
        utilisation: utilisation.collect(),
        parts: benefit.parts,
        ruled_out: scenario.ruled_out.clone(),
    })
}

/// Who is hired in a scenario, and for what.
pub(crate) fn hires(snapshot: &Snapshot, judged: &Judged, at: usize) -> Vec<Hire> {
    let places = judged.scenarios.get(at).map(|scenario| scenario.places.as_slice()).unwrap_or_default();
    let covers = |place: &Place| -> Vec<Key> {
        if place.role == HiredRole::ProjectManager {
            return place
                .projects
                .iter()
                .filter_map(|index| Some(snapshot.projects.get(*index)?.key.clone()))
                .collect();
        }
        let duty = |(at, _): &(usize, f64)| Some(snapshot.duties.get(judged.facts.duties.get(*at)?.index)?.key.clone());
        place.taken.iter().filter_map(duty).collect()
    };
    let hire = |place: &Place| Hire {
        who: place.who.clone(),
        hours_per_week: place.hours,
        months: place.months,
        covers: covers(place),
    };
    places.iter().map(hire).collect()
}

/// The answer in one plain sentence.
pub(crate) fn sentence(snapshot: &Snapshot, ask: &Ask, judged: &Judged) -> String {
    let Some(scenario) = judged.scenarios.get(judged.best) else { return String::new() };
    if scenario.places.is_empty() {
        return nobody(ask, judged);
    }
    let benefit = judged.benefits.get(judged.best).copied().unwrap_or_default();
    let who: Vec<String> = scenario.places.iter().map(|place| one(snapshot, judged, place)).collect();
    let verb = match scenario.places.first() {
        Some(place) if place.stays() => "Keep",
        Some(place) if place.member.is_some() => "Give",
        _ => "Hire",
    };
    format!(
        "{verb} {}: it gives you back {:.1} hours a week for {} a month.",
        who.join(" and "),
        benefit.hours_back,
        money(snapshot, scenario.cost())
    )
}

fn nobody(ask: &Ask, judged: &Judged) -> String {
    let could = judged.facts.could_go();
    if could < ask.assumptions.least_that_goes {
        return format!(
            "Hire nobody yet: {could:.1} hours a week could go, and it takes {:.0} for anybody to be worth it.",
            ask.assumptions.least_that_goes
        );
    }
    let tried = judged.scenarios.iter().filter(|scenario| !scenario.places.is_empty());
    if let (0, true) = (tried.clone().count(), could > 0.0) {
        return format!(
            "Hire nobody yet: the budget pays for nobody who could take the {could:.1} hours a week that could go."
        );
    }
    if let Some(why) = tried.clone().find_map(|scenario| scenario.ruled_out.as_ref())
        && tried.clone().all(|scenario| scenario.ruled_out.is_some())
    {
        return format!("Hire nobody yet: {why}.");
    }
    "Hire nobody yet: nobody who could be had brings more than they cost. Where work is only slow because nobody has \
     written down how it is done, write that down first."
        .to_owned()
}

fn one(snapshot: &Snapshot, judged: &Judged, place: &Place) -> String {
    let hours = format!("{:.1} hours a week", place.hours);
    let who = match &place.who {
        Offered::Member(key) => {
            let person = snapshot.people.iter().find(|person| person.key == *key);
            let name = person.map_or(key.as_str(), |person| person.name.as_str());
            if place.stays() {
                return format!("{name} with {hours}");
            }
            return format!("{name} {hours} instead of {:.1}", place.hours - place.new_hours);
        }
        Offered::Role { role, skill: Some(skill) } => format!("a {} for {skill}", role.title()),
        Offered::Role { role, skill: None } => format!("{} {}", crate::inputs::article(*role), role.title()),
    };
    let start = crate::benefit::start(&judged.facts, place);
    let from =
        if start > 0.0 { format!(" from {}", day(snapshot, judged, start).strftime("%-d %B")) } else { String::new() };
    let term = match place.months {
        Some(1) => " for 1 month".to_owned(),
        Some(months) => format!(" for {months} months"),
        None => String::new(),
    };
    let projects: Vec<&str> =
        place.projects.iter().filter_map(|index| Some(snapshot.projects.get(*index)?.name.as_str())).collect();
    let what = match projects.as_slice() {
        [] => longest(snapshot, judged, place).map_or(String::new(), |name| format!(", first of all for \"{name}\"")),
        projects => format!(", for {}", projects.join(", ")),
    };
    format!("{who}{term}{from}, {hours}{what}")
}

/// The day on which so many months have gone by.
fn day(snapshot: &Snapshot, judged: &Judged, months: f64) -> jiff::civil::Date {
    let hours = (months * HOURS_PER_MONTH).round() as i64;
    let at = judged.at.checked_add(jiff::SignedDuration::from_hours(hours)).unwrap_or(judged.at);
    snapshot.business.time_zone.rules().to_datetime(at).date()
}

fn longest<'a>(snapshot: &'a Snapshot, judged: &Judged, place: &Place) -> Option<&'a str> {
    let (at, _) = place.taken.iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
    Some(snapshot.duties.get(judged.facts.duties.get(*at)?.index)?.name.as_str())
}

/// The first duties to hand over.
pub(crate) fn order(snapshot: &Snapshot, judged: &Judged) -> Vec<OrderedDuty> {
    let Some(scenario) = judged.scenarios.get(judged.best) else { return Vec::new() };
    let mut all: Vec<(&Place, &Duty, f64)> = Vec::new();
    for place in &scenario.places {
        all.extend(place.taken.iter().filter_map(|(at, hours)| Some((place, judged.facts.duties.get(*at)?, *hours))));
    }
    // What drains first; of that what can be shown at once before what has to be thought about, then the longest.
    let ease = |kind: Kind| match kind {
        Kind::Implementation => 0,
        Kind::Management => 1,
        Kind::Strategy => 2,
    };
    all.sort_by(|a, b| {
        let by_worth = b.1.worth.total_cmp(&a.1.worth).then(ease(a.1.kind).cmp(&ease(b.1.kind)));
        by_worth.then(b.2.total_cmp(&a.2)).then(a.1.index.cmp(&b.1.index))
    });
    let told = |(place, duty, hours): (&Place, &Duty, f64)| {
        let to = match &place.who {
            Offered::Role { role, .. } => role.as_str().to_owned(),
            Offered::Member(key) => key.clone(),
        };
        Some(OrderedDuty {
            duty: snapshot.duties.get(duty.index)?.key.clone(),
            to,
            hours_per_week: hours,
            first: first(duty).to_owned(),
        })
    };
    all.into_iter().filter_map(told).take(ORDER).collect()
}

/// What has to be written down before a duty can go.
fn first(duty: &Duty) -> &'static str {
    match (duty.kind, &duty.needs, duty.project) {
        (Kind::Implementation, Some(_), _) => {
            "Collect three examples of how it should come out, and say what you judge it by."
        }
        (Kind::Implementation, None, _) => "Do it once more while you write down every step, with the tools it needs.",
        (Kind::Management, _, Some(_)) => {
            "Write down the outcome, the date, who does what, and what only you decide; tell the team whom to ask now."
        }
        (Kind::Management, ..) => {
            "Write down what has to be out when, who answers for it, and what may be decided without you."
        }
        (Kind::Strategy, ..) => "Write down what this quarter is for, so that plans can be drafted for you to judge.",
    }
}

/// What could go and stays, and what is not asked for.
pub(crate) fn not_covered(snapshot: &Snapshot, ask: &Ask, judged: &Judged) -> Vec<NotCovered> {
    let Some(scenario) = judged.scenarios.get(judged.best) else { return Vec::new() };
    let mut all = Vec::new();
    for (at, duty) in judged.facts.duties.iter().enumerate() {
        let taken = scenario.places.iter().flat_map(|place| &place.taken).filter(|(other, _)| *other == at);
        let left = duty.hours - taken.map(|(_, hours)| hours).sum::<f64>();
        let Some(told) = snapshot.duties.get(duty.index) else { continue };
        if duty.who != judged.facts.owner || left < HOURS_MIN {
            continue;
        }
        let when = match duty.from > 0.0 {
            true => format!("come to you on {}", day(snapshot, judged, duty.from).strftime("%-d %B")),
            false => "stay with you".to_owned(),
        };
        let says = format!("{}: {left:.1} hours a week {when}, {}.", told.name, why(ask, scenario, duty));
        all.push(NotCovered { duty: told.key.clone(), hours_per_week: left, says });
    }
    all.sort_by(|a, b| b.hours_per_week.total_cmp(&a.hours_per_week));
    all.truncate(NOT_COVERED);
    all
}

fn why(ask: &Ask, scenario: &Scenario, duty: &Duty) -> String {
    if duty.worth <= 0.0 {
        return "as they give you energy".to_owned();
    }
    if !duty.may_go {
        return "as you would not hand them over".to_owned();
    }
    if scenario.places.is_empty() {
        return "as nobody is hired".to_owned();
    }
    if let Some(skill) = duty.needs.as_ref().filter(|_| !scenario.hires(HiredRole::Specialist)) {
        return format!("as they need a specialist ({skill})");
    }
    let kinds = scenario.places.iter().flat_map(|place| &ask.assumptions.of(place.role).kinds);
    if !kinds.into_iter().any(|kind| *kind == duty.kind) {
        return format!("as {} is not the part of who is hired", duty.kind.as_str());
    }
    "as the hours or the budget do not reach that far".to_owned()
}

/// Why this is the answer.
pub(crate) fn reasons(snapshot: &Snapshot, ask: &Ask, judged: &Judged, missing: &[Note], sure: f64) -> Vec<Reason> {
    let mut all = Vec::new();
    let mut say = |unit, says, number, instead_of| all.push(Reason { says, unit, number, instead_of });
    let facts = &judged.facts;
    if let (Some(scenario), Some(benefit)) = (judged.scenarios.get(judged.best), judged.benefits.get(judged.best)) {
        if scenario.places.is_empty() {
            say(
                Unit::Count,
                "Hours a week that could go, and the least that is worth a hire.".to_owned(),
                facts.could_go(),
                ask.assumptions.least_that_goes,
            );
            closest(judged, &mut say);
        } else {
            say(Unit::Count, "Time: hours a week that come back to you.".to_owned(), benefit.hours_back, 0.0);
            energy_and_skill(judged, scenario, &mut say);
            chances(snapshot, judged, &mut say);
            say(
                Unit::Money, "Net benefit a month: hours given back, overload relieved and chances gained, less cost and supervision."
                    .to_owned(),
                benefit.parts.net(),
                0.0,
            );
            second(judged, &mut say);
        }
    }
    say(
        Unit::Sure, "How sure: share of plausible worlds (every rate, value and assumption between four fifths and five fourths) in \
         which the answer stays."
            .to_owned(),
        sure,
        1.0,
    );
    for note in facts.notes.iter().chain(missing) {
        say(Unit::Count, note.says.clone(), note.number, note.instead_of);
    }
    all
}

fn energy_and_skill(judged: &Judged, scenario: &Scenario, say: &mut impl FnMut(Unit, String, f64, f64)) {
    let of = |which: fn(&Duty) -> bool| -> f64 {
        let taken = scenario.places.iter().flat_map(|place| &place.taken);
        taken.filter(|(at, _)| judged.facts.duties.get(*at).is_some_and(which)).map(|(_, hours)| hours).sum()
    };
    let (all, drains, needs) = (of(|_| true), of(|duty| duty.worth >= 1.0), of(|duty| duty.needs.is_some()));
    if drains > 0.0 {
        say(Unit::Count, "Energy: of these hours, so many drain you.".to_owned(), drains, all);
    }
    if needs > 0.0 {
        say(Unit::Count, "Skill: of these hours, so many need a skill that you do not have.".to_owned(), needs, all);
    }
}

fn chances(snapshot: &Snapshot, judged: &Judged, say: &mut impl FnMut(Unit, String, f64, f64)) {
    let (Some(then), Some(today)) = (judged.chances.get(judged.best), judged.chances.first()) else { return };
    let mut told: Vec<(f64, &str, f64, f64)> = Vec::new();
    for (project, (then, today)) in snapshot.projects.iter().zip(then.projects.iter().zip(&today.projects)) {
        if let (Some(then), Some(today)) = (then, today) {
            told.push(((then - today).abs(), project.name.as_str(), *then, *today));
        }
    }
    told.retain(|(change, ..)| *change >= POINTS_MIN);
    told.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (_, name, then, today) in told.into_iter().take(CHANCES_TOLD) {
        say(Unit::Share, format!("Chance of {name} to be on time."), then, today);
    }
    if let (Some(then), Some(today)) = (then.operations, today.operations)
        && (then - today).abs() >= POINTS_MIN
    {
        say(Unit::Share, "Share of the regular work on time.".to_owned(), then, today);
    }
    let owner = judged.facts.owner;
    let load = |of: &crate::chances::Chances| owner.and_then(|owner| of.load.get(owner)).map(|(_, value)| *value);
    if let (Some(then), Some(today)) = (load(then), load(today)) {
        say(Unit::Share, "Share of your week that is spoken for.".to_owned(), then, today);
    }
}

/// What comes next: another staffing that could have been the answer.
fn second(judged: &Judged, say: &mut impl FnMut(Unit, String, f64, f64)) {
    let Some(best) = judged.scenarios.get(judged.best) else { return };
    let roles = |scenario: &Scenario| scenario.places.iter().map(|place| place.who.clone()).collect::<Vec<_>>();
    let net = |at: usize| judged.benefits.get(at).map_or(0.0, |benefit| benefit.parts.net());
    let others = judged
        .scenarios
        .iter()
        .enumerate()
        .filter(|(_, other)| other.ruled_out.is_none() && !other.places.is_empty() && roles(other) != roles(best));
    if let Some((at, other)) = others.max_by(|a, b| net(a.0).total_cmp(&net(b.0))) {
        let says = format!("The next best is: {}. Its net benefit a month, beside this one's.", other.name);
        say(Unit::Money, says, net(at), net(judged.best));
    }
}

/// The staffing that comes nearest to being worth it.
fn closest(judged: &Judged, say: &mut impl FnMut(Unit, String, f64, f64)) {
    let net = |at: usize| judged.benefits.get(at).map_or(0.0, |benefit| benefit.parts.net());
    let tried = judged.scenarios.iter().enumerate().filter(|(_, scenario)| !scenario.places.is_empty());
    if let Some((at, scenario)) = tried.max_by(|a, b| net(a.0).total_cmp(&net(b.0))) {
        say(Unit::Money, format!("{} comes nearest: its net benefit a month.", scenario.name), net(at), 0.0);
    }
}

/// Wilson's interval at 95 % (Wilson 1927).
fn wilson(share: f64, of: u32) -> (f64, f64) {
    const Z: f64 = 1.959_963_984_540_054;
    let n = f64::from(of.max(1));
    let middle = share + Z * Z / (2.0 * n);
    let half = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    let whole = 1.0 + Z * Z / n;
    (((middle - half) / whole).max(0.0), ((middle + half) / whole).min(1.0))
}

fn money(snapshot: &Snapshot, amount: f64) -> String {
    match &snapshot.business.currency {
        Some(currency) => format!("{amount:.0} {currency}"),
        None => format!("{amount:.0}"),
    }
}
