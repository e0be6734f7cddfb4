//! Icons of the sprite: 16 px, drawn in the colour of the text around them.

use maud::{Markup, Render, html};

use crate::assets;

/// A symbol of `icons.svg`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    Today,
    Business,
    Projects,
    Operations,
    Questions,
    Team,
    Hire,
    Search,
    Settings,
    More,
    Down,
    Right,
    UpDown,
    Arrow,
    Plus,
    Close,
    Tick,
    Undo,
    Blocked,
    Question,
    Decision,
    Money,
    Calendar,
    Clock,
    File,
    Flag,
    User,
    Link,
    Edit,
    Filter,
    Key,
    Plane,
    Book,
    List,
    Board,
    Lane,
    Curve,
    Print,
    Smile,
    Flat,
    Frown,
    Ok,
    Risk,
    Late,
    Wait,
    Ring,
    Half,
}

impl Icon {
    /// Every icon, in the order of the sprite.
    pub const ALL: &[Icon] = &[
        Icon::Today,
        Icon::Business,
        Icon::Projects,
        Icon::Operations,
        Icon::Questions,
        Icon::Team,
        Icon::Hire,
        Icon::Search,
        Icon::Settings,
        Icon::More,
        Icon::Down,
        Icon::Right,
        Icon::UpDown,
        Icon::Arrow,
        Icon::Plus,
        Icon::Close,
        Icon::Tick,
        Icon::Undo,
        Icon::Blocked,
        Icon::Question,
        Icon::Decision,
        Icon::Money,
        Icon::Calendar,
        Icon::Clock,
        Icon::File,
        Icon::Flag,
        Icon::User,
        Icon::Link,
        Icon::Edit,
        Icon::Filter,
        Icon::Key,
        Icon::Plane,
        Icon::Book,
        Icon::List,
        Icon::Board,
        Icon::Lane,
        Icon::Curve,
        Icon::Print,
        Icon::Smile,
        Icon::Flat,
        Icon::Frown,
        Icon::Ok,
        Icon::Risk,
        Icon::Late,
        Icon::Wait,
        Icon::Ring,
        Icon::Half,
    ];

    fn symbol(self) -> &'static str {
        match self {
            Icon::Today => "today",
            Icon::Business => "business",
            Icon::Projects => "projects",
            Icon::Operations => "ops",
            Icon::Questions => "questions",
            Icon::Team => "team",
            Icon::Hire => "hire",
            Icon::Search => "search",
            Icon::Settings => "settings",
            Icon::More => "more",
            Icon::Down => "down",
            Icon::Right => "right",
            Icon::UpDown => "updown",
            Icon::Arrow => "arrow",
            Icon::Plus => "plus",
            Icon::Close => "x",
            Icon::Tick => "tick",
            Icon::Undo => "undo",
            Icon::Blocked => "block",
            Icon::Question => "ask",
            Icon::Decision => "decide",
            Icon::Money => "money",
            Icon::Calendar => "cal",
            Icon::Clock => "clock",
            Icon::File => "file",
            Icon::Flag => "flag",
            Icon::User => "user",
            Icon::Link => "link",
            Icon::Edit => "edit",
            Icon::Filter => "filter",
            Icon::Key => "key",
            Icon::Plane => "plane",
            Icon::Book => "book",
            Icon::List => "list",
            Icon::Board => "board",
            Icon::Lane => "lane",
            Icon::Curve => "curve",
            Icon::Print => "print",
            Icon::Smile => "smile",
            Icon::Flat => "flat",
            Icon::Frown => "frown",
            Icon::Ok => "ok",
            Icon::Risk => "risk",
            Icon::Late => "late",
            Icon::Wait => "wait",
            Icon::Ring => "ring",
            Icon::Half => "half",
        }
    }

    /// The icon at 14 px, as it stands in buttons and rows.
    pub fn small(self) -> Markup {
        self.with_class("i i-s")
    }

    /// With other classes than `i`: sizes (`i-xs`), colours (`ok`, `late`), `fillst` for the filled shapes outside a state.
    pub fn with_class(self, class: &str) -> Markup {
        html! {
            svg class=(class) aria-hidden="true" { use href={ (assets::path("icons.svg")) "#i-" (self.symbol()) } {} }
        }
    }
}

impl Render for Icon {
    fn render(&self) -> Markup {
        self.with_class("i")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_is_in_the_sprite() {
        let sprite = include_str!("../../assets/icons.svg");
        for icon in Icon::ALL {
            assert!(sprite.contains(&format!("id=\"i-{}\"", icon.symbol())), "{icon:?}");
        }
        assert_eq!(sprite.matches("<symbol ").count(), Icon::ALL.len());
    }
}
