"""What the panel remembers: per project in the project itself, per user in the settings of QGIS."""

from __future__ import annotations

import json
from typing import Any

from qgis.core import QgsProject, QgsSettings

SCOPE = "riothermie_kansen"
"""Custom properties of the project, and group of the settings of the user."""

PLACE, ORGANISATION, KENTALLEN, NETWORK = "plaats", "organisatie", "kentallen", "nettype"

PARAMETERS = {
    "PLAATS": PLACE,
    "GEMEENTE": PLACE,
    "ORGANISATIE": ORGANISATION,
    "KENTALLEN": KENTALLEN,
    "NETTYPE": NETWORK,
}
"""Parameters of the algorithms to the setting of the project that fills them in."""

OF_THE_USER = (ORGANISATION,)
"""Settings that a new project takes from the last one; not what changes a figure without anyone seeing it."""


def project_value(key: str) -> str:
    """Return a setting of the open project, "" when it has none; some come from the user then."""
    value = _read(f"instelling/{key}")
    if not value and key in OF_THE_USER:
        value = str(user_value(key, ""))
    return value


def set_project_value(key: str, value: str) -> None:
    """Keep a setting in the open project, and for new projects where it is one of the user."""
    if value == project_value(key):
        return
    _write(f"instelling/{key}", value)
    if key in OF_THE_USER:
        set_user_value(key, value)


def kentallen_file() -> str:
    """Return the file with key figures of the user that this project uses, "" for none."""
    return project_value(KENTALLEN)


def set_kentallen_file(file: str) -> None:
    """Use a file with key figures in this project; "" for none."""
    set_project_value(KENTALLEN, file)


def remembered(algorithm: str) -> dict[str, Any]:
    """Return the parameters of the last run of an algorithm in this project that were not the standard ones."""
    return _json(f"invoer/{algorithm}")


def remember(algorithm: str, parameters: dict[str, Any]) -> None:
    """Keep the parameters of a run in the project."""
    _write(f"invoer/{algorithm}", json.dumps(parameters, sort_keys=True))


def files(algorithm: str) -> dict[str, str]:
    """Return the files that the last run of an algorithm in this project made: output to path."""
    return {name: path for name, path in _json(f"bestanden/{algorithm}").items() if isinstance(path, str)}


def remember_files(algorithm: str, made: dict[str, str]) -> None:
    """Keep in the project which files a run made."""
    _write(f"bestanden/{algorithm}", json.dumps(made, sort_keys=True))


def forget() -> None:
    """Forget the parameters and files of all runs in this project; its settings stay."""
    project = QgsProject.instance()
    for group in ("invoer", "bestanden"):
        if project.entryList(SCOPE, group):
            project.removeEntry(SCOPE, group)


def user_value(key: str, default: Any) -> Any:
    """Return a setting of the user; of the kind of the default."""
    return QgsSettings().value(f"{SCOPE}/{key}", default, type=type(default))


def set_user_value(key: str, value: Any) -> None:
    """Keep a setting of the user."""
    QgsSettings().setValue(f"{SCOPE}/{key}", value)


def _read(key: str) -> str:
    return QgsProject.instance().readEntry(SCOPE, key, "")[0]


def _write(key: str, value: str) -> None:
    """Write an entry that differs; another one would mark the project as changed for nothing."""
    if value != _read(key):
        QgsProject.instance().writeEntry(SCOPE, key, value)


def _json(key: str) -> dict[str, Any]:
    """Return an entry that holds JSON; {} when a hand or another program made something else of it."""
    try:
        found = json.loads(_read(key) or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
