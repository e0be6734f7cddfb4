//! Route: who owes an answer at first, who is above them, and by when each owes it.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use righthand_domain::calendar;
use righthand_domain::ids::MemberId;
use righthand_domain::roles::Role;
use righthand_domain::rules::r07_one_person_owes_every_answer as r07;
use righthand_domain::snapshot::{Business, Person};
use righthand_store::{Error, Tx, select_sql};

use crate::act::Act;
use crate::command::Stop;
use crate::records::{Agreement, Area, Member, Operation, Project, Question};

/// How far ahead somebody's working time is looked at: whoever does not work within it owes no answer.
const LOOK_AHEAD: SignedDuration = SignedDuration::from_hours(24 * 60);

/// Who is here and when they work.
pub(super) struct House {
    members: Vec<Member>,
    business: Option<Business>,
    people: HashMap<String, Person>,
    response: HashMap<MemberId, i64>,
    today: jiff::civil::Date,
}

impl House {
    pub(super) fn load(act: &mut Act<'_>) -> Result<Self, Stop> {
        let today = act.today()?;
        Ok(Self::read(act.tx, today)?)
    }

    fn read(tx: &mut Tx, today: jiff::civil::Date) -> Result<Self, Error> {
        let members = tx.select::<Member>(select_sql!(Member, "where business_id = $1 order by position, id"), &[])?;
        let agreements = tx.select::<Agreement>(select_sql!(Agreement, "where business_id = $1 order by id"), &[])?;
        let (business, people) = crate::snapshot::hours_of_all(tx)?
            .map_or((None, Vec::new()), |(business, people)| (Some(business), people));
        Ok(Self {
            members,
            business,
            people: people.into_iter().map(|person| (person.key.clone(), person)).collect(),
            response: agreements
                .into_iter()
                .filter_map(|agreement| Some((agreement.member_id, agreement.response_hours? * 60)))
                .collect(),
            today,
        })
    }

    pub(super) fn member(&self, id: MemberId) -> Option<&Member> {
        self.members.iter().find(|member| member.id == id)
    }

    fn named(&self, key: &str) -> Option<&Member> {
        self.members.iter().find(|member| member.key == key)
    }

    fn in_role(&self, role: Role) -> Vec<String> {
        self.members.iter().filter(|member| member.role == role).map(|member| member.key.clone()).collect()
    }

    /// Here: engaged today, and no guest.
    pub(super) fn is_here(&self, member: &Member) -> bool {
        !member.is_gone(self.today) && member.role != Role::Guest
    }

    /// The way of a question, from the first who could owe it to the last (R7).
    pub(super) fn ladder(&self, act: &mut Act<'_>, of: &About, asker: MemberId) -> Result<Vec<MemberId>, Stop> {
        let key = |id: Option<MemberId>| id.and_then(|id| self.member(id)).map(|member| member.key.clone());
        let mut leads = Vec::new();
        if let Some(operation) = &of.operation {
            leads.extend(key(Some(operation.accountable_id)));
        }
        let area =
            of.operation.as_ref().and_then(|one| one.area_id).or(of.project.as_ref().and_then(|one| one.area_id));
        if let Some(area) = area.map(|id| act.tx.find::<Area>(id)).transpose()?.flatten() {
            leads.extend(key(Some(area.accountable_id)));
        }
        let chain = r07::Chain {
            manager: key(of.project.as_ref().and_then(|project| project.manager_id)),
            leads,
            online_business_managers: self.in_role(Role::OnlineBusinessManager),
            owners: self.in_role(Role::Owner),
        };
        let asker = key(Some(asker)).unwrap_or_default();
        let here = |key: &str| self.named(key).is_some_and(|member| self.is_here(member));
        let ladder = r07::ladder(&chain, &asker, here);
        Ok(ladder.iter().filter_map(|key| self.named(key)).map(|member| member.id).collect())
    }

    /// The first of the ladder who owes it: whoever works before it is needed.
    pub(super) fn first(&self, ladder: &[MemberId], now: Timestamp, needed_by: Option<Timestamp>) -> Option<MemberId> {
        let works: Vec<Option<Timestamp>> =
            ladder.iter().map(|id| self.windows(*id, now).first().map(|(from, _)| (*from).max(now))).collect();
        ladder.get(r07::first(&works, needed_by)).copied()
    }

    fn windows(&self, member: MemberId, from: Timestamp) -> Vec<(Timestamp, Timestamp)> {
        let person = self.member(member).and_then(|member| self.people.get(&member.key));
        let (Some(business), Some(person)) = (&self.business, person) else { return Vec::new() };
        let to = from.saturating_add(LOOK_AHEAD).unwrap_or(from);
        let windows = calendar::hours_between(business, person, from, to);
        windows.into_iter().filter(|(_, end)| *end > from).collect()
    }

    /// By when somebody owes an answer that they owe since `since`: within their response time, on their working hours.
    pub(super) fn due(&self, member: MemberId, since: Timestamp, needed_by: Option<Timestamp>) -> Timestamp {
        let person = self.member(member).and_then(|member| self.people.get(&member.key));
        let day = match (&self.business, person) {
            (Some(business), Some(person)) => r07::working_day(&calendar::week_of(business, person)),
            _ => 0,
        };
        let minutes = self.response.get(&member).copied().unwrap_or(day);
        let due = r07::due(&self.windows(member, since), since, minutes);
        let due = due.unwrap_or_else(|| since.saturating_add(LOOK_AHEAD).unwrap_or(since));
        // What is needed earlier is owed earlier, as long as that lies ahead.
        needed_by.filter(|needed| *needed > since && *needed < due).unwrap_or(due)
    }

    /// The question as it is with `member` from `since` on.
    pub(super) fn with(&self, question: &Question, member: MemberId, since: Timestamp, above: bool) -> Question {
        let due_at = self.due(member, since, question.needed_by);
        Question {
            owed_by_id: member,
            owed_since: since,
            due_at,
            climbs_at: above.then_some(due_at),
            ..question.clone()
        }
    }
}

/// What a question is about.
#[derive(Debug, Default)]
pub(super) struct About {
    pub(super) project: Option<Project>,
    pub(super) operation: Option<Operation>,
}

impl About {
    pub(super) fn of(act: &mut Act<'_>, question: &Question) -> Result<Self, Stop> {
        Ok(Self {
            project: question.project_id.map(|id| act.tx.find::<Project>(id)).transpose()?.flatten(),
            operation: question.operation_id.map(|id| act.tx.find::<Operation>(id)).transpose()?.flatten(),
        })
    }
}

/// Whoever is above `member` on the ladder and has not had the question yet.
pub(super) fn above(ladder: &[MemberId], member: MemberId, had: &[MemberId]) -> Option<MemberId> {
    let after = ladder.iter().position(|id| *id == member).map_or(0, |place| place + 1);
    ladder.get(after..)?.iter().find(|id| !had.contains(id)).copied()
}
