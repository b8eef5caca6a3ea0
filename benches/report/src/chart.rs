//! A chart of a few cases: how many times the raw driver's time each contender takes, fastest first.

use std::fmt::Write;

use crate::format::{ratio, time};
use crate::results::{Results, is_rebis};

/// The cases that stand for all.
const CASES: [&str; 8] = [
    "by_pk/1",
    "trivial/1",
    "trivial/10000",
    "medium/10000",
    "insert/1000",
    "insert_returning/1000",
    "associations/100",
    "orm_load/10000",
];

const WIDTH: f64 = 1_040.0;
const COLUMN: f64 = WIDTH / 2.0;
/// Left edge of a panel's axis: names stand before it.
const AXIS: f64 = 195.0;
/// Length of the axis; values stand behind it.
const LENGTH: f64 = 190.0;
/// Distance of two marks on the axis.
const TICK: f64 = 28.0;
const ROW: f64 = 17.0;
const TOP: f64 = 78.0;
/// Room of a panel beside its bars: its name, the axis, a gap.
const HEADING: f64 = 60.0;

/// Colours that do on white and on black, and others for text. Nothing is loaded from elsewhere.
const STYLE: &str = "\
  text { font: 12px system-ui, -apple-system, 'Segoe UI', sans-serif; fill: #1f2328 }
  .title { font-size: 16px; font-weight: 600 }
  .case { font-size: 13px; font-weight: 600 }
  .quiet { fill: #59636e }
  .grid { stroke: #d1d9e0 }
  .one { stroke: #59636e }
  .page { fill: #ffffff }
  .rebis { fill: #d1480f }
  .rust { fill: #5b84b1 }
  .python { fill: #a08a3c }
  .base { fill: #7d8590 }
  .strong { font-weight: 600 }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc }
    .quiet { fill: #9198a1 }
    .grid { stroke: #3d444d }
    .one { stroke: #9198a1 }
    .page { fill: #0d1117 }
    .rebis { fill: #f5793a }
  }
";

/// The chart as SVG.
pub(crate) fn svg(database: &str, results: &Results) -> String {
    let panels = panels(results);
    let scale = Scale::of(&panels);
    let mut body = String::new();
    let mut bottoms = [TOP, TOP];
    for panel in &panels {
        // Into the column that is shorter by now.
        let column = usize::from(bottoms[1] < bottoms[0]);
        let left = if column == 0 { 0.0 } else { COLUMN };
        panel.write(&mut body, &scale, left, bottoms[column]);
        bottoms[column] += panel.height();
    }
    let height = bottoms[0].max(bottoms[1]) + 8.0;
    let base = results.baseline().unwrap_or("the fastest");
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" \
         width=\"{WIDTH}\" height=\"{height}\" role=\"img\" \
         aria-label=\"Time relative to {base} on {database}\">\n\
         <style>\n{STYLE}</style>\n\
         <rect class=\"page\" width=\"{WIDTH}\" height=\"{height}\"/>\n\
         <text class=\"title\" x=\"16\" y=\"28\">{}: time relative to {base} \
         (logarithmic; left is faster)</text>\n{}{body}</svg>\n",
        title(database),
        legend(base)
    )
}

/// The name of a database as its vendor writes it.
fn title(database: &str) -> &str {
    match database {
        "sqlite" => "SQLite",
        "postgres" => "PostgreSQL",
        "mariadb" => "MariaDB",
        "mysql" => "MySQL",
        other => other,
    }
}

/// The families that colours stand for.
fn legend(base: &str) -> String {
    let mut text = String::new();
    let families = [
        ("rebis", "Rebis"),
        ("rust", "other Rust libraries"),
        ("python", "SQLAlchemy"),
        ("base", base),
    ];
    for (place, (class, name)) in (0_u8..).zip(families) {
        let x = 16.0 + f64::from(place) * 160.0;
        let _ = writeln!(
            text,
            "<rect class=\"{class}\" x=\"{x}\" y=\"44\" width=\"12\" height=\"12\" rx=\"2\"/>\
             <text x=\"{}\" y=\"54\">{name}</text>",
            x + 18.0
        );
    }
    text
}

/// A case and its bars.
struct Panel<'a> {
    case: &'a str,
    bars: Vec<Bar<'a>>,
}

struct Bar<'a> {
    contender: &'a str,
    nanoseconds: f64,
    /// To the baseline.
    ratio: f64,
    is_base: bool,
}

fn panels(results: &Results) -> Vec<Panel<'_>> {
    let panels = CASES.iter().map(|case| panel(results, case));
    panels.filter(|panel| panel.bars.len() > 1).collect()
}

/// The bars of a case, fastest first. What a case has more than one runtime of is left to the
/// tables.
fn panel<'a>(results: &'a Results, case: &'a str) -> Panel<'a> {
    let contenders = results.contenders().into_iter();
    let mut times: Vec<(&str, f64)> = contenders
        .filter(|contender| !contender.ends_with("(multi)"))
        .filter_map(|contender| Some((contender, results.get(case, contender)?)))
        .collect();
    times.sort_by(|(_, one), (_, other)| one.total_cmp(other));
    let base_name = results.baseline();
    let base = base_name.and_then(|name| results.get(case, name));
    let base = base.or(times.first().map(|(_, fastest)| *fastest));
    let bars = times.into_iter().map(|(contender, nanoseconds)| Bar {
        contender,
        nanoseconds,
        ratio: nanoseconds / base.unwrap_or(nanoseconds),
        is_base: base_name == Some(contender),
    });
    Panel {
        case,
        bars: bars.collect(),
    }
}

impl Panel<'_> {
    fn height(&self) -> f64 {
        let rows = self.bars.iter().map(|_| ROW);
        HEADING + rows.sum::<f64>()
    }

    fn write(&self, text: &mut String, scale: &Scale, left: f64, top: f64) {
        let _ = writeln!(
            text,
            "<text class=\"case\" x=\"{}\" y=\"{}\">{}</text>",
            left + 16.0,
            top + 16.0,
            self.case
        );
        let bottom = top + self.height() - 14.0;
        for &tick in &scale.ticks {
            let x = left + scale.x(tick);
            let class = if tick == 1.0 { "one" } else { "grid" };
            let _ = writeln!(
                text,
                "<line class=\"{class}\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{}\" y2=\"{bottom}\"/>\
                 <text class=\"quiet\" x=\"{x:.1}\" y=\"{}\" text-anchor=\"middle\">{tick}×</text>",
                top + 38.0,
                top + 32.0
            );
        }
        let mut y = top + 42.0;
        for bar in &self.bars {
            bar.write(text, scale, left, y);
            y += ROW;
        }
    }
}

impl Bar<'_> {
    fn class(&self) -> &'static str {
        match self.contender {
            _ if self.is_base => "base",
            rebis if is_rebis(rebis) => "rebis",
            python if python.starts_with("sqlalchemy") => "python",
            _ => "rust",
        }
    }

    /// From the line of the baseline to the left or right.
    fn write(&self, text: &mut String, scale: &Scale, left: f64, y: f64) {
        let (one, end) = (scale.x(1.0), scale.x(self.ratio));
        let start = left + one.min(end) - 1.0;
        let width = (one - end).abs() + 2.0;
        let strong = if is_rebis(self.contender) {
            " class=\"strong\""
        } else {
            ""
        };
        let _ = writeln!(
            text,
            "<text{strong} x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>\
             <rect class=\"{}\" x=\"{start:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"12\" \
             rx=\"1\"/><text x=\"{:.1}\" y=\"{:.1}\">{} <tspan class=\"quiet\">{}</tspan></text>",
            left + AXIS - 8.0,
            y + 10.5,
            self.contender,
            self.class(),
            left + one.max(end) + 5.0,
            y + 10.5,
            ratio(self.ratio),
            time(self.nanoseconds),
        );
    }
}

/// The logarithmic axis that all panels share.
struct Scale {
    low: f64,
    high: f64,
    ticks: Vec<f64>,
}

impl Scale {
    fn of(panels: &[Panel<'_>]) -> Self {
        let ratios = panels.iter().flat_map(|panel| &panel.bars);
        let ratios = ratios.map(|bar| bar.ratio);
        let (low, high) = ratios.fold((1.0_f64, 2.0_f64), |(low, high), ratio| {
            (low.min(ratio), high.max(ratio))
        });
        let mut scale = Self {
            low,
            high,
            ticks: Vec::new(),
        };
        // The most welcome first, and the others where there is room.
        for tick in [1.0, 10.0, 100.0, 1_000.0, 0.1, 0.01, 2.0, 0.5, 5.0] {
            if (low..=high).contains(&tick) && scale.has_room(tick) {
                scale.ticks.push(tick);
            }
        }
        scale
    }

    fn has_room(&self, tick: f64) -> bool {
        let x = self.x(tick);
        let mut ticks = self.ticks.iter();
        ticks.all(|&other| (self.x(other) - x).abs() >= TICK)
    }

    fn x(&self, ratio: f64) -> f64 {
        AXIS + LENGTH * (ratio / self.low).ln() / (self.high / self.low).ln()
    }
}

#[cfg(test)]
mod tests;
