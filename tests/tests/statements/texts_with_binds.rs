//! `text()` finds its binds where a database has them.

use rebis::prelude::*;
use rebis_tests::on_each_database;

#[test]
fn quotes_and_comments_hold_no_binds() {
    on_each_database("quotes_and_comments_hold_no_binds", async |db| {
        let mut c = db.engine.connect().await.unwrap();
        let syntax = c.dialect().capabilities().text_syntax;
        let backslash = c.dialect().capabilities().text_syntax.backslash_escapes;
        let texts = [
            (true, "SELECT :x /* :y */ -- :z", ""),
            (true, "SELECT 'it''s :y' || :x", "it's :y"),
            (
                syntax.escape_strings,
                r"SELECT E'it\'s :y' || :x",
                "it's :y",
            ),
            (
                syntax.dollar_quotes,
                "SELECT $q$it's :y$q$ || :x",
                "it's :y",
            ),
            (syntax.dollar_quotes, "SELECT $$:y$$ || :x", ":y"),
            (syntax.nested_comments, "SELECT /* /* it's */ :y */ :x", ""),
            (syntax.hash_comments, "SELECT # it's :y\n :x", ""),
            (
                syntax.bracket_names,
                "SELECT [:y] || :x FROM (SELECT '' AS [:y]) AS t",
                "",
            ),
            (backslash, r"SELECT concat('it\'s :y', :x)", "it's :y"),
            (backslash, "SELECT concat(\"\\\":y\", :x)", "\":y"),
        ];
        let pipes = !backslash;
        for (has_it, sql, before) in texts {
            if !has_it || (!pipes && sql.contains("||")) {
                continue;
            }
            let stmt = text(sql).bind("x", "!").columns::<String>();
            assert_eq!(c.one(stmt).await.unwrap(), format!("{before}!"), "{sql}");
        }
    });
}
