//! Settings: one table, from which flags, `RIGHTHAND_*`, the settings file, `righthand help` and the manual are made.
//!
//! A flag counts before the environment, that before the file, and that before the default. A wrong setting stops the
//! start by name.

mod environment;
mod file;
mod kind;
mod manual;

use std::ffi::OsStr;
use std::net::SocketAddr;
use std::path::PathBuf;

use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Command};

pub(crate) use environment::{OF_FILE, check as check_environment};
pub(crate) use file::{begin as read_file, search_path};
use kind::Kind;
pub(crate) use manual::{markdown, table};

/// A setting: what it is called everywhere, and what it may be.
pub(crate) struct Setting {
    /// The flag without its dashes, and the name in the file; the variable is `RIGHTHAND_` and this in capitals.
    pub(crate) name: &'static str,
    kind: Kind,
    /// As it would be typed; empty where there is none.
    pub(crate) default: &'static str,
    /// What the value is, for people.
    pub(crate) unit: &'static str,
    pub(crate) help: &'static str,
    secret: Secret,
}

/// What of a value must not be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Secret {
    Nothing,
    /// Between `//` and `@` there may be a password.
    InAddress,
    All,
}

/// All settings, in the order of the manual.
pub(crate) static SETTINGS: &[Setting] = &[
    Setting {
        name: "listen",
        kind: Kind::Address,
        default: "127.0.0.1:8080",
        unit: "HOST:PORT",
        help: "Where the pages and the API are served. Port 0 takes a free one",
        secret: Secret::Nothing,
    },
    Setting {
        name: "database",
        kind: Kind::DatabaseUrl,
        default: "",
        unit: "sqlite:PATH or postgres://...",
        help: "Where everything is kept. Without it, righthand.db in the data directory",
        secret: Secret::InAddress,
    },
    Setting {
        name: "data",
        kind: Kind::Directory,
        default: "righthand-data",
        unit: "DIRECTORY",
        help: "Files of this node; made if it is not there",
        secret: Secret::Nothing,
    },
    Setting {
        name: "public-url",
        kind: Kind::PublicUrl,
        default: "",
        unit: "http(s)://HOST",
        help: "The address that people use, where a proxy stands before it. With https cookies are sent over TLS only",
        secret: Secret::Nothing,
    },
    Setting {
        name: "log",
        kind: Kind::Filter,
        default: "info",
        unit: "LEVEL or target=LEVEL,...",
        help: "How much is logged to standard error",
        secret: Secret::Nothing,
    },
    Setting {
        name: "log-format",
        kind: Kind::OneOf(&["text", "json"]),
        default: "text",
        unit: "text or json",
        help: "For people or for programs",
        secret: Secret::Nothing,
    },
    Setting {
        name: "smtp",
        kind: Kind::MailServer,
        default: "",
        unit: "smtp(s)://USER:PASSWORD@HOST:PORT",
        help: "The server that mail goes out by; smtps is TLS from the first byte, smtp asks for TLS with ?tls=required. \
               Without it a desk on loopback shows its mail on /dev/mail, and any other sends none",
        secret: Secret::InAddress,
    },
    Setting {
        name: "mail-from",
        kind: Kind::Mailbox,
        default: "Righthand <righthand@localhost>",
        unit: "NAME <ADDRESS>",
        help: "Whom mail comes from",
        secret: Secret::Nothing,
    },
    Setting {
        name: "metrics-listen",
        kind: Kind::Address,
        default: "",
        unit: "HOST:PORT",
        help: "An address of its own for /metrics, which is then nowhere else",
        secret: Secret::Nothing,
    },
    Setting {
        name: "metrics-token",
        kind: Kind::Token,
        default: "",
        unit: "TOKEN",
        help: "With it /metrics answers whoever sends it as a bearer token; without it, only this machine",
        secret: Secret::All,
    },
];

/// The settings of a run.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(crate) listen: SocketAddr,
    pub(crate) place: Place,
    pub(crate) public_url: Option<String>,
    pub(crate) log: String,
    pub(crate) log_json: bool,
    pub(crate) smtp: Option<String>,
    pub(crate) mail_from: String,
    pub(crate) metrics_listen: Option<SocketAddr>,
    pub(crate) metrics_token: Option<String>,
    /// One line for each, with where its value came from.
    pub(crate) told: String,
}

/// Where the desk is kept.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    /// As it was given; see [`Place::url`].
    pub(crate) database: Option<String>,
    pub(crate) data: PathBuf,
}

/// The address that people use, for commands that print links.
#[derive(Debug, Clone)]
pub(crate) struct PublicUrl(pub(crate) String);

/// The settings that say where the desk is kept: those of every command that opens it.
const OF_PLACE: [&str; 2] = ["database", "data"];

impl Place {
    /// The database that was asked for, or the file in the data directory.
    pub(crate) fn url(&self) -> String {
        let beside = || format!("sqlite:{}", self.data.join("righthand.db").display());
        self.database.clone().unwrap_or_else(beside)
    }

    /// As [`Self::url`]; the data directory is made where it is needed.
    pub(crate) fn made_url(&self) -> anyhow::Result<String> {
        use anyhow::Context;
        if self.database.is_none() {
            let named = || format!("--data: {} cannot be made", self.data.display());
            std::fs::create_dir_all(&self.data).with_context(named)?;
        }
        Ok(self.url())
    }
}

impl Setting {
    /// `RIGHTHAND_LOG_FORMAT`.
    pub(crate) fn variable(&self) -> String {
        format!("RIGHTHAND_{}", self.name.to_uppercase().replace('-', "_"))
    }

    /// The flag, with what the environment and the file say.
    pub(crate) fn argument(&self) -> Arg {
        let kind = self.kind;
        let argument = Arg::new(self.name)
            .long(self.name)
            .value_name(self.unit)
            .help(self.help)
            .env(OsStr::new(Box::leak(self.variable().into_boxed_str())))
            .hide_env_values(true)
            .hide_default_value(self.secret != Secret::Nothing)
            .value_parser(move |text: &str| kind.check(text).map(|()| text.to_owned()));
        let default = file::value(self.name).map_or(self.default, |(value, _)| value);
        if default.is_empty() { argument } else { argument.default_value(default) }
    }

    /// `listen = "127.0.0.1:8080"  # default`, with secrets hidden.
    fn told(&self, matches: &ArgMatches) -> String {
        let source = match matches.value_source(self.name) {
            Some(ValueSource::CommandLine) => "flag".to_owned(),
            Some(ValueSource::EnvVariable) => self.variable(),
            Some(_) if file::value(self.name).is_some() => {
                let (_, line) = file::value(self.name).unwrap_or_default();
                format!("{}, line {line}", file::name())
            }
            Some(_) => "default".to_owned(),
            None => return format!("# {} is not set\n", self.name),
        };
        let value = matches.get_one::<String>(self.name).map_or("", String::as_str);
        let value = match self.secret {
            Secret::Nothing => value.to_owned(),
            Secret::InAddress => without_password(value),
            Secret::All => "(hidden)".to_owned(),
        };
        format!("{} = {value:?}  # {source}\n", self.name)
    }
}

/// The setting of that name.
pub(crate) fn named(name: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|setting| setting.name == name)
}

/// What stands between `//` and `@` is not printed.
fn without_password(address: &str) -> String {
    match (address.find("//"), address.rfind('@')) {
        (Some(from), Some(to)) if from + 2 < to => format!("{}(hidden){}", &address[..from + 2], &address[to..]),
        _ => address.to_owned(),
    }
}

fn text(matches: &ArgMatches, name: &str) -> Option<String> {
    matches.get_one::<String>(name).cloned()
}

fn needed(matches: &ArgMatches, name: &str) -> Result<String, clap::Error> {
    text(matches, name).ok_or_else(|| {
        clap::Error::raw(clap::error::ErrorKind::MissingRequiredArgument, format!("--{name} is missing\n"))
    })
}

fn address(name: &str, text: &str) -> Result<SocketAddr, clap::Error> {
    text.parse()
        .map_err(|error| clap::Error::raw(clap::error::ErrorKind::ValueValidation, format!("--{name}: {error}\n")))
}

impl clap::Args for Settings {
    fn augment_args(command: Command) -> Command {
        SETTINGS.iter().fold(command, |command, setting| command.arg(setting.argument()))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl clap::FromArgMatches for Settings {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        Ok(Self {
            listen: address("listen", &needed(matches, "listen")?)?,
            place: Place::from_arg_matches(matches)?,
            public_url: text(matches, "public-url").map(|url| url.trim_end_matches('/').to_owned()),
            log: needed(matches, "log")?,
            log_json: needed(matches, "log-format")? == "json",
            smtp: text(matches, "smtp"),
            mail_from: needed(matches, "mail-from")?,
            metrics_listen: text(matches, "metrics-listen").map(|text| address("metrics-listen", &text)).transpose()?,
            metrics_token: text(matches, "metrics-token"),
            told: SETTINGS.iter().map(|setting| setting.told(matches)).collect(),
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl clap::Args for Place {
    fn augment_args(command: Command) -> Command {
        OF_PLACE.iter().filter_map(|name| named(name)).fold(command, |command, setting| command.arg(setting.argument()))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl clap::FromArgMatches for Place {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        Ok(Self { database: text(matches, "database"), data: needed(matches, "data")?.into() })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl clap::Args for PublicUrl {
    fn augment_args(command: Command) -> Command {
        named("public-url").into_iter().fold(command, |command, setting| command.arg(setting.argument()))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl clap::FromArgMatches for PublicUrl {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        Ok(Self(text(matches, "public-url").unwrap_or_default().trim_end_matches('/').to_owned()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_is_a_value_that_its_setting_takes() {
        for setting in SETTINGS.iter().filter(|setting| !setting.default.is_empty()) {
            assert_eq!(setting.kind.check(setting.default), Ok(()), "{}", setting.name);
        }
    }

    #[test]
    fn a_password_in_an_address_is_not_printed() {
        assert_eq!(without_password("smtps://desk:pa@ss@mail.example"), "smtps://(hidden)@mail.example");
        assert_eq!(without_password("sqlite:desk.db"), "sqlite:desk.db");
    }
}
