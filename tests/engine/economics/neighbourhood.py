"""Leusden's neighbourhood as a project: the second reading (B), from a figures file as it were."""

from riothermie_kansen import kentallen
from riothermie_kansen.economics.assumptions import settle
from riothermie_kansen.economics.case import Group
from riothermie_kansen.economics.columns import BRONNET, MT
from riothermie_kansen.economics.project import Choices, Project
from riothermie_kansen.economics.streams import STREAM_KEYS
from tests.engine.economics import leusden

STANDARD = kentallen.load()
KEPT = ("vastrecht", "warmteverkoop", "sde")


def project(net="bron", reading="B"):
    """Return a project with items, surcharges and yearly costs of the report; tariffs are those of the kentallen."""
    own = tuple(stream for stream in leusden.streams(net, reading, True) if stream.key not in KEPT)
    keys = {stream.key for stream in own} | set(KEPT)
    heat = leusden.HEAT[reading]
    return Project(
        naam=f"{net} {reading}",
        nettype=BRONNET if net == "bron" else MT,
        prijspeil=2023.0,
        posten=leusden.items(net, reading),
        opslagen=leusden.surcharges(net),
        groepen=(
            Group("huizen", 215, 215, warmte_gj=215 * heat),
            Group("appartementen", 140, 5, warmte_gj=140 * heat, altijd=True),
        ),
        jaarposten=own,
        weg=tuple(key for key in STREAM_KEYS if key not in keys),
    )


def settled(net="bron", reading="B", choices=None, values=None):
    """Return project, choices, assumptions and kentallen."""
    made = project(net, reading)
    chosen, own, assumptions = settle(made, choices or Choices(), STANDARD.replace(values or {}))
    return made, chosen, assumptions, own
