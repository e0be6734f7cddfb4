//! Differs: what an operation does otherwise than its rule says: moves, extra days, pauses, holidays.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::{Date, Weekday};

/// Days that a run is shifted by at most because of holidays: a longer closure is a pause.
const SHIFT_DAYS_MAX: usize = 31;

/// Where an operation does otherwise than its rule says. Never in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Differs {
    /// Days of the rule whose run happens on another day.
    pub moved: BTreeMap<Date, Date>,
    /// Days on which it happens beside its rule.
    pub extra: BTreeSet<Date>,
    /// From this day on it rests, up to the day before the second, where there is one.
    pub paused: Option<(Date, Option<Date>)>,
    /// Its rule makes no runs by itself: each is started, or follows the one before.
    pub by_hand: bool,
    pub on_holidays: OnHolidays,
    /// Days on which nobody works, for `on_holidays`.
    pub holidays: Arc<BTreeSet<Date>>,
    /// Weekdays on which nobody works, Monday first.
    pub free: [bool; 7],
}

/// What becomes of a run that would be due on a holiday.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum OnHolidays {
    /// It happens all the same.
    #[default]
    Keep,
    /// On the working day before.
    Before,
    /// On the working day after.
    After,
    /// Not at all.
    Skip,
}

/// What makes the runs of an operation.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Makes {
    /// Its rule, ahead of their days.
    #[default]
    ByRule,
    /// Each follows the one before: its rule counts from the day on which that was finished.
    AfterCompletion,
    /// Somebody starts each, or a step of another operation does.
    ByHand,
}

impl OnHolidays {
    /// All, in the order of a form.
    pub const ALL: [Self; 4] = [Self::Keep, Self::Before, Self::After, Self::Skip];

    /// As it is written by doors and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Before => "before",
            Self::After => "after",
            Self::Skip => "skip",
        }
    }

    /// What happens on a holiday, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Keep => "happens all the same",
            Self::Before => "the working day before",
            Self::After => "the working day after",
            Self::Skip => "falls away",
        }
    }
}

impl Differs {
    /// The day on which the run of a day of the rule happens; `None` if it does not.
    pub fn day_of(&self, day: Date) -> Option<Date> {
        if let Some(to) = self.moved.get(&day) {
            return Some(*to);
        }
        if self.rests_on(day) {
            return None;
        }
        self.off_holidays(day)
    }

    /// Is the operation paused on this day?
    pub fn rests_on(&self, day: Date) -> bool {
        self.paused.is_some_and(|(from, until)| day >= from && until.is_none_or(|until| day < until))
    }

    fn off_holidays(&self, day: Date) -> Option<Date> {
        if !self.holidays.contains(&day) {
            return Some(day);
        }
        let step = match self.on_holidays {
            OnHolidays::Keep => return Some(day),
            OnHolidays::Skip => return None,
            OnHolidays::Before => Date::yesterday,
            OnHolidays::After => Date::tomorrow,
        };
        let mut to = day;
        for _ in 0..SHIFT_DAYS_MAX {
            let Ok(next) = step(to) else { return Some(day) };
            to = next;
            if !self.holidays.contains(&to) && !self.is_free(to.weekday()) {
                return Some(to);
            }
        }
        Some(day)
    }

    fn is_free(&self, day: Weekday) -> bool {
        // Where nobody ever works there is no working day to go to.
        let at = usize::from(day.to_monday_zero_offset().unsigned_abs());
        self.free.get(at).copied().unwrap_or(false) && !self.free.iter().all(|free| *free)
    }
}
