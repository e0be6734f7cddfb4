//! View: the plan and the forecast that stand, as far as somebody sees the business.

use std::collections::{HashMap, HashSet};

use righthand_domain::plan::{Forecast, Objective, PartOf, Plan, PlannedTask};
use righthand_domain::roles::{Grant, Permission};
use righthand_domain::snapshot::Zone;
use righthand_store::{select_sql, values};

use crate::records::Project;
use crate::view::{NotSeen, View};

/// The plan, and the zone in which the business reads it. `None` before there is one.
pub fn plan(view: &mut View<'_>) -> Result<Option<(Plan, Zone)>, NotSeen> {
    let sight = Sight::of(view)?;
    let zone = view.zone.clone();
    Ok(view.standing.as_ref().map(|standing| (sight.plan(&standing.plan), zone)))
}

/// The forecast, and the zone in which the business reads it. `None` before there is one.
pub fn forecast(view: &mut View<'_>) -> Result<Option<(Forecast, Zone)>, NotSeen> {
    let sight = Sight::of(view)?;
    let zone = view.zone.clone();
    let Some(standing) = &view.standing else { return Ok(None) };
    Ok(standing.forecast.as_ref().map(|forecast| (sight.forecast(forecast, &standing.plan), zone)))
}

/// What of a plan somebody sees.
pub(crate) enum Sight {
    All,
    Own {
        /// Key of the viewer, whose own work is always in sight.
        me: String,
        /// Keys of the projects they manage, with their weights.
        projects: HashMap<String, f64>,
    },
}

impl Sight {
    pub(crate) fn of(view: &mut View<'_>) -> Result<Self, NotSeen> {
        match view.may(Permission::SeeBusiness) {
            Grant::Yes => Ok(Self::All),
            Grant::No => view.need(Permission::SeeBusiness).map(|()| Self::All),
            grant => {
                let select = select_sql!(
                    Project,
                    "where business_id = $1 and manager_id = $2 and state = 'open' order by position, id"
                );
                let managed = if grant == Grant::OwnProjects {
                    view.tx.select::<Project>(select, &values![view.me.id])?
                } else {
                    Vec::new()
                };
                let projects =
                    managed.into_iter().map(|project| (project.key, project.weight.unwrap_or(1.0))).collect();
                Ok(Self::Own { me: view.me.key.clone(), projects })
            }
        }
    }

    /// Is this task or step one that they can look at? Of others they may learn the name, where theirs waits for it.
    pub(crate) fn covers(&self, task: &PlannedTask) -> bool {
        match self {
            Self::All => true,
            Self::Own { me, .. } => self.manages(&task.part_of) || task.person.as_ref() == Some(me),
        }
    }

    fn manages(&self, part: &PartOf) -> bool {
        match self {
            Self::All => true,
            Self::Own { projects, .. } => matches!(part, PartOf::Project(key) if projects.contains_key(key)),
        }
    }

    fn plan(&self, plan: &Plan) -> Plan {
        let Self::Own { projects, .. } = self else { return plan.clone() };
        let mut limited = plan.clone();
        limited.tasks.retain(|task| self.covers(task));
        limited.unplaced.retain(|task| self.manages(&task.part_of));
        limited.projects.retain(|project| projects.contains_key(&project.key));
        limited.runs.clear();
        // Reasons and chains lead to other people's work: what is not in sight is not named.
        let mut named: HashSet<String> = limited.tasks.iter().map(|task| task.key.clone()).collect();
        named.extend(limited.tasks.iter().filter_map(|task| task.person.clone()));
        named.extend(projects.keys().cloned());
        for task in &mut limited.tasks {
            task.because.of = task.because.of.take().filter(|key| named.contains(key));
            task.because.behind = task.because.behind.take().filter(|key| named.contains(key));
        }
        for project in &mut limited.projects {
            project.critical_chain.retain(|key| named.contains(key));
        }
        limited.objective = objective(&limited, projects);
        limited
    }

    fn forecast(&self, forecast: &Forecast, plan: &Plan) -> Forecast {
        let Self::Own { projects, .. } = self else { return forecast.clone() };
        let tasks: HashSet<String> = self.plan(plan).tasks.into_iter().map(|task| task.key).collect();
        let mut limited = forecast.clone();
        limited.projects.retain(|project| projects.contains_key(&project.key));
        limited.operations.clear();
        limited.tasks.retain(|task| tasks.contains(&task.key));
        limited.levers.retain(|lever| projects.contains_key(&lever.project));
        limited
    }
}

/// The objective over what is in sight, weighed as the contract says.
fn objective(plan: &Plan, weights: &HashMap<String, f64>) -> Objective {
    let weight = |key: &str| weights.get(key).copied().unwrap_or(1.0);
    let of_projects: f64 = plan.projects.iter().map(|project| weight(&project.key) * project.late_hours).sum();
    let of_tasks = plan.tasks.iter().map(|task| match &task.part_of {
        PartOf::Project(key) => weight(key) * task.late_hours,
        PartOf::Run { .. } => task.late_hours,
    });
    let finishes = plan.projects.iter().filter_map(|project| project.finish);
    let finish_hours = finishes.map(|finish| finish.duration_since(plan.at).as_secs_f64() / 3600.0).sum();
    Objective { late_hours: of_projects + of_tasks.sum::<f64>(), finish_hours, put_aside: plan.objective.put_aside }
}
