"""Algorithm `warmtenet`, run as QGIS runs it: a small town made by hand, and streets of the real world."""

import pytest
from qgis import processing
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsExpression,
    QgsExpressionContext,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProject,
    QgsVectorLayer,
)
from riothermie_plugin.algorithms.environment import RESOURCES
from riothermie_plugin.algorithms.inputs import recognised
from riothermie_plugin.algorithms.warmtenet import NUMBERS, STYLES, Warmtenet
from riothermie_plugin.riothermie_kansen.network import columns, costs, loads, reasons
from riothermie_plugin.riothermie_kansen.schema import MELDING_COLUMNS, names

from tests.algorithms import made
from tests.algorithms.made import layer, rows
from tests.algorithms.town import HOUSES, X, at, buildings, source, streets

COLUMNS = {
    "TRACE": columns.TRACE_COLUMNS,
    "AANSLUITINGEN": columns.AANSLUITING_COLUMNS,
    "NIET_AANGESLOTEN": columns.NIET_COLUMNS,
    "HOEVEELHEDEN": columns.HOEVEELHEDEN_COLUMNS,
    "KROMME": columns.CURVE_COLUMNS,
    "MELDINGEN": MELDING_COLUMNS,
}


def run(feedback=None, **parameters):
    inputs = {"STRATEN": streets(), "GEBOUWEN": buildings(), "BRON": source()}
    return made.run("warmtenet", feedback, **(inputs | parameters))


def sentence(**parameters):
    """Return the one sentence with which a run is refused."""
    return made.refusal(lambda: run(**parameters))


@pytest.fixture(scope="module")
def town(provider):
    """Return the outcome of the standard run, its rows and its log."""
    log = made.Log()
    result = run(log, NETTYPE="mt")
    return result, {name: rows(result[name]) for name in made.OUTPUTS["warmtenet"]}, log


# what needs no engine


def algorithm():
    return QgsApplication.processingRegistry().createAlgorithmById("riothermie:warmtenet")


def test_parameters_of_the_design_are_there():
    wanted = (
        "STRATEN GEBOUWEN BRON BARRIERES BESTAAND VERPLICHT_VELD NETTYPE AANSLUITZOEK_M PA_PER_M MAX_SNELHEID VERBODEN "
        "EXTRA_TRACES FACTOR_VELD KLASSE_VELD KANDIDATEN SNAP_M BRUG_GATEN_M GELIJKTIJDIGHEID COP DELTA_T REKENWIJZE "
        "DREMPEL_EUR_WONING DREMPEL_EUR_MWH ONDERGRENS LEIDINGTABEL KENTALLEN TRACE AANSLUITINGEN NIET_AANGESLOTEN "
        "HOEVEELHEDEN KROMME MELDINGEN DXF"
    )
    made_one = algorithm()  # the definitions live as long as it does
    assert set(wanted.split()) <= {definition.name() for definition in made_one.parameterDefinitions()}
    numbers = {output.name() for output in made_one.outputDefinitions()}
    assert {*NUMBERS, "LENGTE_M", "KOSTEN_EUR", "POMPDRUK_KPA", "AANGESLOTEN"} <= numbers


def test_choices_are_those_of_the_engine():
    assert Warmtenet.METHODEN == loads.METHODS
    assert Warmtenet.NETTYPES[:2] == loads.NETS == costs.NETTYPES
    assert set(STYLES) == set(Warmtenet.NETTYPES)


@pytest.mark.parametrize("name", ["STRATEN", "GEBOUWEN", "BRON"])
def test_the_three_inputs_are_required(name):
    with pytest.raises(QgsProcessingException, match=name):
        run(**{name: None})


def test_streets_as_polygons_are_one_sentence():
    assert sentence(STRATEN=buildings()) == 'The layer "gebouwen" holds polygons, but lines are needed here.'


def test_existing_network_as_points_is_one_sentence():
    assert sentence(BESTAAND=source()) == 'The layer "bron" holds points, but lines are needed here.'


def test_layer_without_a_crs_is_one_sentence():
    unknown = streets()
    unknown.setCrs(QgsCoordinateReferenceSystem())
    assert "no known coordinate reference system" in sentence(STRATEN=unknown)
    assert "no known coordinate reference system" in sentence(BARRIERES_EXTRA=[unknown])


@pytest.mark.parametrize("name", ["STRATEN", "GEBOUWEN", "BRON"])
def test_empty_layer_is_one_sentence(name):
    empty = {"STRATEN": streets(), "GEBOUWEN": buildings(), "BRON": source()}[name]
    assert empty.dataProvider().truncate()
    assert "is empty: choose another one." in sentence(**{name: empty})


def test_table_of_pipes_for_two_networks_is_one_sentence(tmp_path):
    table = tmp_path / "eigen.csv"
    table.write_text("label;binnen_mm;prijs_eur_m\nDN50;54,5;700\n")
    assert "one type of network" in sentence(NETTYPE="beide", LEIDINGTABEL=str(table))


def test_output_over_an_input_is_one_sentence(tmp_path):
    file = tmp_path / "straten.gpkg"
    processing.run("native:savefeatures", {"INPUT": streets(), "OUTPUT": str(file)})
    assert "would overwrite an input" in sentence(STRATEN=str(file), TRACE=str(file))
    assert "choose another folder" in sentence(DXF=str(tmp_path / "weg" / "net.dxf"))


def test_layers_of_the_project_are_proposed_but_not_own_output():
    own = [layer(kind, fields, [], name=name) for name, kind, fields in (
        ("trace", "LineString", "trace_id:string voeding_id:string straat_id:string pand_id:string dn:string"),
        ("aansluitingen", "Point", "pand_id:string trace_id:string bron_id:string woningen:int warmte_gj:double"),
        ("niet", "Point", "pand_id:string woningen:int vermogen_kw:double soort:string reden:string"),
    )]  # fmt: skip
    inputs = {"STRATEN": streets(), "GEBOUWEN": buildings(), "BRON": source()}
    QgsProject.instance().addMapLayers(own)
    try:
        for name, known in Warmtenet.KNOWN.items():
            assert recognised(known, Warmtenet.SHAPES[name]) is None, name
        QgsProject.instance().addMapLayers(list(inputs.values()))
        dialog = algorithm()
        for name, wanted in inputs.items():
            assert dialog.parameterDefinition(name).defaultValue() == wanted.id(), name
        assert dialog.parameterDefinition("BESTAAND").defaultValue() is None
    finally:
        QgsProject.instance().removeAllMapLayers()


@pytest.mark.parametrize("style", ["trace.qml", "trace_bronnet.qml", "trace_mt.qml"])
def test_trace_style_draws_each_role_once_and_labels_pipes_in_streets(style):
    nets = {"trace_bronnet.qml": ["bronnet"], "trace_mt.qml": ["mt"]}.get(style, ["bronnet", "mt"])
    lines = layer("LineString", "nettype:string rol:string status:string dn:string aantal:int binnen_mm:double", [])
    lines.loadNamedStyle(str(RESOURCES / "styles" / style))
    leaves = [rule for rule in lines.renderer().rootRule().descendants() if rule.symbol() is not None]
    labels = lines.labeling().rootRule().children()
    for net in nets:
        for role in columns.ROLLEN:
            context = context_of(lines, [net, role, "nieuw", "DN 50", 2, 54.5])
            hits = [rule.label() for rule in leaves if all(
                QgsExpression(text).evaluate(context) for text in filters(rule)
            )]  # fmt: skip
            assert len(hits) == 1, (net, role, hits)
            texts = [QgsExpression(rule.settings().fieldName).evaluate(context) for rule in labels
                     if QgsExpression(rule.filterExpression()).evaluate(context)]  # fmt: skip
            assert texts == ([] if role == "aansluiting" else ["2 x DN 50"])


def filters(rule):
    """Return the filters of a rule and of the groups it is in."""
    found = []
    while rule is not None:
        found += [rule.filterExpression()] if rule.filterExpression() else []
        rule = rule.parent()
    return found


def context_of(table, values):
    from qgis.core import QgsFeature

    feature = QgsFeature(table.fields())
    feature.setAttributes(values)
    context = QgsExpressionContext()
    context.setFields(table.fields())
    context.setFeature(feature)
    return context


def test_style_of_unconnected_buildings_has_a_class_for_each_reason():
    points = layer("Point", "soort:string reden:string woningen:int", [])
    points.loadNamedStyle(str(RESOURCES / "styles" / "niet_aangesloten.qml"))
    rules = points.renderer().rootRule().children()
    for reason in set(reasons.REASONS) - {"geen_geometrie"}:  # that has no place on the map
        context = context_of(points, [reason, "", 1])
        hits = [rule.label() for rule in rules
                if not rule.isElse() and QgsExpression(rule.filterExpression()).evaluate(context)]  # fmt: skip
        assert len(hits) == 1, (reason, hits)


# the whole run


def test_columns_types_and_crs(town):
    result, _, _ = town
    for name, wanted in COLUMNS.items():
        assert tuple(result[name].fields().names()) == names(wanted), name
        spatial = result[name].isSpatial()
        assert spatial == (name not in ("HOEVEELHEDEN", "KROMME"))
        if spatial:
            assert result[name].crs() == QgsCoordinateReferenceSystem("EPSG:28992")


def test_every_building_is_connected_or_listed(town):
    result, found, log = town
    ids = sorted(row["pand_id"] for row in found["AANSLUITINGEN"] + found["NIET_AANGESLOTEN"])
    assert ids == sorted(row[1] for row in HOUSES)
    assert result["AANGESLOTEN"] == len(found["AANSLUITINGEN"]) == len(HOUSES)
    assert result["NIET_AANGESLOTEN_AANTAL"] == 0
    assert any("8 buildings = 8 connected + 0 listed" in line for line in log.lines), log.lines
    assert log.errors == []
    assert log.seen == sorted(log.seen)


def test_costs_add_up_and_say_their_price_level(town):
    result, found, log = town
    bill = sum(round(100 * row["kosten_eur"]) for row in found["HOEVEELHEDEN"])
    assert bill == round(100 * result["KOSTEN_EUR"])
    assert result["KOSTEN_LAAG_EUR"] < result["KOSTEN_EUR"] < result["KOSTEN_HOOG_EUR"]
    metres = sum(row["lengte_m"] for row in found["TRACE"])
    assert result["LENGTE_M"] == pytest.approx(metres)
    assert sum(row["hoeveelheid"] for row in found["HOEVEELHEDEN"] if row["eenheid"] == "m") == pytest.approx(metres)
    assert any("prijspeil 2023" in line for line in log.lines)
    assert any("businesscase" in line for line in log.lines)


def test_layout_is_the_shortest_tree_and_proved_so(town):
    """a, b, c and d hang on the street y = 0 or 100; all pipes in streets are the same DN 32 or so: length decides."""
    result, found, log = town
    assert 0 <= result["GAT_PROCENT"] < 5
    assert any("above the optimum" in line for line in log.lines)
    ids = {row["trace_id"] for row in found["TRACE"]}
    assert len(ids) == len(found["TRACE"])
    first = [row for row in found["TRACE"] if not row["voeding_id"]]
    assert len(first) == 1
    assert all(row["voeding_id"] in ids for row in found["TRACE"] if row["voeding_id"])
    assert first[0]["n_woningen"] == sum(row[2] for row in HOUSES) == result["WONINGEN"]
    for row in found["TRACE"]:
        assert row["reden_dn"]
        assert row["dn"]


def test_numbers_of_the_hydraulics(town):
    result, found, _ = town
    assert result["POMPDRUK_KPA"] > max(row["druk_kpa"] for row in found["AANSLUITINGEN"]) > 0
    assert result["VERMOGEN_KW"] > 0
    assert 0 < result["VERLIES_PROCENT"] < 100
    assert result["WARMTE_GJ"] == pytest.approx(30.0 * sum(row[2] for row in HOUSES))


def test_degrees_give_the_same_network(town):
    crs = "EPSG:4326"
    got = run(NETTYPE="mt", STRATEN=streets(crs), GEBOUWEN=buildings(crs=crs), BRON=source(crs))
    result, found, _ = town
    assert got["LENGTE_M"] == pytest.approx(result["LENGTE_M"], abs=0.1)
    assert got["KOSTEN_EUR"] == pytest.approx(result["KOSTEN_EUR"], rel=1e-4)
    box = got["TRACE"].extent()
    assert box.xMinimum() == pytest.approx(X - 5, abs=0.1)
    assert [row["dn"] for row in rows(got["TRACE"])] == [row["dn"] for row in found["TRACE"]]


def test_bronnet_and_mt_beside_each_other(town):
    got = run(NETTYPE="beide")
    found = rows(got["TRACE"])
    assert {row["nettype"] for row in found} == {"bronnet", "mt"}
    alone = {name[: -len("_MT")]: value for name, value in got.items() if name.endswith("_MT")}
    assert len(alone) == 10
    assert alone == {name: town[0][name] for name in alone}  # the same as when it is asked for by itself
    bron = [row for row in found if row["nettype"] == "bronnet"]
    assert got["LENGTE_M"] == pytest.approx(sum(row["lengte_m"] for row in bron))
    assert "PE" in bron[0]["dn"]
    assert len(rows(got["AANSLUITINGEN"])) == 2 * len(HOUSES)


def test_parameters_change_what_they_should(town):
    base_ = town[0]
    near = run(NETTYPE="mt", AANSLUITZOEK_M=3)
    listed = {row["pand_id"]: row["soort"] for row in rows(near["NIET_AANGESLOTEN"])}
    assert listed == dict.fromkeys("abdg", "te_ver")
    assert run(NETTYPE="mt", GELIJKTIJDIGHEID="geen")["VERMOGEN_KW"] > base_["VERMOGEN_KW"]
    wide = run(NETTYPE="mt", DELTA_T=15)
    assert max(row["debiet_ls"] for row in rows(wide["TRACE"])) == pytest.approx(
        2 * max(row["debiet_ls"] for row in town[1]["TRACE"]), rel=0.02
    )
    slow = run(NETTYPE="mt", PA_PER_M=10)
    assert slow["POMPDRUK_KPA"] < base_["POMPDRUK_KPA"]
    assert slow["KOSTEN_EUR"] > base_["KOSTEN_EUR"]
    assert run(NETTYPE="mt", MAX_SNELHEID=0, PA_PER_M=0, DELTA_T=0)["KOSTEN_EUR"] == base_["KOSTEN_EUR"]


def test_forbidden_building_and_required_field():
    chosen = [(*row[:-1], "verboden" if row[1] == "d" else "verplicht") for row in HOUSES]
    got = run(NETTYPE="mt", GEBOUWEN=buildings(chosen), VERPLICHT_VELD="keuze")
    listed = rows(got["NIET_AANGESLOTEN"])
    assert [(row["pand_id"], row["soort"]) for row in listed] == [("d", "verboden")]
    assert listed[0]["reden"]


def test_threshold_leaves_out_what_is_too_dear_and_makes_a_curve(town):
    limit = run(NETTYPE="mt", DREMPEL_EUR_WONING=20000)
    assert 0 < limit["NIET_AANGESLOTEN_AANTAL"] < len(HOUSES)
    assert {row["soort"] for row in rows(limit["NIET_AANGESLOTEN"])} == {"te_duur"}
    curve = rows(limit["KROMME"])
    assert [row["aansluitingen"] for row in curve] == sorted(row["aansluitingen"] for row in curve)
    assert limit["KOSTEN_EUR"] < town[0]["KOSTEN_EUR"]


def test_surface_makes_the_network_dearer_or_takes_it_round(town):
    square = f"POLYGON(({at(-50, -50)},{at(250, -50)},{at(250, 250)},{at(-50, 250)},{at(-50, -50)}))"
    dear = layer("Polygon", "factor:double klasse:string", [(square, 2.0, "asfalt")], name="verharding")
    got = run(NETTYPE="mt", BARRIERES=dear)
    assert got["KOSTEN_EUR"] > 1.5 * town[0]["KOSTEN_EUR"]
    also = run(NETTYPE="mt", BARRIERES_EXTRA=[dear])
    assert also["KOSTEN_EUR"] == got["KOSTEN_EUR"]
    twice = run(NETTYPE="mt", STRATEN=streets(), FACTOR_VELD="factor")
    assert twice["KOSTEN_EUR"] == town[0]["KOSTEN_EUR"]


def test_own_trace_as_existing_network_costs_nothing(tmp_path, town):
    first = run(NETTYPE="mt", TRACE=str(tmp_path / "net.gpkg"))
    second = run(NETTYPE="mt", BESTAAND=str(tmp_path / "net.gpkg"))
    assert {row["status"] for row in rows(second["TRACE"])} == {"bestaand"}
    assert sum(row["kosten_eur"] for row in rows(second["TRACE"])) == 0
    assert second["LENGTE_M"] == pytest.approx(first["LENGTE_M"], abs=0.01)
    assert [row["dn"] for row in rows(second["TRACE"])] == [row["dn"] for row in town[1]["TRACE"]]


def test_files_carry_style_titles_and_metadata(tmp_path):
    one = {name: f'ogr:dbname="{tmp_path}/net.gpkg" table="{name.lower()}" (geom)' for name in COLUMNS}
    run(NETTYPE="mt", DELTA_T=25, **one)
    got = {name: QgsVectorLayer(f"{tmp_path}/net.gpkg|layername={name.lower()}", name, "ogr") for name in COLUMNS}
    assert all(layer_.isValid() for layer_ in got.values())
    assert got["TRACE"].renderer().type() == "RuleRenderer"
    assert got["TRACE"].labelsEnabled()
    assert got["NIET_AANGESLOTEN"].renderer().type() == "RuleRenderer"
    assert got["TRACE"].attributeAlias(got["TRACE"].fields().lookupField("lengte_m")) == "Lengte van de sleuf [m]"
    metadata = got["TRACE"].metadata()
    history = "\n".join(metadata.history())
    assert "Parameter DELTA_T = 25" in history
    assert "Bron: straten: straten" in history
    assert "prijspeil" in metadata.abstract()
    assert metadata.crs() == QgsCoordinateReferenceSystem("EPSG:28992")
    assert "warmtenet" in metadata.keywords()["Trefwoorden"]
    assert "voorontwerp" in metadata.rights()[0]
    assert (
        QgsVectorLayer(f"{tmp_path}/net.gpkg|layername=hoeveelheden", "h", "ogr").metadata().title() == "Hoeveelheden"
    )


def test_drawing_holds_the_trace(tmp_path, town):
    ogr = pytest.importorskip("osgeo.ogr")
    file = tmp_path / "net.dxf"
    got = run(NETTYPE="mt", DXF=str(file))
    assert got["DXF"] == str(file)
    drawing = ogr.Open(str(file))
    lines = [
        (f["Layer"], f.GetGeometryRef().Length()) for f in drawing.GetLayer(0) if f.GetGeometryRef().GetDimension()
    ]
    assert len(lines) == len(town[1]["TRACE"])
    assert sum(length for _, length in lines) == pytest.approx(got["LENGTE_M"], abs=0.01)
    assert all(name.startswith("WARMTENET-") for name, _ in lines)
    assert {name.split("-")[1].lower() for name, _ in lines} == {row["rol"] for row in town[1]["TRACE"]}


def test_without_optional_outputs_the_trace_is_made():
    outputs = dict.fromkeys(COLUMNS, "") | {"TRACE": "TEMPORARY_OUTPUT"}
    got = run(NETTYPE="mt", **outputs)
    assert got["TRACE"].featureCount() > 0
    assert {name for name in COLUMNS if name in got} == {"TRACE"}


@pytest.mark.parametrize("moment", [1, 14, 30, 60, 84])
def test_cancelled_run_leaves_nothing(tmp_path, moment):
    log = made.Log(cancel_at=moment)
    inputs = {"STRATEN": streets(), "GEBOUWEN": buildings(), "BRON": source(), "NETTYPE": "mt"}
    files = {name: str(tmp_path / f"{name}.gpkg") for name in COLUMNS} | {"DXF": str(tmp_path / "net.dxf")}
    context = QgsProcessingContext()
    chosen = algorithm()
    good, text = chosen.checkParameterValues(inputs | files, context)
    assert good, text
    result, good = chosen.run(inputs | files, context, log)
    assert good
    assert result == {}
    assert list(tmp_path.iterdir()) == []


def test_run_that_fails_leaves_nothing(tmp_path):
    files = {name: str(tmp_path / f"{name}.gpkg") for name in COLUMNS} | {"DXF": str(tmp_path / "net.dxf")}
    nothing = [(None, *row[1:]) for row in HOUSES]
    with pytest.raises(QgsProcessingException):
        run(NETTYPE="mt", GEBOUWEN=buildings(nothing), **files)
    assert list(tmp_path.iterdir()) == []


def test_same_input_same_network_whatever_the_order_of_the_rows(town):
    _, found, _ = town
    again = run(NETTYPE="mt", GEBOUWEN=buildings(HOUSES[::-1]))
    for name in ("TRACE", "HOEVEELHEDEN"):
        assert rows(again[name]) == found[name]


def test_wageningen(shared_data):
    """Real streets (NWB) and buildings (BAG, polygons with Z) without a known demand: that is assumed, and said."""
    file = shared_data / "streets_buildings" / "wageningen_nwb_bag.gpkg"
    trace = f"{file}|layername=nwb_wegvakken_2020"
    box = QgsVectorLayer(trace, "x", "ogr").extent()
    place = QgsGeometry.fromPointXY(box.center()).asWkt()
    spot = layer("Point", "bron_id:string", [(place, "bron")], name="bron")
    log = made.Log()
    got = run(log, STRATEN=trace, GEBOUWEN=f"{file}|layername=bag_pand_2019", BRON=spot, NETTYPE="mt")
    assert got["AANGESLOTEN"] + got["NIET_AANGESLOTEN_AANTAL"] == 1000
    assert got["AANGESLOTEN"] > 300
    assert got["GAT_PROCENT"] < 5
    assert log.errors == []
