"""The two readings of Leusden's net present value as cases, and what two independent implementations made of them."""

from dataclasses import replace

from riothermie_kansen.economics.case import DIRECT, Case, Finance, Grant, Group, Item, Stream, Surcharge
from riothermie_kansen.economics.columns import BRONNET, JURIDISCH, PER_WONING

YEARS = (1, 5, 10, 15, 20, 25, 30)
CUMULATIVE = {
    ("A", "bron", 100): (196020, 891361, 1590219, 2138078, 1964008, 1869535, 1826182),
    ("A", "bron", 90): (151073, 693623, 1250377, 1695985, 1494925, 1378186, 1316462),
    ("A", "bron", 70): (61177, 298149, 570695, 811798, 556760, 395487, 297021),
    ("A", "bron", 50): (-28718, -97325, -108988, -72390, -381405, -587212, -722419),
    ("A", "mt", 100): (-51815, -125903, -7521, 244224, -301334, -581820, -693837),
    ("A", "mt", 90): (-126798, -463338, -603192, -550169, -1207508, -1580217, -1768321),
    ("A", "mt", 70): (-276764, -1138207, -1794535, -2138956, -3019856, -3577010, -3917288),
    ("A", "mt", 50): (-426731, -1813075, -2985878, -3727743, -4832204, -5573804, -6066255),
    ("B", "bron", 100): (43639, 210654, 400240, 567087, 672547, 759555, 831340),
    ("B", "bron", 90): (23150, 119772, 242466, 359861, 443959, 513343, 570587),
    ("B", "bron", 70): (-17826, -61994, -73082, -54590, -13216, 20919, 49081),
    ("B", "bron", 50): (-58803, -243760, -388630, -469041, -470391, -471506, -472425),
    ("B", "mt", 100): (-30981, -52265, 82419, 317038, 73621, -16709, -13456),
    ("B", "mt", 90): (-85767, -296547, -344247, -246515, -556623, -701974, -744116),
    ("B", "mt", 70): (-195339, -785112, -1197579, -1373623, -1817111, -2072506, -2205437),
    ("B", "mt", 50): (-304911, -1273676, -2050911, -2500730, -3077599, -3443037, -3666757),
}
"""Cumulative net present value after `YEARS`, EUR, by reading, network and uptake."""

LOANS = {
    ("A", "bron", 100): 433080,
    ("A", "bron", 50): 1552262,
    ("A", "mt", 70): 4350290,
    ("B", "bron", 70): 703074,
    ("B", "mt", 50): 3987962,
}

VARIANTS = {
    ("A", "bron", "individueel"): 2357633,
    ("A", "bron", "zonder_wis"): -526346,
    ("A", "mt", "wis"): -4752425,
    ("A", "mt", "sde"): -4740655,
    ("A", "mt", "geen"): -5575792,
    ("B", "bron", "individueel"): 1755358,
    ("B", "bron", "zonder_wis"): -1128621,
    ("B", "mt", "wis"): -3018905,
    ("B", "mt", "sde"): -3743624,
    ("B", "mt", "geen"): -4557093,
}
"""Net present value after 30 years at 70 % uptake, EUR."""

BREAK_EVEN = {"A": 0.6417, "B": 0.6812}
"""Uptake at which the bronnet breaks even."""

PRICES = {
    "bron": {
        "riothermie": 517000.0,
        "wko": 218400.0,
        "technische ruimte": 100000.0,
        "transportnet": 537700.0,
        "aansluitleiding": 582000.0,
        "elektra": 2000.0,
    },
    "mt": {
        "riothermie": 610000.0,
        "wko": 218400.0,
        "technische ruimte": 200000.0,
        "warmtepomp": 1304800.0,
        "overdracht": 48000.0,
        "transportnet": 82500.0,
        "distributienet": 599700.0,
        "aansluitleiding": 731400.0,
        "elektra": 25000.0,
        "afleverset": 569300.0,
    },
}
TOTALS = {"bron": 2723500.0, "mt": 5969200.0}
MULTIPLE = {net: TOTALS[net] / sum(PRICES[net].values()) for net in PRICES}
REPLACED = {
    "A": ("riothermie", "wko", "technische ruimte", "warmtepomp", "overdracht", "afleverset"),
    "B": ("warmtepomp", "overdracht", "afleverset"),
}
HEAT = {"A": 37.0, "B": 36.04}
FIXED = {"bron": 6700 + 5460 + 1300 + 14600 + 2990, "mt": 7900 + 5460 + 3200 + 18400 + 45700 + 124790}
ELECTRICITY = {"bron": 27400, "mt": 257700}
BILLING = 9680
SETS = {"bron": 0, "mt": 16130}
CERTIFICATES = {"bron": 172700, "mt": 50500}


def surcharges(net):
    """Return the surcharges of table 6-2, with one for what its total was rounded."""
    stacked = (DIRECT, "auk", "winst_risico") if net == "bron" else (DIRECT,)
    return (
        Surcharge("auk", "AUK", 0.08),
        Surcharge("winst_risico", "W&R", 0.13),
        Surcharge("onvoorzien", "onvoorzien", 0.15, stacked),
        Surcharge("afronding", "afronding", MULTIPLE[net] - (1.21 * 1.15 if net == "bron" else 1.36)),
    )


def items(net, reading):
    """Return the items of table 6-2."""
    return tuple(
        Item(soort, soort, soort, eur, levensduur=15.0 if soort in REPLACED[reading] else None)
        for soort, eur in PRICES[net].items()
    )


def streams(net, reading, sde):
    """Return the yearly amounts of table 6-3 and paragraph 6.2, fixed (A) or partly with the uptake (B)."""
    a = reading == "A"

    def scaled(key, regel, eur):
        return Stream(key, key, regel, eur) if a else Stream(key, key, regel, eur / 355, "woning")

    found = [
        Stream("vast", "vast", "onderhoud", float(FIXED[net])),
        scaled("elektriciteit", "elektriciteit", ELECTRICITY[net]),
        scaled("administratie", "administratie", BILLING),
        scaled("onderhoud_afleversets", "onderhoud", SETS[net]),
        Stream("vastrecht", "vastrecht", "vastrecht", 501.0 if net == "bron" else 595.0, "aansluiting"),
        Stream(
            "certificaten",
            "certificaten",
            "certificaten",
            CERTIFICATES[net] / 290.5 if a else CERTIFICATES[net] / 3.6 / 355,
            "woning",
            index=0.0,
            tot=15,
        ),
    ]
    if net == "mt":
        found.append(Stream("warmteverkoop", "warmte", "warmte", 40.0, "gj"))
        if sde:
            found.append(Stream("sde", "SDE++", "sde", 8.0, "gj", index=0.0, tot=15))
    return tuple(found)


def case(net, uptake, reading, *, wis=True, sde=True, individual=False):
    """Return a reading as a case; uptake as a share, or an array of them."""
    counting = PER_WONING if individual else JURIDISCH
    amounts = tuple(
        replace(stream, telling=counting) if stream.maat == "aansluiting" else stream
        for stream in streams(net, reading, sde)
    )
    return Case(
        naam=f"{net} {reading}",
        nettype=BRONNET if net == "bron" else "mt",
        prijspeil=2023.0,
        posten=items(net, reading),
        opslagen=surcharges(net),
        groepen=(
            Group("huizen", 215, 215, warmte_gj=215 * HEAT[reading]),
            Group("appartementen", 140, 5, warmte_gj=140 * HEAT[reading], altijd=True),
        ),
        jaarposten=amounts,
        bak_eur=4411.0,
        bak_telling=counting,
        subsidie=Grant(6000.0 if wis else 0.0, 0.49, counting if reading == "A" else PER_WONING),
        financiering=Finance(horizon=30, looptijd=15, rente=0.04, disconto=0.06, inflatie=0.02),
        volloop=uptake,
    )


def variant(name):
    """Return the choices of a variant at 70 % uptake, as arguments of `case`."""
    return {
        "individueel": {"individual": True},
        "zonder_wis": {"wis": False},
        "wis": {"sde": False},
        "sde": {"wis": False},
        "geen": {"wis": False, "sde": False},
    }[name]
