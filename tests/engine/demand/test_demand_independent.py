"""The sums of the heat demand of real places, once more with pandas from the tables of the source alone."""

import geopandas as gpd
import pandas as pd
import pytest

from riothermie_kansen import kentallen
from riothermie_kansen.demand.demand import Settings, heat_demand

K = kentallen.load()
TYPES = {
    "vrijstaand": "vrijstaand", "2-onder-1-kap": "2 onder 1 kap", "hoek": "rijwoning hoek",
    "tussen": "rijwoning tussen", "appartement0": "meergezins: laag en midden", "appartement1": "meergezins: hoog",
}  # fmt: skip


@pytest.fixture(scope="module")
def tables(shared_data):
    """Return the demand by type or use, last year and label: one long table of the two files of the source."""
    folder = shared_data.parent / "reference" / "tables"
    if not folder.is_dir():
        pytest.skip("the tables of the source (../shared/reference/tables beside the repository) are not here")
    both = pd.concat([pd.read_csv(folder / f"vesta_{name}_kentallen.csv") for name in ("woningen", "utiliteit")])
    both = both.assign(kind=both["type_str"].str.lower(), usual=both["Default_label"])
    years = both["bouwjaar_str"].str.extract(r"(\d{4})\D*(\d{4})?")
    # "voor 1930" ends before it, the other periods hold their last year; "onbekend" has none
    last = years[1].fillna(years[0]).astype(float) - both["bouwjaar_str"].str.startswith("voor")
    both["last"] = last.fillna(-1.0)
    parts = [both.assign(label=label, a=both[f"Vrv_{label}_asl"], b=both[f"Vrv_{label}_opp"]) for label in "ABCDEFG"]
    return pd.concat(parts)[["kind", "last", "usual", "label", "a", "b", "Vww_asl", "Vww_opp", "Vk_asl", "Vk_opp"]]


def recomputed(rows, tables):
    """Return heat, tap water and cooling of rows with kind, year, label ("" unknown) and m2."""
    made = []
    for row in rows.itertuples():
        mine = tables[tables["kind"] == row.kind]
        ends = sorted(set(mine["last"]) - {-1.0})
        end = -1.0 if pd.isna(row.year) else next((e for e in ends if row.year <= e), ends[-1])
        mine = mine[mine["last"] == end]
        line = mine[mine["label"] == (row.label or mine["usual"].iloc[0])].iloc[0]
        parts = ((line.a, line.b), (line.Vww_asl, line.Vww_opp), (line.Vk_asl, line.Vk_opp))
        made.append([each + per_m2 * row.m2 for each, per_m2 in parts])
    return pd.DataFrame(made, columns=["rv_gj", "tap_gj", "koude_gj"], index=rows.index)


def of_objects(objects, tables):
    """Return the demand per object: of several uses that are no dwelling the mean."""
    home = objects["woning"] == 1
    kind = objects["type"].where(objects["type"] != "appartement", "appartement" + objects["hoogbouw"].astype(str))
    uses = objects["gebruik"].str.split(",").where(~home, kind.map(TYPES).apply(lambda text: [text]))
    year = objects["bouwjaar"].where(objects["bouwjaar"].notna() | ~home, K.value("vraag.bouwjaar_onbekend"))
    rows = pd.DataFrame({"kind": uses, "year": year, "m2": objects["oppervlakte_m2"]})
    rows["label"] = objects["label"].where(objects["label_bron"] != "afgeleid", "")
    rows = rows.explode("kind").reset_index(names="object")
    rows["kind"] = rows["kind"].replace("", "overig")
    return recomputed(rows, tables).groupby(rows["object"]).mean()


def check(found, tables):
    """Compare each object, each building and the total."""
    objects = found.objects
    made = of_objects(objects, tables)
    for name in ("rv_gj", "tap_gj", "koude_gj"):
        pd.testing.assert_series_equal(
            made[name], objects[name].astype(float), check_names=False, check_index=False, check_index_type=False
        )
        per_pand = made[name].groupby(objects["pand_id"].to_numpy()).sum()
        buildings = found.buildings.set_index("pand_id")[name]
        pd.testing.assert_series_equal(
            buildings.reindex(per_pand.index).astype(float), per_pand, check_names=False, check_index_type=False
        )
        assert found.totals[name] == pytest.approx(made[name].sum())
    return made


def test_apeldoorn(shared_data, tables):
    folder = shared_data / "streets_buildings" / "apeldoorn_bag"
    panden, objects = (gpd.read_file(folder / f"bag_{name}.shp") for name in ("gebouw", "verblijfsobject"))
    found = heat_demand(panden, objects, settings=Settings(), kentallen=K)
    made = check(found, tables)
    # what is reckoned with is what the delivery says: number, use, floor area and year of every object in use
    used = objects[objects["status"] != "Verblijfsobject gevormd"].set_index("identifica")
    mine = found.objects.set_index("object_id")
    assert sorted(mine.index) == sorted(used.index)
    assert (mine["oppervlakte_m2"] == used["oppervlakt"].reindex(mine.index)).all()
    assert (mine["pand_id"] == used["pandidenti"].reindex(mine.index)).all()
    assert (mine["woning"] == used["gebruiksdo"].reindex(mine.index).str.contains("woonfunctie").astype(int)).all()
    years = pd.to_numeric(used["bouwjaar"]).reindex(mine.index)
    assert (mine["bouwjaar"].astype(float) == years.astype(float)).all()
    assert found.totals["warmte_gj"] == pytest.approx(float((made["rv_gj"] + made["tap_gj"]).sum()))


def test_wageningen(shared_data, tables):
    panden = gpd.read_file(shared_data / "streets_buildings" / "wageningen_nwb_bag.gpkg", layer="bag_pand_2019")
    found = heat_demand(panden, None, settings=Settings(), kentallen=K)
    check(found, tables)
    assert found.totals["objecten"] == panden["aantal_verblijfsobjecten"].sum()
