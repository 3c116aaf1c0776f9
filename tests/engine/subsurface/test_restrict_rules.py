"""What a map means: role x technique, depths, maps that are missing, and what a municipality may decide otherwise."""

import numpy as np
import pytest

from riothermie_kansen.errors import InputError
from riothermie_kansen.findings import Findings
from riothermie_kansen.subsurface.columns import ROLLEN
from riothermie_kansen.subsurface.restrictions.result import Settings
from tests.engine.subsurface.made_restrictions import (
    AREA_ROLES,
    K,
    areas,
    box,
    first,
    judged,
    nothing,
    point,
    shares,
    systems,
)

SPOT = [point(50, 50)]
HERE = box(0, 0, 100, 100)


@pytest.mark.parametrize(
    ("role", "verdict"),
    [
        ("VERBOD", "verboden"),
        ("DIEPTEBEPERKING", "aandacht"),
        ("ORDENING", "aandacht"),
        ("ARCHEOLOGIE", "aandacht"),
        ("NATUUR", "aandacht"),
        ("AARDKUNDIG", "aandacht"),
        ("INTERFERENTIE", "aandacht"),
    ],
)
def test_each_role_has_its_effect_on_both_techniques(role, verdict):
    row = first(judged(SPOT, {role: [areas(role, HERE, naam=["Zone"])]}, complete=True))
    assert (row["wko"], row["bodemlus"]) == (verdict, verdict)
    assert shares(row) == shares(row, "bodemlus") == {verdict: 100.0}
    assert "'Zone'" in row["redenen"]
    assert row["niet_getoetst"] == ""
    assert row["bronnen"] == role.title()


@pytest.mark.parametrize(
    ("kind", "verdict", "depth"),
    [
        ("waterwingebied", "verboden", np.nan),
        ("grondwaterbeschermingsgebied", "verboden", np.nan),
        ("boringsvrije zone", "aandacht", 60.0),
        ("iets anders", "aandacht", np.nan),
    ],
)
def test_groundwater_protection_by_kind(kind, verdict, depth):
    given = areas("GRONDWATERBESCHERMING", HERE, type=[kind], depth_default=60.0, name="Provinciaal water")
    row = first(judged(SPOT, {"GRONDWATERBESCHERMING": [given]}, complete=True))
    assert (row["wko"], row["bodemlus"]) == (verdict, verdict)
    assert row["max_diepte_m"] == pytest.approx(depth, nan_ok=True)
    if np.isfinite(depth):
        assert "de standaarddiepte: de kaart geeft er geen" in row["redenen"]
        assert row["diepte_bron"] == "Boringsvrije zone (kaart Provinciaal water), standaarddiepte"


@pytest.mark.parametrize("word", ["iets", "100-jaarszone", "Intrekgebied"])
def test_an_unknown_kind_of_groundwater_protection_asks_for_attention_and_is_named(word):
    """Half of the square lies in an area of a kind that forbids, a quarter in one of a kind that is not known."""
    square = box(0, 0, 100, 100)
    given = areas(
        "GRONDWATERBESCHERMING", box(0, 0, 50, 100), box(50, 0, 100, 50), type=["GWB", word], naam=["A", "B"],
        name="Grondwaterbeschermingsgebieden",
    )  # fmt: skip
    row = first(judged([square], {"GRONDWATERBESCHERMING": [given]}, complete=True))
    assert shares(row) == shares(row, "bodemlus") == {"verboden": 50.0, "aandacht": 25.0, "toegestaan": 25.0}
    assert "Grondwaterbeschermingsgebied 'A' (50 % van het vlak): WKO en bodemlussen verboden" in row["redenen"]
    assert f"Grondwaterbescherming van onbekend soort \"{word}\" 'B' (25 % van het vlak): aandacht" in row["redenen"]


@pytest.mark.parametrize(
    ("depth", "wko", "loop"),
    [
        (5.0, "verboden", "verboden"),
        (9.9, "verboden", "verboden"),
        (10.0, "aandacht", "verboden"),  # Leusden: a WKO lies between 10 and 200 m
        (29.9, "aandacht", "verboden"),
        (30.0, "aandacht", "aandacht"),
        (199.9, "aandacht", "aandacht"),
        (200.0, "toegestaan", "aandacht"),
        (499.0, "toegestaan", "aandacht"),
        (500.0, "toegestaan", "toegestaan"),
    ],
)
def test_a_depth_forbids_limits_or_does_not_matter(depth, wko, loop):
    result = judged(SPOT, {"DIEPTEBEPERKING": [areas("DIEPTEBEPERKING", HERE, Max_Diepte=[depth])]}, complete=True)
    row = first(result)
    assert (row["wko"], row["bodemlus"]) == (wko, loop)
    assert row["max_diepte_m"] == depth  # told in any case


def test_the_shallowest_limit_governs_and_says_which():
    given = {
        "DIEPTEBEPERKING": [
            areas("DIEPTEBEPERKING", HERE, box(40, 40, 200, 200), Max_Diepte=["tot 80 m -mv", "120"], name="Diepte"),
        ],
        "GRONDWATERBESCHERMING": [areas("GRONDWATERBESCHERMING", HERE, type=["Boringsvrije zone"], diepte=["-50"])],
    }
    row = first(judged(SPOT, given))
    assert row["max_diepte_m"] == 50.0
    assert row["diepte_bron"].startswith("Boringsvrije zone (kaart Grondwaterbescherming")
    assert all(f"ten hoogste {depth} m diep" in row["redenen"] for depth in (50, 80, 120))


def test_a_limit_without_a_depth_asks_for_attention_and_says_what_the_map_says():
    plain = first(judged(SPOT, {"DIEPTEBEPERKING": [areas("DIEPTEBEPERKING", HERE)]}))
    assert plain["wko"] == "aandacht"
    assert np.isnan(plain["max_diepte_m"])
    assert "de kaart geeft geen diepte, vraag haar na" in plain["redenen"]
    words = first(judged(SPOT, {"DIEPTEBEPERKING": [areas("DIEPTEBEPERKING", HERE, Max_Diepte=["zie verordening"])]}))
    assert 'voor de diepte zegt de kaart "zie verordening"' in words["redenen"]


def test_a_depth_in_a_plan_counts_too():
    given = {"ORDENING": [areas("ORDENING", HERE, Max_Diepte=[20.0])]}
    row = first(judged(SPOT, given))
    assert (row["wko"], row["bodemlus"], row["max_diepte_m"]) == ("aandacht", "verboden", 20.0)


@pytest.mark.parametrize("role", ROLLEN)
def test_without_one_of_the_maps_nothing_is_allowed(role):
    """A missing map is said, and is never read as allowed; abstractions tell nothing about closed loops."""
    given, installed = nothing(role)
    row = first(judged(SPOT, given, installed))
    assert row["wko"] == "onbekend"
    assert row["bodemlus"] == ("toegestaan" if role == "ONTTREKKINGEN" else "onbekend")
    assert row["niet_getoetst"] != ""
    assert ", " not in row["niet_getoetst"]
    assert "geen toestemming" in row["redenen"]


def test_with_every_map_what_is_free_is_allowed():
    result = judged(SPOT, complete=True)
    row = first(result)
    assert (row["wko"], row["bodemlus"], row["niet_getoetst"]) == ("toegestaan", "toegestaan", "")
    assert row["redenen"] == "Geen beperking gevonden op de kaarten die zijn gegeven"
    assert row["bronnen"].startswith("niets gevonden op: Verbod, Dieptebeperking,")
    assert set(result.layers["opmerking"]) == {"leeg: telt als gegeven"}


def test_what_was_found_stays_where_a_map_is_missing():
    row = first(judged(SPOT, {"VERBOD": [areas("VERBOD", HERE)]}))
    assert row["wko"] == "verboden"
    assert len(row["niet_getoetst"].split(", ")) == len(ROLLEN) - 1
    result = judged(SPOT, {"VERBOD": [areas("VERBOD", HERE)]})
    assert list(result.layers["rol"]) == list(ROLLEN)
    assert (result.layers["bron"] != "").sum() == 1


def test_a_role_may_be_left_out_of_what_must_be_tested():
    given, installed = nothing("AARDKUNDIG")
    settings = Settings(required=tuple(role for role in ROLLEN if role != "AARDKUNDIG"))
    row = first(judged(SPOT, given, installed, settings=settings))
    assert row["wko"] == "toegestaan"
    assert row["niet_getoetst"] == "aardkundige waarden"  # still said


def test_a_map_of_elsewhere_tests_nothing():
    """25 km (an assumption) beyond the extent of a map is out of its reach."""
    given, installed = nothing("ARCHEOLOGIE")
    near = given | {"ARCHEOLOGIE": [areas("ARCHEOLOGIE", box(20_000, 0, 20_100, 100))]}
    far = given | {"ARCHEOLOGIE": [areas("ARCHEOLOGIE", box(26_000, 0, 26_100, 100))]}
    assert first(judged(SPOT, near, installed))["wko"] == "toegestaan"
    result = judged(SPOT, far, installed)
    assert first(result)["wko"] == "onbekend"
    assert first(result)["niet_getoetst"] == "archeologie"
    assert result.findings.count("restrictie_elders") == 1
    assert set(result.layers.loc[result.layers["rol"] == "ARCHEOLOGIE", "opmerking"]) == {"is van elders"}
    # a second map of the role that does reach
    far["ARCHEOLOGIE"] = [*far["ARCHEOLOGIE"], areas("ARCHEOLOGIE", box(200, 0, 300, 9), name="Hier")]
    assert first(judged(SPOT, far, installed))["wko"] == "toegestaan"
    both = judged([*SPOT, point(26_050, 50)], far, installed)
    assert any("reikt niet tot 1 van de 2 locaties" in note for note in both.notes)


def test_a_draft_forbids_nothing_yet():
    row = first(judged(SPOT, {"VERBOD": [areas("VERBOD", HERE, status=["ontwerp"])]}))
    assert row["wko"] == "aandacht"
    assert "(ontwerp, nog niet van kracht)" in row["redenen"]


def test_a_municipality_may_decide_otherwise():
    own = K.replace({"restrictie.gevolg_archeologie": [1.0, 2.0], "restrictie.gevolg_verbod": [2.0, 0.0]})
    given = {"ARCHEOLOGIE": [areas("ARCHEOLOGIE", HERE)]}
    row = first(judged(SPOT, given, kentallen=own))
    assert (row["wko"], row["bodemlus"]) == ("aandacht", "verboden")
    assert "bodemlussen verboden, aandacht voor WKO" in row["redenen"]
    row = first(judged(SPOT, {"VERBOD": [areas("VERBOD", HERE)]}, kentallen=own, complete=True))
    assert (row["wko"], row["bodemlus"]) == ("verboden", "toegestaan")
    assert "WKO verboden" in row["redenen"]


def test_effects_of_every_entry_stand_in_the_kentallen():
    from riothermie_kansen.subsurface.restrictions.rules import TABLE

    assert {role for role, _ in TABLE} == set(ROLLEN)
    assert {key for key in K if key.startswith("restrictie.gevolg_")} == {
        f"restrictie.gevolg_{name}" for name in TABLE.values()
    }
    # existing systems can be given no prohibition, whatever the user writes
    assert all(K[f"restrictie.gevolg_{name}"].bereik[1] == 1.0 for name in ("obes", "gbes", "onttrekkingen"))


@pytest.mark.parametrize(
    ("power", "zone", "tested", "words", "never"),
    [
        (10.0, False, True, "melding bij de gemeente ten minste 4 weken vooraf volstaat", "omgevingsvergunning"),
        (69.9, False, True, "volstaat", "omgevingsvergunning"),
        (70.0, False, True, "omgevingsvergunning nodig (bodemzijdig 70 kW of meer)", "volstaat"),
        (10.0, True, True, "omgevingsvergunning nodig, ook onder 70 kW", "volstaat"),
        (
            10.0,
            False,
            False,
            "in een interferentiegebied ook een omgevingsvergunning, en dat is niet getoetst",
            "nodig,",
        ),
        (None, False, True, "vanaf bodemzijdig 70 kW ook een omgevingsvergunning (de plaats ligt buiten", "volstaat"),
        (None, False, False, "vanaf bodemzijdig 70 kW of in een interferentiegebied", "volstaat"),
    ],
)
def test_rules_of_law(power, zone, tested, words, never):
    given, installed = nothing(*([] if tested else ["INTERFERENTIE"]))
    if zone:
        given["INTERFERENTIE"] = [areas("INTERFERENTIE", HERE)]
    rules = first(judged(SPOT, given, installed, settings=Settings(power_kw=power)))["regels"]
    closed = rules.split("Bodemlussen:", 1)[1]
    assert words in closed
    assert never not in closed
    assert "tussen -3 en 30 °C" in rules
    assert "eens in de 5 jaar geen warmteoverschot" in rules
    assert "ten hoogste 1,5 K" in rules
    assert "vergunning van de provincie" in rules
    assert "BUM en HUM" in rules


def test_where_it_is_forbidden_no_report_helps():
    rules = first(judged(SPOT, {"VERBOD": [areas("VERBOD", HERE)]}))["regels"]
    assert "WKO: verboden op de hele plaats" in rules
    assert "melding" not in rules


@pytest.mark.parametrize(
    ("settings", "key"),
    [
        (Settings(power_kw=0.0), "restricties_vermogen"),
        (Settings(power_kw=float("nan")), "restricties_vermogen"),
        (Settings(search_gbes_m=-1.0), "restricties_zoekafstand"),
    ],
)
def test_settings_that_cannot_be(settings, key):
    with pytest.raises(InputError) as caught:
        judged(SPOT, complete=True, settings=settings)
    assert caught.value.key == key


def test_bad_input_is_refused_in_a_sentence():
    given = {"VERBOD": [areas("VERBOD", HERE)]}
    for places, maps, installed, key in (
        ([], given, {}, "restricties_leeg"),
        ([None], given, {}, "restricties_zonder_plaats"),
        (SPOT, {}, {}, "restricties_geen_kaart"),
        (SPOT, {"VERBOD": []}, {}, "restricties_geen_kaart"),
        (SPOT, {"GBES": given["VERBOD"]}, {}, "restricties_rol"),
        (SPOT, {}, {"VERBOD": [systems("GBES")]}, "restricties_rol"),
    ):
        with pytest.raises(InputError) as caught:
            judged(places, maps, installed)
        assert caught.value.key == key


def test_reasons_are_told_apart_whatever_names_hold():
    given = areas("ARCHEOLOGIE", HERE, naam=["Dorp; oud {deel} \ue000"], name="Kaart; twee")
    row = first(judged(SPOT, {"ARCHEOLOGIE": [given]}))
    assert row["redenen"].count("; ") == 0
    assert "{deel}" in row["redenen"]
    assert row["bronnen"] == "Kaart, twee"


def test_readers_are_heard():
    given = areas("DIEPTEBEPERKING", HERE, Max_Diepte=["zie verordening"])
    result = judged(SPOT, {"DIEPTEBEPERKING": [given]})
    assert isinstance(result.findings, Findings)
    assert result.findings.count() == given.findings.count() > 0
    assert set(given.notes) <= set(result.notes)
    assert any("Niet elk bestaand systeem staat op de kaart" in note for note in result.notes)


def test_every_role_of_areas_is_in_the_table_of_maps():
    result = judged(SPOT, {role: [areas(role, HERE)] for role in AREA_ROLES})
    counted = result.layers.set_index("rol").loc[list(AREA_ROLES)]
    assert (counted["geraakt"] == 1).all()
    assert (counted["gelezen"] == counted["aantal"] + counted["weggelaten"]).all()
