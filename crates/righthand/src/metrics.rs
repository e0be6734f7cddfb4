//! Metrics for Prometheus: what this node answered, and what it finds when it is asked.

mod labels;
mod process;

use std::sync::Arc;
use std::time::Duration;

use prometheus_client::collector::Collector;
use prometheus_client::encoding::text::encode;
use prometheus_client::encoding::{DescriptorEncoder, EncodeMetric};
use prometheus_client::metrics::counter::{ConstCounter, Counter};
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::ConstGauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use righthand_desk::{Desk, mail};

use labels::{Answered, Route};

/// Upper ends of the histogram's classes in seconds: a page takes 1 ms, an import may take ten seconds.
const CLASSES: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.25, 1.0, 2.5, 10.0];

/// What is counted. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Metrics(Arc<Inner>);

struct Inner {
    registry: Registry,
    requests: Family<Answered, Counter>,
    durations: Family<Route, Histogram>,
}

impl Metrics {
    /// Counts for a desk.
    pub(crate) fn of(desk: Desk) -> Self {
        let mut registry = Registry::with_prefix("righthand");
        let requests = Family::<Answered, Counter>::default();
        let durations = Family::<Route, Histogram>::new_with_constructor(|| Histogram::new(CLASSES));
        registry.register("requests", "Requests answered", requests.clone());
        registry.register_with_unit("request_duration", "Time to answer", Unit::Seconds, durations.clone());
        registry.register_collector(Box::new(Found(desk)));
        Self(Arc::new(Inner { registry, requests, durations }))
    }

    /// A request was answered. `route` is a template, never a path, in which people's words are.
    pub(crate) fn answered(&self, method: &str, route: &str, status: u16, took: Duration) {
        let route = Route { route: route.to_owned() };
        self.0.durations.get_or_create(&route).observe(took.as_secs_f64());
        let answered = Answered { method: labels::method(method), route: route.route, status };
        self.0.requests.get_or_create(&answered).inc();
    }

    /// All of it in the text format. Asks the database: call it off the async threads.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        match encode(&mut text, &self.0.registry) {
            Ok(()) => text,
            Err(_) => String::new(),
        }
    }
}

/// What is found at the moment of asking.
struct Found(Desk);

impl std::fmt::Debug for Found {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Found")
    }
}

impl Collector for Found {
    fn encode(&self, mut to: DescriptorEncoder<'_>) -> Result<(), std::fmt::Error> {
        let desk = &self.0;
        let planning = desk.planning.figures();
        counter(&mut to, "plans", "Plans that have landed", planning.landed)?;
        gauge(&mut to, "planning_waiting", "Businesses that wait to be planned", planning.waiting as f64)?;
        match desk.store.figures() {
            Ok(store) => {
                gauge(&mut to, "up", "Whether the database answers", 1.0)?;
                gauge(&mut to, "database_bytes", "Size of the database", store.bytes as f64)?;
                gauge(&mut to, "database_waiting", "Transactions that wait for their turn", store.waiting as f64)?;
                gauge(
                    &mut to,
                    "database_connections_busy",
                    "Connections that read at this moment",
                    store.reading as f64,
                )?;
            }
            Err(_) => gauge(&mut to, "up", "Whether the database answers", 0.0)?,
        }
        if let Ok(mail) = mail::counts(desk) {
            gauge(&mut to, "mail_waiting", "Mails in the queue", mail.waiting as f64)?;
            gauge(&mut to, "mail_sent_month", "Mails sent within 30 days", mail.sent as f64)?;
            gauge(&mut to, "mail_failed_month", "Mails given up within 30 days", mail.failed as f64)?;
        }
        if let Some(bytes) = process::resident_bytes() {
            gauge(&mut to, "process_resident_memory_bytes", "Memory of this process", bytes as f64)?;
        }
        Ok(())
    }
}

fn gauge(to: &mut DescriptorEncoder<'_>, name: &str, help: &str, value: f64) -> Result<(), std::fmt::Error> {
    let metric = ConstGauge::new(value);
    metric.encode(to.encode_descriptor(name, help, None, metric.metric_type())?)
}

fn counter(to: &mut DescriptorEncoder<'_>, name: &str, help: &str, value: u64) -> Result<(), std::fmt::Error> {
    let metric = ConstCounter::new(value);
    metric.encode(to.encode_descriptor(name, help, None, metric.metric_type())?)
}
