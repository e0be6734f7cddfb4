//! What hangs on cards: people, checklists, comments, attachments and values of custom fields.

use std::collections::{HashMap, HashSet};

use jiff::tz::TimeZone;
use righthand_domain::ids::{
    AssignmentId, AttachmentId, CheckItemId, ChecklistId, CommentId, FieldId, FieldValueId, MemberId, TaskId,
};
use righthand_domain::kind::Kind;
use righthand_domain::refusal::Rule;
use righthand_domain::roles::Role;
use righthand_domain::rules::r03_a_pm_manages as r03;
use righthand_exchange::parcel::{self, Card, NAME_CHARS_MAX, Value};
use righthand_store::{Sql, select_sql, sql, values};

use super::clean;
use super::origins::{Origins, Wish};
use crate::act::Act;
use crate::command::Stop;
use crate::import::report::Tally;
use crate::import::{position, to_the_millisecond};
use crate::records::{Assignment, Attachment, CheckItem, Checklist, Comment, FieldValue, Member, Project};
use crate::snapshot::Lifts;

/// Why what hangs on a card is not brought in.
const CARD_REMOVED: &str = "is on a card that was removed here";

/// What the things on cards refer to.
pub(super) struct Hand<'b> {
    pub(super) tasks: &'b HashMap<String, TaskId>,
    pub(super) people: &'b HashMap<String, Member>,
    pub(super) fields: &'b HashMap<String, FieldId>,
    pub(super) zone: &'b TimeZone,
}

impl Hand<'_> {
    /// Brings in all of it.
    pub(super) fn bring(
        &self,
        act: &mut Act<'_>,
        origins: &mut Origins<'_>,
        tally: &mut Tally,
        project: &Project,
        cards: &[Card],
    ) -> Result<(), Stop> {
        let mut there = Vec::with_capacity(cards.len());
        for card in cards {
            match self.tasks.get(&card.external_id) {
                Some(task) => there.push((card, *task)),
                None => lose(tally, card),
            }
        }
        self.assignments(act, origins, tally, project, &there)?;
        self.checklists(act, origins, tally, &there)?;
        self.comments(act, origins, tally, &there)?;
        attachments(act, origins, tally, &there)?;
        self.field_values(act, origins, tally, &there)
    }

    /// Who is on a card may do the task, except where R3 or the person's place here says no.
    fn assignments(
        &self,
        act: &mut Act<'_>,
        origins: &mut Origins<'_>,
        tally: &mut Tally,
        project: &Project,
        cards: &[(&Card, TaskId)],
    ) -> Result<(), Stop> {
        let given = select_sql!(
            Assignment,
            "join task on task.business_id = $1 and task.id = assignment.task_id and task.project_id = $2 \
             where assignment.business_id = $1"
        );
        let given = act.select::<Assignment>(given, &values![project.id])?;
        let given: HashSet<(TaskId, MemberId)> =
            given.into_iter().map(|given| (given.task_id, given.member_id)).collect();
        let forbidden = Forbidden::load(act, project)?;
        let (mut wishes, mut seen) = (Vec::new(), HashSet::new());
        for (card, task) in cards {
            for (index, external) in card.members.iter().enumerate() {
                let external_id = clean(&format!("{}/{external}", card.external_id));
                let Some(member) = self.people.get(external) else { continue };
                if let Some(why) = forbidden.why(member, *task) {
                    tally.guess("person on a card", why, &format!("{} on {}", member.name, card.name));
                    continue;
                }
                // Two people of the board may be one member here; and a person may have given the task already.
                let known = origins.find("card_member", &external_id).is_some();
                let doubled =
                    wishes.iter().rev().take(index).any(|wish: &Wish<Assignment>| {
                        (wish.record.task_id, wish.record.member_id) == (*task, member.id)
                    });
                seen.insert(external_id.clone());
                if doubled || (!known && given.contains(&(*task, member.id))) {
                    continue;
                }
                let id = act.new_id::<AssignmentId>();
                let record =
                    Assignment { id, task_id: *task, member_id: member.id, position: position(0, index), version: 1 };
                wishes.push(Wish { external_id, name: card.name.clone(), record });
            }
        }
        origins.remove_missing::<Assignment>(act, tally, &seen, "person who is no longer on a card")?;
        origins.place(act, tally, wishes, |_| ()).map(drop)
    }

    fn checklists(
        &self,
        act: &mut Act<'_>,
        origins: &mut Origins<'_>,
        tally: &mut Tally,
        cards: &[(&Card, TaskId)],
    ) -> Result<(), Stop> {
        let mut wishes = Vec::new();
        for (card, task) in cards {
            for (index, list) in card.checklists.iter().enumerate() {
                let id = act.new_id::<ChecklistId>();
                let record =
                    Checklist { id, task_id: *task, name: clean(&list.name), position: position(0, index), version: 1 };
                wishes.push(Wish { external_id: list.external_id.clone(), name: list.name.clone(), record });
            }
        }
        let placed = origins.place(act, tally, wishes, |_| ())?;
        let mut wishes = Vec::new();
        for list in cards.iter().flat_map(|(card, _)| &card.checklists) {
            let Some(checklist) = placed.ids.get(&list.external_id) else {
                for item in &list.items {
                    tally.skip("check_item", &item.name, "is in a checklist that was removed here");
                }
                continue;
            };
            for (index, item) in list.items.iter().enumerate() {
                let record = CheckItem {
                    id: act.new_id::<CheckItemId>(),
                    checklist_id: *checklist,
                    name: self.item_name(tally, item),
                    done: item.done,
                    position: position(0, index),
                    version: 1,
                };
                wishes.push(Wish { external_id: item.external_id.clone(), name: item.name.clone(), record });
            }
        }
        origins.place(act, tally, wishes, |_| ()).map(drop)
    }

    /// A thing to tick has no person and no date here: they are said in its name where they fit.
    fn item_name(&self, tally: &mut Tally, item: &parcel::CheckItem) -> String {
        let name = clean(&item.name);
        let who = item.member.as_ref().and_then(|member| self.people.get(member)).map(|member| member.name.clone());
        let by = item.due.map(|due| format!("by {}", self.zone.to_datetime(due).date()));
        let said: Vec<String> = who.into_iter().chain(by).collect();
        if said.is_empty() {
            return name;
        }
        let longer = format!("{name} ({})", said.join(", "));
        let fits = longer.chars().count() <= NAME_CHARS_MAX;
        let as_ = if fits { "written behind its name" } else { "left out: its name is too long" };
        tally.guess("person or date of a check item", as_, &item.name);
        if fits { longer } else { name }
    }

    fn comments(
        &self,
        act: &mut Act<'_>,
        origins: &mut Origins<'_>,
        tally: &mut Tally,
        cards: &[(&Card, TaskId)],
    ) -> Result<(), Stop> {
        let mut wishes = Vec::new();
        for (card, task) in cards {
            for comment in &card.comments {
                let author = comment.author.as_ref().and_then(|author| self.people.get(author));
                let name =
                    comment.author_name.as_deref().map(clean).or_else(|| author.map(|author| author.name.clone()));
                if comment.at.is_none() {
                    tally.guess("comment without a date", "written now", &card.name);
                }
                let record = Comment {
                    id: act.new_id::<CommentId>(),
                    task_id: *task,
                    author_id: author.map(|author| author.id),
                    author_name: name.unwrap_or_else(|| "Somebody".into()),
                    words: clean(&comment.text),
                    written_at: to_the_millisecond(comment.at.unwrap_or(act.now)),
                    version: 1,
                };
                let name = format!("{} on {}", record.author_name, card.name);
                wishes.push(Wish { external_id: comment.external_id.clone(), name, record });
            }
        }
        origins.place(act, tally, wishes, |_| ()).map(drop)
    }

    fn field_values(
        &self,
        act: &mut Act<'_>,
        origins: &mut Origins<'_>,
        tally: &mut Tally,
        cards: &[(&Card, TaskId)],
    ) -> Result<(), Stop> {
        let (mut wishes, mut seen) = (Vec::new(), HashSet::new());
        for (card, task) in cards {
            for said in &card.field_values {
                let Some(field) = self.fields.get(&said.field) else { continue };
                let external_id = clean(&format!("{}/{}", card.external_id, said.field));
                // A card that says two things in one field says the first.
                if !seen.insert(external_id.clone()) {
                    tally.guess("second value of a custom field", "left out", &card.name);
                    continue;
                }
                let id = act.new_id::<FieldValueId>();
                let record = FieldValue { id, field_id: *field, task_id: *task, value: text(&said.value), version: 1 };
                wishes.push(Wish { external_id, name: card.name.clone(), record });
            }
        }
        origins.remove_missing::<FieldValue>(act, tally, &seen, "field that says nothing any more")?;
        origins.place(act, tally, wishes, |_| ()).map(drop)
    }
}

/// Who may not be given a task, and why.
struct Forbidden {
    lifts: Lifts,
    /// Tasks that are no implementation, as people here have said.
    managed: HashSet<TaskId>,
    today: jiff::civil::Date,
}

impl Forbidden {
    fn load(act: &mut Act<'_>, project: &Project) -> Result<Self, Stop> {
        const MANAGED: &Sql = sql!(
            "task.managed",
            "select id from task where business_id = $1 and project_id = $2 and kind <> 'implementation'"
        );
        let managed = act.tx.all(MANAGED, &values![project.id], |row| row.get(0))?.into_iter().collect();
        Ok(Self { lifts: Lifts::load(act.tx)?, managed, today: act.today()? })
    }

    fn why(&self, member: &Member, task: TaskId) -> Option<&'static str> {
        let kind = if self.managed.contains(&task) { Kind::Management } else { Kind::Implementation };
        if member.role == Role::Guest {
            return Some("not assigned: a guest gets no work");
        }
        if member.is_gone(self.today) {
            return Some("not assigned: the engagement has ended");
        }
        let forbidden = r03::forbids(member.role, kind) && !self.lifts.cover(Rule::R3, member.id, Some(task));
        forbidden.then_some("not assigned: a project manager gets no implementation work (R3)")
    }
}

fn attachments(
    act: &mut Act<'_>,
    origins: &mut Origins<'_>,
    tally: &mut Tally,
    cards: &[(&Card, TaskId)],
) -> Result<(), Stop> {
    let mut wishes = Vec::new();
    for (card, task) in cards {
        for link in &card.attachments {
            let id = act.new_id::<AttachmentId>();
            let record = Attachment { id, task_id: *task, name: clean(&link.name), url: clean(&link.url), version: 1 };
            wishes.push(Wish { external_id: link.external_id.clone(), name: link.name.clone(), record });
        }
    }
    origins.place(act, tally, wishes, |_| ()).map(drop)
}

/// Counts what hung on a card that is no longer here.
fn lose(tally: &mut Tally, card: &Card) {
    for list in &card.checklists {
        tally.skip("checklist", &list.name, CARD_REMOVED);
        for item in &list.items {
            tally.skip("check_item", &item.name, CARD_REMOVED);
        }
    }
    for _ in &card.comments {
        tally.skip("comment", &card.name, CARD_REMOVED);
    }
    for link in &card.attachments {
        tally.skip("attachment", &link.name, CARD_REMOVED);
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::Text(text) => clean(text),
        Value::Number(number) => number.to_string(),
        Value::Instant(at) => at.to_string(),
        Value::Checked(checked) => checked.to_string(),
    }
}
