//! Who has room: the heat table by week, and what follows from it.

use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, html};
use righthand_desk::planning::Week;
use righthand_desk::team::people::{People, PersonRow};
use righthand_domain::roles::Role;
use righthand_domain::snapshot::EngagementKind;

use super::tabs::{TeamTab, team_tabs};
use crate::parts::{
    AvatarSize, Icon, avatar, empty, head, heat_cell, heat_key, link_button, load_bar, panel, table, words,
};
use crate::site::InBusiness;

/// Above this share of a week there is no slack left for what comes up.
const FULL_SHARE: f64 = 0.95;
/// From this many free minutes a week on somebody has room: half a day, into which a task fits.
const ROOM_MINUTES: i64 = 4 * 60;
/// Names in a sentence; more are counted.
const NAMED_MAX: usize = 3;
/// Rows of a card.
const CARD_ROWS: usize = 5;
/// A term that ends in this week or the five after it needs a hand-over or a further term (R4).
const ENDS_SOON_WEEKS: i64 = 5;

/// The whole page.
pub(super) fn load_page(visit: &InBusiness, team: &People) -> Markup {
    let shown: Vec<&PersonRow> = here(team).filter(|row| !row.weeks.is_empty()).collect();
    html! {
        (team_head(visit, team))
        (team_tabs(visit, TeamTab::Load, None))
        @if shown.is_empty() {
            (empty("No plan yet", "As soon as there is work with people, the share of their hours that it takes stands here.", &first_step(visit, team)))
        } @else {
            (heat(visit, team, &shown))
            (heat_key())
            @if team.sees_load { (cards(visit, team, &shown)) } @else { p.hint.mt { "You see your own weeks. Those of others are for whoever manages their work." } }
        }
    }
}

/// Work comes first, and people to do it where somebody is alone.
fn first_step(visit: &InBusiness, team: &People) -> Markup {
    html! {
        @if visit.membership.role.runs_the_business() {
            div.row.row-w {
                (link_button("Open a project", visit.at("/projects/new")).primary())
                (link_button("Import a board", visit.at("/import")))
                @if team.can_manage && team.people.len() == 1 { (link_button("Invite people", visit.at("/team/invite"))) }
            }
        }
    }
}

/// Title, sentence and what can be done at once: of both tabs.
pub(super) fn team_head(visit: &InBusiness, team: &People) -> Markup {
    let actions = html! {
        (link_button("Time off", visit.at(&format!("/team/{}#time-off", visit.membership.member_key))).icon(Icon::Calendar))
        @if team.can_manage { (link_button("Invite", visit.at("/team/invite")).primary().icon(Icon::Plus)) }
    };
    head("Team", &html! { (sentence(team)) }, &actions)
}

/// Those who are still with the business.
fn here(team: &People) -> impl Iterator<Item = &PersonRow> {
    team.people.iter().filter(|row| !row.gone)
}

/// How many there are, who is full, who has room, and which terms end.
pub(super) fn sentence(team: &People) -> String {
    let count = here(team).count() as u64;
    let mut parts = vec![words::capital(&words::counted(count, "person", "people"))];
    if team.sees_load {
        let full: Vec<&str> = here(team)
            .filter(|row| this_week(row).is_some_and(|week| share(week) > FULL_SHARE))
            .map(first_name)
            .collect();
        let room: Vec<&str> = with_room(here(team)).into_iter().map(|(row, _)| first_name(row)).collect();
        parts.push(match full.as_slice() {
            [] => "nobody is over 95\u{202f}% this week".to_owned(),
            names => format!("{} over 95\u{202f}% this week", some(names, "is", "are")),
        });
        if !room.is_empty() {
            parts.push(some(&room, "has room", "have room"));
        }
    }
    let ends: Vec<&str> = ending(team).map(first_name).collect();
    let ends = match ends.as_slice() {
        [] => String::new(),
        [one] => format!(" {one}’s term ends within five weeks."),
        many => format!(" {} terms end within five weeks.", words::capital(&words::number(many.len() as u64))),
    };
    let (first, rest) = parts.split_first().map_or(("", Vec::new()), |(first, rest)| (first.as_str(), rest.to_vec()));
    let rest = if rest.is_empty() { String::new() } else { format!(" {}.", words::capital(&rest.join("; "))) };
    format!("{first}.{rest}{ends}")
}

/// "Tarek and Mireille have room"; more than three: "Tarek, Mireille and five others have room".
fn some(names: &[&str], one: &str, many: &str) -> String {
    let verb = if names.len() == 1 { one } else { many };
    if names.len() <= NAMED_MAX {
        return format!("{} {verb}", words::list(names));
    }
    let (first, rest) = names.split_at(NAMED_MAX - 1);
    format!("{} and {} others {verb}", first.join(", "), words::number(rest.len() as u64))
}

fn heat(visit: &InBusiness, team: &People, rows: &[&PersonRow]) -> Markup {
    let head = html! {
        tr {
            th scope="col" rowspan="2" { "Person" }
            th.r scope="col" rowspan="2" { "A week" }
            th.cg scope="colgroup" colspan=(team.weeks.len()) { "Percent of hours planned, by week" }
        }
        tr {
            @for (n, monday) in team.weeks.iter().enumerate() {
                th.ctr.now[n == 0] scope="col" { (week_of(*monday)) @if n == 0 { span.vh { ", this week from now on" } } }
            }
        }
    };
    let body = html! {
        @for row in rows {
            tr {
                th scope="row" {
                    span.person {
                        (avatar(&row.name, &row.key, AvatarSize::Normal))
                        span { a href=(visit.at(&format!("/team/{}", row.key))) { (row.name) } span.sub { (role_and_terms(row, team.today)) } }
                    }
                }
                td.r.mut { (words::hours(row.minutes_per_week)) }
                @for (n, week) in row.weeks.iter().enumerate() { (cell(row, week, n == 0)) }
            }
        }
    };
    table("Percent of hours planned per person and week", "tbl-2 heat keep-first", &head, &body)
}

/// "4 Jan": of the weeks ahead, no year has to be said.
pub(super) fn week_of(monday: Date) -> String {
    words::short_day(monday, monday)
}

/// A week's cell: the share, or why there is none.
pub(super) fn cell(row: &PersonRow, week: &Week, first: bool) -> Markup {
    if week.gone {
        return heat_cell(None, "gone");
    }
    if week.available_minutes > 0 {
        return heat_cell(Some(share(week)), "");
    }
    let next = week.monday.saturating_add(7.days());
    let off = row.time_off.iter().any(|(from, to, _)| *from < next && *to >= week.monday);
    heat_cell(
        None,
        match (row.minutes_per_week, off, first) {
            (0, ..) => "none",
            (_, true, _) => "off",
            // What is left of this week has no working time in it.
            (_, _, true) => "over",
            _ => "closed",
        },
    )
}

fn cards(visit: &InBusiness, team: &People, rows: &[&PersonRow]) -> Markup {
    let room = with_room(rows.iter().copied());
    let full: Vec<&PersonRow> =
        rows.iter().copied().filter(|row| this_week(row).is_some_and(|week| share(week) > FULL_SHARE)).collect();
    let ends: Vec<&PersonRow> = ending(team).collect();
    html! {
        div.cols-3.mt4 {
            (panel("Full this week", &html! {}, &html! {
                @if full.is_empty() { p.small.sec.mt1 { "Nobody has more than 95 % of what is left of the week planned." } }
                ul.mt1 { @for row in full.iter().take(CARD_ROWS) { (load_line(visit, row)) } }
                (more(full.len()))
            }))
            (panel("Room in the plan", &html! {}, &html! {
                @if room.is_empty() { p.small.sec.mt1 { "Nobody has half a day free this week." } }
                ul.mt1 { @for (row, _) in room.iter().take(CARD_ROWS) { (load_line(visit, row)) } }
                (more(room.len()))
            }))
            (panel("Ends soon", &html! {}, &html! {
                @if ends.is_empty() { p.small.sec.mt1 { "No term ends within five weeks." } }
                @for row in ends.iter().take(CARD_ROWS) { @if let Some(until) = row.until {
                    div.row.top.mt2 {
                        (avatar(&row.name, &row.key, AvatarSize::Large))
                        p.small.sec {
                            a.link href=(visit.at(&format!("/team/{}", row.key))) { (row.name) } "’s term ends on " b { (words::day(until, team.today)) } "."
                        }
                    }
                } }
                (more(ends.len()))
            }))
        }
    }
}

fn load_line(visit: &InBusiness, row: &PersonRow) -> Markup {
    let Some(week) = this_week(row) else { return html! {} };
    let free = (week.available_minutes - week.planned_minutes).max(0);
    html! {
        li.who {
            span.who-t {
                span.person {
                    (avatar(&row.name, &row.key, AvatarSize::Small))
                    span { a href=(visit.at(&format!("/team/{}", row.key))) { (row.name) } }
                }
            }
            (load_bar(share(week)))
            span.small.sec { (words::hours(free)) " free" }
        }
    }
}

fn more(all: usize) -> Markup {
    html! { @if all > CARD_ROWS { p.hint.mt1 { "And " (words::count((all - CARD_ROWS) as u64)) " more, in the table above." } } }
}

/// "PM, until 31 Dec"; "Editing, ongoing" for a team member by their first skill.
pub(super) fn role_and_terms(row: &PersonRow, today: Date) -> String {
    let role = match (row.role, row.skills.first()) {
        (Role::TeamMember, Some(skill)) => words::capital(skill),
        (role, _) => role.title().to_owned(),
    };
    match terms(row, today) {
        terms if terms.is_empty() => role,
        terms => format!("{role}, {terms}"),
    }
}

/// "until 31 Dec", "ended 3 Nov", "ongoing"; nothing where no terms are known.
pub(super) fn terms(row: &PersonRow, today: Date) -> String {
    match (row.until, row.engagement_kind) {
        (Some(until), _) if row.gone => format!("ended {}", words::short_day(until, today)),
        (Some(until), _) => format!("until {}", words::short_day(until, today)),
        (None, Some(EngagementKind::Ongoing)) => "ongoing".to_owned(),
        _ => String::new(),
    }
}

fn ending(team: &People) -> impl Iterator<Item = &PersonRow> {
    let monday = team.weeks.first().copied().unwrap_or(team.today);
    let after = monday.saturating_add((7 * (ENDS_SOON_WEEKS + 1)).days());
    let shown = |row: &&PersonRow| team.sees_load || row.is_me;
    here(team).filter(shown).filter(move |row| row.until.is_some_and(|until| until < after))
}

/// Those with half a day or more this week, the freest first.
fn with_room<'r>(rows: impl Iterator<Item = &'r PersonRow>) -> Vec<(&'r PersonRow, i64)> {
    let free = |row: &'r PersonRow| this_week(row).map(|week| (row, week.available_minutes - week.planned_minutes));
    let mut room: Vec<(&PersonRow, i64)> = rows.filter_map(free).filter(|(_, free)| *free >= ROOM_MINUTES).collect();
    room.sort_by_key(|(_, free)| std::cmp::Reverse(*free));
    room
}

/// What is left of this week, where there is any of it.
fn this_week(row: &PersonRow) -> Option<&Week> {
    row.weeks.first().filter(|week| week.available_minutes > 0 && !week.gone)
}

fn share(week: &Week) -> f64 {
    week.planned_minutes as f64 / week.available_minutes.max(1) as f64
}

pub(super) fn first_name(row: &PersonRow) -> &str {
    words::first_name(&row.name)
}
