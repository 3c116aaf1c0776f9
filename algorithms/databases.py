"""Tables of PostGIS as destinations: what is there, whether one may write, and taking a table away again.

A destination is the text of the dialog of QGIS: ``postgis:dbname=... host=... table="schema"."name" (geom)``. The
server is asked in fixed SQL; names are looked for in the answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from qgis.core import (
    QgsDataSourceUri,
    QgsFeature,
    QgsFeatureSink,
    QgsProcessingUtils,
    QgsProviderConnectionException,
    QgsProviderRegistry,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication

translate = QCoreApplication.translate

PREFIXES = ("postgres://", "postgis:", "postgres:")
"""Starts of a destination: as QGIS gives a layer of a provider, and as its dialog writes one."""
PROVIDER = "postgres"
PUBLIC = "public"
PLACE = "geom"
PLAIN = ("r", "p")
"""Kinds of tables that can be replaced: a table, and one in partitions; not a view."""

SERVER = "SELECT current_database(), pg_postmaster_start_time()::text, inet_server_port()::text"
SCHEMAS = "SELECT nspname::text, has_schema_privilege(oid, 'CREATE') FROM pg_namespace"
TABLES = (
    "SELECT n.nspname::text, c.relname::text, c.relkind::text, pg_has_role(c.relowner, 'MEMBER') "
    "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')"
)
EXTENSIONS = "SELECT extname::text FROM pg_extension"


@dataclass(frozen=True)
class Table:
    """A table of a database.

    Attributes
    ----------
    uri
        How it is reached, as QGIS keeps it.
    schema, name
        Of the table.
    """

    uri: QgsDataSourceUri
    schema: str
    name: str

    def __str__(self) -> str:
        return f"{self.schema}.{self.name}"


def table_of(text: str) -> Table | None:
    """Return the table that a destination names, None when it is no table of PostGIS."""
    prefix = next((start for start in PREFIXES if text.startswith(start)), None)
    if prefix is None:
        return None
    uri = QgsDataSourceUri(text.removeprefix(prefix))
    return Table(uri, uri.schema() or PUBLIC, uri.table())


def table_of_layer(layer: QgsVectorLayer) -> Table | None:
    """Return the table or view of a layer, None when it is none of PostGIS."""
    if layer.providerType() != PROVIDER:
        return None
    uri = QgsDataSourceUri(layer.source())
    return Table(uri, uri.schema() or PUBLIC, uri.table())


def fitting(text: str, *, plain: bool) -> str:
    """Return a destination with a column for the places, and without one for a `plain` table; another text as it is.

    QGIS makes a table with a column that it was not asked to fill, and then cannot open it.
    """
    table = table_of(text)
    if table is None or bool(table.uri.geometryColumn()) != plain:
        return text
    uri = QgsDataSourceUri(table.uri)
    uri.setGeometryColumn("" if plain else PLACE)
    return f"postgis:{uri.uri(False)}"


def readable(layer_id: str) -> str:
    """Return the id of an output as QGIS can open it, in a next step or the project; of a file as it is.

    What the dialog writes for a table, QGIS takes as a destination only.
    """
    table = table_of(layer_id)
    return layer_id if table is None else QgsProcessingUtils.encodeProviderKeyAndUri(PROVIDER, table.uri.uri(False))


def same(one: Table, other: Table) -> bool:
    """Tell whether two names mean the same table, also where the server is reached in two ways."""
    if (one.schema, one.name) != (other.schema, other.name):
        return False
    try:
        return _ask(one, SERVER) == _ask(other, SERVER)
    except QgsProviderConnectionException:
        return False  # then the one that cannot be reached is refused for that


def exists(table: Table) -> bool:
    """Tell whether there is a table of this name; False when the database does not answer."""
    try:
        return any((schema, name) == (table.schema, table.name) for schema, name, *_ in _ask(table, TABLES))
    except QgsProviderConnectionException:
        return False


def problem(table: Table, title: str) -> str:
    """Return in one sentence why an output cannot be written to a table, or "".

    Parameters
    ----------
    table
        Where it should go.
    title
        Name of the output, as the dialog shows it.
    """
    names = {"output": title, "table": str(table), "schema": table.schema}
    if not table.name:
        text = translate("Riothermie", '"{output}": the database is given, but no table: write table="schema"."name".')
        return text.format(**names)
    try:
        schemas = dict(_ask(table, SCHEMAS))
        extensions = [name for (name,) in _ask(table, EXTENSIONS)]
        there = {(schema, name): (kind, mine) for schema, name, kind, mine in _ask(table, TABLES)}
    except QgsProviderConnectionException:
        text = translate(
            "Riothermie",
            '"{output}": the database of table {table} does not answer; check host, name, user and password.',
        )
        return text.format(**names)
    if table.schema not in schemas:
        text = translate("Riothermie", '"{output}": the database has no schema {schema}; choose one that is there.')
        return text.format(**names)
    if "postgis" not in extensions and table.uri.geometryColumn():
        text = translate(
            "Riothermie",
            '"{output}": the database of table {table} has no PostGIS; choose a file or another one.',
        )
        return text.format(**names)
    kind, mine = there.get((table.schema, table.name), (PLAIN[0], True))
    if kind not in PLAIN:
        text = translate("Riothermie", '"{output}": {table} is a view, which cannot be replaced; choose another name.')
        return text.format(**names)
    if not schemas[table.schema] or not mine:
        text = translate(
            "Riothermie", '"{output}": you have no right to write table {table}; choose another schema or ask for it.'
        )
        return text.format(**names)
    return ""


def remove(table: Table) -> None:
    """Remove a table that a failed run has left; raises OSError when that fails."""
    if not exists(table):
        return
    try:
        _connection(table).dropVectorTable(table.schema, table.name)
    except QgsProviderConnectionException as error:
        raise OSError(str(error)) from error


def layer_of(table: Table, *, plain: bool) -> QgsVectorLayer:
    """Return a table as a layer; `plain`: it has no places."""
    uri = QgsDataSourceUri(table.uri)
    uri.setSchema(table.schema)
    if plain:
        uri.setGeometryColumn("")
    return QgsVectorLayer(uri.uri(False), table.name, PROVIDER)


class Rows:
    """What writes rows to a table that was just made, and tells at once when the database refuses some.

    The sink of QGIS keeps rows back until it is thrown away, and then nobody hears that they were refused. A row is the
    key that QGIS adds, which the database fills, and then our columns.
    """

    def __init__(self, layer: QgsVectorLayer, count: int) -> None:
        self.layer = layer
        self.key = [None] * (layer.fields().count() - count)

    def addFeatures(self, features: list[QgsFeature], flags: QgsFeatureSink.Flag) -> bool:
        """Write features whose attributes are our columns."""
        for feature in features:
            feature.setAttributes(self.key + feature.attributes())
        return self.layer.isValid() and self.layer.dataProvider().addFeatures(features, flags)[0]

    def flushBuffer(self) -> bool:
        """Nothing is kept back."""
        return self.layer.isValid()

    def lastError(self) -> str:
        """Return what the database said, in a sentence."""
        return said(self.layer.dataProvider().lastError() if self.layer.isValid() else self.layer.error().summary())


def said(message: str) -> str:
    """Return a message of the database as a sentence: without where in its own code, and how it is reached."""
    start = "ERROR:" if "ERROR:" in message else ": "
    told = re.split(r"\b(?:CONTEXT|STATEMENT|HINT|LINE \d+):", message.rpartition(start)[2])[0]
    return f"{' '.join(told.split()).rstrip('.')}."


def _ask(table: Table, sql: str) -> list[list[Any]]:
    return _connection(table).executeSql(sql)


def _connection(table: Table) -> Any:
    """Return a connection to the database of a table, whatever the table is called."""
    uri = QgsDataSourceUri(table.uri)
    return QgsProviderRegistry.instance().providerMetadata(PROVIDER).createConnection(uri.connectionInfo(False), {})
