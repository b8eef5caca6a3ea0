//! [`Suite`]: what a program's contenders can do, asked for line by line.

use std::io::{BufRead, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use crate::measure::Bench;

/// The contenders of a program, with what each does for each case.
#[derive(Default)]
pub struct Suite {
    entries: Vec<Entry>,
}

struct Entry {
    contender: String,
    case: String,
    set_up: Box<dyn Fn() -> Bench>,
}

impl Suite {
    /// A suite without contenders.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds what a contender does for a case (`trivial/100`). `set_up` connects, makes the tables
    /// and is called anew for each measurement.
    pub fn add(
        &mut self,
        contender: &str,
        case: impl Into<String>,
        set_up: impl Fn() -> Bench + 'static,
    ) {
        self.entries.push(Entry {
            contender: contender.to_owned(),
            case: case.into(),
            set_up: Box::new(set_up),
        });
    }

    /// Contender and case of each entry.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries
            .iter()
            .map(|entry| (&*entry.contender, &*entry.case))
    }

    /// Sets up what a contender does for a case.
    pub fn bench(&self, contender: &str, case: &str) -> Option<Bench> {
        let mut entries = self.entries.iter();
        let entry = entries.find(|entry| entry.contender == contender && entry.case == case)?;
        Some((entry.set_up)())
    }

    /// Answers the lines of standard input until it ends.
    ///
    /// | line | answer |
    /// |---|---|
    /// | `list` | a line `<contender><tab><case>` for each entry, and an empty one |
    /// | `run<tab><contender><tab><case><tab><milliseconds>` | `ok<tab><nanoseconds>`, or `failed<tab><why>` |
    pub fn serve(self) {
        let mut output = std::io::stdout();
        for line in std::io::stdin().lock().lines() {
            let Ok(line) = line else { return };
            let answer = self.answer(&line);
            if writeln!(output, "{answer}")
                .and_then(|()| output.flush())
                .is_err()
            {
                return;
            }
        }
    }

    fn answer(&self, line: &str) -> String {
        let words: Vec<&str> = line.split('\t').collect();
        match words[..] {
            ["list"] => {
                let lines = self.entries();
                lines
                    .map(|(contender, case)| format!("{contender}\t{case}\n"))
                    .collect()
            }
            ["run", contender, case, milliseconds] => {
                let Ok(milliseconds) = milliseconds.parse() else {
                    return format!("failed\t`{milliseconds}` is no number of milliseconds");
                };
                let budget = Duration::from_millis(milliseconds);
                // A contender that panics loses its case, not the run; the message is on stderr.
                let measured = catch_unwind(AssertUnwindSafe(|| {
                    self.bench(contender, case)
                        .map(|mut bench| bench.measure(budget))
                }));
                match measured {
                    Ok(Some(measured)) => format!("ok\t{}", measured.nanoseconds),
                    Ok(None) => format!("failed\t{contender} does not do {case}"),
                    Err(_) => "failed\tpanicked".to_owned(),
                }
            }
            _ => format!("failed\tunknown line: {line}"),
        }
    }
}

impl std::fmt::Debug for Suite {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.entries()).finish()
    }
}
