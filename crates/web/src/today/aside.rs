//! Beside the day: projects with their chances, the regularity of operations, and the week's hours.

use jiff::SignedDuration;
use maud::{Markup, html};
use righthand_desk::operations::streak::{RUNS, Streak};
use righthand_desk::projects::glance::Glance;
use righthand_desk::questions::list::QuestionRow;

use super::day::{Day, Part};
use crate::charts::WeekLoad;
use crate::parts::{State, section_head, tag, words};
use crate::projects::chance;

/// All panels that this person has something for.
pub(super) fn aside(day: &Day) -> Markup {
    html! {
        aside.stack aria-label=(if day.leads() { "The business" } else { "Your week" }) {
            @if day.leads() { (projects(day)) (operations(day)) }
            (week(day))
            (asked(day))
        }
    }
}

fn projects(day: &Day) -> Markup {
    let all: Vec<(&Part, &Glance)> =
        day.parts.iter().flat_map(|part| part.today.projects.iter().map(move |glance| (part, glance))).collect();
    html! {
        @if !all.is_empty() {
            section.panel {
                (section_head("Projects", None, &html! { "chance of being on time" }))
                ul.lst { @for (part, glance) in &all { (project(day, part, glance)) } }
            }
        }
    }
}

fn project(day: &Day, part: &Part, glance: &Glance) -> Markup {
    let at = part.visit.at(&format!("/projects/{}", glance.key));
    let due = day.day_of(glance.due.saturating_sub(SignedDuration::from_secs(1)).unwrap_or(glance.due));
    html! {
        li.who {
            a.who-t href=(at) {
                span.strong { (glance.name) }
                small { "due " (words::day(due, day.date)) @if day.several() { ", " (part.visit.membership.business_name) } }
            }
            (chance::chip(glance, Some(format!("{at}/forecast"))).in_list())
        }
    }
}

fn operations(day: &Day) -> Markup {
    let all: Vec<(&Part, &Streak)> =
        day.parts.iter().flat_map(|part| part.today.operations.iter().map(move |streak| (part, streak))).collect();
    html! {
        @if !all.is_empty() {
            section.panel {
                (section_head("Operations", None, &html! { "last runs, on-time rate" }))
                ul.lst {
                    @for (part, streak) in &all {
                        li.who {
                            div.who-t {
                                @match streak.next_day {
                                    Some(next) => a.clip href=(part.visit.at(&format!("/operations/{}/runs/{next}", streak.key))) { (streak.name) },
                                    None => span.clip { (streak.name) },
                                }
                                @if day.several() { " " (tag(&part.visit.membership.business_name, false)) }
                            }
                            (squares(streak))
                            @match streak.on_time_rate {
                                Some(rate) => span.num.small { (words::percent(rate)) },
                                None => span.small.mut { "no run yet" },
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Twelve squares, oldest first: filled on time, hollow late, pale where there has been no run yet.
pub(crate) fn squares(streak: &Streak) -> Markup {
    let missing = RUNS.saturating_sub(streak.last.len());
    let on_time = streak.last.iter().filter(|on_time| **on_time).count();
    html! {
        @if !streak.last.is_empty() {
            svg.streak viewBox="0 0 96 12" width="96" role="img" aria-label={ "last " (streak.last.len()) " runs, " (on_time) " on time" } {
                @for n in 0..missing { rect.f x=(8 * n) y="0" width="6" height="12" rx="1.5" {} }
                @for (n, on_time) in streak.last.iter().take(RUNS).enumerate() {
                    @let x = 8 * (missing + n);
                    @if *on_time { rect.y x=(x) y="0" width="6" height="12" rx="1.5" {} }
                    @else { rect.n x=(x + 1) y="3" width="5" height="6" {} }
                }
            }
        }
    }
}

/// The questions that they asked: who owes the answer, or that it is there.
fn asked(day: &Day) -> Markup {
    let all: Vec<(&Part, &QuestionRow)> =
        day.parts.iter().flat_map(|part| part.today.asked.iter().map(move |row| (part, row))).collect();
    html! {
        @if !all.is_empty() {
            section.panel {
                (section_head("Your questions", None, &html! {}))
                ul.qlist {
                    @for (part, row) in &all {
                        li {
                            a href=(part.visit.at(&format!("/questions/{}", row.key))) {
                                b.clip { (row.words) }
                                @if row.answered_at.is_some() { (State::Done.show_as("answered")) } @else { (State::Waiting.show_as("waiting")) }
                                small {
                                    @match &row.answered_by {
                                        Some(by) => { "Answered by " (by.name) @if row.kept { ", kept" } },
                                        None => { (row.owes.name) " owes the answer by " (words::moment(row.due_at, &day.zone, day.now)) },
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn week(day: &Day) -> Markup {
    let days = day.week();
    let (planned, there): (i64, i64) = days
        .iter()
        .filter(|load| load.date >= day.date)
        .fold((0, 0), |(planned, there), load| (planned + load.minutes, there + load.capacity_minutes));
    let flexible = day.parts.iter().any(|part| part.today.flexible);
    let own_clock = day.parts.iter().find(|part| part.today.own_clock);
    html! {
        @if days.iter().any(|load| load.capacity_minutes > 0 || load.minutes > 0) {
            section.panel.panel-p {
                (section_head("Your week", None, &html! { (words::duration(planned)) " planned of " (words::duration(there)) " from today on" }))
                (WeekLoad { days: days.clone(), today: day.date })
                details.mt2 id="week-table" {
                    summary.link.small { "Show as table" }
                    table.tbl {
                        caption.vh { "Hours of this week" }
                        thead { tr { th scope="col" { "Day" } th.r scope="col" { "Planned" } th.r scope="col" { "There are" } } }
                        tbody {
                            @for load in &days {
                                tr {
                                    th scope="row" { (words::day(load.date, day.date)) }
                                    td.r.num { @if load.date < day.date { "over" } @else { (words::hours(load.minutes)) } }
                                    td.r.num { (words::hours(load.capacity_minutes)) }
                                }
                            }
                        }
                    }
                }
                @if flexible { p.hint.mt1 { "Your hours lie anywhere in the week; the plan says days, not times." } }
                @if let Some(part) = own_clock { p.hint.mt1 { "Times are on your clock, " (part.today.time_zone) "." } }
            }
        }
    }
}
