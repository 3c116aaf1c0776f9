"""How long work talks to whoever started it: progress out, cancel in."""

from __future__ import annotations

from collections.abc import Callable

from .errors import CancelledError

Progress = Callable[[float], None]
"""Receives the progress of the current step in percent, 0-100."""

Cancelled = Callable[[], bool]
"""Tells whether the user asked to stop."""


def silent(percent: float) -> None:
    """Ignore progress."""


def never() -> bool:
    """Never cancel."""
    return False


def stop_if(cancelled: Cancelled) -> None:
    """Raise `CancelledError` when the user asked to stop.

    Raises
    ------
    CancelledError
        The user cancelled.
    """
    if cancelled():
        raise CancelledError


def part(progress: Progress, start: float, end: float) -> Progress:
    """Return a progress that maps 0-100 onto the part `start`-`end` of another one."""
    return lambda percent: progress(start + (end - start) * percent / 100.0)
