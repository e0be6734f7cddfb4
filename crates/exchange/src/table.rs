//! Tables of anybody: CSV with whatever columns.

use crate::importers::{Importer, Reads};
use crate::sheet::Preset;

/// The importer of tables.
pub(crate) const IMPORTER: Importer = Importer {
    kind: "csv",
    label: "Table (CSV)",
    accept: ".csv,.tsv,.txt,text/csv,text/tab-separated-values",
    how_to_export: "Save the spreadsheet as CSV. The first row names the columns; you say what each of them is.",
    reads: Reads::Table(&Preset { tool: "", known: &[], grouped: false, nothing: &[] }),
};
