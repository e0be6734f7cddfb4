//! From the store's bell to the browsers' streams.

use std::collections::HashMap;
use std::time::Duration;

use axum::extract::State;
use axum::response::Response;
use righthand_desk::{Desk, sign_in};
use righthand_domain::ids::BusinessId;

use super::{Answer, Site, Visitor};
use crate::http::live::Bell;

/// How often the thread looks whether somebody still listens to it.
const PATIENCE: Duration = Duration::from_secs(1);

/// Starts the thread that tells browsers which businesses have something new. A topic is a business's key.
pub(super) fn forward(desk: &Desk, bell: &Bell) {
    let (listener, desk, bell) = (desk.store.bell().listen(), desk.clone(), bell.clone());
    let thread = std::thread::Builder::new().name("live".into()).spawn(move || {
        let mut keys: HashMap<BusinessId, String> = HashMap::new();
        loop {
            let Some(ring) = listener.next(PATIENCE) else { continue };
            if !keys.contains_key(&ring.business)
                && let Ok(all) = desk.store.identity_read(sign_in::businesses)
            {
                keys = all.into_iter().map(|(id, key, _)| (id, key)).collect();
            }
            if let Some(key) = keys.get(&ring.business) {
                bell.ring(key, u64::try_from(ring.event).unwrap_or(0));
            }
        }
    });
    if let Err(error) = thread {
        tracing::error!(%error, "pages will not be live: {error}");
    }
}

/// `GET /live`: tells a browser what changed in the businesses of its visitor.
pub(super) async fn stream(State(site): State<Site>, visitor: Visitor) -> Result<Response, Answer> {
    let keys: Vec<String> =
        visitor.session.memberships.iter().map(|membership| membership.business_key.clone()).collect();
    Ok(site.0.bell.stream(move |topic| keys.iter().any(|key| key == topic)))
}
