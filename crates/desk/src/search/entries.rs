//! Entries: what of each kind of thing is found, and the facets that say what it is and whose.
//!
//! Facets: `t` and its kind, `s` and its state, `k` and the kind of work, `p` and its project, `o` and its operation,
//! `a` and its area, `w` and each person whose work it is, `l` and each label, `i` and its own id, and `everybody` for
//! what every member sees. Ids stand without their dashes.

use jiff::civil::Date;
use righthand_domain::ids::MemberId;
use righthand_domain::snapshot::{When, Zone};
use righthand_store::search::{Entry, Term, WORDS_MAX, Word};

use super::load::Around;
use super::{Thing, words};
use crate::records::{
    Appointment, Area, Attachment, Comment, Contact, Member, Operation, Project, Question, Run, State, Step, Task,
};

/// The facet of what every member sees.
pub(super) const EVERYBODY: &str = "everybody";

/// `p` and an id: its facet.
pub(super) fn facet(kind: char, id: uuid::Uuid) -> String {
    format!("{kind}{}", id.simple())
}

/// A label as a facet: its words without what is between them.
pub(super) fn label_facet(label: &str) -> String {
    let words: String = words::words(label).into_iter().map(|word| word.text).collect();
    format!("l{words}")
}

fn entry(thing: Thing, id: uuid::Uuid, title: &str, body: &[&str]) -> Entry {
    let mut found: Vec<Word> = Vec::new();
    for text in body {
        found.extend(words::words(text).into_iter().take(WORDS_MAX.saturating_sub(found.len())));
    }
    Entry {
        thing: thing.table(),
        thing_id: id.to_string(),
        due: None,
        title: words::words(title),
        body: found,
        facets: vec![thing.facet(), facet('i', id)],
    }
}

fn workers(entry: &mut Entry, members: impl IntoIterator<Item = MemberId>) {
    entry.facets.extend(members.into_iter().map(|member| facet('w', member.0)));
}

/// The day on which something is due, where the business is.
fn day(when: When, zone: &Zone) -> Date {
    match when {
        When::Date(date) => date,
        When::Instant(instant) => zone.rules().to_datetime(instant).date(),
    }
}

pub(super) fn project(project: &Project, zone: &Zone) -> Entry {
    let (thing, state) = match project.state.as_str() {
        state if state == State::Draft.as_str() => (Thing::Draft, "sdraft"),
        state if state == State::Closed.as_str() => (Thing::Project, "sdone"),
        _ => (Thing::Project, "sopen"),
    };
    let body = [project.outcome.as_deref(), project.notes.as_deref(), Some(&project.key)];
    let mut entry = entry(thing, project.id.0, &project.name, &body.into_iter().flatten().collect::<Vec<_>>());
    entry.due = project.ends.map(|ends| day(ends, zone).to_string());
    entry.facets.extend([state.into(), facet('p', project.id.0)]);
    entry.facets.extend(project.area_id.map(|area| facet('a', area.0)));
    workers(&mut entry, project.manager_id);
    entry
}

pub(super) fn task(task: &Task, around: &Around, zone: &Zone) -> Entry {
    let labels = task.labels.0.iter().map(String::as_str);
    let own = [task.notes.as_deref(), task.skill.as_deref(), Some(task.key.as_str())];
    let body: Vec<&str> = own.into_iter().flatten().chain(labels).chain(around.texts(task.id)).collect();
    let mut entry = entry(Thing::Task, task.id.0, &task.name, &body);
    entry.due = task.due.map(|due| day(due, zone).to_string());
    let state = match task {
        Task { archived: true, .. } => "sarchived",
        Task { done_at: Some(_), .. } => "sdone",
        _ => "sopen",
    };
    entry.facets.extend([state.into(), format!("k{}", task.kind.as_str()), facet('p', task.project_id.0)]);
    if task.milestone {
        entry.facets.push("smilestone".into());
    }
    entry.facets.extend(task.labels.0.iter().map(|label| label_facet(label)));
    workers(&mut entry, around.workers(task.id).iter().copied());
    entry
}

pub(super) fn comment(comment: &Comment, around: &Around) -> Entry {
    let mut entry = entry(Thing::Comment, comment.id.0, "", &[&comment.words, &comment.author_name]);
    entry.facets.extend(around.project(comment.task_id).map(|project| facet('p', project.0)));
    workers(&mut entry, around.workers(comment.task_id).iter().copied());
    entry
}

pub(super) fn attachment(attachment: &Attachment, around: &Around) -> Entry {
    let mut entry = entry(Thing::File, attachment.id.0, &attachment.name, &[&attachment.url]);
    entry.facets.extend(around.project(attachment.task_id).map(|project| facet('p', project.0)));
    workers(&mut entry, around.workers(attachment.task_id).iter().copied());
    entry
}

/// Names, role and skills are everybody's to know; an address is not (R17), and is not in the index.
pub(super) fn member(member: &Member) -> Entry {
    let skills = member.skills.0.join(" ");
    let mut entry = entry(Thing::Person, member.id.0, &member.name, &[member.role.title(), &skills, &member.key]);
    entry.facets.push(EVERYBODY.into());
    workers(&mut entry, [member.id]);
    entry
}

pub(super) fn area(area: &Area) -> Entry {
    let mut entry = entry(Thing::Area, area.id.0, &area.name, &[&area.key]);
    entry.facets.extend([EVERYBODY.into(), facet('a', area.id.0)]);
    workers(&mut entry, [area.accountable_id]);
    entry
}

/// `people` are those who are accountable or may have a step of it.
pub(super) fn operation(operation: &Operation, steps: &[&Step], people: &[MemberId]) -> Entry {
    let texts = steps.iter().flat_map(|step| [Some(step.name.as_str()), step.notes.as_deref()]).flatten();
    let body: Vec<&str> = std::iter::once(operation.key.as_str()).chain(texts).collect();
    let mut entry = entry(Thing::Operation, operation.id.0, &operation.name, &body);
    entry.facets.extend(["sopen".into(), facet('o', operation.id.0)]);
    entry.facets.extend(operation.area_id.map(|area| facet('a', area.0)));
    workers(&mut entry, people.iter().copied());
    entry
}

pub(super) fn run(run: &Run, operation: &Operation, people: &[MemberId]) -> Entry {
    let day = run.day.to_string();
    let mut entry = entry(Thing::Run, run.id.0, run.title.as_deref().unwrap_or_default(), &[&operation.name, &day]);
    entry.due = Some(day);
    entry.facets.push(facet('o', operation.id.0));
    workers(&mut entry, people.iter().copied());
    entry
}

pub(super) fn appointment(appointment: &Appointment, people: &[MemberId], zone: &Zone) -> Entry {
    let mut entry = entry(Thing::Appointment, appointment.id.0, &appointment.name, &[&appointment.key]);
    entry.due = Some(zone.rules().to_datetime(appointment.starts_at).date().to_string());
    workers(&mut entry, people.iter().copied());
    entry
}

/// Found by those who see the whole business; an address or a number of somebody outside is not in the index (R17).
pub(super) fn contact(contact: &Contact) -> Entry {
    let body = [contact.company.as_deref(), contact.kind.as_deref(), Some(&contact.key)];
    entry(Thing::Contact, contact.id.0, &contact.name, &body.into_iter().flatten().collect::<Vec<_>>())
}

/// The facet of answers that are kept as knowledge.
const KEPT: &str = "skept";

/// What an answer that is kept has.
pub(crate) fn kept_answers() -> Term {
    Term::AnyOf(vec![KEPT.into()])
}

/// Found by whoever asked and whoever owes it, by those who oversee its project, and, once the answer is kept, by all.
pub(super) fn question(question: &Question) -> Entry {
    let body = [question.details.as_deref(), question.answer.as_deref()];
    let body: Vec<&str> = body.into_iter().flatten().collect();
    let mut entry = entry(Thing::Question, question.id.0, &question.words, &body);
    entry.facets.push(if question.is_open() { "sopen".into() } else { "sdone".into() });
    entry.facets.extend(question.project_id.map(|project| facet('p', project.0)));
    entry.facets.extend(question.operation_id.map(|operation| facet('o', operation.0)));
    if question.kept {
        entry.facets.extend([KEPT.into(), EVERYBODY.into()]);
    }
    workers(&mut entry, [question.asker_id, question.owed_by_id]);
    entry
}
