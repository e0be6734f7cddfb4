//! Who is who: role, skills, zone, hours, and who can sign in.

use maud::{Markup, html};
use righthand_desk::team::people::{People, PersonRow};

use super::tabs::{TeamTab, team_tabs};
use super::team_page::{team_head, terms};
use crate::parts::{AvatarSize, avatar, table, tag, words};
use crate::site::InBusiness;

/// The whole page. Whoever sees only their own work sees names, roles and skills of others.
pub(super) fn people_page(visit: &InBusiness, team: &People) -> Markup {
    let head = html! {
        tr {
            th scope="col" { "Name" }
            th scope="col" { "Role" }
            th scope="col" { "Skills" }
            @if team.sees_load {
                th scope="col" { "Terms" }
                th.r scope="col" { "A week" }
                th scope="col" { "Zone" }
                th scope="col" { "Signs in" }
            }
        }
    };
    let body = html! { @for row in &team.people { (line(visit, team, row)) } };
    html! {
        (team_head(visit, team))
        (team_tabs(visit, TeamTab::People, Some(team.people.len() as u64)))
        (table("The people of the business", "tbl-2 keep-first", &head, &body))
    }
}

fn line(visit: &InBusiness, team: &People, row: &PersonRow) -> Markup {
    html! {
        tr.mut[row.gone] {
            th scope="row" {
                span.person {
                    (avatar(&row.name, &row.key, AvatarSize::Normal))
                    // A page of their own only for those who may open it.
                    span {
                        @if team.sees_load || row.is_me { a href=(visit.at(&format!("/team/{}", row.key))) { (row.name) } } @else { (row.name) }
                        @if row.is_me { " " (tag("you", true)) }
                    }
                }
            }
            td { (row.role.title()) }
            td.sec { (row.skills.join(", ")) }
            @if team.sees_load {
                td { (terms(row, team.today)) }
                td.r { (words::hours(row.minutes_per_week)) }
                td.sec { (row.time_zone) }
                td { @if row.has_login { "yes" } @else { span.mut { "no" } } }
            }
        }
    }
}
