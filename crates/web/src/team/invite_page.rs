//! The page to invite a list, what its lines were read as, and the links that came of it.

use jiff::tz::TimeZone;
use maud::{Markup, html};
use righthand_desk::mail::Mailing;
use righthand_desk::team::Invited;
use righthand_desk::team::invitations::Waiting;
use righthand_domain::roles::Role;

use super::add_member::roles;
use super::invite::Typed;
use super::mail::invitation_mail;
use crate::parts::{
    Faults, Field, Icon, Tone, button, empty, hidden, link_button, note, section_head, select_field, sentence_head,
    table, words,
};
use crate::site::InBusiness;

/// How far the visitor is.
pub(super) enum Step {
    Blank,
    /// The list as it was read, line by line.
    Looked(Vec<Invited>),
    Faulty(Faults),
}

/// `/b/{business}/team/invite`.
pub(super) fn invite_page(visit: &InBusiness, typed: &Typed, step: &Step, waiting: &[Waiting]) -> Markup {
    let none = Faults::default();
    let faults = if let Step::Faulty(faults) = step { faults } else { &none };
    let roles = roles();
    let role = if typed.role.is_empty() { Role::TeamMember.as_str() } else { &typed.role };
    html! {
        (sentence_head("Invite", "Paste names and addresses, one person a line. You see what was read before anybody is asked.", &html! {
            (link_button("One person, with more detail", visit.at("/team/new")))
        }))
        div.cols {
            div.stack {
                section.panel.panel-p {
                    form.stack method="post" action=(visit.at("/team/invite")) {
                        (Field::new("area", "list", "The list").value(&typed.list).fault(faults.of("list")).max_length(100_000)
                            .hint("Name, address, role and hours a week, with tabs, commas or semicolons between them: Noor Castellanos, noor@example.org, VA, 7 h. Any other word is a skill."))
                        (select_field("role", "Where a line names no role", &roles, role, None, None))
                        div.row { (button("See what is read").primary()) (link_button("Cancel", visit.at("/team")).quiet()) }
                    }
                }
                @if let Step::Looked(people) = step { (looked(visit, typed, people)) }
            }
            aside.stack { (waiting_invitations(visit, waiting)) }
        }
    }
}

/// The lines as they were read, and the button that invites, where nothing is wrong.
fn looked(visit: &InBusiness, typed: &Typed, people: &[Invited]) -> Markup {
    let faulty = people.iter().filter(|person| person.fault.is_some()).count() as u64;
    let head = html! {
        tr { th scope="col" { "Name" } th scope="col" { "Address" } th scope="col" { "Role" } th.r scope="col" { "A week" } th scope="col" { "Skills" } th.r scope="col" { "Line" } }
    };
    let body = html! { @for person in people { (line(person)) } };
    html! {
        section.stack-2 id="read" {
            (section_head("What was read", Some(people.len() as u64), &html! { "nobody is asked yet" }))
            @if faulty > 0 {
                (note(Tone::Late, Icon::Late, &html! {
                    p { (words::capital(&words::counted(faulty, "line cannot be taken as it is", "lines cannot be taken as they are"))) ". Change the list above and look again." }
                }))
            }
            (table("The people of the list", "keep-first", &head, &body))
            @if faulty == 0 {
                // The answer holds links that are shown once: the browser goes there by itself.
                form.row method="post" action=(visit.at("/team/invite")) data-native="" {
                    (hidden("list", &typed.list)) (hidden("role", &typed.role)) (hidden("step", "invite"))
                    (button(format!("Invite {}", words::counted(people.len() as u64, "person", "people"))).primary())
                }
            }
        }
    }
}

fn line(person: &Invited) -> Markup {
    html! {
        tr {
            @if let Some(fault) = &person.fault {
                th scope="row" { @if person.name.is_empty() { "Not read" } @else { (person.name) } }
                td colspan="4" { span.err { (Icon::Late.with_class("i i-s fillst")) (fault) } }
            } @else {
                th scope="row" { (person.name) @if person.known { span.small.mut { " in the team already" } } }
                td { @match &person.email { Some(email) => (email), None => span.mut { "none" } } }
                td { (person.role.title()) }
                td.r { @match person.hours_per_week { Some(hours) => { (hours) " h" }, None => span.mut { "the business’s" } } }
                td.sec { (person.skills.join(", ")) }
            }
            td.r.mut { (person.line) }
        }
    }
}

fn waiting_invitations(visit: &InBusiness, waiting: &[Waiting]) -> Markup {
    let now = visit.visitor.now();
    html! {
        section.panel.panel-p id="waiting" {
            (section_head("Waiting", Some(waiting.len() as u64), &html! {}))
            @if waiting.is_empty() { (empty("Nobody has been asked", "An invitation stands here until it is taken up, taken back, or a week old.", &html! {})) }
            ul.mt1 {
                @for invitation in waiting {
                    @let form = visit.form(&format!("end_invitation:{}", invitation.id));
                    li.who {
                        span.who-t {
                            a href=(visit.at(&format!("/team/{}", invitation.member))) { (invitation.name) }
                            small { (invitation.role.title().to_lowercase()) ", until " (words::moment(invitation.ends, &TimeZone::UTC, now)) " UTC" }
                        }
                        (form.before(visit))
                        form method="post" action=(visit.form_action("end_invitation")) {
                            (form.hidden(visit, &[])) (hidden("invitation", &invitation.id))
                            button.btn.btn-s type="submit" { "Take back" span.vh { " the invitation of " (invitation.name) } }
                        }
                    }
                }
            }
        }
    }
}

/// The links that were just made: shown once, each ready to be copied or mailed.
pub(super) fn invited_page(visit: &InBusiness, people: &[Invited], summary: &str, event: i64) -> Markup {
    let mailed = match visit.visitor.site.desk().mailing {
        Mailing::Off => "",
        Mailing::Outbox => " Who has an address is written to; that mail is on /dev/mail.",
        Mailing::Server => " Who has an address is written to.",
    };
    html! {
        (sentence_head("Links", &format!("{summary}. Each link works once, for a week, and is shown only now.{mailed}"), &html! {
            form method="post" action=(visit.form_action("undo")) {
                (hidden("event", &event.to_string())) (hidden("_back", &visit.at("/team/invite")))
                (button("Undo all of it"))
            }
        }))
        div.panel {
            ul.setp {
                @for person in people {
                    @if let (Some(path), Some(key)) = (&person.path, &person.key) {
                        @let link = format!("{}{path}", visit.origin());
                        @let id = format!("f-link-{key}");
                        li.set {
                            div { h2 { (person.name) } p { (person.role.title()) } }
                            div.stack-2 {
                                div.field {
                                    label for=(id) { "Link for " (person.name) }
                                    input.inp id=(id) type="text" readonly value=(link);
                                }
                                div.row {
                                    @if let Some(email) = &person.email {
                                        (link_button(format!("Write to {email}"), invitation_mail(&visit.membership, &person.name, email, &link)).small())
                                    }
                                    span data-copies=(id) hidden { (button("Copy the link").small().inert()) }
                                }
                            }
                        }
                    }
                }
            }
        }
        div.row.mt { (link_button("To the team", visit.at("/team?view=people")).primary()) }
    }
}
