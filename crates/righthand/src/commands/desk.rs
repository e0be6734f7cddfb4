//! The desk that a command works on, and the business and person it is asked for.

use anyhow::Context;
use righthand_desk::command::{Actor, Door, Who};
use righthand_desk::{Clock, Desk, sign_in};
use righthand_domain::ids::{BusinessId, UserId};
use righthand_domain::snapshot::Fault;
use righthand_store::Store;

use super::source::Failure;
pub(super) use crate::settings::Place;

impl Place {
    /// Opens it. A command does not make a database where there is none: that would hide a wrong address.
    pub(crate) fn open(&self) -> Result<Desk, Failure> {
        Ok(Desk::new(open_store(&self.there()?)?, Clock::system()))
    }

    /// Its address, where there is a database.
    pub(crate) fn there(&self) -> Result<String, Failure> {
        let url = self.url();
        if let Some(path) = url.strip_prefix("sqlite:").filter(|path| !std::path::Path::new(path).exists()) {
            return Err(input("--database", format!("there is no database {path}; `righthand serve` makes one")));
        }
        Ok(url)
    }

    /// Opens it, and makes it where there is none: for a command that was asked to make what it needs.
    pub(crate) fn open_or_make(&self) -> Result<Desk, Failure> {
        Ok(Desk::new(open_store(&self.made_url()?)?, Clock::system()))
    }
}

/// Opens a database, or says by name what is wrong with the setting.
pub(crate) fn open_store(url: &str) -> Result<Store, Failure> {
    Store::open(url).context("--database cannot be opened").map_err(Failure::Other)
}

/// The business of a key.
pub(crate) fn business(desk: &Desk, key: &str) -> Result<BusinessId, Failure> {
    let found = sign_in::find_business(desk, key).context("the database does not answer")?;
    found.ok_or_else(|| input("--business", format!("there is no business “{key}”")))
}

/// The user of an address.
pub(crate) fn user(desk: &Desk, flag: &str, email: &str) -> Result<UserId, Failure> {
    let found = sign_in::find_user(desk, email).context("the database does not answer")?;
    found.ok_or_else(|| input(flag, format!("nobody signs in with {email}")))
}

/// Somebody at the command line: a user, or the operator for the owner.
pub(crate) fn actor(business: BusinessId, user: Option<UserId>) -> Actor {
    Actor { who: user.map_or(Who::Operator, Who::User), business, door: Door::Cli }
}

/// A fault of an argument.
pub(crate) fn input(argument: &str, message: String) -> Failure {
    Failure::Input(vec![Fault { pointer: argument.to_owned(), message }])
}
