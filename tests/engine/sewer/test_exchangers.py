import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen.errors import InputError
from riothermie_kansen.sewer.exchangers import (
    MAX_ROWS,
    NUMBER_COLUMNS,
    TABLE,
    TEXT_COLUMNS,
    exchanger_length_m,
    fit,
    nominal_size_mm,
    read_exchangers,
)

NAN = float("nan")
STANDARD = read_exchangers()
HEAD = TABLE.read_text(encoding="utf-8").splitlines()[0]


def one(function="vrijverval", size=NAN, flow=20.0, power=159.0, length=60.0, table=STANDARD):
    found = fit(
        function=[function], size_mm=np.array([size]), flow_ls=np.array([flow]), power_kw=np.array([power]),
        length_m=np.array([length]), table=table,
    )  # fmt: skip
    return found.wisselaars[0], found.lengte_m[0], bool(found.past[0]), found.reden[0]


def test_existing_gravity_sewer():
    assert one(size=500.0) == (
        "Therm-Liner; bij vervanging: Rabtherm, KASAG-prefab, Thermpipe",
        pytest.approx(100.0),  # 159 kW / 1.59 kW/m
        False,
        "Therm-Liner (bestaand riool, DN 500 ≥ 400): circa 100 m nodig, langer dan deze streng (60 m)",
    )


def test_large_sewer_takes_the_trough_too():
    names, _, fits, reason = one(size=1000.0, length=120.0)
    assert names == "Therm-Liner, KASAG-goot; bij vervanging: Rabtherm, KASAG-prefab, Thermpipe"
    assert fits
    assert reason.endswith("circa 100 m nodig, past in deze streng (120 m)")


def test_minimum_flow_of_a_maker():
    assert "KASAG" not in one(size=1000.0, flow=9.9)[0]
    assert "KASAG-goot" in one(size=1000.0, flow=10.0)[0]


@pytest.mark.parametrize(
    ("size", "names"),
    [
        (299.0, ""),
        (300.0, "alleen bij vervanging: Thermpipe"),
        (399.9, "alleen bij vervanging: Thermpipe"),
        (400.0, "Therm-Liner; bij vervanging: Rabtherm, Thermpipe"),
    ],
)
def test_minimum_diameter(size, names):
    assert one(size=size)[0] == names


def test_too_small_for_all():
    assert one(size=200.0) == ("", pytest.approx(NAN, nan_ok=True), False, "Geen passende wisselaar")


def test_on_replacement_only():
    names, needed, _, reason = one(size=300.0, power=64.0, length=NAN)
    assert names == "alleen bij vervanging: Thermpipe"
    assert needed == pytest.approx(100.0)  # 64 kW / 0.64 kW/m
    assert reason == (
        "Thermpipe, alleen bij vervanging (DN 300 ≥ 300, vooral bij hoge vulling of in grondwater): circa 100 m nodig"
    )


def test_pressure_main():
    names, needed, fits, reason = one("pers", size=200.0, power=157.0796, length=500.0)
    assert names == "Form C, Pressurepipe, RVS buis-in-buis"
    assert needed == pytest.approx(100.0, abs=1e-4)  # 2.5 kW/m2 x pi x 0.2 m = 1.5708 kW/m
    assert fits
    assert reason == (
        "Form C (persleiding, in de leiding of als bypass): circa 100 m nodig, past in deze streng (500 m)"
    )


def test_unknown_diameter_names_the_conditions():
    names, needed, _, reason = one(flow=5.0, power=15.9, length=60.0)
    assert names == (
        "diameter onbekend: Therm-Liner (DN ≥ 400); bij vervanging: Rabtherm (DN ≥ 400), Thermpipe (DN ≥ 300)"
    )
    assert needed == pytest.approx(10.0)
    assert reason == "Therm-Liner (bestaand riool, mits DN ≥ 400): circa 10 m nodig, past in deze streng (60 m)"
    _, needed, _, reason = one("pers")
    assert np.isnan(needed)
    assert reason.endswith(": de lengte hangt af van de onbekende diameter")


@pytest.mark.parametrize("function", ["geen", "overstort", "pomp", "doorlaat"])
def test_no_exchanger_in_what_is_no_sewage_pipe(function):
    assert one(function, size=1000.0)[0] == ""


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["vrijverval", "druk", "pers", "geen"]),
            st.one_of(st.just(NAN), st.floats(50, 3000)),
            st.floats(0, 100),
        ),
        min_size=1,
        max_size=40,
    )
)
def test_all_pipes_at_once_is_each_pipe_alone(rows):
    function, size, flow = (list(column) for column in zip(*rows, strict=True))
    found = fit(
        function=function, size_mm=np.array(size), flow_ls=np.array(flow), power_kw=np.full(len(rows), 159.0),
        length_m=np.full(len(rows), 60.0), table=STANDARD,
    )  # fmt: skip
    for row, (f, s, q) in enumerate(rows):
        names, needed, fits, reason = one(f, s, q)
        assert (found.wisselaars[row], bool(found.past[row]), found.reden[row]) == (names, fits, reason)
        assert found.lengte_m[row] == pytest.approx(needed, nan_ok=True)


def test_size_is_the_smaller_side():
    width = [400.0, 400.0, 2000.0, NAN, 0.0, -1.0, 400.0]
    height = [NAN, 600.0, 500.0, 600.0, 600.0, 600.0, 0.0]
    assert nominal_size_mm(width, height).tolist() == pytest.approx([400, 400, 500, NAN, NAN, NAN, 400], nan_ok=True)


def test_length():
    assert exchanger_length_m([159.0, 0.0, NAN], 1.59).tolist() == pytest.approx([100.0, 0.0, NAN], nan_ok=True)


def test_table_has_sources():
    assert HEAD.split(";") == [
        "code", "naam", "kort", "riool", "plaatsing", *NUMBER_COLUMNS, "ondergrond", "bron", "toelichting",
    ]  # fmt: skip
    assert set(TEXT_COLUMNS) <= set(HEAD.split(";"))
    for exchanger in STANDARD:
        assert exchanger.bron
        assert exchanger.toelichting
        assert np.isnan(exchanger.kw_per_m) != np.isnan(exchanger.kw_per_m2)


def table(tmp_path, *rows, head=HEAD):
    path = tmp_path / "eigen.csv"
    path.write_text("\ufeff" + "\n".join((head, *rows)) + "\n", encoding="utf-8")
    return path


def test_own_table(tmp_path):
    path = table(tmp_path, "x;Eigen {1};Eigen {1};vrijverval+pers;bestaand;250;800;2.5;2;;;;nat {2};hier;")
    (own,) = read_exchangers(path)
    assert (own.dn_max_mm, own.debiet_min_ls, own.kw_per_m) == (800.0, 2.5, 2.0)
    assert own.riool == ("vrijverval", "pers", "druk")
    assert one("druk", size=300.0, power=100.0, table=(own,)) == (
        "Eigen {1}", 50.0, True,
        "Eigen {1} (bestaand riool, DN 300 ≥ 250 en ≤ 800, nat {2}): circa 50 m nodig, past in deze streng (60 m)",
    )  # fmt: skip
    assert one(size=900.0, table=(own,))[0] == ""
    assert one(table=(own,))[0] == "diameter onbekend: Eigen {1} (DN ≥ 250 en ≤ 800)"


ROW = "x;Eigen;Eigen;vrijverval;bestaand;400;;;1,59;;;;;hier;"


@pytest.mark.parametrize(
    ("rows", "head", "words"),
    [
        ([ROW.replace("400", "groot")], HEAD, "row 2, dn_min_mm is groot"),
        ([ROW.replace("400", "-4")], HEAD, "dn_min_mm is -4"),
        ([ROW.replace("400", "nan")], HEAD, "dn_min_mm is nan"),
        ([ROW.replace("400", "inf")], HEAD, "dn_min_mm is inf"),
        ([ROW.replace("vrijverval", "sloot")], HEAD, "riool is sloot"),
        ([ROW.replace("bestaand", "ooit")], HEAD, "plaatsing is ooit"),
        ([ROW, ROW], HEAD, "row 3, code is x"),
        ([ROW.replace("x;", ";", 1)], HEAD, "row 2, code is "),
        ([], HEAD, "code is 0"),
        ([ROW.replace("x;", f"x{i};", 1) for i in range(MAX_ROWS + 1)], HEAD, "code is 40"),
        ([ROW], HEAD.replace("dn_min_mm", "dn"), "no column dn_min_mm"),
        ([ROW.replace(";", ",")], HEAD.replace(";", ","), "no column code"),
        (["x;Eigen"], HEAD, "riool is "),
    ],
)
def test_wrong_table_is_one_sentence(tmp_path, rows, head, words):
    with pytest.raises(InputError) as error:
        read_exchangers(table(tmp_path, *rows, head=head))
    assert words in error.value.text("en")
    assert "eigen.csv" in error.value.text("nl")


def test_table_that_cannot_be_read(tmp_path):
    with pytest.raises(InputError, match=r"weg\.csv"):
        read_exchangers(tmp_path / "weg.csv")
    with pytest.raises(InputError):
        read_exchangers(tmp_path)
    (tmp_path / "excel.csv").write_bytes(b"\xd0\xcf\x11\xe0\xff\xfe")
    with pytest.raises(InputError, match=r"excel\.csv"):
        read_exchangers(tmp_path / "excel.csv")


def test_a_table_of_39_rows_keeps_its_rows_apart(tmp_path):
    rows = [f"x{i};E{i};E{i};vrijverval;bestaand;{100 + i};;;1;;;;;hier;" for i in range(MAX_ROWS)]
    own = read_exchangers(table(tmp_path, *rows))
    size = np.arange(99.0, 139.0)
    n = len(size)
    found = fit(
        function=["vrijverval"] * n, size_mm=size, flow_ls=np.ones(n), power_kw=np.ones(n), length_m=np.ones(n),
        table=own,
    )  # fmt: skip
    assert [len(text.split(", ")) if text else 0 for text in found.wisselaars] == list(range(40))
