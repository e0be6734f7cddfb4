//! Blend: a distribution of weighted values.

/// Values with weights.
#[derive(Debug, Default)]
pub(super) struct Blend {
    values: Vec<(f64, f64)>,
    weight: f64,
}

impl Blend {
    pub(super) fn add(&mut self, value: f64, weight: f64) {
        self.values.push((value, weight));
        self.weight += weight;
    }

    /// The least values at or below which such shares of the weight lie; `wanted` is in order.
    pub(super) fn quantiles<const N: usize>(self, wanted: [f64; N]) -> [f64; N] {
        let mut values = self.at(wanted.into_iter());
        wanted.map(|_| values.next().unwrap_or(0.0))
    }

    /// The same for any number of shares.
    pub(super) fn at(mut self, wanted: impl Iterator<Item = f64>) -> impl Iterator<Item = f64> {
        self.values.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        let mut below = 0.0;
        let mut at = 0;
        wanted.map(move |share| {
            while let Some(&(value, weight)) = self.values.get(at) {
                if below + weight >= share * self.weight || at + 1 == self.values.len() {
                    return value;
                }
                below += weight;
                at += 1;
            }
            0.0
        })
    }
}
