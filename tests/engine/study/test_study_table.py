"""The table of steps of a study: written and read back."""

from riothermie_kansen.roles import recognise
from riothermie_kansen.schema import names
from riothermie_kansen.study.table import DONE, FAILED, SAME, SKIPPED, STAP_COLUMNS, Row, frame, read

DONE_ROW = Row(
    "warmtenet", "Warmtenet", DONE, aannamen="Iets.", lagen=("trace", "hoeveelheden"), duur_s=2.25,
    wanneer="2026-11-21", versie="1.6.0", getallen={"LENGTE_M": 12.5}, vingerafdruk="abc",
)  # fmt: skip
ROWS = [
    Row("kansenkaart", "Kansenkaart", SKIPPED, reden="geen riool"),
    DONE_ROW,
    Row("co2", "CO2", SAME, lagen=("co2",), wanneer="2026-11-20", versie="1.6.0", vingerafdruk="def"),
    Row("energiematch", "Energiematch", FAILED, reden="Geen vraag.", duur_s=1.0),
]


def test_table_has_its_columns_and_is_recognised():
    table = frame(ROWS)
    assert tuple(table.columns) == names(STAP_COLUMNS)
    assert table["volgorde"].tolist() == [1, 2, 3, 4]
    assert recognise(table.columns, "none").key == "stappen"
    assert tuple(frame([]).columns) == names(STAP_COLUMNS)


def test_what_was_done_comes_back_and_nothing_else():
    found = read(frame(ROWS).to_dict("records"))
    assert set(found) == {"warmtenet", "co2"}
    assert found["warmtenet"].lagen == DONE_ROW.lagen
    assert found["warmtenet"].getallen == DONE_ROW.getallen
    assert found["warmtenet"].vingerafdruk == "abc"
    assert found["co2"].stand == SAME


def test_spoiled_rows_are_not_taken_over():
    good = frame([DONE_ROW]).to_dict("records")[0]
    spoiled = ({}, good | {"vingerafdruk": None}, good | {"getallen": "{"}, good | {"stand": None})
    for row in spoiled:
        assert read([row]) == {}
    assert set(read([good | {"lagen": None, "duur_s": None}])) == {"warmtenet"}
