"""What the signs of a date and time mean: a description of one notation, made from an example."""

from __future__ import annotations

import re
from dataclasses import dataclass

Slice = tuple[int, int]
"""Begin and length of a part of a text."""

_THREE = "jan feb mrt apr mei jun jul aug sep okt nov dec"

MONTHS = {
    **{name: number for number, name in enumerate(_THREE.split(" "), start=1)},
    "maa": 3,
    "mar": 3,
    "mär": 3,
    "mã¤": 3,
    "mae": 3,
    "may": 5,
    "mai": 5,
    "oct": 10,
    "dez": 12,
}
"""First three letters of a month, Dutch, English and German; "mã¤" is "mä" in UTF-8 read byte by byte."""

_DAYS = (
    "ma di wo do vr za zo mo mi fr sa so mon tue wed thu fri sat sun maandag dinsdag woensdag donderdag "
    "vrijdag zaterdag zondag monday tuesday wednesday thursday friday saturday sunday"
)
WEEKDAYS = frozenset(_DAYS.split(" "))

ZONES = {
    **dict.fromkeys(("z", "utc", "gmt", "ut"), 0),
    **dict.fromkeys(("cet", "met", "mez"), 3600),
    **dict.fromkeys(("cest", "mest", "mesz", "mezt", "metdst"), 7200),
}
"""Name of a time zone to seconds ahead of UTC."""

_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+|[\W_]", re.UNICODE)


@dataclass
class Notation:
    """Where the parts of a date and time stand in a text, and what they are.

    Attributes
    ----------
    order
        "jmd", "dmj" (certain), "?" (day and month cannot be told apart), or "" without a date.
    date
        First, second and third part in the order of the text; a month in letters has `letters` set.
    letters
        Which part of `date` is a month in letters; -1 for none.
    short
        The year has two digits.
    clock
        Hour, minute and second; fewer when the text has fewer.
    half_day
        Where AM or PM stands; None when it does not.
    zone
        Seconds ahead of UTC; None when the text does not say.
    fixed
        Parts with letters that must be the same in each text (T, Z, UTC).
    """

    order: str = ""
    date: tuple[Slice, ...] = ()
    letters: int = -1
    short: bool = False
    clock: tuple[Slice, ...] = ()
    half_day: Slice | None = None
    zone: int | None = None
    fixed: tuple[Slice, ...] = ()


@dataclass
class _Reader:
    """The tokens of a text, read from left to right."""

    tokens: list[tuple[str, int]]
    place: int = 0

    def peek(self, ahead: int = 0) -> str:
        place = self.place + ahead
        return self.tokens[place][0] if place < len(self.tokens) else ""

    def take(self) -> Slice:
        text, begin = self.tokens[self.place]
        self.place += 1
        return begin, len(text)

    def skip(self, signs: str) -> str:
        skipped = ""
        while self.peek() and self.peek() in signs:
            skipped += self.peek()
            self.place += 1
        return skipped

    @property
    def done(self) -> bool:
        return self.place >= len(self.tokens)


def notation_of(text: str) -> Notation | None:
    """Return the notation of a date with or without a time, or of a time alone; None when the text is neither.

    Parameters
    ----------
    text
        One cell, trimmed. Positions count in its letters, so it must not have letters of more than a byte.
    """
    reader = _Reader([(match.group(), match.start()) for match in _TOKEN.finditer(text)])
    made = Notation()
    fixed: list[Slice] = []
    if reader.peek().lower() in WEEKDAYS:
        reader.take()
        reader.skip(" .,")
    if not _date(reader, made) and not re.match(r"[0-9]{1,2}(:[0-9]{2}|[uh][0-9]{2}\b)", text):
        return None
    if made.order and not reader.done and not made.clock:
        gap = reader.skip(" _,:;-/")
        if reader.peek() in ("T", "t", "om", "at"):
            fixed.append(reader.take())
            gap += "T" + reader.skip(" ")
        if not gap or not _clock(reader, made):
            return None
    elif not made.order and not _clock(reader, made):
        return None
    if not _tail(reader, made, fixed):
        return None
    made.fixed = tuple(fixed)
    return made


def _date(reader: _Reader, made: Notation) -> bool:
    first, sign, second = reader.peek(), reader.peek(1), reader.peek(2)
    if first.isdigit() and len(first) in (8, 10, 12, 14):
        return _compact(reader, made)
    if first.isdigit() and len(first) in (1, 2, 4) and sign in ("-", "/", ".", " "):
        if second.isdigit() and len(second) <= 2 and reader.peek(3) == sign and reader.peek(4).isdigit():
            return _separated(reader, made, sign)
        spaced = 1 if (sign, second) == (".", " ") else 0
        if reader.peek(2 + spaced)[:3].lower() in MONTHS and len(first) <= 2:
            parts = [reader.take()]
            reader.skip("-/. ")
            return _named(reader, made, [*parts, reader.take()], letters=1)
    if first[:3].lower() in MONTHS and first.isalpha():
        parts = [reader.take()]
        reader.skip("-/. ")
        return _named(reader, made, [*parts, reader.take()], letters=0) if reader.peek().isdigit() else False
    return False


def _separated(reader: _Reader, made: Notation, sign: str) -> bool:
    parts = [reader.take()]
    for _ in range(2):
        reader.take()
        parts.append(reader.take())
    lengths = [length for _, length in parts]
    if lengths[0] == 4 and lengths[2] <= 2:
        made.order = "jmd"
    elif lengths[0] <= 2 and lengths[2] in (2, 4):
        made.order = "dmj" if sign == "." else "?"
        made.short = lengths[2] == 2
    else:
        return False
    made.date = tuple(parts)
    return True


def _named(reader: _Reader, made: Notation, parts: list[Slice], letters: int) -> bool:
    reader.skip("-/., ")
    if not reader.peek().isdigit() or len(reader.peek()) not in (2, 4):
        return False
    made.short = len(reader.peek()) == 2
    made.date = (*parts, reader.take())
    made.letters = letters
    made.order = "dmj" if letters == 1 else "mdj"
    return True


def _compact(reader: _Reader, made: Notation) -> bool:
    text = reader.peek()
    begin, length = reader.take()
    if length == 8 and not 1900 <= int(text[:4]) <= 2200 and 1900 <= int(text[4:]) <= 2200:
        made.order, made.date = "dmj", ((begin, 2), (begin + 2, 2), (begin + 4, 4))
        return True
    if not (1900 <= int(text[:4]) <= 2200 and 1 <= int(text[4:6]) <= 12 and 1 <= int(text[6:8]) <= 31):
        return False
    made.order, made.date = "jmd", ((begin, 4), (begin + 4, 2), (begin + 6, 2))
    made.clock = tuple((begin + place, 2) for place in range(8, length, 2))
    return True


def _clock(reader: _Reader, made: Notation) -> bool:
    text = reader.peek()
    if not text.isdigit():
        return False
    begin, length = reader.take()
    if length in (4, 6):
        made.clock = tuple((begin + place, 2) for place in range(0, length, 2))
        return True
    if length > 2:
        return False
    parts = [(begin, length)]
    while len(parts) < 3 and reader.peek() in (":", ".", "u", "h") and reader.peek(1).isdigit():
        if len(reader.peek(1)) != 2:
            return False
        reader.take()
        parts.append(reader.take())
    made.clock = tuple(parts)
    return True


def _tail(reader: _Reader, made: Notation, fixed: list[Slice]) -> bool:
    """Read what follows the clock: fractions of a second, AM or PM, a time zone."""
    if made.clock and reader.peek() in (".", ",") and reader.peek(1).isdigit():
        reader.take()
        reader.take()
    reader.skip(" ")
    if reader.peek().lower() in ("a", "p") and reader.peek(1) == "." and reader.peek(2).lower() == "m":
        made.half_day = reader.take()
        reader.take()
        reader.take()
        reader.skip(". ")
    if reader.peek().lower() in ("am", "pm", "uur", "u", "h"):
        part = reader.peek().lower()
        place = reader.take()
        if part in ("am", "pm"):
            made.half_day = place
        else:
            fixed.append(place)
        reader.skip(" ")
    bracket = reader.skip("(")
    if reader.peek().lower() in ZONES:
        made.zone = ZONES[reader.peek().lower()]
        fixed.append(reader.take())
    if reader.peek() in ("+", "-") and reader.peek(1).isdigit() and (made.clock or made.zone is not None):
        made.zone = (made.zone or 0) + _ahead(reader, fixed)
    if bracket:
        reader.skip(")")
    reader.skip(" ")
    return reader.done


def _ahead(reader: _Reader, fixed: list[Slice]) -> int:
    """Return a written offset in seconds; its digits are part of the notation."""
    sign = 1 if reader.peek() == "+" else -1
    reader.take()
    digits = reader.peek()
    fixed.append(reader.take())
    hours, minutes = (int(digits[:2]), int(digits[2:] or 0)) if len(digits) <= 4 else (0, 0)
    if reader.peek() == ":" and reader.peek(1).isdigit():
        reader.take()
        minutes = int(reader.peek()[:2])
        fixed.append(reader.take())
    return sign * (hours * 3600 + minutes * 60)
