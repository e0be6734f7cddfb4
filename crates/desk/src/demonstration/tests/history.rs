//! What the demonstration tells of regular work: mostly in time, and not always.

use jiff::{SignedDuration, Timestamp};
use righthand_domain::recurrence;
use righthand_domain::snapshot::{Operation, Run, Snapshot};

use super::{MOMENTS, businesses, harbour_clay};

/// Runs that a streak shows.
const STREAK: usize = 12;
/// Fifty-one letters and those that the closure takes.
const A_YEAR: SignedDuration = SignedDuration::from_hours(365 * 24);

/// Which of the known runs that were due in the year before now were on time, the oldest first.
fn on_time(business: &Snapshot, operation: &Operation, now: Timestamp) -> Vec<bool> {
    let runs = || business.runs.iter().filter(|run| run.operation == operation.key);
    let begun = runs().map(|run| run.date).min();
    let due = recurrence::occurrences(operation, &business.business.time_zone, now - A_YEAR, now).unwrap();
    due.iter()
        .filter(|occurrence| begun.is_some_and(|begun| occurrence.date >= begun))
        .map(|occurrence| {
            let run = runs().find(|run| run.date == occurrence.date);
            let in_time = |key: &str, run: &Run| {
                run.steps.iter().any(|step| step.key == key && step.done_at.is_some_and(|at| at <= occurrence.due))
            };
            run.is_some_and(|run| operation.steps.iter().all(|step| in_time(&step.key, run)))
        })
        .collect()
}

fn late(on_time: &[bool]) -> usize {
    on_time.iter().filter(|on_time| !**on_time).count()
}

#[test]
fn of_the_last_twelve_runs_two_videos_and_one_blog_post_were_late() {
    let now = MOMENTS[0].parse().unwrap();
    let business = harbour_clay(now);
    let told: Vec<(&str, usize)> = business
        .operations
        .iter()
        .map(|operation| {
            let all = on_time(&business, operation, now);
            (operation.key.as_str(), late(&all[all.len().saturating_sub(STREAK)..]))
        })
        .filter(|(_, late)| *late > 0)
        .collect();
    assert_eq!(told, [("blog", 1), ("studio-video", 2)]);
}

#[test]
fn forty_nine_of_fifty_one_letters_went_out_on_time_the_last_twenty_three_in_a_row() {
    let now = MOMENTS[0].parse().unwrap();
    let business = harbour_clay(now);
    let letter = business.operations.iter().find(|operation| operation.key == "kiln-letter").unwrap();
    let all = on_time(&business, letter, now);
    assert_eq!((all.len(), late(&all)), (51, 2));
    assert_eq!(all.iter().rev().take_while(|on_time| **on_time).count(), 23);
}

#[test]
fn no_history_is_worse_than_three_of_twelve() {
    for (now, business) in businesses() {
        for operation in &business.operations {
            let all = on_time(&business, operation, now);
            let late = late(&all[all.len().saturating_sub(STREAK)..]);
            assert!(late <= 3, "at {now}, {late} of the last runs of {} were late", operation.key);
        }
    }
}
