//! The files the pages need: embedded, hashed by `build.rs`, served for ever under their hashed name.

use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::http::accepts_encoding;

/// One embedded file.
#[derive(Debug)]
pub(crate) struct Asset {
    /// As the source calls it: `ui.css`.
    pub(crate) name: &'static str,
    /// Where it is served: `/assets/ui.0f3a....css`.
    pub(crate) path: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) plain: &'static [u8],
    pub(crate) gzip: &'static [u8],
    pub(crate) brotli: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/assets_table.rs"));

/// The address of an asset by its source name. A name that is not there gives `/assets/NAME`, which answers 404 and so
/// shows in the first test that looks at the page.
pub fn path(name: &'static str) -> &'static str {
    ALL.iter().find(|asset| asset.name == name).map_or(name, |asset| asset.path)
}

/// Addresses of all script modules, so that a page can have them loaded in parallel.
pub(crate) fn scripts() -> impl Iterator<Item = &'static str> {
    ALL.iter().filter(|asset| asset.name.ends_with(".js")).map(|asset| asset.path)
}

/// Serves `/assets/{name}`.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/assets/{name}", get(serve)).route("/favicon.ico", get(favicon))
}

/// Browsers that ask for `/favicon.ico` unprompted get the mark too.
async fn favicon(headers: HeaderMap) -> Response {
    ALL.iter().find(|asset| asset.name == "favicon.svg").map_or_else(
        || StatusCode::NOT_FOUND.into_response(),
        |asset| respond(asset, &headers, "public, max-age=86400"),
    )
}

async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let wanted = ALL.iter().find(|asset| asset.path.strip_prefix("/assets/") == Some(name.as_str()));
    let Some(asset) = wanted else { return StatusCode::NOT_FOUND.into_response() };
    // The hash is in the name: the same name never has other bytes.
    respond(asset, &headers, "public, max-age=31536000, immutable")
}

fn respond(asset: &'static Asset, headers: &HeaderMap, caching: &'static str) -> Response {
    let (body, encoding) = if accepts_encoding(headers, "br") {
        (asset.brotli, Some("br"))
    } else if accepts_encoding(headers, "gzip") {
        (asset.gzip, Some("gzip"))
    } else {
        (asset.plain, None)
    };
    let mut response = body.into_response();
    let mut set = |name: HeaderName, value: &'static str| {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    };
    set(header::CONTENT_TYPE, asset.kind);
    set(header::CACHE_CONTROL, caching);
    set(header::VARY, "accept-encoding");
    if let Some(encoding) = encoding {
        set(header::CONTENT_ENCODING, encoding);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_has_its_hash_in_its_name_and_all_three_forms() {
        for asset in ALL {
            assert_eq!(asset.path.matches('.').count(), 2, "{}", asset.path);
            assert!(!asset.plain.is_empty() && !asset.gzip.is_empty() && !asset.brotli.is_empty(), "{}", asset.name);
        }
        assert!(path("ui.css").starts_with("/assets/ui."));
    }

    #[test]
    fn scripts_import_each_other_by_hashed_names_that_exist() {
        for asset in ALL.iter().filter(|a| a.name.ends_with(".js")) {
            let text = std::str::from_utf8(asset.plain).unwrap();
            for import in text.split("from \"./").skip(1).filter_map(|rest| rest.split_once('"')) {
                let wanted = format!("/assets/{}", import.0);
                assert!(ALL.iter().any(|a| a.path == wanted), "{} imports {wanted}", asset.name);
            }
        }
    }

    #[test]
    fn no_style_sheet_names_a_font_file_or_another_host() {
        for asset in ALL.iter().filter(|a| a.name.ends_with(".css")) {
            let text = std::str::from_utf8(asset.plain).unwrap();
            assert!(
                !text.contains("@font-face") && !text.contains("//fonts") && !text.contains("data:"),
                "{}",
                asset.name
            );
        }
    }

    #[tokio::test]
    async fn an_asset_is_immutable_and_comes_compressed_when_asked() {
        let name = path("ui.css").trim_start_matches("/assets/").to_owned();
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("gzip, br"));
        let response = serve(Path(name), headers).await;
        assert_eq!(response.headers()[header::CONTENT_ENCODING], "br");
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/css; charset=utf-8");
        assert!(response.headers()[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
        let missing = serve(Path("ui.css".to_owned()), HeaderMap::new()).await;
        assert_eq!(missing.status(), StatusCode::NOT_FOUND);
    }
}
