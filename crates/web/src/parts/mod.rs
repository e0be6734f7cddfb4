//! The shared pieces of all pages: a function or a small struct each, from plain values to markup. All are shown with
//! their states on `/dev/parts`.

mod button;
mod chance;
mod dialog;
mod empty;
mod field;
mod heat;
mod icon;
mod keys;
mod kind;
mod load;
pub(crate) mod locale;
mod mark;
mod need;
mod note;
mod page;
mod panel;
mod person;
mod progress;
mod refusal;
mod shell;
mod state;
mod steps;
mod table;
mod tabs;
mod task_row;
mod toast;
pub mod words;

pub use button::{Button, button, link_button};
pub use chance::{Chance, Glyph, Thresholds};
pub use dialog::dialog;
pub use empty::{empty, failed};
pub use field::{
    Choice, Faults, Field, check, fault_summary, hidden, labelled_select, radio, select_field, select_field_as, switch,
};
pub use heat::{heat_cell, heat_key};
pub use icon::Icon;
pub use keys::{Keys, key_list};
pub use kind::WorkKind;
pub use load::{load_bar, load_with_number};
pub use mark::mark;
pub use need::Need;
pub use note::{Tone, note};
pub use page::{Look, document, plain_page};
pub use panel::{count, fig, figs, group_head, head, panel, panel_foot, section_head, sentence_head};
pub use person::{AvatarSize, avatar, avatars, initials, person, person_shown, person_with_role};
pub use progress::{progress, skeleton, working};
pub use refusal::{Alternative, Refusal};
pub use shell::{Crumb, NavItem, Pinned, Shell, Switch};
pub use state::State;
pub use steps::{Step, StepIs, chain, feed, steps};
pub use table::{Sorting, sort_head, table, tag};
pub use tabs::{Tab, filter, segments, tabs};
pub use task_row::TaskRow;
pub use toast::Toast;
