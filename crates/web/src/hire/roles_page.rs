//! The two roles side by side, in the product's own words; with numbers and a week of each where a business is known.

use maud::{Markup, html};
use righthand_advisor::typical::TYPICAL;
use righthand_advisor::{Advice, Assumptions, Coverage, HiredRole, ScenarioTold};
use righthand_desk::hire::advice::Words;
use righthand_domain::kind::Kind;
use righthand_domain::snapshot::Snapshot;
use righthand_domain::words::decimal;

use super::{hours, money};
use crate::parts::words;

/// What is compared, in a sentence.
pub(crate) const LEDE: &str = "One brings a few projects to their end date and goes. The other takes the running of the whole business off the owner and stays. Titles vary: read what somebody does.";

/// What the roles are known by; with a business, its numbers.
pub(crate) type Known<'a> = Option<(&'a Advice, &'a Words, &'a Snapshot)>;

/// The two that are compared.
const PAIR: [HiredRole; 2] = [HiredRole::ProjectManager, HiredRole::OnlineBusinessManager];
const DAYS: [&str; 5] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
/// Pieces of a day are no longer than so many hours: nobody manages one thing all day.
const PIECE_HOURS: f64 = 2.0;
/// Shorter is told with what comes before.
const PIECE_HOURS_MIN: f64 = 0.25;

/// What each row asks, and what it is for either.
const ROWS: [(&str, &str, &str); 8] = [
    (
        "Is there for",
        "Projects that must be there on a day: a launch, a move, a season",
        "The business as it runs: people, regular work, what comes next",
    ),
    (
        "Takes",
        "The management of those projects: tasks, dates, hand-offs, questions, reports",
        "Management everywhere, part of the strategy, and some of the work itself",
    ),
    (
        "Does the work itself",
        "No (R3): others do it, the manager sees that it comes together",
        "Where hours are left: a letter, a page, a set-up",
    ),
    (
        "Has a say in strategy",
        "Hardly: how to get there, not where to go",
        "Yes: turns goals into a plan for the quarter, and says what does not fit",
    ),
    ("Holds at once", "One to three projects (R2)", "Everything, so that each thing gets a smaller share of attention"),
    (
        "Stays",
        "One to three months, to the end date; then hands over (R4)",
        "Ongoing, with a review every quarter (R5)",
    ),
    (
        "Reports to you",
        "By project: the chance of its date, what stands in its way, what you must decide",
        "Once a week: the whole business on a page, and what only you can decide",
    ),
    (
        "Is the wrong one",
        "For work that has no end, or for one person's list that wants tidying",
        "Before anything is regular and before there is a team: then an assistant comes first",
    ),
];

pub(crate) fn roles(known: Known<'_>) -> Markup {
    let assumed = Assumptions::default();
    let numbers = known.map(|(advice, ..)| advice.assumptions.as_slice());
    html! {
        section.panel.tbl-wrap tabindex="0" role="region" aria-label="The two roles side by side, scrolls sideways where it is narrow" {
            table.tbl.roles {
                caption.vh { "The two roles side by side" }
                thead { tr { th scope="col" { span.vh { "Question" } } @for role in PAIR { th scope="col" { (words::capital(role.title())) } } } }
                tbody {
                    @for (asked, manager, second) in ROWS { tr { th scope="row" { (asked) } td { (manager) } td { (second) } } }
                    tr { th scope="row" { "Costs you in time" } @for role in PAIR { td { (decimal(number(numbers, role, "supervision", assumed.of(role).supervision))) " h a week of your own" } } }
                    tr { th scope="row" { "Learns your business in" } @for role in PAIR { td { (ramp_up(number(numbers, role, "ramp_up_months", assumed.of(role).ramp_up_months))) } } }
                    @if known.is_none() { tr { th scope="row" { "Usually costs" } @for role in PAIR { td { (usually(assumed.of(role))) } } } }
                    @if let Some(known) = known { (own_numbers(known)) }
                }
            }
        }
        div.cols-2.roles-weeks { @for role in PAIR { (week(role, known)) } }
    }
}

/// As it was changed by the owner, else as the house has it.
fn number(all: Option<&[righthand_advisor::Assumption]>, role: HiredRole, name: &str, house: f64) -> f64 {
    let key = format!("{}.{name}", role.as_str());
    all.and_then(|all| all.iter().find(|of| of.key == key)).map_or(house, |of| of.value)
}

fn ramp_up(months: f64) -> String {
    format!(
        "About {} of work lost while learning",
        words::counted((months * 52.0 / 12.0).round().max(1.0) as u64, "week", "weeks")
    )
}

fn usually(coverage: &Coverage) -> String {
    format!(
        "{} dollars an hour; at least {} h a week",
        decimal(coverage.hourly),
        decimal((coverage.least_hours * 2.0).round() / 2.0)
    )
}

/// The scenario that hires this role alone: the one that would bring most.
fn alone(advice: &Advice, role: HiredRole) -> Option<&ScenarioTold> {
    let alone =
        advice.scenarios.iter().filter(|of| matches!(of.hire.as_slice(), [one] if one.who.role() == Some(role)));
    alone.max_by(|a, b| a.parts.net().total_cmp(&b.parts.net()))
}

fn own_numbers((advice, of, _): (&Advice, &Words, &Snapshot)) -> Markup {
    let told = |told: &dyn Fn(&ScenarioTold) -> Markup| {
        html! { @for role in PAIR { td { @match alone(advice, role) { Some(scenario) => (told(scenario)), None => span.mut { "nothing for this role here" } } } } }
    };
    let today = advice.scenarios.first();
    html! {
        tr { th scope="row" { "Gives back to you" } (told(&|scenario| html! { b { (hours(scenario.owner_hours_back_per_week)) } " a week" })) }
        tr { th scope="row" { "Costs you" } (told(&|scenario| html! { b { (money(of, scenario.cost_per_month)) } " a month, " (terms(scenario)) })) }
        @if let Some(today) = today {
            @for project in today.projects.iter().take(3) {
                tr {
                    th scope="row" { (of.project(&project.key)) " on time" }
                    (told(&|scenario| html! {
                        @match scenario.projects.iter().find(|other| other.key == project.key) {
                            Some(then) => { b { (words::chance_percent(then.on_time)) } ", today " (words::chance_percent(project.on_time)) },
                            None => "no chance known",
                        }
                    }))
                }
            }
        }
        tr {
            th scope="row" { "Net benefit a month" }
            (told(&|scenario| html! {
                b { (money(of, scenario.parts.net())) }
                @if let Some(why) = &scenario.ruled_out { span.sub { (why) } }
            }))
        }
    }
}

fn terms(scenario: &ScenarioTold) -> String {
    scenario.hire.first().map_or_else(String::new, |hire| {
        let term = hire
            .months
            .map_or_else(|| "ongoing".to_owned(), |months| words::counted(u64::from(months), "month", "months"));
        format!("{} a week, {term}", hours(hire.hours_per_week))
    })
}

/// What somebody would do in a week: name and hours.
type Work = Vec<(String, f64)>;

/// What the role would take of this business, else what it usually takes; and whether it is theirs.
fn work(role: HiredRole, known: Known<'_>) -> (Work, bool) {
    if let Some((advice, of, snapshot)) = known
        && let Some(hire) = alone(advice, role).and_then(|scenario| scenario.hire.first())
    {
        let theirs = snapshot.duties.iter().filter(|duty| righthand_advisor::may_go(duty));
        let covered = |key: &String| hire.covers.contains(key);
        let work: Work = if role == HiredRole::ProjectManager {
            let of_projects =
                theirs.filter(|duty| duty.kind == Kind::Management && duty.project.as_ref().is_some_and(covered));
            of_projects.map(|duty| (with_project(duty, of), duty.hours_per_week)).collect()
        } else {
            theirs.filter(|duty| covered(&duty.key)).map(|duty| (duty.name.clone(), duty.hours_per_week)).collect()
        };
        if !work.is_empty() {
            return (work, true);
        }
    }
    let usual: Work = match role {
        HiredRole::ProjectManager => [
            ("See who waits for whom, and untie it", 3.0),
            ("Talk with everybody who has a part", 2.0),
            ("Answer the team's questions about it", 2.0),
            ("Look at the dates again", 1.0),
        ]
        .map(|(name, hours)| (name.to_owned(), hours))
        .into(),
        _ => TYPICAL.iter().filter(|of| of.kind == Kind::Management).map(|of| (of.name.to_owned(), of.hours)).collect(),
    };
    (usual, false)
}

fn with_project(duty: &righthand_domain::snapshot::Duty, of: &Words) -> String {
    match &duty.project {
        Some(project) => format!("{} ({})", duty.name, of.project(project)),
        None => duty.name.clone(),
    }
}

/// Laid over five days in order, in pieces, the days alike in length.
fn laid_out(work: &Work) -> [Work; 5] {
    let all: f64 = work.iter().map(|(_, hours)| hours).sum();
    let a_day = all / 5.0;
    let mut days: [Work; 5] = Default::default();
    let mut left = work.clone();
    for day in &mut days {
        let mut room = a_day;
        // The next day goes on with what came after.
        while room > PIECE_HOURS_MIN / 2.0 {
            let Some(at) = left.iter().position(|(_, hours)| *hours > PIECE_HOURS_MIN / 2.0) else { break };
            let (name, hours) = left.remove(at);
            let piece = hours.min(PIECE_HOURS).min(room);
            room -= piece;
            day.push((name.clone(), piece));
            left.push((name, hours - piece));
        }
    }
    days
}

fn week(role: HiredRole, known: Known<'_>) -> Markup {
    let (work, own) = work(role, known);
    let all: f64 = work.iter().map(|(_, hours)| hours).sum();
    html! {
        section.panel.panel-p {
            h2 { "A week of " (super::with_article(role)) }
            p.small.sec.mt1 {
                @if own { "With your own work: " (hours(all)) " of it, laid over five days." }
                @else { "As it often is: " (hours(all)) ", laid over five days." }
            }
            dl.dl.mt2 {
                @for (name, pieces) in DAYS.iter().zip(laid_out(&work)) {
                    dt { (name) }
                    dd { @for (at, (what, length)) in pieces.iter().enumerate() { @if at > 0 { "; " } (what) ", " (words::duration((length * 4.0).round() as i64 * 15)) } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_has_all_hours_of_the_work_and_days_alike() {
        let work = vec![("Plan".to_owned(), 6.5), ("Meet".to_owned(), 1.0), ("Ask".to_owned(), 2.5)];
        let days = laid_out(&work);
        let length = |day: &Work| day.iter().map(|(_, hours)| hours).sum::<f64>();
        assert!((days.iter().map(length).sum::<f64>() - 10.0).abs() < 0.5, "{days:?}");
        assert!(days.iter().all(|day| (length(day) - 2.0).abs() < 0.3), "{days:?}");
    }
}
