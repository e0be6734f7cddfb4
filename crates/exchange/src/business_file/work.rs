//! From the tree to the snapshot: projects, tasks, operations, runs, duties, appointments.

use righthand_domain::{
    kind::Kind,
    recurrence::Differs,
    snapshot::{
        Appointment, Duty, Effort, Energy, LagIn, Link, LinkKind, Operation, Project, Run, RunStep, Starts, Step, Task,
        When,
    },
};

use super::{scalars::HOURS_MAX, shape::Shape, tree::Node};

pub(super) fn project<'n>(s: &mut Shape<'n>, node: &'n Node<'n>) -> Option<Project> {
    s.object(node, |s, of| Project {
        key: s.must(of, "key", Shape::key).unwrap_or_default(),
        name: s.must(of, "name", Shape::name).unwrap_or_default(),
        outcome: s.may(of, "outcome", Shape::text),
        area: s.may(of, "area", Shape::key),
        manager: s.may(of, "manager", Shape::key),
        start: s.may(of, "start", Shape::when),
        end: s.must(of, "end", Shape::when).unwrap_or(When::Date(Default::default())),
        weight: s.may(of, "weight", weight),
        budget_hours: s.may(of, "budget_hours", Shape::hours),
        tasks: s.all(of, "tasks", task),
        on_time_value: s.may(of, "on_time_value", Shape::amount),
    })
}

fn weight<'n>(s: &mut Shape<'n>, node: &'n Node<'n>) -> Option<f64> {
    let weight = s.number(node)?;
    if weight <= 0.0 {
        s.fault("must be above 0");
    }
    Some(weight)
}

fn task<'n>(s: &mut Shape<'n>, node: &'n Node<'n>) -> Option<Task> {
    s.object(node, |s, of| Task {
        key: s.must(of, "key", Shape::key).unwrap_or_default(),
        name: s.must(of, "name", Shape::name).unwrap_or_default(),
        notes: s.may(of, "notes", Shape::text),
        kind: s.may(of, "kind", kind),
        effort: s.may(of, "effort", effort),
        guessed: false,
        spent_hours: s.may(of, "spent_hours", Shape::hours).unwrap_or_default(),
        milestone: s.may(of, "milestone", Shape::bool).unwrap_or_default(),
        assignees: s.keys(of, "assignees"),
        skill: s.may(of, "skill", Shape::string),
        after: s.all(of, "after", link),
        not_before: s.may(of, "not_before", Shape::when),
        due: s.may(of, "due", Shape::when),
        done_at: s.may(of, "done_at", Shape::instant),
        labels: s.may(of, "labels", |s, node| s.list(node, Shape::string)).unwrap_or_default(),
        awaits: vec![],
        children: s.all(of, "children", task),
    })
}

fn kind<'n>(s: &mut Shape<'n>, node: &'n Node<'n>) -> Option<Kind> {
    s.one_of(node, &Kind::ALL.map(|kind| (kind.as_str(), kind)))
}

/// A number of hours, or three of them. Their order is for the domain to judge.
fn effort<'n>(s: &mut Shape<'n>, node: &'n Node<'n>) -> Option<Effort> {
    match node {
        Node::Number(_) => s.up_to(node, HOURS_MAX).map(Effort::One),
        Node::Object(_) => s
            .object(node, |s, of| {
                let optimistic = s.must(of, "optimistic", Shape::hours);
                let most_likely = s.must(of, "most_likely", Shape::hours);
                let pessimistic = s.must(of, "pessimistic", Shape::hours);
                Some(Effort::Three { optimistic: optimistic?, most_likely: most_likely?, pessimistic: pessimistic? })
            })
            .flatten(),
        other => s.wrong("a number of hours, or optimistic, most_likely and pessimistic", other),
    }
}

/// The key of a task, or a task with the sort of link and its lag.
fn link<'n>(s: &mut Shape<'n>, node: &'n Node<'n>) -> Option<Link> {
    match node {
        Node::Object(_) => s.object(node, |s, of| Link {
            task: s.must(of, "task", Shape::key).unwrap_or_default(),
            kind: s.may(of, "type", |s, node| s.one_of(node, &LINKS)).unwrap_or_default(),
            lag_hours: s.may(of, "lag_hours", Shape::number).unwrap_or_default(),
            lag_in: s.may(of, "lag_in", |s, node| s.one_of(node, &LAGS)).unwrap_or_default(),
        }),
        Node::Text(_) => {
            let plain = |task| Link { task, kind: LinkKind::default(), lag_hours: 0.0, lag_in: LagIn::default() };
            s.key(node).map(plain)
        }
        other => s.wrong("the key of a task, or an object with \"task\"", other),
    }
}

/// Links as the file writes them.
pub(super) const LINKS: [(&str, LinkKind); 4] = [
    ("FS", LinkKind::FinishToStart),
    ("SS", LinkKind::StartToStart),
    ("FF", LinkKind::FinishToFinish),
    ("SF", LinkKind::StartToFinish),
];

/// What lags are counted in, as the file writes it.
const LAGS: [(&str, LagIn); 2] = [("elapsed", LagIn::Elapsed), ("working", LagIn::Working)];

pub(super) fn operation<'n>(s: &mut Shape<'n>, node: &'n Node<'n>) -> Option<Operation> {
    s.object(node, |s, of| Operation {
        key: s.must(of, "key", Shape::key).unwrap_or_default(),
        name: s.must(of, "name", Shape::name).unwrap_or_default(),
        area: s.may(of, "area", Shape::key),
        accountable: s.may(of, "accountable", Shape::key),
        rrule: s.must(of, "rrule", Shape::string).unwrap_or_default(),
        starts: s.must(of, "starts", Shape::starts).unwrap_or(Starts::Date(Default::default())),
        except: s.may(of, "except", |s, node| s.list(node, Shape::date)).unwrap_or_default(),
        steps: s.must(of, "steps", |s, node| s.whole(node, step)).unwrap_or_default(),
        differs: Differs::default(),
    })
}

fn step<'n>(s: &mut Shape<'n>, node: &'n Node<'n>) -> Option<Step> {
    s.object(node, |s, of| Step {
        key: s.must(of, "key", Shape::key).unwrap_or_default(),
        name: s.must(of, "name", Shape::name).unwrap_or_default(),
        notes: s.may(of, "notes", Shape::text),
        kind: s.may(of, "kind", kind),
        effort: s.may(of, "effort", effort),
        assignees: s.keys(of, "assignees"),
        skill: s.may(of, "skill", Shape::string),
        after: s.keys(of, "after"),
        available_days: s.may(of, "available_days", Shape::amount),
        offset_days: s.may(of, "offset_days", Shape::amount),
    })
}

pub(super) fn duty<'n>(s: &mut Shape<'n>, node: &'n Node<'n>) -> Option<Duty> {
    s.object(node, |s, of| Duty {
        key: s.must(of, "key", Shape::key).unwrap_or_default(),
        name: s.must(of, "name", Shape::name).unwrap_or_default(),
        kind: s.must(of, "kind", kind).unwrap_or_default(),
        hours_per_week: s.must(of, "hours_per_week", Shape::hours).unwrap_or_default(),
        area: s.may(of, "area", Shape::key),
        project: s.may(of, "project", Shape::key),
        skill: s.may(of, "skill", Shape::string),
        who: s.may(of, "who", Shape::key),
        energy: s.may(of, "energy", |s, node| {
            s.one_of(node, &[("gives", Energy::Gives), ("neutral", Energy::Neutral), ("drains", Energy::Drains)])
        }),
        owner_has_skill: s.may(of, "owner_has_skill", Shape::bool),
        hand_over: s.may(of, "hand_over", Shape::bool),
        owner_has_time: s.may(of, "owner_has_time", Shape::bool),
    })
}

pub(super) fn appointment<'n>(s: &mut Shape<'n>, node: &'n Node<'n>) -> Option<Appointment> {
    s.object(node, |s, of| Appointment {
        key: s.must(of, "key", Shape::key).unwrap_or_default(),
        name: s.must(of, "name", Shape::name).unwrap_or_default(),
        start: s.must(of, "start", Shape::instant).unwrap_or_default(),
        end: s.must(of, "end", Shape::instant).unwrap_or_default(),
        people: s.must(of, "people", |s, node| s.list(node, Shape::key)).unwrap_or_default(),
    })
}

pub(super) fn run<'n>(s: &mut Shape<'n>, node: &'n Node<'n>) -> Option<Run> {
    s.object(node, |s, of| Run {
        operation: s.must(of, "operation", Shape::key).unwrap_or_default(),
        date: s.must(of, "date", Shape::date).unwrap_or_default(),
        title: s.may(of, "title", Shape::text),
        steps: s.must(of, "steps", |s, node| s.whole(node, run_step)).unwrap_or_default(),
        follows: None,
    })
}

fn run_step<'n>(s: &mut Shape<'n>, node: &'n Node<'n>) -> Option<RunStep> {
    s.object(node, |s, of| RunStep {
        key: s.must(of, "key", Shape::key).unwrap_or_default(),
        done_at: s.may(of, "done_at", Shape::instant),
        spent_hours: s.may(of, "spent_hours", Shape::hours).unwrap_or_default(),
        person: s.may(of, "person", Shape::key),
    })
}
