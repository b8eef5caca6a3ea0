//! What differs from SQLAlchemy on purpose.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;
use toml::{Table, Value};

use crate::expected::Outcome;

/// One difference, in one dialect.
pub struct Difference {
    /// Rebis' own text; `None` where it refuses.
    sql: Option<String>,
    /// Its parameters, where they differ too.
    params: Option<Vec<Json>>,
    /// Whether the database at hand takes the text: not if the case names what it lacks.
    pub runs: bool,
    /// Why.
    pub reason: String,
}

impl Difference {
    /// What Rebis should make of the case.
    pub fn outcome(&self, theirs: &Outcome) -> Outcome {
        let Some(sql) = &self.sql else {
            return Outcome::Refused(self.reason.clone());
        };
        let params = match (&self.params, theirs) {
            (Some(params), _) => params.clone(),
            (None, Outcome::Sql(_, params)) => params.clone(),
            (None, Outcome::Refused(_)) => Vec::new(),
        };
        Outcome::Sql(sql.clone(), params)
    }
}

/// All differences, by case and dialect.
pub struct Differences(BTreeMap<(String, String), Difference>);

impl Differences {
    /// Reads `differences.toml`.
    pub fn read() -> Self {
        let text = std::fs::read_to_string(crate::folder().join("differences.toml")).unwrap();
        let file: Table = text.parse().unwrap();
        let entries = file.get("difference").and_then(Value::as_array);
        let mut all = BTreeMap::new();
        for entry in entries.into_iter().flatten() {
            let case = text_of(entry, "case").expect("a difference names its case");
            let reason = text_of(entry, "reason").expect("a difference has a reason");
            let dialects = entry["dialects"]
                .as_array()
                .expect("a difference lists dialects");
            for dialect in dialects {
                let difference = Difference {
                    sql: text_of(entry, "sql"),
                    params: params_of(entry),
                    runs: entry.get("run").and_then(Value::as_bool) != Some(false),
                    reason: reason.clone(),
                };
                let key = (case.clone(), dialect.as_str().unwrap().to_owned());
                assert!(
                    all.insert(key, difference).is_none(),
                    "{case} on {dialect:?}: listed twice"
                );
            }
        }
        Self(all)
    }

    /// The difference of a case in a dialect.
    pub fn of(&self, case: &str, dialect: &str) -> Option<&Difference> {
        self.0.get(&(case.to_owned(), dialect.to_owned()))
    }

    /// Complaints about differences of cases that there are not.
    pub fn unused(&self, cases: &BTreeSet<String>) -> Vec<String> {
        let unknown = self.0.keys().filter(|(case, _)| !cases.contains(case));
        unknown
            .map(|(case, _)| format!("differences.toml: no case {case}"))
            .collect()
    }
}

fn text_of(entry: &Value, key: &str) -> Option<String> {
    entry.get(key).and_then(Value::as_str).map(str::to_owned)
}

fn params_of(entry: &Value) -> Option<Vec<Json>> {
    let params = entry.get("params")?.as_str().expect("params are JSON text");
    Some(serde_json::from_str(params).expect("params are a JSON list"))
}
