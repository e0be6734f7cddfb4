//! Takes a workflow from the library: an operation of its own, to be changed at will.

use righthand_domain::recurrence::OnHolidays;
use righthand_domain::roles::Permission;
use righthand_domain::words::{and_list, count};
use righthand_store::select_sql;
use schemars::JsonSchema;
use serde::Deserialize;

use super::super::{CreateOperation, make, rhythm};
use super::{change, library, rows, said};
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::records::Member;

/// Makes an operation from a workflow of the library.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TakeWorkflow {
    /// Name of the workflow in the library, such as `newsletter`.
    pub workflow: String,
    /// What the operation is called here; as in the library where absent.
    #[serde(default)]
    pub name: Option<String>,
    /// In words or as a rule of RFC 5545: `every Thursday at 10`; as in the library where absent.
    #[serde(default)]
    pub how_often: Option<String>,
    /// First day, or day and time; from today on where absent.
    #[serde(default)]
    pub starts: Option<String>,
    /// Key of the member who is accountable for it; the one who takes it where absent.
    #[serde(default)]
    pub accountable: Option<String>,
    /// Key of an area.
    #[serde(default)]
    pub area: Option<String>,
    /// Key of the member who does every step, where one person does everything.
    #[serde(default)]
    pub everything_by: Option<String>,
    #[serde(default)]
    pub key: Option<String>,
}

impl Command for TakeWorkflow {
    const NAME: &'static str = "take_workflow";
    const SUMMARY: &'static str = "Make an operation from a workflow of the library";
    const NEEDS: Permission = Permission::RunOperations;
    const REST: Rest = Rest(Method::Post, "/workflows/{workflow}/operations");
    const PAGE: &'static str = "/operations/library/{workflow}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let found = library::find(&self.workflow)
            .ok_or_else(|| Stop::NotFound(format!("workflow “{}” in the library", self.workflow)))?;
        let create = CreateOperation {
            name: said(&self.name).unwrap_or_else(|| found.name.to_owned()),
            how_often: said(&self.how_often).or_else(|| found.how_often.map(str::to_owned)),
            starts: self.starts.clone(),
            accountable: said(&self.accountable),
            area: said(&self.area),
            key: said(&self.key),
            on_holidays: OnHolidays::Keep,
            ..CreateOperation::default()
        };
        let operation = create.begin(act)?;
        let mut steps = change::read(found.text)?;
        if let Some(key) = said(&self.everything_by) {
            let member = act.member(&key)?;
            for step in &mut steps {
                step.who = vec![member.key.clone()];
                step.skill = None;
            }
        }
        let wanted = rows(act, &operation, &steps)?;
        act.insert_all(&wanted)?;
        let operation = make::remake(act, &operation)?;
        let missing = missing_skills(act, &wanted)?;
        let summary = format!("{} is an operation now, {}", operation.name, rhythm::words(&operation));
        let summary = if missing.is_empty() {
            summary
        } else {
            let skills = count(missing.len(), "skill", "skills");
            format!("{summary}. Nobody here has {skills} that it needs: {}", and_list(&missing))
        };
        Ok(Said::about(summary, &operation.key, operation.version))
    }
}

/// What the steps need and nobody here can do.
fn missing_skills(act: &mut Act<'_>, steps: &[crate::records::Step]) -> Result<Vec<String>, Stop> {
    let today = act.today()?;
    let members = act.select::<Member>(select_sql!(Member, "where business_id = $1 order by position, id"), &[])?;
    let mut missing: Vec<String> = Vec::new();
    for skill in steps.iter().filter(|step| step.assignees.0.is_empty()).filter_map(|step| step.skill.as_ref()) {
        let somebody = members.iter().any(|member| !member.is_gone(today) && member.skills.0.contains(skill));
        if !somebody && !missing.contains(skill) {
            missing.push(skill.clone());
        }
    }
    Ok(missing)
}
