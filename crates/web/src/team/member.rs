//! A member's page: parse, ask, answer.

use axum::extract::Path;
use axum::http::header;
use axum::response::Response;
use righthand_desk::team::profile;

use super::member_page::member_page;
use crate::site::{Answer, InBusiness, Place, crumb, crumb_here};

/// `GET /b/{business}/team/{member}`; `?link=` is the path of a sign-in link that was just made.
pub(super) async fn show(visit: InBusiness, Path((_, key)): Path<(String, String)>) -> Result<Response, Answer> {
    let profile = visit.read(move |view| profile::profile(view, &key)).await?;
    let link = link(&visit.visitor.query).map(|path| format!("{}{path}", visit.origin()));
    let crumbs = vec![crumb("Team", visit.at("/team")), crumb_here(profile.row.name.as_str())];
    let content = member_page(&visit, &profile, link.as_deref());
    let mut response = visit.page(&profile.row.name, Place::Team, crumbs, &content);
    if link.is_some() {
        // The address holds a secret: nobody keeps the page, nobody is told where a visitor came from.
        response.headers_mut().insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    }
    Ok(response)
}

/// A path to join or to sign in by, and nothing else that somebody may have put into the address.
fn link(query: &str) -> Option<String> {
    let value = query.split('&').find_map(|pair| pair.strip_prefix("link="))?.replace("%2F", "/").replace("%2f", "/");
    let secret = value.strip_prefix("/join/").or_else(|| value.strip_prefix("/sign-in/"))?;
    let plain = !secret.is_empty() && secret.bytes().all(|byte| byte.is_ascii_alphanumeric());
    plain.then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_links_that_sign_in_are_shown() {
        assert_eq!(link("link=%2Fjoin%2Fab12"), Some("/join/ab12".into()));
        assert_eq!(link("a=b&link=/sign-in/ab12"), Some("/sign-in/ab12".into()));
        for query in
            ["", "link=", "link=/join/", "link=//evil.example", "link=/join/a%3Cb", "link=/join/../x", "link=https://x"]
        {
            assert_eq!(link(query), None, "{query}");
        }
    }
}
