"""From a project, choices and assumptions to a complete business case."""

from __future__ import annotations

import difflib
from dataclasses import replace

import numpy as np

from ..errors import InputError
from ..kentallen import Kentallen
from ..wording import dutch, note
from .assumptions import Assumptions
from .case import DIRECT, Case, Finance, Grant, Group, Item, Number, Stream, Surcharge
from .checks import check_case
from .columns import (
    AANSLUITLEIDING,
    AFLEVERSET,
    DISTRIBUTIE,
    ELEKTRA,
    OVERDRACHT,
    OVERIG,
    PIEK,
    RIOTHERMIE,
    RUIMTE,
    TRANSPORT,
    WARMTEPOMP,
    WKO,
)
from .energy import number
from .peak import with_peak
from .project import GEEN, LEUSDEN, Choices, Project
from .streams import STREAM_KEYS, scaled, standard_streams

_UPKEEP = {
    RIOTHERMIE: "onderhoud_riothermie",
    WKO: "onderhoud_wko",
    WARMTEPOMP: "onderhoud_warmtepomp",
    ELEKTRA: "onderhoud_elektra",
    PIEK: "onderhoud_piek",
}
_LIFE = {
    RIOTHERMIE: "riothermie",
    WKO: "wko",
    RUIMTE: "ruimte",
    WARMTEPOMP: "warmtepomp",
    OVERDRACHT: "overdracht",
    TRANSPORT: "net",
    DISTRIBUTIE: "net",
    AANSLUITLEIDING: "net",
    ELEKTRA: "elektra",
    AFLEVERSET: "afleverset",
    PIEK: "piek",
    OVERIG: "overig",
}
_GROWING = (AANSLUITLEIDING, AFLEVERSET)


def build_case(project: Project, choices: Choices, assumptions: Assumptions, kentallen: Kentallen) -> Case:
    """Return the business case of a project.

    Parameters
    ----------
    project
        See `Project`. Its own `kentallen` and `keuzes` count only through `assumptions.settle`, which comes before.
    choices, assumptions
        Taken as they are.
    kentallen
        For the sources of the amounts of the peak source.

    Raises
    ------
    InputError
        Something is missing or cannot be: see `checks.check_case`, or a key to leave out is unknown.
    """
    a = assumptions
    groups = tuple(_group(group, a) for group in project.groepen)
    items, said = _items(project, choices, a, kentallen)
    case = Case(
        naam=project.naam,
        nettype=project.nettype,
        prijspeil=project.prijspeil,
        posten=items,
        opslagen=surcharges(choices, a) if project.opslagen is None else project.opslagen,
        groepen=groups,
        jaarposten=_streams(project, items, groups, choices, a),
        bak_eur=a.bak_eur,
        bak_telling=choices.tarief_telling,
        subsidie=Grant(
            eur=a.wis_eur if choices.wis else 0.0,
            deel=a.wis_deel,
            telling=choices.wis_telling,
            vast_eur=project.subsidie_eur,
        ),
        financiering=Finance(
            horizon=a.horizon,
            looptijd=a.looptijd,
            rente=a.rente,
            disconto=a.disconto,
            inflatie=a.inflatie,
            lening=choices.lening,
            annuitair=choices.annuitair,
            restwaarde=a.restwaarde,
        ),
        volloop=a.volloop,
        volloop_jaren=choices.volloop_jaren,
        notes=(*project.notes, *said),
    )
    check_case(case)
    return case


def surcharges(choices: Choices, a: Assumptions) -> tuple[Surcharge, ...]:
    """Return the surcharges of the kentallen.

    Leusden (table 6-2): AUK and profit and risk over the direct costs, contingency over the direct costs or, stacked,
    over all three. Putten (tables 4.1, 4.3): contingency, then project costs and engineering each over direct costs
    and contingency.
    """
    if choices.opslagen == GEEN:
        return ()
    if choices.opslagen == LEUSDEN:
        base = (DIRECT, "auk", "winst_risico") if choices.onvoorzien_gestapeld else (DIRECT,)
        return (
            Surcharge("auk", note("econ_auk"), a.auk),
            Surcharge("winst_risico", note("econ_winst_risico"), a.winst_risico),
            Surcharge("onvoorzien", note("econ_onvoorzien"), a.onvoorzien, base),
        )
    after = (DIRECT, "onvoorzien")
    return (
        Surcharge("onvoorzien", note("econ_onvoorzien"), a.onvoorzien),
        Surcharge("projectkosten", note("econ_projectkosten"), a.projectkosten, after),
        Surcharge("engineering", note("econ_engineering"), a.engineering, after),
    )


def _group(group: Group, a: Assumptions) -> Group:
    return replace(group, warmte_gj=number(np.asarray(group.warmte_gj, dtype=np.float64) * a.warmte_factor))


def _items(
    project: Project, choices: Choices, a: Assumptions, kentallen: Kentallen
) -> tuple[tuple[Item, ...], tuple[str, ...]]:
    """Return the items, complete: upkeep and lifetime by kind, factors, and the peak source if there is one.

    The second part is what there is to say of the peak source (sentences, Dutch).
    """
    items, said = (project.posten, ()) if choices.piek == GEEN else with_peak(project, choices, a, kentallen)
    return tuple(_item(item, choices, a) for item in items), said


def _item(item: Item, choices: Choices, a: Assumptions) -> Item:
    upkeep: Number = 0.0 if item.soort == AFLEVERSET else a.value(_UPKEEP.get(item.soort, "onderhoud_net"))
    life = float(np.asarray(a.value(f"levensduur_{_LIFE.get(item.soort, 'overig')}")))
    return replace(
        item,
        direct_eur=number(np.asarray(item.direct_eur, dtype=np.float64) * a.investering_factor),
        onderhoud=upkeep if item.onderhoud is None else item.onderhoud,
        levensduur=life if item.levensduur is None else item.levensduur,
        meegroei=item.meegroei or (choices.meegroeien and item.soort in _GROWING),
    )


def _streams(
    project: Project, items: tuple[Item, ...], groups: tuple[Group, ...], choices: Choices, a: Assumptions
) -> tuple[Stream, ...]:
    """Return the yearly amounts: those of the kentallen, with those of the project in their place."""
    for key in project.weg:
        if key not in STREAM_KEYS:
            hint = difflib.get_close_matches(key, STREAM_KEYS, n=1, cutoff=0.0)[0]
            raise InputError("econ_weg_onbekend", case=project.naam, name=key, hint=hint)
    standard = standard_streams(items, groups, project.nettype, choices, a)
    own = {stream.key: stream for stream in project.jaarposten}
    kept = [own.pop(stream.key, stream) for stream in standard if stream.key not in project.weg]
    kept = [stream for stream in kept if _wanted(stream, choices)]
    kept += [stream for stream in project.jaarposten if stream.key in own and _wanted(stream, choices)]
    return tuple(scaled(kept, a.exploitatie_factor))


def _wanted(stream: Stream, choices: Choices) -> bool:
    """Return whether the choices leave an amount in: certificates and SDE++ of a project itself can be switched off."""
    if stream.regel == "certificaten":
        return choices.certificaten
    return stream.regel != "sde" or choices.sde is not False


def price_level(case: Case) -> str:
    """Return in words (Dutch) of which year the prices are."""
    return note("econ_prijspeil", year=dutch(case.prijspeil))
