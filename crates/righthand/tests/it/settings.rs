//! Settings of the built program: what counts before what, what is refused, and what is printed.

use crate::program::{err, out, righthand, righthand_with};

#[test]
fn a_flag_counts_before_the_environment_that_before_the_file_and_that_before_the_default() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("desk.toml");
    std::fs::write(&file, "# of this node\nlisten = \"127.0.0.1:1\"\nlog = \"warn\"\nlog-format = \"json\"\n").unwrap();
    let file = file.to_str().unwrap();
    let told = righthand_with(
        &[("RIGHTHAND_SETTINGS", file), ("RIGHTHAND_LISTEN", "127.0.0.1:2"), ("RIGHTHAND_LOG", "debug")],
        &["settings", "--listen", "127.0.0.1:3"],
    );
    let told = out(&told);
    assert!(told.contains("listen = \"127.0.0.1:3\"  # flag\n"), "{told}");
    assert!(told.contains("log = \"debug\"  # RIGHTHAND_LOG\n"), "{told}");
    assert!(told.contains(&format!("log-format = \"json\"  # {file}, line 4\n")), "{told}");
    assert!(told.contains("data = \"righthand-data\"  # default\n"), "{told}");
    assert!(told.contains("# public-url is not set\n"), "{told}");
}

#[test]
fn what_is_printed_is_a_settings_file_without_its_secrets() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("desk.toml");
    let secrets = "smtp = \"smtps://desk:kiln-secret@mail.example\"\nmetrics-token = \"kiln-secret-kiln-secret\"\n\
                   database = \"postgres://desk:kiln-secret@db.example/desk\"\n";
    std::fs::write(&file, secrets).unwrap();
    let told = out(&righthand(&["settings", "--settings", file.to_str().unwrap()]));
    assert!(!told.contains("kiln-secret"), "{told}");
    assert!(told.contains("smtps://(hidden)@mail.example") && told.contains("metrics-token = \"(hidden)\""), "{told}");
    let help = out(&righthand(&["help", "serve", "--settings", file.to_str().unwrap()]));
    assert!(!help.contains("kiln-secret"), "{help}");
}

#[test]
fn an_unknown_name_stops_the_start_and_is_told_with_its_line_and_the_nearest() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("desk.toml");
    std::fs::write(&file, "listen = \"127.0.0.1:0\"\n\nlog-fromat = \"json\"\n").unwrap();
    let file = file.to_str().unwrap();
    let refused = righthand(&["serve", "--settings", file]);
    assert_eq!(refused.status.code(), Some(2));
    let why = format!("{file}, line 3: there is no setting “log-fromat”; did you mean “log-format”?\n");
    assert_eq!(err(&refused), why);
    let refused = righthand_with(&[("RIGHTHAND_LISTN", "127.0.0.1:0")], &["serve"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(err(&refused).contains("RIGHTHAND_LISTN: no setting has this variable; did you mean “RIGHTHAND_LISTEN”?"));
    let missing = righthand(&["serve", "--settings", "nowhere.toml"]);
    assert!(missing.status.code() == Some(2) && err(&missing).contains("nowhere.toml: it cannot be read"));
}

#[test]
fn help_says_what_a_command_is_for_and_prints_the_page_of_the_manual() {
    assert!(out(&righthand(&["help"])).contains("serve"));
    assert!(out(&righthand(&["help", "token", "create"])).contains("--scope"));
    let unknown = righthand(&["help", "srve"]);
    assert!(unknown.status.code() == Some(2) && err(&unknown).contains("there is no command “srve”"));
    let page = out(&righthand(&["help", "--man"]));
    assert!(page.contains(".TH righthand") && page.contains("RIGHTHAND_LISTEN") && page.contains("serve"), "{page}");
}
