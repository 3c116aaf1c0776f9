"""Outcomes of energy and CO2, and plain sums and products of what a report printed."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from ...units import GJ_PER_KWH
from ...wording import note
from ..co2.emissions import certificates_eur, electricity_t, gas_t, saving_share, saving_t
from ..energy import GELEVERD, OPGEWEKT, electricity_kwh, gas_gj, gas_m3, produced_gj
from .bench import Bench, Index, Outcome
from .words import TIMES, figure, named_total, percent, product

GJ_PER_MWH = 1000.0 * GJ_PER_KWH
"""GJ in a MWh."""

PARTS = (("rv_mwh", "cop_rv"), ("tap_mwh", "cop_tap"), ("koude_mwh", "cop_koude"))
"""Heat or cold in MWh, and the COP it is made with; a network loss counts for the heat only."""


def given(_bench: Bench, _variant: str, index: Index) -> Outcome:
    """Return an input of the report as it reckons with it (``waarde``), not rounded."""
    return Outcome(_number(index, "waarde"), note("verify_f_invoer"), invoer=True)


def kental(bench: Bench, _variant: str, index: Index) -> Outcome:
    """Return the kental ``sleutel``."""
    one = bench.study.kentallen[str(index["sleutel"])]
    return Outcome(
        bench.study.kentallen.value(str(index["sleutel"])), note("verify_f_kental", name=one.key), invoer=True
    )


def addition(_bench: Bench, _variant: str, index: Index) -> Outcome:
    """Return the sum of all numbers given, each with its name."""
    parts = [(name.replace("_", " "), float(value)) for name, value in index.items()]
    return Outcome(math.fsum(value for _, value in parts), named_total(parts))


def multiplication(_bench: Bench, _variant: str, index: Index) -> Outcome:
    """Return the product of all numbers given."""
    values = [float(value) for value in index.values()]
    return Outcome(math.prod(values), product(values))


def meters_eur(_bench: Bench, _variant: str, index: Index) -> Outcome:
    """Return what meters cost in a year: a tariff with VAT, without it, and risen by inflation."""
    n, tariff, vat, rise, year = (
        _number(index, name) for name in ("meters", "tarief_incl_btw", "btw", "inflatie", "jaar")
    )
    text = f"{figure(n)} {TIMES} {figure(tariff)} / {figure(1 + vat)} {TIMES} {figure(1 + rise)}^{figure(year)}"
    return Outcome(n * tariff / (1.0 + vat) * (1.0 + rise) ** year, text)


def gas_mwh(_bench: Bench, _variant: str, index: Index) -> Outcome:
    """Return the gas of a boiler in MWh: heating and hot water each over its efficiency."""
    heating, tap = (_number(index, name) for name in ("rv_mwh", "tap_mwh"))
    one, other = (_number(index, name) for name in ("ketel_rv", "ketel_tap"))
    value = float(gas_gj(heating, one)) + float(gas_gj(tap, other))
    return Outcome(value, f"{figure(heating)} / {percent(one)} + {figure(tap)} / {percent(other)}")


def gas_energy_gj(bench: Bench, variant: str, index: Index) -> Outcome:
    """Return the gas of a boiler in GJ."""
    found = gas_mwh(bench, variant, index)
    return Outcome(found.number * GJ_PER_MWH, f"({found.formule}) {TIMES} 3,6")


def produced_mwh(_bench: Bench, _variant: str, index: Index) -> Outcome:
    """Return the heat that is produced for ``warmte_mwh`` with a loss that is a share of what is produced."""
    heat, loss = _number(index, "warmte_mwh"), _number(index, "verlies")
    return Outcome(float(produced_gj(heat, loss, of=OPGEWEKT)), f"{figure(heat)} / (1 − {percent(loss)})")


def electricity_mwh(_bench: Bench, _variant: str, index: Index) -> Outcome:
    """Return the electricity, MWh: heat and cold (MWh, or ``warmte_gj``) over COP, loss of the net, and pumps.

    ``factor`` multiplies it all, as a wrong unit does; ``verlies_van``: what the loss is a share of, else of what is
    produced.
    """
    loss, delivered = _number(index, "verlies", 0.0), index.get("verlies_van") == GELEVERD
    value, texts = 0.0, []
    pieces = [
        (_number(index, heat) * GJ_PER_MWH, _number(index, cop), heat, figure(_number(index, heat)))
        for heat, cop in PARTS
        if heat in index
    ]
    if "warmte_gj" in index:
        heat_gj = _number(index, "warmte_gj")
        pieces.append((heat_gj, _number(index, "cop"), "warmte_gj", f"{figure(heat_gj)} / 3,6"))
    for heat, cop, name, shown in pieces:
        lost = loss if name != "koude_mwh" else 0.0
        value += float(electricity_kwh(produced_gj(heat, lost, of=GELEVERD if delivered else OPGEWEKT), cop))
        over = "" if not lost else f" {TIMES} (1 + {percent(lost)})" if delivered else f" / (1 − {percent(lost)})"
        texts.append(f"{shown}{over} / {figure(cop)}")
    pumps = _number(index, "pomp_kwh", 0.0)
    if pumps:
        value += pumps
        texts.append(note("verify_f_pomp", value=figure(pumps / 1000.0)))
    return _times(index, value / 1000.0, " + ".join(texts))


def electricity_used_kwh(bench: Bench, variant: str, index: Index) -> Outcome:
    """Return the electricity, kWh, see `electricity_mwh`."""
    found = electricity_mwh(bench, variant, index)
    return Outcome(found.number * 1000.0, f"({found.formule}) {TIMES} 1.000")


def emission_electricity_t(bench: Bench, variant: str, index: Index) -> Outcome:
    """Return the tonnes of CO2 of the electricity."""
    used = electricity_mwh(bench, variant, {**index, "factor": 1.0})
    ef = _number(index, "ef_elektra")
    return _times(index, float(electricity_t(used.number * 1000.0, ef)), f"({used.formule}) {TIMES} {figure(ef)}")


def emission_gas_t(bench: Bench, variant: str, index: Index) -> Outcome:
    """Return the tonnes of CO2 of a gas boiler, and of the electricity of an air conditioner where there is cold."""
    ef = _number(index, "ef_gas")
    if "warmte_gj" in index:
        heat, boiler = _number(index, "warmte_gj"), _number(index, "ketel")
        text = f"{figure(heat)} / {percent(boiler)} {TIMES} {figure(ef)} / 1.000"
        return _times(index, float(gas_t(heat, boiler, ef)), text)
    heating, tap = (_number(index, name) * GJ_PER_MWH for name in ("rv_mwh", "tap_mwh"))
    value = float(gas_t(heating, _number(index, "ketel_rv"), ef)) + float(gas_t(tap, _number(index, "ketel_tap"), ef))
    text = f"{figure(gas_energy_gj(bench, variant, index).number, 1)} GJ {TIMES} {figure(ef)} / 1.000"
    if "koude_mwh" in index:
        cold = {name: index[name] for name in ("koude_mwh", "cop_koude")}
        used = electricity_mwh(bench, variant, cold).number
        value += float(electricity_t(used * 1000.0, _number(index, "ef_elektra")))
        text += f" + {figure(used, 2)} MWh {TIMES} {figure(_number(index, 'ef_elektra'))}"
    return _times(index, value, text)


def saved_t(bench: Bench, _variant: str, index: Index) -> Outcome:
    """Return the tonnes saved: figure ``referentie`` less figure ``zelf`` (none: nothing is emitted)."""
    reference, own = _pair(bench, index)
    return _times(index, float(saving_t(reference, own)), f"{figure(reference, 2)} − {figure(own, 2)}")


def saved_share(bench: Bench, _variant: str, index: Index) -> Outcome:
    """Return the share of the tonnes of figure ``referentie`` that figure ``zelf`` saves."""
    reference, own = _pair(bench, index)
    return Outcome(float(saving_share(reference, own)), f"1 − {figure(own, 1)} / {figure(reference, 1)}")


def income_eur(bench: Bench, _variant: str, index: Index) -> Outcome:
    """Return what certificates bring in a year."""
    reference, own = _pair(bench, index)
    price = _number(index, "prijs")
    text = f"({figure(reference, 1)} − {figure(own, 1)}) {TIMES} {figure(price)}"
    return _times(index, float(certificates_eur(saving_t(reference, own), price)), text)


def gas_used_m3(bench: Bench, _variant: str, index: Index) -> Outcome:
    """Return the gas of a resident in a year, m3."""
    heat, content = _number(index, "warmte_gj"), bench.study.kentallen.value("co2.onderwaarde_gas")
    return Outcome(float(gas_m3(heat, 1.0, content)), f"{figure(heat)} {TIMES} 1.000 / {figure(content)}")


def gas_eur(bench: Bench, _variant: str, index: Index) -> Outcome:
    """Return what gas costs a resident in a year; ``deel``: share of the heat that comes from gas."""
    heat, share, price = _number(index, "warmte_gj"), _number(index, "deel", 1.0), _number(index, "prijs")
    content = bench.study.kentallen.value("co2.onderwaarde_gas")
    value = float(gas_m3(heat * share, 1.0, content)) * price
    over = f"{percent(share)} {TIMES} " if share != 1.0 else ""
    return Outcome(value, f"{over}{figure(heat)} {TIMES} 1.000 / {figure(content)} {TIMES} {figure(price)}")


def power_eur(_bench: Bench, _variant: str, index: Index) -> Outcome:
    """Return what the electricity of a heat pump costs a resident in a year; ``deel``: its share of the heat."""
    heat, share = _number(index, "warmte_gj"), _number(index, "deel", 1.0)
    cop, price = _number(index, "cop"), _number(index, "prijs")
    over = f"{percent(share)} {TIMES} " if share != 1.0 else ""
    text = f"{over}{figure(heat)} / 0,0036 / {figure(cop)} {TIMES} {figure(price)}"
    return Outcome(float(electricity_kwh(heat * share, cop)) * price, text)


def heat_eur(_bench: Bench, _variant: str, index: Index) -> Outcome:
    """Return what heat of a network costs a resident in a year."""
    heat, price = _number(index, "warmte_gj"), _number(index, "prijs")
    return Outcome(heat * price, product([heat, price]))


ENERGY: Mapping[str, Callable[[Bench, str, Index], Outcome]] = {
    "opgave": given,
    "kental": kental,
    "som": addition,
    "maal": multiplication,
    "meetkosten_eur": meters_eur,
    "gas_mwh": gas_mwh,
    "gas_gj": gas_energy_gj,
    "opgewekt_mwh": produced_mwh,
    "elektriciteit_kwh": electricity_used_kwh,
    "elektriciteit_mwh": electricity_mwh,
    "co2_elektriciteit_t": emission_electricity_t,
    "co2_gas_t": emission_gas_t,
    "co2_besparing_t": saved_t,
    "co2_besparing_deel": saved_share,
    "certificaten_eur": income_eur,
    "gas_m3": gas_used_m3,
    "gas_eur": gas_eur,
    "stroom_eur": power_eur,
    "warmte_eur": heat_eur,
}
"""Outcomes of energy and CO2."""


def _number(index: Index, name: str, default: float | None = None) -> float:
    return float(index[name] if default is None else index.get(name, default))


def _times(index: Index, value: float, text: str) -> Outcome:
    by = _number(index, "factor", 1.0)
    return Outcome(value * by, text if by == 1.0 else f"({text}) {TIMES} {figure(by)}")


def _pair(bench: Bench, index: Index) -> tuple[float, float]:
    own = str(index.get("zelf", ""))
    return bench.outcome(str(index["referentie"])).number, bench.outcome(own).number if own else 0.0
