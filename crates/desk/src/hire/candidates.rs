//! Candidates of a role that is open: who they are, how far they have come, and what a talk with them found.

use righthand_domain::ids::CandidateId;
use righthand_domain::roles::Permission;
use righthand_store::{Json, Sql, select_sql, sql, values};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::openings::{NEEDS_MAX, opening};
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::contacts::line;
use crate::input::{Day, NAME_CHARS_MAX, Patch, TEXT_CHARS_MAX, filled};
use crate::records::{Candidate, Certification, NeedNote};
use crate::team::email;

/// Candidates of one role: more are read by nobody.
pub(crate) const CANDIDATES_MAX: usize = 200;
/// Certificates of one candidate.
const CERTIFICATIONS_MAX: usize = 20;

/// How far a candidate has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    #[default]
    Invited,
    Talk,
    Trial,
    Offer,
    Hired,
    Declined,
}

impl Stage {
    /// In the order in which they are gone through.
    pub const ALL: [Self; 6] = [Self::Invited, Self::Talk, Self::Trial, Self::Offer, Self::Hired, Self::Declined];

    /// As it is kept.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Talk => "talk",
            Self::Trial => "trial",
            Self::Offer => "offer",
            Self::Hired => "hired",
            Self::Declined => "declined",
        }
    }

    /// As it is told.
    pub fn title(self) -> &'static str {
        match self {
            Self::Invited => "Invited",
            Self::Talk => "Talk",
            Self::Trial => "Trial task",
            Self::Offer => "Offer",
            Self::Hired => "Hired",
            Self::Declined => "Declined",
        }
    }

    /// The stage of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.as_str() == name)
    }
}

/// Adds somebody who might be hired.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AddCandidate {
    /// Key of the open role.
    pub opening: String,
    pub name: String,
    #[serde(default)]
    pub email: Option<String>,
    /// What they have done so far, whatever it was called.
    #[serde(default)]
    pub background: Option<String>,
    /// What an hour of theirs costs.
    #[serde(default)]
    pub hourly: Option<f64>,
    #[serde(default)]
    pub key: Option<String>,
}

impl Command for AddCandidate {
    const NAME: &'static str = "add_candidate";
    const SUMMARY: &'static str = "Add somebody who might be hired for an open role";
    const NEEDS: Permission = Permission::SeeRates;
    const REST: Rest = Rest(Method::Post, "/openings/{opening}/candidates");
    const PAGE: &'static str = "/hire/candidates";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        const TAKEN: &Sql =
            sql!("candidate.keys_like", "select key from candidate where business_id = $1 and key like $2");
        let opening = opening(act, &self.opening)?;
        if opening.closed_at.is_some() {
            return Err(Stop::invalid("/opening", "nobody is looked for any more for this role"));
        }
        let of_role = select_sql!(Candidate, "where business_id = $1 and opening_id = $2 order by position, id");
        let there = act.select::<Candidate>(of_role, &values![opening.id])?;
        if there.len() >= CANDIDATES_MAX {
            return Err(Stop::invalid("/opening", format!("at most {CANDIDATES_MAX} candidates for one role")));
        }
        let name = crate::projects::name(&self.name)?;
        let candidate = Candidate {
            id: act.new_id::<CandidateId>(),
            key: act.free_key(self.key.as_deref(), &name, "candidate", TAKEN)?,
            opening_id: opening.id,
            name,
            email: self.email.as_deref().map(email).transpose()?.flatten(),
            stage: Stage::Invited.as_str().to_owned(),
            background: line("/background", self.background.as_deref(), TEXT_CHARS_MAX)?,
            certifications: Json(Vec::new()),
            vouched: None,
            hourly: self.hourly,
            available: None,
            trial_pay: None,
            trial_due: None,
            trial_result: None,
            notes: Json(Vec::new()),
            position: there.last().map_or(0, |last| last.position) + 1,
            version: 1,
        };
        act.insert(&candidate)?;
        Ok(Said::about("A candidate added", &candidate.key, candidate.version))
    }
}

/// Changes what is known of a candidate: what is named.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeCandidate {
    /// Key of the candidate.
    pub candidate: String,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub email: Patch<String>,
    #[serde(default)]
    pub background: Patch<String>,
    /// Certificates, a line each; one that somebody here has seen begins with `seen:`.
    #[serde(default)]
    pub certifications: Patch<String>,
    /// What references have said.
    #[serde(default)]
    pub vouched: Patch<String>,
    #[serde(default)]
    pub hourly: Patch<f64>,
    /// From when, and for how many hours.
    #[serde(default)]
    pub available: Patch<String>,
    /// What the trial task is paid.
    #[serde(default)]
    pub trial_pay: Patch<f64>,
    #[serde(default)]
    pub trial_due: Patch<Day>,
    /// What came of the trial task.
    #[serde(default)]
    pub trial_result: Patch<String>,
    #[serde(default)]
    pub version: Option<i64>,
}

impl Command for ChangeCandidate {
    const NAME: &'static str = "change_candidate";
    const SUMMARY: &'static str =
        "Change what is known of a candidate: background, certificates, references, rate, trial task";
    const NEEDS: Permission = Permission::SeeRates;
    const REST: Rest = Rest(Method::Patch, "/candidates/{candidate}");
    const PAGE: &'static str = "/hire/candidates";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let before = candidate(act, &self.candidate)?;
        let text = |pointer: &str, patch: &Patch<String>, now: &Option<String>| {
            line(pointer, patch.clone().or(now.clone()).as_deref(), TEXT_CHARS_MAX)
        };
        let after = Candidate {
            name: self.name.as_deref().map_or(Ok(before.name.clone()), crate::projects::name)?,
            email: match &self.email {
                Patch::Keep => before.email.clone(),
                Patch::Clear => None,
                Patch::Set(text) => email(text)?,
            },
            background: text("/background", &self.background, &before.background)?,
            certifications: match &self.certifications {
                Patch::Keep => before.certifications.clone(),
                Patch::Clear => Json(Vec::new()),
                Patch::Set(text) => Json(certifications(text)?),
            },
            vouched: text("/vouched", &self.vouched, &before.vouched)?,
            hourly: self.hourly.or(before.hourly),
            available: text("/available", &self.available, &before.available)?,
            trial_pay: self.trial_pay.or(before.trial_pay),
            trial_due: match &self.trial_due {
                Patch::Keep => before.trial_due,
                Patch::Clear => None,
                Patch::Set(day) => Some(day.0),
            },
            trial_result: text("/trial_result", &self.trial_result, &before.trial_result)?,
            ..before.clone()
        };
        let version = act.update(&before, &after, self.version)?;
        Ok(Said::about("A candidate changed", &after.key, version))
    }
}

fn certifications(text: &str) -> Result<Vec<Certification>, Stop> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let read = |line: &str| match line.split_once(':') {
        Some((mark, name)) if mark.trim().eq_ignore_ascii_case("seen") => {
            Certification { name: name.trim().to_owned(), seen: true }
        }
        _ => Certification { name: line.to_owned(), seen: false },
    };
    let all: Vec<Certification> = lines.map(read).filter(|of| !of.name.is_empty()).collect();
    if all.len() > CERTIFICATIONS_MAX || all.iter().any(|of| of.name.chars().count() > NAME_CHARS_MAX) {
        let why = format!("at most {CERTIFICATIONS_MAX} lines of at most {NAME_CHARS_MAX} characters");
        return Err(Stop::invalid("/certifications", why));
    }
    Ok(all)
}

/// Moves a candidate to another stage.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveCandidate {
    /// Key of the candidate.
    pub candidate: String,
    pub stage: Stage,
}

impl Command for MoveCandidate {
    const NAME: &'static str = "move_candidate";
    const SUMMARY: &'static str = "Move a candidate to another stage";
    const NEEDS: Permission = Permission::SeeRates;
    const REST: Rest = Rest(Method::Put, "/candidates/{candidate}/stage");
    const PAGE: &'static str = "/hire/candidates";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let before = candidate(act, &self.candidate)?;
        if self.stage == Stage::Hired && before.stage != Stage::Hired.as_str() {
            return Err(Stop::invalid("/stage", "hire them instead: that makes their place in the team too"));
        }
        if before.stage == Stage::Hired.as_str() && self.stage != Stage::Hired {
            return Err(Stop::invalid("/stage", "they are in the team already: end the engagement there"));
        }
        let after = Candidate { stage: self.stage.as_str().to_owned(), ..before.clone() };
        let version = act.update(&before, &after, None)?;
        Ok(Said::about(format!("A candidate moved to {}", self.stage.title().to_lowercase()), &after.key, version))
    }
}

/// Keeps the notes of a talk, scored against what the brief asks for.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScoreCandidate {
    /// Key of the candidate.
    pub candidate: String,
    pub notes: Vec<NoteInput>,
    #[serde(default)]
    pub version: Option<i64>,
}

/// What was found of one need.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoteInput {
    /// The need, as the brief has it.
    pub need: String,
    #[serde(default)]
    pub met: Option<Met>,
    #[serde(default)]
    pub note: Option<String>,
}

/// How far a need is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Met {
    Not,
    Partly,
    Yes,
}

impl Command for ScoreCandidate {
    const NAME: &'static str = "score_candidate";
    const SUMMARY: &'static str = "Keep the notes of a talk with a candidate, scored against the brief";
    const NEEDS: Permission = Permission::SeeRates;
    const REST: Rest = Rest(Method::Put, "/candidates/{candidate}/notes");
    const PAGE: &'static str = "/hire/candidates";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let before = candidate(act, &self.candidate)?;
        if self.notes.len() > NEEDS_MAX {
            return Err(Stop::invalid("/notes", format!("at most {NEEDS_MAX} needs")));
        }
        let mut notes = Vec::new();
        for (at, input) in self.notes.iter().enumerate() {
            let note = line(&format!("/notes/{at}/note"), input.note.as_deref(), TEXT_CHARS_MAX)?;
            let need = filled(Some(&input.need)).unwrap_or_default();
            if need.is_empty() || need.chars().count() > NAME_CHARS_MAX {
                return Err(Stop::invalid(format!("/notes/{at}/need"), "name the need as the brief has it"));
            }
            if note.is_some() || input.met.is_some() {
                notes.push(NeedNote { need: need.to_owned(), met: input.met.map(|met| met as u8), note });
            }
        }
        let after = Candidate { notes: Json(notes), ..before.clone() };
        let version = act.update(&before, &after, self.version)?;
        Ok(Said::about("Notes of a talk kept", &after.key, version))
    }
}

/// Takes a candidate out, with all that is known of them.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RemoveCandidate {
    /// Key of the candidate.
    pub candidate: String,
}

impl Command for RemoveCandidate {
    const NAME: &'static str = "remove_candidate";
    const SUMMARY: &'static str = "Take a candidate out, with all that is known of them";
    const NEEDS: Permission = Permission::SeeRates;
    const REST: Rest = Rest(Method::Delete, "/candidates/{candidate}");
    const PAGE: &'static str = "/hire/candidates";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let candidate = candidate(act, &self.candidate)?;
        act.delete(&candidate)?;
        Ok(Said::new("A candidate taken out"))
    }
}

/// The candidate of that key.
pub(super) fn candidate(act: &mut Act<'_>, key: &str) -> Result<Candidate, Stop> {
    act.by_key(select_sql!(Candidate, "where business_id = $1 and key = $2"), key, "candidate")
}
