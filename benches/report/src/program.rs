//! [`Program`]: a running program of contenders.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use crate::Result;

/// How long an answer may take beyond the time that was asked for: a case fills its tables first.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running program of contenders; it ends with this value.
pub(crate) struct Program {
    child: Child,
    questions: ChildStdin,
    answers: Receiver<String>,
}

impl Program {
    pub(crate) fn start(command: &str, database: &str, url: &str) -> Result<Self> {
        let mut words = command.split_whitespace();
        let name = words.next().ok_or("a program without a name")?;
        let child = Command::new(name)
            .args(words)
            .args([database, url])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn();
        let mut child = child.map_err(|error| format!("could not be started: {error}"))?;
        let (Some(questions), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err("standard input or output is missing".to_owned());
        };
        // A thread reads, so that a program which does not answer can be given up.
        let (sender, answers) = channel();
        thread::spawn(move || {
            for line in BufReader::new(output).lines() {
                if line.is_ok_and(|line| sender.send(line).is_ok()) {
                    continue;
                }
                return;
            }
        });
        Ok(Self {
            child,
            questions,
            answers,
        })
    }

    /// Contender and case of everything that the program does.
    pub(crate) fn list(&mut self) -> Result<Vec<(String, String)>> {
        let mut entries = Vec::new();
        let mut line = self.ask("list", Duration::ZERO)?;
        while !line.is_empty() {
            let entry = line.split_once('\t');
            let (contender, case) = entry.ok_or_else(|| format!("no entry: {line}"))?;
            entries.push((contender.to_owned(), case.to_owned()));
            line = self.answer(Duration::ZERO)?;
        }
        Ok(entries)
    }

    /// Nanoseconds that a contender needs for a case; the inner error is the contender's own, the
    /// outer one the end of the program.
    pub(crate) fn run(
        &mut self,
        contender: &str,
        case: &str,
        budget: Duration,
    ) -> Result<Result<f64>> {
        let question = format!("run\t{contender}\t{case}\t{}", budget.as_millis());
        let answer = self.ask(&question, budget)?;
        Ok(nanoseconds(&answer))
    }

    fn ask(&mut self, question: &str, budget: Duration) -> Result<String> {
        let asked = writeln!(self.questions, "{question}");
        asked.map_err(|_| "ended".to_owned())?;
        self.answer(budget)
    }

    fn answer(&mut self, budget: Duration) -> Result<String> {
        let answer = self.answers.recv_timeout(budget + PATIENCE);
        answer.map_err(|error| match error {
            RecvTimeoutError::Timeout => "did not answer".to_owned(),
            RecvTimeoutError::Disconnected => "ended".to_owned(),
        })
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What an answer to `run` says.
fn nanoseconds(answer: &str) -> Result<f64> {
    match answer.split_once('\t') {
        Some(("ok", number)) => match number.parse() {
            Ok(number) if number > 0.0 => Ok(number),
            _ => Err(format!("`{number}` is no time")),
        },
        Some(("failed", why)) => Err(why.to_owned()),
        _ => Err(format!("unknown answer: {answer}")),
    }
}
