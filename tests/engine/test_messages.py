"""Sentences of the engine: in both languages, with the same placeholders, and there when the code asks for them."""

import ast
import string
import tomllib
from pathlib import Path

import pytest

from riothermie_kansen import messages
from riothermie_kansen.errors import CancelledError, KentalError

FILES = sorted(Path(messages.__file__).parent.glob("*.toml"))
ENGINE = Path(messages.__file__).parents[1]
ERRORS = ("InputError", "FieldError", "KentalError", "RiothermieError")
SEVERITIES = ("info", "waarschuwing", "fout")


def placeholders(text: str) -> set[str]:
    """Return the names between braces; raises on a brace that is not closed."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def engine_calls():
    """Yield (place, function or class name, call) for each call in the engine."""
    for path in sorted(ENGINE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                yield f"{path.relative_to(ENGINE)}:{node.lineno}", name, node


def literal(node, position):
    """Return the text that stands at a position among the arguments of a call, or None."""
    if len(node.args) > position and isinstance(node.args[position], ast.Constant):
        value = node.args[position].value
        return value if isinstance(value, str) else None
    return None


def asked_for():
    """Yield (place, key, names of the values, names complete) for each sentence that the engine asks for literally."""
    for place, name, node in engine_calls():
        names = {keyword.arg for keyword in node.keywords if keyword.arg}
        complete = all(keyword.arg for keyword in node.keywords)
        if name in ERRORS and literal(node, 0):
            yield place, literal(node, 0), names, complete
        elif name == "add" and literal(node, 0) and literal(node, 1) in SEVERITIES:
            yield place, f"melding_{literal(node, 0)}", names - {"points"} | {"object_id"}, complete
        elif name == "message" and literal(node, 0):
            yield place, literal(node, 0), names, complete


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_sentence_stands_in_both_languages(path):
    for key, table in tomllib.loads(path.read_text(encoding="utf-8")).items():
        assert set(table) == {"en", "nl"}, key
        for text in table.values():
            assert text == text.strip(), key
            assert text, key
            assert "\n" not in text, key
        assert placeholders(table["en"]) == placeholders(table["nl"]), key
        assert "" not in placeholders(table["en"]), f"{key}: a placeholder needs a name"


def test_keys_are_unique_over_files():
    keys = [key for path in FILES for key in tomllib.loads(path.read_text(encoding="utf-8"))]
    assert len(keys) == len(set(keys))
    assert tuple(sorted(keys)) == messages.keys()


def test_each_sentence_asked_for_exists_and_gets_its_values():
    wrong = []
    known = set(messages.keys())
    for place, key, names, complete in asked_for():
        if key not in known:
            wrong.append(f"{place}: no sentence {key}")
            continue
        needed = placeholders(messages.template(key))
        if complete and not needed <= names:
            wrong.append(f"{place}: {key} lacks {', '.join(sorted(needed - names))}")
    assert wrong == []


def test_this_search_finds_the_engine_s_own_calls():
    assert {"kental_table", "schema_id"} <= {key for _, key, _, _ in asked_for()}


def test_error_speaks_both_languages():
    error = KentalError("kental_table", source="a.toml", kental="dwa.verloop", n=24)
    assert str(error) == "a.toml: the kental dwa.verloop must be a list of 24 numbers."
    assert error.text("nl") == "a.toml: het kental dwa.verloop moet een lijst van 24 getallen zijn."
    assert error.text("fr") == error.text("en")
    assert CancelledError().text("nl") == "Geannuleerd."


@pytest.mark.parametrize(
    ("n", "words"),
    [(1, "1 maand kan"), ("1", "1 maand kan"), (2, "2 maanden kan"), (0, "0 maanden kan"), ("1,5", "1,5 maanden kan")],
)
def test_one_and_more(n, words):
    assert words in messages.message("season_cooling_limited", "nl", n=n, lowest="1,5", minimum=5.0)


def test_numbers_are_written_as_the_language_does():
    values = {"n": 2, "lowest": 1.25, "minimum": 5.0}
    assert "tot 1,25 K: het moet boven 5 °C" in messages.message("season_cooling_limited", "nl", **values)
    assert "down to 1.25 K: it must stay above 5 °C" in messages.message("season_cooling_limited", "en", **values)
    assert "a.b" in messages.message("season_report_dwellings_remark", "nl", heat="a.b")
