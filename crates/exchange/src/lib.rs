//! Foreign formats in and out.
//!
//! [`business_file`] reads and writes a whole business; [`plan_json`], [`forecast_json`] and [`advice_json`] print what was
//! computed from one for programs, [`plan_text`], [`forecast_text`] and [`advice_text`] for people. [`address`] says what an e-mail address is. What other tools export becomes a
//! [`parcel::Parcel`] by one of the [`importers`].

pub mod address;
pub mod advice_json;
pub mod advice_text;
pub mod business_file;
pub mod forecast_json;
pub mod forecast_text;
pub mod holidays;
pub mod importers;
pub mod parcel;
pub mod people_list;
pub mod plan_json;
pub mod plan_text;
pub mod sheet;

mod asana;
mod clickup;
mod instants;
mod json_guard;
mod ledger;
mod loose;
mod monday;
mod notion;
mod table;
mod trello;

/// One line of JSON with its line break.
fn line(answer: &impl serde::Serialize) -> String {
    // Only a map with keys that are no texts, or a writer that fails, could make this fail; there is neither.
    let mut text = serde_json::to_string(answer).unwrap_or_default();
    text.push('\n');
    text
}
