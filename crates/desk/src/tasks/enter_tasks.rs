//! Enters tasks as they are typed: a line that says who, when and how much, or a list that becomes a tree.

use righthand_domain::entry::line::{self, Known};
use righthand_domain::entry::tree;
use righthand_domain::roles::Permission;
use righthand_domain::snapshot::When;
use righthand_domain::words::{and_list, count};
use righthand_store::{select_sql, values};
use schemars::JsonSchema;
use serde::Deserialize;

use super::plant::{Link, Place, Seed, plant};
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::records::{Member, Project, Task};

/// People that are named at once in what is said afterwards.
const NAMED_MAX: usize = 3;
/// Before the place of a line of the same text: no task has such a key.
const LINE: &str = "line:";

/// Adds one task from a line, or a tree of them from a list.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EnterTasks {
    /// Key of the project or draft.
    pub project: String,
    /// Lines; indented, bulleted or numbered, they are a tree. `edit episode 3 @lena fri 2h after record`.
    pub text: String,
    /// Key of the task that they are a part of.
    #[serde(default)]
    pub parent: Option<String>,
    /// Key of the task right behind which they stand, at its level.
    #[serde(default)]
    pub behind: Option<String>,
    /// The lines are names only: nothing in them says who, when or how much.
    #[serde(default)]
    pub plain: bool,
}

impl Command for EnterTasks {
    const NAME: &'static str = "enter_tasks";
    const SUMMARY: &'static str = "Add a task from a line, or a tree of them from a list";
    const NEEDS: Permission = Permission::BreakDown;
    const REST: Rest = Rest(Method::Post, "/projects/{project}/lines");
    const PAGE: &'static str = "/projects/{project}/outline";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let project = act.project_or_draft(&self.project)?;
        act.reach_project(&project, Self::NEEDS)?;
        let lines = tree::read(&self.text).map_err(|why| Stop::invalid("/text", why))?;
        if lines.is_empty() {
            return Err(Stop::invalid("/text", "say what there is to do"));
        }
        let place = self.place(act, &project)?;
        let (seeds, nobodies) = self.seeds(act, &project, &lines)?;
        let tasks = plant(act, &project, &place, &seeds)?;
        let (Some(first), last) = (tasks.first(), tasks.len()) else {
            return Err(Stop::invalid("/text", "say what there is to do"));
        };
        let summary = match last {
            1 => format!("{} added", first.name),
            many => format!("{} added to {}", count(many, "task", "tasks"), project.name),
        };
        let summary = match nobodies.as_slice() {
            [] => summary,
            some => format!("{summary}. Nobody here is called {}", righthand_domain::words::first_of(some, NAMED_MAX)),
        };
        // The next line comes behind the last of this level.
        let top = seeds.iter().rposition(|seed| seed.depth == 0).and_then(|at| tasks.get(at)).unwrap_or(first);
        Ok(Said::about(summary, &top.key, top.version))
    }
}

impl EnterTasks {
    fn place(&self, act: &mut Act<'_>, project: &Project) -> Result<Place, Stop> {
        let parent = place_task(act, project, self.parent.as_deref(), "/parent")?;
        let behind = place_task(act, project, self.behind.as_deref(), "/behind")?;
        match (&parent, &behind) {
            (Some(parent), Some(behind)) if behind.parent_id != Some(parent.id) => {
                Err(Stop::invalid("/behind", format!("“{}” is not a part of “{}”", behind.name, parent.name)))
            }
            (None, Some(Task { parent_id: Some(above), .. })) => {
                Ok(Place { parent: act.tx.find::<Task>(*above)?, behind })
            }
            _ => Ok(Place { parent, behind }),
        }
    }

    /// The lines as seeds, and whom they name that nobody is.
    fn seeds(
        &self,
        act: &mut Act<'_>,
        project: &Project,
        lines: &[tree::Line<'_>],
    ) -> Result<(Vec<Seed>, Vec<String>), Stop> {
        let today = act.today()?;
        let members = act.select::<Member>(select_sql!(Member, "where business_id = $1 order by position, id"), &[])?;
        let here: Vec<&Member> = members.iter().filter(|member| !member.is_gone(today)).collect();
        let people: Vec<(String, String)> =
            here.iter().map(|member| (member.key.clone(), member.name.clone())).collect();
        let tasks = outlined(act, project)?;
        let mut named: Vec<(String, String, String)> =
            tasks.iter().map(|(number, task)| (task.key.clone(), number.clone(), task.name.clone())).collect();
        let (mut seeds, mut nobodies) = (Vec::with_capacity(lines.len()), Vec::new());
        for (at, one) in lines.iter().enumerate() {
            let known = Known { today, people: &people, tasks: &named };
            let said = if self.plain {
                line::Entry { name: one.text.to_owned(), ..line::Entry::default() }
            } else {
                line::read(one.text, &known)
            };
            if let Some(nobody) = said.nobody.map(|name| format!("@{name}")).filter(|name| !nobodies.contains(name)) {
                nobodies.push(nobody);
            }
            let of = |key: &String| here.iter().find(|member| member.key == *key).map(|member| (*member).clone());
            let task = |key: &String| tasks.iter().find(|(_, task)| task.key == *key).map(|(_, task)| task.clone());
            // A line can wait for one before it.
            named.push((format!("{LINE}{at}"), String::new(), said.name.clone()));
            let line = |key: &String| Some((key.strip_prefix(LINE)?.parse().ok()?, Link::default()));
            seeds.push(Seed {
                depth: one.depth,
                name: crate::projects::name(&said.name)?,
                effort: said.effort,
                assignees: said.who.iter().filter_map(of).collect(),
                due: said.due.map(When::Date),
                done: one.ticked,
                labels: said.labels,
                after: said.after.iter().filter_map(line).collect(),
                after_tasks: said.after.iter().filter_map(task).collect(),
                ..Seed::default()
            });
        }
        Ok((seeds, nobodies))
    }
}

fn place_task(act: &mut Act<'_>, project: &Project, key: Option<&str>, pointer: &str) -> Result<Option<Task>, Stop> {
    let Some(key) = key.filter(|key| !key.is_empty()) else { return Ok(None) };
    let task = act.task(key)?;
    if task.project_id != project.id {
        return Err(Stop::invalid(pointer, format!("“{}” is in another project", task.name)));
    }
    Ok(Some(task))
}

/// The tasks of a project in the order of its outline, each with its number there.
pub(crate) fn outlined(act: &mut Act<'_>, project: &Project) -> Result<Vec<(String, Task)>, Stop> {
    let select =
        select_sql!(Task, "where business_id = $1 and project_id = $2 and archived = false order by position, id");
    let all = act.select::<Task>(select, &values![project.id])?;
    let mut below: std::collections::HashMap<_, Vec<Task>> = std::collections::HashMap::new();
    for task in all {
        below.entry(task.parent_id).or_default().push(task);
    }
    let mut outlined = Vec::new();
    // The rest of each level that is being walked, with the number before it.
    let mut levels = vec![(String::new(), below.remove(&None).unwrap_or_default().into_iter().zip(1_usize..))];
    while let Some((prefix, level)) = levels.last_mut() {
        let Some((task, n)) = level.next() else {
            levels.pop();
            continue;
        };
        let number = format!("{prefix}{n}");
        let children = below.remove(&Some(task.id)).unwrap_or_default();
        outlined.push((number.clone(), task));
        levels.push((format!("{number}."), children.into_iter().zip(1_usize..)));
    }
    Ok(outlined)
}

/// “2.1, Record”: the tasks that are named, as a sentence has them.
pub(super) fn names(tasks: &[Task]) -> String {
    let names: Vec<&str> = tasks.iter().map(|task| task.name.as_str()).collect();
    if names.len() > NAMED_MAX { count(names.len(), "task", "tasks") } else { and_list(&names) }
}
