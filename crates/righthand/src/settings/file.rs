//! The settings file: TOML, one name and its value a line.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use righthand_domain::snapshot::Fault;
use toml::de::{DeTable, DeValue};

use super::environment::nearest;
use super::named;

/// Read where no other is named and it is there.
const USUAL: &str = "righthand.toml";
/// A settings file is a page of text; anything longer is another file.
const BYTES_MAX: u64 = 1 << 20;

struct File {
    name: String,
    /// By name: the value, and its line.
    values: Values,
}

/// What the file said, for this process; set before flags are read.
static FILE: OnceLock<File> = OnceLock::new();

/// The file that flags or the environment name, or the usual one where it is there.
pub(crate) fn search_path(arguments: impl Iterator<Item = OsString>, variable: Option<OsString>) -> Option<PathBuf> {
    let mut arguments = arguments.skip(1).take_while(|argument| argument != "--");
    while let Some(argument) = arguments.next() {
        if argument == "--settings" {
            return arguments.next().map(PathBuf::from);
        }
        if let Some(path) = argument.to_str().and_then(|argument| argument.strip_prefix("--settings=")) {
            return Some(path.into());
        }
    }
    variable.map(PathBuf::from).or_else(|| Some(PathBuf::from(USUAL)).filter(|usual| usual.exists()))
}

/// Reads the file; from now on it counts before the defaults.
pub(crate) fn begin(path: &Path) -> Result<(), Vec<Fault>> {
    let name = path.display().to_string();
    let fault = |message: String| vec![Fault { pointer: name.clone(), message }];
    let bytes = std::fs::metadata(path).map_err(|error| fault(format!("it cannot be read: {error}")))?.len();
    if bytes > BYTES_MAX {
        return Err(fault(format!("it has {bytes} bytes; a settings file has {BYTES_MAX} at most")));
    }
    let text = std::fs::read_to_string(path).map_err(|error| fault(format!("it cannot be read: {error}")))?;
    let values = read(&text).map_err(|faults| {
        let at = |(line, message)| Fault { pointer: format!("{name}, line {line}"), message };
        faults.into_iter().map(at).collect::<Vec<_>>()
    })?;
    // Set once, by `main`.
    let _set = FILE.set(File { name, values });
    Ok(())
}

/// What the file says, and on which line.
pub(super) fn value(setting: &str) -> Option<(&'static str, usize)> {
    FILE.get()?.values.get(setting).map(|(value, line)| (value.as_str(), *line))
}

/// The file that was read.
pub(super) fn name() -> &'static str {
    FILE.get().map_or(USUAL, |file| &file.name)
}

/// By name: the value, and the line on which it stands.
type Values = BTreeMap<String, (String, usize)>;

/// Names with their values and lines, or every fault with its line.
fn read(text: &str) -> Result<Values, Vec<(usize, String)>> {
    let line_of = |at: usize| 1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count();
    let table = DeTable::parse(text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_of(span.start));
        vec![(line, error.message().to_owned())]
    })?;
    let (mut values, mut faults) = (BTreeMap::new(), Vec::new());
    for (key, value) in table.get_ref() {
        let (name, line) = (key.get_ref().as_ref(), line_of(key.span().start));
        match setting(name, value.get_ref()) {
            Ok(value) => drop(values.insert(name.to_owned(), (value, line))),
            Err(message) => faults.push((line, message)),
        }
    }
    faults.sort();
    if faults.is_empty() { Ok(values) } else { Err(faults) }
}

fn setting(name: &str, value: &DeValue<'_>) -> Result<String, String> {
    let Some(setting) = named(name) else {
        return Err(format!(
            "there is no setting “{name}”{}",
            nearest(name, super::SETTINGS.iter().map(|s| s.name.to_owned()))
        ));
    };
    let DeValue::String(value) = value else {
        return Err(format!("{name}: a text in quotation marks is expected ({})", setting.unit));
    };
    setting.kind.check(value).map_err(|why| format!("{name}: {why}"))?;
    Ok(value.clone().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_no_setting_is_refused_with_its_line_and_the_nearest() {
        let faults = read("# of the desk\nlisten = \"127.0.0.1:1\"\nlog-fromat = \"json\"\n").unwrap_err();
        assert_eq!(faults, [(3, "there is no setting “log-fromat”; did you mean “log-format”?".to_owned())]);
        let faults = read("zzzzzzzz = \"1\"\n[section]\nlisten = \"x\"").unwrap_err();
        assert_eq!(faults.iter().map(|fault| fault.0).collect::<Vec<_>>(), [1, 2]);
    }

    #[test]
    fn a_value_that_is_not_taken_is_refused_with_its_line_and_without_the_value() {
        let faults = read("\nsmtp = \"smtp//desk:kiln-secret@mail\"\nlisten = 8080\n").unwrap_err();
        assert_eq!(faults.iter().map(|fault| fault.0).collect::<Vec<_>>(), [2, 3]);
        assert!(faults.iter().all(|(_, why)| !why.contains("kiln-secret")), "{faults:?}");
        assert_eq!(read("listen = ").unwrap_err()[0].0, 1);
    }

    #[test]
    fn the_flag_names_the_file_before_the_variable() {
        let arguments = |words: &[&str]| words.iter().map(OsString::from).collect::<Vec<_>>().into_iter();
        let by_variable = Some(OsString::from("env.toml"));
        let path = |words: &[&str]| search_path(arguments(words), by_variable.clone()).unwrap();
        assert_eq!(path(&["righthand", "serve", "--settings", "a.toml"]), Path::new("a.toml"));
        assert_eq!(path(&["righthand", "serve", "--settings=b.toml"]), Path::new("b.toml"));
        assert_eq!(path(&["righthand", "serve"]), Path::new("env.toml"));
    }
}
