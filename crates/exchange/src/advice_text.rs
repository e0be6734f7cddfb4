//! The advice as lines for a person at a terminal.

use std::fmt::Write;

use righthand_advisor::{Advice, ScenarioTold};
use righthand_domain::snapshot::Snapshot;
use righthand_domain::words::decimal;

use crate::plan_text::moment;

/// The advice for `snapshot`: the answer, its reasons, what comes first, what stays, what was tried, what would change it.
pub fn write(advice: &Advice, snapshot: &Snapshot) -> String {
    let zone = snapshot.business.time_zone.rules();
    let mut text = format!(
        "{}, {} futures as of {}\n\n{}\n",
        snapshot.business.name,
        advice.futures,
        moment(advice.at, zone),
        advice.answer.sentence
    );
    section(
        &mut text,
        "Why",
        advice.reasons.iter().map(|reason| {
            format!("{} {} (instead of {})", reason.says, decimal(reason.number), decimal(reason.instead_of))
        }),
    );
    section(
        &mut text,
        "Hand over first",
        advice.order.iter().map(|of| {
            let duty = snapshot.duties.iter().find(|duty| duty.key == of.duty);
            let name = duty.map_or(of.duty.as_str(), |duty| duty.name.as_str());
            format!(
                "{name}, {} hours a week, to the {}. {}",
                decimal(of.hours_per_week),
                of.to.replace('_', " "),
                of.first
            )
        }),
    );
    section(&mut text, "Stays", advice.not_covered.iter().map(|of| of.says.clone()));
    section(&mut text, "Tried", advice.scenarios.iter().map(|of| tried(of, advice.currency.as_deref())));
    section(
        &mut text,
        "What would change the answer",
        advice.flips.iter().map(|flip| format!("{} ({})", flip.says, flip.input)),
    );
    text
}

fn section(text: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        return;
    }
    // Writing to a text does not fail.
    let _ = writeln!(text, "\n{title}");
    for line in lines {
        let _ = writeln!(text, "  {line}");
    }
}

fn tried(of: &ScenarioTold, currency: Option<&str>) -> String {
    let currency = currency.map(|currency| format!(" {currency}")).unwrap_or_default();
    let mut line = format!(
        "{}: {:.0}{currency} a month, {} hours a week back, net {:.0} a month",
        of.name,
        of.cost_per_month,
        decimal(of.owner_hours_back_per_week),
        of.parts.net()
    );
    for project in &of.projects {
        let _ = write!(line, "; {} on time with {:.0} %", project.key, project.on_time * 100.0);
    }
    if let Some(on_time) = of.operations_on_time {
        let _ = write!(line, "; regular work on time with {:.0} %", on_time * 100.0);
    }
    if let Some(why) = &of.ruled_out {
        let _ = write!(line, " ({why})");
    }
    line
}
