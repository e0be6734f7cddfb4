//! Sure: in how many of the plausible worlds the answer stays.
//!
//! A world draws every assumption, and every rate, value and duty's hours, by a factor of its own between four fifths and
//! five fourths, and every chance within what so many futures can say of it.

use righthand_domain::snapshot::Snapshot;
use righthand_planner::random::{Sequence, unit};

use crate::answer::{Ask, Judged};
use crate::chances::Chances;
use crate::flips::again;
use crate::inputs::inputs;

/// Worlds that are drawn.
const WORLDS: u32 = 100;
/// The narrowest and the widest factor.
const LOW: f64 = 0.8;
const HIGH: f64 = 1.25;

/// Share of the worlds in which the same people are hired, 0 to 1.
pub(crate) fn share(snapshot: &Snapshot, ask: &Ask, judged: &Judged) -> f64 {
    let names = judged.names();
    let inputs = inputs(snapshot, &ask.assumptions);
    let mut stays = 0_u32;
    for world in 0..WORLDS {
        let mut random = Sequence::new(ask.seed.wrapping_mul(0x9E37_79B9).wrapping_add(u64::from(world)));
        let mut factor = || LOW * (HIGH / LOW).powf(unit(random.bits()));
        let mut changed = snapshot.clone();
        for input in &inputs {
            if let Some(from) = input.from {
                input.set(&mut changed, (from * factor()).clamp(input.least(), input.max));
            }
        }
        let mut assumptions = ask.assumptions.clone();
        for of in ask.assumptions.all() {
            // A value beyond its range stays as it is.
            let _ = assumptions.set(&of.key, of.value * factor());
        }
        // Futures are the same in all scenarios: what they say too much of one they say too much of all.
        let luck: Vec<f64> = snapshot.projects.iter().map(|_| factor()).collect();
        let chances = judged.chances.iter().map(|of| within(of, &luck)).collect();
        let unsure = Judged { chances, ..judged.clone() };
        let asked = Ask { assumptions, ..ask.clone() };
        if again(&changed, &asked.assumptions, &asked, &unsure).names() == names {
            stays += 1;
        }
    }
    f64::from(stays) / f64::from(WORLDS)
}

/// Each chance moved by up to two standard errors of its futures.
fn within(chances: &Chances, luck: &[f64]) -> Chances {
    let futures = f64::from(chances.futures.max(1));
    let moved = |chance: f64, factor: f64| {
        let error = (chance * (1.0 - chance) / futures).sqrt();
        // The factor's logarithm lies between -0.22 and 0.22, evenly.
        (chance + error * factor.ln() * 9.0).clamp(0.0, 1.0)
    };
    let projects = chances.projects.iter().zip(luck).map(|(chance, luck)| chance.map(|chance| moved(chance, *luck)));
    Chances { projects: projects.collect(), ..chances.clone() }
}
