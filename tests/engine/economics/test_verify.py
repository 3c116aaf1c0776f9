"""Recomputed reports: judgements, causes that are shown, formulas that give the value they stand beside."""

import ast
import dataclasses
import math
import operator
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen import kentallen
from riothermie_kansen.economics.figures.study import AFRONDING, FOUT, GELIJK, NIET, VERKLAARD, Printed
from riothermie_kansen.economics.verify.bench import Bench, Outcome
from riothermie_kansen.economics.verify.columns import ONVERKLAARD, OVERGENOMEN, UITKOMSTEN, VERIFY_COLUMNS
from riothermie_kansen.economics.verify.judge import judgement, last_digit
from riothermie_kansen.economics.verify.run import STUDIES, shipped, table, verify
from riothermie_kansen.economics.verify.words import figure, named_total, percent, product, total
from riothermie_kansen.errors import CancelledError, InputError
from riothermie_kansen.schema import names

K = kentallen.load()
STUDY = {name: shipped(name, kentallen=K) for name in STUDIES}
FOUND = {name: verify(study) for name, study in STUDY.items()}
ROWS = table(list(FOUND.values()))


def printed(value, tolerance=None, verdict=""):
    return Printed("x", "een getal", value, tolerantie=tolerance, oordeel=verdict)


@pytest.mark.parametrize(("value", "tolerance", "verdict", "ours", "copied", "expected"), [
    (364000.0, 1000.0, "", 364000.4, None, GELIJK),
    (364000.0, 1000.0, "", 363317.5, None, AFRONDING),
    (25.7, 0.06, "", 25.74, None, GELIJK),
    (25.7, 0.06, "", 25.755, None, AFRONDING),
    (0.17, 0.005, "", 0.1735, None, GELIJK),
    (224884.0, 1.0, FOUT, 194269.0, 224884.0, FOUT),
    (224884.0, 1.0, FOUT, 194269.0, 220000.0, ONVERKLAARD),  # the cause that is claimed does not give the figure
    (100.0, 1.0, VERKLAARD, 150.0, None, VERKLAARD),
    (100.0, 1.0, "", 150.0, None, ONVERKLAARD),
    (100.0, 1.0, AFRONDING, 150.0, None, ONVERKLAARD),  # said to be rounding, but it is not
    (100.0, 1.0, NIET, 100.0, None, NIET),
])  # fmt: skip
def test_judgement(value, tolerance, verdict, ours, copied, expected):
    assert judgement(printed(value, tolerance, verdict), Outcome(ours), copied and Outcome(copied)) == expected


def test_judgement_of_words_and_input():
    assert judgement(printed("positief"), Outcome("positief"), None) == GELIJK
    assert judgement(printed("positief"), Outcome("negatief"), None) == ONVERKLAARD
    assert judgement(printed(40.0), Outcome(40.0, invoer=True), None) == OVERGENOMEN
    assert judgement(printed(40.0), Outcome(41.0, invoer=True), None) == ONVERKLAARD
    assert judgement(printed(40.0), Outcome(math.nan), None) == ONVERKLAARD


@pytest.mark.parametrize(("value", "expected"), [(364000.0, 1.0), (25.7, 0.1), (1032.85, 0.01), (1e-9, 1e-9)])
def test_last_digit(value, expected):
    assert last_digit(value) == pytest.approx(expected)


@given(st.floats(1, 1e6), st.floats(0, 100), st.floats(-200, 200))
def test_a_wider_tolerance_never_makes_a_figure_worse(value, tolerance, apart):
    order = [GELIJK, AFRONDING, ONVERKLAARD]
    narrow, wide = (
        judgement(printed(value, width), Outcome(value + apart), None) for width in (tolerance, 2 * tolerance)
    )
    assert order.index(wide) <= order.index(narrow)


def test_nothing_is_unexplained_and_all_is_counted():
    for name, found in FOUND.items():
        assert found.counts[ONVERKLAARD] == 0
        assert sum(found.counts.values()) == len(found.rows) == len(STUDY[name].afgedrukt)
        assert tuple(found.counts) == UITKOMSTEN
    assert list(ROWS.columns) == list(names(VERIFY_COLUMNS))
    assert ROWS["id"].is_unique
    # enough of it: a study that shrinks is noticed
    assert len(ROWS) > 300
    assert (ROWS["oordeel"].isin([GELIJK, AFRONDING])).sum() > 110


def test_every_difference_has_a_cause():
    told = ROWS[~ROWS["oordeel"].isin([GELIJK, AFRONDING, OVERGENOMEN])]
    assert (told["oorzaak"] != "").all()
    assert (ROWS.loc[ROWS["oordeel"] == OVERGENOMEN, "verschil"].abs() <= 0.5).all()


def test_source_with_its_own_assumption_gives_the_printed_figure():
    shown = ROWS[ROWS["nagebootst"].notna()]
    assert len(shown) > 50
    room = np.maximum(shown["tolerantie"].fillna(0.0), 0.5) + 1e-9
    open_ones = shown["oordeel"] == NIET
    assert ((shown["nagebootst"] - shown["afgedrukt"]).abs() <= room)[~open_ones].all()


# a formula on the page, read as a calculator would
NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?")
OPERATIONS = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.Pow: operator.pow, ast.USub: operator.neg,
}  # fmt: skip


def calculated(formula):
    """Return what a formula comes to; None when it is told in words."""
    text = re.sub(r"30 jaar|CO2|[A-Za-z][A-Za-z.\-]*", "", formula)
    text = NUMBER.sub(lambda m: m.group().replace(".", "").replace(",", "."), text)
    text = re.sub(r"([\d.]+) %", r"(\1/100)", text)
    text = text.replace("×", "*").replace("−", "-").replace("^", "**")
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except SyntaxError:
        return None
    if any(isinstance(node, ast.Name) for node in ast.walk(tree)):
        return None

    def value(node):
        if isinstance(node, ast.Constant):
            return float(node.value)
        if isinstance(node, ast.UnaryOp):
            return OPERATIONS[type(node.op)](value(node.operand))
        return OPERATIONS[type(node.op)](value(node.left), value(node.right))

    return value(tree)


def test_formulas_give_the_values_beside_them():
    """The reader's own check: the numbers in a formula, worked out, are the value on the line."""
    checked = 0
    for row in ROWS.to_dict("records"):
        if row["oordeel"] == OVERGENOMEN or math.isnan(row["waarde"]) or not row["formule"]:
            continue
        found = calculated(row["formule"])
        if found is None:
            continue
        if row["id"] in TONNES:
            found /= 1000.0 if "/ 1.000" not in row["formule"] else 1.0
        checked += 1
        assert found == pytest.approx(row["waarde"], rel=2e-3, abs=1.0 if abs(row["waarde"]) > 1000 else 6e-3), row[
            "id"
        ]
    assert checked > 150


TONNES = ()


def test_verifying_twice_gives_the_same():
    again = verify(STUDY["Leusden"])
    assert again.rows.equals(FOUND["Leusden"].rows)
    assert again.findings == FOUND["Leusden"].findings


def changed(study, ident, **values):
    figures = tuple(dataclasses.replace(one, **values) if one.id == ident else one for one in study.afgedrukt)
    return dataclasses.replace(study, afgedrukt=figures)


def test_another_printed_figure_is_noticed():
    study = changed(STUDY["Putten"], "P-CF-10", waarde=1073818.0)
    rows = verify(study).rows.set_index("id")
    assert rows.loc["P-CF-10", "oordeel"] == ONVERKLAARD
    assert rows.loc["P-CF-10", "verschil"] == pytest.approx(-100.0, abs=2.0)


def test_a_wrong_input_is_noticed():
    study = STUDY["Putten"]
    wrong = dataclasses.replace(study, kentallen=study.kentallen.replace({"financieel.inflatie": 0.03}))
    assert verify(wrong).counts[ONVERKLAARD] > 5


@pytest.mark.parametrize(("values", "key"), [
    ({"grootheid": "investering_euro"}, "verify_grootheid"),
    ({"variant": "Variant X"}, "verify_variant"),
    ({"grootheid": "post_eur", "grootheid_index": {"post": "zeppelin"}}, "verify_post"),
    ({"grootheid": "post_eur", "grootheid_index": {}}, "verify_index"),
    ({"grootheid": "opslag_eur", "grootheid_index": {"opslag": "btw"}}, "verify_post"),
    ({"grootheid": "kental", "grootheid_index": {"sleutel": "a.b"}}, "verify_index"),
    ({"grootheid": "co2_besparing_t", "grootheid_index": {"referentie": "X-1"}}, "verify_getal"),
])  # fmt: skip
def test_figure_that_asks_for_what_is_not_there(values, key):
    with pytest.raises(InputError) as raised:
        verify(changed(STUDY["Putten"], "P-CF-02", **values))
    assert raised.value.key == key
    assert "{" not in raised.value.text("nl")


def test_unknown_study():
    with pytest.raises(InputError, match="Putten, Leusden"):
        shipped("Almelo", kentallen=K)


def test_cancelling():
    with pytest.raises(CancelledError):
        verify(STUDY["Leusden"], cancelled=lambda: True)


def test_progress_rises_to_the_end():
    seen = []
    verify(STUDY["Putten"], progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 100.0


def test_findings_are_told_with_figures():
    for found in FOUND.values():
        ids = set(found.rows["id"])
        assert {one.gewicht for one in found.findings} == {"groot", "klein"}
        for one in found.findings:
            assert "{" not in one.tekst + one.gevolg
            assert set(one.getallen) <= ids
    texts = " ".join(one.tekst + one.gevolg for one in FOUND["Leusden"].findings)
    for figure_told in ("2.916", "172.700", "8.317", "8.267", "6.685", "7.719", "358", "355"):
        assert figure_told in texts
    corrected = FOUND["Leusden"].rows.set_index("id").loc["L-CO2-05", "waarde"]
    assert corrected == pytest.approx(172700 / 3.6, rel=1e-3)


def test_errors_of_the_sources_are_not_behaviour():
    rows = ROWS.set_index("id")
    assert rows.loc["P-CF-14", "waarde"] == pytest.approx(194268.6, abs=0.1)
    assert rows.loc["L-RES-12", "waarde"] == 8317
    assert rows.loc["L-1-n", "waarde"] == 355
    assert rows.loc["L-INV-05", "waarde"] == pytest.approx(1957100 * 1.36)
    # VAT over the costs, subsidies after it
    gross, subsidy = 11800 + 7718.75 + 8317 + 4411, 2315.625 + 3540 + 3325
    assert rows.loc["L-RES-19", "waarde"] == pytest.approx(gross * 1.21 - subsidy)
    assert rows.loc["L-RES-19", "nagebootst"] == pytest.approx(22293 * 1.21, abs=1.0)


def test_changes_of_a_variant():
    bench = Bench(STUDY["Leusden"])
    base = bench.variant("MT-net, lezing A", {"volloop": 0.7})
    assert bench.variant("MT-net, lezing A", {"volloop": 0.7}) is base
    without = bench.variant("MT-net, lezing A", {"volloop": 0.7, "certificaten": 0.0})
    assert not without.flows.lijnen["certificaten_eur"].any()
    half = bench.variant("MT-net, lezing A", {"volloop": 0.7, "certificaten": 0.5})
    np.testing.assert_allclose(half.flows.lijnen["certificaten_eur"], 0.5 * base.flows.lijnen["certificaten_eur"])
    assert not bench.variant("MT-net, lezing A", {"vervangen": 0.0}).flows.lijnen["herinvestering_eur"].any()
    apart = bench.variant("MT-net, lezing A", {"volloop": 0.7, "telling": "woning"})
    assert apart.flows.aansluitingen[1] == pytest.approx(290.5)
    assert base.flows.aansluitingen[1] == pytest.approx(155.5)


@pytest.mark.parametrize(("value", "text"), [
    (0.0, "0"), (1.02, "1,02"), (266543.9, "266.543,9"), (1032.85, "1.032,85"), (1 / 3, "0,3333"), (200 / 3, "66,67"),
    (2315.625, "2.316"), (-135000, "−135.000"), (math.nan, "–"), (501.0, "501"), (16814.583, "16.815"),
])  # fmt: skip
def test_figures_in_words(value, text):
    assert figure(value) == text


def test_sums_in_words():
    assert total([200000, -135000, 11500]) == "200.000 − 135.000 + 11.500"
    assert named_total([("isolatie", 7719.0), ("subsidie", -500.0)]) == "isolatie 7.719 − subsidie 500"
    assert product([35, 29.51]) == "35 × 29,51"
    assert percent(0.013) == "1,3 %"
