"""COP of the heat pump on a ground loop, of its own or shared: the one place for the costs of residents and for CO2."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from ..kentallen import Kentallen
from .energy import cop_carnot

AFGIFTE, GEGEVEN = "afgifte", "gegeven"
COP_LUSSEN = (AFGIFTE, GEGEVEN)
"""COP of loops: at the temperatures of the radiators and the hot water that all heat pumps serve, or as Putten gives it
(table 4.10), for floor heating in new homes."""

OPGEGEVEN = "opgegeven"
"""Where a COP comes from when the user has one of his own."""

RV, TAP = "cop.lus_rv", "cop.lus_tap"
"""Kentallen of the COP that is given."""


@dataclass(frozen=True)
class LoopCops:
    """COP of a loop.

    Attributes
    ----------
    rv, tap
        For heating and for hot water.
    rv_c, tap_c
        Temperatures of heating and hot water that belong to them, degrees Celsius.
    bron
        Where they come from: `AFGIFTE`, `GEGEVEN`, or `OPGEGEVEN` when one of the two is of the user.
    """

    rv: float
    tap: float
    rv_c: float
    tap_c: float
    bron: str


def loop_cops(kentallen: Kentallen, way: str = AFGIFTE, *, entered: Collection[str] = ()) -> LoopCops:
    """Return the COP of a loop for heating and hot water.

    With `AFGIFTE` ``cop.carnot`` of Carnot from ``cop.t_bron_lus_rv`` to ``cop.t_rv`` and from ``cop.t_bron_lus_tap``
    to ``cop.t_tap``, and never above what is given. A COP of the user (one of `entered`, or a kental that was changed)
    goes first, for heating and hot water apart. Source: Putten, table 4.10 and 4.3.3.

    Parameters
    ----------
    kentallen
        Group ``cop``.
    way
        One of `COP_LUSSEN`.
    entered
        Kentallen that the user gave, also when he gave their standard value.

    Raises
    ------
    InputError
        What is heated is not warmer than the ground.
    """
    value = kentallen.value
    own = {RV, TAP} & {*entered, *(change.key for change in kentallen.changed())}
    rv, tap = value(RV), value(TAP)
    if way == AFGIFTE:
        share = value("cop.carnot")
        if RV not in own:
            rv = min(float(cop_carnot(value("cop.t_bron_lus_rv"), value("cop.t_rv"), share)), rv)
        if TAP not in own:
            tap = min(float(cop_carnot(value("cop.t_bron_lus_tap"), value("cop.t_tap"), share)), tap)
    floor = way == GEGEVEN and not own
    at = ("cop.t_rv_lus", "cop.t_tap_lus") if floor else ("cop.t_rv", "cop.t_tap")
    return LoopCops(rv, tap, value(at[0]), value(at[1]), OPGEGEVEN if own else way)
