//! Saved views.

use righthand_desk::views::{self, ViewRow};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Read, json, look};
use crate::paging;

pub(super) const VIEWS: Read = Read {
    name: "list_views",
    path: "/businesses/{business}/views",
    tag: "views",
    summary: "Your saved views, and those that are shared",
    query: super::PAGING,
    schema: |generator| generator.subschema_for::<paging::Page<View>>(),
    read: |api, caller, asked| {
        let all = look(api, caller, asked, |view| views::seen(view, None))?;
        let all: Vec<View> = all.into_iter().map(View::of).collect();
        json(&paging::page(asked, all, |view| &view.key)?)
    },
};

/// A list with its filters and order under a name.
#[derive(Debug, Serialize, JsonSchema)]
struct View {
    key: String,
    name: String,
    /// Address of the list, below that of the business.
    page: String,
    /// What the list is asked.
    query: String,
    shared: bool,
    /// Name of whoever keeps it.
    keeper: String,
    version: i64,
}

impl View {
    fn of(row: ViewRow) -> Self {
        let ViewRow { key, name, page, query, shared, keeper, version, .. } = row;
        Self { key, name, page, query, shared, keeper, version }
    }
}
