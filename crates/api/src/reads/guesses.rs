//! What the plan has to guess of a project or draft, and what could be said instead.

use righthand_desk::guesses::page::{self, Group, Here};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Read, json, look};
use crate::problem::Problem;

pub(super) const OF_PROJECT: Read = Read {
    name: "get_guesses",
    path: "/businesses/{business}/projects/{project}/guesses",
    tag: "projects",
    summary: "What the plan has to guess of a project or draft: efforts, order, regular work, hours",
    query: &[],
    schema: |generator| generator.subschema_for::<Guesses>(),
    read: |api, caller, asked| {
        let key = asked.path("project").to_owned();
        let guesses = look(api, caller, asked, move |view| page::guesses(view, Some(&key)))?;
        let here = guesses.here.ok_or_else(|| Problem::not_found("this project"))?;
        let without_hours = guesses.people.into_iter().map(|person| person.key).collect();
        json(&Guesses::of(here, without_hours))
    },
};

/// What is not known of a project or draft. Commands say it: `change_task`, `guess_efforts`, `confirm_efforts`,
/// `order_tasks`, `make_recurring`, `set_team_hours`.
#[derive(Debug, Serialize, JsonSchema)]
struct Guesses {
    /// Open cards that take effort.
    open: usize,
    /// Those of them whose effort is a guess.
    guessed: usize,
    /// Those of them for which not even a default was given.
    unsaid: usize,
    /// The first of the guessed ones, in the order of the board: at most 60.
    cards: Vec<Card>,
    /// Lists with guesses; the empty name stands for the cards in none.
    lists: Vec<Cards>,
    labels: Vec<Cards>,
    /// Orders that are offered.
    orders: Vec<Order>,
    /// Cards that look as if they recur.
    recurring: Vec<Recurring>,
    /// Keys of the members whose hours nobody has said, for those who may say them.
    without_hours: Vec<String>,
}

/// A card whose effort is a guess.
#[derive(Debug, Serialize, JsonSchema)]
struct Card {
    /// Key of the task.
    task: String,
    name: String,
    list: String,
    /// The guess in hours, one value or three ("1 / 2 / 6"); null where not even a default was given.
    effort: Option<String>,
    version: i64,
}

/// The cards of a list or of a label.
#[derive(Debug, Serialize, JsonSchema)]
struct Cards {
    name: String,
    open: usize,
    guessed: usize,
    unsaid: usize,
}

/// Cards of one list that could come one after another.
#[derive(Debug, Serialize, JsonSchema)]
struct Order {
    list: String,
    /// Keys, first to last.
    tasks: Vec<String>,
    /// By their due dates; else as they stand in the list.
    by_dates: bool,
}

/// Cards that could be one operation.
#[derive(Debug, Serialize, JsonSchema)]
struct Recurring {
    name: String,
    tasks: Vec<String>,
    /// One RECUR value of RFC 5545.
    rrule: String,
    /// The rule as people say it.
    how_often: String,
    /// `YYYY-MM-DD`.
    starts: String,
}

impl Guesses {
    fn of(here: Here, without_hours: Vec<String>) -> Self {
        let cards = |groups: Vec<Group>| {
            let all = groups.into_iter();
            all.map(|Group { name, open, guessed, unsaid }| Cards { name, open, guessed, unsaid }).collect()
        };
        let card = |card: page::Card| Card {
            task: card.key,
            name: card.name,
            list: card.list,
            effort: card.effort.map(|effort| effort.to_string()),
            version: card.version,
        };
        Self {
            open: here.open,
            guessed: here.guessed,
            unsaid: here.unsaid,
            cards: here.cards.into_iter().map(card).collect(),
            lists: cards(here.lists),
            labels: cards(here.labels),
            orders: here
                .orders
                .into_iter()
                .map(|offer| Order {
                    list: offer.list,
                    tasks: offer.cards.into_iter().map(|(key, _)| key).collect(),
                    by_dates: offer.by_dates,
                })
                .collect(),
            recurring: here
                .recurring
                .into_iter()
                .map(|offer| Recurring {
                    name: offer.name,
                    tasks: offer.cards,
                    rrule: offer.rrule,
                    how_often: offer.how_often,
                    starts: offer.starts.to_string(),
                })
                .collect(),
            without_hours,
        }
    }
}
