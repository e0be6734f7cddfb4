//! Fingerprint: one number for all that a plan is made from, so that a plan made again from the same can stand.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use righthand_planner::problem::Minute;
use righthand_planner::random::mix;
use righthand_planner::{Activity, Calendar, Dated, Group};

/// Mixes numbers one after the other; the same on every machine, which the library's own hashers do not promise.
struct Mixer(u64);

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = mix(self.0.rotate_left(7) ^ number);
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(u64::from(number));
    }

    fn write_i64(&mut self, number: i64) {
        self.write_u64(number.cast_unsigned());
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }
}

/// Of the present, people's working time, the work, and what is to be met. An earlier plan is not looked at.
pub(super) fn of(
    now: Minute,
    people: &[Arc<Calendar>],
    activities: &[Activity],
    groups: &[Group],
    dated: &[Dated],
) -> u64 {
    let mut mixer = Mixer(1);
    now.hash(&mut mixer);
    for person in people {
        person.windows().len().hash(&mut mixer);
        person.windows().iter().for_each(|window| (window.start, window.end).hash(&mut mixer));
    }
    for activity in activities {
        let Activity { id, effort, people, release, links, group, due, soft_due, pinned, earlier: _ } = activity;
        (id, effort, people, release, links, group, due, soft_due, pinned).hash(&mut mixer);
    }
    for group in groups {
        (group.due, group.due_rest.to_bits(), group.weight.to_bits()).hash(&mut mixer);
    }
    for dated in dated {
        (&dated.activities, dated.due, dated.due_rest.to_bits(), dated.weight.to_bits()).hash(&mut mixer);
    }
    mixer.finish()
}
