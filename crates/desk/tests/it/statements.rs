//! Every sentence in the house is prepared on both engines, and names its business.

use righthand_desk::Store;
use righthand_testkit::on_both;

// The statements are registered by the crate that has them: this keeps it linked.
use righthand_desk as _;

#[test]
fn r15_every_statement_names_its_business_and_scans_no_table() {
    on_both(|url| {
        let store = Store::open(url).unwrap();
        assert_eq!(righthand_store::check_statements(&store).unwrap(), Vec::<String>::new());
        assert_eq!(righthand_store::check_schema(&store).unwrap(), Vec::<String>::new());
    });
}
