"""Weather files of KNMI as delivered: hours, days and rain stations, of one or more stations.

The columns and units are those of the explanation at the top of each file: RH and RD in 0.1 mm (-1 is less than 0.05
mm), T and TG in 0.1 degrees C, SX in cm with codes from 997; hour 5 runs from 04 to 05 UT, a day from 00 to 24 UT, and
a day of a rain station from 08 UTC the day before to 08 UTC.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..callbacks import Cancelled, Progress, stop_if
from ..errors import InputError
from ..findings import Findings
from ..kentallen import Kentallen
from ..measurement.series import Floats, Times, Weather
from ..wording import amount, dutch, note
from .measured_numbers import NumberTally, read_numbers
from .measured_table import AnyBlock, TableBlock
from .measured_text import split_line
from .measured_times import NONE, Integers, TimeTally, civil, read_times

_HOUR, _DAY = 3600, 86_400
_TRACE = -1.0
_CODES = (997, 998, 999)
_STATION = re.compile(r"^#?\s*([0-9]{3})\s*:?\s+-?[0-9]+\.[0-9]+\s+-?[0-9]+\.[0-9]+\s+-?[0-9.]+\s+(\S.*?)\s*$")
_PLACE = re.compile(r"neerslaggeg_(.+)_([0-9]+)\.", re.IGNORECASE)
_MOST_SHOWN = 10
_DELIMITERS = (",", ";", "\t")


@dataclass
class Header:
    """The header of a KNMI file.

    Attributes
    ----------
    line
        Its line number, from 1; 0 for a table.
    columns
        Name in capitals to place.
    stations
        Number of a station to its name, as far as the lines above name them.
    delimiter
        Sign between cells: a comma, or another one when a spreadsheet saved the file.
    """

    line: int
    columns: dict[str, int]
    stations: dict[int, str]
    delimiter: str = ","

    @property
    def kind(self) -> str:
        """Return "uur", "dag", "station" (rain station), or "" when there is no rain."""
        if "HH" in self.columns or "H" in self.columns:
            return "uur" if "RH" in self.columns else ""
        if "RD" in self.columns:
            return "station"
        return "dag" if "RH" in self.columns else ""


def header_of(lines: Sequence[str], file: str = "") -> Header | None:
    """Return the header among the lines of a file; None when it is no file of KNMI.

    Parameters
    ----------
    lines
        At its begin.
    file
        Its name: that of a rain station bears the name of the place (neerslaggeg_ESBEEK_831.txt).
    """
    stations = {int(place[2]): place[1].replace("-", " ") for place in [_PLACE.match(file)] if place}
    for number, line in enumerate(lines, start=1):
        if match := _STATION.match(line):
            stations[int(match[1])] = match[2]
        if "YYYYMMDD" not in line.upper() or "STN" not in line.upper():
            continue
        for sign in _DELIMITERS:
            names = [cell.strip().upper() for cell in split_line(line.replace("#", ""), sign)]
            if len(names) > 2 and "STN" in names and "YYYYMMDD" in names:
                return Header(number, {name: place for place, name in enumerate(names) if name}, stations, sign)
    return None


def header_of_names(names: Sequence[str]) -> Header | None:
    """Return the header of a table with the columns of KNMI; None for another table."""
    found = {str(name).strip(" #").upper(): place for place, name in enumerate(names)}
    return Header(0, found, {}) if "STN" in found and "YYYYMMDD" in found else None


def read_knmi(
    header: Header,
    rows: Iterable[tuple[AnyBlock, float]],
    *,
    station: int | str | None,
    file: str,
    kentallen: Kentallen,
    progress: Progress,
    cancelled: Cancelled,
) -> Weather:
    """Return the weather in a file of KNMI.

    Parameters
    ----------
    header
        From `header_of`.
    rows
        Its rows in parts, with how much has been read in percent.
    station
        Number or name of the station; None when there is one.
    file
        Name for sentences.
    kentallen
        ``weer.spoor_mm`` and ``weer.sneeuw_gebroken_cm``.
    progress, cancelled
        Called between the parts.

    Raises
    ------
    InputError
        There is no rain, several stations without a choice, or the chosen one is not there.
    """
    if not header.kind:
        raise InputError("neerslag_knmi_zonder_neerslag", file=file, columns=", ".join(header.columns))
    names = {"uur": ("RH", "T"), "dag": ("RH", "TG"), "station": ("RD", "SX")}[header.kind]
    wanted = ["STN", "YYYYMMDD", *(("HH" if "HH" in header.columns else "H",) if header.kind == "uur" else ()), *names]
    found: dict[str, list[Floats]] = {name: [] for name in wanted if name in header.columns}
    for block, percent in rows:
        stop_if(cancelled)
        part = block.take(np.flatnonzero(block.line > header.line)) if len(block) else block
        for name, parts in found.items():
            parts.append((_dates if name == "YYYYMMDD" else _numbers)(part, header.columns[name]))
        progress(percent)
    table = {name: np.concatenate(parts) for name, parts in found.items() if parts}
    findings, notes = Findings(), list[str]()
    begin, end, good = _intervals(table, header.kind)
    lost = int((~good & ~np.isnan(table["STN"])).sum())
    if lost:
        findings.add("neerslag_zonder_datum", "waarschuwing", [file], count=amount(lost))
    chosen, label = _station(table["STN"], good, header, station, file)
    good &= table["STN"] == chosen
    if not good.any():
        raise InputError("neerslag_leeg", file=file)
    rain = _rain(table[names[0]][good], names[0], kentallen, notes)
    n = len(rain)
    air = table[names[1]][good] / 10.0 if names[1] in ("T", "TG") and names[1] in table else np.full(n, np.nan)
    snow = _snow(table["SX"][good], kentallen, notes) if "SX" in table else np.full(n, np.nan)
    order = np.argsort(begin[good], kind="stable")
    start, stop = begin[good][order], end[good][order]
    first = np.append(True, np.diff(start) > 0)
    if not first.all():
        findings.add("neerslag_dubbel", "waarschuwing", [file], count=amount(int((~first).sum())))
    order = order[first]
    _missing(rain[order], start[first], stop[first], findings, file)
    source = note(f"neerslag_bron_knmi_{header.kind}", station=label)
    notes.insert(0, note("neerslag_notitie_bron", source=source, file=file))
    return Weather(
        _times(start[first]), _times(stop[first]), rain[order], air[order], snow[order], source, findings, notes
    )


def _numbers(block: AnyBlock, column: int) -> Floats:
    if isinstance(block, TableBlock):
        numbers = block.numbers(column)
        if numbers is not None:
            return numbers
    return read_numbers(block.cells(column), ".", block.line, NumberTally())


def _dates(block: AnyBlock, column: int) -> Floats:
    """Return dates as numbers, 20230131, also those with strokes (2023-01-31T00:00:00Z), NaN for none."""
    numbers = _numbers(block, column)
    if not np.isnan(numbers).any():
        return numbers
    seconds = read_times(block.cells(column), TimeTally())
    written = np.isnan(numbers) & (seconds != NONE)
    days = (seconds[written] // _DAY).astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    years = months.astype("datetime64[Y]").astype(np.int64) + 1970
    month, day = months.astype(np.int64) % 12 + 1, (days - months).astype(np.int64) + 1
    numbers[written] = years * 10_000 + month * 100 + day
    return numbers


def _times(seconds: Integers) -> Times:
    return np.asarray(seconds.astype("datetime64[s]"))


def _intervals(table: dict[str, Floats], kind: str) -> tuple[Integers, Integers, npt.NDArray[np.bool_]]:
    """Return begin and end of each row (seconds since 1970, UTC), and where there is a station and a date."""
    date = table["YYYYMMDD"]
    good = ~np.isnan(date) & ~np.isnan(table["STN"])
    number = np.where(good, date, 0).astype(np.int64)
    days = civil(number // 10_000, number // 100 % 100, number % 100)
    good &= days != NONE
    midnight = np.where(good, days, 0) * _DAY
    if kind == "uur":
        hour = table["HH" if "HH" in table else "H"]
        good &= (hour >= 1) & (hour <= 24)
        end = midnight + np.where(good, hour, 0).astype(np.int64) * _HOUR
        return end - _HOUR, end, good
    end = midnight + (8 * _HOUR if kind == "station" else _DAY)
    return end - _DAY, end, good


def _station(
    stations: Floats, good: npt.NDArray[np.bool_], header: Header, wanted: int | str | None, file: str
) -> tuple[float, str]:
    """Return the number of the station that counts, and how it is called."""
    there = [int(number) for number in np.unique(stations[good]).tolist()]
    if not there:
        raise InputError("neerslag_leeg", file=file)
    labels = {number: f"{number} {header.stations.get(number, '')}".strip() for number in there}
    text = str(wanted if wanted is not None else "").strip().lower()
    if text:
        for number, label in labels.items():
            if text in (str(number), header.stations.get(number, "").lower(), label.lower()):
                return float(number), label
        shown = ", ".join(list(labels.values())[:_MOST_SHOWN])
        raise InputError("neerslag_station_onbekend", file=file, station=wanted, stations=shown)
    if len(there) > 1:
        shown = ", ".join(list(labels.values())[:_MOST_SHOWN])
        raise InputError("neerslag_stations", file=file, count=len(there), stations=shown)
    return float(there[0]), labels[there[0]]


def _rain(tenths: Floats, name: str, kentallen: Kentallen, notes: list[str]) -> Floats:
    """Return rain in mm; -1 counts as a trace."""
    trace = tenths == _TRACE
    rain = tenths / 10.0
    if trace.any():
        small = kentallen.value("weer.spoor_mm")
        rain[trace] = small
        notes.append(note("neerslag_notitie_spoor", name=name, count=amount(int(trace.sum())), mm=dutch(small)))
    rain[rain < 0] = np.nan
    return np.asarray(rain)


def _snow(centimetres: Floats, kentallen: Kentallen, notes: list[str]) -> Floats:
    """Return snow cover in cm; codes for a broken cover get the kental."""
    snow = centimetres.copy()
    count = 0
    for code, depth in zip(_CODES, kentallen.table("weer.sneeuw_gebroken_cm"), strict=True):
        rows = centimetres == code
        snow[rows] = depth
        count += int(rows.sum())
    if count:
        notes.append(note("neerslag_notitie_sneeuw", count=amount(count)))
    snow[snow < 0] = np.nan
    return snow


def _missing(rain: Floats, begin: Integers, end: Integers, findings: Findings, file: str) -> None:
    """Report rain that is missing: empty values, and intervals that are not there."""
    empty = int(np.isnan(rain).sum())
    if empty:
        findings.add("neerslag_leeg_deel", "info", [file], count=amount(empty), total=amount(len(rain)))
    gaps = int((begin[1:] > end[:-1]).sum())
    if gaps:
        findings.add("neerslag_gaten", "info", [file], count=amount(gaps))
