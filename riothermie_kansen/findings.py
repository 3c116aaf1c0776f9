"""What was noticed, repaired or left out: the rows of ``MELDINGEN``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from .messages import message
from .wording import amount

Severity = Literal["info", "waarschuwing", "fout"]
"""info: nothing to do; waarschuwing: repaired or assumed, have a look; fout: left out or stuck."""


_SHOWN = 5
"""Objects named in a finding that stands for many."""


@dataclass
class Findings:
    """A list of findings that grows while the work proceeds.

    A finding has a kind (``soort``, also the key ``melding_<soort>`` of its sentence in ``messages/*.toml``), a
    severity (``ernst``), the object it is about and a point on the map. The texts are written in Dutch: they are part
    of a Dutch map.
    """

    language: str = "nl"
    _frames: list[pd.DataFrame] = field(default_factory=list)

    def add(
        self,
        kind: str,
        severity: Severity,
        object_ids: Sequence[Any] | npt.NDArray[Any],
        points: Iterable[Any] | None = None,
        **values: Any,
    ) -> None:
        """Add one finding per object.

        Parameters
        ----------
        kind
            Kind, e.g. ``"dubbele_leiding"``; its sentence has the key ``melding_dubbele_leiding``.
        severity
            How serious it is.
        object_ids
            Shape (n,): the objects.
        points
            Shape (n,): any shapely geometries (their representative point is used), or None for "no place".
        values
            Placeholders of the sentence: a scalar for all, or a sequence of shape (n,). ``object_id`` is always there.
        """
        ids = np.asarray(object_ids, dtype=object)
        n = len(ids)
        if n == 0:
            return
        columns = {
            name: value if isinstance(value, (list, tuple, np.ndarray, pd.Series)) else [value] * n
            for name, value in values.items()
        }
        names = list(columns)
        key = f"melding_{kind}"
        texts = [
            message(key, self.language, object_id=object_id, **dict(zip(names, row, strict=True)))
            for object_id, *row in zip(ids, *columns.values(), strict=True)
        ]
        geometry = np.full(n, None, dtype=object) if points is None else _as_points(np.asarray(points, dtype=object))
        self._frames.append(
            pd.DataFrame(
                {"soort": kind, "ernst": severity, "object_id": ids.astype(str), "tekst": texts, "geometry": geometry}
            )
        )

    def add_most(
        self,
        kind: str,
        severity: Severity,
        object_ids: Sequence[Any] | npt.NDArray[Any],
        points: npt.NDArray[Any] | None = None,
        *,
        most: int,
        **values: Any,
    ) -> None:
        """Add one finding per object in order of id; of more than `most` objects one finding for all.

        That one has the sentence of the first object, the number of objects and the names of some others; no object
        and no place.

        Parameters
        ----------
        kind, severity, object_ids, points, values
            See `add`.
        most
            Largest number of findings.
        """
        ids = np.asarray(object_ids, dtype=object)
        order = np.argsort(ids.astype(str), kind="stable")
        shown = list(dict.fromkeys(ids[order].tolist()))[1 : 1 + _SHOWN] if len(ids) > most else []
        if len(ids) > most:
            order = order[:1]
        picked = {
            name: np.asarray(value, dtype=object)[order]
            if isinstance(value, (list, tuple, np.ndarray, pd.Series))
            else value
            for name, value in values.items()
        }
        if len(ids) <= most:
            self.add(kind, severity, ids[order], None if points is None else points[order], **picked)
            if len(ids):
                self._frames[-1] = self._frames[-1].sort_values(["object_id", "tekst"], kind="stable")
            return
        self.add(kind, severity, ids[order], None, **picked)
        row = self._frames[-1]
        sentence = row["tekst"].iloc[0]
        key = "meldingen_samen" if shown else "meldingen_samen_gelijk"
        row["tekst"] = message(
            key, self.language, count=amount(len(ids)), sentence=sentence, others=", ".join(map(str, shown))
        )
        row["object_id"] = ""

    def extend(self, other: Findings) -> None:
        """Take over the findings of another list."""
        self._frames.extend(other._frames)

    def unique(self) -> Findings:
        """Return the findings without those that say what an earlier one said: same kind, object and text."""
        result = Findings(self.language)
        if self._frames:
            rows = pd.concat(self._frames, ignore_index=True)
            result._frames.append(rows[~rows.duplicated(["soort", "object_id", "tekst"])].reset_index(drop=True))
        return result

    def count(self, kind: str | None = None) -> int:
        """Return how many findings there are, of one kind or in all."""
        return sum(len(f) if kind is None else int((f["soort"] == kind).sum()) for f in self._frames)

    def counts(self) -> dict[str, int]:
        """Return the number of findings per kind, in order of first appearance."""
        counts: dict[str, int] = {}
        for frame in self._frames:
            for kind, n in frame["soort"].value_counts(sort=False).items():
                counts[str(kind)] = counts.get(str(kind), 0) + int(n)
        return counts

    def frame(self, crs: Any) -> gpd.GeoDataFrame:
        """Return the findings as points (geometry None where there is no place): soort, ernst, object_id, tekst."""
        columns = ["soort", "ernst", "object_id", "tekst", "geometry"]
        rows = pd.concat(self._frames, ignore_index=True) if self._frames else pd.DataFrame(columns=columns)
        return gpd.GeoDataFrame(rows[columns], geometry="geometry", crs=crs)


def _as_points(geometries: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Return a point on each geometry: the middle of a line, else a representative point; None stays None."""
    lines = np.isin(shapely.get_type_id(geometries), (1, 2))
    points = np.full(len(geometries), None, dtype=object)
    points[~lines] = shapely.point_on_surface(geometries[~lines])
    points[lines] = shapely.line_interpolate_point(geometries[lines], 0.5, normalized=True)
    return np.asarray(shapely.force_2d(points), dtype=object)
