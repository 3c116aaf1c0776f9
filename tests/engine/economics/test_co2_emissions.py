"""CO2 of ways to heat: by hand, over the years, per building, and what must hold for any demand."""

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from riothermie_kansen import kentallen
from riothermie_kansen.economics.assumptions import Assumptions
from riothermie_kansen.economics.co2.columns import BUILDING_COLUMNS, TYPE_COLUMNS, VARIANT_COLUMNS
from riothermie_kansen.economics.co2.concepts import (
    APART,
    CARNOT,
    COMPUTED,
    ENTERED,
    GEEN_KOELING,
    RAPPORTEN,
    REPORTED,
    STROOM,
    Choices,
    carnot_share,
    concepts,
)
from riothermie_kansen.economics.co2.demand import entered, of_buildings
from riothermie_kansen.economics.co2.emissions import certificates_eur, saving_share
from riothermie_kansen.economics.co2.factors import (
    BRONNEN,
    DALEND,
    EIGEN,
    GASCENTRALE,
    GELIJK,
    GEMIDDELD,
    GROEN,
    KETEN,
    Course,
    factor_path,
    published,
)
from riothermie_kansen.economics.co2.result import co2
from riothermie_kansen.economics.columns import BRONNET, CO2_COLUMNS, CONCEPTEN, CV, HYBRIDE, LUCHT, LUS, MINI, MT
from riothermie_kansen.economics.loop_cops import COP_LUSSEN, GEGEVEN, loop_cops
from riothermie_kansen.economics.project import Choices as SupplierChoices
from riothermie_kansen.economics.resident.choices import Choices as ResidentChoices
from riothermie_kansen.economics.resident.costs import resident_costs
from riothermie_kansen.economics.resident.dwellings import one_dwelling
from riothermie_kansen.economics.streams import certificates_per_gj, energy_per_gj
from riothermie_kansen.errors import CancelledError, InputError, KentalError
from riothermie_kansen.report.co2_report import co2_html
from riothermie_kansen.schema import names

K = kentallen.load()
ALL = Choices(CONCEPTEN)
HEAT = st.floats(1.0, 1e6)
PART = st.floats(0.0, 1.0)


def houses(**changed):
    """Return three buildings and a shed: 40, 60 and 100 GJ, a quarter of it hot water; and a shop without homes."""
    columns = {
        "pand_id": ["a", "b", "c", "d"],
        "type": ["tussen", "hoek", "utiliteit", "geen verblijfsobject"],
        "woningen": [1, 1, 0, 0],
        "warmte_gj": [40.0, 60.0, 100.0, 0.0],
        "rv_gj": [30.0, 45.0, 75.0, 0.0],
        "tap_gj": [10.0, 15.0, 25.0, 0.0],
        "koude_gj": [0.0, 2.0, 20.0, 5.0],
    }
    squares = [shapely.box(10 * i, 0, 10 * i + 5, 5) for i in range(4)]
    return gpd.GeoDataFrame(columns | changed, geometry=squares, crs="EPSG:28992")


def test_by_hand():
    """Heat 360 GJ is 100 MWh: 20 MWh hot water, and 10 MWh of cold; 0.4 kg per kWh."""
    values = K.replace({"cop.pomp_deel": 0.05, "net.verlies_mt": 0.2, "cop.hybride_deel": 0.75, "cop.hybride": 3.0})
    asked = entered(360.0, tap_gj=72.0, koude_gj=36.0, woningen=10, kentallen=K)
    made = co2(asked, choices=ALL, course=Course(2026, 1, EIGEN, GELIJK, 0.4), kentallen=values)
    first = made.first().set_index("concept")
    expected = {
        # gas: 360 / 0.9 = 400 GJ; air conditioning 10 / 4
        CV: (400.0, 2.5),
        BRONNET: (0.0, 100 / 4.8 + 5.0 + 10 / 6.5),
        MT: (0.0, 120 / 3.0 + 5.0 + 10 / 4),
        HYBRIDE: (100.0, 75 / 3.0 + 10 / 4),
        LUCHT: (0.0, 100 / 3.0 + 10 / 4),
        # 2 to 50 degrees at half of Carnot
        LUS: (0.0, 80 * 48 / (0.5 * 323.15) + 20 / 2.6 + 10 / 20),
        MINI: (0.0, 80 * 48 / (0.5 * 323.15) + 20 / 2.6 + 10 / 20),
    }
    reference = 400 * 56.5 / 1000 + 2.5 * 0.4
    for key, (gas, mwh) in expected.items():
        row = first.loc[key]
        tonnes = gas * 56.5 / 1000 + mwh * 0.4
        assert row["gas_gj"] == pytest.approx(gas)
        assert row["gas_m3"] == pytest.approx(gas * 1000 / 31.65)
        assert row["elektriciteit_kwh"] == pytest.approx(1000 * mwh)
        assert row["tonnen"] == pytest.approx(tonnes)
        assert row["besparing_t"] == pytest.approx(reference - tonnes)
        assert row["besparing_deel"] == pytest.approx(1 - tonnes / reference)
    # certificates: heat only, 0.352 kg per kWh whatever was chosen, EUR 100 a tonne, networks only
    assert first.loc[MT, "certificaten_eur"] == pytest.approx(100 * (22.6 - 45.0 * 0.352))
    assert first.loc[[CV, HYBRIDE, LUCHT, LUS], "certificaten_eur"].eq(0).all()
    assert made.omslag[MT] == pytest.approx(22.6 * 1000 / (47_500 - 2_500))
    assert made.lowest() == BRONNET  # 27.4 MWh, loops 32.0


def test_certificates_are_those_of_the_business_case():
    """The same heat in the business case of a network brings in the same certificates."""
    made = co2(entered(1000.0, koude_gj=50.0, kentallen=K), choices=ALL, course=Course(2026, 1), kentallen=K)
    first = made.first().set_index("concept")
    for net in (BRONNET, MT):
        assumed = Assumptions.from_kentallen(K, net)
        each = certificates_per_gj(energy_per_gj(net, SupplierChoices(), assumed), assumed)
        assert first.loc[net, "certificaten_eur"] == pytest.approx(1000.0 * each)


def test_years_and_sums():
    values = K.replace({"co2.nul_jaar": 2030.0, "co2.certificaat_jaren": 3.0})
    made = co2(entered(360.0, kentallen=K), choices=ALL, course=Course(2026, 6), kentallen=values)
    assert made.path.kg_kwh.tolist() == pytest.approx([0.352, 0.264, 0.176, 0.088, 0.0, 0.0])
    assert len(made.frame) == 7 * 6
    for key, part in made.frame.groupby("concept"):
        assert part["jaar"].tolist() == list(range(2026, 2032))
        assert part["opgeteld_t"].tolist() == pytest.approx(np.cumsum(part["besparing_t"]).tolist())
        assert part["tonnen"].to_numpy() == pytest.approx((part["gas_t"] + part["elektriciteit_t"]).to_numpy())
        kwh = part["warmte_kwh"] + part["pomp_kwh"] + part["koude_kwh"]
        assert kwh.tolist() == pytest.approx(part["elektriciteit_kwh"].tolist())
        if key in (BRONNET, MT, MINI):
            assert (part["certificaten_eur"] > 0).tolist() == [True] * 3 + [False] * 3
    assert tuple(made.frame.columns) == names(CO2_COLUMNS)


@settings(deadline=None, max_examples=40)
@given(HEAT, PART, HEAT, st.floats(0.0, 2.0), st.floats(1.1, 50.0))
def test_linear_and_never_better_with_dirtier_power(heat, part, cold, factor, times):
    def first(scale, ef):
        asked = entered(scale * heat, tap_gj=part * scale * heat, koude_gj=scale * cold, kentallen=K)
        made = co2(asked, choices=ALL, course=Course(2026, 1, EIGEN, GELIJK, ef), kentallen=K)
        return made.first()

    one, more = first(1.0, factor), first(times, factor)
    assert more["tonnen"].to_numpy() == pytest.approx(times * one["tonnen"].to_numpy(), rel=1e-9)
    assert more["besparing_deel"].to_numpy() == pytest.approx(one["besparing_deel"].to_numpy(), abs=1e-9)
    clean = first(1.0, 0.0)
    assert (clean["tonnen"].to_numpy() <= one["tonnen"].to_numpy() + 1e-9).all()
    # with clean electricity only gas is left
    assert clean["elektriciteit_t"].eq(0).all()
    assert clean["gas_t"].to_numpy() == pytest.approx(one["gas_t"].to_numpy())


@settings(deadline=None, max_examples=40)
@given(HEAT, PART, st.floats(0.0, 1e5))
def test_tipping_point_is_where_both_emit_alike(heat, part, cold):
    asked = entered(heat, tap_gj=part * heat, koude_gj=cold, kentallen=K)
    made = co2(asked, choices=ALL, course=Course(2026, 1), kentallen=K)
    for key, point in made.omslag.items():
        if not np.isfinite(point) or point > 2.0:
            continue
        again = co2(asked, choices=ALL, course=Course(2026, 1, EIGEN, GELIJK, point), kentallen=K).first()
        again = again.set_index("concept")["tonnen"]
        assert again[key] == pytest.approx(again[CV], rel=1e-9)


def test_buildings_add_up_and_order_is_irrelevant():
    frame = houses()
    made = co2(of_buildings(frame, kentallen=K), choices=ALL, course=Course(2026, 2), kentallen=K)
    first = made.first().set_index("concept")
    table = made.buildings
    assert tuple(table.columns) == (*names(BUILDING_COLUMNS), "geometry")
    assert tuple(made.types.columns) == names(TYPE_COLUMNS)
    assert table["pand_id"].tolist() == ["a", "b", "c", "d"]
    assert made.totals["warmte_gj"] == pytest.approx(200.0)
    assert made.totals["tap_gj"] == pytest.approx(50.0)
    assert made.totals["koude_gj"] == pytest.approx(22.0)  # that of the shed does not count
    for key in CONCEPTEN:
        assert table[f"{key}_t"].sum() == pytest.approx(first.loc[key, "tonnen"])
        assert made.types[f"{key}_t"].sum() == pytest.approx(first.loc[key, "tonnen"])
    assert made.types["panden"].sum() == 3
    shed = table.set_index("pand_id").loc["d"]
    assert shed["reden"] == "geen warmtevraag"
    assert np.isnan(shed["cv_t"])
    assert made.findings.counts() == {"co2_nul_vraag": 1, "co2_cop_hoog": made.findings.count("co2_cop_hoog")}
    assert not made.demand.alleen_woningen
    turned = co2(of_buildings(frame.iloc[::-1], kentallen=K), choices=ALL, course=Course(2026, 2), kentallen=K)
    assert turned.frame.equals(made.frame)
    assert turned.buildings.drop(columns="geometry").equals(table.drop(columns="geometry"))


def test_a_flat_is_never_saved_by_a_loop():
    """A loop emits least of all here, but a flat has no ground for it: there an air heat pump is the least."""
    frame = houses(type=["tussen", "Appartement", "utiliteit", "geen verblijfsobject"], woningen=[1, 12, 0, 0])
    made = co2(of_buildings(frame, kentallen=K), choices=Choices((LUS, MINI, LUCHT)), kentallen=K)
    best = made.buildings.set_index("pand_id")
    assert best.loc["a", "zuinigst"] == best.loc["c", "zuinigst"] == LUS
    assert best.loc["b", "zuinigst"] == LUCHT
    assert best.loc["b", "besparing_t"] == pytest.approx(best.loc["b", "cv_t"] - best.loc["b", "lucht_t"])
    assert made.flats() == (12, LUCHT)
    assert made.equals() == (LUS, MINI)
    page = co2_html(made, kentallen=K)
    assert "eigen bodemlus en miniwarmtenet, met" in page
    assert "Appartementen (12 van de 13 woningen) hebben geen eigen grond" in page
    assert "Bij appartementen staan eigen lus en miniwarmtenet er alleen ter vergelijking" in page
    assert "naast de cv-ketel koelt airconditioning" in page
    houses_only = co2(of_buildings(houses(), kentallen=K), choices=ALL, kentallen=K)
    assert houses_only.flats() == (0, "")
    assert "hebben geen eigen grond" not in co2_html(houses_only, kentallen=K)


def test_objects_of_one_building_are_summed_with_their_cold():
    """Two rows of one pand, each 40 GJ and 4 GJ of cold, are a building of 80 and 8 GJ."""
    frame = houses(pand_id=["a", "a", "c", "d"], woningen=[1, 1, 1, 0])
    frame["vbo_id"] = ["1", "2", "3", "4"]
    frame.loc[[0, 1], ["warmte_gj", "rv_gj", "tap_gj", "koude_gj"]] = [40.0, 30.0, 10.0, 4.0]
    table = of_buildings(frame, kentallen=K).frame.set_index("pand_id")
    assert table.loc["a", "rv_gj"] + table.loc["a", "tap_gj"] == pytest.approx(80.0)
    assert table.loc["a", "koude_gj"] == pytest.approx(8.0)
    assert table.loc["c", "koude_gj"] == pytest.approx(20.0)


def test_without_parts_hot_water_is_the_kental():
    frame = houses().drop(columns=["rv_gj", "tap_gj", "koude_gj"])
    asked = of_buildings(frame, kentallen=K)
    assert asked.tap_gj == pytest.approx(0.301 * 200.0)
    assert asked.koude_gj == 0.0
    assert any("seizoen.aandeel_tap" in text for text in asked.notes)
    assert any("koude_gj" in text for text in asked.notes)


def test_cooling_that_is_no_number_is_told():
    asked = of_buildings(houses(koude_gj=["2,0", "veel", "1", "0"]), kentallen=K)
    assert asked.findings.count("co2_koude_onleesbaar") == 1
    assert asked.koude_gj == pytest.approx(3.0)


def test_boiler_apart_and_no_cooling():
    asked = entered(100.0, tap_gj=20.0, koude_gj=36.0, kentallen=K)
    chosen = Choices((LUS,), ketel=APART, koeling=GEEN_KOELING)
    first = co2(asked, choices=chosen, course=Course(2026, 1), kentallen=K).first().set_index("concept")
    assert first.loc[CV, "gas_gj"] == pytest.approx(80 / 1.05 + 20 / 0.85)
    assert first["koude_kwh"].eq(0).all()
    assert first["koude_gj"].eq(0).all()


def test_cop_from_temperatures_and_as_entered():
    carnot = {c.key: c for c in concepts(Choices(CONCEPTEN, cop=CARNOT, getallen={"cop.mt": 3.3}), K)}
    assert carnot[BRONNET].cop_rv == pytest.approx(0.5 * 323.15 / 38.0)
    assert carnot[BRONNET].cop_tap == pytest.approx(0.5 * 338.15 / 53.0)
    assert carnot_share(carnot[LUS], 70.0, 0.0) == pytest.approx(0.5)
    assert (carnot[MT].cop_rv, carnot[MT].gegeven) == (3.3, ENTERED)
    assert carnot[LUCHT].gegeven == COMPUTED
    reported = {c.key: c for c in concepts(ALL, K)}
    # rules of thumb of the sources: 4.8 asks 0.62 of Carnot, which is told; the loops of Putten about 0.5
    assert carnot_share(reported[BRONNET], 69.9, 30.1) == pytest.approx(0.62, abs=0.005)
    floor = {c.key: c for c in concepts(replace(ALL, cop_lussen=GEGEVEN), K)}
    assert 0.44 < carnot_share(floor[LUS], 69.0, 45.0) < 0.55
    assert np.isnan(carnot_share(reported[LUCHT], 69.0, 45.0))
    made = co2(entered(100.0, kentallen=K), choices=ALL, course=Course(2026, 1), kentallen=K)
    assert made.findings.count("co2_cop_hoog") == 1


@pytest.mark.parametrize("cop", [RAPPORTEN, CARNOT])
def test_cop_of_loops_has_one_choice(cop):
    """From the temperatures of the radiators whatever `cop` is, or as given at those of floor heating."""
    for key in (LUS, MINI):
        found = {c.key: c for c in concepts(Choices(CONCEPTEN, cop=cop), K)}[key]
        assert (found.cop_rv, found.cop_tap) == (pytest.approx(0.5 * 323.15 / 48), 2.6)
        assert (found.bron_rv_c, found.rv_c, found.bron_tap_c, found.tap_c) == (2.0, 50.0, 4.0, 65.0)
        assert found.gegeven == COMPUTED
        floor = {c.key: c for c in concepts(Choices(CONCEPTEN, cop=cop, cop_lussen=GEGEVEN), K)}[key]
        assert (floor.cop_rv, floor.cop_tap, floor.rv_c, floor.tap_c) == (4.5, 2.6, 40.0, 60.0)
        assert floor.gegeven == REPORTED
        own = {c.key: c for c in concepts(Choices(CONCEPTEN, cop=cop, getallen={"cop.lus_rv": 4.5}), K)}[key]
        assert (own.cop_rv, own.cop_tap, own.gegeven) == (4.5, 2.6, ENTERED)


def test_cop_of_loops_by_hand():
    """Not above what is given; of heating and hot water each what the user has goes first."""
    usual = loop_cops(K)
    assert (usual.rv, usual.tap, usual.rv_c, usual.tap_c) == (pytest.approx(3.3661, abs=1e-4), 2.6, 50.0, 65.0)
    floor = K.replace({"cop.t_rv": 35.0})
    assert loop_cops(floor).rv == 4.5  # 0.5 * 308.15 / 33 is 4.67
    hot = loop_cops(K.replace({"cop.t_tap": 75.0}))
    assert hot.tap == pytest.approx(0.5 * 348.15 / 71)
    own = loop_cops(K.replace({"cop.lus_tap": 3.0}))
    assert (own.rv, own.tap, own.bron) == (pytest.approx(3.3661, abs=1e-4), 3.0, "opgegeven")
    assert loop_cops(K, GEGEVEN).rv == loop_cops(K, entered=("cop.lus_rv",)).rv == 4.5


def test_residents_and_co2_take_the_same_electricity_for_a_loop():
    home = one_dwelling(type="tussen", oppervlakte_m2=110.0, warmte_gj=36.0, kentallen=K, tap_gj=8.0)
    for way in COP_LUSSEN:
        paid = resident_costs(home, choices=ResidentChoices(isolatie="geen", cop_lussen=way), kentallen=K).frame
        asked = entered(36.0, tap_gj=8.0, kentallen=K)
        made = co2(asked, choices=replace(ALL, cop_lussen=way), course=Course(2026, 1), kentallen=K)
        used = paid.set_index("concept")["stroom_kwh"]
        for key in (LUS, MINI):
            assert made.totals[f"kwh_{key}"] == pytest.approx(used[key], abs=1.0)


def test_loss_of_a_source_network_costs_electricity_only_when_asked():
    usual, leusden = (
        {c.key: c for c in concepts(Choices((BRONNET, MT), bronverlies=choice), K)} for choice in ("bronwarmte", STROOM)
    )
    asked = entered(1000.0, kentallen=K)
    made = [
        co2(asked, choices=Choices((BRONNET, MT), bronverlies=choice), course=Course(2026, 1), kentallen=K).totals
        for choice in ("bronwarmte", STROOM)
    ]
    assert made[1]["kwh_bronnet"] == pytest.approx(1.05 * made[0]["kwh_bronnet"])
    assert made[1]["kwh_mt"] == made[0]["kwh_mt"]
    assert usual[BRONNET].verlies == 0.0
    assert leusden[BRONNET].verlies == 0.05


def test_variants_change_one_thing():
    made = co2(entered(360.0, koude_gj=36.0, kentallen=K), choices=ALL, course=Course(2026, 30), kentallen=K)
    table = made.variants
    assert tuple(table.columns) == names(VARIANT_COLUMNS)
    base = table[table["gekozen"] == 1]
    assert base["variant"].unique().tolist() == ["zoals gerekend"]
    assert base["tonnen"].tolist() == pytest.approx(made.first()["tonnen"].tolist())
    green = table[table["variant"] == "elektriciteit: groen"].set_index("concept")
    assert green.loc[BRONNET, "besparing_deel"] == 1.0
    careful = table[table["variant"] == "COP van het bronnet 4,0"].iloc[0]
    assert careful["elektriciteit_kwh"] == pytest.approx(
        base.set_index("concept").loc[BRONNET, "elektriciteit_kwh"] + 1e5 * (1 / 4 - 1 / 4.8)
    )
    floor = table[table["variant"] == "COP van lussen bij vloerverwarming (Putten)"].set_index("concept")
    assert floor.index.tolist() == [LUS, MINI]
    heating = made.demand.rv_gj / 0.0036
    assert base.set_index("concept").loc[LUS, "elektriciteit_kwh"] - floor.loc[LUS, "elektriciteit_kwh"] == (
        pytest.approx(heating * (48 / (0.5 * 323.15) - 1 / 4.5))
    )
    # where nothing was published for the year there is no row, and none is made up
    early = co2(entered(360.0, kentallen=K), choices=ALL, course=Course(2019, 1), kentallen=K).variants
    assert "elektriciteit: gemiddeld" in set(early["variant"])
    assert "elektriciteit: keten" not in set(early["variant"])


def test_factors_over_the_years():
    mean = factor_path(GEMIDDELD, DALEND, 2018, 23, kentallen=K)
    by_year = dict(zip(mean.jaren.tolist(), mean.kg_kwh.tolist(), strict=True))
    assert by_year[2018] == 0.413
    assert by_year[2021] == 0.300
    assert by_year[2019] == pytest.approx(0.413 - 0.113 / 3)
    assert by_year[2030] == pytest.approx(0.300 * 10 / 19)
    assert by_year[2040] == 0.0
    assert mean.gepubliceerd.sum() == 2
    assert factor_path(GEMIDDELD, GELIJK, 2030, 2, kentallen=K).kg_kwh.tolist() == [0.300, 0.300]
    assert factor_path(GROEN, DALEND, 2026, 2, kentallen=K).kg_kwh.tolist() == [0.0, 0.0]
    assert factor_path(EIGEN, GELIJK, 2026, 2, kentallen=K, own=0.1).kg_kwh.tolist() == [0.1, 0.1]
    assert factor_path(GASCENTRALE, DALEND, 2045, 2, kentallen=K).kg_kwh.tolist() == [0.0, 0.0]
    assert {one.soort for one in published()} == {GEMIDDELD, KETEN} < set(BRONNEN)
    assert all(one.bron for one in published())


def test_certificates_of_nothing_saved():
    assert certificates_eur(-5.0, 100.0) == 0.0
    assert certificates_eur(np.array([-5.0, 2.0]), 100.0).tolist() == [0.0, 200.0]
    assert np.isnan(saving_share(0.0, 1.0))


def test_worse_than_gas_is_told():
    made = co2(entered(100.0, kentallen=K), choices=ALL, course=Course(2026, 1, EIGEN, GELIJK, 0.7), kentallen=K)
    worse = made.first().query("besparing_t < 0")["naam"].tolist()
    # 100 / 0.9 x 56.5 kg is 6.28 t; loops (69.9 / 3.366 + 30.1 / 2.6) / 3.6 MWh x 0.7 is 6.29 t
    assert worse == ["MT-net", "lucht/water-warmtepomp", "eigen bodemlus", "miniwarmtenet"]
    told = made.findings.frame(None)
    assert told.loc[told["soort"] == "co2_meer_dan_gas", "object_id"].tolist() == worse
    assert made.first().query("concept == 'mt'")["certificaten_eur"].item() > 0  # with the factor of the market


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: entered(None, kentallen=K), "WARMTE_GJ"),
        (lambda: entered(0.0, kentallen=K), "WARMTE_GJ"),
        (lambda: entered(-1.0, kentallen=K), "-1"),
        (lambda: entered(float("nan"), kentallen=K), "WARMTE_GJ"),
        (lambda: entered(1e308, kentallen=K), "1e+308"),
        (lambda: entered(1.0, koude_gj=float("inf"), kentallen=K), "KOUDE_GJ"),
        (lambda: entered(10.0, koude_gj=-2.0, kentallen=K), "KOUDE_GJ"),
        (lambda: entered(10.0, tap_gj=11.0, kentallen=K), "11"),
        (lambda: of_buildings(houses(warmte_gj=0.0, rv_gj=0.0, tap_gj=0.0), kentallen=K), "4"),
        (lambda: of_buildings(houses(koude_gj=[-1.0, 0, 0, 0]), kentallen=K), "koude_gj"),
        (lambda: of_buildings(houses(warmte_gj=[1e9, 1, 1, 1]), kentallen=K), "a"),
        (lambda: of_buildings(houses().iloc[:0], kentallen=K), ""),
        (lambda: concepts(Choices(("kachel",)), K), "kachel"),
        (lambda: concepts(Choices(cop="gok"), K), "carnot"),
        (lambda: concepts(Choices(cop=CARNOT), K.replace({"cop.t_bron_lus_rv": 60.0, "cop.t_rv": 50.0})), "60"),
        (lambda: factor_path(EIGEN, GELIJK, 2026, 1, kentallen=K), "FACTOR"),
        (lambda: factor_path(GROEN, GELIJK, 2026, 1, kentallen=K, own=0.2), "groen"),
        (lambda: factor_path(EIGEN, GELIJK, 2026, 1, kentallen=K, own=352.0), "grams"),
        (lambda: factor_path("kolen", GELIJK, 2026, 1, kentallen=K), "kolen"),
        (lambda: factor_path(KETEN, GELIJK, 2019, 1, kentallen=K), "2021"),
        (lambda: co2(entered(1.0, kentallen=K), course=Course(jaren=0), kentallen=K), "0"),
        (lambda: co2(entered(1.0, kentallen=K), course=Course(jaren=101), kentallen=K), "101"),
    ],
)
def test_bad_input_is_refused_in_a_sentence(call, said):
    with pytest.raises(InputError) as caught:
        call()
    assert said in caught.value.text("en")
    assert caught.value.text("nl") != caught.value.text("en")


def test_a_cop_out_of_range_is_refused():
    with pytest.raises(KentalError, match=r"0\.5"):
        concepts(Choices(getallen={"cop.mt": 0.5}), K)


def test_a_table_of_factors_with_a_mistake_names_the_row(tmp_path):
    for line, said in (("wind;2020;0,1;x;", "wind"), ("keten;twee;0,1;x;", "twee"), ("keten;2020;374;x;", "374")):
        path = tmp_path / f"{said}.csv"
        path.write_text(f"soort;jaar;kg_kwh;bron;toelichting\n{line}\n", encoding="utf-8")
        with pytest.raises(InputError, match=said) as caught:
            published(path)
        assert "2" in caught.value.text("nl")


def test_cancelled():
    with pytest.raises(CancelledError):
        co2(entered(10.0, kentallen=K), kentallen=K, cancelled=lambda: True)


def test_report_has_the_figures_of_the_tables():
    asked = of_buildings(houses(), kentallen=K)
    made = co2(asked, choices=ALL, course=Course(2026, 30), kentallen=K)
    for language, word in (("nl", "Omslagpunt"), ("en", "Tipping point")):
        page = co2_html(made, kentallen=K, sources=["gebouwen"], language=language, version="1")
        # 200 GJ / 0.9 * 56.5 kg, and air conditioning of 22 GJ: 12.56 + 0.54 t
        assert made.totals["tonnen_cv"] == pytest.approx(12.556 + 22 / 4 / 3.6 * 0.352, abs=1e-3)
        assert ("13,1" if language == "nl" else "13.1") in page
        assert word in page
        assert "{" not in page.split("</style>")[1]
        assert page.count("<figure>") == 2
    # a single year has no course, and figures that were entered have no types
    short = co2(entered(100.0, kentallen=K), choices=Choices((LUCHT,)), course=Course(2026, 1, GROEN), kentallen=K)
    page = co2_html(short, kentallen=K, language="nl")
    assert page.count("<figure>") == 1
    assert "Per type gebouw" not in page
    assert "Certificaten</h2>" not in page
