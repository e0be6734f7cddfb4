//! Members, their absences, areas and duties.

use jiff::civil::Date;
use righthand_domain::ids::{AbsenceId, AreaId, DutyId, MemberId, ProjectId, UserId};
use righthand_domain::kind::Kind;
use righthand_domain::roles::Role;
use righthand_domain::snapshot::{Energy, EngagementKind, Rate};
use righthand_store::{Json, record};

use crate::input::Week;

record! {
    /// A user's place in the business; without a user, somebody who has no login.
    pub struct Member in "member" {
        id: MemberId,
        key: String,
        user_id: Option<UserId>,
        name: String,
        email: Option<String>,
        role: Role,
        skills: Json<Vec<String>>,
        minutes_per_week: Option<i64>,
        working_week: Option<Json<Week>>,
        time_zone: Option<String>,
        flexible: bool,
        holidays: Option<Json<Vec<Date>>>,
        engagement_kind: Option<EngagementKind>,
        engaged_from: Option<Date>,
        engaged_until: Option<Date>,
        engaged_for: Json<Vec<String>>,
        rate: Option<Json<Rate>>,
        position: i64,
    }
}

impl Member {
    /// Somebody of whom nothing is known yet but name and role, first in the team, without a login.
    pub fn new(id: MemberId, key: &str, name: &str, role: Role) -> Self {
        Self {
            id,
            key: key.to_owned(),
            user_id: None,
            name: name.to_owned(),
            email: None,
            role,
            skills: Json(Vec::new()),
            minutes_per_week: None,
            working_week: None,
            time_zone: None,
            flexible: false,
            holidays: None,
            engagement_kind: None,
            engaged_from: None,
            engaged_until: None,
            engaged_for: Json(Vec::new()),
            rate: None,
            position: 1,
            version: 1,
        }
    }

    /// Is the engagement over on `today` (in the business's zone)?
    pub fn is_gone(&self, today: Date) -> bool {
        self.engaged_until.is_some_and(|until| until < today)
    }

    /// The name by which others speak of them.
    pub fn first_name(&self) -> &str {
        righthand_domain::words::first_name(&self.name)
    }
}

record! {
    /// Whole days away, both ends included.
    pub struct Absence in "absence" {
        id: AbsenceId,
        member_id: MemberId,
        first_day: Date,
        last_day: Date,
        note: Option<String>,
        /// Nobody knew of it a few days before; forecasts reckon with more of the kind.
        #[serde(default)]
        unplanned: bool,
    }
}

record! {
    /// A major part of the business with one accountable member (R16).
    pub struct Area in "area" {
        id: AreaId,
        key: String,
        name: String,
        accountable_id: MemberId,
        position: i64,
    }
}

record! {
    /// Anything that takes somebody's hours, once or regularly.
    pub struct Duty in "duty" {
        id: DutyId,
        key: String,
        name: String,
        kind: Kind,
        minutes_per_week: i64,
        area_id: Option<AreaId>,
        project_id: Option<ProjectId>,
        member_id: Option<MemberId>,
        skill: Option<String>,
        energy: Option<Energy>,
        owner_has_skill: Option<bool>,
        hand_over: Option<bool>,
        owner_has_time: Option<bool>,
        position: i64,
    }
}
