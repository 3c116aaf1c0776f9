"""Algorithm `onttrekkingen`, run as QGIS runs it: after kansenkaart, with tables and files, and on bad input."""

import shutil

import pytest
from qgis import processing
from qgis.core import NULL, QgsApplication, QgsCoordinateReferenceSystem, QgsVectorLayer
from riothermie_plugin.algorithms.onttrekkingen import COUNTS, Onttrekkingen
from riothermie_plugin.riothermie_kansen.claims import columns, graph, temperature, verdict
from riothermie_plugin.riothermie_kansen.schema import MELDING_COLUMNS, names

from tests.algorithms import made
from tests.algorithms.made import layer, pipes, rows

OUTPUTS = ("KANSENKAART_UIT", "PUNTEN_UIT", "SEIZOEN", "MELDINGEN")
FIELDS = "naam:string vermogen_kw:double status:string"
C = 4.18


def run(feedback=None, **parameters):
    outputs = dict.fromkeys(OUTPUTS, "TEMPORARY_OUTPUT")
    return processing.run("riothermie:onttrekkingen", outputs | parameters, feedback=feedback or made.Log())


@pytest.fixture
def chart(qgis_app):
    """Return the kansenkaart of the three sewers of `made` with 100 inhabitants on AB and 50 on DB."""
    people = layer("Point", "inwoners:int", [("POINT(1050 1005)", 100), ("POINT(1105 1040)", 50)], name="adressen")
    result = made.run("kansenkaart", LEIDINGEN=pipes(), ADRESSEN=people, LITER_PER_INWONER=300)
    return {"KANSENKAART": result["KANSENKAART"], "KNOPEN": result["KNOPEN_UIT"]}


def points(*features, fields=FIELDS, **options):
    return layer("Point", fields, features, name="onttrekkingen", **options)


def by_id(output, key="leiding_id"):
    return {row[key]: row for row in rows(output)}


def test_hand_computed_after_kansenkaart(chart):
    """AB carries 100 x 300 l/d and BC 150 x 300: 0.347 and 0.521 l/s, 2.9 and 4.35 kW at 2 K."""
    log = made.Log()
    result = run(
        log,
        **chart,
        PUNTEN=points(("POINT(1050 1003)", "oud", 1.0, "bestaand"), ("POINT(1150 1003)", "nieuw", 5.0, "gepland")),
    )
    flow = 150 * 300 / 86400
    got = by_id(result["PUNTEN_UIT"], "punt_id")
    assert got["oud"]["oordeel"] == verdict.FITS
    assert got["nieuw"]["oordeel"] == verdict.PARTLY
    assert got["nieuw"]["toegekend_kw"] == pytest.approx(flow * C * 2 - 1.0)
    assert got["nieuw"]["concurreert_met"] == "oud"
    assert got["oud"]["leiding_id"] == "AB"
    lines = by_id(result["KANSENKAART_UIT"])
    assert lines["BC"]["ruimte_kw"] == pytest.approx(0, abs=1e-9)
    assert lines["DB"]["ruimte_kw"] == pytest.approx(0, abs=1e-9)
    assert lines["BC"]["temperatuur_c"] == pytest.approx(8.0)
    assert lines["AB"]["afkoeling_k"] == pytest.approx(1.0 / (100 * 300 / 86400 * C))
    assert lines["AB"]["dwa_gem_ls"] == pytest.approx(100 * 300 / 86400)
    assert (result["AANTAL_PAST"], result["AANTAL_DEELS"], result["AANTAL_CONCURREERT"]) == (1, 1, 0)
    assert result["TOEGEKEND_KW"] == pytest.approx(flow * C * 2)
    assert result["RUIMTE_RWZI_KW"] == pytest.approx(0, abs=1e-9)
    assert result["BALANS_FOUT_KW"] <= 1e-9
    assert any("Offtakes: 2 (1 past, 1 past deels" in line for line in log.lines)
    season = rows(result["SEIZOEN"])
    assert len(season) == 36  # two offtakes and the outlet
    assert {row["maand"] for row in season} == set(range(1, 13))


def test_public_fields_crs_and_types(chart):
    result = run(**chart, PUNTEN=points(("POINT(1050 1003)", "oud", 1.0, "bestaand")))
    for name, wanted in (
        ("KANSENKAART_UIT", columns.PIPE_COLUMNS),
        ("PUNTEN_UIT", columns.POINT_COLUMNS),
        ("SEIZOEN", columns.SEASON_COLUMNS),
        ("MELDINGEN", MELDING_COLUMNS),
    ):
        assert tuple(result[name].fields().names()) == names(wanted)
    assert result["KANSENKAART_UIT"].crs() == QgsCoordinateReferenceSystem("EPSG:28992")
    assert {"temperatuur_c", "ruimte_kw"} <= set(result["KANSENKAART_UIT"].fields().names())
    assert {"oordeel", "toegekend_kw", "reden", "concurreert_met"} <= set(result["PUNTEN_UIT"].fields().names())


def test_choices_and_defaults_are_those_of_the_engine():
    assert Onttrekkingen.DEBIETEN == graph.FLOWS
    assert Onttrekkingen.PROFIELEN == temperature.PROFILES
    assert tuple(COUNTS.values()) == tuple(sorted(verdict.VERDICTS, key=list(COUNTS.values()).index))
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("riothermie:onttrekkingen")
    wanted = {"DELTA_T_RWZI": 2.0, "DELTA_T": 2.0, "HERSTEL": 0.0, "COP": 4.0, "DEBIET": "gemiddeld", "PROFIEL": "vlak"}
    assert {name: algorithm.parameterDefinition(name).defaultValue() for name in wanted} == wanted


def test_without_points_or_nodes_the_map_shows_what_the_limits_allow(chart):
    result = run(KANSENKAART=chart["KANSENKAART"])
    got = by_id(result["KANSENKAART_UIT"])
    assert got["BC"]["ruimte_kw"] == pytest.approx(150 * 300 / 86400 * C * 2)
    assert rows(result["PUNTEN_UIT"]) == []
    assert rows(result["SEIZOEN"]) == []


def test_parameters_change_what_they_should(chart):
    base = by_id(run(**chart)["KANSENKAART_UIT"])["BC"]["ruimte_kw"]
    assert by_id(run(**chart, DELTA_T=3)["KANSENKAART_UIT"])["BC"]["ruimte_kw"] == pytest.approx(base)  # the outlet
    assert by_id(run(**chart, DELTA_T=3, DELTA_T_RWZI=4)["KANSENKAART_UIT"])["BC"]["ruimte_kw"] == pytest.approx(
        base * 1.5
    )
    row = by_id(run(**chart, COP=2)["KANSENKAART_UIT"])["BC"]
    assert row["ruimte_gebouw_kw"] == pytest.approx(2 * base)
    night = by_id(run(**chart, DEBIET="minimumuur")["KANSENKAART_UIT"])["BC"]
    assert night["ruimte_kw"] == pytest.approx(night["dwa_min_ls"] * C * 2)
    offtake = points(("POINT(1000 1000)", "oud", 1.0, "bestaand"))
    half = by_id(run(**chart, PUNTEN=offtake, HERSTEL=0.5)["KANSENKAART_UIT"])["AB"]
    assert half["onttrokken_kw"] == pytest.approx(0.5**0.1)  # 100 m


def test_temperatures_from_a_layer_and_a_csv_file(chart, tmp_path):
    months = [(None, month, 6.5 if month == 2 else 15.0) for month in range(1, 13)]
    table = layer("NoGeometry", "maand:int temperatuur_c:double", months, name="temperatuur")
    file = tmp_path / "temperatuur.csv"
    file.write_text("maand;temperatuur_c\n" + "\n".join(f"{m};{str(t).replace('.', ',')}" for _, m, t in months))
    # 6.5 - 5 = 1.5 K instead of 2
    wanted = 150 * 300 / 86400 * C * 1.5
    for given in (table, str(file)):
        got = by_id(run(**chart, TEMPERATUUR=given)["KANSENKAART_UIT"])
        assert got["BC"]["ruimte_kw"] == pytest.approx(wanted)
        assert got["BC"]["temperatuur_c"] == pytest.approx(6.5)


def test_a_second_run_over_its_own_output(chart):
    features = (("POINT(1050 1003)", "oud", 1.0, "bestaand"), ("POINT(1150 1003)", "nieuw", 5.0, "gepland"))
    first = run(**chart, PUNTEN=points(*features))
    again = run(KANSENKAART=first["KANSENKAART_UIT"], KNOPEN=chart["KNOPEN"], PUNTEN=first["PUNTEN_UIT"])
    one, two = (by_id(result["PUNTEN_UIT"], "punt_id") for result in (first, again))
    for name in one:
        for key in ("oordeel", "toegekend_kw", "vermogen_kw", "leiding_id", "reden"):
            assert one[name][key] == two[name][key], (name, key)


def test_points_that_are_off_are_kept_and_listed(chart):
    result = run(
        **chart,
        PUNTEN=points(
            ("POINT(1050 1003)", "goed", 1.0, "bestaand"),
            ("POINT(1050 1003)", "leeg", NULL, "gepland"),
            ("POINT(1050 1003)", "min", -4.0, "gepland"),
            ("POINT(9050 9003)", "ver", 1.0, "gepland"),
            (None, "nergens", 1.0, "gepland"),
        ),
    )
    got = by_id(result["PUNTEN_UIT"], "punt_id")
    assert len(got) == 5
    left = {name for name, row in got.items() if row["oordeel"] == verdict.LEFT_OUT}
    assert left == {"leeg", "min", "ver", "nergens"}
    assert result["AANTAL_NIET_MEEGENOMEN"] == 4
    listed = [row["object_id"] for row in rows(result["MELDINGEN"]) if row["soort"] == "onttrekking_niet_mee"]
    assert sorted(listed) == sorted(left)


def test_points_in_another_system_and_as_lines(chart):
    degrees = layer("Point", FIELDS, [("POINT(3.3 47.9)", "A", 1.0, "gepland")], name="p", crs="EPSG:4326")
    assert run(**chart, PUNTEN=degrees)["AANTAL_NIET_MEEGENOMEN"] == 1
    lines = layer("LineString", FIELDS, [("LINESTRING(1040 1000,1060 1000)", "A", 1.0, "bestaand")], name="p")
    assert run(**chart, PUNTEN=lines)["AANTAL_PAST"] == 1


def sentence(**parameters):
    return made.refusal(lambda: run(**parameters))


def test_inputs_that_cannot_be_used_give_one_sentence(chart, tmp_path):
    assert "no kansenkaart" in sentence(KANSENKAART=pipes())
    assert "no features" in sentence(KANSENKAART=empty(chart["KANSENKAART"]))
    assert "lines are needed" in sentence(KANSENKAART=points())
    assert "layer of nodes" in sentence(KANSENKAART=chart["KANSENKAART"], KNOPEN=points(("POINT(0 0)", "A", 1.0, "x")))
    wrong = layer("Point", "naam:string hoogte:double", [("POINT(1050 1003)", "A", 3.0)], name="p")
    assert "does not tell how much is taken" in sentence(**chart, PUNTEN=wrong)
    blind = points(("POINT(1050 1003)", "A", 1.0, "gepland"), crs="")
    assert "no known coordinate reference system" in sentence(**chart, PUNTEN=blind)
    table = layer("NoGeometry", "maand:int temperatuur_c:double", [(None, 1, 10.0)], name="t")
    assert "no row for feb" in sentence(**chart, TEMPERATUUR=table)
    assert "cannot be" in sentence(**chart, DELTA_T_RWZI=-1)
    assert "cannot be" in sentence(**chart, HERSTEL=1.5)


def empty(source):
    """Return a layer with the same fields and no features."""
    fields = "&".join(f"field={field.name()}:{field.typeName()}" for field in source.fields())
    return QgsVectorLayer(f"LineString?crs=EPSG:28992&{fields}", "leeg", "memory")


def test_cancel_leaves_nothing(chart, tmp_path):
    target = tmp_path / "uit.gpkg"
    result = run(made.Log(cancel_at=20), **chart, KANSENKAART_UIT=str(target))
    assert not target.exists()
    assert "TOEGEKEND_KW" not in result


def test_output_carries_style_and_metadata(chart, tmp_path):
    target = tmp_path / "uit.gpkg"
    spots = tmp_path / "punten.gpkg"
    run(
        **chart,
        PUNTEN=points(("POINT(1050 1003)", "oud", 1.0, "bestaand")),
        KANSENKAART_UIT=str(target),
        PUNTEN_UIT=str(spots),
    )
    loaded = QgsVectorLayer(f"{target}|layername=uit", "uit", "ogr")
    loaded.loadDefaultStyle()
    labels = [rule.label() for rule in loaded.renderer().rootRule().children()]
    assert "Vergeven: geen ruimte meer" in labels
    assert (
        loaded.attributeDisplayName(loaded.fields().lookupField("ruimte_kw")) == "Ruimte die over is (bronzijde) [kW]"
    )
    loaded.loadDefaultMetadata()
    assert "Warmtebalans" in loaded.metadata().abstract()
    loaded = QgsVectorLayer(f"{spots}|layername=punten", "p", "ogr")
    loaded.loadDefaultStyle()
    assert {rule.label() for rule in loaded.renderer().rootRule().children()} >= {"Past", "Past deels"}


def test_real_sewer(shared_data, tmp_path):
    """Bodegraven-Reeuwijk with 35 000 inhabitants: the balance closes and no limit is passed by what is granted."""
    file = tmp_path / "riool.gpkg"
    shutil.copy(shared_data / "sewer" / "bodegraven_gwsw_default.gpkg", file)
    chart = made.run(
        "kansenkaart",
        LEIDINGEN=f"{file}|layername=default_lijn",
        PUTTEN=f"{file}|layername=default_punt",
        INWONERS_TOTAAL=35000,
    )
    largest = sorted(rows(chart["KANSENKAART"]), key=lambda row: -(row["dwa_gem_ls"] or 0))[:200:20]
    offtakes = layer(
        "Point",
        "naam:string aandeel:double status:string leiding_id:string",
        [(None, f"P{i}", 0.6, "gepland", row["leiding_id"]) for i, row in enumerate(largest)],
        name="punten",
    )
    result = run(KANSENKAART=chart["KANSENKAART"], KNOPEN=chart["KNOPEN_UIT"], PUNTEN=offtakes)
    assert result["BALANS_FOUT_KW"] <= 1e-9 * result["TOEGEKEND_KW"]
    lines = rows(result["KANSENKAART_UIT"])
    assert len(lines) == chart["AANTAL_UIT"]
    assert max(row["afkoeling_k"] or 0 for row in lines) <= 2.0 + 1e-9
    got = by_id(result["PUNTEN_UIT"], "punt_id")
    assert sum(row["toegekend_kw"] for row in got.values()) == pytest.approx(result["TOEGEKEND_KW"])
    counted = ("AANTAL_PAST", "AANTAL_DEELS", "AANTAL_CONCURREERT", "AANTAL_PAST_NIET", "AANTAL_BOVEN_GRENS")
    assert sum(result[name] for name in counted) == 10
    assert result["AANTAL_DEELS"] + result["AANTAL_CONCURREERT"] > 0
    before = sum(row["vermogen_gem_kw"] or 0 for row in rows(chart["KANSENKAART"]))
    assert sum(row["ruimte_kw"] or 0 for row in lines) < before
