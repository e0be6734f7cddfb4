//! The columns of a table: what each is, with samples, to be said otherwise; and the first rows.

use maud::{Markup, html};
use righthand_domain::snapshot::Fault;
use righthand_exchange::sheet::{ColumnSeen, DayOrder, Field, Preview, Unit};

use super::choose_page::{of, project_fields};
use super::look_page::Looking;
use crate::parts::{Choice, Icon, button, hidden, labelled_select, section_head, select_field, table, words};

/// Rows that are shown below the names of the columns.
const ROWS_SHOWN: usize = 5;

/// The form of the columns with the fields that make the table a project, as one: both are read again together.
pub(super) fn columns_part(preview: &Preview, looking: &Looking<'_>, faults: &[Fault]) -> Markup {
    let wishes = &looking.import.wishes;
    let about = format!(
        "{}, separated by {}, written in {}",
        words::counted(preview.rows as u64, "row", "rows"),
        preview.delimiter,
        preview.encoding
    );
    let named = ["end", "outcome", "manager", "into"];
    let loose: Vec<&Fault> =
        faults.iter().filter(|fault| !named.iter().any(|name| fault.pointer == format!("/{name}"))).collect();
    let open = preview.columns.iter().filter(|column| column.either.is_some()).count();
    html! {
        section.stack-2 {
            (section_head("Columns", Some(preview.columns.len() as u64), &html! { span.small.sec { (about) } }))
            @if open > 0 {
                p.small.warn role="note" { (Icon::Late.with_class("i i-s fillst")) " Some days can be read both ways, as 3/4/2026. Say which number is the day." }
            }
            form.stack method="post" action=(looking.here) data-native="" data-slow="Reading the file again." {
                (hidden("step", "look"))
                @for fault in loose { p.err role="alert" { (Icon::Late.with_class("i i-s fillst")) (fault.message) } }
                (columns(preview))
                @let earlier = looking.earlier.iter().filter(|earlier| earlier.kind == wishes.kind).collect::<Vec<_>>();
                @if !earlier.is_empty() {
                    @let none = [Choice { value: "", label: "By its name" }];
                    @let options = none.into_iter().chain(earlier.iter().map(|earlier| Choice { value: &earlier.key, label: &earlier.name })).collect::<Vec<_>>();
                    (select_field("into", "Import again into", &options, &wishes.into, Some("Where the table was imported before under another name."), of("into", faults)))
                }
                (project_fields(wishes, looking.managers, faults))
                p { (button("Look again")) }
            }
            details {
                summary.link.small { "The first rows of the file" }
                (first(preview))
            }
        }
    }
}

fn columns(preview: &Preview) -> Markup {
    let head = html! {
        tr { th scope="col" { "Column, and what it says" } th scope="col" { "Is" } }
    };
    let body = html! {
        @for (at, column) in preview.columns.iter().enumerate() {
            tr {
                th.wrap scope="row" {
                    (column.name)
                    div.small.sec { @if column.samples.is_empty() { "nothing" } @else { (column.samples.join(" · ")) } }
                }
                td { div.stack-2 { (field_select(at, column)) (custom(at, column)) } }
            }
        }
    };
    table("What each column of the file is", "tbl-2", &head, &body)
}

fn field_select(at: usize, column: &ColumnSeen) -> Markup {
    let options: Vec<Choice<'_>> = Field::ALL.iter().map(|(_, value, label)| Choice { value, label }).collect();
    let name = format!("column.{at}");
    labelled_select(&name, &format!("What “{}” is", column.name), &options, column.reading.field.as_str())
}

/// How days and lengths are read, where the column holds any.
fn custom(at: usize, column: &ColumnSeen) -> Markup {
    let reading = column.reading;
    if reading.field.is_date() {
        let options = [
            Choice { value: "", label: "As the column says" },
            Choice { value: DayOrder::DayFirst.as_str(), label: "Day first" },
            Choice { value: DayOrder::MonthFirst.as_str(), label: "Month first" },
        ];
        let chosen = reading.order.map_or("", DayOrder::as_str);
        return html! {
            (labelled_select(&format!("custom.{at}"), &format!("How the days of “{}” are read", column.name), &options, chosen))
            @if let Some(either) = &column.either { p.hint { "Which is the day in " (either) "?" } }
        };
    }
    if reading.is_length() {
        let all = [Unit::Hours, Unit::Minutes, Unit::Days, Unit::Seconds, Unit::Milliseconds];
        let options: Vec<Choice<'_>> =
            all.iter().map(|unit| Choice { value: unit.as_str(), label: unit.as_str() }).collect();
        let chosen = reading.unit.unwrap_or(Unit::Hours).as_str();
        return labelled_select(
            &format!("custom.{at}"),
            &format!("What the numbers of “{}” count", column.name),
            &options,
            chosen,
        );
    }
    html! {}
}

fn first(preview: &Preview) -> Markup {
    let head = html! { tr { @for column in &preview.columns { th scope="col" { (column.name) } } } };
    let body = html! {
        @for row in preview.first.iter().take(ROWS_SHOWN) {
            tr { @for (at, cell) in row.iter().enumerate() { @if at == 0 { th scope="row" { (cell) } } @else { td { (cell) } } } }
        }
    };
    table("The first rows of the file", "", &head, &body)
}

/// What the form says of the columns, as `--map` takes it; `None` where the form had none.
pub(super) fn said(preview: Option<&Preview>, fields: &[(String, String)]) -> Option<Vec<String>> {
    let preview = preview?;
    let value = |name: String| fields.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str());
    let mut said = Vec::new();
    for (at, column) in preview.columns.iter().enumerate() {
        let Some(field) = value(format!("column.{at}")) else { continue };
        // What was asked of the field that it was is nothing to the field that it becomes.
        let custom = value(format!("custom.{at}")).filter(|custom| !custom.is_empty());
        let custom = custom.filter(|_| fits(column, field));
        let custom = custom.map(|custom| format!(":{custom}")).unwrap_or_default();
        said.push(format!("{}={field}{custom}", column.name));
    }
    (!said.is_empty()).then_some(said)
}

fn fits(column: &ColumnSeen, field: &str) -> bool {
    let becomes = Field::ALL.iter().find(|(_, name, _)| *name == field).map(|(field, ..)| *field);
    let length = |field: Field| matches!(field, Field::Effort | Field::Spent);
    let was = column.reading.field;
    becomes.is_some_and(|becomes| (becomes.is_date() && was.is_date()) || (length(becomes) && length(was)))
}
