//! Hits: things that were found, as they are shown.

use righthand_domain::ids::TaskId;
use righthand_domain::roles::{Grant, Permission};
use righthand_domain::snapshot::When;
use righthand_store::search::Term;
use righthand_store::{Column, Record, Sql, select_sql, sql, values};
use uuid::Uuid;

use super::find::Hit;
use super::{Thing, marked};
use crate::records::{
    Appointment, Area, Assignment, Attachment, Comment, Contact, Member, Operation, Project, Question, Run, State, Task,
};
use crate::view::{NotSeen, PersonRef, View};

/// The thing of that id; `None` if it is not there.
pub(super) fn hit(view: &mut View<'_>, thing: Thing, id: &str, words: &[Term]) -> Result<Option<Hit>, NotSeen> {
    let Ok(id) = id.parse::<Uuid>() else { return Ok(None) };
    Ok(match thing {
        Thing::Project | Thing::Draft => {
            found::<Project>(view, id)?.map(|project| of_project(view, thing, project, words)).transpose()?
        }
        Thing::Task => found::<Task>(view, id)?.map(|task| of_task(view, &task, words)).transpose()?,
        Thing::Person => found::<Member>(view, id)?.map(|member| of_member(view, member, words)),
        Thing::Operation => {
            found::<Operation>(view, id)?.map(|operation| of_operation(view, operation, words)).transpose()?
        }
        Thing::Run => found::<Run>(view, id)?.map(|run| of_run(view, &run, words)).transpose()?.flatten(),
        Thing::Comment => {
            found::<Comment>(view, id)?.map(|comment| of_comment(view, &comment, words)).transpose()?.flatten()
        }
        Thing::File => found::<Attachment>(view, id)?.map(|file| of_file(view, &file, words)).transpose()?.flatten(),
        Thing::Area => found::<Area>(view, id)?.map(|area| of_area(view, area, words)).transpose()?,
        Thing::Contact => found::<Contact>(view, id)?.map(|contact| of_contact(contact, words)),
        Thing::Question => found::<Question>(view, id)?.map(|one| of_question(view, one, words)).transpose()?,
        Thing::Appointment => found::<Appointment>(view, id)?.map(|one| of_appointment(view, one, words)),
    })
}

fn found<R: Record>(view: &mut View<'_>, id: Uuid) -> Result<Option<R>, NotSeen>
where
    R::Id: From<Uuid> + Column,
{
    Ok(view.tx.find::<R>(R::Id::from(id))?)
}

fn plain(thing: Thing, title: &str, words: &[Term]) -> Hit {
    Hit {
        thing,
        key: None,
        title: marked::whole(title, words),
        about: String::new(),
        passage: None,
        path: None,
        state: None,
        due: None,
        people: Vec::new(),
    }
}

/// The first passage of these texts in which a word stands, unless the title has one.
fn passage(hit: &Hit, texts: &[Option<&str>], words: &[Term]) -> Option<marked::Marked> {
    if hit.title.iter().any(|piece| piece.found) {
        return None;
    }
    texts.iter().flatten().find_map(|text| marked::passage(text, words))
}

fn of_project(view: &mut View<'_>, thing: Thing, project: Project, words: &[Term]) -> Result<Hit, NotSeen> {
    let manager = view.members()?.iter().find(|member| Some(member.id) == project.manager_id).map(PersonRef::from);
    let hit = plain(thing, &project.name, words);
    let (path, state) = match () {
        () if project.is(State::Draft) => (format!("/drafts/{}", project.key), Some("draft")),
        () if project.is(State::Closed) => (format!("/projects/{}", project.key), Some("done")),
        () => (format!("/projects/{}", project.key), late(view, project.ends)),
    };
    Ok(Hit {
        passage: passage(&hit, &[project.outcome.as_deref(), project.notes.as_deref()], words),
        about: project.outcome.unwrap_or_default(),
        key: Some(project.key),
        path: Some(path),
        state,
        due: project.ends,
        people: manager.into_iter().collect(),
        ..hit
    })
}

/// `late` where the day has passed.
fn late(view: &View<'_>, due: Option<When>) -> Option<&'static str> {
    let is_late = match due? {
        When::Date(day) => day < view.today,
        When::Instant(instant) => instant < view.now,
    };
    is_late.then_some("late")
}

fn of_task(view: &mut View<'_>, task: &Task, words: &[Term]) -> Result<Hit, NotSeen> {
    let select = select_sql!(Assignment, "where business_id = $1 and task_id = $2 order by position, id");
    let assignments = view.tx.select::<Assignment>(select, &values![task.id])?;
    let members = view.members()?;
    let people = assignments
        .iter()
        .filter_map(|assignment| members.iter().find(|member| member.id == assignment.member_id))
        .map(PersonRef::from)
        .collect();
    let (about, path) = place_of(view, task)?;
    let hit = plain(Thing::Task, &task.name, words);
    let texts = texts_on(view, task.id)?;
    let mut all: Vec<Option<&str>> = vec![task.notes.as_deref()];
    all.extend(task.labels.0.iter().map(|label| Some(label.as_str())));
    all.extend(texts.iter().map(|text| Some(text.as_str())));
    Ok(Hit {
        passage: passage(&hit, &all, words),
        about,
        key: Some(task.key.clone()),
        path: Some(path),
        state: match task {
            Task { archived: true, .. } => Some("archived"),
            Task { done_at: Some(_), .. } => Some("done"),
            _ => late(view, task.due),
        },
        due: task.due,
        people,
        ..hit
    })
}

/// Things to tick off and custom fields of a task.
fn texts_on(view: &mut View<'_>, task: TaskId) -> Result<Vec<String>, NotSeen> {
    const ITEMS: &Sql = sql!(
        "check_item.names_of_task",
        "select check_item.name from check_item \
         join checklist on checklist.business_id = $1 and checklist.id = check_item.checklist_id \
         where check_item.business_id = $1 and checklist.task_id = $2 order by check_item.position, check_item.id"
    );
    const VALUES: &Sql = sql!(
        "field_value.texts_of_task",
        "select value from field_value where business_id = $1 and task_id = $2 order by id"
    );
    let mut texts: Vec<String> = view.tx.all(ITEMS, &values![task], |row| row.get(0))?;
    texts.extend(view.tx.all(VALUES, &values![task], |row| row.get::<String>(0))?);
    Ok(texts)
}

/// The name of the project that a task is in, and the page where the task is seen.
fn place_of(view: &mut View<'_>, task: &Task) -> Result<(String, String), NotSeen> {
    let project = view.tx.find::<Project>(task.project_id)?;
    Ok(match project {
        Some(project) if project.is(State::Draft) => (project.name, format!("/drafts/{}", project.key)),
        Some(project) if task.archived => (project.name, format!("/projects/{}", project.key)),
        Some(project) => (project.name, format!("/tasks/{}", task.key)),
        None => (String::new(), format!("/tasks/{}", task.key)),
    })
}

fn of_member(view: &View<'_>, member: Member, words: &[Term]) -> Hit {
    // A page of somebody else is not open to who only does work.
    let opens = member.id == view.me.id || view.may(Permission::SeeBusiness) != Grant::OwnWork;
    let skills = member.skills.0.join(", ");
    let hit = plain(Thing::Person, &member.name, words);
    Hit {
        passage: passage(&hit, &[Some(&skills)], words),
        about: member.role.title().to_owned(),
        path: Some(if opens { format!("/team/{}", member.key) } else { "/team".into() }),
        people: vec![PersonRef::from(&member)],
        key: Some(member.key),
        ..hit
    }
}

fn of_operation(view: &mut View<'_>, operation: Operation, words: &[Term]) -> Result<Hit, NotSeen> {
    const STEPS: &Sql = sql!(
        "step.texts_of_operation",
        "select name, coalesce(notes, '') from step where business_id = $1 and operation_id = $2 order by position, id"
    );
    const LATEST: &Sql =
        sql!("run.latest_day", "select max(day) from run where business_id = $1 and operation_id = $2");
    let steps: Vec<String> = view.tx.all(STEPS, &values![operation.id], |row| {
        Ok(format!("{} {}", row.get::<String>(0)?, row.get::<String>(1)?).trim_end().to_owned())
    })?;
    let latest: Option<String> = view.tx.one(LATEST, &values![operation.id], |row| row.get(0))?.flatten();
    let accountable = view.members()?.iter().find(|member| member.id == operation.accountable_id).map(PersonRef::from);
    let hit = plain(Thing::Operation, &operation.name, words);
    let texts: Vec<Option<&str>> = steps.iter().map(|step| Some(step.as_str())).collect();
    Ok(Hit {
        passage: passage(&hit, &texts, words),
        about: righthand_domain::words::count(steps.len(), "step", "steps"),
        // An operation has no page of its own: its latest run shows its steps.
        path: latest.map(|day| format!("/operations/{}/runs/{day}", operation.key)),
        key: Some(operation.key),
        people: accountable.into_iter().collect(),
        ..hit
    })
}

fn of_run(view: &mut View<'_>, run: &Run, words: &[Term]) -> Result<Option<Hit>, NotSeen> {
    let Some(operation) = view.tx.find::<Operation>(run.operation_id)? else { return Ok(None) };
    let title = run.title.as_deref().unwrap_or(&operation.name);
    Ok(Some(Hit {
        about: operation.name.clone(),
        path: Some(format!("/operations/{}/runs/{}", operation.key, run.day)),
        key: Some(format!("{}/{}", operation.key, run.day)),
        due: Some(When::Date(run.day)),
        ..plain(Thing::Run, title, words)
    }))
}

fn of_comment(view: &mut View<'_>, comment: &Comment, words: &[Term]) -> Result<Option<Hit>, NotSeen> {
    let Some(task) = view.tx.find::<Task>(comment.task_id)? else { return Ok(None) };
    let (_, path) = place_of(view, &task)?;
    Ok(Some(Hit {
        key: Some(task.key),
        passage: marked::passage(&comment.words, words),
        about: format!("{}, {}", comment.author_name, view.zone.rules().to_datetime(comment.written_at).date()),
        path: Some(path),
        ..plain(Thing::Comment, &task.name, &[])
    }))
}

fn of_file(view: &mut View<'_>, file: &Attachment, words: &[Term]) -> Result<Option<Hit>, NotSeen> {
    let Some(task) = view.tx.find::<Task>(file.task_id)? else { return Ok(None) };
    let (_, path) = place_of(view, &task)?;
    let hit = plain(Thing::File, &file.name, words);
    Ok(Some(Hit {
        passage: passage(&hit, &[Some(&file.url)], words),
        key: Some(task.key),
        about: task.name,
        path: Some(path),
        ..hit
    }))
}

fn of_area(view: &mut View<'_>, area: Area, words: &[Term]) -> Result<Hit, NotSeen> {
    let accountable = view.members()?.iter().find(|member| member.id == area.accountable_id).map(PersonRef::from);
    let hit = plain(Thing::Area, &area.name, words);
    Ok(Hit { key: Some(area.key), path: Some("/settings".into()), people: accountable.into_iter().collect(), ..hit })
}

fn of_appointment(view: &View<'_>, one: Appointment, words: &[Term]) -> Hit {
    let local = view.zone.rules().to_datetime(one.starts_at);
    let about = format!("{} {:02}:{:02}", local.date(), local.hour(), local.minute());
    Hit {
        path: Some(format!("/appointments/{}", one.key)),
        key: Some(one.key),
        about,
        due: Some(When::Instant(one.starts_at)),
        ..plain(Thing::Appointment, &one.name, words)
    }
}

fn of_contact(contact: Contact, words: &[Term]) -> Hit {
    Hit {
        about: contact.company.or(contact.kind).unwrap_or_default(),
        path: Some(format!("/contacts/{}", contact.key)),
        key: Some(contact.key),
        ..plain(Thing::Contact, &contact.name, words)
    }
}

fn of_question(view: &mut View<'_>, question: Question, words: &[Term]) -> Result<Hit, NotSeen> {
    let owes = question.answered_by_id.unwrap_or(question.owed_by_id);
    let people = view.members()?.iter().filter(|member| member.id == owes).map(PersonRef::from).collect();
    let hit = plain(Thing::Question, &question.words, words);
    Ok(Hit {
        passage: passage(&hit, &[question.answer.as_deref(), question.details.as_deref()], words),
        about: if question.kept { "Knowledge".into() } else { "Question".into() },
        path: Some(format!("/questions/{}", question.key)),
        state: (!question.is_open()).then_some("done"),
        key: Some(question.key),
        people,
        ..hit
    })
}
