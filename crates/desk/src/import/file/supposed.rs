//! What a business file has no room for, and the demonstration brings: tentative projects, pins and risks.

use std::collections::HashMap;

use righthand_domain::ids::{PinId, ProjectId, RiskId};
use righthand_domain::snapshot::Supposed;
use righthand_store::select_sql;

use crate::act::Act;
use crate::command::Stop;
use crate::import::position;
use crate::records::{Member, Pin, Project, Risk, minutes};

/// All of it, by whoever brings it in.
pub(super) fn supposed(
    act: &mut Act<'_>,
    members: &HashMap<String, Member>,
    projects: &HashMap<String, ProjectId>,
    supposed: &Supposed,
) -> Result<(), Stop> {
    for key in &supposed.tentative {
        let select = select_sql!(Project, "where business_id = $1 and key = $2");
        let before: Project = act.by_key(select, key, "project")?;
        let after = Project { tentative_since: Some(act.now), ..before.clone() };
        act.update(&before, &after, None)?;
    }
    for pin in &supposed.pins {
        let task_id = act.task(&pin.task)?.id;
        let member_id = pin.person.as_ref().and_then(|key| members.get(key)).map(|member| member.id);
        let id = act.new_id::<PinId>();
        let (pinned_by, pinned_at) = (act.me.id, act.now);
        act.insert(&Pin { id, task_id, day: pin.day, member_id, why: None, pinned_by, pinned_at, version: 1 })?;
    }
    for (index, risk) in supposed.risks.iter().enumerate() {
        let Some(&project_id) = projects.get(&risk.project) else { continue };
        let project = act.project(&risk.project)?;
        let row = Risk {
            id: act.new_id::<RiskId>(),
            key: risk.key.clone(),
            project_id,
            task_id: risk.task.as_ref().map(|key| act.task(key)).transpose()?.map(|task| task.id),
            // Whoever manages the project watches what may go wrong in it.
            owner_id: project.manager_id.unwrap_or(act.me.id),
            name: risk.name.clone(),
            chance: risk.chance,
            minutes: minutes(risk.hours),
            position: position(0, index),
            version: 1,
        };
        act.insert(&row)?;
    }
    Ok(())
}
