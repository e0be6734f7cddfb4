//! Who has which role: a form for each member, where a rule's refusal stands beside what it refuses.

use jiff::civil::Date;
use maud::{Markup, html};
use righthand_desk::settings::overview::{Overview, RoleOf};
use righthand_domain::roles::Role;

use crate::parts::{Choice, Field, button, hidden, person, section_head, select_field_as, words};
use crate::site::InBusiness;

/// The members with their roles, for whoever may change them.
pub(super) fn member_roles(visit: &InBusiness, overview: &Overview, today: Date) -> Markup {
    html! {
        @if !overview.roles.is_empty() {
            section.panel.panel-p.mt4 id="who-is-what" {
                (section_head("Who has which role", Some(overview.roles.len() as u64), &html! {}))
                p.small.sec { "A project manager comes for a fixed term (R4), an online business manager for good (R5). Whoever is accountable for something is no guest (R16)." }
                div.mt1 { @for member in &overview.roles { (row(visit, member, today)) } }
            }
        }
    }
}

fn row(visit: &InBusiness, member: &RoleOf, today: Date) -> Markup {
    let form = visit.form(&format!("change_role:{}", member.key));
    let roles = Role::ALL.map(|role| Choice { value: role.as_str(), label: role.title() });
    let until_id = format!("f-until-{}", member.key);
    html! {
        details id={ "role-of-" (member.key) } open[form.troubled()] {
            summary.who {
                span.who-t { (person(&member.name, &member.key)) small { (member.role.title()) @if let Some(until) = member.until { ", until " (words::day(until, today)) } } }
                span.link.small { "Change" span.vh { " the role of " (member.name) } }
            }
            (form.before(visit))
            form.stack.mt2 method="post" action=(visit.form_action("change_role")) {
                (form.hidden(visit, &["role", "until"]))
                (hidden("member", &member.key)) (hidden("version", &member.version.to_string()))
                div.form-2 {
                    (select_field_as(&format!("f-role-{}", member.key), "role", "Role", &roles, form.value("role", member.role.as_str()), None, form.fault("role")))
                    (Field::new("date", "until", "Last day").id(&until_id).optional().value(form.value("until", "")).fault(form.fault("until"))
                        .hint("Of a project manager’s term; empty: two months from today"))
                }
                div.row { (button("Keep the role").small()) }
            }
        }
    }
}
