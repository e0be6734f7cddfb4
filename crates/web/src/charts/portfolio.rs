//! All projects on one timeline: done and planned, the tail to the 90 % date, the due flag, the baseline.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use maud::{Markup, Render, html};

use super::axis::{Axis, HEAD, Span};
use super::{DayHours, OffTime, Scale, px, share, text_width};
use crate::parts::{AvatarSize, Chance, avatar, words};

/// Height of a row, in the table and in the drawing.
const ROW: f64 = 52.0;
/// Width that fits beside the table on a 1440 px screen.
const WIDTH: f64 = 770.0;
const BAR: f64 = 14.0;

/// One project.
#[derive(Debug, Clone)]
pub struct PortfolioRow {
    pub name: String,
    pub href: String,
    pub outcome: String,
    /// Name and id.
    pub manager: Option<(String, String)>,
    pub chance: Chance,
    /// Planned start and finish; `None` without a plan.
    pub span: Option<(Timestamp, Timestamp)>,
    /// Share of the work that is done, 0.0 to 1.0.
    pub done: f64,
    /// The moment by which nine futures in ten end: `Timestamp::MAX` where fewer ever do. Beyond the axis it is an arrow.
    pub tail: Option<Timestamp>,
    pub due: Option<Date>,
    pub baseline: Option<(Timestamp, Timestamp)>,
}

/// The table and the timeline beside it.
#[derive(Debug, Clone)]
pub struct Portfolio {
    pub zone: TimeZone,
    pub now: Timestamp,
    pub rows: Vec<PortfolioRow>,
    pub off: OffTime,
    /// `None` takes the scale that fits the span.
    pub scale: Option<Scale>,
    /// On a phone, the timeline beside bare names instead of the table alone.
    pub wide: bool,
}

impl Render for Portfolio {
    fn render(&self) -> Markup {
        let axis = self.axis();
        let height = HEAD + ROW * self.rows.len() as f64;
        let label = format!(
            "Timeline of {} from {} to {}; the table beside it holds the same dates",
            words::counted(self.rows.len() as u64, "project", "projects"),
            words::short_day(axis.first_day(), axis.today()),
            words::short_day(axis.last_day(), axis.today()),
        );
        html! {
            div.plan.plan-w[self.wide] {
                div.plan-t.plan-t2 { (self.table(axis.today())) }
                div.plan-s tabindex="0" role="region" aria-label="Timeline of the projects, scrolls sideways" {
                    svg.g width=(px(axis.width())) height=(px(height)) viewBox={ "0 0 " (px(axis.width())) " " (px(height)) }
                        role="img" aria-label=(label) {
                        (axis.ground(height, &self.off))
                        @for (i, row) in self.rows.iter().enumerate() {
                            @let top = HEAD + ROW * i as f64;
                            path.ln d={ "M0 " (px(top + ROW - 0.5)) "H" (px(axis.width())) } {}
                            (draw(&axis, row, top))
                        }
                        (axis.today_mark(height))
                    }
                }
            }
        }
    }
}

impl Portfolio {
    fn axis(&self) -> Axis {
        let zone = &self.zone;
        let due = |date: Date| date.to_zoned_datetime(zone.clone()).map(|day| day.timestamp()).ok();
        let instants = self.rows.iter().flat_map(|row| {
            let ends = |pair: Option<(Timestamp, Timestamp)>| pair.into_iter().flat_map(|(a, b)| [a, b]);
            ends(row.span).chain(ends(row.baseline)).chain(row.due.and_then(due))
        });
        let tails = self.rows.iter().filter_map(|row| row.tail);
        let span = Span { zone, now: self.now, hours: DayHours::default(), scale: self.scale, width: WIDTH };
        Axis::over(&span, instants, tails)
    }

    /// What the marks mean that are drawn.
    pub fn key(&self) -> Markup {
        let any = |has: fn(&PortfolioRow) -> bool| self.rows.iter().any(has);
        html! {
            p.key.mt {
                @if any(|row| row.span.is_some()) {
                    span { svg aria-hidden="true" { rect.kx-d y="2" width="9" height="8" rx="2" {} rect.kx-b x="9" y="2" width="13" height="8" rx="2" {} } "done, planned" }
                }
                @if any(|row| row.span.is_some() && row.tail.is_some()) {
                    span { svg aria-hidden="true" { path.kx-t d="M0 1L22 5V7L0 11Z" {} } "nine futures in ten end by its tip" }
                }
                @if any(|row| row.baseline.is_some()) {
                    span { svg aria-hidden="true" { rect.kx-g y="5" width="22" height="3" rx="1.5" {} } "baseline" }
                }
                @if any(|row| row.due.is_some()) {
                    span { svg aria-hidden="true" { path.kx-i d="M8 0V12M8 0h7v5h-7z" {} } "due" }
                }
            }
        }
    }

    fn table(&self, today: Date) -> Markup {
        html! {
            table.tbl {
                caption.vh { "Projects with their manager, due date and chance of being on time" }
                thead { tr {
                    th scope="col" data-name="" { "Project and outcome" }
                    th.hide-s scope="col" { "Manager" }
                    th scope="col" { "On time" }
                } }
                tbody {
                    @for row in &self.rows {
                        tr data-row="" {
                            th scope="row" {
                                a href=(row.href) { (row.name) }
                                span.sub {
                                    (row.outcome)
                                    @if let Some(due) = row.due { span.vh { ", due " (words::day(due, today)) } }
                                }
                            }
                            td.hide-s {
                                @if let Some((name, id)) = &row.manager { (avatar(name, id, AvatarSize::Normal)) span.vh { (name) } }
                            }
                            td { (row.chance) }
                        }
                    }
                }
            }
        }
    }
}

fn draw(axis: &Axis, row: &PortfolioRow, top: f64) -> Markup {
    let hue = match row.chance.state().class() {
        class @ ("risk" | "late" | "wait") => class,
        _ => "ok",
    };
    let (y, middle) = (top + 17.0, top + 24.0);
    let mut right = 0.0_f64;
    let mut left = f64::MAX;
    let bar = row.span.map(|(start, finish)| {
        let (from, to) = (axis.x(start), axis.x(finish));
        left = from;
        right = to;
        (from, (to - from).max(2.0))
    });
    let tail = row
        .tail
        .zip(bar)
        .and_then(|(tail, (from, width))| axis.tail(from + width, tail, y, y + BAR).map(|path| (path, axis.x(tail))));
    if let Some((_, to)) = &tail {
        right = right.max(*to);
    }
    let due =
        row.due.map(|date| (axis.x_of_day(date.tomorrow().unwrap_or(date)), words::short_day(date, axis.today())));
    if let Some((x, _)) = &due {
        right = right.max(*x + 7.0);
        left = left.min(*x);
    }
    html! {
        @if let Some((path, _)) = tail {
            path class={ "tail-" (hue) } d=(path) {}
        }
        @if let Some((start, finish)) = row.baseline {
            @let from = axis.x(start);
            rect.ghf x=(px(from)) y=(px(y + 16.0)) width=(px((axis.x(finish) - from).max(2.0))) height="3" rx="1.5" {}
        }
        @if let Some((from, width)) = bar {
            rect class={ "p-" (hue) } x=(px(from)) y=(px(y)) width=(px(width)) height=(px(BAR)) rx="3" {}
            @let done = share(row.done) * width;
            @if done >= 1.0 { rect class={ "pd-" (hue) } x=(px(from)) y=(px(y)) width=(px(done)) height=(px(BAR)) rx="3" {} }
        }
        @if let Some((x, label)) = &due {
            path.dueline d={ "M" (px(*x)) " " (px(y - 5.0)) "V" (px(y + 19.0)) } {}
            path.ms d={ "M" (px(*x)) " " (px(y - 5.0)) "h7v5h-7z" } {}
            @if right + 12.0 + text_width(label) <= axis.width() {
                text.tx2 x=(px(right + 12.0)) y=(px(middle + 4.0)) { (label) }
            } @else {
                text.tx2 x=(px((left - 8.0).max(0.0))) y=(px(middle + 4.0)) text-anchor="end" { (label) }
            }
        }
    }
}
