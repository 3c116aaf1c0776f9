"""Read a study: a TOML file with the figures of a business case, see the package for its form."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ...errors import InputError
from ...kentallen import Kentallen
from ..project import Project
from .document import Part, kental_values, read_toml
from .study import OORDELEN, Printed, Study
from .variant import YEARS, project_of

SECTIONS = ("studie", "kentallen", "variant", "afgedrukt")
STUDY = ("naam", "bron", "prijspeil", "toelichting")
PRINTED = (
    "id", "plaats", "omschrijving", "waarde", "eenheid", "tolerantie", "variant", "grootheid", "grootheid_index",
    "oordeel", "oorzaak",
)  # fmt: skip


def read_figures(path: Path | str, *, kentallen: Kentallen) -> Study:
    """Read a file with the figures of a business case.

    Parameters
    ----------
    path
        TOML file in the form of `figures`.
    kentallen
        Kentallen of the run; those of the study come in their place.

    Raises
    ------
    InputError
        The file cannot be read, is no TOML, has an unknown name or a value that cannot be, or lacks a part.
    KentalError
        A kental of the study is unknown or out of range.
    """
    path = Path(path)
    whole = Part(path.name, "TOML", read_toml(path))
    whole.allow(SECTIONS)
    study = whole.part("studie", "[studie]")
    study.allow(STUDY)
    name, source = study.text("naam"), study.text("bron", "")
    year = study.number("prijspeil", low=YEARS[0], high=YEARS[1]) if "prijspeil" in study else None
    own = kentallen.replace(kental_values(whole.part("kentallen", "[kentallen]"), kentallen), source=path.name)

    projects: list[Project] = []
    for part in whole.parts("variant", "variant"):
        project = project_of(part, bron=source, prijspeil=year, kentallen=own)
        if project.naam in [one.naam for one in projects]:
            raise part.wrong("figures_double", "naam")
        projects.append(project)
    if not projects:
        raise InputError("figures_no_variant", file=path.name)
    printed = tuple(_printed(whole, [project.naam for project in projects]))
    return Study(
        name, source, projects[0].prijspeil if year is None else year, tuple(projects), printed, own,
        study.texts("toelichting"),
    )  # fmt: skip


def _printed(whole: Part, variants: list[str]) -> Iterator[Printed]:
    """Yield what a report printed."""
    seen: set[str] = set()
    for row in whole.parts("afgedrukt", "afgedrukt"):
        name = row.text("id")
        part = Part(row.file, f"{row.place} ({name})", row.table)
        part.allow(PRINTED)
        if name in seen:
            raise part.wrong("figures_double", "id")
        seen.add(name)
        tolerance = part.number("tolerantie", low=0.0) if "tolerantie" in part else None
        yield Printed(
            name,
            part.text("omschrijving"),
            _figure(part, "waarde"),
            part.text("eenheid", ""),
            part.text("plaats", ""),
            tolerance,
            part.choice("variant", ("", *variants), ""),
            part.text("grootheid", ""),
            _index(part),
            part.choice("oordeel", ("", *OORDELEN), ""),
            part.text("oorzaak", ""),
        )


def _index(part: Part) -> dict[str, float | str]:
    where = part.part("grootheid_index", f"{part.place} grootheid_index")
    return {name: _figure(where, name) for name in where.table}


def _figure(part: Part, name: str) -> float | str:
    """Return a number or a text."""
    return part.text(name) if isinstance(part.table.get(name), str) else part.number(name)
