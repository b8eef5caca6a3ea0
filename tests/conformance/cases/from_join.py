"""FROM and joins."""

from prelude import *

other = users.alias("other")


@case("from inference")
def from_of_columns():
    return select(u.id, a.email).where(u.id == a.user_id)


@case("from inference")
def from_of_a_condition():
    return select(u.id).where(u.id == a.user_id)


@case("from inference")
def order_by_adds_no_from():
    return select(u.id).join(addresses, u.id == a.user_id).order_by(a.email)


@case("from inference", "func")
def from_of_a_function_argument():
    return select(func.lower(u.name))


@case("from inference", "scalar subquery")
def subquery_adds_no_from():
    return select(select(func.count(o.id)).scalar_subquery())


@case("select from")
def select_from_table():
    return select(literal_column("1")).select_from(users)


@case("select from")
def select_from_decides_the_order():
    return select(u.id, a.id).select_from(addresses).where(u.id == a.user_id)


@case("select from", "join inference")
def select_from_join_method():
    return select(u.id, a.email).select_from(users.join(addresses))


@case("select from", "join inference")
def joined_table_hides_its_entry():
    return select(u.id, a.id).select_from(users.outerjoin(addresses)).where(a.id > 1)


@case("join inference")
def join_by_foreign_key():
    return select(u.id, a.email).join(addresses)


@case("join inference")
def join_against_the_foreign_key():
    return select(a.email).join(users)


@case("join inference")
def join_from():
    return select(u.id, a.email).join_from(users, addresses)


@case("join inference")
def join_three_tables():
    return select(u.name).join(orders).join(items)


@case("join left side", "join errors")
def columns_of_two_tables_make_the_left_side_ambiguous_is_refused():
    return select(u.name, i.product).join(orders).join(items)


@case("join inference")
def join_through_an_association():
    return select(i.product).join(item_keywords).join(keywords)


@case("join inference", "join left side")
def join_the_second_table():
    return select(u.id, o.id).join_from(users, orders).join(items)


@case("join inference", "join left side")
def left_side_that_fits_is_found():
    return select(u.id).select_from(users).join(orders).join(addresses)


@case("join left side", "join errors")
def ambiguous_left_side_is_refused():
    return select(o.id, a.id).join(users)


@case("join left side")
def join_from_makes_the_left_side_clear():
    return select(o.id, a.id).join_from(orders, users).where(a.user_id == u.id)


@case("join condition")
def join_with_a_condition():
    return select(u.id).join(orders, and_(u.id == o.user_id, o.status == "paid"))


@case("join condition")
def join_on_true():
    return select(u.id).join(keywords, true())


@case("join condition", "junction")
def join_with_or():
    return select(u.id).join(transfers, or_(t.sender_id == u.id, t.receiver_id == u.id))


@case("join kinds")
def outer_join():
    return select(u.id, a.email).join(addresses, isouter=True)


@case("join kinds")
def outer_join_from():
    return select(u.id).outerjoin_from(users, orders).where(o.id == None)


@case("join kinds", rejects={"mysql": "no FULL OUTER JOIN", "mariadb": "no FULL OUTER JOIN"})
def full_join():
    return select(u.id, a.email).join(addresses, full=True)


@case("join kinds")
def outer_join_then_join():
    return select(u.id).outerjoin(orders).join(addresses, a.user_id == u.id)


@case("join nested")
def join_on_the_right():
    right = join(orders, items)
    return select(u.id).select_from(outerjoin(users, right, u.id == o.user_id))


@case("join nested")
def join_of_a_join_by_select():
    return select(u.id).outerjoin(orders.join(items), u.id == o.user_id)


@case("join nested", "join inference")
def join_on_the_left():
    return select(u.id).select_from(users.join(orders).join(items))


@case("join errors")
def no_foreign_key_is_refused():
    return select(u.id).join(keywords)


@case("join errors")
def two_foreign_keys_are_refused():
    return select(u.id).join(transfers)


@case("join errors", "join condition")
def two_foreign_keys_with_a_condition():
    return select(u.id).join(transfers, t.sender_id == u.id)


@case("join errors", "alias", "join condition")
def both_foreign_keys_with_aliases():
    sender, receiver = users.alias("sender"), users.alias("receiver")
    stmt = select(sender.c.name.label("a"), receiver.c.name.label("b")).select_from(transfers)
    stmt = stmt.join(sender, t.sender_id == sender.c.id)
    return stmt.join(receiver, t.receiver_id == receiver.c.id)


@case("join errors")
def joining_itself_without_an_alias_is_refused():
    return select(k.id).join(keywords)


@case("join errors", "join left side")
def join_without_a_left_side_is_refused():
    return select(literal_column("1")).join(users)


@case("join inference", "alias")
def self_referencing_join_is_found():
    parent = categories.alias("parent")
    return select(c.name, parent.c.name).join(parent, c.parent_id == parent.c.id)


@case("join inference", "alias", "join errors")
def self_referencing_join_by_foreign_key():
    parent = categories.alias("parent")
    return select(c.name).join(parent)


@case("join inference", "alias")
def join_of_an_alias():
    return select(other.c.id).join(addresses)


@case("join inference", "subquery")
def join_of_a_subquery_by_foreign_key():
    found = select(a.id, a.user_id).where(a.email.like("%@%")).subquery("found")
    return select(u.id).join(found)


@case("join condition", "subquery")
def join_of_a_subquery_by_condition():
    totals = (
        select(o.user_id, func.sum(o.total).label("total")).group_by(o.user_id).subquery("totals")
    )
    return select(u.name, totals.c.total).join(totals, totals.c.user_id == u.id)


@case(
    "join condition",
    "custom op",
    "operator class",
    rejects={"postgresql": "there is no instr()", "mssql": "there is no instr()"},
)
def function_as_a_join_condition():
    return select(u.id).join(addresses, func.instr(a.email, u.name).as_comparison(1, 2))


@case("visitors", "alias")
def one_table_replaced_by_an_alias():
    from sqlalchemy.sql.util import ClauseAdapter

    return ClauseAdapter(other).traverse(select(u.id).where(u.age > 18))
