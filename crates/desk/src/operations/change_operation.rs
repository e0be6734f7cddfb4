//! Changes what an operation says of itself: its name, who answers for it, when it recurs.

use righthand_domain::recurrence::OnHolidays;
use righthand_domain::roles::Permission;
use schemars::JsonSchema;
use serde::Deserialize;

use super::rhythm::{self, Wanted};
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::input::Patch;
use crate::records::Operation;
use crate::team::accountable;

/// Changes what is named; what is not named stays as it is. Runs that have begun keep their day.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeOperation {
    /// Key of the operation.
    pub operation: String,
    #[serde(default)]
    pub name: Option<String>,
    /// In words: `every second Friday`, `weekdays at 9`, `3 weeks after completion`.
    #[serde(default)]
    pub how_often: Option<String>,
    /// In place of words: one RECUR value of RFC 5545.
    #[serde(default)]
    pub rrule: Option<String>,
    /// First day, `YYYY-MM-DD`, or with a time of day at which its runs are due.
    #[serde(default)]
    pub starts: Option<String>,
    /// What becomes of a run that would be due on a holiday.
    #[serde(default)]
    pub on_holidays: Option<OnHolidays>,
    /// Each run is about the next of what lies in its queue.
    #[serde(default)]
    pub draws: Option<bool>,
    /// Key of the member who is accountable for it.
    #[serde(default)]
    pub accountable: Option<String>,
    /// Key of an area.
    #[serde(default)]
    pub area: Patch<String>,
    /// The version seen; a newer one is a conflict.
    #[serde(default)]
    pub version: Option<i64>,
}

impl Command for ChangeOperation {
    const NAME: &'static str = "change_operation";
    const SUMMARY: &'static str = "Change when an operation recurs, its name, its area or who is accountable for it";
    const NEEDS: Permission = Permission::RunOperations;
    const REST: Rest = Rest(Method::Patch, "/operations/{operation}");
    const PAGE: &'static str = "/operations/{operation}/edit";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let before = act.operation(&self.operation)?;
        let mut after = Operation {
            name: self.name.as_deref().map_or(Ok(before.name.clone()), crate::projects::name)?,
            on_holidays: self.on_holidays.unwrap_or(before.on_holidays),
            draws: self.draws.unwrap_or(before.draws),
            ..before.clone()
        };
        if let Some(key) = &self.accountable {
            let what = format!("the operation “{}”", after.name);
            after.accountable_id = accountable(act, Some(key), &what)?.id;
        }
        let area = self.area.clone().or(None).filter(|key| !key.is_empty());
        if !self.area.is_keep() {
            after.area_id = area.map(|key| crate::projects::area(act, &key)).transpose()?.map(|area| area.id);
        }
        self.recur(act, &before, &mut after)?;
        let version = rhythm::change(act, &before, &after, self.version)?;
        let said = if rhythm::words(&before) == rhythm::words(&after) {
            format!("{} changed", after.name)
        } else {
            format!("{} happens {} now", after.name, rhythm::words(&after))
        };
        Ok(Said::about(said, &after.key, version))
    }
}

impl ChangeOperation {
    /// A new rule begins today, unless a first day is said: the past stays what it was.
    fn recur(&self, act: &mut Act<'_>, before: &Operation, after: &mut Operation) -> Result<(), Stop> {
        let is_said = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.trim().is_empty());
        let same_words =
            self.how_often.as_ref().is_some_and(|words| words.trim().eq_ignore_ascii_case(&rhythm::words(before)));
        if same_words && !is_said(&self.starts) {
            return Ok(());
        }
        if !is_said(&self.how_often) && !is_said(&self.rrule) {
            if is_said(&self.starts) {
                let wanted = Wanted { rrule: Some(before.rrule.as_str()), how_often: None };
                rhythm::settle(act, wanted, self.starts.as_deref(), Some(before))?.put(after);
                after.makes = before.makes;
            }
            return Ok(());
        }
        let wanted = Wanted { how_often: self.how_often.as_deref(), rrule: self.rrule.as_deref() };
        let old = crate::snapshot::parse_starts(&before.starts).filter(|_| is_said(&self.rrule));
        let starts = self.starts.clone().filter(|text| !text.trim().is_empty());
        let starts = starts.or_else(|| old.map(crate::snapshot::starts_text));
        rhythm::settle(act, wanted, starts.as_deref(), None)?.put(after);
        Ok(())
    }
}
