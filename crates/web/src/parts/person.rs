//! People: initials on one of eight tints, and the name beside them.

use maud::{Markup, html};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AvatarSize {
    /// 18 px, in rows.
    Small,
    /// 22 px.
    Normal,
    /// 32 px, in lanes and panels.
    Large,
    /// 44 px.
    Huge,
}

/// The disc alone. It is decoration: the name must stand beside it or be hidden beside it, see [`person`].
/// `id` picks the tint and stays the same when somebody changes their name.
pub fn avatar(name: &str, id: &str, size: AvatarSize) -> Markup {
    let size = match size {
        AvatarSize::Small => " av-s",
        AvatarSize::Normal => "",
        AvatarSize::Large => " av-l",
        AvatarSize::Huge => " av-xl",
    };
    html! { span class={ "av" (size) " p" (tint(id)) } title=(name) aria-hidden="true" { (initials(name)) } }
}

/// Disc and name.
pub fn person(name: &str, id: &str) -> Markup {
    html! { span.person { (avatar(name, id, AvatarSize::Small)) span { (name) } } }
}

/// Disc of the full name, and other words beside it, as a first name in a narrow row.
pub fn person_shown(name: &str, shown: &str, id: &str) -> Markup {
    html! { span.person { (avatar(name, id, AvatarSize::Small)) span { (shown) } } }
}

/// Disc, name, and a second line: "Text editor, 25 h a week".
pub fn person_with_role(name: &str, id: &str, role: &str, size: AvatarSize) -> Markup {
    html! { span.person { (avatar(name, id, size)) span { (name) span.sub { (role) } } } }
}

/// Several discs, overlapping; their names for screen readers. `people` are pairs of name and id.
pub fn avatars(people: &[(&str, &str)]) -> Markup {
    let names: Vec<&str> = people.iter().map(|(name, _)| *name).collect();
    html! {
        span.avs { @for (name, id) in people { (avatar(name, id, AvatarSize::Normal)) } }
        span.vh { (super::words::list(&names)) }
    }
}

/// First letters of the first and the last word: "JB" for Joon-ho Bassett. At most two; "?" for a name without letters.
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let (first, last) = (words.next(), words.next_back());
    let letters: String = first.into_iter().chain(last).flat_map(char::to_uppercase).collect();
    if letters.is_empty() { "?".to_owned() } else { letters }
}

/// 1 to 8, by FNV-1a of the id: same id, same tint, on every node.
fn tint(id: &str) -> u32 {
    let hash = id.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    // The low bits of FNV are its weakest.
    ((hash >> 16) ^ hash) % 8 + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_of_the_first_and_the_last_name() {
        assert_eq!(initials("Joon-ho Bassett"), "JB");
        assert_eq!(initials("Amara von Lindqvist"), "AL");
        assert_eq!(initials("Plato"), "P");
        assert_eq!(initials("  "), "?");
        assert_eq!(initials("Ångström"), "Å");
    }

    #[test]
    fn tints_stay_and_all_eight_are_used() {
        let mut seen: Vec<u32> = (0..64).map(|n| tint(&format!("member-{n}"))).collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen, (1..=8).collect::<Vec<u32>>());
    }

    #[test]
    fn a_first_name_stands_beside_both_initials() {
        let out = person_shown("Yuki Abara", "Yuki", "yuki").into_string();
        assert!(out.contains(">YA</span><span>Yuki</span>"), "{out}");
    }

    #[test]
    fn names_are_escaped() {
        let out = person("<b>Tom</b>", "t").into_string();
        assert!(!out.contains("<b>"), "{out}");
    }
}
