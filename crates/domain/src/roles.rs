//! Roles, and the one table of who may do what (product, section 4).
//!
//! What this table says is what pages show, what every door allows and what the manual prints.

/// A member's part in one business.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Owner,
    OnlineBusinessManager,
    ProjectManager,
    TeamMember,
    Guest,
}

impl Role {
    /// Every role, from the most to the least powerful.
    pub const ALL: [Self; 5] =
        [Self::Owner, Self::OnlineBusinessManager, Self::ProjectManager, Self::TeamMember, Self::Guest];

    /// As it is written in files and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::OnlineBusinessManager => "online_business_manager",
            Self::ProjectManager => "project_manager",
            Self::TeamMember => "team_member",
            Self::Guest => "guest",
        }
    }

    /// The role of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == name)
    }

    /// As a person says it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Owner => "Owner",
            Self::OnlineBusinessManager => "Online business manager",
            Self::ProjectManager => "Project manager",
            Self::TeamMember => "Team member",
            Self::Guest => "Guest",
        }
    }

    /// What the table grants this role.
    pub fn may(self, permission: Permission) -> Grant {
        permission.grants()[self as usize]
    }

    /// Sees more than their own work: the whole business, or the projects that they manage.
    pub fn oversees(self) -> bool {
        matches!(self.may(Permission::SeeBusiness), Grant::Yes | Grant::OwnProjects)
    }

    /// The owner and the second-in-command see and run everything (R5).
    pub fn runs_the_business(self) -> bool {
        matches!(self, Self::Owner | Self::OnlineBusinessManager)
    }
}

/// How far a permission reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grant {
    Yes,
    /// Only in projects that this member manages.
    OwnProjects,
    /// Only on tasks and steps that are theirs.
    OwnWork,
    /// Only about themselves.
    Oneself,
    No,
}

impl Grant {
    /// As the manual prints it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::OwnProjects => "own projects",
            Self::OwnWork => "own tasks",
            Self::Oneself => "own",
            Self::No => "no",
        }
    }
}

macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident $words:literal : $owner:ident $obm:ident $pm:ident $member:ident $guest:ident;)+) => {
        /// A thing that somebody may or may not do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Permission { $($(#[$doc])* $name,)+ }

        impl Permission {
            /// Every permission, in the order of the manual.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// As the manual and a refusal say it: "open a project".
            pub fn words(self) -> &'static str {
                match self { $(Self::$name => $words,)+ }
            }

            /// The row of the table: owner, OBM, PM, team member, guest.
            fn grants(self) -> [Grant; 5] {
                match self {
                    $(Self::$name => [Grant::$owner, Grant::$obm, Grant::$pm, Grant::$member, Grant::$guest],)+
                }
            }
        }
    };
}

permissions! {
    SeeBusiness "see the whole business": Yes Yes OwnProjects OwnWork No;
    OpenProjects "open or close a project and give it a manager": Yes Yes No No No;
    /// A PM proposes a change of outcome or end date; the owner or the OBM makes it.
    ChangeProjects "change a project's outcome and end date": Yes Yes No No No;
    BreakDown "break down, order and assign work": Yes Yes OwnProjects No No;
    KeepRisks "keep the risks of a project": Yes Yes OwnProjects No No;
    Report "report on a project and share the report": Yes Yes OwnProjects No No;
    Estimate "estimate work": Yes Yes OwnProjects OwnWork No;
    /// Marking work done, or taking that back; a PM for the team, who may be away from the desk.
    FinishWork "mark work done": Yes Yes OwnProjects OwnWork No;
    Comment "comment on work": Yes Yes OwnProjects OwnWork No;
    /// Of one's own work, or of the business as a whole.
    Ask "ask a question": Yes Yes Yes Yes No;
    /// Whoever owes the answer always may; the others as the table says, once it has reached them.
    Answer "answer a question": Yes Yes OwnProjects OwnWork No;
    /// A decision is asked of somebody by those who manage; whoever is asked decides.
    AskDecision "ask for a decision": Yes Yes Yes No No;
    RunOperations "make and change operations": Yes Yes No No No;
    ManageTeam "invite people and change their engagements": Yes No No No No;
    SetHours "set working hours": Yes Yes Oneself Oneself No;
    TakeTimeOff "enter time off": Yes Yes Oneself Oneself No;
    SeeRates "see rates and the advisor": Yes No No No No;
    LiftRules "lift a rule": Yes No No No No;
    SeeContacts "see people outside the team": Yes Yes Yes OwnWork No;
    KeepContacts "add and change people outside the team": Yes Yes Yes No No;
    /// A member makes appointments of their own.
    Appoint "make appointments": Yes Yes Yes Oneself No;
    Import "import and export": Yes Yes No No No;
    Settings "change the business's settings": Yes Yes No No No;
    OwnToken "make a personal token": Yes Yes Yes Yes No;
    SaveViews "save a view of a list": Yes Yes Yes Yes No;
    UndoOwn "undo one's own change": Yes Yes Yes Yes No;
}

/// Who may lift what, where the table alone is too coarse: the OBM lifts R3 for one task (product, section 4).
pub fn may_lift(role: Role, rule: crate::refusal::Rule, for_one_task: bool) -> bool {
    role.may(Permission::LiftRules) == Grant::Yes
        || (role == Role::OnlineBusinessManager && rule == crate::refusal::Rule::R3 && for_one_task)
}

/// The roles that a permission is granted to in full: whom to ask.
pub fn who_may(permission: Permission) -> impl Iterator<Item = Role> {
    Role::ALL.into_iter().filter(move |role| role.may(permission) == Grant::Yes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r05_an_online_business_manager_has_the_whole_business() {
        for permission in
            [Permission::SeeBusiness, Permission::BreakDown, Permission::FinishWork, Permission::RunOperations]
        {
            assert_eq!(Role::OnlineBusinessManager.may(permission), Grant::Yes, "{}", permission.words());
        }
    }

    #[test]
    fn a_guest_may_nothing_of_this() {
        for permission in Permission::ALL {
            assert_eq!(Role::Guest.may(*permission), Grant::No, "{}", permission.words());
        }
    }

    #[test]
    fn somebody_may_grant_everything_so_that_a_refusal_can_name_whom_to_ask() {
        for permission in Permission::ALL {
            assert!(who_may(*permission).next().is_some(), "{}", permission.words());
        }
    }

    #[test]
    fn r03_is_lifted_by_the_owner_always_and_by_the_obm_for_one_task() {
        use crate::refusal::Rule;
        assert!(may_lift(Role::Owner, Rule::R3, false));
        assert!(may_lift(Role::OnlineBusinessManager, Rule::R3, true));
        assert!(!may_lift(Role::OnlineBusinessManager, Rule::R3, false));
        assert!(!may_lift(Role::OnlineBusinessManager, Rule::R2, true));
    }

    #[test]
    fn names_of_roles_are_read_as_they_are_written() {
        for role in Role::ALL {
            assert_eq!(Role::parse(role.as_str()), Some(role));
        }
        assert_eq!(Role::parse("boss"), None);
    }
}
