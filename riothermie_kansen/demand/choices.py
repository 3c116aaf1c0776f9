"""What a user chooses about the heat demand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..errors import InputError
from .heat import METHODS
from .insulation import NONE, SCENARIOS
from .power import POWERS, TAPS


@dataclass(frozen=True)
class Settings:
    """What the user chooses.

    Attributes
    ----------
    insulation
        One of `insulation.SCENARIOS`.
    reductions
        Share of the total demand by label for scenario eigen; None for the kental ``isolatie.reductie_label``.
    insulate_others
        Insulate objects that are no dwelling too.
    power
        One of `power.POWERS`.
    power_follows
        With w_per_m2 and label: the power for space heating falls with its demand by insulation. By full load hours it
        always does.
    tap
        One of `power.TAPS`.
    method
        One of `heat.METHODS`.
    calibrate
        Scale the neighbourhoods to their gas, where it is known.
    scale_vivet
        Scale dwellings with a figure from VIVET too.
    planned
        Count buildings with a permit or under construction.
    dwelling_table, utility_table
        CSV in place of vesta_woningen.csv and vesta_utiliteit.csv. For scripts: another edition of Vesta, or the
        figures of a report that is to be reproduced; in a dialog nobody has such a table.
    """

    insulation: str = NONE
    reductions: Mapping[str, float] | None = None
    insulate_others: bool = False
    power: str = POWERS[0]
    power_follows: bool = False
    tap: str = TAPS[0]
    method: str = METHODS[0]
    calibrate: bool = True
    scale_vivet: bool = False
    planned: bool = False
    dwelling_table: Path | str | None = None
    utility_table: Path | str | None = None

    def check(self) -> None:
        """Raise when a choice does not exist.

        Raises
        ------
        InputError
            It names the choice and what is allowed.
        """
        for name, value, allowed in (
            ("ISOLATIE", self.insulation, SCENARIOS),
            ("VERMOGEN", self.power, POWERS),
            ("TAPWATER", self.tap, TAPS),
            ("METHODE", self.method, METHODS),
        ):
            if value not in allowed:
                raise InputError("vraag_keuze", name=name, value=value, allowed=", ".join(allowed))
