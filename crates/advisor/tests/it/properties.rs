//! What holds of every answer, whatever the business.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::support::{EXAMPLES, errands, example, launch, project, quick, roles};

fn businesses() -> Vec<Value> {
    let examples = EXAMPLES.iter().filter_map(|name| example(name)).map(|(business, _)| business);
    [launch(), errands()].into_iter().chain(examples).collect()
}

#[test]
fn a_launch_takes_a_project_manager_and_errands_an_assistant() {
    assert_eq!(roles(&quick(&launch())), ["project_manager"]);
    assert_eq!(roles(&quick(&errands())), ["virtual_assistant"]);
}

#[test]
fn without_a_budget_nobody_is_hired() {
    for mut business in businesses() {
        business["business"]["budget_per_month"] = json!(0);
        assert!(quick(&business).answer.hire.is_empty(), "{}", business["business"]["name"]);
    }
}

#[test]
fn where_nothing_is_handed_over_nobody_is_hired() {
    for mut business in businesses() {
        for duty in business["duties"].as_array_mut().expect("duties") {
            duty["hand_over"] = json!(false);
        }
        assert!(quick(&business).answer.hire.is_empty(), "{}", business["business"]["name"]);
    }
}

#[test]
fn hours_that_come_back_are_never_more_than_the_owner_would_hand_over() {
    for business in businesses() {
        let duties = business["duties"].as_array().expect("duties");
        let may_go = duties.iter().filter(|duty| duty["hand_over"] == json!(true));
        let could: f64 = may_go.filter_map(|duty| duty["hours_per_week"].as_f64()).sum();
        for scenario in quick(&business).scenarios {
            let back = scenario.owner_hours_back_per_week;
            let capacity: f64 = scenario.hire.iter().map(|hire| hire.hours_per_week).sum();
            assert!(back <= could + 1e-9 && back <= capacity, "{} in {}", scenario.name, business["business"]["name"]);
        }
    }
}

#[test]
fn at_most_three_quarters_of_a_manager_and_nine_tenths_of_others_are_spoken_for() {
    for business in businesses() {
        for scenario in quick(&business).scenarios {
            for load in &scenario.utilisation {
                let most = match load.person.as_str() {
                    "project_manager" | "online_business_manager" => 0.75,
                    "virtual_assistant" | "specialist" => 0.9,
                    _ => continue,
                };
                // What is planned for them may be more than what they take over.
                assert!(
                    load.value <= most + 0.005,
                    "{load:?} in {} of {}",
                    scenario.name,
                    business["business"]["name"]
                );
            }
        }
    }
}

#[test]
fn a_duty_ends_with_its_project() {
    let mut business = launch();
    business["projects"][0]["end"] = json!("2026-11-20");
    let advice = quick(&business);
    assert!(
        advice.scenarios.iter().all(|scenario| scenario.owner_hours_back_per_week == 0.0),
        "{:?}",
        advice.scenarios
    );
    assert!(advice.answer.hire.is_empty());
}

#[test]
fn a_project_without_an_end_in_sight_is_not_for_a_project_manager() {
    let mut business = launch();
    business["projects"][0]["end"] = json!("2035-01-01");
    assert!(!roles(&quick(&business)).contains(&"project_manager".to_owned()));
    let mut business = launch();
    business["duties"][0].as_object_mut().expect("a duty").remove("project");
    assert!(!roles(&quick(&business)).contains(&"project_manager".to_owned()));
}

#[test]
fn more_projects_than_three_are_not_for_a_project_manager_alone() {
    let mut business = launch();
    for key in ["second", "third", "fourth"] {
        business["projects"].as_array_mut().expect("projects").push(project(key, "2027-02-12"));
    }
    assert_ne!(roles(&quick(&business)), ["project_manager"]);
}

#[test]
fn work_that_is_only_implementation_never_takes_a_project_manager() {
    for mut business in businesses() {
        for duty in business["duties"].as_array_mut().expect("duties") {
            duty["kind"] = json!("implementation");
        }
        let roles = roles(&quick(&business));
        assert!(!roles.contains(&"project_manager".to_owned()), "{}", business["business"]["name"]);
    }
}

#[test]
fn a_role_that_costs_more_is_never_recommended_more() {
    for business in businesses() {
        for role in ["project_manager", "online_business_manager", "virtual_assistant", "specialist"] {
            let hourly = business["business"]["market"][role]["hourly"].as_f64().expect("a rate");
            let mut before = true;
            for factor in [0.5, 1.0, 2.0, 4.0] {
                let mut dearer = business.clone();
                dearer["business"]["market"][role]["hourly"] = json!(hourly * factor);
                let now = roles(&quick(&dearer)).contains(&role.to_owned());
                assert!(before || !now, "{role} at {} in {}", hourly * factor, business["business"]["name"]);
                before = now;
            }
        }
    }
}

#[test]
fn names_and_keys_are_never_judged() {
    for business in businesses() {
        let renamed = renamed(&business);
        assert_eq!(roles(&quick(&business)), roles(&quick(&renamed)), "{}", business["business"]["name"]);
    }
}

/// The same business with other names, keys and skills, each the same word everywhere.
fn renamed(business: &Value) -> Value {
    let mut other = business.clone();
    rename("", &mut other, &mut HashMap::new());
    other
}

fn rename(field: &str, value: &mut Value, words: &mut HashMap<String, String>) {
    const KEPT: [&str; 8] = ["role", "kind", "energy", "format", "at", "time_zone", "currency", "rrule"];
    match value {
        Value::Array(all) => all.iter_mut().for_each(|value| rename(field, value, words)),
        Value::Object(fields) => fields.iter_mut().for_each(|(field, value)| rename(field, value, words)),
        Value::String(word) if !KEPT.contains(&field) && !["starts", "end"].contains(&field) => {
            let n = words.len();
            *word = words.entry(word.clone()).or_insert_with(|| format!("w{n}")).clone();
        }
        _ => {}
    }
}

#[test]
fn the_same_question_gets_the_same_answer_from_any_number_of_threads() {
    let snapshot = crate::support::read(&launch());
    let ask = |threads| righthand_advisor::Ask {
        threads,
        futures: 200,
        ..righthand_advisor::Ask::at(snapshot.at.unwrap_or_else(crate::support::now))
    };
    let one = righthand_advisor::advise(&snapshot, &ask(1), &|| true).expect("no faults");
    let three = righthand_advisor::advise(&snapshot, &ask(3), &|| true).expect("no faults");
    assert_eq!(one, three);
}
