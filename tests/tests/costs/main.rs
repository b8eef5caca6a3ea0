//! What things cost, counted: statements, round trips, allocations.
//!
//! Nothing here looks at a clock, so nothing depends on the machine; clocks are for `benches/`. The
//! numbers are exact: a change that makes one smaller fails too, and writes the better number down.

mod allocations;
mod costs;
mod round_trips;
mod statements;
