"""A stock of objects made by hand, as it is after labels, references and neighbourhoods have been added."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from riothermie_kansen import kentallen
from riothermie_kansen.demand.columns import LABELS, WONINGTYPEN
from riothermie_kansen.demand.result import Stock

K = kentallen.load()

DWELLING = {
    "object_id": "", "pand_id": "", "gebruik": "wonen", "woning": 1, "type": "tussen", "type_bron": "afgeleid",
    "hoogbouw": 0.0, "bouwjaar": 1980.0, "bouwjaar_bron": "bag", "oppervlakte_m2": 100.0, "oppervlakte_bron": "bag",
    "label": "C", "label_bron": "ep-online", "eigenaar": "", "eigenaar_bron": "", "inwoners": np.nan,
    "inwoners_bron": "", "buurtcode": "", "building": 0, "vivet_rv_gj": np.nan, "vivet_tap_gj": np.nan,
    "label_kwh_m2": np.nan,
}  # fmt: skip

OFFICE = {"gebruik": "kantoor", "woning": 0, "type": "", "type_bron": "", "label": "", "label_bron": ""}


def objects(*rows):
    """Return objects from what differs from a terraced house of 100 m2 of 1980 with label C, one per building."""
    made = [DWELLING | {"object_id": f"o{i:04d}", "building": i} | row for i, row in enumerate(rows)]
    return pd.DataFrame(made, columns=list(DWELLING))


def stock(*rows, buildings=None):
    """Return a stock of those objects; `buildings` is the number of buildings, on a line 10 m apart."""
    table = objects(*rows)
    n = int(table["building"].max()) + 1 if buildings is None else buildings
    frame = gpd.GeoDataFrame(
        {"pand_id": [f"p{i:04d}" for i in range(n)], "bouwjaar": np.nan, "losse": False, "reason": ""},
        geometry=shapely.box(np.arange(n) * 10.0, 0.0, np.arange(n) * 10.0 + 8.0, 8.0), crs="EPSG:28992",
    )  # fmt: skip
    return Stock(frame, table, {"panden": n, "verblijfsobjecten": len(table)}, {"panden": {}, "verblijfsobjecten": {}})


def neighbourhoods(*rows):
    """Return neighbourhoods from what is known of each; the rest is unknown."""
    columns = ["buurtcode", "buurtnaam", "inwoners", "huishoudens", "personen", "woningen", "gas_m3"]
    columns += [f"gas_{kind}_m3" for kind in WONINGTYPEN] + ["corporatie", "stadsverwarming"]
    table = pd.DataFrame(list(rows), columns=columns)
    numbers = [name for name in columns if not name.startswith("buurt")]
    table[numbers] = table[numbers].astype(float)
    table["buurtnaam"] = table["buurtnaam"].astype(object).where(table["buurtnaam"].notna(), "")
    shapes = shapely.box(np.arange(len(table)) * 1000.0, -1000.0, np.arange(len(table)) * 1000.0 + 1000.0, 1000.0)
    return gpd.GeoDataFrame(table, geometry=shapes, crs="EPSG:28992")


def random_stock(seed, n=60, buildings=25, codes=("BU1", "BU2", "BU3", "")):
    """Return a stock of all kinds of objects."""
    random = np.random.default_rng(seed)
    rows = []
    for _ in range(n):
        row = {
            "building": int(random.integers(buildings)), "oppervlakte_m2": float(random.integers(30, 300)),
            "bouwjaar": float(random.choice([1900, 1950, 1980, 2003, 2023, np.nan])),
            "label": str(random.choice(["", *LABELS])), "buurtcode": str(random.choice(codes)),
            "type": str(random.choice(WONINGTYPEN)), "hoogbouw": float(random.integers(2)),
            "eigenaar": str(random.choice(["", "corporatie", "particulier"])),
        }  # fmt: skip
        row["label_bron"] = "ep-online" if row["label"] else ""
        if random.random() < 0.2:
            row |= OFFICE | {"gebruik": str(random.choice(["winkel", "kantoor,winkel", "industrie", "", "sport"]))}
            if random.random() < 0.2:
                row["oppervlakte_m2"] = np.nan
        elif random.random() < 0.2:
            row |= {"vivet_rv_gj": float(random.integers(10, 40)), "vivet_tap_gj": 7.0, "inwoners": 3.0}
            row["inwoners_bron"] = "vivet"
        rows.append(row)
    return stock(*rows, buildings=buildings)
