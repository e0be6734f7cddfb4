//! The business itself, its file, and what can be done in it.

use righthand_desk::catalogue::{CATALOGUE, Entry};
use righthand_desk::settings::overview::{self, Closed, Overview};
use righthand_desk::settings::regions::RegionView;
use righthand_exchange::business_file;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::{Read, json, look};
use crate::openapi::shape;
use crate::{outcome, paging, paths};

pub(super) const BUSINESSES: Read = Read {
    name: "list_businesses",
    path: "/businesses",
    tag: "business",
    summary: "The business that the token opens",
    query: super::PAGING,
    schema: |generator| generator.subschema_for::<paging::Page<Business>>(),
    read: |api, caller, asked| {
        let overview = look(api, caller, asked, overview::overview)?;
        json(&paging::page(asked, vec![Business::of(overview)], |business| &business.key)?)
    },
};

pub(super) const BUSINESS: Read = Read {
    name: "get_business",
    path: "/businesses/{business}",
    tag: "business",
    summary: "The business: its clock, its closed days and its areas",
    query: &[],
    schema: |generator| generator.subschema_for::<Business>(),
    read: |api, caller, asked| json(&Business::of(look(api, caller, asked, overview::overview)?)),
};

pub(super) const SNAPSHOT: Read = Read {
    name: "export_business",
    path: "/businesses/{business}/snapshot",
    tag: "business",
    summary: "All of the business as a business file (righthand/1), without money where it is not open to you",
    query: &[],
    schema: |_| shape::business_file(),
    read: |api, caller, asked| {
        let snapshot = look(api, caller, asked, righthand_desk::settings::export::snapshot)?;
        Ok(business_file::write(&snapshot))
    },
};

pub(super) const COMMANDS: Read = Read {
    name: "list_commands",
    path: "/businesses/{business}/commands",
    tag: "business",
    summary: "Every command, with what it needs and the schema of its input",
    query: &[],
    schema: |generator| generator.subschema_for::<Commands>(),
    read: |api, caller, asked| {
        look(api, caller, asked, |_| Ok(()))?;
        json(&Commands { items: CATALOGUE.iter().map(Command::of).collect() })
    },
};

/// The business.
#[derive(Debug, Serialize, JsonSchema)]
struct Business {
    key: String,
    name: String,
    /// IANA name.
    time_zone: String,
    /// ISO 4217 code.
    currency: Option<String>,
    /// By weekday, windows as text: "09:00-13:00, 14:00-17:00".
    working_week: Option<righthand_desk::input::Week>,
    /// Closed days from today on.
    holidays: Vec<Holiday>,
    regions: Vec<Region>,
    areas: Vec<Area>,
    version: i64,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Holiday {
    #[schemars(schema_with = "shape::date")]
    day: String,
    name: Option<String>,
    /// For everybody, also for those who have the holidays of a region of their own.
    closure: bool,
}

/// The holidays of a place.
#[derive(Debug, Serialize, JsonSchema)]
struct Region {
    key: String,
    name: String,
    /// The business's own.
    of_business: bool,
    /// The last day that is known: after it the calendar has to be taken over again.
    #[schemars(schema_with = "shape::maybe_date")]
    known_until: Option<String>,
}

/// A major part of the business.
#[derive(Debug, Serialize, JsonSchema)]
struct Area {
    key: String,
    name: String,
    /// Key of the member who is accountable.
    accountable: Option<String>,
    version: i64,
}

impl Business {
    fn of(overview: Overview) -> Self {
        let holiday =
            |closed: Closed| Holiday { day: closed.day.to_string(), name: closed.name, closure: closed.closure };
        let region = |region: RegionView| Region {
            key: region.key,
            name: region.name,
            of_business: region.of_business,
            known_until: region.known_until.map(|day| day.to_string()),
        };
        Self {
            key: overview.key,
            name: overview.name,
            time_zone: overview.time_zone,
            currency: overview.currency,
            working_week: overview.week,
            holidays: overview.holidays.into_iter().map(holiday).collect(),
            regions: overview.regions.into_iter().map(region).collect(),
            areas: overview
                .areas
                .into_iter()
                .map(|area| Area {
                    key: area.key,
                    name: area.name,
                    accountable: area.accountable.map(|person| person.key),
                    version: area.version,
                })
                .collect(),
            version: overview.version,
        }
    }
}

/// The catalogue.
#[derive(Debug, Serialize, JsonSchema)]
struct Commands {
    items: Vec<Command>,
}

/// A command of the catalogue.
#[derive(Debug, Serialize, JsonSchema)]
struct Command {
    name: &'static str,
    summary: &'static str,
    /// What the role table is asked.
    needs: &'static str,
    method: &'static str,
    /// From the root, with fields of the input in braces.
    path: String,
    /// JSON Schema (2020-12) of the input, fields of the path included.
    #[schemars(schema_with = "shape::any_object")]
    input: Value,
}

impl Command {
    fn of(entry: &Entry) -> Self {
        Self {
            name: entry.name,
            summary: entry.summary,
            needs: entry.needs.words(),
            method: outcome::method(entry.rest.0),
            path: format!("{}{}", crate::BASE, paths::of(entry)),
            input: entry.schema(),
        }
    }
}
