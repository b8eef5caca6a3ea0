//! Common table expressions.

use rebis::core::{Cte, Select, literal_column};
use rebis::prelude::*;
use rust_decimal::Decimal;

use super::Cases;
use super::build::{ten, users_where};
use crate::fixtures::{Address, Category, ItemKeyword, Keyword, Order, Transfer, User};

pub(super) fn cases(cases: &mut Cases) {
    plain(cases);
    moved(cases);
    shapes(cases);
    aliases(cases);
    recursive(cases);
    nested(cases);
    writing(cases);
}

/// What each user ordered.
fn totals() -> Cte<(i32, Option<Decimal>)> {
    select((Order.user_id, func::sum(Order.total).label("total")))
        .group_by(Order.user_id)
        .cte("totals")
}

/// The users of whom an address is known.
fn with_address() -> Cte<i32> {
    select(Address.user_id).cte("found")
}

fn found() -> Cte<i32> {
    select(User.id).cte("found")
}

fn plain(cases: &mut Cases) {
    let t1 = totals();
    let (user_id, total) = t1.columns();
    cases.add(
        "cte_in_from",
        select(user_id).select_from(&t1).filter(total.gt(ten())),
    );
    cases.add(
        "cte_in_a_join",
        select((User.name, total)).join(&t1, user_id.eq(User.id)),
    );
    let adults = select(User.id).filter(User.age.gt(18)).anonymous_cte();
    cases.add("cte_without_a_name", select(&adults));
    let one = select((User.id, User.age))
        .filter(User.age.gt(18))
        .cte("one");
    let (id, age) = one.columns();
    let two = select(id).select_from(&one).filter(age.lt(60)).cte("two");
    cases.add("cte_of_a_cte", select(&two));
    let adults = select(User.id).filter(User.age.gt(18)).cte("found");
    cases.add(
        "parameters_of_ctes_come_first",
        select(&adults).filter(adults.column().ne(5)),
    );
}

fn moved(cases: &mut Cases) {
    let found = with_address();
    cases.add(
        "cte_in_a_subquery_moves_to_the_top",
        users_where(User.id.in_(select(&found))),
    );
    let inner = select(&found).subquery("inner_rows");
    cases.add("cte_in_a_from_subquery_moves_to_the_top", select(&inner));
    let count = select(func::count_star()).select_from(&found);
    cases.add(
        "cte_in_a_scalar_subquery",
        select((User.id, count.label("n"))),
    );
    let found = self::found();
    cases.add(
        "cte_in_a_union",
        union_all(select(&found).filter(found.column().lt(3)), select(&found)),
    );
    cases.add(
        "cte_in_two_subqueries",
        select(Address.id)
            .filter(Address.user_id.in_(select(&found)) | Address.id.in_(select(&found))),
    );
    let one = self::found();
    let two = select(Address.id).cte("found");
    cases.add("two_ctes_of_one_name_is_refused", select((&one, &two)));
}

fn shapes(cases: &mut Cases) {
    let both = union(select(User.email), select(Address.email.nullable())).cte("both");
    cases.add("cte_of_a_union", select(&both));
    let found = select((User.name.label("n"), (User.age + 1).label("m"))).cte("found");
    cases.add("cte_with_labels", select(&found));
    let found = select(User.id).cte("Found Rows");
    cases.add("cte_with_a_name_that_needs_quotes", select(&found));
    cases.add("materialized", select(&self::found().materialized()));
    cases.add(
        "not_materialized_of_one_dialect",
        select(&self::found().prefix_with_on("postgresql", "NOT MATERIALIZED")),
    );
    let searched = self::found().suffix_with_on("oracle", "SEARCH DEPTH FIRST BY id SET ord");
    cases.add("cte_with_a_suffix", select(&searched));
}

fn aliases(cases: &mut Cases) {
    let found = found();
    let again = found.alias("again");
    cases.add(
        "cte_with_another_name",
        select((&found, &again)).filter(found.column().lt(again.column())),
    );
    cases.add("only_the_other_name_of_a_cte", select(&again));
    cases.add("cte_alias_without_a_name", select(&found.anonymous_alias()));
}

fn numbers(last: i32) -> Cte<i32> {
    select(literal_column::<i32>("1").label("n"))
        .cte("numbers")
        .recursive(|numbers| {
            let n = numbers.column();
            select(n + 1).select_from(numbers).filter(n.lt(last))
        })
}

fn recursive(cases: &mut Cases) {
    let counter = numbers(5);
    cases.add("recursive_counter", select(&counter));
    let (plain, three) = (found(), numbers(3));
    cases.add(
        "recursive_beside_a_plain_cte",
        select((&plain, &three)).filter(plain.column().eq(three.column())),
    );
    let tree = select((Category.id, literal_column::<i32>("0").label("depth")))
        .filter(Category.parent_id.is_null())
        .cte("tree")
        .recursive(|tree| {
            let (id, depth) = tree.columns();
            select((Category.id, depth + 1))
                .select_from(Category)
                .select_from(tree)
                .filter(Category.parent_id.eq(id))
        });
    let (id, depth) = tree.columns();
    cases.add(
        "recursive_with_depth",
        select((id, depth)).select_from(&tree).order_by(depth),
    );
    let tree = select((Category.id, Category.parent_id, Category.name))
        .filter(Category.parent_id.is_null())
        .cte("tree")
        .recursive(|tree| {
            let (id, ..) = tree.columns();
            select((Category.id, Category.parent_id, Category.name))
                .join(tree, Category.parent_id.eq(id))
        });
    let (id, _, name) = tree.columns();
    cases.add("recursive_tree", select((id, name)).select_from(&tree));
    let root = || select(Category.id).filter(Category.id.eq(1)).cte("tree");
    let child = aliased(Category, "child");
    let tree = root().recursive(|tree| {
        let above = tree.alias("above");
        select(child.id)
            .select_from(child)
            .select_from(&above)
            .filter(child.parent_id.eq(above.column()))
    });
    cases.add("recursive_tree_with_aliases", select(&tree));
    let found = found().as_recursive();
    cases.add("recursive_that_does_not_recurse", select(&found));
}

fn nested(cases: &mut Cases) {
    let inner = select(User.id).cte("inner_cte").nesting();
    let outer = select(&inner).subquery("outer_rows");
    cases.add("nested_cte_in_a_subquery", select(&outer));
    let outer = select(&inner).cte("outer_cte");
    cases.add("nested_cte_in_a_cte", select(&outer));
    let inner = with_address().nesting();
    let outer = select(&inner).cte("outer_cte");
    let found = found();
    cases.add(
        "nested_cte_of_the_same_name",
        select(&found).filter(found.column().in_(select(&outer))),
    );
    let unused = || select(Address.id).cte("unused");
    cases.add(
        "cte_that_nothing_refers_to",
        select(User.id).add_cte(&unused()),
    );
    let inner = select(User.id)
        .add_cte_here(&unused())
        .subquery("rows_of_it");
    cases.add("cte_added_here", select(&inner));
}

fn writing(cases: &mut Cases) {
    let new = insert(Keyword).values((Keyword.id.set(10), Keyword.word.set("new")));
    let new = new.returning(Keyword.id).cte("new");
    cases.add("cte_of_an_insert", select(&new));
    let changed = update(User)
        .values(User.age.set(31))
        .filter(User.id.eq(1))
        .returning((User.id, User.age))
        .cte("changed");
    cases.add("cte_of_an_update", select(&changed));
    let gone = delete(Transfer)
        .filter(Transfer.id.eq(1))
        .returning(Transfer)
        .cte("gone");
    let moved = gone.fields();
    let moved = select((
        moved.id + 100,
        moved.sender_id,
        moved.receiver_id,
        moved.amount,
    ));
    let columns = (
        Transfer.id,
        Transfer.sender_id,
        Transfer.receiver_id,
        Transfer.amount,
    );
    cases.add(
        "rows_moved_by_a_cte",
        insert(Transfer).from_select(columns, moved.select_from(&gone)),
    );
    let adults = select(((User.id + 100).label("id"), User.name))
        .filter(User.age.gt(18))
        .cte("found");
    cases.add(
        "insert_from_a_cte",
        insert(Keyword).from_select((Keyword.id, Keyword.word), select(&adults)),
    );
    let gone = delete(ItemKeyword).filter(ItemKeyword.item_id.eq(1));
    cases.add(
        "cte_of_a_delete_without_returning",
        select(User.id).add_cte(&gone.cte("gone")),
    );
    let t1 = totals();
    let (user_id, _) = t1.columns();
    let users: Select<i32> = select(user_id).select_from(&t1);
    cases.add(
        "update_with_a_cte",
        update(User)
            .values(User.age.set(1))
            .filter(User.id.in_(users)),
    );
    let found = with_address();
    cases.add(
        "delete_with_a_cte",
        delete(Transfer).filter(Transfer.sender_id.in_(select(&found))),
    );
}
