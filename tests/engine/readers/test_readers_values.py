"""Values, column names, codes and sizes: hand-made cases."""

import datetime as dt
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen.errors import FieldError
from riothermie_kansen.findings import Findings
from riothermie_kansen.kentallen import load
from riothermie_kansen.readers import codes, fields, sizes
from riothermie_kansen.readers.values import codes as bare
from riothermie_kansen.readers.values import dates, numbers, parse_number, texts

WRONG = math.inf


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0,55", 0.55),
        ("-1.25", -1.25),
        ("1.234,56", 1234.56),
        ("1,234.56", 1234.56),
        ("1.234.567", 1234567.0),
        ("1 250", 1250.0),
        ("1\u00a0250,5", 1250.5),
        ("1.000", 1.0),  # a single dot is a decimal point: what machines write
        ("1,000", 1.0),
        ("300 mm", 300.0),
        ("Ø315", 315.0),
        ("-0,30 m NAP", -0.3),
        ("1e3", 1000.0),
        ("+2", 2.0),
        (".5", 0.5),
        ("12.34.5", WRONG),
        ("1.2,3.4", WRONG),
        ("1,2,3", WRONG),
        ("1_000", WRONG),
        ("inf", WRONG),
        ("1e999", WRONG),
        ("0x10", WRONG),
        ("300/450", WRONG),
        (",", WRONG),
        ("rond", WRONG),
    ],
)
def test_numbers_in_text(text, number):
    assert parse_number(text) == number


@pytest.mark.parametrize("empty", [None, "", " ", "NULL", "<Null>", "nan", math.nan, pd.NA, pd.NaT, "n.v.t.", "-"])
def test_no_number_is_unknown_and_not_wrong(empty):
    found, wrong = numbers(pd.Series([empty, "1"], dtype=object))
    assert np.isnan(found[0])
    assert found[1] == 1.0
    assert not wrong.any()


@pytest.mark.parametrize("value", [True, "abc", math.inf, -math.inf, 10**400, [1], {"a": 1}, b"x", 1j, "\x00"])
def test_what_is_no_number_is_wrong(value):
    found, wrong = numbers(pd.Series([value, 2], dtype=object))
    assert np.isnan(found[0])
    assert list(wrong) == [True, False]


def test_numbers_of_nullable_and_categorical_columns():
    assert next(iter(numbers(pd.Series([1, None], dtype="Int64"))[0])) == 1.0
    assert list(numbers(pd.Series(["1,5", "2"], dtype="category"))[0]) == [1.5, 2.0]
    assert next(iter(numbers(pd.Series(["1,5", None], dtype="string"))[0])) == 1.5


@given(st.floats(-1e9, 1e9).map(lambda value: round(value, 3)))
def test_numbers_survive_dutch_notation(value):
    text = f"{value:,.3f}".translate(str.maketrans(",.", ".,"))
    assert parse_number(text) == pytest.approx(value, abs=5e-4)


@pytest.mark.parametrize(
    ("value", "year"),
    [
        ("1980-01-31", 1980),
        ("31-12-1980", 1980),
        ("5/04/2019", 2019),
        ("19991231", 1999),
        ("1975", 1975),
        (1975, 1975),
        (1975.0, 1975),
        ("2001-05-06T00:00:00Z", 2001),
        ("1980-01", 1980),
        (dt.date(1990, 5, 5), 1990),
        (dt.datetime(1990, 5, 5, 12, tzinfo=dt.UTC), 1990),
        (pd.Timestamp("1991-01-01"), 1991),
        (np.datetime64("1992-01-01"), 1992),
        (315532800000, 1980),  # milliseconds: 1 January 1980
        (-315619200000, 1960),  # before 1970
    ],
)
def test_years(value, year):
    _, years, wrong = dates(pd.Series([value], dtype=object))
    assert years[0] == year
    assert not wrong[0]


@pytest.mark.parametrize("value", ["31-31-1980", "ooit", "1980-13-01", 12345.5, True, 1e300, "0000-00-00"])
def test_no_dates(value):
    _, years, wrong = dates(pd.Series([value], dtype=object))
    assert np.isnan(years[0])
    assert wrong[0]


def test_a_zero_date_is_unknown():
    _, years, wrong = dates(pd.Series([0, None, ""], dtype=object))
    assert np.isnan(years).all()
    assert not wrong.any()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12.0, "12"),
        (12.5, "12.5"),
        ("  a \n b ", "a b"),
        (None, ""),
        ("<Null>", ""),
        (7, "7"),
        (b"put", "put"),
        (chr(0xD800), "?"),
        (10.0**20, "1e+20"),
    ],
)
def test_texts(value, text):
    assert texts(pd.Series([value], dtype=object))[0] == text


@given(st.lists(st.sampled_from(["K1", "a b", "a  b", " a", "a ", "a\nb", "", "NULL", "nan", "é", "k.12", None, 3.0])))
def test_texts_of_a_column_are_those_of_its_values(values):
    one_by_one = [texts(pd.Series([value], dtype=object))[0] for value in values]
    assert texts(pd.Series(values, dtype=object)).tolist() == one_by_one


NAMES = [
    *("naam", "BobBeginpuntLeiding", "BobBeginpu", "BobBegin_1", "LateraalDe", "Lateraal_1", "Fundering"),
    *(
        "WIONThema",
        "AantalWon",
        "AantalWoni",
        "Aantal_ieB",
        "Aantal_i_1",
        "opmerking",
        "DatumRein",
        "Begindatum",
        "x_1",
    ),
]


@given(st.lists(st.sampled_from(NAMES), unique=True), st.sampled_from([fields.PIPE, fields.NODE, fields.STRUCTURE]))
def test_columns_that_do_not_matter_change_nothing(names, aliases):
    def found(columns):
        result = fields.find(pd.DataFrame(columns=columns), aliases)
        return {role: [columns[place] for _, place in places] for role, places in result.places.items()}, result.unclear

    kept = fields.may_matter(names, aliases)
    assert found(kept) == found(names)


def test_remarks_do_not_matter():
    assert fields.may_matter(["naam", "Fundering", "remark"], fields.PIPE) == ["naam"]


def test_codes_are_the_last_part_of_a_uri():
    found = bare(
        pd.Series(
            [
                "http://data.gwsw.nl/1.4/totaal/GemengdRiool",
                "https://data.gwsw.nl/1.6/totaal#PVC",
                "gwsw:Rond",
                "PE",
                None,
            ]
        )
    )
    assert list(found) == ["GemengdRiool", "PVC", "Rond", "PE", ""]


ALL = {
    "gemengd vrijverval": ["GemengdRiool", "Gemengdriool", "Gemengd riool", "gemengd_riool"],
    "vuilwater vrijverval": ["Vuilwaterriool", "DWA-Riool", "dwa"],
    "overig vrijverval": [
        "VrijvervalTransportleiding",
        "Transportrioolleiding",
        "VrijvervalRioolleiding",
        "Zinker",
        "BenedenstroomsEindriool",
        "Vrijverval",
        "VVZ",
    ],
    "pers pers": ["Persleiding", "Perslei", "PLZ", "MechanischeTransportleiding", "Leidingsegment"],
    "pers druk": ["Drukleiding", "Druikleiding", "PD", "Luchtpersleiding", "Vacuumleiding", "MechanischeRioolleiding"],
    "hemelwater geen": [
        "Hemelwaterriool",
        "HWA-Riool",
        "Infiltratieriool",
        "DIT_riool",
        "DT_riool",
        "Overstortleiding",
    ],
    "overig geen": ["Drain", "Duiker", "OpenLeiding", "Bergbezinkleiding", "Bergingsleiding"],
    "aansluitleiding": [
        "Aansluitleiding",
        "Perceelaansluitleiding",
        "DwaPerceelaansluitleiding",
        "Kolkaansluitleiding",
        "HwaPerceelaansluitleiding",
        "GemengdePerceelaansluitleiding",
    ],
    "loze_leiding": ["LozeLeiding", "Weesleiding", "GedammerdeLeiding", "Mantelbuis", "Goot"],
}


@pytest.mark.parametrize(("meaning", "name"), [(key, name) for key, names in ALL.items() for name in names])
def test_types_of_the_reference(meaning, name):
    found = codes.combined(codes.type_of(name), None)
    assert (found.weg or f"{found.soort} {found.functie}") == meaning


@pytest.mark.parametrize(
    ("kind", "system", "meaning"),
    [
        ("Zinker", "GemengdStelsel", ("gemengd", "vrijverval")),
        ("Zinker", "Hemelwaterstelsel", ("hemelwater", "geen")),
        ("VrijvervalRioolleiding", "Vuilwaterstelsel", ("vuilwater", "vrijverval")),
        ("VrijvervalRioolleiding", "Drukriolering", ("overig", "vrijverval")),
        ("GemengdRiool", "Hemelwaterstelsel", ("gemengd", "vrijverval")),
        ("Persleiding", "VerbeterdHemelwaterstelsel", ("pers", "geen")),
        ("Bergbezinkleiding", "GemengdStelsel", ("gemengd", "geen")),
        ("", "Drukriolering", ("pers", "druk")),
        ("", "Persleidingsysteem", ("pers", "pers")),
        ("iets anders", "Regenwaterstelsel", ("hemelwater", "geen")),
        ("iets anders", "VrijvervalTransportstelsel", ("overig", "vrijverval")),
    ],
)
def test_the_system_decides_where_the_type_does_not(kind, system, meaning):
    assert tuple(codes.combined(codes.type_of(kind) if kind else None, codes.system_of(system)))[:2] == meaning


@pytest.mark.parametrize("system", ["OnbekendStelsel", "AbsoluutRioolstelsel", "Noorderwaard", "bg/bodegraven", ""])
def test_systems_that_say_nothing(system):
    assert codes.system_of(system) is None


@pytest.mark.parametrize(
    ("name", "soort"),
    [
        ("Pompput", "pomp"),
        ("Pompunit", "pomp"),
        ("Rioolgemaal", "gemaal"),
        ("Inspectieput", "put"),
        ("InspectieputMetPomp", "put"),
        ("ExterneOverstortput", "overstort"),
        ("UitlaatPunt", "uitlaat"),
        ("RWZI", "rwzi"),
        ("Overnamepunt", "rwzi"),
        ("Kolk", "overig"),
        ("", "put"),
    ],
)
def test_nodes(name, soort):
    assert codes.node_of(name) == soort


# columns


def found(names, aliases=fields.PIPE, mapped=None):
    columns = fields.find(pd.DataFrame({name: [1] for name in names}), aliases, mapped)
    return {role: [names[place] for _, place in places] for role, places in columns.places.items()}, columns.unclear


def test_a_lone_cut_name_that_could_be_two_things_is_left_alone():
    assert found(["LateraalDe"]) == ({}, ["LateraalDe"])


def test_numbered_doubles_follow_the_official_order():
    roles, unclear = found(["LateraalDe", "Lateraal_1", "LateraalAf"])
    assert roles == {"dwa_lateraal_ls": ["LateraalDe"]}
    assert unclear == []


def test_both_company_columns_count():
    assert found(["Aantal_ieB", "Aantal_ieR"])[0] == {"ve_bedrijven": ["Aantal_ieB", "Aantal_ieR"]}
    assert found(["aantal_ie_", "aantal_i_1"])[0] == {"ve_bedrijven": ["aantal_ie_", "aantal_i_1"]}


def test_cut_names_of_the_reference():
    assert found(["DIAMETER_L", "BREEDTE_LE"])[0] == {"breedte_mm": ["BREEDTE_LE", "DIAMETER_L"]}
    assert found(["Pompcapaci", "Pompcapa_1"], fields.NODE)[0] == {"capaciteit_ls": ["Pompcapaci", "Pompcapa_1"]}


def test_a_short_name_is_not_the_beginning_of_a_longer_one():
    assert found(["bob", "mat", "breedt"]) == ({}, [])


def test_the_users_map_goes_first():
    roles, _ = found(["diameter", "breedte", "MIJN_MAAT"], mapped={"breedte_mm": "mijn_maat"})
    assert roles["breedte_mm"] == ["MIJN_MAAT"]


def test_the_users_map_names_what_is_not_there():
    with pytest.raises(FieldError) as error:
        found(["a", "b"], mapped={"breedte_mm": "c"})
    assert "c" in error.value.text("nl")
    assert "a, b" in error.value.text("nl")
    with pytest.raises(FieldError) as error:
        found(["a"], mapped={"breedte": "a"})
    assert "breedte_mm" in error.value.text("nl")


def test_an_empty_entry_in_the_users_map_is_no_entry():
    assert found(["diameter"], mapped={"breedte_mm": "", "naam": None})[0] == {"breedte_mm": ["diameter"]}


# sizes


def inside(width, height=None, material="Beton", shape="Rond", wall=None, sdr=None, pressure=False, outside=True):
    n = len(width)

    def column(values, empty=np.nan):
        return np.array([empty] * n if values is None else values, dtype=float)

    findings = Findings()
    result = sizes.inside(
        sizes.Raw(column(width), column(height), column(wall), column(sdr)),
        np.array([shape] * n, dtype=object),
        np.array(material if isinstance(material, list) else [material] * n, dtype=object),
        np.full(n, pressure),
        np.array([f"L{i}" for i in range(n)], dtype=object),
        None,
        kentallen=load(),
        findings=findings,
        outside=outside,
    )
    return list(result.width), list(result.height), findings.counts()


def test_a_column_in_centimetres_and_in_metres():
    assert inside([30, 40, 50, 100]) == ([300, 400, 500, 1000], [300, 400, 500, 1000], {"maat_eenheid": 1})
    assert inside([0.3, 0.4, 1.25])[0] == [300, 400, 1250]
    assert inside([30, 50, 60, 80], material="")[0] == [300, 500, 600, 800]
    assert inside([300, 400, 1250])[2] == {}


def test_a_single_value_in_another_unit():
    width, _, counts = inside([300, 400, 500, 600, 40, 0.5])
    assert width == [300, 400, 500, 600, 400, 500]
    assert counts == {"maat_hersteld": 2}


def test_a_material_with_its_own_unit():
    width, _, counts = inside([300.0] * 50 + [20.0] * 30, material=["Beton"] * 50 + ["Gres"] * 30)
    assert width == [300.0] * 50 + [200.0] * 30
    assert counts == {"maat_eenheid_materiaal": 1}


def test_small_pressure_pipes_are_not_centimetres():
    assert inside([40, 50, 63, 75], material="", pressure=True) == ([40, 50, 63, 75], [40, 50, 63, 75], {})


def test_impossible_sizes_become_unknown_and_are_listed():
    width, height, counts = inside([300, 300, -300, 1e7, 0, 999, np.nan])
    assert width[:2] == [300, 300]
    assert np.isnan(width[2:]).all()
    assert np.isnan(height[2:]).all()
    assert counts == {"maat_onmogelijk": 2}  # 0, 999 and nothing are "not filled in"


def test_an_odd_size_is_kept_and_listed():
    assert inside([300, 400, 160]) == ([300, 400, 160], [300, 400, 160], {"maat_opvallend": 1})


def test_plastics_from_outside_to_inside():
    assert inside([315], material="PVC")[0] == [299.6]  # 315 - 2 x 315/41
    assert inside([315], material="PVC", wall=[9.2])[0] == [296.6]  # 315 - 2 x 9.2
    assert inside([315], material="PVC", sdr=[34])[0] == [296.5]  # 315 - 2 x 315/34
    assert inside([315], material="PVC", wall=[200]) == ([299.6], [299.6], {"wanddikte_onmogelijk": 1})
    assert inside([315], material="PVC", outside=False)[0] == [315]
    assert inside([315], material="Gres", wall=[20])[0] == [315]


def test_eggs_and_rectangles():
    assert inside([400], shape="Eivormig")[1] == [600]
    assert inside([400], [500], shape="Eivormig")[1] == [500]
    assert inside([2000], [1000], shape="Rechthoekig")[:2] == ([2000], [1000])
    assert np.isnan(inside([2000], shape="Rechthoekig")[1][0])
    assert inside([np.nan], [300])[0] == [300]  # a round pipe is as wide as it is high
    assert inside([400], [40000], shape="Eivormig")[2] == {"hoogte_onmogelijk": 1}


def test_width_and_height_in_one_value():
    width, height, wrong = sizes.widths(pd.Series(["400/600", "300", "1000 x 500", "groot", None, "Ø200"]))
    np.testing.assert_array_equal(width, [400, 300, 1000, np.nan, np.nan, 200])
    np.testing.assert_array_equal(height, [600, np.nan, 500, np.nan, np.nan, np.nan])
    assert list(wrong) == [False, False, False, True, False, False]
