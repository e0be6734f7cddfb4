//! Connecting to the server, patiently where it has been there before.

use std::{
    thread,
    time::{Duration, Instant},
};

use ::postgres::{Client, Config, NoTls};

use crate::{
    error::{Error, Told},
    store::without_secrets,
};

/// Seconds after which the server stops a statement.
pub(crate) const STATEMENT_SECONDS_MAX: u64 = 60;
/// How long one attempt to connect may take.
const CONNECT_PATIENCE: Duration = Duration::from_secs(5);
/// How long to try again, in all, when a connection broke: a restart of the server takes a few seconds.
const RECONNECT_PATIENCE: Duration = Duration::from_secs(10);
const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// Where the server is.
#[derive(Clone)]
pub(crate) struct Server {
    config: Config,
    place: String,
}

impl Server {
    pub(crate) fn at(url: &str) -> Result<Self, Error> {
        let place = without_secrets(url);
        let mut config: Config = url.parse().map_err(|fault: ::postgres::Error| Error::Address {
            url: place.clone(),
            reason: Told::by(&fault).to_string(),
        })?;
        config.application_name("righthand").connect_timeout(CONNECT_PATIENCE);
        Ok(Self { config, place })
    }

    /// One attempt.
    pub(crate) fn connect(&self) -> Result<Client, Error> {
        let mut client = self.config.connect(NoTls).map_err(|fault| Error::open(&self.place, Told::by(&fault)))?;
        let settings = format!(
            "set statement_timeout = '{STATEMENT_SECONDS_MAX}s'; set lock_timeout = '30s'; \
             set idle_in_transaction_session_timeout = '60s'; set timezone = 'UTC'; \
             set client_min_messages = 'warning'"
        );
        client.batch_execute(&settings).map_err(|fault| Error::postgres("settings", fault))?;
        Ok(client)
    }

    /// Attempts with growing pauses.
    pub(super) fn connect_again(&self) -> Result<Client, Error> {
        let began = Instant::now();
        let mut pause = FIRST_PAUSE;
        loop {
            match self.connect() {
                Err(_) if began.elapsed() + pause < RECONNECT_PATIENCE => thread::sleep(pause),
                outcome => return outcome,
            }
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }
}
