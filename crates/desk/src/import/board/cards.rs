//! Lists, labels, cards and custom fields of a board.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use jiff::civil::{DateTime, Time};
use jiff::tz::TimeZone;
use righthand_domain::ids::{FieldId, ListId, TaskId};
use righthand_domain::kind::Kind;
use righthand_domain::snapshot::When;
use righthand_exchange::parcel::{Card, CustomField, Done, Label, List, Moment, Parcel, TEXT_CHARS_MAX, Value};
use righthand_store::{Json, select_sql, values};
use serde_json::Value as Plain;

use super::origins::{Origins, Placed, Wish};
use super::{clean, dependencies, on_cards};
use crate::act::Act;
use crate::command::Stop;
use crate::import::base::print;
use crate::import::keys::Keys;
use crate::import::report::{Fate, Tally};
use crate::import::{position, to_the_millisecond};
use crate::records::{BoardList, Field, Member, Project, Task};
use crate::tasks;

/// Levels of parts: what reads exports breaks longer ways up.
const DEPTH_MAX: usize = 64;

/// Brings in all that is on the board.
pub(super) fn bring(
    act: &mut Act<'_>,
    origins: &mut Origins<'_>,
    tally: &mut Tally,
    project: &Project,
    people: &HashMap<String, Member>,
    parcel: &Parcel,
) -> Result<(), Stop> {
    let lists = lists(act, origins, tally, project, &parcel.lists)?;
    let labels = labels(act, origins, tally, project, &parcel.labels)?;
    let fields = fields(act, origins, tally, project, parcel)?;
    let zone = act.zone()?;
    let hand = Hand { project, lists: &lists.ids, labels: &labels, zone: zone.rules() };
    let tasks = hand.tasks(act, origins, tally, &parcel.cards)?;
    dependencies::bring(act, origins, tally, &tasks.ids, &parcel.cards)?;
    on_cards::Hand { tasks: &tasks.ids, people, fields: &fields.ids, zone: zone.rules() }.bring(
        act,
        origins,
        tally,
        project,
        &parcel.cards,
    )
}

fn lists(
    act: &mut Act<'_>,
    origins: &mut Origins<'_>,
    tally: &mut Tally,
    project: &Project,
    lists: &[List],
) -> Result<Placed<BoardList>, Stop> {
    let mut wishes = Vec::with_capacity(lists.len());
    for (index, list) in lists.iter().enumerate() {
        let record = BoardList {
            id: act.new_id::<ListId>(),
            project_id: project.id,
            name: clean(&list.name),
            position: position(0, index),
            archived: list.archived,
            version: 1,
        };
        origins.call(record.id.to_string(), record.name.clone());
        wishes.push(Wish { external_id: list.external_id.clone(), name: list.name.clone(), record });
    }
    let placed = origins.place(act, tally, wishes, |_| ())?;
    for list in act.select::<BoardList>(
        select_sql!(BoardList, "where business_id = $1 and project_id = $2"),
        &values![project.id],
    )? {
        origins.call(list.id.to_string(), list.name);
    }
    Ok(placed)
}

/// Labels are words on tasks here, not things of their own: their origins only count them.
fn labels(
    act: &mut Act<'_>,
    origins: &mut Origins<'_>,
    tally: &mut Tally,
    project: &Project,
    labels: &[Label],
) -> Result<HashMap<String, String>, Stop> {
    const KIND: &str = "label";
    let mut words = HashMap::with_capacity(labels.len());
    for label in labels {
        let word = clean(&label.name);
        let print = format!("name={}", print(&Plain::from(word.as_str())));
        let known = origins.find(KIND, &label.external_id).cloned();
        let fate = match &known {
            Some(origin) if !origins.anew && origin.fingerprint == print => Fate::Unchanged,
            Some(_) if !origins.anew => Fate::Updated,
            _ => Fate::Made,
        };
        tally.fate(KIND, fate);
        origins.note(act, known, KIND, &label.external_id, "project", &project.id.to_string(), print)?;
        words.insert(label.external_id.clone(), word);
    }
    Ok(words)
}

fn fields(
    act: &mut Act<'_>,
    origins: &mut Origins<'_>,
    tally: &mut Tally,
    project: &Project,
    parcel: &Parcel,
) -> Result<Placed<Field>, Stop> {
    let mut wishes = Vec::with_capacity(parcel.custom_fields.len());
    for CustomField { external_id, name } in &parcel.custom_fields {
        let mut values = parcel.cards.iter().flat_map(|card| &card.field_values);
        let first = values.find(|value| &value.field == external_id).map(|value| &value.value);
        let record = Field {
            id: act.new_id::<FieldId>(),
            project_id: project.id,
            name: clean(name),
            kind: sort(first).to_owned(),
            version: 1,
        };
        wishes.push(Wish { external_id: external_id.clone(), name: name.clone(), record });
    }
    origins.place(act, tally, wishes, |_| ())
}

/// The sort of a field, by a value of it.
fn sort(value: Option<&Value>) -> &'static str {
    match value {
        None | Some(Value::Text(_)) => "text",
        Some(Value::Number(_)) => "number",
        Some(Value::Instant(_)) => "instant",
        Some(Value::Checked(_)) => "checkbox",
    }
}

/// What cards refer to.
struct Hand<'b> {
    project: &'b Project,
    lists: &'b HashMap<String, ListId>,
    labels: &'b HashMap<String, String>,
    zone: &'b TimeZone,
}

impl Hand<'_> {
    fn tasks(
        &self,
        act: &mut Act<'_>,
        origins: &mut Origins<'_>,
        tally: &mut Tally,
        cards: &[Card],
    ) -> Result<Placed<Task>, Stop> {
        let mut ids = if cards.iter().any(|card| card.parent.is_some()) {
            origins.still_here::<Task>(act)?
        } else {
            HashMap::new()
        };
        let mut wishes = Vec::with_capacity(cards.len());
        for (index, card) in outer_first(cards) {
            let record = self.task(act, origins, tally, card, index);
            let parent = card.parent.as_ref().and_then(|parent| ids.get(&clean(parent)).copied());
            let record = Task { parent_id: parent, ..record };
            ids.entry(clean(&card.external_id)).or_insert(record.id);
            wishes.push(Wish { external_id: card.external_id.clone(), name: card.name.clone(), record });
        }
        say_summaries(tally, cards);
        let mut keys = Keys::load(act, tasks::TAKEN_KEYS, "task")?;
        origins.place(act, tally, wishes, |task| task.key = keys.take(&task.name))
    }

    /// Its list does not say whether it is done: what "Done" means on somebody's board is not guessed.
    fn task(&self, act: &mut Act<'_>, origins: &Origins<'_>, tally: &mut Tally, card: &Card, index: usize) -> Task {
        let labels = card.labels.iter().filter_map(|label| self.labels.get(label).cloned()).collect();
        let notes = notes(tally, card);
        let due = card.due.map(|due| self.when(due));
        let done_at = self.done_at(act, origins, tally, card, due);
        if let (Some(When::Date(_)), Some(Moment::Instant(_))) = (due, card.due) {
            tally.guess("due at midnight or a minute before it", "due by the end of that day", &card.name);
        }
        Task {
            id: act.new_id::<TaskId>(),
            key: String::new(),
            project_id: self.project.id,
            parent_id: None,
            list_id: card.list.as_ref().and_then(|list| self.lists.get(list).copied()),
            position: position(0, index),
            name: clean(&card.name),
            notes: Some(notes).filter(|notes| !notes.is_empty()),
            kind: Kind::Implementation,
            optimistic_minutes: None,
            likely_minutes: card.effort_minutes,
            pessimistic_minutes: None,
            spent_minutes: card.spent_minutes,
            milestone: card.milestone,
            skill: None,
            not_before: card.start.map(|start| self.when(start)),
            due,
            done_at,
            labels: Json(labels),
            archived: card.archived,
            url: card.url.as_deref().map(clean),
            guessed: false,
            version: 1,
        }
    }

    /// Where the file does not say since when, what was taken the last time holds.
    fn done_at(
        &self,
        act: &Act<'_>,
        origins: &Origins<'_>,
        tally: &mut Tally,
        card: &Card,
        due: Option<When>,
    ) -> Option<Timestamp> {
        let at = match card.done {
            Done::Open => return None,
            Done::At(Moment::Day(day)) => {
                tally.guess("card done on a day", "done at noon of it", &card.name);
                self.local(day.at(12, 0, 0, 0))?
            }
            Done::At(Moment::Local(at)) => self.local(at)?,
            Done::At(Moment::Instant(at)) => at,
            Done::Sometime => {
                let said = origins.said("card", &card.external_id, "done_at");
                let before = said.and_then(|said| said.as_str()?.parse::<Timestamp>().ok());
                let due = match due {
                    Some(When::Date(day)) => self.local(day.at(12, 0, 0, 0)),
                    Some(When::Instant(at)) => Some(at),
                    None => None,
                };
                tally.guess(
                    "card that is done, not said since when",
                    "done when it was due, at the latest now",
                    &card.name,
                );
                before.or(due).unwrap_or(act.now).min(act.now)
            }
        };
        if at > act.now {
            tally.guess("card that is done in the future", "done now", &card.name);
        }
        Some(to_the_millisecond(at.min(act.now)))
    }

    /// A day stays a day.
    fn when(&self, at: Moment) -> When {
        match at {
            Moment::Day(day) => When::Date(day),
            Moment::Local(at) => {
                self.local(at).map_or(When::Date(at.date()), |at| When::Instant(to_the_millisecond(at)))
            }
            Moment::Instant(at) => self.day_or_instant(at),
        }
    }

    fn local(&self, at: DateTime) -> Option<Timestamp> {
        self.zone.to_ambiguous_timestamp(at).compatible().ok()
    }

    /// Boards have instants only; people who mean a day get its midnight, or the minute before the next.
    fn day_or_instant(&self, at: Timestamp) -> When {
        let local = self.zone.to_datetime(at);
        let time = local.time().with().second(0).subsec_nanosecond(0).build().unwrap_or(local.time());
        if time == Time::midnight() || (time.hour(), time.minute()) == (23, 59) {
            return When::Date(local.date());
        }
        When::Instant(to_the_millisecond(at))
    }
}

/// The cards with their places, each after what it is a part of, so that it is there when it is referred to.
fn outer_first(cards: &[Card]) -> Vec<(usize, &Card)> {
    let by_id: HashMap<&str, &Card> = cards.iter().map(|card| (card.external_id.as_str(), card)).collect();
    let depth = |card: &Card| {
        let above = |card: &&Card| card.parent.as_deref().and_then(|parent| by_id.get(parent).copied());
        std::iter::successors(Some(card), above).take(DEPTH_MAX).count()
    };
    let mut all: Vec<(usize, &Card)> = cards.iter().enumerate().collect();
    if cards.iter().any(|card| card.parent.is_some()) {
        all.sort_by_cached_key(|(_, card)| depth(card));
    }
    all
}

/// A task with parts has neither people nor effort of its own in a plan.
fn say_summaries(tally: &mut Tally, cards: &[Card]) {
    let summaries: HashSet<&str> = cards.iter().filter_map(|card| card.parent.as_deref()).collect();
    for card in cards.iter().filter(|card| summaries.contains(card.external_id.as_str())) {
        if card.effort_minutes.is_some() || !card.members.is_empty() || card.milestone {
            tally.guess(
                "people, effort or milestone of a task with parts",
                "kept, and without effect while it has parts",
                &card.name,
            );
        }
    }
}

/// The description, and in full the check items whose names had to be cut.
fn notes(tally: &mut Tally, card: &Card) -> String {
    let mut notes = clean(&card.description);
    for item in card.checklists.iter().flat_map(|list| &list.items).filter(|item| !item.notes.is_empty()) {
        let gap = if notes.is_empty() { "" } else { "\n\n" };
        notes = format!("{notes}{gap}{}", clean(&item.notes));
    }
    if notes.chars().nth(TEXT_CHARS_MAX).is_some() {
        tally.guess("notes with its check items in full longer than 20,000 characters", "cut", &card.name);
        notes = notes.chars().take(TEXT_CHARS_MAX).collect();
    }
    notes
}
