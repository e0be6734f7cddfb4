//! Answer: the scenario with the largest net benefit, and all that is told around it.

use jiff::Timestamp;
use righthand_domain::snapshot::{Fault, Snapshot};

use crate::benefit::{self, Benefit};
use crate::chances::{self, Chances, Draw};
use crate::facts::{Facts, Note};
use crate::scenario::{Scenario, scenarios};
use crate::sizing::Wanted;
use crate::{Advice, Answer, Assumptions, Offered, ScenarioTold, flips, reasons, sure};

/// Futures of a first answer.
const FIRST_FUTURES: u32 = 100;

/// What is asked besides the business.
#[derive(Debug, Clone)]
pub struct Ask {
    /// The moment that counts as now.
    pub at: Timestamp,
    pub seed: u64,
    pub futures: u32,
    /// Any number gives the same answer.
    pub threads: usize,
    pub assumptions: Assumptions,
    /// Scenarios of the owner's own, beside those that are always tried.
    pub own: Vec<Vec<Wanted>>,
    /// Look for what would change the answer.
    pub flips: bool,
}

impl Ask {
    /// The contract's defaults.
    pub fn at(at: Timestamp) -> Self {
        Self {
            at,
            seed: 1,
            futures: 2000,
            threads: 1,
            assumptions: Assumptions::default(),
            own: Vec::new(),
            flips: true,
        }
    }

    fn draw(&self) -> Draw {
        Draw { at: self.at, seed: self.seed, futures: self.futures, threads: self.threads }
    }
}

/// Whom to hire, or every fault of the business. `keep_going` is asked between futures and flips.
pub fn advise(snapshot: &Snapshot, ask: &Ask, keep_going: &(dyn Fn() -> bool + Sync)) -> Result<Advice, Vec<Fault>> {
    let (snapshot, notes) = plannable(snapshot, ask);
    let judged = Judged::of(&snapshot, ask, keep_going)?;
    let flips = if ask.flips { flips::flips(&snapshot, ask, &judged, keep_going) } else { Vec::new() };
    let sure = sure::share(&snapshot, ask, &judged);
    Ok(tell(&snapshot, ask, judged, notes, flips, sure))
}

/// The same from a few futures and without flips: an answer at once, to be made better.
pub fn first_answer(snapshot: &Snapshot, ask: &Ask) -> Result<Advice, Vec<Fault>> {
    advise(snapshot, &Ask { futures: ask.futures.min(FIRST_FUTURES), flips: false, ..ask.clone() }, &|| true)
}

/// Every scenario with what it brings, and which of them is the answer.
#[derive(Debug, Clone)]
pub(crate) struct Judged {
    pub(crate) at: Timestamp,
    pub(crate) facts: Facts,
    pub(crate) scenarios: Vec<Scenario>,
    pub(crate) chances: Vec<Chances>,
    pub(crate) benefits: Vec<Benefit>,
    /// Index of the answer's scenario; today's where nobody is hired.
    pub(crate) best: usize,
}

impl Judged {
    pub(crate) fn of(
        snapshot: &Snapshot,
        ask: &Ask,
        keep_going: &(dyn Fn() -> bool + Sync),
    ) -> Result<Self, Vec<Fault>> {
        let facts = Facts::of(snapshot, &ask.assumptions, ask.at);
        let scenarios = scenarios(snapshot, &facts, &ask.assumptions, &ask.own);
        let chances = chances::all(snapshot, &facts, &scenarios, ask.draw(), keep_going)?;
        Ok(Self::from(ask.at, facts, scenarios, chances, &ask.assumptions))
    }

    /// From chances that are known already.
    pub(crate) fn from(
        at: Timestamp,
        facts: Facts,
        scenarios: Vec<Scenario>,
        chances: Vec<Chances>,
        assumptions: &Assumptions,
    ) -> Self {
        let today = chances.first().cloned().unwrap_or_default();
        let benefits: Vec<Benefit> = scenarios
            .iter()
            .zip(&chances)
            .map(|(scenario, chances)| benefit::of(&facts, assumptions, scenario, (chances, &today)))
            .collect();
        let best = best(&facts, assumptions, &scenarios, &benefits);
        Self { at, facts, scenarios, chances, benefits, best }
    }

    /// Who is hired by the answer.
    pub(crate) fn answer(&self) -> Vec<Offered> {
        let places = self.scenarios.get(self.best).map(|scenario| scenario.places.as_slice()).unwrap_or_default();
        places.iter().map(|place| place.who.clone()).collect()
    }

    /// The roles hired by the answer, as flips name them.
    pub(crate) fn names(&self) -> Vec<String> {
        let name = |who: Offered| match who {
            Offered::Role { role, .. } => role.as_str().to_owned(),
            Offered::Member(key) => key,
        };
        let mut names: Vec<String> = self.answer().into_iter().map(name).collect();
        names.sort_unstable();
        names
    }
}

/// From the cheapest to the dearest: the next has to beat what is best so far by a tenth.
fn best(facts: &Facts, assumptions: &Assumptions, scenarios: &[Scenario], benefits: &[Benefit]) -> usize {
    if facts.could_go() < assumptions.least_that_goes {
        return 0;
    }
    let mut order: Vec<usize> = (1..scenarios.len()).collect();
    order.retain(|at| scenarios.get(*at).is_some_and(|scenario| scenario.ruled_out.is_none()));
    let cost = |at: usize| scenarios.get(at).map_or(0.0, Scenario::cost);
    let net = |at: usize| benefits.get(at).map_or(0.0, |benefit| benefit.parts.net());
    order.sort_by(|a, b| cost(*a).total_cmp(&cost(*b)));
    let mut best = 0;
    for at in order {
        let dearer = cost(at) > cost(best);
        let needed = if dearer { net(best).max(0.0) * assumptions.dearer_must_beat } else { net(best).max(0.0) };
        if net(at) > needed {
            best = at;
        }
    }
    best
}

/// Without what cannot be planned at all, each told: the rest still gets its answer.
fn plannable(snapshot: &Snapshot, ask: &Ask) -> (Snapshot, Vec<Note>) {
    let mut copy = snapshot.clone();
    let mut notes = Vec::new();
    let zone = &snapshot.business.time_zone;
    let far = ask.at.checked_add(jiff::SignedDuration::from_hours(YEAR_HOURS)).unwrap_or(Timestamp::MAX);
    copy.operations.retain(|operation| {
        let runs = righthand_domain::recurrence::occurrences(operation, zone, ask.at, far);
        if runs.as_ref().is_ok_and(|runs| !runs.is_empty()) {
            return true;
        }
        let says = format!(
            "{} never comes round within a year by its rule {}: it is left out until the rule is mended.",
            operation.name, operation.rrule
        );
        notes.push(Note { says, number: 0.0, instead_of: 1.0 });
        false
    });
    copy.runs.retain(|run| copy.operations.iter().any(|operation| operation.key == run.operation));
    (copy, notes)
}

const YEAR_HOURS: i64 = 366 * 24;

fn tell(
    snapshot: &Snapshot,
    ask: &Ask,
    judged: Judged,
    notes: Vec<Note>,
    flips: Vec<crate::Flip>,
    sure: f64,
) -> Advice {
    let told: Vec<ScenarioTold> =
        (0..judged.scenarios.len()).filter_map(|at| reasons::scenario(snapshot, &judged, at)).collect();
    let hire = reasons::hires(snapshot, &judged, judged.best);
    let sentence = reasons::sentence(snapshot, ask, &judged);
    let order = reasons::order(snapshot, &judged);
    let not_covered = reasons::not_covered(snapshot, ask, &judged);
    let reasons = reasons::reasons(snapshot, ask, &judged, &notes, sure);
    let mut scenarios = told;
    if let Some(rest) = scenarios.get_mut(1..) {
        rest.sort_by(|a, b| a.cost_per_month.total_cmp(&b.cost_per_month));
    }
    Advice {
        at: ask.at,
        futures: judged.chances.first().map_or(ask.futures, |chances| chances.futures.max(1)),
        seed: ask.seed,
        currency: snapshot.business.currency.clone(),
        answer: Answer { hire, sentence },
        order,
        reasons,
        not_covered,
        scenarios,
        flips,
        sure,
        assumptions: ask.assumptions.all(),
    }
}
