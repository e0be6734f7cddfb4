//! Climb: what is not answered within the response time goes one step up (R7), whether anybody looks at it or not.

use jiff::Timestamp;
use righthand_domain::ids::{BusinessId, MemberId};
use righthand_domain::roles::Grant;
use righthand_domain::words::count;
use righthand_store::{Error, Sql, Store, Tx, select_sql, sql, values};

use super::route::{About, House, above};
use super::{begin_turn, end_turn, turns};
use crate::act::Act;
use crate::command::{Stop, Who};
use crate::journal::Header;
use crate::records::Question;

/// Has a question waited longer than the response time of whoever owes it?
pub(crate) fn is_due(tx: &mut Tx, now: Timestamp) -> Result<bool, Error> {
    const DUE: &Sql =
        sql!("question.to_climb", "select 1 from question where business_id = $1 and climbs_at <= $2 limit 1");
    Ok(tx.one(DUE, &values![now], |row| row.get::<i64>(0))?.is_some())
}

/// Lets the questions of a business climb that are due to, as an event of their own. Were there any?
pub fn climb(store: &Store, business: BusinessId, now: Timestamp) -> Result<bool, Error> {
    let due = store.read(business, move |tx| is_due(tx, now))?;
    if due {
        store.write(business, move |tx| tick(tx, now))?;
    }
    Ok(due)
}

fn tick(tx: &mut Tx, now: Timestamp) -> Result<(), Error> {
    let Ok(me) = crate::desk::member(tx, &Who::Operator) else { return Ok(()) };
    let header = Header {
        at: now,
        user: None,
        actor_name: "Righthand".into(),
        door: "desk",
        command: "climb",
        worked_now: true,
    };
    let mut act = Act::new(tx, header, me, Grant::Yes, Who::Operator);
    let climbed = match climb_due(&mut act) {
        Ok(climbed) => climbed,
        Err(Stop::Broken(error)) => return Err(error),
        Err(_) => 0,
    };
    let Act { pen, progress, .. } = act;
    let said = format!("{} went one step up", count(climbed, "question", "questions"));
    pen.end(tx, &said, None, &progress).map(drop)
}

/// Lets every question climb that is due to. How many.
pub(crate) fn climb_due(act: &mut Act<'_>) -> Result<usize, Stop> {
    let due = select_sql!(Question, "where business_id = $1 and climbs_at <= $2 order by climbs_at, id");
    let due = act.select::<Question>(due, &values![act.now])?;
    let house = House::load(act)?;
    for question in &due {
        one(act, &house, question)?;
    }
    Ok(due.len())
}

/// As many steps as it should have climbed since: where the desk was not running, its hours still went by.
fn one(act: &mut Act<'_>, house: &House, question: &Question) -> Result<(), Stop> {
    let about = About::of(act, question)?;
    let ladder = house.ladder(act, &about, question.asker_id)?;
    let mut had: Vec<MemberId> = turns(act, question)?.iter().map(|turn| turn.member_id).collect();
    let mut now = question.clone();
    while let Some(at) = now.climbs_at.filter(|at| *at <= act.now) {
        let Some(next) = above(&ladder, now.owed_by_id, &had) else {
            now.climbs_at = None;
            break;
        };
        end_turn(act, &now, at, "climbed", None)?;
        had.push(next);
        now = house.with(&now, next, at, above(&ladder, next, &had).is_some());
        begin_turn(act, &now)?;
    }
    act.update(question, &now, None)?;
    Ok(())
}
