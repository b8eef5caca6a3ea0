"""UNION, INTERSECT, EXCEPT."""

from prelude import *

USER_EMAILS = select(u.email)
ADDRESS_EMAILS = select(a.email)

INNER_LIMIT = {"sqlite": "parts take no parentheses"}


@case("set operations")
def union_of_two():
    return union(USER_EMAILS, ADDRESS_EMAILS)


@case("set operations")
def union_all_of_two():
    return union_all(USER_EMAILS, ADDRESS_EMAILS)


@case("set operations")
def intersect_of_two():
    return intersect(USER_EMAILS, ADDRESS_EMAILS)


@case("set operations")
def except_of_two():
    return except_(USER_EMAILS, ADDRESS_EMAILS)


NO_ALL = dict.fromkeys(("sqlite", "mssql", "oracle"), "there is no ALL")


@case("set operations", rejects=NO_ALL)
def intersect_all_of_two():
    return intersect_all(USER_EMAILS, ADDRESS_EMAILS)


@case("set operations", rejects=NO_ALL)
def except_all_of_two():
    return except_all(USER_EMAILS, ADDRESS_EMAILS)


@case("set operations")
def union_of_three():
    return union(USER_EMAILS, ADDRESS_EMAILS, select(k.word))


@case("set operations")
def union_method():
    return USER_EMAILS.union(ADDRESS_EMAILS)


@case("set operations", "set nesting")
def union_of_a_union_by_method_is_refused():
    return USER_EMAILS.union(ADDRESS_EMAILS).union(select(k.word))


@case("set operations")
def union_of_one():
    return union(USER_EMAILS)


@case("set nesting", rejects={"sqlite": "parts take no parentheses"})
def union_inside_an_except():
    return except_(union(USER_EMAILS, ADDRESS_EMAILS), select(k.word))


@case("set nesting", rejects={"sqlite": "parts take no parentheses"})
def except_inside_a_union():
    return union(USER_EMAILS, except_(ADDRESS_EMAILS, select(k.word)))


@case("set nesting", "subquery")
def union_inside_an_except_by_subquery():
    both = union(USER_EMAILS, ADDRESS_EMAILS).subquery("both")
    return except_(select(both.c.email), select(k.word))


@case("set order")
def order_of_a_union():
    return union(USER_EMAILS, ADDRESS_EMAILS).order_by("email")


@case("set order", "label reference")
def order_of_a_union_by_a_label():
    email = u.email.label("contact")
    return union(select(email), select(a.email.label("contact"))).order_by("contact")


@case("set order", "label reference")
def order_of_a_union_by_a_column():
    both = union(USER_EMAILS, ADDRESS_EMAILS)
    return both.order_by(both.selected_columns.email)


@case("set order", "limit offset")
def limit_of_a_union():
    return union(USER_EMAILS, ADDRESS_EMAILS).order_by("email").limit(3)


@case("set inner limit", rejects=INNER_LIMIT)
def limit_of_a_part():
    return union_all(select(u.id).order_by(u.id).limit(1), select(a.id))


@case("set inner limit", rejects=INNER_LIMIT)
def limits_of_both_parts():
    one = select(u.id).order_by(u.id).limit(1)
    two = select(a.id).order_by(a.id.desc()).limit(2)
    return union_all(one, two).order_by("id")


@case("set inner limit", "subquery")
def limit_of_a_part_by_subquery():
    one = select(u.id).order_by(u.id).limit(1).subquery("one")
    return union_all(select(one.c.id), select(a.id))


@case("set columns", "subquery")
def columns_are_those_of_the_first():
    both = union(select(u.id.label("x")), select(a.id.label("y"))).subquery("both")
    return select(both.c.x)


@case("set columns", "dedupe")
def equal_names_in_a_union():
    return union(select(u.id, a.id).join(addresses), select(o.id, i.id).join_from(orders, items))


@case("set columns")
def different_widths_is_refused():
    return union(select(u.id, u.name), select(a.id))


@case("set columns", "null")
def null_fills_a_column():
    return union_all(select(u.id, u.email), select(a.id, null()))


@case("set operations", "literal")
def union_of_values():
    return union_all(select(literal(1).label("n")), select(literal(2)))


@case("set operations", "scalar subquery", rejects={})
def union_as_a_scalar():
    both = union(select(u.id).where(u.id == 1), select(a.id).where(a.id == 1)).scalar_subquery()
    return select(both.label("x"))
