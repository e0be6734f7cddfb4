//! A member's week: hours per day beside the hours they have.

use jiff::civil::Date;
use maud::{Markup, Render, html};

use super::{px, text_width};
use crate::parts::words;

const WIDTH: f64 = 316.0;
const HEIGHT: f64 = 112.0;
const TOP: f64 = 17.0;
const FOOT: f64 = 82.0;
/// Days that are drawn: two weeks.
const DAYS_MAX: usize = 14;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayLoad {
    pub date: Date,
    /// Planned, or spent on days that are over.
    pub minutes: i64,
    /// Hours of that day by their engagement; 0 on a day off.
    pub capacity_minutes: i64,
}

#[derive(Debug, Clone)]
pub struct WeekLoad {
    /// In order; more than 14 are left out.
    pub days: Vec<DayLoad>,
    pub today: Date,
}

impl Render for WeekLoad {
    fn render(&self) -> Markup {
        let days = self.days.get(..DAYS_MAX).unwrap_or(&self.days);
        let most = days.iter().map(|day| day.minutes.max(day.capacity_minutes)).max().unwrap_or(0).max(1);
        let height = |minutes: i64| (FOOT - TOP) * minutes.max(0) as f64 / most as f64;
        let slot = (WIDTH - 4.0) / days.len().max(1) as f64;
        let usual = days.iter().map(|day| day.capacity_minutes).max().filter(|usual| *usual > 0);
        html! {
            svg.g.wk viewBox={ "0 0 " (px(WIDTH)) " " (px(HEIGHT)) } role="img" aria-label=(self.label(days)) {
                @for (i, day) in days.iter().enumerate() {
                    @let x = 2.0 + slot * i as f64 + slot * 0.07;
                    @let width = slot * 0.86;
                    @let (has, takes) = (height(day.capacity_minutes), height(day.minutes));
                    @let over = day.date < self.today;
                    rect.off x=(px(x)) y=(px(FOOT - has)) width=(px(width)) height=(px(has)) rx="3" {}
                    @if day.minutes > 0 {
                        rect class=(if over { "bd" } else { "b" }) x=(px(x)) y=(px(FOOT - takes)) width=(px(width)) height=(px(takes.max(2.0))) rx="3" {}
                        @if takes >= 16.0 {
                            text class=(if over { "inv" } else { "bt" }) x=(px(x + width / 2.0)) y=(px(FOOT - 7.0)) text-anchor="middle" { (words::hours(day.minutes)) }
                        }
                    }
                    text.tx[day.date == self.today] x=(px(x + width / 2.0)) y="98" text-anchor="middle" { (day_name(day.date, slot)) }
                    @if day.date == self.today { rect.nowl x=(px(x + width / 2.0 - 15.0)) y="104" width="30" height="2.5" rx="1" {} }
                }
                @if let Some(usual) = usual {
                    @let y = FOOT - height(usual);
                    path.capl d={ "M0 " (px(y)) "H" (px(WIDTH)) } {}
                    text x=(px(WIDTH)) y=(px((y - 6.0).max(10.0))) text-anchor="end" { (words::hours(usual)) " a day" }
                }
            }
        }
    }
}

impl WeekLoad {
    fn label(&self, days: &[DayLoad]) -> String {
        if days.is_empty() {
            return "No days in this week".to_owned();
        }
        let each: Vec<String> = days
            .iter()
            .map(|day| {
                format!(
                    "{} {} of {}",
                    words::weekday(day.date),
                    words::hours(day.minutes),
                    words::hours(day.capacity_minutes)
                )
            })
            .collect();
        format!("Hours planned per day, of the hours there are: {}", each.join(", "))
    }
}

fn day_name(date: Date, slot: f64) -> String {
    let long = format!("{} {}", words::weekday(date), date.day());
    if text_width(&long) <= slot { long } else { date.day().to_string() }
}
