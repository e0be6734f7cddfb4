//! Moment: a time as people say it where the business is, or an instant as programs say it.

use jiff::Timestamp;
use jiff::civil::DateTime;
use righthand_domain::snapshot::Zone;

/// A local time of the business without an offset, or an instant with one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    Local(DateTime),
    Instant(Timestamp),
}

impl Moment {
    /// The instant in that zone, to the minute. A time that a change of clocks leaves out is the one as much later; of one
    /// that comes twice, the first.
    pub fn instant(self, zone: &Zone) -> Option<Timestamp> {
        let at = match self {
            Self::Instant(at) => at,
            Self::Local(at) => zone.rules().to_timestamp(at).ok()?,
        };
        Timestamp::from_second(at.as_second().div_euclid(60).checked_mul(60)?).ok()
    }
}

impl std::fmt::Display for Moment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Local(at) => write!(f, "{}", at.strftime("%Y-%m-%dT%H:%M")),
            Self::Instant(at) => at.fmt(f),
        }
    }
}

impl std::str::FromStr for Moment {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.parse() {
            Ok(instant) => Ok(Self::Instant(instant)),
            Err(_) if text.contains('T') || text.contains(' ') => text.parse().map(Self::Local),
            Err(error) => Err(error),
        }
    }
}

righthand_domain::text_form!(
    Moment,
    "A time where the business is, or an instant with an offset (RFC 3339)",
    "2026-12-15T09:00",
    { "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}" }
);

#[cfg(test)]
mod tests {
    use super::*;

    fn in_lisbon(text: &str) -> Option<String> {
        let zone = Zone::named("Europe/Lisbon").unwrap();
        text.parse::<Moment>().ok()?.instant(&zone).map(|at| at.to_string())
    }

    #[test]
    fn a_time_without_an_offset_is_meant_where_the_business_is() {
        assert_eq!(in_lisbon("2026-07-01T09:30").as_deref(), Some("2026-07-01T08:30:00Z"));
        assert_eq!(in_lisbon("2026-12-01T09:30").as_deref(), Some("2026-12-01T09:30:00Z"));
        assert_eq!(in_lisbon("2026-12-01T09:30:00+01:00").as_deref(), Some("2026-12-01T08:30:00Z"));
    }

    #[test]
    fn a_time_that_the_clocks_leave_out_or_repeat_has_one_instant() {
        assert_eq!(in_lisbon("2026-03-29T01:30").as_deref(), Some("2026-03-29T01:30:00Z"));
        assert_eq!(in_lisbon("2026-10-25T01:30").as_deref(), Some("2026-10-25T00:30:00Z"));
    }

    #[test]
    fn a_day_alone_is_no_time() {
        assert_eq!(in_lisbon("2026-12-01"), None);
        assert_eq!(in_lisbon("soon"), None);
    }
}
