//! The clock: the one place that asks the system what time it is.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};

/// Tells the present moment. The demonstration's runs apart from the system's; a test's is moved by hand.
#[derive(Debug, Clone)]
pub struct Clock(Kind);

#[derive(Debug, Clone)]
enum Kind {
    /// The system's, so much ahead.
    System { ahead: SignedDuration },
    /// Milliseconds since 1970, standing still until moved.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// The system's clock.
    pub fn system() -> Self {
        Self(Kind::System { ahead: SignedDuration::ZERO })
    }

    /// A clock that starts at `at` and goes on from there.
    pub fn starting_at(at: Timestamp) -> Self {
        Self(Kind::System { ahead: at.duration_since(system_now()) })
    }

    /// A clock that stands still at `at` until it is moved.
    pub fn fixed(at: Timestamp) -> Self {
        Self(Kind::Fixed(Arc::new(AtomicI64::new(at.as_millisecond()))))
    }

    /// The present moment, to the millisecond, as it is kept in the database.
    pub fn now(&self) -> Timestamp {
        let now = match &self.0 {
            Kind::System { ahead } => system_now().saturating_add(*ahead).unwrap_or(Timestamp::MAX),
            Kind::Fixed(at) => {
                return Timestamp::from_millisecond(at.load(Ordering::SeqCst)).unwrap_or(Timestamp::UNIX_EPOCH);
            }
        };
        Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
    }

    /// Moves a fixed clock on; the system's goes by itself.
    pub fn pass(&self, time: SignedDuration) {
        if let Kind::Fixed(at) = &self.0 {
            at.fetch_add(i64::try_from(time.as_millis()).unwrap_or(i64::MAX), Ordering::SeqCst);
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the clock")]
fn system_now() -> Timestamp {
    Timestamp::now()
}
