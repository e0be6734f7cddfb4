//! Throwing from Scratch, 2nd edition: six modules, filmed again, open for students at the end of the ninth week.

use jiff::civil::Weekday::{self, *};
use righthand_domain::snapshot::{LagIn, LinkKind, Project, Task};

use super::super::days::Days;
use super::super::words::{TaskWords, milestone, summary, task};
use super::header;

/// A module, and when its outline, film, text and workbook were or will be ready in the weeks that have come.
struct Module {
    number: usize,
    subject: &'static str,
    outlined: (i64, Weekday, i8),
    filmed: Option<(i64, Weekday, i8)>,
    edited: Option<(i64, Weekday, i8)>,
    drawn: Option<(i64, Weekday, i8)>,
}

const MODULES: [Module; 6] = [
    Module {
        number: 1,
        subject: "Clay in the hand",
        outlined: (-5, Thursday, 12),
        filmed: Some((-4, Thursday, 16)),
        edited: Some((-3, Tuesday, 15)),
        drawn: Some((-3, Friday, 13)),
    },
    Module {
        number: 2,
        subject: "Centring",
        outlined: (-4, Thursday, 12),
        filmed: Some((-3, Friday, 16)),
        edited: Some((-2, Thursday, 15)),
        drawn: Some((-1, Tuesday, 13)),
    },
    Module {
        number: 3,
        subject: "Cylinders",
        outlined: (-3, Thursday, 12),
        filmed: Some((-1, Thursday, 16)),
        edited: None,
        drawn: None,
    },
    Module { number: 4, subject: "Bowls", outlined: (0, Thursday, 13), filmed: None, edited: None, drawn: None },
    Module {
        number: 5,
        subject: "Necks and lids",
        outlined: (1, Thursday, 13),
        filmed: None,
        edited: None,
        drawn: None,
    },
    Module { number: 6, subject: "Turning", outlined: (7, Thursday, 13), filmed: None, edited: None, drawn: None },
];

pub(super) fn project(days: &Days) -> Project {
    let mut tasks: Vec<Task> = MODULES.iter().map(|module| parts(days, module)).collect();
    tasks.push(summary("throwing-opening", "Opening", opening(days)));
    Project {
        weight: Some(2.0),
        budget_hours: Some(190.0),
        on_time_value: Some(12_000.0),
        ..header(
            ("throwing-from-scratch", "Throwing from Scratch", "2nd edition open for students"),
            ("delivery", "tomas"),
            (days.on(-5, Monday), days.on(9, Friday)),
            tasks,
        )
    }
}

fn parts(days: &Days, module: &Module) -> Task {
    let Module { number, subject, .. } = module;
    let key = |part: &str| format!("module-{number}-{part}");
    let come = |moment: Option<(i64, Weekday, i8)>| moment.and_then(|(week, day, hour)| days.past(week, day, hour));
    summary(
        &format!("module-{number}"),
        &format!("Module {number}: {subject}"),
        vec![
            task(&key("outline"), &format!("Read the outline of module {number}"))
                .by("amara")
                .strategy()
                .hours(0.5)
                .not_before(days.on(module.outlined.0, Monday))
                .due(days.on(module.outlined.0, module.outlined.1))
                .took(0.5, come(Some(module.outlined))),
            task(&key("film"), &format!("Film and cut module {number}"))
                .by("mateus")
                .between(9.0, 12.0, 18.0)
                .after(&[&key("outline")])
                .took(12.5, come(module.filmed)),
            task(&key("text"), &format!("Edit the text of module {number}"))
                .by("halima")
                .between(2.0, 3.0, 4.5)
                .after(&[&key("film")])
                .took(3.0, come(module.edited)),
            task(&key("workbook"), &format!("Workbook of module {number}"))
                .by("yuki")
                .between(3.0, 4.0, 6.0)
                .after(&[&key("text")])
                .took(4.0, come(module.drawn)),
        ],
    )
}

fn opening(days: &Days) -> Vec<Task> {
    vec![
        task("throwing-launch-plan", "Plan the launch of the spring course")
            .by("tomas")
            .managing()
            .between(3.0, 4.0, 6.0)
            .due(days.on(3, Friday)),
        task("throwing-upload-1-4", "Upload, captions, quizzes of modules 1 to 4")
            .by("joon-ho")
            .between(6.0, 8.0, 12.0)
            .after(&["module-1", "module-2", "module-3", "module-4"]),
        task("throwing-upload-5-6", "Upload, captions, quizzes of modules 5 and 6")
            .by("joon-ho")
            .between(7.0, 10.0, 15.0)
            .after(&["throwing-upload-1-4", "module-5"])
            // The last module's text goes up as soon as it is edited; its workbook is added later.
            .linked("module-6-text", LinkKind::FinishToStart, 0.0, LagIn::Elapsed),
        task("throwing-walk-through", "Walk through it as a student would")
            .by("joon-ho")
            .between(9.0, 14.0, 20.0)
            .after(&["throwing-upload-5-6", "module-6"]),
        task("throwing-launch-mails", "Launch mails")
            .by("tomas")
            .between(3.0, 4.0, 6.0)
            .after(&["throwing-launch-plan"])
            .not_before(days.on(6, Monday)),
        milestone("throwing-open", "Open for students", &["throwing-walk-through", "throwing-launch-mails"]),
    ]
}
