//! Saved views: a list's filters and order under a name, for oneself or for everybody.

mod change_view;
mod save_view;
mod seen;

pub use change_view::{ChangeView, RemoveView};
pub use save_view::SaveView;
pub(crate) use save_view::{PAGE_CHARS_MAX, QUERY_CHARS_MAX};
pub use seen::{ViewRow, seen};

use righthand_store::select_sql;

use crate::act::Act;
use crate::command::Stop;
use crate::records::SavedView;

/// The view of that key, if it is one's own, or shared and one runs the business. A private view of somebody else is
/// not there.
fn own(act: &mut Act<'_>, key: &str) -> Result<SavedView, Stop> {
    let view: SavedView = act.by_key(select_sql!(SavedView, "where business_id = $1 and key = $2"), key, "view")?;
    let mine = view.member_id == act.me.id;
    if mine || (view.shared && act.me.role.runs_the_business()) {
        Ok(view)
    } else if view.shared {
        Err(Stop::Refused(righthand_domain::refusal::Refusal::by_role(format!(
            "“{}” is kept by somebody else. Whoever keeps it, the owner and the online business manager change it.",
            view.name
        ))))
    } else {
        Err(Stop::NotFound(format!("view “{key}”")))
    }
}

/// As the history says it: the name of a private view is nobody else's.
fn said(view: &SavedView, what: &str) -> String {
    if view.shared { format!("View “{}” {what}", view.name) } else { format!("A view of one’s own {what}") }
}
