//! Absences: days on which somebody is not there, and nobody knew.
//!
//! They come at random (a Poisson process) along a person's working time, and take as much of it as one of those that
//! are known took. So a piece of work is interrupted the more often the longer it is, whoever is away gets back to it,
//! and what they were to do afterwards moves with it. Away while nothing was to do delays nobody.

use crate::problem::Minute;
use crate::random::{draw, joined, unit};

/// Absences in one piece of work at most: more is a person who is gone, which a plan must know.
const EACH_MAX: u64 = 8;

/// How often somebody is away without notice, and for how long.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Absences {
    /// Expected number in a minute of their working time.
    pub rate: f64,
    /// Minutes of their working time that absences took; each is as likely to come again.
    pub lengths: Vec<Minute>,
}

impl Absences {
    /// They are never away without notice, as far as is known.
    pub(super) fn are_none(&self) -> bool {
        self.lengths.is_empty() || !(self.rate > 0.0 && self.rate.is_finite())
    }

    /// Minutes that are lost in `work` minutes; `bits` are one future's and one activity's.
    pub(super) fn lost(&self, work: Minute, bits: u64) -> Minute {
        let mean = self.rate * work as f64;
        let u = unit(bits);
        // Mostly nothing happens, and that takes no exponential: e^-x is never below 1 - x.
        if u <= 1.0 - mean {
            return 0;
        }
        let mut lost = 0;
        let (mut chance, mut sum) = ((-mean).exp(), 0.0);
        for number in 1..=EACH_MAX {
            sum += chance;
            if u <= sum {
                break;
            }
            chance *= mean / number as f64;
            let pick = (unit(joined(bits, draw(number, 0, 0, 0))) * self.lengths.len() as f64) as usize;
            lost = self.lengths.get(pick).copied().unwrap_or(0).max(0).saturating_add(lost);
        }
        lost
    }
}
