"""OVER and frames."""

from prelude import *


@case("window empty", "window")
def over_nothing():
    return select(func.sum(u.age).over())


@case("window", rejects={"mssql": "ORDER BY is needed", "oracle": "ORDER BY is needed"})
def row_number_over_nothing():
    return select(func.row_number().over())


@case("window")
def over_partition():
    return select(func.sum(o.total).over(partition_by=o.user_id))


@case("window")
def over_order():
    return select(func.row_number().over(order_by=u.id))


@case("window")
def over_partition_and_order():
    return select(func.rank().over(partition_by=o.user_id, order_by=o.total.desc()))


@case("window", "order modifiers", dialects=("generic", "sqlite", "postgresql", "oracle"))
def over_order_nulls_last():
    return select(func.row_number().over(order_by=u.age.desc().nulls_last()))


@case("window")
def over_an_expression():
    return select(func.row_number().over(order_by=func.lower(u.name), partition_by=u.age + 1))


@case("window", "func")
def lag_with_arguments():
    return select(func.lag(u.age, 1).over(order_by=u.id))


@case("window", "label reference")
def over_a_label():
    total = (u.age + 1).label("total")
    return select(total, func.row_number().over(order_by=total))


@case("window element", "labels")
def window_with_a_label():
    return select(u.id, func.row_number().over(order_by=u.id).label("n"))


@case("window element", "arithmetic")
def window_in_an_expression():
    return select(func.row_number().over(order_by=u.id) * 10 + 1)


@case("window element", "precedence")
def difference_to_an_average():
    return select(u.age - func.avg(u.age).over())


@case("window element", "order modifiers")
def window_in_order_by():
    return select(u.id).order_by(func.row_number().over(order_by=u.age).desc())


@case("window element", "label reference")
def window_label_in_order_by():
    n = func.row_number().over(order_by=u.age).label("n")
    return select(u.id, n).order_by(n.desc())


@case("window element", "subquery")
def window_filtered_in_a_subquery():
    n = func.row_number().over(partition_by=o.user_id, order_by=o.id).label("n")
    ranked = select(o.id, n).subquery("ranked")
    return select(ranked.c.id).where(ranked.c.n == 1)


@case("window", "group by", "func")
def window_over_an_aggregate():
    total = func.sum(o.total)
    return select(o.user_id, func.rank().over(order_by=total.desc())).group_by(o.user_id)


NO_FILTER = dict.fromkeys(("mysql", "mariadb", "mssql", "oracle"), "there is no FILTER")


@case("window", "filter", rejects=NO_FILTER)
def window_with_a_filter():
    return select(func.count(u.id).filter(u.age > 18).over(partition_by=u.name))


@case("window", "within group", dialects=("generic", "mssql", "oracle"))
def within_group_over():
    window = func.percentile_cont(0.5).within_group(o.total).over(partition_by=o.user_id)
    return select(window)


def running(**frame):
    return select(func.sum(u.age).over(order_by=u.id, **frame))


@case("frame", rejects={"mariadb": "frame bounds take no parameters"})
def rows_before():
    return running(rows=(-2, 0))


@case("frame", rejects={"mariadb": "frame bounds take no parameters"})
def rows_around():
    return running(rows=(-1, 1))


@case("frame")
def rows_from_the_start():
    return running(rows=(None, 0))


@case("frame")
def rows_to_the_end():
    return running(rows=(0, None))


@case("frame")
def rows_without_bounds():
    return running(rows=(None, None))


@case("frame")
def range_from_the_start():
    return running(range_=(None, 0))


@case(
    "frame",
    rejects={
        "mariadb": "frame bounds take no parameters, or no numbers",
        "mssql": "frame bounds take no parameters, or no numbers",
    },
)
def range_around():
    return running(range_=(-10, 10))


NO_GROUPS = dict.fromkeys(("mysql", "mariadb", "mssql", "oracle"), "there is no GROUPS")


@case("frame", rejects=NO_GROUPS)
def groups_around():
    return running(groups=(-1, 1))


@case("frame")
def rows_and_range_are_refused():
    return running(rows=(0, 1), range_=(0, 1))


@case("frame")
def frame_of_strings_is_refused():
    return running(rows=("a", 1))


@case("frame clause", rejects={"mariadb": "frame bounds take no parameters"})
def frame_clause_of_rows():
    frame = FrameClause(3, None, FrameClauseType.PRECEDING, FrameClauseType.CURRENT)
    return running(rows=frame)


@case("frame clause")
def frame_clause_without_bounds():
    frame = FrameClause(None, None, FrameClauseType.UNBOUNDED, FrameClauseType.UNBOUNDED)
    return running(range_=frame)


@case("frame clause", dialects=PG)
def frame_clause_of_an_interval():
    day = datetime.timedelta(days=1)
    frame = FrameClause(day, day, FrameClauseType.PRECEDING, FrameClauseType.FOLLOWING)
    return select(func.count(s.id).over(order_by=s.moment, range_=frame))


@case("frame clause")
def frame_clause_with_a_useless_value_is_refused():
    frame = FrameClause(3, 3, FrameClauseType.CURRENT, FrameClauseType.FOLLOWING)
    return running(rows=frame)


NO_EXCLUDE = dict.fromkeys(("mysql", "mariadb", "mssql", "oracle"), "there is no EXCLUDE")


@case("frame exclude", rejects=NO_EXCLUDE)
def exclude_current_row():
    return running(rows=(-2, 2), exclude="CURRENT ROW")
