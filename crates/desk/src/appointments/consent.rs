//! What somebody says of an appointment outside their hours.

use righthand_domain::roles::Permission;
use righthand_domain::terms::Consent;
use schemars::JsonSchema;
use serde::Deserialize;

use super::appointment::appointment;
use super::attend::attendances;
use crate::act::{Act, role_refusal};
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::records::Attendance;

/// Says yes to an appointment at which one is to be there. Nobody says it for somebody else.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AgreeToAppointment {
    /// Key of the appointment.
    pub appointment: String,
}

impl Command for AgreeToAppointment {
    const NAME: &'static str = "agree_to_appointment";
    const SUMMARY: &'static str = "Say yes to an appointment outside your hours";
    const NEEDS: Permission = Permission::Appoint;
    const REST: Rest = Rest(Method::Put, "/appointments/{appointment}/consent");
    const PAGE: &'static str = "/appointments/{appointment}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        say(act, &self.appointment, Consent::Given)
    }
}

/// Says no to an appointment: one is not there, and one's hours are one's own. Whoever made it sees that.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeclineAppointment {
    /// Key of the appointment.
    pub appointment: String,
}

impl Command for DeclineAppointment {
    const NAME: &'static str = "decline_appointment";
    const SUMMARY: &'static str = "Say no to an appointment outside your hours";
    const NEEDS: Permission = Permission::Appoint;
    const REST: Rest = Rest(Method::Delete, "/appointments/{appointment}/consent");
    const PAGE: &'static str = "/appointments/{appointment}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        say(act, &self.appointment, Consent::Declined)
    }
}

fn say(act: &mut Act<'_>, key: &str, consent: Consent) -> Result<Said, Stop> {
    let appointment = appointment(act, key)?;
    let mine = attendances(act, appointment.id)?.into_iter().find(|there| there.member_id == act.me.id);
    let Some(mine) = mine else {
        let why = format!("you are not to be at “{}”", appointment.name);
        return Err(Stop::Refused(role_refusal(Permission::Appoint, Some(&why))));
    };
    act.update(&mine, &Attendance { consent: Some(consent), ..mine.clone() }, None)?;
    let says = if consent == Consent::Given { "agrees to" } else { "declines" };
    let said = format!("{} {says} {}", act.me.first_name(), appointment.name);
    Ok(Said::about(said, &appointment.key, appointment.version))
}
