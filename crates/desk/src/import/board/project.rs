//! The project or draft that a board becomes (R1, R2, R16).

use righthand_domain::ids::ProjectId;
use righthand_domain::rules::r01_a_project_ends as r01;
use righthand_exchange::parcel::Parcel;

use super::origins::{Origins, Wish};
use super::{ImportBoard, clean};
use crate::act::Act;
use crate::command::Stop;
use crate::import::keys::Keys;
use crate::import::report::Tally;
use crate::projects::{self, judge_manager, next_position, order_of_ends};
use crate::records::{Member, Project, State};

impl ImportBoard {
    /// The project of this board: new, or known from before.
    pub(super) fn project(
        &self,
        act: &mut Act<'_>,
        origins: &mut Origins<'_>,
        tally: &mut Tally,
        parcel: &Parcel,
    ) -> Result<Project, Stop> {
        let board = &parcel.board;
        if board.archived {
            tally.guess("board that was archived", "imported all the same", &board.name);
        }
        let draft = Project {
            id: act.new_id::<ProjectId>(),
            key: String::new(),
            name: clean(&board.name),
            notes: Some(clean(&board.description)).filter(|notes| !notes.is_empty()),
            state: State::Draft.as_str().into(),
            outcome: None,
            area_id: None,
            manager_id: None,
            starts: None,
            ends: None,
            weight: None,
            budget_minutes: None,
            on_time_value: None,
            closed_at: None,
            tentative_since: None,
            position: next_position(act)?,
            version: 1,
        };
        let mut keys = Keys::load(act, projects::TAKEN_KEYS, "board")?;
        // A board that is named to the import keeps the name that it has here.
        let named = match &self.into {
            Some(key) => Some(act.project_or_draft(key)?),
            None => None,
        };
        let external_id = named.as_ref().and_then(|_| origins.board()).unwrap_or_else(|| board.external_id.clone());
        let draft = match named {
            Some(project) => Project { name: project.name, notes: project.notes, ..draft },
            None => draft,
        };
        let wish = Wish { external_id: external_id.clone(), name: board.name.clone(), record: draft };
        let placed = origins.place(act, tally, vec![wish], |project| project.key = keys.take(&project.name))?;
        origins.anew = placed.all_new;
        let id = placed.ids.get(&external_id).copied();
        let before = id.map(|id| act.tx.find::<Project>(id)).transpose()?.flatten();
        let before = before.ok_or_else(|| Stop::NotFound(format!("the project of the board “{}”", board.name)))?;
        let Some(after) = self.opened(act, &before)? else { return Ok(before) };
        act.update(&before, &after, None)?;
        Ok(after)
    }

    /// The project with the end, outcome and manager that the command names; `None` where it names none of them.
    fn opened(&self, act: &mut Act<'_>, before: &Project) -> Result<Option<Project>, Stop> {
        if self.end.is_none() && self.outcome.is_none() && self.manager.is_none() {
            return Ok(None);
        }
        let outcome = self.outcome.as_deref().or(before.outcome.as_deref());
        let r01::Ends { end, outcome } = r01::judge(&before.name, self.end.or(before.ends), outcome)?;
        order_of_ends(before.starts, end)?;
        let manager = match (&self.manager, before.manager_id) {
            (Some(key), _) => act.member(key)?,
            (None, Some(id)) => act.tx.find::<Member>(id)?.ok_or_else(|| Stop::NotFound("its manager".into()))?,
            (None, None) => act.owner()?,
        };
        judge_manager(act, &manager, before)?;
        // A project that was closed here stays closed: that is not the board's to say.
        let state = if before.is(State::Closed) { State::Closed } else { State::Open };
        Ok(Some(Project {
            state: state.as_str().into(),
            outcome: Some(outcome),
            ends: Some(end),
            manager_id: Some(manager.id),
            ..before.clone()
        }))
    }
}
