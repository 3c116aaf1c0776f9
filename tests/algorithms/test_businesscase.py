"""The algorithm `businesscase`: from figures and layers to money, by hand and through QGIS."""

import csv
import math

import pytest
from osgeo import gdal
from qgis import processing
from qgis.core import QgsProcessingContext, QgsProject, QgsVectorLayer

from tests.algorithms.made import Log, layer, refusal, rows

TABLES = ("KASSTROOM", "INVESTERING_UIT", "SCENARIOS", "GEVOELIGHEID", "KANSVERDELING", "BETWIST", "MELDINGEN")
BILL = (
    "nettype:string post:string rol:string dn:string klasse:string hoeveelheid:double eenheid:string kosten_eur:double"
)
USERS = "pand_id:string trace_id:string nettype:string woningen:int vermogen_kw:double warmte_gj:double"

STREAMS = '["elektriciteit", "elektriciteit_vast", "administratie"]'
FIGURES = f"""
[studie]
naam = "Proef"
prijspeil = 2023

[[variant]]
naam = "Bronnet"
nettype = "bronnet"
volloop = 1.0
weg = {STREAMS}

[variant.investering]
transportnet = {{eur = 100000, onderhoud = 0.0, levensduur = 0}}

[[variant.groep]]
naam = "Huizen"
woningen = 10
kw_per_woning = 7
warmte_per_woning_gj = 36
"""
PLAIN = {"OPSLAGEN": "geen", "LENING": "geen", "WIS": "nee", "CERTIFICATEN": "nee", "TREKKINGEN": 200}


def bill(kinds=("bronnet",), amount=300000.0, name="hoeveelheden"):
    """Return a bill of quantities as warmtenet makes it, chosen by hand."""
    made = []
    for kind in kinds:
        made += [
            (None, kind, "leiding, nieuw", "distributie", "DN 50", "klinkers", 900.0, "m", amount),
            (None, kind, "leiding, nieuw", "aansluiting", "DN 25", "tuin", 300.0, "m", 60000.0),
            (None, kind, "geveldoorvoer", "aansluiting", "", "", 30.0, "st", 7500.0),
        ]
    return layer("None", BILL, made, name=name)


def users(kinds=("bronnet",), n=30):
    """Return a connection per home."""
    made = [(f"POINT({1000 + 10 * i} 1000)", f"p{i}", f"t{i}", kind, 1, 8.0, 36.0) for kind in kinds for i in range(n)]
    return layer("Point", USERS, made, name="aansluitingen")


def run(feedback=None, **parameters):
    """Run the algorithm with temporary outputs."""
    outputs = dict.fromkeys(TABLES, "TEMPORARY_OUTPUT")
    return processing.run("riothermie:businesscase", outputs | parameters, feedback=feedback or Log())


@pytest.fixture
def figures(tmp_path):
    """Return a function that writes a file with figures."""

    def write(text=FIGURES, name="cijfers.toml"):
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        return str(file)

    return write


def test_a_business_case_by_hand(figures):
    made = run(CIJFERS=figures(), VASTRECHT=1000, BAK=5000, **PLAIN)
    # 10 homes pay 5000 once and 1000 a year that rises 2 %; nothing goes out but the 100,000 of year 0; 6 % discount
    worth = -100000 + 50000 + sum(10000 * (1.02 / 1.06) ** t for t in range(1, 31))
    assert made["INVESTERING"] == pytest.approx(100000)
    assert made["NCW"] == pytest.approx(worth, abs=0.01)
    assert made["NCW_BRONNET"] == made["NCW"]
    assert "NCW_MT" not in made
    assert made["ONRENDABELE_TOP"] == 0
    # 1000 * sum(factor) * 10 = 50000: solved, not tried
    factor = sum((1.02 / 1.06) ** t for t in range(1, 31))
    assert made["BREAKEVEN_VASTRECHT"] == pytest.approx(5000 / factor, rel=1e-6)
    # everything that comes in grows with the uptake: -100000 + u * (50000 + 10000 * factor) = 0
    assert made["BREAKEVEN_VOLLOOP"] == pytest.approx(100 * 100000 / (50000 + 10000 * factor), rel=1e-6)
    # 50,000 is back when the rising charges have come to it
    paid = [sum(10000 * 1.02**t for t in range(1, year + 1)) for year in range(31)]
    first = next(year for year, amount in enumerate(paid) if amount >= 50000)
    assert first - 1 <= made["TVT_JAAR"] <= first
    assert made["VARIANT"] == "Bronnet"
    assert made["AANTAL_VARIANTEN"] == 1


def test_the_lines_add_up(figures):
    made = run(CIJFERS=figures(), TREKKINGEN=200)
    flow = rows(made["KASSTROOM"])
    assert [row["jaar"] for row in flow] == list(range(31))
    names = list(flow[0])
    lines = names[names.index("investering_eur") : names.index("kasstroom_eur")]
    total = 0.0
    for row in flow:
        assert row["kasstroom_eur"] == pytest.approx(sum(row[name] for name in lines), abs=0.1)
        assert row["contant_eur"] == pytest.approx(row["kasstroom_eur"] * row["disconteringsfactor"], abs=0.01)
        total += row["contant_eur"]
        assert row["ncw_eur"] == pytest.approx(total, abs=0.5)
    assert flow[-1]["ncw_eur"] == pytest.approx(made["NCW"], abs=0.01)
    items = [row for row in rows(made["INVESTERING_UIT"]) if not row["grondslag"]]
    assert sum(row["totaal_eur"] for row in items) == pytest.approx(made["INVESTERING"], abs=0.01)
    chosen = [row for row in rows(made["SCENARIOS"]) if row["gekozen"] == 1]
    assert len(chosen) == 1
    assert chosen[0]["ncw_eur"] == pytest.approx(made["NCW"], abs=0.01)
    middle = [row["ncw_eur"] for row in rows(made["KANSVERDELING"]) if row["kans"] == 0.5]
    assert middle == [pytest.approx(made["NCW_P50"], abs=0.01)]
    assert made["NCW_P10"] <= made["NCW_P50"] <= made["NCW_P90"]


def test_what_is_filled_in_wins_from_the_figures(figures, tmp_path):
    text = FIGURES + "\n[variant.kentallen]\ntarieven.bak = 3000\n"
    own = tmp_path / "eigen.toml"
    own.write_text("[tarieven]\nbak = 2000\n", encoding="utf-8")
    asked = {"VASTRECHT": 1000} | PLAIN
    standard = run(CIJFERS=figures(), **asked)["NCW"]
    # 4411 standard, 2000 of the file of kentallen, 3000 of the figures, 6000 filled in: 10 homes
    assert run(CIJFERS=figures(), KENTALLEN=str(own), **asked)["NCW"] == pytest.approx(standard - 24110, abs=0.01)
    assert run(CIJFERS=figures(text), KENTALLEN=str(own), **asked)["NCW"] == pytest.approx(standard - 14110, abs=0.01)
    assert run(CIJFERS=figures(text), BAK=6000, **asked)["NCW"] == pytest.approx(standard + 15890, abs=0.01)
    # a yearly amount of the figures gives way to the parameter about it
    own_charge = FIGURES + '\n[variant.jaarposten]\nvastrecht = {eur = 100, maat = "woning"}\n'
    assert run(CIJFERS=figures(own_charge), **PLAIN)["NCW"] < standard
    assert run(CIJFERS=figures(own_charge), **asked)["NCW"] == pytest.approx(standard, abs=0.01)


def test_what_has_no_effect_is_told(figures):
    log = Log()
    plain = run(CIJFERS=figures(), **PLAIN)
    made = run(log, CIJFERS=figures(), WONINGEN=40, SUBSIDIE_EUR=5000, GESTAPELD="ja", **PLAIN)
    assert made["NCW"] == plain["NCW"]
    said = " ".join(log.lines)
    assert "WONINGEN, SUBSIDIE_EUR: not used" in said
    assert "(GESTAPELD) has no effect" in said
    log = Log()
    run(log, HOEVEELHEDEN=bill(), AANSLUITINGEN=users(), WONINGEN=7, VOLLOOP=0.7, GESTAPELD="ja", TREKKINGEN=200)
    said = " ".join(log.lines)
    assert "WONINGEN: not used" in said
    assert "0.7 is read as 0.7 %" in said
    assert "GESTAPELD" not in said


@pytest.mark.parametrize(("name", "value"), [("TREKKINGEN", 200.5), ("ZAAD", "1.5"), ("HORIZON", 20.5)])
def test_a_part_of_a_whole_number_is_refused(figures, name, value):
    assert "whole number" in refusal(lambda: run(CIJFERS=figures(), **(PLAIN | {name: value})))


def test_uptake_in_percent_and_over_the_years(figures):
    asked = {"VASTRECHT": 1000, "BAK": 0} | PLAIN
    flow = rows(run(CIJFERS=figures(), VOLLOOP=50, **asked)["KASSTROOM"])
    assert [row["woningen"] for row in flow[:3]] == [0, 5, 5]
    flow = rows(run(CIJFERS=figures(), VOLLOOP=50, VOLLOOP_JAREN="20; 40 %;100", **asked)["KASSTROOM"])
    assert [row["woningen"] for row in flow[:5]] == [0, 1, 2, 5, 5]
    assert [round(row["vastrecht_eur"], 2) for row in flow[:4]] == [0, 1020.0, 2 * 1040.4, round(5000 * 1.02**3, 2)]


def test_layers_of_a_network_side_by_side(tmp_path):
    both = ("bronnet", "mt")
    page, book = tmp_path / "rapport.html", tmp_path / "boek.xlsx"
    made = run(
        HOEVEELHEDEN=bill(both), AANSLUITINGEN=users(both), RIOTHERMIE_EUR=100000, WKO_EUR=0, RUIMTE_EUR=0,
        ELEKTRA_EUR=0, WARMTEPOMP_EUR=80000, OVERDRACHT_EUR=0, OPSLAGEN="geen", TREKKINGEN=200, RAPPORT=str(page),
        WERKBOEK=str(book),
    )  # fmt: skip
    # the network of 367,500 and the source; a bronnet with collective heat pumps only because they were given
    invested = {}
    for row in rows(made["INVESTERING_UIT"]):
        if not row["grondslag"]:
            invested[row["variant"]] = invested.get(row["variant"], 0.0) + row["totaal_eur"]
    assert sorted(invested.values()) == pytest.approx([547500.0, 547500.0], abs=1.0)
    assert made["AANTAL_VARIANTEN"] == 2
    assert made["INVESTERING_MT"] == pytest.approx(547500.0, abs=1.0)
    assert {row["variant"] for row in rows(made["KASSTROOM"])} == set(invested)
    text = page.read_text(encoding="utf-8")
    assert text.count("<figure") == 2 * 4 + 1
    assert "Beside each other" in text
    dataset = gdal.OpenEx(str(book), gdal.OF_VECTOR)
    assert dataset.GetLayerCount() == 9
    assert dataset.GetLayer(0).GetFeatureCount() == 62
    only = run(HOEVEELHEDEN=bill(both), AANSLUITINGEN=users(both), NETTYPE="mt", TREKKINGEN=200)
    assert {row["variant"] for row in rows(only["KASSTROOM"])} == {only["VARIANT"]}
    assert "NCW_BRONNET" not in only


def test_number_of_homes_without_connections():
    made = run(HOEVEELHEDEN=bill(), WONINGEN=30, VOLLOOP=100, TREKKINGEN=200)
    assert rows(made["KASSTROOM"])[1]["woningen"] == 30


@pytest.mark.parametrize("extension", ["xlsx", "csv", "gpkg"])
def test_a_table_in_a_file_has_raw_numbers(figures, tmp_path, extension):
    file = tmp_path / f"kasstroom.{extension}"
    made = run(CIJFERS=figures(), TREKKINGEN=200, KASSTROOM=str(file))
    if extension == "csv":
        with file.open(encoding="utf-8", newline="") as stream:
            found = [float(row["ncw_eur"]) for row in csv.DictReader(stream)]
    else:
        table = QgsVectorLayer(str(file), "kasstroom", "ogr")
        assert table.fields().field("ncw_eur").isNumeric()
        found = [row["ncw_eur"] for row in rows(table)]
    assert found[-1] == pytest.approx(made["NCW"], abs=0.01)
    assert len(found) == 31


def test_a_file_with_kentallen_is_not_overwritten(figures, tmp_path):
    own = tmp_path / "eigen.toml"
    own.write_text("[tarieven]\nbak = 2000\n", encoding="utf-8")
    said = refusal(lambda: run(CIJFERS=figures(), KENTALLEN=str(own), RAPPORT=str(own), **PLAIN))
    assert "would overwrite an input" in said
    assert own.read_text(encoding="utf-8").startswith("[tarieven]")


def test_a_format_that_takes_no_table_is_no_silent_loss(figures, tmp_path):
    page = tmp_path / "rapport.html"
    said = refusal(lambda: run(CIJFERS=figures(), KASSTROOM=str(tmp_path / "kas.pdf"), RAPPORT=str(page), **PLAIN))
    assert "kas.pdf did not come to be" in said
    assert not page.exists()
    for name in ("kas.csv", "kas.xlsx", "kas.shp", "kas.geojson", "kas", "kas.onbekend"):
        run(CIJFERS=figures(), KASSTROOM=str(tmp_path / name), **PLAIN)
    assert {"kas.csv", "kas.xlsx", "kas.dbf", "kas.geojson", "kas.gpkg"} <= {file.name for file in tmp_path.iterdir()}


def test_a_recomputed_report_does_not_hang_on_own_kentallen(tmp_path):
    own = tmp_path / "eigen.toml"
    own.write_text("[tarieven]\nbak = 2000\n", encoding="utf-8")
    pages = [tmp_path / "a.html", tmp_path / "b.html"]
    run(REKEN_NA="Putten", REKENNA=str(pages[0]), TREKKINGEN=200)
    run(REKEN_NA="Putten", REKENNA=str(pages[1]), TREKKINGEN=200, KENTALLEN=str(own), DISCONTO=0.03)
    assert pages[0].read_bytes() == pages[1].read_bytes()


def test_a_report_is_recomputed(tmp_path):
    page = tmp_path / "nagerekend.html"
    made = run(
        REKEN_NA="Leusden", NETTYPE="bronnet", REKENNA=str(page), REKENNA_TABEL="TEMPORARY_OUTPUT", TREKKINGEN=200
    )
    found = rows(made["REKENNA_TABEL"])
    counted = [made[f"AANTAL_{name}"] for name in ("GELIJK", "VERSCHILLEN", "OVERGENOMEN")]
    assert sum(counted) == len(found) > 100
    assert counted[0] == sum(row["oordeel"] in ("gelijk", "afronding") for row in found)
    assert "<svg" in page.read_text(encoding="utf-8")
    assert made["NCW_BRONNET"] == made["NCW"]
    assert made["AANTAL_VARIANTEN"] >= 1
    log = Log()
    run(log, HOEVEELHEDEN=bill(), AANSLUITINGEN=users(), TREKKINGEN=200, REKENNA=str(tmp_path / "geen.html"))
    assert "No report was chosen" in "\n".join(log.lines)
    assert not (tmp_path / "geen.html").exists()


PRINTED = """
[[afgedrukt]]
id = "investering"
plaats = "tabel 3"
omschrijving = "totale investering"
waarde = 100000
eenheid = "EUR"
tolerantie = 50
variant = "Bronnet"
grootheid = "investering_eur"

[[afgedrukt]]
id = "per-woning"
plaats = "tabel 3"
omschrijving = "investering per woning"
waarde = 12000
eenheid = "EUR"
tolerantie = 50
variant = "Bronnet"
grootheid = "investering_per_woning_eur"
"""


def test_what_a_report_of_ones_own_printed_is_recomputed(tmp_path):
    """EUR 100,000 for 10 homes, without surcharges: 10,000 per home, not 12,000."""
    file, page = tmp_path / "eigen.toml", tmp_path / "eigen.html"
    file.write_text(FIGURES.replace("weg =", 'keuzes = {opslagen = "geen"}\nweg =') + PRINTED, encoding="utf-8")
    log = Log()
    made = run(log, CIJFERS=str(file), TREKKINGEN=200, REKENNA=str(page), REKENNA_TABEL="TEMPORARY_OUTPUT")
    found = {row["id"]: row for row in rows(made["REKENNA_TABEL"])}
    assert {key: (row["waarde"], row["oordeel"]) for key, row in found.items()} == {
        "investering": (100000.0, "gelijk"),
        "per-woning": (10000.0, "onverklaard"),
    }
    assert (made["AANTAL_GELIJK"], made["AANTAL_VERSCHILLEN"]) == (1, 1)
    assert "Proef" in page.read_text(encoding="utf-8")


def test_a_printed_figure_that_we_do_not_reckon_is_named(tmp_path):
    file = tmp_path / "eigen.toml"
    file.write_text(FIGURES + PRINTED.replace("investering_eur", "winst_eur"), encoding="utf-8")
    assert "winst_eur" in refusal(lambda: run(CIJFERS=str(file), TREKKINGEN=200))


def test_a_report_alone_is_recomputed_without_business_cases():
    log = Log()
    alone = processing.run("riothermie:businesscase", {"REKEN_NA": "Putten", "HORIZON": 10}, feedback=log)
    assert {name for name in alone if not name.startswith("AANTAL_")} == set()
    assert sum(alone[f"AANTAL_{name}"] for name in ("GELIJK", "VERSCHILLEN", "OVERGENOMEN")) > 100
    said = "\n".join(log.lines)
    assert "net present value" not in said
    assert "Putten" in said
    log = Log()
    asked = {"REKEN_NA": "Putten", "TREKKINGEN": 200, "KASSTROOM": "TEMPORARY_OUTPUT"}
    costs = processing.run("riothermie:businesscase", asked, feedback=log)
    # costs without income: there is nothing that could pay, and so no uptake at which it does
    assert "KANS_POSITIEF" not in costs
    assert "ONRENDABELE_TOP" not in costs
    assert costs["NCW"] == pytest.approx(-363317.5)
    said = "\n".join(log.lines)
    assert "comparison of costs" in said
    assert "pays" not in said


def test_years_that_do_not_fit_are_told_before_anything_is_read(provider, figures):
    algorithm, context = provider.algorithm("businesscase").create(), QgsProcessingContext()
    for given in ({"CIJFERS": figures()}, {"HOEVEELHEDEN": bill(), "AANSLUITINGEN": users()}):
        good, said = algorithm.checkParameterValues(given | {"HORIZON": 10}, context)
        assert not good
        assert "shorter than the loan" in said
        good, said = algorithm.checkParameterValues(given | {"HORIZON": 10, "LENING": "geen"}, context)
        assert good, said
    good, said = algorithm.checkParameterValues({"CIJFERS": figures(), "PIEK": "gas"}, context)
    assert not good
    assert "kW" in said


def test_the_same_seed_gives_the_same_numbers(figures):
    first, again = (run(CIJFERS=figures(), TREKKINGEN=500, ZAAD=7) for _ in range(2))
    assert first["NCW_P10"] == again["NCW_P10"]
    assert run(CIJFERS=figures(), TREKKINGEN=500, ZAAD=8)["NCW_P10"] != first["NCW_P10"]


def changed(old, new):
    assert old in FIGURES
    return FIGURES.replace(old, new)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[studie", "line 1"),
        (changed("transportnet", "transprotnet"), "transportnet"),
        (changed("warmte_per_woning_gj", "warmte_per_wonig_gj"), "warmte_per_woning_gj"),
        (changed("volloop = 1.0", "volloop = 1.2"), "1.2"),
        (changed("eur = 100000", "eur = -100000"), "-100000"),
        (changed("woningen = 10", "woningen = 0"), ""),
        (FIGURES[: FIGURES.index("[[variant.groep]]")], "groep"),
        (FIGURES.replace(FIGURES[FIGURES.index("[variant.inv") : FIGURES.index("[[variant.groep")], ""), "investering"),
        (changed('nettype = "bronnet"', 'nettype = "ht"'), "bronnet"),
        (FIGURES + "\n[variant.kentallen]\nfinancieel.disconto = -1.0\n", "disconto"),
        (FIGURES + "\n[variant.kentallen]\nfinancieel.diskonto = 0.05\n", "financieel.disconto"),
        (FIGURES + "\n[variant.keuzes]\nwiss = true\n", "wis"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be(figures, text, words):
    said = refusal(lambda: run(CIJFERS=figures(text), TREKKINGEN=200), ends=".?")
    assert words in said, said


def test_what_cannot_be_is_told_beforehand(figures, tmp_path):
    network = {"HOEVEELHEDEN": bill(), "AANSLUITINGEN": users()}
    nameless = layer("None", "post:string kosten_eur:double", [(None, "leiding, nieuw", 5.0)], name="los")
    for parameters, words in (
        ({}, "Nothing to reckon"),
        ({"CIJFERS": str(tmp_path / "weg.toml")}, "does not exist"),
        ({"CIJFERS": figures(), **network}, "not both"),
        ({"HOEVEELHEDEN": bill()}, "Who connects"),
        ({"HOEVEELHEDEN": bill(()), "AANSLUITINGEN": users()}, "is empty"),
        ({"HOEVEELHEDEN": bill(), "AANSLUITINGEN": bill()}, "holds no geometry"),
        ({"HOEVEELHEDEN": users(), "AANSLUITINGEN": users()}, "post"),
        ({"HOEVEELHEDEN": nameless, "WONINGEN": 5}, "choose NETTYPE"),
        ({"HOEVEELHEDEN": bill(amount=-5.0), "AANSLUITINGEN": users()}, "-5"),
        (network | {"NETTYPE": "mt"}, "mt"),
        (network | {"NETTYPE": "ht"}, "is no choice"),
        (network | {"VOLLOOP": 120}, "from 0 to 100"),
        (network | {"VOLLOOP_JAREN": "10;50;30"}, "falls"),
        (network | {"VOLLOOP_JAREN": "10;150"}, "150 %"),
        (network | {"VOLLOOP_JAREN": "snel"}, "10;40;80;100"),
        (network | {"DISCONTO": -1}, "cannot be"),
        (network | {"HORIZON": 10}, "shorter than the loan"),
        (network | {"WARMTEPRIJS": -5}, "cannot be"),
        (network | {"VASTRECHT": -1}, "cannot be"),
        (network | {"BAK": "veel"}, "cannot be"),
        (network | {"TREKKINGEN": 1}, "cannot be"),
        (network | {"WERKBOEK": str(tmp_path / "boek.ods")}, ".xlsx"),
        (network | {"RAPPORT": str(tmp_path / "weg" / "rapport.html")}, "cannot be written"),
        (network | {"KASSTROOM": str(tmp_path / "a.csv"), "SCENARIOS": str(tmp_path / "a.csv")}, "overwrite"),
    ):
        text = refusal(lambda given=parameters: run(**{"TREKKINGEN": 200} | given))
        assert words in text, text


def test_nothing_is_left_of_a_cancelled_run(figures, tmp_path):
    log = Log(cancel_at=30.0)
    files = {name: str(tmp_path / f"{name}.csv") for name in TABLES}
    files |= {"RAPPORT": str(tmp_path / "r.html"), "WERKBOEK": str(tmp_path / "w.xlsx")}
    before = set(tmp_path.iterdir())
    given = figures()
    run(log, CIJFERS=given, **files)
    assert {path.name for path in set(tmp_path.iterdir()) - before} == {"cijfers.toml"}


def test_the_project_proposes_its_layers(provider):
    project = QgsProject.instance()
    mine = [bill(), users()]
    project.addMapLayers(mine)
    try:
        algorithm = provider.algorithm("businesscase").create()
        defaults = {one.name(): one.defaultValue() for one in algorithm.parameterDefinitions()}
        assert defaults["HOEVEELHEDEN"] == mine[0].id()
        assert defaults["AANSLUITINGEN"] == mine[1].id()
        assert defaults["GEBOUWEN"] is None
    finally:
        project.removeMapLayers([one.id() for one in mine])


def test_through_the_command_line_in_dutch(process, figures, tmp_path):
    page = tmp_path / "rapport.html"
    code, found, said = process(
        "run", "riothermie:businesscase", "--json", "--", f"CIJFERS={figures()}", "TREKKINGEN=200", f"RAPPORT={page}",
        f"KASSTROOM={tmp_path / 'kasstroom.xlsx'}",
    )  # fmt: skip
    assert code == 0, said
    assert math.isfinite(found["results"]["NCW"])
    text = page.read_text(encoding="utf-8")
    assert '<html lang="nl">' in text
    assert "netto contante waarde" in text
    code, _, said = process("run", "riothermie:businesscase", "--", f"CIJFERS={figures()}", "VOLLOOP=130")
    assert code != 0
    assert "van 0 tot 100" in said
