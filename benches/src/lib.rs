//! Benchmarks of Rebis.
