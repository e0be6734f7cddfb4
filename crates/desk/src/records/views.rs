//! Saved views.

use righthand_domain::ids::{MemberId, ViewId};
use righthand_store::record;

record! {
    /// A list with its filters and order under a name.
    pub struct SavedView in "saved_view" {
        id: ViewId,
        key: String,
        /// Who keeps it.
        member_id: MemberId,
        name: String,
        /// Address of the page, below that of the business.
        page: String,
        /// What the page is asked, without the question mark.
        query: String,
        /// Everybody who may see the page has it; else only who keeps it.
        shared: bool,
        position: i64,
    }
}
