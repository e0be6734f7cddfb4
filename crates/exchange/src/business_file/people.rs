//! From the tree to the snapshot: the business, its people, their time and terms.

use righthand_domain::{
    roles::Role,
    snapshot::{
        Area, Business, Engagement, EngagementKind, Holiday, Hours, Market, Means, Person, Rate, Snapshot, Supposed,
        TimeOff, Week, Zone,
    },
};

use super::{
    FORMAT,
    shape::{Fields, Shape},
    tree::Node,
    work,
};

/// Hours of a week.
const WEEK_HOURS: f64 = 168.0;

/// The whole file. What is at fault is left out or replaced, and noted.
pub(super) fn snapshot<'n>(shape: &mut Shape<'n>, node: &'n Node<'n>) -> Snapshot {
    let read = shape.object(node, |s, of| {
        s.must(of, "format", format);
        Snapshot {
            at: s.may(of, "at", Shape::instant),
            business: s.must(of, "business", business).unwrap_or_else(unnamed),
            people: s.all(of, "people", person),
            areas: s.all(of, "areas", area),
            projects: s.all(of, "projects", work::project),
            operations: s.all(of, "operations", work::operation),
            duties: s.all(of, "duties", work::duty),
            appointments: s.all(of, "appointments", work::appointment),
            runs: s.all(of, "runs", work::run),
            lifts: vec![],
            supposed: Supposed::default(),
            past: std::sync::Arc::default(),
        }
    });
    read.unwrap_or_else(|| Snapshot {
        at: None,
        business: unnamed(),
        people: vec![],
        areas: vec![],
        projects: vec![],
        operations: vec![],
        duties: vec![],
        appointments: vec![],
        runs: vec![],
        lifts: vec![],
        supposed: Supposed::default(),
        past: std::sync::Arc::default(),
    })
}

fn format<'n>(s: &mut Shape<'n>, node: &'n Node<'n>) -> Option<()> {
    if !matches!(node, Node::Text(text) if text == FORMAT) {
        s.fault(format!("must be \"{FORMAT}\""));
    }
    Some(())
}

fn unnamed() -> Business {
    Business {
        name: String::new(),
        time_zone: Zone::utc(),
        currency: None,
        working_week: None,
        holidays: vec![],
        means: Means::default(),
    }
}

fn business<'n>(s: &mut Shape<'n>, node: &'n Node<'n>) -> Option<Business> {
    s.object(node, |s, of| Business {
        name: s.must(of, "name", Shape::name).unwrap_or_default(),
        time_zone: s.must(of, "time_zone", Shape::zone).unwrap_or_else(Zone::utc),
        currency: s.may(of, "currency", Shape::currency),
        working_week: s.may(of, "working_week", week),
        holidays: s.all(of, "holidays", holiday),
        means: means(s, of),
    })
}

fn holiday<'n>(s: &mut Shape<'n>, node: &'n Node<'n>) -> Option<Holiday> {
    s.object(node, |s, of| Holiday {
        date: s.must(of, "date", Shape::date).unwrap_or_default(),
        name: s.may(of, "name", Shape::name),
    })
}

fn means<'n>(s: &mut Shape<'n>, of: &mut Fields<'n>) -> Means {
    Means {
        owner_hour_value: s.may(of, "owner_hour_value", Shape::amount),
        budget_per_month: s.may(of, "budget_per_month", Shape::amount),
        market: s.may(of, "market", market),
        revenue_per_month: s.may(of, "revenue_per_month", |s, node| s.list(node, Shape::amount)),
        reserve: s.may(of, "reserve", Shape::amount),
    }
}

fn market<'n>(s: &mut Shape<'n>, node: &'n Node<'n>) -> Option<Market> {
    s.object(node, |s, of| Market {
        project_manager: s.may(of, "project_manager", rate),
        online_business_manager: s.may(of, "online_business_manager", rate),
        virtual_assistant: s.may(of, "virtual_assistant", rate),
        specialist: s.may(of, "specialist", rate),
    })
}

fn rate<'n>(s: &mut Shape<'n>, node: &'n Node<'n>) -> Option<Rate> {
    s.object(node, |s, of| Rate {
        hourly: s.may(of, "hourly", Shape::amount),
        monthly: s.may(of, "monthly", Shape::amount),
        per_piece: s.may(of, "per_piece", Shape::amount),
        fixed: s.may(of, "fixed", Shape::amount),
    })
}

fn week<'n>(s: &mut Shape<'n>, node: &'n Node<'n>) -> Option<Week> {
    s.object(node, |s, of| Week(["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map(|day| s.all(of, day, window))))
}

fn window<'n>(s: &mut Shape<'n>, node: &'n Node<'n>) -> Option<Hours> {
    s.object(node, |s, of| {
        let from = s.must(of, "from", Shape::minutes);
        let to = s.must(of, "to", Shape::minutes);
        if from.zip(to).is_some_and(|(from, to)| from >= to) {
            s.fault("a window's \"from\" must be before its \"to\"; work over midnight is two windows");
        }
        Hours { from: from.unwrap_or(0), to: to.unwrap_or(0) }
    })
}

fn person<'n>(s: &mut Shape<'n>, node: &'n Node<'n>) -> Option<Person> {
    s.object(node, |s, of| Person {
        key: s.must(of, "key", Shape::key).unwrap_or_default(),
        name: s.must(of, "name", Shape::name).unwrap_or_default(),
        email: s.may(of, "email", Shape::email),
        role: s.must(of, "role", role).unwrap_or(Role::Guest),
        skills: s.may(of, "skills", |s, node| s.list(node, Shape::word)).unwrap_or_default(),
        hours_per_week: s.may(of, "hours_per_week", |s, node| s.up_to(node, WEEK_HOURS)),
        working_week: s.may(of, "working_week", week),
        time_zone: s.may(of, "time_zone", Shape::zone),
        time_off: s.all(of, "time_off", time_off),
        engagement: s.may(of, "engagement", engagement),
        flexible: s.may(of, "flexible", Shape::bool).unwrap_or_default(),
        holidays: s.may(of, "holidays", |s, node| s.list(node, Shape::date)),
    })
}

fn role<'n>(s: &mut Shape<'n>, node: &'n Node<'n>) -> Option<Role> {
    s.one_of(node, &Role::ALL.map(|role| (role.as_str(), role)))
}

fn time_off<'n>(s: &mut Shape<'n>, node: &'n Node<'n>) -> Option<TimeOff> {
    s.object(node, |s, of| TimeOff {
        from: s.must(of, "from", Shape::date).unwrap_or_default(),
        to: s.must(of, "to", Shape::date).unwrap_or_default(),
        note: s.may(of, "note", Shape::text),
        unplanned: false,
    })
}

fn engagement<'n>(s: &mut Shape<'n>, node: &'n Node<'n>) -> Option<Engagement> {
    s.object(node, |s, of| Engagement {
        kind: s.may(of, "kind", |s, node| {
            s.one_of(node, &[("fixed_term", EngagementKind::FixedTerm), ("ongoing", EngagementKind::Ongoing)])
        }),
        start: s.may(of, "start", Shape::date),
        end: s.may(of, "end", Shape::date),
        projects: s.keys(of, "projects"),
        rate: s.may(of, "rate", rate),
    })
}

fn area<'n>(s: &mut Shape<'n>, node: &'n Node<'n>) -> Option<Area> {
    s.object(node, |s, of| Area {
        key: s.must(of, "key", Shape::key).unwrap_or_default(),
        name: s.must(of, "name", Shape::name).unwrap_or_default(),
        accountable: s.may(of, "accountable", Shape::key),
    })
}
