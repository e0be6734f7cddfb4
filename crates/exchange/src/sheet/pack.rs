//! From the rows of a sheet to a parcel: every row is a card, every cell is carried, or listed with its reason.

mod cell;
mod refer;

use std::collections::HashMap;

use super::Sheet;
use super::columns::different;
use super::field::Field;
use super::mapping::Mapping;
use super::pages::Page;
use super::people::Named;
use super::preview::Habits;
use super::rows::{Row, Rows};
use crate::ledger::Ledger;
use crate::parcel::{Board, Card, CustomField, ItemKind, Mapped, NAME_CHARS_MAX, Parcel, Unreadable};
use refer::References;

/// Characters of the name by which a row is known again that has no id of its own.
const KNOWN_BY_CHARS_MAX: usize = 120;

impl Sheet {
    /// The parcel of all rows. `file_name` names the board where the table does not.
    pub fn parcel(&self, mapping: &Mapping, file_name: Option<&str>) -> Result<Parcel, Unreadable> {
        let mut ledger = Ledger::default();
        let mut parcel = Parcel::default();
        let habits = self.habits(mapping)?;
        let projects = self.projects(mapping)?;
        parcel.board = self.board(&mut ledger, projects.as_deref(), file_name);
        let kept = self.kept(&mut ledger, &mut parcel, mapping, projects.is_some());
        self.say_days(&mut ledger, mapping, &habits);
        let mut packer = Packer {
            sheet: self,
            mapping,
            habits: &habits,
            kept: &kept,
            one_project: projects.is_some(),
            named: Named::default(),
            references: References::default(),
            times: HashMap::new(),
            ledger,
            parcel,
            above: None,
            pages: self.pages(),
        };
        let mut rows = Rows::of(self);
        while let Some(row) = rows.next()? {
            packer.row(&row);
        }
        let sums = rows.sums;
        let Packer { mut ledger, mut parcel, references, pages, .. } = packer;
        let no_row: Vec<&str> = pages.into_values().flatten().map(|page| page.path.as_str()).collect();
        self.say_beside(&mut ledger, no_row);
        (0..sums).for_each(|_| ledger.guess("row of totals below a group", "passed over: it holds no task", ""));
        references.resolve(&mut ledger, &mut parcel);
        if mapping.find(Field::Id).is_none() && !parcel.cards.is_empty() {
            ledger.guess("rows without an id", "known again by their name when the table is imported again", "");
        }
        ledger.close(&ItemKind::OF_TABLES, &mut parcel);
        parcel.mapped = Some(Mapped { header: self.header.clone(), columns: mapping.said(&self.header) });
        Ok(parcel)
    }

    /// The name of the project that all rows name; `None` where they name several, or none.
    fn projects(&self, mapping: &Mapping) -> Result<Option<String>, Unreadable> {
        let Some(column) = mapping.find(Field::Project) else { return Ok(None) };
        let mut one: Option<String> = None;
        let mut rows = Rows::of(self);
        while let Some(row) = rows.next()? {
            match (row.cell(column), &one) {
                ("", _) => {}
                (name, None) => one = Some(name.to_owned()),
                (name, Some(known)) if name == known => {}
                _ => return Ok(None),
            }
        }
        Ok(one)
    }

    fn board(&self, ledger: &mut Ledger, project: Option<&str>, file_name: Option<&str>) -> Board {
        let grouped = if self.preset.grouped { self.title.as_deref() } else { None };
        let file_name = self.packed.as_ref().map(|packed| packed.name.as_str()).or(file_name);
        let stem = file_name.map(stem).filter(|stem| !stem.is_empty());
        let named = grouped.or(project).map(str::to_owned).or(stem);
        let name = named.unwrap_or_else(|| {
            let tool = if self.preset.tool.is_empty() { "Table" } else { self.preset.tool };
            format!("{tool} tasks")
        });
        let (name, full) = ledger.name(&name);
        Board {
            external_id: name.to_lowercase(),
            description: full.unwrap_or_default(),
            name,
            url: None,
            archived: false,
        }
    }

    /// The columns that become fields of their own, with the id of each; those that are left out are listed.
    fn kept(
        &self,
        ledger: &mut Ledger,
        parcel: &mut Parcel,
        mapping: &Mapping,
        one_project: bool,
    ) -> HashMap<usize, String> {
        let has_list = mapping.find(Field::List).is_some() || self.preset.grouped;
        let mut kept = HashMap::new();
        for (at, name) in different(&self.header).iter().enumerate() {
            let field = mapping.of(at).field;
            let own = match field {
                // Where it comes back, the page of guesses offers it as an operation.
                Field::Kept | Field::Repeats => true,
                Field::Status => has_list,
                Field::Project => !one_project,
                _ => false,
            };
            if !own && field != Field::Skip {
                continue;
            }
            let Some(id) = ledger.take(ItemKind::CustomField, name.to_lowercase(), at, name) else { continue };
            if own {
                let told = name.to_lowercase();
                let says = field != Field::Repeats || told.contains("recurr") || told.contains("repeat");
                let (name, _) = ledger.name(if says { name } else { "Repeats" });
                parcel.custom_fields.push(CustomField { external_id: id.clone(), name });
                kept.insert(at, id);
            } else {
                ledger.skip(ItemKind::CustomField, name, "the column is left out; map it to “field” to keep it");
            }
        }
        kept
    }

    /// The pages of rows by their titles, in lower case. Where two have one title, neither is taken for the row.
    fn pages(&self) -> HashMap<String, Vec<&Page>> {
        let mut pages: HashMap<String, Vec<&Page>> = HashMap::new();
        for page in self.packed.iter().flat_map(|packed| &packed.pages) {
            pages.entry(page.title.to_lowercase()).or_default().push(page);
        }
        pages
    }

    /// What came in one archive with the table and is no row of it.
    fn say_beside<'a>(&'a self, ledger: &mut Ledger, mut no_row: Vec<&'a str>) {
        no_row.extend(self.packed.iter().flat_map(|packed| &packed.beside).map(String::as_str));
        no_row.sort_unstable();
        for (at, path) in no_row.into_iter().enumerate() {
            if ledger.take(ItemKind::Attachment, format!("archive:{path}"), at, path).is_some() {
                ledger.skip(ItemKind::Attachment, path, "lies beside the table in the archive, and stays there");
            }
        }
    }

    fn say_days(&self, ledger: &mut Ledger, mapping: &Mapping, habits: &Habits) {
        for (at, name) in self.header.iter().enumerate() {
            let reading = mapping.of(at);
            if !reading.field.is_date() || reading.order.is_some() {
                continue;
            }
            if habits.is_open(at) {
                ledger.guess(
                    "column of days that can be read both ways, as 3/4/2026",
                    "day first; say dmy or mdy of it in the mapping",
                    name,
                );
            } else if habits.contradicts(at) {
                ledger.guess(
                    "column whose days are written both ways",
                    "as most of it says; where that is no day, the other way",
                    name,
                );
            }
        }
    }
}

/// What a file is called without what exports add to it: `.csv`, `(1)`, a day, thirty-two digits.
fn stem(file_name: &str) -> String {
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name = match name.rsplit_once('.') {
        Some((stem, ending)) if ending.len() <= 4 && !stem.is_empty() => stem,
        _ => name,
    };
    let is_added = |word: &str| {
        let inner = word.trim_matches(['(', ')']);
        let hex = inner.len() == 32 && inner.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = inner.len() < word.len() && inner.bytes().all(|byte| byte.is_ascii_digit());
        let day = inner.len() >= 8
            && inner.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'_' | b'.' | b'T' | b':'));
        hex || number || day
    };
    let words: Vec<&str> = name.trim_end_matches("_all").split([' ', '_']).filter(|word| !is_added(word)).collect();
    words.join(" ").trim().to_owned()
}

/// What a walk over the rows gathers.
struct Packer<'s> {
    sheet: &'s Sheet,
    mapping: &'s Mapping,
    habits: &'s Habits,
    kept: &'s HashMap<usize, String>,
    /// All rows are of one project, which is the board.
    one_project: bool,
    named: Named,
    references: References,
    /// How often a name was there already, of rows without an id.
    times: HashMap<String, usize>,
    ledger: Ledger,
    parcel: Parcel,
    /// The last card that is not a part: place and id.
    above: Option<(usize, String)>,
    /// Those whose row has not come yet.
    pages: HashMap<String, Vec<&'s Page>>,
}

impl Packer<'_> {
    fn row(&mut self, row: &Row<'_>) {
        let name = self.one(row, Field::Name);
        let unnamed = name.is_empty();
        let name = if unnamed { "Untitled card".to_owned() } else { name };
        let parent = self.one(row, Field::Parent);
        let within = if row.is_part { self.above.as_ref().map(|(_, id)| id.clone()) } else { None };
        let id = match self.one(row, Field::Id) {
            id if !id.is_empty() => id,
            _ => self.known_by(&name, within.as_deref().unwrap_or(&parent)),
        };
        let place = usize::try_from(row.line).unwrap_or(0);
        let Some(external_id) = self.ledger.take(ItemKind::Card, id, place, &name) else { return };
        if unnamed {
            self.ledger.guess("row without a name", "named Untitled card", &format!("line {}", row.line));
        }
        let (short, full) = self.ledger.name(&name);
        let mut card = Card { external_id, name: short, ..Card::default() };
        let mut notes: Vec<String> = Vec::new();
        if let Some(group) = row.group.filter(|_| !row.is_part) {
            card.list = self.named.list(&mut self.ledger, &mut self.parcel, group);
        }
        for column in 0..self.sheet.header.len() {
            let cell = row.cell(column);
            if !cell.is_empty() && !self.sheet.preset.nothing.contains(&cell) {
                self.cell(&mut card, &mut notes, column, cell, row);
            }
        }
        notes.extend(self.page(&name));
        card.description = self.ledger.text(&card.name, full, &notes.join("\n\n"));
        let at = self.parcel.cards.len();
        match within {
            Some(above) => card.parent = Some(above),
            None if !parent.is_empty() => self.references.part_of(at, parent),
            None => {}
        }
        if !row.is_part {
            self.above = Some((at, card.external_id.clone()));
        }
        self.parcel.cards.push(card);
    }

    /// What is written on the page of a row, where one page has its name.
    fn page(&mut self, name: &str) -> Option<String> {
        let title = name.to_lowercase();
        let page =
            self.pages.get(&title).and_then(|pages| if let [page] = pages.as_slice() { Some(*page) } else { None })?;
        self.pages.remove(&title);
        Some(page.body(&self.sheet.header).to_owned()).filter(|body| !body.is_empty())
    }

    /// The cell of a field that is one column.
    fn one(&self, row: &Row<'_>, field: Field) -> String {
        let cell = self.mapping.find(field).map(|column| row.cell(column)).unwrap_or_default();
        if self.sheet.preset.nothing.contains(&cell) { String::new() } else { cell.to_owned() }
    }

    /// Without an id a row is known by its name and what it is a part of; the second of one name by its number.
    fn known_by(&mut self, name: &str, parent: &str) -> String {
        let whole = if parent.is_empty() { name.to_owned() } else { format!("{parent}/{name}") };
        let base: String = whole.to_lowercase().chars().take(KNOWN_BY_CHARS_MAX.min(NAME_CHARS_MAX)).collect();
        let times = self.times.entry(base.clone()).or_insert(0);
        *times += 1;
        if *times == 1 { base } else { format!("{base} #{times}") }
    }
}
