//! Figures: what is said of many measurements of one thing.

use std::time::{Duration, Instant};

/// Durations of the same work, in order.
pub(super) struct Figures(Vec<Duration>);

impl Figures {
    pub(super) fn of(mut durations: Vec<Duration>) -> Self {
        durations.sort_unstable();
        Self(durations)
    }

    /// Does `work` so many times. What it does before it answers with its own duration is not counted.
    pub(super) fn measure(times: usize, mut work: impl FnMut() -> anyhow::Result<Duration>) -> anyhow::Result<Self> {
        (0..times).map(|_| work()).collect::<anyhow::Result<Vec<_>>>().map(Self::of)
    }

    pub(super) fn median(&self) -> Duration {
        self.at(50)
    }

    /// The duration that nine in ten stay below.
    pub(super) fn p90(&self) -> Duration {
        self.at(90)
    }

    pub(super) fn count(&self) -> usize {
        self.0.len()
    }

    fn at(&self, percent: usize) -> Duration {
        let index = self.0.len().saturating_sub(1) * percent / 100;
        self.0.get(index).copied().unwrap_or_default()
    }
}

/// How long it took, and what came of it.
pub(super) fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let began = Instant::now();
    let made = work();
    (began.elapsed(), made)
}

/// The processor's time that doing it so many times took this process, all threads together, for once of them. By the
/// clock where the system does not tell; it counts in hundredths of a second, so do it often.
pub(super) fn on_processor(times: usize, mut work: impl FnMut()) -> Duration {
    let before = processor_time();
    let (by_clock, ()) = timed(|| (0..times).for_each(|_| work()));
    let took = before.and_then(|before| processor_time()?.checked_sub(before)).unwrap_or(by_clock);
    took / u32::try_from(times).unwrap_or(u32::MAX).max(1)
}

/// Fields 14 and 15 of the process's line, in ticks of a hundredth of a second (proc(5)).
fn processor_time() -> Option<Duration> {
    let line = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The name, in brackets, may hold anything.
    let mut fields = line.rsplit(')').next()?.split_whitespace().skip(11);
    let mut ticks = || fields.next()?.parse::<u64>().ok();
    Some(Duration::from_millis(10 * (ticks()? + ticks()?)))
}

/// `1.23 ms`: three digits that count.
pub(super) fn milliseconds(duration: Duration) -> String {
    let ms = duration.as_secs_f64() * 1e3;
    let digits = if ms >= 100.0 {
        0
    } else if ms >= 10.0 {
        1
    } else {
        2
    };
    format!("{ms:.digits$} ms")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_one_and_nothing_measured_is_zero() {
        let figures = Figures::of([5, 1, 3].map(Duration::from_millis).to_vec());
        assert_eq!(figures.median(), Duration::from_millis(3));
        assert_eq!(Figures::of(Vec::new()).median(), Duration::ZERO);
    }
}
