//! Said: the fields of an interview as they were typed, and what they say.

use std::collections::BTreeMap;

use righthand_advisor::HiredRole;
use righthand_advisor::interview::{DUTIES_MAX, HELPERS_MAX, Interview, SaidDuty, SaidProject, SaidWho};
use righthand_domain::kind::Kind;
use righthand_domain::snapshot::{Energy, Market, Means, Rate};

use crate::parts::Faults;

/// Rows of projects.
pub(super) const PROJECT_ROWS: usize = 4;
/// Fields of one interview: ten of each duty, and the rest.
const FIELDS_MAX: usize = 12 * DUTIES_MAX;
/// Characters of a name.
const NAME_CHARS_MAX: usize = 120;
/// Money that can be said: no more than any small business turns over.
const MONEY_MAX: f64 = 1e9;
const WEEK_HOURS: f64 = 168.0;
/// Hours that are left of one project: five people for a year.
const PROJECT_HOURS_MAX: f64 = 10_000.0;
/// A row's fields, in the order of the table.
pub(super) const ROW: [&str; 9] =
    ["name", "hours_per_week", "kind", "who", "project", "skill", "energy", "owner_has_skill", "hand_over"];
/// What whoever sends a link says of themselves.
const SENDER: [&str; 3] = ["by", "by_role", "by_hourly"];

/// What was typed, by field.
#[derive(Debug, Clone, Default)]
pub(super) struct Said {
    fields: BTreeMap<String, Vec<String>>,
    rows: usize,
}

impl Said {
    pub(super) fn of(pairs: Vec<(String, String)>) -> Self {
        let mut said = Self::default();
        for (name, value) in pairs.into_iter().take(FIELDS_MAX) {
            said.fields.entry(name).or_default().push(value.trim().to_owned());
        }
        said.keep_rows(8);
        said
    }

    /// An address says who sent it, and nothing of the interview.
    pub(super) fn only_the_sender(mut self) -> Self {
        self.fields.retain(|name, _| SENDER.contains(&name.as_str()));
        self
    }

    pub(super) fn text(&self, field: &str) -> &str {
        self.fields.get(field).and_then(|values| values.last()).map_or("", String::as_str)
    }

    pub(super) fn put(&mut self, field: &str, value: &str) {
        self.fields.insert(field.to_owned(), vec![value.to_owned()]);
    }

    pub(super) fn take_all(&mut self, field: &str) -> Vec<String> {
        self.fields.remove(field).unwrap_or_default()
    }

    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    pub(super) fn keep_rows(&mut self, rows: usize) {
        self.rows = rows;
    }

    /// Every field with something in it, to be carried along.
    pub(super) fn carried(&self) -> impl Iterator<Item = (&str, &str)> {
        let all = self.fields.iter().filter_map(|(name, values)| Some((name.as_str(), values.last()?.as_str())));
        all.filter(|(name, value)| !value.is_empty() && *name != "pasted")
    }

    /// Name, role and rate of whoever sent the link.
    pub(super) fn sender(&self) -> Option<(&str, HiredRole, Option<f64>)> {
        let role = HiredRole::parse(self.text("by_role"))?;
        let name = self.text("by");
        (!name.is_empty() && name.chars().count() <= NAME_CHARS_MAX).then(|| {
            let hourly = number(self.text("by_hourly")).filter(|rate| *rate > 0.0 && *rate <= MONEY_MAX);
            (name, role, hourly)
        })
    }

    /// The interview; what cannot be read is a fault beside its field.
    pub(super) fn read(&self, faults: &mut Faults) -> Option<Interview> {
        let mut reader = Reader { said: self, faults };
        let duties = (0..self.rows.max(DUTIES_MAX)).filter_map(|row| reader.duty(row)).collect();
        let projects: Vec<(usize, SaidProject)> =
            (0..PROJECT_ROWS).filter_map(|row| Some((row, reader.project(row)?))).collect();
        let mut duties: Vec<SaidDuty> = duties;
        for duty in &mut duties {
            // A row of projects that is empty shifts those below it.
            duty.project = duty.project.and_then(|row| projects.iter().position(|(at, _)| *at == row));
        }
        let helpers = reader.within("helpers", f64::from(HELPERS_MAX)).unwrap_or(0.0);
        let helper_hours = reader.within("helper_hours", WEEK_HOURS);
        if helpers >= 1.0 && helper_hours.is_none() && reader.faults.of("helper_hours").is_none() {
            reader.faults.add("helper_hours", "How many hours a week does each of them have for you?");
        }
        let interview = Interview {
            business: self.text("business").chars().take(NAME_CHARS_MAX).collect(),
            currency: Some(self.text("currency")).filter(|code| code.len() == 3).map(ToOwned::to_owned),
            owner_hours: reader.within("owner_hours", WEEK_HOURS),
            helpers: helpers as u32,
            helper_hours: helper_hours.unwrap_or(0.0),
            duties,
            projects: projects.into_iter().map(|(_, project)| project).collect(),
            means: reader.means(),
        };
        faults.is_empty().then_some(interview)
    }
}

/// `4`, `4.5`, `4,5`, `1 500`.
fn number(text: &str) -> Option<f64> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    plain.replace(',', ".").parse().ok().filter(|value: &f64| value.is_finite())
}

struct Reader<'a> {
    said: &'a Said,
    faults: &'a mut Faults,
}

impl Reader<'_> {
    /// A number from nothing to `most`; `None` where the field is empty.
    fn within(&mut self, field: &str, most: f64) -> Option<f64> {
        let text = self.said.text(field);
        if text.is_empty() {
            return None;
        }
        let value = number(text).filter(|value| (0.0..=most).contains(value));
        if value.is_none() {
            self.faults.add(field, format!("A number from 0 to {most}"));
        }
        value
    }

    fn duty(&mut self, row: usize) -> Option<SaidDuty> {
        let field = |name: &str| format!("duties.{row}.{name}");
        let text = |name: &str| self.said.text(&field(name));
        let name = text("name");
        if name.is_empty() {
            return None;
        }
        if name.chars().count() > NAME_CHARS_MAX {
            self.faults.add(field("name"), format!("At most {NAME_CHARS_MAX} characters"));
        }
        let truth = |name: &str| match text(name) {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        };
        let energy = match text("energy") {
            "gives" => Some(Energy::Gives),
            "neutral" => Some(Energy::Neutral),
            "drains" => Some(Energy::Drains),
            _ => None,
        };
        let who = if text("who") == "helper" { SaidWho::Helper } else { SaidWho::Owner };
        let (skill, kind) = (text("skill"), Kind::parse(text("kind")).unwrap_or_default());
        let said = SaidDuty {
            name: name.to_owned(),
            hours_per_week: 0.0,
            kind,
            who,
            project: text("project").parse().ok(),
            skill: (!skill.is_empty()).then(|| skill.chars().take(NAME_CHARS_MAX).collect()),
            energy,
            owner_has_skill: truth("owner_has_skill"),
            hand_over: truth("hand_over"),
        };
        let hours_field = field("hours_per_week");
        let hours_per_week = self.within(&hours_field, WEEK_HOURS);
        if hours_per_week.is_none() && self.faults.of(&hours_field).is_none() {
            self.faults.add(hours_field, "How many hours a week?");
        }
        Some(SaidDuty { hours_per_week: hours_per_week.unwrap_or(0.0), ..said })
    }

    fn project(&mut self, row: usize) -> Option<SaidProject> {
        let field = |name: &str| format!("projects.{row}.{name}");
        let name = self.said.text(&field("name"));
        if name.is_empty() {
            return None;
        }
        let hours = self.within(&field("hours"), PROJECT_HOURS_MAX);
        let end = self.said.text(&field("end")).parse().ok();
        if end.is_none() {
            self.faults
                .add(field("end"), "On which day must it be there? Without one it is regular work: a duty above");
        }
        Some(SaidProject { name: name.chars().take(NAME_CHARS_MAX).collect(), end: end?, hours: hours.unwrap_or(0.0) })
    }

    fn means(&mut self) -> Means {
        let sender = self.said.sender();
        let mut rate = |role: HiredRole| {
            let said = self.within(&format!("{}_hourly", role.as_str()), MONEY_MAX);
            let theirs = sender.filter(|(_, theirs, _)| *theirs == role).and_then(|(_, _, hourly)| hourly);
            said.or(theirs).map(|hourly| Rate { hourly: Some(hourly), ..Rate::default() })
        };
        let market = Market {
            project_manager: rate(HiredRole::ProjectManager),
            online_business_manager: rate(HiredRole::OnlineBusinessManager),
            virtual_assistant: rate(HiredRole::VirtualAssistant),
            specialist: rate(HiredRole::Specialist),
        };
        Means {
            owner_hour_value: self.within("owner_hour_value", MONEY_MAX),
            budget_per_month: self.within("budget_per_month", MONEY_MAX),
            reserve: self.within("reserve", MONEY_MAX),
            // Three months are asked for: the same thrice, as one number was said.
            revenue_per_month: self.within("revenue_per_month", MONEY_MAX).map(|month| vec![month; 3]),
            market: Some(market),
        }
    }
}
