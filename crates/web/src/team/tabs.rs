//! The tabs of Team: who has room, who is who, whom one meets, people outside, and what is handed on.

use maud::Markup;

use crate::parts::{Tab, tabs};
use crate::site::InBusiness;

/// A page of Team.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TeamTab {
    Load,
    People,
    Appointments,
    Contacts,
    Outputs,
}

/// The tabs, `count` beside the one that is shown.
pub(crate) fn team_tabs(visit: &InBusiness, here: TeamTab, count: Option<u64>) -> Markup {
    let places = [
        (TeamTab::Load, "Load", visit.at("/team")),
        (TeamTab::People, "People", visit.at("/team?view=people")),
        (TeamTab::Appointments, "Appointments", visit.at("/appointments")),
        (TeamTab::Contacts, "Contacts", visit.at("/contacts")),
        (TeamTab::Outputs, "Outputs", visit.at("/outputs")),
    ];
    let all: Vec<Tab<'_>> = places
        .iter()
        .map(|(tab, label, href)| Tab { label, href, count: count.filter(|_| *tab == here), current: *tab == here })
        .collect();
    tabs("Team", &all)
}
