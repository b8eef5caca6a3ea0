//! IN: lists, empty lists, NULLs, SELECTs, tuples.

use chrono::NaiveDate;
use rebis::core::TypeRef;
use rebis::core::visit::Shared;
use rebis::core::{Expr, InList, InNode, Node, Value, bindparam, literal, literal_column};
use rebis::prelude::*;

use super::Cases;
use super::build::{samples_where, users_where};
use crate::fixtures::{Address, Mood, Order, Sample, User};

pub(super) fn cases(cases: &mut Cases) {
    values(cases);
    expressions(cases);
    nothing(cases);
    parameters(cases);
    selects(cases);
    tuples(cases);
}

fn values(cases: &mut Cases) {
    cases.add("in_integers", users_where(User.id.in_([1, 2, 3])));
    cases.add("in_strings", users_where(User.name.in_(["alice", "bob"])));
    cases.add(
        "in_enums",
        samples_where(Sample.mood.in_([Mood::Sad, Mood::Fine])),
    );
    cases.add(
        "in_twice",
        users_where(User.id.in_([1, 2]) | User.id.in_([3])),
    );
    cases.add(
        "in_and_a_comparison",
        users_where(User.age.gt(18) & User.id.in_([1, 2]) & User.name.eq("alice")),
    );
    cases.add(
        "function_in",
        users_where(func::lower(User.name).in_(["alice"])),
    );
    cases.add("in_with_none", users_where(ages(false)));
    cases.add("not_in_with_none", users_where(ages(true)));
    cases.refused_by_types("in_of_a_scalar_is_refused");
}

/// A list with a NULL, which the typed layer refuses.
fn ages(negated: bool) -> Expr<bool> {
    one_of(
        negated,
        User.age.into_node(),
        InList::Values(vec![Value::Int(1), Value::Null]),
    )
}

fn one_of(negated: bool, operand: Node, list: InList) -> Expr<bool> {
    Expr::from_node(Node::In(Shared::new(InNode {
        negated,
        operand,
        list,
        sql_type: TypeRef::for_type::<i32>(),
    })))
}

fn expressions(cases: &mut Cases) {
    cases.add(
        "in_expressions_and_values",
        users_where(User.id.in_((1, User.age + 1))),
    );
    cases.add(
        "in_expressions",
        users_where(User.id.in_((User.age, literal_column::<i32>("5")))),
    );
    let few = case().when(User.id.in_([1, 2]), "few").else_("many");
    cases.add("in_the_select_list", select(few));
    cases.add(
        "value_in_columns",
        users_where(literal(3).in_((User.id, User.age))),
    );
    cases.add(
        "in_with_null_construct",
        users_where(User.age.in_((1, null()))),
    );
}

fn nothing(cases: &mut Cases) {
    let nobody: [i32; 0] = [];
    cases.add("in_nothing", users_where(User.id.in_(nobody)));
    cases.add("not_in_nothing", users_where(User.id.not_in(nobody)));
    cases.add(
        "in_nothing_beside_and",
        users_where(User.id.in_(nobody) & User.age.gt(18)),
    );
}

fn parameters(cases: &mut Cases) {
    let ids = || bindparam("ids").values([1, 2]);
    cases.add("in_named_parameter", users_where(User.id.in_(ids())));
    cases.add(
        "in_literal_execute",
        users_where(User.id.in_(ids().literal_execute())),
    );
    let nobody: [i32; 0] = [];
    cases.add(
        "in_empty_named_parameter",
        users_where(User.id.in_(bindparam("ids").values(nobody))),
    );
    let ids = text("SELECT id FROM users WHERE id IN :ids").bind_list("ids", [1, 2]);
    cases.add("expanding_parameter_in_text", ids);
}

fn selects(cases: &mut Cases) {
    let owners = || select(Address.user_id);
    cases.add("in_select", users_where(User.id.in_(owners())));
    cases.add("not_in_select", users_where(User.id.not_in(owners())));
    let total = Expr::<i32>::from_node(Order.total.into_node());
    let buyers = select(Order.user_id).filter(total.gt(10));
    cases.add("in_select_with_where", users_where(User.id.in_(buyers)));
    let text = text("SELECT user_id FROM addresses").columns::<i32>();
    cases.add("in_text", users_where(User.id.in_(text)));
    let people = union(owners(), select(Order.user_id));
    cases.add("in_union", users_where(User.id.in_(people)));
    let buyers = select(Order.user_id).cte("buyers");
    cases.add("in_cte", users_where(User.id.in_(select(&buyers))));
}

fn tuples(cases: &mut Cases) {
    let pair = || tuple((User.id, User.name));
    let pairs = [(1, "alice"), (2, "bob")];
    cases.add("tuple_in_values", users_where(pair().in_(pairs)));
    cases.add(
        "tuple_not_in_values",
        users_where(pair().not_in([(1, "alice")])),
    );
    let nobody: [(i32, &str); 0] = [];
    cases.add("tuple_in_nothing", users_where(pair().in_(nobody)));
    cases.add(
        "tuple_in_select",
        users_where(tuple((User.id, User.email)).in_(select((Address.user_id, Address.email)))),
    );
    let too_wide = vec![vec![Value::Int(1), Value::Text("a".into()), Value::Int(3)]];
    cases.add(
        "tuple_in_wrong_width",
        users_where(one_of(false, pair().into_node(), InList::Rows(too_wide))),
    );
    cases.add(
        "tuple_in_named_parameter",
        users_where(pair().in_(bindparam("pairs").rows([(1, "alice")]))),
    );
    cases.refused_by_types("tuple_in_scalars_is_refused");
    cases.add("tuple_equals_tuple", users_where(pair().eq((1, "alice"))));
    cases.add(
        "tuple_less_than_tuple",
        users_where(tuple((User.age, User.id)).gt((30, 1))),
    );
    let day = NaiveDate::from_ymd_opt(2024, 1, 2).unwrap();
    cases.add(
        "tuple_types_come_from_columns",
        samples_where(tuple((Sample.day, Sample.mood)).in_([(day, Mood::Fine)])),
    );
}
