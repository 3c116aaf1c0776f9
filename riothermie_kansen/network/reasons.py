"""Why a building has no connection: keys inside the engine, sentences for the user."""

from __future__ import annotations

from ..messages import message

REASONS = (
    "geen_vraag",
    "vraag_onbekend",
    "geen_geometrie",
    "te_ver",
    "geblokkeerd",
    "straatdeel_los",
    "verboden",
    "te_duur",
    "te_duur_mwh",
    "bron_vol",
    "niet_gekozen",
)
"""Keys of all reasons; the sentence of ``te_ver`` is ``reden_te_ver`` in ``messages/*.toml``."""


def reason_text(key: str, language: str = "nl", **values: object) -> str:
    """Return the sentence of a reason.

    Parameters
    ----------
    key
        One of `REASONS`; "" gives "".
    language
        ``"nl"`` or ``"en"``.
    values
        Its placeholders: ``reach`` for te_ver; ``length`` and ``count`` for straatdeel_los; ``cost`` and ``limit`` for
        te_duur and te_duur_mwh. More than needed is allowed.
    """
    return message(f"reden_{key}", language, **values) if key else ""
