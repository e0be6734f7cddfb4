//! Opens a role for candidates, with its brief; changes, closes, shares and mails it.

use righthand_advisor::{Advice, Ask, Hire, HiredRole, ScenarioTold};
use righthand_domain::ids::OpeningId;
use righthand_domain::roles::Permission;
use righthand_domain::snapshot::Snapshot;
use righthand_domain::words::{capital, decimal};
use righthand_store::{Json, Sql, select_sql, sql};
use schemars::JsonSchema;
use serde::Deserialize;

use super::assumptions;
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::contacts::line;
use crate::input::{NAME_CHARS_MAX, TEXT_CHARS_MAX, filled};
use crate::mail::{self, Body, Mail};
use crate::records::{Covered, Opening, Predicted, PredictedProject};
use crate::sign_in;
use crate::team::email;

/// Needs of one brief: more are not asked in one talk.
pub(crate) const NEEDS_MAX: usize = 20;
/// Duties and projects of one brief.
pub(crate) const COVERS_MAX: usize = 40;
/// Months of a term: a year of months is no term any more.
pub(crate) const MONTHS_MAX: i64 = 12;
/// Months of a project manager's term where nobody says otherwise (R4).
const USUAL_MONTHS: i64 = 2;
/// Futures of a prediction that is made within a command: a chance is right to four points in a hundred.
const FUTURES: u32 = 200;

/// Opens a role for candidates, as the advisor would staff it; what is named here stands instead.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenRole {
    pub role: HiredRole,
    /// Of a specialist.
    #[serde(default)]
    pub skill: Option<String>,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub hours_per_week: Option<f64>,
    /// Months of a fixed term; as the advisor says where absent.
    #[serde(default)]
    pub months: Option<i64>,
    #[serde(default)]
    pub key: Option<String>,
}

impl Command for OpenRole {
    const NAME: &'static str = "open_role";
    const SUMMARY: &'static str = "Open a role for candidates, with the brief that the advisor would write";
    const NEEDS: Permission = Permission::SeeRates;
    const REST: Rest = Rest(Method::Post, "/openings");
    const PAGE: &'static str = "/hire/brief";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        const TAKEN: &Sql = sql!("opening.keys_like", "select key from opening where business_id = $1 and key like $2");
        let skill = line("/skill", self.skill.as_deref(), NAME_CHARS_MAX)?;
        let broken = || Stop::NotFound("this business".into());
        let snapshot = crate::snapshot::load_at(act.tx, act.now)?.ok_or_else(broken)?;
        let advice = advice(act, &snapshot)?;
        let found = proposed(&advice, self.role, skill.as_deref());
        let hours = match (self.hours_per_week, found) {
            (Some(hours), _) => hours,
            (None, Some((_, hire))) => hire.hours_per_week,
            (None, None) => {
                return Err(Stop::invalid(
                    "/hours_per_week",
                    "the advisor sees nothing for this role yet: say how many hours a week it has",
                ));
            }
        };
        let advised = found.and_then(|(_, hire)| hire.months.map(i64::from));
        // A project manager comes for a term (R4): the usual one where nothing is said.
        let usual_term = (self.role == HiredRole::ProjectManager).then_some(USUAL_MONTHS);
        let months = self.months.or(advised).or(usual_term);
        let usual = match &skill {
            Some(skill) if self.role == HiredRole::Specialist => format!("{} for {skill}", self.role.title()),
            _ => self.role.title().to_owned(),
        };
        let name = crate::projects::name(filled(self.name.as_deref()).unwrap_or(&capital(&usual)))?;
        let scope = found.map_or_else(Vec::new, |(_, hire)| scope(&snapshot, hire));
        let opening = Opening {
            id: act.new_id::<OpeningId>(),
            key: act.free_key(self.key.as_deref(), &name, "role", TAKEN)?,
            needs: Json(needs(self.role, skill.as_deref(), hours, &scope)),
            predicted: Json(found.map_or_else(Predicted::default, |(scenario, hire)| {
                predicted(&snapshot, &advice, scenario, hire, self.role)
            })),
            name,
            role: self.role.as_str().to_owned(),
            skill,
            minutes_per_week: crate::team::weekly_minutes(hours)?,
            months,
            scope: Json(scope),
            trial: None,
            link: None,
            opened_at: act.now,
            closed_at: None,
            version: 1,
        };
        act.insert(&opening)?;
        Ok(Said::about("A role is open for candidates", &opening.key, opening.version))
    }
}

fn advice(act: &mut Act<'_>, snapshot: &Snapshot) -> Result<Advice, Stop> {
    let (assumptions, own) = assumptions::kept(act.tx)?;
    let ask = Ask { futures: FUTURES, flips: false, assumptions, own, ..Ask::at(act.now) };
    righthand_advisor::advise(snapshot, &ask, &|| true).map_err(Stop::Invalid)
}

/// Where the advisor hires that role: in the answer, else in the scenario that would bring most.
fn proposed<'a>(advice: &'a Advice, role: HiredRole, skill: Option<&str>) -> Option<(&'a ScenarioTold, &'a Hire)> {
    let is = |hire: &&Hire| match &hire.who {
        righthand_advisor::Offered::Role { role: of, skill: needs } => {
            *of == role && (skill.is_none() || needs.as_deref() == skill)
        }
        righthand_advisor::Offered::Member(_) => false,
    };
    let with = |scenario: &'a ScenarioTold| Some((scenario, scenario.hire.iter().find(is)?));
    let answer = advice.scenarios.iter().find(|scenario| scenario.hire == advice.answer.hire).and_then(with);
    let most = || {
        let all = advice.scenarios.iter().filter_map(with);
        all.max_by(|a, b| a.0.parts.net().total_cmp(&b.0.parts.net()))
    };
    answer.or_else(most)
}

fn scope(snapshot: &Snapshot, hire: &Hire) -> Vec<Covered> {
    let named = |key: &String| {
        let duty = snapshot.duties.iter().find(|duty| duty.key == *key);
        let duty =
            duty.map(|duty| Covered { key: key.clone(), name: duty.name.clone(), hours: Some(duty.hours_per_week) });
        let project = || {
            let project = snapshot.projects.iter().find(|project| project.key == *key)?;
            Some(Covered { key: key.clone(), name: project.name.clone(), hours: None })
        };
        if hire.who.role() == Some(HiredRole::ProjectManager) { project().or(duty) } else { duty.or_else(project) }
    };
    hire.covers.iter().filter_map(named).take(COVERS_MAX).collect()
}

/// What somebody has to bring, from what the role takes: asked in each talk, and changed at will.
fn needs(role: HiredRole, skill: Option<&str>, hours: f64, scope: &[Covered]) -> Vec<String> {
    let named = |most: usize, says: &dyn Fn(&str) -> String| {
        scope.iter().take(most).map(|covered| says(&covered.name)).collect::<Vec<String>>()
    };
    let mut needs = match role {
        HiredRole::ProjectManager => {
            let mut needs = named(3, &|name| format!("Has brought work like “{name}” to its date"));
            needs.push("Manages through others, and leaves the work to them".to_owned());
            needs.push("Says early what will be late, with what could be done".to_owned());
            needs
        }
        HiredRole::OnlineBusinessManager => vec![
            "Has run the regular work of a business of this size".to_owned(),
            "Has led people who work elsewhere and part of the time".to_owned(),
            "Writes down how things are done, so that others can do them".to_owned(),
            "Turns goals into a plan for the quarter".to_owned(),
        ],
        HiredRole::VirtualAssistant => {
            let mut needs = named(5, &|name| format!("Has done work like “{name}”"));
            needs.push("Works by what is written down, and says what is missing".to_owned());
            needs
        }
        HiredRole::Specialist => {
            let craft = skill.unwrap_or("the craft");
            let mut needs = vec![format!("Shows work of their own: {craft}")];
            needs.extend(named(4, &|name| format!("Has done work like “{name}”")));
            needs
        }
    };
    needs.push(format!("Has {} hours a week for this", decimal(hours)));
    needs.push("Answers within a working day".to_owned());
    needs
}

fn predicted(snapshot: &Snapshot, advice: &Advice, scenario: &ScenarioTold, hire: &Hire, role: HiredRole) -> Predicted {
    let assumed = |name: &str| {
        let key = format!("{}.{name}", role.as_str());
        advice.assumptions.iter().find(|of| of.key == key).map_or(0.0, |of| of.value)
    };
    let today = advice.scenarios.first();
    let without =
        |key: &str| today.and_then(|today| today.projects.iter().find(|of| of.key == key)).map_or(0.0, |of| of.on_time);
    let hours_a_month = hire.hours_per_week * righthand_advisor::WEEKS_PER_MONTH;
    let market = snapshot.business.means.market.clone().unwrap_or_default();
    let rate = match role {
        HiredRole::ProjectManager => market.project_manager,
        HiredRole::OnlineBusinessManager => market.online_business_manager,
        HiredRole::VirtualAssistant => market.virtual_assistant,
        HiredRole::Specialist => market.specialist,
    };
    let alone = scenario.hire.len() == 1 && hours_a_month > 0.0;
    let hourly = if alone {
        scenario.cost_per_month / hours_a_month
    } else {
        rate.and_then(|rate| rate.hourly).unwrap_or_else(|| assumed("hourly"))
    };
    Predicted {
        at: Some(advice.at),
        owner_hours_back: scenario.owner_hours_back_per_week,
        cost_per_month: scenario.cost_per_month,
        hours_per_week: hire.hours_per_week,
        hourly,
        ramp_up_months: assumed("ramp_up_months"),
        projects: scenario
            .projects
            .iter()
            .map(|of| PredictedProject { key: of.key.clone(), on_time: of.on_time, without: without(&of.key) })
            .collect(),
    }
}

/// Changes the brief of a role: what is named.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeOpening {
    /// Key of the open role.
    pub opening: String,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub hours_per_week: Option<f64>,
    /// What somebody has to bring, a line each: the notes of a talk are scored against these.
    #[serde(default)]
    pub needs: Option<String>,
    /// The paid trial task.
    #[serde(default)]
    pub trial: Option<String>,
    #[serde(default)]
    pub version: Option<i64>,
}

impl Command for ChangeOpening {
    const NAME: &'static str = "change_opening";
    const SUMMARY: &'static str = "Change an open role: its name, hours, what somebody has to bring, the trial task";
    const NEEDS: Permission = Permission::SeeRates;
    const REST: Rest = Rest(Method::Patch, "/openings/{opening}");
    const PAGE: &'static str = "/hire/candidates";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let before = opening(act, &self.opening)?;
        let needs = match &self.needs {
            None => before.needs.clone(),
            Some(text) => {
                let lines: Vec<String> =
                    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
                if lines.len() > NEEDS_MAX {
                    return Err(Stop::invalid("/needs", format!("at most {NEEDS_MAX} lines: what matters most")));
                }
                if lines.iter().any(|line| line.chars().count() > NAME_CHARS_MAX) {
                    return Err(Stop::invalid("/needs", format!("a line has at most {NAME_CHARS_MAX} characters")));
                }
                Json(lines)
            }
        };
        let after = Opening {
            name: self.name.as_deref().map_or(Ok(before.name.clone()), crate::projects::name)?,
            minutes_per_week: self.hours_per_week.map_or(Ok(before.minutes_per_week), crate::team::weekly_minutes)?,
            needs,
            trial: match &self.trial {
                None => before.trial.clone(),
                text => line("/trial", text.as_deref(), TEXT_CHARS_MAX)?,
            },
            ..before.clone()
        };
        let version = act.update(&before, &after, self.version)?;
        Ok(Said::about("The role’s brief changed", &after.key, version))
    }
}

/// Looks for nobody any more; the candidates stay to be read.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CloseRole {
    /// Key of the open role.
    pub opening: String,
}

impl Command for CloseRole {
    const NAME: &'static str = "close_role";
    const SUMMARY: &'static str = "Look for nobody for a role any more; its link opens nothing from then on";
    const NEEDS: Permission = Permission::SeeRates;
    const REST: Rest = Rest(Method::Delete, "/openings/{opening}");
    const PAGE: &'static str = "/hire/candidates";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let before = opening(act, &self.opening)?;
        let after = Opening { closed_at: Some(act.now), link: None, ..before.clone() };
        let version = act.update(&before, &after, None)?;
        Ok(Said::about("A role is closed for candidates", &after.key, version))
    }
}

/// Makes an address at which the brief can be read without an account, until it is ended.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShareBrief {
    /// Key of the open role.
    pub opening: String,
}

impl Command for ShareBrief {
    const NAME: &'static str = "share_brief";
    const SUMMARY: &'static str = "Make a link at which the brief of a role can be read without an account";
    const NEEDS: Permission = Permission::SeeRates;
    const REST: Rest = Rest(Method::Put, "/openings/{opening}/link");
    const PAGE: &'static str = "/hire/candidates";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let before = still_open(act, &self.opening)?;
        let after = linked(act, &before)?;
        Ok(Said::about("The brief of a role can be read by a link", &after.key, after.version))
    }
}

/// Ends the link of a brief: it opens nothing any more.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EndBriefLink {
    /// Key of the open role.
    pub opening: String,
}

impl Command for EndBriefLink {
    const NAME: &'static str = "end_brief_link";
    const SUMMARY: &'static str = "End the link of a role's brief: it opens nothing any more";
    const NEEDS: Permission = Permission::SeeRates;
    const REST: Rest = Rest(Method::Delete, "/openings/{opening}/link");
    const PAGE: &'static str = "/hire/candidates";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let before = opening(act, &self.opening)?;
        let after = Opening { link: None, ..before.clone() };
        let version = act.update(&before, &after, None)?;
        Ok(Said::about("The link of a role’s brief opens nothing any more", &after.key, version))
    }
}

/// Mails the brief's link to somebody, with a few words.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MailBrief {
    /// Key of the open role.
    pub opening: String,
    /// Address to which it goes.
    pub email: String,
    /// A few words of one's own.
    #[serde(default)]
    pub note: Option<String>,
}

impl Command for MailBrief {
    const NAME: &'static str = "mail_brief";
    const SUMMARY: &'static str = "Mail the brief of a role to somebody";
    const NEEDS: Permission = Permission::SeeRates;
    const REST: Rest = Rest(Method::Post, "/openings/{opening}/mails");
    const PAGE: &'static str = "/hire/candidates";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let opening = still_open(act, &self.opening)?;
        let to = email(&self.email)?
            .ok_or_else(|| Stop::invalid("/email", "an e-mail address is needed to mail the brief to"))?;
        let note = line("/note", self.note.as_deref(), TEXT_CHARS_MAX)?;
        let opening = linked(act, &opening)?;
        let business = act.business()?;
        let path = path(&business.key, opening.link.as_deref().unwrap_or_default());
        let hours = decimal(opening.minutes_per_week as f64 / 60.0);
        let mut lines = vec![format!(
            "{} of {} looks for somebody: {}, {hours} hours a week.",
            act.me.name, business.name, opening.name
        )];
        lines.extend(note);
        let letter = Mail {
            // Once to each address: a second mail would be a flood, and says nothing new.
            once_key: format!("brief {} {}", sign_in::fingerprint(&path), sign_in::fingerprint(&to)),
            business: Some(act.tx.business()),
            to,
            subject: format!("{} at {}", opening.name, business.name),
            body: Body {
                hello: String::new(),
                lines,
                action: ("Read the brief".into(), path),
                ending: "The link opens the brief without an account, as long as somebody is looked for.".into(),
            },
        };
        mail::post(act.tx.identity(), &letter, act.now)?;
        Ok(Said::about("The brief of a role is mailed", &opening.key, opening.version))
    }
}

/// Where a brief can be read.
pub(crate) fn path(business: &str, link: &str) -> String {
    format!("/brief/{business}/{link}")
}

/// With a link, a new one where there was none.
fn linked(act: &mut Act<'_>, before: &Opening) -> Result<Opening, Stop> {
    if before.link.is_some() {
        return Ok(before.clone());
    }
    let after = Opening { link: Some(sign_in::new_secret()?), ..before.clone() };
    let version = act.update(before, &after, None)?;
    Ok(Opening { version, ..after })
}

fn still_open(act: &mut Act<'_>, key: &str) -> Result<Opening, Stop> {
    let opening = opening(act, key)?;
    if opening.closed_at.is_some() {
        return Err(Stop::invalid("/opening", "nobody is looked for any more: open the role again first"));
    }
    Ok(opening)
}

/// The open role of that key.
pub(super) fn opening(act: &mut Act<'_>, key: &str) -> Result<Opening, Stop> {
    act.by_key(select_sql!(Opening, "where business_id = $1 and key = $2"), key, "open role")
}
