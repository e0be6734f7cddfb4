//! Which one: a command about a thing that the address does not name asks for it first, by a search among such things.

use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use righthand_desk::catalogue::Entry;
use righthand_desk::command::Method;
use righthand_desk::search::{Asked, Hit, Results, Thing};

use crate::http::percent_encode;
use crate::parts::{Icon, button, empty, hidden, sentence_head, words};
use crate::search;
use crate::site::{Answer, InBusiness, Place, crumb, crumb_here};

/// The field of the search; no command has one of that name.
const TYPED: &str = "q";
/// Things that are listed: more are found by another word.
const LISTED_MAX: usize = 40;

/// What has to be chosen before the form can be filled in.
pub(super) enum Which {
    /// One of the things that search knows, for the field of that name.
    Thing(&'static str, Thing),
    /// Something that has a list as its page.
    OnList(&'static str),
}

impl Which {
    /// What the command is about and the address does not say. Where it makes something in a project or for a person,
    /// its form has them to choose from.
    pub(super) fn of(entry: &Entry, given: &[(String, String)]) -> Option<Self> {
        let missing =
            |name: &str| entry.page.contains(&format!("{{{name}}}")) && !given.iter().any(|(given, _)| given == name);
        let makes = entry.rest.0 == Method::Post;
        let searched: [(&'static str, Thing); 9] = [
            ("task", Thing::Task),
            ("contact", Thing::Contact),
            ("question", Thing::Question),
            ("appointment", Thing::Appointment),
            ("draft", Thing::Draft),
            ("day", Thing::Run),
            ("operation", Thing::Operation),
            ("project", Thing::Project),
            ("member", Thing::Person),
        ];
        let in_form = |thing: Thing| makes && matches!(thing, Thing::Project | Thing::Person);
        let lists = [("output", "/outputs"), ("decision", "/questions"), ("workflow", "/operations/library")];
        if let Some((_, list)) = lists.into_iter().find(|(name, _)| missing(name)) {
            return Some(Self::OnList(list));
        }
        searched
            .into_iter()
            .find(|(name, thing)| missing(name) && !in_form(*thing))
            .map(|(name, thing)| Self::Thing(name, thing))
    }

    /// The page that asks.
    pub(super) async fn page(
        self,
        visit: &InBusiness,
        entry: &Entry,
        given: &[(String, String)],
    ) -> Result<Response, Answer> {
        let (name, thing) = match self {
            Self::OnList(list) => return Ok(Redirect::to(&visit.at(list)).into_response()),
            Self::Thing(name, thing) => (name, thing),
        };
        let typed = given.iter().find(|(name, _)| name == TYPED).map_or("", |(_, typed)| typed.trim());
        let found = if typed.is_empty() { offered(visit, thing).await? } else { ask(visit, thing, typed).await? };
        let given: Vec<&(String, String)> = given.iter().filter(|(name, _)| name != TYPED).collect();
        let content = html! {
            (sentence_head(entry.summary, &format!("Which {}?", thing.word()), &html! {}))
            form.bar role="search" method="get" action=(visit.at(&format!("/form/{}", entry.name))) {
                @for (name, value) in &given { (hidden(name, value)) }
                label.vh for="which" { "Which " (thing.word()) "?" }
                input.inp.sq id="which" type="search" name=(TYPED) value=(typed) autocomplete="off" spellcheck="false" autofocus;
                (button("Find").icon(Icon::Search))
            }
            (list(visit, entry, name, thing, &given, &found))
        };
        let crumbs = vec![crumb(&visit.membership.business_name, visit.at("/projects")), crumb_here(entry.summary)];
        Ok(visit.page(entry.summary, Place::Elsewhere, crumbs, &content))
    }
}

/// What is offered before anything is typed: what is open.
async fn offered(visit: &InBusiness, thing: Thing) -> Result<Results, Answer> {
    let of_kind = format!("kind:{}", thing.word());
    let text = match thing {
        Thing::Task | Thing::Project => format!("{of_kind} is:open"),
        _ => of_kind,
    };
    ask(visit, thing, &text).await
}

async fn ask(visit: &InBusiness, thing: Thing, text: &str) -> Result<Results, Answer> {
    search::ask(visit, Asked { text: text.to_owned(), only: Some(thing), hits: LISTED_MAX }).await
}

fn list(
    visit: &InBusiness,
    entry: &Entry,
    name: &str,
    thing: Thing,
    given: &[&(String, String)],
    found: &Results,
) -> Markup {
    let hits: Vec<&Hit> = found.groups.iter().flat_map(|group| &group.hits).collect();
    html! {
        @for note in &found.notes { p.small.sec { (note) } }
        @if hits.is_empty() {
            section.panel { (empty(&format!("No {} fits", thing.word()), "Fewer letters fit more.", &html! {})) }
        } @else {
            ul.tasks {
                @for hit in &hits {
                    @if let Some(href) = chosen(visit, entry, name, given, hit) {
                        li.task data-row="" {
                            (search::icon(hit.thing).with_class("i i-s mut"))
                            a.grow.clip href=(href) { @for piece in &hit.title { (piece.text) } }
                            span.task-e { span.due { (hit.about) } }
                        }
                    }
                }
            }
        }
        @if found.groups.iter().any(|group| group.count > LISTED_MAX) {
            p.hint.mt2 { "These are " (words::count(LISTED_MAX as u64)) " of more. A word of its name finds the one you mean." }
        }
    }
}

/// The same form, about this one.
fn chosen(visit: &InBusiness, entry: &Entry, name: &str, given: &[&(String, String)], hit: &Hit) -> Option<String> {
    let mut fields: Vec<(&str, &str)> = given.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    if hit.thing == Thing::Run {
        // `/operations/{operation}/runs/{day}`
        let mut parts = hit.path.as_deref()?.split('/').skip(2);
        fields.push(("operation", parts.next()?));
        fields.push(("day", parts.nth(1)?));
    } else {
        fields.push((name, hit.key.as_deref()?));
    }
    let fields: Vec<String> =
        fields.into_iter().map(|(name, value)| format!("{name}={}", percent_encode(value))).collect();
    Some(visit.at(&format!("/form/{}?{}", entry.name, fields.join("&"))))
}
