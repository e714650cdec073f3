"""What tables of a PostgreSQL server are, however one comes there: by QGIS's own way or GDAL's, by any name of it.

A server is known by what it says itself, for its names, a tunnel or a socket do not tell. Where it does not answer,
only other names of the database or the table show that two are not the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlsplit

from qgis.core import QgsDataSourceUri, QgsProviderConnectionException, QgsProviderRegistry

PROVIDER = "postgres"
BY_GDAL = re.compile(r"(?:PG:\s*|(?=postgres(?:ql)?://))(.*)", re.DOTALL | re.IGNORECASE)
"""How GDAL's name of a database of PostgreSQL looks."""
_WORD = re.compile(r"(\w+)\s*=\s*(?:'((?:\\.|[^'\\])*)'|(\S*))")
_WHO = "SELECT system_identifier::text, current_database() FROM pg_control_system()"
_WHICH = "SELECT pg_postmaster_start_time()::text, current_database()"  # for those who may not ask for the other
# Tables that views are made of, and those that are parts of others or have parts.
_READ = """
WITH RECURSIVE read (oid) AS (
    SELECT named::regclass::oid FROM unnest(ARRAY[{names}]::text[]) named
    UNION
    SELECT link.other FROM read JOIN (
        SELECT rule.ev_class AS one, needed.refobjid AS other FROM pg_rewrite rule JOIN pg_depend needed
            ON needed.classid = 'pg_rewrite'::regclass AND needed.objid = rule.oid
            AND needed.refclassid = 'pg_class'::regclass
        UNION ALL SELECT inhrelid, inhparent FROM pg_inherits
        UNION ALL SELECT inhparent, inhrelid FROM pg_inherits
    ) link ON link.one = read.oid
)
SELECT nspname, relname FROM read JOIN pg_class one ON one.oid = read.oid
    JOIN pg_namespace space ON space.oid = one.relnamespace
"""


def by_gdal(path: str, layer: str) -> str:
    """Return as QGIS writes it where GDAL goes by a name of a database and a layer of it."""
    given = BY_GDAL.fullmatch(path)
    words = _words(given[1] if given else path)
    schema = words.get("active_schema") or words.get("schemas", "").partition(",")[0]
    layer = re.sub(r"\([^()]*\)$", "", layer or words.get("tables", ""))
    if "." in layer:
        schema, _, layer = layer.partition(".")
    uri = QgsDataSourceUri()
    if words.get("service"):
        uri.setConnection(words["service"], words.get("dbname", ""), words.get("user", ""), words.get("password", ""))
    else:
        parts = (words.get(key, "") for key in ("host", "port", "dbname", "user", "password"))
        uri.setConnection(*parts)
    uri.setDataSource(schema, layer, "")
    return uri.uri(False)


def _words(text: str) -> dict[str, str]:
    """Return what a text for PostgreSQL's own library says, by its keys."""
    if "://" not in text:
        return {key: quoted or plain for key, quoted, plain in _WORD.findall(text)}
    parts = urlsplit(text)
    found = {
        "host": parts.hostname or "",
        "port": str(parts.port or ""),
        "dbname": unquote(parts.path[1:]),
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
    }
    return {**found, **dict(parse_qsl(parts.query))}


def database(source: str) -> str:
    """Return what users call the database."""
    uri = QgsDataSourceUri(source)
    return uri.database() or uri.service() or uri.host() or "PostgreSQL"


def table(source: str) -> str:
    """Return what users call the table; nothing where all tables are meant, or a query."""
    uri = QgsDataSourceUri(source)
    if uri.table().startswith("("):
        return ""
    return f"{uri.schema()}.{uri.table()}" if uri.schema() else uri.table()


def overlap(written: str, read: str) -> bool:
    """Tell whether writing a table changes what is read; where that cannot be known, that it does."""
    one, other = QgsDataSourceUri(written), QgsDataSourceUri(read)
    if _surely_elsewhere(one, other):
        return False
    if not other.table():
        return True
    behind = tables_read(read)
    if behind is None:  # there is no such table yet, or the server does not answer
        same_schema = not one.schema() or not other.schema() or one.schema() == other.schema()
        return other.table().startswith("(") or (same_schema and one.table() == other.table())
    return (one.schema() or schema_of(written), one.table()) in behind


def tables_read(source: str) -> set[tuple[str, str]] | None:
    """Return the schemas and names of the tables that reading a table, a view or a query reads; None if not known."""
    uri = QgsDataSourceUri(source)
    names = [quoted(uri.schema(), uri.table())]
    if uri.table().startswith("("):
        planned = rows(source, f"EXPLAIN (VERBOSE, FORMAT JSON) SELECT * FROM {uri.table()} AS read")
        if planned is None:
            return None
        names = [quoted(schema, name) for schema, name in _planned(json.loads(planned[0][0]))]
    found = rows(source, _READ.format(names=", ".join(map(text, names))))
    return None if found is None else {(schema, name) for schema, name in found}


def _planned(plan: object) -> Iterator[tuple[str, str]]:
    """Yield the tables of a plan of a query."""
    parts = plan.values() if isinstance(plan, dict) else plan if isinstance(plan, list) else ()
    if isinstance(plan, dict) and "Relation Name" in plan:
        yield plan["Schema"], plan["Relation Name"]
    for part in parts:
        yield from _planned(part)


def _surely_elsewhere(one: QgsDataSourceUri, other: QgsDataSourceUri) -> bool:
    """Tell whether two databases are not the same; where nobody can know, that they may be."""
    ways = [(uri.service(), uri.host(), uri.port(), uri.database()) for uri in (one, other)]
    if ways[0] == ways[1]:
        return False
    for question in (_WHO, _WHICH):
        answers = [rows(uri.uri(False), question) for uri in (one, other)]
        if all(answers):
            return answers[0] != answers[1]
    return all(uri.database() and not uri.service() for uri in (one, other)) and one.database() != other.database()


def schema_of(source: str) -> str:
    """Return where a table goes for which no schema is named."""
    found = rows(source, "SELECT current_schema()")
    return found[0][0] if found else "public"


def rows(source: str, statement: str) -> list[list] | None:
    """Return what a server answers; None where it does not, or may not."""
    try:
        connection = QgsProviderRegistry.instance().providerMetadata(PROVIDER).createConnection(source, {})
        return connection.executeSql(statement)
    except QgsProviderConnectionException:
        return None


def quoted(schema: str, table: str) -> str:
    """Return a table as statements name it."""
    return ".".join('"' + name.replace('"', '""') + '"' for name in (schema, table) if name)


def text(value: str) -> str:
    """Return a text as statements have it."""
    return "'" + value.replace("'", "''") + "'"
