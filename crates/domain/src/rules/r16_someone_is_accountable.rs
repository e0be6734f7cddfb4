//! R16: no area, project or operation without exactly one accountable member, who is there to be asked.

use crate::refusal::{Refusal, Rule};
use crate::roles::Role;

/// Whoever is to be accountable.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    pub name: &'a str,
    pub role: Role,
    /// The engagement has ended.
    pub gone: bool,
}

/// May `candidate` be accountable for `what` ("the area Content")?
pub fn judge(what: &str, candidate: Option<Candidate<'_>>) -> Result<(), Refusal> {
    let why = match candidate {
        None => format!("Nobody is accountable for {what}, and someone always is (R16). Name one member."),
        Some(Candidate { name, role: Role::Guest, .. }) => {
            format!("{name} is a guest and cannot be accountable for {what} (R16). Name a member of the team.")
        }
        Some(Candidate { name, gone: true, .. }) => {
            format!("{name}’s engagement has ended, so {what} would be nobody’s (R16). Name somebody who is here.")
        }
        Some(_) => return Ok(()),
    };
    Err(Refusal::by(Rule::R16, why))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOMAS: Candidate<'_> = Candidate { name: "Tomás", role: Role::OnlineBusinessManager, gone: false };

    #[test]
    fn r16_an_area_without_anybody_accountable_is_refused() {
        assert_eq!(judge("the area Content", None).unwrap_err().rule, Some(Rule::R16));
        assert_eq!(judge("the area Content", Some(TOMAS)), Ok(()));
    }

    #[test]
    fn r16_a_guest_or_somebody_who_has_gone_is_not_accountable() {
        assert!(judge("the project Blog", Some(Candidate { role: Role::Guest, ..TOMAS })).is_err());
        assert!(judge("the project Blog", Some(Candidate { gone: true, ..TOMAS })).is_err());
    }
}
