"""Space heating, tap water and cooling of each object, from the best source that there is.

Order of trust: what PBL says of the dwelling itself (VIVET), the kentallen of Vesta MAIS by type, period and label, the
kental of an average dwelling. On request the label's own figure (NTA 8800) or a demand per m2 by label (ETM) goes
before Vesta.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..units import GJ_PER_KWH
from ..wording import amount, dutch, note
from .columns import GEBRUIK, LABELS, WONEN
from .vesta import Floats, Ints, Texts, VestaTable, dwelling_kinds

if TYPE_CHECKING:
    from ..kentallen import Kentallen


METHODS = ("vesta", "label", "etm")
"""How space heating of a dwelling is found: by Vesta, by the heat demand on its label (NTA 8800), or by ETM."""

OTHER = "overig"
"""Use of an object without any."""

Flags = npt.NDArray[np.bool_]


@dataclass
class Heat:
    """The demand of objects; shapes (n,). NaN where it is not known.

    Attributes
    ----------
    space_gj, tap_gj, cold_gj
        Space heating, tap water and cooling, GJ a year.
    source
        Where the heat comes from: vivet, ep-online, vesta, kental; "" where it is not known.
    label, label_source
        Labels, filled with the usual one of their type and period where they are not known.
    period
        Period of building in the words of that table.
    """

    space_gj: Floats
    tap_gj: Floats
    cold_gj: Floats
    source: Texts
    label: Texts
    label_source: Texts
    period: Texts
    notes: list[str] = field(default_factory=list)


def object_heat(
    objects: pd.DataFrame,
    *,
    dwellings: VestaTable,
    utility: VestaTable,
    kentallen: Kentallen,
    method: str = "vesta",
) -> Heat:
    """Return the heat and cooling demand of objects.

    A dwelling: VIVET, or space heating = a + b m2 by type, period and label and tap water per dwelling (Vesta MAIS), or
    the kental of a dwelling where type or area is not known. Another object: the demand per m2 of its use, the mean of
    its uses when there are more (how the area is divided is not known). A label that is not known is the usual one of
    the type and period. A dwelling without a year is taken to be of ``vraag.bouwjaar_onbekend``.

    Parameters
    ----------
    objects
        As `result.Stock.objects`; columns vivet_rv_gj, vivet_tap_gj and label_kwh_m2 may be absent.
    dwellings, utility
        Tables of demand.
    method
        One of `METHODS`.

    Notes
    -----
    Formulas and coefficients: PBL, Vesta MAIS 5.0. The demand of industry is that of its buildings; processes are not
    in it.
    """
    n = len(objects)
    home = objects["woning"].to_numpy(dtype=np.float64) == 1
    area = objects["oppervlakte_m2"].to_numpy(dtype=np.float64)
    area = np.where(area > 0, area, np.nan)
    year = objects["bouwjaar"].to_numpy(dtype=np.float64)
    label = objects["label"].astype(object).to_numpy()
    code = _codes(label, LABELS)
    high = np.nan_to_num(objects["hoogbouw"].to_numpy(dtype=np.float64)) == 1
    space, tap, cold = (np.full(n, np.nan) for _ in range(3))
    source, period = (np.full(n, "", dtype=object) for _ in range(2))
    label_source = objects["label_bron"].astype(object).to_numpy()
    heat = Heat(space, tap, cold, source, label.copy(), label_source.copy(), period)
    no_year = float(round(kentallen.value("vraag.bouwjaar_onbekend")))
    known = np.where(np.isnan(year), no_year, year)
    kind = dwelling_kinds(objects["type"].astype(object).to_numpy(), high)
    rows = np.where(home, dwellings.rows(kind, known), -1)
    used = _labelled(heat, dwellings, rows, code)
    heat.period[home & np.isnan(year)] = "onbekend"
    _dwellings(heat, objects, dwellings, rows, used, area, home, kentallen, method)
    _utility(heat, objects, utility, code, area, year, home)
    _notes(heat, objects, home, year, no_year, kentallen, method)
    return heat


def _labelled(heat: Heat, table: VestaTable, rows: Ints, code: Ints) -> Ints:
    """Fill labels and periods of objects with a row; return the position of the label that holds."""
    has = rows >= 0
    used = np.where(code >= 0, code, np.where(has, table.label[rows], -1))
    filled = has & (code < 0)
    heat.label[filled] = np.array(LABELS, dtype=object)[used[filled]]
    heat.label_source[filled] = "afgeleid"
    heat.period[has] = table.period[rows[has]]
    return used


def _dwellings(
    heat: Heat,
    objects: pd.DataFrame,
    table: VestaTable,
    rows: Ints,
    used: Ints,
    area: Floats,
    home: Flags,
    kentallen: Kentallen,
    method: str,
) -> None:
    """Fill the demand of dwellings, the source that is trusted most last."""
    share = kentallen.value("seizoen.aandeel_tap")
    heat.tap_gj[home] = kentallen.value("vraag.warmte_per_woning") * share
    heat.space_gj[home] = kentallen.value("vraag.warmte_per_woning") * (1.0 - share)
    heat.cold_gj[home] = kentallen.value("seizoen.koude_per_woning")
    heat.source[home] = "kental"
    some = home & (rows >= 0)
    at, m2 = rows[some], area[some]
    heat.tap_gj[some] = table.tap_gj[at] + table.tap_gj_m2[at] * np.nan_to_num(m2)
    some &= ~np.isnan(area)
    at, m2 = rows[some], area[some]
    heat.space_gj[some] = table.space_gj[at, used[some]] + table.space_gj_m2[at, used[some]] * m2
    heat.cold_gj[some] = table.cold_gj[at] + table.cold_gj_m2[at] * m2
    heat.source[some] = "vesta"
    if method == "label" and "label_kwh_m2" in objects:
        own = objects["label_kwh_m2"].to_numpy(dtype=np.float64)
        some = home & (own > 0) & ~np.isnan(area)
        heat.space_gj[some] = own[some] * area[some] * GJ_PER_KWH
        heat.source[some] = "ep-online"
    elif method == "etm":
        by_label = np.array(kentallen.table("vraag.etm_kwh_m2"))
        some = home & (used >= 0) & ~np.isnan(area)
        heat.space_gj[some] = by_label[used[some]] * area[some] * GJ_PER_KWH
        heat.source[some] = "kental"
    for name, values in (("vivet_tap_gj", heat.tap_gj), ("vivet_rv_gj", heat.space_gj)):
        if name in objects:
            given = objects[name].to_numpy(dtype=np.float64)
            some = home & (given >= 0)
            values[some] = given[some]
            if name == "vivet_rv_gj":
                heat.source[some] = "vivet"


def _utility(
    heat: Heat, objects: pd.DataFrame, table: VestaTable, code: Ints, area: Floats, year: Floats, home: Flags
) -> None:
    """Fill the demand of objects that are no dwelling: the mean of their uses."""
    use = objects["gebruik"].astype(object).to_numpy()
    total = {name: np.zeros(len(area)) for name in ("space", "tap", "cold")}
    count = np.zeros(len(area))
    first = np.ones(len(area), dtype=bool)
    texts, place = np.unique(use[~home].astype(str), return_inverse=True)
    place_of = np.full(len(area), -1)
    place_of[~home] = place
    uses_of = [_uses(text) for text in texts]
    for position, name in enumerate(table.kinds):
        has = np.array([name in uses for uses in uses_of], dtype=bool)
        mine = ~home & (has[place_of] if len(has) else False)
        if not mine.any():
            continue
        rows = np.where(mine, table.rows(np.where(mine, position, -1), year), -1)
        fresh = mine & first
        used = _labelled(heat, table, np.where(fresh, rows, -1), code)
        used = np.where(code >= 0, code, np.where(fresh, used, table.label[rows]))
        at = rows[mine]
        total["space"][mine] += table.space_gj[at, used[mine]] + table.space_gj_m2[at, used[mine]] * area[mine]
        total["tap"][mine] += table.tap_gj[at] + table.tap_gj_m2[at] * area[mine]
        total["cold"][mine] += table.cold_gj[at] + table.cold_gj_m2[at] * area[mine]
        count[mine] += 1
        first &= ~mine
    some = count > 0
    heat.space_gj[some] = total["space"][some] / count[some]
    heat.tap_gj[some] = total["tap"][some] / count[some]
    heat.cold_gj[some] = total["cold"][some] / count[some]
    heat.source[some & ~np.isnan(heat.space_gj)] = "vesta"


def _uses(text: str) -> list[str]:
    """Return the uses in a text that are no dwelling; `OTHER` when there are none."""
    found = [use for use in text.split(",") if use in GEBRUIK and use != WONEN]
    return found or [OTHER]


def _codes(values: Texts, among: tuple[str, ...]) -> Ints:
    places = {name: place for place, name in enumerate(among)}
    return np.array([places.get(str(value), -1) for value in values], dtype=np.int64)


def _notes(
    heat: Heat, objects: pd.DataFrame, home: Flags, year: Floats, no_year: float, kentallen: Kentallen, method: str
) -> None:
    """Tell what was used and what was assumed, each with how often."""
    average = dutch(kentallen.value("vraag.warmte_per_woning"))
    last = "etm" if method == "etm" else "kental"
    for source, key in (("vivet", "vivet"), ("ep-online", "ep_online"), ("vesta", "vesta"), ("kental", last)):
        n = int((home & (heat.source == source)).sum())
        if n:
            heat.notes.append(note(f"vraag_notitie_{key}", n=amount(n), heat=average))
    if (~home & (heat.source == "vesta")).any():
        heat.notes.append(note("vraag_notitie_utiliteit", n=amount(int((~home & (heat.source == "vesta")).sum()))))
    several = ~home & objects["gebruik"].astype(str).str.contains(",").to_numpy(dtype=bool)
    derived = (heat.label_source == "afgeleid") & (objects["label"].astype(object).to_numpy() == "")
    for key, rows in (
        ("vraag_notitie_functies", several),
        ("vraag_notitie_label_afgeleid", derived),
        ("vraag_notitie_zonder_functie", ~home & (objects["gebruik"].astype(object).to_numpy() == "")),
    ):
        if rows.any():
            heat.notes.append(note(key, n=amount(int(rows.sum()))))
    undated = home & np.isnan(year) & (heat.source == "vesta")
    if undated.any():
        heat.notes.append(note("vraag_notitie_zonder_bouwjaar", n=amount(int(undated.sum())), year=f"{no_year:.0f}"))
