//! From a snapshot to the text of a business file. What is absent is left out; what is read back is the same.

use jiff::{Timestamp, tz::TimeZone};
use righthand_domain::snapshot::{
    Appointment, Area, Business, Duty, Effort, Energy, Engagement, EngagementKind, LagIn, Link, Market, Means,
    Operation, Person, Project, Rate, Run, RunStep, Snapshot, Starts, Step, Task, TimeOff, Week, When,
};
use serde_json::{Map, Value, json};

use super::{FORMAT, work::LINKS};

/// The business file of `snapshot`, indented, with a line break at its end. Instants carry the business's offset.
pub fn write(snapshot: &Snapshot) -> String {
    let zone = Zone(snapshot.business.time_zone.rules());
    let mut file = Object::default();
    file.put("format", FORMAT);
    file.may("at", snapshot.at.map(|at| zone.instant(at)));
    file.put("business", business(&snapshot.business));
    file.all("people", &snapshot.people, person);
    file.all("areas", &snapshot.areas, area);
    file.all("projects", &snapshot.projects, |project| self::project(project, zone));
    // What has no rule has no place in the file, nor have steps of a version that has gone by.
    let with_rule: Vec<&Operation> = snapshot.operations.iter().filter(|one| !one.rrule.is_empty()).collect();
    file.all("operations", &with_rule, |one| operation(one));
    file.all("duties", &snapshot.duties, duty);
    file.all("appointments", &snapshot.appointments, |appointment| self::appointment(appointment, zone));
    let runs: Vec<(&Run, &Operation)> = snapshot
        .runs
        .iter()
        .filter_map(|run| Some((run, *with_rule.iter().find(|operation| operation.key == run.operation)?)))
        .collect();
    file.all("runs", &runs, |(run, operation)| self::run(run, operation, zone));
    format!("{:#}\n", file.done())
}

/// An object under construction; fields in the order they are put.
#[derive(Default)]
struct Object(Map<String, Value>);

impl Object {
    fn put(&mut self, name: &str, value: impl Into<Value>) {
        self.0.insert(name.to_owned(), value.into());
    }

    fn may(&mut self, name: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.put(name, value);
        }
    }

    /// Hours or flags that are absent where they say nothing.
    fn unless_default<T: Default + PartialEq + Into<Value>>(&mut self, name: &str, value: T) {
        self.may(name, Some(value).filter(|value| *value != T::default()));
    }

    fn all<T>(&mut self, name: &str, items: &[T], write: impl Fn(&T) -> Value) {
        let list: Vec<Value> = items.iter().map(write).collect();
        self.may(name, Some(list).filter(|list| !list.is_empty()));
    }

    fn words(&mut self, name: &str, words: &[String]) {
        self.all(name, words, |word| word.as_str().into());
    }

    fn done(self) -> Value {
        Value::Object(self.0)
    }
}

/// The zone in which instants are written.
#[derive(Clone, Copy)]
struct Zone<'z>(&'z TimeZone);

impl Zone<'_> {
    fn instant(self, at: Timestamp) -> String {
        crate::instants::with_offset(at, self.0)
    }

    fn when(self, when: When) -> String {
        match when {
            When::Date(date) => date.to_string(),
            When::Instant(at) => self.instant(at),
        }
    }
}

fn business(of: &Business) -> Value {
    let mut o = Object::default();
    o.put("name", of.name.as_str());
    o.put("time_zone", of.time_zone.name());
    o.may("currency", of.currency.as_deref());
    o.may("working_week", of.working_week.as_ref().map(week));
    o.all("holidays", &of.holidays, |holiday| {
        let mut o = Object::default();
        o.put("date", holiday.date.to_string());
        o.may("name", holiday.name.as_deref());
        o.done()
    });
    means(&mut o, &of.means);
    o.done()
}

fn means(o: &mut Object, of: &Means) {
    o.may("owner_hour_value", of.owner_hour_value);
    o.may("budget_per_month", of.budget_per_month);
    o.may("market", of.market.as_ref().map(market));
    o.may("revenue_per_month", of.revenue_per_month.clone());
    o.may("reserve", of.reserve);
}

fn market(of: &Market) -> Value {
    let mut o = Object::default();
    o.may("project_manager", of.project_manager.as_ref().map(rate));
    o.may("online_business_manager", of.online_business_manager.as_ref().map(rate));
    o.may("virtual_assistant", of.virtual_assistant.as_ref().map(rate));
    o.may("specialist", of.specialist.as_ref().map(rate));
    o.done()
}

fn rate(of: &Rate) -> Value {
    let mut o = Object::default();
    o.may("hourly", of.hourly);
    o.may("monthly", of.monthly);
    o.may("per_piece", of.per_piece);
    o.may("fixed", of.fixed);
    o.done()
}

fn week(of: &Week) -> Value {
    let time = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    let mut o = Object::default();
    for (day, windows) in ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].iter().zip(&of.0) {
        o.all(day, windows, |window| json!({"from": time(window.from), "to": time(window.to)}));
    }
    o.done()
}

fn person(of: &Person) -> Value {
    let mut o = Object::default();
    o.put("key", of.key.as_str());
    o.put("name", of.name.as_str());
    o.may("email", of.email.as_deref());
    o.put("role", of.role.as_str());
    o.words("skills", &of.skills);
    o.may("hours_per_week", of.hours_per_week);
    o.may("working_week", of.working_week.as_ref().map(week));
    o.may("time_zone", of.time_zone.as_ref().map(|zone| zone.name()));
    o.all("time_off", &of.time_off, time_off);
    o.may("engagement", of.engagement.as_ref().map(engagement));
    o.unless_default("flexible", of.flexible);
    o.may("holidays", of.holidays.as_ref().map(|days| days.iter().map(|day| day.to_string()).collect::<Vec<_>>()));
    o.done()
}

fn time_off(of: &TimeOff) -> Value {
    let mut o = Object::default();
    o.put("from", of.from.to_string());
    o.put("to", of.to.to_string());
    o.may("note", of.note.as_deref());
    o.done()
}

fn engagement(of: &Engagement) -> Value {
    let mut o = Object::default();
    o.may("kind", of.kind.map(|kind| if kind == EngagementKind::FixedTerm { "fixed_term" } else { "ongoing" }));
    o.may("start", of.start.map(|day| day.to_string()));
    o.may("end", of.end.map(|day| day.to_string()));
    o.words("projects", &of.projects);
    o.may("rate", of.rate.as_ref().map(rate));
    o.done()
}

fn area(of: &Area) -> Value {
    let mut o = Object::default();
    o.put("key", of.key.as_str());
    o.put("name", of.name.as_str());
    o.may("accountable", of.accountable.as_deref());
    o.done()
}

fn project(of: &Project, zone: Zone<'_>) -> Value {
    let mut o = Object::default();
    o.put("key", of.key.as_str());
    o.put("name", of.name.as_str());
    o.may("outcome", of.outcome.as_deref());
    o.may("area", of.area.as_deref());
    o.may("manager", of.manager.as_deref());
    o.may("start", of.start.map(|start| zone.when(start)));
    o.put("end", zone.when(of.end));
    o.may("weight", of.weight);
    o.may("budget_hours", of.budget_hours);
    o.may("on_time_value", of.on_time_value);
    o.all("tasks", &of.tasks, |task| self::task(task, zone));
    o.done()
}

fn task(of: &Task, zone: Zone<'_>) -> Value {
    let mut o = Object::default();
    o.put("key", of.key.as_str());
    o.put("name", of.name.as_str());
    o.may("notes", of.notes.as_deref());
    o.may("kind", of.kind.map(|kind| kind.as_str()));
    // The file has no word for a guess but the absence of an effort (decision 0007).
    o.may("effort", of.effort.filter(|_| !of.guessed).map(effort));
    o.unless_default("spent_hours", of.spent_hours);
    o.unless_default("milestone", of.milestone);
    o.words("assignees", &of.assignees);
    o.may("skill", of.skill.as_deref());
    o.all("after", &of.after, link);
    o.may("not_before", of.not_before.map(|when| zone.when(when)));
    o.may("due", of.due.map(|when| zone.when(when)));
    o.may("done_at", of.done_at.map(|at| zone.instant(at)));
    o.words("labels", &of.labels);
    o.all("children", &of.children, |child| task(child, zone));
    o.done()
}

fn effort(of: Effort) -> Value {
    match of {
        Effort::One(hours) => hours.into(),
        Effort::Three { optimistic, most_likely, pessimistic } => {
            json!({"optimistic": optimistic, "most_likely": most_likely, "pessimistic": pessimistic})
        }
    }
}

fn link(of: &Link) -> Value {
    let plain = Link { task: of.task.clone(), kind: Default::default(), lag_hours: 0.0, lag_in: Default::default() };
    if *of == plain {
        return of.task.as_str().into();
    }
    let mut o = Object::default();
    o.put("task", of.task.as_str());
    o.may("type", LINKS.iter().find(|(_, kind)| *kind == of.kind && of.kind != plain.kind).map(|(word, _)| *word));
    o.unless_default("lag_hours", of.lag_hours);
    o.may("lag_in", (of.lag_in == LagIn::Working).then_some("working"));
    o.done()
}

fn operation(of: &Operation) -> Value {
    let mut o = Object::default();
    o.put("key", of.key.as_str());
    o.put("name", of.name.as_str());
    o.may("area", of.area.as_deref());
    o.may("accountable", of.accountable.as_deref());
    o.put("rrule", of.rrule.as_str());
    o.put(
        "starts",
        match of.starts {
            Starts::Date(day) => day.to_string(),
            Starts::DateTime(at) => at.strftime("%Y-%m-%dT%H:%M").to_string(),
        },
    );
    o.all("except", &of.except, |day| day.to_string().into());
    o.put("steps", of.steps.iter().map(step).collect::<Vec<_>>());
    o.done()
}

fn step(of: &Step) -> Value {
    let mut o = Object::default();
    o.put("key", of.key.as_str());
    o.put("name", of.name.as_str());
    o.may("notes", of.notes.as_deref());
    o.may("kind", of.kind.map(|kind| kind.as_str()));
    o.may("effort", of.effort.map(effort));
    o.words("assignees", &of.assignees);
    o.may("skill", of.skill.as_deref());
    o.words("after", &of.after);
    o.may("available_days", of.available_days);
    o.may("offset_days", of.offset_days);
    o.done()
}

fn duty(of: &Duty) -> Value {
    let mut o = Object::default();
    o.put("key", of.key.as_str());
    o.put("name", of.name.as_str());
    o.put("kind", of.kind.as_str());
    o.put("hours_per_week", of.hours_per_week);
    o.may("area", of.area.as_deref());
    o.may("project", of.project.as_deref());
    o.may("skill", of.skill.as_deref());
    o.may("who", of.who.as_deref());
    o.may(
        "energy",
        of.energy.map(|energy| match energy {
            Energy::Gives => "gives",
            Energy::Neutral => "neutral",
            Energy::Drains => "drains",
        }),
    );
    o.may("owner_has_skill", of.owner_has_skill);
    o.may("hand_over", of.hand_over);
    o.may("owner_has_time", of.owner_has_time);
    o.done()
}

fn appointment(of: &Appointment, zone: Zone<'_>) -> Value {
    let mut o = Object::default();
    o.put("key", of.key.as_str());
    o.put("name", of.name.as_str());
    o.put("start", zone.instant(of.start));
    o.put("end", zone.instant(of.end));
    o.put("people", of.people.clone());
    o.done()
}

fn run(of: &Run, operation: &Operation, zone: Zone<'_>) -> Value {
    let mut o = Object::default();
    o.put("operation", of.operation.as_str());
    o.put("date", of.date.to_string());
    o.may("title", of.title.as_deref());
    let known = |step: &&RunStep| operation.steps.iter().any(|known| known.key == step.key);
    o.put("steps", of.steps.iter().filter(known).map(|step| run_step(step, zone)).collect::<Vec<_>>());
    o.done()
}

fn run_step(of: &RunStep, zone: Zone<'_>) -> Value {
    let mut o = Object::default();
    o.put("key", of.key.as_str());
    o.may("done_at", of.done_at.map(|at| zone.instant(at)));
    o.unless_default("spent_hours", of.spent_hours);
    o.may("person", of.person.as_deref());
    o.done()
}
