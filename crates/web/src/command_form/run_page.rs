//! A run: its steps in order, who does each and when, and what is done.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};
use righthand_desk::operations::run::{RunStep, RunView};

use super::{run_asks, run_brought, run_outputs, run_said};
use crate::parts::{
    Icon, State, Step, StepIs, button, hidden, panel, person, progress, section_head, sentence_head, steps, words,
};
use crate::projects::here::Here;
use crate::site::InBusiness;
use crate::today::squares;

/// How times are told on this page: on the business's clock; who works by no clock is told days.
struct Clock<'c> {
    zone: &'c TimeZone,
    now: Timestamp,
    days_only: bool,
}

impl Clock<'_> {
    fn moment(&self, at: Timestamp) -> String {
        let (date, today) = (self.zone.to_datetime(at).date(), self.zone.to_datetime(self.now).date());
        if self.days_only { words::near_day(date, today) } else { words::moment(at, self.zone, self.now) }
    }

    /// A due at midnight is the end of the day before it.
    fn due(&self, at: Timestamp) -> String {
        let local = self.zone.to_datetime(at);
        if local.time() == jiff::civil::Time::midnight() || self.days_only {
            let date = self.zone.to_datetime(at.saturating_sub(SignedDuration::from_secs(1)).unwrap_or(at)).date();
            return words::near_day(date, self.zone.to_datetime(self.now).date());
        }
        words::moment(at, self.zone, self.now)
    }
}

/// `/b/{business}/operations/{operation}/runs/{day}`.
pub(super) fn run_page(visit: &InBusiness, run: &RunView, title: &str, here: &Here, flexible: bool) -> Markup {
    let clock = Clock { zone: &here.zone, now: visit.visitor.now(), days_only: flexible };
    let done = run.steps.iter().filter(|step| step.done_at.is_some()).count();
    let now = run.steps.iter().find(|step| step.done_at.is_none()).map(|step| step.key.as_str());
    let all: Vec<Step> = run.steps.iter().map(|step| draw(visit, run, step, now == Some(&step.key), &clock)).collect();
    html! {
        (sentence_head(title, &sentence(run, done, &clock), &state(run, done)))
        div.cols {
            div.stack {
                @for step in &run.steps { (form_of(visit, run, step).before(visit)) }
                (run_brought::brought(visit, run))
                (run_asks::asks(visit, run))
                section.panel {
                    (section_head("Steps", None, &html! { "of " (run.name) ", version " (run.workflow_version) @if run.workflow_version != run.in_use { ", in use is " (run.in_use) } }))
                    div.pprog { (progress(&format!("{done} of {} steps done", run.steps.len()), number(done), number(run.steps.len()))) }
                    (steps(&all))
                }
                (run_outputs::outputs(visit, run, here))
                (run_said::said(visit, run, here))
            }
            aside.stack aria-label="About the operation" {
                @if done == run.steps.len() && visit.membership.role.runs_the_business() {
                    p { a.link href=(visit.at(&format!("/form/keep_as_workflow?operation={}&day={}", run.operation, run.day))) { "Keep this run as a workflow" } }
                }
                @if let Some(who) = &run.accountable { (panel("Accountable", &html! {}, &html! { p.mt2 { (person(&who.name, &who.key)) } })) }
                @if let Some(streak) = &run.streak {
                    (panel("Last runs", &html! { @if let Some(rate) = streak.on_time_rate { (words::percent(rate)) " on time" } }, &html! {
                        p.mt2 { (squares(streak)) }
                        @if streak.last.is_empty() { p.small.sec { "None of its runs has been due yet." } }
                    }))
                }
            }
        }
    }
}

fn number(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

fn sentence(run: &RunView, done: usize, clock: &Clock<'_>) -> String {
    let all = run.steps.len();
    let due = format!("Due {}.", clock.due(run.due));
    let stuck = run.steps.iter().filter(|step| step.trouble.is_some()).count();
    let how = match (done, run.finish) {
        _ if done == all => "All steps are done.".to_owned(),
        _ if stuck > 0 => {
            format!("{} cannot be placed.", words::capital(&words::counted(number(stuck), "step", "steps")))
        }
        (_, Some(finish)) if run.late => {
            format!("{done} of {all} steps done; the plan has the last one {}, which is late.", clock.moment(finish))
        }
        (_, Some(finish)) => format!("{done} of {all} steps done; the plan has the last one {}.", clock.moment(finish)),
        _ => format!("{done} of {all} steps done."),
    };
    format!("{due} {how}")
}

fn state(run: &RunView, done: usize) -> Markup {
    let state = match () {
        () if done == run.steps.len() => State::Done,
        () if run.late => State::Late,
        () if run.steps.iter().any(|step| step.trouble.is_some()) => State::Waiting,
        () if done > 0 => State::Doing,
        () => State::Planned,
    };
    state.show()
}

fn form_of(visit: &InBusiness, run: &RunView, step: &RunStep) -> crate::site::FormState {
    visit.form(&format!("{}:{}-{}", command(step), run.operation, step.key))
}

fn command(step: &RunStep) -> &'static str {
    if step.done_at.is_some() { "reopen_step" } else { "finish_step" }
}

fn draw(visit: &InBusiness, run: &RunView, step: &RunStep, now: bool, clock: &Clock<'_>) -> Step {
    let is = match (step.done_at, now) {
        (Some(_), _) => StepIs::Done,
        (None, true) => StepIs::Now,
        (None, false) => StepIs::Later,
    };
    Step {
        title: step.name.clone(),
        about: Some(about(visit, step, clock)),
        end: end(visit, run, step, now, clock),
        is,
    }
}

fn about(visit: &InBusiness, step: &RunStep, clock: &Clock<'_>) -> Markup {
    let waits: Vec<&str> = step.waits_for.iter().map(String::as_str).collect();
    html! { span {
        @match step.minutes { Some(minutes) => (words::duration(minutes)), None => "effort is a guess" }
        @if let Some(at) = step.done_at { " · done " (clock.moment(at)) }
        @else {
            @if let Some((from, to)) = step.planned { " · planned " (clock.moment(from)) " to " (clock.moment(to)) }
            @if !waits.is_empty() { " · waits for " (words::list(&waits)) }
            @if let Some(trouble) = &step.trouble { span.late { " · " (trouble) } }
        }
        @if step.approval { " · an approval" }
        @if let Some(condition) = &step.only_if { " · only if " (condition) @if step.skipped { ": falls away" } }
        @if let Some(reason) = &step.sent_back { br; span.late { "Sent back: " (reason) } }
        @if let Some(notes) = &step.notes { br; (notes) }
        @for (item, ticked) in step.checklist.iter().filter(|_| step.done_at.is_some() && !step.skipped) { br; @if *ticked { "✓ " } @else { "○ " } (item) }
        @for asked in &step.asks { @if let Some(answer) = &asked.answer { br; (asked.name) ": " b { (answer) } } }
        @for (from, input) in &step.inputs { br; "in: " a.link href=(visit.at(&format!("/outputs/{}", input.id))) { (input.name) } " from “" (from) "”" }
    } }
}

fn end(visit: &InBusiness, run: &RunView, step: &RunStep, now: bool, clock: &Clock<'_>) -> Markup {
    let done = step.done_at.is_some();
    let first = run.steps.first().is_some_and(|first| first.key == step.key);
    let to_form = |command: &str| {
        visit.at(&format!("/form/{command}?operation={}&day={}&step={}", run.operation, run.day, step.key))
    };
    html! {
        @match step.people.as_slice() {
            [] => span.small.mut { "anybody" },
            [one] => (person(words::first_name(&one.name), &one.key)),
            several => span.small { (several.iter().map(|who| words::first_name(&who.name)).collect::<Vec<_>>().join(" or ")) },
        }
        @if !done { span.due.sdue { "by " (clock.due(step.due)) } }
        @if !done && visit.membership.role.runs_the_business() { a.link.small href=(to_form("assign_step")) { "Give to" span.vh { " somebody: " (step.name) } } }
        @if now && !first && step.can_finish { a.link.small href=(to_form("send_back_step")) { "Send back" span.vh { " what came to " (step.name) } } }
        // What is asked is filled in above, where there is room for it.
        @if step.can_finish && !(now && run_asks::has_form(step)) && !step.skipped {
            form method="post" action=(visit.form_action(command(step))) {
                (form_of(visit, run, step).hidden(visit, &[]))
                (hidden("operation", &run.operation))
                (hidden("day", &run.day.to_string()))
                (hidden("step", &step.key))
                @if done { (button("Open again").small().quiet()) }
                @else if now { (button("Done").small().primary().icon(Icon::Tick)) }
                @else { (button("Done").small().icon(Icon::Tick)) }
                span.vh { (step.name) }
            }
        } @else if done { (State::Done.show()) } @else { (State::Planned.show()) }
    }
}
