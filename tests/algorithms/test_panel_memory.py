"""The panel: totals of results, what it remembers, what dialogs open with."""

import json

import pytest
from qgis.core import (
    NULL,
    QgsApplication,
    QgsCoordinateTransformContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsProperty,
    QgsSettings,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from riothermie_plugin.algorithms import environment
from riothermie_plugin.panel import desktop, finding, models, prefill, results, settings, tables
from riothermie_plugin.panel.card import COLOURS, Card, TaskButton, sign
from riothermie_plugin.panel.commands import Command
from riothermie_plugin.panel.launch import Launcher
from riothermie_plugin.panel.state import Layer, Made, Snapshot, State, judge
from riothermie_plugin.panel.steps import steps
from riothermie_plugin.riothermie_kansen.roles import ROLES

from tests.algorithms import made

SQUARE = "POLYGON((0 0,1 0,1 1,0 0))"
DEMAND = (
    "pand_id:string rv_gj:double tap_gj:double warmte_gj:double warmte_voor_gj:double label_bron:string woningen:int"
)


@pytest.fixture(autouse=True)
def project():
    """Return the open project, empty before and after; the user has no settings."""
    QgsSettings().remove(settings.SCOPE)
    QgsProject.instance().clear()
    yield QgsProject.instance()
    QgsProject.instance().clear()
    QgsSettings().remove(settings.SCOPE)


def totals(layer, role):
    """Return the lines without the ties between a number and its unit."""
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in results.totals(layer, role)]


def algorithm(name):
    return QgsApplication.processingRegistry().createAlgorithmById(f"riothermie:{name}")


def demand(name="vraag"):
    rows = [(SQUARE, "a", 30.0, 10.0, 40.0, 40.0, "", 1), (SQUARE, "b", NULL, NULL, 1234.0, 0.0, "", 20)]
    return made.layer("Polygon", DEMAND, rows, name)


def test_totals_are_sums_counts_and_highest_values(monkeypatch):
    monkeypatch.setattr(environment, "language", lambda: "nl")
    assert totals(demand(), "gebouwen") == ["buildings 2 · homes 21 · heat demand 1.274 GJ a year"]
    monkeypatch.setattr(environment, "language", lambda: "en")
    assert totals(demand(), "gebouwen") == ["buildings 2 · homes 21 · heat demand 1,274 GJ a year"]


def test_totals_of_pipes_take_the_highest_not_the_sum():
    fields = "leiding_id:string kans:string vermogen_gebouw_kw:double woningen_wko:int"
    rows = [("LINESTRING(0 0,1 0)", "a", "kansrijk", 50.0, 10), ("LINESTRING(1 0,2 0)", "b", "geen", 60.0, 12)]
    (line,) = totals(made.layer("LineString", fields, rows), "kansenkaart")
    assert line == "pipes 2 · promising (kansrijk) 1 · most power 60 kW · most homes with storage (WKO) 12"


def test_totals_of_networks_are_apart():
    fields = "nettype:string kosten_eur:double"
    rows = [(None, "mt", 2_000_000.0), (None, "bronnet", 1_000_000.0), (None, "mt", 500_000.0)]
    lines = totals(made.layer("None", fields, rows), "hoeveelheden")
    assert lines == ["bronnet: estimated costs 1.00 mln EUR", "mt: estimated costs 2.50 mln EUR"]


def test_a_variant_with_quotes_in_its_name_is_counted():
    rows = [(None, "a \"b\" 'c'", 1, -1_234_567.0), (None, "a \"b\" 'c'", 0, 5.0)]
    lines = totals(made.layer("None", "variant:string gekozen:int ncw_eur:double", rows), "scenarios")
    assert lines == ["a \"b\" 'c': estimated net present value −1.23 mln EUR"]


def test_totals_leave_out_what_is_not_there():
    assert totals(made.layer("None", "x:int", [(None, 1)]), "gebouwen") == ["buildings 1"]
    assert totals(made.layer("None", "x:int", []), "gebouwen") == ["buildings 0"]
    assert totals(made.layer("None", "variant:string", []), "scenarios") == []
    assert totals(made.layer("None", "x:int", [(None, 1), (None, 2)]), "betwist") == ["rows 2"]


def test_every_role_has_figures():
    assert [role.key for role in ROLES if not results.figures(role.key)[0]] == []


def test_settings_are_kept_in_the_file_of_the_project(project, tmp_path):
    settings.set_project_value(settings.PLACE, "Ede & omstreken")
    settings.remember("kansenkaart", {"COP": 3.5, "LEIDINGEN": "layer:x"})
    assert project.isDirty()
    file = str(tmp_path / "p.qgz")
    assert project.write(file)
    project.clear()
    assert settings.project_value(settings.PLACE) == ""
    assert settings.remembered("kansenkaart") == {}
    assert project.read(file)
    assert settings.project_value(settings.PLACE) == "Ede & omstreken"
    assert settings.remembered("kansenkaart") == {"COP": 3.5, "LEIDINGEN": "layer:x"}
    assert not project.isDirty()


def test_a_new_project_takes_the_organisation_but_no_key_figures(project):
    settings.set_project_value(settings.ORGANISATION, "Gemeente Ede")
    settings.set_kentallen_file("/x/eigen.toml")
    project.clear()
    assert settings.project_value(settings.ORGANISATION) == "Gemeente Ede"
    assert settings.kentallen_file() == ""
    assert not project.isDirty()


def test_what_another_hand_wrote_is_passed_over(project):
    for text in ("{", "[1]", "3", "null"):
        project.writeEntry(settings.SCOPE, "invoer/kansenkaart", text)
        assert settings.remembered("kansenkaart") == {}
    project.writeEntry(settings.SCOPE, "bestanden/rapport", json.dumps({"HTML": 3, "PDF": "/a.pdf"}))
    assert settings.files("rapport") == {"PDF": "/a.pdf"}


def test_the_same_again_does_not_change_the_project(project):
    settings.remember("co2", {"A": 1})
    project.setDirty(False)
    settings.remember("co2", {"A": 1})
    settings.set_project_value(settings.PLACE, "")
    assert not project.isDirty()


def test_forgetting_leaves_the_settings(project):
    settings.set_project_value(settings.PLACE, "Ede")
    settings.remember("co2", {"A": 1})
    settings.remember_files("rapport", {"HTML": "/a.html"})
    settings.forget()
    assert (settings.remembered("co2"), settings.files("rapport")) == ({}, {})
    assert settings.project_value(settings.PLACE) == "Ede"


def test_a_dialog_opens_with_what_was_filled_in_last_time(project):
    layer = demand()
    project.addMapLayer(layer)
    ran = algorithm("warmtenet")
    given = {
        "NETTYPE": "mt",
        "GEBOUWEN": QgsProcessingFeatureSourceDefinition(layer.id(), True),
        "STRATEN": "/data/straten.gpkg",
        "BARRIERES_EXTRA": [layer],
        "BRON": None,
        "KENTALLEN": "",
        "VERBODEN": QgsProperty.fromExpression("1 + 1"),
        "TRACE": "TEMPORARY_OUTPUT",
    }
    settings.remember("warmtenet", prefill.to_remember(ran, given))
    assert set(settings.remembered("warmtenet")) == {"NETTYPE", "STRATEN", "BARRIERES_EXTRA"}
    opened = prefill.prefill(algorithm("warmtenet"))
    assert opened == {
        "NETTYPE": "mt",
        "STRATEN": "/data/straten.gpkg",
        "BARRIERES_EXTRA": [layer.id()],
        "GEBOUWEN": layer.id(),
    }
    project.removeMapLayer(layer.id())
    assert prefill.prefill(algorithm("warmtenet")) == {"NETTYPE": "mt", "STRATEN": "/data/straten.gpkg"}


def test_what_the_dialog_proposes_itself_is_not_remembered(project):
    layer = made.pipes()
    project.addMapLayer(layer)
    ran = algorithm("kansenkaart")
    given = {item.name(): item.defaultValue() for item in ran.parameterDefinitions()}
    assert given["LEIDINGEN"] == layer.id()
    assert prefill.to_remember(ran, given) == {}


def test_an_input_that_is_gone_in_a_newer_version_is_passed_over():
    settings.remember("co2", {"VERDWENEN": 1})
    assert prefill.prefill(algorithm("co2")) == {}


def test_settings_of_the_project_fill_in_dialogs():
    settings.set_project_value(settings.NETWORK, "bronnet")
    settings.set_project_value(settings.PLACE, "Ede")
    settings.set_kentallen_file("/x/eigen.toml")
    net = prefill.prefill(algorithm("warmtenet"))
    assert net == {"NETTYPE": "bronnet", "KENTALLEN": "/x/eigen.toml"}
    report = prefill.prefill(algorithm("rapport"))
    assert report["PLAATS"] == "Ede"
    assert prefill.prefill(algorithm("pdokophalen"))["GEMEENTE"] == "Ede"


def test_a_password_is_not_kept_in_the_project():
    table = "postgres://dbname='x' host=h user='a' password='geheim' table=\"public\".\"straten\" (geom)"
    ran = algorithm("warmtenet")
    assert prefill.to_remember(ran, {"STRATEN": table, "GEBOUWEN": "/map/gebouwen.gpkg"}) == {
        "GEBOUWEN": "/map/gebouwen.gpkg"
    }
    assert prefill.to_remember(ran, {"STRATEN": [table]}) == {}


def test_a_setting_that_is_no_choice_of_an_input_is_left_out():
    settings.set_project_value(settings.NETWORK, "stoom")
    assert prefill.prefill(algorithm("warmtenet")) == {}


def test_report_and_web_map_take_all_results(project):
    table = made.layer("None", "variant:string jaar:int investering_eur:double vastrecht_eur:double", [], "kas")
    layers = [demand("b"), demand("a"), made.pipes(), table]
    project.addMapLayers(layers)
    settings.remember("rapport", {"LAGEN": ["weg"]})
    places = [layers[1].id(), layers[0].id()]
    assert prefill.prefill(algorithm("rapport"))["LAGEN"] == [*places, table.id()]
    assert prefill.prefill(algorithm("webkaart"))["LAGEN"] == places  # a table has no place on a map


def test_maps_of_restrictions_are_filled_in_by_the_table_they_were_fetched_in(project, tmp_path):
    """One file with the tables of `pdokophalen`; the layers bear other names in the project."""
    file = str(tmp_path / "gegevens.gpkg")
    layers = {}
    for number, table in enumerate(("wko_verbodsgebied", "natura2000", "wko_natuur", "zomaar")):
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.layerName = table
        options.actionOnExistingFile = (
            QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
            if number
            else QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteFile
        )
        source = made.layer("Polygon", "id:int", [(SQUARE, 1)])
        QgsVectorFileWriter.writeAsVectorFormatV3(source, file, QgsCoordinateTransformContext(), options)
        layers[table] = QgsVectorLayer(f"{file}|layername={table}", f"kaart {number}", "ogr")
        project.addMapLayer(layers[table])
    wanted = {
        "VERBOD": [layers["wko_verbodsgebied"].id()],
        "NATUUR": [layers["natura2000"].id(), layers["wko_natuur"].id()],
    }
    assert prefill.prefill(algorithm("bodemrestricties")) == wanted
    whole = prefill.prefill(algorithm("haalbaarheid"))
    assert {name: whole[name] for name in wanted} == wanted


def test_no_installation_is_filled_in_as_a_prohibition():
    """The trap of the WKO-tool: its layers of installations say where something is, not what is forbidden."""
    forbidden = {table for table, pairs in tables.suits().items() if ("bodemrestricties", "VERBOD") in pairs}
    assert forbidden == {"wko_verbodsgebied"}


def test_files_that_a_run_made_are_found(tmp_path):
    page = tmp_path / "a.html"
    page.write_text("")
    made_by_run = {"RAPPORT": str(page), "WERKBOEK": str(tmp_path / "weg.xlsx"), "GEBOUWEN_UIT": str(page)}
    assert prefill.made_files(algorithm("co2"), made_by_run) == {"RAPPORT": str(page)}


def test_example_models_are_copied_and_those_of_the_user_stay(tmp_path, monkeypatch):
    source, target = tmp_path / "bron", tmp_path / "doel"
    (source / "models").mkdir(parents=True)
    for name in "ab":
        (source / "models" / f"{name}.model3").write_text(name)
    target.mkdir()
    (target / "a.model3").write_text("van mij")
    monkeypatch.setattr(models, "RESOURCES", source)
    assert models.copy(target) == (["b"], ["a"])
    assert (target / "a.model3").read_text() == "van mij"
    assert (target / "b.model3").read_text() == "b"
    assert models.copy(target) == ([], ["a", "b"])


def card(outputs=(), lines=None, files=None):
    found = Card(3)
    found.resize(300, 400)
    names = frozenset({"warmtevraag"})
    (shown,) = [item for item in judge(steps(), Snapshot(names, {}, outputs)) if item.step.key == "warmtevraag"]
    found.show_state(shown, lines or {}, files or {})
    return found


def test_a_card_says_its_state_in_words_for_who_cannot_see_it(qgis_app):
    waiting = card()
    assert waiting.head.accessibleName() == "3. Heat demand: needs"
    assert waiting.buttons["warmtevraag"].accessibleName() == "Reckon the heat demand: needs"
    assert "buildings or addresses" in waiting.buttons["warmtevraag"].accessibleDescription()
    done = card((Made(Layer("x", "vraag"), "gebouwen", "Warmtevraag", "warmtevraag"),))
    assert done.head.accessibleName() == "3. Heat demand: done"


def test_a_card_shows_names_of_layers_and_files_as_text(qgis_app):
    hostile = '<b onclick="x">&_"'
    outputs = (Made(Layer('id"<', hostile), "gebouwen", "Warmtevraag", "warmtevraag"),)
    files = {"warmtevraag": {"RAPPORT": "/a/<i>.html"}}
    text = card(outputs, {'id"<': ["<script>"]}, files).made.text()
    for piece in ("<b onclick", "<script>", "<i>"):
        assert piece not in text
    assert "&lt;script&gt;" in text
    assert 'href="layer:id&quot;&lt;"' in text


def test_buttons_stay_when_the_state_changes(qgis_app):
    """A button that is made again loses the focus of the keyboard."""
    found = card()
    button = found.buttons["warmtevraag"]
    outputs = (Made(Layer("x", "vraag"), "gebouwen", "Warmtevraag", "warmtevraag"),)
    (shown,) = [
        item
        for item in judge(steps(), Snapshot(frozenset({"warmtevraag"}), {}, outputs))
        if item.step.key == "warmtevraag"
    ]
    found.show_state(shown, {}, {})
    assert found.buttons["warmtevraag"] is button


def test_a_button_in_a_narrow_panel_ends_in_dots(qgis_app):
    button = TaskButton(None)
    button.resize(600, 30)
    button.show_text("Vraag en aanbod per warmtekavel")
    assert button.text() == "Vraag en aanbod per warmtekavel"
    button.resize(120, 30)
    button._fit()
    assert button.text().endswith("…")
    assert button.minimumSizeHint().width() <= 120 or button.sizePolicy().horizontalPolicy().name == "Ignored"


def test_signs_of_states_differ(qgis_app):
    pictures = [sign(state, 16).toImage() for state in State]
    assert all(first != second for i, first in enumerate(pictures) for second in pictures[i + 1 :])


def test_signs_can_be_told_from_their_background():
    """A white sign in a circle: a contrast of 3 is what WCAG 2.1 asks of a picture that means something."""

    def luminance(colour):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))

    contrasts = {state: 1.05 / (luminance(colour) + 0.05) for state, colour in COLOURS.items()}
    assert {state for state, contrast in contrasts.items() if contrast < 3} == set()


def test_outputs_found_are_those_in_the_card(project):
    project.addMapLayer(demand())
    (found,) = finding.outputs()
    assert (found.role, found.layer.name) == ("gebouwen", "vraag")


def test_a_command_of_its_own_can_be_on_or_off_and_cleans_up(qgis_iface, provider, monkeypatch):
    """What a map tool needs: an entry in the list, and a place for what it has to undo."""
    said = []

    def use(around, on):
        said.append(on)
        around.undo.append(lambda: said.append("undone"))

    entry = Command("prikker", "Pick", "Pick a pipe", use, checkable=True)
    absent = Command("bestaat_niet", "Nothing", "An algorithm that is absent")
    monkeypatch.setattr(desktop, "commands", lambda: (entry, absent))
    made_desktop = desktop.Desktop(qgis_iface, provider)
    try:
        assert [action.objectName() for action in made_desktop.toolbar.actions()] == [
            "RiothermieKansen_paneel",
            "RiothermieKansen_prikker",
        ]
        made_desktop.around.actions["prikker"].trigger()
        made_desktop.around.actions["prikker"].trigger()
        assert said == [True, False]
    finally:
        made_desktop.remove()
    assert said == [True, False, "undone", "undone"]


def test_an_algorithm_that_is_absent_opens_nothing(qgis_iface):
    assert Launcher(qgis_iface).open("bestaat_niet") is None
