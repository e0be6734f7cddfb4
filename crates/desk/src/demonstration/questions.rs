//! What was asked at Harbour Clay lately, by the commands with which it is asked: who owes an answer, and by when, is
//! nowhere told but reckoned.

use jiff::Timestamp;
use jiff::civil::Weekday::*;
use righthand_domain::roles::Grant;

use super::days::Days;
use crate::act::Act;
use crate::command::{Command, Stop};
use crate::input::Day;
use crate::questions::{AnswerQuestion, AskDecision, AskQuestion, Decide, climb_due};

/// Asks and answers all of it.
pub(super) fn harbour_clay(act: &mut Act<'_>, days: &Days) -> Result<(), Stop> {
    answered(act, days)?;
    open(act, days)?;
    decisions(act, days)?;
    climb_due(act).map(drop)
}

/// A command of a member's at a moment that has gone by; nothing where it has not come yet.
fn by<C: Command>(act: &mut Act<'_>, member: &str, at: Timestamp, command: &C) -> Result<(), Stop> {
    if at > act.now {
        return Ok(());
    }
    let (me, now, grant) = (act.me.clone(), act.now, act.grant);
    act.me = act.member(member)?;
    act.grant = act.me.role.may(C::NEEDS);
    act.now = at;
    let done = if act.grant == Grant::No { Ok(()) } else { command.run(act).map(drop) };
    (act.me, act.now, act.grant) = (me, now, grant);
    done
}

fn question(key: &str, asks: &str, details: &str) -> AskQuestion {
    AskQuestion { key: Some(key.into()), asks: asks.into(), details: Some(details.into()), ..AskQuestion::default() }
}

fn answered(act: &mut Act<'_>, days: &Days) -> Result<(), Stop> {
    let told = [
        (
            ("halima", days.at(-2, Thursday, 9, 50)),
            AskQuestion {
                project: Some("glaze-library".into()),
                ..question("kiln-makers-by-name", "Do we cite kiln makers by name?", "Article 12 compares three kilns.")
            },
            (days.at(-2, Thursday, 14, 20), "Yes, with the model, and never as a recommendation."),
        ),
        (
            ("kwame", days.at(-1, Thursday, 10, 5)),
            AskQuestion {
                project: Some("glaze-library".into()),
                ..question("one-photograph-twice", "Can two articles share a photograph?", "The test tile fits both.")
            },
            (
                days.at(-1, Thursday, 13, 10),
                "Once is fine, if the caption says what is different about the second glaze.",
            ),
        ),
        (
            ("mateus", days.at(-3, Monday, 10, 0)),
            AskQuestion {
                project: Some("slow-wheel".into()),
                ..question(
                    "sponsors-in-the-title",
                    "Where in an episode is a sponsor named?",
                    "The first contract is near.",
                )
            },
            (days.at(-3, Monday, 15, 30), "Sponsors are named once, after the first story, never in the title."),
        ),
    ];
    for ((asker, asked), question, (at, answer)) in told {
        let key = question.key.clone().unwrap_or_default();
        by(act, asker, asked, &question)?;
        let owes = crate::questions::question(act, &key)?.owed_by_id;
        let owes = act.tx.find::<crate::records::Member>(owes)?.map(|member| member.key).unwrap_or_default();
        by(act, &owes, at, &AnswerQuestion { question: key, answer: answer.into(), keep: true })?;
    }
    Ok(())
}

fn open(act: &mut Act<'_>, days: &Days) -> Result<(), Stop> {
    let sponsor = AskQuestion {
        task: Some("edit-episode-1".into()),
        ..question(
            "name-the-sponsor",
            "May we name Bellwether Supply as sponsor of episode 1?",
            "Their draft says “supported by Bellwether Supply”. Do we say the name at the start, or only in the notes?",
        )
    };
    by(act, "mateus", days.at(-1, Thursday, 15, 10), &sponsor)?;
    let spelling = AskQuestion {
        task: Some("show-notes-1".into()),
        ..question("spelling-of-captions", "British or American spelling in the captions?", "The guests mix both.")
    };
    by(act, "halima", days.at(0, Monday, 9, 40), &spelling)?;
    let tax = question("tax-in-norway", "Which tax rate for students in Norway?", "Two of them asked for an invoice.");
    by(act, "joon-ho", days.at(0, Monday, 9, 10), &tax)
}

fn decisions(act: &mut Act<'_>, days: &Days) -> Result<(), Stop> {
    let ask = |key: &str, asks: &str, options: &[&str], by: Day| AskDecision {
        asks: asks.into(),
        details: None,
        options: options.iter().map(|option| (*option).to_owned()).collect(),
        by,
        of: None,
        task: None,
        project: None,
        question: None,
        key: Some(key.into()),
    };
    let window = ask(
        "refund-window",
        "Refund window for the spring course",
        &["14 days", "30 days", "Until the second lesson"],
        Day(days.on(1, Friday)),
    );
    by(act, "tomas", days.at(-1, Wednesday, 11, 0), &window)?;
    let kits = AskDecision {
        details: Some("Postage inside Portugal would be 6.40 a kit. Outside, nobody has asked yet.".into()),
        ..ask("kits-by-post", "Glaze kits by post: go or no-go", &["Go", "Not this year"], Day(days.on(-1, Friday)))
    };
    by(act, "tomas", days.at(-2, Monday, 10, 0), &kits)?;
    let decided = Decide {
        decision: "kits-by-post".into(),
        option: "Go".into(),
        why: Some("The waiting list asks for them".into()),
        keep: false,
    };
    by(act, "amara", days.at(-2, Wednesday, 12, 0), &decided)
}
