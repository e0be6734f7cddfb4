//! Keeping the index: every change that the journal writes down is in it when the transaction commits.

use std::collections::{BTreeSet, HashMap};

use righthand_domain::ids::{
    AppointmentId, AreaId, AttachmentId, ChecklistId, CommentId, ContactId, MemberId, OperationId, ProjectId,
    QuestionId, RunId, TaskId,
};
use righthand_domain::snapshot::Zone;
use righthand_store::search::Entry;
use righthand_store::{Column, Error, Sql, Tx, select_sql, sql, values};
use serde_json::Value;

use super::entries;
use super::load::{Around, in_pages, records};
use crate::journal::Change;
use crate::records::{
    Appointment, Area, Attachment, Attendance, Business, Comment, Contact, Member, Operation, Project, Question, Run,
    Step,
};

/// The form of the entries. A program with another form makes the index of a business anew.
const FORM: i64 = 2;
/// Entries that are put in at once when all of them are made: so many are in memory.
const CHUNK: usize = 5_000;

/// Is the index of this business made, in this form?
pub(super) fn is_made(tx: &mut Tx) -> Result<bool, Error> {
    const STATE: &Sql = sql!("search_state.form", "select form from search_state where business_id = $1");
    Ok(tx.one(STATE, &[], |row| row.get::<i64>(0))? == Some(FORM))
}

/// Makes the index of this business from all there is.
pub(super) fn make(tx: &mut Tx) -> Result<(), Error> {
    const FORGET: &Sql = sql!("search_state.forget", "delete from search_state where business_id = $1");
    const NOTE: &Sql = sql!("search_state.note", "insert into search_state (business_id, form) values ($1, $2)");
    tx.unindex_all()?;
    put_in(tx, None)?;
    tx.run(FORGET, &[])?;
    tx.run(NOTE, &values![FORM])?;
    Ok(())
}

/// What a command that is under way has touched of the index.
pub(crate) enum Kept {
    /// It is made whole at the end: the first change of a business does that, and one of its zone.
    Whole,
    These(Box<Touched>),
}

impl Kept {
    /// Nothing yet.
    pub(crate) fn begin(tx: &mut Tx) -> Result<Self, Error> {
        Ok(if is_made(tx)? { Self::These(Box::default()) } else { Self::Whole })
    }

    /// Notes what changes, which have been made, have touched.
    pub(crate) fn touch(&mut self, tx: &mut Tx, changes: &[Change]) -> Result<(), Error> {
        // Days are the business's: in another zone an instant may fall on another day.
        if changes.iter().any(|change| change.thing == "business" && names(change, "time_zone")) {
            *self = Self::Whole;
        }
        match self {
            Self::Whole => Ok(()),
            Self::These(touched) => touched.by(tx, changes),
        }
    }

    /// Brings the index up to date.
    pub(crate) fn end(self, tx: &mut Tx) -> Result<(), Error> {
        match self {
            Self::Whole => make(tx),
            Self::These(touched) => {
                let ids = touched.ids();
                let gone: Vec<(&str, &str)> = ids.iter().map(|(thing, id)| (*thing, id.as_str())).collect();
                tx.unindex(&gone)?;
                put_in(tx, Some(&touched))
            }
        }
    }
}

fn names(change: &Change, field: &str) -> bool {
    [&change.before, &change.after].into_iter().flatten().any(|text| text.contains(&format!("\"{field}\"")))
}

/// Things whose entries have to be made anew.
#[derive(Default)]
pub(crate) struct Touched {
    tasks: BTreeSet<TaskId>,
    comments: BTreeSet<CommentId>,
    files: BTreeSet<AttachmentId>,
    projects: BTreeSet<ProjectId>,
    members: BTreeSet<MemberId>,
    areas: BTreeSet<AreaId>,
    operations: BTreeSet<OperationId>,
    runs: BTreeSet<RunId>,
    appointments: BTreeSet<AppointmentId>,
    contacts: BTreeSet<ContactId>,
    questions: BTreeSet<QuestionId>,
}

impl Touched {
    fn by(&mut self, tx: &mut Tx, changes: &[Change]) -> Result<(), Error> {
        let touched = self;
        // Whose people or project have changed: what hangs on them is found by others.
        let mut moved: BTreeSet<TaskId> = BTreeSet::new();
        let mut worked: BTreeSet<OperationId> = BTreeSet::new();
        for change in changes {
            match change.thing {
                "task" => {
                    touched.tasks.extend(own_id::<TaskId>(change));
                    if change.before.is_some() && change.after.is_some() && names(change, "project_id") {
                        moved.extend(own_id::<TaskId>(change));
                    }
                }
                "assignment" => moved.extend(owner::<TaskId>(tx, change, "task_id", TASK_OF_ASSIGNMENT)?),
                "checklist" => touched.tasks.extend(owner::<TaskId>(tx, change, "task_id", TASK_OF_CHECKLIST)?),
                "field_value" => touched.tasks.extend(owner::<TaskId>(tx, change, "task_id", TASK_OF_FIELD_VALUE)?),
                "check_item" => {
                    let list = owner::<ChecklistId>(tx, change, "checklist_id", LIST_OF_ITEM)?;
                    let task = list.map(|list| tx.one(TASK_OF_CHECKLIST, &values![list], |row| row.get::<TaskId>(0)));
                    touched.tasks.extend(task.transpose()?.flatten());
                }
                "comment" => touched.comments.extend(own_id::<CommentId>(change)),
                "attachment" => touched.files.extend(own_id::<AttachmentId>(change)),
                "project" => touched.projects.extend(own_id::<ProjectId>(change)),
                "member" => touched.members.extend(own_id::<MemberId>(change)),
                "area" => touched.areas.extend(own_id::<AreaId>(change)),
                "operation" => worked.extend(own_id::<OperationId>(change)),
                "step" => worked.extend(owner::<OperationId>(tx, change, "operation_id", OPERATION_OF_STEP)?),
                "run" => touched.runs.extend(own_id::<RunId>(change)),
                "contact" => touched.contacts.extend(own_id::<ContactId>(change)),
                "question" => touched.questions.extend(own_id::<QuestionId>(change)),
                "appointment" => touched.appointments.extend(own_id::<AppointmentId>(change)),
                "attendance" => {
                    let of = owner::<AppointmentId>(tx, change, "appointment_id", APPOINTMENT_OF_ATTENDANCE)?;
                    touched.appointments.extend(of);
                }
                _ => {}
            }
        }
        touched.hanging_on(tx, moved, worked)
    }

    fn hanging_on(&mut self, tx: &mut Tx, moved: BTreeSet<TaskId>, worked: BTreeSet<OperationId>) -> Result<(), Error> {
        const COMMENTS: &Sql =
            sql!("comment.ids_of_task", "select id from comment where business_id = $1 and task_id = $2");
        const FILES: &Sql =
            sql!("attachment.ids_of_task", "select id from attachment where business_id = $1 and task_id = $2");
        const RUNS: &Sql =
            sql!("run.ids_of_operation", "select id from run where business_id = $1 and operation_id = $2");
        for task in &moved {
            self.comments.extend(tx.all(COMMENTS, &values![*task], |row| row.get::<CommentId>(0))?);
            self.files.extend(tx.all(FILES, &values![*task], |row| row.get::<AttachmentId>(0))?);
        }
        for operation in &worked {
            self.runs.extend(tx.all(RUNS, &values![*operation], |row| row.get::<RunId>(0))?);
        }
        self.tasks.extend(moved);
        self.operations.extend(worked);
        Ok(())
    }

    fn ids(&self) -> Vec<(&'static str, String)> {
        fn of<I: ToString>(thing: &'static str, ids: &BTreeSet<I>) -> Vec<(&'static str, String)> {
            ids.iter().map(|id| (thing, id.to_string())).collect()
        }
        [
            of("task", &self.tasks),
            of("comment", &self.comments),
            of("attachment", &self.files),
            of("project", &self.projects),
            of("member", &self.members),
            of("area", &self.areas),
            of("operation", &self.operations),
            of("run", &self.runs),
            of("appointment", &self.appointments),
            of("contact", &self.contacts),
            of("question", &self.questions),
        ]
        .concat()
    }
}

const TASK_OF_ASSIGNMENT: &Sql =
    sql!("assignment.task", "select task_id from assignment where business_id = $1 and id = $2");
const TASK_OF_CHECKLIST: &Sql =
    sql!("checklist.task", "select task_id from checklist where business_id = $1 and id = $2");
const TASK_OF_FIELD_VALUE: &Sql =
    sql!("field_value.task", "select task_id from field_value where business_id = $1 and id = $2");
const LIST_OF_ITEM: &Sql =
    sql!("check_item.list", "select checklist_id from check_item where business_id = $1 and id = $2");
const OPERATION_OF_STEP: &Sql =
    sql!("step.operation", "select operation_id from step where business_id = $1 and id = $2");
const APPOINTMENT_OF_ATTENDANCE: &Sql =
    sql!("attendance.appointment", "select appointment_id from attendance where business_id = $1 and id = $2");

fn own_id<I: From<uuid::Uuid>>(change: &Change) -> Option<I> {
    change.thing_id.parse::<uuid::Uuid>().ok().map(I::from)
}

/// What a changed record belongs to: as the record said, or where it says so no more than before, as the row says.
fn owner<I: Column + From<uuid::Uuid>>(
    tx: &mut Tx,
    change: &Change,
    field: &str,
    row_of: &'static Sql,
) -> Result<Option<I>, Error> {
    for text in [&change.after, &change.before].into_iter().flatten() {
        let record: Value = serde_json::from_str(text).unwrap_or_default();
        if let Some(id) = record.get(field).and_then(Value::as_str).and_then(|id| id.parse::<uuid::Uuid>().ok()) {
            return Ok(Some(I::from(id)));
        }
    }
    tx.one(row_of, &values![&change.thing_id], |row| row.get(0))
}

/// Puts the entries of what was touched into the index; of everything where `touched` is `None`.
fn put_in(tx: &mut Tx, touched: Option<&Touched>) -> Result<(), Error> {
    let id = tx.business();
    let zone = tx.find::<Business>(id)?.and_then(|business| Zone::named(&business.time_zone)).unwrap_or_else(Zone::utc);
    let projects = records::<Project>(
        tx,
        touched.map(|touched| &touched.projects),
        select_sql!(Project, "where business_id = $1 order by position, id"),
    )?;
    add(tx, projects.iter().map(|project| entries::project(project, &zone)))?;
    let members = records::<Member>(
        tx,
        touched.map(|touched| &touched.members),
        select_sql!(Member, "where business_id = $1 order by position, id"),
    )?;
    add(tx, members.iter().map(entries::member))?;
    let areas = records::<Area>(
        tx,
        touched.map(|touched| &touched.areas),
        select_sql!(Area, "where business_id = $1 order by position, id"),
    )?;
    add(tx, areas.iter().map(entries::area))?;
    let contacts = records::<Contact>(
        tx,
        touched.map(|touched| &touched.contacts),
        select_sql!(Contact, "where business_id = $1 order by name, id"),
    )?;
    add(tx, contacts.iter().map(entries::contact))?;
    let questions = records::<Question>(
        tx,
        touched.map(|touched| &touched.questions),
        select_sql!(Question, "where business_id = $1 order by asked_at, id"),
    )?;
    add(tx, questions.iter().map(entries::question))?;
    put_in_tasks(tx, touched, &zone)?;
    put_in_regular(tx, touched, &zone)
}

fn put_in_tasks(tx: &mut Tx, touched: Option<&Touched>, zone: &Zone) -> Result<(), Error> {
    let ids: Option<Vec<TaskId>> = touched.map(|touched| touched.tasks.iter().copied().collect());
    if ids.as_ref().is_none_or(|ids| !ids.is_empty()) {
        let around = Around::load(tx, ids.as_deref())?;
        in_pages(tx, touched.map(|touched| &touched.tasks), |tx, tasks| {
            add(tx, tasks.iter().map(|task| entries::task(task, &around, zone)))
        })?;
    }
    let comments = records::<Comment>(
        tx,
        touched.map(|touched| &touched.comments),
        select_sql!(Comment, "where business_id = $1 order by written_at, id"),
    )?;
    let files = records::<Attachment>(
        tx,
        touched.map(|touched| &touched.files),
        select_sql!(Attachment, "where business_id = $1 order by id"),
    )?;
    if comments.is_empty() && files.is_empty() {
        return Ok(());
    }
    let on: BTreeSet<TaskId> =
        comments.iter().map(|comment| comment.task_id).chain(files.iter().map(|file| file.task_id)).collect();
    let on: Vec<TaskId> = on.into_iter().collect();
    let around = Around::with_projects(tx, Some(&on))?;
    add(tx, comments.iter().map(|comment| entries::comment(comment, &around)))?;
    add(tx, files.iter().map(|file| entries::attachment(file, &around)))
}

/// Operations, runs and appointments.
fn put_in_regular(tx: &mut Tx, touched: Option<&Touched>, zone: &Zone) -> Result<(), Error> {
    let is_touched = |any: fn(&Touched) -> bool| touched.is_none_or(any);
    if is_touched(|touched| !touched.operations.is_empty() || !touched.runs.is_empty()) {
        let all = select_sql!(Operation, "where business_id = $1 order by position, id");
        let (operations, people) = (tx.select::<Operation>(all, &[])?, Working::load(tx)?);
        let wanted = operations
            .iter()
            .filter(|operation| touched.is_none_or(|touched| touched.operations.contains(&operation.id)));
        let made = wanted.map(|one| entries::operation(one, &people.steps(one), &people.of(one))).collect::<Vec<_>>();
        add(tx, made.into_iter())?;
        let runs = records::<Run>(
            tx,
            touched.map(|touched| &touched.runs),
            select_sql!(Run, "where business_id = $1 order by day, id"),
        )?;
        let made = runs.iter().filter_map(|run| {
            let operation = operations.iter().find(|operation| operation.id == run.operation_id)?;
            Some(entries::run(run, operation, &people.of(operation)))
        });
        add(tx, made)?;
    }
    if is_touched(|touched| !touched.appointments.is_empty()) {
        let appointments = records::<Appointment>(
            tx,
            touched.map(|touched| &touched.appointments),
            select_sql!(Appointment, "where business_id = $1 order by starts_at, id"),
        )?;
        let select = select_sql!(Attendance, "where business_id = $1 and appointment_id = $2 order by position, id");
        let mut made = Vec::new();
        for one in &appointments {
            let there = tx.select::<Attendance>(select, &values![one.id])?;
            let people: Vec<MemberId> = there.iter().map(|attendance| attendance.member_id).collect();
            made.push(entries::appointment(one, &people, zone));
        }
        add(tx, made.into_iter())?;
    }
    Ok(())
}

/// Who works in operations: steps name people by key.
struct Working {
    members: HashMap<String, MemberId>,
    steps: Vec<Step>,
}

impl Working {
    fn load(tx: &mut Tx) -> Result<Self, Error> {
        let members = tx.select::<Member>(select_sql!(Member, "where business_id = $1 order by position, id"), &[])?;
        let steps = tx.select::<Step>(select_sql!(Step, "where business_id = $1 order by position, id"), &[])?;
        Ok(Self { members: members.into_iter().map(|member| (member.key, member.id)).collect(), steps })
    }

    fn steps(&self, operation: &Operation) -> Vec<&Step> {
        self.steps.iter().filter(|step| step.operation_id == operation.id).collect()
    }

    fn of(&self, operation: &Operation) -> Vec<MemberId> {
        let keys = self.steps(operation).into_iter().flat_map(|step| &step.assignees.0);
        let mut people: Vec<MemberId> = keys.filter_map(|key| self.members.get(key).copied()).collect();
        people.push(operation.accountable_id);
        people.sort_unstable();
        people.dedup();
        people
    }
}

fn add(tx: &mut Tx, entries: impl Iterator<Item = Entry>) -> Result<(), Error> {
    let mut entries = entries.peekable();
    while entries.peek().is_some() {
        let chunk: Vec<Entry> = entries.by_ref().take(CHUNK).collect();
        tx.index(&chunk)?;
    }
    Ok(())
}
