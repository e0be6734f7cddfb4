//! A cell of load: the number is always printed, the shade helps to find it.

use maud::{Markup, html};

use super::words;

/// `share` of the hours of a week that are taken: 0.0 upwards; `None` is away or without engagement, said by `why_none`.
pub fn heat_cell(share: Option<f64>, why_none: &str) -> Markup {
    let Some(share) = share else {
        return html! { td.h { span.c.la { (why_none) } } };
    };
    let percent = words::whole_percent(share);
    let level = match percent {
        0..45 => "c l1",
        45..70 => "c l2",
        70..90 => "c l3",
        90..=100 => "c l4",
        _ => "c lo",
    };
    html! { td.h { span class=(level) { (percent) } } }
}

/// What the shades mean.
pub fn heat_key() -> Markup {
    html! {
        p.key.mt {
            span { i.kc.l1 {} "under 45" }
            span { i.kc.l2 {} "45 to 69" }
            span { i.kc.l3 {} "70 to 89" }
            span { i.kc.l4 {} "90 to 100" }
            span { i.kc.lo {} "more than their hours (time spent, the plan never does this)" }
        }
    }
}
