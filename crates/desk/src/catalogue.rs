//! The catalogue: every command, once. The doors are made from it.

use righthand_domain::roles::Permission;
use righthand_domain::snapshot::Fault;
use serde_json::Value;

use crate::act::Act;
use crate::command::{Command, Rest, Said, Stop};
use crate::input::limits;
use crate::{
    appointments, contacts, guesses, hire, history, import, operations, outputs, projects, questions, settings, tasks,
    team, views,
};

/// A command as doors know it: by name and input.
pub struct Entry {
    pub name: &'static str,
    pub summary: &'static str,
    pub needs: Permission,
    pub rest: Rest,
    pub page: &'static str,
    schema: fn() -> Value,
    run: fn(&mut Act<'_>, Value) -> Result<Said, Stop>,
}

impl Entry {
    /// The JSON Schema (2020-12) of the input.
    pub fn schema(&self) -> Value {
        (self.schema)()
    }

    /// Reads the input and runs the command.
    pub(crate) fn run(&self, act: &mut Act<'_>, input: Value) -> Result<Said, Stop> {
        (self.run)(act, input)
    }

    /// The fields of the input that its REST path names.
    pub fn path_fields(&self) -> impl Iterator<Item = &'static str> {
        path_fields(self.rest)
    }
}

fn path_fields(rest: Rest) -> impl Iterator<Item = &'static str> {
    rest.1.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
}

macro_rules! catalogue {
    ($($command:path),+ $(,)?) => {
        /// Every command, in the order of the manual.
        pub static CATALOGUE: &[Entry] = &[$(entry::<$command>(),)+];
    };
}

catalogue![
    projects::OpenProject,
    projects::OpenFromTemplate,
    projects::FillFromTemplate,
    projects::ChangeProject,
    projects::AssignManager,
    projects::CloseProject,
    projects::ReopenProject,
    projects::OpenDraft,
    projects::DiscardDraft,
    projects::MakeTentative,
    projects::PromiseProject,
    projects::AddRisk,
    projects::ChangeRisk,
    projects::RemoveRisk,
    projects::WriteReport,
    projects::ChangeReport,
    projects::ShareReport,
    projects::MailReport,
    projects::EndReportLink,
    tasks::AddTask,
    tasks::EnterTasks,
    tasks::ChangeTasks,
    tasks::ChangeTask,
    tasks::AssignTask,
    tasks::MoveTask,
    tasks::FinishTask,
    tasks::ReopenTask,
    tasks::RemoveTask,
    tasks::LinkTasks,
    tasks::UnlinkTasks,
    tasks::CommentOnTask,
    tasks::PinTask,
    tasks::UnpinTask,
    guesses::GuessEfforts,
    guesses::ConfirmEfforts,
    guesses::OrderTasks,
    guesses::MakeRecurring,
    guesses::DismissOffer,
    operations::CreateOperation,
    operations::QuickOperation,
    operations::ChangeOperation,
    operations::PauseOperation,
    operations::ResumeOperation,
    operations::CloseOperation,
    operations::ReopenOperation,
    operations::SkipRun,
    operations::MoveRun,
    operations::RestoreRun,
    operations::AddRun,
    operations::AddMaterial,
    operations::ChangeMaterial,
    operations::RemoveMaterial,
    operations::ChangeWorkflow,
    operations::TakeWorkflow,
    operations::KeepAsWorkflow,
    operations::FinishStep,
    operations::ReopenStep,
    operations::SendBackStep,
    operations::CommentOnStep,
    operations::SettleStepComment,
    operations::AssignStep,
    team::AddMember,
    team::ChangeMember,
    team::ChangeRole,
    team::EngageMember,
    team::SetHours,
    team::SetTeamHours,
    team::AddAbsence,
    team::MoveAbsence,
    team::RemoveAbsence,
    team::CreateArea,
    team::ChangeArea,
    team::CreateDuty,
    hire::ChangeDuty,
    hire::RemoveDuty,
    hire::SetDuties,
    hire::PasteDuties,
    hire::AddTypicalDuties,
    hire::ChangeMeans,
    hire::SetAssumptions,
    hire::AddScenario,
    hire::RemoveScenario,
    hire::OpenRole,
    hire::ChangeOpening,
    hire::CloseRole,
    hire::ShareBrief,
    hire::EndBriefLink,
    hire::MailBrief,
    hire::AddCandidate,
    hire::ChangeCandidate,
    hire::MoveCandidate,
    hire::ScoreCandidate,
    hire::RemoveCandidate,
    hire::HireCandidate,
    team::LiftRule,
    team::EndLift,
    team::MakeSignInLink,
    team::InvitePeople,
    team::EndInvitation,
    team::SetTerms,
    team::ShowRates,
    team::HideRates,
    contacts::AddContact,
    contacts::ChangeContact,
    contacts::RemoveContact,
    contacts::WaitForContact,
    contacts::ContactDelivered,
    contacts::StopWaiting,
    appointments::MakeAppointment,
    appointments::ChangeAppointment,
    appointments::CancelAppointment,
    appointments::AgreeToAppointment,
    appointments::DeclineAppointment,
    outputs::HandOn,
    outputs::HandOnStep,
    outputs::ChangeOutput,
    outputs::RemoveOutput,
    questions::AskQuestion,
    questions::AnswerQuestion,
    questions::PassQuestion,
    questions::WithdrawQuestion,
    questions::AskDecision,
    questions::Decide,
    questions::WithdrawDecision,
    import::ImportBoard,
    import::ImportFile,
    settings::ChangeBusiness,
    settings::AddHoliday,
    settings::RemoveHoliday,
    settings::TakeOverHolidays,
    settings::RemoveRegion,
    settings::SetMemberRegion,
    settings::SetBusinessRegion,
    views::SaveView,
    views::ChangeView,
    views::RemoveView,
    history::DoTogether,
    history::Undo,
];

const fn entry<C: Command>() -> Entry {
    Entry {
        name: C::NAME,
        summary: C::SUMMARY,
        needs: C::NEEDS,
        rest: C::REST,
        page: C::PAGE,
        schema: || {
            let mut schema = serde_json::to_value(schemars::schema_for!(C)).unwrap_or_default();
            limits::say(C::NAME, &mut schema);
            schema
        },
        run: |act, input| read::<C>(input)?.run(act),
    }
}

/// The command of that name.
pub fn find(name: &str) -> Option<&'static Entry> {
    CATALOGUE.iter().find(|entry| entry.name == name)
}

/// The command that an input means, or the fault with its place.
fn read<C: Command>(input: Value) -> Result<C, Stop> {
    let faults = limits::check(C::NAME, &input, path_fields(C::REST));
    if !faults.is_empty() {
        return Err(Stop::Invalid(faults));
    }
    serde_path_to_error::deserialize::<_, C>(input).map_err(|error| Stop::Invalid(vec![fault(&error)]))
}

fn fault(error: &serde_path_to_error::Error<serde_json::Error>) -> Fault {
    use serde_path_to_error::Segment;
    let mut pointer = String::new();
    for segment in error.path().iter() {
        let part = match segment {
            Segment::Seq { index } => index.to_string(),
            Segment::Map { key } => key.replace('~', "~0").replace('/', "~1"),
            Segment::Enum { variant } => variant.clone(),
            Segment::Unknown => "?".into(),
        };
        pointer = format!("{pointer}/{part}");
    }
    let message = error.inner().to_string();
    let message = message.split(" at line ").next().unwrap_or(&message).to_owned();
    // serde names a missing field only in words; a form shows the fault beside it.
    if let Some(field) = message.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`')) {
        return Fault { pointer: format!("{pointer}/{field}"), message: "this is needed".into() };
    }
    Fault { pointer, message }
}
