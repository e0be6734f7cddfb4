//! Who may do what: the role table as every door asks it.

use maud::{Markup, html};
use righthand_desk::settings::overview::Overview;
use righthand_domain::roles::Role;

use crate::parts::{section_head, table, words};

/// A row for each permission, a column for each role.
pub(super) fn roles(overview: &Overview) -> Markup {
    let head = html! { tr { th scope="col" { "May" } @for role in Role::ALL { th scope="col" { (role.title()) } } } };
    let body = html! {
        @for (permission, grants) in &overview.table {
            tr {
                th scope="row" { (words::capital(permission)) }
                @for grant in grants { td.mut[grant == "no"] { (grant) } }
            }
        }
    };
    html! {
        section.mt4 id="roles" {
            (section_head("Who may do what", None, &html! { "every page, the API and the command line ask this table" }))
            (table("Who may do what", "", &head, &body))
        }
    }
}
