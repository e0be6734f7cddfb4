//! Charts: SVG drawn on the server. Sizes are attributes, colours classes, text is text; each says its result in a label.
//! All of them take plain values and give back markup: same values, same bytes.

mod axis;
mod histogram;
mod plan;
mod portfolio;
mod range;
mod reliability;
mod spark;
mod trend;
mod week;

pub use axis::{DayHours, OffTime, Scale};
pub use histogram::{Closure, Histogram};
pub use plan::{Link, PlanMark, PlanPerson, PlanRow, ProjectPlan};
pub use portfolio::{Portfolio, PortfolioRow};
pub use range::{lever_range, range};
pub use reliability::Reliability;
pub use spark::spark;
pub use trend::{Trend, TrendPoint};
pub use week::{DayLoad, WeekLoad};

/// A coordinate as it is written: to a tenth of a pixel, and 0 for what is no number.
pub(crate) fn px(value: f64) -> String {
    if !value.is_finite() {
        return "0".to_owned();
    }
    let rounded = (value * 10.0).round() / 10.0;
    // "-0" would be another text for the same place.
    let rounded = if rounded == 0.0 { 0.0 } else { rounded };
    format!("{rounded}")
}

/// A share that can be drawn: between 0 and 1, and 0 for what is no number.
pub(crate) fn share(value: f64) -> f64 {
    if value.is_finite() { value.clamp(0.0, 1.0) } else { 0.0 }
}

/// About how wide a text of the charts' 11 px is, in pixels: 5.8 for a letter is a little more than Inter takes on average.
pub(crate) fn text_width(text: &str) -> f64 {
    text.chars().count() as f64 * 5.8
}

#[cfg(test)]
mod tests;
