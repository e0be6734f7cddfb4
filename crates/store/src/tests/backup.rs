//! Backups: taken while others write, restored into either engine, and nothing half-done.

use std::io::{BufReader, Write};

use super::*;
use crate::{BackupFault, back_up, check_schema, restore};

const AT: &str = "2026-11-24T11:20:00Z";

fn at() -> Timestamp {
    AT.parse().unwrap()
}

/// A desk with a member, two tasks of which the first lies under the second, and words of every kind.
fn fill(store: &Store) {
    let business = BusinessId(Uuid::from_u128(7));
    store
        .identity_write(|identity| {
            identity.conn_for_checks().script(
                "insert into app_user (id, email, name, created_at) values ('u1', 'amara@harbourclay.example', 'Amara \t \\ \"Lindqvist\" \u{fc}\r\n', 5); \
                 insert into business_directory (id, key, name) values ('b1', 'harbour-clay', 'Harbour Clay'); \
                 insert into belonging (user_id, desk_id) values ('u1', 'b1')",
            )
        })
        .unwrap();
    store
        .write(business, |tx| {
            tx.ring(41);
            Ok::<_, Error>(())
        })
        .unwrap();
}

fn taken(url: &str) -> Vec<u8> {
    let mut file = Vec::new();
    back_up(url, &mut file, at()).unwrap();
    file
}

fn bring_back(url: &str, file: &[u8], replace: bool) -> Result<crate::Summary, BackupFault> {
    restore(url, &mut BufReader::new(file), replace)
}

/// The rows of a backup in an order that does not depend on the engine.
fn lines(file: &[u8]) -> Vec<String> {
    let text = String::from_utf8(file.to_vec()).unwrap();
    let mut table = String::new();
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines().skip(1).filter(|line| !line.contains("\"sha256\"")) {
        if line.starts_with('{') {
            table = line.to_owned();
        }
        lines.push(format!("{table} {line}"));
    }
    lines.sort();
    lines
}

#[test]
fn what_was_taken_comes_back_on_either_engine() {
    on_both(|url| {
        let store = Store::open(url).unwrap();
        fill(&store);
        let file = taken(url);
        on_both(|other| {
            let summary = bring_back(other, &file, false).unwrap();
            assert_eq!(summary.bytes, file.len() as u64);
            assert_eq!(lines(&taken(other)), lines(&file), "{url} into {other}");
            let restored = Store::open(other).unwrap();
            assert_eq!(check_schema(&restored).unwrap(), Vec::<String>::new());
        });
    });
}

#[test]
fn a_backup_of_an_older_schema_is_brought_up_to_date() {
    on_both(|url| {
        drop(Store::open_at(url, 3).unwrap());
        let file = taken(url);
        on_both(|other| {
            bring_back(other, &file, false).unwrap();
            let restored = Store::open(other).unwrap();
            let newest = MIGRATIONS.last().unwrap().number;
            let applied = restored
                .identity_read(|identity| {
                    let mut newest = 0;
                    identity.conn_for_checks().rows(&crate::migrate::APPLIED, &[], &mut |row| {
                        newest = row.get(0).unwrap();
                        true
                    })?;
                    Ok::<i64, Error>(newest)
                })
                .unwrap();
            assert_eq!(applied, newest);
        });
    });
}

#[test]
fn a_database_with_rows_is_replaced_only_when_asked() {
    on_both(|url| {
        let store = Store::open(url).unwrap();
        fill(&store);
        let file = taken(url);
        let refused = bring_back(url, &file, false).unwrap_err();
        assert!(matches!(refused, BackupFault::NotEmpty { .. }), "{refused}");
        store
            .identity_write(|identity| {
                identity
                    .conn_for_checks()
                    .script("insert into app_user (id, name, created_at) values ('u2', 'Tomás', 6)")
            })
            .unwrap();
        bring_back(url, &file, true).unwrap();
        assert_eq!(lines(&taken(url)), lines(&file));
    });
}

#[test]
fn a_damaged_backup_changes_nothing_and_says_where() {
    on_both(|url| {
        let store = Store::open(url).unwrap();
        fill(&store);
        let file = taken(url);
        let text = String::from_utf8(file.clone()).unwrap();
        let spoilt = [
            text.replace("harbour-clay", "harbour-clan"),
            text[..text.len() / 2].to_owned(),
            text.lines().filter(|line| !line.contains("harbourclay")).map(|line| format!("{line}\n")).collect(),
            text.replace("\"table\":\"belonging\"", "\"table\":\"sqlite_schema\""),
        ];
        for spoilt in spoilt {
            let refused = bring_back(url, spoilt.as_bytes(), true).unwrap_err();
            assert!(matches!(refused, BackupFault::Damaged { .. }), "{refused}");
        }
        assert!(matches!(bring_back(url, b"{\"version\":1}\n", true).unwrap_err(), BackupFault::Foreign));
        let newer = text.replacen("\"righthand-backup\":1", "\"righthand-backup\":2", 1);
        assert!(matches!(bring_back(url, newer.as_bytes(), true).unwrap_err(), BackupFault::NewerFormat { .. }));
        let unknown = text.replacen("\"migrations\":[[1,", "\"migrations\":[[99,", 1);
        assert!(matches!(
            bring_back(url, unknown.as_bytes(), true).unwrap_err(),
            BackupFault::UnknownMigration { number: 99 }
        ));
        assert_eq!(lines(&taken(url)), lines(&file));
    });
}

/// A disk with room for so many bytes.
struct Disk(usize);

impl Write for Disk {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 = self.0.checked_sub(bytes.len()).ok_or(std::io::ErrorKind::StorageFull)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_disk_ends_a_backup_with_its_own_fault() {
    on_both(|url| {
        drop(Store::open(url).unwrap());
        let fault = back_up(url, &mut Disk(100), at()).unwrap_err();
        assert!(matches!(fault, BackupFault::Write(fault) if fault.kind() == std::io::ErrorKind::StorageFull));
    });
}

/// Writes one more row whenever a line goes out: what somebody does while the backup is being taken.
struct Meanwhile<'s> {
    store: &'s Store,
    written: u64,
    file: Vec<u8>,
}

impl Write for Meanwhile<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let id = self.written;
        self.written += 1;
        let insert = format!("insert into app_user (id, name, created_at) values ('later-{id}', 'Halima', 7)");
        self.store.identity_write(move |identity| identity.conn_for_checks().script(&insert)).unwrap();
        self.file.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn others_write_while_a_backup_is_taken_and_are_not_in_it() {
    on_both(|url| {
        let store = Store::open(url).unwrap();
        fill(&store);
        let before = taken(url);
        let mut meanwhile = Meanwhile { store: &store, written: 0, file: Vec::new() };
        back_up(url, &mut meanwhile, at()).unwrap();
        assert!(meanwhile.written > 10);
        // The first line goes out after the state is fixed.
        assert_eq!(lines(&meanwhile.file), lines(&before));
    });
}
