//! View: the roles that are open with their candidates by stage, and a brief as whoever has its link reads it.

use jiff::Timestamp;
use jiff::civil::Date;
use righthand_store::{select_sql, values};
use serde::Serialize;

use super::candidates::Stage;
use super::need_advisor;
use crate::records::{Business, Candidate, Certification, Covered, NeedNote, Opening};
use crate::view::{NotSeen, View};
use crate::{Desk, sign_in};

/// All roles, those that are open first.
#[derive(Debug, Clone, PartialEq)]
pub struct Board {
    pub openings: Vec<OpeningRow>,
    pub today: Date,
    pub currency: Option<String>,
    pub business_key: String,
}

/// A role with its candidates.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OpeningRow {
    pub key: String,
    pub name: String,
    pub role: String,
    pub skill: Option<String>,
    pub hours_per_week: f64,
    pub months: Option<i64>,
    pub scope: Vec<String>,
    pub needs: Vec<String>,
    pub trial: Option<String>,
    /// The address at which the brief can be read, from the desk's own on.
    pub link: Option<String>,
    pub opened_at: Timestamp,
    pub closed: bool,
    pub version: i64,
    pub candidates: Vec<CandidateRow>,
}

/// Somebody who might be hired.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CandidateRow {
    pub key: String,
    pub name: String,
    pub email: Option<String>,
    #[serde(skip)]
    pub stage_is: Stage,
    pub stage: String,
    pub background: Option<String>,
    #[serde(skip)]
    pub certified: Vec<Certification>,
    pub certifications: Vec<String>,
    pub vouched: Option<String>,
    pub hourly: Option<f64>,
    pub available: Option<String>,
    pub trial_pay: Option<f64>,
    #[serde(skip)]
    pub trial_due: Option<Date>,
    pub trial_result: Option<String>,
    #[serde(skip)]
    pub notes: Vec<NeedNote>,
    /// Needs of the brief that are met, those that are met in part for a half; `None` before anybody has asked.
    pub score: Option<f64>,
    pub version: i64,
}

/// The roles and candidates, for the owner and whom the owner names (R17).
pub fn board(view: &mut View<'_>) -> Result<Board, NotSeen> {
    need_advisor(view)?;
    let openings = view.tx.select::<Opening>(
        select_sql!(Opening, "where business_id = $1 order by (closed_at is not null), opened_at desc, id"),
        &[],
    )?;
    let all = select_sql!(Candidate, "where business_id = $1 order by position, id");
    let candidates = view.tx.select::<Candidate>(all, &[])?;
    let business = view.business.key.clone();
    let rows = openings.into_iter().map(|opening| {
        let theirs = candidates.iter().filter(|candidate| candidate.opening_id == opening.id);
        let candidates = theirs.map(|candidate| row(candidate, &opening.needs.0)).collect();
        OpeningRow {
            hours_per_week: opening.minutes_per_week as f64 / 60.0,
            scope: opening.scope.0.into_iter().map(|covered| covered.name).collect(),
            link: opening.link.map(|link| super::openings::path(&business, &link)),
            closed: opening.closed_at.is_some(),
            key: opening.key,
            name: opening.name,
            role: opening.role,
            skill: opening.skill,
            months: opening.months,
            needs: opening.needs.0,
            trial: opening.trial,
            opened_at: opening.opened_at,
            version: opening.version,
            candidates,
        }
    });
    Ok(Board {
        openings: rows.collect(),
        today: view.today,
        currency: view.business.currency.clone(),
        business_key: business.clone(),
    })
}

fn row(candidate: &Candidate, needs: &[String]) -> CandidateRow {
    let met = |need: &String| candidate.notes.0.iter().find(|note| note.need == *need).and_then(|note| note.met);
    let asked = needs.iter().any(|need| met(need).is_some());
    CandidateRow {
        key: candidate.key.clone(),
        name: candidate.name.clone(),
        email: candidate.email.clone(),
        stage_is: Stage::parse(&candidate.stage).unwrap_or_default(),
        stage: candidate.stage.clone(),
        background: candidate.background.clone(),
        certified: candidate.certifications.0.clone(),
        certifications: candidate.certifications.0.iter().map(|of| of.name.clone()).collect(),
        vouched: candidate.vouched.clone(),
        hourly: candidate.hourly,
        available: candidate.available.clone(),
        trial_pay: candidate.trial_pay,
        trial_due: candidate.trial_due,
        trial_result: candidate.trial_result.clone(),
        notes: candidate.notes.0.clone(),
        score: asked.then(|| needs.iter().filter_map(met).map(|met| f64::from(met) / 2.0).sum()),
        version: candidate.version,
    }
}

/// A brief as it is sent: no rate, no candidate, nothing that anybody feels.
#[derive(Debug, Clone, PartialEq)]
pub struct Brief {
    pub business: String,
    pub name: String,
    pub role: String,
    pub hours_per_week: f64,
    pub months: Option<i64>,
    pub scope: Vec<Covered>,
    pub needs: Vec<String>,
    pub trial: Option<String>,
}

impl Brief {
    fn of(business: String, opening: Opening) -> Self {
        Self {
            business,
            name: opening.name,
            role: opening.role,
            hours_per_week: opening.minutes_per_week as f64 / 60.0,
            months: opening.months,
            scope: opening.scope.0,
            needs: opening.needs.0,
            trial: opening.trial,
        }
    }
}

/// The brief that a link opens; `None` where it was ended, or never was.
pub fn by_link(desk: &Desk, business: &str, link: &str) -> Result<Option<Brief>, righthand_store::Error> {
    let Some(id) = sign_in::find_business(desk, business)? else { return Ok(None) };
    let link = link.to_owned();
    desk.store.read(id, move |tx| {
        let by_link = select_sql!(Opening, "where business_id = $1 and link = $2 and closed_at is null");
        let opening = tx.select::<Opening>(by_link, &values![link])?.into_iter().next();
        let name = tx.find::<Business>(id)?.map(|business| business.name).unwrap_or_default();
        Ok(opening.map(|opening| Brief::of(name, opening)))
    })
}

/// The brief of a role, for its printed page.
pub fn brief(view: &mut View<'_>, key: &str) -> Result<Brief, NotSeen> {
    need_advisor(view)?;
    let by_key = select_sql!(Opening, "where business_id = $1 and key = $2");
    let found = view.tx.select::<Opening>(by_key, &values![key.to_owned()])?.into_iter().next();
    let opening = found.ok_or_else(|| NotSeen::NotFound(format!("open role “{key}”")))?;
    Ok(Brief::of(view.business.name.clone(), opening))
}
