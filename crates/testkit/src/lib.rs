//! Fixed clock, throwaway PostgreSQL: for tests only.
