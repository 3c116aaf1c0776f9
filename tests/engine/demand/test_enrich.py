"""What labels, references, owners and neighbourhoods add to the objects, and which source goes before which."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point, box

from riothermie_kansen import kentallen
from riothermie_kansen.callbacks import CancelledError
from riothermie_kansen.demand.columns import OBJECT_COLUMNS
from riothermie_kansen.demand.enrich import enrich
from riothermie_kansen.demand.matching import keys_of
from riothermie_kansen.demand.result import Stock
from riothermie_kansen.readers.energy_labels import read_labels
from riothermie_kansen.readers.neighbourhoods import read_neighbourhoods
from riothermie_kansen.readers.ownership import read_owners
from riothermie_kansen.readers.vivet import read_references
from riothermie_kansen.schema import names

K = kentallen.load()
PAND = [f"02001000000000{i:02d}" for i in range(4)]
VBO = [f"02000100000000{i:02d}" for i in range(6)]
IN = [0, 0, 1, 2, 2, 3]
"""Building of each object: two in the first and the third, one in the second and the fourth."""

X, Y = 200_000, 470_000
SHAPES = [box(X + 100 * i, Y, X + 100 * i + 20, Y + 10) for i in range(4)]


def made(**changes):
    """Return four buildings with six objects; `changes` fill columns of the objects."""
    n = len(VBO)
    columns = {}
    for column in OBJECT_COLUMNS[: names(OBJECT_COLUMNS).index("buurtcode") + 1]:
        columns[column.name] = np.full(n, np.nan) if column.kind != "text" else np.full(n, "", dtype=object)
    columns |= {
        "object_id": np.array(VBO, dtype=object),
        "pand_id": np.array([PAND[i] for i in IN], dtype=object),
        "gebruik": np.full(n, "wonen", dtype=object),
        "woning": np.ones(n, dtype=np.int64),
        "type": np.full(n, "tussen", dtype=object),
        "type_bron": np.full(n, "afgeleid", dtype=object),
        "hoogbouw": np.zeros(n, dtype=np.int64),
        "oppervlakte_m2": np.full(n, 100.0),
        "oppervlakte_bron": np.full(n, "bag", dtype=object),
        "bouwjaar": np.full(n, 1970.0),
        "bouwjaar_bron": np.full(n, "bag", dtype=object),
        "building": np.array(IN),
        "postcode": np.full(n, "7323AA", dtype=object),
        "huisnummer": np.array(["1", "1", "3", "5", "5", "7"], dtype=object),
        "huisletter": np.array(["", "A", "", "", "", ""], dtype=object),
        "toevoeging": np.array(["", "2", "", "1", "2", ""], dtype=object),
        "x": np.array([X + 100.0 * i + 5 for i in IN]),
        "y": np.full(n, Y + 5.0),
    }
    objects = pd.DataFrame(columns).assign(**changes)
    buildings = gpd.GeoDataFrame(
        {"pand_id": PAND, "bouwjaar": 1970.0, "losse": False, "reason": ""}, geometry=SHAPES, crs=28992
    )
    return Stock(buildings, objects, {"panden": 4, "verblijfsobjecten": 6}, {"panden": {}, "verblijfsobjecten": {}})


def labels(rows, **options):
    """Return labels from (vbo, pand, address, label, survey[, type[, area[, heat]]])."""
    columns = ["vbo_id", "pand_id", "postcode", "huisnummer", "huisletter", "energielabel", "opnamedatum", "gebouwtype"]
    table = []
    for vbo, pand, address, label, survey, *rest in rows:
        postcode, number, letter = (*address.split("|"), "", "")[:3]
        kind, area, heat = (*rest, *("", "", "")[len(rest) :])
        table.append([vbo, pand, postcode, number, letter, label, survey, kind, area, heat])
    frame = pd.DataFrame(table, columns=[*columns, "gebruiksoppervlakte", "warmtebehoefte"])
    return read_labels(frame, kentallen=K, **options)


def references(**columns):
    return read_references(pd.DataFrame(columns), kentallen=K)


def run(stock=None, **sources):
    stock = stock or made()
    result = enrich(stock, kentallen=K, **sources)
    assert len(result.objects) == len(stock.objects)
    assert result.objects["object_id"].tolist() == stock.objects["object_id"].tolist()
    return result


def test_nothing_given_changes_nothing():
    stock = made()
    before = stock.objects.copy()
    result = run(stock)
    pd.testing.assert_frame_equal(result.objects[list(before.columns)], before)
    pd.testing.assert_frame_equal(stock.objects, before)
    assert result.objects[["vivet_rv_gj", "vivet_tap_gj", "label_kwh_m2"]].isna().all(axis=None)
    assert result.read == stock.read


def test_labels_by_id_address_and_pand():
    result = run(
        labels=labels(
            [
                (VBO[0], "", "", "C", "20200101", "Flatwoning (overig)", "88", "120"),
                ("0200010000000099", PAND[0], "7323AA|1|A2", "B", "20200101"),  # by its address
                ("", PAND[1], "", "A+", "20200101"),  # a pand with one object
                ("", PAND[2], "", "G", "20200101"),  # a pand with two: says nothing
                ("0200010000000098", "", "", "D", "20200101"),
            ]
        )
    )
    assert result.objects["label"].tolist() == ["C", "B", "A", "", "", ""]
    assert result.objects["label_bron"].tolist() == ["ep-online"] * 3 + [""] * 3
    assert result.objects["type"].tolist() == ["appartement"] + ["tussen"] * 5
    assert result.objects["type_bron"].tolist() == ["ep-online"] + ["afgeleid"] * 5
    assert result.objects["label_kwh_m2"].fillna(0).tolist() == [120, 0, 0, 0, 0, 0]
    # the BAG goes before the label
    assert result.objects["oppervlakte_m2"].tolist() == [100.0] * 6
    assert result.read["labels"] == 5
    assert result.dropped["labels"] == {"label_zonder_object": 2}
    assert result.findings.counts() == {"label_zonder_object": 2}
    assert any("1 op id, 1 op adres en 1 op een pand" in text for text in result.notes)


def test_label_of_the_object_goes_before_that_of_the_pand():
    result = run(
        labels=labels([("", PAND[1], "", "A", "20250101"), (VBO[2], "", "", "F", "20100101")]),
    )
    assert result.objects.loc[2, "label"] == "F"
    assert result.dropped["labels"] == {"label_overtroffen": 1}
    assert any("nauwkeuriger" in text for text in result.notes)


def test_two_labels_by_address_the_newest_counts():
    result = run(
        labels=labels(
            [
                ("0200010000000091", "", "7323AA|3", "E", "20100101"),
                ("0200010000000090", "", "7323AA|3", "B", "20240101"),
            ]
        ),
    )
    assert result.objects.loc[2, "label"] == "B"
    assert result.dropped["labels"] == {"label_overtroffen": 1}


def test_address_that_two_objects_share_says_nothing():
    stock = made(toevoeging=np.array(["", "2", "", "1", "1", ""], dtype=object))
    result = run(stock, labels=labels([("", "", "7323AA|5|1", "B", "20200101")]))
    assert (result.objects["label"] == "").all()
    assert result.dropped["labels"] == {"label_zonder_object": 1}


def test_own_fields_go_before_all():
    stock = made(
        type_bron=np.array(["eigen", *["afgeleid"] * 5], dtype=object),
        label=np.array(["G", *[""] * 5], dtype=object),
        label_bron=np.array(["eigen", *[""] * 5], dtype=object),
        inwoners=np.array([4.0, *[np.nan] * 5]),
        inwoners_bron=np.array(["eigen", *[""] * 5], dtype=object),
        eigenaar=np.array(["overig", *[""] * 5], dtype=object),
        eigenaar_bron=np.array(["eigen", *[""] * 5], dtype=object),
    )
    found = references(
        vbo_id=VBO[:2], woningtype=[1, 1], schillabel=["A", "A"], bewoners=[2, 2], eigendom=["koop", "koop"]
    )
    result = run(stock, labels=labels([(VBO[0], "", "", "B", "20200101", "Appartement")]), references=found)
    columns = ["type", "type_bron", "label", "label_bron", "inwoners", "inwoners_bron", "eigenaar", "eigenaar_bron"]
    assert result.objects.loc[0, columns].tolist() == ["tussen", "eigen", "G", "eigen", 4, "eigen", "overig", "eigen"]
    assert result.objects.loc[1, columns].tolist() == [
        *("vrijstaand", "vivet", "A", "vivet", 2, "vivet", "particulier", "vivet")
    ]


def test_vivet_goes_before_the_label_for_type_and_after_it_for_label_and_area():
    stock = made(
        oppervlakte_m2=np.array([np.nan, 80.0, 100, 100, 100, 100]),
        oppervlakte_bron=np.array(["", "afgeleid", "bag", "bag", "bag", "kental"], dtype=object),
        bouwjaar=np.array([np.nan, 1970, 1970, 1970, 1970, 1970]),
        bouwjaar_bron=np.array(["", *["bag"] * 5], dtype=object),
    )
    found = references(
        vbo_id=[VBO[0], VBO[1], VBO[5], "0200010000000077"],
        woningtype=[6, 5, 3, 1],
        bouwjaar=[1985, 1990, 9999, 1950],
        schillabel=["C", "D", "x", "A"],
        oppervlakte=[61, 62, 63, 64],
        ruimteverwarming=[30.5, 20.25, "", 9],
        **{"warm tapwater": [7.5, 6.5, "", 9]},
    )
    result = run(stock, labels=labels([(VBO[0], "", "", "A", "20200101", "Rijwoning hoek", "70")]), references=found)
    table = result.objects
    assert table["type"].tolist() == ["appartement", "appartement", "tussen", "tussen", "tussen", "hoek"]
    assert table["hoogbouw"].tolist() == [1, 0, 0, 0, 0, 0]
    assert table["label"].tolist() == ["A", "D", "", "", "", ""]
    assert table["label_bron"].tolist() == ["ep-online", "vivet", "", "", "", ""]
    assert table["oppervlakte_m2"].tolist() == [70, 62, 100, 100, 100, 63]
    assert table["oppervlakte_bron"].tolist() == ["ep-online", "vivet", "bag", "bag", "bag", "vivet"]
    assert table["bouwjaar"].tolist() == [1985, 1970, 1970, 1970, 1970, 1970]
    assert table["bouwjaar_bron"].tolist() == ["vivet", "bag", "bag", "bag", "bag", "bag"]
    assert table["vivet_rv_gj"].fillna(-1).tolist() == [30.5, 20.25, -1, -1, -1, -1]
    assert table["vivet_tap_gj"].fillna(-1).tolist() == [7.5, 6.5, -1, -1, -1, -1]
    assert result.dropped["referentie"] == {"referentie_zonder_object": 1}


def test_no_type_or_inhabitants_for_what_is_no_dwelling():
    stock = made(woning=np.array([0, 1, 1, 1, 1, 1]), type=np.array(["", *["tussen"] * 5], dtype=object))
    found = references(vbo_id=VBO[:1], woningtype=[1], bewoners=[3])
    result = run(stock, references=found, labels=labels([(VBO[0], "", "", "B", "20200101", "Appartement")]))
    assert result.objects.loc[0, ["type", "label"]].tolist() == ["", "B"]
    assert np.isnan(result.objects.loc[0, "inwoners"])


def owned(table):
    return read_owners(table, kentallen=K)


def test_owners_by_id_address_and_pand():
    table = pd.DataFrame(
        {
            "vbo_id": [VBO[0], "", "", "0200010000000055"],
            "pand_id": ["", "", PAND[2], ""],
            "postcode": ["", "7323AA", "", ""],
            "huisnummer": ["", "3", "", ""],
            "eigendom": ["koop", "sociale huur", "corporatie", "koop"],
        }
    )
    result = run(owners=owned(table))
    assert result.objects["eigenaar"].tolist() == ["particulier", "", "corporatie", "corporatie", "corporatie", ""]
    assert result.objects["eigenaar_bron"].tolist() == ["eigen", "", "eigen", "eigen", "eigen", ""]
    assert result.dropped["eigenaren"] == {"eigenaar_zonder_object": 1}


def test_owners_by_place():
    shapes = [Point(X + 15, Y + 5), Point(X + 123, Y + 5), Point(X + 160, Y + 5), box(X + 190, Y - 9, X + 330, Y + 9)]
    layer = gpd.GeoDataFrame({"naam": list("abcd")}, geometry=shapes, crs=28992)
    result = run(owners=owned(layer))
    # in the first building, 3 m beside the second, too far from any, and round the last two
    assert result.objects["eigenaar"].tolist() == ["corporatie"] * 6
    assert result.dropped["eigenaren"] == {"eigenaar_zonder_object": 1}
    only = run(owners=owned(layer.iloc[[0]]))
    assert only.objects["eigenaar"].tolist() == ["corporatie"] * 2 + [""] * 4


def test_row_of_the_object_goes_before_one_of_its_building():
    layer = gpd.GeoDataFrame(
        {"vbo_id": [VBO[3], ""], "eigendom": ["koop", "corporatie"]},
        geometry=[None, Point(X + 205, Y + 5)],
        crs=28992,
    )
    result = run(owners=owned(layer))
    assert result.objects["eigenaar"].tolist()[3:5] == ["particulier", "corporatie"]


def test_owner_given_goes_before_the_field_of_the_object():
    stock = made(eigenaar=np.full(6, "overig", dtype=object), eigenaar_bron=np.full(6, "eigen", dtype=object))
    result = run(stock, owners=owned(pd.DataFrame({"vbo_id": VBO[:1]})))
    assert result.objects["eigenaar"].tolist() == ["corporatie"] + ["overig"] * 5
    assert any("in het eigen veld een andere eigenaar" in text for text in result.notes)


def areas(*codes_and_shapes):
    frame = gpd.GeoDataFrame(
        {"buurtcode": [code for code, _ in codes_and_shapes]}, geometry=[s for _, s in codes_and_shapes], crs=28992
    )
    return read_neighbourhoods(frame, kentallen=K)


def test_neighbourhood_by_place_else_as_vivet_says():
    near = areas(("BU02", box(X - 50, Y - 50, X + 150, Y + 50)), ("BU01", box(X + 90, Y - 50, X + 150, Y + 50)))
    found = references(vbo_id=[VBO[2], VBO[3]], BU_CODE=["BU09", "BU08"], woningtype=[4, 4])
    stock = made(x=np.array([np.nan, *[X + 100.0 * i + 5 for i in IN[1:]]]))
    result = run(stock, neighbourhoods=near, references=found)
    # without a place the building counts; where two overlap the first code
    assert result.objects["buurtcode"].tolist() == ["BU02", "BU02", "BU01", "BU08", "", ""]
    assert any("3 objecten liggen in geen van de buurten" in text for text in result.notes)


def test_many_rows_outside_are_counted_not_listed():
    rows = [(f"0300010000{i:06d}", "", "", "B", "20200101") for i in range(150)]
    result = run(labels=labels(rows))
    assert result.dropped["labels"] == {"label_zonder_object": 150}
    assert not len(result.findings.frame(28992))


def test_keys_are_what_readers_need(tmp_path):
    ids, addresses = keys_of(made())
    assert ids == {*VBO, *PAND}
    assert "7323AA|1|A2" in addresses
    path = tmp_path / "labels.csv"
    path.write_text(
        "Pand_energieklasse;Pand_bagverblijfsobjectid;Pand_postcode;Pand_huisnummer;Pand_huisnummer_toev\n"
        f"B;{VBO[0]};;;\nC;;7323AA;1;A-2\nD;0300010000000001;9999AA;1;\n"
    )
    found = read_labels(path, keep_ids=ids, keep_addresses=addresses, kentallen=K)
    result = run(labels=found)
    assert result.objects["label"].tolist() == ["B", "C", "", "", "", ""]
    assert result.dropped["labels"] == {"label_ander_gebied": 1}


def test_cancel():
    with pytest.raises(CancelledError):
        enrich(made(), kentallen=K, cancelled=lambda: True)


LABEL = st.tuples(
    st.sampled_from([*VBO[:3], "0200010000000099", ""]),
    st.sampled_from(["", PAND[1], PAND[2]]),
    st.sampled_from(["", "7323AA|1", "7323AA|3", "7323AA|1|A2"]),
    st.sampled_from(["A", "C", "G"]),
    st.sampled_from(["20200101", "20210101", ""]),
)


@given(rows=st.lists(LABEL, min_size=1, max_size=10), order=st.randoms(use_true_random=False))
def test_each_label_is_used_or_counted_and_order_does_not_matter(rows, order):
    shuffled = list(rows)
    order.shuffle(shuffled)
    one, two = (run(labels=labels(each)) for each in (rows, shuffled))
    pd.testing.assert_frame_equal(one.objects, two.objects)
    assert one.dropped == two.dropped
    used = int((one.objects["label_bron"] == "ep-online").sum())
    assert one.read["labels"] == used + sum(one.dropped["labels"].values()) == len(rows)
