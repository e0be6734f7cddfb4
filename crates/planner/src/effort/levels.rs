//! Levels: at which quantile of past work a share of future work really is.
//!
//! Half of all work takes exactly what was estimated. A quantile that falls into such a heap covers all of it, so that
//! ranges with their ends included cover more than they say. What was forecast is therefore held against what came, and
//! the levels follow slowly (adaptive conformal inference; Gibbs and Candès 2021, NeurIPS 34).

/// Shares that are held against what came; the middle stays.
const KNOWN: [f64; 3] = [0.1, 0.8, 0.9];
/// How far one forecast moves a level.
const STEP: f64 = 0.004;
/// No level leaves its share by more than this: that would be another forecast.
const APART_MAX: f64 = 0.05;

/// The levels of the known shares.
#[derive(Debug, Clone)]
pub(super) struct Levels([f64; 3]);

impl Default for Levels {
    fn default() -> Self {
        Self(KNOWN)
    }
}

impl Levels {
    pub(super) fn known(&self) -> [f64; 3] {
        self.0
    }

    /// `told` are the values at the known levels, `came` is what it was.
    pub(super) fn learn(&mut self, told: [f64; 3], came: f64) {
        for ((level, share), told) in self.0.iter_mut().zip(KNOWN).zip(told) {
            // Below the middle the end belongs to the range above it, above the middle to the range below it.
            let below = if share < 0.5 { came < told - f64::EPSILON } else { came <= told + f64::EPSILON };
            let moved = *level + STEP * (share - f64::from(u8::from(below)));
            *level = moved.clamp(share - APART_MAX, share + APART_MAX);
        }
    }

    /// The level of any share, on straight lines between the known ones.
    pub(super) fn level(&self, share: f64) -> f64 {
        let [tenth, eighth, ninth] = self.0;
        let knots = [(0.0, 0.0), (0.1, tenth), (0.5, 0.5), (0.8, eighth), (0.9, ninth), (1.0, 1.0)];
        for pair in knots.windows(2) {
            let ((from, low), (to, high)) = (pair[0], pair[1]);
            if share <= to {
                return low + (high - low) * ((share - from) / (to - from)).clamp(0.0, 1.0);
            }
        }
        1.0
    }
}
