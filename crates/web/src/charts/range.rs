//! A span on a line from 0 to 100 %: what a change would do to a chance, or how sure a figure is.

use maud::{Markup, html};

use super::{px, share};
use crate::parts::{Thresholds, words};

const WIDTH: f64 = 150.0;

/// From the chance now to the chance after a change, each dot in its state.
pub fn lever_range(now: f64, then: f64, thresholds: Thresholds) -> Markup {
    let (now, then) = (share(now), share(then));
    let label = format!("from {} to {} percent", words::whole_percent(now), words::whole_percent(then));
    let dot = |at: f64| match thresholds.state(at).class() {
        class @ ("risk" | "late") => format!("{class}-f"),
        _ => "ok-f".to_owned(),
    };
    html! {
        svg.g width=(px(WIDTH)) height="16" viewBox="0 0 150 16" role="img" aria-label=(label) {
            path.gl d="M0 8H150" {}
            rect.rngb x=(px(now.min(then) * WIDTH)) y="4" width=(px((then - now).abs() * WIDTH)) height="8" rx="2" {}
            circle class=(dot(now)) cx=(px(inside(now))) cy="8" r="3.5" {}
            circle class=(dot(then)) cx=(px(inside(then))) cy="8" r="4.5" {}
        }
    }
}

/// A figure with its band: `low`, `most_likely` and `high` are shares; `label` says the result in words.
pub fn range(low: f64, most_likely: f64, high: f64, label: &str) -> Markup {
    let (low, middle, high) = (share(low), share(most_likely), share(high));
    html! {
        svg.g width=(px(WIDTH)) height="16" viewBox="0 0 150 16" role="img" aria-label=(label) {
            path.gl d="M0 8H150" {}
            rect.rngb x=(px(low.min(high) * WIDTH)) y="4" width=(px((high - low).abs() * WIDTH)) height="8" rx="2" {}
            circle.rngp cx=(px(inside(middle))) cy="8" r="4" {}
        }
    }
}

/// Keeps a dot whole at both ends.
fn inside(at: f64) -> f64 {
    (at * WIDTH).clamp(4.5, WIDTH - 4.5)
}
