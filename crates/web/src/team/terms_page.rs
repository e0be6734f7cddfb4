//! The terms of a member: who they are here, their engagement, their login, and the rules that are lifted for them.

use maud::{Markup, html};
use righthand_desk::team::profile::{LiftView, Profile};
use righthand_domain::roles::Role;
use righthand_domain::snapshot::EngagementKind;

use super::add_member::roles;
use super::hours_page::version;
use super::mail::invitation_mail;
use super::team_page::{first_name, terms};
use crate::parts::{
    Choice, Field, Icon, Tone, button, check, hidden, link_button, note, section_head, select_field, words,
};
use crate::site::InBusiness;

/// Name, role, skills and address, for whoever manages the team.
pub(super) fn who_they_are(visit: &InBusiness, profile: &Profile) -> Markup {
    let (form, row) = (visit.form("change_member"), &profile.row);
    let (role, skills) = (row.role.as_str(), row.skills.join(", "));
    html! {
        section.panel.panel-p id="who" {
            (section_head("Who they are here", None, &html! {}))
            (form.before(visit))
            form.stack.mt2 method="post" action=(visit.form_action("change_member")) {
                (form.hidden(visit, &["name", "email", "role", "skills"]))
                (hidden("member", &row.key)) (version(profile))
                div.form-2 {
                    (Field::new("text", "name", "Name").value(form.value("name", &row.name)).fault(form.fault("name")).max_length(300).autocomplete("off"))
                    (Field::new("email", "email", "E-mail").optional().value(form.value("email", profile.email.as_deref().unwrap_or_default()))
                        .fault(form.fault("email")).max_length(254).autocomplete("off"))
                    (select_field("role", "Role", &roles(), form.value("role", role), None, form.fault("role")))
                    (Field::new("text", "skills", "Skills").optional().value(form.value("skills", &skills)).fault(form.fault("skills"))
                        .hint("With commas between them"))
                }
                p { (button("Keep this")) }
            }
        }
    }
}

/// The engagement; the form for whoever manages the team. The owner has none.
pub(super) fn engagement(visit: &InBusiness, profile: &Profile) -> Markup {
    let row = &profile.row;
    let said = match terms(row, profile.today) {
        terms if terms.is_empty() => "no terms entered".to_owned(),
        terms => terms,
    };
    let named: Vec<&str> = profile
        .engaged_for
        .iter()
        .map(|key| profile.projects.iter().find(|(other, _)| other == key).map_or(key.as_str(), |(_, name)| name))
        .collect();
    html! {
        section.panel.panel-p id="engagement" {
            (section_head("Engagement", None, &html! {}))
            dl.dl.mt2 {
                dt { "Terms" } dd { (words::capital(&said)) }
                @if let Some(from) = profile.engaged_from { dt { "Since" } dd { (words::day(from, profile.today)) } }
                @if !named.is_empty() { dt { "For" } dd { (words::list(&named)) } }
            }
            @if profile.may.manage { (engage(visit, profile)) }
        }
    }
}

fn engage(visit: &InBusiness, profile: &Profile) -> Markup {
    let (form, row) = (visit.form("engage_member"), &profile.row);
    let kinds = [Choice { value: "ongoing", label: "Ongoing" }, Choice { value: "fixed_term", label: "A fixed term" }];
    let kind = match (row.engagement_kind, row.role) {
        (Some(EngagementKind::FixedTerm), _) | (None, Role::ProjectManager) => "fixed_term",
        _ => "ongoing",
    };
    let (from, until) = (profile.engaged_from.map(|day| day.to_string()), row.until.map(|day| day.to_string()));
    html! {
        details.mt open[form.troubled()] {
            summary.link { "Change the terms" }
            (form.before(visit))
            form.stack.mt2 method="post" action=(visit.form_action("engage_member")) {
                (form.hidden(visit, &["kind", "start", "end", "projects"]))
                (hidden("member", &row.key)) (version(profile))
                (select_field("kind", "Terms", &kinds, form.value("kind", kind),
                    Some("A project manager comes for one to three months (R4), the online business manager for good (R5)"), form.fault("kind")))
                div.form-2 {
                    (Field::new("date", "start", "First day").optional().value(form.value("start", from.as_deref().unwrap_or_default()))
                        .fault(form.fault("start")).hint("Empty: today"))
                    (Field::new("date", "end", "Last day").optional().value(form.value("end", until.as_deref().unwrap_or_default()))
                        .fault(form.fault("end")).hint("Of a fixed term; empty: two months later"))
                }
                @if !profile.projects.is_empty() {
                    fieldset.stack-2 {
                        legend.small.strong { "For these projects" }
                        @for (key, name) in &profile.projects {
                            (check("projects", key, name, form.chosen("projects", key, profile.engaged_for.contains(key))))
                        }
                        @if let Some(fault) = form.fault("projects") { p.err { (fault) } }
                    }
                }
                p { (button("Keep these terms")) }
            }
        }
    }
}

/// R2 and R3, lifted for this person with reasons that are kept.
pub(super) fn lifts(visit: &InBusiness, profile: &Profile) -> Markup {
    if profile.lifts.is_empty() && !profile.may.lift_rules {
        return html! {};
    }
    html! {
        section.panel.panel-p id="lifts" {
            (section_head("Lifted rules", Some(profile.lifts.len() as u64), &html! {}))
            @if profile.lifts.is_empty() { p.small.sec.mt1 { "None. R2 (one to three projects) and R3 (who manages does not implement) hold." } }
            ul.mt1 { @for lift in &profile.lifts { (lifted(visit, profile, lift)) } }
            @if profile.may.lift_rules { (lift_rule(visit, profile)) }
        }
    }
}

fn lifted(visit: &InBusiness, profile: &Profile, lift: &LiftView) -> Markup {
    let form = visit.form(&format!("end_lift:{}", lift.id));
    html! {
        li.who {
            span.who-t {
                span.rule { (lift.rule) } " "
                @if let Some(task) = &lift.task { "for “" (task) "”" } @else { "for the whole engagement" }
                small { (lift.reason) }
            }
            @if profile.may.lift_rules {
                (form.before(visit))
                form method="post" action=(visit.form_action("end_lift")) {
                    (form.hidden(visit, &[]))
                    (hidden("lift", &lift.id))
                    button.btn.btn-s type="submit" { "Let " (lift.rule) " hold again" }
                }
            }
        }
    }
}

fn lift_rule(visit: &InBusiness, profile: &Profile) -> Markup {
    let form = visit.form("lift_rule");
    let rules = [
        Choice { value: "R2", label: "R2: one to three projects at a time" },
        Choice { value: "R3", label: "R3: who manages does not implement" },
    ];
    html! {
        details.mt open[form.troubled()] {
            summary.link { "Lift a rule for " (first_name(&profile.row)) }
            (form.before(visit))
            form.stack.mt2 method="post" action=(visit.form_action("lift_rule")) {
                (form.hidden(visit, &["rule", "reason"]))
                (hidden("member", &profile.row.key))
                (select_field("rule", "Rule", &rules, form.value("rule", "R2"), None, form.fault("rule")))
                (Field::new("text", "reason", "Why").value(form.value("reason", "")).fault(form.fault("reason")).max_length(300).hint("It is kept in the history"))
                p { (button("Lift it")) }
            }
        }
    }
}

/// The login: a link that is handed over. `link` is the whole address where it has just been made.
pub(super) fn login(visit: &InBusiness, profile: &Profile, link: Option<&str>) -> Markup {
    let (form, row) = (visit.form("make_sign_in_link"), &profile.row);
    html! {
        section.panel.panel-p id="login" {
            (section_head("Signing in", None, &html! {}))
            @if let Some(link) = link {
                (note(Tone::Accent, Icon::Key, &html! {
                    p { b { "Hand this link to " (first_name(row)) "." } " It works once, for " (if row.has_login { "three days" } else { "a week" }) ", and is shown only now." }
                    div.field.mt2 {
                        label for="f-link" { "Link to sign in" }
                        input.inp id="f-link" type="text" readonly value=(link);
                    }
                    div.row.mt2 {
                        @if let (Some(email), false) = (&profile.email, row.has_login) {
                            (link_button(format!("Write to {email}"), invitation_mail(&visit.membership, &row.name, email, link)).small())
                        }
                        span data-copies="f-link" hidden { (button("Copy the link").small().inert()) }
                    }
                }))
            } @else {
                p.small.sec.mt1 {
                    @if row.has_login { (first_name(row)) " has an account here." } @else { (first_name(row)) " has not signed in yet." }
                }
            }
            (form.before(visit))
            form.mt2 method="post" action=(visit.form_action("make_sign_in_link")) {
                (form.hidden(visit, &[]))
                (hidden("member", &row.key))
                (button(if row.has_login { "Make a link to sign in" } else { "Make an invitation" }).small())
            }
        }
    }
}
