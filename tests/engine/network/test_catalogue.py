"""The tables of pipes: what they hold, where their prices come from, and a user's own table."""

import math

import numpy as np
import pytest

from riothermie_kansen import kentallen
from riothermie_kansen.errors import InputError
from riothermie_kansen.network.catalogue import TABLES, catalogue

STANDARD = kentallen.load()
STEEL = catalogue("mt", kentallen=STANDARD)
PE = catalogue("bronnet", kentallen=STANDARD)

# THERMOS, default pipe costs: DN, pipe and civil works 'hard'
THERMOS = {
    20: (81, 534),
    25: (91, 545),
    32: (107, 562),
    40: (126, 583),
    50: (152, 611),
    65: (193, 656),
    80: (237, 705),
    100: (300, 774),
    125: (385, 866),
    150: (474, 964),
    200: (667, 1174),
    250: (874, 1401),
    300: (1094, 1642),
    400: (1568, 2161),
}


def edr(dn):
    return 646.6 * math.exp(0.0037 * dn)


def profile(diameter_mm):
    return (0.9 + diameter_mm / 1000) * (0.2 + diameter_mm / 1000)


@pytest.mark.parametrize("table", [STEEL, PE, catalogue("bronnet", sdr=11, kentallen=STANDARD)])
def test_sizes_ascend_and_all_is_known(table):
    assert (np.diff(table.inner_mm) > 0).all()
    assert (np.diff(table.nominal) > 0).all()
    assert (np.diff(table.price_eur_m) > 0).all()
    assert (table.outer_mm > table.inner_mm).all()
    assert (table.jacket_mm >= table.outer_mm).all()
    for numbers in (table.roughness_mm, table.u_w_mk, table.price_eur_m, table.pressure_bar):
        assert (numbers > 0).all()
    for texts in (table.source, table.price_source, table.price_year):
        assert all(texts)
    assert len(set(table.label)) == len(table)


def test_steel_price_is_the_dutch_formula_up_to_dn_400():
    small = STEEL.nominal <= 400
    assert STEEL.price_eur_m[small] == pytest.approx([edr(dn) for dn in STEEL.nominal[small]], abs=0.51)
    between = {100: (936, 1090), 200: (1355, 1841)}
    for dn, (low, high) in between.items():
        assert low <= STEEL.price_eur_m[STEEL.position(f"DN{dn}")] <= high
    # the formula is too steep for the largest
    assert STEEL.price_eur_m[STEEL.position("DN500")] < edr(500)


@pytest.mark.parametrize("sdr", [11, 17])
def test_pe_price_is_the_assumption_that_the_table_explains(sdr):
    table = catalogue("bronnet", sdr=sdr, kentallen=STANDARD)
    steel = {dn: STEEL.position(f"DN{dn}") for dn in THERMOS}
    inner = [STEEL.inner_mm[i] for i in steel.values()]
    digging = [edr(dn) * hard / (pipe + hard) for dn, (pipe, hard) in THERMOS.items()]
    jacket = [STEEL.jacket_mm[i] for i in steel.values()]
    expected = [
        np.interp(di, inner, digging) * profile(od) / profile(np.interp(di, inner, jacket))
        + 2 * 4.0 * 959 * math.pi / 4 * (od**2 - di**2) / 1e6
        for od, di in zip(table.outer_mm, table.inner_mm, strict=True)
    ]
    assert table.price_eur_m == pytest.approx(expected, abs=0.51)
    assert all(text.startswith("aanname") for text in table.price_source)


def test_uninsulated_pe_costs_less_than_steel_of_the_same_bore_and_more_than_putten():
    same = np.interp(PE.inner_mm, STEEL.inner_mm, STEEL.price_eur_m)
    assert (PE.price_eur_m < 0.75 * same).all()
    assert (PE.price_eur_m > 2 * 57.5).all()


def test_dimensions_are_those_of_the_reference():
    pe = {"PE110 SDR17": 96.8, "PE63 SDR17": 55.4, "PE315 SDR17": 277.6, "PE40 SDR11": 32.6}
    assert {label: PE.inner_mm[PE.position(label)] for label in pe} == pe
    # OD (1 - 2/SDR), the rule of pythermonet, is within 1 % of the table
    sdr = np.where(PE.outer_mm < 63, 11, 17)
    assert PE.inner_mm == pytest.approx(PE.outer_mm * (1 - 2 / sdr), rel=0.01)
    steel = {"DN25": 28.5, "DN100": 107.1, "DN300": 312.7}
    assert {label: STEEL.inner_mm[STEEL.position(label)] for label in steel} == steel


def test_sdr_and_pressure_class():
    assert PE.label[:4].tolist() == ["PE32 SDR11", "PE40 SDR11", "PE50 SDR11", "PE63 SDR17"]
    assert set(PE.pressure_bar[3:]) == {10.0}
    assert set(PE.pressure_bar[:3]) == {16.0}
    thick = catalogue("bronnet", sdr=11, kentallen=STANDARD)
    assert all(label.endswith("SDR11") for label in thick.label)
    assert thick.inner_mm[thick.position("pe110sdr11")] == 90.0


def test_insulation_series():
    at = STEEL.position("DN100")
    by_series = [catalogue("mt", series=n, kentallen=STANDARD).u_w_mk[at] for n in (1, 2, 3)]
    assert by_series == [0.300, 0.248, 0.215]
    assert STEEL.u_w_mk[at] == 0.248
    thick = STANDARD.replace({"net.isolatieserie": 3})
    assert catalogue("mt", kentallen=thick).u_w_mk[at] == 0.215


@pytest.mark.parametrize("wrong", [{"net": "stoomnet"}, {"net": "bronnet", "sdr": 9}, {"net": "mt", "series": 4}])
def test_choices_that_do_not_exist(wrong):
    with pytest.raises(InputError, match="must be one of"):
        catalogue(kentallen=STANDARD, **wrong)


def test_position_of_an_unknown_label():
    assert STEEL.position("DN 100") == STEEL.position("dn100") == 7
    assert STEEL.position("DN99") == -1


def own(tmp_path, text, net="bronnet"):
    path = tmp_path / "mijn.csv"
    path.write_text(text, encoding="utf-8")
    return catalogue(net, path=path, kentallen=STANDARD)


def test_own_table_with_only_what_is_needed(tmp_path):
    table = own(tmp_path, "label;binnen_mm;prijs_eur_m\nPE 40;35,2;61,5\n;;\nPE 50;44.0;0\n")
    assert table.label.tolist() == ["PE 40", "PE 50"]
    assert table.inner_mm.tolist() == [35.2, 44.0]
    assert table.price_eur_m.tolist() == [61.5, 0.0]
    assert table.outer_mm == pytest.approx([35.2 / (1 - 2 / 17), 44.0 / (1 - 2 / 17)])
    assert set(table.roughness_mm) == {0.01}
    assert set(table.pressure_bar) == {10.0}
    assert (table.u_w_mk > 0).all()
    assert set(table.price_source) == {"mijn.csv"}


@pytest.mark.parametrize("net", ["bronnet", "mt"])
def test_own_table_as_the_shipped_one(tmp_path, net):
    copy = tmp_path / "kopie.csv"
    copy.write_bytes(b"\xef\xbb\xbf" + TABLES[net].read_bytes())
    table, shipped = catalogue(net, path=str(copy), kentallen=STANDARD), catalogue(net, path="", kentallen=STANDARD)
    assert table.label.tolist() == shipped.label.tolist()
    assert table.u_w_mk.tolist() == shipped.u_w_mk.tolist()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("label;binnen_mm\nA;10\n", "has no column prijs_eur_m"),
        ("label;binnen_mm;prijs_eur_m\n", "has no size for this network"),
        ("label;binnen_mm;prijs_eur_m\nA;10;1\n;12;1\n", "no label in row 3"),
        ("label;binnen_mm;prijs_eur_m\nA;10;1\nB;tien;1\n", "row 3, binnen_mm is tien"),
        ("label;binnen_mm;prijs_eur_m\nA;10;-1\n", "row 2, prijs_eur_m is -1"),
        ("label;binnen_mm;prijs_eur_m\nA;10;\n", "row 2, prijs_eur_m is -"),
        ("label;binnen_mm;prijs_eur_m\nA;nan;1\n", "row 2, binnen_mm is nan"),
        ("label;binnen_mm;prijs_eur_m\nA;inf;1\n", "row 2, binnen_mm is inf"),
        ("label;binnen_mm;prijs_eur_m\nA;0;1\n", "row 2, binnen_mm is 0"),
        ("label;binnen_mm;prijs_eur_m\nA;20;1\nB;20;2\n", r"row 3 \(B\) is not wider inside"),
        ("label;binnen_mm;prijs_eur_m\nA;20;1\na ;30;2\n", "row 3 has the same label a as row 2"),
        ("label;binnen_mm;buiten_mm;prijs_eur_m\nA;20;20;1\n", "outside is not larger than the inside"),
        ("label;sdr;binnen_mm;prijs_eur_m\nA;9;20;1\n", "has no size for this network"),
    ],
)
def test_own_table_is_refused_in_one_sentence(tmp_path, text, said):
    with pytest.raises(InputError, match=said) as error:
        own(tmp_path, text)
    assert "mijn.csv" in error.value.text("nl")


def test_own_steel_table_needs_its_heat_loss(tmp_path):
    with pytest.raises(InputError, match="u_serie2_w_mk"):
        own(tmp_path, "label;binnen_mm;prijs_eur_m\nDN20;21,7;700\n", net="mt")


def test_own_table_that_cannot_be_read(tmp_path):
    path = tmp_path / "plaatje.csv"
    path.write_bytes(b"label;binnen_mm\n\xff\xfe\x00")
    for wrong in (path, tmp_path / "weg.csv", tmp_path):
        with pytest.raises(InputError, match="cannot be read"):
            catalogue("mt", path=wrong, kentallen=STANDARD)
