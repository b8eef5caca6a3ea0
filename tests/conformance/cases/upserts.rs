//! INSERT with ON CONFLICT and ON DUPLICATE KEY UPDATE.

use rebis::core::{Assignment, Expr, Insert, Node, excluded, set_excluded};
use rebis::prelude::*;

use super::Cases;
use crate::fixtures::{Document, Keyword, User};

pub(super) fn cases(cases: &mut Cases) {
    nothing(cases);
    update(cases);
    refused(cases);
    cte(cases);
    queries(cases);
    sqlite(cases);
    mysql(cases);
}

fn new() -> Insert {
    let row = (
        Keyword.id.set(1),
        Keyword.word.set("red"),
        Keyword.uses.set(9),
    );
    insert(Keyword).values(row)
}

fn two() -> Insert {
    let rows = [(1, "a"), (2, "b")];
    insert(Keyword).rows(rows.map(|(id, word)| (Keyword.id.set(id), Keyword.word.set(word))))
}

fn uses() -> Assignment {
    Keyword.uses.set(excluded(Keyword.uses))
}

fn nothing(cases: &mut Cases) {
    cases.add("pg_do_nothing", new().on_conflict(()).do_nothing());
    cases.add("sqlite_do_nothing", new().on_conflict(()).do_nothing());
    cases.add("pg_upsert_elsewhere", new().on_conflict(()).do_nothing());
    let stmt = new().on_conflict(Keyword.id).do_nothing();
    cases.add("pg_do_nothing_of_a_column", stmt);
    let stmt = new()
        .on_conflict_of_constraint("keywords_pkey")
        .do_nothing();
    cases.add("pg_do_nothing_of_a_constraint", stmt);
    let stmt = new().on_conflict(func::lower(Keyword.word)).do_nothing();
    cases.add("pg_do_nothing_of_an_expression", stmt);
}

fn update(cases: &mut Cases) {
    let id = || new().on_conflict(Keyword.id);
    cases.add("pg_update_a_value", id().do_update(Keyword.uses.set(5)));
    cases.add("pg_update_from_excluded", id().do_update(uses()));
    cases.add("sqlite_update_from_excluded", id().do_update(uses()));
    let both = (
        Keyword.uses.set(Keyword.uses + excluded(Keyword.uses)),
        Keyword.word.set(excluded(Keyword).word),
    );
    cases.add("pg_update_two_columns", id().do_update(both));
    let stmt = id().do_update(set_excluded(Keyword));
    cases.add("pg_update_all_of_excluded", stmt);
    let fewer = Keyword.uses.lt(excluded(Keyword.uses));
    let stmt = id().do_update_where(uses(), fewer);
    cases.add("pg_update_where", stmt);
    let stmt = new()
        .on_conflict(Keyword.word)
        .index_where(Keyword.uses.gt(5));
    cases.add("pg_update_of_a_partial_index", stmt.do_update(uses()));
    let columns = (Keyword.id, Keyword.uses);
    let stmt = id().do_update(uses()).returning(columns);
    cases.add("pg_update_and_returning", stmt);
    let stmt = id().do_update(uses()).returning(columns);
    cases.add("sqlite_update_and_returning", stmt);
    let stmt = two().on_conflict(Keyword.id);
    let stmt = stmt.do_update(set_excluded(Keyword.word));
    cases.add("pg_update_of_two_rows", stmt);
    let highest = select(func::max(User.id)).scalar_subquery();
    let stmt = id().do_update(Keyword.uses.set(highest));
    cases.add("pg_update_to_a_subquery", stmt);
    let document = || {
        let row = (Document.id.set(1), Document.slug.set("first"));
        let stmt = insert(Document).values(row).on_conflict(Document.slug);
        stmt.do_update(Document.title.set("again"))
    };
    cases.add("pg_onupdate_is_not_applied", document());
    cases.add("sqlite_onupdate_is_not_applied", document());
}

fn refused(cases: &mut Cases) {
    let stmt = new().on_conflict(()).do_update(Keyword.uses.set(5));
    cases.add("pg_update_without_a_target_is_refused", stmt);
    cases.refused_by_types("pg_update_of_a_constraint_and_columns_is_refused");
}

fn cte(cases: &mut Cases) {
    let stmt = new().on_conflict(Keyword.id);
    let stmt = stmt.do_update(Keyword.uses.set(5)).returning(Keyword.id);
    let rows = stmt.cte("rows_of_it");
    let stmt = select(rows.column()).select_from(&rows);
    cases.add("pg_update_in_a_cte", stmt);
}

fn queries(cases: &mut Cases) {
    let columns = (Keyword.id, Keyword.word);
    let rows = || select((User.id + 100, User.name));
    let stmt = || insert(Keyword).from_select(columns, rows());
    let stmt_of = || stmt().on_conflict(()).do_nothing();
    cases.add("pg_rows_of_a_select", stmt_of());
    cases.add("sqlite_rows_of_a_select_are_ambiguous", stmt_of());
    let rows = rows().filter(Expr::<bool>::from_node(Node::Bool(true)));
    let stmt = insert(Keyword).from_select(columns, rows);
    let stmt = stmt.on_conflict(()).do_nothing();
    cases.add("sqlite_rows_of_a_select_with_where", stmt);
}

fn sqlite(cases: &mut Cases) {
    let more = Keyword.uses.set(Keyword.uses + 1);
    let stmt = new().on_conflict(Keyword.word);
    let stmt = stmt.do_update_where(more, Keyword.uses.lt(5));
    cases.add("sqlite_update_a_value_where", stmt);
    let first = || new().on_conflict(Keyword.id).do_update(Keyword.uses.set(1));
    let stmt = first().on_conflict(Keyword.word);
    cases.add("sqlite_two_clauses", stmt.do_update(Keyword.uses.set(2)));
    let stmt = first().on_conflict(()).do_nothing();
    cases.add("sqlite_last_clause_without_a_target", stmt);
    let stmt = new().on_conflict(()).do_nothing();
    let stmt = stmt.on_conflict(Keyword.id).do_update(Keyword.uses.set(1));
    cases.add("sqlite_first_clause_without_a_target_is_refused", stmt);
}

fn mysql(cases: &mut Cases) {
    let stmt = new().on_duplicate_key_update(Keyword.uses.set(5));
    cases.add("mysql_update_a_value", stmt);
    cases.add(
        "mysql_update_from_inserted",
        new().on_duplicate_key_update(uses()),
    );
    let both = || (uses(), Keyword.word.set(excluded(Keyword.word)));
    let stmt = new().on_duplicate_key_update(both());
    cases.add("mysql_update_follows_the_table", stmt);
    let stmt = new().on_duplicate_key_update_ordered(both());
    cases.add("mysql_update_in_a_given_order", stmt);
    let stmt = two().on_duplicate_key_update(set_excluded(Keyword.word));
    cases.add("mysql_update_of_two_rows", stmt);
    let stmt =
        insert(Keyword).from_select((Keyword.id, Keyword.word), select((User.id, User.name)));
    let stmt = stmt.on_duplicate_key_update(Keyword.uses.set(5));
    cases.add("mysql_rows_of_a_select", stmt);
    let stmt = new().on_duplicate_key_update(Vec::new());
    cases.add("mysql_update_without_changes_is_refused", stmt);
}
