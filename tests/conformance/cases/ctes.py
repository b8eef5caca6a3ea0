"""Common table expressions."""

from prelude import *


def totals():
    return select(o.user_id, func.sum(o.total).label("total")).group_by(o.user_id).cte("totals")


@case("cte")
def cte_in_from():
    t1 = totals()
    return select(t1.c.user_id).where(t1.c.total > 10)


@case("cte", "join condition")
def cte_in_a_join():
    t1 = totals()
    return select(u.name, t1.c.total).join(t1, t1.c.user_id == u.id)


@case("cte", "anonymous alias")
def cte_without_a_name():
    found = select(u.id).where(u.age > 18).cte()
    return select(found.c.id)


@case("cte")
def cte_of_a_cte():
    one = select(u.id, u.age).where(u.age > 18).cte("one")
    two = select(one.c.id).where(one.c.age < 60).cte("two")
    return select(two.c.id)


@case("cte", "in subquery")
def cte_in_a_subquery_moves_to_the_top():
    found = select(a.user_id).cte("found")
    return where(u.id.in_(select(found.c.user_id)))


@case("cte", "subquery")
def cte_in_a_from_subquery_moves_to_the_top():
    found = select(a.user_id).cte("found")
    inner = select(found.c.user_id).subquery("inner_rows")
    return select(inner.c.user_id)


@case("cte", "scalar subquery")
def cte_in_a_scalar_subquery():
    found = select(a.user_id).cte("found")
    return select(u.id, select(func.count()).select_from(found).scalar_subquery().label("n"))


@case("cte", "bindparam")
def parameters_of_ctes_come_first():
    found = select(u.id).where(u.age > 18).cte("found")
    return select(found.c.id).where(found.c.id != 5)


@case("cte", "set operations")
def cte_in_a_union():
    found = select(u.id).cte("found")
    return union_all(select(found.c.id).where(found.c.id < 3), select(found.c.id))


@case("cte", "set operations")
def cte_of_a_union():
    both = union(select(u.email), select(a.email)).cte("both")
    return select(both.c.email)


@case("cte", "labels", "subquery columns")
def cte_with_labels():
    found = select(u.name.label("n"), (u.age + 1).label("m")).cte("found")
    return select(found.c.n, found.c.m)


@case("cte", "quoting")
def cte_with_a_name_that_needs_quotes():
    found = select(u.id).cte("Found Rows")
    return select(found.c.id)


@case("cte alias")
def cte_with_another_name():
    found = select(u.id).cte("found")
    again = found.alias("again")
    return select(found.c.id, again.c.id).where(found.c.id < again.c.id)


@case("cte alias")
def only_the_other_name_of_a_cte():
    again = select(u.id).cte("found").alias("again")
    return select(again.c.id)


@case("cte alias", "anonymous alias")
def cte_alias_without_a_name():
    found = select(u.id).cte("found")
    return select(found.alias().c.id)


@case("cte dedupe")
def cte_in_two_subqueries():
    found = select(u.id).cte("found")
    return select(a.id).where(
        or_(a.user_id.in_(select(found.c.id)), a.id.in_(select(found.c.id))),
    )


@case("cte clash")
def two_ctes_of_one_name_is_refused():
    one, two = select(u.id).cte("found"), select(a.id).cte("found")
    return select(one.c.id, two.c.id)


@case("cte recursive")
def recursive_counter():
    numbers = select(literal_column("1").label("n")).cte("numbers", recursive=True)
    numbers = numbers.union_all(select(numbers.c.n + 1).where(numbers.c.n < 5))
    return select(numbers.c.n)


@case("cte recursive", "join condition")
def recursive_tree():
    tree = select(c.id, c.parent_id, c.name).where(c.parent_id == None)
    tree = tree.cte("tree", recursive=True)
    children = select(c.id, c.parent_id, c.name).join(tree, c.parent_id == tree.c.id)
    tree = tree.union_all(children)
    return select(tree.c.id, tree.c.name)


@case("cte recursive", "alias")
def recursive_tree_with_aliases():
    tree = select(c.id).where(c.id == 1).cte("tree", recursive=True)
    above, child = tree.alias("above"), categories.alias("child")
    tree = tree.union_all(select(child.c.id).where(child.c.parent_id == above.c.id))
    return select(tree.c.id)


@case("cte recursive", "cte")
def recursive_beside_a_plain_cte():
    found = select(u.id).cte("found")
    numbers = select(literal_column("1").label("n")).cte("numbers", recursive=True)
    numbers = numbers.union_all(select(numbers.c.n + 1).where(numbers.c.n < 3))
    return select(found.c.id, numbers.c.n).where(found.c.id == numbers.c.n)


@case("cte recursive", "labels")
def recursive_with_depth():
    tree = select(c.id, literal_column("0").label("depth")).where(c.parent_id == None)
    tree = tree.cte("tree", recursive=True)
    tree = tree.union_all(select(c.id, tree.c.depth + 1).where(c.parent_id == tree.c.id))
    return select(tree.c.id, tree.c.depth).order_by(tree.c.depth)


@case("cte recursive")
def recursive_that_does_not_recurse():
    return select(select(u.id).cte("found", recursive=True).c.id)


NO_INNER_WITH = {"mssql": "WITH stands at the top alone"}


@case("cte nesting", rejects=NO_INNER_WITH)
def nested_cte_in_a_subquery():
    inner = select(u.id).cte("inner_cte", nesting=True)
    outer = select(inner.c.id).subquery("outer_rows")
    return select(outer.c.id)


@case("cte nesting", rejects=NO_INNER_WITH)
def nested_cte_in_a_cte():
    inner = select(u.id).cte("inner_cte", nesting=True)
    outer = select(inner.c.id).cte("outer_cte")
    return select(outer.c.id)


@case(
    "cte nesting",
    "cte clash",
    rejects={
        "mariadb": "the outer table hides the inner one",
        "mssql": "the outer table hides the inner one",
    },
)
def nested_cte_of_the_same_name():
    inner = select(a.user_id).cte("found", nesting=True)
    outer = select(inner.c.user_id).cte("outer_cte")
    found = select(u.id).cte("found")
    return select(found.c.id).where(found.c.id.in_(select(outer.c.user_id)))


@case("cte add")
def cte_that_nothing_refers_to():
    return select(u.id).add_cte(select(a.id).cte("unused"))


@case("cte add", "cte nesting", rejects=NO_INNER_WITH)
def cte_added_here():
    inner = select(u.id).add_cte(select(a.id).cte("unused"), nest_here=True).subquery("rows_of_it")
    return select(inner.c.id)


@case("cte materialized", dialects=PG)
def materialized():
    found = select(u.id).cte("found").prefix_with("MATERIALIZED", dialect="postgresql")
    return select(found.c.id)


@case("cte materialized", "dialect words")
def not_materialized_of_one_dialect():
    found = select(u.id).cte("found").prefix_with("NOT MATERIALIZED", dialect="postgresql")
    return select(found.c.id)


@case("cte materialized", "suffixes", run=False)
def cte_with_a_suffix():
    found = (
        select(u.id).cte("found").suffix_with("SEARCH DEPTH FIRST BY id SET ord", dialect="oracle")
    )
    return select(found.c.id)


@case("cte dml", dialects=PG)
def cte_of_an_insert():
    new = insert(keywords).values(id=10, word="new").returning(k.id).cte("new")
    return select(new.c.id)


@case("cte dml", dialects=PG)
def cte_of_an_update():
    changed = update(users).values(age=31).where(u.id == 1).returning(u.id, u.age).cte("changed")
    return select(changed.c.id, changed.c.age)


@case("cte dml", "cte add", dialects=PG)
def cte_of_a_delete_without_returning():
    gone = delete(item_keywords).where(ik.item_id == 1).cte("gone")
    return select(u.id).add_cte(gone)


@case("cte dml", "insert from select", dialects=PG)
def rows_moved_by_a_cte():
    gone = delete(transfers).where(t.id == 1).returning(t.id, t.sender_id, t.receiver_id, t.amount)
    gone = gone.cte("gone")
    moved = select(gone.c.id + 100, gone.c.sender_id, gone.c.receiver_id, gone.c.amount)
    return insert(transfers).from_select(["id", "sender_id", "receiver_id", "amount"], moved)


@case("cte in dml", "insert from select")
def insert_from_a_cte():
    found = select((u.id + 100).label("id"), u.name).where(u.age > 18).cte("found")
    return insert(keywords).from_select(["id", "word"], select(found.c.id, found.c.name))


@case("cte in dml", rejects={"mariadb": "WITH stands before SELECT alone"})
def update_with_a_cte():
    t1 = totals()
    return update(users).values(age=1).where(u.id.in_(select(t1.c.user_id)))


@case("cte in dml", rejects={"mariadb": "WITH stands before SELECT alone"})
def delete_with_a_cte():
    found = select(a.user_id).cte("found")
    return delete(transfers).where(t.sender_id.in_(select(found.c.user_id)))
