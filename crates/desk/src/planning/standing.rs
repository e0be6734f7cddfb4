//! Standing: the plan and the forecast of a business, with the event that they were made from.

use jiff::{SignedDuration, Timestamp};
use righthand_domain::plan::{self, Forecast, Futures, Options, Plan};
use righthand_domain::refusal::Refusal;
use righthand_domain::rules::r11_nobody_is_overbooked as r11;
use righthand_domain::rules::r12_every_date_is_a_probability::{self as r12, Chance};
use righthand_domain::snapshot::{Fault, Snapshot};
use righthand_store::{Error, Sql, Tx, sql, values};

use super::facts::Facts;

/// Runs of operations are planned this many days ahead.
pub const HORIZON_DAYS: u32 = 35;
/// Every plan and forecast of the desk has the same seed: equal facts give equal pages.
pub const SEED: u64 = 1;
/// A plan that is older than this counts from a moment that has passed.
const FRESH_FOR: SignedDuration = SignedDuration::from_mins(15);
/// Schedules of a first plan: enough to be good, few enough to be felt as instant.
const SCHEDULES_FIRST: u64 = 1;
/// Schedules of the plan that follows.
const SCHEDULES_BETTER: u64 = 1000;
/// Of a forecast: a chance is right to one point in a hundred (95 %: 2 × 0.5 / √2000). Levers come after it.
const FUTURES: Futures = Futures { futures: 2000, waits: true, spread: true, levers: false };

/// What stands of a business.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The latest event that the plan knows of.
    pub event: i64,
    pub plan: Plan,
    /// Of this event or, while the new one is being made, of an earlier one.
    pub forecast: Option<Forecast>,
    pub forecast_event: i64,
    /// The search and the forecast are done.
    pub settled: bool,
    /// Why the plan is older than the event: the facts cannot be planned, or the plan broke R11.
    pub trouble: Option<String>,
}

impl Standing {
    /// The instant answer. The forecast of `before` stays until there is a new one.
    pub(super) fn first(facts: Facts, now: Timestamp, before: Option<&Self>) -> Self {
        let event = facts.event;
        let (forecast, forecast_event) =
            before.map_or((None, 0), |before| (before.forecast.clone(), before.forecast_event));
        match make(&facts.snapshot, now, before) {
            Ok(plan) => Self { event, plan, forecast, forecast_event, settled: false, trouble: None },
            Err(trouble) => {
                tracing::error!(%trouble, "a plan could not be made: {trouble}");
                let plan = before.map_or_else(|| empty(now), |before| before.plan.clone());
                Self { event, plan, forecast, forecast_event, settled: true, trouble: Some(trouble) }
            }
        }
    }

    /// A better plan with its forecast, for as long as `keep_going` says so. `None` where it was overtaken.
    pub(super) fn better(
        &self,
        snapshot: &Snapshot,
        before: Option<&Self>,
        keep_going: &(dyn Fn() -> bool + Sync),
    ) -> Option<Self> {
        let options = options(self.plan.at, SCHEDULES_BETTER, before);
        let made =
            plan::plan_and_forecast(snapshot, &options, &FUTURES, &mut || keep_going()).map_err(|faults| say(&faults));
        let judged = made.and_then(|(plan, forecast)| {
            judge(snapshot, &plan).map(|()| (plan, forecast)).map_err(|refusal| refusal.why)
        });
        match judged {
            Ok((plan, forecast)) => keep_going().then(|| Self {
                plan,
                forecast: Some(forecast),
                forecast_event: self.event,
                ..self.clone()
            }),
            Err(trouble) => Some(Self { settled: true, trouble: Some(trouble), ..self.clone() }),
        }
    }

    /// The same plan with what would help late projects, compared with this plan; `None` where it was overtaken.
    pub(super) fn with_levers(&self, snapshot: &Snapshot, keep_going: &(dyn Fn() -> bool + Sync)) -> Option<Self> {
        let mut forecast = self.forecast.clone()?;
        let options = options(self.plan.at, SCHEDULES_BETTER, Some(self));
        plan::look_for_levers(snapshot, &options, &FUTURES, (&self.plan, &mut forecast), &mut || keep_going());
        keep_going().then(|| Self { forecast: Some(forecast), settled: true, ..self.clone() })
    }

    /// Is some project of the forecast late enough for levers to be looked for, or has a pin or a risk a price?
    pub(super) fn wants_levers(&self, snapshot: &Snapshot) -> bool {
        if !snapshot.supposed.pins.is_empty() || !snapshot.supposed.risks.is_empty() {
            return true;
        }
        let projects = self.forecast.iter().flat_map(|forecast| &forecast.projects);
        projects.filter_map(|project| project.on_time).any(|on_time| on_time < 0.75)
    }

    /// Does it count from too long ago?
    pub fn is_stale(&self, now: Timestamp) -> bool {
        now.duration_since(self.plan.at) > FRESH_FOR
    }

    /// The chance that stands beside the finish of a project (R12).
    pub fn chance(&self, project: &str) -> Chance {
        let of_project = |part: &plan::PartOf| matches!(part, plan::PartOf::Project(key) if key == project);
        let planned = self.plan.tasks.iter().filter(|task| of_project(&task.part_of) && task.person.is_some());
        let (mut open, mut guessed) = (0, 0);
        for task in planned {
            open += 1;
            guessed += usize::from(task.guessed);
        }
        let unplaced = self.plan.unplaced.iter().filter(|task| of_project(&task.part_of)).count();
        let milestones =
            self.plan.tasks.iter().filter(|task| of_project(&task.part_of) && task.person.is_none()).count();
        let forecast =
            self.forecast.as_ref().and_then(|forecast| forecast.projects.iter().find(|other| other.key == project));
        let on_time = forecast.and_then(|forecast| forecast.on_time);
        let open = if open == 0 { milestones } else { open };
        r12::judge(r12::Known { open: open + unplaced, guessed, unplaced, on_time })
    }
}

fn options(at: Timestamp, schedules: u64, before: Option<&Standing>) -> Options {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let earlier = before.map(|before| before.plan.clone());
    Options { horizon_days: HORIZON_DAYS, seed: SEED, schedules, earlier, threads, ..Options::at(at) }
}

fn empty(at: Timestamp) -> Plan {
    Plan {
        at,
        seed: SEED,
        schedules: 0,
        horizon_days: HORIZON_DAYS,
        basis: 0,
        objective: plan::Objective { late_hours: 0.0, finish_hours: 0.0, put_aside: 0 },
        tasks: Vec::new(),
        unplaced: Vec::new(),
        projects: Vec::new(),
        runs: Vec::new(),
    }
}

/// An instant plan that has been looked at a second time (R11), or why there is none.
fn make(snapshot: &Snapshot, at: Timestamp, before: Option<&Standing>) -> Result<Plan, String> {
    let plan =
        plan::plan(snapshot, &options(at, SCHEDULES_FIRST, before), &mut || true).map_err(|faults| say(&faults))?;
    judge(snapshot, &plan).map_err(|refusal| refusal.why)?;
    Ok(plan)
}

fn say(faults: &[Fault]) -> String {
    let first = faults.iter().take(3).map(Fault::to_string).collect::<Vec<_>>().join("; ");
    format!("the business cannot be planned as it is: {first}")
}

fn judge(snapshot: &Snapshot, plan: &Plan) -> Result<(), Refusal> {
    let pieces =
        plan.tasks.iter().filter_map(|task| Some((task, task.person.as_deref()?))).flat_map(|(task, person)| {
            task.segments.iter().map(move |segment| r11::Piece {
                person,
                task: &task.key,
                start: segment.start,
                finish: segment.finish,
            })
        });
    let pieces: Vec<r11::Piece<'_>> = pieces.collect();
    let last = pieces.iter().map(|piece| piece.finish).max().unwrap_or(plan.at);
    r11::judge(pieces, |key| {
        let person = snapshot.people.iter().find(|person| person.key == key)?;
        Some(righthand_domain::calendar::windows(snapshot, person, plan.at, last))
    })
}

/// What was kept of the plan and the forecast.
pub(super) fn load(tx: &mut Tx) -> Result<Option<Standing>, Error> {
    const LOAD: &Sql =
        sql!("standing.load", "select kind, seq, body from standing where business_id = $1 order by kind");
    let kept: Vec<(String, i64, String)> = tx.all(LOAD, &[], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let of_kind = |kind: &str| kept.iter().find(|(name, ..)| name == kind);
    // What an older program kept in another shape is made anew.
    let Some((event, plan)) = of_kind("plan").and_then(|(_, seq, body)| Some((*seq, serde_json::from_str(body).ok()?)))
    else {
        return Ok(None);
    };
    let forecast = of_kind("forecast").and_then(|(_, seq, body)| Some((*seq, serde_json::from_str(body).ok()?)));
    let (forecast_event, forecast) = forecast.map_or((0, None), |(seq, forecast)| (seq, Some(forecast)));
    Ok(Some(Standing { event, plan, forecast, forecast_event, settled: false, trouble: None }))
}

/// Keeps what stands, unless a later one is kept already.
pub(super) fn keep(tx: &mut Tx, standing: &Standing, now: Timestamp) -> Result<(), Error> {
    const KEEP: &Sql = sql!(
        "standing.keep",
        "insert into standing (business_id, kind, seq, made_at, body) values ($1, $2, $3, $4, $5) \
         on conflict (business_id, kind) do update set seq = excluded.seq, made_at = excluded.made_at, body = excluded.body \
         where standing.business_id = $1 and standing.seq <= excluded.seq"
    );
    let text = |value: serde_json::Result<String>| value.unwrap_or_default();
    tx.run(KEEP, &values!["plan", standing.event, now, text(serde_json::to_string(&standing.plan))])?;
    if let Some(forecast) = &standing.forecast {
        tx.run(KEEP, &values!["forecast", standing.forecast_event, now, text(serde_json::to_string(forecast))])?;
    }
    crate::journal::ring(tx)
}
