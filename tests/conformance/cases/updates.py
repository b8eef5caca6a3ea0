"""UPDATE."""

from prelude import *


@case("update", "where")
def one_column():
    return update(users).values(name="anna").where(u.id == 1)


@case("update order")
def set_follows_the_table():
    return update(users).values(age=31, email="x", name="anna").where(u.id == 1)


@case("update order")
def ordered_values():
    return update(users).ordered_values((u.age, 31), (u.name, "anna")).where(u.id == 1)


@case("update order", "update onupdate")
def ordered_values_and_onupdate():
    stmt = update(documents).ordered_values((d.title, "t"), (d.slug, "s"))
    return stmt.where(d.id == 1)


@case("update onupdate")
def onupdate_is_added():
    return update(documents).values(title="t").where(d.id == 1)


@case("update onupdate")
def onupdate_is_replaced():
    moment = datetime.datetime(2024, 1, 2, 3, 4, 5)
    return update(documents).values(title="t", updated_at=moment).where(d.id == 1)


@case("update")
def values_by_column_objects():
    return update(users).values({u.name: "anna", u.age: 31}).where(u.id == 1)


@case("update", "insert expressions")
def increment():
    return update(users).values(age=u.age + 1).where(u.id == 1)


@case("update", "case searched")
def set_to_a_case():
    return update(users).values(age=case_((u.age > 30, 30), else_=u.age))


@case("update null")
def set_to_none():
    return update(users).values(email=None).where(u.id == 1)


@case("update", "bare boolean")
def set_a_boolean():
    return update(users).values(is_active=False).where(u.is_active)


@case("insert unknown", "update")
def unknown_column_is_refused():
    return update(users).values(nothing=1)


@case("update", "bindparam")
def parameter_in_where():
    return update(users).values(name="anna").where(u.id == bindparam("user_id", 1))


@case("update", "bindparam clash")
def parameter_named_like_a_set_column_is_refused():
    return update(users).values(name="anna").where(u.name == bindparam("name", "alice"))


@case(
    "returning",
    "update",
    rejects={"mysql": "there is no RETURNING", "mariadb": "there is no RETURNING"},
)
def returning_columns():
    return update(users).values(name="anna").where(u.id == 1).returning(u.id, u.name)


@case(
    "returning",
    "update",
    "labels",
    rejects={"mysql": "there is no RETURNING", "mariadb": "there is no RETURNING"},
)
def returning_an_expression():
    stmt = update(users).values(age=31).where(u.id == 1)
    return stmt.returning((u.age + 1).label("next_age"))


@case("update correlated", "scalar subquery")
def set_to_a_correlated_subquery():
    count = select(func.count(a.id)).where(a.user_id == u.id).scalar_subquery()
    return update(users).values(age=count)


@case("update correlated", "exists")
def where_exists():
    return update(users).values(age=1).where(exists().where(a.user_id == u.id))


@case("update correlated", "in subquery")
def where_in_a_subquery():
    return update(users).values(age=1).where(u.id.in_(select(a.user_id)))


@case("update correlated", "correlate none", rejects={"mysql": "a subquery of the target"})
def set_to_a_subquery_of_the_target():
    other = users.alias("other")
    highest = select(func.max(other.c.age)).scalar_subquery()
    return update(users).values(age=highest).where(u.id == 1)


@case("update from")
def from_another_table():
    return update(users).values(email=a.email).where(a.user_id == u.id)


@case("update from")
def from_another_table_in_where():
    return update(users).values(age=1).where(a.user_id == u.id).where(a.email == "x")


@case("update from")
def from_two_tables():
    stmt = update(items).values(price=1).where(i.order_id == o.id)
    return stmt.where(o.user_id == u.id).where(u.name == "alice")


@case("update from", "alias")
def from_an_alias_of_the_target():
    parent = categories.alias("parent")
    return update(categories).values(name=parent.c.name).where(c.parent_id == parent.c.id)


@case("update from", "subquery")
def from_a_subquery():
    totals = select(o.user_id, func.count(o.id).label("n")).group_by(o.user_id).subquery("totals")
    return update(users).values(age=totals.c.n).where(u.id == totals.c.user_id)


@case(
    "update from",
    "returning",
    rejects={"mysql": "there is no RETURNING", "mariadb": "there is no RETURNING"},
)
def from_another_table_and_returning():
    stmt = update(users).values(age=1).where(a.user_id == u.id)
    return stmt.returning(u.id, a.email)


@case("update from", "update", dialects=MYSQL)
def set_of_two_tables():
    return update(users).values({u.name: "anna", a.email: "x"}).where(a.user_id == u.id)


@case("update from", "update", dialects=PG)
def set_of_two_tables_elsewhere_is_refused():
    return update(users).values({u.name: "anna", a.email: "x"}).where(a.user_id == u.id)


@case("update", "limit offset", "dialect words", rejects={})
def limit_of_mysql():
    return update(users).values(age=1).with_dialect_options(mysql_limit=5, mariadb_limit=5)


@case("update", "hints", "dialect words")
def hint_of_update():
    return update(users).values(age=1).with_hint("WITH (PAGLOCK)", dialect_name="mssql")


@case("update", "prefixes", "dialect words")
def prefix_of_update():
    return update(users).values(age=1).prefix_with("LOW_PRIORITY", dialect="mysql")


@case("dml column", "update")
def value_of_another_set_column():
    stmt = update(users).values(age=literal_column("40"), balance=from_dml_column(u.age) + 1)
    return stmt.where(u.id == 1)


@case("dml column", "insert expressions")
def value_of_another_inserted_column():
    return insert(keywords).values(id=10, word="new", uses=from_dml_column(k.id) + 1)


@case("update", "filter by")
def filter_by_name():
    return update(users).filter_by(name="alice").values(age=1)
