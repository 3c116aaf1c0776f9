"""The fetching of data sets one by one: what came, what failed, and the table `bronnen` that tells so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from qgis.core import QgsProcessingException
from qgis.PyQt.QtCore import QCoreApplication

from .environment import language
from .pdokophalen_package import Package, straightened

translate = QCoreApplication.translate

SOURCES_TABLE = "bronnen"
FETCHED, EMPTY, FAILED = "opgehaald", "leeg", "mislukt"


@dataclass
class Written:
    """A table that was written.

    Attributes
    ----------
    table, group, title
        Its name, the group of its data set, and what it is in Dutch.
    rows
        Number of rows.
    notes
        Sentences for its metadata (Dutch).
    sources
        Where it came from.
    style
        Style as QML, filled in when it is given one.
    metadata
        ``QgsLayerMetadata``, filled in then too.
    above
        How high it lies on the map, filled in then too: points above lines above areas.
    """

    table: str
    group: str
    title: str
    rows: int
    notes: list[str]
    sources: list[str]
    style: str = ""
    metadata: Any = None
    above: int = 0


def _findings() -> Any:
    from ..riothermie_kansen.findings import Findings

    return Findings()


@dataclass
class Run:
    """One run: what is asked with, and what came of it.

    Attributes
    ----------
    fetch, folder, kentallen, feedback
        As the engine takes them; the feedback of QGIS.
    strict
        Whether the first source that fails ends the run.
    catalogue
        All data sets.
    read_gml
        Reads a file of the BGT, see the engine.
    rows
        Rows of the table `bronnen`.
    written
        Tables that were written, in order.
    failures
        (title of the data set, reason) of what failed.
    findings
        `Findings` of the run.
    heard, silent
        Servers that gave something, and those that cannot be reached with the error that told so.
    """

    fetch: Any
    folder: Path
    kentallen: Any
    feedback: Any
    strict: bool
    catalogue: Any
    read_gml: Any
    rows: list[dict[str, Any]] = field(default_factory=list)
    written: list[Written] = field(default_factory=list)
    failures: list[tuple[str, str]] = field(default_factory=list)
    findings: Any = field(default_factory=_findings)
    heard: set[str] = field(default_factory=set)
    silent: dict[str, Any] = field(default_factory=dict)
    _names: tuple[str, ...] = ()

    def add(self, items: Sequence[Any], area, municipality: str | None, made: Package, progress) -> None:
        """Fetch data sets and write them to the package; what fails is noted, unless the run is strict.

        Parameters
        ----------
        items
            Data sets of the catalogue: one, or those of the BGT, which come in one delivery.
        area
            Polygon in RD.
        municipality
            Which one was asked for, None when it was an area.
        made
            The GeoPackage.
        progress
            Receives the progress.
        """
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.errors import CancelledError, RiothermieError
        from ..riothermie_kansen.services import ServiceError
        from ..riothermie_kansen.services.addresses import origin

        server = origin(items[0].base)
        try:
            if server in self.silent:  # each time it would take all tries and waits again
                raise self.silent[server].of(items[0].naam)
            found = self._fetched(items, area, municipality, part(progress, 0.0, 80.0))
        except CancelledError:
            raise
        except RiothermieError as error:
            if isinstance(error, ServiceError) and error.kind == "verbinding" and server not in self.heard:
                self.silent[server] = error
            for i, item in enumerate(items):
                self._fail(item, error, tell=i == 0)  # what comes in one delivery fails together
            return
        self.heard.add(server)
        for i, (item, deliveries) in enumerate(zip(items, found, strict=True)):
            step = part(progress, 80.0 + 20.0 * i / len(items), 80.0 + 20.0 * (i + 1) / len(items))
            self._write(item, deliveries, made, step)

    def _fetched(self, items: Sequence[Any], area, municipality: str | None, progress) -> list[list[Any]]:
        """Return per data set what came: one delivery, or one for each municipality."""
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.errors import InputError
        from ..riothermie_kansen.services.download import Setting, download, download_bgt

        cancelled = self.feedback.isCanceled
        if items[0].kind == "bgt":
            setting = Setting(self.fetch, self.folder, self.kentallen, cancelled, keep=True)
            return [[one] for one in download_bgt(items, area, setting, self.read_gml, progress=progress)]
        names: tuple[str | None, ...] = (municipality,)
        if items[0].kind == "rioned" and municipality is None:  # has a data set per municipality
            names = self.municipalities(area)
            if not names:
                raise InputError("dienst_zonder_gemeente", naam=items[0].naam)
        return [
            [
                download(
                    item, area, self.fetch, folder=self.folder, kentallen=self.kentallen, cancelled=cancelled,
                    municipality=name, keep=True,
                    progress=part(progress, 100.0 * i / len(names), 100.0 * (i + 1) / len(names)),
                )
                for i, name in enumerate(names)
            ]
            for item in items
        ]  # fmt: skip

    def municipalities(self, area) -> tuple[str, ...]:
        """Return the names of the municipalities that an area touches, asked once.

        Raises
        ------
        ServiceError
            CBS does not answer.
        """
        from ..riothermie_kansen.services.catalogue import dataset
        from ..riothermie_kansen.services.download import download

        if not self._names:
            item = dataset("cbs_gemeenten", self.catalogue)
            found = download(
                item, area, self.fetch, folder=self.folder, kentallen=self.kentallen,
                cancelled=self.feedback.isCanceled, keep=True,
            ).frame  # fmt: skip
            land = found[found["water"].astype(str).str.upper() != "JA"] if "water" in found else found
            self._names = tuple(sorted(set(land["gemeentenaam"].dropna())))
        return self._names

    def _write(self, item, deliveries: list[Any], made: Package, progress) -> None:
        """Write what came of a data set, and what is to be said of it."""
        frame, kept = together([delivery.frame for delivery in deliveries])
        rows = [delivery.source.row() for delivery in deliveries]
        for row, n in zip(rows, kept, strict=True):  # what two municipalities have is in the table once
            row["dubbel"], row["aantal"] = row["dubbel"] + row["aantal"] - n, n
        for delivery in deliveries:
            self.findings.extend(delivery.findings)
        written = []
        if len(frame):
            mixed = straightened(frame)
            if mixed:
                text = translate("Riothermie", "{title}: of {n} objects with mixed shapes the largest kind is kept.")
                self.feedback.pushWarning(text.format(title=item.title(language()), n=mixed))
            for table, n in made.add(item.tabel, frame, cancelled=self.feedback.isCanceled, progress=progress):
                sources = [f"{row['naam']}, {row['url']}, opgehaald op {row['datum'][:10]}" for row in rows]
                notes = [note for row in rows if (note := row["opmerking"])]
                written.append(Written(table, item.groep, item.naam, n, notes, sources))
        self.written += written
        for row in rows:
            stand = FETCHED if row["aantal"] else EMPTY
            self.rows.append(row | {"tabel": ", ".join(table.table for table in written), "stand": stand})
        text = translate("Riothermie", "Objects of {title}: {n}")
        self.feedback.pushInfo(text.format(title=item.title(language()), n=sum(table.rows for table in written)))

    def _fail(self, item, error, *, tell: bool) -> None:
        """Note that a data set failed, in the log too when it is to be told."""
        if self.strict:
            text = translate("Riothermie", "No file was made, because a source failed: {why}")
            raise QgsProcessingException(text.format(why=error.text(language()))) from error
        self.failures.append((item.title(language()), error.text(language())))
        if tell:
            self.feedback.reportError(error.text(language()))
        self.rows.append(
            {
                "dataset": item.key, "naam": item.naam, "tabel": "", "stand": FAILED, "url": item.base,
                "laag": item.layer, "datum": datetime.now().astimezone().isoformat(timespec="seconds"),
                "aanbieder": item.aanbieder, "licentie": item.rechten, "zekerheid": item.bron,
                "opmerking": error.text("nl"),
            }
        )  # fmt: skip

    def refuse_nothing(self) -> None:
        """Raise when every source failed: then there is nothing to make a file of."""
        if self.failures and not any(row["stand"] != FAILED for row in self.rows):
            text = translate("Riothermie", "No file was made: none of the sources could be fetched. {why}")
            raise QgsProcessingException(text.format(why=self.failures[0][1]))

    def tell(self) -> None:
        """Say in one sentence what is missing."""
        if not self.failures:
            return
        text = translate(
            "Riothermie",
            "{n} of {all} data sets are missing: {titles}; the table bronnen tells why. Run again to fetch them.",
        )
        titles = ", ".join(title for title, _ in self.failures)
        every = len({row["dataset"] for row in self.rows})
        self.feedback.pushWarning(text.format(n=len(self.failures), all=every, titles=titles))

    def numbers(self) -> dict[str, int]:
        """Return the numbers of the run."""
        return {
            "OBJECTEN": sum(table.rows for table in self.written),
            "LAGEN": len(self.written),
            "MISLUKT": len(self.failures),
            "AANTAL_MELDINGEN": self.findings.count(),
        }


def together(frames: list[Any]) -> tuple[Any, list[int]]:
    """Return the frames of several municipalities as one, each object once, and how many of each are in it."""
    import geopandas as gpd
    import pandas as pd

    if len(frames) == 1:
        return frames[0], [len(frames[0])]
    marked = [frame.assign(uit=n) for n, frame in enumerate(frames) if len(frame)]
    if not marked:
        return frames[0], [0] * len(frames)
    whole = gpd.GeoDataFrame(pd.concat(marked, ignore_index=True), crs=frames[0].crs)
    same = whole.drop(columns=[whole.geometry.name, "uit"]).assign(place=whole.geometry.to_wkb())
    whole = whole[~same.astype(str).duplicated()].reset_index(drop=True)
    return whole.drop(columns="uit"), [int((whole["uit"] == n).sum()) for n in range(len(frames))]


def source_columns() -> tuple[Any, ...]:
    """Return the columns of the table `bronnen`."""
    from ..riothermie_kansen.schema import Column

    return (
        Column("dataset", "text", "", "Gegevensset"),
        Column("naam", "text", "", "Wat het is"),
        Column("tabel", "text", "", "Tabel"),
        Column("stand", "text", "", "Stand"),
        Column("url", "text", "", "Adres"),
        Column("laag", "text", "", "Laag"),
        Column("datum", "text", "", "Opgehaald op"),
        Column("aantal", "int", "", "Objecten in de tabel"),
        Column("geleverd", "int", "", "Objecten geleverd"),
        Column("dubbel", "int", "", "Waarvan dubbel"),
        Column("buiten_gebied", "int", "", "Waarvan buiten het gebied"),
        Column("zonder_geometrie", "int", "", "Waarvan zonder plaats"),
        Column("vervallen", "int", "", "Waarvan vervallen"),
        Column("gemeld_aantal", "int", "", "Aantal dat de dienst noemt"),
        Column("bladzijden", "int", "", "Bladzijden"),
        Column("tegels", "int", "", "Tegels"),
        Column("aanbieder", "text", "", "Aanbieder"),
        Column("zekerheid", "text", "", "Zekerheid van adres en namen"),
        Column("licentie", "text", "", "Voorwaarden"),
        Column("opmerking", "text", "", "Opmerking"),
    )


def sources_frame(rows: list[dict[str, Any]]) -> Any:
    """Return the table `bronnen` as a frame."""
    import pandas as pd

    names = [column.name for column in source_columns()]
    return pd.DataFrame([{name: row.get(name) for name in names} for row in rows], columns=names)
