//! Bad input: a sentence says what is missing, and the rest is answered.

use serde_json::{Value, json};

use crate::support::{errands, launch, quick, roles};

fn says(business: &Value) -> String {
    quick(business).reasons.iter().map(|reason| reason.says.clone()).collect::<Vec<_>>().join("\n")
}

#[test]
fn no_duties_hires_nobody_and_says_that_none_are_entered() {
    let mut business = launch();
    business["duties"] = json!([]);
    assert!(quick(&business).answer.hire.is_empty());
    assert!(says(&business).contains("No duties are entered"), "{}", says(&business));
}

#[test]
fn duties_of_more_hours_than_a_week_has_count_in_proportion() {
    let mut business = errands();
    business["duties"][2]["hours_per_week"] = json!(400);
    assert!(says(&business).contains("add up to 408 hours a week"), "{}", says(&business));
    assert!(quick(&business).scenarios.iter().all(|scenario| scenario.owner_hours_back_per_week <= 8.0));
}

#[test]
fn help_that_costs_nothing_is_answered_without_a_division_by_nothing() {
    let mut business = errands();
    business["business"]["market"]["virtual_assistant"] = json!({"hourly": 0});
    let advice = quick(&business);
    assert_eq!(roles(&advice), ["virtual_assistant"]);
    for scenario in &advice.scenarios {
        assert!(scenario.cost_per_hour_back.is_none_or(f64::is_finite), "{scenario:?}");
        assert!(scenario.parts.net().is_finite() && scenario.hire.iter().all(|hire| hire.hours_per_week.is_finite()));
    }
    business["business"]["owner_hour_value"] = json!(0);
    assert!(quick(&business).scenarios.iter().all(|scenario| scenario.parts.net().is_finite()));
}

#[test]
fn a_project_that_is_over_is_named_and_counts_for_nothing() {
    let mut business = errands();
    let mut over = crate::support::project("old", "2026-10-01");
    over["manager"] = json!("amara");
    for task in over["tasks"].as_array_mut().expect("tasks") {
        task["assignees"] = json!(["amara"]);
    }
    business["projects"] = json!([over]);
    assert!(says(&business).contains("Project old was to end already"), "{}", says(&business));
    assert_eq!(roles(&quick(&business)), ["virtual_assistant"]);
}

#[test]
fn a_rule_that_never_comes_round_is_named_and_left_out() {
    let mut business = errands();
    business["operations"] = json!([{
        "key": "never", "name": "Leap letter", "rrule": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "starts": "2026-12-01",
        "accountable": "amara", "steps": [{"key": "s", "name": "Send", "effort": 1, "assignees": ["amara"]}]
    }]);
    assert!(says(&business).contains("Leap letter never comes round"), "{}", says(&business));
    assert_eq!(roles(&quick(&business)), ["virtual_assistant"]);
}

#[test]
fn a_business_of_nobody_is_answered() {
    let business = json!({
        "format": "righthand/1", "business": {"name": "Nobody", "time_zone": "UTC"}, "people": []
    });
    assert!(quick(&business).answer.hire.is_empty());
    assert!(says(&business).contains("Nobody in the business is its owner"), "{}", says(&business));
}

#[test]
fn without_means_nobody_is_hired_and_the_sentence_says_why() {
    let mut business = errands();
    business["business"]["revenue_per_month"] = json!([600, 500, 700]);
    business["business"]["reserve"] = json!(300);
    let advice = quick(&business);
    assert!(advice.answer.hire.is_empty());
    assert!(advice.answer.sentence.contains("neither the revenue"), "{}", advice.answer.sentence);
}
