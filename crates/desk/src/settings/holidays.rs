//! Days on which the business is closed.

use righthand_domain::ids::HolidayId;
use righthand_domain::roles::Permission;
use righthand_store::{select_sql, values};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::input::Day;
use crate::records::Holiday;

/// Closes the business for a day.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AddHoliday {
    pub day: Day,
    #[serde(default)]
    pub name: Option<String>,
    /// A closure for everybody; else a holiday, which those do not have who have the holidays of a region of their own.
    #[serde(default)]
    pub closure: bool,
}

impl Command for AddHoliday {
    const NAME: &'static str = "add_holiday";
    const SUMMARY: &'static str = "Close the business for a day";
    const NEEDS: Permission = Permission::Settings;
    const REST: Rest = Rest(Method::Put, "/holidays/{day}");
    const PAGE: &'static str = "/settings";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let day = self.day.0;
        let name =
            self.name.as_deref().filter(|name| !name.trim().is_empty()).map(crate::projects::name).transpose()?;
        let said = format!("Closed on {day}");
        if let Some(before) = holiday(act, day)? {
            let version = act.update(&before, &Holiday { name, closure: self.closure, ..before.clone() }, None)?;
            return Ok(Said::about(said, &day.to_string(), version));
        }
        let id = act.new_id::<HolidayId>();
        act.insert(&Holiday { id, day, name, closure: self.closure, version: 1 })?;
        Ok(Said::about(said, &day.to_string(), 1))
    }
}

/// Opens the business on a day again.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RemoveHoliday {
    pub day: Day,
}

impl Command for RemoveHoliday {
    const NAME: &'static str = "remove_holiday";
    const SUMMARY: &'static str = "Open the business on a day again";
    const NEEDS: Permission = Permission::Settings;
    const REST: Rest = Rest(Method::Delete, "/holidays/{day}");
    const PAGE: &'static str = "/settings";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let day = self.day.0;
        let before = holiday(act, day)?.ok_or_else(|| Stop::NotFound(format!("closed day {day}")))?;
        act.delete(&before)?;
        Ok(Said::new(format!("Open on {day} again")))
    }
}

fn holiday(act: &mut Act<'_>, day: jiff::civil::Date) -> Result<Option<Holiday>, Stop> {
    Ok(act
        .select::<Holiday>(select_sql!(Holiday, "where business_id = $1 and day = $2"), &values![day])?
        .into_iter()
        .next())
}
