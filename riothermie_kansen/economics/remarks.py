"""What has to be said about a business case: how it was reckoned, and what a reader should know of the outcome."""

from __future__ import annotations

import numpy as np

from ..findings import Findings
from ..wording import amount, dutch, euro, note
from .case import DIRECT, Case
from .cashflow import Flows
from .columns import BRONNET, CERTIFICATEN, PER_WONING, WARMTE
from .investment import first, invest, lifetime
from .measures import Measures
from .uptake import connected

_CENT = 0.005


def remarks(case: Case, flows: Flows, outcome: Measures, findings: Findings) -> list[str]:
    """Return how a case was reckoned, in sentences (Dutch), and add what stands out to the findings.

    Parameters
    ----------
    case, flows, outcome
        A case of single figures (of runs the first is told), its cash flow and what that comes to.
    findings
        Gets kinds ``econ_*``.
    """
    _find(case, flows, outcome, findings)
    return [*case.notes, *_how(case, flows)]


def percent(value: float) -> str:
    """Return a share as a percentage in Dutch."""
    return dutch(round(100.0 * value, 2))


def _how(case: Case, flows: Flows) -> list[str]:
    finance = case.financiering
    found = [note("econ_prijspeil", year=dutch(case.prijspeil)), _who(case), *_through_the_years(case, flows)]
    if case.opslagen:
        labels = {DIRECT: note("econ_direct"), **{one.key: one.naam for one in case.opslagen}}
        parts = [
            note(
                "econ_opslag_over",
                name=one.naam,
                share=percent(first(one.deel)),
                base=" + ".join(labels.get(key, key) for key in one.grondslag),
            )
            for one in case.opslagen
        ]
        found.append(note("econ_opslagen", parts="; ".join(parts)))
    else:
        found.append(note("econ_geen_opslagen"))
    replaced = _replaced(case)
    key = "econ_vervangen" if replaced else "econ_niet_vervangen"
    found.append(note(key, years=finance.horizon, items="; ".join(replaced)))
    if finance.lening:
        kind = note("econ_annuitair" if finance.annuitair else "econ_lineair")
        found.append(note("econ_lening", kind=kind, years=finance.looptijd, rate=percent(first(finance.rente))))
    else:
        found.append(note("econ_geen_lening"))
    rates = {"discount": percent(first(finance.disconto)), "inflation": percent(first(finance.inflatie))}
    found.append(note("econ_voeten", years=finance.horizon, **rates))
    grant = float(np.atleast_2d(flows.lijnen["subsidie_eur"]).sum(axis=-1)[0])
    if first(case.subsidie.eur) > 0.0 and grant > 0.0:
        counting = "econ_per_woning" if case.subsidie.telling == PER_WONING else "econ_per_aansluiting"
        texts = {"eur": euro(first(case.subsidie.eur)), "counting": note(counting), "total": euro(grant)}
        found.append(note("econ_wis", share=percent(first(case.subsidie.deel)), **texts))
    found.append(note("econ_niet_gerekend"))
    return found


def _who(case: Case) -> str:
    homes = sum(group.woningen for group in case.groepen)
    always = sum(group.woningen for group in case.groepen if group.altijd)
    legal = sum(group.aansluitingen for group in case.groepen)
    texts = {"homes": amount(homes), "legal": amount(legal), "uptake": percent(first(case.volloop) * _reached(case))}
    if always:
        return note("econ_wie_altijd", always=amount(always), **texts)
    return note("econ_wie", **texts)


def _through_the_years(case: Case, flows: Flows) -> list[str]:
    """Return how the uptake comes, and what is built along with it."""
    found = []
    if any(share < 1.0 for share in case.volloop_jaren):
        steps = [
            note("econ_volloop_jaar", year=year, share=percent(share))
            for year, share in enumerate(case.volloop_jaren, start=1)
        ]
        found.append(note("econ_volloop_verloop", steps="; ".join(steps)))
    growing = [item.naam for item in case.posten if item.meegroei]
    if growing:
        nominal = -float(np.atleast_2d(flows.lijnen["investering_eur"]).sum(axis=-1)[0])
        total = first(invest(case).total)
        found.append(note("econ_meegroei", items="; ".join(growing), nominal=euro(nominal), total=euro(total)))
    return found


def _reached(case: Case) -> float:
    """Return the share of the uptake that has connected in the last year."""
    return float(case.volloop_jaren[min(case.financiering.horizon, len(case.volloop_jaren)) - 1])


def _replaced(case: Case) -> list[str]:
    """Return what is replaced within the horizon, with the years after which, in order of the items."""
    found: dict[str, None] = {}
    for item in case.posten:
        life = lifetime(item)
        if life is not None and life < case.financiering.horizon:
            found[note("econ_na_jaren", item=item.naam, years=life)] = None
    return list(found)


def _find(case: Case, flows: Flows, outcome: Measures, findings: Findings) -> None:
    name = [case.naam]
    horizon = case.financiering.horizon
    if first(outcome.irr_aantal) > 1:
        findings.add("econ_irr_meer", "info", name, count=int(first(outcome.irr_aantal)))
    negative = np.atleast_2d(flows.kasstroom)[0] < -_CENT
    if case.financiering.lening and negative.any():  # without a loan the investment itself is such an outlay
        years = int(negative.sum())
        year = int(negative.argmax())
        lowest = -float(np.atleast_2d(flows.kasstroom)[0].min())
        findings.add("econ_kasstroom_negatief", "waarschuwing", name, years=years, year=year, most=euro(lowest))
    if case.financiering.lening:
        borrowed = np.atleast_2d(flows.lijnen["lening_eur"])[0]
        late = np.arange(horizon + 1) + case.financiering.looptijd > horizon
        if float(borrowed[late].sum()) > _CENT:
            findings.add("econ_schuld_horizon", "info", name, year=horizon)
    if _capped(case):
        findings.add("econ_wis_begrensd", "info", name, share=percent(first(case.subsidie.deel)))
    for item in case.posten:
        if first(item.direct_eur) < 0.0:
            findings.add("econ_bespaard", "info", name, item=item.naam, eur=euro(-first(item.direct_eur)))
    for stream in case.jaarposten:
        if stream.regel == CERTIFICATEN and not first(stream.eur) > 0.0:
            findings.add("econ_certificaten_nul", "info", name)
        if stream.regel == WARMTE and case.nettype == BRONNET and first(stream.eur) > 0.0:
            findings.add("econ_warmteprijs_bronnet", "waarschuwing", name)
    if _reached(case) < 1.0 and first(case.volloop) > 0.0 and not all(group.altijd for group in case.groepen):
        final = percent(first(case.volloop) * _reached(case))
        shares = {"share": percent(_reached(case)), "uptake": percent(first(case.volloop)), "final": final}
        findings.add("econ_volloop_blijft_achter", "waarschuwing", name, year=horizon, **shares)
    always = [group.naam for group in case.groepen if group.altijd]
    if always and first(case.volloop) == 0.0:
        findings.add("econ_alleen_altijd", "info", name, groups=", ".join(always))


def _capped(case: Case) -> bool:
    """Return whether the highest share holds the subsidy back."""
    grant = case.subsidie
    asked = first(grant.eur) * float(np.atleast_2d(connected(case, grant.telling))[0, -1])
    return asked > first(grant.deel) * first(invest(case).total) + _CENT
