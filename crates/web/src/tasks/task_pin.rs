//! The pin of a task: where it is held, by whom, at what price; and the form that pins it (R20).

use maud::{Markup, html};
use righthand_desk::projects::pins::{PinView, PricedView};
use righthand_desk::tasks::detail::Detail;

use crate::parts::{Choice, Field, Icon, button, words};
use crate::projects::here::Here;
use crate::site::InBusiness;

pub(super) fn pin(visit: &InBusiness, detail: &Detail, here: &Here) -> Markup {
    let row = &detail.row;
    let can_be = !row.summary && !row.milestone && row.done_at.is_none();
    html! {
        @if can_be && (row.pin.is_some() || detail.may.break_down) {
            section.panel.panel-p id="pin" {
                h2 { "Pin" }
                @match &row.pin {
                    Some(pin) => { (pinned(visit, detail, pin, here)) },
                    None => { p.small.sec.mt1 { "Not pinned: the plan may move it." } },
                }
                @if detail.may.break_down { (form(visit, detail)) }
            }
        }
    }
}

fn pinned(visit: &InBusiness, detail: &Detail, pin: &PinView, here: &Here) -> Markup {
    let form = visit.form("unpin_task:pin");
    html! {
        p.mt1.row.top {
            (Icon::Flag.small())
            span {
                b { (to(pin, here)) } ", by " (pin.by.name) ", " (here.moment(pin.at)) "."
                @if let Some(why) = &pin.why { " " (why) }
            }
        }
        @if !pin.holds { p.small.mt1 { b { "It cannot hold." } " What it waits for, or whoever does it, leaves no room then." } }
        p.small.sec.mt1 { (price(pin.price.as_deref())) }
        @if detail.may.break_down {
            (form.before(visit))
            form.mt1 method="post" action=(visit.form_action("unpin_task")) {
                (form.hidden(visit, &[]))
                input type="hidden" name="task" value=(detail.row.key);
                (button("Take the pin out").small())
            }
        }
    }
}

/// "To Thu 26 Nov and to Halima Strand".
pub(crate) fn to(pin: &PinView, here: &Here) -> String {
    let day = pin.day.map(|day| format!("to {}", words::day(day, here.today)));
    let person = pin.person.as_ref().map(|person| format!("to {}", person.name));
    let parts: Vec<String> = day.into_iter().chain(person).collect();
    words::capital(&parts.join(" and "))
}

/// What it costs in on-time chance, found by planning without it.
pub(crate) fn price(price: Option<&[PricedView]>) -> String {
    let points = |priced: &PricedView| {
        i64::from(words::whole_percent(priced.without)) - i64::from(words::whole_percent(priced.with))
    };
    let cost = |priced: &PricedView| match points(priced) {
        points @ 1.. => format!("costs {} {points} of 100 futures", priced.name),
        points => format!("gives {} {} of 100 futures", priced.name, -points),
    };
    match price {
        None => "Its price is being worked out.".into(),
        Some(all) => {
            let said: Vec<String> = all.iter().filter(|priced| points(priced) != 0).map(cost).collect();
            if said.is_empty() { "It costs no chance.".into() } else { format!("It {}.", said.join(", ")) }
        }
    }
}

fn form(visit: &InBusiness, detail: &Detail) -> Markup {
    let form = visit.form("pin_task:pin");
    let row = &detail.row;
    let now = row.pin.as_ref();
    let day = now.and_then(|pin| pin.day).map(|day| day.to_string()).unwrap_or_default();
    let person = now.and_then(|pin| pin.person.as_ref()).map_or("", |person| person.key.as_str());
    let why = now.and_then(|pin| pin.why.as_deref()).unwrap_or_default();
    let able = if row.assignees.is_empty() { &detail.people } else { &row.assignees };
    let nobody = Choice { value: "", label: "Nobody in particular" };
    let people: Vec<Choice<'_>> = std::iter::once(nobody)
        .chain(able.iter().map(|person| Choice { value: &person.key, label: &person.name }))
        .collect();
    html! {
        (form.before(visit))
        details.mt2 open[form.troubled()] {
            summary.link.small { @if now.is_some() { "Pin it otherwise" } @else { "Pin it to a day or a person" } }
            form.stack-2.mt1 method="post" action=(visit.form_action("pin_task")) {
                (form.hidden(visit, &["day", "person", "why"]))
                input type="hidden" name="task" value=(row.key);
                (Field::new("date", "day", "Day on which it starts").id("f-pin-day").value(form.value("day", &day)).fault(form.fault("day")).optional())
                div.field {
                    label for="f-pin-person" { "Person" }
                    select.inp id="f-pin-person" name="person" aria-invalid=[form.fault("person").map(|_| "true")] aria-describedby=[form.fault("person").map(|_| "f-pin-person-fault")] {
                        @for other in &people { option value=(other.value) selected[form.value("person", person) == other.value] { (other.label) } }
                    }
                    @if let Some(fault) = form.fault("person") { p.err id="f-pin-person-fault" { (Icon::Late.with_class("i i-s fillst")) (fault) } }
                }
                (Field::new("text", "why", "Why").id("f-pin-why").value(form.value("why", why)).fault(form.fault("why")).max_length(300).optional())
                div { (button("Pin it").small()) }
            }
        }
    }
}
