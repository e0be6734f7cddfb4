//! R12: wherever a project's finish is shown, so is its chance of being on time.

use serde::{Deserialize, Serialize};

/// Above this share of guessed efforts a chance would pretend to knowledge that nobody has.
pub const GUESSED_SHARE_MAX: f64 = 0.25;

/// The chance that stands beside a date. There is no way to have a date without one of these.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Chance {
    /// Share of futures in which it is finished by its due: 0.0 to 1.0.
    OnTime(f64),
    /// Too many efforts are guesses.
    NotYet { guessed: usize, open: usize },
    /// Some of its work cannot be placed: it cannot be on time as things are.
    Unplaced { tasks: usize },
    /// All its work is done, or it has none.
    NothingOpen,
    /// The forecast of the latest change is still being made.
    Counting,
}

/// What is known of a project's open leaves.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Known {
    pub open: usize,
    pub guessed: usize,
    pub unplaced: usize,
    /// From the forecast, where there is one.
    pub on_time: Option<f64>,
}

/// The chance to be shown.
pub fn judge(known: Known) -> Chance {
    if known.open == 0 {
        return Chance::NothingOpen;
    }
    if known.unplaced > 0 {
        return Chance::Unplaced { tasks: known.unplaced };
    }
    if known.guessed as f64 > known.open as f64 * GUESSED_SHARE_MAX {
        return Chance::NotYet { guessed: known.guessed, open: known.open };
    }
    known.on_time.map_or(Chance::Counting, Chance::OnTime)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r12_no_chance_is_shown_before_enough_is_known() {
        let known = Known { open: 40, guessed: 31, unplaced: 0, on_time: Some(0.9) };
        assert_eq!(judge(known), Chance::NotYet { guessed: 31, open: 40 });
        assert_eq!(judge(Known { guessed: 10, ..known }), Chance::OnTime(0.9));
    }

    #[test]
    fn r12_a_project_with_unplaced_work_says_so_instead_of_a_number() {
        assert_eq!(
            judge(Known { open: 5, unplaced: 2, guessed: 0, on_time: Some(0.0) }),
            Chance::Unplaced { tasks: 2 }
        );
    }

    #[test]
    fn r12_while_the_forecast_is_made_the_chance_is_being_counted() {
        assert_eq!(judge(Known { open: 5, ..Known::default() }), Chance::Counting);
        assert_eq!(judge(Known::default()), Chance::NothingOpen);
    }
}
