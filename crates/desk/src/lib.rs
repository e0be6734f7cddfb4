//! The application: commands and views by feature.
