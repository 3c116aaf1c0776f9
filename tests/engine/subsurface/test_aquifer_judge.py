"""Which aquifer carries a doublet: stacks made by hand, among them that of Leusden (a synthetic REGIS stack)."""

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, box

from riothermie_kansen import kentallen as all_kentallen
from riothermie_kansen.callbacks import CancelledError
from riothermie_kansen.errors import InputError
from riothermie_kansen.readers.regis import Stack
from riothermie_kansen.subsurface.aquifer.judge import judge_aquifers
from riothermie_kansen.subsurface.aquifer.layering import layers_of

K = all_kentallen.load()
NAN = np.nan

LEUSDEN = (
    # code, kind, top and bottom (m below a surface at 5 m NAP), kh, kv
    ("NUBXz1", "zand", 0.0, 12.0, 8.0, NAN),
    ("NUEEk1", "klei", 12.0, 20.0, NAN, 0.002),
    ("NUKRz3", "zand", 20.0, 45.0, 20.0, NAN),
    ("NUWAk1", "klei", 45.0, 65.0, NAN, 0.001),
    ("NUPZ-WAz3", "zand", 65.0, 125.0, 75.0, NAN),
    ("NUWAk3", "klei", 125.0, 150.0, NAN, 0.001),
    ("NUMSk1", "klei", 150.0, 240.0, NAN, 0.001),
    ("NUOOz1", "zand", 240.0, 280.0, 4.0, NAN),
    ("NUBRk1", "klei", 280.0, 600.0, NAN, 0.0005),
)
"""What Leusden's report says of 't Ruige Veld (par. 3.3 and 3.4), with a cover of our own: a synthetic stack."""


def stack_of(*columns, surface=5.0, covered=None):
    """Return a stack with a point per column of (code, kind, top, bottom, kh, kv) in m below the surface."""
    codes = list(dict.fromkeys(layer[0] for column in columns for layer in column))
    kinds = {layer[0]: layer[1] for column in columns for layer in column}
    shape = (len(codes), len(columns))
    top, bottom, kh, kv = (np.full(shape, NAN) for _ in range(4))
    level = np.broadcast_to(np.asarray(surface, dtype=float), (len(columns),)).copy()
    datum = np.where(np.isnan(level), 0.0, level)
    for i, column in enumerate(columns):
        for code, _, high, low, h, v in column:
            k = codes.index(code)
            top[k, i], bottom[k, i], kh[k, i], kv[k, i] = datum[i] - high, datum[i] - low, h, v
    kind = np.array([kinds[code] for code in codes], dtype=object)
    thick = top - bottom
    names = np.array([f"eenheid {code}" for code in codes], dtype=object)
    return Stack(
        np.array(codes, dtype=object), np.array(codes, dtype=object), names, kind, top, bottom, kh, kv,
        np.full(shape, NAN), thick / kv, level,
        np.ones(len(columns), dtype=bool) if covered is None else np.asarray(covered), "proef",
    )  # fmt: skip


def judged(stack, **more):
    """Return the judgement of points 100 m apart."""
    n = stack.top_m.shape[1]
    xy = np.column_stack([155000.0 + 100.0 * np.arange(n), np.full(n, 460000.0)])
    given = {"xy": xy, "ids": [f"P{i}" for i in range(n)], "kentallen": K} | more
    return judge_aquifers(stack, **given)


def only(stack, **more):
    """Return the row of the only point."""
    return judged(stack, **more).points.iloc[0]


def changed(**values):
    return K.replace({f"aquifer.{name}": value for name, value in values.items()})


def test_leusden():
    found = judged(stack_of(LEUSDEN))
    point = found.points.iloc[0]
    assert point["klasse"] == "geschikt"
    assert point["laag"] == "NUPZ-WAz3"
    assert (point["top_mv_m"], point["basis_mv_m"], point["dikte_m"]) == (65.0, 125.0, 60.0)
    assert (point["top_m"], point["basis_m"]) == (-60.0, -120.0)
    assert (point["kh_md"], point["kd_m2d"]) == (75.0, 4500.0)
    assert point["bovenste_klei"] == "eenheid NUWAk1 (20,0 m)"
    # all clay down to the next sand: 25 + 90 m, the thickest of them named
    assert point["onderste_klei"] == "eenheid NUMSk1 e.a. (115,0 m)"
    assert point["klei_boven_d"] == pytest.approx(20000.0)
    # storage at a higher temperature: only in the layer of the WKO; 240-280 m lets too little through
    assert point["hto"] == "alleen in de laag van de WKO"
    assert "van 240 tot 280 m onder maaiveld: 40 m, kh 4,0 m/d" in point["hto_reden"]
    assert "Te slecht doorlatend: niet meer dan 5 m/d." in point["hto_reden"]
    roles = found.layers.set_index("code")["rol"]
    assert roles["NUPZ-WAz3"] == "wko"
    assert (roles.drop("NUPZ-WAz3") == "").all()
    assert list(found.layers["code"]) == [layer[0] for layer in LEUSDEN]


def test_the_deep_layer_of_leusden_alone_does_not_suit():
    deep = (("NUBRk1", "klei", 0.0, 240.0, NAN, 0.001), *LEUSDEN[-2:])
    point = only(stack_of(deep), kentallen=changed(diepte_max_m=400.0))
    assert point["klasse"] == "ongeschikt"
    assert point["laag"] == "NUOOz1"
    assert "Te slecht doorlatend: niet meer dan 5 m/d." in point["reden"]
    assert point["hto"] == "nee"


def test_class_of_regis_that_ends_at_the_limit_falls_short():
    for kh, klass in ((5.0, "ongeschikt"), (5.1, "matig"), (20.0, "matig"), (20.1, "geschikt")):
        column = (
            ("A", "klei", 0, 50, NAN, 0.001),
            ("B", "zand", 50, 110, kh, NAN),
            ("C", "klei", 110, 150, NAN, 0.001),
        )
        assert only(stack_of(column))["klasse"] == klass, kh


def test_adjoining_sand_is_one_aquifer():
    column = (
        ("A", "klei", 0, 30, NAN, 0.001), ("B", "zand", 30, 50, 10.0, NAN), ("C", "zand", 50, 80, 60.0, NAN),
        ("D", "klei", 80, 100, NAN, 0.001),
    )  # fmt: skip
    point = only(stack_of(column))
    assert point["laag"] == "B+C"
    assert point["dikte_m"] == pytest.approx(50.0)
    assert point["kh_md"] == pytest.approx((20 * 10 + 30 * 60) / 50)
    assert point["kd_m2d"] == pytest.approx(2000.0)
    # the norm for infiltration holds where the water flows fastest: 60 m/d, 1.5 times the mean speed
    speed = 1000.0 * (60 / 150) ** 0.6 * (0.1 / 12000.0) ** 0.5
    assert point["debiet_m3h"] == pytest.approx(min(np.pi * 0.8 * 50.0 * speed / 1.5, 250.0))


def test_fine_sand_under_good_sand_gets_no_screen():
    """60 m with 2 m/d under 30 m with 30 m/d: a mean of 11 m/d would call good sand fair."""
    column = (
        ("A", "klei", 0, 30, NAN, 0.001), ("B", "zand", 30, 60, 30.0, NAN), ("C", "zand", 60, 120, 2.0, NAN),
        ("D", "klei", 120, 140, NAN, 0.001),
    )  # fmt: skip
    found = judged(stack_of(column))
    point = found.points.iloc[0]
    assert (point["laag"], point["dikte_m"], point["kh_md"], point["klasse"]) == ("B", 30.0, 30.0, "geschikt")
    assert (point["top_mv_m"], point["basis_mv_m"], point["pakketten"]) == (30.0, 60.0, 1)
    assert "Geen filter in eenheid C: naast de rest te weinig doorlatend." in point["reden"]
    assert point["onderste_klei"] == "eenheid D (20,0 m)"  # of the whole package
    assert dict(zip(found.layers["code"], found.layers["rol"], strict=True)) == {"A": "", "B": "wko", "C": "", "D": ""}
    together = only(stack_of(column), kentallen=changed(filter_deel=0.0))
    assert (together["laag"], together["dikte_m"]) == ("B+C", 90.0)


def test_thin_gravel_does_not_spoil_the_sand_beside_it():
    column = (
        ("A", "klei", 0, 30, NAN, 0.001), ("B", "zand", 30, 60, 30.0, NAN), ("G", "zand", 60, 61, 200.0, NAN),
        ("D", "klei", 61, 80, NAN, 0.001),
    )  # fmt: skip
    assert only(stack_of(column))["laag"] == "B+G"


@pytest.mark.parametrize(
    ("thick", "kv", "packages"),
    [
        (0.4, NAN, 1), (0.6, NAN, 2), (0.6, 0.01, 1), (0.4, 0.001, 2), (0.1, 0.001, 2), (0.0999, 0.001, 1),
    ],
)  # fmt: skip
def test_what_parts_two_aquifers(thick, kv, packages):
    """Resistance (100 d) where it is known, else thickness (0.5 m)."""
    column = (
        ("B", "zand", 0, 50, 30.0, NAN), ("K", "klei", 50, 50 + thick, NAN, kv),
        ("C", "zand", 50 + thick, 90, 30.0, NAN),
    )  # fmt: skip
    point = only(stack_of(column))
    assert point["pakketten"] == packages
    if packages == 1:  # the thin clay is no screen
        assert point["dikte_m"] == pytest.approx(90 - 10 - thick)
        assert point["laag"] == "B+C"


def test_a_hole_in_the_model_parts_too():
    column = (("B", "zand", 0, 50, 30.0, NAN), ("C", "zand", 51, 90, 30.0, NAN))
    assert only(stack_of(column))["pakketten"] == 2


def test_depth_of_the_restrictions_cuts():
    limit = gpd.GeoDataFrame(
        {"wko": ["aandacht"], "max_diepte_m": [100.0]}, geometry=[box(154900, 459900, 155040, 460100)], crs="EPSG:28992"
    )
    found = judged(stack_of(LEUSDEN, LEUSDEN[:4]), restrictions=limit)
    cut, outside = found.points.iloc[0], found.points.iloc[1]
    assert (cut["basis_mv_m"], cut["dikte_m"], cut["max_diepte_m"]) == (100.0, 35.0, 100.0)
    assert cut["wko"] == "aandacht"
    assert "Boren mag hier niet dieper dan 100 m onder maaiveld." in cut["reden"]
    assert "Oordeel van de beperkingen: aandacht." in cut["reden"]
    assert cut["hto"] == "alleen in de laag van de WKO"  # what lies deeper is out of reach
    assert (outside["wko"], outside["max_diepte_m"]) == ("", 200.0)
    assert found.findings.counts() == {"aquifer_niet_getoetst": 1}


def test_forbidden_is_unsuitable_but_the_ground_is_told():
    limit = gpd.GeoDataFrame(
        {"WKO": ["verboden", "toegestaan"]}, geometry=[Point(155040, 460000), Point(155000, 460000)], crs="EPSG:28992"
    )
    point = only(stack_of(LEUSDEN), restrictions=limit)
    assert (point["klasse"], point["klasse_bodem"], point["wko"]) == ("ongeschikt", "geschikt", "verboden")
    assert point["reden"].startswith("WKO is hier verboden")
    far = limit.set_geometry([Point(155060, 460000), Point(155060, 460000)])
    assert only(stack_of(LEUSDEN), restrictions=far)["wko"] == ""


@pytest.mark.parametrize(
    ("fields", "key"),
    [({"oordeel": ["x"]}, "aquifer_geen_oordeel"), ({"wko": ["misschien"]}, "aquifer_vreemd_oordeel")],
)
def test_restrictions_that_are_none(fields, key):
    limit = gpd.GeoDataFrame(fields, geometry=[Point(155000, 460000)], crs="EPSG:28992")
    with pytest.raises(InputError) as error:
        judged(stack_of(LEUSDEN), restrictions=limit)
    assert error.value.key == key


def test_verdict_of_an_area_holds_beside_it_where_no_other_does():
    # points at x 0, 100, 200 and 300 m; a building 10 m beside the first, and one on the second near a forbidden one
    x, y = 155000.0, 460000.0
    shapes = [box(x + 10, y, x + 20, y + 9), box(x + 90, y - 5, x + 110, y + 5), box(x + 120, y, x + 149.9, y + 9)]
    limit = gpd.GeoDataFrame(
        {"wko": ["aandacht", "toegestaan", "verboden"], "max_diepte_m": [80.0, NAN, NAN]}, geometry=shapes, crs=28992
    )
    found = judged(stack_of(*4 * (LEUSDEN,)), restrictions=limit)
    assert found.points["wko"].tolist() == ["aandacht", "toegestaan", "", ""]
    assert found.points["max_diepte_m"].tolist() == [80.0, 200.0, 200.0, 200.0]


def test_nothing_known_is_unknown_not_unsuitable():
    empty = ()
    found = judged(stack_of(LEUSDEN, empty, LEUSDEN, covered=[True, True, False]))
    assert list(found.points["klasse"]) == ["geschikt", "onbekend", "onbekend"]
    assert "buiten het model" in found.points["reden"].iloc[2]
    assert found.findings.counts() == {"aquifer_buiten": 1, "aquifer_leeg": 1}
    assert [found.totals[name] for name in ("punten", "geschikt", "onbekend")] == [3, 1, 2]


def test_no_point_has_layers():
    found = judged(stack_of((), ()))
    assert list(found.points["klasse"]) == ["onbekend"] * 2
    assert not len(found.layers)


def test_only_clay_is_unsuitable():
    point = only(stack_of((("A", "klei", 0, 300, NAN, 0.001),)))
    assert (point["klasse"], point["laag"], point["pakketten"]) == ("ongeschikt", "", 0)
    assert point["reden"] == "Binnen de diepte ligt geen watervoerende laag."


def test_sand_of_unknown_conductivity_is_unknown():
    column = (("A", "klei", 0, 50, NAN, 0.001), ("B", "zand", 50, 110, NAN, NAN), ("C", "klei", 110, 150, NAN, 0.001))
    point = only(stack_of(column))
    assert (point["klasse"], point["laag"]) == ("onbekend", "B")
    assert np.isnan(point["debiet_m3h"])
    assert np.isnan(point["vermogen_kw"])
    assert "doorlatendheid is niet bekend" in point["reden"]
    assert "60 m watervoerend, kh onbekend." in point["reden"]
    assert "–" not in point["reden"] + point["hto_reden"]


def test_kh_follows_from_kd():
    stack = stack_of((("A", "klei", 0, 50, NAN, 0.001), ("B", "zand", 50, 110, NAN, NAN)))
    stack.kd_m2d[1, 0] = 1800.0
    assert only(stack)["kh_md"] == pytest.approx(30.0)


def test_open_ground_is_fair_at_most():
    column = (("B", "zand", 0, 150, 40.0, NAN),)
    point = only(stack_of(column))
    assert point["klasse"] == "matig"
    assert "Boven noch onder door klei afgesloten" in point["reden"]
    assert point["top_mv_m"] == 10.0  # not shallower


def test_the_shallower_of_two_equals():
    clay = ("klei", NAN, 0.001)

    def column(kh_low):
        return (
            ("A", clay[0], 0, 30, *clay[1:]), ("B", "zand", 30, 60, 30.0, NAN), ("C", clay[0], 60, 80, *clay[1:]),
            ("D", "zand", 80, 110, kh_low, NAN), ("E", clay[0], 110, 130, *clay[1:]),
        )  # fmt: skip

    assert only(stack_of(column(32.0)))["laag"] == "B"
    assert only(stack_of(column(50.0)))["laag"] == "D"


def test_storage_in_a_deeper_layer():
    deep = [*LEUSDEN[:7], ("NUOOz1", "zand", 240.0, 280.0, 15.0, NAN), LEUSDEN[-1]]
    found = judged(stack_of(deep))
    point = found.points.iloc[0]
    assert (point["laag"], point["hto"], point["hto_laag"]) == ("NUPZ-WAz3", "mogelijk", "NUOOz1")
    assert found.layers.set_index("code")["rol"]["NUOOz1"] == "hto"


def test_surface_unknown_counts_from_the_first_layer():
    found = judged(stack_of(LEUSDEN, surface=NAN))
    assert found.points["top_mv_m"].iloc[0] == 65.0
    assert found.findings.counts() == {"aquifer_maaiveld": 1}


layer = st.tuples(
    st.sampled_from(["zand", "klei", "veen", "complex", "kalksteen"]),
    st.floats(0.1, 80.0),
    st.one_of(st.just(NAN), st.floats(0.1, 100.0)),
    st.one_of(st.just(NAN), st.floats(1e-4, 0.1)),
)


def column_of(layers):
    depth, made = 0.0, []
    for i, (kind, thick, kh, kv) in enumerate(layers):
        made.append((f"{kind}{i}", kind, depth, depth + thick, kh, kv))
        depth += thick
    return tuple(made)


@given(st.lists(st.lists(layer, max_size=9), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_thickness_is_never_lost_and_order_is_irrelevant(columns):
    stack = stack_of(*[column_of(one) for one in columns])
    if not len(stack.codes):
        return
    layers = layers_of(stack, K)
    thick = np.nan_to_num(layers.top_m - layers.bottom_m)
    assert thick.sum() == pytest.approx(np.nansum(stack.thickness_m))
    # a layer bears water and has a package, or lies between packages, or is inside one: never two of these
    assert not ((layers.package >= 0) & ((layers.above >= 0) | (layers.below >= 0))).any()
    found = judged(stack, ids=list(range(len(columns))))
    assert found.points["klasse"].isin(["geschikt", "matig", "ongeschikt", "onbekend"]).all()
    assert (found.points["dikte_m"].dropna() <= 190.0 + 1e-6).all()
    shuffled = stack_of(*[column_of(one) for one in reversed(columns)])
    again = judged(shuffled).points.iloc[::-1].reset_index(drop=True)
    for name in ("klasse", "laag", "dikte_m", "reden"):
        assert list(again[name].astype(str)) == list(found.points[name].astype(str)), name


def test_order_of_the_units_in_the_model_is_irrelevant():
    stack = stack_of(LEUSDEN)
    turned = stack_of(LEUSDEN[::-1])
    assert judged(stack).points["reden"].iloc[0] == judged(turned).points["reden"].iloc[0]


def test_cancel():
    with pytest.raises(CancelledError):
        judged(stack_of(LEUSDEN), cancelled=lambda: True)


def test_storage_of_a_place_that_is_unknown_or_forbidden():
    limit = gpd.GeoDataFrame({"wko": ["verboden"]}, geometry=[Point(155000, 460000)], crs="EPSG:28992")
    deep = [*LEUSDEN[:7], ("NUOOz1", "zand", 240.0, 280.0, 15.0, NAN), LEUSDEN[-1]]
    found = judged(stack_of(deep, ()), restrictions=limit).points
    assert list(found["hto"]) == ["nee", "onbekend"]
    assert list(found["hto_laag"]) == ["", ""]
    assert found["hto_reden"].iloc[0].startswith("WKO is hier verboden")


def test_layer_that_goes_on_below_the_depth():
    point = only(stack_of(LEUSDEN), kentallen=changed(diepte_max_m=110.0))
    assert (point["dikte_m"], point["klasse"]) == (45.0, "geschikt")
    assert "De laag loopt door onder de grootste diepte." in point["reden"]


def test_flow_is_told_in_two_digits():
    column = (("A", "klei", 0, 50, NAN, 0.001), ("B", "zand", 50, 110, 33.3, NAN), ("C", "klei", 110, 150, NAN, 0.001))
    point = only(stack_of(column))
    assert point["debiet_m3h"] == pytest.approx(176.5, abs=0.1)
    assert "Ongeveer 180 m3/h per bron, begrensd door: infiltratienorm." in point["reden"]
