//! The terms on which a member works: for a while or for good (R4, R5).

use jiff::ToSpan;
use righthand_domain::roles::{Permission, Role};
use righthand_domain::rules::{r04_a_pm_engagement_ends as r04, r05_an_obm_has_the_whole_business as r05};
use righthand_domain::snapshot::EngagementKind;
use righthand_store::Json;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::input::Day;
use crate::records::Member;

/// A project manager comes for one to three months; two where nothing is said (R4).
pub(super) const TERM_MONTHS: i32 = 2;

/// Engages a member: a fixed term with an end, or ongoing.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EngageMember {
    /// Key of the member.
    pub member: String,
    pub kind: EngagementKind,
    #[serde(default)]
    pub start: Option<Day>,
    /// Last day of a fixed term; two months after its start where absent.
    #[serde(default)]
    pub end: Option<Day>,
    /// Keys of the projects that a fixed term is for.
    #[serde(default)]
    pub projects: Vec<String>,
    #[serde(default)]
    pub version: Option<i64>,
}

impl Command for EngageMember {
    const NAME: &'static str = "engage_member";
    const SUMMARY: &'static str = "Engage a member for a fixed term or for good";
    const NEEDS: Permission = Permission::ManageTeam;
    const REST: Rest = Rest(Method::Put, "/members/{member}/engagement");
    const PAGE: &'static str = "/team/{member}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let before = act.member(&self.member)?;
        if before.role == Role::Owner {
            return Err(Stop::invalid("/member", format!("{} owns the business and needs no engagement", before.name)));
        }
        r04::judge(&before.key, before.first_name(), before.role, self.kind)?;
        r05::judge(&before.key, before.first_name(), before.role, self.kind)?;
        let start = self.start.map_or(act.today()?, |day| day.0);
        let end = match self.kind {
            EngagementKind::Ongoing => None,
            EngagementKind::FixedTerm => {
                let usual = || start.checked_add(TERM_MONTHS.months()).and_then(|day| day.yesterday()).ok();
                self.end.map(|day| day.0).or_else(usual)
            }
        };
        if end.is_some_and(|end| end < start) {
            return Err(Stop::invalid("/end", "it would end before it begins"));
        }
        for project in &self.projects {
            act.project(project)?;
        }
        let after = Member {
            engagement_kind: Some(self.kind),
            engaged_from: Some(start),
            engaged_until: end,
            engaged_for: Json(self.projects.clone()),
            ..before.clone()
        };
        let version = act.update(&before, &after, self.version)?;
        let until = end.map_or_else(|| "for good".to_owned(), |end| format!("until {end}"));
        Ok(Said::about(format!("{} engaged {until}", after.name), &after.key, version))
    }
}
