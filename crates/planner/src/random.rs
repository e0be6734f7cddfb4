//! Random numbers by counting: a draw depends on its name alone, never on what was drawn before it.
//!
//! Mixing is the finaliser of SplitMix64 (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number generators").

/// The golden ratio in 64 bits: consecutive counters land far apart.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// Spreads every bit of `x` over all bits.
pub fn mix(x: u64) -> u64 {
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// The number for a seed, a future, an id and a purpose: uniform over all 64 bits.
pub fn draw(seed: u64, future: u64, id: u64, purpose: u64) -> u64 {
    joined(of_future(seed, future, purpose), of_id(id))
}

/// The part of a [`draw`] that all ids share.
pub(crate) fn of_future(seed: u64, future: u64, purpose: u64) -> u64 {
    mix(mix(seed.wrapping_add(STEP)) ^ future.wrapping_mul(STEP).wrapping_add(purpose))
}

/// The part of a [`draw`] that all futures share.
pub(crate) fn of_id(id: u64) -> u64 {
    mix(id.wrapping_add(STEP))
}

/// A [`draw`] from its two parts.
pub(crate) fn joined(of_future: u64, of_id: u64) -> u64 {
    mix(of_future ^ of_id)
}

/// As a number in the open interval from 0 to 1.
pub fn unit(bits: u64) -> f64 {
    // 52 bits and a half step: neither 0 nor 1 can come out.
    ((bits >> 12) as f64 + 0.5) / (1_u64 << 52) as f64
}

/// An id for a name, the same on every machine (FNV-1a, 64 bits).
pub fn id_of(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// A sequence for searches, where only the order matters.
#[derive(Debug, Clone)]
pub struct Sequence(u64);

impl Sequence {
    pub fn new(seed: u64) -> Self {
        Self(mix(seed.wrapping_add(STEP)))
    }

    /// The next number.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        mix(self.0)
    }

    /// Below `bound`; 0 where that is 0. The bias of the multiplication is below 2^-32 for the lengths used here.
    pub fn below(&mut self, bound: usize) -> usize {
        let high = (u128::from(self.bits()) * bound as u128) >> 64;
        usize::try_from(high).unwrap_or(0)
    }

    /// True in `percent` of a hundred.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}
