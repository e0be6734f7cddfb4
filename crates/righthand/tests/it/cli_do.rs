//! `righthand do`, `token create` and `sign-in-link` on the demonstration.

use std::process::Output;

use crate::program::{demonstration, err, out, righthand};

fn at_harbour_clay(url: &str, arguments: &[&str]) -> Output {
    righthand(&[&["do"], arguments, &["--business", "harbour-clay", "--database", url]].concat())
}

#[test]
fn a_command_is_done_and_says_how_it_is_taken_back() {
    let (_folder, url) = demonstration();
    let added = at_harbour_clay(
        &url,
        &["add_task", "project=slow-wheel", "name=Cut the trailer", "effort=1 h 30", "assignees=mateus,halima"],
    );
    assert_eq!((added.status.code(), err(&added).as_str()), (Some(0), ""));
    let said = out(&added);
    assert!(said.starts_with("Cut the trailer added\n") && said.contains("key: cut-the-trailer"), "{said}");
    let event = said.split("undo event=").nth(1).and_then(|rest| rest.split(')').next()).unwrap();
    let undone = at_harbour_clay(&url, &["undo", &format!("event={event}")]);
    assert!(out(&undone).starts_with("Undone: Cut the trailer added"), "{}{}", out(&undone), err(&undone));
}

#[test]
fn r02_a_refusal_names_the_rule_and_numbers_the_ways_out_as_lines_that_can_be_typed() {
    let (_folder, url) = demonstration();
    let refused = at_harbour_clay(
        &url,
        &["assign_manager", "project=winter-open-studio", "manager=priyanka", "--as", "tomas@achterberg.example"],
    );
    assert_eq!(refused.status.code(), Some(1));
    let text = err(&refused);
    assert!(text.contains("R2") && text.contains("The Slow Wheel, Glaze Library and Brand photographs"), "{text}");
    assert!(
        text.contains("\n  1. ")
            && text.contains(
                "righthand do assign_manager project=winter-open-studio manager=tomas --business harbour-clay"
            ),
        "{text}"
    );

    let way = at_harbour_clay(&url, &["assign_manager", "project=winter-open-studio", "manager=amara"]);
    assert_eq!(way.status.code(), Some(0), "{}", err(&way));
}

#[test]
fn a_role_holds_at_the_command_line_too() {
    let (_folder, url) = demonstration();
    let refused = at_harbour_clay(&url, &["close_project", "project=slow-wheel", "--as", "halima@strand.example"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(err(&refused).contains("Ask the owner"), "{}", err(&refused));
}

#[test]
fn wrong_input_exits_with_2_and_names_the_field() {
    let (_folder, url) = demonstration();
    for (arguments, says) in [
        (&["add_task", "name=Cut"][..], "project: this is needed"),
        (&["add_task", "project=slow-wheel", "name=Cut", "effort=soon"], "effort: "),
        (&["add_task", "project=slow-wheel", "Cut"], "Cut: a field is expected here"),
        (&["add_task", "--json", "{"], "--json: this is not JSON"),
        (&["make_coffee"], "make_coffee: there is no such command"),
        (&["undo", "--as", "nobody@example.org"], "--as: nobody signs in with"),
    ] {
        let output = at_harbour_clay(&url, arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(err(&output).starts_with(says), "{arguments:?}: {}", err(&output));
    }
    let nowhere = righthand(&["do", "undo", "--business", "nowhere", "--database", &url]);
    assert_eq!(
        (nowhere.status.code(), err(&nowhere).as_str()),
        (Some(2), "--business: there is no business “nowhere”\n")
    );
    let no_database = righthand(&["do", "undo", "--business", "harbour-clay", "--database", "sqlite:/nowhere/desk.db"]);
    assert!(err(&no_database).contains("there is no database /nowhere/desk.db"), "{}", err(&no_database));
}

#[test]
fn a_token_is_printed_alone_and_only_for_whoever_has_a_place_there() {
    let (_folder, url) = demonstration();
    let create = |user: &str| {
        righthand(&["token", "create", "--user", user, "--business", "northlight-coaching", "--database", &url])
    };
    let token = create("tomas@achterberg.example");
    assert!(out(&token).starts_with("rh_") && out(&token).lines().count() == 1, "{}", err(&token));
    let none = create("priyanka@doyle.example");
    assert_eq!((none.status.code(), out(&none).as_str()), (Some(2), ""));
}

#[test]
fn a_sign_in_link_is_made_for_whoever_has_an_account() {
    let (_folder, url) = demonstration();
    let link = |user: &str| {
        righthand(&["sign-in-link", "--user", user, "--public-url", "https://desk.example.org/", "--database", &url])
    };
    assert!(out(&link("halima@strand.example")).starts_with("https://desk.example.org/sign-in/"));
    assert_eq!(link("nobody@example.org").status.code(), Some(2));
}
