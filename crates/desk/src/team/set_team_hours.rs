//! Hours a week of many members at once, as one table says them.

use righthand_domain::roles::Permission;
use righthand_domain::words::and_list;
use schemars::JsonSchema;
use serde::Deserialize;

use super::set_hours::weekly_minutes;
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::records::Member;

/// A summary names this many people before it only counts them.
const NAMED_MAX: usize = 3;
/// Rows of one table: more people than a business here has.
pub(crate) const ROWS_MAX: usize = 500;

/// Sets hours a week of several members, in one step.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetTeamHours {
    pub hours: Vec<MemberHours>,
}

/// A row of the table. Without hours it changes nothing.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MemberHours {
    /// Key of the member.
    pub member: String,
    #[serde(default)]
    pub hours_per_week: Option<f64>,
}

impl Command for SetTeamHours {
    const NAME: &'static str = "set_team_hours";
    const SUMMARY: &'static str = "Set the hours a week of several members at once";
    const NEEDS: Permission = Permission::SetHours;
    const REST: Rest = Rest(Method::Put, "/hours");
    const PAGE: &'static str = "/guesses";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        if self.hours.len() > ROWS_MAX {
            return Err(Stop::invalid("/hours", format!("at most {ROWS_MAX} members at once")));
        }
        let mut named = Vec::new();
        for (index, row) in self.hours.iter().enumerate() {
            let Some(hours) = row.hours_per_week else { continue };
            let before = act.member(&row.member)?;
            act.reach_member(&before, Self::NEEDS)?;
            let minutes = weekly_minutes(hours).map_err(|stop| at_row(index, stop))?;
            act.update(&before, &Member { minutes_per_week: Some(minutes), ..before.clone() }, None)?;
            named.push(before.name);
        }
        if named.is_empty() {
            return Err(Stop::invalid("/hours/0/hours_per_week", "say the hours a week of somebody"));
        }
        let who = if named.len() > NAMED_MAX { format!("{} people", named.len()) } else { and_list(&named) };
        Ok(Said::new(format!("Hours of {who} set")))
    }
}

/// The fault stands beside the row's field.
fn at_row(index: usize, stop: Stop) -> Stop {
    match stop {
        Stop::Invalid(faults) => Stop::Invalid(
            faults
                .into_iter()
                .map(|fault| righthand_domain::snapshot::Fault {
                    pointer: format!("/hours/{index}{}", fault.pointer),
                    ..fault
                })
                .collect(),
        ),
        other => other,
    }
}
