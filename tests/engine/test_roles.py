"""Roles of output layers, and what the metadata of a layer tells."""

import pytest

from riothermie_kansen.network import columns as net
from riothermie_kansen.results import Changed, Part, Results, about
from riothermie_kansen.roles import ROLES, recognise, role
from riothermie_kansen.schema import LEIDING_COLUMNS, MELDING_COLUMNS, names


def test_every_key_is_there_once():
    keys = [found.key for found in ROLES]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("found", ROLES, ids=lambda found: found.key)
def test_its_own_columns_tell_a_role(found):
    geometry = "point" if found.geometry == "place" else found.geometry
    assert recognise([field.upper() for field in found.fields], geometry) is found


def test_what_the_algorithms_write_is_recognised():
    assert recognise(names(LEIDING_COLUMNS), "line").key == "leidingen"
    assert recognise(names(MELDING_COLUMNS), "point").key == "meldingen"
    assert recognise(names(net.TRACE_COLUMNS), "line").key == "trace"
    assert recognise(names(net.TRACE_COLUMNS), "point") is None
    assert recognise([], "line") is None


def test_the_most_telling_role_wins():
    fields = (*role("kansenkaart").fields, "ruimte_kw")
    assert recognise(fields, "line").key == "ruimte"


def test_metadata_is_read_back():
    found = about(
        title="Tracé",
        abstract="Wat het is.\n\nAannamen en tellingen:\n- een\n- twee - nog",
        history=[
            "Riothermie Kansen 1.6.0, riothermie:warmtenet",
            "Bron: straten (nwb.gpkg)",
            "Parameter COP = 4",
            "Kental net.t_bodem = 10 °C (standaard 9)",
            "iets van een ander",
        ],
        rights=["Indicatief"],
    )
    assert (found.version, found.algorithm, found.abstract) == ("1.6.0", "warmtenet", "Wat het is.")
    assert found.notes == ("een", "twee - nog")
    assert found.sources == ("straten (nwb.gpkg)",)
    assert found.parameters == (("COP", "4"),)
    assert found.kentallen == (Changed("net.t_bodem", "10 °C", "9"),)


def test_results_by_role():
    first, second = Part(role("trace"), "a", None), Part(role("trace"), "b", None)
    results = Results((first, second))
    assert results.get("trace") is first
    assert results.all("trace") == (first, second)
    assert results.get("kavels") is None
