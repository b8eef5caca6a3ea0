"""Values of parameters as JSON."""

import datetime
import decimal
import enum
import uuid

from sqlalchemy import JSON, Enum
from sqlalchemy.dialects import postgresql


def tagged(value, sql_type, dialect):
    """A value as JSON, tagged where JSON lacks the type."""
    implementation = sql_type.dialect_impl(dialect)
    if isinstance(implementation, (JSON.JSONElementType,)):
        process = implementation.bind_processor(dialect)
        return process(value) if process else value
    if isinstance(implementation, JSON):
        if value is JSON.NULL or (value is None and not implementation.none_as_null):
            return {"json": None}
        return None if value is None else {"json": value}
    if isinstance(implementation, Enum) and value is not None:
        return sql_type._db_value_for_elem(value)
    if isinstance(value, dict):
        return {"hstore": value}
    return plain(value)


def plain(value):
    match value:
        case None | bool() | int() | float() | str():
            return value
        case decimal.Decimal():
            return {"decimal": str(value)}
        case datetime.datetime():
            return {"datetime": value.isoformat()}
        case datetime.date():
            return {"date": value.isoformat()}
        case datetime.time():
            return {"time": value.isoformat()}
        case datetime.timedelta():
            return {"interval": value.total_seconds()}
        case uuid.UUID():
            return {"uuid": str(value)}
        case bytes():
            return {"bytes": value.hex()}
        case postgresql.Range():
            return {"range": str(value)}
        case list() | tuple():
            if value and all(isinstance(each, postgresql.Range) for each in value):
                return {"multirange": [str(each) for each in value]}
            return {"array": [plain(each) for each in value]}
        case enum.Enum():
            return value.name
    raise TypeError(f"no JSON form for {value!r}")
