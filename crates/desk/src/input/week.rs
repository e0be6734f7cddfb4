//! Working weeks, as people write them: "09:00-13:00, 14:00-17:00".

use righthand_domain::snapshot::{self, Hours};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A working week: for each weekday its windows as text, "09:00-13:00, 14:00-17:00"; a day left out is free.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Week {
    pub mon: DayHours,
    pub tue: DayHours,
    pub wed: DayHours,
    pub thu: DayHours,
    pub fri: DayHours,
    pub sat: DayHours,
    pub sun: DayHours,
}

impl Week {
    /// As the planner knows it.
    pub fn into_week(self) -> snapshot::Week {
        let Self { mon, tue, wed, thu, fri, sat, sun } = self;
        snapshot::Week([mon, tue, wed, thu, fri, sat, sun].map(|day| day.0))
    }
}

impl From<&snapshot::Week> for Week {
    fn from(week: &snapshot::Week) -> Self {
        let [mon, tue, wed, thu, fri, sat, sun] = week.0.clone().map(DayHours);
        Self { mon, tue, wed, thu, fri, sat, sun }
    }
}

/// The windows of a day.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DayHours(pub Vec<Hours>);

impl std::fmt::Display for DayHours {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (n, Hours { from, to }) in self.0.iter().enumerate() {
            let comma = if n == 0 { "" } else { ", " };
            write!(f, "{comma}{:02}:{:02}-{:02}:{:02}", from / 60, from % 60, to / 60, to % 60)?;
        }
        Ok(())
    }
}

impl std::str::FromStr for DayHours {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut windows = Vec::new();
        for window in text.split(',').map(str::trim).filter(|window| !window.is_empty()) {
            let (from, to) = window.split_once(['-', '–']).ok_or(())?;
            let hours = Hours { from: minute(from).ok_or(())?, to: minute(to).ok_or(())? };
            if hours.from >= hours.to || windows.last().is_some_and(|last: &Hours| last.to > hours.from) {
                return Err(());
            }
            windows.push(hours);
        }
        Ok(Self(windows))
    }
}

righthand_domain::text_form!(DayHours, "Windows of a day in order, empty for a free day", "09:00-13:00, 14:00-17:00", {
    "pattern": "^([0-9]{1,2}(:[0-9]{2})?[-–][0-9]{1,2}(:[0-9]{2})?(, *|$))*$"
});

/// Minutes after midnight of "9", "09:30" or "24:00".
fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.trim().split_once(':').unwrap_or((text.trim(), "0"));
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    let total = hour.checked_mul(60)?.checked_add(minute)?;
    (minute < 60 && total <= 1440).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_of_a_day_are_read_and_written() {
        let day: DayHours = "9-12:30, 13:00–24:00".parse().unwrap();
        assert_eq!(day.to_string(), "09:00-12:30, 13:00-24:00");
        for text in ["9", "12-9", "9-12, 11-13", "9-25", "09:60-10"] {
            assert!(text.parse::<DayHours>().is_err(), "{text}");
        }
    }
}
