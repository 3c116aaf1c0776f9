"""The business case of the supplier in one call: cash flow, outcomes, tipping points, scenarios, chances and doubts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property

import pandas as pd

from ..callbacks import Cancelled, Progress, never, part, silent, stop_if
from ..errors import InputError
from ..findings import Findings
from ..kentallen import Kentallen
from ..schema import Column, names, rounded
from ..wording import note
from .assumptions import Assumptions, settle
from .breakeven import Root, break_evens
from .build import build_case
from .buildup import OPBOUW_COLUMNS, build_up
from .case import Case
from .cashflow import Flows, cash_flow
from .columns import (
    BETWIST_COLUMNS,
    GEVOELIGHEID_COLUMNS,
    INVESTERING_COLUMNS,
    KANSVERDELING_COLUMNS,
    KASSTROOM_COLUMNS,
    SCENARIO_COLUMNS,
    VERDELING_COLUMNS,
)
from .contested import Contested, contested, contested_frame
from .investment import Investment, invest
from .measures import Measures, measures
from .montecarlo import Simulation, monte_carlo
from .project import Choices, Project
from .remarks import remarks
from .scenarios import Scenarios, scenarios
from .sensitivity import tornado
from .supplier_given import NOTHING, Given, laid_over

TABLES: Mapping[str, Sequence[Column]] = {
    "kasstroom": KASSTROOM_COLUMNS,
    "investering": INVESTERING_COLUMNS,
    "scenarios": SCENARIO_COLUMNS,
    "gevoeligheid": GEVOELIGHEID_COLUMNS,
    "kansverdeling": KANSVERDELING_COLUMNS,
    "verdelingen": VERDELING_COLUMNS,
    "betwist": BETWIST_COLUMNS,
    "opbouw": OPBOUW_COLUMNS,
}
"""Tables of `BusinessCases.table`."""


@dataclass(frozen=True)
class Variant:
    """A variant, worked out.

    Attributes
    ----------
    project, choices, kentallen, assumptions
        What it rests on, with the values of the project and of the user in place.
    case, investment, flows, measures
        The business case, what it costs to build, its cash flow and what that comes to.
    tipping
        Where the net present value crosses zero, per assumption.
    scenarios, sensitivity, simulation, contested
        What it would come to under other settings, values and readings.
    buildup
        Costs and income per dwelling, as present values: `OPBOUW_COLUMNS`.
    """

    project: Project
    choices: Choices
    kentallen: Kentallen
    assumptions: Assumptions
    case: Case
    investment: Investment
    flows: Flows
    measures: Measures
    tipping: tuple[Root, ...]
    scenarios: Scenarios
    sensitivity: pd.DataFrame
    simulation: Simulation
    contested: tuple[Contested, ...]
    buildup: pd.DataFrame

    @property
    def name(self) -> str:
        """Name of the variant (Dutch)."""
        return self.project.naam

    @property
    def kostenvergelijking(self) -> bool:
        """Whether there is no income, so that only costs can be compared."""
        return self.case.zonder_inkomsten

    @property
    def ncw_eur(self) -> float:
        """Net present value, EUR."""
        return float(self.measures.ncw_eur)

    def root(self, field: str) -> Root:
        """Return where the net present value crosses zero when a field of the assumptions varies."""
        return next(root for root in self.tipping if root.veld == field)

    @cached_property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables by name, see `TABLES`."""
        return {
            "kasstroom": self.flows.frame(self.name),
            "investering": self.investment.frame,
            "scenarios": self.scenarios.frame,
            "gevoeligheid": self.sensitivity,
            "kansverdeling": self.simulation.frame,
            "verdelingen": self.simulation.verdelingen,
            "betwist": contested_frame(self.name, self.contested),
            "opbouw": self.buildup,
        }


@dataclass(frozen=True)
class BusinessCases:
    """The variants of a project, beside each other.

    Attributes
    ----------
    variants
        At least one, in the order given.
    findings
        What was left out, assumed or noticed.
    notes
        Assumptions and counts, sentences (Dutch).
    """

    variants: tuple[Variant, ...]
    findings: Findings
    notes: tuple[str, ...]

    def table(self, name: str) -> pd.DataFrame:
        """Return a table of all variants, see `TABLES`."""
        frames = [variant.tables[name] for variant in self.variants]
        whole = pd.concat(frames, ignore_index=True)[list(names(TABLES[name]))]
        return rounded(whole, TABLES[name])

    def of(self, nettype: str) -> Variant | None:
        """Return the first variant with a kind of network, None for none."""
        return next((variant for variant in self.variants if variant.project.nettype == nettype), None)


def business_cases(
    projects: Sequence[Project],
    kentallen: Kentallen,
    *,
    choices: Choices | None = None,
    given: Given = NOTHING,
    findings: Findings | None = None,
    notes: Sequence[str] = (),
    runs: int | None = None,
    seed: int = 1,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> BusinessCases:
    """Return the business cases of the variants of a project.

    Parameters
    ----------
    projects
        At least one; names are made unique by their kind of network or a number.
    kentallen
        Of the run or of the study.
    choices
        Where the project says nothing; None: the standard ones.
    given
        What the user gave: over the project and its figures.
    findings, notes
        Of reading the projects; they come first.
    runs, seed
        See `montecarlo.monte_carlo`.
    progress, cancelled
        Callbacks.

    Raises
    ------
    InputError, KentalError
        There is no project, or one does not make a case.
    """
    if not projects:
        raise InputError("business_no_project")
    made = []
    for i, project in enumerate(_named(projects)):
        stop_if(cancelled)
        step = part(progress, 100.0 * i / len(projects), 100.0 * (i + 1) / len(projects))
        made.append(_variant(laid_over(project, given), choices or Choices(), kentallen, runs, seed, step, cancelled))
    found = Findings()
    if findings is not None:
        found.extend(findings)
    said = {
        variant.name: dict.fromkeys(
            (*remarks(variant.case, variant.flows, variant.measures, found), *variant.simulation.notes)
        )
        for variant in made
    }
    return BusinessCases(tuple(made), found.unique(), tuple(dict.fromkeys((*notes, *_together(said)))))


def _together(said: Mapping[str, Mapping[str, object]]) -> list[str]:
    """Return the sentences about variants: what holds for all of them once, the rest with the name of the variant."""
    shared = [text for text in next(iter(said.values())) if all(text in texts for texts in said.values())]
    if len(said) == 1:
        return shared
    return [*shared, *(f"{name}: {text}" for name, texts in said.items() for text in texts if text not in shared)]


def different_choices(choices: Choices) -> dict[str, object]:
    """Return the choices that differ from the standard ones, by field."""
    standard = Choices()
    return {
        one.name: getattr(choices, one.name)
        for one in fields(Choices)
        if getattr(choices, one.name) != getattr(standard, one.name)
    }


def _named(projects: Sequence[Project]) -> list[Project]:
    """Return the projects with names that differ: the tables tell variants apart by their name."""
    taken: set[str] = set()
    found = []
    for project in projects:
        plain = project.naam or note(f"business_net_{project.nettype}")
        name, n = plain, 1
        while name in taken:
            n += 1
            name = f"{plain} ({n})"
        taken.add(name)
        found.append(replace(project, naam=name))
    return found


def _variant(
    project: Project,
    choices: Choices,
    kentallen: Kentallen,
    runs: int | None,
    seed: int,
    progress: Progress,
    cancelled: Cancelled,
) -> Variant:
    chosen, own, assumptions = settle(project, choices, kentallen)
    case = build_case(project, chosen, assumptions, own)
    flows = cash_flow(case)
    found = measures(case, flows)
    progress(10.0)
    stop_if(cancelled)
    tipping = break_evens(project, chosen, assumptions, own)
    progress(30.0)
    matrix = scenarios(project, chosen, assumptions, own, progress=part(progress, 30.0, 60.0), cancelled=cancelled)
    simulation = monte_carlo(
        project, chosen, assumptions, own, runs=runs, seed=seed, progress=part(progress, 60.0, 85.0),
        cancelled=cancelled,
    )  # fmt: skip
    stop_if(cancelled)
    sensitivity = tornado(project, chosen, assumptions, own, simulation=simulation)
    doubts = contested(project, chosen, assumptions, own)
    progress(100.0)
    return Variant(
        project=project,
        choices=chosen,
        kentallen=own,
        assumptions=assumptions,
        case=case,
        investment=invest(case),
        flows=flows,
        measures=found,
        tipping=tipping,
        scenarios=matrix,
        sensitivity=sensitivity,
        simulation=simulation,
        contested=doubts,
        buildup=build_up(project.naam, flows, project.woningen),
    )
