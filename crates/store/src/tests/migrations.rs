//! Migrations: from nothing, from the schema before with data, and the databases that are refused.

use std::thread;

use super::*;

#[test]
fn a_database_of_the_schema_before_keeps_its_data() {
    on_both(|url| {
        let add_user: &Sql = ADD_USER;
        let before = Store::open_with(url, &STUDIO[..1]).unwrap();
        let written: Result<u64, Error> = before.identity_write(move |identity| {
            identity.run(add_user, &values!["u1", "amara@harbourclay.example", "Amara Lindqvist", 0])
        });
        assert_eq!(written.unwrap(), 1);
        drop(before);
        let after = Store::open_with(url, &STUDIO).unwrap();
        write(&after, harbour_clay(), |tx| tx.insert(&task(1, "glaze"))).unwrap();
        let names: Result<Vec<String>, Error> =
            after.identity_read(|identity| identity.all(NAMES, &values![], |row| row.get(0)));
        assert_eq!(names.unwrap(), ["Amara Lindqvist"]);
        drop(after);
        let again = Store::open_with(url, &STUDIO).unwrap();
        assert_eq!(keys(&again, harbour_clay()), ["glaze"]);
    });
}

const ADD_USER: &Sql =
    crate::identity_sql!("add a user", "insert into app_user (id, email, name, created_at) values ($1, $2, $3, $4)");
const NAMES: &Sql = crate::identity_sql!("names", "select name from app_user order by name");

#[test]
fn the_migrations_of_the_program_apply_one_after_the_other_to_an_empty_database() {
    on_both(|url| {
        for migration in MIGRATIONS {
            drop(Store::open_at(url, migration.number).unwrap());
        }
        drop(Store::open(url).unwrap());
    });
}

#[test]
fn a_database_of_a_newer_program_is_left_alone() {
    on_both(|url| {
        drop(Store::open_with(url, &STUDIO).unwrap());
        let refused = Store::open_with(url, &STUDIO[..1]).err();
        assert!(matches!(refused, Some(Error::NewerSchema { found: 2, known: 1 })), "{refused:?}");
    });
}

#[test]
fn a_migration_that_was_changed_afterwards_is_noticed() {
    on_both(|url| {
        drop(Store::open_with(url, &STUDIO).unwrap());
        let [identity, studio] = STUDIO;
        let changed = [identity, Migration { text: "create table other (id text)", ..studio }];
        let refused = Store::open_with(url, &changed).err();
        assert!(matches!(refused, Some(Error::ChangedMigration { number: 2, .. })), "{refused:?}");
    });
}

#[test]
fn a_migration_that_fails_half_way_leaves_nothing() {
    on_both(|url| {
        let [identity, studio] = STUDIO;
        let broken =
            [identity, Migration { text: "create table half (id text); creat table other (id text)", ..studio }];
        let refused = Store::open_with(url, &broken).err();
        assert!(matches!(&refused, Some(Error::Migration { name, .. }) if name == "0002_studio"), "{refused:?}");
        // Mended, it begins anew: the table of the first half is not in its way.
        let mended = [identity_of(), Migration { text: "create table half (id text)", ..STUDIO[1] }];
        drop(Store::open_with(url, &mended).unwrap());
    });
}

fn identity_of() -> Migration {
    let [identity, _] = STUDIO;
    identity
}

#[test]
fn programs_that_start_together_migrate_once() {
    on_both(|url| {
        thread::scope(|scope| {
            let all: Vec<_> = (0..4).map(|_| scope.spawn(|| Store::open_with(url, &STUDIO).map(drop))).collect();
            for one in all {
                one.join().unwrap().unwrap();
            }
        });
    });
}

#[test]
fn an_address_that_cannot_be_used_is_told_without_its_password() {
    for url in
        ["", "mysql://amara:secret@host/desk", "sqlite:", "sqlite::memory:", "postgresql://amara:secret@host:port/desk"]
    {
        let refused = Store::open(url).err().unwrap();
        assert!(matches!(refused, Error::Address { .. }), "{url}: {refused:?}");
        assert!(!refused.to_string().contains("secret"), "{refused}");
    }
    let refused = Store::open("sqlite:/no/such/folder/desk.db").err().unwrap();
    assert!(refused.to_string().contains("/no/such/folder/desk.db"), "{refused}");
}
