//! Adding somebody to the team.

use axum::response::Response;
use maud::{Markup, html};
use righthand_domain::roles::{Permission, Role};

use super::hours_page::zones;
use crate::parts::{Choice, Field, button, check, hidden, link_button, select_field, sentence_head};
use crate::site::{Answer, InBusiness, Place, crumb, crumb_here};

/// `GET /b/{business}/team/new`.
pub(super) async fn show(visit: InBusiness) -> Result<Response, Answer> {
    visit.read(|view| view.need(Permission::ManageTeam)).await?;
    let crumbs = vec![crumb("Team", visit.at("/team")), crumb_here("Somebody new")];
    Ok(visit.page("Somebody new", Place::Team, crumbs, &add_member_page(&visit)))
}

fn add_member_page(visit: &InBusiness) -> Markup {
    let form = visit.form("add_member");
    let roles = roles();
    html! {
        (sentence_head("Somebody new", "Say who they are and what they do here. With an address they are mailed a link that opens their place; without one, a link is made on their page.", &html! {}))
        (form.before(visit))
        section.panel.panel-p.narrow-form.mt {
            form.stack method="post" action=(visit.form_action("add_member")) {
                (form.hidden(visit, &["name", "email", "role", "skills", "hours_per_week", "time_zone", "invite"]))
                (hidden("_next", &visit.at("/team/{key}")))
                div.form-2 {
                    (Field::new("text", "name", "Name").value(form.value("name", "")).fault(form.fault("name")).max_length(300).autocomplete("off").autofocus())
                    (Field::new("email", "email", "E-mail").optional().value(form.value("email", "")).fault(form.fault("email")).max_length(254)
                        .autocomplete("off").hint("Without one they have no login; work can be given to them all the same"))
                }
                (check("invite", "true", "Mail them a link that opens their place", form.chosen("invite", "true", false)))
                (select_field("role", "Role", &roles, form.value("role", Role::TeamMember.as_str()),
                    Some("A project manager plans and checks, and does no implementation (R3)"), form.fault("role")))
                (Field::new("text", "skills", "Skills").optional().value(form.value("skills", "")).fault(form.fault("skills"))
                    .hint("With commas between them: editing, proofreading"))
                div.form-2 {
                    (Field::new("text", "hours_per_week", "Hours a week").optional().inputmode("decimal").value(form.value("hours_per_week", ""))
                        .fault(form.fault("hours_per_week")).hint("Empty: the business’s own week"))
                    (Field::new("text", "time_zone", "Time zone").optional().value(form.value("time_zone", "")).fault(form.fault("time_zone"))
                        .suggestions("zones", &zones()).hint("Empty: where the business is"))
                }
                div.row { (button("Add to the team").primary()) (link_button("Cancel", visit.at("/team")).quiet()) }
            }
        }
    }
}

/// The roles that a member can have, as a select offers them.
pub(super) fn roles() -> Vec<Choice<'static>> {
    Role::ALL.into_iter().map(|role| Choice { value: role.as_str(), label: role.title() }).collect()
}
