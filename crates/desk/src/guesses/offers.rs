//! What the page of guesses offers for a board: an order of its cards, and cards that look as if they recur.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use righthand_domain::ids::{ListId, ProjectId, TaskId};
use righthand_domain::recurrence::spot;
use righthand_domain::snapshot::When;
use righthand_store::{Sql, select_sql, sql, values};
use serde::Serialize;

use super::Offer;
use super::order_tasks::ROW_MAX;
use super::page::Leaf;
use crate::records::{BoardList, Dismissal};
use crate::view::{NotSeen, View};

/// Offers of one sort shown at once; further ones follow as these are decided.
const OFFERS_MAX: usize = 20;
/// Share of cards of a list that need a due date for the dates to be its order.
const DATED_SHARE_MIN: f64 = 0.5;

/// Cards of one list that could come one after another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OrderOffer {
    /// Name of the list; empty for the cards in none.
    pub list: String,
    /// Key and name, first to last.
    pub cards: Vec<(String, String)>,
    /// By their due dates; else as they stand in the list.
    pub by_dates: bool,
}

/// Cards that could be one operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecurringOffer {
    pub name: String,
    /// Keys of the cards.
    pub cards: Vec<String>,
    pub rrule: String,
    /// The rule as people say it.
    pub how_often: String,
    pub starts: Date,
    pub sign: spot::Sign,
}

/// What was not wanted of a project.
pub(super) struct Dismissed(HashSet<(String, String)>);

impl Dismissed {
    pub(super) fn load(view: &mut View<'_>, project: ProjectId) -> Result<Self, NotSeen> {
        let select = select_sql!(Dismissal, "where business_id = $1 and project_id = $2");
        let all = view.tx.select::<Dismissal>(select, &values![project])?;
        Ok(Self(all.into_iter().map(|dismissal| (dismissal.kind, dismissal.subject)).collect()))
    }

    fn has(&self, offer: Offer, subject: &str) -> bool {
        self.0.contains(&(offer.as_str().to_owned(), subject.to_owned()))
    }
}

/// An order for each list of which no two cards wait for each other yet.
pub(super) fn orders(
    view: &mut View<'_>,
    project: ProjectId,
    lists: &[BoardList],
    leaves: &[Leaf],
    dismissed: &Dismissed,
) -> Result<Vec<OrderOffer>, NotSeen> {
    const LINKS: &Sql = sql!(
        "dependency.of_project",
        "select dependency.task_id, dependency.predecessor_id from dependency \
         join task on task.business_id = $1 and task.id = dependency.task_id \
         where dependency.business_id = $1 and task.project_id = $2"
    );
    let links: Vec<(TaskId, TaskId)> = view.tx.all(LINKS, &values![project], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let list_of: HashMap<TaskId, Option<ListId>> = leaves.iter().map(|leaf| (leaf.id, leaf.list)).collect();
    let ordered: HashSet<Option<ListId>> = links
        .iter()
        .filter_map(|(task, before)| {
            let (of, before) = (list_of.get(task)?, list_of.get(before)?);
            (of == before).then_some(*of)
        })
        .collect();
    let mut by_list: HashMap<Option<ListId>, Vec<&Leaf>> = HashMap::new();
    for leaf in leaves.iter().filter(|leaf| !leaf.done) {
        by_list.entry(leaf.list).or_default().push(leaf);
    }
    let named = lists.iter().map(|list| (Some(list.id), list.name.as_str())).chain([(None, "")]);
    let offers = named.filter_map(|(id, name)| {
        let cards = by_list.remove(&id).filter(|cards| (2..=ROW_MAX).contains(&cards.len()))?;
        (!ordered.contains(&id) && !dismissed.has(Offer::Order, name)).then(|| order(view, name, cards))
    });
    Ok(offers.take(OFFERS_MAX).collect())
}

/// By dates where most cards have one, those without at the end; else as they stand.
fn order(view: &View<'_>, list: &str, mut cards: Vec<&Leaf>) -> OrderOffer {
    let dated = cards.iter().filter(|leaf| leaf.due.is_some()).count();
    let by_dates = dated >= 2 && dated as f64 >= cards.len() as f64 * DATED_SHARE_MIN;
    if by_dates {
        cards.sort_by_key(|leaf| leaf.due.map_or((1, None), |due| (0, Some(day(view, due)))));
    }
    let cards = cards.into_iter().map(|leaf| (leaf.key.clone(), leaf.name.clone())).collect();
    OrderOffer { list: list.to_owned(), cards, by_dates }
}

/// Cards that look as if they recur.
pub(super) fn recurring(
    view: &mut View<'_>,
    project: ProjectId,
    leaves: &[Leaf],
    dismissed: &Dismissed,
) -> Result<Vec<RecurringOffer>, NotSeen> {
    // What tools call their field for it: "Recurrence", "Repeat", "Recurring".
    const SAID: &Sql = sql!(
        "field_value.recurrence",
        "select field_value.task_id, field_value.value from field_value \
         join field on field.business_id = $1 and field.id = field_value.field_id \
         where field_value.business_id = $1 and field.project_id = $2 \
         and (lower(field.name) like '%recurr%' or lower(field.name) like '%repeat%') order by field_value.id"
    );
    let said: Vec<(TaskId, String)> = view.tx.all(SAID, &values![project], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let said: HashMap<TaskId, String> = said.into_iter().collect();
    let cards: Vec<spot::Card<'_>> = leaves
        .iter()
        .map(|leaf| spot::Card {
            key: &leaf.key,
            name: &leaf.name,
            due: leaf.due.map(|due| day(view, due)),
            done: leaf.done,
            says: said.get(&leaf.id).map(String::as_str),
        })
        .collect();
    let found = spot::spot(&cards, view.today).into_iter();
    let wanted = found.filter(|recurring| !dismissed.has(Offer::Recurring, &recurring.name));
    let offers = wanted.take(OFFERS_MAX).map(|spot::Recurring { name, cards, rrule, starts, sign }| RecurringOffer {
        how_often: righthand_domain::recurrence::words(&rrule, starts),
        name,
        cards,
        rrule,
        starts,
        sign,
    });
    Ok(offers.collect())
}

fn day(view: &View<'_>, when: When) -> Date {
    match when {
        When::Date(date) => date,
        When::Instant(at) => view.zone.rules().to_datetime(at).date(),
    }
}
