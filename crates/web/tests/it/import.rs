//! Imports: what a visitor meets from choosing a file to undoing what it brought.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a story that cannot go on has failed")]

use axum::body::{Body, Bytes};
use axum::http::StatusCode;
use serde_json::{Value, json};
use tokio_stream::StreamExt;

use crate::visitors::{Page, Town};

const EDGE: &str = "an-edge";

/// A small board: two lists, two cards, a name with markup.
fn board() -> String {
    json!({
        "id": "5f00000000000000000000b0", "name": "Slow <i>Wheel</i>", "desc": "", "closed": false,
        "lists": [
            { "id": "5f00000000000000000000a1", "name": "To do", "closed": false, "pos": 1 },
            { "id": "5f00000000000000000000a2", "name": "Done", "closed": false, "pos": 2 }
        ],
        "cards": [
            { "id": "5f00000000000000000000c1", "name": "Record <script>alert(1)</script>", "desc": "", "closed": false, "idList": "5f00000000000000000000a1", "pos": 1, "idMembers": [], "idLabels": [] },
            { "id": "5f00000000000000000000c2", "name": "Cut", "desc": "", "closed": false, "idList": "5f00000000000000000000a1", "pos": 2, "idMembers": [], "idLabels": [] }
        ],
        "members": [], "labels": [], "checklists": [], "actions": [], "customFields": []
    })
    .to_string()
}

fn form(fields: &[(&str, &str)], file: Option<(&str, &str)>) -> String {
    let mut body = String::new();
    for (name, value) in fields {
        body += &format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    }
    if let Some((name, text)) = file {
        body += &format!(
            "--{EDGE}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/json\r\n\r\n{text}\r\n"
        );
    }
    body + &format!("--{EDGE}--\r\n")
}

async fn upload(town: &Town, who: &str, fields: &[(&str, &str)], file: Option<(&str, &str)>) -> Page {
    town.send(who, "/import", &format!("multipart/form-data; boundary={EDGE}"), Body::from(form(fields, file))).await
}

/// Below the business, where an answer leads.
fn led_to(page: &Page) -> String {
    let to = page.location.as_deref().unwrap_or_else(|| panic!("{}: {}", page.status, page.main()));
    to.strip_prefix("/b/harbour-clay").unwrap().to_owned()
}

/// How many of a kind a report's table says were read.
fn read(page: &Page, kind: &str) -> Option<String> {
    let rows = page.words("table tbody tr");
    let row = rows.iter().find(|row| row.starts_with(kind))?;
    row.strip_prefix(kind)?.split_whitespace().next().map(ToOwned::to_owned)
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_runs_the_business_imports_and_nobody_else() {
    let town = Town::new();
    let page = town.get("tomas", "/import").await;
    page.is_sound();
    page.says("How to get the file");
    page.says("Trello board");
    assert_eq!(town.get("amara", "/import").await.status, StatusCode::OK);
    for who in ["priyanka", "halima"] {
        assert_eq!(town.get(who, "/import").await.status, StatusCode::FORBIDDEN);
        let sent = upload(&town, who, &[("kind", "trello")], Some(("board.json", &board()))).await;
        assert_eq!(sent.status, StatusCode::FORBIDDEN, "{who}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_is_looked_at_imported_opened_and_undone() {
    let town = Town::new();
    let before = town.events();
    let sent = upload(&town, "amara", &[("kind", "trello")], Some(("wheel.json", &board()))).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.main());
    let here = led_to(&sent);
    let look = town.get("amara", &here).await;
    look.is_sound();
    look.says("Nothing is imported yet");
    assert_eq!((read(&look, "Cards").as_deref(), read(&look, "Lists").as_deref()), (Some("2"), Some("2")));
    assert_eq!(town.events(), before, "a dry run leaves nothing");

    let done = town.post("amara", &here, &[("step", "import")]).await;
    assert_eq!(led_to(&done), here);
    let page = town.get("amara", &here).await;
    page.is_sound();
    page.says("What it has brought");
    assert_eq!(town.events(), before + 1);
    assert!(
        page.attribute(".head-act a.btn-1", "href").unwrap().contains("/guesses?project="),
        "first what was guessed"
    );
    let draft = page.attribute(".head-act a[href*='/drafts/']", "href").unwrap();
    assert!(draft.starts_with("/b/harbour-clay/drafts/"), "{draft}");
    let draft = town.get("amara", draft.strip_prefix("/b/harbour-clay").unwrap()).await;
    assert_eq!(draft.status, StatusCode::OK);
    draft.says("Record <script>alert(1)</script>");
    assert!(!draft.text.contains("<script>alert"));

    // Twice pressed is once done.
    town.post("amara", &here, &[("step", "import")]).await;
    assert_eq!(town.events(), before + 1);

    let event = page.attribute("input[name=event]", "value").unwrap();
    let undone =
        town.post("amara", "/do/undo", &[("_back", &format!("/b/harbour-clay{here}")), ("event", &event)]).await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.main());
    town.get("amara", "/projects").await.does_not_say("Slow <i>Wheel</i>");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_board_again_changes_nothing_and_says_so() {
    let town = Town::new();
    let look = upload(&town, "amara", &[("kind", "trello")], Some(("wheel.json", &board()))).await;
    town.post("amara", &led_to(&look), &[("step", "import")]).await;
    let again = upload(&town, "amara", &[("kind", "trello")], Some(("wheel.json", &board()))).await;
    let page = town.get("amara", &led_to(&again)).await;
    page.says("holds nothing that is not here already");
    let changed = board().replace("\"Cut\"", "\"Cut it\"");
    let again = upload(&town, "amara", &[("kind", "trello")], Some(("wheel.json", &changed))).await;
    let page = town.get("amara", &led_to(&again)).await;
    page.says("change 1");
}

#[tokio::test(flavor = "multi_thread")]
async fn r15_an_upload_is_nobody_elses() {
    let town = Town::new();
    let sent = upload(&town, "amara", &[("kind", "trello")], Some(("wheel.json", &board()))).await;
    let here = led_to(&sent);
    let theirs = town.get("tomas", &here).await;
    assert_eq!(theirs.status, StatusCode::NOT_FOUND);
    theirs.says("Choose the file again");
    theirs.does_not_say("Wheel");
    let before = town.events();
    town.post("tomas", &here, &[("step", "import")]).await;
    assert_eq!(town.events(), before);
    assert_eq!(town.get("priyanka", &here).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_file_is_told_beside_its_field_with_the_place() {
    let town = Town::new();
    let whole = board();
    let truncated = &whole[..whole.len() / 2];
    let deep = "[".repeat(100_000);
    let before = town.events();
    for (name, text) in [
        ("truncated.json", truncated),
        ("empty.json", ""),
        ("deep.json", deep.as_str()),
        ("html.json", "<html>Sign in to Trello</html>"),
        ("other.json", r#"{"cards": 3}"#),
    ] {
        for kind in ["trello", "file"] {
            let page = upload(&town, "amara", &[("kind", kind)], Some((name, text))).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{kind} {name}: {}", page.main());
            page.is_sound();
            assert_eq!(page.attribute("#f-file", "aria-invalid").as_deref(), Some("true"), "{name}");
            page.says("Nothing was imported");
            assert_eq!(page.attribute("#f-kind option[selected]", "value").as_deref(), Some(kind));
        }
    }
    let page = upload(&town, "amara", &[("kind", "trello")], Some(("truncated.json", truncated))).await;
    page.says("line 1");
    assert_eq!(town.events(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_without_a_file_or_a_kind_says_what_is_missing() {
    let town = Town::new();
    let page = upload(&town, "amara", &[("kind", "trello"), ("outcome", "On air")], None).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.says("Choose the file to import");
    assert_eq!(page.attribute("#f-outcome", "value").as_deref(), Some("On air"));
    let page = upload(&town, "amara", &[("kind", "abacus")], Some(("a.json", "{}"))).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.attribute("#f-kind", "aria-invalid").as_deref(), Some("true"));
    let page = town.post("amara", "/import", &[("kind", "trello")]).await;
    assert!(page.status.is_client_error(), "{}", page.status);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_beyond_the_limit_is_refused_with_its_size_told() {
    let town = Town::new();
    let head = format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"big.json\"\r\n\r\n");
    let pieces = std::iter::repeat_n(Bytes::from(vec![b' '; 1024 * 1024]), 202);
    let all = [Bytes::from(head)].into_iter().chain(pieces).chain([Bytes::from(format!("\r\n--{EDGE}--\r\n"))]);
    let body = Body::from_stream(tokio_stream::iter(all).map(Ok::<_, std::io::Error>));
    let page = town.send("amara", "/import", &format!("multipart/form-data; boundary={EDGE}"), body).await;
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
    page.says("larger than 200 MB");
    assert_eq!(page.attribute("#f-file", "aria-invalid").as_deref(), Some("true"));
}

#[tokio::test(flavor = "multi_thread")]
async fn r02_a_board_for_a_manager_who_has_three_is_refused_and_goes_to_another() {
    let town = Town::new();
    for key in ["wheel", "glaze", "photos"] {
        town.project(key, "priyanka");
    }
    let wishes = [("kind", "trello"), ("end", "2026-12-18"), ("outcome", "On air"), ("manager", "priyanka")];
    let sent = upload(&town, "amara", &wishes, Some(("wheel.json", &board()))).await;
    let here = led_to(&sent);
    let page = town.get("amara", &here).await;
    page.is_sound();
    page.says("R2");
    page.says("Priyanka already manages wheel, glaze and photos");
    let before = town.events();
    let still = town.post("amara", &here, &[("step", "import")]).await;
    assert_eq!(still.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(town.events(), before, "nothing was imported");

    let other = [("step", "look"), ("end", "2026-12-18"), ("outcome", "On air"), ("manager", "tomas")];
    assert_eq!(town.post("amara", &here, &other).await.status, StatusCode::SEE_OTHER);
    town.get("amara", &here).await.says("Nothing is imported yet");
    town.post("amara", &here, &[("step", "import")]).await;
    let page = town.get("amara", &here).await;
    assert!(page.attribute(".head-act a[href*='/projects/']", "href").is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn r01_a_board_with_half_of_what_a_project_needs_is_refused() {
    let town = Town::new();
    let sent =
        upload(&town, "amara", &[("kind", "trello"), ("end", "2026-12-18")], Some(("wheel.json", &board()))).await;
    town.get("amara", &led_to(&sent)).await.says("has not got an outcome");
    let sent = upload(&town, "amara", &[("kind", "trello"), ("end", "soon")], Some(("wheel.json", &board()))).await;
    let page = town.get("amara", &led_to(&sent)).await;
    assert_eq!(page.attribute("#f-end", "aria-invalid").as_deref(), Some("true"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_report_is_there_as_a_file() {
    let town = Town::new();
    let sent = upload(&town, "amara", &[("kind", "trello")], Some(("wheel.json", &board()))).await;
    let report = town.get("amara", &format!("{}/report", led_to(&sent))).await;
    let report: Value = serde_json::from_str(&report.text).unwrap();
    assert_eq!(report["format"], "righthand-import/1");
    assert_eq!(report["items"]["card"]["read"], 2);
}

/// What the samples hold, counted by reading them as plain JSON.
#[tokio::test(flavor = "multi_thread")]
async fn boards_of_the_shared_samples_come_in_whole() {
    let folder = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/samples/trello"));
    if !folder.is_dir() {
        eprintln!("not run: {} is not there", folder.display());
        return;
    }
    let town = Town::new();
    for name in ["deck-data-trelloJson.json", "wekan-trello-project100.json"] {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        let plain: Value = serde_json::from_str(&text).unwrap();
        let count = |field: &str| plain[field].as_array().map_or(0, Vec::len).to_string();
        let sent = upload(&town, "amara", &[("kind", "trello")], Some((name, &text))).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{name}: {}", sent.main());
        let here = led_to(&sent);
        let look = town.get("amara", &here).await;
        look.is_sound();
        assert_eq!(read(&look, "Cards").or(read(&look, "Card")), Some(count("cards")), "{name}");
        assert_eq!(read(&look, "Lists").or(read(&look, "List")), Some(count("lists")), "{name}");
        let before = town.events();
        town.post("amara", &here, &[("step", "import")]).await;
        let page = town.get("amara", &here).await;
        page.is_sound();
        assert!(
            page.attribute(".head-act a.btn-1", "href").unwrap().contains("/guesses?project="),
            "first what was guessed"
        );
        let draft = page.attribute(".head-act a[href*='/drafts/']", "href").unwrap();
        let draft = town.get("amara", draft.strip_prefix("/b/harbour-clay").unwrap()).await;
        assert_eq!(draft.status, StatusCode::OK, "{name}");
        assert_eq!(town.events(), before + 1);
        let event = page.attribute("input[name=event]", "value").unwrap();
        let back = format!("/b/harbour-clay{here}");
        let undone = town.post("amara", "/do/undo", &[("_back", &back), ("event", &event)]).await;
        assert_eq!(undone.status, StatusCode::SEE_OTHER, "{name}: {}", undone.main());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn r16_a_business_file_with_nobody_accountable_is_refused_and_nothing_of_it_is_there() {
    let town = Town::new();
    let file = json!({
        "format": "righthand/1",
        "business": { "name": "Harbour Clay", "time_zone": "Europe/Lisbon" },
        "people": [{ "key": "amara-lindqvist", "name": "Amara Lindqvist", "role": "owner" }],
        "areas": [{ "key": "studio", "name": "Studio" }]
    });
    let before = town.events();
    let sent = upload(&town, "amara", &[("kind", "file")], Some(("business.json", &file.to_string()))).await;
    let page = town.get("amara", &led_to(&sent)).await;
    page.is_sound();
    page.says("R16");
    assert_eq!(town.events(), before);
}

const TABLE: &str = "Task,Who,Until,Hrs\nRecord <b>it</b>,Halima Strand,3/4/2027,2\nCut,,5/6/2027,90\n";

#[tokio::test(flavor = "multi_thread")]
async fn the_columns_of_a_table_are_said_and_remembered() {
    let town = Town::new();
    let seen = led_to(&upload(&town, "amara", &[("kind", "csv")], Some(("Slow Wheel.csv", TABLE))).await);
    let page = town.get("amara", &seen).await;
    page.is_sound();
    assert_eq!(page.words("th[scope=row]").iter().filter(|name| name.starts_with("Until ")).count(), 1);
    assert!(page.main().contains("two rows, separated by comma, written in UTF-8"), "{}", page.main());
    assert!(page.main().contains("3/4/2027"));
    let columns: &[(&str, &str)] = &[
        ("step", "look"),
        ("column.0", "name"),
        ("column.1", "assignee"),
        ("column.2", "due"),
        ("custom.2", "mdy"),
        ("column.3", "effort"),
    ];
    let said = town.post("amara", &seen, columns).await;
    assert_eq!(led_to(&said), seen);
    let page = town.get("amara", &seen).await;
    assert_eq!(page.words("select[name='column.2'] option[selected]"), ["Due"]);
    let done = town.post("amara", &seen, &[("step", "import")]).await;
    let page = town.get("amara", &led_to(&done)).await;
    assert!(page.main().contains("imported with 2 cards"), "{}", page.main());
    // The next table of these columns is read alike.
    let again = led_to(&upload(&town, "amara", &[("kind", "csv")], Some(("Slow Wheel.csv", TABLE))).await);
    let page = town.get("amara", &again).await;
    assert!(page.main().contains("holds nothing that is not here already"), "{}", page.main());
}

#[tokio::test(flavor = "multi_thread")]
async fn columns_that_cannot_be_are_told_with_what_was_said_kept() {
    let town = Town::new();
    let seen = led_to(&upload(&town, "amara", &[("kind", "csv")], Some(("Slow Wheel.csv", TABLE))).await);
    let wrong = town
        .post(
            "amara",
            &seen,
            &[("step", "look"), ("column.0", "skip"), ("column.1", "skip"), ("column.2", "skip"), ("column.3", "skip")],
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.main().contains("no column is the name of the tasks"), "{}", wrong.main());
}

#[tokio::test(flavor = "multi_thread")]
async fn where_both_changed_the_page_asks_and_takes_theirs_where_it_is_told_to() {
    let town = Town::new();
    let text = "ID,Task,Due\n1,Record a trailer,2027-04-03\n";
    let seen = led_to(&upload(&town, "amara", &[("kind", "csv")], Some(("Trailer.csv", text))).await);
    town.post("amara", &seen, &[("step", "import")]).await;
    let change = town.post("amara", "/do/change_task", &[("task", "record-a-trailer"), ("due", "2027-04-04")]).await;
    assert!(change.status.is_redirection() || change.status.is_success(), "{}", change.main());
    let later = text.replace("04-03", "04-05");
    let seen = led_to(&upload(&town, "amara", &[("kind", "csv")], Some(("Trailer.csv", &later))).await);
    let page = town.get("amara", &seen).await;
    let row = page.words("tbody tr").into_iter().find(|row| row.contains("2027-04-05")).unwrap_or_default();
    assert!(row.contains("2027-04-03") && row.contains("2027-04-04"), "{}", page.main());
    let done = led_to(&town.post("amara", &seen, &[("step", "import"), ("theirs", "card/1/due")]).await);
    let page = town.get("amara", &done).await;
    assert!(page.main().contains("(theirs; here it was 2027-04-04)"), "{}", page.main());
}
