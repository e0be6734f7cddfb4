//! The shell around the pages of somebody who is signed in: navigation, top bar, bottom bar on phones.

use maud::{Markup, html};

use super::{AvatarSize, Icon, Keys, Look, State, Toast, avatar, dialog, document, key_list, mark};

/// Places that fit into the bottom bar of a phone beside "More".
const PHONE_PLACES: usize = 4;

/// A place in the navigation. Only places that exist are passed in.
#[derive(Debug, Clone)]
pub struct NavItem {
    pub icon: Icon,
    pub label: &'static str,
    pub href: String,
    pub current: bool,
    /// What waits there; `due` makes it stand out.
    pub count: Option<u64>,
    pub due: bool,
    /// The letter after `G` that goes there.
    pub key: Option<char>,
    /// A key that goes there by itself.
    pub shortcut: Option<&'static str>,
}

/// Up to seven projects or operations one wants at hand.
#[derive(Debug, Clone)]
pub struct Pinned {
    pub label: String,
    pub href: String,
    /// Of a project; an operation has none.
    pub state: Option<State>,
}

/// A business to switch to.
#[derive(Debug, Clone)]
pub struct Switch {
    pub name: String,
    pub href: String,
    pub current: bool,
}

/// A step of the way here; the last one is the page itself and has no address.
#[derive(Debug, Clone)]
pub struct Crumb {
    pub label: String,
    pub href: Option<String>,
}

/// All that surrounds a page.
#[derive(Debug, Clone)]
pub struct Shell {
    /// Title of the page, as in its `h1`.
    pub title: String,
    pub business: String,
    /// All businesses of the reader, also the current one. With one there is no switcher.
    pub businesses: Vec<Switch>,
    pub nav: Vec<NavItem>,
    /// Places that have not been used yet: one step further away, under "More".
    pub more: Vec<NavItem>,
    pub pinned: Vec<Pinned>,
    /// Name and id of the reader, and their role here.
    pub me: (String, String),
    pub role: String,
    /// Where signing out posts to.
    pub sign_out: String,
    /// Further links of the reader's menu: label and address.
    pub my_links: Vec<(String, String)>,
    pub crumbs: Vec<Crumb>,
    /// Address of the command palette, if there is one.
    pub find: Option<String>,
    /// Label and address of the button in the top bar.
    pub new: Option<(String, String)>,
    /// Address of the stream and topics of this page.
    pub live: Option<(String, Vec<String>)>,
    pub look: Look,
    pub toast: Option<Toast>,
    /// Keys of this page beyond those of the shell.
    pub keys: Vec<Keys>,
}

impl Shell {
    /// The whole page around `content`, which begins with the `h1`.
    pub fn page(&self, content: &Markup) -> Markup {
        let title = format!("{} · {}", self.title, self.business);
        let topics: Vec<&str> = self.live.iter().flat_map(|(_, topics)| topics.iter().map(String::as_str)).collect();
        let live = self.live.as_ref().map(|(stream, _)| (stream.as_str(), topics.as_slice()));
        document(
            &title,
            self.look,
            live,
            &html! {
                a.skip href="#main" { "Skip to content" }
                div.app {
                    (self.navigation())
                    (self.top_bar())
                    main.main id="main" tabindex="-1" data-live="" { (content) }
                }
                (self.bottom_bar())
                div.toasts id="toasts" role="status" data-live="" { @if let Some(toast) = &self.toast { (toast) } }
                (dialog("keys", "Keyboard", &key_list(&self.all_keys()), &html! {}))
                @if let Some(find) = &self.find { (palette(find)) }
            },
        )
    }

    fn navigation(&self) -> Markup {
        html! {
            nav.nav id="nav" aria-label="Main" data-live="" {
                (self.switcher("nav-biz"))
                @for item in &self.nav { (nav_link(item)) }
                @if !self.more.is_empty() {
                    details.nav-more id="nav-more" {
                        summary { (Icon::More) span { "More" } }
                        @for item in &self.more { (nav_link(item)) }
                    }
                }
                @if !self.pinned.is_empty() {
                    p.nav-h { "Pinned" }
                    @for pin in &self.pinned {
                        a href=(pin.href) title=(pin.label) {
                            @match pin.state {
                                Some(state) => {
                                    (state.icon().with_class(&format!("i i-s fillst {}", state.class())))
                                    span.clip { (pin.label) span.vh { ", " (state.word().to_lowercase()) } }
                                },
                                None => { (Icon::Operations.small()) span.clip { (pin.label) } },
                            }
                        }
                    }
                }
                div.nav-foot { (self.my_menu()) }
            }
        }
    }

    fn switcher(&self, class: &str) -> Markup {
        let others = self.businesses.len() > 1;
        html! {
            @if others {
                details.menu id={ (class) "-menu" } {
                    summary class=(class) aria-label={ (self.business) ", switch business" } { (mark()) span { (self.business) } (Icon::UpDown.small()) }
                    ul.menu-l {
                        @for business in &self.businesses {
                            li { a href=(business.href) aria-current=[business.current.then_some("true")] { (business.name) } }
                        }
                    }
                }
            } @else {
                div class=(class) { (mark()) span { (self.business) } }
            }
        }
    }

    fn my_menu(&self) -> Markup {
        let (name, id) = &self.me;
        html! {
            details.menu.menu-up id="me-menu" {
                summary.nav-me {
                    (avatar(name, id, AvatarSize::Normal))
                    // On a narrow screen the words are not shown; this is the name of the menu at any width.
                    bdi.vh { (name) ", " (self.role) }
                    span aria-hidden="true" { (name) small { (self.role) } }
                }
                ul.menu-l {
                    @for (label, href) in &self.my_links { li { a href=(href) { (label) } } }
                    li { a href="/keyboard" data-dialog="keys" { "Keyboard" } }
                    li { form method="post" action=(self.sign_out) data-native="" { button type="submit" { "Sign out" } } }
                }
            }
        }
    }

    fn top_bar(&self) -> Markup {
        let parent = self.crumbs.iter().rev().find_map(|crumb| crumb.href.as_ref().map(|href| (href, &crumb.label)));
        html! {
            header.topbar id="top" data-live="" {
                div.only-s { (self.switcher("top-biz")) }
                nav.crumbs aria-label="Breadcrumb" {
                    @if let Some((href, label)) = parent {
                        a.back.only-s href=(href) { (Icon::Right.with_class("i i-s rot")) span.clip { (label) } }
                    }
                    ol {
                        @for crumb in &self.crumbs {
                            li {
                                @match &crumb.href {
                                    Some(href) => a href=(href) { (crumb.label) },
                                    None => span.clip aria-current="page" { (crumb.label) },
                                }
                            }
                        }
                    }
                }
                p.conn id="connection" role="status" data-keep="" {}
                @if let Some(find) = &self.find {
                    a.find id="find" href=(find) data-palette="" title="Search or run a command" aria-keyshortcuts="Control+K Meta+K" {
                        (Icon::Search.small()) span { "Search or run a command" } kbd aria-hidden="true" { "Ctrl K" }
                    }
                }
                @if let Some((label, href)) = &self.new {
                    a.btn href=(href) data-key="c" aria-keyshortcuts="c" { (Icon::Plus.small()) (label) }
                }
            }
        }
    }

    fn bottom_bar(&self) -> Markup {
        let (shown, more) = self.nav.split_at(self.nav.len().min(PHONE_PLACES));
        html! {
            nav.tabbar id="tabbar" aria-label="Main, phone" data-live="" {
                @for item in shown {
                    a href=(item.href) aria-current=[item.current.then_some("page")] {
                        (item.icon) (item.label)
                        @if let Some(count) = item.count.filter(|count| *count > 0) { em { (count) span.vh { " waiting" } } }
                    }
                }
                details.menu.menu-more id="more-menu" {
                    summary { (Icon::More) "More" }
                    ul.menu-l {
                        @for item in more.iter().chain(&self.more) { li { a href=(item.href) aria-current=[item.current.then_some("page")] { (item.label) } } }
                        @for (label, href) in &self.my_links { li { a href=(href) { (label) } } }
                        li { form method="post" action=(self.sign_out) data-native="" { button type="submit" { "Sign out" } } }
                    }
                }
            }
        }
    }

    fn all_keys(&self) -> Vec<Keys> {
        let mut all = vec![
            Keys { keys: vec!["?"], does: "This map".into() },
            Keys { keys: vec!["Esc"], does: "Close".into() },
            Keys { keys: vec!["J", "K"], does: "Next row, row before".into() },
            Keys { keys: vec!["Enter"], does: "Open the row".into() },
        ];
        if self.find.is_some() {
            all.push(Keys { keys: vec!["Ctrl", "K"], does: "Search or run a command".into() });
        }
        for item in &self.nav {
            if let Some(key) = item.shortcut {
                all.push(Keys { keys: vec![key], does: item.label.into() });
            }
        }
        all.push(Keys { keys: vec!["D"], does: "Done, on the row".into() });
        all.push(Keys { keys: vec!["Ctrl", "Z"], does: "Undo what the last message says".into() });
        if let Some((label, _)) = &self.new {
            all.push(Keys { keys: vec!["C"], does: label.clone() });
        }
        for item in self.nav.iter().chain(&self.more) {
            if let Some(letter) = item.key.and_then(letter_name) {
                all.push(Keys { keys: vec!["G", letter], does: format!("Go to {}", item.label) });
            }
        }
        all.extend(self.keys.iter().cloned());
        all
    }
}

fn nav_link(item: &NavItem) -> Markup {
    let key = item.key.map(String::from);
    html! {
        a href=(item.href) aria-current=[item.current.then_some("page")] data-go=[key] data-key=[item.shortcut] aria-keyshortcuts=[item.shortcut] title=(item.label) {
            (item.icon) span { (item.label) }
            @if let Some(count) = item.count.filter(|count| *count > 0) {
                span.count.count-due[item.due] { (count) span.vh { " waiting" } }
            }
        }
    }
}

/// The dialog of the palette, empty: a script fills it with what the page at `address` lists.
fn palette(address: &str) -> Markup {
    html! {
        dialog.pal id="palette" aria-label="Search or run a command" data-address=(address) {
            div.pal-in {
                (Icon::Search)
                input id="palette-field" type="text" role="combobox" aria-label="Search or run a command" aria-expanded="true"
                    aria-controls="palette-list" aria-autocomplete="list" autocomplete="off" spellcheck="false";
                form method="dialog" { button.btn.btn-q.btn-s type="submit" { span.vh { "Close" } kbd aria-hidden="true" { "Esc" } } }
            }
            div.pal-l { ul id="palette-list" role="listbox" aria-label="What fits" {} }
            p.vh id="palette-said" role="status" {}
            div.pal-f aria-hidden="true" { span { kbd { "↑" } " " kbd { "↓" } " choose" } span { kbd { "Enter" } " open" } }
        }
    }
}

/// The letter as printed on its key.
fn letter_name(key: char) -> Option<&'static str> {
    const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    LETTERS.find(key.to_ascii_uppercase()).and_then(|at| LETTERS.get(at..=at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(businesses: &[&str], places: &[&'static str]) -> Shell {
        let nav = |label: &&'static str| NavItem {
            icon: Icon::Today,
            label,
            href: format!("/{label}"),
            current: *label == "Today",
            count: Some(0),
            due: true,
            key: Some('t'),
            shortcut: None,
        };
        Shell {
            title: "Today".into(),
            business: "Harbour <Clay>".into(),
            businesses: businesses
                .iter()
                .map(|name| Switch { name: (*name).into(), href: "/b".into(), current: false })
                .collect(),
            nav: places.iter().map(nav).collect(),
            more: vec![],
            pinned: vec![],
            me: ("Halima Strand".into(), "halima".into()),
            role: "Text editor".into(),
            sign_out: "/sign-out".into(),
            my_links: vec![],
            crumbs: vec![Crumb { label: "Today".into(), href: None }],
            find: None,
            new: None,
            live: Some(("/live".into(), vec!["harbour-clay".into(), "northlight".into()])),
            look: Look::default(),
            toast: None,
            keys: vec![],
        }
    }

    #[test]
    fn one_sees_only_places_that_exist_and_a_switcher_only_with_two_businesses() {
        let page = shell(&["Harbour <Clay>"], &["Today", "Projects"]).page(&html! { h1 { "Today" } }).into_string();
        crate::checks::check_page("shell", &page);
        assert!(page.contains("Projects") && !page.contains("Hire") && !page.contains("switch business"), "{page}");
        assert!(!page.contains("count-due"), "nothing waits, so no number: {page}");
        let page = shell(&["Harbour <Clay>", "Northlight"], &["Today"]).page(&html! { h1 { "Today" } }).into_string();
        crate::checks::check_page("shell of two", &page);
        assert!(page.contains("switch business") && page.contains("Harbour &lt;Clay&gt;"), "{page}");
    }

    #[test]
    fn a_place_that_was_not_used_yet_stands_under_more() {
        let mut shell = shell(&[], &["Today", "Import"]);
        shell.more = shell.nav.split_off(1);
        let page = shell.page(&html! { h1 { "Today" } }).into_string();
        crate::checks::check_page("shell with more", &page);
        let more = page.split(r#"id="nav-more""#).nth(1).unwrap();
        assert!(more.contains(r#"href="/Import""#), "{page}");
        shell.more.clear();
        assert!(!shell.page(&html! { h1 { "Today" } }).into_string().contains("nav-more"));
    }

    #[test]
    fn the_stream_is_named_with_the_topics_of_the_page() {
        let page = shell(&[], &[]).page(&html! { h1 { "Today" } }).into_string();
        assert!(
            page.contains(r#"<meta name="righthand-live" content="/live" data-topics="harbour-clay northlight">"#),
            "{page}"
        );
    }
}
