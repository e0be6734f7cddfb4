//! When a project will be finished: one bar per working day, in time filled, late hollow, and lines for three quantiles.

use jiff::civil::Date;
use maud::{Markup, Render, html};

use super::{px, text_width};
use crate::parts::words;

const WIDTH: f64 = 764.0;
const HEIGHT: f64 = 244.0;
const LEFT: f64 = 36.0;
/// Top and foot of the bars: above them each label has its own line, so that none covers another.
const TOP: f64 = 84.0;
const FOOT: f64 = 204.0;
/// Bars that stay legible; more days are joined into groups of equal length.
const BARS_MAX: usize = 48;
/// The lines: share of futures, words, height of the label.
const LINES: [(f64, &str, f64); 3] =
    [(0.5, "half of the futures", 36.0), (0.8, "eight in ten", 54.0), (0.9, "nine in ten", 72.0)];
/// Pixels between two labels in a line.
const LABEL_GAP: f64 = 8.0;

/// Days in which nobody works, with words: "studio closed 24 to 27 Dec". They have no bars; the mark stands between.
#[derive(Debug, Clone)]
pub struct Closure {
    pub first: Date,
    pub last: Date,
    pub words: String,
}

/// Finishes of all futures.
#[derive(Debug, Clone)]
pub struct Histogram {
    /// Whose finish it is.
    pub name: String,
    /// Futures that end on each working day, days rising; days without any may be among them.
    pub days: Vec<(Date, u32)>,
    /// Futures that never end, as when somebody whom the work needs is gone: they have no bar and are never in time.
    pub never: u32,
    pub due: Option<Date>,
    /// Share that ends in time, where the due is an instant within its day; counted from the days where absent.
    pub on_time: Option<f64>,
    pub today: Date,
    pub closures: Vec<Closure>,
}

/// A bar: first and last day of its group, share of all futures.
struct Bar {
    first: Date,
    last: Date,
    share: f64,
}

impl Histogram {
    /// The day by which `share` of the futures have ended; `None` where so many never do, or without futures.
    pub fn by(&self, share: f64) -> Option<Date> {
        let all = self.all();
        let mut ended = 0_u64;
        self.days.iter().find_map(|(day, count)| {
            ended += u64::from(*count);
            (all > 0 && ended as f64 >= share * all as f64).then_some(*day)
        })
    }

    /// Share of the futures that end by the end of `day`; 0 without futures.
    pub fn share_by(&self, day: Date) -> f64 {
        let ended: u64 = self.days.iter().filter(|(end, _)| *end <= day).map(|(_, count)| u64::from(*count)).sum();
        if self.all() == 0 { 0.0 } else { ended as f64 / self.all() as f64 }
    }

    /// Share that ends in time; `None` without a due.
    pub fn in_time(&self) -> Option<f64> {
        self.due.map(|due| self.on_time.unwrap_or_else(|| self.share_by(due)))
    }

    /// All futures, those that never end among them.
    pub fn all(&self) -> u64 {
        self.days.iter().map(|(_, count)| u64::from(*count)).sum::<u64>() + u64::from(self.never)
    }

    /// Groups never cross the due day, so that each bar is wholly in time or wholly late.
    fn bars(&self) -> Vec<Bar> {
        let all = self.all().max(1) as f64;
        let size = self.days.len().div_ceil(BARS_MAX).max(1);
        let (early, late): (Vec<_>, Vec<_>) =
            self.days.iter().partition(|(day, _)| self.due.is_none_or(|due| *day <= due));
        let group = |days: &[(Date, u32)]| -> Option<Bar> {
            let share = days.iter().map(|(_, count)| f64::from(*count)).sum::<f64>() / all;
            Some(Bar { first: days.first()?.0, last: days.last()?.0, share })
        };
        early.chunks(size).chain(late.chunks(size)).filter_map(group).collect()
    }

    fn label(&self) -> String {
        let mut parts = Vec::new();
        if let Some((due, share)) = self.due.zip(self.in_time()) {
            parts.push(format!("{} percent by {}", words::whole_percent(share), words::short_day(due, self.today)));
        }
        for (share, name, _) in LINES {
            if let Some(day) = self.by(share) {
                parts.push(format!("{name} by {}", words::short_day(day, self.today)));
            }
        }
        if self.never > 0 {
            parts.push(format!("{} of {} never", words::count(u64::from(self.never)), words::count(self.all())));
        }
        if self.all() == 0 {
            format!("No forecast of {} yet", self.name)
        } else {
            format!("Forecast of the finish of {}: {}", self.name, parts.join(", "))
        }
    }
}

impl Render for Histogram {
    fn render(&self) -> Markup {
        let bars = self.bars();
        let highest = bars.iter().map(|bar| bar.share).fold(0.0, f64::max);
        let step = grid_step(highest);
        let scale = (FOOT - TOP) / ((highest / step).ceil().max(1.0) * step);
        let slot = (WIDTH - LEFT) / bars.len().max(1) as f64;
        let every = ((text_width("30 Dec") + LABEL_GAP) / slot).ceil().max(1.0) as usize;
        // The right edge of the bar that holds a day.
        let edge = |day: Date| LEFT + slot * bars.iter().take_while(|bar| bar.first <= day).count() as f64;
        let lines: Vec<(f64, f64, String, &str)> = LINES
            .iter()
            .filter_map(|(share, name, y)| {
                self.by(*share).map(|day| (edge(day), *y, words::short_day(day, self.today), *name))
            })
            .collect();
        let due =
            self.due.zip(self.in_time()).map(|(due, share)| (edge(due), words::short_day(due, self.today), share));
        html! {
            svg.g.fit viewBox={ "0 0 " (px(WIDTH)) " " (px(HEIGHT)) } role="img" aria-label=(self.label()) {
                @for line in 0..=(highest / step).ceil().min(10.0) as u32 {
                    @let y = FOOT - f64::from(line) * step * scale;
                    path.gl d={ "M" (px(LEFT)) " " (px(y)) "H" (px(WIDTH)) } {}
                    text x="30" y=(px(y + 4.0)) text-anchor="end" { (words::percent(f64::from(line) * step)) }
                }
                @for (i, bar) in bars.iter().enumerate() {
                    @let x = LEFT + slot * i as f64 + (slot * 0.07).max(0.5);
                    @let height = bar.share * scale;
                    @let late = self.due.is_some_and(|due| bar.first > due);
                    @if height > 0.0 {
                        rect class=(if late { "c-out" } else { "c-in" }) x=(px(x)) y=(px(FOOT - height)) width=(px((slot * 0.86).max(1.0))) height=(px(height.max(1.0))) rx=(if slot > 12.0 { "2" } else { "0" }) {}
                    }
                    @if i % every == 0 {
                        text x=(px((x + slot * 0.43).min(WIDTH - 18.0))) y="220" text-anchor="middle" { (bar_label(bar)) }
                    }
                }
                path.ax d={ "M" (px(LEFT)) " " (px(FOOT)) "H" (px(WIDTH)) } {}
                // All lines first, so that a label lies over the lines that it crosses.
                @for (x, y, ..) in &lines { path.capl d={ "M" (px(*x)) " " (px(y + 3.0)) "V" (px(FOOT)) } {} }
                @if let Some((x, ..)) = &due { path.dueline d={ "M" (px(*x)) " 6V" (px(FOOT + 4.0)) } {} }
                @for (x, y, day, name) in &lines { (line_label(*x, *y, day, name)) }
                @if let Some((x, day, share)) = &due { (due_label(*x, day, *share)) }
                (self.closed(&bars, edge))
            }
        }
    }
}

impl Histogram {
    /// Marks of closures at the foot; words that would touch those before them are left out.
    fn closed(&self, bars: &[Bar], edge: impl Fn(Date) -> f64) -> Markup {
        let (Some(first), Some(last)) = (bars.first(), bars.last()) else { return html! {} };
        let mut taken = 0.0;
        let mut shown = Vec::new();
        for closure in self.closures.iter().filter(|closure| first.first <= closure.last && last.last >= closure.first)
        {
            let (x, half) = (edge(closure.first), text_width(&closure.words) / 2.0);
            let middle = x.clamp((LEFT + half).min(WIDTH / 2.0), (WIDTH - half).max(WIDTH / 2.0));
            let fits = middle - half >= taken;
            if fits {
                taken = middle + half + LABEL_GAP;
            }
            shown.push((x, fits.then_some((middle, &closure.words))));
        }
        html! {
            @for (x, label) in shown {
                path.ax d={ "M" (px(x)) " 200v8" } {}
                @if let Some((middle, words)) = label { text x=(px(middle)) y="238" text-anchor="middle" { (words) } }
            }
        }
    }
}

/// Distance of the grid lines: 1, 2, 5, 10, 20 or 50 %, so that there are two to five of them.
fn grid_step(highest: f64) -> f64 {
    [0.01, 0.02, 0.05, 0.1, 0.2].into_iter().find(|step| highest / step <= 4.0).unwrap_or(0.5)
}

/// Without the year, which would not fit under a bar; the order of the days says it.
fn bar_label(bar: &Bar) -> String {
    format!("{} {}", bar.first.day(), words::month(bar.first))
}

fn line_label(x: f64, y: f64, day: &str, name: &str) -> Markup {
    let fits = x + 10.0 + text_width(day) + text_width(name) < WIDTH;
    let (at, anchor) = if fits { (x + 6.0, "start") } else { (x - 6.0, "end") };
    html! { text.halo x=(px(at)) y=(px(y)) text-anchor=(anchor) { tspan.tx { (day) } " " (name) } }
}

fn due_label(x: f64, day: &str, share: f64) -> Markup {
    let (at, anchor) = if x > WIDTH / 2.0 { (x - 8.0, "end") } else { (x + 8.0, "start") };
    html! {
        text.halo x=(px(at)) y="16" text-anchor=(anchor) {
            tspan.big { "due " (day) } " " tspan.tx2 { (words::chance_percent(share)) " by then" }
        }
    }
}
