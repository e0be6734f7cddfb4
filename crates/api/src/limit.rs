//! How often one token may ask, so that a script in a circle does not take the desk from everybody else.

use std::num::NonZeroU32;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use righthand_desk::sign_in::TokenHolder;
use righthand_domain::ids::{BusinessId, UserId};

use crate::problem::{Problem, TOO_MANY};

/// Requests a second that a token may go on with: more than any person or import needs, a tenth of what one node serves.
const PER_SECOND: NonZeroU32 = NonZeroU32::new(100).unwrap();
/// Requests at once before that counts.
const BURST: NonZeroU32 = NonZeroU32::new(1_000).unwrap();
/// Callers remembered before those that have been quiet are forgotten; one costs about 100 bytes.
const CALLERS_MAX: usize = 10_000;

/// Counts requests by user and business.
pub(crate) struct Limit(DefaultKeyedRateLimiter<(UserId, BusinessId)>);

impl Default for Limit {
    fn default() -> Self {
        Self(RateLimiter::keyed(Quota::per_second(PER_SECOND).allow_burst(BURST)))
    }
}

impl Limit {
    /// Counts a request, or says when to come back.
    pub(crate) fn count(&self, holder: &TokenHolder) -> Result<(), Problem> {
        if self.0.len() > CALLERS_MAX {
            self.0.retain_recent();
            self.0.shrink_to_fit();
        }
        self.0.check_key(&(holder.user, holder.business)).map_err(|early| {
            let seconds = early.wait_time_from(DefaultClock::default().now()).as_secs() + 1;
            Problem::new(&TOO_MANY, format!("A token may ask {PER_SECOND} times a second. Come back in {seconds} s."))
                .after(seconds)
        })
    }
}
