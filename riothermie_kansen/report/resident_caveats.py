"""What a reader must know before the order of the concepts: another source, and what flatters a concept."""

from __future__ import annotations

import numpy as np

from ..economics.resident_result import ResidentResult
from ..kentallen import Kentallen
from .language import Words
from .page import Page


def add_folder(page: Page, result: ResidentResult, words: Words, own: Words) -> None:
    """Say when the folder of the province finds another concept the cheapest of those that it compares."""
    costs = result.costs
    printed, mine = costs.amounts["folder_eur_jaar"], costs.amounts["per_jaar_eur"]
    both = costs.possible & np.isfinite(printed) & np.isfinite(mine)
    theirs, ours = (np.argmin(np.where(both, values, np.inf), axis=1) for values in (printed, mine))
    homes = np.where((theirs != ours) & (both.sum(axis=1) > 1), costs.dwellings.numbers("woningen"), 0.0)
    if not homes.any():
        return
    place = int(np.lexsort((homes, both.sum(axis=1) * (homes > 0)))[-1])
    compared = [own.say(concept) for concept, there in zip(costs.concepts, both[place], strict=True) if there]
    page.paragraph(
        own.say(
            "folder_differs", type=str(costs.dwellings.texts("type")[place]), compared=words.sentence_list(compared),
            theirs=own.say(f"a_{costs.concepts[theirs[place]]}"), ours=own.say(f"a_{costs.concepts[ours[place]]}"),
            years=words.number(costs.choices.jaren),
        ),
        "message",
    )  # fmt: skip


def add_loops(page: Page, result: ResidentResult, kentallen: Kentallen, words: Words, own: Words) -> None:
    """Say what is left of the lead of loops with radiators, where a loop is the cheapest."""
    warmer = result.warmer
    if warmer is None:
        return
    many = "loops_many" if warmer.blijft > 0.0 else "loops_gone"
    page.paragraph(
        own.say(
            many if result.plan is not None else "loops_one",
            given=words.shortest(round(kentallen.value("cop.lus_rv"), 1)), cop=words.number(warmer.cop_rv, 1),
            sink=words.shortest(warmer.afgifte_c), floor=words.shortest(kentallen.value("cop.t_rv_lus")),
            extra=words.number(warmer.meer_eur_jaar), n=words.number(warmer.blijft),
            total=words.number(warmer.woningen), concept=own.say(f"a_{warmer.concept}"),
        ),
        "message",
    )  # fmt: skip
