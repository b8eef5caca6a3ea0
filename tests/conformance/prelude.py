"""What the files of cases import: SQLAlchemy's names, the tables, and a few short helpers.

A table's columns have a letter or two: `u.name` is `users.c.name`.
"""

import datetime
import uuid
from decimal import Decimal

from sqlalchemy import (
    ARRAY,
    JSON,
    BigInteger,
    Boolean,
    Date,
    DateTime,
    Double,
    Enum,
    Float,
    FrameClause,
    FrameClauseType,
    Integer,
    Interval,
    LargeBinary,
    Numeric,
    SmallInteger,
    String,
    Text,
    Time,
    Unicode,
    Uuid,
    aggregate_order_by,
    all_,
    and_,
    any_,
    between,
    bindparam,
    bitwise_not,
    case as case_,
    cast,
    collate,
    column,
    cte,
    delete,
    desc,
    distinct,
    except_,
    except_all,
    exists,
    extract,
    false,
    from_dml_column,
    func,
    insert,
    intersect,
    intersect_all,
    join,
    lateral,
    literal,
    literal_column,
    not_,
    null,
    nulls_first,
    nulls_last,
    or_,
    outerjoin,
    over,
    quoted_name,
    select,
    table,
    tablesample,
    text,
    true,
    try_cast,
    tstring,
    tuple_,
    type_coerce,
    union,
    union_all,
    update,
    values,
    within_group,
)
from sqlalchemy import LABEL_STYLE_NONE, LABEL_STYLE_TABLENAME_PLUS_COL
from sqlalchemy.dialects import mysql as my, postgresql as pg, sqlite as lite

from fixtures import (
    Mood,
    addresses,
    categories,
    documents,
    hostile,
    item_keywords,
    items,
    keywords,
    mixed,
    orders,
    pg_samples,
    samples,
    stock,
    transfers,
    users,
)
from suite import case

u, a, o, i = users.c, addresses.c, orders.c, items.c
k, ik, t, c = keywords.c, item_keywords.c, transfers.c, categories.c
d, st, m, h = documents.c, stock.c, mixed.c, hostile.c
s, p = samples.c, pg_samples.c

PG = ("generic", "postgresql")
SQLITE = ("generic", "sqlite")
MYSQL = ("generic", "mysql", "mariadb")


def where(condition):
    """Users of whom a condition is true."""
    return select(u.id).where(condition)


def sample(condition):
    """Samples of which a condition is true."""
    return select(s.id).where(condition)


def pg_sample(condition):
    """PostgreSQL samples of which a condition is true."""
    return select(p.id).where(condition)
