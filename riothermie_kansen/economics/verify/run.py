"""Recompute a study: every printed figure beside ours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from ...callbacks import Cancelled, Progress, never, silent, stop_if
from ...errors import InputError
from ...kentallen import Kentallen
from ...schema import names
from ...wording import note
from ..figures.read import read_figures
from ..figures.study import Printed, Study
from .bench import Bench, Index, Outcome
from .columns import UITKOMSTEN, VERIFY_COLUMNS
from .energy import ENERGY
from .findings import Discovery, discoveries_of
from .judge import judgement
from .readings import Reading, readings_of
from .resident import RESIDENT
from .series import Series, series_of
from .supplier import SUPPLIER

OUTCOMES: Mapping[str, Callable[[Bench, str, Index], Outcome]] = {**SUPPLIER, **ENERGY, **RESIDENT}
"""Name of an outcome (``grootheid`` in a study) to the function that reckons it."""

STUDIES: Mapping[str, Path] = {
    name.capitalize(): Path(__file__).parent.parent / "studies" / f"{name}.toml" for name in ("putten", "leusden")
}
"""Studies that are shipped, by name."""

SOURCE = "bron_"
"""Beginning of a name in an index that says how the source reckoned: ``bron_variant``, ``bron_woningen`` ..."""


@dataclass(frozen=True)
class Verification:
    """A report, recomputed.

    Attributes
    ----------
    study
        What was recomputed.
    rows
        `columns.VERIFY_COLUMNS`: a row per printed figure, in the order of the report.
    series
        Printed series beside ours.
    readings
        Readings of a net present value of which no figure was printed.
    findings
        Contradictions and errors, each with the figures that show it.
    notes
        Sentences for report and log (Dutch).
    """

    study: Study
    rows: pd.DataFrame
    series: tuple[Series, ...]
    readings: tuple[Reading, ...]
    findings: tuple[Discovery, ...]
    notes: tuple[str, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Number of figures by judgement, in the order of `columns.UITKOMSTEN`."""
        found = self.rows["oordeel"].value_counts()
        return {name: int(found.get(name, 0)) for name in UITKOMSTEN}


def shipped(name: str, *, kentallen: Kentallen) -> Study:
    """Return a study that is shipped with the plugin.

    Parameters
    ----------
    name
        One of `STUDIES`.

    Raises
    ------
    InputError
        There is no such study.
    """
    if name not in STUDIES:
        raise InputError("verify_studie", value=name, allowed=", ".join(STUDIES))
    return read_figures(STUDIES[name], kentallen=kentallen)


def verify(
    study: Study, *, kentallen: Kentallen | None = None, progress: Progress = silent, cancelled: Cancelled = never
) -> Verification:
    """Return a report, recomputed.

    Parameters
    ----------
    study
        Variants and printed figures.
    kentallen
        In place of those of the study; None: those of the study.
    progress, cancelled
        See `callbacks`.

    Raises
    ------
    InputError
        A figure asks for an outcome, a variant or an item that is not there.
    CancelledError
        The user cancelled.
    """
    if kentallen is not None:
        study = Study(study.naam, study.bron, study.prijspeil, study.projects, study.afgedrukt, kentallen, study.notes)
    bench = Bench(study)
    by_id = {one.id: one for one in study.afgedrukt}
    bench.outcome = lambda name: _ours(bench, _known(by_id, name, study))
    rows = []
    for i, printed in enumerate(study.afgedrukt):
        stop_if(cancelled)
        rows.append(_row(bench, printed))
        progress(70.0 * (i + 1) / len(study.afgedrukt))
    frame = pd.DataFrame(rows, columns=list(names(VERIFY_COLUMNS)))
    series = series_of(bench)
    stop_if(cancelled)
    progress(80.0)
    readings = readings_of(bench)
    stop_if(cancelled)
    found = discoveries_of(bench, frame, lambda printed: _ours(bench, printed))
    progress(100.0)
    return Verification(study, frame, series, readings, found, _notes(study, frame))


def table(verifications: list[Verification]) -> pd.DataFrame:
    """Return the rows of several studies under each other."""
    frames = [one.rows for one in verifications]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=list(names(VERIFY_COLUMNS)))


def _known(by_id: Mapping[str, Printed], name: str, study: Study) -> Printed:
    if name not in by_id:
        raise InputError("verify_getal", study=study.naam, id=name)
    return by_id[name]


def _outcome(bench: Bench, printed: Printed, index: Index) -> Outcome:
    if not printed.grootheid:
        return Outcome(float("nan"))
    found = OUTCOMES.get(printed.grootheid)
    if found is None:
        raise InputError("verify_grootheid", id=printed.id, name=printed.grootheid)
    given = dict(index)
    variant = str(given.pop("variant", printed.variant))
    try:
        return found(bench, variant, given)
    except KeyError as error:
        raise InputError("verify_index", id=printed.id, name=str(error.args[0])) from error


def _ours(bench: Bench, printed: Printed) -> Outcome:
    """Return our value: the index without what it says of the source."""
    return _outcome(bench, printed, _plain(printed))


def _copied(bench: Bench, printed: Printed) -> Outcome | None:
    """Return the value as the source reckoned it; None when the study does not say how."""
    own: Index = {k.removeprefix(SOURCE): v for k, v in printed.grootheid_index.items() if k.startswith(SOURCE)}
    if not own:
        return None
    return _outcome(bench, printed, {**_plain(printed), **own})


def _plain(printed: Printed) -> Index:
    return {k: v for k, v in printed.grootheid_index.items() if not k.startswith(SOURCE)}


def _row(bench: Bench, printed: Printed) -> dict[str, object]:
    ours, copied = _ours(bench, printed), _copied(bench, printed)
    value = float("nan") if isinstance(printed.waarde, str) else float(printed.waarde)
    return {
        "studie": bench.study.naam,
        "id": printed.id,
        "plaats": printed.plaats,
        "omschrijving": printed.omschrijving,
        "afgedrukt": value,
        "afgedrukt_tekst": printed.waarde if isinstance(printed.waarde, str) else "",
        "eenheid": printed.eenheid,
        "waarde": ours.number,
        "waarde_tekst": ours.waarde if isinstance(ours.waarde, str) else "",
        "verschil": ours.number - value,
        "tolerantie": np.nan if printed.tolerantie is None else printed.tolerantie,
        "nagebootst": np.nan if copied is None else copied.number,
        "nagebootst_tekst": copied.waarde if copied is not None and isinstance(copied.waarde, str) else "",
        "oordeel": judgement(printed, ours, copied),
        "oorzaak": printed.oorzaak,
        "formule": ours.formule,
        "formule_bron": "" if copied is None or copied.formule == ours.formule else copied.formule,
    }


def _notes(study: Study, frame: pd.DataFrame) -> tuple[str, ...]:
    counts = frame["oordeel"].value_counts()
    listed = ", ".join(f"{name} {int(counts[name])}" for name in UITKOMSTEN if name in counts)
    return (*study.notes, note("verify_telling", study=study.naam, n=len(frame), counts=listed))
