"""What the stock tells: which objects were joined by place or left out, and what is special about a building."""

from __future__ import annotations

from collections.abc import Mapping

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from ..kentallen import Kentallen
from ..messages import template
from ..readers.bag import Listing
from ..readers.shapes import Shapes
from ..readers.values import Flags, Reals, Texts
from ..wording import amount, dutch, note, place, sentences
from .areas import DERIVED
from .columns import VRIJSTAAND
from .joining import ALONE, BY_ID, INSIDE, NEAR, NOWHERE, Joined

Ints = npt.NDArray[np.int64]


def list_joined(
    rows: pd.DataFrame,
    points: Shapes,
    joined: Joined,
    ground: gpd.GeoDataFrame,
    absent: Mapping[str, str],
    lists: Listing,
    notes: list[str],
) -> None:
    """List the objects that did not come in a building by their own pand id."""
    ids = rows["object_id"].to_numpy(dtype=object)
    own = rows["pand_id"].to_numpy(dtype=object)
    names_ = np.concatenate([ground["pand_id"].to_numpy(dtype=object), joined.alone])
    pand = np.where(joined.building >= 0, names_[joined.building] if len(names_) else "", "")
    how, several = joined.how, np.flatnonzero(joined.several > 1)
    number = np.array([str(value) for value in joined.several[several].tolist()], dtype=object)
    lists.add("object_meer_panden", "info", ids[several], points[several], n=number, pand=pand[several])
    gone = np.array([text in absent for text in own], dtype=bool) if absent else np.zeros(len(own), dtype=bool)
    gone &= how != NOWHERE
    lists.add("object_pand_afwezig", "waarschuwing", ids[gone], points[gone], own=own[gone], pand=pand[gone])
    other = (how == INSIDE) & (own != "") & ~gone
    lists.add("object_ander_pand", "info", ids[other], points[other], own=own[other], pand=pand[other])
    near = np.flatnonzero(how == NEAR)
    metres = np.array([dutch(value, 1) for value in joined.distance[near]], dtype=object)
    lists.add("object_bij_pand", "info", ids[near], points[near], pand=pand[near], distance=metres)
    alone, nowhere = np.flatnonzero(how == ALONE), np.flatnonzero(how == NOWHERE)
    if len(ground):
        lists.add("object_los", "waarschuwing", ids[alone], points[alone], pand=pand[alone])
    lists.findings.add("object_zonder_plaats", "fout", ids[nowhere])
    if len(ids) and len(ground):
        counts = {
            "by_id": int((how == BY_ID).sum()),
            "inside": int((how == INSIDE).sum()),
            "near": len(near),
            "alone": len(alone),
            "nowhere": len(nowhere),
        }
        if counts["by_id"] < len(ids):
            values = {name: amount(value) for name, value in counts.items()}
            notes.append(note("voorraad_notitie_plaats", n=amount(len(ids)), **values))
    elif len(ids):
        notes.append(note("voorraad_notitie_punten", n=amount(len(joined.alone)), objects=amount(len(ids))))


def reasons(ground: gpd.GeoDataFrame, joined: Joined, outline: Flags, number: Ints) -> Texts:
    """Return what is special about each building, in a sentence or "".

    The texts are Dutch: they stand on the map.
    """
    n, p = len(number), len(ground)
    said = np.zeros(n)
    said[:p] = np.nan_to_num(ground["aantal_objecten"].to_numpy(dtype=float))
    part = np.zeros(n, dtype=bool)
    part[:p] = joined.part_of != np.arange(p)
    other = np.full(n, "", dtype=object)
    other[:p] = ground["pand_id"].to_numpy(dtype=object)[joined.part_of]
    empty = number == 0
    square = ~outline & bool(outline.any())
    alone = np.arange(n) >= p
    near = np.bincount(joined.building[joined.how == NEAR], minlength=n)
    counts = np.array([str(value) for value in near.tolist()], dtype=object)
    expected = np.array([f"{value:.0f}" for value in said.tolist()], dtype=object)
    texts = (
        place(empty & part, _template("deel"), other=other),
        place(empty & ~part & (said > 0), _template("ontbreekt"), n=expected),
        place(empty & ~part & (said <= 0), _template("geen")),
        place(alone & square, _template("los")),
        place(~alone & square, _template("punt")),
        place(near > 0, _template("nabij"), n=counts),
    )
    return sentences(*texts)


def _template(name: str) -> str:
    return template(f"voorraad_reden_{name}", "nl")


def list_empty(
    ground: gpd.GeoDataFrame,
    number: Ints,
    shapes: Shapes,
    counted: bool,
    lists: Listing,
    notes: list[str],
) -> None:
    """List the panden whose objects are not in the layer, and count those without."""
    none = number[: len(ground)] == 0
    said = np.nan_to_num(ground["aantal_objecten"].to_numpy(dtype=float))
    missing = np.flatnonzero(none & (said > 0))
    if len(missing) and not counted:
        ids = ground["pand_id"].to_numpy(dtype=object)[missing]
        values = [f"{value:.0f}" for value in said[missing]]
        lists.add("pand_objecten_ontbreken", "waarschuwing", ids, shapes[missing], n=values)
        notes.append(note("voorraad_notitie_ontbreken", n=amount(len(missing)), objects=amount(said[missing].sum())))
    if none.any():
        notes.append(note("voorraad_notitie_leeg", n=amount(int(none.sum())), panden=amount(len(ground))))


def tell_missing(table: pd.DataFrame, footprint: Reals, kentallen: Kentallen, notes: list[str]) -> None:
    """Tell when so many detached houses are as small as those in a row that panden seem to be missing.

    Parameters
    ----------
    table
        Objects with gebruik, type, type_bron and building.
    footprint
        Shape (b,): m2 of each building; NaN without outline.
    kentallen
        Group ``gebouw``.
    notes
        Grows.
    """
    free = (table["type"] == VRIJSTAAND) & (table["type_bron"] == DERIVED) & (table["gebruik"] != "")
    areas = footprint[table["building"].to_numpy()[free.to_numpy()]]
    areas = areas[~np.isnan(areas)]
    limit = kentallen.value("gebouw.grondvlak_vrijstaand")
    small = int((areas < limit).sum())
    few = kentallen.value("gebouw.aantal_klein")
    if small >= few and small > kentallen.value("gebouw.aandeel_klein") / 100.0 * len(areas):
        values = {"n": amount(small), "all": amount(len(areas)), "limit": dutch(limit)}
        notes.append(note("voorraad_notitie_panden_weg", **values))
