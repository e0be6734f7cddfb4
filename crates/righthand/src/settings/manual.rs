//! The table of settings in words: for a terminal, and as the page of the manual.

use super::SETTINGS;

/// The table, for a terminal.
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

/// `docs/settings.md`.
pub(crate) fn markdown() -> String {
    let rows = SETTINGS.iter().map(|setting| {
        let default = if setting.default.is_empty() { "none".to_owned() } else { format!("`{}`", setting.default) };
        format!(
            "| `{}` | `--{}` | `{}` | {} | {default} | {} |\n",
            setting.name,
            setting.name,
            setting.variable(),
            setting.unit.replace('|', "\\|"),
            setting.help
        )
    });
    format!("{BEFORE}{}", rows.collect::<String>())
}

const BEFORE: &str = "\
# Settings

Made by `righthand settings --manual`, from the table that the program itself reads. A flag counts before the
environment, the environment before the file, the file before the default. `righthand settings` prints what counts, and
where each value came from; passwords and tokens are hidden.

The file is TOML, one `name = \"value\"` a line: `righthand.toml` in the working directory, or the one that
`--settings FILE` or `RIGHTHAND_SETTINGS` names. A name that is no setting, and a `RIGHTHAND_*` that none has, stop the
start and are told with the nearest name.

| name in the file | flag | variable | value | default | what it is |
|---|---|---|---|---|---|
";

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn the_page_of_the_manual_is_what_the_table_says() {
        let page = include_str!("../../../../docs/settings.md");
        assert!(page == markdown(), "docs/settings.md is old: righthand settings --manual > docs/settings.md");
    }
}
