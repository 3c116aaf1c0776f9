"""The make-up of a delivered table: delimiter, lines before the header, header, row of units, decimal sign."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..errors import InputError
from .measured_columns import (
    CLOCK,
    DATE,
    PARAMETER,
    PARTS,
    POINT,
    UNIT,
    is_weak,
    quantity_of,
    taken_apart,
    time_rank,
)
from .measured_kinds import is_data, is_numeric, kind, signs
from .measured_text import split_line
from .measured_units import RAIN, flow_unit, level_unit, rain_unit, temperature_unit

DELIMITERS = (";", "\t", "|", ",", " ")
"""In order of preference where more than one fits."""

_LOOKED_AT = 400
"""Lines from which the delimiter is recognised."""

_BEGIN = 1000
"""Lines in which the header is looked for, and that are part of the sample."""

_LATER = 400
"""Lines of the sample from further on, and from the end."""

_COMMENT = re.compile(r"^\s*(?:#|//|%|\*)+\s?")
_ZRXP = re.compile(r"LAYOUT\(([^()]+)\)")
"""Names of the columns in the ZRXP exchange format of time series databases."""

_MOST_HEADERS = 6
_DATED = frozenset(("tijd", "datum"))
_FORMAT = re.compile(r"[dmyjhnsut\W]{2,}", re.IGNORECASE)


@dataclass
class Layout:
    """How a delivery is made up.

    Attributes
    ----------
    delimiter
        Sign between cells; "" for a table that came as columns.
    decimal
        "," or ".".
    thousands
        Whether the other sign separates thousands where it stands at each third digit.
    guessed
        That the numbers do not tell decimals from thousands: "duizendtal" or "decimaal" as taken, "" when they do.
    names
        Names of the columns; "" where there is none, and for all when the delivery has no header.
    units
        From a row of units below or above the header, "" where there is none.
    preamble
        Lines before the header.
    first
        Number of the first line with data, from 1.
    kinds
        Per column how often its cells in `sample` are "tijd", "datum", "klok", "getal", "tekst" or "".
    sample
        Cells of rows with data.
    rest
        Column that runs on to the end of the line, -1 for none.
    header
        Cells of the header as delivered: the same line further on is no data.
    """

    delimiter: str
    decimal: str
    thousands: bool
    names: list[str]
    units: list[str]
    preamble: list[str]
    first: int
    kinds: list[Counter[str]]
    sample: list[list[str]]
    rest: int = -1
    guessed: str = ""
    header: list[str] = field(default_factory=list)

    @property
    def has_header(self) -> bool:
        """Whether any column has a name."""
        return any(self.names)

    def shown(self) -> list[str]:
        """Return the names of the columns as a user may choose them."""
        return [name or f"kolom {place}" for place, name in enumerate(self.names, start=1)]


def detect(file: str, head: list[str], tail: list[str]) -> Layout:
    """Return the make-up of a text file.

    Parameters
    ----------
    file
        Name, for the errors.
    head, tail
        Lines at the begin and at the end.

    Raises
    ------
    InputError
        No rows with a time and values were found, or decimal commas and commas between cells cannot be told apart.
    """
    lines = [line for line in head if line.strip()][:_LOOKED_AT]
    found: list[tuple[int, float, int, str]] = []
    for rank, sign in enumerate(DELIMITERS):
        data = [kinds for kinds in map(_kinds, (split_line(line, sign) for line in lines)) if is_data(kinds)]
        if data:
            usual = Counter(map(len, data)).most_common(1)[0][1]
            found.append((usual, sum(kinds.count("tekst") for kinds in data) / len(data), rank, sign))
    # a remark above the header may look like data between some signs: a few rows more are no reason
    most = max((usual for usual, *_ in found), default=0)
    near = [(text, rank, sign) for usual, text, rank, sign in found if usual >= most - max(3, 0.03 * most)]
    delimiter = min(near)[2] if near else ""
    if not delimiter:
        raise _no_table(file, lines)
    layout = _layout([split_line(line, delimiter) for line in head[:_BEGIN]], delimiter, file)
    later = [*head[_BEGIN :: max((len(head) - _BEGIN) // _LATER, 1)], *tail[-_LATER:]]
    cells = [split_line(line, delimiter) for line in later if line.strip()]
    layout.sample += [row for row in cells if is_data([kind(cell) for cell in row])]
    return _finished(layout)


def detect_table(names: list[str], rows: list[list[str]], file: str) -> Layout:
    """Return the make-up of a table: its header may be one of the first rows.

    Parameters
    ----------
    names
        Names of the columns.
    rows
        The first rows and some of the last, as text.
    file
        Name of the table, for the errors.

    Raises
    ------
    InputError
        No rows with a time and values were found.
    """
    if not any(is_data([kind(cell) for cell in row]) for row in rows):
        raise InputError("meetreeks_geen_tabel", file=file)
    return _finished(_layout([names, *rows], "", file))


def _kinds(cells: list[str]) -> list[str]:
    """Return what the cells of a row look like; a row of one cell is no row of a table."""
    return [kind(cell) for cell in cells] if len(cells) > 1 else []


def _no_table(file: str, lines: list[str]) -> InputError:
    """Return the error for a file without rows of data: numbers without a time, or nothing of the kind."""
    for sign in DELIMITERS:
        rows = [split_line(line, sign) for line in lines]
        names = next((row for row in rows if any(quantity_of(taken_apart(cell))[0] for cell in row)), None)
        if names is None:
            continue
        if len(rows) == 1 or not any(kind(cell) == "getal" for row in rows for cell in row):
            if any(time_rank(taken_apart(cell)) for cell in names) and len(names) > 1:
                return InputError("meetreeks_geen_rijen", file=file)
        elif not any(kind(cell) in ("tijd", "datum") for row in rows for cell in row):
            return InputError("meetreeks_geen_tijd", file=file, columns=", ".join(names))
    return InputError("meetreeks_geen_tabel", file=file)


def _layout(rows: list[list[str]], delimiter: str, file: str) -> Layout:
    kinds = [[kind(cell) for cell in row] for row in rows]
    first = _first_data(kinds)
    begin = _with_time(kinds, first)
    body = [place for place in range(first, len(rows)) if is_data(kinds[place])]
    width = Counter(_filled(rows[place]) for place in body).most_common(1)[0][0]
    above = [place for place in range(begin) if any(cell.strip() for cell in rows[place])]
    names, units, top = _header(rows, above, kinds[body[0]], width, delimiter)
    rest = -1
    if delimiter == "," and _filled(names) < width and _filled(names):
        rest = _decimal_commas(names, width, file)
        width = _filled(names)
    width = max(width, len(names))
    sample = [_cells(rows[place], width, rest) for place in body]
    return Layout(
        delimiter,
        ",",
        True,
        (names + [""] * width)[:width],
        (units + [""] * width)[:width],
        [delimiter.join(rows[place]) for place in above if place < top],
        begin + 1,
        [],
        sample,
        rest,
        header=list(names),
    )


def _first_data(kinds: list[list[str]]) -> int:
    """Return the first row of data that is followed by data: not a date and number in the lines above."""
    data = [is_data(row) for row in kinds]
    dated = [is_row and bool(_DATED & set(row)) for row, is_row in zip(kinds, data, strict=True)]
    if 2 * sum(dated) > sum(data):
        data = dated  # numbers above the header (coordinates of a station) have no date
    filled = [place for place, row in enumerate(kinds) if any(row)]
    for place, row in enumerate(filled):
        following = filled[place : place + 10]
        if data[row] and sum(data[other] for other in following) >= 0.6 * len(following):
            return row
    return data.index(True)


def _with_time(kinds: list[list[str]], first: int) -> int:
    """Return the first row with a time where the data has one: above them may stand values that are no number."""
    place = next((i for i, found in enumerate(kinds[first]) if found in _DATED), -1)
    while place >= 0 and first and kinds[first - 1][place : place + 1] == [kinds[first][place]]:
        first -= 1
    return first


def _filled(cells: Sequence[str]) -> int:
    """Return the number of cells up to the last one that is not empty."""
    n = len(cells)
    while n and not cells[n - 1].strip():
        n -= 1
    return n


def _cells(row: list[str], width: int, rest: int) -> list[str]:
    if rest >= 0 and len(row) > rest:
        row = [*row[:rest], ",".join(row[rest:])]
    return (row + [""] * width)[:width]


def _decimal_commas(names: list[str], width: int, file: str) -> int:
    """Return the last column when it alone has decimal commas in a file with commas between cells."""
    values = [name for name in names if not time_rank(taken_apart(name))]
    if width == _filled(names) + 1 and len(values) == 1 and not time_rank(taken_apart(names[_filled(names) - 1])):
        return _filled(names) - 1
    raise InputError("meetreeks_komma", file=file)


def _header(
    rows: list[list[str]], above: list[int], kinds: list[str], width: int, delimiter: str
) -> tuple[list[str], list[str], int]:
    """Return the names and units of the columns, and the first row that belongs to the header."""
    block: list[tuple[int, list[str]]] = []
    for place in reversed(above):
        cells = _aligned([_COMMENT.sub("", cell) if i == 0 else cell for i, cell in enumerate(rows[place])], delimiter)
        filled = _filled(cells)
        alone = filled == 1 and not block and time_rank(taken_apart(cells[0])) > 50
        short = filled < max(2, width - 2) and filled != width and not alone
        if short and filled and block and not any(_is_names(cells) for _, cells in block):
            continue  # a row of labels that are not filled in stands between the names and the units
        if short or not filled or len(block) >= _MOST_HEADERS:
            break
        block.append((place, _fitted(cells[:filled], kinds, width)))
    if not block:
        top = above[-1] + 1 if above else 0
        told = [match[1] for place in above for match in [_ZRXP.search(delimiter.join(rows[place]))] if match]
        return [name.strip() for name in told[-1].split(",")] if told else [], [], top
    scores = [_name_score(cells) for _, cells in block]
    best = max(range(len(block)), key=lambda i: (scores[i] if not _is_units(block[i][1]) else 0, scores[i], -i))
    unit_rows = [i for i in range(len(block)) if i != best and _is_units(block[i][1])]
    if not scores[best]:
        best = next((i for i in range(len(block)) if i not in unit_rows), 0)
    names = list(block[best][1])
    units = [""] * len(names)
    for i in unit_rows[:1]:
        units = [cell if _unit(cell) else "" for cell in block[i][1]]
    others = [block[i][1] for i in range(len(block)) if i != best and i not in unit_rows]
    for place, name in enumerate(names):
        # a time series export has rows for location, parameter and unit: take the one that says what it is
        if quantity_of(taken_apart(name))[0] or time_rank(taken_apart(name)):
            continue
        there = [(cells[place], taken_apart(cells[place])) for cells in others if place < len(cells)]
        told = [cell for cell, apart in there if quantity_of(apart)[0] or time_rank(apart) > 50]
        names[place] = f"{told[0]} {name}".strip() if told else name
    used = [block[best][0], *(block[i][0] for i in unit_rows)]
    return names, units, min(used)


def _aligned(cells: list[str], delimiter: str) -> list[str]:
    """Return header cells between white space with a unit in brackets put back behind its name."""
    if delimiter != " ":
        return [cell.strip() for cell in cells]
    joined: list[str] = []
    for cell in cells:
        if joined and (cell.startswith(("[", "(")) or joined[-1].count("(") > joined[-1].count(")")):
            joined[-1] += f" {cell}"
        else:
            joined.append(cell)
    return joined


def _fitted(cells: list[str], kinds: list[str], width: int) -> list[str]:
    """Return header cells with a place for the clock when date and clock share one name."""
    shared = len(cells) == width - 1 and kinds[:2] == ["datum", "klok"]
    return [cells[0], "", *cells[1:]] if shared and taken_apart(cells[1]).key not in CLOCK else cells


def _name_score(cells: list[str]) -> int:
    """Return how many cells name something that is looked for."""
    score = 0
    for cell in cells:
        name = taken_apart(cell)
        known = (*DATE, *CLOCK, *PARAMETER, *UNIT, *POINT, *(alias for part in PARTS for alias in part))
        bare_unit = bool(name.unit) and not name.words
        score += 2 * bool((quantity_of(name)[0] and not bare_unit) or time_rank(name) or is_weak(name))
        score += bool(name.key in known) + bare_unit
    return score


def _is_units(cells: list[str]) -> bool:
    """Tell whether a header row holds units: half of its cells, and besides no name of a quantity or a time."""
    others = [cell for cell in cells if not _unit(cell) and any(map(str.isalnum, cell))]
    others = [cell for cell in others if not _FORMAT.fullmatch(cell) and taken_apart(cell).key not in UNIT]
    units = sum(map(_unit, cells))
    return units > 0 and units >= len(others) and not _is_names(cells)


def _is_names(cells: list[str]) -> bool:
    """Tell whether a header row names a quantity or a time in words."""
    names = [taken_apart(cell) for cell in cells if cell and not _FORMAT.fullmatch(cell)]
    return any(name.words and (quantity_of(name)[0] or time_rank(name)) for name in names)


def _unit(cell: str) -> bool:
    return bool(flow_unit(cell) or level_unit(cell) or temperature_unit(cell) or rain_unit(cell) in RAIN)


def _finished(layout: Layout) -> Layout:
    """Return a layout with the kinds of its columns and its decimal sign."""
    width = len(layout.names)
    layout.sample = [(row + [""] * width)[:width] for row in layout.sample]
    layout.kinds = [Counter(kind(row[place]) for row in layout.sample) for place in range(width)]
    numbers = [
        [row[place] for row in layout.sample if is_numeric(row[place])]
        for place in range(width)
        if layout.kinds[place]["getal"]
    ]
    # a column of whole numbers (codes of quality) tells nothing about the signs in another one
    cells = [cell for column in numbers if any("," in cell or "." in cell for cell in column) for cell in column]
    quoted = any("," in cell for cell in cells)
    fixed = "." if layout.delimiter == "," and layout.rest < 0 and not quoted else ""
    layout.decimal, layout.thousands, layout.guessed = signs(cells, fixed)
    return layout
