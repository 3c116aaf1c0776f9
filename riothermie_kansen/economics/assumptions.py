"""The assumptions of a business case: every number that can be varied, each a figure or one per run."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

import numpy as np

from ..errors import InputError
from ..kentallen import Kentallen
from .case import Number
from .columns import BRONNET, NETTYPEN
from .project import Choices, Project

KEYS: Mapping[str, str] = {
    "volloop": "financieel.volloop",
    "investering_factor": "financieel.investering_factor",
    "exploitatie_factor": "financieel.exploitatie_factor",
    "warmte_factor": "financieel.warmte_factor",
    "auk": "opslag.auk",
    "winst_risico": "opslag.winst_risico",
    "onvoorzien": "opslag.onvoorzien",
    "projectkosten": "opslag.projectkosten",
    "engineering": "opslag.engineering",
    "onderhoud_riothermie": "kosten_bron.onderhoud_riothermie",
    "onderhoud_wko": "kosten_bron.onderhoud_wko",
    "onderhoud_warmtepomp": "exploitatie.onderhoud_warmtepomp",
    "onderhoud_net": "exploitatie.onderhoud_net",
    "onderhoud_elektra": "exploitatie.onderhoud_elektra",
    "onderhoud_piek": "exploitatie.onderhoud_piek",
    "afleverset_eur": "exploitatie.afleverset_eur",
    "administratie_eur": "exploitatie.administratie_eur",
    "elektra_eur_kwh": "exploitatie.elektra_eur_kwh",
    "elektra_vast_eur_gj": "exploitatie.elektra_vast_{net}",
    "pomp_deel": "cop.pomp_deel",
    "cop": "cop.mt",
    "verlies": "net.verlies_{kort}",
    "bak_eur": "tarieven.bak",
    "vastrecht_basis_eur": "tarieven.vastrecht_bron_basis",
    "vastrecht_kw_eur": "tarieven.vastrecht_bron_kw",
    "vastrecht_vrij_kw": "tarieven.vastrecht_bron_vrij_kw",
    "aansluiting_kw": "tarieven.aansluiting_kw",
    "vastrecht_mt_eur": "tarieven.vastrecht_mt",
    "warmteprijs_eur_gj": "tarieven.warmteprijs",
    "meettarief_eur": "tarieven.meettarief",
    "huur_afleverset_eur": "tarieven.huur_afleverset",
    "wis_eur": "subsidie.wis_eur",
    "wis_deel": "subsidie.wis_deel",
    "sde_eur_gj": "subsidie.sde_eur_gj",
    "certificaat_eur_t": "co2.certificaat_eur",
    "ef_gas_kg_gj": "co2.ef_gas",
    "ef_elektra_kg_kwh": "co2.ef_elektra",
    "ketelrendement": "co2.ketelrendement",
    "cop_woning": "cop.bronnet",
    "rente": "kosten_bron.rente",
    "disconto": "financieel.disconto",
    "inflatie": "financieel.inflatie",
    "restwaarde": "financieel.restwaarde",
    "piek_vermogen_deel": "exploitatie.piek_vermogen_deel",
    "piek_warmte_deel": "exploitatie.piek_warmte_deel",
    "piek_eur_kw": "exploitatie.piek_eur_kw",
    "piek_gas_eur_gj": "exploitatie.piek_gas_eur_gj",
    "levensduur_riothermie": "exploitatie.levensduur_riothermie",
    "levensduur_wko": "exploitatie.levensduur_wko",
    "levensduur_ruimte": "exploitatie.levensduur_ruimte",
    "levensduur_warmtepomp": "exploitatie.levensduur_warmtepomp",
    "levensduur_overdracht": "exploitatie.levensduur_overdracht",
    "levensduur_net": "exploitatie.levensduur_net",
    "levensduur_elektra": "exploitatie.levensduur_elektra",
    "levensduur_afleverset": "exploitatie.levensduur_afleverset",
    "levensduur_piek": "exploitatie.levensduur_piek",
    "levensduur_overig": "exploitatie.levensduur_overig",
    "horizon": "financieel.horizon",
    "looptijd": "kosten_bron.looptijd",
    "sde_jaren": "subsidie.sde_jaren",
    "certificaat_jaren": "co2.certificaat_jaren",
}
"""Field of `Assumptions` to the kental it comes from; ``{net}`` and ``{kort}`` stand for the kind of network."""

PLAIN = ("horizon", "looptijd", "sde_jaren", "certificaat_jaren")
"""Whole years, the same in all runs; so are the fields that start with ``levensduur_``."""

VASTRECHT = "vastrecht"
"""Name under which the standing charge can be changed as one amount, see `Assumptions.change`."""


@dataclass(frozen=True)
class Assumptions:
    """The numbers of a business case. Each field has its kental in `KEYS`, with unit, range and source.

    Money in EUR without VAT at the price level of year 0; shares as fractions; rates per year. Every field except
    those of `PLAIN` and the lifetimes may be an array (n,) with one value per run.
    """

    nettype: str
    volloop: Number
    investering_factor: Number
    exploitatie_factor: Number
    warmte_factor: Number
    auk: Number
    winst_risico: Number
    onvoorzien: Number
    projectkosten: Number
    engineering: Number
    onderhoud_riothermie: Number
    onderhoud_wko: Number
    onderhoud_warmtepomp: Number
    onderhoud_net: Number
    onderhoud_elektra: Number
    onderhoud_piek: Number
    afleverset_eur: Number
    administratie_eur: Number
    elektra_eur_kwh: Number
    elektra_vast_eur_gj: Number
    pomp_deel: Number
    cop: Number
    verlies: Number
    bak_eur: Number
    vastrecht_basis_eur: Number
    vastrecht_kw_eur: Number
    vastrecht_vrij_kw: Number
    aansluiting_kw: Number
    vastrecht_mt_eur: Number
    warmteprijs_eur_gj: Number
    meettarief_eur: Number
    huur_afleverset_eur: Number
    wis_eur: Number
    wis_deel: Number
    sde_eur_gj: Number
    certificaat_eur_t: Number
    ef_gas_kg_gj: Number
    ef_elektra_kg_kwh: Number
    ketelrendement: Number
    cop_woning: Number
    rente: Number
    disconto: Number
    inflatie: Number
    restwaarde: Number
    piek_vermogen_deel: Number
    piek_warmte_deel: Number
    piek_eur_kw: Number
    piek_gas_eur_gj: Number
    levensduur_riothermie: float
    levensduur_wko: float
    levensduur_ruimte: float
    levensduur_warmtepomp: float
    levensduur_overdracht: float
    levensduur_net: float
    levensduur_elektra: float
    levensduur_afleverset: float
    levensduur_piek: float
    levensduur_overig: float
    horizon: int
    looptijd: int
    sde_jaren: int
    certificaat_jaren: int

    @classmethod
    def from_kentallen(cls, kentallen: Kentallen, nettype: str) -> Assumptions:
        """Return the assumptions as the kentallen have them.

        Raises
        ------
        InputError
            The kind of network is unknown, or a number of years is not whole.
        """
        if nettype not in NETTYPEN:
            raise InputError("econ_nettype", value=nettype, allowed=", ".join(NETTYPEN))
        values: dict[str, Number] = {name: kentallen.value(key_of(name, nettype)) for name in KEYS}
        for name in PLAIN:
            if values[name] != int(values[name]):
                raise InputError("econ_jaren", kental=key_of(name, nettype), value=float(values[name]))
            values[name] = int(values[name])
        return cls(nettype, **values)  # type: ignore[arg-type]

    @property
    def vastrecht_eur(self) -> Number:
        """Standing charge of a connection per year.

        Bronnet ``basis + per_kw * max(connection - free, 0)``, MT one amount (Leusden 6.2).
        """
        if self.nettype != BRONNET:
            return self.vastrecht_mt_eur
        above = np.maximum(np.asarray(self.aansluiting_kw, dtype=np.float64) - self.vastrecht_vrij_kw, 0.0)
        result = np.asarray(self.vastrecht_basis_eur + self.vastrecht_kw_eur * above)
        return float(result) if result.ndim == 0 else result

    def value(self, name: str) -> Number:
        """Return a field, or the standing charge as one amount (`VASTRECHT`).

        Raises
        ------
        InputError
            There is no such assumption (the nearest is named).
        """
        if name == VASTRECHT:
            return self.vastrecht_eur
        self._known(name)
        result: Number = getattr(self, name)
        return result

    def change(self, **values: Number) -> Assumptions:
        """Return the assumptions with others in their place; ``vastrecht`` sets the standing charge as one amount.

        Raises
        ------
        InputError
            There is no such assumption (the nearest is named).
        """
        given = dict(values)
        if VASTRECHT in given:
            charge = given.pop(VASTRECHT)
            own = {"vastrecht_basis_eur": charge, "vastrecht_kw_eur": 0.0}
            given = {**(own if self.nettype == BRONNET else {"vastrecht_mt_eur": charge}), **given}
        for name in given:
            self._known(name)
        return replace(self, **given)  # type: ignore[arg-type]

    def _known(self, name: str) -> None:
        known = [one.name for one in fields(self)]
        if name not in known:
            hint = difflib.get_close_matches(name, [*known, VASTRECHT], n=1, cutoff=0.0)[0]
            raise InputError("econ_aanname_onbekend", name=name, hint=hint)


def key_of(name: str, nettype: str) -> str:
    """Return the key of the kental that a field of `Assumptions` comes from."""
    return KEYS[name].format(net=nettype, kort="bron" if nettype == BRONNET else nettype)


def settle(project: Project, choices: Choices, kentallen: Kentallen) -> tuple[Choices, Kentallen, Assumptions]:
    """Return choices, kentallen and assumptions with those of the project laid over them.

    Called once per project; after that `build.build_case` takes what it is given, so that a scenario can differ from
    the project.

    Raises
    ------
    InputError, KentalError
        The project has an unknown choice or kental, or a value that is not allowed.
    """
    own = kentallen.replace(project.kentallen, source=project.naam) if project.kentallen else kentallen
    return choices.change(project.keuzes), own, Assumptions.from_kentallen(own, project.nettype)
