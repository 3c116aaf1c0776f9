"""Where the header of a table stands, when something is above it."""

import pytest

from riothermie_kansen.readers.new_build import NEW_BUILD
from riothermie_kansen.readers.table_header import from_header, names_known

TABLE = b"Type woning;Aantal;Oppervlakte (m2)\ntussenwoning;4;100\n"


@pytest.mark.parametrize(
    ("cells", "n"),
    [
        (["Type woning", "Aantal", "x"], 2),
        (["type_woning", "AANTAL"], 2),
        (["", "tussenwoning", "4"], 0),
        ([], 0),
    ],
)
def test_known_names(cells, n):
    assert names_known(cells, NEW_BUILD) == n


@pytest.mark.parametrize(
    "above", [b"Plan Putten\n", b"Plan;;\n;;\n\n", b'"Plan, eerste fase";2024;\n', b"aantal regels;3;\n"]
)
def test_lines_above_the_header_are_left_out(above):
    assert from_header(above + TABLE, NEW_BUILD) == TABLE


@pytest.mark.parametrize(
    "content",
    [
        TABLE,
        b"",
        b"a;b\n1;2\n",
        b"Aantal\n3\n",  # one known name may be all there is
        b"Aantal;x\n3;4\ntype;5\n",
        TABLE.replace(b";", b","),
        TABLE.decode().encode("utf-16"),
    ],
)
def test_a_file_that_begins_with_its_header_stays_as_it_is(content):
    assert from_header(content, NEW_BUILD) == content


def test_a_header_far_below_is_none():
    assert from_header(b"x\n" * 20 + TABLE, NEW_BUILD) == b"x\n" * 20 + TABLE
    assert from_header(b"x\n" * 9 + TABLE, NEW_BUILD) == TABLE
