//! Hours a week of everybody for whom nobody has said any: one table, one field each, sent once.

use maud::{Markup, html};
use righthand_desk::guesses::page::Guesses;

use crate::parts::{AvatarSize, Icon, button, person_with_role, section_head, words};
use crate::site::InBusiness;

pub(super) fn hours(visit: &InBusiness, guesses: &Guesses) -> Markup {
    let form = visit.form("set_team_hours:guesses");
    let fields: Vec<String> = (0..guesses.people.len()).map(|row| format!("hours.{row}.hours_per_week")).collect();
    let known: Vec<&str> = fields.iter().map(String::as_str).collect();
    let assumed = words::hours((guesses.assumed_hours * 60.0).round() as i64);
    html! {
        @if !guesses.people.is_empty() {
            section.panel id="hours" tabindex="-1" {
                (section_head("Hours a week", Some(guesses.people.len() as u64), &html! { "The plan reckons with " (assumed) " until somebody says otherwise" }))
                (form.before(visit))
                form.hours-all method="post" action=(visit.form_action("set_team_hours")) novalidate {
                    (form.hidden(visit, &known))
                    ul.tasks.tasks-in {
                        @for (row, (who, field)) in guesses.people.iter().zip(&fields).enumerate() {
                            @let fault = form.fault(field);
                            li.task {
                                label.grow for={ "hours-" (row) } { (person_with_role(&who.name, &who.key, who.role.title(), AvatarSize::Normal)) }
                                div {
                                    input type="hidden" name={ "hours." (row) ".member" } value=(who.key);
                                    input.inp.inp-n id={ "hours-" (row) } name=(field) value=(form.value(field, "")) inputmode="decimal" autocomplete="off"
                                        placeholder=(guesses.assumed_hours) aria-invalid=[fault.map(|_| "true")] aria-describedby=[fault.map(|_| format!("hours-{row}-fault"))];
                                    " h"
                                    @if let Some(fault) = fault { p.err id={ "hours-" (row) "-fault" } { (Icon::Late.with_class("i i-s fillst")) (fault) } }
                                }
                            }
                        }
                    }
                    div.panel-foot.row { (button("Keep these hours").small()) span.hint { "A field that stays empty changes nothing." } }
                }
            }
        }
    }
}
