//! A day: what each business says of it, put together for one person.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use righthand_desk::today::{self, Today, Work};
use righthand_domain::roles::Role;

use crate::charts::DayLoad;
use crate::site::{Answer, InBusiness, Visitor};

/// One business's part of the day.
pub(super) struct Part {
    pub visit: InBusiness,
    pub today: Today,
}

/// The day of one person.
pub(super) struct Day {
    pub parts: Vec<Part>,
    /// Businesses that are closed to them, and why.
    pub closed: Vec<(String, String)>,
    pub now: Timestamp,
    /// Their own clock.
    pub zone: TimeZone,
    pub date: Date,
}

/// Asks every business of the visitor.
pub(super) async fn read(visitor: &Visitor) -> Result<Day, Answer> {
    let (mut parts, mut closed) = (Vec::new(), Vec::new());
    for membership in &visitor.session.memberships {
        let Some(visit) = visitor.in_business(&membership.business_key) else { continue };
        match visit.read(today::today).await {
            Ok(today) => parts.push(Part { visit, today }),
            Err(Answer::Closed(why)) => closed.push((membership.business_name.clone(), why)),
            Err(Answer::NothingHere) => {}
            Err(other) => return Err(other),
        }
    }
    let now = visitor.now();
    // Whoever works by several clocks reads the day by that of the first business.
    let zone = parts.first().and_then(|part: &Part| TimeZone::get(&part.today.time_zone).ok()).unwrap_or(TimeZone::UTC);
    let date = zone.to_datetime(now).date();
    Ok(Day { parts, closed, now, zone, date })
}

impl Day {
    /// Somebody who sees more than their own work.
    pub fn leads(&self) -> bool {
        self.parts
            .iter()
            .any(|part| matches!(part.today.role, Role::Owner | Role::OnlineBusinessManager | Role::ProjectManager))
    }

    /// Something waits for them and for nobody else.
    pub fn needs_them(&self) -> bool {
        self.parts.iter().any(|part| !part.today.needs.is_empty())
    }

    /// Rows say which business they are from.
    pub fn several(&self) -> bool {
        self.parts.len() > 1
    }

    /// All work in the order of the plan, the most urgent first; what was finished today comes last.
    pub fn work(&self) -> Vec<(&Part, &Work)> {
        let mut all: Vec<(&Part, &Work)> =
            self.parts.iter().flat_map(|part| part.today.work.iter().map(move |work| (part, work))).collect();
        all.sort_by_key(|(_, work)| (work.done_at.is_some(), work.done_at.unwrap_or(work.start)));
        all
    }

    /// A moment's day on this person's clock.
    pub fn day_of(&self, at: Timestamp) -> Date {
        self.zone.to_datetime(at).date()
    }

    /// The last day of this week.
    pub fn sunday(&self) -> Date {
        let to_go = 6 - i64::from(self.date.weekday().to_monday_zero_offset());
        self.date.saturating_add(to_go.days())
    }

    /// The hours of this week, of all businesses together.
    pub fn week(&self) -> Vec<DayLoad> {
        let mut week: Vec<DayLoad> = Vec::new();
        for load in self.parts.iter().flat_map(|part| &part.today.week) {
            match week.iter_mut().find(|day| day.date == load.date) {
                Some(day) => {
                    day.minutes += load.planned_minutes;
                    day.capacity_minutes += load.available_minutes;
                }
                None => week.push(DayLoad {
                    date: load.date,
                    minutes: load.planned_minutes,
                    capacity_minutes: load.available_minutes,
                }),
            }
        }
        week
    }

    /// Minutes of work that the plan still has for them today.
    pub fn left_today(&self) -> i64 {
        self.week().iter().filter(|day| day.date == self.date).map(|day| day.minutes).sum()
    }
}
