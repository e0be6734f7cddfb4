//! How much of a board is read. Trello's own limits lie below most of these; a file beyond them is not a board.

/// Cards. Trello stops at 5,000 open ones; archived ones add up.
pub(super) const CARDS_MAX: usize = 50_000;
/// Lists, members, labels and custom fields, each.
pub(super) const FEW_MAX: usize = 10_000;
/// Checklists of a board.
pub(super) const CHECKLISTS_MAX: usize = 100_000;
/// Check items of a checklist; Trello stops at 200.
pub(super) const CHECK_ITEMS_PER_LIST_MAX: usize = 2_000;
/// Things of one sort on a card: members, labels, attachments (Trello stops at 1,000), checklists, field values.
pub(super) const ON_A_CARD_MAX: usize = 2_000;
/// Comments of a board. Trello's export holds the last 1,000 actions, other exporters' all of them.
pub(super) const COMMENTS_MAX: usize = 200_000;
/// Actions of a board that are looked at for comments.
pub(super) const ACTIONS_MAX: usize = 2_000_000;
/// Options of a custom field.
pub(super) const OPTIONS_MAX: usize = 1_000;

/// Characters of an id or an instant: Trello's have 24.
pub(super) const ID_CHARS_MAX: usize = 100;
/// Characters of a name, as Trello limits them.
pub(super) const NAME_CHARS_MAX: usize = 16_384;
/// Characters of a description or comment: what Righthand keeps. Trello stops at 16,384.
pub(super) const TEXT_CHARS_MAX: usize = crate::parcel::TEXT_CHARS_MAX;
/// Characters of an address.
pub(super) const URL_CHARS_MAX: usize = 4_096;

/// Bytes of all that is kept of a board while it is read. With the parcel, the rows and the journal made from it it stays
/// within the 256 MB that an import may take.
pub(super) const KEPT_BYTES_MAX: usize = 40 * 1024 * 1024;
