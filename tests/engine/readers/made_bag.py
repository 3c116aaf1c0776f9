"""A small BAG with history, delivered in the field names of the LVBAG driver of GDAL and of NLExtract."""

from dataclasses import dataclass, field

import geopandas as gpd
import pandas as pd
import shapely

PND, VBO = "0200100000000000", "0200010000000000"


def pand_id(n):
    return f"{int(PND) + n:016d}"


def vbo_id(n):
    return f"{int(VBO) + n:016d}"


@dataclass
class Version:
    """A voorkomen of a pand or verblijfsobject; days as ISO text, "" where there is none."""

    n: int
    number: int = 1
    begin: str = "2010-01-01"
    end: str = ""
    status: str = ""
    inactive: str = ""
    year: int = 1975
    area: int = 100
    uses: tuple = ("woonfunctie",)
    panden: tuple = ()
    at: tuple = field(default=None)

    @property
    def place(self):
        return self.at or (20.0 * self.n, 0.0)


def _shape(version, kind):
    x, y = version.place
    return shapely.box(x, y, x + 10, y + 10) if kind == "Pand" else shapely.Point(x + 5, y + 5)


def _rows(versions, kind):
    default = f"{kind} in gebruik"
    number = pand_id if kind == "Pand" else vbo_id
    return [(number(v.n), v, v.status or default) for v in versions]


def _stamp(day):
    return pd.Timestamp(f"{day}T10:11:12.000") if day else pd.NaT


def lvbag(versions, kind="Pand"):
    """Return a layer as the LVBAG driver gives it: ids with their domain, dates as dates, lists as lists."""
    rows = []
    for bag_id, v, status in _rows(versions, kind):
        row = {"oorspronkelijkBouwjaar": v.year} if kind == "Pand" else {}
        if kind != "Pand":
            row |= {
                "gebruiksdoel": list(v.uses),
                "oppervlakte": v.area,
                "hoofdadresNummeraanduidingRef": f"NL.IMBAG.Nummeraanduiding.{int(bag_id) + 19 * 10**10:016d}",
                "nevenadresNummeraanduidingRef": None,
                "pandRef": [f"NL.IMBAG.Pand.{pand_id(p)}" for p in v.panden],
            }
        row |= {
            "identificatie": f"NL.IMBAG.{kind}.{bag_id}",
            "status": status,
            "geconstateerd": False,
            "documentDatum": pd.Timestamp(v.begin),
            "documentNummer": "1",
            "voorkomenIdentificatie": v.number,
            "beginGeldigheid": pd.Timestamp(v.begin),
            "eindGeldigheid": pd.Timestamp(v.end) if v.end else pd.NaT,
            "tijdstipRegistratie": _stamp(v.begin),
            "eindRegistratie": _stamp(v.begin) if v.end else pd.NaT,
            "tijdstipInactief": _stamp(v.inactive),
            "tijdstipRegistratieLV": _stamp(v.begin),
            "tijdstipEindRegistratieLV": _stamp(v.begin) if v.end else pd.NaT,
            "tijdstipInactiefLV": _stamp(v.inactive),
            "tijdstipNietBagLV": pd.NaT,
        }
        rows.append(row)
    return gpd.GeoDataFrame(rows, geometry=[_shape(v, kind) for v in versions], crs=28992)


def nlextract(versions, kind="Pand"):
    """Return the table of NLExtract for BAG 2.0: lower case, moments as text, lists of PostgreSQL as text."""
    rows = []
    for gid, (bag_id, v, status) in enumerate(_rows(versions, kind), 1):
        row = {"gid": gid, "identificatie": bag_id, "aanduidingrecordinactief": bool(v.inactive)}
        if kind == "Pand":
            row |= {"oorspronkelijkbouwjaar": v.year}
        else:
            row |= {
                "gebruiksdoel": "{" + ",".join(f'"{u}"' if " " in u else u for u in v.uses) + "}",
                "oppervlakte": v.area,
                "hoofdadresnummeraanduidingref": f"{int(bag_id) + 19 * 10**10:016d}",
                "pandref": "{" + ",".join(pand_id(p) for p in v.panden) + "}",
            }
        row |= {
            "status": status,
            "documentnummer": "1",
            "voorkomenidentificatie": v.number,
            "begingeldigheid": f"{v.begin} 00:00:00+01",
            "eindgeldigheid": f"{v.end} 00:00:00+01" if v.end else None,
            "tijdstipregistratie": f"{v.begin} 10:11:12+01",
            "eindregistratie": f"{v.begin} 10:11:12+01" if v.end else None,
            "tijdstipinactief": f"{v.inactive} 10:11:12+01" if v.inactive else None,
        }
        rows.append(row)
    return gpd.GeoDataFrame(rows, geometry=[_shape(v, kind) for v in versions], crs=28992)


def nlextract_1(versions, kind="Pand"):
    """Return the table of NLExtract for BAG 1.0: ids as numbers, J and N, one use and one pand per row."""
    rows, shapes = [], []
    for bag_id, v, status in _rows(versions, kind):
        base = {
            "identificatie": float(bag_id),
            "aanduidingrecordinactief": "J" if v.inactive else "N",
            "aanduidingrecordcorrectie": 0,
            "officieel": "N",
            "inonderzoek": "N",
            "begindatumtijdvakgeldigheid": f"{v.begin} 00:00:00",
            "einddatumtijdvakgeldigheid": f"{v.end} 00:00:00" if v.end else None,
            "documentdatum": v.begin,
            f"{kind.lower()}status": status,
        }
        if kind == "Pand":
            extra = [{"bouwjaar": float(v.year)}]
        else:
            extra = [
                {
                    "oppervlakteverblijfsobject": v.area,
                    "gebruiksdoelverblijfsobject": use,
                    "gerelateerdpand": float(pand_id(p)),
                }
                for use in v.uses
                for p in v.panden
            ]
        for more in extra:
            rows.append(base | more)
            shapes.append(_shape(v, kind))
    return gpd.GeoDataFrame(rows, geometry=shapes, crs=28992)


FORMS = {"lvbag": lvbag, "nlextract": nlextract, "nlextract_1": nlextract_1}
