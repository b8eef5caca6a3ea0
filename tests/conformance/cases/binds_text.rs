//! Named parameters, SQL text, templates.

use rebis::core::{bindparam, literal, literal_column, sql, union};
use rebis::prelude::*;

use super::Cases;
use super::build::{samples_where, users_where};
use crate::fixtures::{Address, Mood, Sample, User};

pub(super) fn cases(cases: &mut Cases) {
    parameters(cases);
    clauses(cases);
    later(cases);
    texts(cases);
    parts(cases);
    templates(cases);
}

fn parameters(cases: &mut Cases) {
    let is = |who| users_where(User.name.eq(who));
    cases.add(
        "parameter_with_a_value",
        is(bindparam("who").value("alice")),
    );
    cases.add("parameter_without_a_value", is(bindparam("who")));
    let none = bindparam("who").value(None::<String>);
    cases.add("parameter_with_none_is_a_value", is(none));
    let who = bindparam("who").value("alice").expr::<String>();
    let stmt = users_where(User.name.eq(who.clone()) | User.fullname.eq(who));
    cases.add("parameter_in_two_places", stmt);
    let one = || bindparam("who").value("a");
    let stmt = users_where(User.name.eq(one()) | User.fullname.eq(one()));
    cases.add("equal_parameters_in_two_places", stmt);
    let unique = |value: i32| bindparam("x").value(value).unique();
    let stmt = users_where(User.id.eq(unique(1)) | User.age.eq(unique(2)));
    cases.add("unique_parameters_of_one_name", stmt);
    let plain = bindparam("x_1").value(1);
    let stmt = users_where(User.id.eq(plain) | User.age.eq(unique(2)));
    cases.add("unique_and_plain_parameter_of_one_name_is_refused", stmt);
    let stmt = User.id.eq(1) & User.id.ne(2) & User.age.gt(3) & User.name.eq("a");
    cases.add("names_of_plain_values", users_where(stmt));
    let mood = Sample.mood.eq(bindparam("m").value(Mood::Sad));
    cases.add(
        "parameter_takes_the_type_of_the_other_side",
        samples_where(mood),
    );
    let literal_now = bindparam("who").value("al'ice").literal_execute();
    cases.add("value_rendered_at_execution", is(literal_now));
    let x = bindparam("param").value("x").literal_execute();
    let stmt = select(x.expr::<String>().label("x"));
    cases.add("literal_rendered_at_execution", stmt);
}

fn clauses(cases: &mut Cases) {
    let stmt = select((User.id, literal("x".to_owned()).label("x")));
    let stmt = stmt.filter(User.age.gt(18)).group_by(User.id);
    let stmt = stmt.having(func::count_star().gt(0)).order_by(User.id);
    cases.add("parameters_in_several_clauses", stmt.limit(5).offset(2));
}

fn later(cases: &mut Cases) {
    let stmt = users_where(User.name.eq(bindparam("who"))).bind("who", "alice");
    cases.add("values_given_to_the_statement", stmt);
    let both = User.name.eq(bindparam("who")) & User.age.gt(bindparam("age"));
    let stmt = users_where(both).bind("who", "alice");
    let stmt = stmt.bind("age", 18).bind("who", "bob");
    cases.add("values_given_twice", stmt);
    let stmt = users_where(User.id.in_(bindparam("ids"))).bind_list("ids", [1, 2]);
    cases.add("list_given_to_the_statement", stmt);
}

fn texts(cases: &mut Cases) {
    let stmt = text("SELECT id FROM users WHERE name = :name");
    cases.add("text_with_a_parameter", stmt);
    let stmt = text("SELECT id FROM users WHERE name = :name AND age > :age");
    let stmt = stmt.bind("name", "alice").bind("age", 18);
    cases.add("text_with_values", stmt);
    let stmt = text("SELECT id FROM users WHERE id = :x OR age = :x").bind("x", 1);
    cases.add("text_with_a_parameter_twice", stmt);
    let stmt = text("SELECT id FROM users").bind("nothing", 1);
    cases.add("text_with_an_unknown_parameter_is_refused", stmt);
    let stmt = text("SELECT age::text FROM users WHERE id = :id").bind("id", 1);
    cases.add("text_with_a_cast", stmt);
    let stmt = text(r"SELECT numbers[1\:2] FROM pg_samples");
    cases.add("text_with_an_escaped_colon", stmt);
    cases.add("text_with_a_time_in_quotes", text("SELECT '12:30:00'"));
    cases.add("text_with_a_parameter_in_quotes", text("SELECT ':name'"));
    let stmt = text("SELECT 'a:b' FROM users WHERE id = :id").bind("id", 1);
    cases.add("text_with_a_colon_after_a_word", stmt);
    let stmt = text("SELECT id FROM users WHERE name LIKE 'a%' AND 10 % 3 = 1");
    cases.add("text_with_percent_signs", stmt);
}

fn parts(cases: &mut Cases) {
    let alice = || User.name.eq("alice");
    let grown = text("age > 18").expr::<bool>();
    cases.add("text_in_and", users_where(grown & alice()));
    let grown = text("users.age > :years").bind("years", 18);
    let stmt = users_where(grown.expr::<bool>() & alice());
    cases.add("text_with_a_parameter_in_and", stmt);
    let rows = text("SELECT id, name FROM users").columns::<(i32, String)>();
    let rows = rows.column_names(["id", "name"]).subquery("rows_of_it");
    let (id, name) = rows.columns();
    let stmt = select(name).select_from(&rows).filter(id.eq(1));
    cases.add("text_with_columns_as_a_subquery", stmt);
    let stmt = text("SELECT id, name FROM users WHERE age > :age").bind("age", 18);
    let rows = stmt.columns::<(i32, String)>().column_names(["id", "name"]);
    let rows = rows.cte("rows_of_it");
    let (_, name) = rows.columns();
    cases.add(
        "text_with_columns_as_a_cte",
        select(name).select_from(&rows),
    );
    let stmt = text("SELECT id FROM users").columns::<i32>();
    cases.add(
        "text_with_columns_in_a_union",
        union(select(Address.id), stmt),
    );
    let stmt = select(literal_column::<i32>("x.id")).select_from(text("users AS x"));
    cases.add("text_in_from", stmt);
    let exists = text("SELECT 1 FROM addresses").exists();
    cases.add("exists_of_text", users_where(exists));
}

fn templates(cases: &mut Cases) {
    let stmt = sql!(
        "SELECT id FROM users WHERE age > {} AND name = {}",
        18,
        "alice"
    );
    cases.add("template_with_values", stmt);
    let stmt = sql!("SELECT {} FROM {} WHERE {}", User.id, User, User.age.gt(18));
    cases.add("template_with_columns_and_tables", stmt);
    let stmt = sql!("SELECT '12:30' FROM users WHERE id = {}", 1);
    cases.add("template_with_colons", stmt);
    let stmt = sql!("SELECT id FROM users WHERE id IN {}", [1, 2]);
    cases.add("template_with_a_list", stmt);
    let stmt = sql!("SELECT {} FROM users", User.id.label("x"));
    cases.add("template_with_a_label_is_refused", stmt);
    let grown = sql!("age > {}", 18).expr::<bool>();
    let stmt = users_where(grown & User.name.eq("alice"));
    cases.add("template_as_a_condition", stmt);
}
