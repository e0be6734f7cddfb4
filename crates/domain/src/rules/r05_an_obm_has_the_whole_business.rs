//! R5: an online business manager's engagement is ongoing, and reaches every area, project, operation and member.
//! What they see and may do is in the table of roles; this is the part about the engagement.

use serde_json::json;

use crate::refusal::{Refusal, Rule};
use crate::roles::Role;
use crate::snapshot::EngagementKind;

/// May somebody in this role be engaged in this way?
pub fn judge(key: &str, name: &str, role: Role, kind: EngagementKind) -> Result<(), Refusal> {
    if role != Role::OnlineBusinessManager || kind == EngagementKind::Ongoing {
        return Ok(());
    }
    let why = format!(
        "{name} is to be online business manager, who has the whole business for good (R5); a fixed term is a project manager's."
    );
    Err(Refusal::by(Rule::R5, why)
        .or("Make the engagement ongoing", "engage_member", json!({ "member": key, "kind": "ongoing" }))
        .or(
            format!("Engage {name} as project manager"),
            "change_role",
            json!({ "member": key, "role": "project_manager" }),
        ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r05_a_fixed_term_for_an_online_business_manager_is_refused() {
        let refusal = judge("tomas", "Tomás", Role::OnlineBusinessManager, EngagementKind::FixedTerm).unwrap_err();
        assert_eq!(refusal.rule, Some(Rule::R5));
        assert_eq!(refusal.instead.len(), 2);
    }

    #[test]
    fn r05_ongoing_is_as_it_should_be_and_others_have_either() {
        assert_eq!(judge("tomas", "Tomás", Role::OnlineBusinessManager, EngagementKind::Ongoing), Ok(()));
        assert_eq!(judge("priyanka", "Priyanka", Role::ProjectManager, EngagementKind::FixedTerm), Ok(()));
    }
}
