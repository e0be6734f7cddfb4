//! Lengths of work as tables write them: `2`, `2.5 h`, `1d 4h`, `01:30`, milliseconds.

/// What a bare number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Minutes,
    Hours,
    Days,
    Seconds,
    Milliseconds,
}

impl Unit {
    const ALL: [Self; 5] = [Self::Minutes, Self::Hours, Self::Days, Self::Seconds, Self::Milliseconds];

    /// As `--map` writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Minutes => "minutes",
            Self::Hours => "hours",
            Self::Days => "days",
            Self::Seconds => "seconds",
            Self::Milliseconds => "milliseconds",
        }
    }

    pub(super) fn named(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.as_str().eq_ignore_ascii_case(text))
    }

    /// Minutes of one. A day is eight hours of work.
    fn minutes(self) -> f64 {
        match self {
            Self::Minutes => 1.0,
            Self::Hours => 60.0,
            Self::Days => 480.0,
            Self::Seconds => 1.0 / 60.0,
            Self::Milliseconds => 1.0 / 60_000.0,
        }
    }
}

/// The longest effort that is believed, in minutes: ten years of one person's work.
const MINUTES_MAX: f64 = 10.0 * 52.0 * 40.0 * 60.0;

/// Whole minutes; `None` where the text is no length, or no believable one.
pub(super) fn minutes(text: &str, unit: Unit) -> Option<i64> {
    let text = text.trim().to_lowercase();
    let total = match number(&text) {
        Some(number) => number * unit.minutes(),
        None if text.contains(':') => clock(&text)?,
        None => in_parts(&text)?,
    };
    (total.is_finite() && (0.0..=MINUTES_MAX).contains(&total)).then(|| total.round() as i64)
}

fn number(text: &str) -> Option<f64> {
    let behind_comma = text.rfind(',').map(|at| text.len() - at - 1);
    let plain = match (behind_comma, text.rfind('.')) {
        (None, _) => text.to_owned(),
        // Of two signs the last is the decimal one, and the other groups thousands.
        (Some(_), Some(point)) if text.rfind(',') < Some(point) => text.replace(',', ""),
        (Some(_), Some(_)) => text.replace('.', "").replace(',', "."),
        (Some(digits), None) if digits == 3 || text.matches(',').count() > 1 => text.replace(',', ""),
        (Some(_), None) => text.replace(',', "."),
    };
    let fine = !plain.is_empty() && plain.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if fine { plain.parse().ok() } else { None }
}

/// `01:30`, `1:30:00`: hours and minutes.
fn clock(text: &str) -> Option<f64> {
    let mut parts = text.split(':').map(|part| part.trim().parse::<f64>().ok().filter(|part| *part >= 0.0));
    let (hours, minutes, seconds) = (parts.next()??, parts.next()??, parts.next().unwrap_or(Some(0.0))?);
    parts.next().is_none().then_some(hours * 60.0 + minutes + seconds / 60.0)
}

/// `1d 4h`, `2 hours 30 min`, `1w`.
fn in_parts(text: &str) -> Option<f64> {
    let mut rest = text.trim();
    let mut total = 0.0;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')))?;
        let (count, after) = rest.split_at(digits);
        let after = after.trim_start();
        let end = after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len());
        let (word, after) = after.split_at(end);
        let each = match word {
            "w" | "wk" | "week" | "weeks" => 5.0 * Unit::Days.minutes(),
            "d" | "day" | "days" => Unit::Days.minutes(),
            "h" | "hr" | "hrs" | "hour" | "hours" => Unit::Hours.minutes(),
            "m" | "min" | "mins" | "minute" | "minutes" => Unit::Minutes.minutes(),
            "s" | "sec" | "secs" | "second" | "seconds" => Unit::Seconds.minutes(),
            "ms" => Unit::Milliseconds.minutes(),
            _ => return None,
        };
        total += number(count)? * each;
        rest = after.trim_start_matches([' ', ',', '.']);
    }
    Some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn efforts_are_read_as_tables_write_them() {
        for (text, means) in [
            ("2", Some(120)),
            ("2.5", Some(150)),
            ("2,5", Some(150)),
            ("2h 30m", Some(150)),
            ("1d 4h", Some(720)),
            ("90 min", Some(90)),
            ("01:30", Some(90)),
            ("1w", Some(2_400)),
            ("1,250.5", Some(75_030)),
            ("0", Some(0)),
            ("-3", None),
            ("lots", None),
            ("1e300", None),
            ("99999999999", None),
        ] {
            assert_eq!(minutes(text, Unit::Hours), means, "{text}");
        }
        assert_eq!(minutes("5400000", Unit::Milliseconds), Some(90));
    }
}
