//! The migrations in order. A new one is a file and a line here; one that was released never changes.

/// A numbered script, in the common subset of both engines.
pub(crate) struct Migration {
    pub(crate) number: i64,
    pub(crate) name: &'static str,
    pub(crate) text: &'static str,
    /// What follows on SQLite only: full-text search, where the engines have no common subset.
    pub(crate) sqlite: &'static str,
    /// What follows on PostgreSQL only.
    pub(crate) postgres: &'static str,
}

macro_rules! migrations {
    ($($number:literal $name:literal $($own:ident)?),+ $(,)?) => {
        pub(crate) const MIGRATIONS: &[Migration] = &[$(
            Migration {
                number: $number,
                name: $name,
                text: include_str!(concat!("../migrations/", $name, ".sql")),
                sqlite: migrations!(@own $name ".sqlite.sql" $($own)?),
                postgres: migrations!(@own $name ".postgres.sql" $($own)?),
            },
        )+];
    };
    (@own $name:literal $end:literal) => { "" };
    (@own $name:literal $end:literal by_engine) => { include_str!(concat!("../migrations/", $name, $end)) };
}

migrations! {
    1 "0001_identity",
    2 "0002_desk",
    3 "0003_belonging",
    4 "0004_guesses",
    5 "0005_search" by_engine,
    6 "0006_settings",
    7 "0007_terms",
    8 "0008_forecasts",
    9 "0009_what_if",
    10 "0010_mail",
    11 "0011_imports",
    16 "0016_regular_work",
    17 "0017_started_and_fed",
    18 "0018_hiring",
    19 "0019_reports",
    20 "0020_people",
    21 "0021_beginnings" by_engine,
}
