//! The answer as markup: one sentence, the scenarios, why, what would change it, what it does not cover, what goes first.

use maud::{Markup, html};
use righthand_advisor::{Advice, Flip, Unit};
use righthand_desk::forecasts::calibration::Calibration;
use righthand_desk::hire::advice::{Advised, Own, Words};
use righthand_domain::words::decimal;

use super::{Page, assumptions_page, hours, money, pages, scenarios_page};
use crate::parts::{Icon, Tone, link_button, note, section_head, words};
use crate::site::InBusiness;

pub(super) fn page(
    visit: &InBusiness,
    told: &Advised,
    own: &Own,
    tried: usize,
    record: Option<&Calibration>,
) -> Markup {
    let Advised { advice, words: of, .. } = told;
    let today = of.zone.rules().to_datetime(advice.at).date();
    html! {
        div.head {
            div.grow {
                p.small.mut.row.gap-1 {
                    (Icon::Hire.with_class("i i-s"))
                    "The advisor’s answer, " (words::day(today, today)) ", for the coming quarter"
                }
                h1.answer.mt1 { (advice.answer.sentence) }
                @if let Some(more) = more(advice, of) { p.answer-2 { (more) } }
            }
            @if !advice.answer.hire.is_empty() {
                div.head-act { (link_button("Write the role brief", visit.at("/hire/brief")).primary()) }
            }
        }
        (pages(visit, Page::Answer))
        @if told.refining {
            (note(Tone::Accent, Icon::Clock, &html! {
                p role="status" { "A first answer, from " (words::count(u64::from(advice.futures))) " futures. This page shows the full one, with what would change it, as soon as it is there." }
                p.mt1 { a.link href=(visit.visitor.path) { "Look again" } }
            }))
        }
        (scenarios_page::scenarios(advice, of))
        div.cols-3.mt4 {
            section.panel.panel-p { h2 { "Why" } (why(advice, of)) }
            section.panel.panel-p { h2 { "What would change the answer" } (flips(&told.advice.flips, told.refining)) }
            section.panel.panel-p {
                h2 { "What it does not cover" }
                (not_covered(advice))
                h2.mt4 { "How sure" }
                (sure(visit, advice, record))
            }
        }
        div.cols.mt4 {
            div.stack {
                (first(advice, of))
                (scenarios_page::parts(advice, of))
            }
            aside.stack aria-label="What is assumed" { (assumptions_page::own_scenarios(visit, own)) (assumptions_page::assumptions(visit, advice, of, own, tried)) }
        }
    }
}

/// The chances that change most, as a second sentence.
pub(crate) fn more(advice: &Advice, of: &Words) -> Option<String> {
    let today = advice.scenarios.first()?;
    let hired =
        advice.scenarios.iter().find(|scenario| scenario.hire == advice.answer.hire && !scenario.hire.is_empty())?;
    let mut gains: Vec<(f64, String)> = Vec::new();
    for then in &hired.projects {
        let Some(now) = today.projects.iter().find(|now| now.key == then.key) else { continue };
        let gain = then.on_time - now.on_time;
        if gain >= 0.01 {
            let (from, to) = (words::whole_percent(now.on_time), words::percent(then.on_time));
            gains.push((
                gain,
                format!("the chance of {} to be on time goes from {from} to {to}", of.project(&then.key)),
            ));
        }
    }
    gains.sort_by(|a, b| b.0.total_cmp(&a.0));
    let told: Vec<&str> = gains.iter().take(2).map(|(_, words)| words.as_str()).collect();
    (!told.is_empty()).then(|| format!("{}.", words::capital(&words::list(&told))))
}

pub(crate) fn why(advice: &Advice, of: &Words) -> Markup {
    // How sure the answer is stands by itself.
    let reasons = advice.reasons.iter().filter(|reason| reason.unit != Unit::Sure);
    let number = |unit: Unit, number: f64| match unit {
        Unit::Share | Unit::Sure => words::percent(number),
        Unit::Money => money(of, number),
        Unit::Count => decimal(number),
    };
    html! {
        ol.reasons.mt2 {
            @for reason in reasons {
                li { b { (number(reason.unit, reason.number)) " " span.mut { "instead of " (number(reason.unit, reason.instead_of)) } } p { (reason.says) } }
            }
        }
    }
}

pub(crate) fn flips(flips: &[Flip], refining: bool) -> Markup {
    html! {
        @if flips.is_empty() {
            p.small.sec.mt1 {
                @if refining { "Being looked for." } @else { "None of the numbers, between nothing and four times what it is, changes it by itself." }
            }
        } @else {
            ul.flip.mt1 { @for flip in flips { li { div { b { (flip.says) } } (line(flip)) } } }
        }
    }
}

/// From where the number is to where the answer changes.
fn line(flip: &Flip) -> Markup {
    let (left, right) = (40, 104);
    let more = flip.from.is_none_or(|from| flip.to > from);
    let (now, then) = if more { (left, right) } else { (right, left) };
    let from = flip.from.map_or_else(|| "not said".to_owned(), decimal);
    html! {
        svg.g width="140" height="34" viewBox="0 0 140 34" role="img" aria-label={ "now " (from) ", changes at " (decimal(flip.to)) } {
            path.ax d="M8 14H132" {}
            path.dueline d={ "M" (then) " 7V21" } {}
            circle.rngp cx=(now) cy="14" r="4" {}
            text.tx x=(now) y="31" text-anchor="middle" { (from) }
            text x=(then) y="31" text-anchor="middle" { (decimal(flip.to)) }
        }
    }
}

pub(crate) fn not_covered(advice: &Advice) -> Markup {
    html! {
        @if advice.not_covered.is_empty() {
            p.small.sec.mt1 { "Nothing stays with you." }
        } @else {
            ul.stack-2.mt2.small {
                @for left in &advice.not_covered { li.row.top { (Icon::Close.with_class("i i-s mut")) span { (left.says) } } }
            }
        }
    }
}

/// In how many plausible worlds the answer stays.
pub(crate) fn share_of_worlds(advice: &Advice) -> String {
    format!(
        "In {} of the plausible worlds, in which every rate, value and assumption lies between four fifths and five fourths of what it is here, the answer stays.",
        words::percent(advice.sure)
    )
}

/// The share of plausible worlds, and how true forecasts have been here, the worst miss first.
fn sure(visit: &InBusiness, advice: &Advice, record: Option<&Calibration>) -> Markup {
    html! {
        p.small.sec.mt1 { (share_of_worlds(advice)) }
        @if let Some(record) = record {
            p.small.sec.mt1 {
                @match record.all.share_by_80() {
                    Some(share) => {
                        @if let Some(miss) = record.misses.first() {
                            "The worst miss of a forecast here: " (miss.name) ", " (words::counted(miss.scored.miss_days().abs().round() as u64, "day", "days"))
                            @if miss.scored.miss_days() > 0.0 { " later" } @else { " earlier" } " than nine futures in ten. "
                        }
                        "Of all " (words::count(record.all.count as u64)) " that have come true or not, " (words::percent(share)) " ended by the date called 80 %. "
                    },
                    None => { "No forecast here has come true or not yet. " },
                }
                a.link href=(visit.at("/calibration")) { "How true forecasts were" }
            }
        }
    }
}

pub(crate) fn first(advice: &Advice, of: &Words) -> Markup {
    html! {
        @if !advice.order.is_empty() {
            section.panel.panel-p {
                (section_head("Hand over first", None, &html! {}))
                ol.reasons.mt2 {
                    @for duty in &advice.order {
                        li {
                            b { (of.duty(&duty.duty)) ", " (hours(duty.hours_per_week)) " a week, to " (scenarios_page::to(&duty.to, of)) }
                            p { (duty.first) }
                        }
                    }
                }
            }
        }
    }
}
