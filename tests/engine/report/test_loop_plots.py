"""Plots of a district: what they draw, what they say to who cannot see them, and nothing without systems."""

import re

import numpy as np
import pytest

from riothermie_kansen import kentallen
from riothermie_kansen.report.language import Words
from riothermie_kansen.report.loop_plots import COLUMNS, cooling_plot, loss_plot
from riothermie_kansen.subsurface.boreholes.district import district
from riothermie_kansen.subsurface.boreholes.soil import Ground
from tests.engine.subsurface.made_heat import loops

STANDARD = kentallen.load()


def made(n, apart=9.0, peak=6.0, years=None, existing=None):
    row = [[i % 20 * apart, i // 20 * apart] for i in range(n)]
    return district(
        loops(row, 150.0, 20.0) if n else loops(np.empty((0, 2))), peak_kw=peak, ground_gj=20.0, temperature_c=10.5,
        ground=Ground(2.4, 2.5e6), existing=existing, kentallen=STANDARD, years=years,
    )  # fmt: skip


def test_cooling_tells_the_year_of_the_verdict():
    found = made(30)
    drawn = cooling_plot(found, Words("nl"))
    mean = found.systems["daling_25_k"].mean()
    assert f"Na 25 jaar gemiddeld {mean:.1f}".replace(".", ",") in drawn
    assert f"{found.systems['daling_25_k'].max():.1f} K bij het systeem".replace(".", ",", 1) in drawn
    for year in (1, 5, 25, 50):
        assert f">{year}</text>" in drawn
    assert "After 25 years" in cooling_plot(found, Words("en"))


def test_existing_systems_are_not_of_the_plan():
    alone = cooling_plot(made(1), Words("nl"))
    beside = made(1, existing=loops([[500.0, 0.0]], 150.0, 900.0, ["oud"]))
    assert cooling_plot(beside, Words("nl")) == alone


def test_a_single_year_or_no_system_draws_nothing():
    assert cooling_plot(made(5, years=(25,)), Words("nl")) == ""
    assert cooling_plot(made(0), Words("nl")) == ""
    assert loss_plot(made(0), Words("nl")) == ""


@pytest.mark.parametrize("n", [1, 30, COLUMNS + 150])
def test_every_system_is_in_a_column_of_its_verdict(n):
    found = made(n, peak=np.where(np.arange(n) % 7 == 0, 12.0, 6.0))
    drawn = loss_plot(found, Words("nl"))
    verdicts = set(found.systems["oordeel"])
    for verdict, label in (("haalt het", ">haalt het<"), ("haalt het niet", "ook niet alleen<")):
        assert (label in drawn) == (verdict in verdicts)
    assert f"De helft van de {n} systemen" in drawn
    median = found.systems["verlies_pct"].median()
    assert f"meer dan {median:.0f} % van de opbrengst" in drawn


def test_losses_descend():
    drawn = loss_plot(made(30), Words("nl"))
    path = max(re.findall(r'd="((?:M[^"]+Z)+)"', drawn), key=len)
    tops = [float(top) for top in re.findall(r"V(-?[\d.]+)H", path)]
    assert len(tops) == 30
    assert tops == sorted(tops)
