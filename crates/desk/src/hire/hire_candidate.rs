//! Hires a candidate: a place in the team, the engagement with its terms, accesses to give, and the onboarding as a workflow.

use jiff::ToSpan;
use righthand_advisor::HiredRole;
use righthand_domain::ids::HiringId;
use righthand_domain::roles::{Permission, Role};
use righthand_domain::snapshot::EngagementKind;
use righthand_store::{Json, select_sql, values};
use schemars::JsonSchema;
use serde::Deserialize;

use super::candidates::{Stage, candidate};
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::input::{Day, NAME_CHARS_MAX, Patch};
use crate::operations::{AddRun, ChangeWorkflow, CreateOperation};
use crate::records::{Candidate, Hiring, HiringPredicted, Opening};
use crate::team::{AddMember, EngageMember, SetTerms};

/// Accesses of one hire.
const ACCESSES_MAX: usize = 30;
/// Days from the first day to the end of the onboarding.
const ONBOARDING_DAYS: i32 = 27;
/// What is given to everybody who comes, where nothing else is said.
const USUAL_ACCESSES: [&str; 4] = ["Righthand", "Mail and calendar", "Shared folder", "Password manager"];
/// Duties and projects that are handed over step by step; the rest follows when these are done.
const HANDED_MAX: usize = 6;

/// Hires a candidate: they get a place in the team, an engagement, terms, and an onboarding that begins on their first day.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HireCandidate {
    /// Key of the candidate.
    pub candidate: String,
    /// The first day; today where absent.
    #[serde(default)]
    pub start: Option<Day>,
    /// Tools that they get into, a line each, never a secret; the usual ones where absent.
    #[serde(default)]
    pub accesses: Option<String>,
    /// Mails them a link that opens their place.
    #[serde(default)]
    pub invite: bool,
}

impl Command for HireCandidate {
    const NAME: &'static str = "hire_candidate";
    const SUMMARY: &'static str = "Hire a candidate: place in the team, engagement, accesses and onboarding";
    const NEEDS: Permission = Permission::SeeRates;
    const REST: Rest = Rest(Method::Post, "/candidates/{candidate}/hire");
    const PAGE: &'static str = "/hire/candidates";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let before = candidate(act, &self.candidate)?;
        if before.stage == Stage::Hired.as_str() {
            return Err(Stop::invalid("/candidate", "they are hired already"));
        }
        let opening = opening_of(act, &before)?;
        let role = HiredRole::parse(&opening.role)
            .ok_or_else(|| Stop::invalid("/candidate", "the role of the brief is not one that can be hired"))?;
        let start = self.start.map_or(act.today()?, |day| day.0);
        let accesses = accesses(self.accesses.as_deref())?;
        let key = place(act, &before, &opening, role, self.invite)?;
        engage(act, &opening, role, &key, start)?;
        terms(act, &before, &key)?;
        let member = act.member(&key)?;
        let id = act.new_id::<HiringId>();
        let predicted = HiringPredicted { predicted: opening.predicted.0.clone(), scope: opening.scope.0.clone() };
        let hiring = Hiring {
            id,
            member_id: member.id,
            role: opening.role.clone(),
            started: start,
            predicted: Json(predicted),
            version: 1,
        };
        act.insert(&hiring)?;
        onboard(act, &opening, &member.name, start, &accesses)?;
        act.update(&before, &Candidate { stage: Stage::Hired.as_str().to_owned(), ..before.clone() }, None)?;
        let closed = Opening { closed_at: Some(act.now), link: None, ..opening.clone() };
        act.update(&opening, &closed, None)?;
        Ok(Said::about(
            format!("{} hired: place, engagement and onboarding are made", member.name),
            &member.key,
            member.version,
        ))
    }
}

fn opening_of(act: &mut Act<'_>, candidate: &Candidate) -> Result<Opening, Stop> {
    let select = select_sql!(Opening, "where business_id = $1 and id = $2");
    let found = act.select::<Opening>(select, &values![candidate.opening_id])?.into_iter().next();
    found.ok_or_else(|| Stop::NotFound("open role of this candidate".into()))
}

fn accesses(said: Option<&str>) -> Result<Vec<String>, Stop> {
    let Some(text) = said else { return Ok(USUAL_ACCESSES.map(str::to_owned).into()) };
    let all: Vec<String> = text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    if all.len() > ACCESSES_MAX || all.iter().any(|line| line.chars().count() > NAME_CHARS_MAX) {
        let why = format!("at most {ACCESSES_MAX} lines of at most {NAME_CHARS_MAX} characters");
        return Err(Stop::invalid("/accesses", why));
    }
    Ok(all)
}

/// Their place in the team, answered by its key.
fn place(
    act: &mut Act<'_>,
    candidate: &Candidate,
    opening: &Opening,
    role: HiredRole,
    invite: bool,
) -> Result<String, Stop> {
    let member = AddMember {
        name: candidate.name.clone(),
        email: candidate.email.clone(),
        role: match role {
            HiredRole::ProjectManager => Role::ProjectManager,
            HiredRole::OnlineBusinessManager => Role::OnlineBusinessManager,
            HiredRole::VirtualAssistant | HiredRole::Specialist => Role::TeamMember,
        },
        skills: opening.skill.iter().cloned().collect(),
        hours_per_week: Some(opening.minutes_per_week as f64 / 60.0),
        time_zone: None,
        invite,
        key: None,
    };
    member.run(act)?.key.ok_or_else(|| Stop::NotFound("the new member".into()))
}

fn engage(
    act: &mut Act<'_>,
    opening: &Opening,
    role: HiredRole,
    key: &str,
    start: jiff::civil::Date,
) -> Result<(), Stop> {
    let manages_projects = role == HiredRole::ProjectManager;
    let fixed = manages_projects || (opening.months.is_some() && role != HiredRole::OnlineBusinessManager);
    let months = i32::try_from(opening.months.unwrap_or(2)).unwrap_or(2);
    let end = start.checked_add(months.months()).and_then(|day| day.yesterday()).ok();
    let mut projects = Vec::new();
    for covered in opening.scope.0.iter().filter(|covered| manages_projects && covered.hours.is_none()) {
        // A project may have been closed since the brief was written.
        if act.project(&covered.key).is_ok() {
            projects.push(covered.key.clone());
        }
    }
    let engagement = EngageMember {
        member: key.to_owned(),
        kind: if fixed { EngagementKind::FixedTerm } else { EngagementKind::Ongoing },
        start: Some(Day(start)),
        end: end.filter(|_| fixed).map(Day),
        projects,
        version: None,
    };
    engagement.run(act).map(drop)
}

fn terms(act: &mut Act<'_>, candidate: &Candidate, key: &str) -> Result<(), Stop> {
    let Some(hourly) = candidate.hourly else { return Ok(()) };
    let terms = SetTerms { member: key.to_owned(), hourly: Patch::Set(hourly), ..SetTerms::default() };
    terms.run(act).map(drop)
}

/// The onboarding is an operation of its own that nobody repeats by itself: its run is due four weeks after the first day.
fn onboard(
    act: &mut Act<'_>,
    opening: &Opening,
    name: &str,
    start: jiff::civil::Date,
    accesses: &[String],
) -> Result<(), Stop> {
    let me = act.me.key.clone();
    let operation = CreateOperation {
        name: format!("Onboarding of {name}"),
        accountable: Some(me.clone()),
        ..CreateOperation::default()
    };
    let made = operation.run(act)?.key.ok_or_else(|| Stop::NotFound("the onboarding".into()))?;
    let workflow = ChangeWorkflow {
        operation: made.clone(),
        text: workflow(opening, &act.me.name.clone(), name, accesses),
        note: Some("What is given, shown and handed over to somebody who comes".to_owned()),
        read: None,
    };
    workflow.run(act)?;
    let due = start.checked_add(ONBOARDING_DAYS.days()).unwrap_or(start);
    AddRun { operation: made, day: Some(Day(due)), ..AddRun::default() }.run(act).map(drop)
}

fn workflow(opening: &Opening, owner: &str, hired: &str, accesses: &[String]) -> String {
    let mut steps: Vec<String> = Vec::new();
    let mut step = |name: &str, who: &str, kind: &str, effort: &str, days: i32, checks: &[String]| {
        let n = steps.len() + 1;
        let after = if n > 1 { format!("   after: {}\n", n - 1) } else { String::new() };
        let checks: String = checks.iter().map(|check| format!("   check: {check}\n")).collect();
        steps.push(format!(
            "{n}. {name}\n   effort: {effort}\n   who: {who}\n   kind: {kind}\n{after}   from: {from} days before\n   due: {days} days before\n{checks}",
            from = days + 7
        ));
    };
    step("Give accesses, never by mail", owner, "management", "1 h", 26, accesses);
    let talk = ["What a good first month is", "Who decides, who answers, how fast", "When we talk each week"];
    step("Hold the first talk", owner, "management", "1 h", 25, &talk.map(str::to_owned));
    let last = 20;
    for (at, covered) in opening.scope.0.iter().take(HANDED_MAX).enumerate() {
        let days = (last - 3 * i32::try_from(at).unwrap_or(0)).max(4);
        let name = format!("Show and hand over: {}", covered.name.replace('\n', " "));
        step(&name, owner, "management", "1 h", days, &["How it is done is written down".to_owned()]);
    }
    step(
        "Look back on the first month together",
        owner,
        "management",
        "1 h",
        1,
        &[format!("{hired} says what was missing")],
    );
    steps.join("\n")
}
