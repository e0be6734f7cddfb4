//! What surrounds every page of somebody who is signed in.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use righthand_desk::catalogue;
use righthand_domain::refusal::{self, Instead};
use righthand_domain::roles::{Grant, Permission, Role};

use super::{InBusiness, Visitor, input};
use crate::http::take_toast;
use crate::parts::{Alternative, Crumb, Icon, Look, NavItem, Refusal, Shell, Switch};

/// The places of the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Today,
    Projects,
    Operations,
    Questions,
    Team,
    Hire,
    Import,
    History,
    Search,
    Settings,
    /// None of them.
    Elsewhere,
}

/// A step of the way here.
pub fn crumb(label: impl Into<String>, href: impl Into<String>) -> Crumb {
    Crumb { label: label.into(), href: Some(href.into()) }
}

/// The last step: the page itself.
pub fn crumb_here(label: impl Into<String>) -> Crumb {
    Crumb { label: label.into(), href: None }
}

impl InBusiness {
    /// A page of this business. `title` is its `h1`.
    pub fn page(&self, title: &str, place: Place, crumbs: Vec<Crumb>, content: &Markup) -> Response {
        let new = matches!(self.membership.role, Role::Owner | Role::OnlineBusinessManager)
            .then(|| ("New project".to_owned(), self.at("/projects/new")));
        self.visitor.dress(Some(self), title, place, crumbs, new, content)
    }
}

impl InBusiness {
    /// The places of the navigation.
    pub fn places(&self) -> Vec<NavItem> {
        let (nav, more) = places(self, Place::Elsewhere);
        nav.into_iter().chain(more).collect()
    }

    /// The places of the visitor's own menu: label and address.
    pub fn my_places(&self) -> Vec<(String, String)> {
        my_links(Some(self))
    }
}

impl Visitor {
    /// A page that spans all businesses of the visitor.
    pub fn page(&self, title: &str, place: Place, crumbs: Vec<Crumb>, content: &Markup) -> Response {
        let first = self.session.memberships.first().and_then(|membership| self.in_business(&membership.business_key));
        let new = first
            .as_ref()
            .filter(|visit| visit.membership.role.runs_the_business())
            .map(|visit| ("New project".to_owned(), visit.at("/projects/new")));
        self.dress(first.as_ref(), title, place, crumbs, new, content)
    }

    fn dress(
        &self,
        visit: Option<&InBusiness>,
        title: &str,
        place: Place,
        crumbs: Vec<Crumb>,
        new: Option<(String, String)>,
        content: &Markup,
    ) -> Response {
        let here = visit.map(|visit| &visit.membership);
        let memberships = &self.session.memberships;
        let toast = take_toast(&self.headers);
        let (nav, more) = visit.map(|visit| places(visit, place)).unwrap_or_default();
        let shell = Shell {
            title: title.to_owned(),
            business: here.map_or_else(|| "Righthand".to_owned(), |membership| membership.business_name.clone()),
            businesses: memberships
                .iter()
                .map(|membership| Switch {
                    name: membership.business_name.clone(),
                    href: format!("/b/{}/projects", membership.business_key),
                    current: here.is_some_and(|here| here.business == membership.business),
                })
                .collect(),
            nav,
            more,
            pinned: Vec::new(),
            me: here.map_or_else(
                || (self.session.name.clone(), self.session.user.to_string()),
                |membership| (membership.name.clone(), membership.member_key.clone()),
            ),
            role: here.map_or_else(String::new, |membership| membership.role.title().to_owned()),
            sign_out: "/sign-out".into(),
            my_links: my_links(visit),
            crumbs,
            find: visit.map(|visit| visit.at("/palette")),
            new,
            live: Some((
                "/live".into(),
                memberships.iter().map(|membership| membership.business_key.clone()).collect(),
            )),
            look: Look::default(),
            toast: toast.as_ref().map(|(toast, _)| toast.clone()),
            keys: Vec::new(),
        };
        let mut response = shell.page(content).into_response();
        if let Some((_, shown)) = toast {
            response.headers_mut().append(header::SET_COOKIE, shown);
        }
        response
    }
}

/// The places of the navigation, and those under "More": three at first, and each of the rest once it has been used.
fn places(visit: &InBusiness, place: Place) -> (Vec<NavItem>, Vec<NavItem>) {
    let (role, used) = (visit.membership.role, visit.membership.used);
    let item = |wanted: Place, icon: Icon, label: &'static str, href: String, key: char| NavItem {
        icon,
        label,
        href,
        current: place == wanted,
        count: None,
        due: false,
        key: Some(key),
        shortcut: None,
    };
    let mut all = vec![
        (true, item(Place::Today, Icon::Today, "Today", "/".into(), 't')),
        (true, item(Place::Projects, Icon::Projects, "Projects", visit.at("/projects"), 'p')),
        (used.operations, item(Place::Operations, Icon::Operations, "Operations", visit.at("/operations"), 'o')),
        (used.questions, item(Place::Questions, Icon::Questions, "Questions", visit.at("/questions"), 'q')),
        (true, item(Place::Team, Icon::Team, "Team", visit.at("/team"), 'e')),
    ];
    if role.may(Permission::SeeRates) == Grant::Yes {
        all.push((false, item(Place::Hire, Icon::Hire, "Hire", visit.at("/hire"), 'h')));
    }
    if role.runs_the_business() {
        all.push((used.import, item(Place::Import, Icon::File, "Import", visit.at("/import"), 'i')));
    }
    all.push((used.history, item(Place::History, Icon::Clock, "History", visit.at("/history"), 'y')));
    let search = item(Place::Search, Icon::Search, "Search", visit.at("/search"), '/');
    all.push((used.history, NavItem { key: None, shortcut: Some("/"), ..search }));
    all.push((used.settings, item(Place::Settings, Icon::Settings, "Settings", visit.at("/settings"), 's')));
    let (nav, more): (Vec<_>, Vec<_>) = all.into_iter().partition(|(used, item)| *used || item.current);
    let items = |places: Vec<(bool, NavItem)>| places.into_iter().map(|(_, item)| item).collect();
    (items(nav), items(more))
}

fn my_links(visit: Option<&InBusiness>) -> Vec<(String, String)> {
    let mine = visit.map(|visit| {
        ("Your hours and time off".to_owned(), visit.at(&format!("/team/{}", visit.membership.member_key)))
    });
    mine.into_iter().chain([("Your account".to_owned(), "/you".to_owned())]).collect()
}

/// A refusal with its ways out as buttons; a way out for which a person has to say something first is a link.
pub fn refusal_part(visit: &InBusiness, refusal: &refusal::Refusal) -> Markup {
    let alternatives = refusal.instead.iter().map(|instead| alternative(visit, instead)).collect();
    let title = refusal.rule.map_or("Your role does not allow this", refusal::Rule::title).to_owned();
    let part = Refusal {
        title,
        rule: refusal.rule.map(|rule| rule.to_string()),
        why: refusal.why.clone(),
        alternatives,
        lifted_by: None,
    };
    html! { (part) }
}

fn alternative(visit: &InBusiness, instead: &Instead) -> Alternative {
    let fields = input::fields(&instead.input);
    let incomplete =
        catalogue::find(&instead.command).is_none_or(|entry| input::missing(&entry.schema(), &instead.input));
    let query: Vec<String> =
        fields.iter().map(|(name, value)| format!("{name}={}", crate::http::percent_encode(value))).collect();
    let mut sent = fields;
    sent.push(("_back".into(), visit.visitor.path.clone()));
    Alternative {
        what: String::new(),
        person: None,
        effect: None,
        button: instead.label.clone(),
        action: if incomplete {
            visit.at(&format!("/form/{}?{}", instead.command, query.join("&")))
        } else {
            visit.form_action(&instead.command)
        },
        fields: (!incomplete).then_some(sent),
    }
}
