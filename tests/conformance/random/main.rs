//! Random statements, with hostile names and values.
//!
//! Whatever a program builds: compiling never panics, PostgreSQL's text parses, no name or value
//! leaves its quotes in any dialect, statements that differ in values alone share one key and text,
//! and what changes the text changes the key.

mod build;
mod change;
mod recipe;
mod tokens;

use proptest::prelude::*;
use rebis_conformance::expected::DIALECTS;
use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::parser::Parser;

use build::Builder;
use recipe::statement;
use tokens::{check_token, tokens};

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn names_and_values_stay_in_their_quotes(recipe in statement()) {
        let statement = Builder::new(0).statement(&recipe);
        for on in DIALECTS {
            let Ok(sql) = statement.sql(on) else { continue };
            for token in tokens(&sql, on) {
                check_token(&token, &sql, on);
            }
        }
    }

    #[test]
    fn postgresql_text_parses(recipe in statement()) {
        let statement = Builder::new(0).statement(&recipe);
        if let Ok(sql) = statement.sql("postgresql") {
            let parsed = Parser::parse_sql(&PostgreSqlDialect {}, &sql);
            prop_assert!(parsed.as_ref().is_ok_and(|parsed| parsed.len() == 1), "{sql}\n{parsed:?}");
        }
    }

    #[test]
    fn values_alone_do_not_change_key_or_text(recipe in statement()) {
        let one = Builder::new(1).statement(&recipe);
        let other = Builder::new(2).statement(&recipe);
        for on in DIALECTS {
            prop_assert_eq!(one.key(on), other.key(on));
            prop_assert_eq!(one.sql(on), other.sql(on));
        }
    }

    #[test]
    fn what_changes_the_text_changes_the_key(recipe in statement(), at in 0_usize..12) {
        let mut changed = recipe.clone();
        changed.change(&mut { at });
        let one = Builder::new(1).statement(&recipe);
        let other = Builder::new(1).statement(&changed);
        for on in DIALECTS {
            prop_assert!(one.key(on) != other.key(on) || one.sql(on) == other.sql(on), "{:?}", one.sql(on));
        }
    }
}
