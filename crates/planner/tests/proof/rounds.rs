//! Rounds: a target is given one seed after the other, a few by default and for a time by `bin/fuzz SECONDS`.
//!
//! A failure tells the seed that makes it again. Whoever goes on for ever is told, too, instead of being waited for.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// A round takes milliseconds: after this long it would never have ended.
const STUCK: Duration = Duration::from_secs(120);

/// Plays `few` rounds of `target`, or as many as RIGHTHAND_FUZZ_SECONDS hold, from RIGHTHAND_FUZZ_SEED on.
pub(crate) fn play(name: &'static str, few: u64, target: fn(u64)) {
    let said = |name| std::env::var(name).ok().map(|text| text.parse::<u64>().unwrap());
    let first = said("RIGHTHAND_FUZZ_SEED").unwrap_or(1);
    let seconds = said("RIGHTHAND_FUZZ_SECONDS");
    let (tell, told) = channel();
    let rounds = std::thread::spawn(move || {
        let began = Instant::now();
        for seed in first.. {
            let over = match seconds {
                Some(seconds) => began.elapsed() >= Duration::from_secs(seconds),
                None => seed >= first + few,
            };
            if over || tell.send(seed).is_err() {
                return;
            }
            target(seed);
        }
    });
    let mut last = first;
    loop {
        match told.recv_timeout(STUCK) {
            Ok(seed) => last = seed,
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => panic!("{name} goes on for ever: RIGHTHAND_FUZZ_SEED={last}"),
        }
    }
    assert!(rounds.join().is_ok(), "{name} fails: RIGHTHAND_FUZZ_SEED={last}");
    println!("{name}: {} rounds held", last + 1 - first);
}
