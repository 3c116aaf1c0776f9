"""What the user chooses for the costs of a resident."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from ...errors import InputError
from ..columns import CONCEPTEN
from ..loop_cops import AFGIFTE, COP_LUSSEN

ISOLATIE_GEEN, ISOLATIE_ALLE, ISOLATIE_LABEL = "geen", "alle", "label"
ISOLATIES = (ISOLATIE_GEEN, ISOLATIE_ALLE, ISOLATIE_LABEL)
"""Which dwellings are insulated: none, all, or those with a poor label (or, without a label, an old year)."""

SUBSIDIE_GEEN, SUBSIDIE_DEEL, SUBSIDIE_BEDRAG = "geen", "deel", "bedrag"
SUBSIDIES = (SUBSIDIE_GEEN, SUBSIDIE_DEEL, SUBSIDIE_BEDRAG)
"""ISDE for the heat pump: none, a share of its costs (as in Leusden), or an amount by its kW (as RVO pays).

Insulation gets a share of its costs in both, a connection an amount."""

BTW_JUIST, BTW_AFGEDRUKT = "juist", "afgedrukt"
BTW_WIJZEN = (BTW_JUIST, BTW_AFGEDRUKT)
"""VAT over what is bought, subsidies after it; or as Leusden printed it: over the balance, none on replacing."""

INDEX_DRAGER, INDEX_AFGEDRUKT = "drager", "afgedrukt"
INDEX_WIJZEN = (INDEX_DRAGER, INDEX_AFGEDRUKT)
"""Prices rise per energy carrier; or as Leusden printed it: all yearly costs of the gas boiler, of no other concept."""

NOMINAAL, CONTANT = "nominaal", "contant"
MAATSTAVEN = (NOMINAAL, CONTANT)
"""What ranks the concepts: the sum of all payments, or their present value."""

TEL_WONING, TEL_BLOK = "woning", "blok"
TELLINGEN = (TEL_WONING, TEL_BLOK)
"""Connection fee and standing charge of a flat: its own, or a share of the one connection of the block."""

POSTEN = (
    "installatie", "bron", "isolatie", "aanpassing", "bak", "subsidie_isolatie", "subsidie_warmtepomp",
    "subsidie_aansluiting", "vast", "onderhoud", "herinvestering",
)  # fmt: skip
"""Amounts of a concept that may be given, see `Choices.bedragen`."""


@dataclass(frozen=True)
class Choices:
    """What the user chooses; None: the kental of that name in ``bewoner.*``.

    Attributes
    ----------
    jaren
        Years of the comparison.
    gasprijs_eur_m3, stroomprijs_eur_kwh, warmteprijs_eur_gj
        Prices of the first year with VAT.
    index_gas, index_stroom, index_warmte, index_vast, index_herinvestering
        Rise per year of the price of each carrier, of standing charges and maintenance, and of replacing.
    disconto
        Discount rate of the present value.
    maatstaf
        One of `MAATSTAVEN`.
    isolatie, isolatie_concepten
        One of `ISOLATIES`, and the concepts that it counts for.
    besparing
        Whether insulating lowers the heat that is given; False: that is the heat after insulating.
    subsidies
        One of `SUBSIDIES`.
    btw, index_wijze
        One of `BTW_WIJZEN` and one of `INDEX_WIJZEN`.
    telling
        One of `TELLINGEN`.
    bak_eur, vastrecht_bronnet_eur, vastrecht_mt_eur
        Connection fee and standing charges without VAT.
    koeling
        Whether cooling counts.
    cop_lussen
        One of `loop_cops.COP_LUSSEN`: the COP of own and shared loops.
    restwaarde
        Share (0 to 1) of the linear book value of the installation that comes off in the last year.
    bedragen
        Concept to amounts (`POSTEN`, EUR without VAT, yearly ones with VAT) in place of those that are worked out.
    """

    jaren: int = 30
    gasprijs_eur_m3: float | None = None
    stroomprijs_eur_kwh: float | None = None
    warmteprijs_eur_gj: float | None = None
    index_gas: float | None = None
    index_stroom: float | None = None
    index_warmte: float | None = None
    index_vast: float | None = None
    index_herinvestering: float | None = None
    disconto: float | None = None
    maatstaf: str = NOMINAAL
    isolatie: str = ISOLATIE_LABEL
    isolatie_concepten: tuple[str, ...] = CONCEPTEN
    besparing: bool = True
    subsidies: str = SUBSIDIE_DEEL
    btw: str = BTW_JUIST
    index_wijze: str = INDEX_DRAGER
    telling: str = TEL_WONING
    bak_eur: float | None = None
    vastrecht_bronnet_eur: float | None = None
    vastrecht_mt_eur: float | None = None
    koeling: bool = False
    cop_lussen: str = AFGIFTE
    restwaarde: float = 0.0
    bedragen: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def check(self) -> None:
        """Raise when a choice cannot be.

        Raises
        ------
        InputError
            A word is not one of those that are possible, or a number is.
        """
        for value, allowed in (
            (self.maatstaf, MAATSTAVEN), (self.isolatie, ISOLATIES), (self.subsidies, SUBSIDIES),
            (self.btw, BTW_WIJZEN), (self.index_wijze, INDEX_WIJZEN), (self.telling, TELLINGEN),
            (self.cop_lussen, COP_LUSSEN),
            *((concept, CONCEPTEN) for concept in (*self.isolatie_concepten, *self.bedragen)),
            *((post, POSTEN) for posts in self.bedragen.values() for post in posts),
        ):  # fmt: skip
            if value not in allowed:
                raise InputError("bewoner_keuze", value=value, allowed=", ".join(allowed))
        if not 1 <= self.jaren <= MOST_YEARS:
            raise InputError("bewoner_jaren", value=float(self.jaren), most=MOST_YEARS)
        for name in _AMOUNTS:
            amount = getattr(self, name)
            if amount is not None and not (math.isfinite(amount) and amount >= 0):
                raise InputError("bewoner_bedrag", name=name, value=float(amount))
        for name in _RATES:
            rate = getattr(self, name)
            if rate is not None and not (math.isfinite(rate) and -1 < rate <= 1):
                raise InputError("bewoner_deel", name=name, value=float(100 * rate))
        if not 0 <= self.restwaarde <= 1:
            raise InputError("bewoner_restwaarde", value=float(100 * self.restwaarde))
        for concept, posts in self.bedragen.items():
            for post, amount in posts.items():
                if not (math.isfinite(amount) and amount >= 0):
                    raise InputError("bewoner_bedrag", name=f"{concept}.{post}", value=float(amount))


MOST_YEARS = 100
"""Longest period that is compared."""

_AMOUNTS = (
    "gasprijs_eur_m3", "stroomprijs_eur_kwh", "warmteprijs_eur_gj", "bak_eur", "vastrecht_bronnet_eur",
    "vastrecht_mt_eur",
)  # fmt: skip
_RATES = ("index_gas", "index_stroom", "index_warmte", "index_vast", "index_herinvestering", "disconto")
