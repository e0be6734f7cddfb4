//! Forecast: many futures of one schedule.
