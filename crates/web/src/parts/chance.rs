//! The chip with the chance of being on time: shape, percent, and ten bars of futures (R12: no finish without it).

use jiff::Timestamp;
use maud::{Markup, Render, html};

use super::{State, words};

/// Height of the glyph in its own units; a bar is at least [`BAR_MIN`] high, so that a rare future is still seen.
const GLYPH_HEIGHT: f64 = 14.0;
const BAR_MAX: f64 = 13.0;
const BAR_MIN: f64 = 1.0;
/// Bars a glyph has.
pub(crate) const BARS: usize = 10;

/// From which chance on a project is on track or at risk. Settings may say otherwise.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// Share, 0.75 unless set.
    pub on_track: f64,
    /// Share, 0.5 unless set.
    pub at_risk: f64,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { on_track: 0.75, at_risk: 0.5 }
    }
}

impl Thresholds {
    /// Judges by the percent that is shown, so that "75 %" is never called at risk.
    pub fn state(self, share: f64) -> State {
        let percent = words::whole_percent(share);
        if percent >= words::whole_percent(self.on_track) {
            State::OnTrack
        } else if percent >= words::whole_percent(self.at_risk) {
            State::AtRisk
        } else {
            State::Late
        }
    }
}

/// Ten bars from the earliest to the latest future. The first `in_time` of them end by the due moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    /// 0.0 to 1.0 of the highest bar.
    pub heights: [f64; BARS],
    pub in_time: usize,
}

impl Glyph {
    /// From the finishes of all futures, in any order. `None` without a future.
    pub fn from_finishes(finishes: &[Timestamp], due: Timestamp) -> Option<Self> {
        let seconds = |at: &Timestamp| at.as_second();
        let (first, last) = (finishes.iter().map(seconds).min()?, finishes.iter().map(seconds).max()?);
        let due = due.as_second();
        let in_time = bars_in_time(first, last, due);
        // The due moment is a border between bars: those before it divide [first, due], those after it [due, last].
        let mut density = [0.0_f64; BARS];
        for finish in finishes.iter().map(seconds) {
            let early = finish <= due;
            let (from, to, offset, bars) = if early {
                (first, due.min(last), 0, in_time)
            } else {
                (due.max(first), last, in_time, BARS - in_time)
            };
            let width = ((to - from).max(1) as f64) / bars.max(1) as f64;
            let bar = (((finish - from) as f64 / width) as usize).min(bars.saturating_sub(1)) + offset;
            if let Some(slot) = density.get_mut(bar) {
                *slot += 1.0 / width;
            }
        }
        let highest = density.iter().copied().fold(0.0, f64::max);
        let heights = density.map(|d| if highest > 0.0 { d / highest } else { 0.0 });
        Some(Self { heights, in_time })
    }

    fn draw(&self) -> Markup {
        let in_time = self.in_time.min(BARS);
        // Hollow bars are drawn one unit further right: the dotted line needs its place.
        let due_x = in_time as f64 * 3.0 + 0.2;
        html! {
            svg.dist viewBox="0 0 34 14" aria-hidden="true" {
                @for (i, share) in self.heights.iter().enumerate() {
                    @let height = if share.is_finite() { (share * BAR_MAX).round().clamp(BAR_MIN, BAR_MAX) } else { BAR_MIN };
                    @if i < in_time {
                        rect.in x=(i * 3) y=(GLYPH_HEIGHT - height) width="2" height=(height) {}
                    } @else {
                        rect.out x=(i as f64 * 3.0 + 2.5) y=(GLYPH_HEIGHT - height + 0.5) width="1.2" height=((height - 1.0).max(0.6)) {}
                    }
                }
                @if in_time > 0 && in_time < BARS { path.due d={ "M" (due_x) " 0V14" } {} }
            }
        }
    }
}

/// How many of the ten bars end by `due`: none or all only if none or all futures do.
fn bars_in_time(first: i64, last: i64, due: i64) -> usize {
    if due >= last {
        return BARS;
    }
    if due < first {
        return 0;
    }
    let share = (due - first) as f64 / (last - first).max(1) as f64;
    ((share * BARS as f64).round() as usize).clamp(1, BARS - 1)
}

/// What is known of being on time.
#[derive(Debug, Clone, PartialEq)]
pub enum Chance {
    Known {
        /// Share of futures in time, 0.0 to 1.0.
        share: f64,
        glyph: Option<Glyph>,
        thresholds: Thresholds,
        /// The forecast it leads to; without it the chip is no link.
        href: Option<String>,
        /// In lists under a heading "on time" the words drop.
        brief: bool,
    },
    /// No forecast, and why: "waits for Amara", "no chance yet: 31 of 40 guessed".
    Not { reason: String },
}

impl Chance {
    pub fn known(share: f64, glyph: Option<Glyph>) -> Self {
        Chance::Known { share, glyph, thresholds: Thresholds::default(), href: None, brief: false }
    }

    pub fn not_yet(reason: impl Into<String>) -> Self {
        Chance::Not { reason: reason.into() }
    }

    pub fn linked(mut self, to: impl Into<String>) -> Self {
        if let Chance::Known { href, .. } = &mut self {
            *href = Some(to.into());
        }
        self
    }

    pub fn in_list(mut self) -> Self {
        if let Chance::Known { brief, .. } = &mut self {
            *brief = true;
        }
        self
    }

    pub fn judged_by(mut self, by: Thresholds) -> Self {
        if let Chance::Known { thresholds, .. } = &mut self {
            *thresholds = by;
        }
        self
    }

    /// On track, at risk or late; waiting if there is no forecast.
    pub fn state(&self) -> State {
        match self {
            Chance::Known { share, thresholds, .. } => thresholds.state(*share),
            Chance::Not { .. } => State::Waiting,
        }
    }
}

impl Render for Chance {
    fn render(&self) -> Markup {
        let state = self.state();
        let class = format!("chance {}", state.class());
        match self {
            Chance::Not { reason } => html! { span class=(class) { (state.icon()) (reason) } },
            Chance::Known { share, glyph, href, brief, .. } => {
                let inside = html! {
                    (state.icon())
                    span {
                        b { (words::chance_percent(*share)) } " "
                        span.vh[*brief] { "on time" }
                        span.vh { ", " (state.word().to_lowercase()) }
                    }
                    @if let Some(glyph) = glyph { (glyph.draw()) }
                };
                match href {
                    Some(href) => html! { a class=(class) href=(href) { (inside) } },
                    None => html! { span class=(class) { (inside) } },
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).unwrap()
    }

    #[test]
    fn the_state_follows_the_percent_that_is_shown() {
        assert_eq!(Thresholds::default().state(0.746), State::OnTrack);
        assert_eq!(Thresholds::default().state(0.744), State::AtRisk);
        assert_eq!(Thresholds::default().state(0.49), State::Late);
        assert_eq!(Thresholds::default().state(f64::NAN), State::Late);
    }

    #[test]
    fn all_bars_are_filled_only_if_all_futures_are_in_time() {
        let finishes: Vec<Timestamp> = (0..100).map(|n| at(n * 3600)).collect();
        assert_eq!(Glyph::from_finishes(&finishes, at(1_000_000)).unwrap().in_time, 10);
        assert_eq!(Glyph::from_finishes(&finishes, at(98 * 3600)).unwrap().in_time, 9);
        assert_eq!(Glyph::from_finishes(&finishes, at(-1)).unwrap().in_time, 0);
        assert_eq!(Glyph::from_finishes(&finishes, at(1)).unwrap().in_time, 1);
        assert!(Glyph::from_finishes(&[], at(0)).is_none());
    }

    #[test]
    fn futures_that_all_end_at_one_moment_draw_without_nonsense() {
        let out = Chance::known(1.0, Glyph::from_finishes(&[at(5); 40], at(5))).render().into_string();
        assert!(!out.contains("NaN") && !out.contains("inf"), "{out}");
        assert!(out.contains("over 99"), "{out}");
    }

    #[test]
    fn r12_no_forecast_gives_its_reason_instead_of_a_number() {
        let out = Chance::not_yet("no chance yet: 31 of 40 guessed").render().into_string();
        assert!(out.contains("chance wait") && out.contains("31 of 40 guessed"), "{out}");
    }
}
