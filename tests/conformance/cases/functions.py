"""Functions and aggregates."""

from prelude import *


@case("func")
def function_of_a_column():
    return select(func.lower(u.name))


@case("func")
def function_of_values():
    return select(func.coalesce(u.fullname, "nobody"))


@case("func", "null")
def function_of_none():
    return select(func.coalesce(u.fullname, None, u.name))


@case(
    "func",
    rejects=dict.fromkeys(
        ("sqlite", "postgresql", "mariadb", "mysql", "mssql", "oracle"), "there is no such function"
    ),
)
def unknown_function():
    return select(func.no_such_function(u.id, 1))


@case("func", "comparison")
def function_in_where():
    return where(func.length(u.name) > 3)


@case("func", rejects={"sqlite": "only builds with mathematical functions have it"})
def function_without_arguments():
    return select(func.pi()).where(literal_column("1") == literal_column("1"))


@case("func case")
def function_name_keeps_its_letters():
    return select(func.LOWER(u.name), func.Lower(u.name))


@case("func case", "func known")
def known_function_in_capitals():
    return select(func.COUNT(u.id), func.NOW())


@case("func case", "quoting", run=False)
def function_name_that_needs_quotes():
    return select(func.quoted_name(u.id), getattr(func, "my function")(u.id))


@case("func package", run=False)
def function_in_a_nested_package():
    return select(func.accounts.reports.totals(u.id, 5))


@case("func count")
def count_of_everything():
    return select(func.count()).select_from(users)


@case("func count")
def count_of_a_literal_star():
    return select(func.count(literal_column("*"))).select_from(users)


@case("func")
def several_aggregates():
    return select(func.sum(o.total), func.min(o.total), func.max(o.total), func.avg(o.total))


@case("func typing", "division")
def sum_has_the_type_of_its_argument():
    return select(func.sum(u.age) / 2)


@case("func typing", "concat")
def coalesce_has_the_type_of_its_argument():
    return select(func.coalesce(u.fullname, u.name) + "!")


@case("func typing", "concat")
def max_has_the_type_of_its_argument():
    return select(func.max(u.name) + "!")


@case("func typing", "concat")
def unknown_function_has_no_type():
    return select(func.lower(u.name) + "!").where(u.id < 0)


@case("func typing", "concat")
def function_with_a_type():
    return select(func.lower(u.name, type_=String) + "!")


@case("func typing", "bare boolean")
def function_with_a_boolean_type():
    return where(func.coalesce(u.is_active, literal(True), type_=Boolean))


@case("func known")
def now():
    return select(func.now())


@case("func ansi")
def ansi_functions():
    return select(func.current_timestamp(), func.current_date())


@case("func ansi")
def current_time():
    return select(func.current_time())


@case("func ansi", rejects={"sqlite": "it has no users"})
def current_user():
    return select(func.current_user())


@case("func ansi", rejects={"mssql": "there is no such function"})
def local_timestamp():
    return select(func.localtimestamp())


@case(
    "func ansi",
    rejects={
        "sqlite": "there is no session_user, or it has parentheses",
        "mysql": "there is no session_user, or it has parentheses",
        "mariadb": "there is no session_user, or it has parentheses",
    },
)
def session_user():
    return select(func.session_user())


@case("func ansi", rejects={"sqlite": "no such function", "postgresql": "no such function"})
def sysdate():
    return select(func.sysdate())


@case("func known")
def char_length():
    return where(func.char_length(u.name) > 3)


@case("func known")
def random():
    return select(u.id).order_by(func.random())


@case("func known", "concat")
def concat_function():
    return select(func.concat(u.name, u.email))


@case("func known", dialects=("generic", "postgresql", "mariadb", "mssql", "oracle"), run=False)
def next_value_of_a_sequence():
    from sqlalchemy import Sequence

    return select(func.next_value(Sequence("numbers")))


@case("string aggregation")
def aggregate_strings():
    return select(func.aggregate_strings(u.name, ", "))


@case("string aggregation", "aggregate order by")
def aggregate_strings_in_order():
    return select(func.aggregate_strings(u.name, ", ").aggregate_order_by(u.name))


@case("string aggregation", "aggregate order by")
def aggregate_strings_in_descending_order():
    return select(func.aggregate_strings(u.name, ", ").aggregate_order_by(u.age.desc(), u.name))


@case("string aggregation", "literal execute")
def delimiter_with_a_quote():
    return select(func.aggregate_strings(u.name, "'"))


@case("aggregate order by", dialects=PG)
def array_agg_in_order():
    return select(func.array_agg(u.name).aggregate_order_by(u.name.desc()))


@case("aggregate order by", dialects=PG)
def array_agg_in_order_of_postgresql():
    return select(func.array_agg(pg.aggregate_order_by(u.name, u.age.desc())))


@case("aggregate order by", "distinct operator", dialects=PG)
def array_agg_distinct():
    return select(func.array_agg(u.name.distinct()))


@case("aggregate order by", "filter", dialects=PG)
def aggregate_in_order_with_a_filter():
    return select(func.array_agg(u.id).aggregate_order_by(u.id).filter(u.age > 18))


NO_FILTER = {
    "mysql": "there is no FILTER",
    "mariadb": "there is no FILTER",
    "mssql": "there is no FILTER",
    "oracle": "there is no FILTER",
}


@case("filter", rejects=NO_FILTER)
def aggregate_with_a_filter():
    return select(func.count(u.id).filter(u.age > 18))


@case("filter", "func count", rejects=NO_FILTER)
def count_star_with_a_filter():
    return select(func.count().filter(u.age > 18)).select_from(users)


@case("filter", "labels", rejects=NO_FILTER)
def filtered_aggregate_with_a_label():
    return select(func.sum(o.total).filter(o.status == "paid").label("paid"))


NO_WITHIN_GROUP = {
    "sqlite": "there is no WITHIN GROUP",
    "mysql": "there is no WITHIN GROUP",
    "mariadb": "there is no WITHIN GROUP",
    "mssql": "OVER is needed",
}


@case("within group", rejects=NO_WITHIN_GROUP)
def percentile_within_group():
    return select(func.percentile_cont(0.5).within_group(u.age))


@case("within group", rejects=NO_WITHIN_GROUP)
def mode_within_group():
    return select(func.mode().within_group(u.name))


@case(
    "within group",
    "func typing",
    rejects={
        "sqlite": "there is no WITHIN GROUP, or the type of a parameter is unknown",
        "postgresql": "there is no WITHIN GROUP, or the type of a parameter is unknown",
        "mysql": "there is no WITHIN GROUP, or the type of a parameter is unknown",
        "mariadb": "there is no WITHIN GROUP, or the type of a parameter is unknown",
        "mssql": "there is no WITHIN GROUP, or the type of a parameter is unknown",
    },
)
def within_group_has_the_type_of_its_order():
    return select(func.percentile_disc(0.5).within_group(u.name) + "!")


@case("within group", "filter", rejects={**NO_WITHIN_GROUP, "oracle": "there is no FILTER"})
def within_group_with_a_filter():
    return select(func.percentile_cont(0.5).within_group(u.age).filter(u.id > 1))


@case("within group", rejects=NO_WITHIN_GROUP)
def hypothetical_rank():
    return select(func.rank(30).within_group(u.age))
