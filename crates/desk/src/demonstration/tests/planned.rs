//! That the planner takes the demonstration as it is, at any moment.

use jiff::{SignedDuration, Timestamp};
use righthand_domain::plan::{Options, check, plan};

use super::{MOMENTS, businesses, harbour_clay, northlight_coaching};

/// A plan of five years of calendars takes longer than a check: fewer moments, but every weekday at several hours.
fn fewer_moments() -> impl Iterator<Item = Timestamp> {
    let first: Timestamp = MOMENTS[0].parse().unwrap();
    let through_a_year = (1..17).map(move |step| first + SignedDuration::from_hours(533 * step));
    MOMENTS.iter().map(|moment| moment.parse().unwrap()).chain(through_a_year)
}

#[test]
fn nothing_is_wrong_with_either_business() {
    for (now, business) in businesses() {
        let faults = check(&business, now);
        assert!(faults.is_empty(), "{} at {now}: {faults:?}", business.business.name);
    }
}

#[test]
fn everything_has_a_place_in_the_plan_and_no_project_ends_four_weeks_late() {
    for now in fewer_moments() {
        for business in [harbour_clay(now), northlight_coaching(now)] {
            let plan = plan(&business, &Options { schedules: 1, ..Options::at(now) }, &mut || true).unwrap();
            assert!(plan.unplaced.is_empty(), "at {now}: {:?}", plan.unplaced);
            let tentative = &business.supposed.tentative;
            for project in plan.projects.iter().filter(|project| !tentative.contains(&project.key)) {
                let (finish, due) = (project.finish.unwrap(), project.due.unwrap());
                let days_late = finish.duration_since(due).as_hours() / 24;
                assert!(days_late < 28, "at {now}, {} is planned to end {days_late} days late", project.key);
            }
        }
    }
}
