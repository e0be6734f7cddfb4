//! Finishes: at which minute something ends in each future, sorted.

use crate::problem::Minute;

/// Bits that one pass of the sort looks at.
const DIGIT: u32 = 11;

/// Sorted finishes of all futures; small, as there are as many as futures times activities.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Finishes {
    now: Minute,
    /// Minutes from now; [`u32::MAX`] where a future did not finish it.
    after: Vec<u32>,
}

impl Finishes {
    pub(super) fn new(now: Minute, mut after: Vec<u32>) -> Self {
        sort(&mut after);
        Self { now, after }
    }

    pub fn is_empty(&self) -> bool {
        self.after.is_empty()
    }

    /// All of them, in order; [`Minute::MAX`] where a future did not finish it.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Minute> + '_ {
        self.after.iter().map(|after| self.minute(*after))
    }

    /// The least minute at or below which a share `p` of them lie; `None` where there are none.
    pub fn quantile(&self, p: f64) -> Option<Minute> {
        let rank = (p * self.after.len() as f64 - 1e-9).ceil().max(1.0) as usize;
        let after = self.after.get(rank.min(self.after.len()).checked_sub(1)?)?;
        Some(self.minute(*after))
    }

    /// Share of them at or before a minute, 0 to 1; 0 where there are none.
    pub fn share_by(&self, minute: Minute) -> f64 {
        let by = self.after.partition_point(|after| self.minute(*after) <= minute);
        by as f64 / self.after.len().max(1) as f64
    }

    fn minute(&self, after: u32) -> Minute {
        if after == u32::MAX { Minute::MAX } else { self.now + Minute::from(after) }
    }
}

/// As minutes from now, [`u32::MAX`] for what never comes (or after eight thousand years).
pub(super) fn after(now: Minute, finish: Minute) -> u32 {
    u32::try_from(finish.saturating_sub(now).max(0)).unwrap_or(u32::MAX)
}

/// Sorts by counting digits (Knuth, TAOCP 3, 5.2.5): finishes of one activity lie close together, so two digits do.
fn sort(all: &mut Vec<u32>) {
    let (Some(&least), Some(&most)) = (all.iter().min(), all.iter().max()) else { return };
    let mut other = vec![0; all.len()];
    let mut shift = 0;
    while shift < u32::BITS && (most - least) >> shift > 0 {
        let digit = |value: u32| (((value - least) >> shift) & ((1 << DIGIT) - 1)) as usize;
        let mut places = [0_u32; 1 << DIGIT];
        all.iter().for_each(|value| places[digit(*value)] += 1);
        let mut sum = 0;
        for place in &mut places {
            sum += std::mem::replace(place, sum);
        }
        for &value in all.iter() {
            let place = &mut places[digit(value)];
            other[*place as usize] = value;
            *place += 1;
        }
        std::mem::swap(all, &mut other);
        shift += DIGIT;
    }
}
