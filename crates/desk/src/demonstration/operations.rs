//! What Harbour Clay does again and again, and how each is done.

use jiff::civil::Weekday::{self, *};
use jiff::civil::{Date, DateTime};
use righthand_domain::recurrence::Differs;
use righthand_domain::snapshot::{Operation, Starts, Step};

use super::days::Days;
use super::words::{managing_step, step};

const WORKDAYS: &[Weekday] = &[Monday, Tuesday, Wednesday, Thursday, Friday];

/// Eight operations. Nothing of theirs falls due on a day on which the studio is closed.
pub(super) fn operations(days: &Days, closed: &[Date], holidays: &[Date]) -> Vec<Operation> {
    let mut operations = vec![
        daily_social_posts(days),
        kiln_letter(days),
        blog(days),
        studio_video(days),
        office_hours(days),
        month_end_books(days),
        slow_wheel(days),
        check_in(days),
    ];
    for operation in &mut operations {
        let due_on = weekdays_of(&operation.key);
        let mut free: Vec<Date> = closed.to_vec();
        // Everything else is made ahead and goes out by itself; somebody has to hold the hour.
        if operation.key == "office-hours" {
            free.extend(holidays);
        }
        operation.except = free.into_iter().filter(|day| due_on.contains(&day.weekday())).collect();
    }
    operations
}

/// The weekdays on which an operation's rule puts its runs.
pub(super) fn weekdays_of(operation: &str) -> &'static [Weekday] {
    match operation {
        "kiln-letter" => &[Thursday],
        "blog" => &[Monday, Wednesday],
        "studio-video" | "slow-wheel-episode" | "check-in" => &[Tuesday],
        "office-hours" => &[Friday],
        _ => WORKDAYS,
    }
}

fn operation(
    (key, name): (&str, &str),
    (area, accountable): (&str, &str),
    rrule: &str,
    starts: DateTime,
    steps: Vec<Step>,
) -> Operation {
    Operation {
        key: key.into(),
        name: name.into(),
        area: Some(area.into()),
        accountable: Some(accountable.into()),
        rrule: rrule.into(),
        starts: Starts::DateTime(starts),
        except: vec![],
        differs: Differs::default(),
        steps,
    }
}

fn daily_social_posts(days: &Days) -> Operation {
    operation(
        ("daily-social-posts", "Daily social posts"),
        ("community", "joon-ho"),
        "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        days.on(-26, Monday).at(9, 0, 0, 0),
        vec![
            step("write", "Write three posts", "joon-ho", 0.4, 5.0, &[]),
            step("schedule", "Check and schedule", "joon-ho", 0.2, 4.0, &["write"]),
        ],
    )
}

fn kiln_letter(days: &Days) -> Operation {
    let with_notes = |notes: &str, told: Step| Step { notes: Some(notes.into()), ..told };
    operation(
        ("kiln-letter", "Kiln Letter"),
        ("marketing", "tomas"),
        "FREQ=WEEKLY;BYDAY=TH",
        days.on(-52, Thursday).at(10, 0, 0, 0),
        [
            step("collect", "Collect three links and one student's pot", "joon-ho", 1.0, 13.0, &[]),
            with_notes(
                "Write to one student, not to a list. One story, one technique, one link to the school. The subject line \
                 is a plain statement.",
                step("draft", "Draft", "tomas", 2.0, 10.0, &["collect"]),
            ),
            with_notes(
                "If there is no pot of the week, use the glaze of the month.",
                step("pictures", "Pictures", "yuki", 0.75, 6.0, &["draft"]),
            ),
            step("proofread", "Proofread", "halima", 2.0 / 3.0, 1.0, &["draft", "pictures"]),
            step("build", "Build and test on two phones", "joon-ho", 1.0, 0.0, &["proofread"]),
            managing_step("approve", "Approve and schedule", "tomas", 1.0 / 3.0, 0.0, &["build"]),
        ]
        // Six steps on five desks: three weeks ahead there is time for every hand-off.
        .map(|told| Step { available_days: Some(21.0), ..told })
        .into(),
    )
}

fn blog(days: &Days) -> Operation {
    operation(
        ("blog", "Blog"),
        ("content", "halima"),
        "FREQ=WEEKLY;BYDAY=MO,WE",
        days.on(-30, Monday).at(8, 0, 0, 0),
        vec![
            step("adapt", "Adapt an article of the library", "halima", 0.5, 8.0, &[]),
            step("picture", "Picture", "yuki", 0.25, 6.0, &["adapt"]),
            step("publish", "Build and schedule", "joon-ho", 0.25, 4.0, &["picture"]),
        ],
    )
}

fn studio_video(days: &Days) -> Operation {
    operation(
        ("studio-video", "Studio video"),
        ("content", "mateus"),
        "FREQ=WEEKLY;BYDAY=TU",
        days.on(-61, Tuesday).at(16, 0, 0, 0),
        [
            managing_step("subject", "Subject and pot of the week", "tomas", 0.25, 13.0, &[]),
            Step {
                skill: Some("filming".into()),
                assignees: vec![],
                ..step("film", "Film", "mateus", 1.0, 12.0, &["subject"])
            },
            step("cut", "Cut", "mateus", 2.0, 9.0, &["film"]),
            step("still", "Still for the start", "yuki", 0.25, 6.0, &["cut"]),
            step("captions", "Captions", "halima", 0.75, 6.0, &["cut"]),
            step("page", "Page and links", "joon-ho", 0.25, 5.0, &["still", "captions"]),
            step("release", "Schedule the release", "joon-ho", 0.25, 4.0, &["page"]),
        ]
        .map(|told| Step { available_days: Some(21.0), ..told })
        .into(),
    )
}

fn office_hours(days: &Days) -> Operation {
    operation(
        ("office-hours", "Office hours"),
        ("delivery", "tomas"),
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR",
        days.on(-24, Friday).at(17, 0, 0, 0),
        vec![
            step("questions", "Collect the students' questions", "joon-ho", 0.5, 1.0, &[]),
            step("host", "Hold the hour", "tomas", 1.0, 0.0, &["questions"]),
        ],
    )
}

fn month_end_books(days: &Days) -> Operation {
    // The rule needs a first day that does not depend on how many working days a month has: a quarter's first will do.
    let first = days.on(-40, Monday).first_of_month();
    operation(
        ("month-end-books", "Month-end books"),
        ("finance", "tomas"),
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        first.at(18, 0, 0, 0),
        vec![
            step("receipts", "Collect receipts and statements", "joon-ho", 1.5, 8.0, &[]),
            step("reconcile", "Enter and reconcile", "joon-ho", 2.0, 7.0, &["receipts"]),
            step("pay", "Check invoices and pay people", "amara", 0.5, 3.0, &["reconcile"]),
        ],
    )
}

fn slow_wheel(days: &Days) -> Operation {
    operation(
        ("slow-wheel-episode", "The Slow Wheel, an episode"),
        ("marketing", "tomas"),
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
        days.on(3, Tuesday).at(6, 0, 0, 0),
        vec![
            step("clip", "Clip for the social posts", "mateus", 0.5, 4.0, &[]),
            step("feed", "Put into the feed, test on two players", "joon-ho", 0.5, 1.0, &["clip"]),
        ],
    )
}

fn check_in(days: &Days) -> Operation {
    operation(
        ("check-in", "Priyanka's check-in"),
        ("team", "priyanka"),
        // It ends with her term.
        "FREQ=WEEKLY;BYDAY=TU;COUNT=13",
        days.on(-8, Tuesday).at(16, 0, 0, 0),
        vec![managing_step("write", "Write the check-in: three projects, five lines each", "priyanka", 0.5, 0.0, &[])],
    )
}
