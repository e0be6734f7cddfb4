//! Reliability: what was called against what came true. On the diagonal, a chance meant what it said.

use maud::{Markup, Render, html};
use righthand_domain::calibration::Bin;

use super::{px, share};
use crate::parts::words;

const SIZE: f64 = 300.0;
const LEFT: f64 = 34.0;
const TOP: f64 = 10.0;
const FOOT: f64 = 262.0;
const RIGHT: f64 = 286.0;
/// Radius of a point that stands for one forecast, and of the largest.
const RADIUS: (f64, f64) = (3.5, 9.0);

/// Points by tenths of the chance, each with the range in which the truth may lie.
#[derive(Debug, Clone)]
pub struct Reliability<'a> {
    pub bins: &'a [Bin],
}

impl Render for Reliability<'_> {
    fn render(&self) -> Markup {
        let x = |value: f64| LEFT + share(value) * (RIGHT - LEFT);
        let y = |value: f64| FOOT - share(value) * (FOOT - TOP);
        let most = self.bins.iter().map(|bin| bin.count).max().unwrap_or(1).max(1);
        // Areas, not widths, are compared by eye.
        let radius = |bin: &Bin| RADIUS.0 + (RADIUS.1 - RADIUS.0) * (bin.count as f64 / most as f64).sqrt();
        html! {
            svg.g.fit viewBox={ "0 0 " (px(SIZE)) " " (px(SIZE)) } role="img" aria-label=(label(self.bins)) {
                @for grid in [0, 25, 50, 75, 100] {
                    @let at = f64::from(grid) / 100.0;
                    path.gl d={ "M" (px(LEFT)) " " (px(y(at))) "H" (px(RIGHT)) } {}
                    text x=(px(LEFT - 6.0)) y=(px(y(at) + 4.0)) text-anchor="end" { (grid) }
                    text x=(px(x(at))) y=(px(FOOT + 16.0)) text-anchor="middle" { (grid) }
                }
                path.capl d={ "M" (px(x(0.0))) " " (px(y(0.0))) "L" (px(x(1.0))) " " (px(y(1.0))) } {}
                @for bin in self.bins {
                    path.fanl d={ "M" (px(x(bin.called))) " " (px(y(bin.low))) "V" (px(y(bin.high))) } {}
                    circle class=(class(bin)) cx=(px(x(bin.called))) cy=(px(y(bin.share()))) r=(px(radius(bin))) {}
                }
                text x=(px((LEFT + RIGHT) / 2.0)) y=(px(SIZE - 4.0)) text-anchor="middle" { "called, %" }
            }
        }
    }
}

/// Off where what was called lies outside the range in which the truth may lie.
fn class(bin: &Bin) -> &'static str {
    if bin.called > bin.high {
        "late-f"
    } else if bin.called < bin.low {
        "risk-f"
    } else {
        "ok-f"
    }
}

fn label(bins: &[Bin]) -> String {
    if bins.is_empty() {
        return "No chance has been scored yet".to_owned();
    }
    let each: Vec<String> = bins
        .iter()
        .map(|bin| {
            let (called, came) = (words::whole_percent(bin.called), words::whole_percent(bin.share()));
            format!("{came} percent of {} called about {called}", bin.count)
        })
        .collect();
    format!("Came true: {}", each.join("; "))
}
