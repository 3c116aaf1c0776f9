"""A synthetic municipality for the bench of heat demand: panden, verblijfsobjecten, their history, labels and buurten.

It is made up, not a real place: terraces, pairs, villas, flats, shops and halls on a grid, with a shed behind most
homes. The same size gives the same municipality. Rows come in no order, as in a delivery.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import shapely

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Texts = npt.NDArray[np.object_]

SEED = 20241121
CELL = (70.0, 45.0)
"""Width and depth of a plot (m)."""

ORIGIN = (120_000.0, 440_000.0)
SQUARE = 1_000.0
"""Side of a buurt (m)."""

LOST = 0.02
"""Objects whose pand is not in the layer, so that their place has to tell."""

LABELLED, TWICE = 110_000, 10_000
LABEL_ROWS = 1_000_000
"""Labels of objects here (those surveyed twice have two), and rows of the national file."""


class Plot(NamedTuple):
    """What stands on a plot.

    Attributes
    ----------
    count
        Plots of this kind.
    rows
        Buildings in a row on it.
    size
        Width and depth of each (m).
    shed
        Whether each has a shed.
    objects
        Objects in each.
    """

    count: int
    rows: int
    size: tuple[float, float]
    shed: bool
    objects: int


PLOTS = {
    "rij": Plot(6_500, 8, (6.0, 10.0), True, 1),
    "twee": Plot(6_000, 2, (8.0, 10.0), True, 1),
    "villa": Plot(6_000, 1, (13.0, 11.0), True, 1),
    "flat": Plot(3_000, 1, (50.0, 14.0), False, 31),
    "winkel": Plot(4_667, 1, (15.0, 20.0), False, 3),
    "hal": Plot(2_333, 1, (40.0, 25.0), False, 1),
}
"""150,000 panden; with one more object in some flats 180,000 objects."""

OBJECTS = 180_000

OLD_PANDEN, GONE_PANDEN, COMING_PANDEN = 55_000, 5_000, 5_000
OLD_OBJECTS, GONE_OBJECTS = 90_000, 5_000
"""Earlier versions of what is there, and what is gone (two versions each) or planned: 500,000 rows in all."""


@dataclass(frozen=True)
class Municipality:
    """Panden and objects that are there now.

    Attributes
    ----------
    pand_id, year
        Shape (p,).
    west, south, width, depth
        Footprints (m, RD), shape (p,).
    object_id, use, area
        Shape (o,): id, gebruiksdoelen with a comma between, floor area (m2).
    pand
        Pand of each object, shape (o,).
    lost
        Whether an object refers to a pand that is not there, shape (o,).
    x, y
        Where it lies (m, RD), shape (o,).
    postcode, number
        Its address, shape (o,).
    """

    pand_id: Texts
    year: Ints
    west: Floats
    south: Floats
    width: Floats
    depth: Floats
    object_id: Texts
    use: Texts
    area: Ints
    pand: Ints
    lost: npt.NDArray[np.bool_]
    x: Floats
    y: Floats
    postcode: Texts
    number: Ints


def municipality() -> Municipality:
    """Return the municipality."""
    chance = np.random.default_rng(SEED)
    kinds = np.repeat(np.arange(len(PLOTS)), [plot.count for plot in PLOTS.values()])
    chance.shuffle(kinds)
    side = int(np.ceil(np.sqrt(len(kinds))))
    column, row = np.arange(len(kinds)) % side, np.arange(len(kinds)) // side
    corner = np.column_stack([ORIGIN[0] + CELL[0] * column, ORIGIN[1] + CELL[1] * row])
    plot, west, south, width, depth, homes = ([] for _ in range(6))
    for kind, (_, rows, (wide, deep), shed, objects) in enumerate(PLOTS.values()):
        here = np.flatnonzero(kinds == kind)
        for place in range(rows):
            x = corner[here, 0] + 5.0 + wide * place
            plot.append(here)
            west.append(x)
            south.append(corner[here, 1] + 5.0)
            width.append(np.full(len(here), wide))
            depth.append(np.full(len(here), deep))
            homes.append(np.full(len(here), objects))
            if shed:
                plot.append(here)
                west.append(x + 1.0)
                south.append(corner[here, 1] + 32.0)
                width.append(np.full(len(here), 3.0))
                depth.append(np.full(len(here), 2.0))
                homes.append(np.zeros(len(here), dtype=int))
    order = chance.permutation(sum(map(len, plot)))
    plot, west, south, width, depth, homes = (
        np.concatenate(part)[order] for part in (plot, west, south, width, depth, homes)
    )
    flats = np.flatnonzero(kinds[plot] == list(PLOTS).index("flat"))
    homes[flats[: OBJECTS - int(homes.sum())]] += 1
    year = chance.integers(1900, 2024, len(kinds))[plot]
    pand = chance.permutation(np.repeat(np.arange(len(plot)), homes))
    kind = kinds[plot[pand]]
    turn = np.argsort(np.argsort(pand, kind="stable"), kind="stable")
    first = np.concatenate([[0], np.cumsum(homes)])[pand]
    names = list(PLOTS)
    use = np.full(len(pand), "woonfunctie", dtype=object)
    use[(kind == names.index("winkel")) & (turn == first)] = "winkelfunctie"
    use[kind == names.index("hal")] = np.where(
        chance.random(int((kind == names.index("hal")).sum())) < 0.5,
        "industriefunctie",
        "industriefunctie,kantoorfunctie",
    )
    floor = np.array([115, 130, 180, 75, 90, 900])[kind]
    area = np.maximum((floor * chance.uniform(0.8, 1.25, len(pand))).astype(int), 15)
    # a street has an address for every object on some plots beside each other
    street = plot[pand] // 10
    letters = np.array([chr(65 + a) + chr(65 + b) for a in range(26) for b in range(26)], dtype=object)
    postcode = np.array([f"{1000 + s // 676}{letters[s % 676]}" for s in range(int(street.max()) + 1)], dtype=object)
    by_street = np.lexsort((pand, street))
    begin = np.searchsorted(street[by_street], street[by_street])
    number = np.empty(len(pand), dtype=np.int64)
    number[by_street] = np.arange(len(pand)) - begin + 1
    return Municipality(
        pand_id=np.array([f"03071000{n:08d}" for n in range(len(plot))], dtype=object),
        year=year, west=west, south=south, width=width, depth=depth,
        object_id=np.array([f"03070100{n:08d}" for n in range(len(pand))], dtype=object),
        use=use, area=area, pand=pand, lost=chance.random(len(pand)) < LOST,
        x=west[pand] + width[pand] * chance.uniform(0.2, 0.8, len(pand)),
        y=south[pand] + depth[pand] * chance.uniform(0.2, 0.8, len(pand)),
        postcode=postcode[street], number=number,
    )  # fmt: skip


def outlines(made: Municipality) -> npt.NDArray[np.object_]:
    """Return the footprints, shape (p,)."""
    return shapely.box(made.west, made.south, made.west + made.width, made.south + made.depth)


def buurten(made: Municipality) -> tuple[npt.NDArray[np.object_], Ints]:
    """Return squares that hold everything, and the objects in each."""
    low = np.floor(np.array([made.west.min(), made.south.min()]) / SQUARE).astype(int)
    column, row = (np.floor(values / SQUARE).astype(int) for values in (made.x, made.y))
    wide, high = int(column.max() - low[0]) + 1, int(row.max() - low[1]) + 1
    x, y = np.meshgrid(low[0] + np.arange(wide), low[1] + np.arange(high))
    count = np.bincount((row - low[1]) * wide + column - low[0], minlength=wide * high)
    west, south = SQUARE * x.ravel(), SQUARE * y.ravel()
    return shapely.box(west, south, west + SQUARE, south + SQUARE), count


LABEL_HEAD = (
    "Pand_opnamedatum Pand_opnametype Pand_status Pand_berekeningstype Pand_energieindex Pand_energieklasse "
    "Pand_energielabel_is_prive Pand_is_op_basis_van_referentie_gebouw Pand_gebouwklasse Meting_geldig_tot "
    "Pand_registratiedatum Pand_postcode Pand_huisnummer Pand_huisnummer_toev Pand_detailaanduiding "
    "Pand_bagverblijfsobjectid Pand_bagligplaatsid Pand_bagstandplaatsid Pand_bagpandid Pand_gebouwtype "
    "Pand_gebouwsubtype Pand_projectnaam Pand_projectobject Pand_SBIcode Pand_gebruiksoppervlakte "
    "Pand_energiebehoefte Pand_eis_energiebehoefte Pand_primaire_fossiele_energie Pand_warmtebehoefte "
    "Pand_energieindex_met_EMG_forfaitair"
).split()


def write_labels(file: Path, made: Municipality) -> int:
    """Write the national file with labels; return its rows.

    Rows of this municipality lie scattered between those of elsewhere.
    """
    chance = np.random.default_rng(SEED + 1)
    mine = chance.permutation(len(made.object_id))[:LABELLED]
    mine = np.concatenate([mine, mine[:TWICE]])
    row = np.full(LABEL_ROWS, -1)
    row[chance.permutation(LABEL_ROWS)[: len(mine)]] = mine
    grade = np.array(["A++", "A+", "A", "B", "C", "D", "E", "F", "G"], dtype=object)[chance.integers(0, 9, LABEL_ROWS)]
    year, month = chance.integers(2015, 2025, LABEL_ROWS), chance.integers(1, 13, LABEL_ROWS)
    area = chance.integers(40, 200, LABEL_ROWS)
    with file.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write("PublicatieDatum;2025-01-01\nLaatstVerwerkteMutatievolgnummer;123456\n")
        stream.write(";".join(LABEL_HEAD) + "\n")
        lines = []
        for at, (k, letter, y, m, m2) in enumerate(
            zip(row.tolist(), grade, year.tolist(), month.tolist(), area.tolist(), strict=True)
        ):
            if k < 0:
                code, number = f"{9000 + at % 999}ZZ", at % 300 + 1
                bag, pand = f"19990100{at:08d}", f"19991000{at:08d}"
            else:
                code, number, bag = made.postcode[k], int(made.number[k]), made.object_id[k]
                pand = made.pand_id[made.pand[k]]
            day = f"{y}{m:02d}15"
            lines.append(
                f"{day};Detailopname;Bestaand;NTA 8800:2024 (basisopname woningbouw);;{letter};Nee;Nee;W;"
                f"{y + 10}{m:02d}15;{day};{code};{number};;;{bag};;;{pand};Rijwoning tussen;;;;;{m2};"
                "120.15;;210.33;95.44;1.12"
            )
            if len(lines) == 50_000:
                stream.write("\n".join(lines) + "\n")
                lines = []
        stream.write("\n".join([*lines, ""]))
    return LABEL_ROWS
