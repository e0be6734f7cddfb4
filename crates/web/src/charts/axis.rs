//! The time axis that plans and timelines share: scale, month and week heads, off time, today.

use jiff::Timestamp;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use maud::{Markup, html};

use super::px;
use crate::parts::words::{self, days_between};

/// Height of the head with months and weeks.
pub(crate) const HEAD: f64 = 44.0;
/// How far a tail may stretch the axis: by this share of what is planned and due, else one far tail would squeeze the rest.
const TAIL_SHARE: f64 = 0.25;
/// Days of a tail that are drawn however short the rest is.
const TAIL_DAYS_MIN: i32 = 14;
/// Days a chart draws: five years. Later ones are cut off at its edge.
const DAYS_MAX: i32 = 5 * 366;
/// Pixels of a day from which single days off are shaded.
const SHADE_DAYS_FROM: f64 = 8.0;
/// Days a closure must last to be shaded below that.
const CLOSURE_DAYS_MIN: i32 = 7;
/// Pixels each side of the today pill in which other labels are left out.
const PILL_HALF: f64 = 33.0;
/// Room for the date that stands after the last bar, its year included, in pixels.
const END_ROOM: f64 = 84.0;
/// Length of the head of a tail that goes on beyond the edge, in pixels.
const ARROW: f64 = 7.0;
/// Pixels a week's label needs.
const LABEL_ROOM: f64 = 18.0;
const MINUTES_A_DAY: f64 = 1440.0;

/// How much time a screen holds. The page may choose, otherwise the span does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    Days,
    Weeks,
    Months,
    Years,
}

impl Scale {
    /// The scale in which a span of days fits about one screen.
    pub fn for_days(days: i32) -> Self {
        match days {
            ..=35 => Scale::Days,
            36..=100 => Scale::Weeks,
            101..=400 => Scale::Months,
            _ => Scale::Years,
        }
    }

    /// Smallest and largest width of a day.
    fn day_width(self) -> (f64, f64) {
        match self {
            Scale::Days => (28.0, 40.0),
            Scale::Weeks => (12.0, 16.0),
            Scale::Months => (4.0, 5.0),
            Scale::Years => (1.2, 2.0),
        }
    }
}

/// The hours that a day's width stands for, in minutes after midnight: with 9 to 17 o'clock a day of work fills its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayHours {
    pub from: u16,
    pub to: u16,
}

impl Default for DayHours {
    /// Midnight to midnight.
    fn default() -> Self {
        Self { from: 0, to: 1440 }
    }
}

/// When nobody works.
#[derive(Debug, Clone, Default)]
pub struct OffTime {
    pub weekdays: Vec<Weekday>,
    pub holidays: Vec<Date>,
    /// First and last day of each.
    pub closures: Vec<(Date, Date)>,
}

impl OffTime {
    fn on(&self, date: Date) -> bool {
        self.weekdays.contains(&date.weekday())
            || self.holidays.contains(&date)
            || self.closures.iter().any(|(first, last)| (*first..=*last).contains(&date))
    }
}

/// From the first to the last day, in the zone of the reader.
#[derive(Debug, Clone)]
pub(crate) struct Axis {
    zone: TimeZone,
    first: Date,
    days: i32,
    day_px: f64,
    hours: DayHours,
    pub(crate) scale: Scale,
    today: Date,
    now: Timestamp,
}

/// What an axis is made from.
pub(crate) struct Span<'a> {
    pub(crate) zone: &'a TimeZone,
    pub(crate) now: Timestamp,
    pub(crate) hours: DayHours,
    /// `None` takes the scale that fits.
    pub(crate) scale: Option<Scale>,
    /// Width the chart should about have.
    pub(crate) width: f64,
}

impl Axis {
    /// An axis over all `instants` and today, from a Monday on, with room for labels at the end. `tails` stretch it a
    /// little; what lies further is drawn to the edge, see [`Axis::ends_before`].
    pub(crate) fn over(
        span: &Span<'_>,
        instants: impl Iterator<Item = Timestamp>,
        tails: impl Iterator<Item = Timestamp>,
    ) -> Self {
        let today = span.now.to_zoned_datetime(span.zone.clone()).date();
        let (mut first, mut last) = (today, today);
        for instant in instants {
            let date = instant.to_zoned_datetime(span.zone.clone()).date();
            first = first.min(date);
            last = last.max(date);
        }
        let reach = ((f64::from(days_between(first, last)) * TAIL_SHARE).ceil() as i32).max(TAIL_DAYS_MIN);
        let furthest = last.saturating_add(jiff::Span::new().days(reach.min(DAYS_MAX)));
        for instant in tails {
            last = last.max(instant.to_zoned_datetime(span.zone.clone()).date().min(furthest));
        }
        let to_monday = i32::from(first.weekday().to_monday_zero_offset());
        let first = first.saturating_sub(jiff::Span::new().days(to_monday));
        let needed = (days_between(first, last) + 1).clamp(1, DAYS_MAX);
        let scale = span.scale.unwrap_or_else(|| Scale::for_days(needed));
        let (low, high) = scale.day_width();
        let day_px = (span.width / f64::from(needed + 3)).clamp(low, high);
        let days = (needed + (END_ROOM / day_px).ceil() as i32).max((span.width / day_px) as i32).min(DAYS_MAX);
        Self { zone: span.zone.clone(), first, days, day_px, hours: span.hours, scale, today, now: span.now }
    }

    pub(crate) fn width(&self) -> f64 {
        f64::from(self.days) * self.day_px
    }

    pub(crate) fn today(&self) -> Date {
        self.today
    }

    pub(crate) fn last_day(&self) -> Date {
        self.first.saturating_add(jiff::Span::new().days(self.days - 1))
    }

    pub(crate) fn first_day(&self) -> Date {
        self.first
    }

    /// Does the axis end before that moment?
    pub(crate) fn ends_before(&self, at: Timestamp) -> bool {
        at.to_zoned_datetime(self.zone.clone()).date() > self.last_day()
    }

    /// The tail from `from` to the moment `to`: narrowing to its tip, or where that lies beyond the axis, an arrow at the
    /// edge. `top` and `foot` are those of the bar that it continues.
    pub(crate) fn tail(&self, from: f64, to: Timestamp, top: f64, foot: f64) -> Option<String> {
        let (end, middle) = (self.x(to), (top + foot) / 2.0);
        if end <= from {
            return None;
        }
        let quarter = (foot - top) / 4.0;
        let head = end - ARROW;
        Some(if self.ends_before(to) && head > from {
            format!(
                "M{a} {top}L{h} {upper}V{top}L{end} {middle}L{h} {foot}V{lower}L{a} {foot}Z",
                a = px(from),
                top = px(top),
                h = px(head),
                upper = px(middle - quarter),
                end = px(end),
                middle = px(middle),
                lower = px(middle + quarter),
                foot = px(foot),
            )
        } else {
            let (from, end) = (px(from), px(end));
            let (upper, lower) = (px(middle - 1.0), px(middle + 1.0));
            format!("M{from} {}L{end} {upper}V{lower}L{from} {}Z", px(top), px(foot))
        })
    }

    /// Left edge of a day; days outside lie on the edge of the chart.
    pub(crate) fn x_of_day(&self, date: Date) -> f64 {
        f64::from(days_between(self.first, date).clamp(0, self.days)) * self.day_px
    }

    /// Where an instant lies. Hours outside the day's hours lie on the day's edge.
    pub(crate) fn x(&self, at: Timestamp) -> f64 {
        let local = at.to_zoned_datetime(self.zone.clone());
        let minutes = f64::from(local.hour()) * 60.0 + f64::from(local.minute());
        let (from, to) = (f64::from(self.hours.from), f64::from(self.hours.to).min(MINUTES_A_DAY));
        let part = if to > from { ((minutes - from) / (to - from)).clamp(0.0, 1.0) } else { minutes / MINUTES_A_DAY };
        let days = f64::from(days_between(self.first, local.date())) + part;
        (days * self.day_px).clamp(0.0, self.width())
    }

    /// Month heads, week or day heads, grid, off time. `height` is that of the whole chart.
    pub(crate) fn ground(&self, height: f64, off: &OffTime) -> Markup {
        html! {
            rect.hd width=(px(self.width())) height=(px(HEAD)) {}
            @for (x, width) in self.shades(off) {
                rect.off x=(px(x)) y=(px(HEAD)) width=(px(width)) height=(px((height - HEAD).max(0.0))) {}
            }
            @for (x, line, label, label_x) in self.weeks_or_days() {
                @if line { path.ln d={ "M" (px(x)) " 26V" (px(height)) } {} }
                @if let Some(label) = label { text x=(px(label_x)) y="37" text-anchor=[(self.scale == Scale::Days).then_some("middle")] { (label) } }
            }
            @for (x, label) in self.months() {
                @if x > 0.0 { path.ln2 d={ "M" (px(x)) " 0V" (px(height)) } {} }
                @if let Some(label) = label { text.tx x=(px(x + 6.0)) y="16" { (label) } }
            }
        }
    }

    /// The line and the pill of today, drawn over everything.
    pub(crate) fn today_mark(&self, height: f64) -> Markup {
        let x = self.x(self.now);
        let pill = (x - 21.0).clamp(0.0, (self.width() - 42.0).max(0.0));
        html! {
            path.now d={ "M" (px(x)) " 42V" (px(height)) } {}
            rect.nowl x=(px(pill)) y="27" width="42" height="15" rx="7.5" {}
            text.nowt x=(px(pill + 21.0)) y="38" text-anchor="middle" { "Today" }
        }
    }

    /// The line of the due day's end, and its pill with the date.
    pub(crate) fn due_mark(&self, due: Date, height: f64) -> Markup {
        let x = self.x_of_day(due) + self.day_px;
        let x = x.min(self.width());
        let label = words::short_day(due, self.today);
        let width = text_width_of(&label);
        let left = if x + width > self.width() { (x - width).max(0.0) } else { x };
        html! {
            path.dueline d={ "M" (px(x)) " 28V" (px(height)) } {}
            rect.ms x=(px(left)) y="27" width=(px(width)) height="15" rx="2" {}
            text.inv x=(px(left + width / 2.0)) y="38" text-anchor="middle" { (label) }
        }
    }

    /// Days off as left edge and width, neighbours joined.
    fn shades(&self, off: &OffTime) -> Vec<(f64, f64)> {
        let mut shades: Vec<(f64, f64)> = Vec::new();
        if self.day_px < SHADE_DAYS_FROM {
            let long = off.closures.iter().filter(|(first, last)| days_between(*first, *last) + 1 >= CLOSURE_DAYS_MIN);
            for (first, last) in long {
                let (from, to) = (self.x_of_day(*first), self.x_of_day(*last) + self.day_px);
                if *last >= self.first && from < self.width() {
                    shades.push((from, to.min(self.width()) - from));
                }
            }
            return shades;
        }
        for (x, _) in self.each_day().filter(|(_, date)| off.on(*date)) {
            match shades.last_mut() {
                Some((left, width)) if (*left + *width - x).abs() < 0.01 => *width += self.day_px,
                _ => shades.push((x, self.day_px)),
            }
        }
        shades
    }

    fn months(&self) -> Vec<(f64, Option<String>)> {
        let starts: Vec<(f64, Date)> = self
            .each_day()
            .enumerate()
            .filter(|(i, (_, date))| *i == 0 || date.day() == 1)
            .map(|(_, day)| day)
            .collect();
        let mut out = Vec::with_capacity(starts.len());
        // The year is said with the first month that has room for it, and again with the first of each year; where no
        // month ever has, it stands in that month's place.
        let narrow = 31.0 * self.day_px < text_width_of("Sep 2026");
        let mut year_due = false;
        for (i, (x, date)) in starts.iter().enumerate() {
            let room = starts.get(i + 1).map_or(self.width(), |(next, _)| *next) - x;
            year_due |= i == 0 || date.month() == 1;
            let (short, long) = (words::month(*date).to_owned(), format!("{} {}", words::month(*date), date.year()));
            let fits = |label: &str| room >= text_width_of(label);
            let with_year = if narrow { date.year().to_string() } else { long };
            if year_due && fits(&with_year) {
                year_due = false;
                out.push((*x, Some(with_year)));
            } else {
                out.push((*x, Some(short).filter(|short| fits(short))));
            }
        }
        out
    }

    /// Per tick: its place, whether a line is drawn, its label, and where the label stands.
    fn weeks_or_days(&self) -> Vec<(f64, bool, Option<String>, f64)> {
        let pill = self.x(self.now);
        let clear = |x: f64| (x - pill).abs() > PILL_HALF;
        let mut ticks = Vec::new();
        for (x, date) in self.each_day() {
            let monday = date.weekday() == Weekday::Monday;
            let label_x = if self.scale == Scale::Days { x + self.day_px / 2.0 } else { x + 4.0 };
            let wanted = match self.scale {
                Scale::Days => true,
                Scale::Weeks | Scale::Months => monday,
                Scale::Years => false,
            };
            if wanted {
                // The label's middle is what may lie under the pill.
                let middle = if self.scale == Scale::Days { label_x } else { label_x + 6.0 };
                // Nor may it be cut by the line of the next month.
                let to_month = f64::from(days_between(date, date.last_of_month()) + 1) * self.day_px;
                let fits = self.scale == Scale::Days || to_month >= LABEL_ROOM;
                ticks.push((x, monday, (fits && clear(middle)).then(|| date.day().to_string()), label_x));
            }
        }
        ticks
    }

    fn each_day(&self) -> impl Iterator<Item = (f64, Date)> {
        (0..self.days).map(|i| (f64::from(i) * self.day_px, self.first.saturating_add(jiff::Span::new().days(i))))
    }
}

fn text_width_of(label: &str) -> f64 {
    super::text_width(label) + 10.0
}
