//! Typical duties of an online business, to be offered where somebody takes stock.
//!
//! Hours are a week's, averaged over how often the duty comes. Where a page gave hours it is named; else they are an
//! estimate of the house, to be replaced by the owner's own.

use righthand_domain::kind::Kind::{self, Implementation, Management, Strategy};

/// A duty that many have.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Typical {
    pub key: &'static str,
    pub area: &'static str,
    pub name: &'static str,
    pub kind: Kind,
    /// A week.
    pub hours: f64,
    pub source: &'static str,
}

const fn of(
    area: &'static str,
    key: &'static str,
    name: &'static str,
    kind: Kind,
    hours: f64,
    source: &'static str,
) -> Typical {
    Typical { key, area, name, kind, hours, source }
}

const HOUSE: &str = "an estimate of the house";
const EPISODE: &str = "podcastbyte.com, how long an episode takes";
const CLIPS: &str = "podcasterplus.com, podcast time audit";
const RETAINER: &str = "hourtab.com, what an assistant's retainer holds";
const OBM: &str = "what online business managers say they do: sarahnoked.com, outsourcingu.com; hours an estimate";

/// By area, in the order in which they are offered.
pub const TYPICAL: &[Typical] = &[
    of("Content", "find-guests", "Find guests and agree on dates with them", Implementation, 1.0, EPISODE),
    of("Content", "prepare-talks", "Prepare the questions for a talk", Implementation, 1.5, EPISODE),
    of("Content", "record-episodes", "Record episodes", Implementation, 1.5, EPISODE),
    of("Content", "cut-sound", "Cut the sound of episodes", Implementation, 2.5, EPISODE),
    of("Content", "show-notes", "Write the notes to an episode", Implementation, 1.5, EPISODE),
    of("Content", "publish-episodes", "Put episodes and their pages online", Implementation, 1.0, EPISODE),
    of("Content", "clips", "Make short clips with captions", Implementation, 2.0, CLIPS),
    of("Content", "articles", "Write an article a week", Implementation, 4.0, HOUSE),
    of("Content", "proofread", "Read drafts and mend them", Implementation, 2.0, HOUSE),
    of("Content", "writers", "Be there for the writers' questions", Management, 3.0, HOUSE),
    of("Content", "calendar", "Keep the calendar of what appears when", Management, 1.0, HOUSE),
    of("Content", "topics", "Choose the topics of the quarter", Strategy, 0.5, HOUSE),
    of("Marketing", "letter", "Write the letter to the list", Implementation, 2.0, HOUSE),
    of("Marketing", "send-letter", "Set up, test and send the letter", Implementation, 1.0, HOUSE),
    of("Marketing", "posts", "Make and schedule posts", Implementation, 4.0, HOUSE),
    of("Marketing", "comments", "Answer comments and messages", Implementation, 2.5, HOUSE),
    of("Marketing", "adverts", "Run advertisements and watch them", Implementation, 4.0, HOUSE),
    of("Marketing", "goes-out", "See that what is regular goes out", Management, 1.0, HOUSE),
    of("Launch", "launch-plan", "Plan the launch: dates, people, hand-overs", Management, 2.0, HOUSE),
    of("Launch", "launch-chase", "Keep the launch on time", Management, 5.0, HOUSE),
    of("Launch", "sales-page", "Write and build the sales page", Implementation, 6.0, HOUSE),
    of("Launch", "checkout", "Set up the checkout and try it", Implementation, 1.5, HOUSE),
    of("Launch", "offer", "Decide what is offered, at what price, when", Strategy, 1.0, HOUSE),
    of("Delivery", "clients", "Coach or advise clients", Implementation, 10.0, HOUSE),
    of("Delivery", "welcome", "Bring new clients in", Implementation, 1.5, HOUSE),
    of("Delivery", "community", "Look after the members' community", Implementation, 4.0, HOUSE),
    of("Delivery", "client-dates", "Keep clients' work to its dates", Management, 4.0, HOUSE),
    of("Sales", "calls", "Hold sales calls", Implementation, 4.0, HOUSE),
    of("Sales", "leads", "Follow up on whoever asked", Implementation, 2.0, OBM),
    of("Admin", "mail", "Sort and answer the mail", Implementation, 5.0, RETAINER),
    of("Admin", "bookings", "Keep the diary and book what it needs", Implementation, 2.0, RETAINER),
    of("Admin", "papers", "Enter data, format documents", Implementation, 2.0, RETAINER),
    of("Finance", "bills", "Send bills and remind", Implementation, 1.5, OBM),
    of("Finance", "books", "Keep the books", Implementation, 2.0, OBM),
    of("Finance", "cash", "Watch cash against the budget", Management, 0.5, HOUSE),
    of("Operations", "late", "Look every morning at what is late or stuck", Management, 2.5, OBM),
    of("Operations", "workflows", "Write down how things are done", Management, 2.0, OBM),
    of("Operations", "tools", "Look after tools and what runs between them", Implementation, 2.0, OBM),
    of("Team", "questions", "Answer the team's questions", Management, 3.0, OBM),
    of("Team", "meeting", "Hold the weekly meeting", Management, 1.0, OBM),
    of("Team", "give-work", "Give everybody their work for the week", Management, 1.5, OBM),
    of("Strategy", "quarter", "Turn goals into a plan for the quarter", Strategy, 0.5, HOUSE),
    of("Strategy", "numbers", "Read the numbers and decide what changes", Strategy, 0.5, HOUSE),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offers_are_grouped_by_area_and_told_apart_by_their_keys() {
        let mut keys: Vec<&str> = TYPICAL.iter().map(|offer| offer.key).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), TYPICAL.len());
        let mut areas: Vec<&str> = TYPICAL.iter().map(|offer| offer.area).collect();
        areas.dedup();
        let all = areas.len();
        areas.sort_unstable();
        areas.dedup();
        assert_eq!(areas.len(), all, "an area comes twice");
    }
}
