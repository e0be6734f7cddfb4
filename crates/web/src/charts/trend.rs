//! A chance, week by week: the median line, its band, and what happened meanwhile.

use jiff::civil::Date;
use maud::{Markup, Render, html};

use super::{px, share, text_width};
use crate::parts::{Thresholds, words};

const WIDTH: f64 = 316.0;
const HEIGHT: f64 = 132.0;
const LEFT: f64 = 26.0;
const RIGHT: f64 = 272.0;
const TOP: f64 = 14.0;
const FOOT: f64 = 104.0;
/// Points that are drawn, the last ones: a year of weeks.
const POINTS_MAX: usize = 53;

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrendPoint {
    pub day: Date,
    /// Shares, 0.0 to 1.0: Wilson's interval around the chance.
    pub low: f64,
    pub chance: f64,
    pub high: f64,
}

#[derive(Debug, Clone)]
pub struct Trend {
    /// Oldest first.
    pub points: Vec<TrendPoint>,
    /// Something that changed the chance: its day and words.
    pub event: Option<(Date, String)>,
    pub thresholds: Thresholds,
    pub today: Date,
}

impl Render for Trend {
    fn render(&self) -> Markup {
        let points = self.points.get(self.points.len().saturating_sub(POINTS_MAX)..).unwrap_or(&self.points);
        let y = |value: f64| FOOT - share(value) * (FOOT - TOP);
        let x = |i: usize| {
            if points.len() < 2 { RIGHT } else { LEFT + (RIGHT - LEFT) * i as f64 / (points.len() - 1) as f64 }
        };
        let pairs = |pick: fn(&TrendPoint) -> f64| -> Vec<String> {
            points.iter().enumerate().map(|(i, point)| format!("{},{}", px(x(i)), px(y(pick(point))))).collect()
        };
        let band: Vec<String> = pairs(|p| p.low).into_iter().chain(pairs(|p| p.high).into_iter().rev()).collect();
        let event = self
            .event
            .as_ref()
            .and_then(|(day, words)| points.iter().position(|point| point.day >= *day).map(|i| (x(i), words)));
        html! {
            svg.g.fit viewBox={ "0 0 " (px(WIDTH)) " " (px(HEIGHT)) } role="img" aria-label=(label(points)) {
                @for grid in [75, 50, 25] {
                    @let at = y(f64::from(grid) / 100.0);
                    path.gl d={ "M20 " (px(at)) "H300" } {}
                    text x="0" y=(px(at + 4.0)) { (grid) }
                }
                @if points.len() > 1 {
                    polygon.fan1 points=(band.join(" ")) {}
                    polyline.fanl points=(pairs(|p| p.chance).join(" ")) {}
                }
                @if let Some((at, words)) = event {
                    path.capl d={ "M" (px(at)) " 18V" (px(FOOT)) } {}
                    @if at + 5.0 + text_width(words) < WIDTH { text.tx2 x=(px(at + 5.0)) y="18" { (words) } }
                    @else { text.tx2 x=(px(at - 5.0)) y="18" text-anchor="end" { (words) } }
                }
                @if let Some(last) = points.last() {
                    @let class = match self.thresholds.state(last.chance).class() { "risk" => "risk-f", "late" => "late-f", _ => "ok-f" };
                    circle class=(class) cx=(px(x(points.len() - 1))) cy=(px(y(last.chance))) r="4" {}
                    text.big x="282" y=(px(y(last.chance) + 5.0)) { (words::whole_percent(last.chance)) }
                    @if let Some(first) = points.first().filter(|first| first.day != last.day) {
                        text x=(px(LEFT)) y="126" { (words::short_day(first.day, self.today)) }
                    }
                    text x=(px(RIGHT)) y="126" text-anchor="middle" { (words::short_day(last.day, self.today)) }
                }
            }
        }
    }
}

fn label(points: &[TrendPoint]) -> String {
    if points.is_empty() {
        return "No chances yet".to_owned();
    }
    let each: Vec<String> = points.iter().map(|point| words::whole_percent(point.chance).to_string()).collect();
    format!("Chance of being on time, week by week: {} percent", each.join(", "))
}
