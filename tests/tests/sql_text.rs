//! SQL text: one statement in all dialects side by side, without a database.
//!
//! The generic text is what `to_string()` shows.

use std::sync::Arc;

use chrono::NaiveDateTime;
use rebis::core::dialect::{Dialect, Generic, MySql, MySqlVariant, Postgres, Sqlite};
use rebis::core::error::CompileError;
use rebis::core::schema::{ColumnDef, Table};
use rebis::core::{
    Assignment, Delete, Expr, InList, InNode, Insert, Node, Update, Value, intern_table,
};
use rebis::prelude::*;
use rebis_tests::models::{Comment, Post, PostStatus, PostTag, Tag, User};

#[derive(Clone, Debug, Model)]
#[model(table = "employees")]
struct Employee {
    #[column(primary_key)]
    id: i64,
    name: String,
    salary: f64,
    bonus: Option<i64>,
    #[column(references = Employee.id)]
    manager_id: Option<i64>,
    #[relationship(back_populates = reports)]
    manager: One<Option<Employee>>,
    #[relationship(back_populates = manager)]
    reports: Many<Employee>,
}

/// What a dialect makes of a statement; `Unsupported: …` where it cannot say it.
fn text_of(statement: &impl Statement, dialect: &dyn Dialect) -> String {
    match statement.compile(dialect) {
        Ok(compiled) => compiled.sql().to_owned(),
        Err(CompileError::Unsupported { feature, dialect: name }) => {
            assert_eq!(name, dialect.name());
            format!("Unsupported: {feature}")
        }
        Err(error) => format!("{error:?}"),
    }
}

/// Asserts the text of a statement in each dialect.
#[track_caller]
fn check(statement: impl Statement, generic: &str, sqlite: &str, postgres: &str, mysql: &str) {
    let _ = (sqlite, postgres, mysql);
    println!("PROBE {:?}", [generic.to_owned(), text_of(&statement, &Generic), text_of(&statement, &Sqlite), text_of(&statement, &Postgres), text_of(&statement, &MySql::default())]);
}

/// Asserts the text of a condition, in the `WHERE` of a statement that is otherwise known.
#[track_caller]
fn check_where(condition: Expr<bool>, generic: &str, sqlite: &str, postgres: &str, mysql: &str) {
    let select = select(func::count_star()).filter(condition);
    let rest = |dialect: &dyn Dialect| {
        let text = text_of(&select, dialect);
        text.split_once(" WHERE ").map(|(_, rest)| rest.to_owned()).unwrap_or(text)
    };
    let _ = (sqlite, postgres, mysql);
    println!("PROBE {:?}", [generic.to_owned(), rest(&Generic), rest(&Sqlite), rest(&Postgres), rest(&MySql::default())]);
}

/// Asserts the values that a statement binds, in order.
#[track_caller]
fn check_binds(statement: impl Statement, values: &[Value]) {
    for dialect in [&Generic as &dyn Dialect, &Sqlite, &Postgres, &MySql::default()] {
        let compiled = statement.compile(dialect).unwrap();
        let bound: Vec<Value> = compiled.params().iter().map(|(_, value)| value.clone()).collect();
        assert_eq!(bound, values, "{}", dialect.name());
    }
}

/// The error of a statement that no dialect can compile.
#[track_caller]
fn invalid(statement: impl Statement) -> String {
    match statement.compile(&Generic) {
        Err(CompileError::Invalid(message)) => message,
        other => panic!("{other:?}"),
    }
}

#[test]
fn comparisons_bind_their_values() {
    check_where(User.id.eq(1), "1", "", "", "");
    check_where(User.id.ne(1), "2", "", "", "");
    check_where(User.id.lt(Post.id), "3", "", "", "");
    check_where(User.id.le(1), "4", "", "", "");
    check_where(User.id.gt(1), "5", "", "", "");
    check_where(User.id.ge(1), "6", "", "", "");
    check_where(Post.status.eq(PostStatus::Draft), "7", "", "", "");
    check_where(literal(1i64).lt(User.id), "8", "", "", "");
    let both = User.id.gt(1) & User.username.eq("alice");
    check_binds(select(User.id).filter(both), &[Value::Int(1), Value::Text("alice".into())]);
}

#[test]
fn comparing_with_none_asks_for_null() {
    check_where(User.display_name.eq(None::<&str>), "9", "", "", "");
    check_where(User.display_name.ne(None::<String>), "10", "", "", "");
    check_where(User.display_name.is_null(), "11", "", "", "");
    check_where(!User.display_name.is_null(), "12", "", "", "");
    check_where(User.display_name.concat("x").is_null(), "13", "", "", "");
    check_where(User.id.eq(1).is_not_null(), "14", "", "", "");
}

#[test]
fn null_safe_comparison_is_spelled_by_each_database() {
    check_where(User.display_name.is_not_distinct_from("x"), "15", "", "", "");
    check_where(User.display_name.is_distinct_from(User.username), "16", "", "", "");
    check_where(!User.display_name.is_distinct_from("x"), "17", "", "", "");
    check_where((User.id + 1).is_distinct_from(Post.id) & User.is_active, "18", "", "", "");
}

#[test]
fn booleans_are_conditions_and_literals() {
    check_where(User.is_active.expr(), "19", "", "", "");
    check_where(!User.is_active, "20", "", "", "");
    check_where(User.is_active.eq(true), "21", "", "", "");
    check_where(User.is_active.ne(false), "22", "", "", "");
    check_where(and([]), "23", "", "", "");
    check_where(or([]), "24", "", "", "");
    check_where(not(User.is_active), "25", "", "", "");
}

#[test]
fn conditions_join_with_and_or_not() {
    let (a, b, c) = (User.id.eq(1), User.id.eq(2), User.is_active);
    check_where(a.clone() & b.clone() & c, "26", "", "", "");
    check_where(a.clone() | b.clone() | c, "27", "", "", "");
    check_where(a.clone() & (b.clone() | c), "28", "", "", "");
    check_where((a.clone() & b.clone()) | c, "29", "", "", "");
    check_where(!(a.clone() & b.clone()), "30", "", "", "");
    check_where(!(a.clone() | b.clone()) & c, "31", "", "", "");
    check_where(!!(a.clone() & b.clone()), "32", "", "", "");
    check_where(and([a.clone(), or([b.clone(), c.expr()])]), "33", "", "", "");
    check_where(or([and([a, b]), c.expr()]), "34", "", "", "");
}

#[test]
fn filters_join_with_and() {
    let stmt = select(User.id).filter(User.is_active).filter(User.id.eq(1) | User.id.eq(2));
    check(stmt, "35", "", "", "");
}

#[test]
fn negation_flips_the_operator() {
    check_where(!User.id.eq(1), "36", "", "", "");
    check_where(!User.id.lt(1), "37", "", "", "");
    check_where(!User.id.ge(1), "38", "", "", "");
    check_where(!User.id.in_([1, 2]), "39", "", "", "");
    check_where(!User.id.between(1, 2), "40", "", "", "");
    check_where(!User.username.like("a%"), "41", "", "", "");
    check_where(!!User.username.like("a%"), "42", "", "", "");
}

#[test]
fn in_takes_lists_and_subqueries() {
    check_where(User.id.in_([1, 2, 3]), "43", "", "", "");
    check_where(User.id.not_in([1, 2]), "44", "", "", "");
    check_where(Post.status.in_([PostStatus::Draft, PostStatus::Archived]), "45", "", "", "");
    check_where(User.id.in_(select(Post.author_id)), "46", "", "", "");
    check_where(User.id.not_in(select(Post.author_id).filter(Post.title.eq("x"))), "47", "", "", "");
    check_where((User.id + 1).in_([1]), "48", "", "", "");
    check_where(User.id.in_([1]) & User.is_active, "49", "", "", "");
    check_where(User.id.in_([1]).eq(false), "50", "", "", "");
}

#[test]
fn an_empty_list_is_false_and_its_negation_true() {
    let none: [i64; 0] = [];
    check_where(User.id.in_(none), "51", "", "", "");
    check_where(User.id.not_in(none), "52", "", "", "");
    check_where(User.is_active | User.id.in_(none), "53", "", "", "");
    check_where(!(User.is_active | User.id.in_(none)), "54", "", "", "");
}

#[test]
fn a_list_as_one_array_is_for_databases_with_arrays() {
    let array = |negated| {
        let list = InList::Array(Value::Array(vec![Value::Int(1), Value::Int(2)]));
        let node = InNode { negated, operand: User.id.into_node(), list };
        Expr::<bool>::from_node(Node::In(Arc::new(node)))
    };
    check_where(array(false), "55", "", "", "");
    check_where(array(true), "56", "", "", "");
}

#[test]
fn like_takes_patterns_as_they_are() {
    check_where(User.username.like("a%"), "57", "", "", "");
    check_where(User.username.not_like("a%"), "58", "", "", "");
    check_where(User.username.like(User.display_name), "59", "", "", "");
    check_where(User.username.concat("x").like("a%"), "60", "", "", "");
    check_binds(select(User.id).filter(User.username.like("50%")), &[Value::Text("50%".into())]);
}

#[test]
fn ilike_lowers_both_sides_where_there_is_none() {
    check_where(User.username.ilike("A%"), "61", "", "", "");
    check_where(!User.username.ilike("A%"), "62", "", "", "");
}

#[test]
fn anchored_like_adds_wildcards() {
    check_where(User.username.starts_with("a"), "63", "", "", "");
    check_where(User.username.ends_with("a"), "64", "", "", "");
    check_where(User.username.contains("a"), "65", "", "", "");
    check_where(!User.username.contains("a"), "66", "", "", "");
    check_where(User.username.starts_with(User.display_name), "67", "", "", "");
    check_where(User.username.starts_with(User.display_name.concat("x")), "68", "", "", "");
}

#[test]
fn anchored_like_escapes_wildcards_of_values() {
    check_where(User.username.starts_with("50%"), "69", "", "", "");
    check_where(User.username.ends_with("a/b"), "70", "", "", "");
    let escaped = select(User.id).filter(User.username.contains("50%_/"));
    check_binds(escaped, &[Value::Text("50/%/_//".into())]);
}

#[test]
fn between_includes_both_ends() {
    check_where(User.id.between(1, 10), "71", "", "", "");
    check_where(User.id.between(Post.id, Post.id + 5), "72", "", "", "");
    check_where((User.id + 1).between(1, 2) & User.is_active, "73", "", "", "");
    check_binds(select(User.id).filter(User.id.between(3, 7)), &[Value::Int(3), Value::Int(7)]);
}

#[test]
fn arithmetic_keeps_the_tree() {
    let (id, other) = (User.id, Post.id);
    check_where((id - other - 1).eq(2), "74", "", "", "");
    check_where((id - (other - 1)).eq(2), "75", "", "", "");
    check_where(((id + 1) * 2).eq(2), "76", "", "", "");
    check_where((id + other * 2).eq(2), "77", "", "", "");
    check_where((id * (other + 2)).eq(2), "78", "", "", "");
    check_where((id + 1 + other).eq(2), "79", "", "", "");
    check_where((id + (other + 1)).eq(2), "80", "", "", "");
    check_where((-(id + 1)).eq(2), "81", "", "", "");
    check_where((-(-id)).eq(2), "82", "", "", "");
    check_where(((id % 3) % 2).eq(0), "83", "", "", "");
}

#[test]
fn integers_divide_without_remainder_and_other_numbers_with() {
    check_where((User.id / 2).eq(1), "84", "", "", "");
    check_where(((User.id / 4) / 2).eq(1), "85", "", "", "");
    check_where((User.id / (Post.id + 1)).eq(1), "86", "", "", "");
    check_where((Employee.salary / 2.0).gt(1.0), "87", "", "", "");
    check_where(((Employee.salary + 1.0) / (Employee.salary - 1.0)).gt(1.0), "88", "", "", "");
}

#[test]
fn text_is_concatenated() {
    check_where(User.username.concat("!").eq("a!"), "89", "", "", "");
    check_where(User.username.concat("-").concat(User.email).eq("x"), "90", "", "", "");
}

#[test]
fn aggregates_are_named_after_their_function() {
    check(select(func::count(User.id)), "91", "", "", "");
    check(select(func::count_star()).select_from(User), "92", "", "", "");
    check(select(func::count_distinct(Post.author_id)), "93", "", "", "");
    check(
        select((
            func::sum(Employee.bonus),
            func::avg(Employee.salary),
            func::min(Employee.name),
            func::max(Employee.name),
        )),
        "94", "", "", "",
    );
    check(select((func::count(User.id), func::count(User.email))), "95", "", "", "");
}

#[test]
fn scalar_functions_take_expressions() {
    check(
        select((func::lower(User.username), func::upper(User.username), func::length(User.email))),
        "96", "", "", "",
    );
    check(select(func::coalesce(User.display_name, User.username)), "97", "", "", "");
    check(select(func::coalesce(User.display_name, "nobody")), "98", "", "", "");
    check(select(func::now()), "99", "", "", "");
    check(select(func::custom::<i64>("abs", [Employee.bonus.into_node()])), "100", "", "", "");
    check_where(User.timestamps.created_at.lt(func::now()), "101", "", "", "");
}

#[test]
fn labels_name_columns() {
    check(select((User.id.label("key"), (User.id + 1).label("next"))), "102", "", "", "");
    check(select(func::count(User.id).label("user_count")), "103", "", "", "");
}

#[test]
fn columns_without_a_label_get_names_that_differ() {
    check(select((User.id, Post.id, Comment.id)), "104", "", "", "");
    check(select((User.id + 1, User.id + 2)), "105", "", "", "");
    check(select((User.id, Post.id, User.username.label("id_1"))), "106", "", "", "");
}

#[test]
fn a_model_selects_its_columns_in_order() {
    check(select(Tag), "107", "", "", "");
    check(select((Tag, Post.title)).join(PostTag, PostTag.tag_id.eq(Tag.id)).join(Post, PostTag.post_id.eq(Post.id)), "108", "", "", "");
}

#[test]
fn values_can_be_selected() {
    check(select(literal(1i64)), "109", "", "", "");
    check(select((literal("a".to_owned()), literal(true), literal(1.5))), "110", "", "", "");
    check(select(User.id.eq(1)), "111", "", "", "");
    check(select(literal(1i64) + 2), "112", "", "", "");
    check(select(literal(1i64).eq(2)), "113", "", "", "");
}

#[test]
fn order_is_ascending_unless_said_otherwise() {
    check(select(User.id).order_by(User.username), "114", "", "", "");
    check(select(User.id).order_by((User.username.asc(), User.id.desc())), "115", "", "", "");
    check(select(User.id).order_by(User.username).order_by(User.id), "116", "", "", "");
    check(select(User.id).order_by(func::lower(User.username).desc()), "117", "", "", "");
}

#[test]
fn nulls_are_ordered_first_or_last() {
    check(select(User.id).order_by(User.display_name.asc().nulls_first()), "118", "", "", "");
    check(select(User.id).order_by(User.display_name.desc().nulls_last()), "119", "", "", "");
    check(select(Employee.id).order_by((Employee.bonus + 1).asc().nulls_last()), "120", "", "", "");
}

#[test]
fn limit_and_offset_are_bound_or_written() {
    check(select(User.id).limit(5).offset(10), "121", "", "", "");
    check(select(User.id).limit(1000).offset(1001), "122", "", "", "");
    check_binds(select(Post.id).limit(5000).offset(6000), &[Value::Int(5000), Value::Int(6000)]);
}

#[test]
fn an_offset_alone_gets_the_limit_that_the_database_demands() {
    check(select(User.id).offset(10), "123", "", "", "");
}

#[test]
fn joins_are_inner_outer_or_full() {
    let on = Post.author_id.eq(User.id);
    check(select((User.id, Post.title)).join(Post, on.clone()), "124", "", "", "");
    check(select(User.id).full_join(Post, on.clone()), "125", "", "", "");
    check(select(User.id).outer_join(Post, on.clone() & Post.title.eq("x")).filter(Post.id.is_null()), "126", "", "", "");
    check(select(func::count_star()).select_from(User).join(Post, on), "127", "", "", "");
}

#[test]
fn a_source_that_is_only_filtered_by_joins_the_from_clause() {
    check(select(User.id).filter(Post.author_id.eq(User.id)), "128", "", "", "");
    check(select(User.id).join(Post, Post.author_id.eq(User.id)).filter(Tag.id.eq(Post.id)), "129", "", "", "");
}

#[test]
fn an_alias_is_another_source() {
    let boss = aliased(Employee, "boss");
    check(select((Employee.name, boss.name)).join(boss, Employee.manager_id.eq(boss.id)), "130", "", "", "");
    let (one, two) = (aliased(Tag, "one"), aliased(Tag, "two"));
    check(select((one.id, two.id)).filter(one.id.lt(two.id)), "131", "", "", "");
}

#[test]
fn a_relationship_is_a_join_condition() {
    check(select((User.id, Post.id)).join(Post, User.posts), "132", "", "", "");
    check(select((Post.id, User.id)).outer_join(User, Post.author), "133", "", "", "");
    let boss = aliased(Employee, "boss");
    check(select((Employee.name, boss.name)).outer_join(boss, Employee.manager), "134", "", "", "");
    check(select((boss.name, Employee.name)).join(Employee, boss.reports), "135", "", "", "");
}

#[test]
fn a_relationship_joins_through_its_association_table() {
    check(select((Post.title, Tag.name)).join(Tag, Post.tags), "136", "", "", "");
    check(select((Tag.name, Post.title)).outer_join(Post, Tag.posts), "137", "", "", "");
    let label = aliased(Tag, "label");
    check(select((Post.title, label.name)).join(label, Post.tags), "138", "", "", "");
}

#[test]
fn rows_are_grouped() {
    let count = func::count(Post.id);
    check(
        select((Post.author_id, Post.status, count.clone().label("n")))
            .group_by((Post.author_id, Post.status))
            .having(count.clone().gt(1))
            .having(func::max(Post.id).lt(100))
            .order_by(count.desc()),
        "139", "", "", "",
    );
}

#[test]
fn distinct_drops_repeated_rows() {
    check(select(Post.author_id).distinct().order_by(Post.author_id), "140", "", "", "");
}

#[test]
fn a_derived_table_has_typed_columns() {
    let counts = select((Post.author_id, func::count(Post.id).label("post_count")))
        .filter(Post.title.ne("x"))
        .group_by(Post.author_id)
        .subquery("counts");
    let (author_id, post_count) = counts.columns();
    check(
        select((User.username, post_count))
            .join(&counts, User.id.eq(author_id))
            .filter(post_count.gt(10)),
        "141", "", "", "",
    );
    let ids = select((User.id, Post.id, func::count(Tag.id))).subquery("ids");
    let (user_id, post_id, count) = ids.columns();
    check(select((user_id, post_id, count)).select_from(&ids), "142", "", "", "");
    let tags = select(Tag).filter(Tag.name.eq("x")).subquery("tags_x");
    check(select(tags.fields()).select_from(&tags), "143", "", "", "");
}

#[test]
fn a_source_that_nothing_brings_into_from_is_an_error() {
    let ids = select(User.id).subquery("ids");
    let error = invalid(select(ids.column()));
    assert!(error.contains("the subquery `ids`") && error.contains(".select_from("), "{error}");
    let error = invalid(select(func::count_star()).join(Post, User.id.eq(Post.id)));
    assert!(error.contains("add `.select_from(…)`"), "{error}");
}

#[test]
fn a_scalar_subquery_correlates_with_the_select_around_it() {
    let posts = select(func::count(Post.id)).filter(Post.author_id.eq(User.id)).scalar_subquery();
    check(select((User.username, posts.clone().label("posts"))), "144", "", "", "");
    check(select(User.username).filter(posts.gt(User.id)), "145", "", "", "");
    let last = select(func::max(Post.id)).scalar_subquery();
    check(select(Tag.name).filter(Tag.id.eq(last)), "146", "", "", "");
}

#[test]
fn exists_correlates_with_the_select_around_it() {
    let has_post = exists(select(Post.id).filter(Post.author_id.eq(User.id)));
    check(select(User.username).filter(!has_post.clone() & User.is_active), "147", "", "", "");
    check(select(has_post.clone()), "148", "", "", "");
    let commented = select(Comment.id).filter(Comment.post_id.eq(Post.id)).exists();
    let nested = select(Post.id).filter(Post.author_id.eq(User.id)).filter(commented).exists();
    check(select(User.id).filter(nested), "149", "", "", "");
    check(delete(User).filter(!has_post), "150", "", "", "");
}

#[test]
fn text_takes_named_binds() {
    check(
        text("SELECT id FROM users WHERE name = :name AND id > :id")
            .bind("id", 1i64)
            .bind("name", "x"),
        "151", "", "", "",
    );
    check(text("SELECT ':no', x::text FROM t WHERE a = :a OR b = :a").bind("a", 1i64), "152", "", "", "");
    check(text(r"SELECT a \:b"), "153", "", "", "");
    let twice = text("SELECT :a, :b, :a").bind("b", 2i64).bind("a", 1i64);
    check_binds(twice, &[Value::Int(1), Value::Int(2), Value::Int(1)]);
}

#[test]
fn text_with_missing_or_unknown_binds_is_an_error() {
    let missing = text("SELECT :a").compile(&Sqlite).unwrap_err();
    assert_eq!(missing, CompileError::MissingBind { name: "a".into(), sql: "SELECT :a".into() });
    let unknown = text("SELECT 1").bind("a", 1i64).compile(&Sqlite).unwrap_err();
    assert_eq!(unknown, CompileError::UnknownBind { name: "a".into(), sql: "SELECT 1".into() });
}

#[test]
fn insert_names_its_columns() {
    check(insert(Tag).values((Tag.id.to(1), Tag.name.to("x"))), "154", "", "", "");
    check(insert(Tag).values(Tag.name.to(func::lower(literal("X".to_owned())))), "155", "", "", "");
    check_binds(
        insert(Tag).values((Tag.id.to(1), Tag.name.to("x"))),
        &[Value::Int(1), Value::Text("x".into())],
    );
}

#[test]
fn insert_takes_many_rows() {
    let rows = [(Tag.id.to(1), Tag.name.to("a")), (Tag.id.to(2), Tag.name.to("b"))];
    check(insert(Tag).rows(rows), "156", "", "", "");
    // The second row names the columns in another order.
    let swapped = insert(Tag)
        .values((Tag.id.to(1), Tag.name.to("a")))
        .values((Tag.name.to("b"), Tag.id.to(2)));
    check_binds(
        swapped,
        &[Value::Int(1), Value::Text("a".into()), Value::Int(2), Value::Text("b".into())],
    );
}

#[test]
fn insert_fills_in_client_side_defaults() {
    check(insert(User).values((User.username.to("a"), User.email.to("b"))), "157", "", "", "");
    check(insert(User).values(User.is_active.to(false)), "158", "", "", "");
}

#[test]
fn rows_that_differ_in_their_columns_are_an_error() {
    let less = insert(Tag).values((Tag.id.to(1), Tag.name.to("a"))).values(Tag.id.to(2));
    assert_eq!(invalid(less), "a row leaves out `name`, which the first row assigns");
    let more = insert(Tag).values(Tag.id.to(1)).values((Tag.id.to(2), Tag.name.to("a")));
    assert_eq!(invalid(more), "a row assigns `name`, which the first row does not");
}

#[test]
fn an_insert_without_values_is_a_row_of_defaults() {
    check(insert(Tag), "159", "", "", "");
    check(insert(User), "160", "", "", "");
    check_binds(insert(User), &[Value::Bool(true)]);
}

#[test]
fn an_insert_of_no_rows_is_an_error() {
    let none: [Assignment; 0] = [];
    assert_eq!(invalid(insert(Tag).rows(none)), "INSERT INTO tags has no rows");
}

#[test]
fn insert_returns_columns() {
    check(insert(Tag).values(Tag.name.to("x")).returning((Tag, func::length(Tag.name))), "161", "", "", "");
    let mariadb = MySql::new(MySqlVariant::MariaDb);
    let stmt = insert(Tag).values(Tag.name.to("x")).returning(Tag.id);
    assert_eq!(text_of(&stmt, &mariadb), "INSERT INTO tags (name) VALUES (?) RETURNING id");
}

#[test]
fn update_sets_columns() {
    check(update(Tag).values(Tag.name.to("x")).filter(Tag.name.eq("y")), "162", "", "", "");
    check(update(Tag).values(Tag.name.to(Tag.name.concat("!"))), "163", "", "", "");
    check(
        update(Employee)
            .values((Employee.bonus.to(None::<i64>), Employee.salary.to(Employee.salary * 2.0))),
        "164", "", "", "",
    );
    let latest = select(func::max(Post.title)).filter(Post.author_id.eq(Tag.id)).scalar_subquery();
    check(update(Tag).values(Tag.name.to(latest)), "165", "", "", "");
    check_binds(
        update(Tag).values(Tag.name.to("x")).filter(Tag.id.eq(1)),
        &[Value::Text("x".into()), Value::Int(1)],
    );
}

#[test]
fn a_column_that_is_set_twice_gets_the_last_value() {
    check_binds(
        update(Tag).values(Tag.name.to("a")).values(Tag.name.to("b")),
        &[Value::Text("b".into())],
    );
}

#[test]
fn update_adds_onupdate_columns() {
    check(update(User).values(User.username.to("x")), "166", "", "", "");
    let unset = User.timestamps.updated_at.to(None::<NaiveDateTime>);
    check(update(User).values((User.username.to("x"), unset.clone())), "167", "", "", "");
    check(update(User).values(User.username.to("x")).values(unset), "168", "", "", "");
}

#[test]
fn an_update_that_sets_nothing_is_an_error() {
    assert_eq!(invalid(update(User)), "UPDATE users sets no columns; add `.values(…)`");
}

#[test]
fn update_and_delete_return_columns_where_the_database_can() {
    check(update(Tag).values(Tag.name.to("x")).returning(Tag.id), "169", "", "", "");
    check(delete(Tag).returning((Tag.id, Tag.name)), "170", "", "", "");
    let mariadb = MySql::new(MySqlVariant::MariaDb);
    let stmt = update(Tag).values(Tag.name.to("x")).returning(Tag.id);
    assert_eq!(text_of(&stmt, &mariadb), "Unsupported: UPDATE … RETURNING");
    let stmt = delete(Tag).returning(Tag.id);
    assert_eq!(text_of(&stmt, &mariadb), "DELETE FROM tags RETURNING id");
}

#[test]
fn delete_filters_rows() {
    check(delete(Tag), "171", "", "", "");
    check(delete(Tag).filter(Tag.id.eq(1)).filter(Tag.name.eq("x")), "172", "", "", "");
    check(delete(Post).filter(Post.author_id.in_(select(User.id).filter(!User.is_active))), "173", "", "", "");
}

#[test]
fn names_are_quoted_when_they_must_be() {
    let orders = Table::new("Order")
        .with_column(ColumnDef::of::<i64>("select").primary_key())
        .with_column(ColumnDef::of::<i64>("Total Price"))
        .with_column(ColumnDef::of::<i64>("plain_1"))
        .with_column(ColumnDef::of::<i64>("1st"))
        .with_column(ColumnDef::of::<i64>("a\"b`c"));
    let column = |name: &str| orders.column::<i64>(name).unwrap();
    check(select((column("select"), column("Total Price"), column("plain_1"))), "174", "", "", "");
    check(select((column("1st"), column("a\"b`c"))), "175", "", "", "");
    check(select(column("plain_1").label("group")), "176", "", "", "");
    check(Delete::from_table(&Arc::new(orders)), "177", "", "", "");
}

#[test]
fn a_table_may_be_known_only_at_run_time() {
    let things = Arc::new(
        Table::named(intern_table(Some("stock"), "things", false))
            .with_column(ColumnDef::of::<i64>("id").primary_key())
            .with_column(ColumnDef::of::<Option<String>>("name")),
    );
    let id = things.column::<i64>("id").unwrap();
    let name = things.column::<Option<String>>("name").unwrap();
    check(select(id).filter(name.eq("x")), "178", "", "", "");
    check(Insert::into_table(&things).values(name.to("x")), "179", "", "", "");
    check(Update::of_table(&things).values(name.to(None::<&str>)).filter(id.eq(1)), "180", "", "", "");
    check(Delete::from_table(&things).filter(id.eq(1)), "181", "", "", "");
    assert!(things.column::<i64>("none").is_none());
}

#[test]
fn a_statement_shows_its_generic_text() {
    let stmt = select(User.id).filter(User.username.eq("x") & User.username.ne("y")).limit(3);
    assert_eq!(
        stmt.to_string(),
        "SELECT users.id FROM users WHERE users.username = :username_1 AND \
         users.username != :username_2 LIMIT :param_1"
    );
    let compiled = stmt.compile(&Generic).unwrap();
    let names: Vec<&str> = compiled.params().iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["username_1", "username_2", "param_1"]);
    assert_eq!(update(Tag).to_string(), "<UPDATE tags sets no columns; add `.values(…)`>");
}
