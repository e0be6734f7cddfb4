//! A few weeks of one figure, so small that it fits into a row.

use maud::{Markup, html};

use super::px;
use crate::parts::State;

const WIDTH: f64 = 64.0;
const HEIGHT: f64 = 18.0;
/// Points that are drawn, the last ones: eight weeks are meant, a quarter fits.
const POINTS_MAX: usize = 13;

/// `values` oldest first; what is no number is left out. `target` is the dotted line; the last point has the colour of
/// `state`. `label` says the result: "Replies within a day: 8 of the last 8 weeks".
pub fn spark(values: &[f64], target: Option<f64>, state: State, label: &str) -> Markup {
    let values: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    let values = values.get(values.len().saturating_sub(POINTS_MAX)..).unwrap_or(&values);
    let target = target.filter(|target| target.is_finite());
    let (low, high) =
        values.iter().copied().chain(target).fold((f64::MAX, f64::MIN), |(low, high), v| (low.min(v), high.max(v)));
    let range = if high > low { high - low } else { 1.0 };
    let y = |value: f64| HEIGHT - 3.0 - (value - low) / range * (HEIGHT - 6.0);
    let x = |i: usize| 2.0 + i as f64 * (WIDTH - 6.0) / (values.len().max(2) - 1) as f64;
    let points: Vec<String> =
        values.iter().enumerate().map(|(i, value)| format!("{},{}", px(x(i)), px(y(*value)))).collect();
    html! {
        svg.spark width=(px(WIDTH)) height=(px(HEIGHT)) viewBox="0 0 64 18" role="img" aria-label=(label) {
            @if let Some(target) = target { path.tg d={ "M0 " (px(y(target))) "H64" } {} }
            @if points.len() > 1 { polyline.ln points=(points.join(" ")) {} }
            @if let Some(last) = values.last() {
                circle class={ "pt " (state.class()) } cx=(px(x(values.len() - 1))) cy=(px(y(*last))) r="2.2" {}
            }
        }
    }
}
