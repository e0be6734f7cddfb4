//! Opens a project from a template, or fills one that is there.

use righthand_domain::roles::Permission;
use righthand_domain::snapshot::When;
use schemars::JsonSchema;
use serde::Deserialize;

use super::super::OpenProject;
use super::source::{SkillBy, Source};
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};

/// Opens a project from a template that comes with the desk, or like one that was done before (R1, R2, R10, R16).
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenFromTemplate {
    /// Name of a template, such as `podcast-launch`.
    #[serde(default)]
    pub template: Option<String>,
    /// In place of a template: key of a project of this business.
    #[serde(default)]
    pub like: Option<String>,
    /// As the template is called where absent.
    #[serde(default)]
    pub name: Option<String>,
    /// As in the template where absent.
    #[serde(default)]
    pub outcome: Option<String>,
    /// The day by which it is done: all days of its tasks are counted back from it.
    #[serde(default)]
    pub end: Option<When>,
    /// Key of a member; the owner where absent.
    #[serde(default)]
    pub manager: Option<String>,
    /// Key of an area.
    #[serde(default)]
    pub area: Option<String>,
    /// Who does what needs a skill, where it is somebody in particular.
    #[serde(default)]
    pub by: Vec<SkillBy>,
    /// The project's own key; made from its name where absent.
    #[serde(default)]
    pub key: Option<String>,
    /// Nobody has promised it yet: it takes nobody's hours until somebody does.
    #[serde(default)]
    pub tentative: bool,
}

impl Command for OpenFromTemplate {
    const NAME: &'static str = "open_from_template";
    const SUMMARY: &'static str = "Open a project from a template, counted back from its end";
    const NEEDS: Permission = Permission::OpenProjects;
    const REST: Rest = Rest(Method::Post, "/project-templates/projects");
    const PAGE: &'static str = "/projects/templates/podcast-launch";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let source = Source::find(act, self.template.as_deref(), self.like.as_deref())?;
        let said = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
        let open = OpenProject {
            name: said(&self.name).unwrap_or_else(|| source.name().to_owned()),
            outcome: said(&self.outcome).or_else(|| source.outcome()),
            end: self.end,
            manager: said(&self.manager),
            area: said(&self.area),
            start: None,
            key: said(&self.key),
            tentative: self.tentative,
        };
        let opened = open.run(act)?;
        let key = opened.key.clone().unwrap_or_default();
        let project = act.project(&key)?;
        let tasks = source.plant_in(act, &project, &self.by)?;
        Ok(Said::about(format!("{} opened with {tasks}", project.name), &key, project.version))
    }
}

/// Adds the tasks of a template to a project that is open, counted back from its end.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FillFromTemplate {
    /// Key of the project.
    pub project: String,
    /// Name of a template, such as `podcast-launch`.
    #[serde(default)]
    pub template: Option<String>,
    /// In place of a template: key of another project of this business.
    #[serde(default)]
    pub like: Option<String>,
    /// Who does what needs a skill, where it is somebody in particular.
    #[serde(default)]
    pub by: Vec<SkillBy>,
}

impl Command for FillFromTemplate {
    const NAME: &'static str = "fill_from_template";
    const SUMMARY: &'static str = "Add the tasks of a template to a project, counted back from its end";
    const NEEDS: Permission = Permission::BreakDown;
    const REST: Rest = Rest(Method::Post, "/projects/{project}/template");
    const PAGE: &'static str = "/projects/templates/podcast-launch?into={project}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let project = act.project(&self.project)?;
        act.reach_project(&project, Self::NEEDS)?;
        let source = Source::find(act, self.template.as_deref(), self.like.as_deref())?;
        if let Source::Like(other) = &source {
            act.reach_project(other, Self::NEEDS)?;
        }
        let tasks = source.plant_in(act, &project, &self.by)?;
        Ok(Said::about(format!("{} got {tasks}, from {}", project.name, source.name()), &project.key, project.version))
    }
}
