//! Every operation in a list: who answers for it, how often, how regular it has been, what comes next.

use maud::{Markup, html};
use righthand_desk::operations::calendar::Row;

use crate::parts::{Icon, link_button, person, segments, sentence_head, table, tag, words};
use crate::projects::here::Here;
use crate::site::InBusiness;
use crate::today::squares;

pub(super) fn list(visit: &InBusiness, rows: &[Row], here: &Here) -> Markup {
    let open = rows.iter().filter(|row| !row.closed).count() as u64;
    let rests = rows.iter().filter(|row| row.rests && !row.closed).count() as u64;
    let mut sentence = format!("{}.", words::capital(&words::counted(open, "operation", "operations")));
    if rests > 0 {
        sentence += &format!(" {} at rest.", words::capital(&words::number(rests)));
    }
    let actions = html! { (link_button("New operation", visit.at("/operations/new")).primary().icon(Icon::Plus)) };
    html! {
        (sentence_head("Operations", &sentence, &actions))
        div.bar {
            (segments("View", &[
                ("Four weeks", &visit.at("/operations"), false),
                ("Week", &visit.at("/operations?span=week"), false),
                ("List", &visit.at("/operations?view=list"), true),
            ]))
        }
        (table("Operations", "tbl-2", &html! { tr {
            th scope="col" { "Operation" } th scope="col" { "How often" } th scope="col" { "Accountable" }
            th scope="col" { "Last runs" } th.r scope="col" { "On time" } th.r scope="col" { "In a row" } th scope="col" { "Next" }
        } }, &html! { @for row in rows { (line(visit, row, here)) } }))
    }
}

fn line(visit: &InBusiness, row: &Row, here: &Here) -> Markup {
    let streak = &row.streak;
    html! {
        tr {
            th scope="row" {
                a href=(visit.at(&format!("/operations/{}", streak.key))) { (streak.name) }
                @if row.closed { " " (tag("closed", false)) } @else if row.rests { " " (tag("rests", false)) }
            }
            td { (row.how_often) }
            td { @if let Some(who) = &row.accountable { (person(&who.name, &who.key)) } }
            td { (squares(streak)) }
            td.r.num { @match streak.on_time_rate { Some(rate) => (words::percent(rate)), None => span.mut { "no run yet" } } }
            td.r.num { (streak.in_a_row) }
            td.num {
                @if let (Some(day), Some(due)) = (streak.next_day, streak.next_due) {
                    a href=(visit.at(&format!("/operations/{}/runs/{day}", streak.key))) { (here.moment(due)) }
                } @else { span.mut { "none ahead" } }
            }
        }
    }
}
