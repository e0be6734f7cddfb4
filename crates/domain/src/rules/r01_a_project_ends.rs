//! R1: no project without an end date and an outcome. Work without an end is an operation or a duty of an area.

use serde_json::json;

use crate::refusal::{Refusal, Rule};
use crate::snapshot::When;

/// What every project has, proven.
#[derive(Debug, Clone, PartialEq)]
pub struct Ends {
    pub end: When,
    pub outcome: String,
}

/// The end and outcome of a project to be opened, or why it cannot be one.
pub fn judge(name: &str, end: Option<When>, outcome: Option<&str>) -> Result<Ends, Refusal> {
    let outcome = outcome.map(str::trim).filter(|text| !text.is_empty());
    match (end, outcome) {
        (Some(end), Some(outcome)) => Ok(Ends { end, outcome: outcome.to_owned() }),
        (None, Some(_)) => Err(refuse(name, "an end date")),
        (Some(_), None) => Err(refuse(name, "an outcome")),
        (None, None) => Err(refuse(name, "an end date and an outcome")),
    }
}

fn refuse(name: &str, lacks: &str) -> Refusal {
    Refusal::by(
        Rule::R1,
        format!("“{name}” has not got {lacks}, and a project ends (R1). Give it {lacks}, or make it regular work."),
    )
    .or("Make it an operation", "create_operation", json!({ "name": name }))
    .or("Make it a duty of an area", "create_duty", json!({ "name": name }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn r01_a_project_without_end_is_refused_and_offered_as_an_operation_or_a_duty() {
        let refusal = judge("Kiln Letter", None, Some("A letter each week")).unwrap_err();
        assert_eq!(refusal.rule, Some(Rule::R1));
        assert!(refusal.why.contains("an end date"), "{}", refusal.why);
        assert_eq!(
            refusal.instead.iter().map(|i| i.command.as_str()).collect::<Vec<_>>(),
            ["create_operation", "create_duty"]
        );
    }

    #[test]
    fn r01_an_outcome_of_spaces_is_none() {
        let refusal = judge("Blog", Some(When::Date(date(2026, 12, 1))), Some("  ")).unwrap_err();
        assert!(refusal.why.contains("an outcome"), "{}", refusal.why);
    }

    #[test]
    fn r01_a_project_with_both_is_opened() {
        let ends = judge("The Slow Wheel", Some(When::Date(date(2026, 12, 15))), Some(" On air ")).unwrap();
        assert_eq!(ends, Ends { end: When::Date(date(2026, 12, 15)), outcome: "On air".into() });
    }
}
