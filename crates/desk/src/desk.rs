//! The desk: one place through which everything is changed, whatever the door.

use righthand_domain::ids::BusinessId;
use righthand_domain::refusal::Refusal;
use righthand_domain::roles::{Grant, Permission, Role};
use righthand_domain::snapshot::Zone;
use righthand_store::{Sql, Store, Tx, select_sql, sql, values};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::act::{Act, role_refusal};
use crate::catalogue;
use crate::clock::Clock;
use crate::command::{Actor, Command, Done, Outcome, Said, Stop, Who};
use crate::import;
use crate::journal::Header;
use crate::mail::Mailing;
use crate::planning::Planning;
use crate::records::{Business, Member};

/// Outcomes are kept for a repeated idempotency key this long: a day covers a phone that was offline overnight.
const OUTCOME_KEPT: jiff::SignedDuration = jiff::SignedDuration::from_hours(24);
/// Longer idempotency keys are nobody's.
const IDEMPOTENCY_KEY_CHARS_MAX: usize = 255;

/// A desk over one store. Cheap to clone.
#[derive(Clone)]
pub struct Desk {
    pub store: Store,
    pub clock: Clock,
    pub planning: Planning,
    /// How mail leaves it.
    pub mailing: Mailing,
}

impl Desk {
    /// A desk over a store that has been opened, with its planner running.
    pub fn new(store: Store, clock: Clock) -> Self {
        let planning = Planning::start(store.clone(), clock.clone());
        Self { store, clock, planning, mailing: Mailing::Off }
    }

    /// The desk with mail leaving it in another way.
    pub fn mailing(self, mailing: Mailing) -> Self {
        Self { mailing, ..self }
    }

    /// Runs a command that was built in Rust.
    pub fn run<C: Command>(&self, actor: &Actor, command: C) -> Result<Outcome, righthand_store::Error> {
        self.run_after(actor, |_| Ok(()), command)
    }

    /// As [`Self::run`], after `first` in the same transaction: what it makes is kept only if the command is done.
    pub(crate) fn run_after<C: Command>(
        &self,
        actor: &Actor,
        first: impl FnOnce(&mut Tx) -> Result<(), Stop> + Send + 'static,
        command: C,
    ) -> Result<Outcome, righthand_store::Error> {
        let run = Box::new(move |act: &mut Act<'_>| command.run(act));
        let first = Box::new(first);
        self.carry_out(Order { actor: actor.clone(), name: C::NAME, needs: C::NEEDS, first, run, once: None })
    }

    /// Runs the command of that name. A repeated `idempotency_key` is answered with the outcome kept from the first time.
    pub fn send(
        &self,
        actor: &Actor,
        name: &str,
        input: Value,
        idempotency_key: Option<&str>,
    ) -> Result<Outcome, righthand_store::Error> {
        let Some(entry) = catalogue::find(name) else {
            return Ok(Outcome::NotFound(format!("command “{name}”")));
        };
        if idempotency_key.is_some_and(|key| key.is_empty() || key.chars().count() > IDEMPOTENCY_KEY_CHARS_MAX) {
            return Stop::invalid("", format!("an idempotency key has 1 to {IDEMPOTENCY_KEY_CHARS_MAX} characters"))
                .outcome();
        }
        let once = idempotency_key.map(|key| Once { key: key.to_owned(), request_hash: request_hash(name, &input) });
        let run = Box::new(move |act: &mut Act<'_>| entry.run(act, input));
        let first = Box::new(|_: &mut Tx| Ok(()));
        self.carry_out(Order { actor: actor.clone(), name: entry.name, needs: entry.needs, first, run, once })
    }

    fn carry_out(&self, order: Order) -> Result<Outcome, righthand_store::Error> {
        let (now, name, business, door) =
            (self.clock.now(), order.name, order.actor.business, order.actor.door.as_str());
        let result = self.store.write(business, move |tx| order.carry_out(tx, now));
        let outcome = result.or_else(Stop::outcome)?;
        if matches!(&outcome, Outcome::Done(done) if done.event > 0) {
            self.planning.wake(business);
        }
        let rule = if let Outcome::Refused(Refusal { rule, .. }) = &outcome { *rule } else { None };
        let word = word(&outcome);
        tracing::info!(command = name, %business, door, outcome = word, rule = rule.map(tracing::field::display), "{name} {word}");
        Ok(outcome)
    }
}

fn word(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Done(_) => "done",
        Outcome::Refused(_) => "refused",
        Outcome::Invalid(_) => "invalid",
        Outcome::NotFound(_) => "not found",
        Outcome::Conflict(_) => "conflict",
    }
}

/// What comes before a command in its transaction, and the command itself.
type First = Box<dyn FnOnce(&mut Tx) -> Result<(), Stop> + Send>;
type Run = Box<dyn FnOnce(&mut Act<'_>) -> Result<Said, Stop> + Send>;

/// A command on its way into the transaction.
struct Order {
    actor: Actor,
    name: &'static str,
    needs: Permission,
    /// What has to be there before the command: only a business that is being founded has any.
    first: First,
    run: Run,
    once: Option<Once>,
}

/// What makes a repeated request known.
struct Once {
    key: String,
    request_hash: String,
}

impl Order {
    fn carry_out(self, tx: &mut Tx, now: jiff::Timestamp) -> Result<Outcome, Stop> {
        (self.first)(tx)?;
        let user = self.actor.who.user().map_or_else(String::new, |user| user.to_string());
        if let Some(once) = &self.once
            && let Some(kept) = kept_outcome(tx, &user, once)?
        {
            return Ok(kept);
        }
        let me = member(tx, &self.actor.who)?;
        let today = today(tx, now)?;
        if me.is_gone(today) {
            return Err(Refusal::by_role(format!(
                "Your engagement here ended on {}. Ask the owner to extend it.",
                me.engaged_until.unwrap_or(today)
            ))
            .into());
        }
        let grant = me.role.may(self.needs);
        if grant == Grant::No {
            return Err(role_refusal(self.needs, None).into());
        }
        let header = Header {
            at: now,
            user: self.actor.who.user(),
            actor_name: me.name.clone(),
            door: self.actor.door.as_str(),
            command: self.name,
            worked_now: self.name != import::ImportFile::NAME && self.name != import::ImportBoard::NAME,
        };
        let mut act = Act::new(tx, header, me, grant, self.actor.who);
        let said = (self.run)(&mut act)?;
        let Act { pen, undoes, progress, .. } = act;
        let event = pen.end(tx, &said.summary, undoes, &progress)?;
        let done = Done { event, summary: said.summary, key: said.key, version: said.version, note: said.note };
        let outcome = Outcome::Done(done);
        if let Some(once) = &self.once {
            keep_outcome(tx, &user, once, now, &outcome)?;
        }
        Ok(outcome)
    }
}

/// Does what has become due as an event of the desk's own, which nobody has sent: `work` says how many things it did,
/// `says` tells of so many. What it refuses is left for the next time.
pub(crate) fn by_itself(
    tx: &mut Tx,
    now: jiff::Timestamp,
    command: &'static str,
    work: impl FnOnce(&mut Act<'_>) -> Result<usize, Stop>,
    says: impl FnOnce(usize) -> String,
) -> Result<(), righthand_store::Error> {
    let Ok(me) = member(tx, &Who::Operator) else { return Ok(()) };
    let header =
        Header { at: now, user: None, actor_name: "Righthand".into(), door: "desk", command, worked_now: true };
    let mut act = Act::new(tx, header, me, Grant::Yes, Who::Operator);
    let done = match work(&mut act) {
        Ok(done) => done,
        Err(Stop::Broken(error)) => return Err(error),
        Err(_) => 0,
    };
    let Act { pen, progress, .. } = act;
    pen.end(tx, &says(done), None, &progress).map(drop)
}

/// The member that sends a command. Nobody outside a business learns that it is there (R15).
pub(crate) fn member(tx: &mut Tx, who: &Who) -> Result<Member, Stop> {
    let found = match who {
        Who::User(user) => {
            let by_user = select_sql!(Member, "where business_id = $1 and user_id = $2");
            tx.select::<Member>(by_user, &values![*user])?
        }
        Who::Operator => {
            let owner = select_sql!(Member, "where business_id = $1 and role = $2 order by position, id limit 1");
            tx.select::<Member>(owner, &values![Role::Owner])?
        }
    };
    found.into_iter().next().ok_or_else(|| Stop::NotFound("this business".into()))
}

pub(crate) fn today(tx: &mut Tx, now: jiff::Timestamp) -> Result<jiff::civil::Date, Stop> {
    let id: BusinessId = tx.business();
    let zone = tx.find::<Business>(id)?.and_then(|business| Zone::named(&business.time_zone)).unwrap_or_else(Zone::utc);
    Ok(zone.rules().to_datetime(now).date())
}

fn request_hash(name: &str, input: &Value) -> String {
    let digest = Sha256::digest(format!("{name} {input}"));
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn kept_outcome(tx: &mut Tx, user: &str, once: &Once) -> Result<Option<Outcome>, Stop> {
    const KEPT: &Sql = sql!(
        "kept_outcome.find",
        "select request_hash, outcome from kept_outcome where business_id = $1 and user_id = $2 and idempotency_key = $3"
    );
    let kept: Option<(String, String)> =
        tx.one(KEPT, &values![user, &once.key], |row| Ok((row.get(0)?, row.get(1)?)))?;
    match kept {
        None => Ok(None),
        Some((kept_hash, _)) if kept_hash != once.request_hash => {
            Err(Stop::invalid("", "this idempotency key was used for another request; use a new one for each"))
        }
        Some((_, outcome)) => Ok(serde_json::from_str(&outcome).ok()),
    }
}

fn keep_outcome(tx: &mut Tx, user: &str, once: &Once, now: jiff::Timestamp, outcome: &Outcome) -> Result<(), Stop> {
    const FORGET: &Sql = sql!("kept_outcome.forget", "delete from kept_outcome where business_id = $1 and at < $2");
    const KEEP: &Sql = sql!(
        "kept_outcome.keep",
        "insert into kept_outcome (business_id, user_id, idempotency_key, request_hash, at, outcome) values ($1, $2, $3, $4, $5, $6)"
    );
    tx.run(FORGET, &values![now.saturating_sub(OUTCOME_KEPT).unwrap_or(now)])?;
    let text = serde_json::to_string(outcome).unwrap_or_default();
    tx.run(KEEP, &values![user, &once.key, &once.request_hash, now, text])?;
    Ok(())
}
