//! Glaze Library: sixty articles by ten writers, every one of which waits for one editor.

use jiff::Timestamp;
use jiff::civil::Weekday::{self, *};
use righthand_domain::snapshot::{Project, Task};

use super::super::days::Days;
use super::super::words::{TaskWords, summary, task};
use super::glaze_articles::{ARTICLES, Article};
use super::header;

/// Articles that go through layout and on to the site together: first, last, and when they are laid out. Yuki keeps
/// Thursdays for it; only the last ones may come on a Tuesday, as the project ends that week.
const BATCHES: [Batch; 13] = [
    (1, 5, (-7, Thursday)),
    (6, 10, (-6, Thursday)),
    (11, 15, (-5, Thursday)),
    (16, 20, (-3, Thursday)),
    (21, 25, (-2, Thursday)),
    (26, 30, (-1, Thursday)),
    (31, 33, (0, Thursday)),
    (34, 37, (1, Thursday)),
    (38, 43, (1, Thursday)),
    (44, 47, (2, Thursday)),
    (48, 52, (2, Thursday)),
    (53, 56, (3, Tuesday)),
    (57, 60, (3, Tuesday)),
];

/// Articles that were through the editor's hands when this week began.
const EDITED: usize = 33;
/// Weeks in which they were edited; the last of them is the week before this one.
const EDITING_WEEKS: i64 = 9;
/// Subjects of the articles that have been edited, in the order of the library.
pub(in super::super) fn edited_articles() -> impl Iterator<Item = &'static str> {
    ARTICLES.iter().take(EDITED).map(|article| article.subject)
}

/// Drafts that lay in the editor's queue when this week began.
const QUEUE: [usize; 6] = [34, 38, 40, 42, 43, 45];

/// Hours into the drafts that are under way.
const BEGUN: [(usize, f64); 10] =
    [(35, 5.5), (36, 4.0), (37, 3.0), (39, 2.5), (41, 2.0), (44, 1.0), (46, 1.5), (47, 1.0), (48, 0.5), (49, 1.5)];

/// Hours that this week adds to each of them.
const WRITTEN_THIS_WEEK: f64 = 3.0;

/// When this week's drafts and edits end, as far as the week has come.
const DRAFTED: [(usize, Weekday, i8); 4] =
    [(35, Wednesday, 10), (36, Wednesday, 18), (37, Friday, 17), (44, Friday, 18)];
const EDITED_THIS_WEEK: [(usize, Weekday, i8); 8] = [
    (34, Tuesday, 13),
    (38, Wednesday, 13),
    (35, Wednesday, 15),
    (40, Thursday, 11),
    (36, Thursday, 13),
    (42, Thursday, 15),
    (43, Friday, 11),
    (45, Friday, 15),
];

/// First article, last article, week and weekday from which they are laid out.
type Batch = (usize, usize, (i64, Weekday));

pub(super) fn project(days: &Days) -> Project {
    let mut tasks: Vec<Task> = BATCHES.iter().map(|&batch| articles(days, batch)).collect();
    tasks.push(hand_over(days));
    Project {
        budget_hours: Some(620.0),
        on_time_value: Some(4_000.0),
        ..header(
            ("glaze-library", "Glaze Library", "60 articles live on the site"),
            ("content", "priyanka"),
            (days.on(-10, Monday), days.on(3, Friday)),
            tasks,
        )
    }
}

/// A batch: each article is written and edited, then all are laid out and published together.
fn articles(days: &Days, (first, last, laid_out_on): Batch) -> Task {
    let numbered = || (first..=last).zip(ARTICLES.iter().skip(first - 1));
    let mut tasks: Vec<Task> = numbered()
        .flat_map(|(number, article)| [written(days, number, article), edited(days, number, article)])
        .collect();
    let edits: Vec<String> = numbered().map(|(number, _)| format!("edit-{number}")).collect();
    let mut waits: Vec<&str> = edits.iter().map(String::as_str).collect();
    if first == 31 {
        tasks.push(photographs(days));
        waits.push("photographs-31");
    }
    tasks.push(laid_out(days, (first, last, laid_out_on)).after(&waits));
    tasks.push(published(days, (first, last, laid_out_on)));
    summary(&format!("articles-{first}-{last}"), &format!("Articles {first} to {last}"), tasks)
}

fn written(days: &Days, number: usize, article: &Article) -> Task {
    let spent = BEGUN.iter().find(|begun| begun.0 == number).map_or(0.0, |begun| begun.1);
    let told = task(&format!("write-{number}"), &format!("Write article {number}: {}", article.subject))
        .by(article.writer)
        .between(5.0, 6.0, 8.5)
        .under_way(spent, if spent > 0.0 { WRITTEN_THIS_WEEK } else { 0.0 }, days)
        .took(6.0 + 0.25 * (number % 4) as f64, drafted_at(days, number));
    match number {
        36 => told.due(days.on(0, Monday)),
        37 => told.due(days.on(0, Friday)),
        39 => told.due(days.on(1, Wednesday)).notes("Kwame asked for two working days more, as the 1st is a holiday."),
        41 => told.labels(&["blocked"]).notes("Svea has no access to the kiln log yet."),
        51..=56 => told.labels(&["region"]),
        _ => told,
    }
}

fn edited(days: &Days, number: usize, article: &Article) -> Task {
    let told = task(&format!("edit-{number}"), &format!("Edit article {number}: {}", article.subject))
        .by("halima")
        .between(1.25, 1.5, 2.75)
        .after(&[&format!("write-{number}")])
        .took(1.5 + 0.25 * (number % 3) as f64, edited_at(days, number));
    match number {
        34 => told.due(days.on(0, Tuesday)),
        35 => told.due(days.on(0, Wednesday)),
        36 => told.due(days.on(0, Thursday)),
        37 => told.due(days.on(1, Monday)).notes(
            "Check the chemistry note with Svea first. House style: British spelling, temperatures in degrees Celsius, \
             cones in brackets.",
        ),
        _ => told,
    }
}

fn photographs(days: &Days) -> Task {
    task("photographs-31", "Photographs for article 31")
        .by("yuki")
        .between(1.5, 2.0, 3.0)
        .spent(1.0)
        .took(2.5, days.past(0, Wednesday, 12))
        .due(days.on(-1, Friday))
}

fn laid_out(days: &Days, (first, last, (week, weekday)): Batch) -> Task {
    let articles = (last - first + 1) as f64;
    task(&format!("layout-{first}-{last}"), &format!("Lay out articles {first} to {last}"))
        .by("yuki")
        .between(0.3 * articles, 0.4 * articles, 0.65 * articles)
        .not_before(days.on(week, weekday))
        .took(0.4 * articles, days.past(week, weekday, 12))
}

fn published(days: &Days, (first, last, (week, _)): Batch) -> Task {
    task(&format!("publish-{first}-{last}"), &format!("Publish articles {first} to {last}"))
        .by("joon-ho")
        .between(0.4, 0.5, 0.8)
        .after(&[&format!("layout-{first}-{last}")])
        .took(0.5, days.past(week, Friday, 13))
}

fn hand_over(days: &Days) -> Task {
    task("draw-up-hand-over", "Draw up the hand-over, first draft")
        .by("priyanka")
        .managing()
        .between(1.5, 2.0, 3.0)
        .not_before(days.on(3, Monday))
        .due(days.on(3, Thursday))
        .notes("Three projects, to be given to somebody before the term ends.")
}

fn drafted_at(days: &Days, number: usize) -> Option<Timestamp> {
    if number <= EDITED {
        let (week, weekday) = editing_day(number);
        return days.past(week - 1, weekday, 11);
    }
    if QUEUE.contains(&number) {
        return days.past(-1, Friday, 16);
    }
    DRAFTED.iter().find(|drafted| drafted.0 == number).and_then(|&(_, weekday, hour)| days.past(0, weekday, hour))
}

fn edited_at(days: &Days, number: usize) -> Option<Timestamp> {
    if number <= EDITED {
        let (week, weekday) = editing_day(number);
        return days.past(week, weekday, 15);
    }
    EDITED_THIS_WEEK
        .iter()
        .find(|edited| edited.0 == number)
        .and_then(|&(_, weekday, hour)| days.past(0, weekday, hour))
}

/// Week and day on which one of the first articles was edited: in order, spread over the weeks.
fn editing_day(number: usize) -> (i64, Weekday) {
    const WORKDAYS: [Weekday; 5] = [Monday, Tuesday, Wednesday, Thursday, Friday];
    // How many fifths of a week from the first to this one: numbers are at most sixty, so nothing is lost by the cast.
    let day = (number as i64 - 1) * EDITING_WEEKS * 5 / EDITED as i64;
    let weekday = WORKDAYS.into_iter().nth(day.rem_euclid(5) as usize).unwrap_or(Friday);
    (day / 5 - EDITING_WEEKS, weekday)
}
