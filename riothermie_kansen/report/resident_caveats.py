"""What a reader must know before the order of the concepts: another source, and what floor heating would change."""

from __future__ import annotations

import numpy as np

from ..economics.resident_result import ResidentResult
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


def add_loops(page: Page, result: ResidentResult, words: Words, own: Words) -> None:
    """Say that floor heating would make a loop the cheapest, where it would."""
    floor = result.floor
    if floor is None:
        return
    page.paragraph(
        own.say(
            "loops_many" if result.plan is not None else "loops_one",
            given=words.number(floor.gegeven_rv, 1), cop=words.number(floor.cop_rv, 1),
            floor=words.shortest(floor.vloer_c), less=words.number(floor.minder_eur_jaar),
            n=words.number(floor.woningen), total=words.number(floor.alle_woningen),
            concept=own.say(f"a_{floor.concept}"),
        ),
        "message",
    )  # fmt: skip
