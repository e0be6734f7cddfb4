//! Changes many duties at once, as the table of the inventory says them, or adds those of a list that was pasted.

use righthand_advisor::typical::TYPICAL;
use righthand_domain::kind::Kind;
use righthand_domain::roles::Permission;
use righthand_domain::snapshot::{Energy, Fault};
use righthand_store::select_sql;
use schemars::JsonSchema;
use serde::Deserialize;

use super::pasted::{Pasted, read};
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::input::filled;
use crate::records::{Duty, Member};
use crate::team::duties::{last, minutes_a_week};

/// Rows of one table: more duties than anybody has.
const ROWS_MAX: usize = 400;

/// Writes the inventory's table: rows with a key change that duty (or take it out where the name is empty), rows without one
/// add a duty, rows with nothing in them do nothing.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetDuties {
    pub duties: Vec<DutyLine>,
}

/// A row of the table.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DutyLine {
    /// Key of the duty; absent for a new one.
    #[serde(default)]
    pub duty: Option<String>,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub hours_per_week: Option<f64>,
    #[serde(default)]
    pub kind: Option<Kind>,
    /// Key of the member who has it; the owner where absent.
    #[serde(default)]
    pub who: Option<String>,
    /// Key of a project, with which it ends.
    #[serde(default)]
    pub project: Option<String>,
    #[serde(default)]
    pub skill: Option<String>,
    /// How the owner feels about it.
    #[serde(default)]
    pub energy: Option<Energy>,
    /// The owner could show how it is done.
    #[serde(default)]
    pub owner_has_skill: Option<bool>,
    /// The owner would hand it over.
    #[serde(default)]
    pub hand_over: Option<bool>,
}

impl Command for SetDuties {
    const NAME: &'static str = "set_duties";
    const SUMMARY: &'static str = "Write the table of duties: change, add and take out many at once";
    const NEEDS: Permission = Permission::SeeRates;
    const REST: Rest = Rest(Method::Put, "/duties");
    const PAGE: &'static str = "/hire/duties";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        if self.duties.len() > ROWS_MAX {
            return Err(Stop::invalid("/duties", format!("at most {ROWS_MAX} duties at once")));
        }
        let mut lines = Lines::of(act)?;
        for (row, line) in self.duties.iter().enumerate() {
            lines.write(act, line).map_err(|stop| at_row(row, stop))?;
        }
        Ok(Said::new(lines.said()))
    }
}

/// Adds the duties of a list: one a line, the name first, then hours a week, kind, how it feels, whether it would go.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PasteDuties {
    /// Rows from a spreadsheet (tabs) or a list with semicolons or commas between.
    pub text: String,
}

impl Command for PasteDuties {
    const NAME: &'static str = "paste_duties";
    const SUMMARY: &'static str = "Add the duties of a list pasted from a spreadsheet";
    const NEEDS: Permission = Permission::SeeRates;
    const REST: Rest = Rest(Method::Post, "/duties/pasted");
    const PAGE: &'static str = "/hire/duties";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let pasted = read(&self.text).map_err(Stop::Invalid)?;
        if pasted.is_empty() {
            return Err(Stop::invalid("/text", "paste a line for each duty: its name, and its hours a week"));
        }
        if pasted.len() > ROWS_MAX {
            return Err(Stop::invalid("/text", format!("at most {ROWS_MAX} duties at once")));
        }
        let mut lines = Lines::of(act)?;
        for Pasted { name, hours, kind, energy, hand_over } in pasted {
            let line = DutyLine {
                name: Some(name),
                hours_per_week: Some(hours),
                kind: Some(kind),
                energy,
                hand_over,
                ..DutyLine::default()
            };
            lines.write(act, &line)?;
        }
        Ok(Said::new(lines.said()))
    }
}

/// Adds typical duties, with usual hours, to be changed to one's own.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AddTypicalDuties {
    /// Keys of typical duties.
    pub duties: Vec<String>,
}

impl Command for AddTypicalDuties {
    const NAME: &'static str = "add_typical_duties";
    const SUMMARY: &'static str = "Add typical duties to the inventory, with usual hours";
    const NEEDS: Permission = Permission::SeeRates;
    const REST: Rest = Rest(Method::Post, "/duties/typical");
    const PAGE: &'static str = "/hire/duties";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        if self.duties.is_empty() {
            return Err(Stop::invalid("/duties", "choose at least one"));
        }
        let mut lines = Lines::of(act)?;
        for (at, key) in self.duties.iter().enumerate() {
            let typical = TYPICAL.iter().find(|typical| typical.key == key);
            let typical =
                typical.ok_or_else(|| Stop::invalid(format!("/duties/{at}"), format!("no typical duty \"{key}\"")))?;
            let line = DutyLine {
                name: Some(typical.name.to_owned()),
                hours_per_week: Some(typical.hours),
                kind: Some(typical.kind),
                ..DutyLine::default()
            };
            lines.write(act, &line)?;
        }
        Ok(Said::new(lines.said()))
    }
}

/// What has been written so far.
struct Lines {
    owner: Member,
    added: usize,
    changed: usize,
    removed: usize,
}

impl Lines {
    fn of(act: &mut Act<'_>) -> Result<Self, Stop> {
        Ok(Self { owner: act.owner()?, added: 0, changed: 0, removed: 0 })
    }

    fn write(&mut self, act: &mut Act<'_>, line: &DutyLine) -> Result<(), Stop> {
        let key = filled(line.duty.as_deref());
        let name = filled(line.name.as_deref());
        let before = match key {
            Some(key) => {
                let of_key = select_sql!(Duty, "where business_id = $1 and key = $2");
                Some(act.by_key::<Duty>(of_key, key, "duty")?)
            }
            None => None,
        };
        let Some(name) = name else {
            if let Some(before) = before {
                act.delete(&before)?;
                self.removed += 1;
            }
            return Ok(());
        };
        let name = crate::projects::name(name)?;
        let Some(hours) = line.hours_per_week else {
            return Err(Stop::invalid("/hours_per_week", "say how many hours a week it takes"));
        };
        let minutes_per_week = minutes_a_week(hours)?;
        let project_id = filled(line.project.as_deref()).map(|key| act.project(key)).transpose()?.map(|of| of.id);
        let member_id = match filled(line.who.as_deref()) {
            Some(key) => act.member(key)?.id,
            None => self.owner.id,
        };
        let blank = match &before {
            Some(before) => Duty { name, ..before.clone() },
            None => last(act, None, name)?,
        };
        let duty = Duty {
            kind: line.kind.unwrap_or_default(),
            minutes_per_week,
            project_id,
            member_id: Some(member_id),
            skill: filled(line.skill.as_deref()).map(ToOwned::to_owned),
            energy: line.energy,
            owner_has_skill: line.owner_has_skill,
            hand_over: line.hand_over,
            ..blank
        };
        match before {
            Some(before) => self.changed += usize::from(act.update(&before, &duty, None)? != before.version),
            None => {
                act.insert(&duty)?;
                self.added += 1;
            }
        }
        Ok(())
    }

    fn said(&self) -> String {
        let parts = [(self.added, "added"), (self.changed, "changed"), (self.removed, "taken out")];
        let told: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
        if told.is_empty() { "The duties are as they were".to_owned() } else { format!("Duties: {}", told.join(", ")) }
    }
}

/// The fault stands beside the row's field.
fn at_row(row: usize, stop: Stop) -> Stop {
    let at = |fault: Fault| Fault { pointer: format!("/duties/{row}{}", fault.pointer), ..fault };
    match stop {
        Stop::Invalid(faults) => Stop::Invalid(faults.into_iter().map(at).collect()),
        other => other,
    }
}
