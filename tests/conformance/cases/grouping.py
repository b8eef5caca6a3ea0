"""GROUPING SETS, ROLLUP, CUBE."""

from prelude import *

NO_SETS = dict.fromkeys(("sqlite", "mysql", "mariadb"), "there are no grouping sets")
TOTALS = select(o.user_id, o.status, func.sum(o.total))


@case("grouping sets", rejects={"sqlite": "there is no ROLLUP"})
def rollup():
    return TOTALS.group_by(func.rollup(o.user_id, o.status))


@case("grouping sets", rejects=NO_SETS)
def cube():
    return TOTALS.group_by(func.cube(o.user_id, o.status))


@case("grouping sets", rejects=NO_SETS)
def grouping_sets():
    return TOTALS.group_by(func.grouping_sets(o.user_id, o.status))


@case("grouping sets", "tuple in", rejects=NO_SETS)
def grouping_sets_of_tuples():
    sets = func.grouping_sets(tuple_(o.user_id, o.status), tuple_(o.user_id))
    return TOTALS.group_by(sets)


@case("grouping sets", "group by", rejects={"sqlite": "there is no ROLLUP"})
def column_and_rollup():
    return TOTALS.group_by(o.user_id, func.rollup(o.status))


@case("grouping sets", "func", rejects=NO_SETS)
def grouping_function():
    stmt = select(func.grouping(o.user_id), func.sum(o.total))
    return stmt.group_by(func.rollup(o.user_id))


@case("group by", "func")
def group_by_a_function():
    return select(func.lower(u.name), func.count()).group_by(func.lower(u.name))
