"""Outcomes of the supplier: investment, yearly amounts, outlays, net present value."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from ...errors import InputError
from ...wording import note
from ..breakeven import break_even
from ..case import DIRECT, Item, Stream, Surcharge
from ..columns import ONDERHOUD, REGELS_LASTEN
from ..investment import factor
from ..operation import stream_eur, unit, units_of
from ..streams import upkeep_key
from ..uptake import Floats
from .bench import Bench, Index, Outcome, Reckoned
from .words import TIMES, bracketed, figure, grown, named_total, percent, total

SHOWN = 6
"""Most items of which a formula shows each amount."""


def item_eur(bench: Bench, variant: str, index: Index) -> Outcome:
    """Return the direct costs of item ``post``: an input."""
    found = _item(bench.variant(variant), str(index["post"]))
    return Outcome(float(np.asarray(found.direct_eur)), note("verify_f_invoer"), invoer=True)


def surcharge_eur(bench: Bench, variant: str, index: Index) -> Outcome:
    """Return the amount of surcharge ``opslag`` with its base."""
    done = bench.variant(variant, index)
    key = str(index["opslag"])
    one = _surcharge(done, key)
    return Outcome(_surcharges(done)[key], f"{percent(float(np.asarray(one.deel)))} {TIMES} {_base(done, one)}")


def surcharges_eur(bench: Bench, variant: str, index: Index) -> Outcome:
    """Return all surcharges together."""
    done = bench.variant(variant, index)
    parts = [(one.naam.lower(), _surcharges(done)[one.key]) for one in done.case.opslagen]
    return Outcome(sum(value for _, value in parts), named_total(parts))


def subtotal_eur(bench: Bench, variant: str, index: Index) -> Outcome:
    """Return direct costs and the surcharges up to and including ``tot``."""
    done = bench.variant(variant, index)
    keys = [one.key for one in done.case.opslagen]
    last = _surcharge(done, str(index["tot"])).key
    shown = done.case.opslagen[: keys.index(last) + 1]
    parts = [(note("verify_f_direct"), _direct(done)), *((s.naam.lower(), _surcharges(done)[s.key]) for s in shown)]
    return Outcome(sum(value for _, value in parts), named_total(parts))


def investment_eur(bench: Bench, variant: str, index: Index) -> Outcome:
    """Return the investment with surcharges."""
    done = bench.variant(variant, index)
    parts = [
        (note("verify_f_direct"), _direct(done)),
        *((s.naam.lower(), _surcharges(done)[s.key]) for s in done.case.opslagen if _surcharges(done)[s.key]),
    ]
    text = named_total(parts) if len(parts) > 1 else total([float(np.asarray(v)) for v in done.investment.direct])
    return Outcome(float(np.asarray(done.investment.total)), text)


def investment_per_home_eur(bench: Bench, variant: str, index: Index) -> Outcome:
    """Return the investment per dwelling; ``woningen``: another number of dwellings."""
    done = bench.variant(variant, index)
    homes = float(index.get("woningen", done.project.woningen))
    value = float(np.asarray(done.investment.total))
    return Outcome(value / homes, f"{figure(value)} / {figure(homes)}")


def investment_difference_eur(bench: Bench, variant: str, index: Index) -> Outcome:
    """Return the investment less that of variant ``ander``."""
    one, other = (float(np.asarray(bench.variant(v).investment.total)) for v in (variant, str(index["ander"])))
    return Outcome(one - other, total([one, -other]))


def item_difference_eur(bench: Bench, variant: str, index: Index) -> Outcome:
    """Return the direct costs of item ``post`` less those in variant ``ander``, shared by ``per``."""
    key, per = str(index["post"]), float(index["per"])
    one, other = (float(np.asarray(_item(bench.variant(v), key).direct_eur)) for v in (variant, str(index["ander"])))
    return Outcome((one - other) / per, f"({total([one, -other])}) / {figure(per)}")


def homes(bench: Bench, variant: str, _index: Index) -> Outcome:
    """Return the dwellings that can connect."""
    groups = bench.project(variant).groepen
    return Outcome(bench.project(variant).woningen, named_total([(g.naam.lower(), g.woningen) for g in groups]))


def yearly_eur(bench: Bench, variant: str, index: Index) -> Outcome:
    """Return yearly amounts (keys in ``posten``, joined with +) in year ``jaar``.

    Without a year it is the amount at full uptake at the price of year 0, as a table of yearly costs has it.
    """
    year = int(float(index.get("jaar", 0)))
    done = bench.variant(variant, index if year else {**index, "volloop": 1.0})
    parts = [_stream(done, key) for key in str(index["posten"]).split("+")]
    value = sum(_amount(done, one, year) for one in parts)
    rise = {float(np.asarray(_index(done, one))) for one in parts}
    text = " + ".join(_formula(done, one) for one in parts)
    return Outcome(value, grown(bracketed(text), rise.pop(), year) if year and len(rise) == 1 else text)


def costs_eur(bench: Bench, variant: str, index: Index) -> Outcome:
    """Return all yearly costs at the price of year 0."""
    done = bench.variant(variant, index)
    values = [_amount(done, one, 0) for one in done.case.jaarposten if one.regel in REGELS_LASTEN]
    return Outcome(sum(values), total(values))


def per_connection_eur(bench: Bench, variant: str, index: Index) -> Outcome:
    """Return a tariff times the legal connections; ``aantal``: another number."""
    n = float(index.get("aantal", bench.project(variant).aansluitingen))
    return Outcome(n * float(index["tarief"]), f"{figure(n)} {TIMES} {figure(float(index['tarief']))}")


def standing_eur(bench: Bench, variant: str, _index: Index) -> Outcome:
    """Return the standing charge of a connection."""
    a = bench.variant(variant).assumptions
    parts = [float(np.asarray(v)) for v in (a.vastrecht_basis_eur, a.vastrecht_kw_eur, a.aansluiting_kw)]
    above = total([parts[2], -float(np.asarray(a.vastrecht_vrij_kw))])
    text = f"{figure(parts[0])} + {figure(parts[1])} {TIMES} ({above})"
    return Outcome(float(np.asarray(a.vastrecht_eur)), text)


def outlay_eur(bench: Bench, variant: str, index: Index) -> Outcome:
    """Return what goes out in year ``jaar``: investment, replacing and yearly costs, no loan."""
    done, year = bench.variant(variant, index), int(float(index["jaar"]))
    parts = [(note(f"verify_f_{line}"), float(values[year])) for line, values in _outlays(done).items()]
    shown = [(name, value) for name, value in parts if value]
    return Outcome(sum(value for _, value in parts), named_total(shown))


def outlay_total_eur(bench: Bench, variant: str, index: Index) -> Outcome:
    """Return what has gone out up to and including year ``jaar``."""
    done, year = bench.variant(variant, index), int(float(index["jaar"]))
    value = sum(float(values[: year + 1].sum()) for values in _outlays(done).values())
    return Outcome(value, note("verify_f_cumulatief", year=year))


def replacing_eur(bench: Bench, variant: str, index: Index) -> Outcome:
    """Return what is spent on replacing in year ``jaar``."""
    done, year = bench.variant(variant, index), int(float(index["jaar"]))
    value = float(_outlays(done)["herinvestering"][year])
    items = [item for item in done.case.posten if item.levensduur is not None and year % item.levensduur == 0]
    prices = [_price(done, item) for item in items]
    indices = {item.herinvestering_index for item in items}
    own = indices.pop() if len(indices) == 1 else None
    rise = done.case.financiering.inflatie if own is None else own
    return Outcome(value, grown(bracketed(total(prices)), float(np.asarray(rise)), year))


def rise(bench: Bench, variant: str, index: Index) -> Outcome:
    """Return how much yearly amounts (``posten``) rise per year from year ``van`` to ``tot``."""
    first, last = int(float(index["van"])), int(float(index["tot"]))
    a, b = (yearly_eur(bench, variant, {**index, "jaar": year}).number for year in (first, last))
    return Outcome((b / a) ** (1.0 / (last - first)) - 1.0, f"({figure(b)} / {figure(a)})^(1/{last - first}) − 1")


def ranking(bench: Bench, _variant: str, index: Index) -> Outcome:
    """Return the variants (``varianten``, joined with +) by what has gone out up to year ``jaar``, the least first."""
    year = {"jaar": index["jaar"]}
    found = [(outlay_total_eur(bench, name, year).number, name) for name in str(index["varianten"]).split("+")]
    found.sort()
    return Outcome(" < ".join(name for _, name in found), " < ".join(figure(value) for value, _ in found))


def npv_eur(bench: Bench, variant: str, index: Index) -> Outcome:
    """Return the net present value."""
    value = float(bench.variant(variant, index).flows.npv)
    return Outcome(value, note("verify_f_ncw"))


def npv_sign(bench: Bench, variant: str, index: Index) -> Outcome:
    """Return whether the net present value is positive, in words."""
    value = npv_eur(bench, variant, index).number
    word = note("verify_positief" if value > 0 else "verify_negatief")
    return Outcome(word, note("verify_f_ncw_is", value=figure(round(value)), variant=variant))


def break_even_uptake(bench: Bench, variant: str, index: Index) -> Outcome:
    """Return the uptake at which the net present value is zero; NaN: there is none."""
    done = bench.variant(variant, index)
    found = break_even(done.project, done.choices, done.assumptions, done.kentallen, "volloop", low=0.0, high=1.0)
    return Outcome(float(found.waarde), note("verify_f_nulpunt"))


def largest_grant(bench: Bench, variant: str, index: Index) -> Outcome:
    """Return which subsidy does more for the net present value on its own: WIS or SDE++."""
    none, wis, sde = (
        npv_eur(bench, variant, {**index, "wis": a, "sde": b}).number for a, b in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0))
    )
    text = note("verify_f_subsidie", wis=figure(round(wis - none)), sde=figure(round(sde - none)), variant=variant)
    return Outcome("WIS" if wis > sde else "SDE++", text)


SUPPLIER: Mapping[str, Callable[[Bench, str, Index], Outcome]] = {
    "post_eur": item_eur,
    "opslag_eur": surcharge_eur,
    "opslagen_eur": surcharges_eur,
    "som_eur": subtotal_eur,
    "investering_eur": investment_eur,
    "investering_per_woning_eur": investment_per_home_eur,
    "verschil_investering_eur": investment_difference_eur,
    "verschil_post_eur": item_difference_eur,
    "woningen": homes,
    "jaarpost_eur": yearly_eur,
    "lasten_eur": costs_eur,
    "per_aansluiting_eur": per_connection_eur,
    "vastrecht_eur": standing_eur,
    "uitgaven_eur": outlay_eur,
    "uitgaven_cumulatief_eur": outlay_total_eur,
    "herinvestering_eur": replacing_eur,
    "stijging": rise,
    "rangorde": ranking,
    "ncw_eur": npv_eur,
    "ncw_teken": npv_sign,
    "nulpunt_volloop": break_even_uptake,
    "grootste_subsidie": largest_grant,
}
"""Outcomes that take a variant."""


def _item(done: Reckoned, key: str) -> Item:
    found = next((one for one in done.case.posten if one.key == key), None)
    if found is None:
        raise InputError("verify_post", variant=done.project.naam, name=key)
    return found


def _surcharge(done: Reckoned, key: str) -> Surcharge:
    found = next((one for one in done.case.opslagen if one.key == key), None)
    if found is None:
        raise InputError("verify_post", variant=done.project.naam, name=key)
    return found


def _stream(done: Reckoned, key: str) -> Stream:
    found = next((one for one in done.case.jaarposten if one.key == key), None)
    if found is None:
        raise InputError("verify_post", variant=done.project.naam, name=key)
    return found


def _direct(done: Reckoned) -> float:
    return sum(float(np.asarray(value)) for value in done.investment.direct)


def _surcharges(done: Reckoned) -> dict[str, float]:
    keys = (one.key for one in done.case.opslagen)
    return {key: float(np.asarray(value)) for key, value in zip(keys, done.investment.surcharges, strict=True)}


def _base(done: Reckoned, one: Surcharge) -> str:
    """Return the base of a surcharge as a sum: the items where they are few, and the surcharges before it."""
    taken = [float(np.asarray(item.direct_eur)) for item in done.case.posten if item.key not in one.zonder]
    parts = [
        (other.naam.lower(), _surcharges(done)[other.key]) for other in done.case.opslagen if other.key in one.grondslag
    ]
    if not parts:
        return bracketed(total(taken)) if len(taken) <= SHOWN else figure(sum(taken))
    if DIRECT in one.grondslag:
        # a surcharge that leaves items out is taken over the others only
        parts = [(note("verify_f_direct"), sum(taken)), *parts]
    return f"({named_total(parts)})"


def _amount(done: Reckoned, one: Stream, year: int) -> float:
    """Return a yearly amount in a year; year 0: at its price, with what is connected in year 1."""
    units = units_of(done.case)[unit(one)]
    if year:
        return float(stream_eur(done.case, one, units)[year])
    return float(np.asarray(one.eur) * units[1])


def _index(done: Reckoned, one: Stream) -> float:
    return float(np.asarray(done.case.financiering.inflatie if one.index is None else one.index))


def _formula(done: Reckoned, one: Stream) -> str:
    """Return a yearly amount at the price of year 0: shares of the items for maintenance, else amount times units."""
    items = [item for item in done.case.posten if upkeep_key(item.soort) == one.key and item.onderhoud]
    if one.regel == ONDERHOUD and items and one.key not in {own.key for own in done.project.jaarposten}:
        shares: dict[float, list[float]] = {}
        for item in items:
            shares.setdefault(float(np.asarray(item.onderhoud)), []).append(float(np.asarray(item.direct_eur)))
        return " + ".join(f"{percent(share)} {TIMES} {bracketed(total(values))}" for share, values in shares.items())
    n = float(units_of(done.case)[unit(one)][1])
    amount = figure(float(np.asarray(one.eur)))
    return amount if n == 1.0 else f"{figure(n)} {TIMES} {amount}"


def _outlays(done: Reckoned) -> dict[str, Floats]:
    """Return what goes out in each year by line, above zero."""
    lines = ("investering", "herinvestering", *REGELS_LASTEN)
    return {line: -done.flows.lijnen[f"{line}_eur"] for line in lines}


def _price(done: Reckoned, item: Item) -> float:
    """Return what replacing an item costs at the price of year 0."""
    multiple = factor(done.case, item) if item.herinvestering_opslagen else 1.0
    return float(np.asarray(item.direct_eur) * np.asarray(item.herinvestering_deel) * np.asarray(multiple))
