//! The work of an import, which may take longer than a visitor should wait for an answer: it goes on by itself, and the
//! page of the upload says how far it is.

use std::time::Duration;

use righthand_desk::import::Progress;
use righthand_desk::projects::portfolio;
use righthand_domain::snapshot::Fault;

use super::carry_out::{Came, carry_out};
use super::kept::{Done, Import, Now};
use super::{Shared, whose};
use crate::site::{Answer, InBusiness, blocking};

/// What is done sooner is answered at once, without a page that says that it is being worked on.
const SOON: Duration = Duration::from_millis(1_500);
/// How long the answer waits for the plan of what was imported, so that the next page shows it.
const PLAN_PATIENCE: Duration = Duration::from_millis(800);

/// Begins to read the file, and with `keep` to bring it in. Answers what came of it, or that it is still going on; the
/// import of that token is kept up to date either way.
pub(super) async fn begin(
    visit: &InBusiness,
    shared: &Shared,
    token: &str,
    import: Import,
    keep: bool,
) -> Result<Import, Answer> {
    let progress = Progress::default();
    let working = Import { now: Now::Working(progress.clone(), keep), ..import.clone() };
    shared.imports.put(whose(visit), token, working.clone(), visit.visitor.now());
    let going_on = tokio::spawn(work(visit.clone(), shared.clone(), token.to_owned(), import, progress, keep));
    match tokio::time::timeout(SOON, going_on).await {
        Err(_) => Ok(working),
        Ok(Ok(done)) => done,
        Ok(Err(error)) => Err(Answer::Broken(error.to_string())),
    }
}

async fn work(
    visit: InBusiness,
    shared: Shared,
    token: String,
    import: Import,
    progress: Progress,
    keep: bool,
) -> Result<Import, Answer> {
    let worked = import.clone();
    let result = carry(&visit, &shared, worked, progress, keep).await;
    let done = match &result {
        Ok(done) => done.clone(),
        Err(answer) => {
            tracing::error!(error = ?answer, "An import broke: {answer:?}");
            let message = "Something broke, and nothing was imported. It is in the log; try again.".to_owned();
            Import { now: Now::Faulty(vec![Fault { pointer: String::new(), message }]), ..import }
        }
    };
    shared.imports.put(whose(&visit), &token, done, visit.visitor.now());
    result
}

async fn carry(
    visit: &InBusiness,
    shared: &Shared,
    mut import: Import,
    progress: Progress,
    keep: bool,
) -> Result<Import, Answer> {
    let Some(file) = import.file.clone() else { return Ok(import) };
    let Some(turn) = shared.turn().await else {
        let message = "Another import takes long. Try again in a minute.".to_owned();
        import.now = Now::Faulty(vec![Fault { pointer: String::new(), message }]);
        return Ok(import);
    };
    let (desk, actor, wishes) = (visit.visitor.site.desk().clone(), visit.actor(), import.wishes.clone());
    let came = blocking(move || {
        let came = carry_out(&desk, &actor, &file, &wishes, !keep, &progress)?;
        if let Came::Done { event, .. } = &came
            && *event > 0
        {
            desk.planning.wait_for(actor.business, *event, PLAN_PATIENCE);
        }
        Ok::<_, Answer>(came)
    })
    .await??;
    drop(turn);
    import.now = match came {
        Came::Done { report, columns, .. } if !keep => {
            import.columns = columns;
            Now::Seen(report)
        }
        Came::Done { report, summary, event, key, .. } => {
            import.file = None;
            let guesses = (import.wishes.kind != "file" && event > 0).then(|| crate::guesses::of_project(visit, &key));
            let href = href(visit, &import, &key).await?;
            Now::Done(Done { report, summary, event, href, guesses })
        }
        Came::Refused(refusal) => Now::Refused(refusal),
        Came::Unreadable(faults) => Now::Unreadable(faults),
        Came::Faulty(faults, columns) => {
            import.columns = columns.or(import.columns);
            Now::Faulty(faults)
        }
    };
    Ok(import)
}

/// Where what was imported can be looked at: the draft, the project, or for a business file all of them.
async fn href(visit: &InBusiness, import: &Import, key: &str) -> Result<String, Answer> {
    if import.wishes.kind == "file" {
        return Ok(visit.at("/projects"));
    }
    let drafts = visit.read(portfolio::drafts).await?;
    let place = if drafts.iter().any(|draft| draft.key == key) { "drafts" } else { "projects" };
    Ok(visit.at(&format!("/{place}/{key}")))
}
