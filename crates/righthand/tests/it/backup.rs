//! `righthand backup` and `restore`, on a desk that is being served.

use std::io::Write;
use std::process::{Command, Stdio};

use righthand_testkit::on_both;

use crate::program::{AT, Server, command, err, out, righthand};

fn task(url: &str, name: &str) {
    let name = format!("name={name}");
    let added =
        righthand(&["do", "add_task", "project=slow-wheel", &name, "--business", "harbour-clay", "--database", url]);
    assert!(added.status.success(), "{}", err(&added));
}

fn plan(url: &str) -> String {
    let planned =
        righthand(&["plan", "--business", "harbour-clay", "--database", url, "--at", AT, "--json", "--schedules", "1"]);
    assert!(planned.status.success(), "{}", err(&planned));
    out(&planned)
}

#[test]
fn a_desk_that_is_served_is_backed_up_and_comes_back_on_either_engine() {
    on_both(|url| {
        let server = Server::start(&["demo", "--at", AT, "--database", url]);
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("desk.backup");
        let file = file.to_str().unwrap();
        let taken = righthand(&["backup", file, "--database", url]);
        assert!(taken.status.success() && out(&taken).contains(" tables, "), "{}", err(&taken));
        let before = plan(url);
        task(url, "Came after the backup");
        assert_eq!(server.get("/up").0, 200);
        on_both(|other| {
            let restored = righthand(&["restore", file, "--database", other]);
            assert!(restored.status.success(), "{}", err(&restored));
            assert_eq!(plan(other), before, "{url} into {other}");
            let again = righthand(&["restore", file, "--database", other]);
            assert_eq!(again.status.code(), Some(2));
            assert!(err(&again).contains("is not empty") && err(&again).contains("--replace"), "{}", err(&again));
        });
        assert!(server.end("TERM"));
    });
}

#[test]
fn replacing_asks_first_and_then_all_that_was_there_is_gone() {
    let (folder, url) = crate::program::demonstration();
    let file = folder.path().join("desk.backup");
    let file = file.to_str().unwrap();
    assert!(righthand(&["backup", file, "--database", &url]).status.success());
    task(&url, "Came after the backup");
    let answer = |answer: &str| {
        let mut asked = command(&["restore", file, "--replace", "--database", &url])
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        asked.stdin.take().unwrap().write_all(answer.as_bytes()).unwrap();
        asked.wait_with_output().unwrap()
    };
    let refused = answer("no\n");
    assert!(refused.status.code() == Some(2) && err(&refused).contains("nothing was changed"), "{}", err(&refused));
    assert!(plan(&url).contains("came-after-the-backup"));
    let replaced = answer("yes\n");
    assert!(replaced.status.success(), "{}", err(&replaced));
    assert!(!plan(&url).contains("came-after-the-backup"));
}

#[test]
fn a_full_disk_keeps_nothing_half_done_and_the_backup_of_before() {
    let (folder, url) = crate::program::demonstration();
    let place = folder.path().join("backups");
    std::fs::create_dir(&place).unwrap();
    let file = place.join("desk.backup");
    std::fs::write(&file, "the backup of yesterday").unwrap();
    // The disk that a test can fill: this process may write files of 40 KiB (SQLite's own need 32), and is told so by an error, not a signal.
    let limited = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 80; exec \"$0\" backup \"$1\" --database \"$2\""])
        .args([env!("CARGO_BIN_EXE_righthand"), file.to_str().unwrap(), &url])
        .env_remove("RIGHTHAND_TEST_POSTGRES")
        .output()
        .unwrap();
    assert_eq!(limited.status.code(), Some(1));
    assert!(err(&limited).contains("there is no room for"), "{}", err(&limited));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "the backup of yesterday");
    assert_eq!(std::fs::read_dir(&place).unwrap().count(), 1, "nothing half-done is left");
}

#[test]
fn what_a_killed_backup_left_goes_with_the_next_and_one_under_way_stays() {
    let (folder, url) = crate::program::demonstration();
    let place = folder.path().join("backups");
    std::fs::create_dir(&place).unwrap();
    let left = |name: &str| {
        let file = std::fs::File::create(place.join(name)).unwrap();
        let now = file.metadata().unwrap().modified().unwrap();
        file.set_modified(now - std::time::Duration::from_secs(3_600)).unwrap();
        file
    };
    drop(left(".righthand-backup-killed"));
    drop(left("notes"));
    let under_way = left(".righthand-backup-under-way");
    under_way.lock().unwrap();
    let file = place.join("desk.backup");
    let taken = righthand(&["backup", file.to_str().unwrap(), "--database", &url]);
    assert!(taken.status.success(), "{}", err(&taken));
    let mut names: Vec<_> = std::fs::read_dir(&place).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, [".righthand-backup-under-way", "desk.backup", "notes"]);
}

#[test]
fn what_is_no_backup_is_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("desk.backup");
    let url = format!("sqlite:{}", folder.path().join("desk.db").display());
    std::fs::write(&file, "kiln").unwrap();
    let refused = righthand(&["restore", file.to_str().unwrap(), "--database", &url]);
    assert!(refused.status.code() == Some(2) && err(&refused).contains("no backup of Righthand"), "{}", err(&refused));
    let missing = righthand(&["backup", file.to_str().unwrap(), "--database", "sqlite:nowhere.db"]);
    assert!(missing.status.code() == Some(2) && err(&missing).contains("there is no database"), "{}", err(&missing));
}
