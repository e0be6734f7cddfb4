//! Hearing: rings from the other nodes.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use ::postgres::{Client, Notification, fallible_iterator::FallibleIterator};

use super::{connect::Server, spawn};
use crate::{
    bell::{Bell, Ring, last_events},
    conn::Conn,
    error::Error,
};

/// Channel of `notify`.
pub(super) const CHANNEL: &str = "righthand_bell";
/// How often to look whether the store was closed.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// Pause before listening again when the server is away for long.
const PAUSE: Duration = Duration::from_secs(2);

/// Listens on a thread of its own from when this returns until `closed`.
pub(super) fn start(server: Server, bell: Bell, closed: Arc<AtomicBool>) -> Result<(), Error> {
    let (client, before) = listen(server.connect()?)?;
    bell.note(before);
    spawn("store-bell", move || {
        let mut client = Some(client);
        while !closed.load(Ordering::Relaxed) {
            if let Some(client) = client.take()
                && let Err(fault) = hear(client, &bell, &closed)
            {
                tracing::warn!(error = %fault, "Not hearing the other nodes for a moment: {fault}");
            }
            if closed.load(Ordering::Relaxed) {
                return;
            }
            match server.connect_again().and_then(listen) {
                Ok((again, missed)) => {
                    missed.into_iter().for_each(|ring| bell.ring(ring));
                    client = Some(again);
                }
                Err(fault) => {
                    tracing::error!(error = %fault, "Cannot hear the other nodes: {fault}");
                    thread::sleep(PAUSE);
                }
            }
        }
    })
}

/// Begins to listen, and reads what happened before.
fn listen(mut client: Client) -> Result<(Client, Vec<Ring>), Error> {
    client.batch_execute(&format!("listen {CHANNEL}")).map_err(|fault| Error::postgres("listen", fault))?;
    let mut conn = Conn::postgres(client);
    let before = last_events(&mut conn)?;
    match conn {
        Conn::Postgres(conn) => Ok((conn.client, before)),
        Conn::Sqlite(_) => Err(Error::Closed),
    }
}

fn hear(mut client: Client, bell: &Bell, closed: &AtomicBool) -> Result<(), Error> {
    while !closed.load(Ordering::Relaxed) {
        let mut notifications = client.notifications();
        let mut heard = notifications.timeout_iter(LOOK_EVERY);
        while let Some(notification) = heard.next().map_err(|fault| Error::postgres("listen", fault))? {
            match ring_of(&notification) {
                Some(ring) => bell.ring(ring),
                None => tracing::warn!(payload = notification.payload(), "A ring could not be read"),
            }
        }
        drop(heard);
        drop(notifications);
        if client.is_closed() {
            return Ok(());
        }
    }
    Ok(())
}

fn ring_of(notification: &Notification) -> Option<Ring> {
    let (business, event) = notification.payload().split_once(' ')?;
    Some(Ring { business: business.parse().ok()?, event: event.parse().ok()? })
}
