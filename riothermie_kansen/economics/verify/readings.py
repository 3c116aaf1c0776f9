"""The net present value of Leusden: no figure was printed, so seven statements are tested under several readings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from .bench import APART, Bench, Index
from .supplier import break_even_uptake

Floats = npt.NDArray[np.float64]

UPTAKES = (1.0, 0.9, 0.7, 0.5)
"""Uptakes that the report draws."""

MUCH, MARGINAL = 0.1, 0.1
"""Shares of the investment: what is "much better" (S3), and up to where an outcome is "marginally positive" (S5).

Chosen here: the report gives no number with these words.
"""

READINGS: tuple[tuple[str, str, str, Index], ...] = (
    ("standaard", "Bronnet", "MT-net", {}),
    ("lezing_a", "Bronnet, lezing A", "MT-net, lezing A", {}),
    ("lezing_b", "Bronnet, lezing B", "MT-net, lezing B", {}),
    ("a_gecorrigeerd", "Bronnet, lezing A", "MT-net, lezing A", {"certificaten": 290.5 / 355.0 / 3.6}),
    ("a_zonder_vervangen", "Bronnet, lezing A", "MT-net, lezing A", {"vervangen": 0.0}),
    ("b_zonder_certificaten", "Bronnet, lezing B", "MT-net, lezing B", {"certificaten": 0.0}),
)
"""Name of a reading, its variants, and what is changed in them.

Reading A spreads the printed certificates over the 290.5 dwellings of 70 %; corrected they belong to all 355.
"""

STATEMENTS = ("s1", "s2", "s3", "s4", "s5", "s6", "s7")
"""What the report says of the outcome, see ``verify_s1`` to ``verify_s7`` in the messages."""


@dataclass(frozen=True)
class Reading:
    """A reading of the model behind the graphs.

    Attributes
    ----------
    naam
        One of `READINGS`.
    bronnet, mt
        Net present value by uptake, EUR.
    individueel, zonder_wis
        Of the bronnet at 70 %: with flats connected one by one, and without WIS, EUR.
    mt_wis, mt_sde, mt_geen
        Of the MT network at 70 % with WIS only, SDE++ only, and neither, EUR.
    nulpunt
        Uptake at which the bronnet just pays; NaN: none.
    jaar_15, jaar_16
        Cash flow of the bronnet at 70 % in those years, EUR.
    opgeteld
        Net present value so far by network and uptake, shape (H + 1,), EUR.
    klopt
        Statement to whether it holds.
    """

    naam: str
    bronnet: Mapping[float, float]
    mt: Mapping[float, float]
    individueel: float
    zonder_wis: float
    mt_wis: float
    mt_sde: float
    mt_geen: float
    nulpunt: float
    jaar_15: float
    jaar_16: float
    opgeteld: Mapping[tuple[str, float], Floats]
    klopt: Mapping[str, bool] = field(default_factory=dict)


def readings_of(bench: Bench) -> tuple[Reading, ...]:
    """Return the readings, when the study has all their variants."""
    names = {project.naam for project in bench.study.projects}
    if not {name for _, net, mt, _ in READINGS for name in (net, mt)} <= names:
        return ()
    return tuple(_reading(bench, *one) for one in READINGS)


def _reading(bench: Bench, naam: str, net: str, mt: str, changes: Index) -> Reading:
    def npv(variant: str, **given: float | str) -> float:
        return float(bench.variant(variant, {**changes, **given}).flows.npv)

    base = bench.variant(net, {**changes, "volloop": 0.7})
    bronnet = {uptake: npv(net, volloop=uptake) for uptake in UPTAKES}
    mts = {uptake: npv(mt, volloop=uptake) for uptake in UPTAKES}
    apart, without = npv(net, volloop=0.7, **APART), npv(net, volloop=0.7, wis=0.0)
    flow = base.flows.kasstroom
    investment = float(np.asarray(base.investment.total))
    holds = {
        "s1": bronnet[0.7] > 0,
        "s2": bronnet[0.5] < 0,
        "s3": apart - bronnet[0.7] > MUCH * investment,
        "s4": without < 0,
        "s5": 0 < bronnet[0.7] <= MARGINAL * investment,
        "s6": bool(flow[16] > flow[15]),
        "s7": max(mts.values()) < 0,
    }
    return Reading(
        naam=naam,
        bronnet=bronnet,
        mt=mts,
        individueel=apart,
        zonder_wis=without,
        mt_wis=npv(mt, volloop=0.7, sde=0.0),
        mt_sde=npv(mt, volloop=0.7, wis=0.0),
        mt_geen=npv(mt, volloop=0.7, wis=0.0, sde=0.0),
        nulpunt=break_even_uptake(bench, net, changes).number,
        jaar_15=float(flow[15]),
        jaar_16=float(flow[16]),
        opgeteld={
            (kind, uptake): bench.variant(name, {**changes, "volloop": uptake}).flows.ncw
            for kind, name in (("bronnet", net), ("mt", mt))
            for uptake in UPTAKES
        },
        klopt=holds,
    )
