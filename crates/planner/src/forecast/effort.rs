//! Effort: a number with a spread, drawn by its quantiles.
//!
//! Three values are a PERT distribution (Malcolm et al. 1959) in the form with shape 4: a beta distribution between the
//! least and the most with alpha = 1 + 4 (likely - least) / (most - least), and alpha + beta = 6.

use crate::problem::{MINUTE_MAX, Minute};

/// Cells of a quantile table; between two quantiles it is linear. The mean is then right to a hundred-thousandth.
const CELLS: usize = 1024;
/// Steps of the numerical integration.
const STEPS: usize = 2048;

/// How an effort is spread, in minutes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Spread {
    Certain(Minute),
    Pert { least: f64, likely: f64, most: f64 },
}

/// Quantiles of a spread, ready to draw from.
#[derive(Debug, Clone)]
pub struct Table {
    least: f64,
    width: f64,
    /// Of the unit distribution, at 0, 1/CELLS, … 1; empty where there is no spread.
    quantiles: Vec<f64>,
}

impl Table {
    pub fn of(spread: &Spread) -> Self {
        match *spread {
            Spread::Certain(minutes) => Self { least: minutes as f64, width: 0.0, quantiles: Vec::new() },
            Spread::Pert { least, likely, most } => {
                let width = most - least;
                // A width without sense (or without any) is certainty.
                if !(width > 0.0 && width.is_finite()) {
                    return Self { least: likely, width: 0.0, quantiles: Vec::new() };
                }
                let alpha = 1.0 + 4.0 * ((likely - least) / width).clamp(0.0, 1.0);
                Self { least, width, quantiles: beta_quantiles(alpha) }
            }
        }
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
        ((self.least + self.width * unit).round() as Minute).clamp(0, MINUTE_MAX)
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
