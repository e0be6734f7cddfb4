//! A list of people as somebody pastes it: from a sheet, a mail or an address book, one person a line.
//!
//! Read leniently: parts stand between tabs, commas or semicolons, in any order. What looks like an address is one, what
//! looks like hours is hours a week, the name of a role is the role; the first of the rest is the name, and what is left
//! are skills.

use righthand_domain::roles::Role;
use righthand_domain::words::capital;

use crate::address;

/// Lines that are read; more people than this are an import, not a list.
pub const LINES_MAX: usize = 200;
/// Characters of a line; more is no line of a list.
const LINE_CHARS_MAX: usize = 1_000;
/// Hours a week that anybody may have (contracts, working time).
const HOURS_MAX: f64 = 75.0;
/// Words of a first line that names its columns.
const HEADINGS: [&str; 12] = [
    "name",
    "full name",
    "first name",
    "email",
    "e-mail",
    "mail",
    "address",
    "role",
    "hours",
    "hours per week",
    "hours a week",
    "skills",
];

/// A line with somebody on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Of the text, from 1.
    pub number: usize,
    pub read: Result<Person, String>,
}

/// Somebody as a line tells them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Person {
    pub name: String,
    pub email: Option<String>,
    /// Where the line names one.
    pub role: Option<Role>,
    pub hours_per_week: Option<f64>,
    pub skills: Vec<String>,
}

/// The people of the text in its order. Empty lines and a line of headings are nobody.
pub fn read(text: &str) -> Result<Vec<Line>, String> {
    let lines: Vec<(usize, &str)> = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()).collect();
    if lines.len() > LINES_MAX {
        return Err(format!(
            "{} lines are more than the {LINES_MAX} that are read at once; paste the list in parts",
            lines.len()
        ));
    }
    let people = lines.iter().enumerate().filter(|(at, (_, line))| !(*at == 0 && is_heading(line)));
    Ok(people.map(|(_, (number, line))| Line { number: *number, read: person(line) }).collect())
}

fn is_heading(line: &str) -> bool {
    let parts = parts(line);
    parts.len() > 1 && parts.iter().all(|part| HEADINGS.contains(&part.to_lowercase().as_str()))
}

/// The parts of a line, without what is empty or only quotes.
fn parts(line: &str) -> Vec<&str> {
    line.split(['\t', ',', ';'])
        .map(|part| part.trim().trim_matches('"').trim())
        .filter(|part| !part.is_empty())
        .collect()
}

fn person(line: &str) -> Result<Person, String> {
    if line.chars().count() > LINE_CHARS_MAX {
        return Err(format!("this line is longer than {LINE_CHARS_MAX} characters"));
    }
    let mut person = Person::default();
    let mut words: Vec<String> = Vec::new();
    for part in parts(line) {
        match understood(part)? {
            Part::Address { name, email } => {
                if person.email.replace(email).is_some() {
                    return Err("there are two addresses on this line; put each person on a line of their own".into());
                }
                words.extend(name);
            }
            Part::Hours(hours) => person.hours_per_week = Some(hours),
            Part::Role(role) => person.role = Some(role),
            Part::Words => words.push(part.to_owned()),
        }
    }
    let mut words = words.into_iter();
    let name = words.next().or_else(|| person.email.as_deref().map(name_of_address));
    let Some(name) = name.filter(|name| name.chars().any(char::is_alphabetic)) else {
        return Err("there is no name on this line".into());
    };
    Ok(Person { name, skills: words.map(|word| word.to_lowercase()).collect(), ..person })
}

/// What a part of a line is.
enum Part {
    Address { name: Option<String>, email: String },
    Hours(f64),
    Role(Role),
    Words,
}

fn understood(part: &str) -> Result<Part, String> {
    if let Some((before, rest)) = part.split_once('<')
        && let Some(email) = address::read(rest.trim_end_matches('>'))
    {
        let name = before.trim().trim_matches('"').trim();
        return Ok(Part::Address { name: (!name.is_empty()).then(|| name.to_owned()), email });
    }
    if part.contains('@') {
        // "Noor Castellanos noor@example.org": the last word is the address, what stands before it the name.
        let (name, last) = part.rsplit_once(char::is_whitespace).unwrap_or(("", part));
        let email = address::read(last).ok_or_else(|| format!("“{last}” is no e-mail address"))?;
        return Ok(Part::Address { name: (!name.trim().is_empty()).then(|| name.trim().to_owned()), email });
    }
    if let Some(role) = role(part) {
        return Ok(Part::Role(role));
    }
    if part.starts_with(|first: char| first.is_ascii_digit()) {
        let hours =
            hours(part).ok_or_else(|| format!("“{part}” is neither hours a week nor anything else that is read"))?;
        return Ok(Part::Hours(hours));
    }
    Ok(Part::Words)
}

/// "7", "7.5 h", "20h/week", "20 hours a week".
fn hours(part: &str) -> Option<f64> {
    let end = part.find(|letter: char| !(letter.is_ascii_digit() || letter == '.')).unwrap_or(part.len());
    let (number, unit) = part.split_at(end);
    let unit = unit.trim().to_lowercase();
    let is_unit = unit.is_empty()
        || ["h", "hours", "hour", "hrs"].iter().any(|word| unit == *word)
        || ["h/", "h ", "hours ", "hrs/", "hours/", "hrs "].iter().any(|word| unit.starts_with(word));
    number.parse().ok().filter(|hours| is_unit && (0.0..=HOURS_MAX).contains(hours))
}

/// A role by its name, as people shorten it. An assistant is a member of the team, whatever the words of their title.
fn role(part: &str) -> Option<Role> {
    let words = part.to_lowercase().replace(['_', '-'], " ");
    match words.as_str() {
        "owner" => Some(Role::Owner),
        "obm" | "online business manager" => Some(Role::OnlineBusinessManager),
        "pm" | "project manager" => Some(Role::ProjectManager),
        "member" | "team member" | "team" | "va" | "assistant" | "virtual assistant" => Some(Role::TeamMember),
        "guest" => Some(Role::Guest),
        _ => None,
    }
}

/// "noor.castellanos" as "Noor Castellanos".
fn name_of_address(email: &str) -> String {
    let local = email.split('@').next().unwrap_or_default();
    let words = local.split(['.', '_', '-', '+']).filter(|word| !word.is_empty()).map(capital);
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn one(line: &str) -> Result<Person, String> {
        read(line).unwrap().remove(0).read
    }

    #[test]
    fn a_line_is_read_however_it_was_copied() {
        let noor = Person {
            name: "Noor Castellanos".into(),
            email: Some("noor@writers.example".into()),
            role: Some(Role::TeamMember),
            hours_per_week: Some(7.0),
            skills: vec![],
        };
        for line in [
            "Noor Castellanos, noor@writers.example, team member, 7",
            "Noor Castellanos\tnoor@writers.example\tVA\t7 h",
            "\"Noor Castellanos\" <Noor@Writers.example>; assistant; 7h/week",
            "7 hours a week, member, Noor Castellanos noor@writers.example",
        ] {
            assert_eq!(one(line), Ok(noor.clone()), "{line}");
        }
    }

    #[test]
    fn what_is_no_role_is_a_skill_and_an_address_alone_has_a_name() {
        let halima = one("Halima Strand, halima@strand.example, Editing, captions, 25").unwrap();
        assert_eq!((halima.role, halima.skills), (None, vec!["editing".to_owned(), "captions".to_owned()]));
        assert_eq!(one("kwame.boateng@writers.example").unwrap().name, "Kwame Boateng");
        assert_eq!(one("Yuki Abara").unwrap(), Person { name: "Yuki Abara".into(), ..Person::default() });
    }

    #[test]
    fn headings_and_empty_lines_are_nobody_and_lines_keep_their_numbers() {
        let lines = read("Name, E-mail, Role, Hours\n\nPriyanka Doyle, priyanka@doyle.example, PM, 20\r\n").unwrap();
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].number, 3);
        assert_eq!(lines[0].read.as_ref().unwrap().role, Some(Role::ProjectManager));
    }

    #[test]
    fn a_line_that_cannot_be_read_says_why() {
        for (line, why) in [
            ("Noor, noor@", "“noor@” is no e-mail address"),
            ("Noor, a@x.example, b@x.example", "two addresses"),
            ("Noor, 400 h", "neither hours"),
            (", 7 h", "no name"),
        ] {
            let fault = one(line).unwrap_err();
            assert!(fault.contains(why), "{line}: {fault}");
        }
        assert!(read(&"Noor\n".repeat(LINES_MAX + 1)).is_err());
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_said_what_is_wrong(text in "\\PC{0,200}") {
            for line in read(&text).unwrap_or_default() {
                if let Ok(person) = line.read {
                    prop_assert!(!person.name.trim().is_empty());
                }
            }
        }
    }
}
