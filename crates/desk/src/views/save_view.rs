//! Saves a view.

use righthand_domain::ids::ViewId;
use righthand_domain::roles::Permission;
use righthand_store::{Sql, sql, values};
use schemars::JsonSchema;
use serde::Deserialize;

use super::said;
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::records::SavedView;

/// Views that one person keeps at most: more are not found again.
const VIEWS_MAX: i64 = 100;
/// Characters of the address of a page, and of its query.
pub(crate) const PAGE_CHARS_MAX: usize = 200;
pub(crate) const QUERY_CHARS_MAX: usize = 2_000;

/// Saves a list with its filters and order under a name.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SaveView {
    pub name: String,
    /// Address of the list below that of the business, such as `/projects`.
    pub page: String,
    /// What the list is asked, as in its address: `state=late&view=list`.
    #[serde(default)]
    pub query: String,
    /// For everybody; else for oneself.
    #[serde(default)]
    pub shared: bool,
    #[serde(default)]
    pub key: Option<String>,
}

impl Command for SaveView {
    const NAME: &'static str = "save_view";
    const SUMMARY: &'static str = "Save a list's filters and order under a name";
    const NEEDS: Permission = Permission::SaveViews;
    const REST: Rest = Rest(Method::Post, "/views");
    const PAGE: &'static str = "/views";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        const TAKEN_KEYS: &Sql =
            sql!("saved_view.keys_like", "select key from saved_view where business_id = $1 and key like $2");
        const COUNT: &Sql =
            sql!("saved_view.count", "select count(*) from saved_view where business_id = $1 and member_id = $2");
        let me = act.me.id;
        let count = act.tx.one(COUNT, &values![me], |row| row.get::<i64>(0))?.unwrap_or(0);
        if count >= VIEWS_MAX {
            return Err(Stop::invalid("/name", format!("you keep {VIEWS_MAX} views; remove one that you do not use")));
        }
        let name = crate::projects::name(&self.name)?;
        let view = SavedView {
            id: act.new_id::<ViewId>(),
            key: act.free_key(self.key.as_deref(), &name, "view", TAKEN_KEYS)?,
            member_id: me,
            page: page(&self.page)?,
            query: query(&self.query)?,
            name,
            shared: self.shared,
            position: count + 1,
            version: 1,
        };
        act.insert(&view)?;
        Ok(Said::about(said(&view, "saved"), &view.key, view.version))
    }
}

/// The address of a page of this desk, which can lead nowhere else.
fn page(text: &str) -> Result<String, Stop> {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.');
    if text.starts_with('/')
        && !text.contains("//")
        && !text.contains("..")
        && text.len() <= PAGE_CHARS_MAX
        && text.chars().all(fits)
    {
        Ok(text.to_owned())
    } else {
        Err(Stop::invalid(
            "/page",
            "an address of a list below that of the business, such as /projects, is expected here",
        ))
    }
}

fn query(text: &str) -> Result<String, Stop> {
    let text = text.trim_start_matches('?');
    if text.chars().count() > QUERY_CHARS_MAX {
        return Err(Stop::invalid("/query", format!("a query has at most {QUERY_CHARS_MAX} characters")));
    }
    if text.chars().any(|c| c.is_control() || c == '#') {
        return Err(Stop::invalid("/query", "the query of an address is expected here, such as state=late&view=list"));
    }
    Ok(text.to_owned())
}
