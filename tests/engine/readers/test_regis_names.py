"""Codes of REGIS II, old and new, and what names of rasters say."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen.readers import regis_names
from riothermie_kansen.readers.regis_names import SPREAD, kind_of, known, quantity_of, raster_name, unit_of, units

GROUPS = ("NU", "NM", "NL", "CK")


def test_table_is_that_of_the_naming_release():
    """Facts of the release: 154 rows, the surface first; a group before each code; each code once."""
    table = units()
    assert len(table) == 154
    assert [u.order for u in table] == list(range(154))
    assert (table[0].code, table[0].kind) == ("mv", "maaiveld")
    assert all(u.code.startswith(GROUPS) for u in table[1:])
    assert len({u.code for u in table}) == len({u.old_code for u in table}) == 154
    # old and new codes, without hyphens and whatever their capitals, never point at two units
    keys = {}
    for unit in table:
        for code in (unit.code, unit.old_code):
            assert keys.setdefault(code.replace("-", "").upper(), unit) is unit


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("PZWAz3", "NUPZ-WAz3", "zand"),
        ("KRz1", "NUKRz1", "zand"),
        ("HLc", "NUhlc", "complex"),
        ("DTc", "NUgsc", "complex"),
        ("MSz1", "NUMSz1", "zand"),
        ("OOz1", "NUOOz1", "zand"),
        ("BXz1", "NUBXz1", "zand"),
        ("WBv1", "NUWBv1", "veen"),
        ("VIb1", "NUVIb1", "bruinkool"),
        ("HOq", "CKHMq", "kalksteen"),
        ("RUBOk1", "NMRUBOk1", "klei"),
        ("TOZEWAk1", "NMTOWAk1", "klei"),
        ("AA", "NUAA", "antropogeen"),
    ],
)
def test_old_and_new_codes(old, new, kind):
    for code in (old, new, old.lower(), new.upper(), new.replace("-", ""), f" {new} "):
        unit = known(code)
        assert (unit.code, unit.old_code, unit.kind) == (new, old, kind)


def test_each_kind_but_the_two_without_a_letter_follows_from_the_code():
    for unit in units():
        if unit.code not in ("mv", "NUAA"):
            assert kind_of(unit.code) == kind_of(unit.old_code) == unit.kind


def test_order_is_stratigraphic():
    order = {u.code: u.order for u in units()}
    deeper = ["mv", "NUhlc", "NUBXz1", "NUKRz1", "NUEEk1", "NUSTz1", "NUPZ-WAz1", "NUWAk1", "NUPZ-WAz3", "NUMSk1"]
    deeper += ["NUOOz1", "NUBRz1", "NMRUBOk1", "NLDOz1", "CKGPq"]
    assert sorted(deeper, key=order.get) == deeper


@pytest.mark.parametrize(
    ("stem", "code", "quantity"),
    [
        ("NUPZ-WAz3-t-ck", "NUPZ-WAz3", "top"),
        ("PZWAz3-b-ck", "NUPZ-WAz3", "bottom"),
        ("PZWAZ3-T-CK", "NUPZ-WAz3", "top"),
        ("pzwaz3_kh_sk", "NUPZ-WAz3", "kh"),
        ("NUPZ_WAz3_kv_s", "NUPZ-WAz3", "kv"),
        ("BXz1-kd-sk", "NUBXz1", "kd"),
        ("WAk1-c-sk", "NUWAk1", "c"),
        ("WAk1-d-ck", "NUWAk1", "thickness"),
        ("WAk1-d", "NUWAk1", "thickness"),
        ("NUWAk1_top", "NUWAk1", "top"),
        ("NUWAk1_botm", "NUWAk1", "bottom"),
        ("top_NUWAk1", "NUWAk1", "top"),
        ("kh_PZWAz3", "NUPZ-WAz3", "kh"),
        ("regis_v02r2s3_NUBXz1-t-ck", "NUBXz1", "top"),
        ("REGIS II 2.2.3 NUBXz1-b-ck", "NUBXz1", "bottom"),
        ("mv", "mv", "top"),
        ("maaiveld", "mv", "top"),
        ("mv-t-ck", "mv", "top"),
        ("NUXYz4-t-ck", "NUXYz4", "top"),  # not in the table: its own code
        ("NUBXz1-t-sd", "NUBXz1", SPREAD),
        ("NUBXz1-sdh-sk", "NUBXz1", SPREAD),
    ],
)
def test_names_of_rasters(stem, code, quantity):
    name = raster_name(stem)
    assert (name.unit.code, name.quantity) == (code, quantity)


@pytest.mark.parametrize(
    "stem", ["", "kaart", "kaart-c", "ahn_t", "hoogte-top", "NUBXz1", "t-ck", "top", "NUBXz1-x-ck", "12-t"]
)
def test_other_names_are_no_rasters_of_regis(stem):
    assert raster_name(stem) is None


def test_every_unit_is_found_by_its_raster_in_every_spelling():
    for unit in units()[1:]:
        for code in (unit.code, unit.old_code):
            for stem in (f"{code}-kh-sk", f"{code}_t_ck".lower(), f"{code}-B-CK".upper()):
                assert raster_name(stem).unit is unit


@given(st.text(max_size=40))
def test_any_name_is_read_or_not(text):
    name = raster_name(text)
    assert name is None or name.quantity in (*regis_names.QUANTITIES, SPREAD)
    assert unit_of(text).kind
    quantity_of(text)


def test_table_stands_with_its_source():
    with regis_names.TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert all("TNO" in row["bron"] for row in rows)
