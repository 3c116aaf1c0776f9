"""The numbers of a kavel, worked out by hand."""

import numpy as np
import pytest
import shapely

from riothermie_kansen.errors import InputError
from riothermie_kansen.kavels.columns import KAVEL_COLUMNS
from riothermie_kansen.kavels.regime import BASIC, LIMITED, NONE, SMALL, regime
from riothermie_kansen.kavels.result import Settings
from riothermie_kansen.schema import names
from tests.engine.claims.made_sewer import Made
from tests.engine.kavels.made_area import K, add_up, buildings, house, kavels, layer, plots, rows, square

FOUR = [(10, 10), (30, 10), (50, 10), (70, 10)]


def test_demand_power_and_densities():
    street = layer([shapely.LineString([(0, 20), (100, 20)]), shapely.LineString([(100, 20), (300, 20)])], id=[1, 2])
    result = plots(kavels(A=square(0, 0)), buildings([*FOUR, (250, 10)]), streets=street)
    a, rest, whole = (rows(result)[name] for name in ("A", "rest", "totaal"))
    assert [a["gebouwen"], a["woningen"], a["vraag_gj"]] == [4, 4, 144]
    # four homes: 0.62 + 0.38/4 of 24 kW and 1/2 of 80 kW
    assert a["vraag_kw"] == pytest.approx(24 * 0.715 + 80 * 0.5)
    # one home asks all of it; the whole is not the sum of its parts
    assert rest["vraag_kw"] == pytest.approx(26.0)
    assert whole["vraag_kw"] == pytest.approx(30 * (0.62 + 0.38 / 5) + 100 / 5**0.5)
    assert a["woningen_ha"] == pytest.approx(4.0)
    assert a["vraag_gj_ha"] == pytest.approx(144.0)
    # 144 GJ is 40 MWh along 100 m
    assert [a["straat_m"], a["lijndichtheid"]] == pytest.approx([100.0, 0.4])
    assert a["lijndichtheid_klasse"] == "laag"
    assert [rest["straat_m"], whole["straat_m"]] == pytest.approx([200.0, 300.0])
    assert np.isnan(rest["oppervlakte_ha"])
    assert add_up(result) == []
    assert list(result.table.columns) == list(names(KAVEL_COLUMNS))
    assert list(result.kavels.columns) == [*names(KAVEL_COLUMNS), "geometry"]


def test_classes_of_line_density():
    street = layer([shapely.LineString([(0, 20), (100, 20)])], id=[1])
    for heat, kind in ((269.9, "laag"), (270.0, "matig"), (539.9, "matig"), (540.0, "goed")):
        found = plots(kavels(A=square(0, 0)), buildings([(10, 10)], warmte_gj=[heat]), streets=street)
        assert rows(found)["A"]["lijndichtheid_klasse"] == kind


def test_labels_registered_and_derived():
    homes = buildings(
        [*FOUR, (90, 10)],
        woningen=[2, 1, 3, 4, 10],
        label=["A++", "B", "D", "F", ""],
        label_bron=["ep-online", "afgeleid", "ep-online", "afgeleid", ""],
    )
    a = rows(plots(kavels(A=square(0, 0)), homes))["A"]
    assert a["label_ab"] == pytest.approx(100 * 2 / 5)
    assert a["label_onbekend"] == pytest.approx(100 * 15 / 20)
    assert a["label_meest"] == "D"
    assert "5 woningen hebben een afgeleid label" in a["reden"]
    only = rows(plots(kavels(A=square(0, 0)), homes.assign(label_bron="afgeleid")))["A"]
    assert np.isnan(only["label_ab"])
    assert (only["label_meest"], only["label_onbekend"]) == ("F", 100.0)
    none = rows(plots(kavels(A=square(0, 0)), buildings(FOUR)))["A"]
    assert none["label_meest"] == ""
    assert np.isnan(none["label_onbekend"])


def test_owners_known_and_unknown():
    homes = buildings(
        FOUR,
        woningen=[10, 4, 6, 20],
        corporatie_woningen=[8, 0, 0, 0],
        eigenaar=["corporatie", "particulier", "", ""],
    )
    a = rows(plots(kavels(A=square(0, 0)), homes))["A"]
    assert a["corporatie"] == pytest.approx(100 * 8 / 14)
    assert "Van 14 van de 40 woningen is de eigenaar bekend" in a["reden"]
    told = rows(plots(kavels(A=square(0, 0)), homes.drop(columns=["corporatie_woningen"])))["A"]
    assert told["corporatie"] == pytest.approx(100 * 10 / 14)
    counted = rows(plots(kavels(A=square(0, 0)), homes.drop(columns=["eigenaar"])))["A"]
    assert counted["corporatie"] == pytest.approx(100 * 8 / 40)
    unknown = rows(plots(kavels(A=square(0, 0)), buildings(FOUR)))["A"]
    assert np.isnan(unknown["corporatie"])


def test_objects_of_one_building_are_summed():
    homes = buildings(FOUR, inwoners=[2.0, 1.5, 1.0, 2.5], label=["C", "C", "A", "B"])
    homes["pand_id"] = ["P1", "P1", "P1", "P2"]
    homes["vbo_id"] = ["V1", "V2", "V2", "V4"]  # V2 twice: the larger number counts
    for given in (homes, homes.iloc[::-1]):
        a = rows(plots(kavels(A=square(0, 0)), given))["A"]
        assert [a["gebouwen"], a["woningen"], a["vraag_gj"]] == [2, 3, 108]
        assert a["inwoners"] == pytest.approx(2.0 + 1.5 + 2.5)


def test_supply_coverage_and_what_is_shared():
    sewer = Made([("AC", "A", "C", 1.0, 10.0, 100.0), ("CD", "C", "D", 1.0, 0.0, 100.0)])
    # the pipes lie at y = 1000 and 2000, from x = 1000
    areas = kavels(N=square(1000, 1950), Z=square(1000, 950), W=square(0, 0))
    homes = buildings([(1010, 2010), (1010, 1010), (1030, 1010)], warmte_gj=[100.0, 4000.0, 4000.0])
    chart = sewer.chart(warmte_wko_gj=[3000.0, 3000.0], kans="mogelijk", vermogen_gebouw_kw=[150.0, 150.0])
    found = rows(plots(areas, homes, map_=chart))
    assert found["N"]["aanbod_gj"] == found["Z"]["aanbod_gj"] == pytest.approx(3000.0)
    assert found["N"]["aanbod_gedeeld_gj"] == pytest.approx(3000.0)
    assert found["N"]["dekking"] == 100.0  # capped
    assert found["Z"]["dekking"] == pytest.approx(100 * 3000 / 8000)
    assert found["W"]["aanbod_gj"] == 0.0
    assert np.isnan(found["W"]["dekking"])
    assert "Geen leiding van de kansenkaart binnen bereik" in found["W"]["reden"]
    assert found["totaal"]["aanbod_gj"] == pytest.approx(3000.0)
    assert found["totaal"]["dekking"] == pytest.approx(100 * 3000 / 8100)
    assert found["Z"]["beste_leiding"] == "AC"
    assert found["Z"]["aanbod_kw"] == pytest.approx(150.0)


def test_other_sources():
    spots = layer(
        [shapely.Point(50, -100), shapely.Point(50, -250), shapely.Point(5000, 0)],
        bron_id=["dichtbij", "ver", "elders"], warmte_gj=[500.0, 700.0, np.nan], vermogen_kw=[50.0, np.nan, 10.0],
    )  # fmt: skip
    result = plots(kavels(A=square(0, 0), B=square(300, 0)), buildings(FOUR), sources=spots)
    found = rows(result)
    assert [found[name]["aanbod_bron_gj"] for name in ("A", "B")] == pytest.approx([500.0, 0.0])
    # 10 kW for 6000 hours is 216 GJ
    assert [found[name]["aanbod_bron_gj"] for name in ("rest", "totaal")] == pytest.approx([916.0, 1416.0])
    assert found["A"]["dekking"] == 100.0
    assert np.isnan(found["A"]["aanbod_gj"])
    assert any("6.000 uur" in note for note in result.notes)
    both = rows(plots(kavels(A=square(0, 0), B=square(150, 0)), buildings(FOUR), sources=spots.iloc[:1]))
    assert "Bron dichtbij is ook vanuit een ander kavel te bereiken." in both["B"]["reden"]
    assert both["totaal"]["aanbod_bron_gj"] == pytest.approx(500.0)


def test_restrictions_by_building_and_by_place():
    homes = buildings(FOUR, woningen=[1, 2, 3, 4])
    by_id = layer(
        [None, None, None], pand_id=["P000", "P001", "P002"], wko=["verboden", "aandacht", "toegestaan"],
        bodemlus=["toegestaan", "aandacht", "toegestaan"],
    )  # fmt: skip
    result = plots(kavels(A=square(0, 0)), homes, restrictions=by_id)
    a = rows(result)["A"]
    assert a["beperking"] == pytest.approx(100 * 3 / 6)  # of the homes with a verdict
    assert "WKO: aandacht voor 2 woningen, verboden voor 1." in a["reden"]
    assert "Bodemlus: aandacht voor 2 woningen, verboden voor 0." in a["reden"]
    assert "Van 4 woningen is geen oordeel bekend." in a["reden"]
    areas = layer([shapely.box(0, 0, 40, 40), shapely.box(0, 0, 200, 200)], wko=["Verboden", "toegestaan"])
    a = rows(plots(kavels(A=square(0, 0)), homes, restrictions=areas))["A"]
    assert a["beperking"] == pytest.approx(100 * 3 / 10)
    lines = layer([shapely.LineString([(30, 0), (30, 40)])], wko=["aandacht"])
    a = rows(plots(kavels(A=square(0, 0)), homes, restrictions=lines))["A"]
    assert a["beperking"] == pytest.approx(100.0)
    assert "Van 8 woningen" in a["reden"]


BANNED = [shapely.box(0, 0, 40, 40), shapely.box(500, 500, 600, 600)]


def test_outside_a_prohibition_no_restriction_is_known():
    """Homes 1 and 2 of ten lie in a prohibition; the layer says nowhere that something is allowed."""
    homes = buildings(FOUR, woningen=[1, 2, 3, 4])
    result = plots(kavels(A=square(0, 0)), homes, restrictions=layer(BANNED, wko=["verboden", "verboden"]))
    a = rows(result)["A"]
    assert a["beperking"] == pytest.approx(100 * 3 / 10)
    assert a["bodem_oordeel"] == "3 verboden, 7 geen bekende beperking"
    assert "Voor 7 woningen is geen beperking bekend: buiten de vlakken van de laag." in a["reden"]
    assert "geen oordeel" not in a["reden"]
    assert any("nergens dat het is toegestaan" in line for line in result.notes)


@pytest.mark.parametrize(
    ("more", "shapes"),
    [
        ({"redenen": ["boringsvrije zone"] * 2}, BANNED),  # places that were judged one by one
        ({"locatie_id": ["x"] * 2}, [shapely.box(9000, 0, 9100, 50), shapely.box(9000, 90, 9100, 95)]),  # elsewhere
    ],
)
def test_what_was_not_judged_has_no_verdict(more, shapes):
    homes = buildings(FOUR, woningen=[1, 2, 3, 4])
    found = rows(plots(kavels(A=square(0, 0)), homes, restrictions=layer(shapes, wko=["verboden"] * 2, **more)))
    judged = 3 if "redenen" in more else 0
    words = f"{judged} verboden, {10 - judged} geen oordeel" if judged else "10 geen oordeel"
    assert found["A"]["bodem_oordeel"] == words
    assert np.isnan(found["A"]["beperking"]) or found["A"]["beperking"] == 100.0


def test_no_known_restriction_is_less_than_allowed():
    """A building that is allowed for the one and outside the prohibitions of the other is not called allowed."""
    homes = buildings(FOUR)
    both = layer([square(0, 0), *BANNED], wko=["toegestaan", "", ""], bodemlus=["", "verboden", "verboden"])
    a = rows(plots(kavels(A=square(0, 0)), homes, restrictions=both))["A"]
    assert a["bodem_oordeel"] == "2 verboden, 2 geen bekende beperking"


def test_restrictions_that_say_nothing():
    homes = buildings(FOUR)
    without = plots(kavels(A=square(0, 0)), homes)
    assert np.isnan(rows(without)["A"]["beperking"])
    assert any("leeg, niet 0" in note for note in without.notes)
    odd = layer([square(0, 0)], wko=["misschien wel"])
    result = plots(kavels(A=square(0, 0)), homes, restrictions=odd)
    assert np.isnan(rows(result)["A"]["beperking"])
    assert result.findings.count("kavel_oordeel") == 1
    with pytest.raises(InputError) as caught:
        plots(kavels(A=square(0, 0)), homes, restrictions=layer([square(0, 0)], kleur=["rood"]))
    assert caught.value.key == "kavels_geen_oordeel"


def test_planned_network_and_energy_match():
    homes = buildings([(10, 10), (30, 10), (250, 10)], woningen=[1, 2, 4])
    trace = layer(
        [shapely.LineString([(0, 20), (200, 20)]), shapely.LineString([(10, 20), (10, 14)])],
        rol=["distributie", "aansluiting"], lengte_m=[220.0, 6.0], kosten_eur=[22000.0, 900.0],
    )  # fmt: skip
    joined = layer(
        [shapely.Point(10, 14), shapely.Point(250, 14), shapely.Point(60, 60)],
        pand_id=["P000", "P002", "X"], woningen=[1, 4, 8], kosten_eur=[2500.0, 1000.0, 0.0],
    )  # fmt: skip
    picked = layer(
        [house(10, 10), house(30, 10), house(250, 10)],
        pand_id=["P000", "P001", "P002"], gekozen=[1, 0, 1], woningen=[1, 2, 4],
    )  # fmt: skip
    result = plots(kavels(A=square(0, 0)), homes, trace=trace, connected=joined, selection=picked)
    a, rest = rows(result)["A"], rows(result)["rest"]
    # the line of 200 m counts as 220 m, half of it in the kavel; the house connection is priced with its connection
    assert [a["net_m"], rest["net_m"]] == pytest.approx([116.0, 110.0])
    assert [a["net_eur"], rest["net_eur"]] == pytest.approx([11000.0 + 2500.0, 11000.0 + 1000.0])
    assert [a["net_woningen"], rest["net_woningen"]] == [9, 4]
    assert [a["gekozen_woningen"], rest["gekozen_woningen"]] == [1, 4]
    assert add_up(result) == []
    alone = rows(plots(kavels(A=square(0, 0)), homes, trace=trace))
    assert alone["totaal"]["net_eur"] == pytest.approx(22900.0)
    assert np.isnan(alone["A"]["net_woningen"])
    with pytest.raises(InputError) as caught:
        plots(kavels(A=square(0, 0)), homes, selection=joined)
    assert caught.value.key == "kavels_andere_laag"


def test_of_two_networks_beside_each_other_one_counts():
    homes = buildings([(10, 10), (30, 10)], woningen=[1, 2])
    line, spots = shapely.LineString([(0, 20), (50, 20)]), [shapely.Point(10, 14), shapely.Point(30, 14)]
    trace = layer([line, line], rol=["distributie"] * 2, lengte_m=[50.0, 50.0], kosten_eur=[5000.0, 8000.0],
                  nettype=["mt", "bronnet"])  # fmt: skip
    joined = layer([*spots, *spots], pand_id=["P000", "P001"] * 2, woningen=[1, 2] * 2, kosten_eur=[100.0] * 4,
                   nettype=["bronnet"] * 2 + ["mt"] * 2)  # fmt: skip
    both = plots(kavels(A=square(0, 0)), homes, trace=trace, connected=joined)
    a = rows(both)["A"]
    assert (a["net_m"], a["net_eur"], a["net_woningen"]) == pytest.approx((50.0, 8200.0, 3))
    assert any("bronnet, mt" in text for text in map(str, both.notes))
    one = plots(kavels(A=square(0, 0)), homes, trace=trace.iloc[[1]], connected=joined.iloc[:2])
    assert rows(one)["A"]["net_eur"] == a["net_eur"]
    assert not any("bronnet, mt" in text for text in map(str, one.notes))


@pytest.mark.parametrize(
    ("number", "name"),
    [(0, ""), (1, NONE), (2, LIMITED), (9, LIMITED), (10, SMALL), (1500, SMALL), (1501, BASIC)],
)
def test_regime_by_connections(number, name):
    found, remark = regime(float(number), K)
    assert found == name
    assert bool(remark) == (number in (10, 1500))


def test_connections_one_by_one_or_per_block():
    # a flat of 12 homes: 0.62 + 0.38/12 of 36 kW + 60/sqrt(12): 41 kW; a larger one; an office; a factory; a shed
    homes = buildings(
        [(10, 10), (30, 10), (50, 10), (70, 10), (90, 10)],
        woningen=[12, 60, 0, 0, 0], utiliteit=[0, 1, 1, 1, 0],
        rv_kw=[36.0, 180.0, 90.0, 400.0, 0.0], tap_kw=[60.0, 300.0, 5.0, 10.0, 0.0],
        warmte_gj=[300.0, 1500.0, 500.0, 3000.0, 0.0],
    )  # fmt: skip
    single = rows(plots(kavels(A=square(0, 0)), homes))["A"]
    assert single["aansluitingen"] == 12 + 61 + 1
    assert "1 grootverbruiker telt niet mee" in single["reden"]
    assert single["regime_wcw"] == SMALL
    block = rows(plots(kavels(A=square(0, 0)), homes, settings=Settings(count="blok")))["A"]
    assert block["aansluitingen"] == 1 + 61 + 1
    with pytest.raises(InputError):
        plots(kavels(A=square(0, 0)), homes, settings=Settings(count="anders"))


def test_a_kavel_outside_the_data_stays():
    result = plots(kavels(A=square(0, 0), Z=square(90000, 90000)), buildings(FOUR))
    z = rows(result)["Z"]
    assert [z["gebouwen"], z["woningen"], z["vraag_gj"], z["aansluitingen"]] == [0, 0, 0, 0]
    assert (z["regime_wcw"], z["reden"][:27]) == ("", "Geen gebouw met warmtevraag")
    assert result.findings.count("kavel_leeg") == 1
    assert result.totals["leeg"] == 1


def test_municipality():
    area = layer([shapely.box(-50, -50, 250, 150)])
    homes = buildings([(10, 10), (200, 10), (400, 10)], woningen=[1, 2, 5])
    result = plots(kavels(A=square(0, 0), B=square(200, 0)), homes, area=area)
    found = rows(result)
    # 6 ha, of which 1 in A and half of B
    assert found["rest"]["oppervlakte_ha"] == pytest.approx(4.5)
    assert found["totaal"]["oppervlakte_ha"] == pytest.approx(6.5)
    assert any("0,50 ha van de kavels ligt buiten het gebied" in note for note in result.notes)
    # the 5 homes outside ask 36 GJ of the 36 of the rest: nothing is asked on the ground of the rest itself
    assert (found["rest"]["woningen"], found["rest"]["woningen_ha"], found["rest"]["vraag_gj_ha"]) == (5, 0.0, 0.0)
    assert found["totaal"]["woningen_ha"] == pytest.approx(3 / 6.5)
    assert "Waarvan 1 gebouw met 5 woningen buiten het gebied; dat telt niet mee" in found["rest"]["reden"]
    assert result.totals["buiten_woningen"] == 5


def test_buildings_without_demand_or_place_are_told():
    homes = buildings(FOUR, rv_kw=[6.0, np.nan, 0.0, 6.0], tap_kw=[20.0, np.nan, 0.0, 20.0],
                      warmte_gj=[36.0, np.nan, 0.0, 36.0])  # fmt: skip
    homes.loc[3, "geometry"] = None
    result = plots(kavels(A=square(0, 0)), homes)
    a, rest = rows(result)["A"], rows(result)["rest"]
    assert [a["gebouwen"], a["woningen"], a["vraag_gj"]] == [1, 3, 36]
    assert "Van 1 gebouw is de warmtevraag niet bekend" in a["reden"]
    assert [rest["woningen"], rest["vraag_gj"]] == [1, 36]
    assert "1 gebouw heeft geen plaats op de kaart" in rest["reden"]
    assert np.isnan(result.buildings.set_index("pand_id").loc["P001", "warmte_gj"])


def test_no_kavel_at_all_is_refused():
    with pytest.raises(InputError) as caught:
        plots(layer([shapely.Point(0, 0)], id=[1]), buildings(FOUR))
    assert caught.value.key == "kavels_geen_vlak"
    with pytest.raises(InputError) as caught:
        plots(kavels(A=square(0, 0)), buildings([]))
    assert caught.value.key == "gebouwen_leeg"


def test_streets_of_the_rest_are_those_in_the_municipality():
    """A street of 1000 m along y = 50: 100 m in A, 150 m in B of which 50 outside, 50 m of rest, the others beyond."""
    area = layer([shapely.box(0, 0, 250, 100)])
    street = layer([shapely.LineString([(0, 50), (1000, 50)])])
    homes = buildings([(10, 10), (120, 10), (900, 10)])
    given = kavels(A=square(0, 0), B=shapely.box(150, 0, 300, 100))
    found = rows(plots(given, homes, streets=street, area=area))
    assert [found[name]["straat_m"] for name in ("A", "B", "rest", "totaal")] == pytest.approx([100, 150, 50, 300])
    # the home beyond the municipality has no street in the table: 36 GJ of the other one along 50 m
    assert found["rest"]["vraag_gj"] == 72.0
    assert found["rest"]["lijndichtheid"] == pytest.approx(10 / 50)
    assert any(
        "700 m straat ligt buiten het gebied" in note for note in plots(given, homes, streets=street, area=area).notes
    )
    alone = rows(plots(given, homes, streets=street))
    assert alone["rest"]["straat_m"] == pytest.approx(750)


def test_a_street_on_the_border_of_the_municipality_counts_once():
    street = layer([shapely.LineString([(0, 0), (200, 0)])])
    found = rows(
        plots(kavels(A=square(0, 0)), buildings(FOUR), streets=street, area=layer([shapely.box(0, 0, 200, 100)]))
    )
    assert (found["A"]["straat_m"], found["rest"]["straat_m"]) == (100.0, 100.0)


def test_rounded_rows_add_up_to_the_rounded_total():
    from riothermie_kansen.kavels.table import handed_out

    homes = buildings(FOUR, warmte_gj=[10.04, 10.04, 10.04, 10.04])
    given = kavels(**{f"K{i}": house(*place, 12.0) for i, place in enumerate(FOUR)})
    table = handed_out(plots(given, homes).table).set_index("kavel_id")
    parts = [table.loc[f"K{i}", "vraag_gj"] for i in range(4)]
    assert sorted(set(parts)) == [10.0, 10.1]
    assert round(sum(parts), 6) == table.loc["totaal", "vraag_gj"] == 40.2
    assert (table["rest":"rest"]["vraag_gj"] == 0.0).all()


def test_kavel_under_another_one_is_not_called_empty():
    result = plots(kavels(A=square(0, 0), B=square(0, 0)), buildings(FOUR))
    assert rows(result)["B"]["reden"].startswith("Alle gebouwen met warmtevraag daarin tellen in een ander kavel.")
    assert (result.findings.count("kavel_overdekt"), result.findings.count("kavel_leeg")) == (1, 0)


@pytest.mark.parametrize(
    ("name", "frame"),
    [
        ("trace", layer([shapely.LineString([(0, 50), (100, 50)])], straat=["S"])),
        ("connected", layer([shapely.Point(10, 10)], pand_id=["P000"], woningen=[1])),
        ("selection", layer([shapely.Point(10, 10)], pand_id=["P000"], woningen=[1])),
    ],
)
def test_a_plan_that_is_another_layer_is_refused(name, frame):
    with pytest.raises(InputError) as caught:
        plots(kavels(A=square(0, 0)), buildings(FOUR), **{name: frame})
    assert caught.value.key == "kavels_andere_laag"
