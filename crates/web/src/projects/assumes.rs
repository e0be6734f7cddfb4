//! What a forecast takes for granted, in words and numbers, all of them from the forecast itself.

use maud::{Markup, html};
use righthand_desk::projects::outlook::{Assumes, LearntEffort, Outlook};

use super::here::Here;
use crate::parts::words;
use crate::site::InBusiness;

/// Finished pieces of like size from which on it is the person's own past that speaks.
const OWN_PAST: u32 = 5;

pub(super) fn assumes(visit: &InBusiness, outlook: &Outlook, here: &Here) -> Markup {
    let assumes = &outlook.assumes;
    html! {
        @if assumes.open > 0 {
            section.panel.panel-p {
                h2 { "What this assumes" }
                ul.stack-2.small.sec.mt1 {
                    (efforts(assumes))
                    (waits(assumes))
                    (absences(assumes, here))
                    li { b { "Calendars." } " Hours, time off and closed days as entered." }
                }
                p.small.mt2 { a.link href=(visit.at("/calibration")) { "How true forecasts were" } }
            }
        }
    }
}

fn efforts(assumes: &Assumes) -> Markup {
    let said = assumes.open.saturating_sub(assumes.guessed);
    html! {
        li {
            b { "Efforts." } " " (said) " of " (assumes.open) " are said"
            @if assumes.guessed > 0 { ", " (assumes.guessed) " guessed" }
            ". Three values are drawn between best and worst"
            @if assumes.efforts.is_empty() { "; a single one is spread around itself, as no finished work says how estimates turn out here." }
            @else { "; a single one as such work has turned out:" }
        }
        @for learnt in &assumes.efforts { li.learnt { (of_person(learnt)) } }
    }
}

/// "Halima’s tasks of about 4 h took 1.3 times their estimate (23 finished); half between 1.1 and 1.6."
fn of_person(learnt: &LearntEffort) -> Markup {
    let hours = (learnt.estimate_hours * 60.0).round() as i64;
    html! {
        b { (learnt.person.name) "’s" } " tasks of about " (words::duration(hours))
        @if (learnt.half - 1.0).abs() < 0.05 { " took what was estimated" }
        @else { " took " (times(learnt.half)) " times their estimate" }
        @if learnt.three_quarters - learnt.quarter < 0.1 { ", hardly ever more or less" }
        @else { "; half between " (times(learnt.quarter)) " and " (times(learnt.three_quarters)) " times" }
        " ("
        @match learnt.finished {
            0 => "none of theirs is finished: the team’s past speaks for them",
            n if n < OWN_PAST => { (words::counted(u64::from(n), "finished one", "finished ones")) ", and the team’s past" },
            n => { "from " (n) " finished ones" },
        }
        ")."
    }
}

fn times(factor: f64) -> String {
    let tenths = (factor * 10.0).round() / 10.0;
    if tenths < 0.15 { format!("{:.2}", factor) } else { format!("{tenths}") }
}

fn waits(assumes: &Assumes) -> Markup {
    let Some(manager) = &assumes.manager else {
        return html! { li { b { "Waits." } " Nobody manages it, so no hand-off waits." } };
    };
    html! {
        li {
            b { "Waits." } " " (words::percent(assumes.utilisation)) " of " (manager.name) "’s week is spoken for, so a hand-off waits about "
            (hours(assumes.wait_hours)) ". "
            @match assumes.half_taken_within {
                Some(half) => {
                    @if assumes.hand_offs == 1 { "The one that is known was taken within " } @else { "Of the last " (assumes.hand_offs) " that are known, half were taken within " }
                    (hours(half)) "."
                },
                None => "That is what is usual: none that went through them is known yet.",
            }
        }
    }
}

fn absences(assumes: &Assumes, here: &Here) -> Markup {
    html! {
        li {
            b { "Absence." } " "
            @match &assumes.absences {
                Some(known) => {
                    (words::capital(&words::counted(u64::from(known.spells), "absence", "absences"))) " without notice since "
                    (words::day(known.since, here.today)) ", " (times(known.days)) " working days each: somebody is away like that about "
                    (times(known.a_year)) " times a year."
                },
                None => "No absence without notice has been entered, so none is reckoned with.",
            }
        }
    }
}

/// "3 working hours", "half a working hour".
fn hours(hours: f64) -> String {
    let tenths = (hours * 10.0).round() / 10.0;
    match tenths {
        t if t < 0.1 => "no time".into(),
        t if t < 1.0 => words::duration((hours * 60.0).round() as i64),
        t if (t - 1.0).abs() < f64::EPSILON => "1 working hour".into(),
        t if t < 10.0 => format!("{t} working hours"),
        t => format!("{} working hours", t.round()),
    }
}

#[cfg(test)]
mod tests {
    use righthand_desk::view::PersonRef;

    use super::*;

    #[test]
    fn waits_are_said_in_working_hours() {
        assert_eq!(hours(3.04), "3 working hours");
        assert_eq!(hours(0.5), "30\u{202f}min");
        assert_eq!(hours(0.0), "no time");
    }

    #[test]
    fn what_is_learnt_of_somebody_is_a_sentence() {
        let person = PersonRef { key: "priyanka".into(), name: "Priyanka".into() };
        let mut learnt = LearntEffort {
            person,
            tasks: 2,
            estimate_hours: 4.0,
            finished: 23,
            quarter: 1.08,
            half: 1.31,
            three_quarters: 1.6,
        };
        let said = |learnt: &LearntEffort| of_person(learnt).into_string().replace("<b>", "").replace("</b>", "");
        assert_eq!(
            said(&learnt),
            "Priyanka’s tasks of about 4\u{202f}h took 1.3 times their estimate; half between 1.1 and 1.6 times (from 23 finished ones)."
        );
        learnt.finished = 0;
        assert!(said(&learnt).ends_with("(none of theirs is finished: the team’s past speaks for them)."));
    }
}
