//! View: the whole business for a business file, for those who may export it.

use righthand_domain::roles::{Grant, Permission};
use righthand_domain::snapshot::{Means, Snapshot};

use crate::view::{NotSeen, View};

/// The business as it is. Without the right to see rates, money and what somebody feels about a duty are left out (R17).
pub fn snapshot(view: &mut View<'_>) -> Result<Snapshot, NotSeen> {
    view.need(Permission::Import)?;
    let snapshot = Snapshot { at: Some(view.now), ..view.snapshot()?.as_ref().clone() };
    Ok(if view.may(Permission::SeeRates) == Grant::Yes { snapshot } else { without_private_matters(snapshot) })
}

fn without_private_matters(mut snapshot: Snapshot) -> Snapshot {
    snapshot.business.means = Means::default();
    for person in &mut snapshot.people {
        if let Some(engagement) = &mut person.engagement {
            engagement.rate = None;
        }
    }
    for duty in &mut snapshot.duties {
        duty.energy = None;
    }
    for project in &mut snapshot.projects {
        project.on_time_value = None;
    }
    snapshot
}
