//! `/dev/parts`: every part with its states, for those who build pages. Not a screen of the product.

mod charts;
mod parts;

use axum::Router;
use axum::routing::get;
use maud::{Markup, html};

use crate::parts::{Crumb, Icon, Keys, Look, NavItem, Pinned, Shell, State, Switch, Toast, sentence_head};

/// Serves `/dev/parts`; add `?theme=dark` or `?theme=light` there through [`parts_page`].
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/dev/parts", get(|| async { parts_page(Look::default()) }))
}

/// The whole page.
pub fn parts_page(look: Look) -> Markup {
    example_shell(look).page(&html! {
        (sentence_head("Components", "Every part with its states. Not a screen of the product.", &html! {}))
        div.cols-2 {
            div.stack { (parts::left()) }
            div.stack { (parts::right()) }
        }
        div.stack.mt4 { (charts::all()) }
    })
}

/// The shell of the demonstration around a page of components, for those who try something out.
pub fn example_shell(look: Look) -> Shell {
    let item = |icon, label, href: &str, key, count: Option<u64>, due| NavItem {
        icon,
        label,
        href: href.to_owned(),
        current: false,
        count,
        due,
        key: Some(key),
        shortcut: None,
    };
    Shell {
        title: "Components".into(),
        business: "Harbour Clay".into(),
        businesses: vec![
            Switch { name: "Harbour Clay".into(), href: "/b/harbour-clay".into(), current: true },
            Switch { name: "Northlight Coaching".into(), href: "/b/northlight".into(), current: false },
        ],
        more: vec![],
        nav: vec![
            item(Icon::Today, "Today", "/", 't', Some(3), true),
            item(Icon::Projects, "Projects", "/b/harbour-clay/projects", 'p', None, false),
            item(Icon::Questions, "Questions", "/b/harbour-clay/questions", 'q', Some(1), false),
            item(Icon::Team, "Team", "/b/harbour-clay/team", 'e', None, false),
            item(Icon::Settings, "Settings", "/b/harbour-clay/settings", 's', None, false),
        ],
        pinned: vec![
            Pinned {
                label: "The Slow Wheel".into(),
                href: "/b/harbour-clay/projects/wheel".into(),
                state: Some(State::OnTrack),
            },
            Pinned {
                label: "Glaze Library".into(),
                href: "/b/harbour-clay/projects/glaze".into(),
                state: Some(State::Late),
            },
            Pinned { label: "Kiln Letter".into(), href: "/b/harbour-clay/operations/letter".into(), state: None },
        ],
        me: ("Amara Lindqvist".into(), "amara".into()),
        role: "Owner".into(),
        sign_out: "/sign-out".into(),
        my_links: vec![("You".into(), "/b/harbour-clay/settings/you".into())],
        crumbs: vec![
            Crumb { label: "Projects".into(), href: Some("/b/harbour-clay/projects".into()) },
            Crumb { label: "Components".into(), href: None },
        ],
        find: Some("/b/harbour-clay/palette".into()),
        new: Some(("New".into(), "/b/harbour-clay/projects/new".into())),
        live: None,
        look,
        toast: Some(Toast {
            text: "Article 37 given to Mireille".into(),
            undo: Some(("/b/harbour-clay/undo".into(), "1".into())),
        }),
        keys: vec![Keys { keys: vec!["D"], does: "Done, on the row".into() }],
    }
}
