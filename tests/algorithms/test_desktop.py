"""The plugin in the real QGIS desktop, on a virtual screen."""

import json
import os
import shutil
import signal
import subprocess

import pytest

START = """
. "$1/scripts/qgis-env.sh" && export QT_QPA_PLATFORM=xcb LIBGL_ALWAYS_SOFTWARE=1 && unset QGIS_CUSTOM_CONFIG_PATH &&
exec xvfb-run -a -s "-screen 0 1680x1050x24 +extension GLX" qgis --nologo --noversioncheck \
    --profiles-path "$RT_HOME/profile" --profile default --code "$1/tests/algorithms/desktop.py"
"""


@pytest.fixture(scope="module")
def seen(root, tmp_path_factory):
    """Return what the desktop showed."""
    for program in ("qgis", "xvfb-run"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    folder = tmp_path_factory.mktemp("desktop")
    out = folder / "seen.json"
    env = os.environ | {"RT_HOME": str(folder), "RT_LOCALE": "nl", "RIOTHERMIE_DESKTOP": str(out)}
    env["RIOTHERMIE_TESTS"] = str(root / "tests" / "algorithms")
    command = ["bash", "-c", START, "desktop", str(root)]
    log = folder / "log.txt"
    with log.open("w") as file:
        qgis = subprocess.Popen(
            command, env=env, stdin=subprocess.DEVNULL, stdout=file, stderr=file, start_new_session=True
        )
        try:
            qgis.wait(timeout=120)
        except subprocess.TimeoutExpired:
            os.killpg(qgis.pid, signal.SIGTERM)  # QGIS and the virtual screen
            qgis.wait()
    assert out.exists(), log.read_text()[-3000:]
    result = json.loads(out.read_text())
    assert "error" not in result, result["error"]
    return result


NAMES = (
    *("bewonerskosten", "bodemlussen", "bodemrestricties", "bronpunten", "businesscase", "co2", "debietmeting"),
    *("energiematch", "haalbaarheid", "kansenkaart", "miniwarmtenetten", "onttrekkingen", "pdokophalen", "rapport"),
    *("rioolinlezen", "seizoensbalans", "warmtekavels", "warmtenet", "warmtevraag", "webkaart", "wkogeschiktheid"),
)
COMMANDS = ("handleiding", "kentallen", "leidingvolgen", "modellen", "paneel", "stijlen")
TOOLBAR = ("paneel", "haalbaarheid", "kansenkaart", "rapport", "webkaart", "leidingvolgen", "kentallen")


def test_loaded_plugin_shows_panel_menu_toolbar_and_provider(seen):
    loaded = seen["loaded"]
    assert loaded["active"]
    assert loaded["provider"]
    assert loaded["docks"] == ["RiothermiePaneel"]
    assert loaded["actions"] == sorted(f"RiothermieKansen_{name}" for name in (*NAMES, *COMMANDS))
    assert loaded["toolbars"] == [[f"RiothermieKansen_{name}" for name in TOOLBAR if name in (*NAMES, *COMMANDS)]]
    assert loaded["help"] == ["Handleiding"]


def test_menu_has_groups_as_in_the_toolbox(seen):
    menu = seen["loaded"]["menu"]
    groups = [title for title, items in menu.items() if items]
    wanted = ("Gegevens", "Riool", "Warmtevraag", "Warmtenet", "Bodem", "Economie", "Hele studie en rapporten")
    assert groups == [title for title in wanted if title in groups]
    assert sum(map(len, menu.values())) == len(NAMES)
    assert menu["Riool"][0] == "Kansenkaart riothermie…"
    assert [title for title, items in menu.items() if not items] == [
        "Paneel Riothermie",
        "Leiding volgen",
        "Kentallen…",
        "Symbolen voor de stijlbeheerder…",
        "Voorbeeldmodellen…",
        "Handleiding",
    ]


def test_toolbar_button_opens_the_dialog(seen):
    assert len(seen["dialogs"]) == 1
    assert "ansenkaart" in seen["dialogs"][0]
    assert seen["closed"] == 0


def test_panel_of_an_empty_project_says_what_is_needed(seen):
    empty = seen["empty"]
    assert empty["visible"]
    assert empty["progress"] == "0 van 7 stappen klaar."
    assert empty["words"][1] == empty["words"][4] == "wacht"
    assert "rioolleidingen" in empty["facts"][1]
    assert empty["names"][1] == "2. Riool en kansenkaart: wacht"
    assert len(empty["open"]) == 1
    assert all(empty["tips"])
    assert not empty["dirty"]
    assert 200 < empty["width"] < 400


def test_panel_sees_a_layer_that_is_added(seen):
    added = seen["added"]
    assert added["words"][1] == "kan nu"
    assert added["words"][4] == "wacht"
    assert 2 in added["open"] or 1 in added["open"]


def test_panel_opens_the_dialog_filled_in_and_shows_the_results(seen):
    assert seen["run"]["pipes"] == "ons riool"
    assert seen["twice"] == 1
    ran = seen["ran"]
    assert ran["words"][1] == "klaar"
    assert ran["progress"] == "1 van 7 stappen klaar."
    assert "leidingen\xa03" in ran["results"][1]
    assert 2 in ran["open"]


def test_panel_remembers_what_was_filled_in(seen):
    assert seen["remembered"] == 3.0


def test_panel_follows_the_project(seen):
    assert "hun riool" in seen["renamed"]["facts"][0]
    assert seen["cleared"]["words"] == seen["empty"]["words"]
    assert seen["cleared"]["results"] == seen["empty"]["results"]


def test_toolbar_opens_the_editor_and_takes_the_map_tool(seen):
    assert seen["open"]["windows"] == ["RiothermieKentallen", "RiothermieLeiding"]
    assert seen["open"]["tool"] == "PipeTool"


def test_unloaded_plugin_leaves_nothing(seen):
    assert seen["unloads"]
    unloaded = seen["unloaded"]
    assert unloaded.pop("menus") < seen["loaded"]["menus"]
    assert unloaded.pop("tool") != "PipeTool"
    nothing = {"active": False, "provider": False, "menu": {}, "docks": [], "help": [], "actions": [], "toolbars": []}
    assert unloaded == nothing | {"windows": []}


def test_plugin_loads_again(seen):
    assert seen["again"]
    apart = ("menus", "tool")
    assert {key: value for key, value in seen["reloaded"].items() if key not in apart} == {
        key: value for key, value in seen["loaded"].items() if key not in apart
    }
