//! What a template's tasks are made from, and what is said of them afterwards.

use jiff::ToSpan;
use jiff::civil::Date;
use righthand_domain::snapshot::When;
use righthand_domain::words::{and_list, count};
use righthand_store::select_sql;
use schemars::JsonSchema;
use serde::Deserialize;

use super::library::{self, Template};
use super::like;
use crate::act::Act;
use crate::command::Stop;
use crate::records::{Member, Project};
use crate::tasks::plant::{Link, Place, Seed, plant};

/// Who does the steps that need a skill.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SkillBy {
    pub skill: String,
    /// Key of a member; whoever has the skill where absent.
    #[serde(default)]
    pub member: Option<String>,
}

/// Where the steps come from.
pub(super) enum Source {
    Library(Template),
    Like(Box<Project>),
}

impl Source {
    /// A template of the library, or a project of this business; one of both.
    pub fn find(act: &mut Act<'_>, template: Option<&str>, like: Option<&str>) -> Result<Self, Stop> {
        let said = |text: Option<&str>| text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        match (said(template), said(like)) {
            (Some(key), None) => {
                library::find(&key).map(Self::Library).ok_or_else(|| Stop::NotFound(format!("template “{key}”")))
            }
            (None, Some(key)) => act.project(&key).map(|project| Self::Like(Box::new(project))),
            _ => {
                Err(Stop::invalid("/template", "a template is needed, or a project that was done before, and one only"))
            }
        }
    }

    pub fn name(&self) -> &str {
        match self {
            Self::Library(template) => template.name,
            Self::Like(project) => &project.name,
        }
    }

    pub fn outcome(&self) -> Option<String> {
        match self {
            Self::Library(template) => Some(template.outcome.to_owned()),
            Self::Like(project) => project.outcome.clone(),
        }
    }

    /// Plants the tasks, their days counted back from the project's end. What there is to say of it.
    pub fn plant_in(&self, act: &mut Act<'_>, project: &Project, by: &[SkillBy]) -> Result<String, Stop> {
        let today = act.today()?;
        let end = project.ends.map_or(today, crate::projects::day);
        let mut seeds = match self {
            Self::Library(template) => of_template(template, end),
            Self::Like(other) => like::seeds(act, other, end, today)?,
        };
        let by = by
            .iter()
            .filter_map(|one| Some((one.skill.as_str(), one.member.as_deref().filter(|key| !key.is_empty())?)));
        for (skill, key) in by {
            let member = act.member(key)?;
            for seed in seeds.iter_mut().filter(|seed| seed.skill.as_deref() == Some(skill)) {
                seed.assignees = vec![member.clone()];
                seed.skill = None;
            }
        }
        let mut said = Vec::new();
        let passed = without_past(&mut seeds, today);
        if passed > 0 {
            said.push(format!("{} would have passed already and are left out", count(passed, "date", "dates")));
        }
        let missing = missing_skills(act, &seeds, today)?;
        if !missing.is_empty() {
            said.push(format!("nobody here has {}", and_list(&missing)));
        }
        let tasks = plant(act, project, &Place::default(), &seeds)?;
        let tasks = count(tasks.len(), "task", "tasks");
        Ok(if said.is_empty() { tasks } else { format!("{tasks}; {}", said.join("; ")) })
    }
}

/// Phases with the steps below them, each waiting for those that the template names.
fn of_template(template: &Template, end: Date) -> Vec<Seed> {
    let mut seeds = Vec::new();
    let mut places: Vec<(&str, usize)> = Vec::new();
    for phase in &template.phases {
        seeds.push(Seed { name: phase.name.clone(), ..Seed::default() });
        for step in &phase.steps {
            places.push((&step.key, seeds.len()));
            let place =
                |key: &String| places.iter().find(|(other, _)| other == key).map(|(_, at)| (*at, Link::default()));
            seeds.push(Seed {
                depth: 1,
                name: step.name.clone(),
                notes: step.notes.clone(),
                kind: step.kind,
                effort: step.effort,
                skill: step.skill.clone(),
                due: step.offset_days.and_then(|days| before(end, days)),
                not_before: step.available_days.and_then(|days| before(end, days)),
                milestone: step.effort.is_none(),
                after: step.after.iter().filter_map(place).collect(),
                ..Seed::default()
            });
        }
    }
    seeds
}

fn before(end: Date, days: f64) -> Option<When> {
    end.checked_sub((days.round() as i64).days()).ok().map(When::Date)
}

/// Takes away days that lie before today: nothing begins late. How many were due.
fn without_past(seeds: &mut [Seed], today: Date) -> usize {
    let mut passed = 0;
    for seed in seeds {
        if seed.due.is_some_and(|due| crate::projects::day(due) < today) {
            seed.due = None;
            passed += 1;
        }
        seed.not_before = seed.not_before.filter(|first| crate::projects::day(*first) > today);
    }
    passed
}

/// Skills that are needed, by nobody in particular, and that nobody has.
fn missing_skills(act: &mut Act<'_>, seeds: &[Seed], today: Date) -> Result<Vec<String>, Stop> {
    let members = act.select::<Member>(select_sql!(Member, "where business_id = $1 order by position, id"), &[])?;
    let mut missing: Vec<String> = Vec::new();
    for skill in seeds.iter().filter(|seed| seed.assignees.is_empty()).filter_map(|seed| seed.skill.as_ref()) {
        let somebody = members.iter().any(|member| !member.is_gone(today) && member.skills.0.contains(skill));
        if !somebody && !missing.contains(skill) {
            missing.push(skill.clone());
        }
    }
    Ok(missing)
}
