//! The page of Today: the sentence, what needs one, one's own work, and the rest beside it.

use maud::{Markup, html};
use righthand_desk::today::Work;

use super::day::{Day, Part};
use super::sentence::sentence;
use super::{aside, needs, work_rows};
use crate::parts::{Icon, Tone, empty, group_head, link_button, note, section_head, sentence_head, words};

/// Rows of their own work that somebody who leads sees before the rest is folded away.
const OWN_SHOWN: usize = 10;

type Row<'d> = (&'d Part, &'d Work);

/// `/`.
pub(super) fn today_page(title: &str, day: &Day) -> Markup {
    html! {
        (sentence_head(title, &sentence(day), &html! {}))
        @for (business, why) in &day.closed {
            (note(Tone::Accent, Icon::Clock, &html! { p { b { (business) } ": " (why) } }))
        }
        @if day.parts.is_empty() {
            (empty("No business", "Open the link of an invitation to enter one. Whoever runs the business can make it for you.", &html! {}))
        } @else if day.leads() {
            @let begins = day.parts.iter().all(|part| part.today.empty && part.today.role.runs_the_business());
            div.cols { div.stack-6 { (first_steps(day)) @if !begins { (needs::needs(day)) (own_work(day)) } } (aside::aside(day)) }
        } @else {
            div.cols { div { @if day.needs_them() { (needs::needs(day)) } (my_day(day)) } (aside::aside(day)) }
        }
    }
}

/// A business without anything in it yet says where to begin, to those who can.
fn first_steps(day: &Day) -> Markup {
    html! {
        @for part in day.parts.iter().filter(|part| part.today.empty && part.today.role.runs_the_business()) {
            @let at = |path: &str| part.visit.at(path);
            section.panel {
                (empty(
                    &format!("{} is ready to begin", part.visit.membership.business_name),
                    "Bring in a board you have, open a project, or add the people first. The plan makes itself as soon as there is work.",
                    &html! {
                        div.row.row-w {
                            (link_button("Import a board", at("/import")).primary())
                            (link_button("Open a project", at("/projects/new")))
                            @if part.today.role == righthand_domain::roles::Role::Owner {
                                (link_button("Invite people", at("/team/invite")))
                                (link_button("Look at a demonstration", "/you#businesses").quiet())
                            }
                        }
                    },
                ))
            }
        }
    }
}

fn own_work(day: &Day) -> Markup {
    let all = day.work();
    let (done, open): (Vec<Row<'_>>, Vec<Row<'_>>) = all.into_iter().partition(|(_, work)| work.done_at.is_some());
    let (shown, more) = open.split_at(open.len().min(OWN_SHOWN));
    let left = day.week().iter().filter(|load| load.date >= day.date).map(|load| load.minutes).sum();
    html! {
        section aria-label="Your own work" {
            (section_head("Your own work", None, &html! { @if left > 0 { (words::duration(left)) " planned this week" } }))
            @if open.is_empty() && done.is_empty() {
                div.panel { (empty("No work of your own", "Tasks and steps that are given to you stand here, in the order of the plan.", &html! {})) }
            }
            @if !shown.is_empty() || !done.is_empty() {
                @let rows: Vec<Row<'_>> = shown.iter().chain(&done).copied().collect();
                (work_rows::rows(day, &rows, false))
            }
            @if !more.is_empty() {
                details.mt2 id="more-work" { summary.link { (more.len()) " more, later" } div.mt2 { (work_rows::rows(day, more, false)) } }
            }
        }
    }
}

/// A member's day: now, next, later this week, after; and what is done.
fn my_day(day: &Day) -> Markup {
    let all = day.work();
    let (done, open): (Vec<Row<'_>>, Vec<Row<'_>>) = all.into_iter().partition(|(_, work)| work.done_at.is_some());
    let sunday = day.sunday();
    let (today, later): (Vec<Row<'_>>, Vec<Row<'_>>) =
        open.into_iter().partition(|(_, work)| day.day_of(work.start) <= day.date);
    let (now, next) = today.split_at(today.len().min(1));
    let (week, after): (Vec<Row<'_>>, Vec<Row<'_>>) =
        later.into_iter().partition(|(_, work)| day.day_of(work.start) <= sunday);
    html! {
        @if now.is_empty() && week.is_empty() && after.is_empty() {
            div.panel { (empty("Nothing is planned for you", "Work that is given to you stands here, in the order of the plan, with its reason.", &html! {})) }
        }
        (group(day, "Now", now, true))
        (group(day, "Next, today", next, false))
        (group(day, "Later this week", &week, false))
        @if !after.is_empty() {
            details.mt4 id="after" { summary.link { (after.len()) " more, after this week" } (group(day, "After", &after, false)) }
        }
        (group(day, "Done today", &done, false))
    }
}

fn group(day: &Day, title: &str, rows: &[Row<'_>], first: bool) -> Markup {
    let minutes: i64 = rows.iter().map(|(_, work)| work.minutes).sum();
    let aside = if minutes > 0 && !first { words::duration(minutes) } else { String::new() };
    html! {
        @if !rows.is_empty() {
            (group_head(title, &aside))
            (work_rows::rows(day, rows, first))
        }
    }
}
