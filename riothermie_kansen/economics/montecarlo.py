"""Thousands of draws of what is uncertain: the net present value as a range with its chances."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import ndtr, ndtri
from scipy.stats import rankdata

from ..callbacks import Cancelled, Progress, never, silent, stop_if
from ..errors import InputError
from ..kentallen import Kentallen
from ..schema import names
from ..wording import amount, dutch, estimated, note
from .assumptions import Assumptions
from .build import build_case
from .columns import KANSVERDELING_COLUMNS, VERDELING_COLUMNS
from .investment import invest
from .project import Choices, Project
from .solve import Array, net_present_value, outcome, varied
from .uncertainty import DRIEHOEK, KEUZE, LOGNORMAAL, NORMAAL, UNIFORM, Uncertainty, ends, uncertainties

_CHUNK = 10_000
_CUT = 2.0
"""Standard deviations between the top of a normal distribution and its low and high value, where it is cut off."""


@dataclass(frozen=True)
class Simulation:
    """The outcome of the draws.

    Attributes
    ----------
    ncw_eur, investering_eur
        Shape (n,): per draw, in order of drawing.
    kans_positief
        Share of the draws with a net present value above zero.
    kwantielen
        Chance to net present value.
    frame
        `KANSVERDELING_COLUMNS`: a row per quantile.
    verdelingen
        `VERDELING_COLUMNS`: a row per assumption that was drawn.
    correlatie
        Field to the rank correlation (Spearman) of its draws with the net present value; NaN where one of them does
        not vary, or where the assumption makes no difference here.
    basis_eur
        Net present value at the values in use.
    trekkingen, zaad
        Number of draws, and the seed that gives the same ones again.
    notes
        Sentences for report and log (Dutch).
    """

    ncw_eur: Array
    investering_eur: Array
    kans_positief: float
    kwantielen: Mapping[float, float]
    frame: pd.DataFrame
    verdelingen: pd.DataFrame
    correlatie: Mapping[str, float]
    basis_eur: float
    trekkingen: int
    zaad: int
    notes: tuple[str, ...]

    def kwantiel(self, kans: float) -> float:
        """Return the net present value that a share `kans` (0 to 1) of the draws lies below."""
        return float(np.quantile(self.ncw_eur, kans))


def monte_carlo(
    project: Project,
    choices: Choices,
    assumptions: Assumptions,
    kentallen: Kentallen,
    *,
    runs: int | None = None,
    seed: int = 0,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Simulation:
    """Return the net present value when every uncertain assumption is drawn, independently of the others.

    Each assumption has a stream of draws of its own (PCG64, seeded by `seed` and its name): the first draws of a longer
    simulation are those of a shorter one, and another range leaves the draws of the rest as they are.

    Parameters
    ----------
    project, choices, assumptions, kentallen
        The business case; the assumptions single figures, which are the tops of the triangular distributions.
    runs
        Number of draws; None: ``onzekerheid.trekkingen``.
    seed
        Whole number of 0 or more.
    progress, cancelled
        Callbacks.

    Raises
    ------
    InputError
        The number of draws or the seed cannot be, or a range has its low value above the high one.
    """
    count = int(kentallen.value("onzekerheid.trekkingen")) if runs is None else _checked_runs(runs, kentallen)
    if isinstance(seed, bool) or not isinstance(seed, int) or seed < 0:
        raise InputError("trekkingen_zaad", seed=str(seed))
    ranges = uncertainties(project, assumptions, kentallen)
    drawn = {one.veld: draws(one, count, seed, kentallen) for one in ranges if one.vorm != KEUZE}
    value, invested = np.empty(count), np.empty(count)
    for start in range(0, count, _CHUNK):
        stop_if(cancelled)
        part = slice(start, min(start + _CHUNK, count))
        changed, numbers = varied(project, assumptions, {field: column[part] for field, column in drawn.items()})
        case = build_case(changed, choices, numbers, kentallen)
        value[part] = net_present_value(case)
        invested[part] = invest(case).total
        progress(100.0 * part.stop / count)
    base = float(outcome(project, choices, assumptions, kentallen)[0])
    ranks = _ranks(value)
    without = _without_effect(project, choices, assumptions, kentallen, ranges)
    related = {
        field: float("nan") if field in without else _correlation(_ranks(column), ranks)
        for field, column in drawn.items()
    }
    chances = kentallen.table("onzekerheid.kwantielen")
    return Simulation(
        ncw_eur=value,
        investering_eur=invested,
        kans_positief=float(np.mean(value > 0.0)),
        kwantielen=dict(zip(chances, np.quantile(value, chances).tolist(), strict=True)),
        frame=_quantiles(project.naam, chances, value, invested),
        verdelingen=_distributions(project.naam, ranges, drawn, related),
        correlatie=related,
        basis_eur=base,
        trekkingen=count,
        zaad=seed,
        notes=_notes(ranges, without, count, seed, base, float(np.median(value))),
    )


def draws(one: Uncertainty, runs: int, seed: int, kentallen: Kentallen) -> Array:
    """Return draws of an assumption, shape (runs,): its inverse distribution function of uniform draws."""
    # a name of its own per assumption, not a place in a list: draws do not change when assumptions are added
    stream = np.random.SeedSequence([seed, zlib.crc32(one.veld.encode("utf-8"))])
    chance = np.random.Generator(np.random.PCG64(stream)).random(runs)
    if one.laag == one.hoog:
        return np.full(runs, one.laag)
    return inverse(one, chance, kentallen.value("onzekerheid.p_laag"))


def inverse(one: Uncertainty, chance: npt.ArrayLike, low_chance: float) -> Array:
    """Return the quantiles of a distribution.

    Parameters
    ----------
    one
        The range, its low value below the high one.
    chance
        Shape (n,): between 0 and 1.
    low_chance
        Chance of the low value of a lognormal distribution, below 0.5.
    """
    u = np.asarray(chance, dtype=np.float64)
    low, high, top = one.laag, one.hoog, one.waarde
    if one.vorm == UNIFORM:
        return low + (high - low) * u
    if one.vorm == DRIEHOEK:
        split = (top - low) / (high - low)
        rising = low + np.sqrt(u * (high - low) * (top - low))
        falling = high - np.sqrt((1.0 - u) * (high - low) * (high - top))
        return np.asarray(np.where(u < split, rising, falling))
    if one.vorm == NORMAAL:
        edge = ndtr(-_CUT)
        side = ndtri(edge + u * (1.0 - 2.0 * edge)) / _CUT
        # two halves of their own width: low and high need not lie as far from the top
        return np.asarray(top + np.where(side < 0.0, side * (top - low), side * (high - top)))
    if one.vorm == LOGNORMAAL:
        middle, half = (np.log(low) + np.log(high)) / 2.0, (np.log(high) - np.log(low)) / 2.0
        return np.asarray(np.exp(middle + half * ndtri(np.clip(u, 1e-12, 1.0 - 1e-12)) / ndtri(1.0 - low_chance)))
    raise ValueError(f"{one.vorm} is not drawn")


def _without_effect(
    project: Project,
    choices: Choices,
    assumptions: Assumptions,
    kentallen: Kentallen,
    ranges: tuple[Uncertainty, ...],
) -> dict[str, str]:
    """Return field and name of what is drawn and yet makes no difference (to the cent) over its range."""
    drawn = tuple(one for one in ranges if one.vorm != KEUZE)
    low, high = ends(project, choices, assumptions, kentallen, drawn)
    same = np.abs(high - low) < 0.01
    return {one.veld: one.naam for one, none in zip(drawn, same.tolist(), strict=True) if none}


def _checked_runs(runs: int, kentallen: Kentallen) -> int:
    least, most = kentallen["onzekerheid.trekkingen"].bereik
    if isinstance(runs, bool) or not isinstance(runs, int) or not least <= runs <= most:
        raise InputError("trekkingen_aantal", runs=str(runs), least=f"{least:.0f}", most=f"{most:.0f}")
    return runs


def _ranks(values: Array) -> Array:
    return np.asarray(rankdata(values), dtype=np.float64)


def _correlation(left: Array, right: Array) -> float:
    """Return the correlation of ranks; NaN where one of the two does not vary."""
    a, b = left - left.mean(), right - right.mean()
    size = float(np.sqrt((a @ a) * (b @ b)))
    return float(a @ b) / size if size > 0.0 else float("nan")


def _quantiles(variant: str, chances: tuple[float, ...], value: Array, invested: Array) -> pd.DataFrame:
    ordered = sorted(chances)
    return pd.DataFrame(
        {
            "variant": variant,
            "kans": ordered,
            "ncw_eur": np.quantile(value, ordered),
            "investering_eur": np.quantile(invested, ordered),
        }
    )[list(names(KANSVERDELING_COLUMNS))]


def _distributions(
    variant: str, ranges: tuple[Uncertainty, ...], drawn: Mapping[str, Array], related: Mapping[str, float]
) -> pd.DataFrame:
    rows = [one for one in ranges if one.veld in drawn]
    middle = np.array([np.quantile(drawn[one.veld], (0.1, 0.5, 0.9)) for one in rows]).reshape(-1, 3)
    return pd.DataFrame(
        {
            "variant": variant,
            "aanname": [one.naam for one in rows],
            "veld": [one.veld for one in rows],
            "verdeling": [one.vorm for one in rows],
            "waarde": [one.waarde for one in rows],
            "laag": [one.laag for one in rows],
            "hoog": [one.hoog for one in rows],
            "eenheid": [one.eenheid for one in rows],
            "p10": middle[:, 0],
            "p50": middle[:, 1],
            "p90": middle[:, 2],
            "correlatie": [related[one.veld] for one in rows],
            "bron": [one.bron for one in rows],
        }
    )[list(names(VERDELING_COLUMNS))]


def _notes(
    ranges: tuple[Uncertainty, ...], without: Mapping[str, str], runs: int, seed: int, base: float, median: float
) -> tuple[str, ...]:
    found = [note("trekkingen_toelichting", runs=amount(runs), seed=seed)]
    found += [
        note("trekkingen_verruimd", name=one.naam, value=dutch(one.waarde), unit=one.eenheid)
        for one in ranges
        if one.verruimd and one.vorm != KEUZE
    ]
    found += [note("trekkingen_zonder_invloed", names=", ".join(without.values()))] if without else []
    if estimated(median) != estimated(base):
        found.append(note("trekkingen_scheef", median=estimated(median), base=estimated(base)))
    return tuple(found)
