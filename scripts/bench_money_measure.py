"""One measurement of the business case; `bench_money` calls it, with the environment of the solvers of others.

Usage: bench_money_measure.py WHAT FOLDER RUNS
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

Outcome = dict[str, Any]
HOUSES, FLATS, BLOCKS = 215, 140, 5
INVESTED = {"bronnet": 2_000_000.0, "mt": 4_400_000.0}
TIMES = 3
SEED = 1


def made(nettype: str, *, plain: bool = False) -> tuple[Any, ...]:
    """Return a project like Leusden's with choices, assumptions and kentallen.

    A plain one has a single item that is never replaced, a loan with equal yearly amounts, and no certificates: what
    numpy-financial has functions for.
    """
    from riothermie_kansen import kentallen
    from riothermie_kansen.economics.assumptions import settle
    from riothermie_kansen.economics.case import Group, Item
    from riothermie_kansen.economics.project import Choices, Project

    kinds = {"riothermie": 0.25, "wko": 0.1, "technische ruimte": 0.05, "transportnet": 0.3, "aansluitleiding": 0.3}
    if nettype == "mt":
        kinds = {"riothermie": 0.2, "wko": 0.1, "warmtepomp": 0.3, "distributienet": 0.25, "afleverset": 0.15}
    if plain:
        kinds = {"transportnet": 1.0}
    whole = INVESTED[nettype]
    items = tuple(Item(kind, kind, kind, whole * part, onderhoud=None, levensduur=None) for kind, part in kinds.items())
    groups = (
        Group("huizen", HOUSES, HOUSES, warmte_gj=36.5 * HOUSES),
        Group("appartementen", FLATS, BLOCKS, warmte_gj=36.5 * FLATS, altijd=True),
    )
    choices = Choices(annuitair=True, certificaten=False) if plain else Choices()
    project = Project(nettype, nettype, 2023.0, items, groups)
    chosen, own, assumptions = settle(project, choices, kentallen.load())
    return project, chosen, assumptions, own


def _drawn(runs: int) -> tuple[Any, dict[str, Any], tuple[Any, ...]]:
    """Return the plain project, its draws, and a case with all of them."""
    from riothermie_kansen.economics.build import build_case
    from riothermie_kansen.economics.montecarlo import draws
    from riothermie_kansen.economics.solve import varied
    from riothermie_kansen.economics.uncertainty import KEUZE, uncertainties

    base = made("bronnet", plain=True)
    project, choices, assumptions, own = base
    ranges = [one for one in uncertainties(project, assumptions, own) if one.vorm != KEUZE]
    drawn = {one.veld: draws(one, runs, SEED, own) for one in ranges}
    changed, numbers = varied(project, assumptions, drawn)
    return build_case(changed, choices, numbers, own), drawn, base


def _flows_by_hand(drawn: dict[str, Any], base: tuple[Any, ...], run: int) -> tuple[list[float], list[float]]:
    """Return the cash flow with and without the loan of one run, written out with numpy-financial."""
    import numpy_financial as npf

    _, _, a, _ = base
    value = {field: float(column[run]) for field, column in drawn.items()}
    houses = HOUSES * value["volloop"]
    direct = INVESTED["bronnet"] * value["investering_factor"]
    invested = direct * (1 + a.auk + a.winst_risico + a.onvoorzien)
    grant = min(a.wis_eur * (houses + FLATS), a.wis_deel * invested)
    loan = invested - a.bak_eur * (houses + BLOCKS) - grant
    heat = 36.5 * value["warmte_factor"]
    pumps = heat * (houses + FLATS) / 0.0036 * value["pomp_deel"] * value["elektra_eur_kwh"]
    fixed = heat * (HOUSES + FLATS) * a.elektra_vast_eur_gj
    costs = direct * a.onderhoud_net + pumps + fixed + a.administratie_eur * (houses + BLOCKS)
    yearly = a.vastrecht_eur * (houses + BLOCKS) - costs * value["exploitatie_factor"]
    service = -npf.pmt(value["rente"], a.looptijd, max(loan, 0.0))
    own, flow = [-loan], [max(-loan, 0.0)]
    for year in range(1, a.horizon + 1):
        own.append(yearly * (1 + value["inflatie"]) ** year)
        flow.append(own[-1] - (service if year <= a.looptijd else 0.0))
    return flow, own


def against_peer(folder: Path, runs: int) -> Outcome:
    """Measure net present values and internal rates, all at once against run by run."""
    del folder
    import numpy as np
    import numpy_financial as npf

    from riothermie_kansen.economics.cashflow import cash_flow
    from riothermie_kansen.economics.rates import internal_rate

    case, drawn, base = _drawn(runs)
    discount = base[2].disconto
    found: Outcome = {"npv": [], "rate": []}
    for _ in range(TIMES):
        began = time.process_time()
        flows = cash_flow(case)
        ours = flows.npv
        found["npv"].append(time.process_time() - began)
        began = time.process_time()
        rate, count = internal_rate(flows.projectkasstroom)
        found["rate"].append(time.process_time() - began)
    began = time.process_time()
    by_hand = [_flows_by_hand(drawn, base, run) for run in range(runs)]
    theirs = np.array([npf.npv(discount, flow) for flow, _ in by_hand])
    peer_npv = time.process_time() - began
    began = time.process_time()
    rates = np.array([npf.irr(own) for _, own in by_hand])
    peer_rate = time.process_time() - began
    both = np.isfinite(rates) & (count == 1)
    return {
        "npv": min(found["npv"]), "rate": min(found["rate"]), "npv_peer": peer_npv, "rate_peer": peer_rate,
        "apart": float(np.abs(ours - theirs).max()), "rate_apart": float(np.abs(rate - rates)[both].max()),
        "rates": float(both.mean()),
    }  # fmt: skip


def whole(folder: Path, runs: int) -> Outcome:
    """Measure a simulation of an MT network: draws, cash flows, quantiles, tables."""
    del folder
    from riothermie_kansen.economics.montecarlo import monte_carlo

    base = made("mt")
    monte_carlo(*base, runs=100)
    began = time.process_time()
    monte_carlo(*base, runs=runs, seed=SEED)
    taken = time.process_time() - began
    return {"cpu": taken, "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def around(folder: Path, runs: int) -> Outcome:
    """Measure tipping points, scenario matrix, tornado and contested choices of an MT network."""
    del folder, runs
    from riothermie_kansen.economics.breakeven import break_evens
    from riothermie_kansen.economics.contested import contested
    from riothermie_kansen.economics.scenarios import scenarios
    from riothermie_kansen.economics.sensitivity import tornado

    base = made("mt")
    tornado(*base)
    steps = {}
    for name, step in (("tipping points", break_evens), ("scenario matrix", scenarios), ("tornado", tornado),
                       ("contested choices", contested)):  # fmt: skip
        began = time.process_time()
        step(*base)
        steps[name] = time.process_time() - began
    return {"cpu": sum(steps.values()), "steps": steps}


MEASURES: dict[str, Callable[[Path, int], Outcome]] = {
    "against-peer": against_peer,
    "whole": whole,
    "around": around,
}

if __name__ == "__main__":
    what, where, which = sys.argv[1:]
    print("OUTCOME", json.dumps(MEASURES[what](Path(where), int(which))), flush=True)
