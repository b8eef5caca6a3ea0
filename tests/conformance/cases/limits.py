"""DISTINCT, LIMIT, FETCH, locks, hints and other words around a SELECT."""

from prelude import *

ORDERED = select(u.id).order_by(u.id)


@case("distinct")
def distinct_rows():
    return select(u.name).distinct()


@case("distinct", "func count")
def count_of_distinct_rows():
    return select(func.count()).select_from(select(u.name).distinct().subquery())


@case("distinct on", dialects=PG)
def distinct_on_a_column():
    return select(o.user_id, o.id).ext(pg.distinct_on(o.user_id)).order_by(o.user_id, o.id.desc())


@case("distinct on", dialects=PG)
def distinct_on_an_expression():
    return select(u.id).ext(pg.distinct_on(func.lower(u.name)))


@case("distinct on")
def distinct_method_with_columns_is_deprecated():
    return select(o.user_id, o.id).distinct(o.user_id)


@case("limit offset")
def limit():
    return ORDERED.limit(10)


@case("limit offset")
def limit_and_offset():
    return ORDERED.limit(10).offset(20)


@case("offset only")
def offset():
    return ORDERED.offset(20)


@case("limit without order")
def limit_without_an_order():
    return select(u.id).limit(10)


@case("limit without order")
def offset_without_an_order():
    return select(u.id).offset(20)


@case("limit offset")
def limit_of_zero():
    return ORDERED.limit(0)


@case("limit offset")
def limit_none_removes():
    return ORDERED.limit(10).limit(None)


@case("limit offset")
def slice_of_rows():
    return ORDERED.slice(5, 15)


@case("limit offset", "bindparam")
def limit_of_a_named_parameter():
    return ORDERED.limit(bindparam("n", 3, type_=Integer))


NO_EXPRESSION = {
    "mysql": "LIMIT takes numbers",
    "mariadb": "LIMIT takes numbers",
}


@case("limit offset", rejects=NO_EXPRESSION)
def limit_of_an_expression():
    return ORDERED.limit(literal_column("5") + literal_column("1"))


@case("limit offset")
def limit_of_a_string_is_refused():
    return ORDERED.limit("many")


@case("fetch", rejects={"sqlite": "there is no FETCH", "mysql": "there is no FETCH"})
def fetch():
    return ORDERED.fetch(10)


@case("fetch", "offset only", rejects={"sqlite": "there is no FETCH", "mysql": "there is no FETCH"})
def fetch_and_offset():
    return ORDERED.fetch(10).offset(20)


@case("fetch", rejects={"sqlite": "there is no FETCH", "mysql": "there is no FETCH"})
def fetch_with_ties():
    return ORDERED.fetch(10, with_ties=True)


@case(
    "fetch",
    rejects={
        "sqlite": "there is no PERCENT",
        "postgresql": "there is no PERCENT",
        "mysql": "there is no PERCENT",
        "mariadb": "there is no PERCENT",
    },
)
def fetch_percent():
    return ORDERED.fetch(10, percent=True)


@case(
    "fetch",
    "limit without order",
    rejects={"sqlite": "there is no FETCH", "mysql": "there is no FETCH"},
)
def fetch_without_an_order():
    return select(u.id).fetch(10)


@case(
    "fetch", "limit offset", rejects={"sqlite": "there is no FETCH", "mysql": "there is no FETCH"}
)
def fetch_after_limit_replaces():
    return ORDERED.limit(5).fetch(10)


@case("for update")
def for_update():
    return select(u.id).with_for_update()


@case("for update")
def for_update_nowait():
    return select(u.id).with_for_update(nowait=True)


@case("for update")
def for_update_skip_locked():
    return select(u.id).with_for_update(skip_locked=True)


@case("for update", rejects={"oracle": "OF without a name"})
def for_update_of_a_table():
    return select(u.id).join(addresses).with_for_update(of=users)


@case("for update", rejects={"oracle": "OF without a name"})
def for_update_of_two_tables():
    return select(u.id).join(addresses).with_for_update(of=[users, addresses])


@case("for update read")
def for_share():
    return select(u.id).with_for_update(read=True)


@case("for update read")
def for_key_share():
    return select(u.id).with_for_update(read=True, key_share=True)


@case("for update read")
def for_no_key_update():
    return select(u.id).with_for_update(key_share=True)


@case("for update", "limit offset")
def for_update_with_a_limit():
    return ORDERED.limit(1).with_for_update(skip_locked=True)


@case("prefixes")
def prefix():
    return select(u.id).prefix_with("ALL")


@case("prefixes", "dialect words")
def prefix_of_one_dialect():
    return select(u.id).prefix_with("SQL_NO_CACHE", dialect="mysql")


@case("prefixes", "distinct", dialects=MYSQL)
def prefixes_before_distinct():
    return select(u.id).prefix_with("HIGH_PRIORITY", "STRAIGHT_JOIN").distinct()


@case("suffixes", "dialect words")
def suffix_of_one_dialect():
    return select(u.id).suffix_with("FOR SHARE", dialect="postgresql")


@case("hints", "dialect words")
def table_hint_of_mssql():
    return select(u.id).with_hint(users, "WITH (NOLOCK)", "mssql")


@case("hints", "dialect words")
def table_hint_of_mysql():
    return select(u.id).with_hint(users, "USE INDEX (PRIMARY)", "mysql")


@case("hints", "dialect words")
def table_hint_of_oracle():
    return select(u.id).with_hint(users, "index(%(name)s ix_users)", "oracle")


@case("hints", "alias", "dialect words")
def table_hint_of_an_alias():
    other = users.alias("other")
    return select(other.c.id).with_hint(other, "WITH (NOLOCK)", "mssql")


@case("hints", "dialect words")
def statement_hint_of_oracle():
    return select(u.id).with_statement_hint("/*+ parallel */", "oracle")


@case("hints", "dialect words")
def statement_hint_of_mssql():
    return select(u.id).with_statement_hint("OPTION (MAXDOP 1)", "mssql")
