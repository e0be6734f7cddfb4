//! The contract's six businesses are answered as experienced people would answer them, and so are their neighbours.

use righthand_planner::random::{Sequence, unit};
use serde_json::Value;

use crate::support::{EXAMPLES, advised, example, quick, roles};

/// Neighbours of each example that are drawn; `RIGHTHAND_VARIANTS=200` draws as many as the share is told from.
const VARIANTS: u64 = 6;
/// Share of the neighbours that must keep an accepted answer.
const SHARE_MIN: f64 = 0.97;

#[test]
fn the_six_examples_are_answered_as_given() {
    for name in EXAMPLES {
        let Some((business, accept)) = example(name) else { return };
        let advice = advised(&business, 2_000, false);
        assert!(accept.contains(&roles(&advice)), "{name}: {}", advice.answer.sentence);
    }
}

#[test]
fn neighbours_of_the_examples_keep_the_answer_and_each_that_does_not_lies_beside_a_flip() {
    let variants = std::env::var("RIGHTHAND_VARIANTS").ok().and_then(|text| text.parse().ok()).unwrap_or(VARIANTS);
    let (mut kept_of_all, mut all) = (0, 0);
    for name in EXAMPLES {
        let Some((business, accept)) = example(name) else { return };
        let mut kept = 0;
        for seed in 0..variants {
            let mut neighbour = business.clone();
            vary(&mut neighbour, &mut Sequence::new(seed));
            if accept.contains(&roles(&quick(&neighbour))) {
                kept += 1;
                continue;
            }
            let told = advised(&neighbour, 300, true);
            let beside = told.flips.iter().any(|flip| accept.contains(&flip.answer));
            assert!(
                beside,
                "{name}, neighbour {seed}: {} and no flip leads back: {:?}",
                told.answer.sentence, told.flips
            );
        }
        eprintln!("{name}: {kept} of {variants} neighbours keep the answer");
        kept_of_all += kept;
        all += variants;
    }
    assert!(kept_of_all as f64 >= SHARE_MIN * all as f64, "{kept_of_all} of {all}");
}

/// Each number by a factor of its own between four fifths and five fourths.
fn vary(value: &mut Value, random: &mut Sequence) {
    match value {
        Value::Number(number) => {
            let factor = 0.8 + 0.45 * unit(random.bits());
            let varied = number.as_f64().unwrap_or_default() * factor;
            *value = serde_json::json!(varied);
        }
        Value::Array(all) => all.iter_mut().for_each(|value| vary(value, random)),
        Value::Object(fields) => {
            fields.values_mut().for_each(|value| vary(value, random));
            in_order(fields);
        }
        _ => {}
    }
}

/// The three values of an effort stay in order of size.
fn in_order(fields: &mut serde_json::Map<String, Value>) {
    const THREE: [&str; 3] = ["optimistic", "most_likely", "pessimistic"];
    let mut values: Vec<f64> = THREE.iter().filter_map(|name| fields.get(*name)?.as_f64()).collect();
    if values.len() == THREE.len() {
        values.sort_by(f64::total_cmp);
        for (name, value) in THREE.iter().zip(values) {
            fields.insert((*name).to_owned(), serde_json::json!(value));
        }
    }
}
