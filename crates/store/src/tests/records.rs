//! Records: what is written is read back, and nobody overwrites what they have not seen.

use super::*;

#[test]
fn a_record_is_read_back_as_it_was_written() {
    in_studio(|store| {
        let business = harbour_clay();
        let project = Project { id: ProjectId(Uuid::from_u128(7)), name: "Slow wheel".to_owned(), version: 1 };
        let full = Task {
            project_id: Some(project.id),
            kind: Kind::Strategy,
            due_on: Some("2026-03-13".parse().unwrap()),
            done_at: Some("2026-03-12T10:00:00.123Z".parse().unwrap()),
            effort_hours: Some(0.25),
            milestone: true,
            ..task(1, "glaze")
        };
        let bare = Task { effort_hours: None, labels: Json(Vec::new()), ..task(2, "photos") };
        let (written, again) = ([full.clone(), bare.clone()], full.clone());
        write(store, business, move |tx| {
            tx.insert(&project)?;
            tx.insert_all(&written)?;
            assert_eq!(tx.find::<Task>(again.id)?, Some(again), "seen inside of the transaction");
            Ok(())
        })
        .unwrap();
        let read =
            store.read(business, |tx| tx.select::<Task>(TASKS, &values![10])).unwrap_or_else(|e: Error| panic!("{e}"));
        assert_eq!(read, [full, bare]);
    });
}

#[test]
fn an_update_of_an_older_version_changes_nothing() {
    in_studio(|store| {
        let business = harbour_clay();
        write(store, business, |tx| tx.insert(&task(1, "glaze"))).unwrap();
        let renamed =
            |key: &'static str, expected| write(store, business, move |tx| tx.update(&task(1, key), expected)).unwrap();
        assert!(renamed("glaze-blue", 1), "Amara saw version 1");
        assert!(!renamed("glaze-green", 1), "Tomás saw version 1 too, and was slower");
        let found = write(store, business, |tx| tx.find::<Task>(task(1, "").id)).unwrap().unwrap();
        assert_eq!((found.key.as_str(), found.version), ("glaze-blue", 2));
        assert!(write(store, business, |tx| tx.delete::<Task>(task(1, "").id)).unwrap());
        assert!(!write(store, business, |tx| tx.delete::<Task>(task(1, "").id)).unwrap(), "it is gone");
    });
}

#[test]
fn a_business_neither_sees_nor_changes_the_rows_of_another() {
    in_studio(|store| {
        write(store, harbour_clay(), |tx| tx.insert(&task(1, "glaze"))).unwrap();
        // The same id and key are free in another business.
        write(store, northlight(), |tx| tx.insert(&task(1, "glaze"))).unwrap();
        assert!(write(store, northlight(), |tx| tx.update(&task(1, "retreat"), 1)).unwrap());
        assert!(write(store, northlight(), |tx| tx.delete::<Task>(task(1, "").id)).unwrap());
        assert_eq!(keys(store, harbour_clay()), ["glaze"]);
        assert!(keys(store, northlight()).is_empty());
    });
}

#[test]
fn many_rows_at_once_are_all_there() {
    in_studio(|store| {
        // More than one full chunk, and a rest.
        let many: Vec<Task> = (1..=1_337).map(|number| task(number, &format!("card-{number:05}"))).collect();
        let first = many[0].clone();
        write(store, harbour_clay(), move |tx| tx.insert_all(&many)).unwrap();
        let read = keys(store, harbour_clay());
        assert_eq!(read.len(), 1_337);
        assert_eq!((read[0].as_str(), read[1_336].as_str()), ("card-00001", "card-01337"));
        assert_eq!(write(store, harbour_clay(), |tx| tx.find::<Task>(task(1, "").id)).unwrap(), Some(first));
    });
}

#[test]
fn texts_sort_byte_by_byte_on_both_engines() {
    in_studio(|store| {
        write(store, harbour_clay(), |tx| {
            tx.insert_all(&[task(1, "b"), task(2, "B"), task(3, "é"), task(4, "a-b"), task(5, "ab"), task(6, "_")])
        })
        .unwrap();
        assert_eq!(keys(store, harbour_clay()), ["B", "_", "a-b", "ab", "b", "é"]);
    });
}

#[test]
fn what_the_engines_would_keep_differently_is_refused_by_both() {
    in_studio(|store| {
        for bad in [Task { effort_hours: Some(f64::NAN), ..task(1, "x") }, task(1, "nul \0 inside")] {
            let refused = write(store, harbour_clay(), move |tx| tx.insert(&bad));
            assert!(matches!(refused, Err(Error::Value { .. })), "{refused:?}");
        }
        let few = write(store, harbour_clay(), |tx| tx.run(BEGIN_TALLY, &values![]));
        assert!(matches!(few, Err(Error::Statement { .. })), "{few:?}");
        let wrong = write(store, harbour_clay(), |tx| {
            tx.insert(&task(1, "x"))?;
            tx.all(KEYS, &values![], |row| row.get::<i64>(0))
        });
        assert!(matches!(wrong, Err(Error::Column { .. })), "{wrong:?}");
    });
}
