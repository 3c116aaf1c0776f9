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


def test_loaded_plugin_shows_menu_toolbar_and_provider(seen):
    loaded = seen["loaded"]
    assert loaded["active"]
    assert loaded["provider"]
    names = (
        *("bewonerskosten", "bodemlussen", "bodemrestricties", "businesscase", "co2", "debietmeting", "energiematch"),
        *(
            "haalbaarheid",
            "kansenkaart",
            "miniwarmtenetten",
            "onttrekkingen",
            "rapport",
            "rioolinlezen",
            "seizoensbalans",
        ),
        *("warmtekavels", "warmtenet", "warmtevraag", "webkaart", "wkogeschiktheid"),
    )
    assert loaded["actions"] == [f"RiothermieKansen_{name}" for name in names]
    assert len(loaded["menu"]) == len(names)
    assert loaded["toolbars"] == [["RiothermieKansen_kansenkaart"]]


def test_toolbar_button_opens_the_dialog(seen):
    assert len(seen["dialogs"]) == 1
    assert "ansenkaart" in seen["dialogs"][0]


def test_unloaded_plugin_leaves_nothing(seen):
    assert seen["unloads"]
    nothing = {"active": False, "provider": False, "menu": [], "actions": [], "toolbars": []}
    assert seen["unloaded"] == nothing


def test_plugin_loads_again(seen):
    assert seen["again"]
    assert seen["reloaded"] == seen["loaded"]
