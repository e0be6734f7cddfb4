//! The scenarios as markup: chances, hours back, load and cost of each, and what its net benefit is made of.

use maud::{Markup, html};
use righthand_advisor::{Advice, ProjectChance, ScenarioTold};
use righthand_desk::hire::advice::Words;

use super::{hours, money};
use crate::charts::range;
use crate::parts::{section_head, tag, words};

/// Projects that have a column: more do not fit on a page.
const PROJECTS_MAX: usize = 2;

/// Every way that was tried, today first.
pub(crate) fn scenarios(advice: &Advice, of: &Words) -> Markup {
    let projects: Vec<&str> = advice.scenarios.first().map_or_else(Vec::new, |today| columns(advice, today));
    let operations = advice.scenarios.iter().any(|scenario| scenario.operations_on_time.is_some());
    html! {
        section.panel.tbl-wrap.mt4 tabindex="0" role="region" aria-label="Ways to staff the coming quarter, scrolls sideways where it is narrow" {
            (section_head("Ways to staff the coming quarter", None, &html! { "the same " (words::count(u64::from(advice.futures))) " simulated futures for each" }))
            table.tbl.tbl-2.scen.scen-hire {
                caption.vh { "Ways to staff the coming quarter" }
                thead { tr {
                    th scope="col" { "Scenario" }
                    @for key in &projects { th scope="col" { (of.project(key)) " on time" } }
                    @if operations { th.r scope="col" { "Regular work" } }
                    th.r scope="col" { "Back to you" }
                    th.r scope="col" { "Fullest week" }
                    th.r scope="col" { "A month" }
                    th.r scope="col" { "Net a month" }
                } }
                tbody { @for scenario in &advice.scenarios { (row(advice, scenario, &projects, operations, of)) } }
            }
        }
    }
}

/// The projects whose chance differs most between the scenarios.
fn columns<'a>(advice: &'a Advice, today: &'a ScenarioTold) -> Vec<&'a str> {
    let spread = |key: &str| {
        let chances = advice.scenarios.iter().filter(|scenario| scenario.ruled_out.is_none());
        let chances = chances.filter_map(|scenario| scenario.projects.iter().find(|project| project.key == key));
        let (low, high) =
            chances.fold((1.0_f64, 0.0_f64), |(low, high), of| (low.min(of.on_time), high.max(of.on_time)));
        high - low
    };
    let mut all: Vec<(f64, &str)> = today.projects.iter().map(|of| (spread(&of.key), of.key.as_str())).collect();
    all.sort_by(|a, b| b.0.total_cmp(&a.0));
    all.into_iter().take(PROJECTS_MAX).map(|(_, key)| key).collect()
}

fn row(advice: &Advice, scenario: &ScenarioTold, projects: &[&str], operations: bool, of: &Words) -> Markup {
    let nobody = scenario.hire.is_empty();
    let answer = scenario.hire == advice.answer.hire && scenario.ruled_out.is_none();
    let fullest = scenario.utilisation.iter().max_by(|a, b| a.value.total_cmp(&b.value));
    html! {
        tr.pick[answer] {
            th scope="row" {
                (scenario.name) @if answer { " " (tag("the answer", true)) }
                span.sub { (terms(scenario)) }
            }
            @for key in projects {
                td data-l={ (of.project(key)) " on time" } { @if let Some(project) = scenario.projects.iter().find(|project| project.key == *key) { (chance(project)) } @else { span.mut { "none" } } }
            }
            @if operations { td.r data-l="Regular work" { @if let Some(share) = scenario.operations_on_time { (words::percent(share)) } @else { span.mut { "none" } } } }
            td.r data-l="Back to you" { (hours(scenario.owner_hours_back_per_week)) }
            td.r data-l="Fullest week" {
                @if let Some(fullest) = fullest {
                    span.late[fullest.value > 1.0].strong[fullest.value > 1.0] { (words::percent(fullest.value)) }
                    span.sub { (who(&fullest.person, of)) }
                }
            }
            td.r data-l="A month" {
                (money(of, scenario.cost_per_month))
                @if let Some(cost) = scenario.cost_per_hour_back { span.sub { (money(of, cost)) " an hour back" } }
            }
            td.r data-l="Net a month" { @if nobody { span.mut { "0" } } @else { b { (money(of, scenario.parts.net())) } } }
        }
    }
}

fn terms(scenario: &ScenarioTold) -> String {
    if let Some(why) = &scenario.ruled_out {
        return words::shortened(why);
    }
    if scenario.hire.is_empty() {
        return "nobody is hired".to_owned();
    }
    let all: Vec<String> = scenario
        .hire
        .iter()
        .map(|hire| {
            let term = hire
                .months
                .map_or_else(|| "ongoing".to_owned(), |months| words::counted(u64::from(months), "month", "months"));
            format!("{} a week, {term}", hours(hire.hours_per_week))
        })
        .collect();
    all.join("; ")
}

fn who(person: &str, of: &Words) -> String {
    match righthand_advisor::HiredRole::parse(person) {
        Some(role) => role.title().to_owned(),
        None => of.person(person).to_owned(),
    }
}

/// "the virtual assistant", or somebody's name.
pub(super) fn to(person: &str, of: &Words) -> String {
    match righthand_advisor::HiredRole::parse(person) {
        Some(role) => format!("the {}", role.title()),
        None => of.person(person).to_owned(),
    }
}

fn chance(project: &ProjectChance) -> Markup {
    let label = format!(
        "{} percent, between {} and {}",
        words::whole_percent(project.on_time),
        words::whole_percent(project.low),
        words::whole_percent(project.high)
    );
    html! { span.row { (range(project.low, project.on_time, project.high, &label)) b.num { (words::chance_percent(project.on_time)) } } }
}

/// What each one's net benefit is made of.
pub(crate) fn parts(advice: &Advice, of: &Words) -> Markup {
    let hires = advice.scenarios.iter().filter(|scenario| !scenario.hire.is_empty());
    html! {
        @if hires.clone().next().is_some() {
            section.panel.tbl-wrap tabindex="0" role="region" aria-label="What the net benefit is made of, scrolls sideways where it is narrow" {
                (section_head("What the net benefit is made of", None, &html! { "a month" }))
                table.tbl.tbl-parts {
                    caption.vh { "Parts of the net benefit a month" }
                    thead { tr {
                        th scope="col" { "Scenario" }
                        th.r scope="col" { "Hours back" } th.r scope="col" { "Overload relieved" } th.r scope="col" { "Chances gained" }
                        th.r scope="col" { "Cost" } th.r scope="col" { "Supervision" } th.r scope="col" { "Net" }
                    } }
                    tbody { @for scenario in hires {
                        @let parts = &scenario.parts;
                        tr {
                            th scope="row" { (scenario.name) }
                            td.r { (money(of, parts.hours_back)) } td.r { (money(of, parts.overload_relieved)) } td.r { (money(of, parts.chances_gained)) }
                            td.r { (money(of, -parts.cost)) } td.r { (money(of, -parts.supervision)) } td.r { b { (money(of, parts.net())) } }
                        }
                    } }
                }
            }
        }
    }
}
