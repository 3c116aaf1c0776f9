"""Write one made series of flow in the styles of many loggers and databases; usage: make_deliveries.py [FOLDER].

The series is five Dutch days over the end of summer time in 2023, per hour, with a temperature. It is synthetic.
Styles follow how such files look; names of places and serial numbers are made up. Flow is in whole hundredths of a l/s,
so each unit writes it down exactly.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

BEGIN = datetime(2023, 10, 26, 22, tzinfo=UTC)
HOURS = 121
SUMMER_ENDS = datetime(2023, 10, 29, 1, tzinfo=UTC)
WEEKDAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
DAY = [1180, 960, 850, 790, 760, 830, 1290, 2480, 3150, 2960, 2740, 2610]
DAY += [2550, 2440, 2360, 2310, 2390, 2720, 3180, 3290, 2930, 2540, 2050, 1520]


@dataclass(frozen=True)
class Row:
    """An hour: UTC, Dutch clock, flow (l/s), level (m) and temperature (degrees C)."""

    utc: datetime
    local: datetime
    ls: float
    level: float
    warm: float

    @property
    def m3h(self) -> float:
        return round(self.ls * 3.6, 3)

    @property
    def m3d(self) -> float:
        return round(self.ls * 86.4, 3)

    @property
    def winter(self) -> datetime:
        return self.utc + timedelta(hours=1)


def rows() -> Iterator[Row]:
    """Yield the hours."""
    for number in range(HOURS):
        utc = BEGIN + timedelta(hours=number)
        local = utc + timedelta(hours=2 if utc < SUMMER_ENDS else 1)
        hundredths = DAY[local.hour] + (number * 37) % 29
        yield Row(utc, local, hundredths / 100, round(0.1 + hundredths / 10000, 3), round(13 + number % 24 / 10, 1))


ROWS = list(rows())


def comma(value: float, decimals: int = 2) -> str:
    return f"{value:.{decimals}f}".replace(".", ",")


def thousands(value: float, decimals: int = 3) -> str:
    return f"{value:,.{decimals}f}".replace(",", "#").replace(".", ",").replace("#", ".")


def half_day(moment: datetime, form: str) -> str:
    return f"{moment:{form}} {'AM' if moment.hour < 12 else 'PM'}"


def us(moment: datetime) -> str:
    return half_day(moment, f"{moment.month}/{moment.day}/%Y {moment.hour % 12 or 12}:%M:%S")


def table(head: str, line: Callable[[Row], str], end: str = "\n") -> str:
    return head.replace("\n", end) + "".join(line(row) + end for row in ROWS)


def named_zone(row: Row) -> str:
    return f"{row.local:%Y-%m-%d %H:%M:%S} {'CEST' if row.utc < SUMMER_ENDS else 'CET'}"


def offset(row: Row) -> str:
    return f"{row.local:%Y-%m-%dT%H:%M:%S}{'+02:00' if row.utc < SUMMER_ENDS else '+01:00'}"


def deliveries() -> dict[str, tuple[str, str]]:
    """Return file name to text and encoding."""
    found: dict[str, tuple[str, str]] = {}

    def add(name: str, text: str, encoding: str = "utf-8") -> None:
        found[name] = text, encoding

    add(
        "reeks.csv",
        table(
            "utc;debiet_m3h;niveau_m;temperatuur_c\n",
            lambda r: f"{r.utc:%Y-%m-%dT%H:%M:%S};{r.m3h:.3f};{r.level:.3f};{r.warm}",
        ),
    )
    add(
        "nivus.txt",
        table(
            "Gerät\tNF750\nMessstelle\tMiddenweg\n\n"
            "Datum\tZeit\tDurchfluss [l/s]\tFüllstand [m]\tGeschw. [m/s]\tWassertemp. [°C]\tSumme [m³]\n",
            lambda r: (
                f"{r.local:%d.%m.%Y}\t{r.local:%H:%M:%S}\t{comma(r.ls)}\t{comma(r.level, 3)}\t0,412\t{comma(r.warm, 1)}"
                f"\t{comma(1000 + r.m3h, 1)}"
            ),
            "\r\n",
        ),
        "cp1252",
    )
    add(
        "eenhedenrij.csv",
        table(
            "Datum;Tijd;Debiet;Niveau;Watertemperatuur\n;;l/s;cm;°C\n",
            lambda r: (
                f"{r.local:%d-%m-%Y};{r.local:%H:%M:%S};{comma(r.ls)};{comma(100 * r.level, 1)};{comma(r.warm, 1)}"
            ),
            "\r\n",
        ),
        "cp1252",
    )
    add(
        "flowlink.csv",
        table(
            '"Site Name","Middenweg"\n"Isco Quantity","Flow Rate","Level","Velocity","Temperature"\n'
            '"Label","","","",""\n"Units","l/s","m","m/s","°C"\n"Resolution","0.01","0.001","0.001","0.1"\n'
            '"Significant Digits","0","0","0","0"\n\n',
            lambda r: f'"{us(r.local)}",{r.ls:.2f},{r.level:.3f},0.44,{r.warm}',
        ),
    )
    add(
        "flodar.csv",
        table(
            "Site: Middenweg\nDateTime,Level(mm),Velocity(m/s),Flow(LPS),Surcharge(mm),AirTemp(C),QualityCode\n",
            lambda r: f"{r.local:%d/%m/%Y %H:%M:%S},{1000 * r.level:.0f},0.42,{r.ls:.2f},0,15.2,192",
        ),
    )
    add(
        "ads.csv",
        table(
            "LocationName: MW01\nDate Time,MP1\\QFINAL,MP1\\VFINAL\nMM/dd/yyyy h:mm:ss tt,L/s,m/s\n,Average,Average\n",
            lambda r: f"{us(r.local)},{r.ls:.2f},0.42",
        ),
    )
    add(
        "wiski.csv",
        table(
            "#ts_id;12345042\n#station_name;Middenweg\n#ts_unitsymbol;m³/h\n#rows;121\n#Timestamp;Value;Quality Code\n",
            lambda r: f"{r.winter:%Y-%m-%dT%H:%M:%S}.000+01:00;{r.m3h:.3f};200",
        ),
    )
    add(
        "zrxp.rxp",
        table(
            "#ZRXPVERSION3014.03|*|ZRXPCREATORmade|*|\n#SANR1234|*|SNAMEMiddenweg|*|CNAMEQ|*|CUNITm³/h|*|RINVAL-777|*|"
            "TZUTC+1|*|\n#LAYOUT(timestamp,value,status)|*|\n",
            lambda r: f"{r.winter:%Y%m%d%H%M%S} {r.m3h:.3f} 200",
        ),
    )
    add(
        "fews.csv",
        table(
            "Location Names,Middenweg,Middenweg\nLocation Ids,MW,MW\nGMT,Q.meting [m3/h],H.meting [m]\n",
            lambda r: f"{r.utc:%Y-%m-%d %H:%M:%S},{r.m3h:.3f},{r.level:.3f}",
        ),
    )
    add(
        "hydronet.csv",
        table(
            "Locatie;Parameter;Eenheid;Datum/tijd;Waarde;Kwaliteit\n",
            lambda r: (
                f"Middenweg;Debiet;m³/uur;{r.local:%d-%m-%Y %H:%M};{comma(r.m3h, 3)};Goed\n"
                f"Middenweg;Waterstand;m;{r.local:%d-%m-%Y %H:%M};{comma(r.level, 3)};Goed"
            ),
        ),
    )
    add(
        "telecontrole.csv",
        table(
            "Tijdstip;RG Middenweg / Debiet persleiding;RG Middenweg / Niveau kelder;RG Middenweg / Pomp 1 in bedrijf\n"
            ";m3/h;cm;\n",
            lambda r: f"{r.local:%d-%m-%Y %H:%M};{comma(r.m3h, 3)};{comma(100 * r.level, 1)};1",
        ),
    )
    add(
        "sonde.csv",
        table(
            "Timestamp (UTC+01:00);Flow - Inlet (l/s);Temperature (°C);Quality\n",
            lambda r: f"{r.winter:%Y-%m-%d %H:%M:%S};{r.ls:.2f};{r.warm};GOOD",
        ),
    )
    add(
        "scada.csv",
        table("TimeStamp;FT101.PV;FT101.QC\n", lambda r: f"{r.local:%d-%m-%Y %H:%M:%S};{comma(r.m3h, 3)};192"),
    )
    add(
        "historie.csv",
        table(
            "Date;Time;RG01_FT01_Debiet_ls;RG01_FT01_Debiet_Kwaliteit;RG01_LT01_Niveau\n",
            lambda r: f"{r.local:%Y-%m-%d};{r.local:%H:%M:%S};{r.ls:.2f};192;{r.level:.3f}",
        ),
    )
    add(
        "excel.csv",
        table("Datum en tijd;Debiet m3/d\n", lambda r: f"{r.local:%d-%m-%Y %H:%M};{thousands(r.m3d)}", "\r\n"),
        "cp1252",
    )
    add(
        "excel_komma.csv",
        table("Datum en tijd,Debiet m3/d\n", lambda r: f'{r.local:%d-%m-%Y %H:%M},"{thousands(r.m3d)}"', "\r\n"),
        "utf-8-sig",
    )
    add(
        "amerikaans.csv",
        table("Date/Time,Flow (m3/d)\n", lambda r: f'{half_day(r.local, "%m/%d/%Y %I:%M")},"{r.m3d:,.3f}"', "\r\n"),
    )
    add("zone_tekst.csv", table("tijd;debiet_m3h\n", lambda r: f"{named_zone(r)};{r.m3h:.3f}"))
    add("zone_uren.csv", table("time,flow_ls\n", lambda r: f"{offset(r)},{r.ls:.2f}"))
    add("zone_z.csv", table("time\tflow_ls\n", lambda r: f"{r.utc:%Y-%m-%dT%H:%M:%SZ}\t{r.ls:.2f}"))
    add(
        "utf16.txt",
        table(
            "Datum\tTijd\tDebiet [m³/h]\tTemp [°C]\n",
            lambda r: f"{r.local:%d-%m-%Y}\t{r.local:%H:%M}\t{comma(r.m3h, 3)}\t{comma(r.warm, 1)}",
            "\r\n",
        ),
        "utf-16",
    )
    add(
        "influx.csv",
        table(
            "#group,false,false,true,true,false,false,true,true\n"
            "#datatype,string,long,dateTime:RFC3339,dateTime:RFC3339,dateTime:RFC3339,double,string,string\n"
            "#default,mean,,,,,,,\n,result,table,_start,_stop,_time,_value,_field,_measurement\n",
            lambda r: (
                f",,0,2023-10-01T00:00:00Z,2023-11-01T00:00:00Z,{r.utc:%Y-%m-%dT%H:%M:%SZ},{r.m3h:.3f},debiet_m3h,mw"
            ),
        ),
    )
    add("uurvak.csv", table("YYYYMMDD;HH;Q m3/h\n", lambda r: f"{r.winter:%Y%m%d};{r.winter.hour + 1};{r.m3h:.3f}"))
    newest = "".join(f"{r.local:%d-%m-%Y %H:%M};{comma(r.m3h, 3)}\n" for r in reversed(ROWS))
    add("nieuwste_eerst.csv", "Tijd;Debiet (m3/h)\n" + newest)
    add(
        "maandnaam.csv",
        table(
            "Tijd;Debiet (kuub/uur)\n",
            lambda r: f"{WEEKDAYS[r.local.weekday()]} {r.local.day} okt 2023 {r.local:%H:%M};{comma(r.m3h, 3)}",
        ),
    )
    return found


def main() -> None:
    """Write the files."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    for name, (text, encoding) in deliveries().items():
        (folder / name).write_bytes(text.encode(encoding))


if __name__ == "__main__":
    main()
