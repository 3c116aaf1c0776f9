"""Bad input for `warmtevraag`: the right answer or one plain sentence, and never half an output."""

import pytest
from qgis.core import NULL, QgsProcessingException

from tests.algorithms import homes, made
from tests.algorithms.homes import NAMES
from tests.algorithms.made import layer, rows
from tests.algorithms.test_warmtevraag import by_name, ep_online, label_line


def run(feedback=None, **parameters):
    inputs = {"PANDEN": homes.panden(), "VERBLIJFSOBJECTEN": homes.objects()}
    return made.run("warmtevraag", feedback, **(inputs | parameters))


def sentence(**parameters):
    """Return the one sentence with which a run is refused."""
    return made.refusal(lambda: run(**parameters))


def changed(rows_, place, value, at=0):
    """Return rows with another value in one of them."""
    found = [list(row) for row in rows_]
    found[at][place] = value
    return [tuple(row) for row in found]


def kinds(result):
    return {row["soort"] for row in rows(result["MELDINGEN"])}


def test_nothing_given():
    assert "no buildings yet" in sentence(PANDEN=None, VERBLIJFSOBJECTEN=None)


def test_no_objects_in_the_area():
    assert "area" in sentence(GEBIED=homes.area(5000, 5000, 100, 100))


def test_only_a_shed_in_the_area():
    assert sentence(GEBIED=homes.area(-1, 29, 6, 6))


def test_pand_without_objects_stays_on_the_map_with_a_reason():
    got = run(VERBLIJFSOBJECTEN=homes.objects([row for row in homes.object_rows() if row[-1] != NAMES["villa"]]))
    villa = by_name(got)["villa"]
    assert (villa["woningen"], villa["warmte_gj"]) == (0, 0)
    assert villa["reden"]
    assert got["GEBOUWEN_AANTAL"] == 7


def test_object_without_pand_is_a_building_of_its_own():
    lost = ("POINT(125000 455000)", homes.object_id(50), 100, homes.OBJECT_IN_USE, "woonfunctie", 50, NULL, NULL,
            "7300AA", 1990, "0200100000000099")  # fmt: skip
    got = run(VERBLIJFSOBJECTEN=homes.objects([*homes.object_rows(), lost]))
    assert got["GEBOUWEN_AANTAL"] == 8
    assert got["OBJECTEN_IN"] == 10 == got["WONINGEN"] + got["UTILITEIT"]
    assert by_name(got)["0200100000000099"]["woningen"] == 1
    assert "object_los" in kinds(got)


def test_object_without_pand_and_place_is_listed():
    nowhere = (None, homes.object_id(50), 100, homes.OBJECT_IN_USE, "woonfunctie", 50, NULL, NULL, "7300AA", 1990, NULL)
    got = run(VERBLIJFSOBJECTEN=homes.objects([*homes.object_rows(), nowhere]))
    assert got["OBJECTEN_WEGGELATEN"] == 1
    assert got["WONINGEN"] + got["UTILITEIT"] + 1 == got["OBJECTEN_IN"]
    assert "object_zonder_plaats" in kinds(got)


@pytest.mark.parametrize("area", [0, 1, 999999, NULL, -5])
def test_area_that_cannot_be_is_replaced_and_told(area):
    log = made.Log()
    got = run(log, VERBLIJFSOBJECTEN=homes.objects(changed(homes.object_rows(), 2, area, at=1)))
    middle = by_name(got)["rij2"]
    assert 20 < middle["oppervlakte_m2"] < 1000
    assert middle["warmte_gj"] > 0
    assert any("oppervlakte" in line for line in log.lines)


@pytest.mark.parametrize("year", [9999, 0, NULL, -1, 1005])
def test_year_that_cannot_be_is_unknown(year):
    panden = [(*row[:2], year, *row[3:]) for row in homes.pand_rows()]
    objects = [(*row[:9], year, row[10]) for row in homes.object_rows()]
    got = run(PANDEN=homes.panden(panden), VERBLIJFSOBJECTEN=homes.objects(objects))
    middle = by_name(got)["rij2"]
    assert middle["bouwjaar"] in (None, 1005)
    assert middle["warmte_gj"] > 0


def test_labels_twice_the_newest_counts(tmp_path):
    file = tmp_path / "labels.csv"
    file.write_text(
        ep_online(label_line(2, "G", "20230615"), label_line(2, "A", "20100101"), label_line(2, "G", "20230615"))
    )
    assert by_name(run(LABELS=str(file)))["rij2"]["label"] == "G"


def test_label_file_with_two_header_lines_and_without_ids(tmp_path):
    file = tmp_path / "labels.csv"
    line = label_line(2, "F").split(";")
    line[7] = line[8] = ""
    file.write_text(ep_online(";".join(line)))
    assert by_name(run(LABELS=str(file)))["rij2"]["label"] == "F"


@pytest.mark.parametrize(
    "content", ["a;b;c\n1;2;3\n", "\n\n\n", "Pand_energieklasse\nA\n", "PublicatieDatum;20240101\nX;1\n"]
)
def test_label_file_that_is_none(content, tmp_path):
    file = tmp_path / "labels.csv"
    file.write_text(content)
    assert "labels.csv" in sentence(LABELS=str(file)) or "label" in sentence(LABELS=str(file))


def test_label_file_that_is_binary_or_absent_or_empty(tmp_path):
    file = tmp_path / "labels.csv"
    file.write_bytes(b"\x89PNG\x00\x01\x02")
    assert "not a text file" in sentence(LABELS=str(file))
    file.write_bytes(b"")
    assert "empty" in sentence(LABELS=str(file))
    assert "does not exist" in sentence(LABELS=str(tmp_path / "weg.csv"))
    assert "folder" in sentence(LABELS=str(tmp_path))


def test_labels_as_reference_and_the_other_way_round(tmp_path):
    file = tmp_path / "labels.csv"
    file.write_text(ep_online(label_line(2, "A")))
    assert sentence(REFERENTIE=str(file))
    vivet = tmp_path / "Data_GM0200.csv"
    vivet.write_text("BAG_id,adres,BU_CODE,W,B,E\n0200010000000002,x,BU02000101,4,5,1\n")
    assert sentence(LABELS=str(vivet))


@pytest.mark.parametrize("kind", ["int", "double", "string"])
def test_ids_that_lost_their_leading_zeros(kind):
    """A spreadsheet makes 0200100000000001 the number 200100000000001."""

    def short(value):
        number = int(value)
        return {"int": number, "double": float(number), "string": str(number)}[kind]

    field = {"int": "int8", "double": "double", "string": "string"}[kind]
    panden = [(row[0], short(row[1]), *row[2:]) for row in homes.pand_rows()]
    objects = [(*row[:10], short(row[10])) for row in homes.object_rows()]
    got = run(
        PANDEN=homes.panden(panden, fields=homes.PAND_FIELDS.replace("identificatie:string", f"identificatie:{field}")),
        VERBLIJFSOBJECTEN=homes.objects(
            objects, fields=homes.OBJECT_FIELDS.replace("pandidentificatie:string", f"pandidentificatie:{field}")
        ),
    )
    assert set(by_name(got)) == set(NAMES)
    assert by_name(got)["flat"]["woningen"] == 4


def test_swapped_layers():
    assert "polygons" in sentence(PANDEN=homes.objects(), VERBLIJFSOBJECTEN=homes.panden())
    assert sentence(PANDEN=homes.objects(), VERBLIJFSOBJECTEN=None)


def test_wrong_layer_in_a_parameter():
    pipes = made.pipes()
    assert "lines" in sentence(PANDEN=pipes)
    assert "lines" in sentence(VERBLIJFSOBJECTEN=pipes)
    assert "lines" in sentence(BUURTEN=pipes)
    assert "points" in sentence(GEBIED=homes.objects())
    assert sentence(BUURTEN=homes.panden())
    assert sentence(NIEUWBOUW=layer("NoGeometry", "a:string b:string", [(None, "x", "y")]))
    table = layer("NoGeometry", "identificatie:string", [(None, "x")])
    assert sentence(PANDEN=table, VERBLIJFSOBJECTEN=None)


@pytest.mark.parametrize(
    "name", ["PANDEN", "VERBLIJFSOBJECTEN", "BUURTEN", "GEBIED", "LABELS", "EIGENDOM", "NIEUWBOUW"]
)
def test_empty_layer(name):
    kind = {"PANDEN": "Polygon", "BUURTEN": "Polygon", "GEBIED": "Polygon", "VERBLIJFSOBJECTEN": "Point"}.get(name)
    assert "empty" in sentence(**{name: layer(kind or "NoGeometry", "identificatie:string", [], name="leeg")})


def test_layer_without_crs_or_that_is_not_there():
    loose = layer("Polygon", homes.PAND_FIELDS, homes.pand_rows(), name="panden", crs="")
    assert "coordinate reference system" in sentence(PANDEN=loose)
    assert sentence(PANDEN="weg.gpkg")
    assert sentence(LABELS="geen_laag")


INSULATION = "label:string reductie:string"


@pytest.mark.parametrize(
    ("fields", "values", "part"),
    [
        (INSULATION, [("C", "-0.15")], "-0.15"),
        (INSULATION, [("C", "veel")], "veel"),
        (INSULATION, [("H", "0.15")], '"H"'),
        (INSULATION, [("C", "100 %")], "100 %"),
        (INSULATION, [("C", "0.1"), ("C", "0.2")], "two different"),
        (INSULATION, [(NULL, NULL)], "no rows"),
        ("label:string iets:string", [("C", "0.1")], "no column reductie"),
        ("iets:string reductie:double", [("C", 0.1)], "no column label"),
    ],
)
def test_own_insulation_with_nonsense(fields, values, part):
    table = layer("NoGeometry", fields, [(None, *row) for row in values], name="isolatie")
    assert part in sentence(ISOLATIE="eigen", ISOLATIETABEL=table)


def test_insulation_table_without_that_choice():
    table = layer("NoGeometry", INSULATION, [(None, "C", "0.1")], name="isolatie")
    assert "not eigen" in sentence(ISOLATIETABEL=table)


def test_neighbourhoods_without_a_known_field_or_without_gas():
    other = homes.neighbourhood(fields="kleur:string", values=("rood",))
    assert sentence(BUURTEN=other)
    for gas in (-99997, -99999, NULL, 0):
        got = run(BUURTEN=homes.neighbourhood(gas=gas))
        (row,) = rows(got["BUURTEN_UIT"])
        assert row["factor"] == 1
        assert row["reden"]
        assert got["WARMTE_GJ"] == pytest.approx(run()["WARMTE_GJ"])


def test_neighbourhood_elsewhere_and_gas_that_cannot_be():
    got = run(BUURTEN=homes.neighbourhood(x=9000, y=9000))
    assert got["WARMTE_GJ"] == pytest.approx(run()["WARMTE_GJ"])
    for gas in (20, 90000):
        got = run(BUURTEN=homes.neighbourhood(gas=gas))
        assert rows(got["BUURTEN_UIT"])[0]["factor"] == 1
        assert "vraag_buurt" in kinds(got)


def test_new_build_with_nonsense():
    fields = "type:string aantal:int oppervlakte_m2:double"
    for row in (("tussenwoning", -4, 100.0), ("tussenwoning", 0, 100.0), ("tussenwoning", NULL, 100.0)):
        plan = layer("NoGeometry", fields, [(None, *row), (None, "bovenwoning", 2, 50.0)], name="plan")
        try:
            got = run(NIEUWBOUW=plan)
        except QgsProcessingException as error:
            assert str(error).count("\n") <= 1
            continue
        assert rows(got["NIEUWBOUW_UIT"])[-1]["aantal"] == 2
        assert got["AANTAL_MELDINGEN"] > 0


def test_geometry_that_is_absent_broken_or_double():
    panden = [
        *homes.pand_rows(),
        (None, "0200100000000091", 1980, homes.IN_USE, NULL, NULL, NULL, 0),
        ("POLYGON((120200 450000,120220 450020,120220 450000,120200 450020,120200 450000))", "0200100000000092", 1980,
         homes.IN_USE, "woonfunctie", 90, 90, 1),
        homes.pand_rows()[0],
    ]  # fmt: skip
    got = run(PANDEN=homes.panden(panden))
    assert got["PANDEN_IN"] == 10
    assert got["PANDEN_IN"] == got["GEBOUWEN_AANTAL"] + got["PANDEN_WEGGELATEN"]
    assert got["PANDEN_WEGGELATEN"] == 2
    assert {"pand_zonder_plaats", "pand_dubbel"} <= kinds(got)


def test_buildings_that_are_not_there_yet_or_any_more():
    rows_ = homes.pand_rows()
    for at, status in enumerate(("Bouwvergunning verleend", "Pand gesloopt", "Bouw gestart")):
        rows_ = changed(rows_, 3, status, at=at)
    got = run(PANDEN=homes.panden(rows_))
    assert got["PANDEN_WEGGELATEN"] == 3
    assert got["GEBOUWEN_AANTAL"] - got["PANDEN_IN"] + got["PANDEN_WEGGELATEN"] >= 0
    assert got["OBJECTEN_IN"] == got["WONINGEN"] + got["UTILITEIT"] + got["OBJECTEN_WEGGELATEN"]
    planned = run(PANDEN=homes.panden(rows_), GEPLAND=True)
    assert planned["PANDEN_WEGGELATEN"] == 1


def test_field_that_is_not_there():
    assert "bestaat_niet" in sentence(WONINGTYPE_VELD="bestaat_niet")


def test_choice_and_kental_that_do_not_exist(tmp_path):
    assert "choose one of" in sentence(ISOLATIE="veel")
    file = tmp_path / "mijn.toml"
    file.write_text("vraag.rv_w_m2 = -3")
    assert "outside its range" in sentence(KENTALLEN=str(file))


def test_output_that_cannot_be_written_leaves_nothing(tmp_path):
    assert "cannot be written" in sentence(GEBOUWEN=str(tmp_path / "weg" / "g.gpkg"))
    assert "cannot be written" in sentence(RAPPORT=str(tmp_path / "weg" / "r.html"), GEBOUWEN=str(tmp_path / "g.gpkg"))
    assert list(tmp_path.iterdir()) == []
    labels = tmp_path / "labels.csv"
    labels.write_text(ep_online(label_line(2, "A")))
    assert "would overwrite an input" in sentence(LABELS=str(labels), SAMENVATTING=str(labels))
    assert labels.read_text().startswith("PublicatieDatum")
    same = str(tmp_path / "g.gpkg")
    assert "would overwrite another output" in sentence(GEBOUWEN=same, SAMENVATTING=same)
    assert list(tmp_path.iterdir()) == [labels]


def test_nothing_is_left_of_a_run_that_fails_in_the_engine(tmp_path):
    sentence(GEBOUWEN=str(tmp_path / "g.gpkg"), RAPPORT=str(tmp_path / "r.html"), GEBIED=homes.area(9e4, 9e4, 10, 10))
    assert list(tmp_path.iterdir()) == []


def test_a_second_run_over_its_own_map():
    """The map counts its homes, and what was derived before is derived again instead of called given."""
    first = run()
    alone, both = run(PANDEN=first["GEBOUWEN"], VERBLIJFSOBJECTEN=None), run(PANDEN=first["GEBOUWEN"])
    again = run(PANDEN=first["GEBOUWEN"], VERBLIJFSOBJECTEN=first["OBJECTEN_UIT"])
    for got in (alone, both, again):
        assert (got["WONINGEN"], got["UTILITEIT"], got["GEBOUWEN_AANTAL"]) == (8, 1, 7)
        assert got["AANTAL_MELDINGEN"] == 0
    for got in (both, again):
        assert rows(got["GEBOUWEN"]) == rows(first["GEBOUWEN"])
    shown = by_name(alone)
    for name, old in by_name(first).items():
        if old["woningen"]:
            assert shown[name]["warmte_gj"] == pytest.approx(old["warmte_gj"])
        assert shown[name]["label_bron"] in (None, "afgeleid")


@pytest.mark.parametrize("kind", ["Point", "NoGeometry"])
def test_objects_that_can_be_nowhere(kind):
    places = [(None, *row[1:]) for row in homes.object_rows()]
    nowhere = layer(kind, homes.OBJECT_FIELDS, places, name="objecten")
    assert "cannot be placed" in sentence(PANDEN=None, VERBLIJFSOBJECTEN=nowhere)
    assert run(VERBLIJFSOBJECTEN=nowhere)["WONINGEN"] == 8
