"""The boundary of a municipality by its name."""

import pytest
import shapely

from riothermie_kansen import kentallen
from riothermie_kansen.errors import InputError
from riothermie_kansen.services import ServiceError, dataset, municipality, with_bases
from riothermie_kansen.services.municipality import chosen
from tests.engine.services.lab import Lab, feature, fetch

QUICK = kentallen.load().replace({"dienst.wachttijd": 0.0, "dienst.pogingen": 3.0, "dienst.tijdslimiet": 5.0})
LISTED = [
    ("GM0344", "Utrecht"), ("GM0014", "Groningen"), ("GM0164", "Hengelo (O.)"), ("GM0484", "Alphen aan den Rijn"),
    ("GM1900", "Súdwest-Fryslân"), ("GM0518", "'s-Gravenhage"), ("GM0796", "'s-Hertogenbosch"),
    ("GM0289", "Wageningen"),
    ("GM0417", "Laren"), ("GM9001", "Bergen (NH.)"), ("GM9002", "Bergen (L.)"), ("GM0603", "Rijswijk"),
    ("GM1963", "Hoeksche Waard"), ("GM0845", "Sint-Michielsgestel"),
]  # fmt: skip


def rows():
    made = []
    for i, (code, naam) in enumerate(LISTED):
        x = 20_000 + 15_000 * i
        made.append(
            feature(shapely.box(x, 400_000, x + 10_000, 410_000), gemeentecode=code, gemeentenaam=naam, water="NEE")
        )
        made.append(
            feature(shapely.box(x, 410_000, x + 10_000, 430_000), gemeentecode=code, gemeentenaam=naam, water="JA")
        )
    return made


def find(lab, name, **options):
    source = dataset("cbs_gemeenten", with_bases({"cbs_wijkenbuurten": f"{lab.url}/wfs"}))
    return municipality(name, fetch, source=source, kentallen=QUICK, **options)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Utrecht", "GM0344"), ("utrecht ", "GM0344"), ("Gemeente Utrecht", "GM0344"), ("gem. Utrecht", "GM0344"),
        ("GM0344", "GM0344"), ("344", "GM0344"), ("gm0014", "GM0014"), ("Hengelo", "GM0164"),
        ("Hengelo (O.)", "GM0164"),
        ("Hengelo O", "GM0164"), ("alphen-aan-den-rijn", "GM0484"), ("ALPHEN AAN DEN RIJN", "GM0484"),
        ("Sudwest Fryslan", "GM1900"), ("s-Gravenhage", "GM0518"), ("’s-Hertogenbosch", "GM0796"),
        ("Bergen (NH)", "GM9001"), ("bergen l", "GM9002"), ("St. Michielsgestel", "GM0845"),
    ],
)  # fmt: skip
def test_names_are_found_as_people_write_them(written, code):
    assert chosen(written, [*LISTED, *LISTED])[0] == code


def test_a_name_that_is_not_there_gets_suggestions_and_two_of_one_name_their_codes():
    with pytest.raises(InputError, match="Do you mean: Utrecht") as caught:
        chosen("Uttrecht", LISTED)
    assert "Bedoelt u: Utrecht" in caught.value.text("nl")
    with pytest.raises(InputError, match="Hoeksche Waard"):
        chosen("Waard", LISTED)
    with pytest.raises(InputError, match=r"Bergen \(NH.\) \(GM9001\)") as caught:
        chosen("Bergen", LISTED)
    assert "GM9002" in str(caught.value)
    with pytest.raises(InputError, match="no municipality Qqq"):
        chosen("Qqq", LISTED)
    with pytest.raises(InputError, match="empty"):
        chosen(" - ", LISTED)
    with pytest.raises(InputError, match="list of municipalities"):
        chosen("Utrecht", [])


@pytest.mark.parametrize("faults", [{}, {"names": False}, {"filter": False}, {"names": False, "filter": False}])
def test_the_land_of_a_municipality_comes_whatever_the_server_can(faults):
    with Lab({"gemeenten": rows()}, **faults) as lab:
        found = find(lab, "gemeente wageningen")
    assert (found.naam, found.code) == ("Wageningen", "GM0289")
    assert found.area.equals(shapely.box(125_000, 400_000, 135_000, 410_000))


def test_a_server_that_can_sends_one_boundary_only():
    with Lab({"gemeenten": rows()}) as lab:
        find(lab, "Laren")
        pages = [query for _, query in lab.log if "resultType" not in query]
    assert [("propertyName" in query, "filter" in query) for query in pages] == [(True, False), (False, True)]
    assert "GM0417" in pages[1]["filter"]


def test_a_service_that_is_down_is_named():
    with Lab({"gemeenten": rows()}, fail=-1) as lab, pytest.raises(ServiceError, match=r"Gemeenten \(CBS\)"):
        find(lab, "Utrecht")


def test_a_municipality_without_a_boundary_is_said():
    with (
        Lab({"gemeenten": [feature(None, gemeentecode="GM0001", gemeentenaam="Nergens", water="NEE")]}) as lab,
        pytest.raises(InputError, match="no boundary"),
    ):
        find(lab, "Nergens")
