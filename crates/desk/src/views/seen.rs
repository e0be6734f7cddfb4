//! View: the saved views of a member: their own, and those that are shared.

use righthand_domain::roles::Permission;
use righthand_store::{select_sql, values};
use serde::Serialize;

use crate::records::SavedView;
use crate::view::{NotSeen, View};

/// A saved view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ViewRow {
    pub key: String,
    pub name: String,
    /// Address of its page, below that of the business.
    pub page: String,
    pub query: String,
    pub shared: bool,
    /// Name of whoever keeps it.
    pub keeper: String,
    pub mine: bool,
    /// The reader may rename, share and remove it.
    pub may_change: bool,
    pub version: i64,
}

/// The views that this member has, their own first; only those of one page where `page` names it.
pub fn seen(view: &mut View<'_>, page: Option<&str>) -> Result<Vec<ViewRow>, NotSeen> {
    view.need_some(Permission::SaveViews)?;
    let me = view.me.id;
    let select = select_sql!(
        SavedView,
        "where business_id = $1 and (member_id = $2 or shared = true) order by position, name, id"
    );
    let mut found = view.tx.select::<SavedView>(select, &values![me])?;
    found.retain(|saved| page.is_none_or(|page| page == saved.page));
    found.sort_by_key(|saved| saved.member_id != me);
    let (members, runs) = (view.members()?, view.me.role.runs_the_business());
    let rows = found.into_iter().map(|saved| ViewRow {
        keeper: members
            .iter()
            .find(|member| member.id == saved.member_id)
            .map_or_else(String::new, |member| member.name.clone()),
        mine: saved.member_id == me,
        may_change: saved.member_id == me || runs,
        key: saved.key,
        name: saved.name,
        page: saved.page,
        query: saved.query,
        shared: saved.shared,
        version: saved.version,
    });
    Ok(rows.collect())
}
