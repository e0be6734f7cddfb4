//! Shapes that several commands share in their input.

mod effort;
pub(crate) mod limits;
mod moment;
mod patch;
mod week;

use jiff::Timestamp;
use jiff::civil::Date;

pub use effort::Effort;
pub use moment::Moment;
pub use patch::Patch;
pub use week::{DayHours, Week};

/// The longest name of anything, in characters: what a row, a chip and a heading can hold (business file, `name`).
pub const NAME_CHARS_MAX: usize = 300;
/// The longest text of anything, in characters (business file, `text`).
pub const TEXT_CHARS_MAX: usize = 20_000;

/// The most things that a field of a command names: more are an import.
pub(crate) const LIST_MAX: usize = 1_000;

/// Hours of a week: no duty takes more.
pub(crate) const WEEK_HOURS: f64 = 168.0;

/// A text without spaces around it; a field that is left empty is none.
pub(crate) fn filled(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// A day, `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub Date);

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for Day {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

righthand_domain::text_form!(Day, "A day `YYYY-MM-DD`", "2026-12-15", { "format": "date" });

/// An instant, RFC 3339 with an offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant(pub Timestamp);

impl std::fmt::Display for Instant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for Instant {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

righthand_domain::text_form!(Instant, "An instant with an offset (RFC 3339)", "2026-12-15T09:00:00+01:00", { "format": "date-time" });
