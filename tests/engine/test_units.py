"""Units of energy against what a joule and a watt are."""

import pytest

from riothermie_kansen.demand.power import power_of_hours
from riothermie_kansen.units import GJ_PER_KWH, GJ_PER_MWH

JOULE_PER_KWH = 1000 * 3600  # a thousand watts for an hour


def test_energy_of_a_kilowatt_hour():
    assert pytest.approx(JOULE_PER_KWH / 1e9) == GJ_PER_KWH
    assert pytest.approx(1000 * JOULE_PER_KWH / 1e9) == GJ_PER_MWH


def test_a_kilowatt_all_year():
    """8760 kWh is 31.536 GJ."""
    assert pytest.approx(31.536) == 8760 * GJ_PER_KWH
    assert power_of_hours(31.536, 8760.0) == pytest.approx(1.0)
