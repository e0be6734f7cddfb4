//! What lies in the queue of an operation: put in, changed, taken out.

use righthand_domain::ids::MaterialId;
use righthand_domain::refusal::{Instead, Refusal};
use righthand_domain::roles::Permission;
use righthand_domain::words::count;
use righthand_store::{Sql, select_sql, sql, values};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::super::rhythm;
use super::draw::draw;
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::input::{Patch, TEXT_CHARS_MAX, filled};
use crate::outputs::address;
use crate::records::{Material, Operation, Run};

/// Material that waits in one queue at most: ten years of a weekly operation.
pub const QUEUE_MAX: i64 = 520;

/// Puts material into the queue of an operation; its runs are about it, one after another.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AddMaterial {
    /// Key of the operation.
    pub operation: String,
    /// A title a line; an address at the end of a line is where it lies.
    pub text: String,
}

impl Command for AddMaterial {
    const NAME: &'static str = "add_material";
    const SUMMARY: &'static str = "Put material into the queue of an operation, a title a line";
    const NEEDS: Permission = Permission::RunOperations;
    const REST: Rest = Rest(Method::Post, "/operations/{operation}/material");
    const PAGE: &'static str = "/operations/content";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let operation = act.operation(&self.operation)?;
        let lines: Vec<&str> = self.text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        if lines.is_empty() {
            return Err(Stop::invalid("/text", "a title is needed, or several, a line each"));
        }
        let operation = drawing(act, operation)?;
        room(act, &operation, lines.len())?;
        let mut titles = Vec::new();
        for (number, line) in (1..).zip(lines) {
            let (title, url) = read(line).map_err(|why| Stop::invalid("/text", format!("line {number}: {why}")))?;
            titles.push(format!("“{title}”"));
            insert(act, &operation, title, url)?;
        }
        draw(act, &operation)?;
        let what = match titles.as_slice() {
            [one] => one.clone(),
            several => count(several.len(), "title", "titles"),
        };
        Ok(Said::about(format!("{what} in the queue of {}", operation.name), &operation.key, operation.version))
    }
}

/// Changes material: what is not named stays as it is.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeMaterial {
    /// Id of the material, as the content calendar gives it.
    pub material: String,
    #[serde(default)]
    pub title: Option<String>,
    #[serde(default)]
    pub note: Patch<String>,
    /// Where it lies.
    #[serde(default)]
    pub url: Patch<String>,
    /// Its place in the queue, from 1.
    #[serde(default)]
    pub position: Option<i64>,
    /// The version seen; a newer one is a conflict.
    #[serde(default)]
    pub version: Option<i64>,
}

impl Command for ChangeMaterial {
    const NAME: &'static str = "change_material";
    const SUMMARY: &'static str = "Change material in a queue, or its place there";
    const NEEDS: Permission = Permission::RunOperations;
    const REST: Rest = Rest(Method::Patch, "/material/{material}");
    const PAGE: &'static str = "/operations/content";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let before = material(act, &self.material)?;
        let operation = operation_of(act, &before)?;
        let mut after = before.clone();
        if let Some(title) = &self.title {
            after.title = named(title).map_err(|why| Stop::invalid("/title", why))?;
        }
        if !self.note.is_keep() {
            after.note = self.note.clone().or(None).filter(|note| !note.trim().is_empty());
            if after.note.as_ref().is_some_and(|note| note.chars().count() > TEXT_CHARS_MAX) {
                return Err(Stop::invalid("/note", format!("a note has at most {TEXT_CHARS_MAX} characters")));
            }
        }
        if !self.url.is_keep() {
            let url = self.url.clone().or(None);
            after.url = filled(url.as_deref()).map(|url| address("/url", url)).transpose()?;
        }
        let version = act.update(&before, &after, self.version)?;
        after.version = version;
        if let Some(run) = after.run_id
            && let Some(run) = act.tx.find::<Run>(run)?
            && run.title.as_ref() == Some(&before.title)
        {
            act.update(&run, &Run { title: Some(after.title.clone()), ..run.clone() }, None)?;
        }
        if let Some(position) = self.position {
            place(act, &operation, &after, position)?;
        }
        draw(act, &operation)?;
        Ok(Said::about(format!("“{}” changed", after.title), &after.id.to_string(), version))
    }
}

/// Takes material out of a queue.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RemoveMaterial {
    /// Id of the material.
    pub material: String,
}

impl Command for RemoveMaterial {
    const NAME: &'static str = "remove_material";
    const SUMMARY: &'static str = "Take material out of a queue";
    const NEEDS: Permission = Permission::RunOperations;
    const REST: Rest = Rest(Method::Delete, "/material/{material}");
    const PAGE: &'static str = "/operations/content";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let before = material(act, &self.material)?;
        let operation = operation_of(act, &before)?;
        let run = before.run_id.map(|run| act.tx.find::<Run>(run)).transpose()?.flatten();
        if let Some(run) = run.filter(|run| run.title.as_ref() == Some(&before.title) && run.done_at.is_none()) {
            act.update(&run, &Run { title: None, ..run.clone() }, None)?;
        }
        act.delete(&before)?;
        draw(act, &operation)?;
        Ok(Said::new(format!("“{}” taken out of the queue of {}", before.title, operation.name)))
    }
}

/// Puts what a step of a run hands on into the queue of another operation.
pub(in super::super) fn put(
    act: &mut Act<'_>,
    operation: &Operation,
    title: String,
    from: (&Run, &crate::records::Step),
) -> Result<(), Stop> {
    room(act, operation, 1)?;
    let material = insert(act, operation, title, None)?;
    let source = Material { from_run_id: Some(from.0.id), from_step_id: Some(from.1.id), ..material.clone() };
    act.update(&material, &source, None)?;
    draw(act, operation)
}

/// The operation with a queue. One that had none has it from now on; one that starts each run by hand has no runs to give
/// material to.
fn drawing(act: &mut Act<'_>, operation: Operation) -> Result<Operation, Stop> {
    if operation.closed_at.is_some() {
        let mut refusal = Refusal::by_role(format!("{} is closed.", operation.name));
        refusal.instead.push(Instead {
            label: format!("Open {} again", operation.name),
            command: "reopen_operation".into(),
            input: json!({ "operation": operation.key }),
        });
        return Err(refusal.into());
    }
    if operation.draws {
        return Ok(operation);
    }
    let after = Operation { draws: true, ..operation.clone() };
    let version = rhythm::change(act, &operation, &after, None)?;
    Ok(Operation { version, ..after })
}

fn room(act: &mut Act<'_>, operation: &Operation, more: usize) -> Result<(), Stop> {
    const WAITING: &Sql = sql!(
        "material.waiting",
        "select count(*) from material where business_id = $1 and operation_id = $2 and run_id is null"
    );
    let waiting = act.tx.one(WAITING, &values![operation.id], |row| row.get::<i64>(0))?.unwrap_or(0);
    if waiting.saturating_add(i64::try_from(more).unwrap_or(i64::MAX)) > QUEUE_MAX {
        return Err(Stop::invalid("/text", format!("{QUEUE_MAX} titles wait in one queue at most")));
    }
    Ok(())
}

fn insert(act: &mut Act<'_>, operation: &Operation, title: String, url: Option<String>) -> Result<Material, Stop> {
    const LAST: &Sql = sql!(
        "material.last_position",
        "select coalesce(max(position), 0) from material where business_id = $1 and operation_id = $2"
    );
    let position = act.tx.one(LAST, &values![operation.id], |row| row.get::<i64>(0))?.unwrap_or(0) + 1;
    let material = Material {
        id: act.new_id::<MaterialId>(),
        operation_id: operation.id,
        position,
        title,
        note: None,
        url,
        run_id: None,
        from_run_id: None,
        from_step_id: None,
        by_name: act.me.name.clone(),
        made_at: act.now,
        version: 1,
    };
    act.insert(&material)?;
    Ok(material)
}

/// Numbers what waits anew, with this one at its place.
fn place(act: &mut Act<'_>, operation: &Operation, moved: &Material, position: i64) -> Result<(), Stop> {
    let waiting = select_sql!(
        Material,
        "where material.business_id = $1 and material.operation_id = $2 and (material.run_id is null or exists (select 1 \
         from run where run.business_id = $1 and run.id = material.run_id and run.done_at is null and run.due_at > $3)) \
         order by position, id"
    );
    let all = act.select::<Material>(waiting, &values![operation.id, act.now])?;
    let first = all.iter().map(|material| material.position).min().unwrap_or(1);
    let mut order: Vec<&Material> = all.iter().filter(|material| material.id != moved.id).collect();
    let Some(is) = all.iter().find(|material| material.id == moved.id) else {
        return Err(Stop::invalid("/position", format!("“{}” does not wait any more", moved.title)));
    };
    let at = usize::try_from(position - 1).unwrap_or(0).min(order.len());
    order.insert(at, is);
    for (position, material) in (first..).zip(order) {
        act.update(material, &Material { position, ..material.clone() }, None)?;
    }
    Ok(())
}

/// The title, and the address at the end of the line.
fn read(line: &str) -> Result<(String, Option<String>), String> {
    let is_address = |word: &str| word.starts_with("https://") || word.starts_with("http://");
    match line.rsplit_once(char::is_whitespace) {
        Some((title, url)) if is_address(url) => {
            let url = address("/text", url).map_err(|_| format!("“{url}” is no address"))?;
            Ok((named(title)?, Some(url)))
        }
        _ if is_address(line) => Err("a title is needed before the address".to_owned()),
        _ => Ok((named(line)?, None)),
    }
}

fn named(title: &str) -> Result<String, String> {
    let title = title.trim();
    match title.chars().count() {
        0 => Err("a title is needed".to_owned()),
        1..=crate::input::NAME_CHARS_MAX => Ok(title.to_owned()),
        _ => Err(format!("a title has at most {} characters", crate::input::NAME_CHARS_MAX)),
    }
}

fn material(act: &mut Act<'_>, id: &str) -> Result<Material, Stop> {
    act.by_key(select_sql!(Material, "where business_id = $1 and id = $2"), id, "material")
}

fn operation_of(act: &mut Act<'_>, material: &Material) -> Result<Operation, Stop> {
    act.tx.find::<Operation>(material.operation_id)?.ok_or_else(|| Stop::NotFound("its operation".into()))
}
