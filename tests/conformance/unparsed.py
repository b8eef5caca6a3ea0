"""Texts that sqlglot cannot parse, though the database can: (case, dialect) to the reason."""

UNPARSED = {}
