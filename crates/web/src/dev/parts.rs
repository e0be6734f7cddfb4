//! The parts, in the order of the design's page of components.

use jiff::civil::date;
use maud::{Markup, html};
use righthand_desk::command::{Conflict, Differing};

use crate::parts::{
    Alternative, AvatarSize, Button, Chance, Choice, Faults, Field, Glyph, Icon, Need, Refusal, Sorting, State, Step,
    StepIs, Tab, TaskRow, Thresholds, Toast, Tone, WorkKind, avatar, avatars, button, chain, check, empty, failed,
    feed, figs, filter, group_head, heat_cell, heat_key, link_button, load_with_number, note, panel, panel_foot,
    person, person_with_role, progress, radio, section_head, segments, select_field, skeleton, sort_head, steps,
    switch, table, tabs, tag, words, working,
};
use crate::site::clash;

/// Long enough to be written together rather than chosen.
const NOTES: &str = "In English and in Portuguese.\nThe captions are those of the exhibition, with the makers’ names.";
const TODAY: jiff::civil::Date = date(2026, 11, 24);

pub(super) fn left() -> Markup {
    html! {
        (buttons())
        (states())
        (people())
        (fields())
        (views())
        (rows())
        (needs())
        (nothing())
    }
}

pub(super) fn right() -> Markup {
    html! {
        (refusals())
        (two_editors())
        (panel("Toasts", &html! { "ten seconds, and in History for ever" }, &html! {
            div.stack-2 {
                (Toast { text: "Article 37 given to Mireille".into(), undo: Some(("/b/harbour-clay/undo".into(), "7".into())) })
                (Toast { text: "Kept".into(), undo: None })
            }
        }))
        (notes())
        (run())
        (team())
        (panel("Dates, times, numbers", &html! { "design, section 9" }, &spoken()))
        (panel("Icons", &html! { (Icon::ALL.len()) }, &html! { p.row.row-w.gap-3 { @for icon in Icon::ALL { (icon) } } }))
    }
}

fn buttons() -> Markup {
    let row = |all: &[Button]| html! { div.row.row-w.mt2 { @for one in all { (one) } } };
    panel(
        "Buttons",
        &html! { "one primary per section" },
        &html! {
            (row(&[
                button("Primary").primary().inert(),
                button("Default").inert(),
                button("Quiet").quiet().inert(),
                button("Remove").removes().inert(),
                button("Not now").disabled(true).inert(),
                button("Planning").busy().inert(),
            ]))
            (row(&[
                button("Small").small().primary().inert(),
                button("Small").small().icon(Icon::Plus).inert(),
                button("More").small().icon_only(Icon::More).inert(),
                link_button("A link", "/dev/parts").small(),
            ]))
            p.hint.mt1 { "“Not now” says beside it why: the plan is being made." }
            div.row.row-w.mt2 { (filter("Person", "?person", false)) (filter("Late", "?", true)) (tag("Harbour Clay", false)) (tag("advised", true)) kbd { "K" } }
        },
    )
}

fn glyph(in_time: usize) -> Option<Glyph> {
    Some(Glyph { heights: [0.15, 0.4, 0.7, 1.0, 0.9, 0.7, 0.55, 0.4, 0.2, 0.1], in_time })
}

fn states() -> Markup {
    panel(
        "States and chances",
        &html! { "shape, word, colour" },
        &html! {
            div.row.row-w.gap-4 { @for state in State::ALL { (state.show()) } (State::Waiting.show_as("waits for Amara")) (State::Late.shape()) }
            div.row.row-w.mt2 {
                (Chance::known(0.91, glyph(9)).linked("/dev/parts"))
                (Chance::known(0.64, glyph(6)).linked("/dev/parts"))
                (Chance::known(0.38, glyph(4)).linked("/dev/parts"))
                (Chance::known(0.998, glyph(10)).in_list())
                (Chance::known(0.64, None).judged_by(Thresholds { on_track: 0.6, at_risk: 0.4 }))
                (Chance::not_yet("no chance yet: 31 of 40 guessed"))
            }
            div.row.row-w.gap-4.mt2 { (WorkKind::Implementation.show()) (WorkKind::Management.show()) (WorkKind::Strategy.show()) }
        },
    )
}

fn people() -> Markup {
    panel(
        "People",
        &html! {},
        &html! {
            div.row.row-w.gap-4 {
                (person("Halima Strand", "halima"))
                span.row { (person("Tomás", "tomas")) (load_with_number(0.78)) }
                span.row { (person("Halima", "halima")) (load_with_number(1.04)) }
                (avatars(&[("Noor Castellan", "noor"), ("Declan Mbeki", "declan"), ("Svea Tanaka", "svea"), ("Kwame Petrov", "kwame")]))
            }
            div.row.mt2 { (avatar("Amara Lindqvist", "amara", AvatarSize::Huge)) (person_with_role("Mateus Fenwick", "mateus", "A/V editor, 20 h a week", AvatarSize::Large)) }
        },
    )
}

fn fields() -> Markup {
    let faults = Faults::default().with("end", "November has 30 days");
    let kinds = [
        Choice { value: "implementation", label: "Implementation" },
        Choice { value: "management", label: "Management" },
    ];
    panel(
        "Fields",
        &html! {},
        &html! {
            form.form method="post" action="/dev/parts" {
                div.form-2 {
                    (Field::new("text", "outcome", "Outcome").value("200 seats sold").hint("How you will know that it is done"))
                    (Field::new("text", "end", "End date").value("31 Nov 2026").fault(faults.of("end")))
                    (select_field("kind", "Kind", &kinds, "management", None, None))
                    (Field::new("text", "hours", "Hours").value("1.5").inputmode("decimal").narrow().optional())
                }
                (Field::new("area", "why", "Reason").optional().hint("Kept in History"))
            div.row { (button("Keep").small()) }
                fieldset { legend.lab { "Dependency" }
                    div.row.row-w.gap-4 {
                        (check("promise", "on", "Ask for a promise", true))
                        (radio("link", "fs", "Finish to start", true))
                        (radio("link", "ss", "Start to start", false))
                    }
                }
            }
            div.mt2 { (switch("/dev/parts", "weekly", "Weekly report", true)) }
        },
    )
}

fn views() -> Markup {
    let tab = |label, count, current| Tab { label, href: "/dev/parts", count, current };
    panel(
        "Tabs and segments",
        &html! { "links, so that every view has an address" },
        &html! {
            (tabs("The Slow Wheel", &[tab("Outline", None, true), tab("Board", None, false), tab("Questions", Some(2), false)]))
            (segments("Scale", &[("Weeks", "?scale=weeks", false), ("Months", "?scale=months", true), ("Quarters", "?scale=quarters", false)]))
        },
    )
}

fn rows() -> Markup {
    let row = |id: &str, title: &str| TaskRow {
        id: id.into(),
        title: title.into(),
        href: "/dev/parts".into(),
        about: vec![tag("Harbour Clay", false), html! { span { "Glaze Library" } }],
        effort_minutes: Some(90),
        due: Some(words::due(TODAY, TODAY, false, "by")),
        done_action: Some("/dev/parts".into()),
        ..TaskRow::default()
    };
    let actions = html! {
        (button("Done").small().primary().icon(Icon::Tick).inert())
        (button("Blocked").small().quiet().icon(Icon::Blocked).inert())
        (button("Question").small().quiet().icon(Icon::Question).inert())
    };
    html! {
        section {
            (group_head("Now", "until 13:00"))
            ul.tasks {
                (TaskRow { selected: true, why: Some("First because Yuki's layout and five articles behind it wait for this one.".into()), actions: Some(actions), ..row("34", "Edit article 34: Reading a glaze test tile") })
            }
            (group_head("Later this week", "you promised all three"))
            ul.tasks {
                (TaskRow { kind: Some(WorkKind::Implementation), ..row("35", "Edit article 35: Ash glazes without a wood kiln") })
                (TaskRow { kind: Some(WorkKind::Strategy), due: Some(words::due(date(2026, 11, 20), TODAY, false, "")), ..row("36", "Read the outline of module 4") })
                (TaskRow { done: true, due: Some(html! { span.due { "done 09:12" } }), ..row("37", "Sign the studio insurance") })
            }
        }
    }
}

fn needs() -> Markup {
    html! {
        section {
            (section_head("Needs you", Some(2), &html! { kbd { "J" } " " kbd { "K" } " move, " kbd { "Enter" } " open" }))
            ul.panel {
                (Need {
                    id: "cover".into(),
                    icon: Icon::Decision,
                    title: "Choose the cover for The Slow Wheel".into(),
                    href: Some("/dev/parts".into()),
                    due: words::due(date(2026, 11, 25), TODAY, false, "by"),
                    body: html! { p { "Priyanka prepared three. Each working day without a choice costs the launch about 4 points: " (Chance::known(0.83, glyph(7)).linked("/dev/parts")) } },
                    actions: html! { (button("Look at the three").small().primary().inert()) (button("Take the recommendation").small().inert()) (button("Give it to Tomás").small().quiet().inert()) },
                })
                (Need {
                    id: "hours".into(),
                    icon: Icon::Money,
                    title: format!("Approve 12 more editor hours, {}", words::money(48_000, "EUR")),
                    href: None,
                    due: words::due(TODAY, TODAY, false, "by"),
                    body: html! { p { "Halima is the bottleneck of Glaze Library. Tomás recommends it." } },
                    actions: html! { (button("Approve €480").small().primary().icon(Icon::Tick).inert()) (button("Decline").small().inert()) },
                })
            }
        }
    }
}

fn nothing() -> Markup {
    panel(
        "Empty, loading, failing",
        &html! {},
        &html! {
            div.cols-3 {
                (empty("Nothing needs you", "Tomás has the week. The next decision is due on Monday.", &html! {}))
                div { (skeleton(4)) (working("Simulating", 6_200, 10_000)) }
                (failed("The connection broke. What you typed is kept.", "/dev/parts"))
            }
            p.mt { (progress("60 percent of the term", 60, 100)) }
        },
    )
}

fn two_editors() -> Markup {
    let differing = |field: &str, label: &str, seen: &str, theirs: &str, yours: &str| Differing {
        field: field.into(),
        label: label.into(),
        seen: seen.into(),
        theirs: theirs.into(),
        yours: yours.into(),
    };
    let conflict = Conflict {
        what: "task".into(),
        version: 4,
        theirs: serde_json::Value::Null,
        yours: serde_json::Value::Null,
        fields: vec![
            differing("name", "name", "Press kit", "Press kit and captions", "Press kit, bilingual"),
            differing("notes", "notes", "Twelve pictures.", "Ask Yuki for the wide pictures.", NOTES),
        ],
        by: vec!["Tomás Achterberg".into()],
    };
    let typed = [("name", "Press kit, bilingual"), ("notes", NOTES)];
    let typed = typed.into_iter().map(|(name, value)| (name.to_owned(), vec![value.to_owned()])).collect();
    clash("/dev/parts", "/dev/parts", true, &conflict, &typed)
}

fn refusals() -> Markup {
    let way = |what: &str, who: Option<(&str, &str)>, effect: Option<&str>, button: &str, posts: bool| Alternative {
        what: what.into(),
        person: who.map(|(name, id)| (name.into(), id.into())),
        effect: effect.map(Into::into),
        button: button.into(),
        action: "/dev/parts".into(),
        fields: posts.then(|| vec![("to".into(), "somebody".into())]),
    };
    html! {
        (Refusal {
            title: "Not given to Priyanka".into(),
            rule: Some("R3".into()),
            why: "Her engagement is project management, and editing is implementation. A project manager keeps the others moving and does not do the work.".into(),
            alternatives: vec![
                way("edited before, 9 h free until Mon", Some(("Mireille Sato", "mireille")), Some("chance 38 to 44 %"), "Give it to Mireille", true),
                way("no editing yet, 4 h free", Some(("Tarek Nilsson", "tarek")), Some("39 %"), "Give it to Tarek", true),
                way("Lift the rule for this engagement", None, None, "Give a reason", false),
            ],
            lifted_by: Some("Amara can lift this rule for Priyanka's engagement, with a reason that is kept.".into()),
        })
        (Refusal {
            title: "“Weekly tips” has no end".into(),
            rule: Some("R1".into()),
            why: "A project ends. Work that goes on is an operation.".into(),
            alternatives: vec![],
            lifted_by: None,
        })
    }
}

fn notes() -> Markup {
    panel(
        "Notes",
        &html! {},
        &html! {
            div.stack-2 {
                (note(Tone::Risk, Icon::Risk, &html! { p { b { "Two things cannot go to him:" } " the kiln lease (30 Dec) and prices for spring." } }))
                (note(Tone::Accent, Icon::Flag, &html! { p { b { "Can you finish “Edit article 37” by Mon 30 Nov?" } } p.sec { "The plan puts it on Monday morning, with room for it." } }))
                (note(Tone::Late, Icon::Late, &html! { p { "The import stopped at line 41." } }))
                (note(Tone::Ok, Icon::Tick, &html! { p { "Everything is kept." } }))
            }
        },
    )
}

fn run() -> Markup {
    let step = |title: &str, is| Step {
        title: title.into(),
        about: Some(html! { span { "within 1 h" } }),
        end: html! { (person("Halima", "halima")) span.due { "17:00" } },
        is,
    };
    html! {
        section.panel {
            (section_head("Kiln Letter 148", None, &html! { "step 2 of 3" }))
            (steps(&[step("Write", StepIs::Done), step("Proofread", StepIs::Now), step("Send", StepIs::Later)]))
            (panel_foot(&html! { "Planned today 08:02" }))
        }
        (panel("Why it is late", &html! {}, &chain(&[
            ("Every article waits for Halima", "Her queue is 6 deep", "since 9 Nov"),
            ("Article 60 is published", "Four days after the end that was agreed", "Tue 22 Dec"),
        ])))
        (panel("History", &html! {}, &feed(&[("Halima Strand", "halima", "Promised Mon 30 Nov", "08:02"), ("Lotte Haddad", "lotte", "Promised to hand over on Fri 27 Nov", "Mon 14:20")])))
        (panel("Your promises", &html! { "last 90 days" }, &figs(&[("41", "kept"), ("3", "moved"), ("1", "broken")])))
    }
}

fn team() -> Markup {
    let head = html! { tr { (sort_head("Person", "?sort=name", Sorting::Ascending, false)) (sort_head("23 Nov", "?sort=1", Sorting::Not, true)) th scope="col" { "30 Nov" } th scope="col" { "7 Dec" } th scope="col" { "14 Dec" } th scope="col" { "21 Dec" } } };
    let body = html! {
        tr { th scope="row" { (person_with_role("Halima Strand", "halima", "Editor, ongoing", AvatarSize::Normal)) }
            (heat_cell(Some(1.04), "")) (heat_cell(Some(1.0), "")) (heat_cell(Some(0.72), "")) (heat_cell(Some(0.4), "")) (heat_cell(None, "off")) }
    };
    html! { (table("Percent of hours planned per person and week", "tbl-2 heat", &head, &body)) (heat_key()) }
}

fn spoken() -> Markup {
    let (past, far) = (date(2026, 11, 20), date(2027, 1, 7));
    html! {
        p.row.row-w.gap-4 {
            (words::due(past, TODAY, false, "")) (words::due(TODAY, TODAY, false, "by")) (words::due(far, TODAY, false, ""))
            span.num { (words::duration(90)) } span.num { (words::hours(1050)) } span.num { (words::percent(0.83)) }
            span.num { (words::money(250_000, "EUR")) } span { (words::long_day(TODAY)) } span { (words::near_day(past, TODAY)) }
        }
    }
}
