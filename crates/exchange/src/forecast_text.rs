//! The forecast as lines for a person at a terminal.

use std::fmt::Write;

use righthand_domain::{
    plan::{Forecast, ProjectForecast},
    snapshot::Snapshot,
};

use crate::plan_text::moment;

/// The forecast of `snapshot`, in its business's zone: chances, quantiles, what is assumed, and what would help.
pub fn write(forecast: &Forecast, snapshot: &Snapshot) -> String {
    let zone = snapshot.business.time_zone.rules();
    let mut text =
        format!("{}, {} futures as of {}\n", snapshot.business.name, forecast.futures, moment(forecast.at, zone));
    for (project, told) in forecast.projects.iter().zip(&snapshot.projects) {
        let _ = writeln!(text, "\n{}: {}", told.name, chance(project));
        if let Some(due) = project.due {
            let _ = writeln!(text, "  due {}", moment(due, zone));
        }
        if let Some(finish) = project.finish {
            let _ = writeln!(
                text,
                "  as likely as not by {}, 8 of 10 by {}, 9 of 10 by {}",
                moment(finish.p50, zone),
                moment(finish.p80, zone),
                moment(finish.p90, zone)
            );
        }
        if let Some(manager) = project.assumes.manager.as_ref().filter(|_| project.assumes.wait_hours > 0.0) {
            let (load, wait) = (project.assumes.utilisation * 100.0, project.assumes.wait_hours);
            let _ = writeln!(text, "  a hand-off waits {wait:.1} working hours: {manager} is {load:.0} % spoken for");
        }
        for lever in forecast.levers.iter().filter(|lever| lever.project == project.key) {
            let _ = writeln!(text, "  {} %: {}", percent(lever.on_time), lever.says);
        }
    }
    for (operation, told) in forecast.operations.iter().zip(&snapshot.operations) {
        if let Some(on_time) = operation.on_time {
            let _ = writeln!(text, "\n{}: runs are on time with {} %", told.name, percent(on_time));
        }
    }
    text
}

fn chance(project: &ProjectForecast) -> String {
    let guessed = match project.guessed {
        0 => String::new(),
        guessed => format!(" ({guessed} of {} efforts guessed)", project.open),
    };
    match project.on_time {
        None => "nothing open".to_owned(),
        Some(_) if project.finish.is_none() => "no finish: a task cannot be placed".to_owned(),
        Some(on_time) => format!("on time with {} %{guessed}", percent(on_time)),
    }
}

/// Whole percent; what is not certain is never shown as 0 or 100.
fn percent(share: f64) -> u32 {
    let rounded = (share * 100.0).round();
    if share > 0.0 && share < 1.0 { rounded.clamp(1.0, 99.0) as u32 } else { rounded as u32 }
}
