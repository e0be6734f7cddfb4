//! Calibration: how true forecasts turned out, now that the work has ended.
//!
//! A range is judged by how often what came lies in it (coverage), quantiles by how far they were off (pinball loss,
//! Koenker and Bassett 1978), a chance by its squared distance from what came true (Brier 1950).

use jiff::Timestamp;
use serde::Serialize;

/// Bars of the reliability chart: chances are told apart by tenths.
pub const BINS: usize = 10;
/// Quantiles that are told, as shares.
const SHARES: [f64; 4] = [0.1, 0.5, 0.8, 0.9];
/// Of the standard normal distribution, for intervals of 95 %.
const Z: f64 = 1.959_964;
const SECONDS_PER_DAY: f64 = 86_400.0;

/// A forecast as it was shown, and when the work really ended.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Scored {
    pub made_at: Timestamp,
    /// Finishes that 10, 50, 80 and 90 % of the futures met.
    pub told: [Timestamp; 4],
    /// As it stood then.
    pub due: Option<Timestamp>,
    /// Chance of being on time, 0 to 1.
    pub on_time: Option<f64>,
    pub ended: Timestamp,
}

impl Scored {
    /// It ended in the range of four futures in five, both ends included.
    pub fn is_within(&self) -> bool {
        (self.told[0]..=self.told[3]).contains(&self.ended)
    }

    /// It ended by the day that eight futures in ten met.
    pub fn is_by_80(&self) -> bool {
        self.ended <= self.told[2]
    }

    /// Mean pinball loss of the four quantiles, in days: 0 would be a prophet.
    pub fn pinball_days(&self) -> f64 {
        let loss = |(share, told): (f64, &Timestamp)| {
            let over = days(*told, self.ended);
            (share * over).max((share - 1.0) * over)
        };
        SHARES.into_iter().zip(&self.told).map(loss).sum::<f64>() / SHARES.len() as f64
    }

    /// What was said of being on time, and whether it was.
    pub fn chance(&self) -> Option<(f64, bool)> {
        let (due, chance) = (self.due?, self.on_time?);
        Some((chance, self.ended <= due))
    }

    /// Days by which it missed the range: above zero late, below early, zero within.
    pub fn miss_days(&self) -> f64 {
        let [low, _, _, high] = self.told;
        if self.ended > high { days(high, self.ended) } else { days(low, self.ended).min(0.0) }
    }
}

fn days(from: Timestamp, to: Timestamp) -> f64 {
    to.duration_since(from).as_secs_f64() / SECONDS_PER_DAY
}

/// How true many forecasts were.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Tally {
    /// Forecasts whose work has ended.
    pub count: usize,
    /// Of these, so many ended in the range of four futures in five, and by the day that eight in ten met.
    pub within: usize,
    pub by_80: usize,
    /// Mean, in days.
    pub pinball_days: f64,
    /// Forecasts that said a chance of being on time.
    pub chances: usize,
    /// Mean squared distance of a chance from what came true: 0 is best, 0.25 is what "as likely as not" always gets.
    pub brier: f64,
    /// By tenths of the chance; empty ones are left out.
    pub bins: Vec<Bin>,
}

/// Forecasts of like chance.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Bin {
    /// Chances from here on, up to a tenth more.
    pub from: f64,
    /// Mean of the chances.
    pub called: f64,
    /// How many, and how many of them came true.
    pub count: usize,
    pub came: usize,
    /// Where the true share may well lie: the 95 % interval of Wilson 1927.
    pub low: f64,
    pub high: f64,
}

impl Bin {
    /// Share that came true.
    pub fn share(&self) -> f64 {
        self.came as f64 / self.count.max(1) as f64
    }
}

impl Tally {
    pub fn of<'s>(scored: impl IntoIterator<Item = &'s Scored>) -> Self {
        let mut tally = Self::default();
        let mut bins = [(0.0, 0, 0); BINS];
        for one in scored {
            tally.count += 1;
            tally.within += usize::from(one.is_within());
            tally.by_80 += usize::from(one.is_by_80());
            tally.pinball_days += one.pinball_days();
            if let Some((chance, came)) = one.chance() {
                tally.chances += 1;
                tally.brier += (chance - f64::from(u8::from(came))).powi(2);
                let place = ((chance.clamp(0.0, 1.0) * BINS as f64) as usize).min(BINS - 1);
                if let Some((called, count, true_ones)) = bins.get_mut(place) {
                    *called += chance;
                    *count += 1;
                    *true_ones += usize::from(came);
                }
            }
        }
        tally.pinball_days /= tally.count.max(1) as f64;
        tally.brier /= tally.chances.max(1) as f64;
        let bins = bins.into_iter().enumerate().filter(|(_, (_, count, _))| *count > 0);
        tally.bins = bins.map(|(place, bin)| self::bin(place, bin)).collect();
        tally
    }

    /// Share that ended by the day that eight futures in ten met; `None` of nothing.
    pub fn share_by_80(&self) -> Option<f64> {
        (self.count > 0).then(|| self.by_80 as f64 / self.count as f64)
    }

    /// Share that ended in the range of four futures in five.
    pub fn share_within(&self) -> Option<f64> {
        (self.count > 0).then(|| self.within as f64 / self.count as f64)
    }
}

fn bin(place: usize, (called, count, came): (f64, usize, usize)) -> Bin {
    let (n, p) = (count as f64, came as f64 / count as f64);
    let middle = (p + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n);
    let half = Z / (1.0 + Z * Z / n) * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    Bin {
        from: place as f64 / BINS as f64,
        called: called / n,
        count,
        came,
        low: (middle - half).max(0.0),
        high: (middle + half).min(1.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan;
    use righthand_planner::random::{Sequence, unit};

    fn scored(ended_days: i64, on_time: f64) -> Scored {
        let made_at: Timestamp = "2026-11-24T09:00:00Z".parse().unwrap();
        let at = |days: i64| made_at + (24 * days).hours();
        Scored { made_at, told: [2, 4, 6, 8].map(at), due: Some(at(6)), on_time: Some(on_time), ended: at(ended_days) }
    }

    #[test]
    fn a_range_holds_what_ends_in_it_with_both_ends() {
        let within = |days| scored(days, 0.8).is_within();
        assert!(within(2) && within(8) && !within(1) && !within(9));
        assert!(scored(6, 0.8).is_by_80() && !scored(7, 0.8).is_by_80());
        assert_eq!([1, 5, 10].map(|days| scored(days, 0.8).miss_days()), [-1.0, 0.0, 2.0]);
    }

    #[test]
    fn pinball_loss_weighs_late_and_early_by_the_share_that_was_told() {
        // At day 4: two after p10 (0.1 each), none, two before p80 (0.2 each), four before p90 (0.1 each).
        assert!((scored(4, 0.8).pinball_days() - (0.2 + 0.0 + 0.4 + 0.4) / 4.0).abs() < 1e-9);
        assert!(scored(20, 0.8).pinball_days() > scored(9, 0.8).pinball_days());
    }

    #[test]
    fn brier_is_nothing_for_a_prophet_and_a_quarter_for_who_never_knows() {
        let prophet = Tally::of(&[scored(3, 1.0), scored(9, 0.0)]);
        let unsure = Tally::of(&[scored(3, 0.5), scored(9, 0.5)]);
        assert_eq!((prophet.brier, unsure.brier, unsure.bins.len()), (0.0, 0.25, 1));
        assert_eq!((unsure.bins[0].count, unsure.bins[0].came), (2, 1));
        assert_eq!(Tally::of(&[]).share_by_80(), None);
    }

    /// Whoever says true chances is found to say them: each bin's interval holds what was called.
    #[test]
    fn true_chances_are_found_true() {
        let mut random = Sequence::new(1);
        let all: Vec<Scored> = (0..20_000)
            .map(|_| {
                let chance = unit(random.bits());
                scored(if unit(random.bits()) < chance { 5 } else { 7 }, chance)
            })
            .collect();
        let tally = Tally::of(&all);
        assert_eq!(tally.bins.len(), BINS);
        for bin in &tally.bins {
            assert!(
                (bin.share() - bin.called).abs() < 0.05 && bin.low <= bin.share() && bin.share() <= bin.high,
                "{bin:?}"
            );
        }
        // Of uniform chances p (1 - p) on average, which is a sixth.
        assert!((tally.brier - 1.0 / 6.0).abs() < 0.01, "{}", tally.brier);
    }
}
