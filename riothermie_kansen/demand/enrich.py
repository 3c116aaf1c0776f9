"""What other deliveries know about the objects: labels, reference demand, owners and the neighbourhood."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ..callbacks import Cancelled, Progress, never, silent, stop_if
from ..findings import Findings
from ..kentallen import Kentallen
from ..readers.energy_labels import Labels
from ..readers.neighbourhoods import Neighbourhoods
from ..readers.ownership import Owners
from ..readers.values import Flags, Reals, Texts
from ..readers.vivet import References
from ..wording import amount, note
from .matching import BY_PAND, Ints, Keys, called, first_of, row_addresses
from .owning import owners_of
from .result import Stock

BAG, EP, VIVET, OWN, CBS = "bag", "ep-online", "vivet", "eigen", "cbs"


@dataclass
class _Work:
    """Objects that are being filled, and what is told about it."""

    objects: pd.DataFrame
    keys: Keys
    kentallen: Kentallen
    findings: Findings = field(default_factory=Findings)
    notes: list[str] = field(default_factory=list)
    read: dict[str, int] = field(default_factory=dict)
    dropped: dict[str, dict[str, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.home: Flags = self.objects["woning"].to_numpy(dtype=np.float64) == 1

    def take_over(self, name: str, source: Labels | References | Owners | Neighbourhoods) -> None:
        """Take over what a reader tells."""
        self.findings.extend(source.findings)
        self.notes.extend(source.notes)
        self.read[name] = source.read
        self.dropped[name] = dict(source.dropped)

    def drop(self, name: str, kind: str, n: int) -> None:
        """Count rows that are not used."""
        if n:
            self.dropped[name][kind] = self.dropped[name].get(kind, 0) + n

    def texts(self, name: str) -> Texts:
        """Return a column with texts, as a copy."""
        return np.array(self.objects[name].astype(object).to_numpy(), dtype=object)

    def reals(self, name: str) -> Reals:
        """Return a column with numbers, as a copy."""
        return np.array(self.objects[name].to_numpy(dtype=np.float64))

    def set_where(self, name: str, where: Flags, values: npt.ArrayLike, source: str, source_name: str = "") -> int:
        """Fill a column and the one with its source where a mask holds; return how many that are."""
        current = self.objects[name]
        column = self.reals(name) if current.dtype.kind in "iuf" else self.texts(name)
        column[where] = np.asarray(values)[where]
        self.objects[name] = column
        sources = self.texts(source_name or f"{name}_bron")
        sources[where] = source
        self.objects[source_name or f"{name}_bron"] = sources
        return int(where.sum())


def enrich(
    stock: Stock,
    *,
    labels: Labels | None = None,
    references: References | None = None,
    neighbourhoods: Neighbourhoods | None = None,
    owners: Owners | None = None,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Stock:
    """Return the stock with what other deliveries know about its objects.

    Which source goes before which: type of dwelling own field, VIVET, EP-online, what the stock derived; label own
    field, EP-online, VIVET; floor area BAG, EP-online, VIVET, what the stock derived; year BAG, VIVET; inhabitants own
    field, VIVET; owner the input with owners, own field, VIVET; neighbourhood by place, else VIVET.

    Parameters
    ----------
    stock
        Buildings and objects; is not changed.
    labels, references, neighbourhoods, owners
        As read; None for what is not there.
    kentallen
        Groups ``label`` and ``eigenaar``.

    Returns
    -------
    Stock
        With the notes, findings and counts of the readers too (``labels``, ``referentie``, ``buurten``, ``eigenaren``;
        a row that no object needs is in ``dropped``). Its objects also have vivet_rv_gj, vivet_tap_gj (GJ a year) and
        label_kwh_m2 (heat demand on the label, kWh/m2 a year), NaN where unknown.

    Raises
    ------
    CancelledError
        The user cancelled.
    """
    objects = stock.objects.copy()
    for name in ("vivet_rv_gj", "vivet_tap_gj", "label_kwh_m2"):
        objects[name] = np.nan
    work = _Work(objects, Keys(stock), kentallen)
    vivet = _references(work, references)
    progress(25)
    stop_if(cancelled)
    found = _labels(work, labels)
    progress(50)
    stop_if(cancelled)
    _types(work, vivet, found)
    _label_letters(work, vivet, found)
    _sizes(work, vivet, found)
    _people(work, vivet)
    progress(65)
    stop_if(cancelled)
    _owners(work, owners, vivet)
    progress(80)
    stop_if(cancelled)
    _neighbourhoods(work, neighbourhoods, vivet)
    progress(100)
    findings = Findings()
    findings.extend(stock.findings)
    findings.extend(work.findings)
    return replace(
        stock,
        objects=work.objects,
        read={**stock.read, **work.read},
        dropped={**{name: dict(kinds) for name, kinds in stock.dropped.items()}, **work.dropped},
        findings=findings,
        notes=[*stock.notes, *work.notes],
    )


def _rows(frame: pd.DataFrame, at: Ints, n: int) -> pd.DataFrame:
    """Return the row of each object, all unknown for objects that have none; `at` has shape (n,), -1 for none."""
    made = {}
    for name in frame.columns:
        column = frame[name]
        if column.dtype.kind == "f":
            values = np.append(column.to_numpy(dtype=np.float64), np.nan)
        else:
            values = np.append(column.astype(object).to_numpy(), "")
        made[name] = values[at]
    return pd.DataFrame(made, index=range(n))


def _references(work: _Work, references: References | None) -> pd.DataFrame | None:
    """Return the reference of each object, and attach its demand."""
    if references is None:
        return None
    work.take_over("referentie", references)
    ids = references.frame["object_id"].astype(object).to_numpy()
    nobody = np.full(len(ids), "", dtype=object)
    place = work.keys.match(ids, nobody, nobody).object
    _list_rest(work, "referentie", "referentie_zonder_object", ids[place < 0])
    n = len(work.objects)
    at = np.full(n, -1)
    at[place[place >= 0]] = np.flatnonzero(place >= 0)
    found = _rows(references.frame, at, n)
    work.objects["vivet_rv_gj"], work.objects["vivet_tap_gj"] = found["rv_gj"], found["tap_gj"]
    return found


def _labels(work: _Work, labels: Labels | None) -> pd.DataFrame | None:
    """Return the label of each object, and attach the heat demand on it."""
    if labels is None:
        return None
    work.take_over("labels", labels)
    frame = labels.frame.drop(columns="opname")
    addresses = row_addresses(frame)
    matched = work.keys.match(
        frame["object_id"].astype(object).to_numpy(), addresses, frame["pand_id"].astype(object).to_numpy()
    )
    days = labels.frame["opname"].to_numpy().astype("datetime64[D]").astype(np.int64)
    days = np.where(labels.frame["opname"].isna(), np.iinfo(np.int64).min + 1, days)
    texts = [pd.factorize(frame[name], sort=True)[0] for name in ("label_vol", "object_id", "pand_id")]
    best = first_of(matched.object, (matched.how, -days, -texts[0], *texts[1:], pd.factorize(addresses, sort=True)[0]))
    _list_rest(work, "labels", "label_zonder_object", called(frame, addresses)[matched.object < 0])
    n = len(work.objects)
    at = np.full(n, -1)
    at[matched.object[best]] = best
    beaten = matched.object >= 0
    beaten[best] = False
    work.drop("labels", "label_overtroffen", int(beaten.sum()))
    letter = frame["label"].astype(object).to_numpy()
    other = beaten & (letter != letter[at[matched.object]] if len(letter) else beaten)
    if other.any():
        work.notes.append(note("verrijking_notitie_overtroffen", labels=amount(int(other.sum())), n=int(other.sum())))
    found = _rows(frame, at, n)
    found["how"] = np.where(at >= 0, matched.how[at] if len(frame) else BY_PAND, BY_PAND)
    _tell_labels(work, found, at)
    work.objects["label_kwh_m2"] = found["warmtebehoefte_kwh_m2"]
    return found


def _tell_labels(work: _Work, found: pd.DataFrame, at: Ints) -> None:
    there = at >= 0
    counts = [int((there & (found["how"] == how)).sum()) for how in (0, 1, 2)]
    work.notes.append(
        note(
            "verrijking_notitie_labels",
            objects=amount(int(there.sum())),
            n=int(there.sum()),
            by_id=amount(counts[0]),
            by_address=amount(counts[1]),
            by_pand=amount(counts[2]),
        )
    )
    odd = there & (((found["klasse"] == "U") & work.home) | ((found["klasse"] == "W") & ~work.home)).to_numpy()
    if odd.any():
        work.notes.append(note("verrijking_notitie_klasse", objects=amount(int(odd.sum())), n=int(odd.sum())))


def _list_rest(work: _Work, name: str, kind: str, rows: Texts) -> None:
    """Count rows that match no object, and list them when they are few."""
    n = len(rows)
    if not n:
        return
    work.drop(name, kind, n)
    work.notes.append(note(f"verrijking_notitie_{kind}", rows=amount(n), n=n))
    if n < work.kentallen.value("label.lijst"):
        work.findings.add(kind, "info", np.sort(rows.astype(str)))


def _types(work: _Work, vivet: pd.DataFrame | None, found: pd.DataFrame | None) -> None:
    """Fill in the type of dwellings, and whether a flat is in a high building."""
    free = work.home & (work.texts("type_bron") != OWN)
    for source, rows in ((EP, found), (VIVET, vivet)):
        if rows is None:
            continue
        values = rows["type"].to_numpy(dtype=object)
        known = free & (values != "")
        if source == EP:
            known &= (rows["klasse"] != "U").to_numpy()
        n = work.set_where("type", known, values, source)
        if n:
            work.notes.append(note("verrijking_notitie_type", objects=amount(n), n=n, source=source))
        if source == VIVET:
            high = rows["hoogbouw"].to_numpy(dtype=np.float64)
            column = work.reals("hoogbouw")
            sure = known & ~np.isnan(high)
            column[sure] = high[sure]
            whole = not np.isnan(column).any()
            work.objects["hoogbouw"] = column.astype(np.int64) if whole else column


def _label_letters(work: _Work, vivet: pd.DataFrame | None, found: pd.DataFrame | None) -> None:
    """Fill in the label: of EP-online, else of VIVET."""
    for source, rows in ((EP, found), (VIVET, vivet)):
        if rows is not None:
            values = rows["label"].to_numpy(dtype=object)
            free = work.texts("label") == ""
            n = work.set_where("label", free & (values != ""), values, source)
            work.notes.append(note("verrijking_notitie_label", objects=amount(n), n=n, source=source))


def _sizes(work: _Work, vivet: pd.DataFrame | None, found: pd.DataFrame | None) -> None:
    """Fill in floor area and year where the BAG does not give them."""
    for source, rows in ((EP, found), (VIVET, vivet)):
        if rows is None:
            continue
        values = rows["oppervlakte_m2"].to_numpy(dtype=np.float64)
        free = np.isnan(work.reals("oppervlakte_m2")) | ~np.isin(work.texts("oppervlakte_bron"), (BAG, OWN, EP))
        known = free & ~np.isnan(values)
        if source == EP:
            known &= (rows["how"] != BY_PAND).to_numpy()
        n = work.set_where("oppervlakte_m2", known, values, source, "oppervlakte_bron")
        if n:
            work.notes.append(note("verrijking_notitie_oppervlakte", objects=amount(n), n=n, source=source))
    if vivet is not None:
        low, high = work.kentallen.table("referentie.bouwjaar")
        year = vivet["bouwjaar"].to_numpy(dtype=np.float64)
        known = np.isnan(work.reals("bouwjaar")) & (year >= low) & (year <= high)
        n = work.set_where("bouwjaar", known, year, VIVET)
        if n:
            work.notes.append(note("verrijking_notitie_bouwjaar", objects=amount(n), n=n))


def _people(work: _Work, vivet: pd.DataFrame | None) -> None:
    """Fill in the inhabitants that VIVET gives."""
    if vivet is not None:
        people = vivet["inwoners"].to_numpy(dtype=np.float64)
        known = work.home & np.isnan(work.reals("inwoners")) & ~np.isnan(people)
        work.set_where("inwoners", known, people, VIVET)


def _owners(work: _Work, owners: Owners | None, vivet: pd.DataFrame | None) -> None:
    """Fill in who owns what: the input with owners, what the objects themselves say, VIVET."""
    if owners is not None:
        work.take_over("eigenaren", owners)
        found = owners_of(work.keys, owners, work.kentallen)
        _list_rest(work, "eigenaren", "eigenaar_zonder_object", found.rest)
        current = work.texts("eigenaar")
        differs = int(((found.owner != "") & (current != "") & (found.owner != current)).sum())
        if differs:
            work.notes.append(note("verrijking_notitie_eigenaar_anders", objects=amount(differs), n=differs))
        n = work.set_where("eigenaar", found.owner != "", found.owner, OWN)
        work.notes.append(note("verrijking_notitie_eigenaar", objects=amount(n), n=n, whole=amount(found.by_place)))
    if vivet is not None:
        values = vivet["eigenaar"].to_numpy(dtype=object)
        free = work.texts("eigenaar") == ""
        work.set_where("eigenaar", free & (values != ""), values, VIVET)


def _neighbourhoods(work: _Work, neighbourhoods: Neighbourhoods | None, vivet: pd.DataFrame | None) -> None:
    """Fill in the neighbourhood: by place, else as VIVET says."""
    codes = np.full(len(work.objects), "", dtype=object)
    if neighbourhoods is not None:
        work.take_over("buurten", neighbourhoods)
        frame = neighbourhoods.frame
        tree = shapely.STRtree(np.asarray(frame.geometry.array, dtype=object))
        at, where = tree.query(work.keys.points, predicate="intersects")
        first = np.full(len(codes), len(frame))
        np.minimum.at(first, at, where)
        inside = first < len(frame)
        codes[inside] = frame["buurtcode"].astype(object).to_numpy()[first[inside]]
        outside = int((~inside).sum())
        if outside:
            work.notes.append(note("verrijking_notitie_buurt", objects=amount(outside), n=outside))
    if vivet is not None:
        values = vivet["buurtcode"].to_numpy(dtype=object)
        codes = np.where(codes == "", values, codes)
    current = work.texts("buurtcode")
    work.objects["buurtcode"] = np.where(codes == "", current, codes)
