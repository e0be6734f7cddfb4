//! R4: a project manager's engagement ends. They come for a fixed term, one to three months by default.

use serde_json::json;

use crate::refusal::{Refusal, Rule};
use crate::roles::Role;
use crate::snapshot::EngagementKind;

/// May somebody in this role be engaged in this way?
pub fn judge(key: &str, name: &str, role: Role, kind: EngagementKind) -> Result<(), Refusal> {
    if role != Role::ProjectManager || kind == EngagementKind::FixedTerm {
        return Ok(());
    }
    let why = format!(
        "{name} is project manager, and a project manager’s engagement ends (R4); for good is an online business manager’s."
    );
    Err(Refusal::by(Rule::R4, why)
        .or("Engage for a fixed term of two months", "engage_member", json!({ "member": key, "kind": "fixed_term" }))
        .or(
            format!("Make {name} online business manager"),
            "change_role",
            json!({ "member": key, "role": "online_business_manager" }),
        ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r04_a_project_manager_for_good_is_refused() {
        let refusal = judge("priyanka", "Priyanka", Role::ProjectManager, EngagementKind::Ongoing).unwrap_err();
        assert_eq!(refusal.rule, Some(Rule::R4));
        assert_eq!(refusal.instead.len(), 2);
    }

    #[test]
    fn r04_a_term_is_as_it_should_be_and_others_may_stay_for_good() {
        assert_eq!(judge("priyanka", "Priyanka", Role::ProjectManager, EngagementKind::FixedTerm), Ok(()));
        assert_eq!(judge("halima", "Halima", Role::TeamMember, EngagementKind::Ongoing), Ok(()));
    }
}
