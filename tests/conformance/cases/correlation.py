"""Which tables a subquery takes from the SELECT around it."""

from prelude import *


@case("correlate auto", "scalar subquery")
def scalar_subquery_correlates():
    count = select(func.count(a.id)).where(a.user_id == u.id).scalar_subquery()
    return select(u.id, count.label("n"))


@case("correlate auto", "scalar subquery")
def single_from_stays():
    highest = select(func.max(u.age)).scalar_subquery()
    return where(u.age == highest)


@case("correlate auto", "exists")
def exists_correlates():
    return where(exists(select(a.id).where(a.user_id == u.id)))


@case("correlate auto", "in subquery")
def in_subquery_correlates():
    return where(u.email.in_(select(a.email).where(a.user_id == u.id)))


@case("correlate auto", "alias")
def alias_of_the_same_table_correlates():
    other = users.alias("other")
    older = select(func.count()).select_from(other).where(other.c.age > u.age).scalar_subquery()
    return select(u.id, older.label("n"))


@case("correlate auto", "subquery")
def from_subquery_does_not_correlate():
    found = select(a.id).where(a.user_id == u.id).subquery("found")
    return select(u.id, found.c.id)


@case("correlate auto", "join inference")
def tables_of_joins_correlate():
    count = select(func.count(i.id)).where(i.order_id == o.id).scalar_subquery()
    return select(u.id, count.label("n")).join(orders)


@case("correlate auto", "order modifiers")
def correlates_in_order_by():
    count = select(func.count(a.id)).where(a.user_id == u.id).scalar_subquery()
    return select(u.id).order_by(count.desc())


@case("correlate auto", "join condition")
def join_in_the_subquery_stays():
    inner = select(func.count(i.id)).join_from(orders, items).where(o.user_id == u.id)
    return select(u.id, inner.scalar_subquery().label("n"))


@case("correlate explicit")
def correlate_by_hand():
    count = select(func.count(a.id)).where(a.user_id == u.id).correlate(users).scalar_subquery()
    return select(u.id, count.label("n"))


@case("correlate explicit")
def correlate_one_of_two():
    inner = select(func.count(a.id)).where(a.user_id == u.id, o.user_id == u.id)
    inner = inner.correlate(users).scalar_subquery()
    return select(u.id, inner.label("n")).join(orders)


@case("correlate explicit")
def correlate_except():
    inner = select(func.count(a.id)).where(a.user_id == u.id, o.user_id == u.id)
    inner = inner.correlate_except(addresses).scalar_subquery()
    return select(u.id, inner.label("n")).join(orders)


@case("correlate none")
def correlate_nothing():
    count = select(func.count(a.id)).where(a.user_id == u.id).correlate(None).scalar_subquery()
    return select(u.id, count.label("n"))


@case("correlate explicit")
def correlate_a_table_that_is_not_outside():
    count = select(func.count(a.id)).where(a.user_id == u.id).correlate(orders).scalar_subquery()
    return select(u.id, count.label("n"))


@case("correlate error")
def no_from_left_by_hand():
    inner = select(u.id).where(u.id == 1).correlate(users).scalar_subquery()
    return select(u.name, inner.label("n"))


@case("correlate error", "exists")
def exists_with_no_from_left():
    return where(exists(select(u.id).correlate(users)))


@case("correlate error", "correlate auto")
def no_from_left_is_refused():
    inner = select(func.count()).where(a.user_id == u.id).scalar_subquery()
    return select(u.id, a.id, inner.label("n")).join(addresses)


@case("correlate depth")
def inner_subquery_correlates_to_its_neighbour():
    inner = select(i.id).where(i.order_id == o.id).exists()
    outer = select(o.id).where(o.user_id == u.id, inner).exists()
    return where(outer)


@case("correlate depth")
def inner_subquery_does_not_skip_a_level():
    inner = select(func.count(i.id)).where(i.order_id == u.id).scalar_subquery()
    outer = select(func.count(o.id)).where(o.id > inner).scalar_subquery()
    return select(u.id, outer.label("n"))


@case("correlate depth", "correlate explicit")
def inner_subquery_skips_a_level_by_hand():
    inner = select(func.count(i.id)).where(i.order_id == u.id).correlate(users).scalar_subquery()
    outer = select(func.count(o.id)).where(o.id > inner).correlate(users).scalar_subquery()
    return select(u.id, outer.label("n"))


@case("correlate auto", "set operations")
def union_in_a_subquery_correlates():
    both = union(
        select(a.email).where(a.user_id == u.id).correlate(users),
        select(k.word).where(k.id == u.id).correlate(users),
    )
    return where(u.email.in_(both))
