//! Businesses made by a seed: every feature of the file in odd mixtures, always without a fault.

use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use serde_json::{Map, Value, json};

/// The business of a seed; the same seed makes the same business.
pub(crate) fn business(seed: u64) -> Value {
    let mut made = Made::new(seed);
    let file = made.file();
    // What must never be: a test of a file that is refused tests nothing.
    assert!(file["people"].as_array().is_some_and(|people| !people.is_empty()));
    file
}

struct Made {
    state: u64,
    at: Timestamp,
    zone: &'static str,
    /// Keys of tasks that are finished being written: a link to one of them can never close a circle.
    closed: Vec<String>,
    count: usize,
    people: usize,
}

const ZONES: [&str; 5] = ["UTC", "Europe/Lisbon", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"];
const SKILLS: [&str; 3] = ["edit", "write", "draw"];

impl Made {
    fn new(seed: u64) -> Self {
        let mut made = Self {
            state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1,
            at: Timestamp::UNIX_EPOCH,
            zone: "UTC",
            closed: vec![],
            count: 0,
            people: 0,
        };
        made.zone = ZONES[made.below(ZONES.len())];
        // Within reach of both changes of clocks; sometimes within a minute.
        let seconds = 1_790_000_000 + made.below(20_000_000) as i64;
        made.at = Timestamp::from_second(if made.chance(80) { seconds / 60 * 60 } else { seconds }).unwrap();
        made
    }

    /// xorshift64 (Marsaglia 2003).
    fn below(&mut self, end: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        (self.state >> 11) as usize % end.max(1)
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn instant(&self, hours: i64) -> String {
        (self.at + SignedDuration::from_hours(hours)).to_string()
    }

    /// Of what is due within a minute, the contract does not say how its lateness is rounded.
    fn whole_minute(&self, hours: i64) -> String {
        let seconds = self.at.as_second() + hours * 3600;
        Timestamp::from_second(seconds / 60 * 60).unwrap().to_string()
    }

    fn day(&self, days: i64) -> Date {
        let zone = TimeZone::get(self.zone).unwrap();
        zone.to_datetime(self.at + SignedDuration::from_hours(24 * days)).date()
    }

    fn file(&mut self) -> Value {
        let mut file = json!({"format": "righthand/1", "at": self.at.to_string()});
        file["business"] = json!({"name": "Made", "time_zone": self.zone});
        if self.chance(30) {
            file["business"]["working_week"] = self.week();
        }
        if self.chance(50) {
            let day = self.below(20) as i64;
            file["business"]["holidays"] = json!([{"date": self.day(day).to_string()}]);
        }
        self.people = 2 + self.below(6);
        file["people"] = (0..self.people).map(|n| self.person(n)).collect();
        file["projects"] = (0..1 + self.below(3)).map(|n| self.project(n)).collect();
        file["operations"] = (0..self.below(3)).map(|n| self.operation(n)).collect();
        file["appointments"] = (0..self.below(4)).map(|n| self.appointment(n)).collect();
        file
    }

    fn week(&mut self) -> Value {
        let mut week = Map::new();
        for day in ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] {
            if self.chance(75) {
                let windows = match self.below(5) {
                    0 => json!([{"from": "09:00", "to": "12:30"}, {"from": "13:00", "to": "17:00"}]),
                    1 => json!([{"from": "00:00", "to": "03:10"}, {"from": "22:05", "to": "24:00"}]),
                    2 => json!([{"from": "08:00", "to": "10:00"}, {"from": "10:00", "to": "12:00"}]),
                    3 => json!([{"from": "01:30", "to": "02:20"}, {"from": "06:00", "to": "09:45"}]),
                    _ => json!([{"from": "10:00", "to": "16:00"}]),
                };
                week.insert(day.into(), windows);
            }
        }
        if week.is_empty() {
            week.insert("wed".into(), json!([{"from": "09:00", "to": "17:00"}]));
        }
        week.into()
    }

    fn person(&mut self, n: usize) -> Value {
        let role = match n {
            0 => "owner",
            1 => ["project_manager", "online_business_manager"][self.below(2)],
            _ => ["team_member", "team_member", "team_member", "project_manager", "guest"][self.below(5)],
        };
        let mut person = json!({"key": format!("p{n}"), "name": format!("Person {n}"), "role": role});
        match self.below(3) {
            0 => person["working_week"] = self.week(),
            1 => person["hours_per_week"] = json!([5, 10, 20, 40, 75][self.below(5)]),
            _ => {}
        }
        if self.chance(30) {
            person["time_zone"] = json!(ZONES[self.below(ZONES.len())]);
        }
        if self.chance(70) {
            person["skills"] = json!(SKILLS[..1 + self.below(SKILLS.len())]);
        }
        if self.chance(30) {
            let from = self.below(15) as i64;
            let to = from + self.below(5) as i64;
            person["time_off"] = json!([{"from": self.day(from).to_string(), "to": self.day(to).to_string()}]);
        }
        if n > 0 && self.chance(25) {
            let end = 5 + self.below(60) as i64;
            person["engagement"] = json!({"kind": "fixed_term", "end": self.day(end).to_string()});
        }
        if self.chance(10) {
            let day = self.below(10) as i64;
            person["holidays"] = json!([self.day(day).to_string()]);
        }
        person
    }

    fn project(&mut self, n: usize) -> Value {
        let days = 3 + self.below(25) as i64;
        let mut project = json!({"key": format!("project{n}"), "name": format!("Project {n}")});
        project["end"] =
            if self.chance(70) { json!(self.day(days).to_string()) } else { json!(self.whole_minute(24 * days)) };
        if self.chance(40) {
            project["weight"] = json!(0.5 + self.below(6) as f64);
        }
        if self.chance(30) {
            let days = self.below(8) as i64;
            project["start"] = json!(self.day(days).to_string());
        }
        project["tasks"] = (0..1 + self.below(7)).map(|_| self.task(0)).collect();
        project
    }

    fn task(&mut self, depth: usize) -> Value {
        self.count += 1;
        let key = format!("t{}", self.count);
        let mut task = json!({"key": key, "name": format!("Task {}", self.count)});
        task["after"] = (0..self.below(3)).filter_map(|_| self.link()).collect();
        if self.chance(15) {
            let days = self.below(12) as i64;
            task["not_before"] =
                if self.chance(50) { json!(self.day(days).to_string()) } else { json!(self.instant(24 * days)) };
        }
        if self.chance(25) {
            let days = self.below(15) as i64;
            task["due"] = json!(self.day(days).to_string());
        }
        if self.chance(6) {
            let ago = self.below(200) as i64;
            task["done_at"] = json!(self.instant(-ago));
        }
        if depth < 3 && self.chance(25) {
            task["children"] = (0..1 + self.below(4)).map(|_| self.task(depth + 1)).collect();
        } else if self.chance(8) {
            task["milestone"] = json!(true);
        } else {
            self.work(&mut task);
        }
        self.closed.push(key);
        task
    }

    fn work(&mut self, task: &mut Value) {
        match self.below(10) {
            0 => {}
            1 => task["effort"] = json!({"optimistic": 1, "most_likely": 2.25, "pessimistic": 9}),
            2 => task["effort"] = json!(20 + self.below(30)),
            3 => task["effort"] = json!(0.35),
            _ => task["effort"] = json!(0.25 * (1 + self.below(24)) as f64),
        }
        if self.chance(15) {
            task["spent_hours"] = json!(0.5);
        }
        if self.chance(25) {
            let kind = ["management", "strategy"][self.below(2)];
            task["kind"] = json!(kind);
        }
        match self.below(4) {
            0 => task["skill"] = json!(SKILLS[self.below(SKILLS.len())]),
            1 => task["assignees"] = json!([format!("p{}", self.below(self.people))]),
            2 => {
                let who: Vec<String> = (0..self.people).filter(|_| self.chance(50)).map(|n| format!("p{n}")).collect();
                task["assignees"] = json!(who);
            }
            _ => {}
        }
    }

    fn link(&mut self) -> Option<Value> {
        let at = self.below(self.closed.len());
        let task = self.closed.get(at)?.clone();
        if self.chance(50) {
            return Some(json!(task));
        }
        let lag = [0.0, 1.5, 24.0, -2.0, 0.33][self.below(5)];
        let kind = ["FS", "SS", "FF", "SF"][self.below(4)];
        let lag_in = ["elapsed", "working"][self.below(2)];
        Some(json!({"task": task, "type": kind, "lag_hours": lag, "lag_in": lag_in}))
    }

    fn operation(&mut self, n: usize) -> Value {
        let rules = [
            "FREQ=WEEKLY;BYDAY=TU",
            "FREQ=DAILY;BYDAY=MO,WE,FR",
            "FREQ=MONTHLY;BYMONTHDAY=-1",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;COUNT=9",
        ];
        let rule = rules[self.below(rules.len())];
        let ago = -(self.below(30) as i64);
        let starts = if self.chance(50) { self.day(ago).to_string() } else { format!("{}T02:30", self.day(ago)) };
        let steps: Vec<Value> = (0..1 + self.below(3))
            .map(|step| {
                let mut made = json!({"key": format!("s{step}"), "name": "Step", "offset_days": self.below(3), "available_days": 3 + self.below(9)});
                self.work(&mut made);
                made.as_object_mut().unwrap().remove("spent_hours");
                if step > 0 {
                    made["after"] = json!([format!("s{}", step - 1)]);
                }
                made
            })
            .collect();
        json!({"key": format!("op{n}"), "name": "Operation", "rrule": rule, "starts": starts, "steps": steps})
    }

    fn appointment(&mut self, n: usize) -> Value {
        let hours = self.below(200) as i64;
        let who = format!("p{}", self.below(self.people));
        json!({"key": format!("call{n}"), "name": "Call", "start": self.instant(hours), "end": self.instant(hours + 1), "people": ["p0", who]})
    }
}
