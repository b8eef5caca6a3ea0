#!/usr/bin/env python3
"""Writes the expected SQL of every case, as SQLAlchemy compiles it. See README.md."""

import argparse
import importlib
import json
import re
import sys
import tomllib
import warnings
from pathlib import Path

import sqlalchemy
from sqlalchemy import ClauseElement, TupleType, exc, select
from sqlalchemy.dialects.mssql.base import MSDialect
from sqlalchemy.dialects.mysql.base import MySQLDialect
from sqlalchemy.dialects.mysql.mariadb import MariaDBDialect
from sqlalchemy.dialects.oracle.base import OracleDialect
from sqlalchemy.dialects.postgresql.base import PGDialect
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.engine.default import StrCompileDialect
from sqlalchemy.engine.interfaces import BindTyping
from sqlalchemy.sql import compiler, elements, selectable
from sqlalchemy.sql.compiler import FROM_LINTING, NO_LINTING
from sqlalchemy.sql.crud import REQUIRED

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import fixtures  # noqa: E402
from features import FEATURES  # noqa: E402
from suite import TOPICS  # noqa: E402
from tagging import tagged  # noqa: E402
from unparsed import UNPARSED  # noqa: E402

VERSION = "2.1.9"

# Placeholders are rendered between two control characters, so that no literal, operator or
# comment of a statement can be taken for one.
OPEN, CLOSE = "\x01", "\x02"
compiler.BIND_TEMPLATES["named"] = f"{OPEN}%(name)s{CLOSE}"
PLACEHOLDER = re.compile(f"{OPEN}(.*?){CLOSE}")


def sqlite_dialect():
    dialect = SQLiteDialect(paramstyle="named")
    dialect.server_version_info = (3, 45, 0)
    return dialect


def postgresql_dialect():
    dialect = PGDialect(paramstyle="named")
    dialect.server_version_info = (15, 0)
    dialect.supports_identity_columns = True
    dialect._supports_jsonb_subscripting = True
    dialect._backslash_escapes = False
    dialect.bind_typing = BindTyping.NONE
    return dialect


def mysql_dialect():
    dialect = MySQLDialect(paramstyle="named")
    dialect.server_version_info = (8, 0, 36)
    dialect._casing = 0
    dialect._initialize_mysql(None)
    return dialect


def mariadb_dialect():
    dialect = MariaDBDialect(paramstyle="named")
    dialect.server_version_info = (10, 11, 0)
    dialect._initialize_mariadb(None)
    return dialect


def mssql_dialect():
    dialect = MSDialect(paramstyle="named")
    dialect.server_version_info = (16, 0)
    dialect._setup_version_attributes()
    return dialect


def oracle_dialect():
    dialect = OracleDialect(paramstyle="named")
    dialect.server_version_info = (19, 0)
    dialect.supports_identity_columns = True
    dialect.supports_native_boolean = False
    dialect._supports_oracle_json = False
    dialect._supports_offset_fetch = True
    return dialect


MAKERS = {
    "sqlite": sqlite_dialect,
    "postgresql": postgresql_dialect,
    "mysql": mysql_dialect,
    "mariadb": mariadb_dialect,
    "mssql": mssql_dialect,
    "oracle": oracle_dialect,
}


def make_dialect(name, statement):
    """The dialect of a column of the results.

    `generic` is what `str(statement)` takes: constructs of one database alone name theirs.
    """
    if name != "generic":
        return MAKERS[name]()
    own = statement.stringify_dialect
    return GenericDialect(paramstyle="named") if own == "default" else MAKERS[own]()


class GenericCompiler(compiler.StrSQLCompiler):
    """Leaves constructs of one database to that database's dialect, with the same placeholders."""

    def visit_unsupported_compilation(self, element, err, **keywords):
        own = MAKERS.get(element.stringify_dialect)
        if own is None:
            return super().visit_unsupported_compilation(element, err, **keywords)
        dialect = own()
        helper = dialect.statement_compiler(dialect, None, _supporting_against=self)
        return helper.process(element, **keywords)


class GenericDialect(StrCompileDialect):
    """What `str(statement)` takes."""

    statement_compiler = GenericCompiler


def as_statement(built):
    if isinstance(built, (selectable.SelectBase, elements.AbstractTextClause)):
        return built
    if isinstance(built, ClauseElement) and not built._is_from_clause:
        return select(built) if isinstance(built, sqlalchemy.ColumnElement) else built
    raise TypeError(f"not a statement or an expression: {built!r}")


# What SQLAlchemy raises on statements it refuses.
REFUSALS = (exc.SQLAlchemyError, AttributeError, NotImplementedError, TypeError, ValueError)


def compile_case(case, dialect_name):
    """What one dialect makes of a case: `sql` and `params`, or `error` and `message`."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            statement = as_statement(case.build())
            result = render(case, statement, dialect_name)
        except REFUSALS as error:
            result = failure(error)
    messages = [str(warning.message) for warning in caught]
    cartesian = [text for text in messages if "cartesian product" in text]
    others = sorted({clean_message(text) for text in messages if text not in cartesian})
    if case.lint and "sql" in result:
        result["warning"] = bool(cartesian)
    if others:
        result["warns"] = others
    return result


def failure(error):
    message = error.args[0] if error.args else ""
    return {"error": type(error).__name__, "message": clean_message(str(message))}


def clean_message(text):
    text = re.sub(r" at 0x[0-9a-f]+", "", text)
    text = re.sub(r"^Compiler <\S+ object>", "The compiler", text)
    text = re.sub(r"%\(\d+ ([^)]*)\)s", r"\1", text)
    text = re.sub(r"\(Background on this.*", "", text, flags=re.S)
    text = re.sub(r"(?<=entities \()[^)]*", sorted_names, text)
    text = text.replace(OPEN, ":").replace(CLOSE, "")
    return " ".join(text.split())


def sorted_names(match):
    """A list of names that SQLAlchemy takes from a set."""
    return ", ".join(sorted(match[0].split(", ")))


def render(case, statement, dialect_name):
    dialect = make_dialect(dialect_name, statement)
    keywords = {"compile_kwargs": {}}
    if case.literal_binds:
        keywords["compile_kwargs"]["literal_binds"] = True
    if case.column_keys is not None:
        keywords["column_keys"] = case.column_keys
    linting = FROM_LINTING if case.lint else NO_LINTING
    compiled = statement.compile(dialect=dialect, linting=linting, **keywords)
    parameters = compiled.construct_params(escape_names=False, _check=False)
    expanded = compiled._process_parameters_for_postcompile(parameters)
    values = values_by_name(compiled, expanded, dialect)
    escaped = {text: name for name, text in compiled.escaped_bind_names.items()}
    sql, names = with_placeholders(expanded.statement, dialect_name)
    params = [values[escaped.get(name, name)] for name in names]
    if dialect_name == "generic":
        params = [[name, value] for name, value in zip(names, params)]
    return {"sql": collapse(sql, dialect_name), "params": params}


def with_placeholders(sql, dialect_name):
    names = PLACEHOLDER.findall(sql)
    return PLACEHOLDER.sub(r":\1" if dialect_name == "generic" else "?", sql), names


def collapse(sql, dialect_name):
    """One space for each run of white space outside quotes."""
    quoted = r"'[^']*'|\"[^\"]*\""
    if dialect_name in ("mysql", "mariadb"):
        quoted += r"|`[^`]*`"
    if dialect_name == "mssql":
        quoted += r"|\[[^\]]*\]"
    pieces = re.split(f"({quoted})", sql)
    pieces[::2] = [re.sub(r"\s+", " ", piece) for piece in pieces[::2]]
    return "".join(pieces).strip()


def values_by_name(compiled, expanded, dialect):
    values, defaults = {}, scalar_defaults(compiled)
    for bind, name in compiled.bind_names.items():
        if name in expanded.parameter_expansion:
            names = expanded.parameter_expansion[name]
            types = bind.type.types if isinstance(bind.type, TupleType) else [bind.type]
            for index, each in enumerate(names):
                value = expanded.additional_parameters[each]
                values[each] = tagged(value, types[index % len(types)], dialect)
        elif bind.isoutparam:
            values[name] = {"out": bind.key}
        elif bind.required and name in compiled.params_unset:
            values[name] = {"unset": name}
        elif expanded.parameters.get(name) is REQUIRED:
            values[name] = {"unset": name}
        else:
            value = expanded.parameters.get(name)
            value = defaults.get(name) if value is None else value
            values[name] = tagged(value, bind.type, dialect)
    return values


def scalar_defaults(compiled):
    """The defaults that an execution would put in."""
    defaults = {}
    for column in compiled.insert_prefetch or ():
        if column.default is not None and column.default.is_scalar:
            defaults[column.key] = column.default.arg
            defaults.setdefault(f"{column.key}_m0", column.default.arg)
    return defaults


class UnsetParams:
    """Names of binds that are still without a value."""

    def __get__(self, compiled, owner):
        return {
            name
            for bind, name in compiled.bind_names.items()
            if bind.required
            and bind.value is None
            and bind.callable is None
            and bind.key not in (compiled._collected_params or {})
        }


compiler.SQLCompiler.params_unset = UnsetParams()


def case_record(case):
    results = []
    for dialect in case.dialects:
        result = compile_case(case, dialect)
        for other in results:
            if other["result"] == result:
                other["on"].append(dialect)
                break
        else:
            results.append({"on": [dialect], "result": result})
    record = {"name": case.name, "features": list(case.features)}
    if not case.run:
        record["run"] = False
    if case.rejects:
        record["rejects"] = case.rejects
    record["results"] = [{"on": each["on"], **each["result"]} for each in results]
    return record


def compact(value):
    return json.dumps(value, ensure_ascii=False)


def topic_text(topic, records):
    lines = ["{", f'"topic": {compact(topic)},', f'"sqlalchemy": {compact(VERSION)},', '"cases": [']
    for number, record in enumerate(records):
        results = record.pop("results")
        lines.append(compact(record)[:-1] + ', "results": [')
        lines.extend("  " + compact(each) + "," for each in results)
        lines[-1] = lines[-1][:-1]
        lines.append("]}" if number + 1 == len(records) else "]},")
    lines += ["]", "}"]
    return "\n".join(lines) + "\n"


def load_cases():
    for path in sorted((HERE / "cases").glob("*.py")):
        if path.stem != "__init__":
            importlib.import_module(f"cases.{path.stem}")
    names = [case.name for cases in TOPICS.values() for case in cases]
    repeated = {name for name in names if names.count(name) > 1}
    if repeated:
        sys.exit(f"names used twice: {sorted(repeated)}")


def parse_errors(name, dialect, sql):
    """What sqlglot says about a text for a database that is not at hand."""
    import sqlglot

    read = {"mssql": "tsql", "oracle": "oracle"}[dialect]
    quoted = re.compile(r"('[^']*'|\"[^\"]*\")")
    pieces = quoted.split(sql)
    pieces[::2] = [piece.replace("?", ":p") for piece in pieces[::2]]
    text = "".join(pieces) if dialect == "oracle" else "".join(pieces).replace(":p", "@p")
    try:
        parsed = sqlglot.parse(text, read=read)
    except sqlglot.errors.SqlglotError as error:
        return f"{name} ({dialect}): {str(error).splitlines()[0]}\n    {sql}"
    if any(isinstance(each, sqlglot.exp.Command) for each in parsed):
        return f"{name} ({dialect}): not understood\n    {sql}"
    return None


def texts_to_parse(records):
    for record in records:
        if record.get("run", True) is False:
            continue
        for result in record["results"]:
            for dialect in result["on"]:
                if dialect in ("mssql", "oracle") and "sql" in result:
                    if dialect not in record.get("rejects", {}):
                        yield record["name"], dialect, result["sql"]
    path = HERE / "differences.toml"
    if path.exists():
        for entry in tomllib.loads(path.read_text(encoding="utf-8")).get("difference", []):
            for dialect in entry["dialects"]:
                if dialect in ("mssql", "oracle") and "sql" in entry:
                    yield entry["case"], dialect, entry["sql"]


def parse_all(records):
    failed, used = [], set()
    for name, dialect, sql in texts_to_parse(records):
        error = parse_errors(name, dialect, sql)
        known = {row for row in UNPARSED if row[0] == dialect and re.search(row[1], sql)}
        if error and known:
            used |= known
        elif error:
            failed.append(error)
    failed += [f"unparsed.py: nothing needs {row}" for row in UNPARSED if row not in used]
    return failed


def needless_rejects(records):
    """Dialects among the `rejects` of a case that have no text."""
    for record in records:
        texts = {on for result in record["results"] if "sql" in result for on in result["on"]}
        for dialect in sorted(set(record.get("rejects", {})) - texts):
            yield f"{record['name']}: rejects names {dialect}, which has no text"


def print_features():
    met = {feature for cases in TOPICS.values() for case in cases for feature in case.features}
    missing = [name for name in FEATURES if name not in met]
    for name in missing:
        print(f"{name}: {FEATURES[name]}")
    print(f"{len(FEATURES) - len(missing)} of {len(FEATURES)} features have a case")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--check", action="store_true", help="fail if a file is not up to date")
    arguments.add_argument("--features", action="store_true", help="list features without a case")
    arguments.add_argument("--no-parse", action="store_true", help="skip sqlglot")
    options = arguments.parse_args()
    if sqlalchemy.__version__ != VERSION:
        sys.exit(f"SQLAlchemy {VERSION} is needed, not {sqlalchemy.__version__}")
    load_cases()
    if options.features:
        return print_features()

    texts, records = {"fixtures.json": fixtures.as_json(MAKERS)}, []
    for topic, cases in sorted(TOPICS.items()):
        own = [case_record(case) for case in cases]
        records += [dict(record) for record in own]
        texts[f"{topic}.json"] = topic_text(topic, own)

    problems = list(needless_rejects(records))
    if not options.no_parse:
        problems += parse_all(records)
    folder = HERE / "expected"
    folder.mkdir(exist_ok=True)
    for path in sorted(folder.glob("*.json")):
        if path.name not in texts:
            if options.check:
                problems.append(f"{path.name}: has no cases")
            else:
                path.unlink()
    for name, text in texts.items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            if options.check:
                problems.append(f"{name}: not up to date")
            else:
                path.write_text(text, encoding="utf-8")
    print(f"{len(records)} cases in {len(TOPICS)} topics")
    if problems:
        sys.exit("\n".join(problems))


if __name__ == "__main__":
    main()
