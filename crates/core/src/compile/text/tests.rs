//! Where a bind begins and ends.

use super::{Piece, pieces};

fn binds(sql: &str) -> Vec<&str> {
    let names = pieces(sql).into_iter().filter_map(|piece| match piece {
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
    assert_eq!(pieces(r"a \:b"), [Piece::Sql("a "), Piece::Sql(":b")]);
}
