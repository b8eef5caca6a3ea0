"""The tables that the cases speak of, and a few rows for them."""

import datetime
import decimal
import enum
import json
import uuid

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Double,
    Enum,
    ForeignKey,
    Integer,
    Interval,
    LargeBinary,
    MetaData,
    Numeric,
    SmallInteger,
    String,
    Table,
    Text,
    Time,
    Uuid,
    func,
)
from sqlalchemy.dialects import postgresql as pg
from sqlalchemy.dialects.postgresql.base import PGDialect
from sqlalchemy.schema import CreateTable

from tagging import tagged

Decimal = decimal.Decimal
metadata = MetaData()


class Mood(enum.Enum):
    """Stored by the member's name."""

    SAD = 1
    FINE = 2
    HAPPY = 3


users = Table(
    "users",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(50), nullable=False),
    Column("fullname", String(100)),
    Column("email", String(100)),
    Column("age", Integer),
    Column("is_active", Boolean, nullable=False),
    Column("balance", Numeric(10, 2)),
    Column("created_at", DateTime),
)

addresses = Table(
    "addresses",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("user_id", Integer, ForeignKey("users.id"), nullable=False),
    Column("email", String(100), nullable=False),
)

orders = Table(
    "orders",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("user_id", Integer, ForeignKey("users.id"), nullable=False),
    Column("status", String(20), nullable=False),
    Column("total", Numeric(10, 2), nullable=False),
    Column("placed_at", DateTime),
)

items = Table(
    "items",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("order_id", Integer, ForeignKey("orders.id"), nullable=False),
    Column("product", String(50), nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("price", Numeric(10, 2), nullable=False),
)

keywords = Table(
    "keywords",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("word", String(50), nullable=False, unique=True),
    Column("uses", Integer),
)

item_keywords = Table(
    "item_keywords",
    metadata,
    Column("item_id", Integer, ForeignKey("items.id"), primary_key=True),
    Column("keyword_id", Integer, ForeignKey("keywords.id"), primary_key=True),
)

# Two foreign keys to one table.
transfers = Table(
    "transfers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sender_id", Integer, ForeignKey("users.id"), nullable=False),
    Column("receiver_id", Integer, ForeignKey("users.id"), nullable=False),
    Column("amount", Numeric(10, 2), nullable=False),
)

# References itself.
categories = Table(
    "categories",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("parent_id", Integer, ForeignKey("categories.id")),
    Column("name", String(50), nullable=False),
)

# Columns with defaults.
documents = Table(
    "documents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("slug", String(50), nullable=False, unique=True),
    Column("title", String(100)),
    Column("body", Text),
    Column("version", Integer, default=1),
    Column("created_at", DateTime, server_default=func.current_timestamp()),
    Column("updated_at", DateTime, onupdate=func.current_timestamp()),
)

# In a schema.
stock = Table(
    "stock",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("product", String(50), nullable=False),
    Column("quantity", Integer, nullable=False),
    schema="warehouse",
)

# Reserved words and mixed case.
mixed = Table(
    "MixedCase",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("camelCase", Integer),
    Column("order", String(20)),
    Column("with space", Integer),
)

# Characters that quoting and parameters trip over.
hostile = Table(
    "hostile",
    metadata,
    Column("id", Integer, primary_key=True),
    Column('quo"te', Integer),
    Column("back`tick", Integer),
    Column("brac]ket", Integer),
    Column("per%cent", Integer),
    Column("co:lon", Integer),
    Column("semi;colon--", Integer),
)

# One column of each portable type.
samples = Table(
    "samples",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("small", SmallInteger),
    Column("whole", Integer),
    Column("big", BigInteger),
    Column("flag", Boolean),
    Column("amount", Numeric(10, 2)),
    Column("ratio", Double),
    Column("name", String(50)),
    Column("body", Text),
    Column("day", Date),
    Column("moment", DateTime),
    Column("clock", Time),
    Column("doc", JSON),
    Column("uid", Uuid),
    Column("raw", LargeBinary),
    Column("mood", Enum(Mood, name="mood")),
)

# What PostgreSQL alone has.
pg_samples = Table(
    "pg_samples",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("tags", pg.ARRAY(Text)),
    Column("numbers", pg.ARRAY(Integer)),
    Column("grid", pg.ARRAY(Integer, dimensions=2)),
    Column("doc", pg.JSONB),
    Column("attrs", pg.HSTORE),
    Column("span", pg.INT4RANGE),
    Column("days", pg.DATERANGE),
    Column("spans", pg.INT4MULTIRANGE),
    Column("search", pg.TSVECTOR),
    Column("address", pg.INET),
    Column("length", Interval),
)

POSTGRESQL_ONLY = {"pg_samples"}
SCHEMAS = ["warehouse"]

DAY = datetime.date(2024, 1, 2)
MOMENT = datetime.datetime(2024, 1, 2, 3, 4, 5)

ROWS = {
    "users": [
        (1, "alice", "Alice Adams", "alice@example.com", 30, True, Decimal("100.50"), MOMENT),
        (2, "bob", "Bob Brown", None, 25, True, Decimal("20.00"), MOMENT),
        (3, "carol", None, "carol@example.org", None, False, None, None),
    ],
    "addresses": [
        (1, 1, "alice@home.example"),
        (2, 1, "alice@work.example"),
        (3, 2, "bob@home.example"),
    ],
    "orders": [
        (1, 1, "paid", Decimal("30.00"), MOMENT),
        (2, 1, "open", Decimal("12.50"), None),
        (3, 2, "paid", Decimal("99.99"), MOMENT),
    ],
    "items": [
        (1, 1, "pen", 10, Decimal("1.50")),
        (2, 1, "ink", 1, Decimal("15.00")),
        (3, 2, "pen", 5, Decimal("2.50")),
        (4, 3, "desk", 1, Decimal("99.99")),
    ],
    "keywords": [(1, "red", 2), (2, "blue", 1), (3, "green", None)],
    "item_keywords": [(1, 1), (1, 2), (4, 3)],
    "transfers": [(1, 1, 2, Decimal("5.00")), (2, 2, 3, Decimal("7.25"))],
    "categories": [(1, None, "root"), (2, 1, "child"), (3, 2, "grandchild")],
    "documents": [(1, "first", "First", "one", 1, MOMENT, None)],
    "stock": [(1, "pen", 100), (2, "ink", 0)],
    "MixedCase": [(1, 10, "first", 100)],
    "hostile": [(1, 1, 2, 3, 4, 5, 6)],
    "samples": [
        (
            1,
            2,
            3,
            4,
            True,
            Decimal("1.50"),
            0.5,
            "name",
            "body",
            DAY,
            MOMENT,
            datetime.time(3, 4, 5),
            {"a": {"b": [1, 2, 3]}, "s": "text", "n": 5, "f": 1.5, "t": True, "z": None},
            uuid.UUID("12345678-1234-5678-1234-567812345678"),
            b"\x00\xff",
            Mood.FINE,
        ),
        (2,) + (None,) * 15,
    ],
    "pg_samples": [
        (
            1,
            ["a", "b"],
            [1, 2, 3],
            [[1, 2], [3, 4]],
            {"a": {"b": [1, 2, 3]}, "s": "text", "n": 5},
            {"k": "v"},
            pg.Range(1, 10),
            pg.Range(DAY, datetime.date(2024, 2, 1)),
            [pg.Range(1, 3), pg.Range(5, 8)],
            "'cat' 'dog'",
            "192.168.0.1",
            datetime.timedelta(hours=1),
        ),
    ],
}


def creates(table, dialect):
    return table.name not in POSTGRESQL_ONLY or dialect.name == "postgresql"


def ddl(dialect):
    """The statements that create the tables, for the databases of the Rust tests."""
    statements = []
    if dialect.name == "postgresql":
        labels = ", ".join(f"'{mood.name}'" for mood in Mood)
        statements += ["CREATE EXTENSION IF NOT EXISTS hstore"]
        statements += [f"CREATE SCHEMA {schema}" for schema in SCHEMAS]
        statements += [f"CREATE TYPE mood AS ENUM ({labels})"]
    for table in metadata.sorted_tables:
        if creates(table, dialect):
            statements.append(" ".join(str(CreateTable(table).compile(dialect=dialect)).split()))
    return statements


def sequence_starts():
    """What sets PostgreSQL's sequences behind the rows."""
    for table in metadata.sorted_tables:
        if "id" in table.columns:
            name = f"{table.schema}.{table.name}" if table.schema else f'"{table.name}"'
            yield f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), 1000)"


def value_as_json(value, column):
    return None if value is None else tagged(value, column.type, PGDialect())


def table_as_json(table):
    rows = [
        [value_as_json(value, column) for value, column in zip(row, table.columns)]
        for row in ROWS[table.name]
    ]
    return {
        "name": table.name,
        "schema": table.schema,
        "only": ["postgresql"] if table.name in POSTGRESQL_ONLY else None,
        "columns": [[column.name, type(column.type).__name__] for column in table.columns],
        "rows": rows,
    }


def as_json(makers):
    def lines(values, indent):
        return (",\n" + indent).join(json.dumps(value, ensure_ascii=False) for value in values)

    tables = []
    for table in metadata.sorted_tables:
        entry = table_as_json(table)
        rows = lines(entry.pop("rows"), "  ")
        tables.append(json.dumps(entry, ensure_ascii=False)[:-1] + f', "rows": [\n  {rows}]}}')
    databases = ("sqlite", "postgresql", "mysql", "mariadb")
    statements = [f'"{name}": [\n  {lines(ddl(makers[name]()), "  ")}]' for name in databases]
    return (
        "{\n"
        + f'"schemas": {json.dumps(SCHEMAS)},\n'
        + '"tables": [\n'
        + ",\n".join(tables)
        + "],\n"
        + '"ddl": {\n'
        + ",\n".join(statements)
        + "},\n"
        + f'"after_rows": {{"postgresql": [\n  {lines(sequence_starts(), "  ")}]}}\n}}\n'
    )
