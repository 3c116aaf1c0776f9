"""Read a study: a TOML file with the figures of a business case, see the package for its form."""

from __future__ import annotations

from pathlib import Path

from ...kentallen import Kentallen
from .study import Study


def read_figures(path: Path, *, kentallen: Kentallen) -> Study:
    """Read a file with the figures of a business case.

    Parameters
    ----------
    path
        TOML file in the form of `figures`.
    kentallen
        Kentallen of the run; those of the study come in their place.

    Raises
    ------
    InputError
        The file cannot be read, is no TOML, has an unknown name or a value that cannot be, or lacks a part.
    KentalError
        A kental of the study is unknown or out of range.
    """
    raise NotImplementedError
