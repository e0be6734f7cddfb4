//! The page of calibration as markup: the answer first, the chart, then where it was wrong.

use jiff::civil::Date;
use maud::{Markup, html};
use righthand_desk::forecasts::calibration::{Calibration, Miss, Whole};
use righthand_domain::calibration::Tally;
use righthand_domain::snapshot::Zone;

use super::Of;
use crate::charts::Reliability;
use crate::parts::{Tab, empty, figs, section_head, sentence_head, table, tabs, words};
use crate::site::InBusiness;

/// Below so many forecasts a share says next to nothing, which is then said.
const ENOUGH: usize = 20;

pub(super) fn page(visit: &InBusiness, calibration: &Calibration, zone: &Zone, of: Of) -> Markup {
    let today = zone.rules().to_datetime(visit.visitor.now()).date();
    let tally = match of {
        Of::All => &calibration.all,
        Of::Projects => &calibration.projects,
        Of::Tasks => &calibration.tasks,
        Of::Steps => &calibration.steps,
    };
    html! {
        (sentence_head("How true forecasts were", &sentence(&calibration.all), &html! {}))
        @if calibration.all.count == 0 {
            div.panel { (empty("Nothing to judge yet", &nothing_yet(calibration), &html! {})) }
        } @else {
            (sorts(visit, calibration, of))
            div.cols {
                div.stack {
                    (chances(tally))
                    (misses(visit, calibration, zone, today))
                }
                aside.stack aria-label="Numbers" {
                    (numbers(tally, calibration, today))
                    (by_whole(visit, calibration))
                }
            }
        }
    }
}

/// "Of what was to be done by its 80 % date, 76 % was."
fn sentence(all: &Tally) -> String {
    let Some(share) = all.share_by_80() else {
        return "Each forecast that was shown is kept, and scored when the work ends.".to_owned();
    };
    let so_far = if all.count < ENOUGH { " So few say little yet." } else { "" };
    format!(
        "Of {} forecasts whose work has ended, {} ended by the date that was called 80 %.{so_far}",
        words::count(all.count as u64),
        words::percent(share)
    )
}

fn nothing_yet(calibration: &Calibration) -> String {
    let waiting = u64::try_from(calibration.waiting).unwrap_or(0);
    match waiting {
        0 => "Forecasts are kept from the day on which a project has a chance beside its date.".to_owned(),
        waiting => {
            format!(
                "{} kept; the first is scored when its work is done.",
                words::counted(waiting, "forecast is", "forecasts are")
            )
        }
    }
}

/// The same page of one sort each.
fn sorts(visit: &InBusiness, calibration: &Calibration, of: Of) -> Markup {
    let each = [
        (Of::All, "", "All", &calibration.all),
        (Of::Projects, "?of=projects", "Projects", &calibration.projects),
        (Of::Tasks, "?of=tasks", "Tasks", &calibration.tasks),
        (Of::Steps, "?of=steps", "Steps of runs", &calibration.steps),
    ];
    let hrefs = each.each_ref().map(|(_, query, ..)| visit.at(&format!("/calibration{query}")));
    let all: Vec<Tab<'_>> = (each.iter().zip(&hrefs))
        .map(|((sort, _, label, tally), href)| Tab {
            label,
            href,
            count: Some(tally.count as u64),
            current: *sort == of,
        })
        .collect();
    tabs("Of what", &all)
}

fn chances(tally: &Tally) -> Markup {
    let head = html! {
        tr { th scope="col" { "Called" } th.r scope="col" { "Came true" } th.r scope="col" { "Of" } th.r scope="col" { "May well be" } }
    };
    let body = html! {
        @for bin in &tally.bins {
            tr {
                th scope="row" { (words::percent(bin.from)) " to " (words::percent(bin.from + 0.1)) }
                td.r.num { (words::percent(bin.share())) }
                td.r.num { (words::count(bin.count as u64)) }
                td.r.num { (words::percent(bin.low)) " to " (words::percent(bin.high)) }
            }
        }
    };
    html! {
        section.panel.panel-p {
            (section_head("Chances of being on time", None, &html! { (words::counted(tally.chances as u64, "forecast", "forecasts")) " with a due date" }))
            @if tally.bins.is_empty() {
                p.small.sec { "None of these had a date to be on time for." }
            } @else {
                div.reliability { (Reliability { bins: &tally.bins }) }
                p.small.sec.mt2 {
                    "On the line, what was called is what came true. Above it the chance was better than was said, below it worse. "
                    "The bar is where the true share may well lie, the size of a point how many it stands for."
                }
                details.mt2 { summary.link.small { "Show as table" } (table("Chances that were called, and how many came true", "tbl-fit", &head, &body)) }
            }
        }
    }
}

fn numbers(tally: &Tally, calibration: &Calibration, today: Date) -> Markup {
    let percent = |share: Option<f64>| share.map_or_else(|| "–".to_owned(), words::percent);
    let (by_80, within) = (percent(tally.share_by_80()), percent(tally.share_within()));
    let (loss, brier) = (days(tally.pinball_days), format!("{:.2}", tally.brier));
    let mut figures = vec![
        (by_80.as_str(), "ended by the 80 % date"),
        (within.as_str(), "ended in the range of 80 %"),
        (loss.as_str(), "mean loss of the dates"),
    ];
    if tally.chances > 0 {
        figures.push((brier.as_str(), "Brier score of the chances"));
    }
    html! {
        section.panel.panel-p {
            h2 { "In numbers" }
            (figs(&figures))
            p.small.sec.mt2 {
                "80 % would be right for both shares. The loss weighs how far dates were off (pinball loss); a Brier score of 0 knows all, 0.25 knows nothing."
            }
            p.small.sec.mt1 {
                @if let Some(since) = calibration.since { "Kept since " (words::day(since, today)) ". " }
                @if calibration.waiting > 0 { (words::count(u64::try_from(calibration.waiting).unwrap_or(0))) " more are kept for work that has not ended." }
            }
        }
    }
}

fn by_whole(visit: &InBusiness, calibration: &Calibration) -> Markup {
    let head = html! { tr { th scope="col" { "Work of" } th.r scope="col" { "By 80 %" } th.r scope="col" { "Loss" } th.r scope="col" { "Of" } } };
    let body = html! {
        @for (whole, tally) in &calibration.by_whole {
            tr {
                th scope="row" { (link(visit, whole)) }
                td.r.num { (tally.share_by_80().map(words::percent).unwrap_or_default()) }
                td.r.num { (days(tally.pinball_days)) }
                td.r.num { (words::count(tally.count as u64)) }
            }
        }
    };
    html! {
        section {
            (section_head("Project by project", None, &html! { "the worst first" }))
            (table("How true forecasts were, by project and operation", "tbl-fit", &head, &body))
        }
    }
}

fn link(visit: &InBusiness, whole: &Whole) -> Markup {
    let place = if whole.is_project { format!("/projects/{}", whole.key) } else { "/calibration?of=steps".to_owned() };
    html! { a.link href=(visit.at(&place)) { (whole.name) } }
}

fn misses(visit: &InBusiness, calibration: &Calibration, zone: &Zone, today: Date) -> Markup {
    html! {
        section.panel {
            (section_head("Worst misses", None, &html! { "what ended outside of nine or one in ten futures" }))
            @if calibration.misses.is_empty() {
                p.small.sec.panel-p { "Everything ended in the range that was said of it." }
            } @else {
                ul { @for miss in &calibration.misses { (row(visit, miss, zone, today)) } }
            }
        }
    }
}

fn row(visit: &InBusiness, miss: &Miss, zone: &Zone, today: Date) -> Markup {
    let day = |at: jiff::Timestamp| words::day(zone.rules().to_datetime(at).date(), today);
    let (scored, off) = (&miss.scored, miss.scored.miss_days());
    let [low, .., high] = scored.told;
    html! {
        li.task {
            div.grow {
                div.task-t {
                    @if miss.is_project { a href=(visit.at(&format!("/projects/{}", miss.key))) { (miss.name) } }
                    @else if miss.whole.is_project { a href=(visit.at_task(&miss.key)) { (miss.name) } }
                    @else { (miss.name) }
                }
                div.task-m {
                    @if !miss.is_project { (miss.whole.name) ": " }
                    "said on " (day(scored.made_at)) " to end " (day(low)) " to " (day(high)) ", ended " (day(scored.ended))
                    @if let Some(chance) = scored.on_time { "; called " (words::chance_percent(chance)) " on time" }
                }
            }
            div.task-e { b.num { (days(off.abs())) } " " span.small.sec { (if off > 0.0 { "late" } else { "early" }) } }
        }
    }
}

/// "3 h", "1.4 days".
fn days(days: f64) -> String {
    if days < 1.0 {
        return format!("{} h", (days * 24.0).round());
    }
    let tenths = (days * 10.0).round() / 10.0;
    if (tenths - 1.0).abs() < f64::EPSILON { "1 day".to_owned() } else { format!("{tenths} days") }
}
