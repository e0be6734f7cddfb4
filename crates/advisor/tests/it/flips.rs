//! A flip is true: with that number in the file, the same question gets that answer.

use serde_json::{Value, json};

use crate::support::{EXAMPLES, advised, errands, example, launch, roles};

#[test]
fn every_flip_that_is_told_is_true() {
    let examples = EXAMPLES.iter().filter_map(|name| example(name)).map(|(business, _)| business);
    for business in [launch(), errands()].into_iter().chain(examples) {
        let advice = advised(&business, 300, true);
        for flip in &advice.flips {
            let mut changed = business.clone();
            set(&mut changed, &flip.input, flip.to);
            let then = advised(&changed, 300, false);
            assert_eq!(roles(&then), flip.answer, "{} in {}", flip.says, business["business"]["name"]);
            assert_ne!(flip.answer, roles(&advice), "{}", flip.says);
        }
    }
}

#[test]
fn an_answer_that_hangs_on_a_budget_says_at_which_it_changes() {
    let advice = advised(&errands(), 300, true);
    assert_eq!(roles(&advice), ["virtual_assistant"]);
    let budget = advice.flips.iter().find(|flip| flip.input == "/business/budget_per_month");
    let budget = budget.unwrap_or_else(|| panic!("{:?}", advice.flips));
    assert!(budget.to < 1500.0 && budget.answer.is_empty(), "{budget:?}");
}

/// Puts a number where the pointer points, also where nothing is yet.
fn set(business: &mut Value, pointer: &str, to: f64) {
    let (parent, last) = pointer.rsplit_once('/').expect("a pointer");
    let parent = business.pointer_mut(parent).expect("what holds the number is there");
    match parent {
        Value::Array(all) => all[last.parse::<usize>().expect("a place")] = json!(to),
        other => other[last] = json!(to),
    }
}
