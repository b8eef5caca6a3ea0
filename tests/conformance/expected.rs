//! What SQLAlchemy made of each case, and what Rebis makes of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use rebis::core::compile::{Compiled, PlaceholderName};
use rebis::core::dialect::{
    Dialect, Generic, Mssql, MySql, MySqlVariant, Oracle, Postgres, Sqlite,
};
use serde_json::{Value as Json, json};

use crate::cases::Case;
use crate::normal::{normal, plain};

/// The dialects, by the names of the JSON files.
pub const DIALECTS: [&str; 7] = [
    "generic",
    "sqlite",
    "postgresql",
    "mysql",
    "mariadb",
    "mssql",
    "oracle",
];

/// A dialect by its name.
pub fn dialect(name: &str) -> Box<dyn Dialect> {
    match name {
        "sqlite" => Box::new(Sqlite),
        "postgresql" => Box::new(Postgres),
        "mysql" => Box::new(MySql::new(MySqlVariant::MySql)),
        "mariadb" => Box::new(MySql::new(MySqlVariant::MariaDb)),
        "mssql" => Box::new(Mssql),
        "oracle" => Box::new(Oracle),
        _ => Box::new(Generic),
    }
}

/// What became of a case in one dialect.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// Text and parameters; the generic dialect's have names.
    Sql(String, Vec<Json>),
    /// An error, with its message.
    Refused(String),
}

impl Outcome {
    /// What Rebis makes of a case.
    pub fn of(case: &dyn Case, dialect: &dyn Dialect, name: &str) -> Self {
        match case.compile(dialect) {
            Ok(compiled) if name == "generic" => Self::named(&compiled),
            Ok(compiled) => {
                let (sql, order) = normal(compiled.sql());
                let values = order.iter().map(|index| value(&compiled, *index));
                Self::Sql(sql, values.collect())
            }
            Err(error) => Self::Refused(error.to_string()),
        }
    }

    fn named(compiled: &Compiled) -> Self {
        let pairs = compiled.params().iter().enumerate();
        let pairs = pairs.map(|(index, (name, _))| {
            Json::Array(vec![name.to_string().into(), value(compiled, index)])
        });
        Self::Sql(normal(compiled.sql()).0, pairs.collect())
    }

    fn read(result: &Json) -> Self {
        match result.get("sql").and_then(Json::as_str) {
            Some(sql) => {
                let params = result.get("params").and_then(Json::as_array);
                Self::Sql(sql.to_owned(), params.cloned().unwrap_or_default())
            }
            None => Self::Refused(result["message"].as_str().unwrap_or_default().to_owned()),
        }
    }

    /// Whether both are the same text and parameters, or both are errors.
    pub fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Sql(sql, params), Self::Sql(other, others)) => sql == other && params == others,
            (Self::Refused(_), Self::Refused(_)) => true,
            _ => false,
        }
    }
}

/// The value of a placeholder; those that have none are told by their names.
fn value(compiled: &Compiled, index: usize) -> Json {
    let (name, value) = &compiled.params()[index];
    match name {
        PlaceholderName::Out(_) => json!({ "out": name.to_string() }),
        _ if compiled.is_unset(index) => json!({ "unset": name.to_string() }),
        _ => plain(value),
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sql(sql, params) => write!(f, "{sql}  {}", Json::Array(params.clone())),
            Self::Refused(message) => write!(f, "an error: {message}"),
        }
    }
}

/// What is known about a case.
pub struct Expected {
    outcomes: BTreeMap<String, Outcome>,
    run: bool,
    rejects: BTreeSet<String>,
    cartesian: Option<bool>,
}

impl Expected {
    fn read(case: &Json) -> Self {
        let mut outcomes = BTreeMap::new();
        for result in case["results"].as_array().unwrap() {
            for on in result["on"].as_array().unwrap() {
                outcomes.insert(on.as_str().unwrap().to_owned(), Outcome::read(result));
            }
        }
        let rejects = case.get("rejects").and_then(Json::as_object);
        Self {
            outcomes,
            cartesian: case["results"][0]["warning"].as_bool(),
            run: case.get("run") != Some(&Json::Bool(false)),
            rejects: rejects
                .into_iter()
                .flatten()
                .map(|(on, _)| on.clone())
                .collect(),
        }
    }

    /// What SQLAlchemy made of it in a dialect; `None` where the case does not belong to it.
    pub fn on(&self, dialect: &str) -> Option<&Outcome> {
        self.outcomes.get(dialect)
    }

    /// Whether SQLAlchemy warns of a cartesian product, where the case is about that.
    pub fn cartesian(&self) -> Option<bool> {
        self.cartesian
    }

    /// Whether databases are asked to run it.
    pub fn runs(&self) -> bool {
        self.run
    }

    /// Whether the database of a dialect takes SQLAlchemy's text.
    pub fn runs_on(&self, dialect: &str) -> bool {
        let has_text = matches!(self.on(dialect), Some(Outcome::Sql(..)));
        self.run && has_text && !self.rejects.contains(dialect)
    }
}

/// All cases of SQLAlchemy's, by name.
pub fn all() -> BTreeMap<String, Expected> {
    let mut all = BTreeMap::new();
    let folder = std::fs::read_dir(crate::folder().join("expected")).unwrap();
    for file in folder.map(|entry| entry.unwrap().path()) {
        let topic: Json = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        for case in topic["cases"].as_array().into_iter().flatten() {
            let name = case["name"].as_str().unwrap().to_owned();
            all.insert(name, Expected::read(case));
        }
    }
    all
}
