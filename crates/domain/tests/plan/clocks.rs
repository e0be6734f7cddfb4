//! Clock changes, both ways, in New York, London, Sydney and Lord Howe (half an hour), and a night in Kathmandu where
//! nothing changes: what a person works, what goes on across the change, and that dates stay dates.

use jiff::{SignedDuration, Timestamp};
use righthand_domain::plan::{Plan, PlannedTask, plan};
use serde_json::{Value, json};

use crate::{checker, files};

/// A night from Saturday to Sunday.
struct Night {
    zone: &'static str,
    saturday: &'static str,
    sunday: &'static str,
    monday: &'static str,
    next_saturday: &'static str,
    /// Offsets before and after the change.
    before: &'static str,
    after: &'static str,
    /// Minutes that the night lacks; negative where it has more.
    lost: i64,
    /// Minutes between 01:30 and 02:30 that Sunday.
    half_past: i64,
    /// When 02:30 is, that Sunday.
    half_past_two: &'static str,
}

const NIGHTS: [Night; 9] = [
    night(
        "America/New_York",
        ["2027-03-13", "2027-03-14", "2027-03-15", "2027-03-20"],
        ["-05:00", "-04:00"],
        60,
        30,
        "2027-03-14T07:30:00Z",
    ),
    night(
        "America/New_York",
        ["2026-10-31", "2026-11-01", "2026-11-02", "2026-11-07"],
        ["-04:00", "-05:00"],
        -60,
        120,
        "2026-11-01T07:30:00Z",
    ),
    night(
        "Europe/London",
        ["2027-03-27", "2027-03-28", "2027-03-29", "2027-04-03"],
        ["+00:00", "+01:00"],
        60,
        30,
        "2027-03-28T01:30:00Z",
    ),
    night(
        "Europe/London",
        ["2026-10-24", "2026-10-25", "2026-10-26", "2026-10-31"],
        ["+01:00", "+00:00"],
        -60,
        120,
        "2026-10-25T02:30:00Z",
    ),
    night(
        "Australia/Sydney",
        ["2026-10-03", "2026-10-04", "2026-10-05", "2026-10-10"],
        ["+10:00", "+11:00"],
        60,
        30,
        "2026-10-03T16:30:00Z",
    ),
    night(
        "Australia/Sydney",
        ["2027-04-03", "2027-04-04", "2027-04-05", "2027-04-10"],
        ["+11:00", "+10:00"],
        -60,
        120,
        "2027-04-03T15:30:00Z",
    ),
    night(
        "Australia/Lord_Howe",
        ["2026-10-03", "2026-10-04", "2026-10-05", "2026-10-10"],
        ["+10:30", "+11:00"],
        30,
        30,
        "2026-10-03T15:30:00Z",
    ),
    night(
        "Australia/Lord_Howe",
        ["2027-04-03", "2027-04-04", "2027-04-05", "2027-04-10"],
        ["+11:00", "+10:30"],
        -30,
        90,
        "2027-04-03T16:00:00Z",
    ),
    night(
        "Asia/Kathmandu",
        ["2026-10-03", "2026-10-04", "2026-10-05", "2026-10-10"],
        ["+05:45", "+05:45"],
        0,
        60,
        "2026-10-03T20:45:00Z",
    ),
];

const fn night(
    zone: &'static str,
    [saturday, sunday, monday, next_saturday]: [&'static str; 4],
    [before, after]: [&'static str; 2],
    lost: i64,
    half_past: i64,
    half_past_two: &'static str,
) -> Night {
    Night { zone, saturday, sunday, monday, next_saturday, before, after, lost, half_past, half_past_two }
}

impl Night {
    /// An instant before the change, by the wall clock.
    fn before(&self, day: &str, time: &str) -> Timestamp {
        format!("{day}T{time}:00{}", self.before).parse().unwrap()
    }

    /// The same after the change.
    fn after(&self, day: &str, time: &str) -> Timestamp {
        format!("{day}T{time}:00{}", self.after).parse().unwrap()
    }

    /// A business in which Yuki works by the week, as of noon on Saturday.
    fn business(&self, week: &Value, tasks: &Value) -> Value {
        json!({
            "format": "righthand/1", "at": self.before(self.saturday, "12:00").to_string(),
            "business": {"name": "Harbour Clay", "time_zone": self.zone},
            "people": [{"key": "amara", "name": "Amara Lindqvist", "role": "owner"},
                {"key": "yuki", "name": "Yuki Abara", "role": "team_member", "working_week": week}],
            "projects": [{"key": "kiln", "name": "Kiln", "end": "2027-12-31", "tasks": tasks}]
        })
    }

    fn planned(&self, week: &Value, tasks: &Value) -> Plan {
        made(&self.business(week, tasks))
    }
}

fn made(file: &Value) -> Plan {
    let (snapshot, options) = files::of(file);
    let made = plan(&snapshot, &options, &mut || true).unwrap();
    checker::check(&snapshot, &made);
    assert!(made.unplaced.is_empty(), "{:?}", made.unplaced);
    made
}

fn minutes(count: i64) -> SignedDuration {
    SignedDuration::from_mins(count)
}

/// Saturday from 22:00 to Sunday at 06:00.
fn nights() -> Value {
    json!({"sat": [{"from": "22:00", "to": "24:00"}], "sun": [{"from": "00:00", "to": "06:00"}]})
}

fn always() -> Value {
    let day = json!([{"from": "00:00", "to": "24:00"}]);
    json!({"mon": day, "tue": day, "wed": day, "thu": day, "fri": day, "sat": day, "sun": day})
}

fn pieces(task: &PlannedTask) -> Vec<(Timestamp, Timestamp)> {
    task.segments.iter().map(|piece| (piece.start, piece.finish)).collect()
}

#[test]
fn a_night_shift_is_shorter_or_longer_by_what_the_clock_skips_or_repeats() {
    for night in &NIGHTS {
        let made =
            night.planned(&nights(), &json!([{"key": "fire", "name": "Fire", "effort": 12, "assignees": ["yuki"]}]));
        let pieces = pieces(&made.tasks[0]);
        assert_eq!(
            pieces[0],
            (night.before(night.saturday, "22:00"), night.after(night.sunday, "06:00")),
            "{}",
            night.zone
        );
        assert_eq!(pieces[0].1.duration_since(pieces[0].0), minutes(480 - night.lost), "{}", night.zone);
        let rest = night.after(night.next_saturday, "22:00");
        assert_eq!(pieces[1..], [(rest, rest + minutes(240 + night.lost))], "{}", night.zone);
    }
}

#[test]
fn eight_hours_of_work_across_the_change_are_eight_hours() {
    for night in &NIGHTS {
        let made = night.planned(
            &always(),
            &json!([{"key": "fire", "name": "Fire", "effort": 8, "assignees": ["yuki"],
            "not_before": night.before(night.saturday, "22:00").to_string()}]),
        );
        let start = night.before(night.saturday, "22:00");
        assert_eq!(pieces(&made.tasks[0]), [(start, start + minutes(480))], "{}", night.zone);
        // By the clock of the wall, six in the morning comes sooner or later.
        assert_eq!(made.tasks[0].finish, night.after(night.sunday, "06:00") + minutes(night.lost), "{}", night.zone);
    }
}

#[test]
fn a_window_that_begins_or_ends_in_the_change_ends_with_it_or_holds_it_twice() {
    let week = json!({"sun": [{"from": "01:30", "to": "02:30"}]});
    for night in &NIGHTS {
        let made = night.planned(&week, &json!([{"key": "fire", "name": "Fire", "effort": 4, "assignees": ["yuki"]}]));
        let first = &made.tasks[0].segments[0];
        assert_eq!(first.finish.duration_since(first.start), minutes(night.half_past), "{}", night.zone);
    }
}

#[test]
fn dates_stay_dates_whatever_their_day_is_long() {
    for night in &NIGHTS {
        let file = night.business(&always(), &json!([
            {"key": "fire", "name": "Fire", "effort": 2, "assignees": ["yuki"], "not_before": night.sunday, "due": night.sunday},
            {"key": "cool", "name": "Cool", "effort": 30, "assignees": ["yuki"], "after": ["fire"], "due": night.sunday}]));
        let made = made(&file);
        let (fire, cool) = (&made.tasks[0], &made.tasks[1]);
        let midnight = night.before(night.sunday, "00:00");
        assert_eq!((fire.start, fire.finish), (midnight, midnight + minutes(120)), "{}", night.zone);
        assert_eq!(fire.due, Some(night.after(night.monday, "00:00")), "{}", night.zone);
        assert_eq!(fire.late_hours, 0.0);
        // Thirty-two hours from Sunday's first minute, of which the day had 24, more or fewer.
        let late = 8.0 + night.lost as f64 / 60.0;
        assert_eq!(cool.late_hours, late, "{}", night.zone);
    }
}

#[test]
fn a_day_off_is_off_from_midnight_to_midnight() {
    for night in &NIGHTS {
        let mut file =
            night.business(&always(), &json!([{"key": "fire", "name": "Fire", "effort": 13, "assignees": ["yuki"]}]));
        file["people"][1]["time_off"] = json!([{"from": night.sunday, "to": night.sunday}]);
        let (noon, midnight) = (night.before(night.saturday, "12:00"), night.before(night.sunday, "00:00"));
        let monday = night.after(night.monday, "00:00");
        let expected = [(noon, midnight), (monday, monday + minutes(60))];
        assert_eq!(pieces(&made(&file).tasks[0]), expected, "{}", night.zone);
    }
}

#[test]
fn a_lag_of_twelve_hours_is_twelve_hours_that_pass_and_one_of_working_hours_is_worked() {
    for night in &NIGHTS {
        let before = night.before(night.saturday, "22:00").to_string();
        let lag = |lag_in: &str| json!([{"task": "fire", "lag_hours": 12, "lag_in": lag_in}]);
        let made = night.planned(
            &nights(),
            &json!([
            {"key": "fire", "name": "Fire", "milestone": true, "not_before": before},
            {"key": "open", "name": "Open", "milestone": true, "after": lag("elapsed")},
            {"key": "glaze", "name": "Glaze", "effort": 1, "assignees": ["yuki"], "after": lag("working")}]),
        );
        let start = night.before(night.saturday, "22:00");
        assert_eq!(made.tasks[1].start, start + minutes(720), "{}", night.zone);
        // Of its twelve working hours the first night had eight, more or fewer.
        let rest = night.after(night.next_saturday, "22:00") + minutes(720 - (480 - night.lost));
        assert_eq!(made.tasks[2].start, rest, "{}", night.zone);
    }
}

#[test]
fn a_run_at_half_past_two_is_due_as_the_contract_reads_a_time_that_is_not_or_comes_twice() {
    for night in &NIGHTS {
        let mut file = night.business(&always(), &json!([]));
        file["operations"] = json!([{"key": "post", "name": "Post", "rrule": "FREQ=WEEKLY;BYDAY=SU",
            "starts": format!("{}T02:30", night.sunday),
            "steps": [{"key": "send", "name": "Send", "effort": 1, "assignees": ["yuki"]}]}]);
        let made = made(&file);
        assert_eq!(made.runs[0].due, night.half_past_two.parse::<Timestamp>().unwrap(), "{}", night.zone);
        // A week later it is by the new clock again.
        let next = night.after(night.next_saturday, "02:30") + minutes(1440);
        assert_eq!(made.runs[1].due, next, "{}", night.zone);
    }
}
