//! Roles, and the one table of who may do what (product, section 4).

/// A member's part in one business.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
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
}
