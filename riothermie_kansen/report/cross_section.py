"""Cross-sections of the ground: the layers under one place, and those along a line of places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..readers.geotop import LITHOKLASSEN
from ..subsurface.aquifer.table import ROL_GEOTOP, ROL_HTO, ROL_WKO
from .axes import Axis, Scale, Values, number_axis
from .language import Words
from .svg import BLUE, GREY, GRID, INK, ORANGE, element, number, text, text_width

Floats = npt.NDArray[np.float64]

COLOURS = {
    "zand": "#f6dd8c", "klei": "#5d8a66", "veen": "#7a5230", "bruinkool": "#46352a", "complex": "#b7a5c4",
    "kalksteen": "#a9cbe6", "antropogeen": "#c9c2b4", "onbekend": "#ffffff",
}  # fmt: skip
"""Of the kinds of layers; sand is light and clay dark, so that they stay apart in grey print."""

LITHOCLASS = {name: code for code, name in LITHOKLASSEN.items()}

WIDTH, TOP, BOTTOM = 760.0, 62.0, 26.0
LABEL_ROW = 15.0
DEEPEST = 350.0
"""Depth (m) to which a column is drawn, unless what matters lies deeper."""

GEOTOP_COLOURS = (
    "#a7a29a", "#6b4429", "#3f7f52", "#a9c98f", "#f3d16b", "#fbf3b4", "#f1cf5a", "#dfa03c", "#b8702c", "#b9d3e0",
)  # fmt: skip
"""Of the lithoclasses of GeoTOP, by code: sand the darker the coarser."""

COLUMN_LEFT, COLUMN_RIGHT = 62.0, 166.0
REGIS_RIGHT, GEOTOP_LEFT = 118.0, 124.0
"""Where the column of REGIS II ends and that of GeoTOP begins when both are drawn."""

KH_LEFT, KH_RIGHT = 228.0, 346.0
NAMES_LEFT = 384.0
SECTION_LEFT, SECTION_RIGHT, SECTION_LENGTH = 62.0, 746.0, 380.0


def column_plot(layers: pd.DataFrame, words: Words, own: Words) -> str:
    """Return the layers under one place: depth and height beside them, how well each lets water through, and names.

    Parameters
    ----------
    layers
        Rows of `LAAG_COLUMNS` of one place, from the surface down; those of GeoTOP get a column of their own.
    words, own
        How numbers are written, and the sentences of the report.
    """
    deepest = drawn_depth(layers)
    drawable = layers[layers["top_mv_m"] < deepest - 1e-6]
    shallow, rows = drawable[drawable["rol"] == ROL_GEOTOP], drawable[drawable["rol"] != ROL_GEOTOP]
    high = max(0.0, -float(drawable["top_mv_m"].min()))
    length = max(430.0, LABEL_ROW * len(rows) + 20.0)
    axis = number_axis([-high, deepest], length, words, Values(low=-high, high=deepest, inverted=True))
    down = axis.scale(TOP + length, TOP)
    surface = float((drawable["top_m"] + drawable["top_mv_m"]).iloc[0])
    drawn = [_column_axes(axis, down, surface, length, words, own)]
    drawn.append(_column_layers(rows, down, deepest, REGIS_RIGHT if len(shallow) else COLUMN_RIGHT))
    drawn.append(_conductivities(rows, down, deepest, length, words, own))
    drawn.append(_names(rows, down, deepest, length, words, own))
    drawn.append(_legend(rows["soort"], own))
    bottom = TOP + length + BOTTOM
    if len(shallow):
        drawn.append(_geotop_column(shallow, down, deepest, own))
        legend, bottom = _geotop_legend(shallow["soort"], bottom, own)
        drawn.append(legend)
    title = own.say("column_title")
    return _drawing("".join(drawn), bottom, title)


def drawn_depth(layers: pd.DataFrame) -> float:
    """Return the depth to which layers are drawn, m: all of them, or to `DEEPEST` and past what has a role."""
    bottom = float(layers["basis_mv_m"].max())
    roles = layers.loc[layers["rol"].isin((ROL_WKO, ROL_HTO)), "basis_mv_m"]
    return min(bottom, max(DEEPEST, 1.1 * float(roles.max()) if len(roles) else 0.0))


def _column_axes(axis: Axis, down: Scale, surface: float, length: float, words: Words, own: Words) -> str:
    drawn = [
        text(COLUMN_LEFT - 6.0, TOP - 20.0, own.say("axis_depth"), anchor="end", colour=GREY, size=10.5),
        text(COLUMN_LEFT - 6.0, TOP - 8.0, own.say("axis_depth_unit"), anchor="end", colour=GREY, size=10.5),
        text(COLUMN_RIGHT + 6.0, TOP - 8.0, own.say("axis_nap"), colour=GREY, size=10.5),
    ]
    for tick in axis.ticks:
        at = float(down.at(tick.value))
        drawn.append(_rule(COLUMN_LEFT - 4.0, COLUMN_LEFT, at, GREY))
        drawn.append(text(COLUMN_LEFT - 8.0, at + 4.0, tick.label, anchor="end", colour=GREY))
    level = number_axis(
        [surface - axis.high, surface - axis.low],
        length,
        words,
        Values(low=surface - axis.high, high=surface - axis.low),
    )
    for tick in level.ticks:
        at = float(down.at(surface - tick.value))
        drawn.append(_rule(COLUMN_RIGHT, COLUMN_RIGHT + 4.0, at, GREY))
        drawn.append(text(COLUMN_RIGHT + 8.0, at + 4.0, tick.label, colour=GREY))
    return "".join(drawn)


def _column_layers(rows: pd.DataFrame, down: Scale, deepest: float, right: float) -> str:
    drawn, marks = [], []
    for _, row in rows.iterrows():
        top, bottom = float(down.at(row["top_mv_m"])), float(down.at(min(row["basis_mv_m"], deepest)))
        drawn.append(
            element(
                "rect", x=COLUMN_LEFT, y=top, width=right - COLUMN_LEFT, height=max(bottom - top, 0.4),
                fill=COLOURS.get(row["soort"], "#ffffff"), stroke="#ffffff", stroke_width=0.5,
            )
        )  # fmt: skip
        if row["rol"]:
            marks.append(
                element(
                    "rect", x=COLUMN_LEFT, y=top, width=right - COLUMN_LEFT, height=max(bottom - top, 1.0),
                    fill="none", stroke=_role_colour(row["rol"]), stroke_width=3.0,
                )
            )  # fmt: skip
    return "".join(drawn + marks)


def _geotop_column(rows: pd.DataFrame, down: Scale, deepest: float, own: Words) -> str:
    """Return the lithoclasses of GeoTOP beside the column of REGIS II, and the names of both models above them."""
    drawn = [
        text((left + right) / 2.0, TOP - 6.0, own.say(f"model_{name}"), anchor="middle", colour=GREY, size=9.0)
        for name, left, right in (("regis", COLUMN_LEFT, REGIS_RIGHT), ("geotop", GEOTOP_LEFT, COLUMN_RIGHT))
    ]
    for _, row in rows.iterrows():
        top, bottom = float(down.at(row["top_mv_m"])), float(down.at(min(row["basis_mv_m"], deepest)))
        drawn.append(
            element(
                "rect", x=GEOTOP_LEFT, y=top, width=COLUMN_RIGHT - GEOTOP_LEFT, height=max(bottom - top, 0.4),
                fill=GEOTOP_COLOURS[LITHOCLASS[row["soort"]]],
            )
        )  # fmt: skip
    return "".join(drawn)


def _geotop_legend(kinds: pd.Series, top: float, own: Words) -> tuple[str, float]:
    """Return the legend of the lithoclasses that are drawn, in rows under the drawing, and where it ends."""
    title = own.say("geotop_legend")
    begin = 4.0 + text_width(title) + 10.0
    drawn, at, y = [text(4.0, top + 10.0, title, colour=GREY)], begin, top
    found = set(kinds)
    for name, code in LITHOCLASS.items():
        if name not in found:
            continue
        label = own.say(f"litho_{code}")
        if at > begin and at + 21.0 + text_width(label) > WIDTH:
            at, y = begin, y + 20.0
        fill = GEOTOP_COLOURS[code]
        drawn.append(element("rect", x=at, y=y, width=16.0, height=12.0, fill=fill, stroke=GREY, stroke_width=0.6))
        drawn.append(text(at + 21.0, y + 10.0, label))
        at += 36.0 + text_width(label)
    return "".join(drawn), y + 22.0


def _conductivities(rows: pd.DataFrame, down: Scale, deepest: float, length: float, words: Words, own: Words) -> str:
    """Return a bar of kh beside each layer that has one."""
    kh = rows["kh_md"].to_numpy(dtype=np.float64)
    axis = number_axis([0.0, *kh[np.isfinite(kh)]], KH_RIGHT - KH_LEFT, words, apart=40.0)
    across = axis.scale(KH_LEFT, KH_RIGHT)
    drawn = [text(KH_LEFT, TOP - 22.0, own.say("axis_kh"), colour=GREY, size=10.5)]
    for tick in axis.ticks:
        at = float(across.at(tick.value))
        drawn.append(element("path", d=f"M{number(at)},{number(TOP)}V{number(TOP + length)}", stroke=GRID))
        drawn.append(text(at, TOP - 8.0, tick.label, anchor="middle", colour=GREY, size=10.5))
    for value, (_, row) in zip(kh, rows.iterrows(), strict=True):
        if not np.isfinite(value):
            continue
        top, bottom = float(down.at(row["top_mv_m"])), float(down.at(min(row["basis_mv_m"], deepest)))
        colour = _role_colour(row["rol"]) if row["rol"] else "#9a927f"
        drawn.append(
            element(
                "rect", x=KH_LEFT, y=top + 0.5, width=max(float(across.at(value)) - KH_LEFT, 0.5),
                height=max(bottom - top - 1.0, 0.4), fill=colour,
            )
        )  # fmt: skip
    return "".join(drawn)


def _names(rows: pd.DataFrame, down: Scale, deepest: float, length: float, words: Words, own: Words) -> str:
    """Return the name of each layer, clear of the others, with a line to where it lies."""
    middles = np.array(
        [float(down.at((row["top_mv_m"] + min(row["basis_mv_m"], deepest)) / 2.0)) for _, row in rows.iterrows()]
    )
    places = spread(middles, LABEL_ROW, TOP + 6.0, TOP + length)
    drawn = []
    for middle, place, (_, row) in zip(middles, places, rows.iterrows(), strict=True):
        data = f"M{number(KH_RIGHT + 4.0)},{number(middle)}L{number(NAMES_LEFT - 16.0)},{number(place)}h10"
        drawn.append(element("path", d=data, fill="none", stroke=GRID, stroke_width=1.0))
        mark = {"wko": own.say("mark_wko"), "hto": own.say("mark_hto")}.get(row["rol"], "")
        kh = row["kh_md"]
        said = own.say("layer_kh", kh=words.rounded(kh, 2)) if np.isfinite(kh) else ""
        ends = f"{words.number(row['top_mv_m'])}–{words.number(row['basis_mv_m'])} m"
        label = ", ".join(part for part in (str(row["code"]), ends, said, mark) if part)
        drawn.append(
            text(
                NAMES_LEFT, place + 4.0, _short(label, WIDTH - NAMES_LEFT), bold=bool(row["rol"]),
                colour=_role_colour(row["rol"]) if row["rol"] else INK,
            )
        )  # fmt: skip
    return "".join(drawn)


def section_plot(
    layers: pd.DataFrame, ids: Sequence[object], along_m: Floats, words: Words, own: Words, *, wide_m: float = 0.0
) -> str:
    """Return the layers along a line of places, a column per place.

    Parameters
    ----------
    layers
        Rows of `LAAG_COLUMNS` of these places.
    ids
        Shape (n,): places, in order along the line.
    along_m
        Shape (n,): where each lies on the line, m, ascending.
    words, own
        How numbers are written, and the sentences of the report.
    wide_m
        Width of a column, m, with gaps where the places have them; 0 for columns to halfway the neighbours.
    """
    layers = layers[layers["rol"] != ROL_GEOTOP]
    order = {str(name): i for i, name in enumerate(ids)}
    at = layers["punt_id"].astype(str).map(order)
    rows = layers[at.notna()]
    at = at[at.notna()].to_numpy(dtype=np.int64)
    deepest = max(drawn_depth(rows[at == i]) for i in np.unique(at))
    tops, bottoms = rows["top_m"].to_numpy(dtype=np.float64), rows["basis_m"].to_numpy(dtype=np.float64)
    surface = tops + rows["top_mv_m"].to_numpy(dtype=np.float64)
    low = max(float(surface.min()) - deepest, float(bottoms.min()))
    high = max(float(tops.max()), low + 1.0)
    y = number_axis([low, high], SECTION_LENGTH, words, Values(low=low, high=high, zero=False))
    up = y.scale(TOP + SECTION_LENGTH, TOP)
    begin, end = column_ends(along_m, wide_m)
    across = Scale(float(begin.min()), float(end.max()), SECTION_LEFT, SECTION_RIGHT)
    drawn = [text(SECTION_LEFT - 6.0, TOP - 14.0, own.say("axis_nap"), anchor="end", colour=GREY, size=10.5)]
    for tick in y.ticks:
        place = float(up.at(tick.value))
        drawn.append(_rule(SECTION_LEFT, SECTION_RIGHT, place, GRID))
        drawn.append(text(SECTION_LEFT - 8.0, place + 4.0, tick.label, anchor="end", colour=GREY))
    boxes = _Boxes(
        across.at(begin)[at], across.at(end)[at], up.at(np.maximum(tops, low)), up.at(np.maximum(bottoms, low))
    )
    kinds, roles = rows["soort"].to_numpy(dtype=object), rows["rol"].to_numpy(dtype=object)
    drawn += [
        element("path", d=boxes.path(kinds == kind), fill=COLOURS.get(kind, "#ffffff"))
        for kind in dict.fromkeys(kinds.tolist())
    ]
    played = [role for role in ("wko", "hto") if (roles == role).any()]
    drawn += [element("path", d=boxes.path(roles == role), fill=_role_colour(role)) for role in played]
    drawn.append(element("path", d=boxes.bottoms(), fill="none", stroke="#ffffff", stroke_width=0.7))
    drawn.append(_codes(boxes, rows["code"].to_numpy(dtype=object), roles))
    steep = SECTION_LENGTH / (high - low) / ((SECTION_RIGHT - SECTION_LEFT) / (across.high - across.low))
    names = () if wide_m > 0 else ids
    drawn.append(_along(names, along_m, across, steep, words, own))
    drawn.append(_legend(rows["soort"], own, roles=played))
    return _drawing("".join(drawn), TOP + SECTION_LENGTH + 46.0, own.say("section_title"))


@dataclass(frozen=True)
class _Boxes:
    """Layers as boxes on the drawing, shapes (m,)."""

    left: Floats
    right: Floats
    top: Floats
    bottom: Floats

    def path(self, which: npt.NDArray[np.bool_]) -> str:
        """Return the boxes of some layers as one path."""
        there = which & (self.bottom - self.top > 0.02)
        return "".join(
            f"M{number(a)},{c:.2f}H{number(b)}V{d:.2f}H{number(a)}Z"
            for a, b, c, d in zip(
                *(one[there].tolist() for one in (self.left, self.right, self.top, self.bottom)), strict=True
            )
        )

    def bottoms(self) -> str:
        """Return the lines under the layers."""
        there = self.bottom - self.top > 1.5
        return "".join(
            f"M{number(a)},{d:.2f}H{number(b)}"
            for a, b, d in zip(*(one[there].tolist() for one in (self.left, self.right, self.bottom)), strict=True)
        )


def _codes(boxes: _Boxes, codes: npt.NDArray[np.object_], roles: npt.NDArray[np.object_]) -> str:
    """Return the code of each unit where it is thickest, when it is thick and wide enough for it."""
    drawn = []
    thick = boxes.bottom - boxes.top
    for code in dict.fromkeys(codes.tolist()):
        mine = np.flatnonzero(codes == code)
        best = mine[int(np.argmax(np.round(thick[mine], 1)))]
        middle = float(boxes.left[mine].min() + boxes.right[mine].max()) / 2.0
        # in the middle of the unit where that is thick enough, else where it is thickest
        near = mine[int(np.argmin(np.abs((boxes.left + boxes.right)[mine] / 2.0 - middle)))]
        best = near if thick[near] >= 0.7 * thick[best] else best
        if thick[best] < 13.0:
            continue
        wide = text_width(str(code)) / 2.0
        x = float(np.clip((boxes.left[best] + boxes.right[best]) / 2.0, SECTION_LEFT + wide, SECTION_RIGHT - wide))
        y = float(boxes.top[best] + boxes.bottom[best]) / 2.0 + 4.0
        drawn.append(text(x, y, str(code), anchor="middle", size=10.5, halo=True, bold=bool(roles[best])))
    return "".join(drawn)


def column_ends(along_m: Floats, wide_m: float = 0.0) -> tuple[Floats, Floats]:
    """Return begin and end of each column, shapes (n,): of a width, or halfway to the neighbours."""
    if wide_m > 0 or len(along_m) < 2:
        half = (wide_m or 1.0) / 2.0
        return along_m - half, along_m + half
    middle = (along_m[1:] + along_m[:-1]) / 2.0
    first, last = 2.0 * along_m[0] - middle[0], 2.0 * along_m[-1] - middle[-1]
    return np.concatenate([[first], middle]), np.concatenate([middle, [last]])


def spread(wanted: Floats, apart: float, low: float, high: float) -> Floats:
    """Return places near the wanted ones, ascending, at least `apart` from each other, from `low` to `high`."""
    n = len(wanted)
    steps = apart * np.arange(n)
    # without the gaps the places need only not go back: the nearest such ones are means of runs that would cross
    blocks: list[tuple[float, int]] = []
    for value in (wanted - steps).tolist():
        total, count = float(value), 1
        while blocks and blocks[-1][0] / blocks[-1][1] > total / count:
            before, m = blocks.pop()
            total, count = total + before, count + m
        blocks.append((total, count))
    means = np.concatenate([np.full(count, total / count) for total, count in blocks]) if blocks else np.empty(0)
    return np.asarray(np.clip(means, low, max(low, high - apart * max(n - 1, 0))) + steps, dtype=np.float64)


def _along(ids: Sequence[object], along_m: Floats, across: Scale, steep: float, words: Words, own: Words) -> str:
    """Return the names of the places where there is room, else distances, and how much the height is stretched."""
    bottom, span = TOP + SECTION_LENGTH, float(along_m[-1] - along_m[0])
    marks = (
        list(zip(map(str, ids), along_m.tolist(), strict=True))
        if len(ids)
        else [
            (tick.label, tick.value)
            for tick in number_axis([0.0, span], SECTION_RIGHT - SECTION_LEFT, words, apart=80.0).ticks
            if tick.value <= span
        ]
    )
    drawn, free = [], -np.inf
    for name, value in marks:
        place = float(across.at(value))
        drawn.append(element("path", d=f"M{number(place)},{number(bottom)}v4", stroke=GREY))
        wide = text_width(name) / 2.0
        if place - wide > free and place - wide > 0 and place + wide < WIDTH:
            drawn.append(text(place, bottom + 17.0, name, anchor="middle", colour=GREY))
            free = place + wide + 8.0
    said = own.say("section_length", length=words.number(span), times=words.rounded(steep, 2))
    drawn.append(text(SECTION_LEFT, bottom + 36.0, said, colour=GREY))
    return "".join(drawn)


def _legend(kinds: pd.Series, own: Words, roles: Sequence[str] = ()) -> str:
    drawn, at = [], 4.0
    found = set(kinds)
    items = [(own.say(f"kind_{kind}"), colour) for kind, colour in COLOURS.items() if kind in found]
    items += [(own.say(f"mark_{role}"), _role_colour(role)) for role in roles]
    for words_, colour in items:
        drawn.append(element("rect", x=at, y=4.0, width=16.0, height=12.0, fill=colour, stroke=GREY, stroke_width=0.6))
        drawn.append(text(at + 21.0, 14.0, words_))
        at += 36.0 + text_width(words_)
    return "".join(drawn)


def _role_colour(role: str) -> str:
    return {"wko": BLUE, "hto": ORANGE}.get(role, INK)


def _rule(left: float, right: float, at: float, colour: str) -> str:
    return element("path", d=f"M{number(left)},{number(at)}H{number(right)}", stroke=colour)


def _short(words: str, width: float) -> str:
    if text_width(words) <= width:
        return words
    while words and text_width(f"{words}…") > width:
        words = words[:-1]
    return f"{words.rstrip()}…"


def _drawing(content: str, height: float, title: str) -> str:
    described = element("title", title.replace("&", "&amp;").replace("<", "&lt;"))
    return element(
        "svg", described + content, viewBox=f"0 0 {number(WIDTH)} {number(height)}", role="img",
        xmlns="http://www.w3.org/2000/svg", font_size=12.0, fill=INK,
        font_family="Open Sans, Segoe UI, Helvetica Neue, Arial, sans-serif",
    )  # fmt: skip
