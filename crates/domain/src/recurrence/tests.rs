//! Recurrence against other people's answers, and the contract's own rules.

use jiff::civil::{Date, DateTime};

use super::*;

fn operation(rrule: &str, starts: Starts, except: Vec<Date>) -> Operation {
    Operation {
        key: "letter".into(),
        name: "Letter".into(),
        area: None,
        accountable: None,
        rrule: rrule.into(),
        starts,
        except,
        steps: vec![],
        differs: Differs::default(),
    }
}

fn all(operation: &Operation, zone: &Zone, count: usize) -> Vec<Occurrence> {
    // Looks further and further ahead, as a rule of every day makes too many by the year in which a rare one is done.
    for year in [2028, 2040, 2130] {
        let through: Timestamp = format!("{year}-01-01T00:00Z").parse().unwrap();
        let mut all = occurrences(operation, zone, Timestamp::MIN, through).unwrap();
        if all.len() >= count || year == 2130 {
            all.truncate(count);
            return all;
        }
    }
    vec![]
}

#[test]
fn occurrences_are_those_of_other_implementations() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/samples/rrule_cases.json");
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("NOT RUN: no file shared/samples/rrule_cases.json beside the checkout");
        return;
    };
    let file: serde_json::Value = serde_json::from_str(&text).unwrap();
    let strings = |v: &serde_json::Value| -> Vec<String> {
        v.as_array().unwrap().iter().map(|s| s.as_str().unwrap().to_owned()).collect()
    };
    let mut wrong = Vec::new();
    for case in file["cases"].as_array().unwrap() {
        let text = |name: &str| case[name].as_str().unwrap();
        let is_date = text("value") == "DATE";
        let zone = Zone::named(text("tzid")).unwrap_or_else(Zone::utc);
        let starts = if is_date {
            Starts::Date(Date::strptime("%Y%m%d", text("dtstart")).unwrap())
        } else {
            Starts::DateTime(DateTime::strptime("%Y%m%dT%H%M%S", text("dtstart")).unwrap())
        };
        let except = strings(&case["exdate"]).iter().map(|d| Date::strptime("%Y%m%d", &d[..8]).unwrap()).collect();
        let found = all(&operation(text("rrule"), starts, except), &zone, 20);
        let local: Vec<String> = found
            .iter()
            .map(|o| {
                if is_date { o.date.strftime("%Y%m%d") } else { o.due_local.strftime("%Y%m%dT%H%M%S") }.to_string()
            })
            .collect();
        let utc: Vec<String> = found.iter().map(|o| o.due.strftime("%Y%m%dT%H%M%SZ").to_string()).collect();
        let expected_utc: Vec<String> = case["expected"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|e| Some(e["utc"].as_str()?.to_owned()))
            .collect();
        // The file was made by the zones as of 2025b; where governments have decided otherwise since, only the clock counts.
        let decided_otherwise = utc.first() != expected_utc.first();
        if decided_otherwise && !is_date {
            println!("{}: {} keeps another time now than in 2025b", text("id"), text("tzid"));
        }
        if local != strings(&case["expected_local"]) || (!is_date && !decided_otherwise && utc != expected_utc) {
            wrong.push(format!("{} {}: {local:?} {utc:?}", text("id"), text("rrule")));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_start_that_the_rule_does_not_make_is_no_occurrence() {
    let starts = Starts::Date("2026-11-25".parse().unwrap());
    let found = all(&operation("FREQ=WEEKLY;BYDAY=TU", starts, vec![]), &Zone::utc(), 1);
    assert_eq!(found[0].date.to_string(), "2026-12-01");
}

#[test]
fn a_day_has_one_occurrence_the_first() {
    let starts = Starts::DateTime("2026-11-25T06:00".parse().unwrap());
    let found = all(&operation("FREQ=DAILY;BYHOUR=17,9", starts, vec![]), &Zone::utc(), 2);
    let due: Vec<String> = found.iter().map(|o| o.due.to_string()).collect();
    assert_eq!(due, ["2026-11-25T09:00:00Z", "2026-11-26T09:00:00Z"]);
}

#[test]
fn until_is_an_instant_where_the_start_has_a_time() {
    let zone = Zone::named("Europe/Berlin").unwrap();
    let starts = Starts::DateTime("2026-10-25T02:30".parse().unwrap());
    let weekly = operation("FREQ=WEEKLY;BYDAY=SU;UNTIL=20261101T060000Z", starts, vec![]);
    let due: Vec<String> = all(&weekly, &zone, 9).iter().map(|o| o.due.to_string()).collect();
    assert_eq!(due, ["2026-10-25T00:30:00Z", "2026-11-01T01:30:00Z"], "the first of the two half past twos");
}

#[test]
fn hostile_rules_are_refused_or_end_soon() {
    let starts = Starts::DateTime("1990-01-01T00:00".parse().unwrap());
    for rule in [
        "",
        "FREQ",
        "FREQ=",
        "FREQ=NEVER",
        "FREQ=SECONDLY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;COUNT=1;UNTIL=20270101",
        "FREQ=DAILY;UNTIL=2027",
        "FREQ=DAILY;UNTIL=20271399",
        "FREQ=DAILY\nRDATE:20270101T000000Z",
        "FREQ=DAILY;BYDAY=9XX",
        "FREQ=YEARLY;BYMONTHDAY=99",
        "FREQ=DAILY;INTERVAL=99999999999999999999",
        "FREQ=WEEKLY;BYWEEKNO=3",
    ] {
        assert!(fault(rule, starts).is_some(), "{rule:?} was taken");
    }
    for rule in [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=HOURLY",
        "FREQ=DAILY;INTERVAL=65000",
        "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30",
    ] {
        let through = "2026-12-01T00:00Z".parse().unwrap();
        let _ = occurrences(&operation(rule, starts, vec![]), &Zone::utc(), Timestamp::MIN, through);
    }
}

/// What iCalendar files call an event: the lines between BEGIN and END, unfolded, as name with parameters, and value.
fn events(text: &str) -> Vec<Vec<(String, String)>> {
    let unfolded = text.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "");
    let mut all = Vec::new();
    let mut now: Option<Vec<(String, String)>> = None;
    for line in unfolded.lines() {
        match line {
            "BEGIN:VEVENT" => now = Some(Vec::new()),
            "END:VEVENT" => all.extend(now.take()),
            _ => {
                if let (Some(event), Some((name, value))) = (&mut now, line.split_once(':')) {
                    event.push((name.to_owned(), value.to_owned()));
                }
            }
        }
    }
    all
}

#[test]
fn rules_of_other_peoples_calendars_are_read_counted_and_end_as_they_say() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/samples/ics");
    let Ok(files) = std::fs::read_dir(folder) else {
        println!("NOT RUN: no folder shared/samples/ics beside the checkout");
        return;
    };
    let mut seen = 0;
    for file in files.flatten().filter(|file| file.path().extension().is_some_and(|end| end == "ics")) {
        let text = String::from_utf8_lossy(&std::fs::read(file.path()).unwrap()).into_owned();
        for event in events(&text) {
            let value = |name: &str| event.iter().find(|(key, _)| key.split(';').next() == Some(name)).map(|(_, v)| v);
            let (Some(rule), Some(start)) = (value("RRULE"), value("DTSTART")) else { continue };
            let (rule, name, start) = (rule.trim().trim_end_matches(';'), file.file_name(), start.trim());
            let starts = if start.len() == 8 {
                Starts::Date(Date::strptime("%Y%m%d", start).unwrap())
            } else {
                Starts::DateTime(DateTime::strptime("%Y%m%dT%H%M%S", start.trim_end_matches('Z')).unwrap())
            };
            // Some end at a local time, which the standard forbids: the sentence says what is meant instead.
            let local_end =
                |part: &str| part.strip_prefix("UNTIL=").is_some_and(|end| end.contains('T') && !end.ends_with('Z'));
            if rule.split(';').any(local_end) {
                assert!(fault(rule, starts).is_some_and(|why| why.contains("neither a date")), "{name:?}: {rule}");
                continue;
            }
            assert_eq!(fault(rule, starts), None, "{name:?}: {rule}");
            // What an event excludes and adds is in the zone of its start or as a date: the day names the occurrence.
            let days = |name: &str| -> Vec<Date> {
                let lines = event.iter().filter(|(key, _)| key.split(';').next() == Some(name));
                let values = lines.flat_map(|(_, value)| value.split(',').map(ToOwned::to_owned).collect::<Vec<_>>());
                values.filter_map(|value| Date::strptime("%Y%m%d", value.get(..8)?).ok()).collect()
            };
            let mut meant = operation(rule, starts, days("EXDATE"));
            meant.differs.extra = days("RDATE").into_iter().collect();
            let found = all(&meant, &Zone::utc(), 12);
            assert!(found.windows(2).all(|two| two[0].due < two[1].due), "{name:?}: {rule}: out of order");
            assert!(found.iter().all(|one| !meant.except.contains(&one.date)), "{name:?}: {rule}: an excluded day");
            for part in rule.split(';') {
                if let Some(("COUNT", count)) = part.split_once('=') {
                    let count: usize = count.parse().unwrap();
                    let made = count.min(12) - meant.except.len().min(count);
                    assert!(
                        found.len() >= made && found.len() <= count + meant.differs.extra.len(),
                        "{name:?}: {rule}"
                    );
                }
            }
            // Said in words and read back, it happens on the same days.
            if let Some(spoken) = Spoken::of_rule(rule) {
                let again = read(&spoken.words(starts.date())).unwrap_or_else(|why| panic!("{rule}: {why}"));
                let again = all(&Operation { rrule: again.to_rule(), ..meant.clone() }, &Zone::utc(), 12);
                assert_eq!(again, found, "{name:?}: {rule}");
            }
            seen += 1;
        }
    }
    assert!(seen > 400, "only {seen} events with a rule were found");
}

#[test]
fn an_operation_of_many_years_makes_the_same_days_as_from_its_start() {
    for (rule, start) in [
        ("FREQ=WEEKLY;INTERVAL=3;BYDAY=TU,FR", "1999-03-02"),
        ("FREQ=WEEKLY;INTERVAL=2", "2001-12-30"),
        ("FREQ=DAILY;INTERVAL=11", "2000-02-29"),
        ("FREQ=MONTHLY;INTERVAL=5", "1998-08-15"),
        ("FREQ=MONTHLY", "1998-08-31"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2003-01-31"),
        ("FREQ=YEARLY", "1996-02-29"),
        ("FREQ=YEARLY;INTERVAL=4;BYYEARDAY=100,-1", "1997-06-01"),
        ("FREQ=WEEKLY;BYDAY=MO;COUNT=2000", "1999-03-02"),
        ("FREQ=HOURLY;INTERVAL=37", "2005-05-05"),
        ("FREQ=MONTHLY;BYMONTHDAY=31;UNTIL=20260801", "1998-08-31"),
    ] {
        let starts = Starts::Date(start.parse().unwrap());
        let (after, through) = ("2026-05-01T00:00Z".parse().unwrap(), "2029-03-02T00:00Z".parse().unwrap());
        let near = occurrences(&operation(rule, starts, vec![]), &Zone::utc(), after, through).unwrap();
        let whole = super::rule::Rule::parse(rule, starts).unwrap();
        let mut days: Vec<Date> =
            whole.floating().map(|local| local.date()).take_while(|day| day.year() < 2030).collect();
        days.dedup();
        days.retain(|day| *day >= "2026-05-01".parse().unwrap() && *day < "2029-03-02".parse().unwrap());
        days.retain(|day| !rule.contains("UNTIL") || *day <= "2026-08-01".parse().unwrap());
        assert_eq!(near.iter().map(|one| one.date).collect::<Vec<_>>(), days, "{rule} from {start}");
    }
}

fn differing(differs: Differs) -> Vec<String> {
    let starts = Starts::DateTime("2026-11-24T10:00".parse().unwrap());
    let letter = Operation { differs, ..operation("FREQ=WEEKLY;BYDAY=TH", starts, vec![]) };
    let (after, through) = ("2026-12-01T00:00Z".parse().unwrap(), "2027-01-09T00:00Z".parse().unwrap());
    let found = occurrences(&letter, &Zone::utc(), after, through).unwrap();
    found
        .iter()
        .map(|one| format!("{}>{}", one.date.strftime("%m-%d"), one.due_local.strftime("%m-%d %H:%M")))
        .collect()
}

#[test]
fn a_moved_run_keeps_the_day_that_names_it_and_an_extra_one_stands_beside() {
    let day = |text: &str| text.parse::<Date>().unwrap();
    let plain = ["12-03>12-03 10:00", "12-10>12-10 10:00", "12-17>12-17 10:00", "12-24>12-24 10:00"];
    assert_eq!(differing(Differs::default())[..4], plain);
    let moved = Differs { moved: [(day("2026-12-24"), day("2026-12-22"))].into(), ..Differs::default() };
    assert_eq!(differing(moved)[3], "12-24>12-22 10:00");
    let extra = Differs { extra: [day("2026-12-08")].into(), ..Differs::default() };
    assert_eq!(differing(extra)[1], "12-08>12-08 10:00");
    let paused = Differs { paused: Some((day("2026-12-10"), Some(day("2026-12-24")))), ..Differs::default() };
    assert_eq!(differing(paused), ["12-03>12-03 10:00", "12-24>12-24 10:00", "12-31>12-31 10:00", "01-07>01-07 10:00"]);
    let by_hand = Differs { by_hand: true, extra: [day("2026-12-09")].into(), ..Differs::default() };
    assert_eq!(differing(by_hand), ["12-09>12-09 10:00"]);
}

#[test]
fn holidays_shift_to_a_working_day_or_fall_away() {
    let days: Vec<Date> =
        ["2026-12-24", "2026-12-25", "2026-12-31", "2027-01-01"].map(|day| day.parse().unwrap()).into();
    let with = |on_holidays| Differs {
        on_holidays,
        holidays: std::sync::Arc::new(days.iter().copied().collect()),
        free: [false, false, false, false, false, true, true],
        ..Differs::default()
    };
    assert_eq!(differing(with(OnHolidays::Before))[3..5], ["12-24>12-23 10:00", "12-31>12-30 10:00"]);
    assert_eq!(differing(with(OnHolidays::After))[3..5], ["12-24>12-28 10:00", "12-31>01-04 10:00"], "not on a Sunday");
    assert_eq!(differing(with(OnHolidays::Skip))[3..], ["01-07>01-07 10:00"]);
    assert_eq!(differing(with(OnHolidays::Keep)).len(), 6);
}

#[test]
fn a_rule_that_makes_nothing_is_told_so() {
    let starts = Starts::Date("2026-11-25".parse().unwrap());
    let said = |rule: &str| never(rule, starts).unwrap_or_default();
    assert_eq!(said("FREQ=WEEKLY;UNTIL=20261101"), "it would end on 2026-11-01, before it begins on 2026-11-25");
    assert_eq!(said("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), "no day is like that: it would never happen");
    assert!(said("FREQ=WEEKLY;BYDAY=TU;UNTIL=20261126").contains("before it happens for the first time on 2026-12-01"));
    assert_eq!(said("FREQ=WEEKLY"), "");
    assert!(fault("FREQ=MINUTELY", starts).unwrap().contains("at most one occurrence a day"));
}

mod said {
    //! Words and rules turn into each other and back.

    use proptest::prelude::*;

    use super::*;

    fn rule() -> impl Strategy<Value = String> {
        const CODES: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
        let days = proptest::sample::subsequence(CODES.to_vec(), 0..=7);
        let month_days = proptest::collection::vec(prop_oneof![1_i8..=31, -5_i8..=-1], 1..4);
        let places = proptest::sample::subsequence(vec![1_i8, 2, 3, 4, 5, -1, -2], 1..3);
        let frequency = prop_oneof![
            Just("FREQ=DAILY".to_owned()),
            days.prop_map(|days| match days.as_slice() {
                [] => "FREQ=WEEKLY".to_owned(),
                days => format!("FREQ=WEEKLY;BYDAY={}", days.join(",")),
            }),
            Just("FREQ=MONTHLY".to_owned()),
            month_days.prop_map(|days| {
                format!("FREQ=MONTHLY;BYMONTHDAY={}", days.iter().map(i8::to_string).collect::<Vec<_>>().join(","))
            }),
            (places, 0..7_usize).prop_map(|(places, day)| {
                let days: Vec<String> = places.iter().map(|place| format!("{place}{}", CODES[day])).collect();
                format!("FREQ=MONTHLY;BYDAY={}", days.join(","))
            }),
            prop_oneof![1_i8..=5, -5_i8..=-1]
                .prop_map(|place| format!("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS={place}")),
            Just("FREQ=YEARLY".to_owned()),
            (1_i8..=12, 1_i8..=28).prop_map(|(month, day)| format!("FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}")),
        ];
        let months = proptest::collection::btree_set(1_i8..=12, 0..3);
        let end = prop_oneof![
            Just(String::new()),
            (1_u32..50).prop_map(|count| format!(";COUNT={count}")),
            (1_i8..=28).prop_map(|day| format!(";UNTIL=203001{day:02}")),
        ];
        (frequency, 1_u32..14, months, end).prop_map(|(rule, interval, months, end)| {
            let months: Vec<String> = months.iter().map(i8::to_string).collect();
            let only = !months.is_empty() && !rule.contains("YEARLY");
            let only = if only { format!(";BYMONTH={}", months.join(",")) } else { String::new() };
            format!("{rule};INTERVAL={interval}{only}{end}")
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn a_rule_in_words_read_back_happens_on_the_same_days(rule in rule(), first in 0_i64..2000, hour in proptest::option::of(0_i8..24)) {
            let start = Date::constant(2024, 1, 1).saturating_add(jiff::ToSpan::days(first));
            let starts = hour.map_or(Starts::Date(start), |hour| Starts::DateTime(start.at(hour, 30, 0, 0)));
            let said = words_with_time(&rule, starts);
            let spoken = read(&said).map_err(|why| TestCaseError::fail(format!("{rule} -> {said}: {why}")))?;
            prop_assert_eq!(spoken.time, starts.time(), "{}", said);
            // What words say of a place in a month holds of the same rule.
            let through = start.saturating_add(jiff::ToSpan::years(6));
            let was = days(&rule, start, start, through).unwrap();
            let is = days(&spoken.to_rule(), start, start, through).unwrap();
            prop_assert_eq!(was, is, "{} -> {} -> {}", rule, said, spoken.to_rule());
            prop_assert_eq!(Spoken::of_rule(&spoken.to_rule()).map(|again| again.to_rule()), Some(spoken.to_rule()));
        }

        #[test]
        fn nothing_that_is_typed_breaks_the_reader(text in "\\PC{0,60}") {
            let _ = read(&text);
        }

        #[test]
        fn no_order_of_its_own_words_breaks_the_reader(words in proptest::collection::vec(proptest::sample::select(vec![
            "every", "second", "last", "working", "day", "days", "to", "from", "monday", "friday", "of", "month", "quarter",
            "at", "9", "15th", "until", "times", "10", "in", "march", "after", "completion", "week", "year", "on", "weekdays",
        ]), 0..9)) {
            if let Ok(spoken) = read(&words.join(" ")) {
                let again = read(&spoken.words(Date::constant(2026, 11, 24)));
                prop_assert_eq!(again.map(|again| again.time), Ok(spoken.time));
            }
        }
    }
}
