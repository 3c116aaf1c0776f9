"""Whether a step can be done with what there is, what it takes, and why not."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from .plan import COPIES, REPLACED, STEPS, Origin, Step


@dataclass(frozen=True)
class Reason:
    """Why a step is left out, or what was assumed in it: a sentence of ``messages/study.toml`` and its values."""

    key: str
    values: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Task:
    """A step that is about to be done, or is left out.

    Attributes
    ----------
    step
        What.
    taken
        Parameter to where it comes from.
    reason
        Why it is left out; None when it can be done.
    assumed
        What it does without, or what stands in for what was not given.
    """

    step: Step
    taken: dict[str, Origin] = field(default_factory=dict)
    reason: Reason | None = None
    assumed: tuple[Reason, ...] = ()


def task(
    step: Step, *, given: Collection[str], tables: Collection[str], parts: Collection[str], algorithms: Collection[str]
) -> Task:
    """Return what a step takes, or why it is left out.

    Parameters
    ----------
    step
        The step.
    given
        Inputs of the study that were filled in.
    tables
        Tables that earlier steps of this study left.
    parts
        Parts of the study that were chosen.
    algorithms
        Ids of the algorithms that there are, without the provider.
    """
    if step.algorithm not in algorithms:
        return Task(step, reason=Reason("studie_geen_algoritme", {"algoritme": step.algorithm}))
    replaced = REPLACED.get(step.key)
    if replaced in given:
        return Task(step, reason=Reason("studie_vervangen", {"invoer": replaced}))
    if step.part not in parts:
        return Task(step, reason=Reason("studie_niet_gekozen", {"onderdeel": step.part}))
    there = {*given, *tables}
    taken: dict[str, Origin] = {}
    for feed in step.feeds:
        found = next((origin for origin in feed.origins if origin.name in there), None)
        if feed.unless and feed.unless in tables:
            continue
        if found is not None:
            taken[feed.parameter] = found
        elif feed.required:
            return Task(step, reason=_missing(feed.origins))
    if step.one_of and not any(name in taken for name in step.one_of):
        key = "studie_geen_kaarten" if len(step.one_of) > 3 else "studie_mist"
        return Task(step, reason=Reason(key, {"wat": " / ".join(step.one_of)}))
    return Task(step, taken, assumed=tuple(_assumed(step, taken, given)))


def _missing(origins: tuple[Origin, ...]) -> Reason:
    """Return that none of these is there: inputs that a user can fill in, else the step that left nothing."""
    inputs = [origin.name for origin in origins if not origin.table]
    makers = [maker for origin in origins if (maker := made_by(origin.name)) is not None]
    if inputs and makers:
        return Reason("studie_mist_stap_of_invoer", {"stap": makers[0].key, "wat": " / ".join(inputs)})
    if makers:
        return Reason("studie_mist_stap", {"stap": makers[0].key})
    return Reason("studie_mist", {"wat": " / ".join(inputs)})


def made_by(table: str) -> Step | None:
    """Return the step that leaves a table, None when none does."""
    return next((step for step in STEPS if table in step.tables), None)


def _assumed(step: Step, taken: dict[str, Origin], given: Collection[str]) -> list[Reason]:
    """Return what a step does without."""
    found: list[Reason] = []
    if step.key == "kansenkaart" and "ADRESSEN" not in given:
        if "ADRESSEN" in taken:
            found.append(Reason("studie_adressen_uit_bag"))
        elif "INWONERS_TOTAAL" not in given:
            found.append(Reason("studie_geen_adressen"))
    if step.key == "bronpunten":
        found.append(Reason("studie_bron_gekozen"))
    if step.key == "warmtenet":
        key = "studie_net_gekozen" if taken["GEBOUWEN"].name == "selectie" else "studie_net_alle"
        found.append(Reason(key))
    if step.key == "energiematch" and "STRATEN" not in taken:
        found.append(Reason("studie_hemelsbreed"))
    if step.key in ("bodemlussen", "miniwarmtenetten"):
        if "PERCELEN" not in taken:
            found.append(Reason("studie_percelen_geschat"))
        if "RESTRICTIES" not in taken:
            found.append(Reason("studie_zonder_restricties"))
    if step.key == "wkogeschiktheid" and "RESTRICTIES" not in taken:
        found.append(Reason("studie_zonder_restricties"))
    if step.key == "warmtekavels":
        if "KAVELS" not in taken:
            found.append(Reason("studie_kavels_voorgesteld"))
        if "BRON" in given and "BRONNEN" not in taken:
            found.append(Reason("studie_bron_niet_dubbel"))
    return found


def copies(given: Collection[str]) -> dict[str, str]:
    """Return the inputs that are kept with the results, and their tables."""
    return {name: table for name, table in COPIES if name in given}
