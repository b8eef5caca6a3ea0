//! Asking the contenders in turns.

use std::time::Duration;

use crate::arguments::Run;
use crate::case;
use crate::program::Program;
use crate::results::Results;

/// Measures all cases of all programs on a database. A program or contender that fails is noted and
/// left out.
pub(crate) fn measure(run: &Run, database: &str, url: &str) -> Results {
    let mut results = Results::default();
    results.notes.clone_from(&run.notes);
    let mut programs = Vec::new();
    let mut entries = Vec::new();
    for (number, command) in (1..).zip(&run.programs) {
        let url = url.replace("{n}", &format!("{number}"));
        let started = Program::start(command, database, &url);
        let listed = started.and_then(|mut program| Ok((program.list()?, program)));
        match listed {
            Ok((list, program)) => {
                let program = Slot {
                    name: file_name(command),
                    program: Some(program),
                };
                let index = programs.len();
                programs.push(program);
                entries.extend(list.into_iter().map(|(contender, case)| Entry {
                    contender,
                    case,
                    program: index,
                    times: Vec::new(),
                    failed: false,
                }));
            }
            Err(why) => results.note(format!("`{}` {why}.", file_name(command))),
        }
    }
    let mut cases: Vec<String> = entries.iter().map(|entry| entry.case.clone()).collect();
    cases.sort_by_key(|case| case::order(case));
    cases.dedup();
    for case in &cases {
        eprintln!("{database}: {case}");
        for _ in 0..run.rounds {
            for entry in entries.iter_mut().filter(|entry| entry.case == *case) {
                let program = &mut programs[entry.program];
                entry.ask(program, run.budget, &mut results);
            }
        }
    }
    for entry in entries.into_iter().filter(|entry| !entry.failed) {
        if let Some(median) = median(entry.times) {
            results.add(entry.case, entry.contender, median);
        }
    }
    results
}

/// A program, until it ends.
struct Slot {
    name: String,
    program: Option<Program>,
}

/// A contender's case.
struct Entry {
    contender: String,
    case: String,
    program: usize,
    times: Vec<f64>,
    failed: bool,
}

impl Entry {
    fn ask(&mut self, slot: &mut Slot, budget: Duration, results: &mut Results) {
        let Some(program) = &mut slot.program else {
            return;
        };
        if self.failed {
            return;
        }
        let Self {
            contender, case, ..
        } = self;
        match program.run(contender, case, budget) {
            Ok(Ok(nanoseconds)) => self.times.push(nanoseconds),
            Ok(Err(why)) => {
                results.note(format!("{contender} failed at {case}: {why}."));
                self.failed = true;
            }
            Err(why) => {
                let name = &slot.name;
                results.note(format!("`{name}` {why} while {contender} ran {case}."));
                self.failed = true;
                slot.program = None;
            }
        }
    }
}

/// The last word of a command that names a file, without folders: no machine's paths in documents.
fn file_name(command: &str) -> String {
    let file = command.split_whitespace().next_back().unwrap_or(command);
    file.rsplit('/').next().unwrap_or(file).to_owned()
}

/// The median; of an even number the mean of the middle two.
fn median(mut times: Vec<f64>) -> Option<f64> {
    times.sort_by(f64::total_cmp);
    let upper = times.len() / 2;
    let above = *times.get(upper)?;
    if times.len() % 2 == 1 {
        return Some(above);
    }
    let below = *times.get(upper.checked_sub(1)?)?;
    Some(f64::midpoint(below, above))
}

#[cfg(test)]
mod tests;
