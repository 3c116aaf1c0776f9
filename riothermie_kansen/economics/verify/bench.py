"""The variants of a study, built and reckoned when a figure asks for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from ...errors import InputError
from ...kentallen import Kentallen
from ..assumptions import Assumptions, settle
from ..build import build_case
from ..case import Case
from ..cashflow import Flows, cash_flow
from ..columns import PER_WONING
from ..figures.study import Study
from ..investment import Investment, invest
from ..project import Choices, Project

Index = Mapping[str, float | str]
"""What a figure says beside the name of an outcome: which year, which item, which inputs."""


@dataclass(frozen=True)
class Outcome:
    """A value of ours beside a printed one.

    Attributes
    ----------
    waarde
        A number, or a text.
    formule
        How it was reckoned, with its numbers (Dutch).
    invoer
        Whether it is an input that was taken from the report, no outcome.
    """

    waarde: float | str
    formule: str = ""
    invoer: bool = False

    @property
    def number(self) -> float:
        """The value; NaN for a text."""
        return float("nan") if isinstance(self.waarde, str) else self.waarde


@dataclass(frozen=True)
class Reckoned:
    """A variant: what it was built from, and what it came to."""

    project: Project
    choices: Choices
    kentallen: Kentallen
    assumptions: Assumptions
    case: Case
    investment: Investment
    flows: Flows


def _none(_name: str) -> Outcome:
    """Return no value: for a bench without printed figures."""
    return Outcome(float("nan"))


@dataclass
class Bench:
    """A study with its variants; each is reckoned once per set of changes.

    Attributes
    ----------
    study
        What is recomputed.
    outcome
        Returns our value beside the figure with this id.
    """

    study: Study
    outcome: Callable[[str], Outcome] = field(default=_none)
    _done: dict[tuple[str, tuple[tuple[str, float | str], ...]], Reckoned] = field(default_factory=dict)

    def project(self, name: str) -> Project:
        """Return a variant.

        Raises
        ------
        InputError
            The study has no such variant.
        """
        found = next((one for one in self.study.projects if one.naam == name), None)
        if found is None:
            known = ", ".join(one.naam for one in self.study.projects)
            raise InputError("verify_variant", study=self.study.naam, variant=name, known=known)
        return found

    def variant(self, name: str, index: Index | None = None) -> Reckoned:
        """Return a variant, reckoned with the changes of `index`.

        Parameters
        ----------
        name
            Of the variant.
        index
            Of these count: ``volloop`` (share), ``wis`` and ``sde`` (0 or 1), ``telling`` (how connections count for
            tariffs and WIS), ``wis_telling`` (for WIS alone), ``certificaten`` (a factor on the certificates of the
            variant itself; 0: none), ``vervangen`` (0: nothing is replaced).
        """
        given = {key: value for key, value in (index or {}).items() if key in CHANGES}
        key = (name, tuple(sorted(given.items())))
        if key not in self._done:
            self._done[key] = _reckoned(self.project(name), given, self.study.kentallen)
        return self._done[key]


CHANGES = ("volloop", "wis", "sde", "telling", "wis_telling", "certificaten", "vervangen")
"""Names in an index that change a variant."""


def _reckoned(project: Project, given: Index, kentallen: Kentallen) -> Reckoned:
    if "certificaten" in given:
        factor = float(given["certificaten"])
        streams = tuple(
            replace(one, eur=one.eur * factor) if one.key == "certificaten" else one for one in project.jaarposten
        )
        project = replace(project, jaarposten=streams)
    if "vervangen" in given:
        lasting = tuple(replace(item, levensduur=float("inf")) for item in project.posten)
        project = replace(project, posten=lasting if not float(given["vervangen"]) else project.posten)
    choices, own, assumptions = settle(project, Choices(), kentallen)
    changed: dict[str, object] = {name: bool(float(given[name])) for name in ("wis", "sde") if name in given}
    if given.get("certificaten") == 0.0:
        changed["certificaten"] = False
    if "telling" in given:
        changed |= {"tarief_telling": given["telling"], "wis_telling": given["telling"]}
    if "wis_telling" in given:
        changed["wis_telling"] = given["wis_telling"]
    choices = choices.change(changed)
    if "volloop" in given:
        assumptions = assumptions.change(volloop=float(given["volloop"]))
    case = build_case(project, choices, assumptions, own)
    return Reckoned(project, choices, own, assumptions, case, invest(case), cash_flow(case))


APART = {"telling": PER_WONING}
"""Changes that connect every dwelling of a block on its own."""
