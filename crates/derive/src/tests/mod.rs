//! The mistakes that the derives report, and their expansions.

mod expansions;
mod mistakes;
