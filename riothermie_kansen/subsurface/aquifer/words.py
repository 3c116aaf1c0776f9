"""Sentences on the choice at each point, whole columns at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ...kentallen import Kentallen
from ...messages import template
from ...readers.regis import Stack
from ...wording import amount, dutch, fill, join, place, sentences
from ..columns import ONBEKEND, VERBODEN
from .choice import FAIR, POOR, UNKNOWN, Marks, picked
from .columns import HTO_MOGELIJK, HTO_NEE, HTO_ONBEKEND, HTO_ZELFDE, MATEN
from .hto import Storage
from .layering import Floats, Ints, Layers
from .packages import Cover, Packages
from .restricted import Limits
from .shallow import Second
from .wells import Wells

Texts = npt.NDArray[np.object_]


def numbers(values: Floats, decimals: int = 0) -> Texts:
    """Return numbers as Dutch texts, shape (n,); NaN gives a dash."""
    known = np.isfinite(values)
    unique, inverse = np.unique(np.where(known, np.round(values, decimals) + 0.0, np.inf), return_inverse=True)
    made = [amount(value, decimals) if np.isfinite(value) else "–" for value in unique]
    return np.asarray(np.array([*made, ""], dtype=object)[inverse.reshape(values.shape)], dtype=object)


def estimates(values: Floats) -> Texts:
    """Return estimates as Dutch texts in two digits, shape (n,)."""
    digits = np.where(values > 0, np.floor(np.log10(np.where(values > 0, values, 1.0))) - 1.0, 0.0)
    step = 10.0 ** np.maximum(digits, 0.0)
    return numbers(np.round(values / step) * step)


def conductivities(values: Floats) -> Texts:
    """Return conductivities as Dutch texts, shape (n,): a decimal below 10 m/d."""
    return np.where(values >= 9.95, numbers(values), numbers(values, 1))


def _kh(values: Floats) -> Texts:
    """Return what a sentence says of conductivities, shape (n,)."""
    known = np.isfinite(values)
    said = place(known, template("aquifer_kh", "nl"), kh=conductivities(values))
    return np.where(known, said, template("aquifer_kh_onbekend", "nl"))


def package_texts(layers: Layers, stack: Stack, packages: Packages, chosen: Ints) -> tuple[Texts, Texts]:
    """Return codes and names of the units that make up the used part of the chosen package, shapes (n,)."""
    n = len(chosen)
    codes, titles = np.full(n, "", dtype=object), np.full(n, "", dtype=object)
    for r in range(len(layers.unit)):
        used = (chosen >= 0) & (layers.package[r] == chosen) & packages.screened[r]
        for into, words, mark in ((codes, stack.codes, "+"), (titles, stack.names, "; ")):
            found = np.where(used, words[layers.unit[r]], "")
            into[:] = join(mark, into, np.asarray(found, dtype=object))
    return codes, titles


def _without_screen(layers: Layers, stack: Stack, packages: Packages, chosen: Ints) -> Texts:
    """Return the names of the layers of the chosen package that get no screen, "" for none; shape (n,)."""
    found = np.full(len(chosen), "", dtype=object)
    for r in range(len(layers.unit)):
        left_out = (chosen >= 0) & (layers.package[r] == chosen) & packages.poor[r]
        names = np.where(left_out, stack.names[layers.unit[r]], "")
        found = join("; ", found, np.asarray(names, dtype=object))
    return found


def cover_texts(cover: Cover, stack: Stack, chosen: Ints) -> Texts:
    """Return name and thickness of the clay on one side of the chosen package, "" for none; shape (n,)."""
    unit = picked(cover.unit, chosen, -1.0).astype(np.int64)
    thick = picked(cover.thick_m, chosen, np.nan)
    there = unit >= 0
    titles = stack.names[np.maximum(unit, 0)] if len(stack.names) else np.full(len(unit), "", dtype=object)
    more = picked(cover.count, chosen, 0.0) > 1
    shown = {"name": titles.astype(object), "thick": numbers(thick, 1)}
    one = place(there & ~more, template("aquifer_klei", "nl"), **shown)
    return join("", one, place(there & more, template("aquifer_klei_meer", "nl"), **shown))


def reasons(
    stack: Stack,
    layers: Layers,
    packages: Packages,
    wells: Wells,
    marks: Marks,
    chosen: Ints,
    limits: Limits,
    names: Texts,
    second: Second | None,
    kentallen: Kentallen,
) -> Texts:
    """Return why each point has its class, shape (n,)."""
    some = chosen >= 0
    depth = layers.surface_m
    top, bottom = depth - picked(packages.top_m, chosen, np.nan), depth - picked(packages.bottom_m, chosen, np.nan)
    thick, kh = picked(packages.thick_m, chosen, np.nan), picked(packages.kh_md, chosen, np.nan)
    rank = picked(marks.rank, chosen, -1.0)

    def say(mask: npt.NDArray[np.bool_], key: str, **values: str | Texts) -> Texts:
        return place(mask, template(f"aquifer_reden_{key}", "nl"), **values)

    def value(name: str) -> str:
        return dutch(kentallen.value(f"aquifer.{name}"))

    forbidden = limits.verdict == VERBODEN
    facts = say(some, "laag", name=names, top=numbers(top), bottom=numbers(bottom), thick=numbers(thick), kh=_kh(kh))
    without = _without_screen(layers, stack, packages, chosen)
    over, under = (cover_texts(cover, stack, chosen) for cover in (packages.over, packages.under))
    closed_over, closed_under = (picked(cover.closes, chosen, 0.0) > 0 for cover in (packages.over, packages.under))
    governed = picked(wells.governed, chosen, -1.0).astype(np.int64)
    flow, limit = picked(wells.flow_m3h, chosen, np.nan), np.array(["", *MATEN], dtype=object)[governed + 1]
    cut = picked(packages.cut_below, chosen, 0.0) > 0
    base = (picked(packages.at_base, chosen, 0.0) > 0) & ~cut
    graded = rank >= 0
    short = [
        say(some & (rank == UNKNOWN), "kh_onbekend"),
        *(
            say(some & graded & (picked(grades, chosen, 9.0) == grade), f"{name}_{word}", limit=value(key))
            for name, grades, keys in (
                ("dikte", marks.thick, ("dikte_matig_m", "dikte_geschikt_m")),
                ("kh", np.where(np.isnan(packages.kh_md), 9, marks.kh), ("kh_matig", "kh_geschikt")),
                ("debiet", np.where(np.isnan(wells.flow_m3h), 9, marks.flow), ("debiet_matig", "debiet_geschikt")),
            )
            for grade, word, key in ((POOR, "slecht", keys[0]), (FAIR, "matig", keys[1]))
        ),
    ]
    parts = [
        say(forbidden, "verboden"),
        say(~stack.covered, "buiten"),
        say(stack.covered & ~layers.there.any(axis=0), "leeg"),
        say(stack.covered & layers.there.any(axis=0) & ~some, "geen_zand"),
        facts,
        say(governed >= 0, "debiet", flow=estimates(flow), limit=limit),
        *short,
        say(some & closed_over & closed_under, "dicht", over=over, under=under),
        say(some & closed_over & ~closed_under & ~cut & ~base, "open_onder", over=over),
        say(some & closed_over & ~closed_under & cut, "boven", over=over),
        say(some & closed_over & base & ~closed_under, "einde_model", over=over),
        say(some & ~closed_over & closed_under, "open_boven", under=under),
        say(some & ~closed_over & ~closed_under, "open"),
        say(without != "", "zonder_filter", names=without),
        say(cut, "verder"),
        say(picked(packages.guessed, chosen, 0.0) > 0, "kh_deels"),
        say(some & np.isfinite(limits.depth_m), "diepte", depth=numbers(limits.depth_m)),
        say(np.isin(limits.verdict, [ONBEKEND, "aandacht"]), "aandacht", verdict=limits.verdict),
        say((limits.verdict == "") & limits.given, "niet_getoetst"),
    ]
    if second is not None:
        parts.append(
            say(
                second.against, "geotop", metres=numbers(second.known_m), sand=numbers(second.sand),
                limit=value("geotop_zand_min"),
            )
        )  # fmt: skip
    return sentences(*parts)


def storage_reasons(
    layers: Layers, held: Storage, names: Texts, forbidden: npt.NDArray[np.bool_], kentallen: Kentallen
) -> Texts:
    """Return why heat can or cannot be stored at a higher temperature, shape (n,)."""
    packages, chosen = held.packages, held.chosen
    some = chosen >= 0
    depth = layers.surface_m
    top, bottom = depth - picked(packages.top_m, chosen, np.nan), depth - picked(packages.bottom_m, chosen, np.nan)
    thick, kh = picked(packages.thick_m, chosen, np.nan), picked(packages.kh_md, chosen, np.nan)
    clay = picked(packages.over.thick_m, chosen, np.nan)
    limits = {name: kentallen.value(f"aquifer.hto_{name}") for name in ("diepte_min_m", "kh", "dikte_m", "klei_m")}

    def say(mask: npt.NDArray[np.bool_], key: str, **values: str | Texts) -> Texts:
        return place(mask, template(f"aquifer_hto_{key}", "nl"), **values)

    no = np.isin(held.verdict, [HTO_NEE, HTO_ZELFDE])
    short = no & some
    return sentences(
        say(forbidden, "verboden"),
        say(held.verdict == HTO_ZELFDE, "zelfde"),
        say(
            some, "laag", name=names, top=numbers(top), bottom=numbers(bottom), thick=numbers(thick), kh=_kh(kh),
            clay=numbers(clay),
        ),
        say(short & (top < limits["diepte_min_m"]), "ondiep",
            limit=dutch(limits["diepte_min_m"])),
        say(short & (thick < limits["dikte_m"]), "dun", limit=dutch(limits["dikte_m"])),
        say(short & (kh <= limits["kh"]), "kh", limit=dutch(limits["kh"])),
        say(short & (clay < limits["klei_m"]), "klei", limit=dutch(limits["klei_m"])),
        say(no & ~some & layers.there.any(axis=0), "geen"),
        say((held.verdict == HTO_ONBEKEND) & some, "onbekend"),
        say(held.verdict == HTO_MOGELIJK, "mogelijk"),
    )  # fmt: skip


def sentence(key: str, **values: str) -> str:
    """Return one sentence of the aquifers in Dutch."""
    return str(fill(template(key, "nl"), **values))
