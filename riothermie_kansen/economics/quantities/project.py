"""From the layers of a network to a project of the supplier."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ...demand.columns import APPARTEMENT
from ...errors import InputError
from ...findings import Findings
from ...kentallen import Kentallen
from ...wording import amount, note
from ..case import Item
from ..columns import JURIDISCH, POSTSOORTEN
from ..project import Choices, Project
from .bill import PENETRATION, Bill, bill_items, read_bill
from .groups import Users, number_of_dwellings, users_of
from .source import Source, heat_pump_kw, powers, source_items


def project_from_layers(
    bill: pd.DataFrame,
    connections: pd.DataFrame | None = None,
    buildings: pd.DataFrame | None = None,
    *,
    nettype: str,
    source: Source,
    choices: Choices,
    kentallen: Kentallen,
    woningen: float | None = None,
    altijd: Sequence[str] = (APPARTEMENT,),
    naam: str = "",
) -> tuple[Project, Findings]:
    """Return a network that was designed as a project of the supplier.

    Parameters
    ----------
    bill
        ``HOEVEELHEDEN`` of the network.
    connections
        ``AANSLUITINGEN`` of the network; None: `woningen` says how many dwellings there are.
    buildings
        ``GEBOUWEN``, for type, owner and power of the connected buildings.
    nettype
        One of `columns.NETTYPEN`: the rows of tables with both are chosen by it.
    source
        What is known of the source; the rest from ``kosten_bron.*``.
    choices
        Those of the run: only whether flats pay as one connection is said of them.
    kentallen
        Prices per kW, demand per dwelling, ``tarieven.grens_collectief``.
    woningen
        Number of dwellings, only without `connections`.
    altijd
        Kinds of building (`groups.ALTIJD`) that connect whatever the uptake.
    naam
        Name of the variant; "": that of the kind of network.

    Returns
    -------
    tuple[Project, Findings]
        The items of the network add up to the bill to the cent. Findings have no place on the map.

    Raises
    ------
    FieldError
        A column is missing.
    InputError
        An amount is missing or negative, there are no rows of this network, or nobody is known to connect.
    """
    findings = Findings()
    read = read_bill(bill, nettype)
    if connections is not None:
        users = users_of(connections, buildings, nettype, altijd=altijd, kentallen=kentallen, findings=findings)
    elif woningen is not None:
        users = number_of_dwellings(woningen, kentallen)
    else:
        raise InputError("quantities_nobody")
    _same_design(read, users, findings)

    network = bill_items(read, findings)
    power = powers(
        source, nettype, users.heat_gj, heat_pump_kw(users.space_kw, users.tap_kw, users.users, kentallen), kentallen
    )
    own = source_items(source, power, nettype, kentallen)
    notes = [*users.notes, *power.notes, _bill_words(read, kentallen)]
    taken = {item.key for item in network}
    if choices.tarief_telling != JURIDISCH:
        notes.append(note("quantities_each_pays"))
    doubled = sorted(item.naam for item in own if item.key in taken)
    if doubled:
        notes.append(note("quantities_in_bill", items=", ".join(doubled)))
    items = _in_order((*(item for item in own if item.key not in taken), *network))
    return Project(
        naam or note(f"quantities_name_{nettype}"),
        nettype,
        kentallen.value("kosten_net.prijspeil"),
        items,
        users.groups,
        bron_kw=power.bron_kw,
        wko_kw=power.wko_kw,
        warmtepomp_kw=power.warmtepomp_kw,
        subsidie_eur=source.subsidie_eur,
        bron=note("quantities_source"),
        notes=tuple(notes),
    ), findings


def _in_order(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Return the items in the order of their kinds: the source first, then the network."""
    return tuple(sorted(items, key=lambda item: POSTSOORTEN.index(item.soort)))


def _bill_words(bill: Bill, kentallen: Kentallen) -> str:
    return note(
        "quantities_bill",
        rows=amount(len(bill.frame)),
        eur=amount(bill.total_eur),
        year=f"{kentallen.value('kosten_net.prijspeil'):.0f}",
    )


def _same_design(bill: Bill, users: Users, findings: Findings) -> None:
    """Warn when the bill makes more connections than there are: another design, or only a part of the layer."""
    made = bill.quantity(PENETRATION)
    if users.connections and made > users.connections + 0.5:
        findings.add("ander_ontwerp", "waarschuwing", [""], made=amount(made), there=amount(users.connections))
