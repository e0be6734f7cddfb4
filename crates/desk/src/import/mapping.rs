//! What somebody said that the columns of a table are, remembered for the next table of the same columns; and what a
//! file holds with it, the same for every door.

use righthand_domain::ids::{BusinessId, ImportMappingId};
use righthand_domain::snapshot::Fault;
use righthand_exchange::importers::{NotRead, Opened};
use righthand_exchange::parcel::{Mapped, Parcel, Unreadable};
use righthand_store::{Error, Json, Sql, Tx, select_sql, sql, values};
use sha2::{Digest, Sha256};

use crate::Desk;
use crate::act::Act;
use crate::command::Stop;
use crate::records::ImportMapping;
use crate::view::{NotSeen, View};

/// Why a file was not read.
#[derive(Debug)]
pub enum NotReadyYet {
    Unreadable(Unreadable),
    /// What was said of its columns is not right.
    Said(Vec<Fault>),
    Broken(Error),
}

impl From<NotRead> for NotReadyYet {
    fn from(not_read: NotRead) -> Self {
        match not_read {
            NotRead::Unreadable(unreadable) => Self::Unreadable(unreadable),
            NotRead::Said(faults) => Self::Said(faults),
        }
    }
}

impl From<Error> for NotReadyYet {
    fn from(error: Error) -> Self {
        Self::Broken(error)
    }
}

/// What an export holds for a business: by what is said of its columns, else by what was said before. A business that is
/// not there yet remembers nothing.
pub fn parcel_of(
    desk: &Desk,
    business: Option<BusinessId>,
    kind: &str,
    opened: Opened,
    file_name: Option<&str>,
    said: &[String],
) -> Result<Parcel, NotReadyYet> {
    opened.parcel(file_name, said, |header| match business {
        Some(business) => Ok(remembered(desk, business, kind, header)?),
        None => Ok(Vec::new()),
    })
}

/// What was said of a table with these columns; empty where there was none.
pub fn remembered(desk: &Desk, business: BusinessId, kind: &str, header: &[String]) -> Result<Vec<String>, Error> {
    let (kind, print) = (kind.to_owned(), print(header));
    desk.store.read(business, move |tx| Ok(find(tx, &kind, &print)?.map(|mapping| mapping.said.0).unwrap_or_default()))
}

/// A project or draft that tables have been imported into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// Of the importer: `csv`, `asana`.
    pub kind: String,
    pub key: String,
    pub name: String,
}

/// What imports have made, latest first.
pub fn earlier(view: &mut View<'_>) -> Result<Vec<Earlier>, NotSeen> {
    const EARLIER: &Sql = sql!(
        "origin.boards",
        "select origin.source, project.key, project.name from origin \
         join project on project.business_id = $1 and project.id = origin.thing_id \
         where origin.business_id = $1 and origin.kind = 'board' order by origin.id desc limit 200"
    );
    let found = view.tx.all(EARLIER, &[], |row| Ok((row.get::<String>(0)?, row.get(1)?, row.get(2)?)))?;
    let earlier = |(source, key, name): (String, String, String)| {
        let kind = source.split(':').next().unwrap_or_default().to_owned();
        Earlier { kind, key, name }
    };
    Ok(found.into_iter().map(earlier).collect())
}

/// [`remembered`] within a transaction.
pub(super) fn remembered_here(act: &mut Act<'_>, kind: &str, header: &[String]) -> Result<Vec<String>, Stop> {
    Ok(find(act.tx, kind, &print(header))?.map(|mapping| mapping.said.0).unwrap_or_default())
}

/// Remembers how a table was read.
pub(super) fn remember(act: &mut Act<'_>, kind: &str, mapped: &Mapped) -> Result<(), Stop> {
    let header_print = print(&mapped.header);
    match find(act.tx, kind, &header_print)? {
        Some(before) => {
            let after = ImportMapping { said: Json(mapped.columns.clone()), ..before.clone() };
            act.update(&before, &after, None).map(drop)
        }
        None => {
            let id = act.new_id::<ImportMappingId>();
            let said = Json(mapped.columns.clone());
            act.insert(&ImportMapping { id, kind: kind.to_owned(), header_print, said, version: 1 })
        }
    }
}

fn find(tx: &mut Tx, kind: &str, print: &str) -> Result<Option<ImportMapping>, Error> {
    let select = select_sql!(ImportMapping, "where business_id = $1 and kind = $2 and header_print = $3");
    Ok(tx.select::<ImportMapping>(select, &values![kind, print])?.into_iter().next())
}

fn print(header: &[String]) -> String {
    Sha256::digest(header.join("\n").to_lowercase()).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
