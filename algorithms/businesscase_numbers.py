"""Numbers for scripts and models that the algorithm `businesscase` returns."""

from __future__ import annotations

DECIMALS = 6
"""Of the numbers for scripts: what lies below is no amount but the way a computer counts."""


def numbers(cases) -> dict:
    """Return the numbers of a run, those of the first variant; those that are not known are left out."""
    first = cases.variants[0]
    found = {
        "INVESTERING": first.measures.investering_eur,
        "NCW": first.measures.ncw_eur,
        "KOSTPRIJS_EUR_GJ": first.measures.kostprijs_eur_gj,
        **{f"NCW_P{share}": first.simulation.kwantiel(share / 100.0) for share in (10, 50, 90)},
    }
    if not first.kostenvergelijking:
        found |= {
            "TVT_JAAR": first.measures.tvt_jaar,
            "IRR": first.measures.irr,
            "ONRENDABELE_TOP": first.measures.onrendabele_top_eur,
            "BREAKEVEN_VOLLOOP": 100.0 * first.root("volloop").waarde,
            "BREAKEVEN_VASTRECHT": first.root("vastrecht").waarde,
            "KANS_POSITIEF": 100.0 * first.simulation.kans_positief,
        }
    for kind in ("bronnet", "mt"):
        variant = cases.of(kind)
        if variant is not None:
            found[f"INVESTERING_{kind.upper()}"] = variant.measures.investering_eur
            found[f"NCW_{kind.upper()}"] = variant.measures.ncw_eur
    rounded = {name: round(float(value), DECIMALS) + 0.0 for name, value in found.items()}  # + 0.0: no minus before a 0
    known = {name: value for name, value in rounded.items() if value == value}  # noqa: PLR0124 (NaN: not known)
    counts = {"AANTAL_VARIANTEN": len(cases.variants), "AANTAL_MELDINGEN": cases.findings.count()}
    return {"VARIANT": first.name, **known, **counts}


def verified_numbers(verified) -> dict[str, int]:
    """Return how many printed figures are reproduced, how many are not, and how many are our input as well."""
    if not verified:
        return {}
    from ..riothermie_kansen.economics.figures.study import AFRONDING, GELIJK
    from ..riothermie_kansen.economics.verify.columns import OVERGENOMEN

    same = sum(one.counts[name] for one in verified for name in (GELIJK, AFRONDING))
    input_too = sum(one.counts[OVERGENOMEN] for one in verified)
    every = sum(len(one.rows) for one in verified)
    return {"AANTAL_GELIJK": same, "AANTAL_VERSCHILLEN": every - same - input_too, "AANTAL_OVERGENOMEN": input_too}
