"""What a run of the business case is about: the kinds of network of a bill of quantities, and uptake in words."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from ..errors import FieldError, InputError
from ..findings import Findings
from ..kentallen import Kentallen
from ..readers.fields import find
from ..readers.values import texts
from .columns import NETTYPEN
from .figures.read import read_figures
from .figures.study import Study
from .project import Choices, Project
from .quantities.bill import BILL
from .quantities.project import project_from_layers
from .quantities.source import Source

ALLE = "alle"
"""All kinds of network that are there."""

_SHARE = re.compile(r"(\d+(?:[.,]\d+)?)\s*%?")


def kinds_of_network(bill: pd.DataFrame, wanted: str = ALLE) -> tuple[str, ...]:
    """Return the kinds of network of a bill of quantities that are wanted, in order of `columns.NETTYPEN`.

    Parameters
    ----------
    bill
        ``HOEVEELHEDEN``.
    wanted
        One of `columns.NETTYPEN`, or `ALLE`.

    Raises
    ------
    FieldError
        It is another table, or it does not say which kind it is about and none was chosen.
    InputError
        It has no kind that is known, or not the one that is wanted.
    """
    columns = find(bill, BILL)
    for role in ("post", "kosten_eur"):
        if role not in columns:
            raise FieldError("quantities_field", field=role, fields=", ".join(map(str, bill.columns)))
    if "nettype" not in columns:
        if wanted == ALLE:
            raise FieldError("business_no_nettype", fields=", ".join(map(str, bill.columns)))
        return (wanted,)
    there = {text.strip().lower() for text in texts(columns.all("nettype")[0])}
    found = tuple(kind for kind in NETTYPEN if kind in there and wanted in (ALLE, kind))
    if not found:
        listed = ", ".join(sorted(there - {""})) or "-"
        raise InputError("quantities_nettype", value=wanted if wanted != ALLE else ", ".join(NETTYPEN), found=listed)
    return found


def projects_from_layers(
    bill: pd.DataFrame,
    connections: pd.DataFrame | None,
    buildings: pd.DataFrame | None,
    *,
    wanted: str,
    source: Source,
    choices: Choices,
    kentallen: Kentallen,
    woningen: float | None,
    altijd: Sequence[str],
) -> tuple[list[Project], Findings]:
    """Return a project per kind of network of a bill of quantities; see `quantities.project.project_from_layers`."""
    findings = Findings()
    projects = []
    for kind in kinds_of_network(bill, wanted):
        project, found = project_from_layers(
            bill, connections, buildings, nettype=kind, source=source, choices=choices, kentallen=kentallen,
            woningen=woningen, altijd=altijd,
        )  # fmt: skip
        projects.append(project)
        findings.extend(found)
    return projects, findings.unique()


def studies_of_kind(
    files: Sequence[Path], wanted: str, kentallen: Kentallen
) -> list[tuple[Study, tuple[Project, ...]]]:
    """Return the studies in files with their projects of a kind of network; studies without any are left out.

    Raises
    ------
    InputError, KentalError
        See `figures.read.read_figures`, or none of the files has such a project.
    """
    found = []
    for file in files:
        study = read_figures(file, kentallen=kentallen)
        projects = tuple(project for project in study.projects if wanted in (ALLE, project.nettype))
        found += [(study, projects)] if projects else []
    if files and not found:
        raise InputError("business_no_variant", file=", ".join(file.name for file in files), value=wanted)
    return found


def uptake_over_years(text: str) -> tuple[float, ...]:
    """Return shares from a text with percentages: ``10;40;80;100``.

    Raises
    ------
    InputError
        It is something else, has a share above 100, or falls.
    """
    parts = re.split(r"\s*;\s*|\s+", text.replace(" %", "%").strip(" \t\r\n").removesuffix(";").strip())
    found = []
    for piece in parts:
        match = _SHARE.fullmatch(piece)
        if match is None:
            raise InputError("business_uptake_text", value=text)
        found.append(float(match.group(1).replace(",", ".")) / 100.0)
    if not found:
        raise InputError("business_uptake_text", value=text)
    if max(found) > 1.0:
        raise InputError("business_uptake_above", value=float(100.0 * max(found)))
    if any(later < earlier for earlier, later in itertools.pairwise(found)):
        raise InputError("business_uptake_falls", value=text)
    return tuple(found)
