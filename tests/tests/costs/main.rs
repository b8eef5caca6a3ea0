//! What things cost, counted: statements, round trips, allocations.
//!
//! Nothing here looks at a clock, so nothing depends on the machine; clocks are for `benches/`. A
//! change that makes an exact number smaller fails too, and writes the better number down.

mod allocations;
mod costs;
mod round_trips;
mod statements;
