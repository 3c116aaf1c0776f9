"""Energy in the units of the trade: heat in GJ, power in kW, electricity in kWh."""

from __future__ import annotations

GJ_PER_KWH = 3.6e-3
GJ_PER_MWH = 3.6
