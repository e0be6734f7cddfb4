//! A database of the schema before is brought up to date with everything in it.

use righthand_desk::records::{Business, Member};
use righthand_desk::{Clock, Desk, Store, sign_in};
use righthand_domain::ids::{BusinessId, MemberId};
use righthand_domain::roles::Role;
use righthand_domain::snapshot::Zone;
use righthand_store::select_sql;
use righthand_testkit::on_both;
use uuid::Uuid;

/// The schema before the latest one.
const BEFORE: i64 = 3;

#[test]
fn a_database_of_the_schema_before_keeps_its_business_and_people() {
    on_both(|url| {
        let id = BusinessId(Uuid::now_v7());
        let written = {
            let store = Store::open_at(url, BEFORE).unwrap();
            let business = Business::new(id, "harbour-clay", "Harbour Clay", &Zone::named("Europe/Lisbon").unwrap());
            let amara = Member::new(MemberId(Uuid::now_v7()), "amara", "Amara Lindqvist", Role::Owner);
            let rows = (business.clone(), amara.clone());
            store
                .write(id, move |tx| {
                    tx.insert(&rows.0)?;
                    tx.insert(&rows.1)
                })
                .unwrap();
            (business, amara)
        };
        let store = Store::open(url).unwrap();
        let members = select_sql!(Member, "where business_id = $1 order by position, id");
        let read = store.read(id, move |tx| {
            Ok::<_, righthand_store::Error>((tx.find::<Business>(id)?, tx.select::<Member>(members, &[])?))
        });
        assert_eq!(read.unwrap(), (Some(written.0), vec![written.1]));
        // What came with the new schema works on the old data.
        let desk = Desk::new(store, Clock::fixed("2026-11-24T11:20:00Z".parse().unwrap()));
        assert!(sign_in::needs_set_up(&desk).unwrap());
        assert!(sign_in::make_business(&desk, "northlight", "Northlight", &Zone::utc()).unwrap().is_some());
    });
}
