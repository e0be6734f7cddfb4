//! Workflows as text, there and back.

use proptest::prelude::*;

use super::*;

const LETTER: &str = "\
1. Collect three links and one student’s pot
   effort: 1 h
   who: Joon-ho Bassett
   due: 3 days before
   check: Pot of the week
   ask: Subject line (text)
   ask: Channel (mail | web)

2. Draft
   effort: 1 h / 2 h / 4 h
   skill: writing
   > Write to one student, not to a list.
   >
   > One story, one technique.

3. Pictures
   effort: 45 min
   after: 1
   only if: Channel is web

4. Approve and schedule
   effort: 20 min
   kind: management
   after: 2, 3
   due: on the day
   approval: yes
   then start: clips
   key: approve
";

#[test]
fn a_workflow_is_read_as_it_is_written_and_written_as_it_was_read() {
    let steps = read(LETTER).unwrap();
    assert_eq!(
        steps.iter().map(|step| step.key.as_str()).collect::<Vec<_>>(),
        ["collect-three-links-and-one-student-s-pot", "draft", "pictures", "approve"]
    );
    assert_eq!(steps[1].after, [steps[0].key.clone()], "in order where nothing else is said");
    assert_eq!(steps[3].after, ["draft", "pictures"]);
    assert_eq!(steps[1].notes.as_deref(), Some("Write to one student, not to a list.\n\nOne story, one technique."));
    assert_eq!(write(&steps), LETTER);
}

#[test]
fn every_fault_is_told_with_its_line() {
    let text = "effort: 1 h\n1. Draft\n   efort: 2 h\n   effort: soon\n2. Check\n   after: 2, 7\n   only if: Channel is web\n   whatever\n2. Again\n";
    let faults: Vec<String> = read(text).unwrap_err().iter().map(ToString::to_string).collect();
    let begins = [
        "line 1: a workflow begins with its first step",
        "line 3: “efort” is none of effort, who",
        "line 4: “soon” is not an effort",
        "line 6: step 2 waits for itself",
        "line 6: there is no step 7",
        "line 7: no step before it asks for “Channel”",
        "line 8: “whatever” is neither a step",
        "line 9: there is a step 2 already",
    ];
    assert_eq!(faults.len(), begins.len(), "{faults:#?}");
    for (fault, begin) in faults.iter().zip(begins) {
        assert!(fault.starts_with(begin), "{fault}");
    }
}

#[test]
fn steps_that_wait_for_each_other_are_named() {
    let text = "1. Draft\n   after: 3\n2. Check\n3. Send\n   after: 2\n4. Count\n   after: 3\n";
    let faults = read(text).unwrap_err();
    assert_eq!(faults[0].to_string(), "line 2: these steps wait for each other: “Draft”, “Check” and “Send”");
}

#[test]
fn versions_are_compared_step_by_step() {
    let before = read(LETTER).unwrap();
    let now = read(
        &LETTER.replace("45 min", "1 h").replace("2. Draft", "2. Draft\n   who: Halima").replace("approval: yes\n", ""),
    )
    .unwrap();
    let all = compare(&before, &now);
    assert_eq!(
        all,
        [
            Difference::Changed { step: "Draft".into(), what: vec!["done by Halima instead of nothing".into()] },
            Difference::Changed { step: "Pictures".into(), what: vec!["effort 1 h instead of 45 min".into()] },
            Difference::Changed {
                step: "Approve and schedule".into(),
                what: vec!["approval no instead of yes".into()]
            },
        ]
    );
    assert_eq!(compare(&before, &before[..3])[0], Difference::Removed { step: "Approve and schedule".into() });
    assert_eq!(compare(&before[..3], &before)[0], Difference::Added { step: "Approve and schedule".into() });
}

#[test]
fn answers_are_judged_by_what_is_asked() {
    assert_eq!(AskKind::Number.fault("2,5"), None);
    assert!(AskKind::Number.fault("two").is_some());
    assert!(AskKind::Date.fault("tomorrow").is_some());
    assert!(AskKind::File.fault("C:\\draft.doc").is_some());
    assert_eq!(
        AskKind::Choice(vec!["mail".into(), "web".into()]).fault("fax").unwrap(),
        "“fax” is none of mail and web"
    );
    let condition = Condition { field: "Channel".into(), is: "web".into(), not: false };
    assert_eq!(
        (condition.holds(None), condition.holds(Some("Web")), condition.holds(Some("mail"))),
        (None, Some(true), Some(false))
    );
}

fn step() -> impl Strategy<Value = Step> {
    let word = "[A-Z][a-z]{1,8}( [a-z]{1,6}){0,2}";
    let ask = (
        word,
        prop_oneof![
            Just(AskKind::Text),
            Just(AskKind::Number),
            Just(AskKind::Date),
            Just(AskKind::File),
            Just(AskKind::Choice(vec!["mail".into(), "web page".into()])),
        ],
    )
        .prop_map(|(name, kind)| Ask { name, kind });
    (
        word,
        proptest::option::of(1_u16..900),
        proptest::collection::vec(word, 0..3),
        proptest::option::of(word),
        proptest::option::of(0_u8..30),
        proptest::collection::vec(word, 0..3),
        proptest::option::of(ask),
        any::<bool>(),
        proptest::option::of("[a-zA-Z.:]{1,20}(\n[a-zA-Z.:> ]{0,20}[a-z])?"),
    )
        .prop_map(|(name, minutes, who, skill, days, checklist, ask, approval, notes)| Step {
            name,
            effort: minutes.map(|minutes| Effort::One(f64::from(minutes) / 60.0)),
            who,
            skill,
            offset_days: days.map(f64::from),
            notes,
            details: Details { checklist, asks: ask.into_iter().collect(), approval, ..Details::default() },
            ..Step::default()
        })
}

proptest! {
    #[test]
    fn any_workflow_is_the_same_after_it_was_written_and_read(steps in proptest::collection::vec(step(), 1..8), links in proptest::collection::vec(any::<u8>(), 8)) {
        let mut steps = steps;
        for at in 0..steps.len() {
            steps[at].key = format!("step-{at}");
            steps[at].after = (0..at).filter(|before| links[at] & (1 << before) != 0).map(|before| format!("step-{before}")).collect();
        }
        let again = read(&write(&steps)).map_err(|faults| TestCaseError::fail(format!("{faults:?}\n{}", write(&steps))))?;
        // Efforts are written to the minute.
        prop_assert_eq!(write(&again), write(&steps));
        prop_assert_eq!(again.len(), steps.len());
        for (a, b) in again.iter().zip(&steps) {
            prop_assert_eq!((&a.key, &a.name, &a.notes, &a.who, &a.after, &a.details), (&b.key, &b.name, &b.notes, &b.who, &b.after, &b.details));
        }
    }

    #[test]
    fn no_text_breaks_the_reader(text in "(\\PC{0,30}\n){0,6}") {
        let _ = read(&text);
    }
}
