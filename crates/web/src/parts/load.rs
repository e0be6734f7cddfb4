//! How much of somebody's hours is taken.

use maud::{Markup, html};

use super::words;

/// Width of the bar in its own units, and where a hundred percent lies in it.
const WIDTH: f64 = 52.0;
const FULL: f64 = 47.3;

/// The bar alone; it says its percent to screen readers.
pub fn load_bar(share: f64) -> Markup {
    let share = if share.is_finite() { share.max(0.0) } else { 0.0 };
    let over = ((share - 1.0) * FULL).clamp(0.0, WIDTH - FULL);
    html! {
        svg.load viewBox="0 0 52 6" preserveAspectRatio="none" role="img"
            aria-label={ (words::whole_percent(share)) " percent of hours planned" } {
            rect.bg width=(FULL) height="6" rx="2" {}
            rect.fg width=(format!("{:.1}", share.min(1.0) * FULL)) height="6" rx="2" {}
            @if over > 0.0 { rect.over x=(FULL) width=(format!("{:.1}", over.max(1.0))) height="6" rx="1" {} }
        }
    }
}

/// The bar and its number; over a hundred percent the number is bold and red.
pub fn load_with_number(share: f64) -> Markup {
    let over = words::whole_percent(share) > 100;
    html! {
        (load_bar(share))
        span class=(if over { "small late num strong" } else { "small sec num" }) aria-hidden="true" { (words::percent(share)) }
    }
}
