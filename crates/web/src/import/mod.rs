//! Import: choose a file, see what it would bring, bring it in.

mod carry_out;
mod choose;
mod choose_page;
mod columns_page;
mod kept;
mod look;
mod look_page;
mod report_page;
mod upload;
mod work;

use std::sync::Arc;
use std::time::Duration;

use axum::routing::get;
use axum::{Extension, Router};
use righthand_desk::import::{Earlier, earlier};
use righthand_domain::roles::{Permission, Role};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use self::kept::{Imports, Whose};
use crate::site::{Answer, InBusiness, Site};

/// Files that are read at a time: a board at all its limits takes a good part of the memory that the program may have.
const READ_AT_A_TIME: usize = 1;
/// How long an import waits for the one before it.
const PATIENCE: Duration = Duration::from_secs(60);

/// Its routes, in reading order.
pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/b/{business}/import", get(choose::show).post(choose::send))
        .route("/b/{business}/import/{token}", get(look::show).post(look::send))
        .route("/b/{business}/import/{token}/report", get(look::report))
        .layer(Extension(Shared { imports: Imports::default(), turn: Arc::new(Semaphore::new(READ_AT_A_TIME)) }))
}

/// What all imports of the process share.
#[derive(Debug, Clone)]
struct Shared {
    imports: Imports,
    turn: Arc<Semaphore>,
}

impl Shared {
    /// Waits for its turn; `None` if the imports before it take too long.
    async fn turn(&self) -> Option<OwnedSemaphorePermit> {
        tokio::time::timeout(PATIENCE, self.turn.clone().acquire_owned()).await.ok()?.ok()
    }
}

/// What the form offers.
#[derive(Debug, Clone)]
struct Facts {
    /// Key, name and role of those who can manage a project.
    managers: Vec<(String, String, Role)>,
    /// Kind, key and name of what tables have become before.
    earlier: Vec<Earlier>,
}

/// For those who may import; everybody else is told whom to ask.
async fn facts(visit: &InBusiness) -> Result<Facts, Answer> {
    visit
        .read(|view| {
            view.need(Permission::Import)?;
            let today = view.today;
            let can = |role| matches!(role, Role::Owner | Role::OnlineBusinessManager | Role::ProjectManager);
            let members = view.members()?.into_iter().filter(|member| can(member.role) && !member.is_gone(today));
            let earlier = earlier(view)?;
            Ok(Facts { earlier, managers: members.map(|member| (member.key, member.name, member.role)).collect() })
        })
        .await
}

fn whose(visit: &InBusiness) -> Whose {
    Whose { user: visit.visitor.session.user, business: visit.membership.business }
}

#[cfg(test)]
mod tests;
