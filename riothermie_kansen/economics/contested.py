"""Choices that the sources leave open or contradict each other on: the outcome under each reading of them.

Each choice is turned on its own, the rest as it is. Where the sign of the outcome hangs on one, a sentence says so.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import pandas as pd

from ..callbacks import Cancelled, Progress, never, silent, stop_if
from ..kentallen import Kentallen
from ..messages import message
from ..schema import names
from ..wording import dutch, estimated
from .assumptions import Assumptions
from .build import build_case
from .case import Case, Stream
from .columns import (
    AANSLUITING,
    ADMINISTRATIE,
    AFLEVERSET,
    BETWIST_COLUMNS,
    BRONNET,
    CERTIFICATEN,
    ELEKTRICITEIT,
    GJ,
    JURIDISCH,
    KW,
    MT,
    OVERDRACHT,
    PER_WONING,
    RIOTHERMIE,
    RUIMTE,
    VAST,
    WARMTEPOMP,
    WKO,
    WONING,
)
from .project import LEUSDEN, Choices, Project
from .scenarios import turned_sde, with_counting
from .solve import net_present_value, varied

INSTALLATIES = (RIOTHERMIE, WKO, RUIMTE, WARMTEPOMP, OVERDRACHT, AFLEVERSET)
"""Kinds of item that one reading replaces all of."""

SCALING = ("administratie", "onderhoud_afleversets")
"""Yearly amounts, beside those of electricity, that may follow the uptake or not."""


@dataclass(frozen=True)
class Reading:
    """One reading of a contested choice.

    Attributes
    ----------
    key
        ``"<choice>_<reading>"``: the sentence ``betwist_<key>`` says it in words.
    woorden
        Values in those words.
    ncw_eur
        Net present value under this reading.
    gekozen
        Whether it is the one in use.
    """

    key: str
    woorden: dict[str, str]
    ncw_eur: float
    gekozen: bool

    def naam(self, language: str = "nl") -> str:
        """Return the reading in words."""
        return message(f"betwist_{self.key}", language, **self.woorden)


@dataclass(frozen=True)
class Contested:
    """A contested choice.

    Attributes
    ----------
    key
        ``certificaten``, ``wis``, ``telling``, ``vervanging``, ``onvoorzien``, ``meegroei``, ``warmte``, ``verlies``,
        ``cop``, ``onderhoud`` or ``sde``.
    lezingen
        The readings, the one in use first.
    """

    key: str
    lezingen: tuple[Reading, ...]

    @property
    def gekozen(self) -> Reading:
        """The reading in use."""
        return self.lezingen[0]

    @property
    def omslag(self) -> bool:
        """Whether another reading turns the sign of the outcome."""
        return any(self.kantelt(one) for one in self.lezingen)

    @property
    def verschil_eur(self) -> float:
        """Largest less smallest outcome over the readings."""
        values = [one.ncw_eur for one in self.lezingen]
        return max(values) - min(values)

    def kantelt(self, lezing: Reading) -> bool:
        """Return whether a reading has the other sign than the one in use."""
        return (lezing.ncw_eur > 0.0) != (self.gekozen.ncw_eur > 0.0)

    def naam(self, language: str = "nl") -> str:
        """Return the choice in words."""
        return message(f"betwist_{self.key}", language)

    def uitleg(self, language: str = "nl") -> str:
        """Return why it is contested, in a sentence."""
        return message(f"betwist_{self.key}_uitleg", language)

    def melding(self, language: str = "nl") -> str:
        """Return the warning that the sign of the outcome hangs on this choice; "" when it does not."""
        others = [one for one in self.lezingen if self.kantelt(one)]
        if not others:
            return ""
        mark = "'" if language == "nl" else '"'
        said = [f"{mark}{one.naam(language)}{mark} ({estimated(one.ncw_eur, language)})" for one in others]
        listed = (" en " if language == "nl" else " and ").join([", ".join(said[:-1]), said[-1]] if said[1:] else said)
        key = "betwist_omslag_positief" if self.gekozen.ncw_eur > 0.0 else "betwist_omslag_negatief"
        return message(
            key,
            language,
            choice=self.naam(language),
            reading=self.gekozen.naam(language),
            value=estimated(self.gekozen.ncw_eur, language),
            others=listed,
        )


@dataclass(frozen=True)
class _Base:
    """What the readings start from."""

    project: Project
    choices: Choices
    assumptions: Assumptions
    kentallen: Kentallen

    def case(self) -> Case:
        return build_case(self.project, self.choices, self.assumptions, self.kentallen)

    def chosen(self, **values: object) -> Case:
        return build_case(self.project, self.choices.change(values), self.assumptions, self.kentallen)

    def assumed(self, field: str, value: float) -> Case:
        project, assumptions = varied(self.project, self.assumptions, {field: value})
        return build_case(project, self.choices, assumptions, self.kentallen)


_Option = tuple[str, dict[str, str], bool, Case]
"""Reading, values in its words, whether it is the one in use, and the case under it."""


def contested(
    project: Project,
    choices: Choices,
    assumptions: Assumptions,
    kentallen: Kentallen,
    *,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> tuple[Contested, ...]:
    """Return every contested choice that makes a difference here, the one with the largest difference first.

    Parameters
    ----------
    project, choices, assumptions, kentallen
        The business case; the assumptions single figures.
    progress, cancelled
        Callbacks.
    """
    base = _Base(project, choices, assumptions, kentallen)
    found = []
    for i, (key, options) in enumerate(_CHOICES.items()):
        stop_if(cancelled)
        readings = [
            Reading(f"{key}_{name}", words, float(net_present_value(case)[0]), used)
            for name, words, used, case in options(base)
        ]
        readings.sort(key=lambda one: not one.gekozen)
        one = Contested(key, tuple(readings))
        # to the cent: what makes no difference is no choice here
        if readings and one.verschil_eur >= 0.01:
            found.append(one)
        progress(100.0 * (i + 1) / len(_CHOICES))
    return tuple(sorted(found, key=lambda one: (-round(one.verschil_eur, 2), one.key)))


def contested_frame(variant: str, found: Iterable[Contested]) -> pd.DataFrame:
    """Return the table `BETWIST_COLUMNS`: a row per reading."""
    rows = [
        (variant, one.naam(), lezing.naam(), int(lezing.gekozen), lezing.ncw_eur, int(one.kantelt(lezing)))
        for one in found
        for lezing in one.lezingen
    ]
    return pd.DataFrame(rows, columns=list(names(BETWIST_COLUMNS)))


def warnings(found: Iterable[Contested], language: str = "nl") -> tuple[str, ...]:
    """Return a sentence per choice that the sign of the outcome hangs on."""
    return tuple(text for text in (one.melding(language) for one in found) if text)


def _certificates(base: _Base) -> list[_Option]:
    """Return certificates from heat and electricity, none, and as high as the report prints them (table 6-1).

    Where the project brings an amount of its own, that is a reading too.
    """
    used = base.choices.certificaten
    factor = base.kentallen.value("betwist.certificaat_factor")
    price = float(base.assumptions.certificaat_eur_t)
    sold = replace(base, choices=base.choices.change({"certificaten": True}))
    others = tuple(stream for stream in base.project.jaarposten if stream.regel != CERTIFICATEN)
    own = len(others) < len(base.project.jaarposten)
    counted = replace(sold, project=replace(base.project, jaarposten=others))
    return [
        *([("opgegeven", {}, used, sold.case())] if own else []),
        ("berekend", {}, used and not own, counted.case()),
        ("geen", {}, not used, base.chosen(certificaten=False)),
        ("afgedrukt", {"factor": dutch(factor)}, False, counted.assumed("certificaat_eur_t", factor * price)),
    ]


def _grant(base: _Base) -> list[_Option]:
    """Return WIS per dwelling, per legal connection where that differs, and without."""
    choices = base.choices
    options: list[_Option] = [("geen", {}, not choices.wis, base.chosen(wis=False))]
    blocks = base.project.woningen != base.project.aansluitingen
    for counting in (PER_WONING, JURIDISCH) if blocks else (choices.wis_telling,):
        used = choices.wis and choices.wis_telling == counting
        options.append((counting, {}, used, base.chosen(wis=True, wis_telling=counting)))
    return options


def _counting(base: _Base) -> list[_Option]:
    """Return tariffs per legal connection (a block as one) and per dwelling."""
    return [
        (
            counting,
            {},
            base.choices.tarief_telling == counting,
            replace(base, choices=with_counting(base.choices, counting)).case(),
        )
        for counting in (JURIDISCH, PER_WONING)
    ]


def _subsidy(base: _Base) -> list[_Option]:
    """Return SDE++ received or not, where it plays a part."""
    other = turned_sde(base.project, base.choices)
    if other is None:
        return []
    used, turned = ("wel", "geen") if other.sde is False else ("geen", "wel")
    return [(used, {}, True, base.case()), (turned, {}, False, replace(base, choices=other).case())]


def _replacement(base: _Base) -> list[_Option]:
    """Return what is replaced: as given, all installations with the heat pumps, or nothing."""
    case = base.case()
    years = base.assumptions.levensduur_warmtepomp
    every = tuple(
        replace(item, levensduur=min(item.levensduur or years, years)) if item.soort in INSTALLATIES else item
        for item in case.posten
    )
    none = tuple(replace(item, levensduur=math.inf) for item in case.posten)
    return [
        ("opgegeven", {}, True, case),
        ("alles", {"years": dutch(years)}, False, replace(case, posten=every)),
        ("niets", {}, False, replace(case, posten=none)),
    ]


def _contingency(base: _Base) -> list[_Option]:
    """Return contingency over direct costs alone, or stacked on the other surcharges as well."""
    if base.project.opslagen is not None or base.choices.opslagen != LEUSDEN:
        return []
    used = base.choices.onvoorzien_gestapeld
    return [
        (name, {}, used == stacked, base.chosen(onvoorzien_gestapeld=stacked))
        for name, stacked in (("enkel", False), ("gestapeld", True))
    ]


def _scaling(base: _Base) -> list[_Option]:
    """Return electricity, billing and delivery sets as given, fixed, or in proportion to the uptake."""
    case = base.case()
    fixed = tuple(_per(case, stream, VAST) if _scales(stream) else stream for stream in case.jaarposten)
    along = tuple(_per(case, stream, WONING) if _scales(stream) else stream for stream in case.jaarposten)
    return [
        ("opgegeven", {}, True, case),
        ("vast", {}, False, replace(case, jaarposten=fixed)),
        ("mee", {}, False, replace(case, jaarposten=along)),
    ]


def _heat(base: _Base) -> list[_Option]:
    """Return the heat per dwelling as given, and lower and higher as one report differs with itself."""
    dwellings = base.project.woningen
    if dwellings <= 0:
        return []
    factor = float(base.assumptions.warmte_factor)
    heat = factor * sum(float(group.warmte_gj) for group in base.project.groepen if group.woningen > 0) / dwellings
    low, middle, high = base.kentallen.table("betwist.warmte_woning")
    return [
        ("waarde", {"value": dutch(heat, 1)}, True, base.case()),
        *(
            ("waarde", {"value": dutch(heat * part, 1)}, False, base.assumed("warmte_factor", factor * part))
            for part in (low / middle, high / middle)
        ),
    ]


def _loss(base: _Base) -> list[_Option]:
    return _values(base, "verlies", 100.0) if base.project.nettype == MT else []


def _cop(base: _Base) -> list[_Option]:
    return _values(base, "cop_woning", 1.0) if base.project.nettype == BRONNET else []


_KENTAL = {
    "verlies": "betwist.verlies_mt",
    "cop_woning": "betwist.cop_woning",
    "ketelrendement": "betwist.ketelrendement",
    "onderhoud_warmtepomp": "betwist.onderhoud_warmtepomp",
}


def _values(base: _Base, field: str, scale: float) -> list[_Option]:
    """Return the value in use and those of the sources that differ from it."""
    used = float(getattr(base.assumptions, field))
    others = [value for value in base.kentallen.table(_KENTAL[field]) if not math.isclose(value, used, rel_tol=1e-9)]
    return [
        ("waarde", {"value": dutch(scale * used)}, True, base.case()),
        *(("waarde", {"value": dutch(scale * value)}, False, base.assumed(field, value)) for value in others),
    ]


def _scales(stream: Stream) -> bool:
    return stream.regel in (ELEKTRICITEIT, ADMINISTRATIE) or stream.key in SCALING


def _per(case: Case, stream: Stream, measure: str) -> Stream:
    """Return a yearly amount that is the same when all have connected, and follows another measure."""
    whole = stream.eur * _units(case, stream)
    dwellings = sum(group.woningen for group in case.groepen)
    if measure == VAST or dwellings <= 0:
        return replace(stream, eur=whole, maat=VAST)
    return replace(stream, eur=whole / dwellings, maat=WONING)


def _units(case: Case, stream: Stream) -> float:
    """Return what a yearly amount is paid for when all have connected."""
    dwellings = stream.maat == WONING or (stream.maat == AANSLUITING and stream.telling == PER_WONING)
    if stream.maat == VAST:
        return 1.0
    if dwellings:
        return sum(group.woningen for group in case.groepen)
    if stream.maat == AANSLUITING:
        return sum(group.aansluitingen for group in case.groepen)
    if stream.maat == KW:
        return sum(float(group.kw) for group in case.groepen)
    if stream.maat == GJ:
        return sum(float(group.warmte_gj) for group in case.groepen)
    raise ValueError(f"{stream.maat} is no measure")


_CHOICES: dict[str, Callable[[_Base], list[_Option]]] = {
    "certificaten": _certificates,
    "wis": _grant,
    "telling": _counting,
    "sde": _subsidy,
    "vervanging": _replacement,
    "onvoorzien": _contingency,
    "meegroei": _scaling,
    "warmte": _heat,
    "verlies": _loss,
    "cop": _cop,
    "ketel": lambda base: _values(base, "ketelrendement", 100.0),
    "onderhoud": lambda base: _values(base, "onderhoud_warmtepomp", 100.0),
}
