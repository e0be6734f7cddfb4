//! Inputs: the numbers of a business file that an answer hangs on, each by its JSON pointer (RFC 6901).

use righthand_domain::snapshot::{Rate, Snapshot};

use crate::{Assumptions, HiredRole};

/// Most hours of a duty or of a person that are tried.
const HOURS_MAX: f64 = 168.0;

/// A number of the business.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Input {
    field: Field,
    /// As it is in the file; `None` where it is absent.
    pub(crate) from: Option<f64>,
    /// What counts where it is absent.
    pub(crate) usual: f64,
    pub(crate) max: f64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Field {
    OwnerHour,
    Budget,
    Reserve,
    Hourly(HiredRole),
    Monthly(HiredRole),
    DutyHours(usize),
    PersonHours(usize),
    Weight(usize),
    OnTimeValue(usize),
    Revenue(usize),
}

impl Input {
    fn new(field: Field, from: Option<f64>, usual: f64, max: f64) -> Self {
        Self { field, from, usual: from.unwrap_or(usual), max }
    }

    pub(crate) fn pointer(&self) -> String {
        match self.field {
            Field::OwnerHour => "/business/owner_hour_value".to_owned(),
            Field::Budget => "/business/budget_per_month".to_owned(),
            Field::Reserve => "/business/reserve".to_owned(),
            Field::Hourly(role) => format!("/business/market/{}/hourly", role.as_str()),
            Field::Monthly(role) => format!("/business/market/{}/monthly", role.as_str()),
            Field::DutyHours(index) => format!("/duties/{index}/hours_per_week"),
            Field::PersonHours(index) => format!("/people/{index}/hours_per_week"),
            Field::Weight(index) => format!("/projects/{index}/weight"),
            Field::OnTimeValue(index) => format!("/projects/{index}/on_time_value"),
            Field::Revenue(index) => format!("/business/revenue_per_month/{index}"),
        }
    }

    /// What it is, as the beginning of a sentence.
    pub(crate) fn called(&self, snapshot: &Snapshot) -> String {
        let duty = |index: usize| snapshot.duties.get(index).map_or("", |duty| duty.name.as_str());
        let person = |index: usize| snapshot.people.get(index).map_or("", |person| person.name.as_str());
        let project = |index: usize| snapshot.projects.get(index).map_or("", |project| project.name.as_str());
        match self.field {
            Field::OwnerHour => "an hour of the owner's were worth".to_owned(),
            Field::Budget => "the budget a month were".to_owned(),
            Field::Reserve => "the reserve were".to_owned(),
            Field::Hourly(role) => format!("an hour of {} {} cost", article(role), role.title()),
            Field::Monthly(role) => format!("a month of {} {} cost", article(role), role.title()),
            Field::DutyHours(index) => format!("\"{}\" took, in hours a week,", duty(index)),
            Field::PersonHours(index) => format!("the hours a week of {} were", person(index)),
            Field::Weight(index) => format!("the weight of {} were", project(index)),
            Field::OnTimeValue(index) => format!("{} on time were worth", project(index)),
            Field::Revenue(_) => "the revenue of that month were".to_owned(),
        }
    }

    /// The business with this number.
    pub(crate) fn set(&self, snapshot: &mut Snapshot, value: f64) {
        let means = &mut snapshot.business.means;
        match self.field {
            Field::OwnerHour => means.owner_hour_value = Some(value),
            Field::Budget => means.budget_per_month = Some(value),
            Field::Reserve => means.reserve = Some(value),
            Field::Hourly(role) => {
                if let Some(rate) = rate_mut(snapshot, role) {
                    rate.hourly = Some(value);
                }
            }
            Field::Monthly(role) => {
                if let Some(rate) = rate_mut(snapshot, role) {
                    rate.monthly = Some(value);
                }
            }
            Field::DutyHours(index) => {
                if let Some(duty) = snapshot.duties.get_mut(index) {
                    duty.hours_per_week = value;
                }
            }
            Field::PersonHours(index) => {
                if let Some(person) = snapshot.people.get_mut(index) {
                    person.hours_per_week = Some(value);
                }
            }
            Field::Weight(index) => {
                if let Some(project) = snapshot.projects.get_mut(index) {
                    project.weight = Some(value);
                }
            }
            Field::OnTimeValue(index) => {
                if let Some(project) = snapshot.projects.get_mut(index) {
                    project.on_time_value = Some(value);
                }
            }
            Field::Revenue(index) => {
                let revenue = means.revenue_per_month.as_mut();
                if let Some(month) = revenue.and_then(|revenue| revenue.get_mut(index)) {
                    *month = value;
                }
            }
        }
    }

    /// A weight must be above 0.
    pub(crate) fn least(&self) -> f64 {
        if matches!(self.field, Field::Weight(_)) { 0.01 } else { 0.0 }
    }
}

/// Every number that an answer could hang on; those that are absent only where what holds them is there.
pub(crate) fn inputs(snapshot: &Snapshot, assumptions: &Assumptions) -> Vec<Input> {
    let means = &snapshot.business.means;
    let mut all = vec![
        Input::new(Field::OwnerHour, means.owner_hour_value, assumptions.owner_hour_value, f64::INFINITY),
        Input::new(Field::Budget, means.budget_per_month, 10_000.0, f64::INFINITY),
    ];
    for role in HiredRole::ALL {
        let Some(rate) = crate::money::rate(snapshot, role) else { continue };
        if rate.hourly.is_some() {
            all.push(Input::new(Field::Hourly(role), rate.hourly, 0.0, f64::INFINITY));
        }
        if rate.monthly.is_some() {
            all.push(Input::new(Field::Monthly(role), rate.monthly, 0.0, f64::INFINITY));
        }
    }
    let duties = snapshot.duties.iter().enumerate();
    all.extend(duties.map(|(at, duty)| Input::new(Field::DutyHours(at), Some(duty.hours_per_week), 0.0, HOURS_MAX)));
    let people = snapshot.people.iter().enumerate().filter(|(_, person)| person.working_week.is_none());
    all.extend(people.filter_map(|(at, person)| {
        Some(Input::new(Field::PersonHours(at), Some(person.hours_per_week?), 0.0, HOURS_MAX))
    }));
    for (at, project) in snapshot.projects.iter().enumerate() {
        match project.on_time_value {
            Some(value) => all.push(Input::new(Field::OnTimeValue(at), Some(value), 0.0, f64::INFINITY)),
            None => all.push(Input::new(Field::Weight(at), project.weight, 1.0, f64::INFINITY)),
        }
    }
    if means.reserve.is_some() {
        all.push(Input::new(Field::Reserve, means.reserve, 0.0, f64::INFINITY));
    }
    for (at, revenue) in means.revenue_per_month.iter().flatten().enumerate() {
        all.push(Input::new(Field::Revenue(at), Some(*revenue), 0.0, f64::INFINITY));
    }
    all
}

fn rate_mut(snapshot: &mut Snapshot, role: HiredRole) -> Option<&mut Rate> {
    let market = snapshot.business.means.market.as_mut()?;
    match role {
        HiredRole::VirtualAssistant => market.virtual_assistant.as_mut(),
        HiredRole::Specialist => market.specialist.as_mut(),
        HiredRole::ProjectManager => market.project_manager.as_mut(),
        HiredRole::OnlineBusinessManager => market.online_business_manager.as_mut(),
    }
}

pub(crate) fn article(role: HiredRole) -> &'static str {
    if role == HiredRole::OnlineBusinessManager { "an" } else { "a" }
}
