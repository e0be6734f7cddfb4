//! Scheduling, search, forecast and explanations: a pure library.
