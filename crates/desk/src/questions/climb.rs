//! Climb: what is not answered within the response time goes one step up (R7), whether anybody looks at it or not.

use jiff::Timestamp;
use righthand_domain::ids::{BusinessId, MemberId};
use righthand_domain::words::count;
use righthand_store::{Error, Sql, Store, Tx, select_sql, sql, values};

use super::route::{About, House, above};
use super::{begin_turn, end_turn, turns};
use crate::act::Act;
use crate::command::Stop;
use crate::desk::by_itself;
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
        let says = |climbed| format!("{} went one step up", count(climbed, "question", "questions"));
        store.write(business, move |tx| by_itself(tx, now, "climb", climb_due, says))?;
    }
    Ok(due)
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
