"""What a business case must be before it is reckoned: complete, and without figures that cannot be."""

from __future__ import annotations

import numpy as np

from ..errors import InputError
from .case import DIRECT, Case, Number, Stream
from .columns import GJ, MATEN, NETTYPEN, POSTSOORTEN, REGELS_BATEN, REGELS_LASTEN, TELLINGEN


def check_case(case: Case) -> None:
    """Raise when a case cannot be reckoned.

    Raises
    ------
    InputError
        Nothing to build, nobody to connect, a price or share that is negative or no number, an uptake above 100 %, a
        rate of -100 % or lower, a horizon shorter than the loan, a key that stands there twice, or a word that is not
        one of the allowed ones.
    """
    name = case.naam
    _word("nettype", case.nettype, NETTYPEN, name)
    if not case.posten:
        raise InputError("econ_geen_posten", case=name)
    if not sum(group.woningen + group.aansluitingen for group in case.groepen):
        raise InputError("econ_geen_aansluitingen", case=name)
    _finance(case)
    _uptake(case)
    _unique([item.key for item in case.posten], name)
    _unique([one.key for one in case.opslagen], name)
    _unique([stream.key for stream in case.jaarposten], name)
    for item in case.posten:
        _word("soort", item.soort, POSTSOORTEN, item.naam)
        _finite(item.direct_eur, item.naam)
        _positive(0.0 if item.onderhoud is None else item.onderhoud, f"{item.naam}: onderhoud")
        _positive(item.herinvestering_deel, f"{item.naam}: herinvestering_deel")
        if item.levensduur is not None and not item.levensduur > 0.0:
            raise InputError("econ_levensduur", item=item.naam, value=float(item.levensduur))
        if item.herinvestering_index is not None:
            _rate(item.herinvestering_index, f"{item.naam}: herinvestering_index")
    _surcharges(case)
    heat = sum(float(np.max(np.asarray(group.warmte_gj))) for group in case.groepen)
    for stream in case.jaarposten:
        _stream(stream, heat, name)
    _positive(case.bak_eur, "BAK")
    for label, value in (
        ("subsidie", case.subsidie.eur),
        ("subsidie: deel", case.subsidie.deel),
        ("subsidie: vast", case.subsidie.vast_eur),
    ):
        _positive(value, label)
    _word("telling", case.subsidie.telling, TELLINGEN, "subsidie")
    _word("telling", case.bak_telling, TELLINGEN, "BAK")


def check_terms(horizon: int, looptijd: int, *, lening: bool) -> None:
    """Raise when the years of a case and of its loan do not go together.

    Raises
    ------
    InputError
        One of them is less than a year, or there is a loan that outlives the case.
    """
    if horizon < 1:
        raise InputError("econ_horizon", value=horizon)
    if looptijd < 1:
        raise InputError("econ_looptijd", value=looptijd)
    if lening and horizon < looptijd:
        raise InputError("econ_horizon_lening", horizon=horizon, term=looptijd)


def _finance(case: Case) -> None:
    finance = case.financiering
    check_terms(finance.horizon, finance.looptijd, lening=finance.lening)
    _rate(finance.rente, "rente")
    _rate(finance.disconto, "disconto")
    _rate(finance.inflatie, "inflatie")
    _share(finance.restwaarde, "restwaarde")


def _uptake(case: Case) -> None:
    _share(case.volloop, "volloop")
    ramp = np.asarray(case.volloop_jaren, dtype=np.float64)
    fine = len(ramp) > 0 and bool(np.all((ramp >= 0.0) & (ramp <= 1.0))) and bool(np.all(np.diff(ramp) >= 0.0))
    if not fine:
        raise InputError("econ_volloop_jaren", value="; ".join(f"{part:.10g}" for part in ramp))
    for group in case.groepen:
        for value in (group.woningen, group.aansluitingen, group.kw, group.warmte_gj):
            _positive(value, group.naam)
        if group.woningen > 0 and not group.aansluitingen > 0:
            raise InputError("econ_groep_aansluitingen", group=group.naam)


def _surcharges(case: Case) -> None:
    before = [DIRECT]
    items = {item.key for item in case.posten}
    for one in case.opslagen:
        _positive(one.deel, one.naam)
        for key in one.grondslag:
            _word("grondslag", key, tuple(before), one.naam)
        for key in one.zonder:
            if key not in items:
                raise InputError("econ_zonder_onbekend", surcharge=one.naam, item=key)
        before.append(one.key)


def _stream(stream: Stream, heat: float, case: str) -> None:
    _word("regel", stream.regel, (*REGELS_BATEN, *REGELS_LASTEN), stream.naam)
    _word("maat", stream.maat, MATEN, stream.naam)
    _word("telling", stream.telling, TELLINGEN, stream.naam)
    _positive(stream.eur, stream.naam)
    if stream.index is not None:
        _rate(stream.index, f"{stream.naam}: index")
    if stream.maat == GJ and not heat > 0.0 and bool(np.any(np.asarray(stream.eur) > 0.0)):
        raise InputError("econ_geen_warmte", case=case, stream=stream.naam)


def _word(what: str, value: str, allowed: tuple[str, ...], where: str) -> None:
    if value not in allowed:
        raise InputError("econ_woord", what=what, where=where, value=value, allowed=", ".join(allowed))


def _unique(keys: list[str], case: str) -> None:
    for key in keys:
        if keys.count(key) > 1:
            raise InputError("econ_dubbel", case=case, name=key)


def _finite(value: Number, name: str) -> None:
    if not bool(np.all(np.isfinite(np.asarray(value, dtype=np.float64)))):
        raise InputError("econ_geen_getal", name=name)


def _positive(value: Number, name: str) -> None:
    _finite(value, name)
    least = float(np.min(np.asarray(value, dtype=np.float64)))
    if least < 0.0:
        raise InputError("econ_negatief", name=name, value=float(least))


def _share(value: Number, name: str) -> None:
    _finite(value, name)
    array = np.asarray(value, dtype=np.float64)
    wrong = array[(array < 0.0) | (array > 1.0)]
    if wrong.size:
        raise InputError("econ_deel", name=name, value=100.0 * float(wrong.reshape(-1)[0]))


def _rate(value: Number, name: str) -> None:
    _finite(value, name)
    least = float(np.min(np.asarray(value, dtype=np.float64)))
    if least <= -1.0:
        raise InputError("econ_voet", name=name, value=float(100.0 * least))
