//! The forecast as markup: futures by day, levers with their gain, the chain of causes, and what all of it assumes.

use maud::{Markup, html};
use righthand_desk::projects::glance::Health;
use righthand_desk::projects::levers::{LeverMoney, LeverView};
use righthand_desk::projects::outlook::{ChainLink, Outlook};
use righthand_desk::what_if::{Board, Worked};
use righthand_domain::plan::Comparison;
use righthand_domain::rules::r12_every_date_is_a_probability::Chance;

use super::here::Here;
use super::{assumes, head, risks_page};
use crate::charts::{Closure, Histogram, lever_range};
use crate::parts::{Icon, Thresholds, Tone, button, link_button, note, section_head, table, words};
use crate::site::{InBusiness, fields_of};
use crate::what_if::rehearse_page;

/// A lever that is tried: its place, and what it does.
pub(super) type Tried = (usize, (Board, Worked<Comparison>));

pub(super) fn forecast(visit: &InBusiness, outlook: &Outlook, tried: Option<&Tried>, here: &Here) -> Markup {
    let glance = &outlook.glance;
    html! {
        (head::head(visit, glance, here, outlook.may.change_project || outlook.may.close, head::Page::Forecast))
        div.cols {
            div.stack {
                (no_number_yet(visit, outlook))
                @if matches!(glance.chance, Chance::OnTime(_)) {
                    (when_it_ends(outlook, here))
                    (levers(visit, outlook, tried, here))
                }
                @if outlook.glance.health != Health::Closed {
                    (risks_page::risks(visit, outlook))
                    (risks_page::pins(visit, outlook, here))
                }
            }
            aside.stack aria-label="Reasons" {
                (why(visit, outlook, here))
                (assumes::assumes(visit, outlook, here))
            }
        }
    }
}

/// Why there is no chance, or that the one shown is about to be another (R12).
fn no_number_yet(visit: &InBusiness, outlook: &Outlook) -> Markup {
    let at = |rest: &str| visit.at(&format!("/projects/{}{rest}", outlook.glance.key));
    match outlook.glance.chance {
        _ if outlook.glance.health == Health::Closed => {
            note(Tone::Accent, Icon::Tick, &html! { p { "This project is closed; nothing of it is forecast." } })
        }
        _ if outlook.glance.health == Health::Tentative => head::tentative(visit, &outlook.glance),
        Chance::NotYet { guessed, open } => note(
            Tone::Risk,
            Icon::Risk,
            &html! {
                p { b { "No chance yet: " (guessed) " of " (open) " efforts are guessed." } " A number made from guesses would claim what nobody knows. Say the efforts and the chance comes by itself." }
                p.mt2 { (link_button("Say the efforts", crate::guesses::of_project(visit, &outlook.glance.key)).small().primary()) }
            },
        ),
        Chance::Unplaced { tasks } => note(
            Tone::Late,
            Icon::Late,
            &html! {
                p { b { (words::capital(&words::counted(tasks as u64, "task", "tasks"))) " cannot be placed" } ", so there is no end to forecast." }
                ul.stack-2.mt1 {
                    @for (key, name, reason) in &outlook.unplaced { li { a.link href=(visit.at(&format!("/tasks/{key}"))) { (name) } ": " (reason) } }
                }
            },
        ),
        Chance::Counting => note(
            Tone::Accent,
            Icon::Clock,
            &html! { p role="status" { "The futures are being counted. This page shows them as soon as they are there." } },
        ),
        Chance::NothingOpen if outlook.glance.tasks_all == 0 => note(
            Tone::Accent,
            Icon::List,
            &html! {
                p { "There is no work in it yet, so there is nothing to forecast." }
                p.mt2 { (link_button("Add the first task", format!("{}#add", at(""))).small().primary()) }
            },
        ),
        Chance::NothingOpen => note(Tone::Ok, Icon::Tick, &html! { p { "All its work is done." } }),
        Chance::OnTime(_) if outlook.counting => note(
            Tone::Accent,
            Icon::Clock,
            &html! { p role="status" { "Something has changed since: the futures are being counted anew." } },
        ),
        Chance::OnTime(_) => html! {},
    }
}

fn when_it_ends(outlook: &Outlook, here: &Here) -> Markup {
    let made = outlook.made_at.map(|at| format!(", planned {}", here.moment(at))).unwrap_or_default();
    let off = here.off(&outlook.holidays);
    let free = |day: jiff::civil::Date| off.weekdays.contains(&day.weekday()) || off.holidays.contains(&day);
    let closures =
        off.closures.iter().filter(|(first, last)| words::days_between(*first, *last) >= 2).map(|(first, last)| {
            Closure {
                first: *first,
                last: *last,
                words: format!(
                    "closed {} to {}",
                    words::short_day(*first, here.today),
                    words::short_day(*last, here.today)
                ),
            }
        });
    let days: Vec<_> =
        outlook.days.iter().filter(|day| day.count > 0 || !free(day.date)).map(|day| (day.date, day.count)).collect();
    let ended: u64 = days.iter().map(|(_, count)| u64::from(*count)).sum();
    let histogram = Histogram {
        name: outlook.glance.name.clone(),
        never: u32::try_from(u64::from(outlook.futures).saturating_sub(ended)).unwrap_or(u32::MAX),
        due: Some(here.day_of(outlook.glance.end)),
        on_time: if let Chance::OnTime(share) = outlook.glance.chance { Some(share) } else { None },
        today: here.today,
        closures: closures.collect(),
        days,
    };
    html! {
        section.panel {
            (section_head("When it will be finished", None, &html! { (words::count(u64::from(outlook.futures))) " simulated futures" (made) @if outlook.improving { ", " span role="status" { "still improving" } } }))
            div.pb {
                @if ended > 0 {
                    div.chart-s tabindex="0" role="region" aria-label="Futures by day, scrolls sideways where it is narrow" { (histogram) }
                }
                p.small.sec.mt2 { (quantiles(&histogram)) }
                @if histogram.never > 0 {
                    p.small.sec.mt1 {
                        "In " (words::count(u64::from(histogram.never))) " of " (words::count(u64::from(outlook.futures))) " futures it does not end: work is left over when somebody whom it needs is gone. "
                        "These count as late, and have no bar."
                    }
                }
                @if ended > 0 { details.mt2 { summary.link.small { "Show as table" } (as_table(&histogram, here)) } }
            }
        }
    }
}

/// "Half of the futures end by Mon 21 Dec, eight in ten by Wed 23 Dec, nine in ten by Mon 4 Jan."
fn quantiles(histogram: &Histogram) -> Markup {
    let named = [(0.5, "half of the futures", "end by "), (0.8, "eight in ten", "by "), (0.9, "nine in ten", "by ")];
    let known: Vec<_> =
        named.iter().filter_map(|(share, name, by)| histogram.by(*share).map(|day| (*name, *by, day))).collect();
    let beyond = named.get(known.len()).map(|(_, name, _)| *name);
    html! {
        @for (place, (name, by, day)) in known.iter().enumerate() {
            @if place == 0 { (words::capital(name)) } @else { ", " (name) }
            " " (by) b { (words::day(*day, histogram.today)) }
        }
        @match (known.is_empty(), beyond) {
            (true, _) => "Fewer than half of the futures end at all.",
            (false, Some(name)) => { "; fewer than " (name) " end at all." },
            (false, None) => ".",
        }
    }
}

fn as_table(histogram: &Histogram, here: &Here) -> Markup {
    let head =
        html! { tr { th scope="col" { "Finished on" } th.r scope="col" { "Futures" } th.r scope="col" { "By then" } } };
    let body = html! {
        @for (day, count) in histogram.days.iter().filter(|(_, count)| *count > 0) {
            tr {
                th scope="row" { (words::day(*day, here.today)) @if histogram.due == Some(*day) { " (due)" } }
                td.r.num { (words::count(u64::from(*count))) }
                td.r.num { (words::percent(histogram.share_by(*day))) }
            }
        }
        @if histogram.never > 0 {
            tr { th scope="row" { "Never" } td.r.num { (words::count(u64::from(histogram.never))) } td {} }
        }
    };
    table(&format!("{} futures by the day on which they end", words::count(histogram.all())), "tbl-fit", &head, &body)
}

fn levers(visit: &InBusiness, outlook: &Outlook, tried: Option<&Tried>, here: &Here) -> Markup {
    let late = matches!(outlook.glance.health, Health::Late | Health::AtRisk);
    html! {
        @if !outlook.levers.is_empty() {
            section.panel {
                (section_head("What would help most", None, &html! { "each one planned anew, over the same futures" }))
                ul { @for (place, lever) in outlook.levers.iter().enumerate() { (lever_row(visit, outlook, place, lever, tried, here)) } }
                div.panel-foot { "A change is made at once, and Undo takes it back." }
            }
        } @else if late {
            section.panel.panel-p {
                h2 { "What would help most" }
                p.small.sec.mt1 {
                    @if outlook.counting || outlook.improving { "Changes that would help are being looked for. This page shows them as soon as they are there." }
                    @else { "No change of people, hours, scope or date was found that raises the chance, alone or with another." }
                }
            }
        }
    }
}

fn lever_row(
    visit: &InBusiness,
    outlook: &Outlook,
    place: usize,
    lever: &LeverView,
    tried: Option<&Tried>,
    here: &Here,
) -> Markup {
    let here_is = visit.at(&format!("/projects/{}/forecast", outlook.glance.key));
    let effect = tried.filter(|(at, _)| *at == place).map(|(_, worked)| worked);
    let gain = i64::from(words::whole_percent(lever.on_time)) - i64::from(words::whole_percent(lever.instead_of));
    let form = visit.form(&format!("{}:lever-{place}", lever.command));
    html! {
        li.lever {
            div {
                h3 { (lever.says) }
                p {
                    @if effect.is_some() { a.link href=(here_is) { "Do not try it" } }
                    @else { a.link href={ (here_is) "?try=" (place + 1) "#tried" } { "Try it" span.vh { ": " (lever.says) } } }
                }
                @for (project, with, without) in &lever.costs {
                    p { (project) " falls from " (words::chance_percent(*without)) " to " (words::chance_percent(*with)) "." }
                }
                @if let Some(money) = &lever.money { p { (price(money)) } }
                @if !lever.may { p { "The owner or the online business manager can do this." } }
                (form.before(visit))
            }
            span.only-l { (lever_range(lever.instead_of, lever.on_time, Thresholds::default())) }
            span.num { b { (words::chance_percent(lever.on_time)) } " " @if gain > 0 { span.delta-up.small { "+" (gain) } } }
            @if lever.may {
                form method="post" action=(visit.form_action(&lever.command)) {
                    (form.hidden(visit, &[]))
                    input type="hidden" name="_next" value=(here_is);
                    @for (name, value) in fields_of(&lever.input) { input type="hidden" name=(name) value=(value); }
                    @if place == 0 { (button("Do it").small().primary()) } @else { (button("Do it").small()) }
                }
            }
        }
        @if let Some((board, worked)) = effect { li id="tried" { (tried_effect(visit, board, worked, here)) } }
    }
}

/// What a lever that is tried does to every project, before anybody does it.
fn tried_effect(visit: &InBusiness, board: &Board, worked: &Worked<Comparison>, here: &Here) -> Markup {
    match worked {
        Worked::Idle => html! {},
        Worked::Counting => crate::what_if::counting(visit),
        Worked::None(why) => crate::what_if::no_answer(why),
        Worked::There(comparison) => rehearse_page::projects(visit, board, comparison, here),
    }
}

/// The chain in one plain sentence: where it begins, and by how much it misses its end.
fn in_a_sentence(outlook: &Outlook, here: &Here) -> Markup {
    let (first, last) = (outlook.chain.first(), outlook.chain.last());
    let (Some(first), Some(last)) = (first, last) else { return html! {} };
    let past = words::days_between(here.date(outlook.glance.due), here.date(last.finish));
    html! {
        p.small.sec.mt1 {
            @if first.key == last.key { "“" (last.name) "” alone decides it. " }
            @else { "It begins with “" (first.name) "” and ends with “" (last.name) "”: each of these waits for the one before it. " }
            @if last.finish > outlook.glance.due {
                "As planned, it ends on " (here.day(last.finish))
                @if past > 0 { ", " (words::counted(u64::from(past.unsigned_abs()), "day", "days")) " after its end" }
                "."
            }
        }
    }
}

/// "Costs about €320 until then, above the retainer.", "Saves about €80.", "Costs nothing more, within the retainer."
fn price(money: &LeverMoney) -> String {
    let hundredths = (money.amount.abs() * 100.0).round() as i64;
    let amount = match &money.currency {
        Some(currency) => words::money(hundredths / 100 * 100, currency),
        None => words::count((hundredths / 100).unsigned_abs()),
    };
    match money.amount {
        amount if amount.abs() < 1.0 => "Costs nothing more, within the retainer.".into(),
        saved if saved < 0.0 => format!("Saves about {amount}."),
        _ if money.above_retainer => format!("Costs about {amount} until then, above the retainer."),
        _ => format!("Costs about {amount} until then."),
    }
}

fn why(visit: &InBusiness, outlook: &Outlook, here: &Here) -> Markup {
    let title = match outlook.glance.health {
        Health::Late => "Why it is late",
        Health::AtRisk => "Why it may be late",
        _ => "What decides when it ends",
    };
    html! {
        @if !outlook.chain.is_empty() {
            section.panel.panel-p {
                (section_head(title, None, &html! {}))
                (in_a_sentence(outlook, here))
                ol.chain.mt2 {
                    @for (place, link) in outlook.chain.iter().enumerate() { (cause(visit, link, here, place + 1 == outlook.chain.len())) }
                }
            }
        }
    }
}

fn cause(visit: &InBusiness, link: &ChainLink, here: &Here, last: bool) -> Markup {
    html! {
        li.end[last] {
            span {}
            span {
                @if link.seen { a href=(visit.at_task(&link.key)) { (link.name) } } @else { (link.name) }
                @if let Some(person) = &link.person { span.small.sec { ", " (person.name) } }
                br;
                span.small.sec {
                    (link.why)
                    @if let Some(share) = link.critical { " On the chain in " (words::percent(share)) " of the futures." }
                }
            }
            span.due { (here.day(link.finish)) }
        }
    }
}
