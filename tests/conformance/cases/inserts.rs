//! INSERT.

use chrono::{NaiveDate, NaiveTime};
use rebis::core::{Assignment, Column, Expr, Insert, Node, bindparam, literal};
use rebis::prelude::*;
use rust_decimal::Decimal;
use serde_json::json;
use uuid::Uuid;

use super::Cases;
use crate::fixtures::{Document, ItemKeyword, Keyword, MIXED, Mood, Sample, User};

pub(super) fn cases(cases: &mut Cases) {
    values(cases);
    parameters(cases);
    expressions(cases);
    rows(cases);
    queries(cases);
    defaults(cases);
    returning(cases);
    types(cases);
    words(cases);
}

fn word() -> (Assignment, Assignment) {
    (Keyword.id.set(10), Keyword.word.set("new"))
}

fn two() -> [(Assignment, Assignment); 2] {
    [
        (Keyword.id.set(10), Keyword.word.set("a")),
        (Keyword.id.set(11), Keyword.word.set("b")),
    ]
}

fn unknown() -> Assignment {
    Column::<i32>::new(Keyword.id.reference().source, "nothing").set(1)
}

fn values(cases: &mut Cases) {
    let all = || insert(Keyword).values((word(), Keyword.uses.set(1)));
    cases.add("values_of_columns", all());
    let backwards = (
        Keyword.uses.set(1),
        Keyword.word.set("new"),
        Keyword.id.set(10),
    );
    cases.add("values_follow_the_table", insert(Keyword).values(backwards));
    cases.add("values_by_column_objects", insert(Keyword).values(word()));
    cases.add("values_by_position", all());
    let none = (word(), Keyword.uses.set(None));
    cases.add("value_none", insert(Keyword).values(none));
    let null = (
        word(),
        Keyword.uses.set(Expr::<Option<i32>>::from_node(Node::Null)),
    );
    cases.add("value_null_construct", insert(Keyword).values(null));
    let new = || insert(Keyword).values(Keyword.word.set("new"));
    cases.add("generated_key_is_fetched", new());
    cases.add("inline_fetches_nothing", new());
    cases.add(
        "unknown_column_is_refused",
        insert(Keyword).values((word(), unknown())),
    );
}

fn parameters(cases: &mut Cases) {
    let both = (
        ItemKeyword.item_id.set(bindparam("item_id")),
        ItemKeyword.keyword_id.set(bindparam("keyword_id")),
    );
    cases.add(
        "all_columns_without_values",
        insert(ItemKeyword).values(both),
    );
    let two = || {
        let word = Keyword.word.set(bindparam("word"));
        (word, Keyword.id.set(bindparam("id")))
    };
    let stmt = || insert(Keyword).values(two());
    cases.add("columns_of_the_first_parameters", stmt());
    let stmt = stmt().bind("nothing", 1);
    cases.add("unknown_parameter_is_ignored", stmt);
    let stmt = insert(Keyword).values((two(), Keyword.uses.set(5)));
    cases.add("values_and_parameters", stmt);
    let clash = Keyword.word.set(bindparam("uses").value("x"));
    let stmt = insert(Keyword).values((Keyword.id.set(10), clash, Keyword.uses.set(5)));
    cases.add("parameter_named_like_a_column_is_refused", stmt);
}

fn expressions(cases: &mut Cases) {
    let sum = Keyword.uses.set(literal(1) + 2);
    cases.add(
        "value_is_an_expression",
        insert(Keyword).values((word(), sum)),
    );
    let lower = Keyword
        .word
        .set(func::lower(Expr::<String>::from_node(Node::bind(
            rebis::core::Value::Text("NEW".into()),
        ))));
    let stmt = insert(Keyword).values((Keyword.id.set(10), lower));
    cases.add("value_is_a_function", stmt);
    let highest = Keyword
        .uses
        .set(select(func::max(User.id)).scalar_subquery());
    let stmt = insert(Keyword).values((word(), highest));
    cases.add("value_is_a_subquery", stmt);
}

fn rows(cases: &mut Cases) {
    cases.add("two_rows", insert(Keyword).rows(two()));
    let [first, (id, word)] = two();
    let lower = Keyword
        .word
        .set(func::lower(Expr::<String>::from_node(Node::bind(
            rebis::core::Value::Text("B".into()),
        ))));
    drop(word);
    let stmt = insert(Keyword).values(first).values((id, lower));
    cases.add("rows_with_expressions", stmt);
    let [first, second] = two();
    let stmt = insert(Keyword)
        .values((first, Keyword.uses.set(1)))
        .values(second);
    cases.add("row_without_a_column_is_refused", stmt);
    let documents = [(10, "a"), (11, "b")];
    let documents = documents.map(|(id, slug)| (Document.id.set(id), Document.slug.set(slug)));
    cases.add("rows_with_a_default", insert(Document).rows(documents));
    let stmt = insert(Keyword).rows(two()).returning(Keyword.id);
    cases.add("rows_and_returning", stmt);
    let empty = || Insert::for_table(&MIXED);
    cases.add("no_values", empty());
    let id = MIXED.column::<i32>("id").unwrap();
    cases.add("no_values_and_returning", empty().returning(id));
}

fn queries(cases: &mut Cases) {
    let rows = || select((User.id + 100, User.name));
    let stmt = insert(Keyword).from_select((Keyword.id, Keyword.word), rows());
    cases.add("rows_of_a_select", stmt);
    let columns = (Document.id, Document.slug);
    let stmt = insert(Document).from_select(columns, rows());
    cases.add("rows_of_a_select_with_a_default", stmt);
    let stmt = insert(Document).from_select_without_defaults(columns, rows());
    cases.add("rows_of_a_select_without_defaults", stmt);
}

fn document() -> (Assignment, Assignment) {
    (Document.id.set(10), Document.slug.set("new"))
}

fn defaults(cases: &mut Cases) {
    let stmt = || insert(Document).values(document());
    cases.add("default_of_a_column", stmt());
    let stmt = insert(Document).values((document(), Document.version.set(7)));
    cases.add("default_is_replaced", stmt);
    let stmt = insert(Document).values((document(), Document.version.set(None)));
    cases.add("none_instead_of_a_default", stmt);
}

fn returning(cases: &mut Cases) {
    let stmt = || insert(Keyword).values(word());
    cases.add("returning_a_column", stmt().returning(Keyword.id));
    cases.add("returning_the_table", stmt().returning(Keyword));
    let lower = func::lower(Keyword.word).label("w");
    cases.add("returning_an_expression", stmt().returning(lower));
    let stmt = insert(Document).values(document());
    let stmt = stmt.returning(Document.created_at);
    cases.add("returning_a_server_default", stmt);
}

fn types(cases: &mut Cases) {
    let doc = Sample.doc.reference();
    let stmt = insert(Sample).values((Sample.id.set(10), Sample.doc.set(serde_json::Value::Null)));
    cases.add("json_none_is_json_null", stmt);
    let null = Assignment {
        column: doc,
        value: Node::Null,
    };
    let stmt = insert(Sample).values((Sample.id.set(10), null));
    cases.add("json_sql_null", stmt);
    let day = NaiveDate::from_ymd_opt(2024, 1, 2).unwrap();
    let clock = NaiveTime::from_hms_opt(3, 4, 5).unwrap();
    let numbers = (
        Sample.id.set(10),
        Sample.small.set(1),
        Sample.whole.set(2),
        Sample.big.set(3),
        Sample.flag.set(true),
        Sample.amount.set(Decimal::new(150, 2)),
        Sample.ratio.set(0.25),
    );
    let others = (
        Sample.name.set("n"),
        Sample.body.set("b"),
        Sample.day.set(day),
        Sample.moment.set(day.and_time(clock)),
        Sample.clock.set(clock),
        Sample.doc.set(json!({ "a": [1, 2] })),
        Sample
            .uid
            .set(Uuid::from_u128(0x12345678_1234_5678_1234_567812345678)),
        Sample.raw.set(vec![1, 2]),
        Sample.mood.set(Mood::Sad),
    );
    let stmt = insert(Sample).values((numbers, others));
    cases.add("one_value_of_each_type", stmt);
}

fn words(cases: &mut Cases) {
    let row = (
        Keyword.id.set(50),
        Keyword.word.set("again"),
        Keyword.uses.set(1),
    );
    let stmt = insert(Keyword).values(row);
    let stmt = stmt.prefix_with_on("sqlite", "OR IGNORE");
    cases.add("prefix_of_insert", stmt);
    let stmt = insert(Keyword).values(word());
    let stmt = stmt.with_hint_on("mssql", "WITH (PAGLOCK)");
    cases.add("hint_of_insert", stmt);
}
