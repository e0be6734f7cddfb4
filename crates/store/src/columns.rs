//! How each type of the product is kept in a column.

use jiff::{Timestamp, civil::Date};
use righthand_domain::{ids, kind::Kind, recurrence, roles::Role, snapshot, terms};
use serde::de::IntoDeserializer;

use crate::value::{Cell, Column, Json, Value};

impl Column for i64 {
    const WANTED: &'static str = "an integer";
    fn write(&self) -> Value {
        Value::Int(*self)
    }
    fn read(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Int(number) => Some(number),
            _ => None,
        }
    }
}

macro_rules! small_integers {
    ($($type:ty),+) => {$(
        impl Column for $type {
            const WANTED: &'static str = concat!("an integer of the range of ", stringify!($type));
            fn write(&self) -> Value {
                Value::Int(i64::from(*self))
            }
            fn read(cell: Cell<'_>) -> Option<Self> {
                i64::read(cell)?.try_into().ok()
            }
        }
    )+};
}
small_integers!(i32, u32, u16, u8);

impl Column for f64 {
    const WANTED: &'static str = "a real number";
    fn write(&self) -> Value {
        Value::Real(*self)
    }
    fn read(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Real(number) => Some(number),
            // An expression such as `sum` may give an integer on one engine and a real on the other.
            #[expect(clippy::cast_precision_loss, reason = "whoever asks for a real accepts one")]
            Cell::Int(number) => Some(number as Self),
            _ => None,
        }
    }
}

impl Column for bool {
    const WANTED: &'static str = "a truth value";
    fn write(&self) -> Value {
        Value::Bool(*self)
    }
    fn read(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Bool(truth) => Some(truth),
            // SQLite has no truth values of its own.
            Cell::Int(0) => Some(false),
            Cell::Int(1) => Some(true),
            _ => None,
        }
    }
}

impl Column for String {
    const WANTED: &'static str = "a text";
    fn write(&self) -> Value {
        Value::Text(self.clone())
    }
    fn read(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Text(text) => Some(text.to_owned()),
            _ => None,
        }
    }
}

impl<T: Column> Column for Option<T> {
    const WANTED: &'static str = T::WANTED;
    fn write(&self) -> Value {
        self.as_ref().map_or(Value::Null, Column::write)
    }
    fn read(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Null => Some(None),
            cell => T::read(cell).map(Some),
        }
    }
}

/// Milliseconds since 1970 UTC; what is finer is cut off towards 1970.
impl Column for Timestamp {
    const WANTED: &'static str = "an instant in milliseconds";
    fn write(&self) -> Value {
        Value::Int(self.as_millisecond())
    }
    fn read(cell: Cell<'_>) -> Option<Self> {
        Self::from_millisecond(i64::read(cell)?).ok()
    }
}

/// `YYYY-MM-DD`, so that days sort as texts.
impl Column for Date {
    const WANTED: &'static str = "a day as YYYY-MM-DD";
    fn write(&self) -> Value {
        if self.year() < 0 {
            return Value::Unwritable(format!("the day {self} is before the year 0"));
        }
        Value::Text(self.to_string())
    }
    fn read(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Text(text) => text.parse().ok(),
            _ => None,
        }
    }
}

impl<T: serde::Serialize + serde::de::DeserializeOwned> Column for Json<T> {
    const WANTED: &'static str = "JSON of the expected shape";
    fn write(&self) -> Value {
        match serde_json::to_string(&self.0) {
            Ok(text) => Value::Text(text),
            Err(fault) => Value::Unwritable(format!("cannot be written as JSON: {fault}")),
        }
    }
    fn read(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Text(text) => serde_json::from_str(text).ok().map(Self),
            _ => None,
        }
    }
}

macro_rules! ids {
    ($($id:ident),+ $(,)?) => {$(
        impl Column for ids::$id {
            const WANTED: &'static str = concat!("an id of kind ", stringify!($id));
            fn write(&self) -> Value {
                Value::Text(self.to_string())
            }
            fn read(cell: Cell<'_>) -> Option<Self> {
                match cell {
                    Cell::Text(text) => text.parse().ok(),
                    _ => None,
                }
            }
        }
    )+};
}
ids!(
    UserId,
    BusinessId,
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
    OpeningId,
    CandidateId,
    HiringId,
    StaffingId,
    AssumptionId,
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
    TokenId,
);

/// Words of the vocabulary, kept under the names that they have in the business file.
macro_rules! words {
    ($($word:ty),+ $(,)?) => {$(
        impl Column for $word {
            const WANTED: &'static str = concat!("a name of ", stringify!($word));
            fn write(&self) -> Value {
                match serde_json::to_value(self) {
                    Ok(serde_json::Value::String(name)) => Value::Text(name),
                    _ => Value::Unwritable(concat!(stringify!($word), " has no name of its own").to_owned()),
                }
            }
            fn read(cell: Cell<'_>) -> Option<Self> {
                match cell {
                    Cell::Text(name) => {
                        let name: serde::de::value::StrDeserializer<'_, serde::de::value::Error> = name.into_deserializer();
                        serde::Deserialize::deserialize(name).ok()
                    }
                    _ => None,
                }
            }
        }
    )+};
}
words!(Role, Kind, snapshot::EngagementKind, snapshot::LinkKind, snapshot::LagIn, snapshot::Energy, snapshot::When,);
words!(recurrence::OnHolidays, recurrence::Makes);
words!(terms::RollOver, terms::Consent, terms::OutputKind);
