"""DELETE."""

from prelude import *


@case("delete")
def every_row():
    return delete(transfers)


@case("delete", "where")
def some_rows():
    return delete(transfers).where(t.amount > 5, t.id != 7)


@case("delete", "filter by")
def filter_by_name():
    return delete(transfers).filter_by(sender_id=1)


@case("delete", "update correlated", "exists")
def where_exists():
    return delete(transfers).where(exists().where(u.id == t.sender_id, u.name == "alice"))


@case("delete", "correlate auto", "scalar subquery")
def where_a_correlated_subquery():
    count = select(func.count(a.id)).where(a.user_id == t.sender_id).scalar_subquery()
    return delete(transfers).where(count == 0)


@case("delete", "returning", rejects={"mysql": "there is no RETURNING"})
def returning_columns():
    return delete(transfers).where(t.id == 1).returning(t.id, t.amount)


@case("delete", "returning", rejects={"mysql": "there is no RETURNING"})
def returning_the_table():
    return delete(item_keywords).where(ik.item_id == 1).returning(item_keywords)


@case("delete using")
def of_another_table():
    return delete(transfers).where(t.sender_id == u.id).where(u.name == "alice")


@case("delete using", "alias")
def of_an_alias():
    sender = users.alias("sender")
    return delete(transfers).where(t.sender_id == sender.c.id)


@case("delete using")
def using():
    return delete(transfers).using(users).where(t.sender_id == u.id)


@case("delete using", "cartesian lint")
def using_a_table_that_where_does_not_name():
    return delete(transfers).using(users)


@case("delete using", "join inference", run=False)
def using_a_join():
    return delete(transfers).using(users.join(addresses)).where(t.sender_id == u.id)


@case(
    "delete using",
    "returning",
    rejects={
        "mysql": "RETURNING of one table alone, or none",
        "mariadb": "RETURNING of one table alone, or none",
    },
)
def of_another_table_and_returning():
    return delete(transfers).where(t.sender_id == u.id).returning(t.id)


@case("delete", "limit offset", "dialect words")
def limit_of_mysql():
    return delete(transfers).with_dialect_options(mysql_limit=5, mariadb_limit=5)


@case("delete", "hints", "dialect words")
def hint_of_delete():
    return delete(transfers).with_hint("WITH (PAGLOCK)", dialect_name="mssql")


@case("delete", "prefixes", "dialect words")
def prefix_of_delete():
    return delete(transfers).prefix_with("QUICK", dialect="mysql")
