//! Settings: one table, from which flags, `RIGHTHAND_*`, and `righthand help settings` are made.
//!
//! A flag counts before the environment, and that before the default. A wrong setting stops the start by name.

use std::ffi::OsStr;
use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command};

/// A setting: what it is called everywhere, and what it may be.
pub(crate) struct Setting {
    /// The flag without its dashes; the variable is `RIGHTHAND_` and this in capitals.
    pub(crate) name: &'static str,
    kind: Kind,
    /// As it would be typed; empty where there is none.
    pub(crate) default: &'static str,
    /// What the value is, for people.
    pub(crate) unit: &'static str,
    pub(crate) help: &'static str,
}

/// What a value is checked for.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Address,
    DatabaseUrl,
    Directory,
    Filter,
    OneOf(&'static [&'static str]),
    PublicUrl,
}

/// All settings, in the order of the manual.
pub(crate) static SETTINGS: &[Setting] = &[
    Setting {
        name: "listen",
        kind: Kind::Address,
        default: "127.0.0.1:8080",
        unit: "HOST:PORT",
        help: "Where the pages and the API are served. Port 0 takes a free one",
    },
    Setting {
        name: "database",
        kind: Kind::DatabaseUrl,
        default: "",
        unit: "sqlite:PATH or postgres://...",
        help: "Where everything is kept. Without it, righthand.db in the data directory",
    },
    Setting {
        name: "data",
        kind: Kind::Directory,
        default: "righthand-data",
        unit: "DIRECTORY",
        help: "Files of this node; made if it is not there",
    },
    Setting {
        name: "public-url",
        kind: Kind::PublicUrl,
        default: "",
        unit: "http(s)://HOST",
        help: "The address that people use, where a proxy stands before it. With https cookies are sent over TLS only",
    },
    Setting {
        name: "log",
        kind: Kind::Filter,
        default: "info",
        unit: "LEVEL or target=LEVEL,...",
        help: "How much is logged to standard error",
    },
    Setting {
        name: "log-format",
        kind: Kind::OneOf(&["text", "json"]),
        default: "text",
        unit: "text or json",
        help: "For people or for programs",
    },
];

/// The settings of a run.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(crate) listen: SocketAddr,
    /// As it was given; see [`Settings::database_url`].
    pub(crate) database: Option<String>,
    pub(crate) data: PathBuf,
    pub(crate) public_url: Option<String>,
    pub(crate) log: String,
    pub(crate) log_json: bool,
}

impl Settings {
    /// The database that was asked for, or the file in the data directory, which is made.
    pub(crate) fn database_url(&self) -> anyhow::Result<String> {
        use anyhow::Context;
        if let Some(url) = &self.database {
            return Ok(url.clone());
        }
        let named = || format!("--data: {} cannot be made", self.data.display());
        std::fs::create_dir_all(&self.data).with_context(named)?;
        Ok(format!("sqlite:{}", self.data.join("righthand.db").display()))
    }
}

impl Setting {
    /// `RIGHTHAND_LOG_FORMAT`.
    pub(crate) fn variable(&self) -> String {
        format!("RIGHTHAND_{}", self.name.to_uppercase().replace('-', "_"))
    }

    fn argument(&self) -> Arg {
        let (kind, name) = (self.kind, self.name);
        let argument = Arg::new(name)
            .long(name)
            .value_name(self.unit)
            .help(self.help)
            .env(OsStr::new(Box::leak(self.variable().into_boxed_str())))
            .hide_env_values(true)
            .value_parser(move |text: &str| kind.check(text).map(|()| text.to_owned()));
        if self.default.is_empty() { argument } else { argument.default_value(self.default) }
    }
}

impl Kind {
    fn check(self, text: &str) -> Result<(), String> {
        let good = match self {
            Self::Address => {
                return text
                    .parse::<SocketAddr>()
                    .map(drop)
                    .map_err(|_| "an address and a port are expected, such as 127.0.0.1:8080".into());
            }
            Self::DatabaseUrl => ["sqlite:", "postgres:", "postgresql:"].iter().any(|scheme| text.starts_with(scheme)),
            Self::Directory => !text.is_empty(),
            Self::Filter => {
                return text.parse::<tracing_subscriber::EnvFilter>().map(drop).map_err(|error| error.to_string());
            }
            Self::OneOf(choices) => choices.contains(&text),
            Self::PublicUrl => {
                ["http://", "https://"].iter().any(|scheme| text.len() > scheme.len() && text.starts_with(scheme))
            }
        };
        if good { Ok(()) } else { Err("this is not what is expected here".into()) }
    }
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
        let text = |name: &str| matches.get_one::<String>(name).cloned();
        let needed = |name: &str| {
            text(name).ok_or_else(|| clap::Error::raw(clap::error::ErrorKind::MissingRequiredArgument, name.to_owned()))
        };
        let listen = needed("listen")?
            .parse()
            .map_err(|error| clap::Error::raw(clap::error::ErrorKind::ValueValidation, format!("listen: {error}")))?;
        Ok(Self {
            listen,
            database: text("database"),
            data: needed("data")?.into(),
            public_url: text("public-url").map(|url| url.trim_end_matches('/').to_owned()),
            log: needed("log")?,
            log_json: needed("log-format")? == "json",
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// The table, for people.
pub(crate) fn table() -> String {
    let rows = SETTINGS.iter().map(|setting| {
        let default = if setting.default.is_empty() { "none" } else { setting.default };
        format!(
            "--{}  ({})\n    {}.\n    {}; default: {default}\n",
            setting.name,
            setting.variable(),
            setting.help,
            setting.unit
        )
    });
    rows.collect::<Vec<_>>().join("\n")
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
    fn the_manual_names_every_setting_with_its_flag_and_its_variable() {
        let table = table();
        for setting in SETTINGS {
            assert!(
                table.contains(&format!("--{}", setting.name)) && table.contains(&setting.variable()),
                "{}",
                setting.name
            );
        }
    }
}
