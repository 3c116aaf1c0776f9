"""From a project, choices and assumptions to a complete business case."""

from __future__ import annotations

from ..kentallen import Kentallen
from .assumptions import Assumptions
from .case import Case
from .project import Choices, Project


def build_case(project: Project, choices: Choices, assumptions: Assumptions, kentallen: Kentallen) -> Case:
    """Return the business case of a project.

    Parameters
    ----------
    project
        See `Project`. Its own `kentallen` and `keuzes` count only through `assumptions.settle`, which comes before.
    choices, assumptions
        Taken as they are.
    kentallen
        For names and sources.

    Raises
    ------
    InputError
        Something is missing or cannot be: see `messages/economics.toml`.
    """
    raise NotImplementedError
