//! View: the whole business for a business file, for those who may export it.

use righthand_domain::roles::Permission;
use righthand_domain::snapshot::{Means, Snapshot};
use righthand_domain::words::count;
use righthand_store::{Sql, sql};

use crate::team::terms::sees_rates;
use crate::view::{NotSeen, View};

/// The business as it is. Without the right to see rates, money and what somebody feels about a duty are left out (R17).
pub fn snapshot(view: &mut View<'_>) -> Result<Snapshot, NotSeen> {
    view.need(Permission::Import)?;
    let here = crate::snapshot::load(view.tx)?.ok_or_else(|| NotSeen::NotFound("this business".into()))?;
    let snapshot = Snapshot { at: Some(view.now), ..here };
    Ok(if sees_rates(view)? { snapshot } else { without_private_matters(snapshot) })
}

/// What the desk knows and the file has no words for, each with how much of it there is: nothing is lost unsaid.
pub fn left_out(view: &mut View<'_>) -> Result<Vec<String>, NotSeen> {
    const CONTACTS: &Sql = sql!("export.contacts", "select count(*) from contact where business_id = $1");
    const WAITS: &Sql = sql!("export.waits", "select count(*) from contact_wait where business_id = $1");
    const OUTPUTS: &Sql = sql!("export.outputs", "select count(*) from output where business_id = $1");
    const AGREEMENTS: &Sql = sql!("export.agreements", "select count(*) from agreement where business_id = $1");
    const PINS: &Sql = sql!("export.pins", "select count(*) from pin where business_id = $1");
    const RISKS: &Sql = sql!("export.risks", "select count(*) from risk where business_id = $1");
    const TENTATIVE: &Sql = sql!(
        "export.tentative",
        "select count(*) from project where business_id = $1 and tentative_since is not null and state = 'open'"
    );
    const NOTES: &Sql = sql!(
        "export.appointments",
        "select count(*) from appointment where business_id = $1 and (place is not null or note is not null or exists \
         (select 1 from appointment_guest where appointment_guest.business_id = $1 and appointment_guest.appointment_id = appointment.id))"
    );
    const OPERATIONS: &Sql = sql!(
        "export.operations",
        "select count(*) from operation where business_id = $1 and (rrule = '' or closed_at is not null \
         or on_holidays <> 'keep' or moved_days <> '{}' or extra_days <> '[]' or paused_from is not null)"
    );
    view.need(Permission::Import)?;
    let mut number = |sql| -> Result<usize, NotSeen> {
        let count: i64 = view.tx.one(sql, &[], |row| row.get(0))?.unwrap_or(0);
        Ok(usize::try_from(count).unwrap_or(0))
    };
    let parts = [
        (number(CONTACTS)?, "contact", "contacts"),
        (number(WAITS)?, "wait for a contact", "waits for contacts"),
        (number(OUTPUTS)?, "output", "outputs"),
        (number(AGREEMENTS)?, "agreement beside its rate", "agreements beside their rates"),
        (number(PINS)?, "pin", "pins"),
        (number(RISKS)?, "risk", "risks"),
        (number(TENTATIVE)?, "mark that a project is tentative", "marks that projects are tentative"),
        (
            number(OPERATIONS)?,
            "operation’s days that differ from its rule",
            "operations’ days that differ from their rules",
        ),
        (number(NOTES)?, "appointment’s contacts, place and note", "appointments’ contacts, places and notes"),
    ];
    Ok(parts.into_iter().filter(|(n, ..)| *n > 0).map(|(n, one, many)| count(n, one, many)).collect())
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
