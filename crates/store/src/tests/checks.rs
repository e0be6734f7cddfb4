//! The checks of statements and tables: what is good passes, what is bad is caught.

use super::*;
use crate::{Engine, check_schema, check_statements, check_these};

#[test]
fn every_statement_of_the_store_is_good() {
    in_studio(|store| {
        assert_eq!(check_statements(store).unwrap(), Vec::<String>::new());
        assert_eq!(check_schema(store).unwrap(), Vec::<String>::new());
    });
}

#[test]
fn the_tables_of_the_program_have_the_business_first_in_every_key() {
    on_both(|url| assert_eq!(check_schema(&Store::open(url).unwrap()).unwrap(), Vec::<String>::new()));
}

#[test]
fn good_statements_of_many_shapes_pass() {
    const GOOD: [&str; 7] = [
        "select t.key, p.name from task t join project p on p.business_id = t.business_id and p.id = t.project_id \
         where t.business_id = $1 and t.due_on > $2 order by t.key limit 5",
        "select p.name from project p where p.business_id = $1 and exists \
         (select 1 from task where task.business_id = $1 and task.project_id = p.id) order by p.name",
        "insert into tally (business_id, number) values ($1, $2) on conflict (business_id) do update set number = $2",
        "insert into project (business_id, id, name, version) select t.business_id, t.id, t.key, 1 from task t \
         where t.business_id = $1",
        "with recursive tree(id) as (select id from task where business_id = $1 and project_id is null \
         union select t.id from tree join task t on t.business_id = $1 and t.project_id = tree.id) \
         select id from tree order by id",
        "delete from task where business_id = $1 and key = $2",
        "update task set key = $2 where business_id = $1 and id = $3 returning version",
    ];
    in_studio(|store| {
        for text in GOOD {
            assert_eq!(found(store, text), Vec::<String>::new(), "{text}");
        }
    });
}

#[test]
fn bad_statements_are_caught_on_both_engines() {
    const BAD: [(&str, &str); 11] = [
        ("select key from task", "lacks business_id = $1"),
        ("select key from task where key = $1", "for something else"),
        ("select key from task where business_id = $2 and key = $1", "compares business_id with $2"),
        ("select key from task where business_id <> $1", "compares business_id by <"),
        ("select key from task where business_id in ($1, $2)", "compares business_id by in"),
        ("insert into tally (number, business_id) values ($1, $2)", "without naming business_id"),
        ("insert into tally (business_id, number) values ($2, $1)", "inserts $2 as the business"),
        ("insert into tally values ($1, $2)", "without naming business_id"),
        ("select name from app_user where id = $1", "register it with identity_sql!"),
        ("select kee from task where business_id = $1", "kee"),
        ("selct key from task where business_id = $1", "selct"),
    ];
    in_studio(|store| {
        for (text, expected) in BAD {
            let found = found(store, text).join("; ");
            assert!(found.contains(expected), "{text} must be refused for {expected:?}, got {found:?}");
        }
    });
}

#[test]
fn sqlite_shows_who_reads_through_the_rows_of_everybody() {
    const BAD: [(&str, &str); 5] = [
        ("select key from task where business_id = $1 or key = $2", "reads through all of task"),
        (
            "select p.name from project p, task t where p.business_id = $1 and p.id = t.project_id",
            "reads through all of task",
        ),
        ("select p.name from project p left join task as other on other.id = p.id where p.business_id = $1", "task"),
        ("update task set key = $2 where coalesce(business_id, '') = $1", "reads through all of task"),
        ("delete from task where (select number from tally where business_id = $1) > 3", "reads through all of task"),
    ];
    in_studio(|store| {
        if store.engine() == Engine::Sqlite {
            for (text, expected) in BAD {
                let found = found(store, text).join("; ");
                assert!(found.contains(expected), "{text} must be refused for {expected:?}, got {found:?}");
            }
        }
    });
}

#[test]
fn postgres_shows_types_that_only_it_has() {
    in_studio(|store| {
        if store.engine() == Engine::Postgres {
            let found = found(store, "select sum(version) from task where business_id = $1");
            assert!(found.join("; ").contains("column sum is numeric"), "{found:?}");
        }
    });
}

#[test]
fn an_identity_statement_that_reaches_into_a_business_is_caught() {
    in_studio(|store| {
        let sql: &'static Sql =
            Box::leak(Box::new(Sql::of_identity("bad", "here", "select key from task where business_id = $1")));
        let found = check_these(store, vec![sql]).unwrap().join("; ");
        assert!(found.contains("reaches task, which belongs to a business"), "{found}");
    });
}

#[test]
fn tables_with_keys_that_do_not_begin_with_the_business_are_caught() {
    const TABLES: &str = "create table loose (id text primary key, business_id text, key text unique);
        create table tied (business_id text not null, id text not null, user_id text references app_user (id),
            primary key (business_id, id));
        create table late (business_id text not null, id text not null, primary key (business_id, id),
            foreign key (business_id, id) references tied (business_id, id) deferrable initially deferred);";
    on_both(|url| {
        let [identity, _] = STUDIO;
        let store = Store::open_with(
            url,
            &[identity, Migration { number: 2, name: "0002_bad", text: TABLES, sqlite: "", postgres: "" }],
        )
        .unwrap();
        let found = check_schema(&store).unwrap().join("; ");
        if store.engine() == Engine::Sqlite {
            for expected in
                ["loose: unique index", "loose: business_id is not the first", "tied: foreign key", "late: a deferred"]
            {
                assert!(found.contains(expected), "{expected:?} is not among {found:?}");
            }
        }
    });
}

fn found(store: &Store, text: &'static str) -> Vec<String> {
    check_these(store, vec![Box::leak(Box::new(Sql::of_business("a statement", "here", text)))]).unwrap()
}
