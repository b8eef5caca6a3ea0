//! [`Results`]: the medians of one database.

use std::fmt::Write;

use crate::case;

/// Name of the raw drivers: what Rebis uses too, one for each database.
const RAW: [&str; 3] = ["rusqlite", "tokio_postgres", "mysql_async"];

/// The Rust library that ratios are given to, beside the raw driver.
const PEER: &str = "diesel";

/// The medians of one database.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Results {
    entries: Vec<Entry>,
    /// What failed.
    pub(crate) notes: Vec<String>,
}

#[derive(Debug, PartialEq)]
struct Entry {
    case: String,
    contender: String,
    nanoseconds: f64,
}

impl Results {
    pub(crate) fn add(&mut self, case: String, contender: String, nanoseconds: f64) {
        self.entries.push(Entry {
            case,
            contender,
            nanoseconds,
        });
    }

    pub(crate) fn note(&mut self, note: String) {
        eprintln!("{note}");
        self.notes.push(note);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Nanoseconds of a contender at a case.
    pub(crate) fn get(&self, case: &str, contender: &str) -> Option<f64> {
        let mut entries = self.entries.iter();
        let entry = entries.find(|entry| entry.case == case && entry.contender == contender)?;
        Some(entry.nanoseconds)
    }

    /// Nanoseconds of the raw driver at a case.
    pub(crate) fn raw(&self, case: &str) -> Option<f64> {
        RAW.iter().find_map(|raw| self.get(case, raw))
    }

    /// Nanoseconds of Diesel at a case.
    pub(crate) fn peer(&self, case: &str) -> Option<f64> {
        self.get(case, PEER)
    }

    /// What a chart compares with: the name of the raw driver, or else of Diesel.
    pub(crate) fn baseline(&self) -> Option<&str> {
        let contenders = self.contenders();
        let mut names = RAW.iter().chain([&PEER]);
        names.find(|name| contenders.contains(*name)).copied()
    }

    /// The cases in the order of the document.
    pub(crate) fn cases(&self) -> Vec<&str> {
        let mut cases: Vec<&str> = self.entries.iter().map(|entry| &*entry.case).collect();
        cases.sort_by_key(|case| case::order(case));
        cases.dedup();
        cases
    }

    /// The contenders: raw driver, Rebis, the others as they came.
    pub(crate) fn contenders(&self) -> Vec<&str> {
        let mut contenders: Vec<&str> = Vec::new();
        for entry in &self.entries {
            if !contenders.contains(&&*entry.contender) {
                contenders.push(&entry.contender);
            }
        }
        contenders.sort_by_key(|contender| match contender {
            raw if RAW.contains(raw) => 0,
            rebis if is_rebis(rebis) => 1,
            _ => 2,
        });
        contenders
    }

    /// What [`to_tsv`](Self::to_tsv) wrote.
    pub(crate) fn from_tsv(text: &str) -> crate::Result<Self> {
        let mut results = Self::default();
        for line in text.lines().skip(1) {
            let words: Vec<&str> = line.split('\t').collect();
            let &[case, contender, nanoseconds] = words.as_slice() else {
                return Err(format!("not a line of medians: {line}"));
            };
            let nanoseconds = nanoseconds.parse();
            let nanoseconds =
                nanoseconds.map_err(|_| format!("no number ends the line: {line}"))?;
            results.add(case.to_owned(), contender.to_owned(), nanoseconds);
        }
        Ok(results)
    }

    /// A line for each case and contender, below a line of headings.
    pub(crate) fn to_tsv(&self) -> String {
        let mut text = "case\tcontender\tnanoseconds\n".to_owned();
        let contenders = self.contenders();
        for case in self.cases() {
            for contender in &contenders {
                if let Some(nanoseconds) = self.get(case, contender) {
                    let _ = writeln!(text, "{case}\t{contender}\t{nanoseconds:.1}");
                }
            }
        }
        text
    }
}

/// Whether a contender is a layer of Rebis.
pub(crate) fn is_rebis(contender: &str) -> bool {
    contender.starts_with("rebis")
}

/// Whether a contender is a raw driver that Rebis uses.
pub(crate) fn is_raw(contender: &str) -> bool {
    RAW.contains(&contender)
}

#[cfg(test)]
mod tests;
