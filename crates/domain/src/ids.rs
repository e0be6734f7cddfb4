//! Ids: one type per kind of thing, so that two can never be mixed up.

use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

ids! {
    /// A login.
    UserId,
    /// A company: the tenant.
    BusinessId,
    /// A user's place in one business.
    MemberId,
    AbsenceId,
    HolidayId,
    RegionId,
    ObservanceId,
    AreaId,
    ProjectId,
    ListId,
    TaskId,
    AssignmentId,
    DependencyId,
    ChecklistId,
    CheckItemId,
    CommentId,
    AttachmentId,
    FieldId,
    FieldValueId,
    DismissalId,
    OperationId,
    StepId,
    RunId,
    RunStepId,
    AppointmentId,
    AttendanceId,
    DutyId,
    LiftId,
    PinId,
    RiskId,
    ReportId,
    ReportLinkId,
    ViewId,
    OriginId,
    AgreementId,
    RateViewerId,
    ContactId,
    ContactWaitId,
    AppointmentGuestId,
    OutputId,
    ImportMappingId,
    WorkflowVersionId,
    MaterialId,
    StepCommentId,
    QuestionId,
    QuestionTurnId,
    DecisionId,
    OpeningId,
    CandidateId,
    HiringId,
    StaffingId,
    AssumptionId,
    /// The key of a personal token, session or link.
    TokenId,
}
