//! The plan of one project: an outline, and beside it, at the same row height, what happens when.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use maud::{Markup, Render, html};

use super::axis::{Axis, HEAD, Span};
use super::{DayHours, OffTime, Scale, px, share};
use crate::parts::{State, person_shown, words};

/// Height of a row, in the table and in the drawing.
const ROW: f64 = 32.0;
/// Width that fits beside the outline on a 1440 px screen.
const WIDTH: f64 = 652.0;
const BAR: f64 = 11.0;
/// Pixels between two parts of a bar from which it is drawn broken.
const BREAK_FROM: f64 = 6.0;
/// Levels of the outline that are indented; deeper ones stand where the last one stands.
const DEPTH_MAX: u8 = 5;

/// What is drawn in a row.
#[derive(Debug, Clone, PartialEq)]
pub enum PlanMark {
    /// Not planned.
    Nothing,
    Bar {
        /// Parts in order of time; in the scale of days a bar breaks where nobody works.
        parts: Vec<(Timestamp, Timestamp)>,
        /// Share that is done, 0.0 to 1.0.
        done: f64,
        critical: bool,
        /// The effort was guessed, not estimated: drawn dashed.
        guessed: bool,
    },
    /// A bracket over what lies below.
    Summary { start: Timestamp, finish: Timestamp },
    /// A diamond, hollow if it is a decision.
    Milestone { at: Timestamp, decision: bool },
}

/// Whose row it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanPerson {
    /// The full name, of which the initials are.
    pub name: String,
    /// What stands in the row.
    pub shown: String,
    pub id: String,
}

impl PlanPerson {
    /// Shown by their first name, as rows are narrow.
    pub fn by_first_name(name: &str, id: &str) -> Self {
        let shown = words::first_name(name).to_owned();
        Self { name: name.to_owned(), shown, id: id.to_owned() }
    }
}

/// A task, a summary or a milestone.
#[derive(Debug, Clone)]
pub struct PlanRow {
    /// Unique on the page; the row's element is `task-ID`.
    pub id: String,
    /// "2.3".
    pub number: String,
    pub name: String,
    pub href: String,
    pub depth: u8,
    /// Bold, for a group of tasks.
    pub summary: bool,
    pub person: Option<PlanPerson>,
    pub effort_minutes: Option<i64>,
    pub finish: Option<Date>,
    /// State with its word if it differs from the state's own ("Waits").
    pub state: State,
    pub state_word: Option<String>,
    pub selected: bool,
    pub mark: PlanMark,
    pub baseline: Option<(Timestamp, Timestamp)>,
    /// The moment by which nine futures in ten end: `Timestamp::MAX` where fewer ever do. Beyond the axis it is an arrow.
    pub tail: Option<Timestamp>,
}

/// A dependency between two rows, by their place in `rows`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    pub from: usize,
    pub to: usize,
    /// `false` leaves from the start of `from` (start to start).
    pub from_finish: bool,
    /// `false` arrives at the finish of `to` (finish to finish).
    pub to_start: bool,
}

impl Link {
    /// Finish to start, the usual one.
    pub fn finish_to_start(from: usize, to: usize) -> Self {
        Self { from, to, from_finish: true, to_start: true }
    }
}

/// Outline and timeline.
#[derive(Debug, Clone)]
pub struct ProjectPlan {
    pub name: String,
    pub zone: TimeZone,
    pub now: Timestamp,
    pub due: Option<Date>,
    /// State of the project, for the colour of tails.
    pub state: State,
    pub rows: Vec<PlanRow>,
    /// Those to be drawn: of the selected row and the critical chain, or all on request.
    pub links: Vec<Link>,
    pub off: OffTime,
    pub hours: DayHours,
    pub scale: Option<Scale>,
    /// On a phone, the timeline beside bare names instead of the outline alone.
    pub wide: bool,
}

impl Render for ProjectPlan {
    fn render(&self) -> Markup {
        let axis = self.axis();
        let height = HEAD + ROW * self.rows.len() as f64;
        let label = format!(
            "Timeline of {} from {} to {}; dates and states are in the table",
            self.name,
            words::short_day(axis.first_day(), axis.today()),
            words::short_day(axis.last_day(), axis.today()),
        );
        let tail = match self.state.class() {
            class @ ("risk" | "late" | "wait") => format!("tail-{class}"),
            _ => "tail-ok".to_owned(),
        };
        html! {
            div.plan.plan-w[self.wide] {
                div.plan-t { (self.outline(axis.today())) }
                div.plan-s tabindex="0" role="region" aria-label={ "Timeline of " (self.name) ", scrolls sideways" } {
                    svg.g width=(px(axis.width())) height=(px(height)) viewBox={ "0 0 " (px(axis.width())) " " (px(height)) }
                        role="img" aria-label=(label) {
                        (axis.ground(height, &self.off))
                        @for (i, row) in self.rows.iter().enumerate() {
                            @let top = HEAD + ROW * i as f64;
                            path.ln d={ "M0 " (px(top + ROW - 0.5)) "H" (px(axis.width())) } {}
                            (draw(&axis, row, top, &tail))
                        }
                        @for link in &self.links { (self.draw_link(&axis, *link)) }
                        @if let Some(due) = self.due { (axis.due_mark(due, height)) }
                        (axis.today_mark(height))
                    }
                }
            }
        }
    }
}

impl ProjectPlan {
    fn axis(&self) -> Axis {
        let due = self.due.and_then(|due| due.to_zoned_datetime(self.zone.clone()).map(|day| day.timestamp()).ok());
        let instants = self.rows.iter().flat_map(|row| {
            let baseline = row.baseline.into_iter().flat_map(|(a, b)| [a, b]);
            ends(&row.mark).into_iter().flat_map(|(a, b)| [a, b]).chain(baseline)
        });
        let span = Span { zone: &self.zone, now: self.now, hours: self.hours, scale: self.scale, width: WIDTH };
        Axis::over(&span, instants.chain(due), self.rows.iter().filter_map(|row| row.tail))
    }

    /// What the marks mean that are drawn.
    pub fn key(&self) -> Markup {
        let any = |has: fn(&PlanRow) -> bool| self.rows.iter().any(has);
        html! {
            p.key.mt {
                @if any(|row| matches!(row.mark, PlanMark::Bar { .. })) {
                    span { svg aria-hidden="true" { rect.kx-d2 y="2" width="9" height="8" rx="2" {} rect.kx-p x="9" y="2" width="13" height="8" rx="2" {} } "done, planned" }
                }
                @if any(|row| matches!(row.mark, PlanMark::Bar { critical: true, .. })) {
                    span { svg aria-hidden="true" { rect.kx-c x="1" y="2" width="20" height="8" rx="2" {} } "on the critical chain" }
                }
                @if any(|row| matches!(row.mark, PlanMark::Bar { guessed: true, .. })) {
                    span { svg aria-hidden="true" { rect.kx-guess x="1" y="2" width="20" height="8" rx="2" {} } "effort guessed" }
                }
                @if any(|row| row.baseline.is_some()) {
                    span { svg aria-hidden="true" { rect.kx-g y="5" width="22" height="3" rx="1.5" {} } "baseline" }
                }
                @if any(|row| matches!(row.mark, PlanMark::Milestone { .. })) {
                    span { svg aria-hidden="true" { path.kx-i d="M11 0l6 6l-6 6l-6 -6z" {} } "milestone" }
                }
                @if any(|row| row.tail.is_some()) {
                    span { svg aria-hidden="true" { path.kx-t d="M0 1L22 5V7L0 11Z" {} } "nine futures in ten end by its tip" }
                }
            }
        }
    }

    fn outline(&self, today: Date) -> Markup {
        html! {
            table.tbl.outline {
                caption.vh { "Work breakdown of " (self.name) }
                thead { tr {
                    th scope="col" { span.vh { "Number" } }
                    th scope="col" data-name="" { "Task" }
                    th scope="col" { "Person" }
                    th.r.hide-s scope="col" { "Effort" }
                    th.r scope="col" { "Finish" }
                    th scope="col" { span.st-t { "State" } }
                } }
                tbody {
                    @for row in &self.rows {
                        tr.tr-s[row.summary] .pick[row.selected] id={ "task-" (row.id) } data-row="" {
                            td.wbs { (row.number) }
                            th scope="row" class={ "d" (row.depth.min(DEPTH_MAX)) } {
                                a href=(row.href) aria-current=[row.selected.then_some("true")] { (row.name) }
                            }
                            td { @if let Some(person) = &row.person { (person_shown(&person.name, &person.shown, &person.id)) } }
                            td.r.hide-s { @if let Some(minutes) = row.effort_minutes { (words::hours(minutes)) } }
                            td.r { @if let Some(finish) = row.finish { (words::short_day(finish, today)) } }
                            td.st-c { (row.state.show_as(row.state_word.as_deref().unwrap_or(row.state.word()))) }
                        }
                    }
                }
            }
        }
    }

    fn draw_link(&self, axis: &Axis, link: Link) -> Markup {
        let place = |index: usize, at_end: bool| {
            let (start, finish) = ends(&self.rows.get(index)?.mark)?;
            let nudge = if matches!(self.rows.get(index)?.mark, PlanMark::Milestone { .. }) { 6.0 } else { 0.0 };
            let x = if at_end { axis.x(finish) + nudge } else { axis.x(start) - nudge };
            Some((x, HEAD + ROW * index as f64 + 14.0))
        };
        let (Some((x1, y1)), Some((x2, y2))) = (place(link.from, link.from_finish), place(link.to, !link.to_start))
        else {
            return html! {};
        };
        // It leaves to the right of a finish or to the left of a start, and arrives from outside likewise.
        let (out, into) = (if link.from_finish { 5.0 } else { -5.0 }, if link.to_start { -1.0 } else { 1.0 });
        let straight = link.from_finish && link.to_start && x2 - x1 >= 9.0;
        let line = if straight {
            format!("M{} {}H{}V{}H{}", px(x1), px(y1), px(x1 + out), px(y2), px(x2 - 4.0))
        } else {
            let between = if y2 >= y1 { y2 - 10.0 } else { y2 + 18.0 };
            let before = x2 + into * 8.0;
            format!(
                "M{} {}H{}V{}H{}V{}H{}",
                px(x1),
                px(y1),
                px(x1 + out),
                px(between),
                px(before),
                px(y2),
                px(x2 + into * 4.0)
            )
        };
        let head = format!("M{} {}l{} 3l{} 3z", px(x2 + into * 5.0), px(y2 - 3.0), px(into * -5.0), px(into * 5.0));
        html! { path.ar d=(line) {} path.arh d=(head) {} }
    }
}

/// First and last moment of what is drawn.
fn ends(mark: &PlanMark) -> Option<(Timestamp, Timestamp)> {
    match mark {
        PlanMark::Nothing => None,
        PlanMark::Bar { parts, .. } => Some((parts.first()?.0, parts.last()?.1)),
        PlanMark::Summary { start, finish } => Some((*start, *finish)),
        PlanMark::Milestone { at, .. } => Some((*at, *at)),
    }
}

fn draw(axis: &Axis, row: &PlanRow, top: f64, tail_class: &str) -> Markup {
    let end = ends(&row.mark).map(|(_, finish)| axis.x(finish));
    let tail = row.tail.zip(end).and_then(|(tail, from)| axis.tail(from, tail, top + 8.0, top + 20.0));
    html! {
        @if let Some(path) = tail { path class=(tail_class) d=(path) {} }
        @if let Some((start, finish)) = row.baseline {
            @let from = axis.x(start);
            rect.ghf x=(px(from)) y=(px(top + 21.5)) width=(px((axis.x(finish) - from).max(2.0))) height="3" rx="1.5" {}
        }
        @match &row.mark {
            PlanMark::Nothing => {},
            PlanMark::Bar { parts, done, critical, guessed } => (draw_bar(axis, parts, share(*done), *critical, *guessed, top + 8.5)),
            PlanMark::Summary { start, finish } => (draw_summary(axis.x(*start), axis.x(*finish), top)),
            PlanMark::Milestone { at, decision } => {
                @let x = axis.x(*at);
                path class=(if *decision { "ms-o" } else { "ms" }) d={ "M" (px(x)) " " (px(top + 8.0)) "l6 6l-6 6l-6 -6z" } {}
            },
        }
    }
}

fn draw_bar(axis: &Axis, parts: &[(Timestamp, Timestamp)], done: f64, critical: bool, guessed: bool, y: f64) -> Markup {
    let mut drawn: Vec<(f64, f64)> = Vec::new();
    for (from, to) in parts.iter().map(|(start, finish)| (axis.x(*start), axis.x(*finish))) {
        match drawn.last_mut() {
            Some((_, end)) if axis.scale != Scale::Days || from - *end < BREAK_FROM => *end = to.max(*end),
            _ => drawn.push((from, to)),
        }
    }
    let whole: f64 = drawn.iter().map(|(from, to)| to - from).sum();
    let mut done_left = done * whole;
    let class = match (critical, guessed) {
        (true, true) => "b-crit b-guess",
        (true, false) => "b-crit",
        (false, true) => "b-guess",
        (false, false) => "b",
    };
    html! {
        @for pair in drawn.windows(2) {
            @if let [(_, end), (start, _)] = pair { path.lk d={ "M" (px(*end)) " " (px(y + BAR / 2.0)) "H" (px(*start)) } {} }
        }
        @for (from, to) in &drawn {
            @let width = (to - from).max(2.0);
            rect class=(class) x=(px(*from)) y=(px(y)) width=(px(width)) height=(px(BAR)) rx="3" {}
            @let part_done = take(&mut done_left, to - from);
            @if part_done >= 1.0 { rect.bd x=(px(*from)) y=(px(y)) width=(px(part_done.min(width))) height=(px(BAR)) rx="3" {} }
        }
    }
}

/// Takes up to `most` from what is left.
fn take(left: &mut f64, most: f64) -> f64 {
    let taken = left.min(most).max(0.0);
    *left -= taken;
    taken
}

fn draw_summary(from: f64, to: f64, top: f64) -> Markup {
    let to = to.max(from + 4.0);
    let lip = ((to - from) / 2.0).min(5.0);
    let path = format!(
        "M{a} {t}H{b}V{low}L{inner_b} {mid}H{inner_a}L{a} {low}Z",
        a = px(from),
        b = px(to),
        t = px(top + 8.0),
        low = px(top + 17.0),
        mid = px(top + 13.0),
        inner_a = px(from + lip),
        inner_b = px(to - lip),
    );
    html! { path.bs d=(path) {} }
}
