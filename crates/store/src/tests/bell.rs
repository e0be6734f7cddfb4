//! The bell: heard after the commit, once, here and from beside.

use std::time::Duration;

use super::*;
use crate::Ring;

/// Long enough for a loaded machine: nothing waits for it when all is well.
const PATIENCE: Duration = Duration::from_secs(30);

#[test]
fn a_commit_rings_once_and_a_rollback_never() {
    in_studio(|store| {
        let listener = store.bell().listen();
        let refused = write(store, harbour_clay(), |tx| {
            tx.ring(1);
            Err::<(), _>(Error::Closed)
        });
        assert!(refused.is_err());
        write(store, harbour_clay(), |tx| {
            tx.ring(2);
            Ok(())
        })
        .unwrap();
        assert_eq!(listener.next(PATIENCE), Some(Ring { business: harbour_clay(), event: 2 }));
        // A later ring of another business shows that nothing of the first was left to hear.
        write(store, northlight(), |tx| {
            tx.ring(1);
            Ok(())
        })
        .unwrap();
        assert_eq!(listener.next(PATIENCE), Some(Ring { business: northlight(), event: 1 }));
        assert_eq!(listener.next(Duration::ZERO), None);
    });
}

#[test]
fn another_store_on_the_same_database_is_heard_and_its_writer_hears_itself_once() {
    on_both(|url| {
        let here = Store::open_with(url, &STUDIO).unwrap();
        // The command line on the file that a server has open, or a second node.
        let beside = Store::open_with(url, &STUDIO).unwrap();
        let (hears_here, hears_beside) = (here.bell().listen(), beside.bell().listen());
        for event in 1..=3 {
            write(&beside, harbour_clay(), move |tx| {
                tx.ring(event);
                Ok(())
            })
            .unwrap();
            let expected = Some(Ring { business: harbour_clay(), event });
            assert_eq!(hears_beside.next(PATIENCE), expected);
            assert_eq!(hears_here.next(PATIENCE), expected);
        }
        write(&here, northlight(), |tx| {
            tx.ring(9);
            Ok(())
        })
        .unwrap();
        let expected = Some(Ring { business: northlight(), event: 9 });
        assert_eq!(hears_here.next(PATIENCE), expected);
        assert_eq!(hears_beside.next(PATIENCE), expected, "before it nothing was told twice");
        assert_eq!((hears_here.next(Duration::ZERO), hears_beside.next(Duration::ZERO)), (None, None));
    });
}

#[test]
fn a_slow_listener_blocks_nobody_and_hears_the_last_event() {
    in_studio(|store| {
        let listener = store.bell().listen();
        for event in 1..=50 {
            write(store, harbour_clay(), move |tx| {
                tx.ring(event);
                Ok(())
            })
            .unwrap();
        }
        assert_eq!(listener.next(PATIENCE), Some(Ring { business: harbour_clay(), event: 50 }));
        assert_eq!(listener.next(Duration::ZERO), None);
    });
}
