"""A real PostgreSQL with PostGIS for tests: a cluster of its own in a temporary folder, reached by a socket there."""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from qgis.core import Qgis, QgsVectorLayer, QgsVectorLayerExporter

OWNER = "postgres"
MAKER, READER = "planner", "kijker"
"""Roles: one that may make tables in the schema `werk`, and one that may only read there."""
SETTINGS = ("fsync=off", "listen_addresses=", "shared_buffers=32MB", "max_connections=30", "autovacuum=off")
READY = f"""
CREATE ROLE {MAKER} LOGIN;
CREATE ROLE {READER} LOGIN;
CREATE EXTENSION postgis;
CREATE SCHEMA werk AUTHORIZATION {MAKER};
GRANT USAGE ON SCHEMA werk TO {READER};
ALTER DEFAULT PRIVILEGES FOR ROLE {MAKER} IN SCHEMA werk GRANT SELECT ON TABLES TO {READER};
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT CREATE ON SCHEMA public TO {MAKER};
"""


def programs():
    """Return the folder with the programs of the server, or skip the tests."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or [
        Path(path) for path in (shutil.which("initdb"),) if path
    ]
    if not found:
        pytest.skip("PostgreSQL is not installed")
    version = found[-1].parent
    if not any(version.parents[2].joinpath("share/postgresql").glob("*/extension/postgis.control")) and not any(
        Path("/usr/share/postgresql").glob("*/extension/postgis.control")
    ):
        pytest.skip("PostGIS is not installed")
    if os.geteuid() == 0:
        try:
            pwd.getpwnam(OWNER)
        except KeyError:
            pytest.skip(f"PostgreSQL refuses to run as root, and there is no user {OWNER}")
    return version


@contextlib.contextmanager
def cluster():
    """Yield a running database, and take it away again."""
    version = programs()
    folder = Path(tempfile.mkdtemp(prefix="rt-pg-"))  # not that of pytest: another user must be able to enter it
    other = {"user": OWNER, "group": pwd.getpwnam(OWNER).pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    if other:
        shutil.chown(folder, OWNER)

    def call(program, *arguments):
        log = (folder.parent / f"{folder.name}.log").open("ab")
        with log:
            done = subprocess.run(
                [version / program, *arguments], cwd=folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                check=False, timeout=60, **other,
            )  # fmt: skip
        assert done.returncode == 0, Path(log.name).read_text(errors="replace")[-2000:]

    data, started = folder / "data", False
    try:
        call("initdb", "-D", data, "-U", OWNER, "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C")
        options = " ".join(f"-c {setting}" for setting in SETTINGS)
        call("pg_ctl", "-D", data, "-w", "-l", folder / "server.log", "-o", f"{options} -k {folder}", "start")
        started = True
        database = Database(version, folder)
        database.sql(READY)
        yield database
    finally:
        if started:
            call("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)
        (folder.parent / f"{folder.name}.log").unlink(missing_ok=True)


class Database:
    """A running database."""

    def __init__(self, version, folder):
        self.version, self.folder = version, folder

    def sql(self, text, user=OWNER):
        """Run SQL; return the rows as lists of texts."""
        command = ["psql", "-h", self.folder, "-U", user, "-d", "postgres"]
        done = subprocess.run(
            [self.version / "psql", *command[1:], "-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1"],
            input=text, capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return [line.split("\t") for line in done.stdout.splitlines()]

    def connection(self, user=MAKER):
        """Return how QGIS reaches the database."""
        return f"dbname='postgres' host={self.folder} port=5432 user='{user}' sslmode=disable"

    def target(self, table, *, geometry="geom", schema="werk", user=MAKER):
        """Return a table as the destination of an output, as the dialog of QGIS writes it."""
        place = f" ({geometry})" if geometry else ""
        return f'postgis:{self.connection(user)} table="{schema}"."{table}"{place}'

    def layer(self, table, *, geometry="geom", schema="werk", user=MAKER, key="", sql="", more=""):
        """Return a table or view as a layer."""
        key = f" key='{key}'" if key else ""
        place = f" ({geometry})" if geometry else ""
        uri = f'{self.connection(user)}{key} {more} table="{schema}"."{table}"{place} sql={sql}'
        return QgsVectorLayer(uri, table, "postgres")

    def store(self, layer, table, **options):
        """Put a layer in a table, and return it from there."""
        uri = self.target(table, **options).removeprefix("postgis:")
        code, message = QgsVectorLayerExporter.exportLayer(layer, uri, "postgres", layer.crs())
        assert code == Qgis.VectorExportResult.Success, message
        stored = self.layer(table, **options)
        assert stored.isValid(), table
        return stored

    def tables(self, schema="werk"):
        """Return the names of the tables in a schema."""
        found = self.sql(f"SELECT table_name FROM information_schema.tables WHERE table_schema = '{schema}' ORDER BY 1")
        return [name for (name,) in found]
