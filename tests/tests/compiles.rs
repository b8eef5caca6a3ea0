//! Constructs that a program writes its own way, on each database.

use rebis::EngineOptions;
use rebis::core::compile::{CompileHook, Compiler};
use rebis::core::error::CompileError;
use rebis::core::{Node, func, literal};
use rebis::prelude::*;
use rebis_tests::on_each_database;

/// Writes `twice(x)` as a sum.
#[derive(Debug)]
struct Twice;

impl CompileHook for Twice {
    fn node(&self, compiler: &mut Compiler<'_>, node: &Node) -> Result<bool, CompileError> {
        let Node::Function(function) = node else {
            return Ok(false);
        };
        if function.name != "twice" {
            return Ok(false);
        }
        compiler.push("(");
        compiler.node(&function.args[0])?;
        compiler.push(" + ");
        compiler.node(&function.args[0])?;
        compiler.push(")");
        Ok(true)
    }
}

#[test]
fn an_engine_writes_constructs_the_programs_way() {
    on_each_database(
        "an_engine_writes_constructs_the_programs_way",
        async |database| {
            let engine = EngineOptions::new(&database.url)
                .compile_hook(Twice)
                .create();
            let mut connection = engine.unwrap().connect().await.unwrap();
            for number in [21_i64, 4] {
                let argument = literal(number).cast::<i64>().into_node();
                let twice = func::custom::<i64>("twice", [argument]);
                assert_eq!(connection.one(select(twice)).await.unwrap(), 2 * number);
            }
            let mut plain = database.engine.connect().await.unwrap();
            let twice = func::custom::<i64>("twice", [Node::bind(21_i64.into_value())]);
            assert!(
                plain.one(select(twice)).await.is_err(),
                "another engine does not know it"
            );
        },
    );
}
