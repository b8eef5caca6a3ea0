//! [`Arguments`] of the command line.

use std::path::PathBuf;
use std::time::Duration;

use crate::Result;

/// What is to be done, and the folder of the document.
pub(crate) struct Arguments {
    pub(crate) docs: PathBuf,
    pub(crate) command: Command,
}

pub(crate) enum Command {
    Run(Run),
    /// Replaces the section of this name.
    Section(String),
    /// Draws the chart of this database anew, from its medians.
    Chart(String),
}

/// What to measure and how.
pub(crate) struct Run {
    /// Names and URLs. `{n}` in a URL is the number of the program, from 1.
    pub(crate) databases: Vec<(String, String)>,
    pub(crate) programs: Vec<String>,
    /// Times that each contender is asked for a case.
    pub(crate) rounds: usize,
    /// Time that a contender has each time it is asked.
    pub(crate) budget: Duration,
    /// Name and version of libraries and servers, for the document.
    pub(crate) versions: Vec<String>,
    /// Remarks of the caller, for the document.
    pub(crate) notes: Vec<String>,
    pub(crate) date: Option<String>,
}

impl Arguments {
    pub(crate) fn parse(mut words: impl Iterator<Item = String>) -> Result<Self> {
        let mut docs = PathBuf::from("docs");
        let mut section = None;
        let mut chart = None;
        let mut run = Run {
            databases: Vec::new(),
            programs: Vec::new(),
            rounds: 5,
            budget: Duration::from_millis(150),
            versions: Vec::new(),
            notes: Vec::new(),
            date: None,
        };
        let mut database = None;
        while let Some(word) = words.next() {
            let value = words.next();
            let value = value.ok_or_else(|| format!("`{word}` needs a value"))?;
            match &*word {
                "section" => section = Some(value),
                "chart" => chart = Some(value),
                "--docs" => docs = value.into(),
                "--database" => database = Some(value),
                "--url" => {
                    let name = database.take().ok_or("`--url` comes after `--database`")?;
                    run.databases.push((name, value));
                }
                "--program" => run.programs.push(value),
                "--rounds" => run.rounds = number::<usize>(&value)?.max(1),
                "--ms" => run.budget = Duration::from_millis(number(&value)?),
                "--version" => run.versions.push(value),
                "--note" => run.notes.push(value),
                "--date" => run.date = Some(value),
                _ => return Err(format!("unknown argument: {word}")),
            }
        }
        let command = match (section, chart) {
            (Some(name), _) => Command::Section(name),
            (None, Some(database)) => Command::Chart(database),
            (None, None) if run.databases.is_empty() || run.programs.is_empty() => {
                return Err("`--database`, `--url` and `--program` are needed".to_owned());
            }
            (None, None) => Command::Run(run),
        };
        Ok(Self { docs, command })
    }
}

fn number<N: std::str::FromStr>(text: &str) -> Result<N> {
    text.parse().map_err(|_| format!("`{text}` is no number"))
}

#[cfg(test)]
mod tests;
