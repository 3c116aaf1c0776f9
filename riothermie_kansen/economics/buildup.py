"""What costs and income come to per dwelling, as present values: the gap between them is the net present value."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..schema import Column, names
from ..wording import note
from .cashflow import Flows

LASTEN, BATEN = "lasten", "baten"

OPBOUW_COLUMNS = (
    Column("variant", "text", "", "Variant"),
    Column("kant", "text", "", "Lasten of baten"),
    Column("regel", "text", "", "Regel van de kasstroom"),
    Column("naam", "text", "", "Naam"),
    Column("contant_eur", "real", "EUR", "Contante waarde", 2),
    Column("eur_woning", "real", "EUR/woning", "Contante waarde per woning", 2),
)
"""A row per line, all amounts above zero; baten less lasten is the net present value."""

LINES = (
    "investering", "herinvestering", "onderhoud", "elektriciteit", "administratie", "overige_lasten", "bak", "subsidie",
    "vastrecht", "warmte", "sde", "certificaten", "overige_baten", "restwaarde",
)  # fmt: skip
"""Lines of the cash flow in order of the build-up; the loan comes last."""

LOAN = ("lening", "rente", "aflossing")
"""Lines that together are the loan: what it brings (or costs) when money is worth more now than later."""

_CENT = 0.005


def build_up(variant: str, flows: Flows, dwellings: float) -> pd.DataFrame:
    """Return costs and income per dwelling as present values, in order of the lines.

    Each line of the cash flow is discounted with its own factor and added up: ``sum(line_t / (1 + disconto) ** t)``.
    The loan (taken up, interest, repayment) is one line: above zero when the interest is below the discount rate.
    Income less costs is the net present value per dwelling.

    Parameters
    ----------
    variant
        Its name.
    flows
        Of one run.
    dwellings
        Dwellings that can connect.

    Returns
    -------
    pd.DataFrame
        `OPBOUW_COLUMNS`; lines of less than a cent in all are left out.
    """
    factor = np.asarray(flows.disconteringsfactor, dtype=np.float64)

    def present(*lines: str) -> float:
        return float(sum((np.asarray(flows.lijnen[f"{line}_eur"]) * factor).sum() for line in lines))

    amounts = {line: present(line) for line in LINES}
    amounts["lening"] = present(*LOAN)
    rows = [
        {
            "variant": variant,
            "kant": LASTEN if amount < 0.0 else BATEN,
            "regel": line,
            "naam": note(f"opbouw_{line}"),
            "contant_eur": abs(amount),
            "eur_woning": abs(amount) / dwellings if dwellings > 0 else np.nan,
        }
        for line, amount in amounts.items()
        if abs(amount) >= _CENT
    ]
    return pd.DataFrame(rows, columns=list(names(OPBOUW_COLUMNS)))
