//! Sees: what of the index somebody may find, by the role table (R15: never of another business).

use righthand_domain::roles::{Grant, Permission};
use righthand_store::search::Term;
use righthand_store::{Sql, select_sql, sql, values};

use super::entries::{EVERYBODY, facet};
use crate::records::Project;
use crate::view::{NotSeen, View};

/// Projects in which somebody who does not see the whole business has work: more are not looked for.
const PROJECTS_MAX: i64 = 500;

/// What limits the search of a member; `None` for those who see the whole business.
pub(super) fn limit(view: &mut View<'_>) -> Result<Option<Term>, NotSeen> {
    let grant = view.may(Permission::SeeBusiness);
    if grant == Grant::Yes {
        return Ok(None);
    }
    if grant == Grant::No {
        view.need(Permission::SeeBusiness)?;
    }
    const WORKED: &Sql = sql!(
        "project.worked_in",
        "select distinct task.project_id from assignment \
         join task on task.business_id = $1 and task.id = assignment.task_id \
         where assignment.business_id = $1 and assignment.member_id = $2 order by task.project_id limit $3"
    );
    let me = view.me.id;
    let mut facets = vec![EVERYBODY.to_owned(), facet('w', me.0)];
    // Of a project in which one has work, one sees the project itself; of one that one manages, all that is in it.
    let worked = view.tx.all(WORKED, &values![me, PROJECTS_MAX], |row| row.get(0))?;
    facets.extend(worked.into_iter().map(|id: righthand_domain::ids::ProjectId| facet('i', id.0)));
    if grant == Grant::OwnProjects {
        let managed = select_sql!(Project, "where business_id = $1 and manager_id = $2 order by position, id");
        let managed = view.tx.select::<Project>(managed, &values![me])?;
        facets.extend(managed.into_iter().map(|project| facet('p', project.id.0)));
    }
    Ok(Some(Term::AnyOf(facets)))
}
