"""INSERT with ON CONFLICT and ON DUPLICATE KEY UPDATE."""

from prelude import *


def pg_new(**values):
    return pg.insert(keywords).values(values or {"id": 1, "word": "red", "uses": 9})


def lite_new(**values):
    return lite.insert(keywords).values(values or {"id": 1, "word": "red", "uses": 9})


def my_new(**values):
    return my.insert(keywords).values(values or {"id": 1, "word": "red", "uses": 9})


@case("upsert postgresql", dialects=PG)
def pg_do_nothing():
    return pg_new().on_conflict_do_nothing()


@case("upsert postgresql", dialects=PG)
def pg_do_nothing_of_a_column():
    return pg_new().on_conflict_do_nothing(index_elements=["id"])


@case("upsert postgresql", dialects=PG)
def pg_do_nothing_of_a_constraint():
    return pg_new().on_conflict_do_nothing(constraint="keywords_pkey")


@case("upsert postgresql", dialects=PG)
def pg_update_a_value():
    return pg_new().on_conflict_do_update(index_elements=[k.id], set_={"uses": 5})


@case("upsert postgresql", dialects=PG)
def pg_update_from_excluded():
    new = pg_new()
    return new.on_conflict_do_update(index_elements=[k.id], set_={"uses": new.excluded.uses})


@case("upsert postgresql", dialects=PG)
def pg_update_two_columns():
    new = pg_new()
    changes = {"uses": k.uses + new.excluded.uses, "word": new.excluded.word}
    return new.on_conflict_do_update(index_elements=["id"], set_=changes)


@case("upsert postgresql", dialects=PG)
def pg_update_all_of_excluded():
    new = pg_new()
    return new.on_conflict_do_update(index_elements=["id"], set_=new.excluded)


@case("upsert postgresql", "where", dialects=PG)
def pg_update_where():
    new = pg_new()
    return new.on_conflict_do_update(
        index_elements=["id"], set_={"uses": new.excluded.uses}, where=k.uses < new.excluded.uses
    )


@case("upsert postgresql", dialects=PG)
def pg_update_of_a_partial_index():
    new = pg_new()
    return new.on_conflict_do_update(
        index_elements=["word"], index_where=k.uses > 5, set_={"uses": new.excluded.uses}
    )


@case("upsert postgresql", dialects=PG, rejects={"postgresql": "there is no such index"})
def pg_do_nothing_of_an_expression():
    return pg_new().on_conflict_do_nothing(index_elements=[func.lower(k.word)])


@case("upsert postgresql", "returning", dialects=PG)
def pg_update_and_returning():
    new = pg_new()
    stmt = new.on_conflict_do_update(index_elements=["id"], set_={"uses": new.excluded.uses})
    return stmt.returning(k.id, k.uses)


@case("upsert postgresql", "insert multi", dialects=PG)
def pg_update_of_two_rows():
    new = pg.insert(keywords).values([{"id": 1, "word": "a"}, {"id": 2, "word": "b"}])
    return new.on_conflict_do_update(index_elements=["id"], set_={"word": new.excluded.word})


@case("upsert postgresql", "scalar subquery", dialects=PG)
def pg_update_to_a_subquery():
    highest = select(func.max(u.id)).scalar_subquery()
    return pg_new().on_conflict_do_update(index_elements=["id"], set_={"uses": highest})


@case("upsert onupdate", "upsert postgresql", "insert defaults", dialects=PG)
def pg_onupdate_is_not_applied():
    new = pg.insert(documents).values(id=1, slug="first")
    return new.on_conflict_do_update(index_elements=["slug"], set_={"title": "again"})


@case("upsert postgresql", "upsert select", dialects=PG)
def pg_rows_of_a_select():
    new = pg.insert(keywords).from_select(["id", "word"], select(u.id + 100, u.name))
    return new.on_conflict_do_nothing()


@case("upsert postgresql", dialects=PG)
def pg_update_without_a_target_is_refused():
    return pg_new().on_conflict_do_update(set_={"uses": 5})


@case("upsert postgresql", dialects=PG)
def pg_update_of_a_constraint_and_columns_is_refused():
    return pg_new().on_conflict_do_update(
        constraint="keywords_pkey", index_elements=["id"], set_={"uses": 5}
    )


@case("upsert postgresql", "cte dml", dialects=PG)
def pg_update_in_a_cte():
    new = pg_new()
    new = new.on_conflict_do_update(index_elements=["id"], set_={"uses": 5}).returning(k.id)
    rows = new.cte("rows_of_it")
    return select(rows.c.id)


@case("upsert sqlite", dialects=SQLITE)
def sqlite_do_nothing():
    return lite_new().on_conflict_do_nothing()


@case("upsert sqlite", dialects=SQLITE)
def sqlite_update_from_excluded():
    new = lite_new()
    return new.on_conflict_do_update(index_elements=[k.id], set_={"uses": new.excluded.uses})


@case("upsert sqlite", dialects=SQLITE)
def sqlite_update_a_value_where():
    new = lite_new()
    return new.on_conflict_do_update(
        index_elements=["word"], set_={"uses": k.uses + 1}, where=k.uses < 5
    )


@case("upsert sqlite", dialects=SQLITE)
def sqlite_two_clauses():
    new = lite_new()
    stmt = new.on_conflict_do_update(index_elements=["id"], set_={"uses": 1})
    return stmt.on_conflict_do_update(index_elements=["word"], set_={"uses": 2})


@case("upsert sqlite", dialects=SQLITE)
def sqlite_last_clause_without_a_target():
    stmt = lite_new().on_conflict_do_update(index_elements=["id"], set_={"uses": 1})
    return stmt.on_conflict_do_nothing()


@case("upsert sqlite", dialects=SQLITE)
def sqlite_first_clause_without_a_target_is_refused():
    stmt = lite_new().on_conflict_do_nothing()
    return stmt.on_conflict_do_update(index_elements=["id"], set_={"uses": 1})


@case("upsert sqlite", "returning", dialects=SQLITE)
def sqlite_update_and_returning():
    new = lite_new()
    stmt = new.on_conflict_do_update(index_elements=["id"], set_={"uses": new.excluded.uses})
    return stmt.returning(k.id, k.uses)


@case(
    "upsert select",
    "upsert sqlite",
    dialects=SQLITE,
    rejects={"sqlite": "ON is taken for that of a join"},
)
def sqlite_rows_of_a_select_are_ambiguous():
    new = lite.insert(keywords).from_select(["id", "word"], select(u.id + 100, u.name))
    return new.on_conflict_do_nothing()


@case("upsert select", "upsert sqlite", dialects=SQLITE)
def sqlite_rows_of_a_select_with_where():
    new = lite.insert(keywords).from_select(
        ["id", "word"], select(u.id + 100, u.name).where(true())
    )
    return new.on_conflict_do_nothing()


@case("upsert onupdate", "upsert sqlite", "insert defaults", dialects=SQLITE)
def sqlite_onupdate_is_not_applied():
    new = lite.insert(documents).values(id=1, slug="first")
    return new.on_conflict_do_update(index_elements=["slug"], set_={"title": "again"})


@case("upsert mysql", dialects=MYSQL)
def mysql_update_a_value():
    return my_new().on_duplicate_key_update(uses=5)


@case("upsert mysql", dialects=MYSQL)
def mysql_update_from_inserted():
    new = my_new()
    return new.on_duplicate_key_update(uses=new.inserted.uses)


@case("upsert mysql", dialects=MYSQL)
def mysql_update_follows_the_table():
    new = my_new()
    return new.on_duplicate_key_update(uses=new.inserted.uses, word=new.inserted.word)


@case("upsert mysql", "update order", dialects=MYSQL)
def mysql_update_in_a_given_order():
    new = my_new()
    return new.on_duplicate_key_update([("uses", new.inserted.uses), ("word", new.inserted.word)])


@case("upsert mysql", "insert multi", dialects=MYSQL)
def mysql_update_of_two_rows():
    new = my.insert(keywords).values([{"id": 1, "word": "a"}, {"id": 2, "word": "b"}])
    return new.on_duplicate_key_update(word=new.inserted.word)


@case("upsert mysql", "upsert select", dialects=MYSQL)
def mysql_rows_of_a_select():
    new = my.insert(keywords).from_select(["id", "word"], select(u.id, u.name))
    return new.on_duplicate_key_update(uses=5)


@case("upsert mysql", dialects=MYSQL)
def mysql_update_without_changes_is_refused():
    return my_new().on_duplicate_key_update()


@case("generic text", "upsert postgresql")
def pg_upsert_elsewhere():
    return pg_new().on_conflict_do_nothing()
