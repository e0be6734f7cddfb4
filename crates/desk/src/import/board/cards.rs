//! Lists, labels, cards and custom fields of a board.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Time;
use jiff::tz::TimeZone;
use righthand_domain::ids::{FieldId, ListId, TaskId};
use righthand_domain::kind::Kind;
use righthand_domain::snapshot::When;
use righthand_exchange::parcel::{Card, CustomField, Label, List, Parcel, TEXT_CHARS_MAX, Value};
use righthand_store::Json;
use serde_json::Value as Plain;

use super::origins::{Origins, Placed, Wish, hash};
use super::{clean, on_cards};
use crate::act::Act;
use crate::command::Stop;
use crate::import::keys::Keys;
use crate::import::report::{Fate, Tally};
use crate::import::{position, to_the_millisecond};
use crate::records::{BoardList, Field, Member, Project, Task};
use crate::tasks;

/// Brings in all that is on the board.
pub(super) fn bring(
    act: &mut Act<'_>,
    origins: &mut Origins,
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
    origins: &mut Origins,
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
        wishes.push(Wish { external_id: list.external_id.clone(), name: list.name.clone(), record });
    }
    origins.place(act, tally, wishes, |_| ())
}

/// Labels are words on tasks here, not things of their own: their origins only count them.
fn labels(
    act: &mut Act<'_>,
    origins: &mut Origins,
    tally: &mut Tally,
    project: &Project,
    labels: &[Label],
) -> Result<HashMap<String, String>, Stop> {
    const KIND: &str = "label";
    let mut words = HashMap::with_capacity(labels.len());
    for label in labels {
        let word = clean(&label.name);
        let print = format!("name={}", hash(Some(&Plain::from(word.as_str()))));
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
    origins: &mut Origins,
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
        origins: &mut Origins,
        tally: &mut Tally,
        cards: &[Card],
    ) -> Result<Placed<Task>, Stop> {
        let mut wishes = Vec::with_capacity(cards.len());
        for (index, card) in cards.iter().enumerate() {
            let record = self.task(act, tally, card, index);
            wishes.push(Wish { external_id: card.external_id.clone(), name: card.name.clone(), record });
        }
        let mut keys = Keys::load(act, tasks::TAKEN_KEYS, "task")?;
        origins.place(act, tally, wishes, |task| task.key = keys.take(&task.name))
    }

    /// Its list does not say whether it is done: what "Done" means on somebody's board is not guessed.
    fn task(&self, act: &mut Act<'_>, tally: &mut Tally, card: &Card, index: usize) -> Task {
        let labels = card.labels.iter().filter_map(|label| self.labels.get(label).cloned()).collect();
        let notes = notes(tally, card);
        let done_at = card.done_at.map(|at| {
            if at > act.now {
                tally.guess("card that is done in the future", "done now", &card.name);
            }
            to_the_millisecond(at.min(act.now))
        });
        let due = card.due.map(|due| self.day_or_instant(due));
        if let Some(When::Date(_)) = due {
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
            likely_minutes: None,
            pessimistic_minutes: None,
            spent_minutes: 0,
            milestone: false,
            skill: None,
            not_before: card.start.map(|start| self.day_or_instant(start)),
            due,
            done_at,
            labels: Json(labels),
            archived: card.archived,
            url: card.url.as_deref().map(clean),
            guessed: false,
            version: 1,
        }
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
