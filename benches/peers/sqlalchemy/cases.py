"""The cases, for the contenders `sqlalchemy core` and `sqlalchemy orm`.

A case has an engine of its own, with one connection, and fills its tables when it is set up. The
connection of Core commits by itself.
"""

from sqlalchemy import create_engine, insert, make_url, select
from sqlalchemy.orm import Session, selectinload
from sqlalchemy.pool import StaticPool

import rows
from measure import Bench
from models import Comment, Post, User

CORE = "sqlalchemy core"
ORM = "sqlalchemy orm"

DRIVERS = {"postgres": "postgresql+psycopg", "mariadb": "mysql+pymysql"}

users = User.__table__
posts = Post.__table__
comments = Comment.__table__


def suite(database, url):
    """Set-ups by contender and case."""
    cases = {
        (CORE, "trivial/10000"): core_trivial,
        (ORM, "trivial/10000"): orm_load,
        (CORE, "by_pk/1"): core_by_pk,
        (ORM, "by_pk/1"): orm_by_pk,
        (CORE, "insert/1000"): core_insert,
        (ORM, "insert/1000"): orm_insert,
        (CORE, "insert_returning/1000"): core_insert_returning,
        (ORM, "insert_returning/1000"): orm_insert_returning,
        (ORM, "associations/100"): orm_associations,
        (ORM, "orm_load/10000"): orm_load,
        (ORM, "orm_reload/10000"): orm_reload,
        (ORM, "uow_insert/1"): lambda engine: uow_insert(engine, 1),
        (ORM, "uow_insert/100"): lambda engine: uow_insert(engine, 100),
        (ORM, "uow_insert/1000"): lambda engine: uow_insert(engine, 1_000),
        (ORM, "uow_update/1000"): uow_update,
        (CORE, "compile/medium"): core_compile,
    }
    if database == "mariadb":
        # MySQL has none, and the others are not asked on MariaDB either.
        cases = {entry: case for entry, case in cases.items() if "returning" not in entry[1]}
    return {entry: set_up(case, entry[0], database, url) for entry, case in cases.items()}


def set_up(case, contender, database, url):
    def connected():
        engine = connect(contender, database, url)
        bench = case(engine)
        bench.close = engine.dispose
        return bench

    return connected


def connect(contender, database, url):
    if database == "sqlite":
        url = "sqlite://"
    else:
        url = make_url(url).set(drivername=DRIVERS[database])
    options = {"isolation_level": "AUTOCOMMIT"} if contender == CORE else {}
    return create_engine(url, poolclass=StaticPool, **options)


def new_users(count):
    return [{"name": f"User {n}", "hair_color": "hair"} for n in range(count)]


# ---------------------------------------------------------------------------------------- reads --


def core_trivial(engine):
    rows.reset(engine, users=10_000)
    connection = engine.connect()

    def work():
        # A Row makes its values when they are asked for.
        found = [tuple(row) for row in connection.execute(select(users))]
        assert len(found) == 10_000

    return Bench(work)


def orm_load(engine):
    rows.reset(engine, users=10_000)

    def work():
        with Session(engine) as session:
            assert len(session.scalars(select(User)).all()) == 10_000

    return Bench(work)


def orm_reload(engine):
    rows.reset(engine, users=10_000)
    session = Session(engine)
    kept = session.scalars(select(User)).all()

    def work():
        assert len(session.scalars(select(User)).all()) == len(kept)

    return Bench(work)


def core_by_pk(engine):
    rows.reset(engine, users=rows.BY_PK_USERS)
    connection = engine.connect()

    def work():
        tuple(connection.execute(select(users).where(users.c.id == rows.BY_PK_KEY)).one())

    return Bench(work)


def orm_by_pk(engine):
    rows.reset(engine, users=rows.BY_PK_USERS)

    def work():
        with Session(engine) as session:
            assert session.get(User, rows.BY_PK_KEY)

    return Bench(work)


def orm_associations(engine):
    rows.reset(engine, associations=True)
    statement = select(User).options(selectinload(User.posts).selectinload(Post.comments))

    def work():
        with Session(engine) as session:
            assert len(session.scalars(statement).all()) == rows.ASSOCIATION_USERS

    return Bench(work)


# --------------------------------------------------------------------------------------- writes --


def inserting(engine, work):
    rows.reset(engine)
    return Bench(work, prepare=lambda: rows.clear_users(engine))


def core_insert(engine):
    def work():
        with engine.connect() as connection:
            connection.execute(insert(users), new_users(1_000))

    return inserting(engine, work)


def core_insert_returning(engine):
    def work():
        with engine.connect() as connection:
            result = connection.execute(insert(users).returning(users), new_users(1_000))
            assert len([tuple(row) for row in result]) == 1_000

    return inserting(engine, work)


def orm_insert(engine):
    def work():
        with Session(engine) as session:
            session.execute(insert(User), new_users(1_000))
            session.commit()

    return inserting(engine, work)


def orm_insert_returning(engine):
    def work():
        with Session(engine) as session:
            found = session.scalars(insert(User).returning(User), new_users(1_000))
            assert len(found.all()) == 1_000
            session.commit()

    return inserting(engine, work)


def uow_insert(engine, count):
    def work():
        with Session(engine, expire_on_commit=False) as session:
            new = [User(name=f"User {n}", hair_color="hair") for n in range(count)]
            session.add_all(new)
            session.commit()
            assert new[-1].id

    return inserting(engine, work)


def uow_update(engine):
    """A sample is one flush: loading again is part of the preparation."""
    rows.reset(engine, users=1_000)
    session = Session(engine)
    loaded = []
    turn = 0

    def prepare():
        nonlocal turn
        turn += 1
        loaded[:] = session.scalars(select(User)).all()

    def work():
        for user in loaded:
            user.name = f"Turn {turn}"
        session.commit()

    return Bench(work, prepare, iterations=1)


# -------------------------------------------------------------------------------------- compile --


def core_compile(engine):
    cache = {}

    def work():
        statement = medium()
        compiled, extracted, *_ = statement._compile_w_cache(
            engine.dialect, compiled_cache=cache, column_keys=[]
        )
        compiled.construct_params(extracted_parameters=extracted)

    return Bench(work)


def medium():
    """Three joins, five conditions, seven columns: the same as in the other libraries."""
    namesakes = users.alias("namesakes")
    return (
        select(
            users.c.id,
            users.c.name,
            users.c.hair_color,
            posts.c.id,
            posts.c.title,
            comments.c.id,
            comments.c.text,
        )
        .select_from(users)
        .join(posts, posts.c.user_id == users.c.id)
        .join(comments, comments.c.post_id == posts.c.id)
        .outerjoin(namesakes, namesakes.c.name == users.c.name)
        .where(
            users.c.hair_color == "black",
            users.c.name.like("User%"),
            posts.c.title != "Untitled",
            posts.c.content.is_not(None),
            comments.c.id > 10,
        )
        .order_by(posts.c.id.desc(), comments.c.id.asc())
        .limit(20)
    )
