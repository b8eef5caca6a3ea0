//! Tests of the search for binds.

use super::{Piece, TextSyntax, pieces};
use crate::compile::Dialect;
use crate::dialect::{Mssql, MySql, Oracle, Postgres, Sqlite};

fn binds(sql: &str) -> Vec<&str> {
    binds_of(sql, TextSyntax::STANDARD)
}

fn binds_in<'t>(sql: &'t str, dialect: &dyn Dialect) -> Vec<&'t str> {
    binds_of(sql, dialect.capabilities().text_syntax)
}

fn binds_of(sql: &str, syntax: TextSyntax) -> Vec<&str> {
    let names = pieces(sql, syntax)
        .into_iter()
        .filter_map(|piece| match piece {
            Piece::Bind(name) => Some(name),
            Piece::Sql(_) => None,
        });
    names.collect()
}

#[test]
fn a_name_after_a_colon_is_a_bind() {
    assert_eq!(binds("SELECT :a, :b_2 WHERE x=:c"), ["a", "b_2", "c"]);
}

#[test]
fn quotes_comments_casts_and_escapes_hold_no_binds() {
    assert_eq!(
        binds("SELECT ':a', \":b\", x::text, '12:30', a[1:2] -- :c\n/* :d */ \\:e"),
        [""; 0]
    );
}

#[test]
fn a_bind_may_follow_quoted_text_and_comments() {
    assert_eq!(
        binds("SELECT 'it''s :no' || :a /* :no */ || :b"),
        ["a", "b"]
    );
}

#[test]
fn an_unclosed_quote_or_comment_reaches_to_the_end() {
    assert_eq!(binds("SELECT ':a"), [""; 0]);
    assert_eq!(binds("SELECT /* :a"), [""; 0]);
}

#[test]
fn an_escaped_colon_loses_its_backslash() {
    assert_eq!(
        pieces(r"a \:b", TextSyntax::STANDARD),
        [Piece::Sql("a "), Piece::Sql(":b")]
    );
}

#[test]
fn each_database_has_its_own_quotes() {
    let mysql = &MySql::default();
    // `E` is the prefix of an escape string, or the end of a word.
    assert_eq!(binds_in(r"E'\':a' || :b", &Postgres), ["b"]);
    assert_eq!(binds_in(r"e'\\' || :a", &Postgres), ["a"]);
    assert_eq!(binds_in(r"typE'\' || :a", &Postgres), ["a"]);
    assert_eq!(binds_in(r"'\' || :a", &Postgres), ["a"]);
    assert_eq!(binds_in(r"'\':a' || :b", mysql), ["b"]);
    assert_eq!(binds_in("\"\\\":a\" || :b", mysql), ["b"]);
    assert_eq!(binds_in(r"`\` || :a", mysql), ["a"]);
    assert_eq!(binds_in("$$ :a ' $$ || :b", &Postgres), ["b"]);
    assert_eq!(binds_in("$x$ :a $y$ :b $$ $x$ || :c", &Postgres), ["c"]);
    assert_eq!(binds_in("a$x$ || :b || $1 || :c", &Postgres), ["b", "c"]);
    assert_eq!(binds_in("$$ :a", &Postgres), [""; 0]);
    assert_eq!(binds_in("$$ :a $$", &Sqlite), ["a"]);
    assert_eq!(binds_in("q'[it's :a]' || Q'!:b!' || :c", &Oracle), ["c"]);
    assert_eq!(binds_in("[a:b] + [:c]", &Sqlite), [""; 0]);
    assert_eq!(binds_in("[:c]", &Mssql), [""; 0]);
    assert_eq!(binds_in("a[:c]", &Postgres), ["c"]);
}

#[test]
fn each_database_has_its_own_comments() {
    let mysql = &MySql::default();
    assert_eq!(binds_in("/* /* */ :a */ :b", &Postgres), ["b"]);
    assert_eq!(binds_in("/* /* */ :a", &Postgres), [""; 0]);
    assert_eq!(binds_in("/* /* */ :a */", &Sqlite), ["a"]);
    assert_eq!(binds_in("# it's :a\n:b", mysql), ["b"]);
    assert_eq!(binds_in("1 # :a", &Postgres), ["a"]);
    assert_eq!(binds_in("1--:a -- :b", mysql), ["a"]);
    assert_eq!(binds_in("1--:a", &Sqlite), [""; 0]);
}
