//! Effort: a number with a spread, drawn by its quantiles.
//!
//! Three values are a PERT distribution (Malcolm et al. 1959) in the form with shape 4: a beta distribution between the
//! least and the most with alpha = 1 + 4 (likely - least) / (most - least), and alpha + beta = 6.

use std::collections::HashMap;
use std::sync::Arc;

use crate::problem::{MINUTE_MAX, Minute};

/// Cells of a quantile table; between two quantiles it is linear. The mean is then right to a hundred-thousandth.
const CELLS: usize = 1024;
/// Places of the peak between least and most that are told apart: equal shapes differ by rounding alone.
const PEAKS: f64 = 1e9;
/// Steps of the numerical integration.
const STEPS: usize = 2048;

/// How an effort is spread, in minutes.
#[derive(Debug, Clone, PartialEq)]
pub enum Spread {
    Certain(Minute),
    Pert {
        least: f64,
        likely: f64,
        most: f64,
    },
    /// As many times `estimate` as past work says.
    Learnt {
        estimate: f64,
        factors: Factors,
    },
}

/// Factors at equal steps of chance, never less at a higher one; cheap to clone.
#[derive(Debug, Clone, PartialEq)]
pub struct Factors(Arc<[f64]>);

impl Factors {
    /// `at` gives the factors at shares from 0 to 1 that come in order, as many as are asked for. What has no sense
    /// counts as one.
    pub fn of(at: impl FnOnce(&mut dyn Iterator<Item = f64>) -> Vec<f64>) -> Self {
        let mut factors = at(&mut (0..=CELLS).map(|cell| cell as f64 / CELLS as f64));
        factors.resize(CELLS + 1, factors.last().copied().unwrap_or(1.0));
        let sound = |factor: f64| if factor.is_finite() && factor >= 0.0 { factor } else { 1.0 };
        Self(factors.into_iter().map(sound).collect())
    }

    /// The factor at a share of 0 to 1.
    pub fn at(&self, share: f64) -> f64 {
        let cell = (share.clamp(0.0, 1.0) * CELLS as f64).round() as usize;
        self.0.get(cell).copied().unwrap_or(1.0)
    }
}

/// Quantiles of a spread, ready to draw from.
#[derive(Debug, Clone)]
pub struct Table {
    least: f64,
    width: f64,
    /// Of the unit distribution, at 0, 1/CELLS, … 1; shared by all of one shape, empty where there is no spread.
    quantiles: Arc<[f64]>,
}

impl Table {
    pub fn of(spread: &Spread) -> Self {
        Self::all(std::iter::once(spread)).pop().unwrap_or_else(|| Self::certain(0.0))
    }

    /// Tables of many spreads. Those of one shape (all numbers alone, usually) share their quantiles, which then stay
    /// in the processor's cache.
    pub fn all<'s>(spreads: impl Iterator<Item = &'s Spread>) -> Vec<Self> {
        let mut shapes: HashMap<u64, Arc<[f64]>> = HashMap::new();
        let table = |spread: &Spread| match spread {
            Spread::Certain(minutes) => Self::certain(*minutes as f64),
            Spread::Learnt { estimate, factors } => Self { least: 0.0, width: *estimate, quantiles: factors.0.clone() },
            &Spread::Pert { least, likely, most } => {
                let width = most - least;
                // A width without sense (or without any) is certainty.
                if !(width > 0.0 && width.is_finite()) {
                    return Self::certain(likely);
                }
                let peak = (((likely - least) / width).clamp(0.0, 1.0) * PEAKS).round() / PEAKS;
                let quantiles = shapes.entry(peak.to_bits()).or_insert_with(|| beta_quantiles(1.0 + 4.0 * peak).into());
                Self { least, width, quantiles: quantiles.clone() }
            }
        };
        spreads.map(table).collect()
    }

    fn certain(minutes: f64) -> Self {
        Self { least: minutes, width: 0.0, quantiles: Arc::new([]) }
    }

    /// The effort at quantile `u` of 0 to 1, to the nearest minute.
    pub fn at(&self, u: f64) -> Minute {
        let unit = if self.quantiles.is_empty() {
            0.0
        } else {
            let place = u.clamp(0.0, 1.0) * CELLS as f64;
            let cell = (place as usize).min(CELLS - 1);
            let (low, high) = (self.quantiles[cell], self.quantiles[cell + 1]);
            low + (high - low) * (place - cell as f64)
        };
        // Half a minute more and cut off: to the nearest, as nothing here is negative.
        ((self.least + self.width * unit + 0.5) as Minute).clamp(0, MINUTE_MAX)
    }
}

/// Quantiles of the beta distribution with `alpha` from 1 to 5 and alpha + beta = 6.
fn beta_quantiles(alpha: f64) -> Vec<f64> {
    let beta = 6.0 - alpha;
    let density = |x: f64| x.powf(alpha - 1.0) * (1.0 - x).powf(beta - 1.0);
    let step = 1.0 / STEPS as f64;
    let mut cumulated = Vec::with_capacity(STEPS + 1);
    let mut sum = 0.0;
    cumulated.push(0.0);
    let mut before = density(0.0);
    for i in 1..=STEPS {
        let (middle, after) = (density((i as f64 - 0.5) * step), density(i as f64 * step));
        // Simpson's rule on each step.
        sum += (before + 4.0 * middle + after) * step / 6.0;
        cumulated.push(sum);
        before = after;
    }
    let mut quantiles = Vec::with_capacity(CELLS + 1);
    let mut i = 0;
    for cell in 0..=CELLS {
        let wanted = sum * cell as f64 / CELLS as f64;
        while i + 1 < STEPS && cumulated[i + 1] < wanted {
            i += 1;
        }
        let (low, high) = (cumulated[i], cumulated[i + 1]);
        let part = if high > low { ((wanted - low) / (high - low)).clamp(0.0, 1.0) } else { 0.0 };
        quantiles.push((i as f64 + part) * step);
    }
    quantiles
}
