//! Measuring, never asserting: `cargo test --release -p righthand-store measure -- --ignored --nocapture`.

use std::{thread, time::Instant};

use super::*;

const THREADS: u128 = 16;
const WRITES_EACH: u128 = 500;
const ROWS: u128 = 40_000;
const PAGES: u32 = 2_000;

#[test]
#[ignore = "measures and asserts nothing"]
fn measure_writes_imports_and_pages() {
    in_studio(|store| {
        let engine = store.engine();
        let began = Instant::now();
        thread::scope(|scope| {
            for thread in 0..THREADS {
                scope.spawn(move || {
                    for n in 0..WRITES_EACH {
                        let business = BusinessId(Uuid::from_u128(thread + 1));
                        write(store, business, move |tx| tx.insert(&task(n + 1, &format!("w{n}")))).unwrap();
                    }
                });
            }
        });
        say(&format!("{engine:?} writes/s, 16 threads, 16 businesses"), THREADS * WRITES_EACH, began);

        let many: Vec<Task> = (1..=ROWS).map(|number| task(number, &format!("card-{number:05}"))).collect();
        let began = Instant::now();
        write(store, harbour_clay(), move |tx| tx.insert_all(&many)).unwrap();
        say(&format!("{engine:?} rows/s of one import"), ROWS, began);

        for threads in [1, 2, 8] {
            let began = Instant::now();
            thread::scope(|scope| {
                for _ in 0..threads {
                    scope.spawn(|| {
                        for _ in 0..PAGES {
                            let page: Result<Vec<Task>, Error> =
                                store.read(harbour_clay(), |tx| tx.select(TASKS, &values![50]));
                            assert_eq!(page.unwrap().len(), 50);
                        }
                    });
                }
            });
            say(&format!("{engine:?} pages of 50 records/s, {threads} threads"), u128::from(PAGES) * threads, began);
        }
    });
}

fn say(what: &str, count: u128, began: Instant) {
    println!("{what}: {}", count * 1_000_000 / began.elapsed().as_micros().max(1));
}
