//! The migrations in order. A new one is a file and a line here; one that was released never changes.

/// A numbered script, in the common subset of both engines.
pub(crate) struct Migration {
    pub(crate) number: i64,
    pub(crate) name: &'static str,
    pub(crate) text: &'static str,
}

macro_rules! migrations {
    ($($number:literal $name:literal),+ $(,)?) => {
        pub(crate) const MIGRATIONS: &[Migration] = &[$(
            Migration { number: $number, name: $name, text: include_str!(concat!("../migrations/", $name, ".sql")) },
        )+];
    };
}

migrations! {
    1 "0001_identity",
    2 "0002_desk",
    3 "0003_belonging",
    4 "0004_guesses",
    6 "0006_settings",
    7 "0007_terms",
    8 "0008_forecasts",
    9 "0009_what_if",
    11 "0011_imports",
}
