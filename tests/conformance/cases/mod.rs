//! The cases, built with Rebis: one file for each topic, beside its twin in Python.

mod arithmetic;
mod binds_text;
mod boolean;
mod build;
mod comparison;
mod correlation;
mod ctes;
mod deletes;
mod expressions;
mod from_join;
mod functions;
mod grouping;
mod in_list;
mod inserts;
mod json_values;
mod limits;
mod literals;
mod names;
mod operators;
mod postgresql;
mod precedence;
mod select_list;
mod set_operations;
mod strings;
mod subquery;
mod table_functions;
mod table_valued;
mod updates;
mod upserts;
mod windows;

use std::collections::BTreeSet;

use rebis::core::compile::{Compile, Compiled};
use rebis::core::dialect::Dialect;
use rebis::core::error::CompileError;
use rebis::core::{Expr, Node, Statement, StatementRef, select};

/// A statement of any kind.
pub trait Case {
    /// The statement.
    fn statement(&self) -> StatementRef<'_>;

    /// Whether its SQL has the values in it.
    fn is_literal(&self) -> bool {
        false
    }

    /// Its SQL in a dialect.
    fn compile(&self, dialect: &dyn Dialect) -> Result<Compiled, CompileError>;

    /// Its SQL with the values written into it.
    fn compile_literal(&self, dialect: &dyn Dialect) -> Result<Compiled, CompileError>;
}

impl<S: Statement> Case for S {
    fn statement(&self) -> StatementRef<'_> {
        Statement::statement(self)
    }

    fn compile(&self, dialect: &dyn Dialect) -> Result<Compiled, CompileError> {
        Compile::compile(self, dialect)
    }

    fn compile_literal(&self, dialect: &dyn Dialect) -> Result<Compiled, CompileError> {
        Compile::compile_literal(self, dialect)
    }
}

/// A statement with its values written into it.
struct Literal<S>(S);

impl<S: Statement> Case for Literal<S> {
    fn is_literal(&self) -> bool {
        true
    }

    fn statement(&self) -> StatementRef<'_> {
        Statement::statement(&self.0)
    }

    fn compile(&self, dialect: &dyn Dialect) -> Result<Compiled, CompileError> {
        Compile::compile_literal(&self.0, dialect)
    }

    fn compile_literal(&self, dialect: &dyn Dialect) -> Result<Compiled, CompileError> {
        Case::compile(self, dialect)
    }
}

/// All cases, by name.
#[derive(Default)]
pub struct Cases {
    topic: &'static str,
    all: Vec<(String, Box<dyn Case>)>,
}

impl Cases {
    /// Builds them.
    pub fn all() -> Self {
        let mut cases = Self::default();
        cases.topic("binds_text", binds_text::cases);
        cases.topic("comparison", comparison::cases);
        cases.topic("boolean", boolean::cases);
        cases.topic("precedence", precedence::cases);
        cases.topic("arithmetic", arithmetic::cases);
        cases.topic("strings", strings::cases);
        cases.topic("in_list", in_list::cases);
        cases.topic("operators", operators::cases);
        cases.topic("set_operations", set_operations::cases);
        cases.topic("ctes", ctes::cases);
        cases.topic("limits", limits::cases);
        cases.topic("subquery", subquery::cases);
        cases.topic("correlation", correlation::cases);
        cases.topic("from_join", from_join::cases);
        cases.topic("select_list", select_list::cases);
        cases.topic("expressions", expressions::cases);
        cases.topic("functions", functions::cases);
        cases.topic("grouping", grouping::cases);
        cases.topic("json_values", json_values::cases);
        cases.topic("postgresql", postgresql::cases);
        cases.topic("table_functions", table_functions::cases);
        cases.topic("table_functions", table_valued::cases);
        cases.topic("windows", windows::cases);
        cases.topic("deletes", deletes::cases);
        cases.topic("inserts", inserts::cases);
        cases.topic("literals", literals::cases);
        cases.topic("names", names::cases);
        cases.topic("updates", updates::cases);
        cases.topic("upserts", upserts::cases);
        cases
    }

    fn topic(&mut self, name: &'static str, build: fn(&mut Self)) {
        self.topic = name;
        build(self);
    }

    /// Adds a case of the topic.
    fn add(&mut self, name: &str, statement: impl Statement + 'static) {
        let name = format!("{}/{name}", self.topic);
        assert!(
            self.all.iter().all(|(known, _)| *known != name),
            "{name} stands twice"
        );
        self.all.push((name, Box::new(statement)));
    }

    /// Adds a case that SQLAlchemy refuses when it runs, and Rust's types when it is compiled;
    /// `compile_fail` examples in the documentation of Core show that they do.
    fn refused_by_types(&mut self, name: &str) {
        let refused = Node::Invalid("Rust's types refuse it".into());
        self.add(name, select(Expr::<bool>::from_node(refused)));
    }
    /// Adds a case whose values are written into the SQL.
    fn add_literal(&mut self, name: &str, statement: impl Statement + 'static) {
        let name = format!("{}/{name}", self.topic);
        self.all.push((name, Box::new(Literal(statement))));
    }

    /// The cases in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &dyn Case)> {
        self.all.iter().map(|(name, case)| (name.as_str(), &**case))
    }

    /// Their names.
    pub fn names(&self) -> BTreeSet<String> {
        self.all.iter().map(|(name, _)| name.clone()).collect()
    }
}
