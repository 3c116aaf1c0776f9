"""Who gets the heat: the match of Leusden, and small streets whose outcome can be said beforehand."""

import tomllib

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point

from riothermie_kansen.errors import FieldError, InputError
from tests.engine.match.made_match import K, X, Y, chosen, frame, line, match, of, row, source, street

HEAT, SUPPLY = 37.0, 16_000.0
"""GJ a year per dwelling and GJ a year of the sewer, Leusden par. 4.2 and 5.1."""


def leusden(extra=0):
    """Return 215 houses, 4 blocks of 22 and one of 52 along a street, and houses farther away."""
    homes = [*[1] * 215, *[22] * 4, 52, *[1] * extra]
    near = [20.0 + 4.0 * i for i in range(220)]
    far = [1500.0 + 4.0 * i for i in range(extra)]
    heat = [HEAT * n for n in homes]
    return row(
        [*near, *far], woningen=homes, warmte_gj=heat, rv_kw=[6.0 * n for n in homes], tap_kw=[2.0 * n for n in homes],
        type=["tussen" if n == 1 else "appartement" for n in homes],
        eigenaar=["particulier" if n == 1 else "corporatie" for n in homes],
    )  # fmt: skip


def test_leusden_fits_as_a_whole():
    found = match(leusden(), SUPPLY)
    # L-DEM-30: 215 + 4 x 22 + 52; L-DEM-31: 355 x 37 GJ <= 16,000 GJ
    assert found.totals["woningen"] == 215 + 4 * 22 + 52 == 355
    assert found.totals["warmte_gj"] == pytest.approx(355 * HEAT) == pytest.approx(13_135)
    assert found.totals["warmte_gj"] <= SUPPLY
    assert found.totals["benut_procent"] == pytest.approx(100 * 13_135 / 16_000)
    assert set(found.selection["soort"]) == {"gekozen"}


@pytest.mark.parametrize("name", ["L-DEM-30", "L-DEM-31"])
def test_golden_figures_of_the_match(root, name):
    file = root.parent / "shared" / "golden" / "golden.toml"
    if not file.is_file():
        pytest.skip("the golden figures (folder ../shared beside the repository) are not here")
    figure = next(one for one in tomllib.loads(file.read_text(encoding="utf-8"))["figure"] if one["id"] == name)
    given_ = {one["name"]: one["value"] for one in figure["inputs"]}
    if name == "L-DEM-30":
        found = match(leusden(), SUPPLY, streets=None)
        assert [given_[key] for key in "abcd"] == [215, 4, 22, 52]
        assert found.totals["woningen"] == pytest.approx(figure["expected"], abs=figure["tol_abs"])
    else:
        found = match(leusden(), given_["S"], streets=None)
        everyone = found.totals["gekozen"] == found.totals["gebouwen"] and found.totals["woningen"] == given_["n"]
        assert int(everyone and found.totals["warmte_gj"] == pytest.approx(given_["n"] * given_["q"])) == 1
        assert figure["expected"] == 1


def test_with_houses_farther_away_the_supply_is_filled_and_not_exceeded():
    found = match(leusden(600), SUPPLY, streets=street(5000.0))
    assert found.totals["warmte_gj"] <= SUPPLY
    assert found.totals["warmte_gj"] >= 0.98 * SUPPLY
    assert found.totals["hoogstens_gj"] <= SUPPLY + 1e-6
    # the near ones, cheaper and with a better score, are all in
    near = found.selection[found.selection["pand_id"] < "p220"]
    assert (near["gekozen"] == 1).all()
    out = found.selection[found.selection["gekozen"] == 0]
    assert set(out["soort"]) <= {"aanbod_op", "duurder", "niet_gekozen", "blok_te_groot"}
    assert (out["marginaal_eur"] > 0).all()


def test_a_search_beside_the_score_is_never_worse_than_the_score_for_its_price():
    # a good score far away against neighbours without one: the network decides
    houses = row([20, 26, 32, 38, 900], label=["G"] * 4 + ["A"], eigenaar=["particulier"] * 4 + ["corporatie"])
    by_score = match(houses, 60.0, method="score", values={"match.gewicht_afstand": 0.0})
    assert "p004" in chosen(by_score)
    best = match(houses, 60.0, values={"match.gewicht_afstand": 0.0})
    assert "p004" not in chosen(best)
    assert best.totals["kosten_eur"] < by_score.totals["kosten_eur"]
    assert best.totals["kosten_score_eur"] == pytest.approx(by_score.totals["kosten_eur"], rel=1e-6)
    assert best.totals["warmte_gj"] == by_score.totals["warmte_gj"] == 60.0
    assert set(best.curve["methode"]) == {"optimaal", "score"}
    assert of(best, "p004")["volgens_score"] == 1


def test_joining_starts_at_the_source_and_what_is_shared_is_paid_once():
    houses = row([100.0, 300.0, 500.0])
    found = match(houses, 1000.0)
    assert chosen(found) == ["p000", "p001", "p002"]
    steps = found.curve["cum_eur"].diff().fillna(found.curve["cum_eur"])
    # the last 200 m of pipe are thinner than the 200 m before them: never dearer
    assert steps.iloc[1] >= steps.iloc[2] > 0


def test_blocks_are_whole_or_not_at_all():
    houses = row([20, 40, 60, 80, 100], blok=["a", "a", "a", None, None])
    fits = match(houses, 120.0, block_field="blok")
    assert fits.totals["gekozen"] == 4
    assert {"p000", "p001", "p002"} <= set(chosen(fits))
    # room for two: the block of three cannot be part of it
    two = match(houses, 70.0, block_field="blok")
    assert sorted(chosen(two)) == ["p003", "p004"]
    assert of(two, "p000")["soort"] in ("aanbod_op", "blok_te_groot")
    assert "90 GJ" in of(two, "p000")["reden"]
    # without blocks the nearest two go first
    assert sorted(chosen(match(houses, 70.0))) == ["p000", "p001"]


def test_a_block_that_does_not_fit_leaves_room_for_smaller_ones():
    # 100 GJ: the flat of 150 does not fit, one house of 30 is left over when three are in
    houses = row([20, 40, 60, 80], woningen=[5, 1, 1, 1], warmte_gj=[150.0, 30, 30, 30])
    found = match(houses, 100.0)
    assert sorted(chosen(found)) == ["p001", "p002", "p003"]
    assert of(found, "p000")["soort"] == "aanbod_op"
    assert "10 GJ over" in of(found, "p000")["reden"]


def test_required_and_forbidden():
    houses = row([20, 40, 60, 900], wens=["optioneel", "verboden", None, "verplicht"])
    found = match(houses, 65.0, required="wens")
    assert "p003" in chosen(found)
    assert len(chosen(found)) == 2
    assert of(found, "p001")["soort"] == "verboden"
    assert "verplicht" in of(found, "p003")["reden"]


def test_required_buildings_go_before_the_supply_and_that_is_told():
    houses = row([20, 40, 60], wens=["ja", "ja", "nee"])
    found = match(houses, 30.0, required="wens")
    assert sorted(chosen(found)) == ["p000", "p001"]
    assert found.totals["benut_procent"] == pytest.approx(200.0)
    assert found.findings.count("match_verplicht_te_veel") == 1


def test_a_block_with_a_forbidden_building_stays_out_and_names_it():
    houses = row([20, 40, 60], blok=["a", "a", ""], wens=["", "verboden", ""])
    found = match(houses, 500.0, block_field="blok", required="wens")
    assert chosen(found) == ["p002"]
    assert of(found, "p000")["soort"] == "blok_niet_heel"
    assert "p001" in of(found, "p000")["reden"]
    assert of(found, "p001")["soort"] == "verboden"


def test_a_block_cannot_be_required_and_forbidden():
    houses = row([20, 40, 60], blok=["a", "a", ""], wens=["ja", "verboden", ""])
    with pytest.raises(InputError) as error:
        match(houses, 500.0, block_field="blok", required="wens")
    assert error.value.key == "match_blok_strijdig"
    assert "p000" in str(error.value)
    assert "p001" in str(error.value)


def test_a_shed_in_a_block_does_not_keep_the_block_out():
    houses = row([20, 40, 60], warmte_gj=[30.0, 0.0, 30.0], rv_kw=[6.0, 0.0, 6.0], tap_kw=[3.0, 0.0, 3.0],
                 blok=["a", "a", "a"])  # fmt: skip
    found = match(houses, 60.0, block_field="blok")
    assert sorted(chosen(found)) == ["p000", "p002"]
    assert of(found, "p001")["soort"] == "geen_vraag"


def test_a_building_far_from_every_street_and_a_loose_street_are_told():
    houses = pd.concat([row([20, 40]), row([500], y=400.0, pand_id=["ver"]), row([500], y=1008.0, pand_id=["los"])])
    streets = pd.concat([street(), frame([line((400, 1000), (600, 1000))], wvk_id=["s3"])], ignore_index=True)
    found = match(gpd.GeoDataFrame(houses, crs=28992), 500.0, streets=streets)
    assert sorted(chosen(found)) == ["p000", "p001"]
    assert of(found, "ver")["soort"] == "te_ver"
    assert of(found, "los")["soort"] == "straatdeel_los"
    assert np.isnan(of(found, "los")["afstand_bron_m"])


@pytest.mark.parametrize("streets", ["street", None])
def test_a_power_without_heat_is_no_demand(streets):
    found = match(row([20, 40], warmte_gj=[0.0, 30.0]), 500.0, streets=streets)
    assert chosen(found) == ["p001"]
    assert of(found, "p000")["soort"] == "geen_vraag"


def test_a_required_building_that_cannot_be_connected_is_listed():
    houses = gpd.GeoDataFrame(pd.concat([row([20]), row([500], y=400.0, pand_id=["ver"])]), crs=28992)
    found = match(houses.assign(wens=["", "ja"]), 500.0, required="wens")
    assert found.findings.count("match_verplicht_kan_niet") == 1
    assert of(found, "ver")["soort"] == "te_ver"


def test_power_can_be_what_is_scarce():
    houses = row([20, 40, 60, 80])
    # space heating of n equal homes together: n x 6 x (0.62 + 0.38 / n) = 3.72 n + 2.28 kW
    found = match(houses, None, supply_kw=3.72 * 2 + 2.28 + 0.01)
    assert found.totals["gekozen"] == 2
    assert found.totals["vermogen_kw"] == pytest.approx(3.72 * 2 + 2.28)
    assert "vermogen_op" in set(found.selection["soort"])
    assert np.isinf(found.totals["aanbod_gj"])
    assert match(houses, None, supply_kw=1000.0).totals["gekozen"] == 4


def test_uptake_by_hand():
    houses = row([20, 40, 60, 80, 100, 120], type=["tussen"] * 5 + ["appartement"], woningen=[1] * 5 + [4],
                 warmte_gj=[30.0] * 5 + [100.0], rv_kw=[6.0] * 5 + [20.0])  # fmt: skip
    found = match(houses, 200.0, streets=None)
    # the flat and three houses; the table says what that is when fewer houses connect, the flat always does
    assert found.totals["warmte_gj"] == 190.0
    table = found.uptake.set_index("volloop")
    assert table.index.tolist() == [100.0, 90.0, 70.0, 50.0]
    assert table["warmte_gj"].tolist() == pytest.approx([190.0, 181.0, 163.0, 145.0])
    assert table["aangesloten_woningen"].tolist() == pytest.approx([7.0, 6.7, 6.1, 5.5])
    assert table["benut"].tolist() == pytest.approx([95.0, 90.5, 81.5, 72.5])
    # 100 + 30 u per house within 200 GJ: 3, 3, 4 and all 5 houses, and the flat of 4
    assert table["passend_woningen"].tolist() == [7, 7, 8, 9]
    free = match(houses, 200.0, streets=None, flats_always=False).uptake.set_index("volloop")
    assert free["warmte_gj"].tolist() == pytest.approx([190.0, 171.0, 133.0, 95.0])


def test_uptake_of_the_network():
    found = match(row([100.0, 200.0]), 500.0)
    full, half = found.uptake.iloc[0], found.uptake.set_index("volloop").loc[50.0]
    service = found.trace.loc[found.trace["rol"] == "aansluiting", "kosten_eur"].sum()
    street_eur = found.trace["kosten_eur"].sum() - service
    assert full["kosten_eur"] == pytest.approx(found.totals["kosten_eur"], abs=0.1)
    # pipes in the street lie there for all, half of the connections is made
    assert half["kosten_eur"] == pytest.approx(street_eur + (full["kosten_eur"] - street_eur) / 2.0, abs=0.1)
    assert half["eur_woning"] == pytest.approx(half["kosten_eur"] / 1.0)
    assert half["eur_gj"] == pytest.approx(half["kosten_eur"] / 30.0)


def test_a_selection_for_half_the_uptake_takes_twice_the_houses():
    houses = row([20.0 * i for i in range(1, 11)], type=["tussen"] * 10)
    assert match(houses, 150.0).totals["gekozen"] == 5
    half = match(houses, 150.0, uptake=0.5)
    assert half.totals["gekozen"] == 10
    assert half.totals["warmte_gj"] == pytest.approx(150.0)
    assert 50.0 in set(half.uptake["volloop"])
    # pipes are laid for all: the network is that of ten houses
    everything = match(houses, 300.0)
    assert half.totals["kosten_eur"] == pytest.approx(everything.totals["kosten_eur"], rel=1e-3)


def test_without_streets_the_score_decides():
    houses = row([20, 40, 900], label=["G", "G", "A"], eigenaar=["particulier", "particulier", "corporatie"])
    found = match(houses, 60.0, streets=None)
    assert found.trace.empty
    assert np.isnan(found.totals["kosten_eur"])
    assert found.selection["dichtheid_mwh_m"].isna().all()
    assert of(found, "p000")["afstand_bron_m"] == pytest.approx(np.hypot(17, 8))
    assert any("Zonder straten" in text for text in found.notes)
    assert found.selection["marginaal_eur"].isna().all()


def test_a_reserve_is_kept_back():
    found = match(row([20, 40, 60, 80]), 120.0, values={"match.reserve": 0.2})
    assert found.totals["aanbod_gj"] == pytest.approx(96.0)
    assert found.totals["gekozen"] == 3


def test_only_the_nearest_take_part_in_a_large_place():
    houses = row([20.0 * i for i in range(1, 41)], blok=["a"] * 2 + [None] * 36 + ["b", "b"],
                 wens=[None] * 39 + ["ja"])  # fmt: skip
    few = {"match.voorselectie_panden": 4.0, "match.voorselectie": 2.0}
    found = match(houses, 150.0, values=few, block_field="blok", required="wens")
    # twice 150 GJ is ten houses, and what is required
    inside = found.selection["soort"] != "buiten_zoekgebied"
    assert set(found.selection.loc[inside, "pand_id"]) == {*(f"p{i:03d}" for i in range(10)), "p038", "p039"}
    assert {"p038", "p039"} <= set(chosen(found))
    # the tenth house: 200 m along the street, half a house and 8 m of front garden
    assert any("tot 208 m langs de straat: 12 van de " in text for text in found.notes)
    assert match(houses, 150.0, values={"match.voorselectie_panden": 40.0}).selection["soort"].ne(
        "buiten_zoekgebied"
    ).all()  # fmt: skip


def test_nothing_fits():
    found = match(row([20, 40]), 5.0)
    assert found.totals["gekozen"] == 0
    assert found.trace.empty
    assert set(found.selection["soort"]) == {"aanbod_op"}
    assert found.totals["kosten_eur"] == 0.0


def test_points_and_any_field_with_heat():
    points = frame([Point(X + 20, Y + 5), Point(X + 40, Y + 5)], naam=["a", "b"], warmtevraag_kwh=["10000", "5000"])
    found = match(points, 40.0)
    assert found.selection.set_index("pand_id")["warmte_gj"].to_dict() == pytest.approx({"a": 36.0, "b": 18.0})
    assert chosen(found) == ["a"]
    assert set(found.selection.geom_type) == {"Point"}


def test_areas_come_out_as_areas_of_one_kind():
    found = match(row([20, 40]), 500.0)
    assert set(found.selection.geom_type) == {"MultiPolygon"}
    assert found.selection.geometry.area.sum() == pytest.approx(2 * 48.0)


def test_a_point_among_areas_keeps_its_place():
    houses = gpd.GeoDataFrame(pd.concat([row([20]), row([40], pand_id=["q"])]), crs=28992).reset_index(drop=True)
    houses.loc[1, "geometry"] = Point(X + 40, Y + 8)
    found = match(houses, 500.0)
    assert set(found.selection.geom_type) == {"MultiPolygon"}
    assert of(found, "q").geometry.centroid.distance(Point(X + 40, Y + 8)) < 1e-6
    assert any("een punt tussen vlakken" in text for text in found.notes)


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({"supply_gj": 0.0}, "match_aanbod_getal"),
        ({"supply_gj": -5.0}, "match_aanbod_getal"),
        ({"supply_kw": np.inf}, "match_aanbod_getal"),
        ({"supply_gj": None}, "match_aanbod_onbekend"),
        ({"uptake": 0.0}, "match_volloop"),
        ({"uptake": 1.5}, "match_volloop"),
        ({"method": "loting"}, "pipe_choice"),
        ({"net": "ht"}, "pipe_choice"),
        ({"effort": "nooit"}, "pipe_choice"),
        ({"values": {f"match.gewicht_{p}": 0.0 for p in ("afstand", "dichtheid", "type", "isolatie", "eigendom")}},
         "match_geen_gewicht"),
        ({"values": {"match.afstand_bron": [5.0, 5.0]}}, "match_schaal"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_one_sentence(options, key):
    with pytest.raises(InputError) as error:
        match(row([20, 40]), **({"supply_gj": 100.0} | options))
    assert error.value.key == key
    for language in ("nl", "en"):
        assert error.value.text(language).count("\n") == 0
        assert "{" not in error.value.text(language)


def test_no_heat_no_field_no_building_at_all():
    with pytest.raises(InputError) as error:
        match(row([20], warmte_gj=[0.0], rv_kw=[0.0], tap_kw=[0.0]), 100.0)
    assert error.value.key == "network_no_demand"
    with pytest.raises(InputError) as error:
        match(row([20], warmte_gj=[0.0], rv_kw=[0.0], tap_kw=[0.0]), 100.0, streets=None)
    assert error.value.key == "network_no_demand"
    with pytest.raises(InputError) as error:
        match(row([20], wens=["verboden"]), 100.0, streets=None, required="wens")
    assert error.value.key == "network_all_forbidden"
    with pytest.raises(FieldError):
        match(row([20]), 100.0, block_field="bestaat_niet")
    with pytest.raises(InputError) as error:
        match(row([20]), sources=source(warmte_gj=[0.0]))
    assert error.value.key == "match_aanbod_niets"


@settings(max_examples=12)
@given(st.data())
def test_order_of_rows_does_not_matter(data):
    n = data.draw(st.integers(3, 9))
    heat = data.draw(st.lists(st.integers(10, 200), min_size=n, max_size=n))
    blocks = data.draw(st.lists(st.sampled_from(["", "a", "b"]), min_size=n, max_size=n))
    houses = row([30.0 + 25.0 * i for i in range(n)], warmte_gj=[float(h) for h in heat], blok=blocks)
    supply = data.draw(st.integers(20, 800))
    streets = data.draw(st.sampled_from(["street", None]))
    order = data.draw(st.permutations(range(n)))
    one = match(houses, float(supply), streets=streets, block_field="blok", bound=False)
    other = match(houses.iloc[list(order)], float(supply), streets=streets, block_field="blok", bound=False)
    pd.testing.assert_frame_equal(pd.DataFrame(one.selection.drop(columns="geometry")),
                                  pd.DataFrame(other.selection.drop(columns="geometry")))  # fmt: skip
    pd.testing.assert_frame_equal(one.uptake, other.uptake)
    pd.testing.assert_frame_equal(one.curve, other.curve)
    # what is left cannot hold any block that was left out on the score alone
    if streets is None:
        left = one.totals["aanbod_gj"] - one.totals["warmte_gj"]
        out = one.selection[one.selection["gekozen"] == 0].assign(
            of=lambda t: np.where(t["blok"] == "", t["pand_id"], t["blok"])
        )
        assert (out.groupby("of")["warmte_gj"].sum() > left - 1e-6).all()


def test_the_same_twice():
    one, other = match(leusden(), 9000.0, bound=False), match(leusden(), 9000.0, bound=False)
    assert one.selection.to_wkt().equals(other.selection.to_wkt())
    assert one.notes == other.notes
    assert one.totals == other.totals or pd.Series(one.totals).equals(pd.Series(other.totals))


def test_kentallen_of_the_match_are_all_used():
    # a weight of every part, a scale or points for each
    assert {key for key in K if key.startswith("match.gewicht_")} == {
        f"match.gewicht_{part}"
        for part in ("afstand", "riool", "dichtheid", "type", "eigendom", "isolatie", "netkosten")
    }
