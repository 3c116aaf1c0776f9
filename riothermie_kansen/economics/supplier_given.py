"""What the user of a business case gave himself: it goes over whatever a project and its figures say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ..kentallen import Kentallen
from .assumptions import Assumptions, settle
from .build import build_case
from .checks import check_terms
from .columns import BRONNET
from .project import Choices, Project

STREAMS: Mapping[str, str] = {
    "tarieven.vastrecht_bron_basis": "vastrecht",
    "tarieven.vastrecht_mt": "vastrecht",
    "tarieven.warmteprijs": "warmteverkoop",
}
"""Kental to the yearly amount that it decides: who gives the kental, means that amount and not one of the figures."""


@dataclass(frozen=True)
class Given:
    """What the user gave, over whatever the project and its figures say.

    Attributes
    ----------
    kentallen
        Kentallen by key.
    keuzes
        Fields of `project.Choices`.
    """

    kentallen: Mapping[str, object]
    keuzes: Mapping[str, object]


NOTHING = Given({}, {})


def laid_over(project: Project, given: Given) -> Project:
    """Return a project with what the user gave over its own kentallen, choices, yearly amounts and surcharges."""
    own = {STREAMS[key] for key in given.kentallen if key in STREAMS}
    return replace(
        project,
        kentallen={**project.kentallen, **given.kentallen},
        keuzes={**project.keuzes, **given.keuzes},
        jaarposten=tuple(stream for stream in project.jaarposten if stream.key not in own),
        weg=tuple(key for key in project.weg if key not in own),
        opslagen=None if "opslagen" in given.keuzes else project.opslagen,
    )


def surcharges_of(projects: Sequence[Project], given: Given) -> set[str]:
    """Return whose surcharges projects are reckoned with: words of `project.OPSLAGEN`, "" for those of a project."""
    laid = [laid_over(project, given) for project in projects]
    usual = Choices().opslagen
    return {str(one.keuzes.get("opslagen", usual)) if one.opslagen is None else "" for one in laid}


def standing_charge(amount_eur: float) -> dict[str, object]:
    """Return the kentallen of one standing charge for every connection, whatever the kind of network, EUR a year."""
    return {
        "tarieven.vastrecht_bron_basis": amount_eur,
        "tarieven.vastrecht_bron_kw": 0.0,
        "tarieven.vastrecht_mt": amount_eur,
    }


def check_projects(projects: Sequence[Project], given: Given, kentallen: Kentallen) -> None:
    """Raise when a project makes no case with what the user gave: all that can be known before anything is reckoned.

    Raises
    ------
    InputError, KentalError
        See `build.build_case`.
    """
    for project in projects:
        chosen, own, assumptions = settle(laid_over(project, given), Choices(), kentallen)
        build_case(laid_over(project, given), chosen, assumptions, own)


def check_years(given: Given, kentallen: Kentallen) -> None:
    """Raise when the years of the case and of its loan do not go together, whatever the project.

    Raises
    ------
    InputError, KentalError
        See `checks.check_terms`.
    """
    own = kentallen.replace(given.kentallen, source="") if given.kentallen else kentallen
    assumptions = Assumptions.from_kentallen(own, BRONNET)
    lening = Choices().change(given.keuzes).lening
    check_terms(assumptions.horizon, assumptions.looptijd, lening=lening)
