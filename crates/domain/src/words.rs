//! Words: how quantities and days are said in sentences, the same on every door.

use jiff::civil::Weekday;

/// A length of work: "45 min", "6 h", "6 h 30".
pub fn duration(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {:02}", minutes.abs()),
    }
}

/// Names in a sentence: "Blog, Launch and Client site".
pub fn and_list<S: AsRef<str>>(names: &[S]) -> String {
    match names {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [most @ .., last] => {
            let most: Vec<&str> = most.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", most.join(", "), last.as_ref())
        }
    }
}

/// The same with a capital first letter.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The name by which others speak of somebody: "Amara" of "Amara Lindqvist".
pub fn first_name(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or(name)
}

/// "1 task", "3 tasks".
pub fn count(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}

/// At most two places behind the point, and none that is nothing: "4.5", "12".
pub fn decimal(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// The first names, and how many more there are: "Amara, Tomás and 3 more"; all of them, with commas, where they fit.
pub fn first_of<S: AsRef<str>>(names: &[S], most: usize) -> String {
    let named: Vec<&str> = names.iter().take(most).map(AsRef::as_ref).collect();
    match names.len().saturating_sub(most) {
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    }
}

/// Names of the months, January first.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// "Monday".
pub fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// A key made from a name: lower-case letters and digits of ASCII with single dashes, at most 60 characters;
/// `fallback` where nothing remains ("日記" has no such letters).
pub fn slug(name: &str, fallback: &str) -> String {
    let mut slug = String::new();
    for character in name.chars().flat_map(ascii) {
        match character {
            'a'..='z' | '0'..='9' => slug.push(character),
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
        if slug.len() >= 60 {
            break;
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { fallback.to_owned() } else { slug.to_owned() }
}

/// The commonest accented letters of European names by their bare letter; others as they are.
fn ascii(character: char) -> impl Iterator<Item = char> {
    let bare = match character.to_lowercase().next().unwrap_or(character) {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => 'e',
        'ğ' => 'g',
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' => 'i',
        'ł' | 'ľ' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ő' => 'o',
        'ř' => 'r',
        'ś' | 'š' | 'ş' => 's',
        'ť' | 'ţ' => 't',
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ž' | 'ż' => 'z',
        other => other,
    };
    std::iter::once(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_said_as_people_say_them() {
        assert_eq!([duration(45), duration(360), duration(390), duration(0)], ["45 min", "6 h", "6 h 30", "0 min"]);
    }

    #[test]
    fn names_are_listed_with_one_and() {
        assert_eq!(and_list(&["Blog", "Launch", "Client site"]), "Blog, Launch and Client site");
        assert_eq!(and_list::<&str>(&[]), "");
    }

    #[test]
    fn a_slug_is_short_ascii_and_never_empty() {
        assert_eq!(slug("Tomás Achterberg", "x"), "tomas-achterberg");
        assert_eq!(slug("  Edit: episode #3! ", "x"), "edit-episode-3");
        assert_eq!(slug("日記", "task"), "task");
        assert!(slug(&"long ".repeat(100), "x").len() <= 60);
    }
}
