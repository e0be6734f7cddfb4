//! The command palette: every command that one may run, every page, and what search finds. A script shows it as a
//! dialog; without one it is a page.

use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::response::Response;
use righthand_desk::catalogue::{CATALOGUE, Entry};
use righthand_desk::search::{self, Results};
use righthand_domain::roles::{Grant, Permission};

use super::{fuzzy, palette_page, results};
use crate::http::percent_encode;
use crate::parts::Icon;
use crate::site::{Answer, InBusiness, Place, crumb, crumb_here};

/// Hits of each group of search that the palette shows.
const HITS_EACH: usize = 4;
/// Commands and pages that are shown once something is typed.
const FITTING_MAX: usize = 8;
/// Characters of a name that is taken from what was typed.
const NAME_CHARS_MAX: usize = 120;

/// What is asked for.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    /// The page from which it was opened: its thing is what commands are about first.
    from: String,
}

/// Something that can be chosen: a link.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    pub(super) icon: Icon,
    pub(super) label: String,
    pub(super) href: String,
    /// What stands at its end: where it belongs, its key.
    pub(super) end: String,
    /// Further words by which it is found.
    pub(super) also: String,
}

/// Choices under a heading.
pub(super) struct Section {
    pub(super) title: &'static str,
    pub(super) choices: Vec<Choice>,
}

/// `GET /b/{business}/palette?q=&from=`.
pub(super) async fn show(visit: InBusiness, query: Result<Query<Asked>, QueryRejection>) -> Result<Response, Answer> {
    let asked = query.map(|Query(asked)| asked).unwrap_or_default();
    let typed = asked.q.trim().to_owned();
    let found = if typed.is_empty() || visit.membership.role.may(Permission::SeeBusiness) == Grant::No {
        Results::default()
    } else {
        let asked = search::Asked { text: typed.clone(), only: None, hits: HITS_EACH };
        results::ask(&visit, asked).await?
    };
    let sections = sections(&visit, &typed, &asked.from, &found);
    let crumbs = vec![crumb(&visit.membership.business_name, visit.at("/projects")), crumb_here("Commands")];
    let content = palette_page::page(&visit, &asked.q, &sections);
    Ok(visit.page("Search or run a command", Place::Elsewhere, crumbs, &content))
}

fn sections(visit: &InBusiness, typed: &str, from: &str, found: &Results) -> Vec<Section> {
    let here = from.strip_prefix(&visit.at("")).unwrap_or_default();
    let (here, there) = commands(visit, here);
    let things: Vec<Choice> =
        found.groups.iter().flat_map(|group| &group.hits).filter_map(|hit| thing(visit, hit)).collect();
    let all = vec![
        Section { title: "Do here", choices: fitting(typed, here) },
        Section { title: "Go to", choices: fitting(typed, pages(visit)) },
        Section { title: "Found", choices: things },
        Section { title: "Do", choices: fitting(typed, there) },
        Section { title: "Make", choices: make(visit, typed) },
    ];
    all.into_iter().filter(|section| !section.choices.is_empty()).collect()
}

/// All of them where nothing is typed; else those that fit, the best first.
fn fitting(typed: &str, choices: Vec<Choice>) -> Vec<Choice> {
    if typed.is_empty() {
        return choices;
    }
    let mut fitting: Vec<(u32, Choice)> =
        choices.into_iter().filter_map(|choice| Some((fit(typed, &choice)?, choice))).collect();
    fitting.sort_by_key(|(points, _)| std::cmp::Reverse(*points));
    fitting.into_iter().map(|(_, choice)| choice).take(FITTING_MAX).collect()
}

fn fit(typed: &str, choice: &Choice) -> Option<u32> {
    fuzzy::fit(typed, &choice.label).max(fuzzy::fit(typed, &choice.also))
}

/// The commands that one may run: those about the thing of the page `here`, and all others.
fn commands(visit: &InBusiness, here: &str) -> (Vec<Choice>, Vec<Choice>) {
    let may = CATALOGUE.iter().filter(|entry| visit.membership.role.may(entry.needs) != Grant::No);
    let (mut about, mut others) = (Vec::new(), Vec::new());
    for entry in may {
        let named = fields_of(entry.page, here);
        let href = match &named {
            Some(fields) => {
                let fields: Vec<String> =
                    fields.iter().map(|(name, value)| format!("{name}={}", percent_encode(value))).collect();
                visit.at(&format!("/form/{}?{}", entry.name, fields.join("&")))
            }
            None => visit.at(&place_of(entry)),
        };
        let also = entry.name.replace('_', " ");
        let choice = Choice { icon: Icon::Right, label: entry.summary.to_owned(), href, end: String::new(), also };
        if named.is_some() { &mut about } else { &mut others }.push(choice);
    }
    (about, others)
}

/// The page that has the command's form where it is one page; else the form by itself.
fn place_of(entry: &Entry) -> String {
    let has_own_page = entry.page.ends_with("/new") || matches!(entry.page, "/import" | "/settings" | "/history");
    if has_own_page { format!("{}#do-{}", entry.page, entry.name) } else { format!("/form/{}", entry.name) }
}

/// What the address `/tasks/edit-ep2` says to the pattern `/tasks/{task}`; `None` where it says nothing.
fn fields_of(pattern: &str, path: &str) -> Option<Vec<(String, String)>> {
    if !pattern.contains('{') {
        return None;
    }
    let (patterns, parts): (Vec<&str>, Vec<&str>) = (pattern.split('/').collect(), path.split('/').collect());
    if parts.len() < patterns.len() {
        return None;
    }
    let mut fields = Vec::new();
    for (pattern, part) in patterns.iter().zip(&parts) {
        match pattern.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
            Some(name) if !part.is_empty() => fields.push((name.to_owned(), (*part).to_owned())),
            Some(_) => return None,
            None if pattern == part => {}
            None => return None,
        }
    }
    Some(fields)
}

/// The places of the navigation and of the visitor's own menu.
fn pages(visit: &InBusiness) -> Vec<Choice> {
    let mut pages: Vec<Choice> = visit
        .places()
        .into_iter()
        .map(|item| Choice {
            icon: item.icon,
            label: item.label.to_owned(),
            href: item.href,
            end: item.key.map_or_else(String::new, |key| format!("G {}", key.to_ascii_uppercase())),
            also: String::new(),
        })
        .collect();
    let own = visit.my_places().into_iter().map(|(label, href)| Choice {
        icon: Icon::User,
        label,
        href,
        end: String::new(),
        also: String::new(),
    });
    pages.extend(own);
    pages.push(Choice {
        icon: Icon::Key,
        label: "Keyboard".into(),
        href: "/keyboard".into(),
        end: "?".into(),
        also: "shortcuts help".into(),
    });
    let others = visit.visitor.session.memberships.iter().filter(|other| other.business != visit.membership.business);
    pages.extend(others.map(|other| Choice {
        icon: Icon::Business,
        label: other.business_name.clone(),
        href: format!("/b/{}/projects", other.business_key),
        end: "another business".into(),
        also: String::new(),
    }));
    pages
}

fn thing(visit: &InBusiness, hit: &search::Hit) -> Option<Choice> {
    let title: String = hit.title.iter().map(|piece| piece.text.as_str()).collect();
    let end = match hit.thing {
        search::Thing::Task | search::Thing::Comment | search::Thing::File => hit.about.clone(),
        other => other.word().to_owned(),
    };
    let href = visit.at(hit.path.as_ref()?);
    Some(Choice { icon: super::results_page::icon(hit.thing), label: title, href, end, also: String::new() })
}

/// What can be made of the typed words: a task of that name, and a search for them.
fn make(visit: &InBusiness, typed: &str) -> Vec<Choice> {
    if typed.is_empty() {
        return Vec::new();
    }
    let name: String = typed.chars().take(NAME_CHARS_MAX).collect();
    let query = percent_encode(&name);
    let search = Choice {
        icon: Icon::Search,
        label: format!("Search for “{name}”"),
        href: visit.at(&format!("/search?q={query}")),
        end: String::new(),
        also: String::new(),
    };
    let task = (visit.membership.role.may(Permission::BreakDown) != Grant::No).then(|| Choice {
        icon: Icon::Plus,
        label: format!("New task “{name}”"),
        href: visit.at(&format!("/form/add_task?name={query}")),
        end: String::new(),
        also: String::new(),
    });
    let may_run = visit.membership.role.may(Permission::RunOperations) != Grant::No;
    let duty = righthand_domain::recurrence::line(&name).filter(|_| may_run).map(|(duty, _)| Choice {
        icon: Icon::Operations,
        label: format!("New operation “{duty}”, as often as you said"),
        href: visit.at(&format!("/operations/new?line={query}")),
        end: String::new(),
        also: String::new(),
    });
    [duty, Some(search), task].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_what_a_command_is_about() {
        let fields = |pattern, path| fields_of(pattern, path);
        assert_eq!(fields("/tasks/{task}", "/tasks/edit-ep2"), Some(vec![("task".into(), "edit-ep2".into())]));
        assert_eq!(
            fields("/projects/{project}", "/projects/slow-wheel/forecast"),
            Some(vec![("project".into(), "slow-wheel".into())])
        );
        for (pattern, path) in
            [("/tasks/{task}", "/projects/x"), ("/tasks/{task}", "/tasks/"), ("/team", "/team"), ("/tasks/{task}", "")]
        {
            assert_eq!(fields(pattern, path), None, "{pattern} {path}");
        }
    }
}
