//! A workflow as markup: its steps with how they go, the flow drawn over the days before it is due, versions and what
//! differs between them; and the form that writes the next.

use maud::{Markup, html};
use righthand_desk::operations::workflow::shown::{Finding, StepView, Version, What, WorkflowView};
use righthand_domain::kind::Kind;
use righthand_domain::workflow::{AskKind, Details, Difference};

use crate::parts::{
    Field, Icon, Tone, button, hidden, link_button, note, panel, section_head, sentence_head, tag, words,
};
use crate::projects::here::Here;
use crate::site::InBusiness;

pub(super) fn workflow(visit: &InBusiness, shown: &WorkflowView, here: &Here) -> Markup {
    let at = |path: &str| visit.at(&format!("/operations/{}/workflow{path}", shown.operation));
    let before = shown.versions.iter().map(|version| version.number).find(|number| *number < shown.number);
    let actions = html! {
        @if let Some(before) = before { (link_button(format!("Compare with v{before}"), at(&format!("?version={}&with={before}", shown.number)))) }
        @if shown.can_change { (link_button(format!("Write v{}", shown.in_use + 1), at("/edit")).primary().icon(Icon::Edit)) }
    };
    html! {
        (sentence_head(&format!("Workflow: {}", shown.name), &sentence(shown, here), &actions))
        div.cols {
            div.stack {
                @for finding in &shown.findings { (finding_note(finding, shown, &at(&format!("/edit?mend={}", finding.step)))) }
                @if let Some((with, differences)) = &shown.compared { (compared(shown.number, *with, differences)) }
                (steps(shown))
            }
            aside.stack aria-label="Versions" {
                (panel("A run, drawn", &html! { "days before it is due" }, &drawn(&shown.steps)))
                (versions(shown, &at("") , here))
                (panel("Recurs", &html! {}, &html! { p.small.sec.mt1 { (words::capital(&shown.how_often)) "." } }))
            }
        }
    }
}

fn sentence(shown: &WorkflowView, here: &Here) -> String {
    let steps = words::counted(shown.steps.len() as u64, "step", "steps");
    let of = shown.versions.iter().find(|version| version.number == shown.number);
    let since = of.and_then(|version| version.made_at).map(|at| format!(", written {}", here.day(at)));
    let used = if shown.number == shown.in_use { ", in use" } else { ", not in use any more" };
    let older = match shown.older_runs {
        0 => String::new(),
        n => format!(" {} under way keep an older one.", words::capital(&words::counted(n as u64, "run", "runs"))),
    };
    format!("{}. Version {}{}{used}.{older}", words::capital(&steps), shown.number, since.unwrap_or_default())
}

fn finding_note(finding: &Finding, shown: &WorkflowView, href: &str) -> Markup {
    let (what, times) = match finding.what {
        What::Late => ("is late again and again", "late"),
        What::Skipped => ("is left out again and again", "not done"),
        What::SentBack => ("comes back again and again", "sent back"),
    };
    note(
        Tone::Risk,
        Icon::Risk,
        &html! {
            p { b { (finding.name) " " (what) ". " } "It was " (times) " in " (finding.times) " of the last " (finding.of) " runs. " (finding.proposal) }
            @if shown.can_change { p.row.mt2 { (link_button(format!("Use it in v{}", shown.in_use + 1), href).small().primary()) } }
        },
    )
}

fn compared(number: i64, with: i64, differences: &[Difference]) -> Markup {
    html! {
        section.panel {
            (section_head(&format!("Version {number} beside version {with}"), Some(differences.len() as u64), &html! {}))
            @if differences.is_empty() { p.panel-p.sec { "They are the same." } }
            ul.lst {
                @for difference in differences {
                    li.who {
                        @match difference {
                            Difference::Added { step } => div.who-t { b { (step) } " " (tag("new", true)) },
                            Difference::Removed { step } => div.who-t { s { (step) } " " (tag("left out", false)) },
                            Difference::Changed { step, what } => div.who-t { b { (step) } small { (words::capital(&what.join("; "))) } },
                        }
                    }
                }
            }
        }
    }
}

fn steps(shown: &WorkflowView) -> Markup {
    let minutes: i64 = shown.steps.iter().filter_map(|step| step.minutes).sum();
    html! {
        section.panel.tbl-wrap tabindex="0" aria-label="Steps, scrolls sideways where it is narrow" {
            table.tbl.tbl-2 {
                caption.vh { "Steps of version " (shown.number) }
                thead { tr {
                    th scope="col" { "Step" } th scope="col" { "What" } th scope="col" { "Who" }
                    th.r scope="col" { "Effort" } th.r scope="col" { "Due" } th.r scope="col" { "On time" }
                } }
                tbody { @for (step, n) in shown.steps.iter().zip(1..) { (step_row(step, n)) } }
                tfoot { tr {
                    td {} th scope="row" { "A run takes" } td {} td.r { (words::duration(minutes)) } td {} td {}
                } }
            }
        }
        @let told: Vec<&StepView> = shown.steps.iter().filter(|step| step.notes.is_some()).collect();
        @if !told.is_empty() {
            section.panel.panel-p {
                h2 { "Told to whoever does it" }
                @for step in told {
                    h3.mt2 { (step.name) }
                    div.prose.sec { @for line in step.notes.iter().flat_map(|notes| notes.lines()).filter(|line| !line.trim().is_empty()) { p { (line) } } }
                }
            }
        }
    }
}

fn step_row(step: &StepView, n: usize) -> Markup {
    let after: Vec<String> = step.after.iter().map(ToString::to_string).collect();
    let extras = extras(&step.details);
    html! {
        tr {
            td.wbs { (n) }
            th scope="row" {
                (step.name)
                span.sub {
                    @if after.is_empty() { "first" } @else { "after " (after.join(", ")) }
                    @if step.kind != Kind::Implementation { " · " (step.kind.as_str()) }
                    @for extra in &extras { " · " (extra) }
                }
            }
            td {
                @match (&step.skill, step.people.as_slice()) {
                    (_, [_, ..]) => (step.people.iter().map(|who| who.name.as_str()).collect::<Vec<_>>().join(" or ")),
                    (Some(skill), []) => { (words::capital(skill)) span.sub { "by skill" } },
                    (None, []) => span.mut { "anybody" },
                }
            }
            td.r { @match step.minutes { Some(minutes) => (words::duration(minutes)), None => span.mut { "a guess" } } }
            td.r { (days_before(step.offset_days)) }
            td.r.num { @match step.on_time { Some(share) => span.late[share < 0.7] { (words::percent(share)) }, None => span.mut { "–" } } }
        }
    }
}

/// What a step has beside its work, in words.
pub(super) fn extras(details: &Details) -> Vec<String> {
    let mut all = Vec::new();
    if let Some(condition) = &details.only_if {
        all.push(format!("only if {condition}"));
    }
    if details.approval {
        all.push("an approval".to_owned());
    }
    if !details.checklist.is_empty() {
        all.push(words::counted(details.checklist.len() as u64, "thing to check", "things to check"));
    }
    for ask in &details.asks {
        let kind = match &ask.kind {
            AskKind::Text => "text".to_owned(),
            AskKind::Number => "number".to_owned(),
            AskKind::Date => "date".to_owned(),
            AskKind::File => "file".to_owned(),
            AskKind::Choice(options) => options.join(" or "),
        };
        all.push(format!("asks for {} ({kind})", ask.name));
    }
    for operation in &details.then_start {
        all.push(format!("then starts {operation}"));
    }
    all
}

pub(crate) fn days_before(days: f64) -> String {
    match days {
        0.0 => "on the day".to_owned(),
        1.0 => "1 day before".to_owned(),
        days => format!("{days} days before"),
    }
}

const WIDTH: f64 = 330.0;
const LINE: f64 = 20.0;
/// Days that are named below the drawing at most.
const TICKS: f64 = 5.0;

/// The flow over the days before the run is due: each step from when what it waits for is due to its own due.
pub(super) fn drawn(steps: &[StepView]) -> Markup {
    let begin = |step: &StepView| {
        let before = step.after.iter().filter_map(|n| steps.get(n.checked_sub(1)?)).map(|other| other.offset_days);
        before
            .fold(None, |least: Option<f64>, days| Some(least.map_or(days, |least| least.min(days))))
            .unwrap_or_else(|| step.available_days.min(step.offset_days + 5.0))
            .max(step.offset_days)
    };
    let most = steps.iter().map(begin).fold(1.0, f64::max);
    let x = |days: f64| 12.0 + (most - days) / most * (WIDTH - 34.0);
    let y = |index: usize| 26.0 + LINE * index as f64;
    let height = y(steps.len()) + 14.0;
    let tick = (most / TICKS).ceil().max(1.0);
    let ticks: Vec<f64> = (0..).map(|n| tick * f64::from(n)).take_while(|days| *days <= most).take(8).collect();
    let label = format!("{} over {most} days before it is due", words::counted(steps.len() as u64, "step", "steps"));
    let px = |value: f64| format!("{}", (value * 10.0).round() / 10.0);
    html! {
        svg.g.fit viewBox={ "0 0 " (px(WIDTH)) " " (px(height)) } role="img" aria-label=(label) {
            @for days in &ticks {
                path.ln2 d={ "M" (px(x(*days))) " 18V" (px(height - 10.0)) } {}
                text.tx2 x=(px(x(*days))) y="13" text-anchor=(if *days == 0.0 { "end" } else { "middle" }) { @if *days == 0.0 { "due" } @else { (days) } }
            }
            @for (index, step) in steps.iter().enumerate() {
                @for before in step.after.iter().filter_map(|n| n.checked_sub(1)).filter(|before| *before < index) {
                    @let from = x(steps[before].offset_days);
                    path.ln2 d={ "M" (px(from)) " " (px(y(before) + 11.0)) "V" (px(y(index) + 5.5)) "H" (px(x(begin(step)))) } fill="none" {}
                }
            }
            @for (index, step) in steps.iter().enumerate() {
                @let (from, to) = (x(begin(step)), x(step.offset_days));
                @let width = (to - from).max(5.0);
                @let late = step.on_time.is_some_and(|share| share < 0.7);
                rect class=(if late { "b-late" } else { "b" }) x=(px(to - width)) y=(px(y(index))) width=(px(width)) height="11" rx="2.5" {}
                @let name = words::shortened(&step.name);
                @let name: String = name.chars().take(24).collect();
                @if to > WIDTH * 0.55 { text.tx2 x=(px(to - width - 5.0)) y=(px(y(index) + 9.0)) text-anchor="end" { (name) } }
                @else { text.tx2 x=(px(to + 5.0)) y=(px(y(index) + 9.0)) { (name) } }
            }
        }
    }
}

fn versions(shown: &WorkflowView, at: &str, here: &Here) -> Markup {
    let by = |version: &Version| {
        let by = version.by.clone().zip(version.made_at).map(|(by, at)| format!("{by}, {}", here.day(at)));
        let parts: Vec<String> =
            [Some(version.note.clone()).filter(|note| !note.is_empty()), by].into_iter().flatten().collect();
        if parts.is_empty() { "As it began".to_owned() } else { parts.join(". ") }
    };
    html! {
        section.panel {
            (section_head("Versions", None, &html! { "on time in a year" }))
            ul.lst {
                @for version in &shown.versions {
                    li.who {
                        div.who-t {
                            a href={ (at) "?version=" (version.number) } { b { "v" (version.number) } }
                            @if version.number == shown.in_use { " " (tag("in use", true)) }
                            small { (by(version)) }
                        }
                        @if let Some(share) = version.on_time { span.num.small { (words::percent(share)) } }
                    }
                }
            }
        }
    }
}

pub(super) fn edit(visit: &InBusiness, shown: &WorkflowView, mend: &str) -> Markup {
    let form = visit.form("change_workflow");
    let finding = shown.findings.iter().find(|finding| finding.step == mend);
    let text = finding.map_or(shown.text.as_str(), |finding| finding.text.as_str());
    let at = visit.at(&format!("/operations/{}/workflow", shown.operation));
    let note = finding.map(|finding| format!("{}: {}", finding.name, finding.proposal)).unwrap_or_default();
    html! {
        (sentence_head(&format!("Version {} of {}", shown.in_use + 1, shown.name), "Coming runs follow it; what is under way keeps the version that it began with.", &html! {}))
        (form.before(visit))
        div.cols {
            section.panel.panel-p {
                form.form method="post" action=(visit.form_action("change_workflow")) {
                    (form.hidden(visit, &["text", "note"]))
                    (hidden("operation", &shown.operation))
                    (hidden("read", &shown.in_use.to_string()))
                    (hidden("_next", &at))
                    div.workflow-text { (Field::new("area", "text", "Steps").value(form.value("text", text)).fault(form.fault("text")).max_length(200_000)) }
                    (Field::new("text", "note", "What is new").value(form.value("note", &note)).fault(form.fault("note")).optional().max_length(300))
                    div.row { (button(format!("Keep version {}", shown.in_use + 1)).primary()) (link_button("Cancel", at.clone()).quiet()) }
                }
            }
            aside.stack aria-label="How it is written" { (how_it_is_written()) }
        }
    }
}

fn how_it_is_written() -> Markup {
    let words: [(&str, &str); 13] = [
        ("1. Write the draft", "a step; in order, unless “after” says otherwise"),
        ("effort: 1 h 30", "or three: 1 h / 2 h / 4 h"),
        ("who: Halima, Yuki", "any one of them does it"),
        ("skill: editing", "in place of names: whoever can"),
        ("kind: management", "or strategy; implementation where nothing is said"),
        ("after: 1, 2", "or “nothing”: steps beside each other"),
        ("from: 7 days before", "it can be done from then on"),
        ("due: 1 day before", "or “on the day”"),
        ("only if: Channel is web", "else it falls away"),
        ("approval: yes", "to finish it is to approve"),
        ("check: Links opened", "to tick off, as many as you like"),
        ("ask: Channel (mail | web)", "to fill in: text, number, date, file or choices"),
        ("then start: clips", "a run of another operation begins"),
    ];
    panel(
        "How it is written",
        &html! {},
        &html! {
            dl.dl-lines.mt2 { @for (written, means) in words { dt { code { (written) } } dd.small.sec { (means) } } dt { code { "> Keep it short." } } dd.small.sec { "told to whoever does it" } }
        },
    )
}
