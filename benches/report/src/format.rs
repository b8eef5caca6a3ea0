//! Numbers as people read them.

/// Time with three digits and a unit.
pub(crate) fn time(nanoseconds: f64) -> String {
    let (value, unit) = match nanoseconds {
        small if small < 999.5 => (small, "ns"),
        micro if micro < 999.5e3 => (micro / 1e3, "µs"),
        milli if milli < 999.5e6 => (milli / 1e6, "ms"),
        seconds => (seconds / 1e9, "s"),
    };
    format!("{} {unit}", digits(value))
}

/// Ratio, like `1.04×`.
pub(crate) fn ratio(ratio: f64) -> String {
    format!("{}×", digits(ratio))
}

/// Three digits, and never more than two behind the point.
fn digits(value: f64) -> String {
    if value < 9.995 {
        format!("{value:.2}")
    } else if value < 99.95 {
        format!("{value:.1}")
    } else {
        format!("{value:.0}")
    }
}

#[cfg(test)]
mod tests;
