//! What was found, in groups, with the words marked; and how to ask more closely.

use jiff::civil::Date;
use maud::{Markup, html};
use righthand_desk::search::{Group, Hit, Marked, OPERATORS, Results, Thing};
use righthand_domain::snapshot::{When, Zone};

use super::results::Asked;
use crate::http::percent_encode;
use crate::parts::{AvatarSize, Icon, avatar, button, empty, segments, sentence_head, tag, words};
use crate::site::{InBusiness, Visitor};

/// What one business answered.
pub(super) struct Found {
    pub(super) visit: InBusiness,
    pub(super) results: Results,
    pub(super) zone: Zone,
    /// Today, where the business is.
    pub(super) today: Date,
}

/// `/b/{business}/search`, and `/search` where `here` is `None`.
pub(super) fn page(
    visitor: &Visitor,
    here: Option<&InBusiness>,
    asked: &Asked,
    found: &[Found],
    saved: &Markup,
) -> Markup {
    let several = visitor.session.memberships.len() > 1;
    html! {
        (sentence_head("Search", &sentence(asked, found), &html! {}))
        form.bar role="search" method="get" action=(address(here)) {
            label.vh for="q" { "Search" }
            input.inp.sq id="q" type="search" name="q" value=(asked.q) autofocus[asked.q.is_empty()] autocomplete="off" spellcheck="false";
            @if let Some(only) = asked.only() { input type="hidden" name="kind" value=(only.word()); }
            (button("Search").icon(Icon::Search))
            (kinds(here, asked, found))
            @if several { span.grow {} (scope(visitor, here, asked)) }
        }
        (saved)
        div.cols.cols-w {
            div {
                @for note in found.first().into_iter().flat_map(|found| &found.results.notes) {
                    p.note.note-a role="status" { (Icon::Question) span { (note) } }
                }
                @for one in found {
                    @if several && here.is_none() && !one.results.groups.is_empty() {
                        h2.mt4 { (one.visit.membership.business_name) }
                    }
                    @for group in &one.results.groups { (group_of(one, asked, group)) }
                }
                @if found.iter().all(|found| found.results.groups.is_empty()) { section.panel { (nothing(asked, found)) } }
            }
            (help(here))
        }
    }
}

fn address(here: Option<&InBusiness>) -> String {
    here.map_or_else(|| "/search".to_owned(), |visit| visit.at("/search"))
}

/// The same question with another kind.
fn link(here: Option<&InBusiness>, asked: &Asked, kind: &str) -> String {
    let kind = if kind.is_empty() { String::new() } else { format!("&kind={kind}") };
    format!("{}?q={}{kind}", address(here), percent_encode(&asked.q))
}

fn sentence(asked: &Asked, found: &[Found]) -> String {
    if found.iter().all(|found| found.results.nothing_asked) {
        return "Words in any form, with operators where you want it more exactly. You find what you may see.".into();
    }
    let groups = || found.iter().flat_map(|found| &found.results.groups);
    let (count, more) = (groups().map(|group| group.count).sum::<usize>(), groups().any(|group| group.more));
    let asked = words::shortened(&asked.q);
    match count {
        0 => format!("Nothing that you may see answers “{asked}”."),
        n if more => format!("More than {n} things answer “{asked}”."),
        n => format!(
            "{} “{asked}”.",
            words::capital(&words::counted(u64::try_from(n).unwrap_or(u64::MAX), "thing answers", "things answer"))
        ),
    }
}

/// Which kinds there are, each with its number, as ways to see only these.
fn kinds(here: Option<&InBusiness>, asked: &Asked, found: &[Found]) -> Markup {
    let count = |thing: Thing| {
        let groups = found.iter().flat_map(|found| &found.results.groups).filter(|group| group.thing == thing);
        groups.fold((0, false), |(count, more), group| (count + group.count, more || group.more))
    };
    let only = asked.only();
    let mut choices = vec![("All".to_owned(), link(here, asked, ""), only.is_none())];
    for thing in Thing::ALL {
        let (count, more) = count(thing);
        if count > 0 || only == Some(thing) {
            let label = format!("{} {}", thing.many(), number(count, more));
            choices.push((label, link(here, asked, thing.word()), only == Some(thing)));
        }
    }
    let choices: Vec<(&str, &str, bool)> =
        choices.iter().map(|(label, href, current)| (label.as_str(), href.as_str(), *current)).collect();
    html! { @if choices.len() > 1 { (segments("Kinds", &choices)) } }
}

/// "7", or "100+" where nobody counted on.
fn number(count: usize, more: bool) -> String {
    if more { format!("{count}+") } else { count.to_string() }
}

fn scope(visitor: &Visitor, here: Option<&InBusiness>, asked: &Asked) -> Markup {
    let first = visitor.session.memberships.first().and_then(|first| visitor.in_business(&first.business_key));
    let Some(one) = here.cloned().or(first) else { return html! {} };
    let (inside, outside) = (link(Some(&one), asked, &asked.kind), link(None, asked, &asked.kind));
    segments(
        "Where",
        &[(&one.membership.business_name, &inside, here.is_some()), ("All businesses", &outside, here.is_none())],
    )
}

fn group_of(found: &Found, asked: &Asked, group: &Group) -> Markup {
    let shown = group.hits.len();
    let all = link(Some(&found.visit), asked, group.thing.word());
    html! {
        div.grp {
            h2 { (group.thing.many()) }
            small { @if shown < group.count { (shown) " of " } (number(group.count, group.more)) }
            @if shown < group.count && asked.only().is_none() {
                a.link.small.end href=(all) { "All" span.vh { " " (group.thing.many().to_lowercase()) } }
            }
        }
        ul.tasks { @for hit in &group.hits { (row(found, hit)) } }
    }
}

fn row(found: &Found, hit: &Hit) -> Markup {
    html! {
        li.task.task-w data-row="" {
            (icon(hit.thing).with_class("i i-s mut"))
            div.grow {
                @match &hit.path {
                    Some(path) => a.task-t href=(found.visit.at(path)) { (marked(&hit.title)) },
                    None => span.task-t { (marked(&hit.title)) },
                }
                @if !hit.about.is_empty() { div.task-m { span { (hit.about) } } }
                @if let Some(passage) = &hit.passage { div.task-m { span { (marked(passage)) } } }
            }
            div.task-e {
                @if let Some(person) = hit.people.first().filter(|_| hit.thing != Thing::Person) {
                    span.person.hide-s { (avatar(&person.name, &person.key, AvatarSize::Small)) span { (words::first_name(&person.name)) } }
                }
                @match hit.state {
                    Some("done") => (tag("done", false)),
                    Some("archived") => (tag("archived", false)),
                    Some("draft") => (tag("draft", false)),
                    _ => @if let Some(due) = hit.due { (due_of(found, due)) },
                }
            }
        }
    }
}

fn due_of(found: &Found, due: When) -> Markup {
    match due {
        When::Date(day) => words::due(day, found.today, false, ""),
        When::Instant(instant) => {
            html! { time.due datetime=(instant.to_string()) { (words::near_day(found.zone.rules().to_datetime(instant).date(), found.today)) } }
        }
    }
}

/// A text with what was looked for marked in it.
pub(super) fn marked(pieces: &Marked) -> Markup {
    html! { @for piece in pieces { @if piece.found { mark { (piece.text) } } @else { (piece.text) } } }
}

/// The sign of a kind of thing.
pub(crate) fn icon(thing: Thing) -> Icon {
    match thing {
        Thing::Project | Thing::Draft => Icon::Projects,
        Thing::Task => Icon::Tick,
        Thing::Person | Thing::Contact => Icon::User,
        Thing::Operation | Thing::Run => Icon::Operations,
        Thing::Comment => Icon::Questions,
        Thing::Question => Icon::Question,
        Thing::File => Icon::File,
        Thing::Area => Icon::Business,
        Thing::Appointment => Icon::Calendar,
    }
}

fn nothing(asked: &Asked, found: &[Found]) -> Markup {
    if found.iter().all(|found| found.results.nothing_asked) {
        return empty(
            "What are you looking for?",
            "A word of its name, of its notes or of what was said about it.",
            &html! {},
        );
    }
    let text = if asked.only().is_some() {
        "Nothing of this kind. Look among all kinds, or with fewer words."
    } else {
        "Fewer words find more; a beginning of a word is enough. What you may not see is not found."
    };
    empty("Nothing found", text, &html! {})
}

fn help(here: Option<&InBusiness>) -> Markup {
    html! {
        aside.panel.panel-p aria-labelledby="narrow" {
            h2 id="narrow" { "Narrow it with words" }
            dl.dl.mt2 {
                @for operator in OPERATORS { dt { kbd { (operator.example) } } dd { (operator.finds) } }
            }
            p.small.mut.mt2 {
                @match here {
                    Some(visit) => { "Only " (visit.membership.business_name) " is searched." },
                    None => { "Each of your businesses is searched by itself." },
                }
            }
        }
    }
}
