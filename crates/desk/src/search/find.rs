//! Find: a query answered, as far as somebody sees the business, in groups.

use std::collections::{HashMap, HashSet};

use righthand_domain::snapshot::When;
use righthand_store::search::{Found, Question, Term};
use righthand_store::{Error, Sql, select_sql, sql};
use serde::Serialize;

use super::entries::{facet, label_facet};
use super::query::{Filter, Is, What};
use super::{Marked, Query, Thing, hits, index, sees, words};
use crate::Desk;
use crate::command::Actor;
use crate::records::{Area, Operation, Project};
use crate::view::{NotSeen, PersonRef, View};

/// Things of a kind are counted up to here: nobody reads a longer list, they ask more closely.
pub const COUNT_MAX: usize = 100;

/// What somebody asks for.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    pub text: String,
    /// Only things of this kind.
    pub only: Option<Thing>,
    /// Hits of each group, up to [`COUNT_MAX`].
    pub hits: usize,
}

/// The answer.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Results {
    /// What of the query could not be read, a sentence each.
    pub notes: Vec<String>,
    /// Only those in which something was found.
    pub groups: Vec<Group>,
    /// There was nothing to look for.
    pub nothing_asked: bool,
}

/// What was found of a kind: in the title first, then what was touched last.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group {
    pub thing: Thing,
    /// How many there are, up to [`COUNT_MAX`].
    pub count: usize,
    /// There are more than were counted.
    pub more: bool,
    pub hits: Vec<Hit>,
}

/// A thing that was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hit {
    pub thing: Thing,
    /// Its key, where it has one; of a comment or file that of its task.
    pub key: Option<String>,
    pub title: Marked,
    /// Where it belongs: its project, its operation, a role.
    pub about: String,
    /// The passage where it was found, if not in the title.
    pub passage: Option<Marked>,
    /// Its page, below that of the business.
    pub path: Option<String>,
    /// `done`, `archived`, `draft` or `late`, where it is.
    pub state: Option<&'static str>,
    pub due: Option<When>,
    pub people: Vec<PersonRef>,
}

impl Desk {
    /// Answers a query as this actor may see the business. The index is made first where it is not there yet.
    pub fn find(&self, actor: &Actor, asked: Asked) -> Result<Results, NotSeen> {
        if !self.store.read(actor.business, index::is_made)? {
            // Nobody outside the business begins anything in it.
            self.view(actor, |_| Ok(()))?;
            self.make_index(actor.business)?;
        }
        self.view(actor, move |view| find(view, &asked))
    }

    /// Makes the index of a business if it is not there in the form of this program: after an upgrade.
    pub fn make_index(&self, business: righthand_domain::ids::BusinessId) -> Result<(), Error> {
        self.store.write(business, |tx| if index::is_made(tx)? { Ok(()) } else { index::make(tx) })
    }
}

/// Answers a query from an index that is there.
fn find(view: &mut View<'_>, asked: &Asked) -> Result<Results, NotSeen> {
    let limit = sees::limit(view)?;
    let mut query = Query::read(&asked.text, view.today);
    if query.is_empty() {
        return Ok(Results { notes: query.notes, nothing_asked: true, ..Results::default() });
    }
    let Some(question) = question(view, &mut query, limit)? else {
        return Ok(Results { notes: query.notes, ..Results::default() });
    };
    let mut things: Vec<Thing> =
        Thing::ALL.into_iter().filter(|thing| asked.only.is_none_or(|only| only == *thing)).collect();
    let drafts = if things.contains(&Thing::Draft) { drafts(view)? } else { HashSet::new() };
    let wanted = asked.hits.clamp(1, COUNT_MAX);
    let mut groups = Vec::new();
    for (thing, all) in filled_by_titles(view, &things, &question, &drafts)? {
        things.retain(|other| *other != thing);
        groups.push(shown(view, thing, &all, &all, &query.words, wanted)?);
    }
    for (thing, all) in latest_of_each(view, things, &question, &drafts)? {
        if !all.is_empty() {
            groups.push(group(view, thing, all, &question, &query.words, wanted)?);
        }
    }
    groups.sort_by_key(|group| group.thing);
    Ok(Results { notes: query.notes, groups, nothing_asked: false })
}

/// Things of a kind that are asked for: one more than are counted.
const EACH: usize = COUNT_MAX + 1;

/// The kinds of which more have the words in their title than are counted: nothing else of these is shown, so that
/// nothing else of what may be nearly all of the business has to be looked up.
fn filled_by_titles(
    view: &mut View<'_>,
    things: &[Thing],
    question: &Question,
    drafts: &HashSet<String>,
) -> Result<Vec<(Thing, Vec<Found>)>, NotSeen> {
    let titles = Question { in_title: true, ..question.clone() };
    let (mut of_each, _) = latest(view, things, titles, drafts)?;
    of_each.retain(|_, all| all.len() >= EACH);
    Ok(of_each.into_iter().collect())
}

/// The latest things of each kind that answer the question, one more than are counted at most.
///
/// All kinds are asked for at once, then again those of which others have left no room to be counted: to look up how
/// a word begins is nearly all of the work, and a search for each kind would do it as often.
fn latest_of_each(
    view: &mut View<'_>,
    mut things: Vec<Thing>,
    question: &Question,
    drafts: &HashSet<String>,
) -> Result<Vec<(Thing, Vec<Found>)>, NotSeen> {
    let mut done = Vec::with_capacity(things.len());
    while !things.is_empty() {
        let (mut of_each, complete) = latest(view, &things, question.clone(), drafts)?;
        let before = things.len();
        things.retain(|thing| {
            let found = of_each.remove(thing).unwrap_or_default();
            let counted = complete || found.len() >= EACH;
            if counted {
                done.push((*thing, found));
            }
            !counted
        });
        // So many rows of so few kinds fill one of them; if they did not, the rest would be asked for without end.
        if things.len() == before {
            break;
        }
    }
    Ok(done)
}

/// The latest answers of these kinds by kind, of each at most [`EACH`], and whether these are all there are.
fn latest(
    view: &mut View<'_>,
    things: &[Thing],
    mut question: Question,
    drafts: &HashSet<String>,
) -> Result<(HashMap<Thing, Vec<Found>>, bool), NotSeen> {
    let limit = EACH * things.len();
    question.limit = limited(limit);
    question.all.push(Term::AnyOf(things.iter().map(|thing| thing.facet()).collect()));
    let all = view.tx.search(&question)?;
    let complete = all.len() < limit;
    let mut of_each: HashMap<Thing, Vec<Found>> = HashMap::new();
    for one in all {
        let is =
            |thing: &&Thing| thing.table() == one.thing && (**thing == Thing::Draft) == drafts.contains(&one.thing_id);
        if let Some(thing) = things.iter().find(is) {
            let of_kind = of_each.entry(*thing).or_default();
            if of_kind.len() < EACH {
                of_kind.push(one);
            }
        }
    }
    Ok((of_each, complete))
}

/// Ids of the drafts, which lie in the table of projects.
fn drafts(view: &mut View<'_>) -> Result<HashSet<String>, NotSeen> {
    const DRAFTS: &Sql = sql!("project.drafts", "select id from project where business_id = $1 and state = 'draft'");
    Ok(view.tx.all(DRAFTS, &[], |row| row.get(0))?.into_iter().collect())
}

fn limited(hits: usize) -> i64 {
    i64::try_from(hits).unwrap_or(i64::MAX)
}

fn group(
    view: &mut View<'_>,
    thing: Thing,
    all: Vec<Found>,
    question: &Question,
    words: &[Term],
    wanted: usize,
) -> Result<Group, NotSeen> {
    // Where there is but one, nothing is before it.
    let found = if words.is_empty() || all.len() < 2 {
        Vec::new()
    } else {
        let mut question = Question { in_title: true, limit: limited(wanted), ..question.clone() };
        question.all.push(Term::AnyOf(vec![thing.facet()]));
        view.tx.search(&question)?
    };
    shown(view, thing, &all, &found, words, wanted)
}

/// So many of those with the words in their title, then of all.
fn shown(
    view: &mut View<'_>,
    thing: Thing,
    all: &[Found],
    titled: &[Found],
    words: &[Term],
    wanted: usize,
) -> Result<Group, NotSeen> {
    let (count, more) = (all.len().min(COUNT_MAX), all.len() > COUNT_MAX);
    let mut found: Vec<&Found> = titled.iter().take(wanted).collect();
    for one in all {
        if found.len() < wanted && !found.contains(&one) {
            found.push(one);
        }
    }
    let mut hits = Vec::with_capacity(found.len());
    for one in found.iter().take(wanted) {
        hits.extend(hits::hit(view, thing, &one.thing_id, words)?);
    }
    Ok(Group { thing, count, more, hits })
}

/// The query as the index reads it; `None` where it names something that is not there.
fn question(view: &mut View<'_>, query: &mut Query, limit: Option<Term>) -> Result<Option<Question>, NotSeen> {
    let mut question = Question { all: query.words.clone(), none: query.not_words.clone(), ..Question::default() };
    let asks_archived = query.filters.iter().any(|filter| filter.what == What::Is(Is::Archived));
    if !asks_archived {
        question.none.push(Term::AnyOf(vec!["sarchived".into()]));
    }
    for Filter { what, negated } in query.filters.clone() {
        let today = view.today.to_string();
        let facets = match what {
            What::Due(from, before) if !negated => {
                question.due_from = from.map(|day| day.to_string()).max(question.due_from);
                question.due_before = earlier(question.due_before, before.map(|day| day.to_string()));
                continue;
            }
            What::Is(Is::Late) if !negated => {
                question.due_before = earlier(question.due_before, Some(today));
                vec!["sopen".into()]
            }
            What::Due(..) | What::Is(Is::Late) => {
                query.notes.push("“-” before due: or is:late was left out: say due:>=today instead.".into());
                continue;
            }
            What::Is(is) => vec![state(is).into()],
            What::Thing(thing) => vec![thing.facet()],
            What::Kind(kind) => vec![format!("k{}", kind.as_str())],
            What::Label(label) => vec![label_facet(&label)],
            What::Who(name) => named(&name, people(view, &name)?, "nobody here is called", query),
            What::In(name) => {
                let places = places(view, &name, limit.as_ref())?;
                named(&name, places, "there is no project, operation or area of yours called", query)
            }
        };
        if facets.is_empty() && !negated {
            return Ok(None);
        }
        if negated { &mut question.none } else { &mut question.all }.push(Term::AnyOf(facets));
    }
    question.all.extend(limit);
    Ok(Some(question))
}

fn state(is: Is) -> &'static str {
    match is {
        Is::Open | Is::Late => "sopen",
        Is::Done => "sdone",
        Is::Draft => "sdraft",
        Is::Archived => "sarchived",
        Is::Milestone => "smilestone",
    }
}

/// The earlier of two days, of which either may be absent.
fn earlier(one: Option<String>, other: Option<String>) -> Option<String> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// What a name stands for; a note where it stands for nothing.
fn named(name: &str, facets: Vec<String>, trouble: &str, query: &mut Query) -> Vec<String> {
    if facets.is_empty() {
        query.notes.push(format!("Nothing was found, as {trouble} “{name}”."));
    }
    facets
}

fn people(view: &mut View<'_>, name: &str) -> Result<Vec<String>, NotSeen> {
    if name.eq_ignore_ascii_case("me") {
        return Ok(vec![facet('w', view.me.id.0)]);
    }
    let members = view.members()?;
    let called = members.iter().filter(|member| is_called(name, &member.key, &member.name));
    Ok(called.map(|member| facet('w', member.id.0)).collect())
}

/// Projects, operations and areas of that name, as far as they may be found.
fn places(view: &mut View<'_>, name: &str, limit: Option<&Term>) -> Result<Vec<String>, NotSeen> {
    let projects =
        view.tx.select::<Project>(select_sql!(Project, "where business_id = $1 order by position, id"), &[])?;
    let operations =
        view.tx.select::<Operation>(select_sql!(Operation, "where business_id = $1 order by position, id"), &[])?;
    let areas = view.tx.select::<Area>(select_sql!(Area, "where business_id = $1 order by position, id"), &[])?;
    let sees_project = |project: &Project| match limit {
        Some(Term::AnyOf(facets)) => {
            facets.contains(&facet('p', project.id.0)) || facets.contains(&facet('i', project.id.0))
        }
        _ => true,
    };
    let projects = projects
        .iter()
        .filter(|project| sees_project(project) && is_called(name, &project.key, &project.name))
        .map(|project| facet('p', project.id.0));
    let operations =
        operations.iter().filter(|one| is_called(name, &one.key, &one.name)).map(|one| facet('o', one.id.0));
    let areas = areas.iter().filter(|one| is_called(name, &one.key, &one.name)).map(|one| facet('a', one.id.0));
    Ok(projects.chain(operations).chain(areas).collect())
}

/// By its key, or by words of its name that begin so.
fn is_called(wanted: &str, key: &str, name: &str) -> bool {
    if key.eq_ignore_ascii_case(wanted) {
        return true;
    }
    let (wanted, words) = (words::words(wanted), words::words(name));
    !wanted.is_empty() && wanted.iter().all(|wanted| words.iter().any(|word| word.text.starts_with(&wanted.text)))
}
