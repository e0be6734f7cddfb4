//! Postgres: an empty database of a throwaway server, dropped after the test.

use std::sync::{
    OnceLock,
    atomic::{AtomicUsize, Ordering},
};

use postgres::{Client, NoTls};

use crate::cluster::Cluster;

/// A database of its own for one test.
pub struct Postgres {
    url: String,
    name: String,
    cluster: &'static Cluster,
}

/// Word in `RIGHTHAND_REQUIRE` that turns a skipped test into a failed one.
const REQUIRED: &str = "postgres";

impl Postgres {
    /// A new empty database; `None`, told on stderr, where there is no PostgreSQL server to start.
    ///
    /// # Panics
    /// Where there is none but `RIGHTHAND_REQUIRE` names `postgres`, and where a server that is there does not work.
    #[expect(clippy::panic, reason = "a test that cannot begin has failed")]
    pub fn database() -> Option<Self> {
        static CLUSTER: OnceLock<Result<Cluster, String>> = OnceLock::new();
        static NUMBER: AtomicUsize = AtomicUsize::new(1);
        let cluster = match CLUSTER.get_or_init(Cluster::shared_or_started) {
            Ok(cluster) => cluster,
            Err(reason) if is_required() => panic!("RIGHTHAND_REQUIRE asks for PostgreSQL: {reason}"),
            Err(reason) => {
                eprintln!("SKIPPED: no PostgreSQL server ({reason}); this test ran on SQLite only");
                return None;
            }
        };
        let name = format!("test_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        if let Err(fault) = script(cluster, &format!("create database {name}")) {
            panic!("no database for a test: {fault:?}");
        }
        Some(Self { url: cluster.url(&name), name, cluster })
    }

    /// Its address: a socket in a temporary directory.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // Should it stay, it goes with the server.
        let _ = script(self.cluster, &format!("drop database {} with (force)", self.name));
    }
}

fn script(cluster: &Cluster, script: &str) -> Result<(), postgres::Error> {
    Client::connect(&cluster.url("postgres"), NoTls)?.batch_execute(script)
}

fn is_required() -> bool {
    std::env::var("RIGHTHAND_REQUIRE").is_ok_and(|words| words.split(',').any(|word| word.trim() == REQUIRED))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_test_gets_an_empty_database_of_its_own() {
        let (Some(one), Some(other)) = (Postgres::database(), Postgres::database()) else { return };
        assert_ne!(one.url(), other.url());
        let mut client = Client::connect(one.url(), NoTls).unwrap();
        client.batch_execute("create table t (n bigint)").unwrap();
        let mut beside = Client::connect(other.url(), NoTls).unwrap();
        assert!(beside.batch_execute("select * from t").is_err(), "the other database must not have the table");
        let url = one.url().to_owned();
        drop(one);
        assert!(Client::connect(&url, NoTls).is_err(), "a database ends with its test");
    }
}
