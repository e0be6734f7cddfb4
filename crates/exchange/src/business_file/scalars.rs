//! Single values of the business file: keys, names, dates, instants, hours.

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
};
use righthand_domain::snapshot::{Key, Starts, When, Zone};

use super::{shape::Shape, tree::Node};

/// Characters of a name.
const NAME_CHARS_MAX: usize = 300;
/// Characters of notes, outcomes, titles.
const TEXT_CHARS_MAX: usize = 20_000;
/// Characters of a key.
const KEY_CHARS_MAX: usize = 80;
/// Hours of an effort, of a budget.
pub(super) const HOURS_MAX: f64 = 100_000.0;

impl<'n> Shape<'n> {
    /// Any text, bare.
    pub(super) fn string(&mut self, node: &'n Node<'n>) -> Option<String> {
        self.str(node).map(str::to_owned)
    }

    /// A text with at least one character.
    pub(super) fn word(&mut self, node: &'n Node<'n>) -> Option<String> {
        self.sized(node, 1, usize::MAX)
    }

    pub(super) fn name(&mut self, node: &'n Node<'n>) -> Option<String> {
        self.sized(node, 1, NAME_CHARS_MAX)
    }

    pub(super) fn text(&mut self, node: &'n Node<'n>) -> Option<String> {
        self.sized(node, 0, TEXT_CHARS_MAX)
    }

    /// A key. One that breaks the pattern is kept as it is, so that what refers to it is not a second fault.
    pub(super) fn key(&mut self, node: &'n Node<'n>) -> Option<Key> {
        let text = self.str(node)?;
        let mut characters = text.chars();
        let first = characters.next().is_some_and(|c| c.is_ascii_alphanumeric());
        let rest = characters.all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '/' | '-'));
        if !(first && rest && text.len() <= KEY_CHARS_MAX) {
            self.fault(format!(
                "a key is 1 to {KEY_CHARS_MAX} of A-Z, a-z, 0-9 and . _ / -, and begins with a letter or digit"
            ));
        }
        Some(text.to_owned())
    }

    pub(super) fn email(&mut self, node: &'n Node<'n>) -> Option<String> {
        let text = self.string(node)?;
        if crate::address::read(&text).is_none() {
            self.fault("must be a mail address such as halima@harbourclay.example");
        }
        Some(text)
    }

    pub(super) fn zone(&mut self, node: &'n Node<'n>) -> Option<Zone> {
        let name = self.str(node)?;
        let zone = Zone::named(name).filter(|zone| !zone.rules().is_unknown());
        if zone.is_none() {
            self.fault(format!("no time zone \"{}\"; use an IANA name such as Europe/Lisbon", shown(name)));
        }
        zone
    }

    pub(super) fn currency(&mut self, node: &'n Node<'n>) -> Option<String> {
        let text = self.string(node)?;
        if text.len() != 3 || !text.bytes().all(|b| b.is_ascii_uppercase()) {
            self.fault("must be three capital letters, such as EUR");
        }
        Some(text)
    }

    pub(super) fn bool(&mut self, node: &'n Node<'n>) -> Option<bool> {
        match node {
            Node::Bool(value) => Some(*value),
            other => self.wrong("true or false", other),
        }
    }

    /// Any finite number.
    pub(super) fn number(&mut self, node: &'n Node<'n>) -> Option<f64> {
        match node {
            Node::Number(value) => Some(*value),
            other => self.wrong("a number", other),
        }
    }

    /// A number from 0.
    pub(super) fn amount(&mut self, node: &'n Node<'n>) -> Option<f64> {
        self.up_to(node, f64::INFINITY)
    }

    /// Hours from 0 to [`HOURS_MAX`].
    pub(super) fn hours(&mut self, node: &'n Node<'n>) -> Option<f64> {
        self.up_to(node, HOURS_MAX)
    }

    /// A number from 0 to `max`.
    pub(super) fn up_to(&mut self, node: &'n Node<'n>, max: f64) -> Option<f64> {
        let value = self.number(node)?;
        if value >= 0.0 && value <= max {
            return Some(value);
        }
        self.fault(if max.is_finite() { format!("must be from 0 to {max}") } else { "must not be below 0".into() });
        None
    }

    pub(super) fn date(&mut self, node: &'n Node<'n>) -> Option<Date> {
        let text = self.str(node)?;
        let date = date(text);
        if date.is_none() {
            self.fault(format!("no day \"{}\"; write YYYY-MM-DD", shown(text)));
        }
        date
    }

    pub(super) fn instant(&mut self, node: &'n Node<'n>) -> Option<Timestamp> {
        let text = self.str(node)?;
        let instant = instant(text);
        if instant.is_none() {
            self.fault(format!(
                "no instant \"{}\"; write it by RFC 3339 with an offset, such as 2026-11-24T11:20:00+01:00",
                shown(text)
            ));
        }
        instant
    }

    /// A day or an instant.
    pub(super) fn when(&mut self, node: &'n Node<'n>) -> Option<When> {
        let text = self.str(node)?;
        let when = date(text).map(When::Date).or_else(|| instant(text).map(When::Instant));
        if when.is_none() {
            self.fault(format!(
                "neither a day nor an instant: \"{}\"; write YYYY-MM-DD, or RFC 3339 with an offset",
                shown(text)
            ));
        }
        when
    }

    /// A day, or a local time of a day.
    pub(super) fn starts(&mut self, node: &'n Node<'n>) -> Option<Starts> {
        let text = self.str(node)?;
        let starts = match text.split_once('T') {
            None => date(text).map(Starts::Date),
            Some((day, time)) => date(day)
                .zip(minutes(time))
                .and_then(|(day, at)| day.at(0, 0, 0, 0).checked_add(jiff::Span::new().minutes(at)).ok())
                .filter(|at: &DateTime| Some(at.date()) == date(day))
                .map(Starts::DateTime),
        };
        if starts.is_none() {
            self.fault(format!(
                "neither a day nor a time of a day: \"{}\"; write YYYY-MM-DD or YYYY-MM-DDTHH:MM",
                shown(text)
            ));
        }
        starts
    }

    /// A time of day as minutes after midnight, `24:00` included.
    pub(super) fn minutes(&mut self, node: &'n Node<'n>) -> Option<u16> {
        let text = self.str(node)?;
        let minutes = minutes(text);
        if minutes.is_none() {
            self.fault(format!("no time of day \"{}\"; write HH:MM", shown(text)));
        }
        minutes
    }

    /// One of a few words.
    pub(super) fn one_of<T: Copy>(&mut self, node: &'n Node<'n>, words: &[(&str, T)]) -> Option<T> {
        let text = self.str(node)?;
        let found = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if found.is_none() {
            let all: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            self.fault(format!("must be one of {}", all.join(", ")));
        }
        found
    }

    fn str(&mut self, node: &'n Node<'n>) -> Option<&'n str> {
        match node {
            Node::Text(text) => Some(text),
            other => self.wrong("a text", other),
        }
    }

    fn sized(&mut self, node: &'n Node<'n>, min: usize, max: usize) -> Option<String> {
        let text = self.string(node)?;
        // Counting characters is only needed where bytes could be too many.
        if text.len() < min {
            self.fault("must not be empty");
        } else if text.len() > max && text.chars().count() > max {
            self.fault(format!("has more than {max} characters"));
        }
        Some(text)
    }
}

/// `YYYY-MM-DD`, nothing else.
fn date(text: &str) -> Option<Date> {
    let shape = text.len() == 10
        && text.bytes().enumerate().all(|(at, b)| if at == 4 || at == 7 { b == b'-' } else { b.is_ascii_digit() });
    shape.then(|| text.parse().ok()).flatten()
}

/// RFC 3339, section 5.6: a day, `T`, a time with seconds, and an offset. Nothing else that jiff would read.
fn instant(text: &str) -> Option<Timestamp> {
    if !text.is_ascii() {
        return None;
    }
    let upper = text.to_ascii_uppercase();
    let (day, rest) = upper.split_once('T')?;
    date(day)?;
    let at = rest.find(['Z', '+', '-'])?;
    let (time, offset) = rest.split_at(at);
    let (clock, fraction) = time.split_once('.').map_or((time, None), |(clock, fraction)| (clock, Some(fraction)));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let fine = clock.len() == 8
        && minutes(clock.get(..5)?).is_some_and(|at| at < 1440)
        && clock.as_bytes().get(5) == Some(&b':')
        && digits(clock.get(6..)?)
        && fraction.is_none_or(digits)
        && (offset == "Z" || minutes(offset.get(1..)?).is_some_and(|at| at < 1440));
    // Parts of a nanosecond are beyond anybody's clock; jiff refuses them.
    fine.then(|| nanoseconds(&upper).parse().ok()).flatten()
}

/// The instant with at most nine digits after the point.
fn nanoseconds(text: &str) -> std::borrow::Cow<'_, str> {
    let Some((before, rest)) = text.split_once('.') else { return text.into() };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if digits <= 9 {
        return text.into();
    }
    format!("{before}.{}{}", &rest[..9], &rest[digits..]).into()
}

/// `HH:MM` as minutes after midnight; `24:00` is the end of the day.
fn minutes(text: &str) -> Option<u16> {
    let &[h1, h2, b':', m1, m2] = text.as_bytes() else { return None };
    let digit = |byte: u8| byte.is_ascii_digit().then(|| u16::from(byte - b'0'));
    let (hours, minutes) = (digit(h1)? * 10 + digit(h2)?, digit(m1)? * 10 + digit(m2)?);
    let at = hours * 60 + minutes;
    (minutes < 60 && at <= 1440).then_some(at)
}

/// A text as far as a message can carry it.
fn shown(text: &str) -> String {
    /// Characters.
    const SHOWN_MAX: usize = 60;
    if text.chars().nth(SHOWN_MAX).is_none() {
        return text.to_owned();
    }
    text.chars().take(SHOWN_MAX).chain(std::iter::once('…')).collect()
}
