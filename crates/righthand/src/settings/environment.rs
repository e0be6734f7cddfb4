//! The environment: a `RIGHTHAND_*` that nothing reads is a typing error, and stops the start.

use righthand_domain::snapshot::Fault;

use super::SETTINGS;

/// Variables of the house's own tests and benches, which the program does not read.
const OF_TESTS: [&str; 4] = ["RIGHTHAND_REQUIRE", "RIGHTHAND_SEEDS", "RIGHTHAND_BINARY", "RIGHTHAND_TEST_POSTGRES"];
/// Names the settings file.
pub(crate) const OF_FILE: &str = "RIGHTHAND_SETTINGS";
/// Changes of a letter beyond which a name is not meant.
const FAR: usize = 4;

/// Every variable that no setting has.
pub(crate) fn check(variables: impl Iterator<Item = String>) -> Result<(), Vec<Fault>> {
    let known = || SETTINGS.iter().map(super::Setting::variable).chain([OF_FILE.to_owned()]);
    let fault = |name: String| Fault {
        message: format!("no setting has this variable{}", nearest(&name, known())),
        pointer: name,
    };
    let faults: Vec<Fault> = variables
        .filter(|name| name.starts_with("RIGHTHAND_") && !OF_TESTS.contains(&name.as_str()))
        .filter(|name| known().all(|known| known != *name))
        .map(fault)
        .collect();
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// `; did you mean “listen”?`, or where to find all names.
pub(super) fn nearest(name: &str, known: impl Iterator<Item = String>) -> String {
    let distances = known.map(|known| (strsim::damerau_levenshtein(name, &known), known));
    match distances.min() {
        Some((distance, known)) if distance <= FAR => format!("; did you mean “{known}”?"),
        _ => "; `righthand help settings` lists them all".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variable_that_no_setting_has_is_refused_with_the_nearest() {
        let names = ["PATH", "RIGHTHAND_LISTEN", "RIGHTHAND_REQUIRE", "RIGHTHAND_SETTINGS", "RIGHTHAND_DATABSE"];
        let faults = check(names.into_iter().map(str::to_owned)).unwrap_err();
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(told, ["RIGHTHAND_DATABSE: no setting has this variable; did you mean “RIGHTHAND_DATABASE”?"]);
    }
}
