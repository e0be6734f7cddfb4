//! A promise as markup: the work that is asked for, the dates with their chance, whom each makes late, what would buy one.

use maud::{Markup, html};
use righthand_desk::what_if::{Board, Worked};
use righthand_domain::plan::{Buy, BuyWhat, COST_MAX, DateChance, PROMISED_FROM, PromiseLine};

use super::promise::Asked;
use super::{counting, head, no_answer};
use crate::charts::{lever_range, range};
use crate::parts::{
    Choice, Field, Icon, Thresholds, Tone, button, check, empty, note, section_head, select_field, table, words,
};
use crate::projects::here::Here;
use crate::site::InBusiness;

pub(super) fn promise(
    visit: &InBusiness,
    asked: &Asked,
    board: &Board,
    worked: &Worked<PromiseLine>,
    here: &Here,
) -> Markup {
    html! {
        (head(visit, "Somebody asks for more work: by when, how surely, and at whose cost? Before anybody promises.", true))
        div.cols.ask-first[matches!(worked, Worked::Idle)] {
            div.stack {
                @match worked {
                    Worked::Idle => {
                        section.panel { (empty("Say what is asked for", "An effort and who could do it are enough for a date.", &html! {})) }
                    },
                    Worked::Counting => { (counting(visit)) },
                    Worked::None(why) => { (no_answer(why)) },
                    Worked::There(line) => { (answer(board, line, here)) },
                }
            }
            aside.stack aria-label="The work" { (form(visit, asked, board)) }
        }
    }
}

fn form(visit: &InBusiness, asked: &Asked, board: &Board) -> Markup {
    let none = Choice { value: "", label: "Any" };
    let skills: Vec<Choice<'_>> =
        std::iter::once(none).chain(board.skills.iter().map(|skill| Choice { value: skill, label: skill })).collect();
    let nothing = Choice { value: "", label: "Nothing" };
    let tasks: Vec<Choice<'_>> =
        std::iter::once(nothing).chain(board.tasks.iter().map(|(value, label)| Choice { value, label })).collect();
    let after = asked.after.first().map_or("", String::as_str);
    html! {
        section.panel.panel-p {
            h2 { "The work" }
            form.stack.mt2 method="get" action=(visit.at("/what-if/promise")) {
                (Field::new("text", "name", "Name").value(&asked.name).max_length(300).optional())
                (Field::new("text", "effort", "Effort, hours").value(&asked.effort).hint("4, 1 h 30, or best / likely / worst: 2 / 4 / 10").fault(asked.fault))
                (select_field("skill", "Skill", &skills, &asked.skill, Some("Who is not named must have it"), None))
                fieldset.field {
                    legend.lab { "Who could do it" span.mut { " (optional)" } }
                    @for person in &board.people { (check("people", &person.key, &person.name, asked.people.contains(&person.key))) }
                }
                (select_field("after", "It waits for", &tasks, after, None, None))
                (Field::new("date", "wanted", "Wanted by").value(&asked.wanted).hint("What would buy this date is looked for").optional())
                div { (button("See the dates").primary()) }
            }
        }
    }
}

fn answer(board: &Board, line: &PromiseLine, here: &Here) -> Markup {
    if let Some(reason) = &line.unplaced {
        return note(Tone::Late, Icon::Late, &html! { p { b { "No date can be promised." } " " (reason) "." } });
    }
    html! {
        (sentence(board, line, here))
        section.panel {
            (section_head("Dates against chance", None, &html! { (words::count(u64::from(line.futures))) " futures each, planned with that date" }))
            div.pb { (dates(board, line, here)) }
        }
        @if let Some(wanted) = line.wanted.filter(|_| !line.buys.is_empty()) {
            section.panel {
                (section_head(&format!("What would buy {}", words::day(wanted, here.today)), None, &html! { "each one planned anew" }))
                ul { @for buy in &line.buys { (buy_row(board, buy)) } }
            }
        }
    }
}

/// The answer first, in one plain sentence.
fn sentence(board: &Board, line: &PromiseLine, here: &Here) -> Markup {
    let chance = |date: jiff::civil::Date| line.dates.iter().find(|chance| chance.date == date);
    let said =
        |date: jiff::civil::Date| chance(date).map_or_else(String::new, |chance| words::chance_percent(chance.on_time));
    let by = line.person.as_deref().map(|key| format!(", by {}", board.person(key))).unwrap_or_default();
    html! {
        @match line.promise {
            Some(promise) => (note(Tone::Ok, Icon::Ok, &html! {
                p { b { (words::day(promise, here.today)) " can be promised" } (by) ": it holds in " (said(promise)) " of the futures, and no project loses more than " (words::whole_percent(COST_MAX)) " of a hundred." }
                @if let Some(earlier) = line.at_a_price.and_then(chance) {
                    p.mt1 { (words::day(earlier.date, here.today)) " holds too (" (words::chance_percent(earlier.on_time)) "), at this price: " (costs(board, earlier)) "." }
                }
            })),
            None => (note(Tone::Risk, Icon::Risk, &html! {
                p { b { "No date can be promised at " (words::percent(PROMISED_FROM)) "." } " Either it does not hold, or other projects would lose too much." }
                @if let Some(earlier) = line.at_a_price.and_then(chance) {
                    p.mt1 { (words::day(earlier.date, here.today)) " would hold (" (words::chance_percent(earlier.on_time)) ") at this price: " (costs(board, earlier)) "." }
                }
            })),
        }
    }
}

fn dates(board: &Board, line: &PromiseLine, here: &Here) -> Markup {
    let head = html! { tr { th scope="col" { "By" } th scope="col" { "Chance" } th.r scope="col" { "Holds in" } th scope="col" { "Makes late" } } };
    let body = html! {
        @for chance in &line.dates {
            tr {
                th scope="row" { (words::day(chance.date, here.today)) @if Some(chance.date) == line.wanted { " (wanted)" } @if Some(chance.date) == line.promise { " (can be promised)" } }
                td { (range(0.0, chance.on_time, chance.on_time, &format!("{} percent", words::whole_percent(chance.on_time)))) }
                td.r.num { b { (words::chance_percent(chance.on_time)) } }
                td.small { @if chance.costs.is_empty() { "nobody" } @else { (costs(board, chance)) } }
            }
        }
    };
    table("Dates, the chance that each holds, and which projects lose by it", "", &head, &body)
}

/// "The Slow Wheel 83 % instead of 91 %".
fn costs(board: &Board, chance: &DateChance) -> String {
    let cost = |cost: &righthand_domain::plan::MadeLate| {
        let (then, before) = (words::chance_percent(cost.then), words::chance_percent(cost.before));
        format!("{} {then} instead of {before}", board.name(&cost.project))
    };
    chance.costs.iter().map(cost).collect::<Vec<_>>().join("; ")
}

fn buy_row(board: &Board, buy: &Buy) -> Markup {
    let gain = i64::from(words::whole_percent(buy.on_time)) - i64::from(words::whole_percent(buy.instead_of));
    html! {
        li.lever {
            div { h3 { (bought(board, &buy.what)) } }
            span.only-l { (lever_range(buy.instead_of, buy.on_time, Thresholds::default())) }
            span.num { b { (words::chance_percent(buy.on_time)) } " " @if gain > 0 { span.delta-up.small { "+" (gain) } } }
        }
    }
}

fn bought(board: &Board, what: &BuyWhat) -> String {
    match what {
        BuyWhat::MoreHours { person, hours_per_week, instead_of } => {
            format!("{} works {hours_per_week:.0} h a week instead of {instead_of:.0}", board.person(person))
        }
        BuyWhat::SomebodyElse { person } => format!("{} does it", board.person(person)),
        BuyWhat::LessWork { hours } => format!("Promise {} of it", words::duration((hours * 60.0).round() as i64)),
        BuyWhat::HoldBack { project } => format!("Hold back {}", board.name(project)),
    }
}
