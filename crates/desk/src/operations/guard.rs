//! Guard: the look ahead over the coming runs. Whatever stands in the way of one is raised before its day, to the one person
//! who is accountable for it (R9, R16), with the change that would mend it.
//!
//! It is looked at whenever a plan has been made, and a plan is made at least once a day. What was raised stays noted after
//! it was mended: since when, to whom.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use righthand_domain::ids::{MemberId, OperationId};
use righthand_domain::plan::PartOf;
use righthand_domain::roles::Role;
use righthand_domain::rules::r12_every_date_is_a_probability::{self as r12, Chance};
use righthand_domain::snapshot::Zone;
use righthand_store::{Error, Sql, Tx, select_sql, sql, values};
use serde::Serialize;

use crate::planning::Standing;
use crate::projects::glance::ON_TRACK_FROM;
use crate::records::{Business, Member, Operation, Run};

/// What was raised is remembered for a year after its day.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(24 * 366);

/// What stands in the way of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Nobody can do a step of it.
    Nobody,
    /// The plan has it done after its due.
    Late,
    /// It is on time in too few futures.
    Unlikely,
    /// Nothing lies in the queue for it.
    Material,
    /// Whoever is accountable has left, or leaves before its day.
    Accountable,
}

impl Way {
    fn as_str(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::Late => "late",
            Self::Unlikely => "unlikely",
            Self::Material => "material",
            Self::Accountable => "accountable",
        }
    }
}

/// One thing in the way of one run.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    pub(crate) operation: OperationId,
    pub(crate) day: Date,
    pub(crate) due: Timestamp,
    pub(crate) way: Way,
    /// Key of the step, where it is one step's.
    pub(crate) step: Option<String>,
    /// Who is told.
    pub(crate) told: MemberId,
    pub(crate) says: String,
    /// When the run is done in four of five futures; as the plan has it, before there is a forecast.
    pub(crate) safe: Option<Timestamp>,
}

impl Found {
    /// The same thing in the way of the same run has the same name tomorrow.
    pub(crate) fn thing(&self) -> String {
        match &self.step {
            Some(step) if self.way == Way::Nobody => format!("{}:{step}", self.way.as_str()),
            _ => self.way.as_str().to_owned(),
        }
    }
}

/// All that stands in the way of the runs of the horizon, the next first.
pub(crate) fn find(tx: &mut Tx, standing: &Standing, now: Timestamp) -> Result<Vec<Found>, Error> {
    let id = tx.business();
    let Some(business) = tx.find::<Business>(id)? else { return Ok(Vec::new()) };
    let zone = Zone::named(&business.time_zone).unwrap_or_else(Zone::utc);
    let select = select_sql!(Operation, "where business_id = $1 and closed_at is null order by position, id");
    let operations = tx.select::<Operation>(select, &[])?;
    let members = tx.select::<Member>(select_sql!(Member, "where business_id = $1 order by position, id"), &[])?;
    let select = select_sql!(
        Run,
        "where business_id = $1 and done_at is null and due_at > $2 order by due_at, operation_id, id"
    );
    let runs = tx.select::<Run>(select, &values![now])?;
    let look = Look { standing, zone, operations: &operations, members: &members, runs: &runs, now };
    let mut all = look.nobody();
    all.extend(look.late());
    all.extend(look.without_material());
    all.extend(look.without_accountable());
    all.sort_by(|a, b| (a.due, a.operation, a.way, &a.step).cmp(&(b.due, b.operation, b.way, &b.step)));
    Ok(all)
}

struct Look<'a> {
    standing: &'a Standing,
    zone: Zone,
    operations: &'a [Operation],
    members: &'a [Member],
    runs: &'a [Run],
    now: Timestamp,
}

impl Look<'_> {
    fn operation(&self, key: &str) -> Option<&Operation> {
        self.operations.iter().find(|one| one.key == key)
    }

    fn due(&self, operation: &Operation, day: Date) -> Option<Timestamp> {
        let run = self.runs.iter().find(|run| run.operation_id == operation.id && run.day == day)?;
        run.due_at
    }

    /// The one who is accountable; the owner where they have gone.
    fn told(&self, operation: &Operation) -> Option<MemberId> {
        let today = self.zone.rules().to_datetime(self.now).date();
        let accountable = self.members.iter().find(|member| member.id == operation.accountable_id);
        let here = accountable.filter(|member| !member.is_gone(today));
        here.or_else(|| self.owner()).map(|member| member.id)
    }

    fn owner(&self) -> Option<&Member> {
        self.members.iter().find(|member| member.role == Role::Owner)
    }

    fn nobody(&self) -> Vec<Found> {
        let found = self.standing.plan.unplaced.iter().filter_map(|task| {
            let PartOf::Run { operation, date } = &task.part_of else { return None };
            let operation = self.operation(operation)?;
            Some(Found {
                operation: operation.id,
                day: *date,
                due: self.due(operation, *date)?,
                way: Way::Nobody,
                step: task.key.rsplit('/').next().map(ToOwned::to_owned),
                told: self.told(operation)?,
                says: format!("“{}” has nobody: {}", task.name, task.reason),
                safe: None,
            })
        });
        found.collect()
    }

    /// Planned after its due, or too seldom on time.
    fn late(&self) -> Vec<Found> {
        let known = self.known();
        let found = self.standing.plan.runs.iter().filter_map(|run| {
            let operation = self.operation(&run.operation)?;
            let due = self.due(operation, run.date)?;
            let (way, says) = if run.late_hours > 0.0 {
                let finish = run.finish.map(|at| self.zone.rules().to_datetime(at).date());
                let when = finish.map_or_else(String::new, |day| format!(", on {}", day.strftime("%A, %-d %B")));
                (Way::Late, format!("the plan has it done after its due{when}"))
            } else {
                let known = known.get(&(run.operation.as_str(), run.date)).copied().unwrap_or_default();
                let Chance::OnTime(chance) = r12::judge(known) else { return None };
                if chance >= ON_TRACK_FROM {
                    return None;
                }
                let of_100 = (chance * 100.0).round().clamp(1.0, 99.0);
                (Way::Unlikely, format!("it is on time in {of_100} of 100 futures"))
            };
            let told = self.told(operation)?;
            let step = self.last_step(&run.operation, run.date);
            let safe = self.safe(&run.operation, run.date).max(run.finish);
            Some(Found { operation: operation.id, day: run.date, due, way, step, told, says, safe })
        });
        found.collect()
    }

    /// When its last step is done in four of five futures.
    fn safe(&self, operation: &str, day: Date) -> Option<Timestamp> {
        let of_run = format!("{operation}/{day}/");
        let tasks = self.standing.forecast.iter().flat_map(|forecast| &forecast.tasks);
        tasks.filter(|task| task.key.starts_with(&of_run)).map(|task| task.p80).filter(|at| *at < Timestamp::MAX).max()
    }

    /// Key of the step that is planned to end last.
    fn last_step(&self, operation: &str, day: Date) -> Option<String> {
        let of_run =
            |part: &PartOf| matches!(part, PartOf::Run { operation: of, date } if of == operation && *date == day);
        let tasks = self.standing.plan.tasks.iter().filter(|task| of_run(&task.part_of) && task.person.is_some());
        let last = tasks.max_by_key(|task| task.finish)?;
        last.key.rsplit('/').next().map(ToOwned::to_owned)
    }

    /// What is known of the open steps of each run. A run is not on time more often than any of its steps.
    fn known(&self) -> BTreeMap<(&str, Date), r12::Known> {
        let of_tasks: HashMap<&str, f64> = self
            .standing
            .forecast
            .iter()
            .flat_map(|forecast| &forecast.tasks)
            .filter_map(|task| Some((task.key.as_str(), task.on_time?)))
            .collect();
        let mut known: BTreeMap<(&str, Date), r12::Known> = BTreeMap::new();
        for task in &self.standing.plan.tasks {
            let PartOf::Run { operation, date } = &task.part_of else { continue };
            let of_run = known.entry((operation.as_str(), *date)).or_default();
            of_run.open += 1;
            of_run.guessed += usize::from(task.guessed);
            let on_time = of_tasks.get(task.key.as_str()).copied();
            of_run.on_time =
                on_time.map(|chance| of_run.on_time.map_or(chance, |least| least.min(chance))).or(of_run.on_time);
        }
        known
    }

    fn without_material(&self) -> Vec<Found> {
        let found = self.runs.iter().filter(|run| run.title.is_none()).filter_map(|run| {
            let operation = self.operations.iter().find(|one| one.id == run.operation_id && one.draws)?;
            Some(Found {
                operation: operation.id,
                day: run.day,
                due: run.due_at?,
                way: Way::Material,
                step: None,
                told: self.told(operation)?,
                says: "nothing lies in its queue for it".to_owned(),
                safe: None,
            })
        });
        found.collect()
    }

    /// The first run of each operation whose accountable member will not be there: the owner names another (R16).
    fn without_accountable(&self) -> Vec<Found> {
        let mut told: HashSet<OperationId> = HashSet::new();
        let found = self.runs.iter().filter_map(|run| {
            let operation = self.operations.iter().find(|one| one.id == run.operation_id)?;
            let member = self.members.iter().find(|member| member.id == operation.accountable_id)?;
            let (due, owner) = (run.due_at?, self.owner()?);
            let on = self.zone.rules().to_datetime(due.saturating_sub(SignedDuration::from_secs(1)).ok()?).date();
            let gone = member.is_gone(on) && told.insert(operation.id);
            gone.then(|| Found {
                operation: operation.id,
                day: run.day,
                due,
                way: Way::Accountable,
                step: None,
                told: owner.id,
                says: format!("{}, who is accountable, is not there any more then (R16)", member.first_name()),
                safe: None,
            })
        });
        found.collect()
    }
}

/// Notes what is raised now, and that what was raised before is mended. Answers whether there was anything to note.
pub(crate) fn keep(tx: &mut Tx, found: &[Found], now: Timestamp) -> Result<bool, Error> {
    // A run that was moved after its day was over is there already.
    const RAISE: &Sql = sql!(
        "raised.raise",
        "insert into raised (business_id, operation_id, day, thing, member_id, says, due_at, since) \
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (business_id, operation_id, day, thing) do update set \
         member_id = excluded.member_id, says = excluded.says, due_at = excluded.due_at, since = excluded.since, \
         mended_at = null"
    );
    const SAY: &Sql = sql!(
        "raised.say",
        "update raised set member_id = $5, says = $6, due_at = $7 \
         where business_id = $1 and operation_id = $2 and day = $3 and thing = $4"
    );
    const MEND: &Sql = sql!(
        "raised.mend",
        "update raised set mended_at = $5 where business_id = $1 and operation_id = $2 and day = $3 and thing = $4"
    );
    const FORGET: &Sql = sql!("raised.forget", "delete from raised where business_id = $1 and due_at < $2");
    let there = noted(tx, now)?;
    let mut wrote = false;
    for one in found {
        let key = (one.operation, one.day, one.thing());
        match there.iter().find(|noted| noted.key == key) {
            noted if noted.is_none_or(|noted| noted.mended) => {
                tx.run(RAISE, &values![key.0, key.1, key.2.as_str(), one.told, one.says.as_str(), one.due, now])?;
                wrote = true;
            }
            Some(noted) if (noted.told, noted.says.as_str(), noted.due) != (one.told, one.says.as_str(), one.due) => {
                tx.run(SAY, &values![key.0, key.1, key.2.as_str(), one.told, one.says.as_str(), one.due])?;
            }
            _ => {}
        }
    }
    for noted in there.iter().filter(|noted| !noted.mended) {
        if !found.iter().any(|one| (one.operation, one.day, one.thing()) == noted.key) {
            tx.run(MEND, &values![noted.key.0, noted.key.1, noted.key.2.as_str(), now])?;
            wrote = true;
        }
    }
    if wrote {
        tx.run(FORGET, &values![now.saturating_sub(REMEMBERED).unwrap_or(now)])?;
    }
    Ok(wrote)
}

/// Is there anything that [`keep`] would write?
pub(crate) fn is_new(tx: &mut Tx, found: &[Found], now: Timestamp) -> Result<bool, Error> {
    let there = noted(tx, now)?;
    let open: HashSet<_> =
        there.iter().filter(|noted| !noted.mended).map(|noted| (&noted.key, noted.says.as_str())).collect();
    let keys: Vec<_> = found.iter().map(|one| ((one.operation, one.day, one.thing()), one.says.as_str())).collect();
    Ok(open.len() != keys.len() || keys.iter().any(|(key, says)| !open.contains(&(key, says))))
}

struct Noted {
    key: (OperationId, Date, String),
    told: MemberId,
    says: String,
    due: Timestamp,
    mended: bool,
}

/// What is noted of runs whose day is not over: what is over stays as it was.
fn noted(tx: &mut Tx, now: Timestamp) -> Result<Vec<Noted>, Error> {
    const NOTED: &Sql = sql!(
        "raised.ahead",
        "select operation_id, day, thing, member_id, says, due_at, mended_at from raised \
         where business_id = $1 and due_at > $2 order by due_at, operation_id, thing"
    );
    tx.all(NOTED, &values![now], |row| {
        Ok(Noted {
            key: (row.get(0)?, row.get(1)?, row.get(2)?),
            told: row.get(3)?,
            says: row.get(4)?,
            due: row.get(5)?,
            mended: row.get::<Option<Timestamp>>(6)?.is_some(),
        })
    })
}
