//! Writing: all or nothing for each closure, whatever its neighbours do.

use std::{
    sync::{Barrier, mpsc},
    thread,
};

use super::*;
use crate::Engine;

#[test]
fn one_that_fails_takes_nothing_of_its_neighbours_along() {
    in_studio(|store| {
        // The first closure holds the writer until the others wait behind it, so that SQLite commits them together.
        let (go, gate) = mpsc::channel::<()>();
        thread::scope(|scope| {
            let first = scope.spawn(move || {
                write(store, harbour_clay(), move |tx| {
                    gate.recv().unwrap();
                    tx.insert(&task(1, "first"))
                })
            });
            let others: Vec<_> = (2..40_u128)
                .map(|number| {
                    scope.spawn(move || {
                        write(store, harbour_clay(), move |tx| {
                            tx.insert(&task(number, &format!("key-{number:02}")))?;
                            match number % 3 {
                                0 => Err(Error::Statement { statement: String::new(), reason: "refused".to_owned() }),
                                1 => panic!("Mateus pulled the plug"),
                                _ => Ok(()),
                            }
                        })
                    })
                })
                .collect();
            go.send(()).unwrap();
            first.join().unwrap().unwrap();
            for (number, other) in (2..40).zip(others) {
                let outcome = other.join().unwrap();
                match number % 3 {
                    0 => assert!(matches!(outcome, Err(Error::Statement { .. })), "{outcome:?}"),
                    1 => assert!(
                        matches!(&outcome, Err(Error::Panicked { message }) if message == "Mateus pulled the plug"),
                        "{outcome:?}"
                    ),
                    _ => outcome.unwrap(),
                }
            }
        });
        let mut expected: Vec<String> = (2..40).filter(|n| n % 3 == 2).map(|n| format!("key-{n:02}")).collect();
        expected.insert(0, "first".to_owned());
        assert_eq!(keys(store, harbour_clay()), expected);
    });
}

#[test]
fn writers_at_the_same_time_lose_nothing() {
    const WRITERS: i64 = 8;
    const EACH: i64 = 25;
    in_studio(|store| {
        for business in [harbour_clay(), northlight()] {
            write(store, business, |tx| tx.run(BEGIN_TALLY, &values![0])).unwrap();
        }
        thread::scope(|scope| {
            for writer in 0..WRITERS {
                let business = if writer % 2 == 0 { harbour_clay() } else { northlight() };
                scope.spawn(move || {
                    for _ in 0..EACH {
                        // Read and write back: right only if nobody writes in between.
                        write(store, business, |tx| {
                            let number = tx.one(TALLY, &values![], |row| row.get::<i64>(0))?.unwrap();
                            tx.run(SET_TALLY, &values![number + 1])
                        })
                        .unwrap();
                    }
                });
            }
        });
        for business in [harbour_clay(), northlight()] {
            let number = write(store, business, |tx| tx.one(TALLY, &values![], |row| row.get(0))).unwrap();
            assert_eq!(number, Some(WRITERS / 2 * EACH));
        }
    });
}

const SET_TALLY: &Sql = sql!("set the number", "update tally set number = $2 where business_id = $1");

#[test]
fn a_taken_key_and_a_missing_neighbour_are_told_apart_by_name() {
    in_studio(|store| {
        let business = harbour_clay();
        write(store, business, |tx| tx.insert(&task(1, "glaze"))).unwrap();
        match write(store, business, |tx| tx.insert(&task(2, "glaze"))) {
            Err(Error::Unique { table, columns, .. }) => {
                assert_eq!((table.as_str(), columns), ("task", vec!["business_id".to_owned(), "key".to_owned()]));
            }
            other => panic!("{other:?}"),
        }
        let orphan = Task { project_id: Some(ProjectId(Uuid::from_u128(99))), ..task(2, "photos") };
        let refused = write(store, business, move |tx| tx.insert(&orphan));
        assert!(
            matches!(&refused, Err(Error::ForeignKey { statement, .. }) if statement == "insert Task"),
            "{refused:?}"
        );
        let negative = Task { effort_hours: Some(-1.0), ..task(2, "photos") };
        let refused = write(store, business, move |tx| tx.insert(&negative));
        assert!(matches!(refused, Err(Error::Check { .. })), "{refused:?}");
        assert_eq!(keys(store, business), ["glaze"]);
    });
}

#[test]
fn after_a_failed_statement_nothing_is_kept_even_if_the_closure_says_ok() {
    in_studio(|store| {
        let business = harbour_clay();
        write(store, business, |tx| tx.insert(&task(1, "glaze"))).unwrap();
        let outcome = write(store, business, |tx| {
            tx.insert(&task(2, "photos"))?;
            let _ = tx.insert(&task(3, "glaze"));
            Ok(())
        });
        assert!(matches!(outcome, Err(Error::Unique { .. })), "{outcome:?}");
        assert_eq!(keys(store, business), ["glaze"]);
    });
}

#[test]
fn a_panic_leaves_the_threads_alive() {
    in_studio(|store| {
        for _ in 0..20 {
            let panicked: Result<(), Error> = store.write(harbour_clay(), |_| panic!("no"));
            assert!(matches!(panicked, Err(Error::Panicked { .. })), "{panicked:?}");
            let panicked: Result<(), Error> = store.read(harbour_clay(), |_| panic!("no"));
            assert!(matches!(panicked, Err(Error::Panicked { .. })), "{panicked:?}");
        }
        write(store, harbour_clay(), |tx| tx.insert(&task(1, "glaze"))).unwrap();
        assert_eq!(keys(store, harbour_clay()), ["glaze"]);
    });
}

#[test]
fn reading_goes_on_while_a_long_write_runs_and_sees_none_of_it() {
    in_studio(|store| {
        let (inside, is_inside) = mpsc::channel::<()>();
        let (go, gate) = mpsc::channel::<()>();
        thread::scope(|scope| {
            let long = scope.spawn(move || {
                write(store, harbour_clay(), move |tx| {
                    tx.insert(&task(1, "glaze"))?;
                    inside.send(()).unwrap();
                    gate.recv().unwrap();
                    Ok(())
                })
            });
            is_inside.recv().unwrap();
            assert!(keys(store, harbour_clay()).is_empty());
            go.send(()).unwrap();
            long.join().unwrap().unwrap();
        });
        assert_eq!(keys(store, harbour_clay()), ["glaze"]);
    });
}

#[test]
fn one_read_sees_one_state() {
    in_studio(|store| {
        let (ready, go) = (Barrier::new(2), Barrier::new(2));
        let (ready, go) = (std::sync::Arc::new(ready), std::sync::Arc::new(go));
        thread::scope(|scope| {
            let (is_ready, may_go) = (ready.clone(), go.clone());
            let reader = scope.spawn(move || {
                store.read(harbour_clay(), move |tx| -> Result<_, Error> {
                    let before = tx.one(COUNT, &values![], |row| row.get::<i64>(0))?;
                    is_ready.wait();
                    may_go.wait();
                    Ok((before, tx.one(COUNT, &values![], |row| row.get::<i64>(0))?))
                })
            });
            ready.wait();
            write(store, harbour_clay(), |tx| tx.insert(&task(1, "glaze"))).unwrap();
            go.wait();
            assert_eq!(reader.join().unwrap().unwrap(), (Some(0), Some(0)));
        });
    });
}

#[test]
fn a_statement_of_the_other_kind_is_refused() {
    in_studio(|store| {
        let refused: Result<u64, Error> =
            store.identity_write(|identity| identity.run(BEGIN_TALLY, &[Value::from(harbour_clay()), Value::Int(1)]));
        assert!(matches!(refused, Err(Error::Statement { .. })), "{refused:?}");
        const USERS: &Sql = crate::identity_sql!("users", "select name from app_user where email = $1 order by id");
        let refused = write(store, harbour_clay(), |tx| tx.all(USERS, &values![], |row| row.get::<String>(0)));
        assert!(matches!(refused, Err(Error::Statement { .. })), "{refused:?}");
        let found: Result<Vec<String>, Error> = store
            .identity_read(|identity| identity.all(USERS, &values!["amara@harbourclay.example"], |row| row.get(0)));
        assert_eq!(found.unwrap(), Vec::<String>::new());
    });
}

#[test]
fn reading_cannot_write() {
    in_studio(|store| {
        let refused: Result<(), Error> = store.read(harbour_clay(), |tx| tx.insert(&task(1, "glaze")));
        assert!(refused.is_err());
        assert!(keys(store, harbour_clay()).is_empty());
    });
}

#[test]
fn a_transaction_within_a_transaction_is_refused_instead_of_waiting_for_itself() {
    in_studio(|store| {
        let again = store.clone();
        let refused = write(store, harbour_clay(), move |_| write(&again, northlight(), |tx| tx.insert(&task(1, "x"))));
        assert!(matches!(refused, Err(Error::Nested)), "{refused:?}");
        let again = store.clone();
        let refused: Result<(), Error> = store.read(harbour_clay(), move |_| again.read(northlight(), |_| Ok(())));
        assert!(matches!(refused, Err(Error::Nested)), "{refused:?}");
        write(store, harbour_clay(), |tx| tx.insert(&task(1, "glaze"))).unwrap();
    });
}

#[test]
fn a_full_disk_is_told_and_writing_goes_on_when_there_is_room_again() {
    in_studio(|store| {
        if store.engine() != Engine::Sqlite {
            return;
        }
        write(store, harbour_clay(), |tx| tx.insert(&task(1, "glaze"))).unwrap();
        let limit = |script: &'static str| write(store, harbour_clay(), move |tx| tx.conn().script(script)).unwrap();
        // SQLite takes a limit below the present size for the present size.
        limit("pragma max_page_count = 1");
        let many: Vec<Task> = (2..=20_000).map(|number| task(number, &format!("card-{number}"))).collect();
        let full = write(store, harbour_clay(), move |tx| tx.insert_all(&many));
        assert!(matches!(full, Err(Error::DiskFull { .. })), "{full:?}");
        assert_eq!(keys(store, harbour_clay()), ["glaze"]);
        limit("pragma max_page_count = 1000000");
        write(store, harbour_clay(), |tx| tx.insert(&task(2, "photos"))).unwrap();
        assert_eq!(keys(store, harbour_clay()), ["glaze", "photos"]);
    });
}

#[test]
fn connections_that_broke_are_made_anew() {
    const BREAK: &str = "select pg_terminate_backend(pid) from pg_stat_activity \
                         where datname = current_database() and pid <> pg_backend_pid()";
    in_studio(|store| {
        if store.engine() != Engine::Postgres {
            return;
        }
        let listener = store.bell().listen();
        for number in 1..=3_u128 {
            write(store, harbour_clay(), move |tx| tx.insert(&task(number, &format!("key-{number}")))).unwrap();
            // All others: the idle ones of this store, and the one that hears.
            write(store, northlight(), |tx| tx.conn().script(BREAK)).unwrap();
        }
        assert_eq!(keys(store, harbour_clay()), ["key-1", "key-2", "key-3"]);
        let broken = write(store, harbour_clay(), |tx| {
            tx.insert(&task(4, "key-4"))?;
            let _ = tx.conn().script("select pg_terminate_backend(pg_backend_pid())");
            tx.insert(&task(5, "key-5"))
        });
        assert!(matches!(broken, Err(Error::ConnectionLost { .. })), "{broken:?}");
        let broken = write(store, harbour_clay(), |tx| {
            tx.insert(&task(4, "key-4"))?;
            let _ = tx.conn().script("select pg_terminate_backend(pg_backend_pid())");
            Ok(())
        });
        assert!(matches!(broken, Err(Error::OutcomeUnknown { .. })), "{broken:?}");
        write(store, harbour_clay(), |tx| {
            tx.ring(1);
            Ok(())
        })
        .unwrap();
        assert!(listener.next(std::time::Duration::from_secs(30)).is_some());
        assert_eq!(keys(store, harbour_clay()), ["key-1", "key-2", "key-3"]);
    });
}
