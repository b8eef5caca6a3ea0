"""The registry of cases."""

import inspect
from pathlib import Path

from features import FEATURES

DIALECTS = ("generic", "sqlite", "postgresql", "mysql", "mariadb", "mssql", "oracle")


class Case:
    """A named statement, and what is known about it."""

    def __init__(self, name, build, features, **options):
        self.name = name
        self.build = build
        self.features = features
        self.run = options.pop("run", True)
        self.rejects = options.pop("rejects", {})
        self.literal_binds = options.pop("literal_binds", False)
        self.lint = options.pop("lint", False)
        self.column_keys = options.pop("column_keys", None)
        self.dialects = options.pop("dialects", DIALECTS)
        if options:
            raise TypeError(f"{name}: unknown options {sorted(options)}")
        for dialect in (*self.rejects, *self.dialects):
            if dialect not in DIALECTS:
                raise ValueError(f"{name}: unknown dialect {dialect}")
        for feature in features:
            if feature not in FEATURES:
                raise ValueError(f"{name}: unknown feature {feature!r}")


TOPICS = {}


def case(*features, **options):
    """Registers a function as the case `<file>/<function>`.

    `features` are names of `features.py`. Options:

    run=False           no database is asked to run the statement
    rejects={d: why}    the database of dialect `d` refuses the text, though SQLAlchemy renders it
    literal_binds=True  values are rendered as literals
    dialects=(d, ..)    the dialects it is compiled in, where others have nothing like it
    lint=True           records whether SQLAlchemy warns of a cartesian product
    column_keys=[..]    the columns of the parameters an INSERT or UPDATE is executed with
    """

    def register(build):
        topic = Path(inspect.getfile(build)).stem
        name = build.__name__
        if name in build.__globals__:
            raise ValueError(f"{topic}/{name}: the name is taken in that file")
        cases = TOPICS.setdefault(topic, [])
        cases.append(Case(f"{topic}/{name}", build, features, **options))
        return build

    return register
