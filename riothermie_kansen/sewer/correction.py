"""The flow of the kansenkaart corrected with measurements, and what there is to tell about that."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..callbacks import Cancelled, never
from ..findings import Findings
from ..kentallen import Kentallen
from ..messages import template
from ..wording import Texts, amount, dutch, note, place
from .calibration import ROUNDING, Calibration, calibrate, hour_factor
from .flow import FlowGraph
from .gauges import Gauges

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

ESTIMATED, CORRECTED, MEASURED = "raming", "gecorrigeerd", "gemeten"
"""Values of ``dwa_status``."""

VISIBLE = 0.005
"""Part of the water that reads as 0 %: with less than that measured a flow is still an estimate."""


@dataclass(frozen=True)
class Corrected:
    """Flow per pipe (l/s, shape (n_pipes,)) after correction.

    Attributes
    ----------
    mean, lowest, highest
        Mean, and lowest and highest hour.
    own
        Part of the mean that enters in the pipe itself; negative where contradicting measurements take water away.
    through
        Mean through each node, shape (n_nodes,).
    factor
        Corrected over estimated mean, NaN where there is none.
    part
        Part of the water that passes a measurement, NaN where there is no flow.
    status
        One of `ESTIMATED`, `CORRECTED` and `MEASURED`.
    calibration
        The correction of the mean.
    """

    mean: Floats
    lowest: Floats
    highest: Floats
    own: Floats
    through: Floats
    factor: Floats
    part: Floats
    status: Texts
    calibration: Calibration


def correct(
    graph: FlowGraph,
    node_ls: Floats,
    pipe_ls: Floats,
    estimate: tuple[Floats, Floats, Floats],
    gauges: Gauges,
    *,
    cancelled: Cancelled = never,
) -> Corrected:
    """Correct the mean and both hours.

    Parameters
    ----------
    graph
        Directed pipes with the estimated shares.
    node_ls, pipe_ls
        Estimated mean inflow, l/s.
    estimate
        Estimated mean, lowest and highest hour per pipe, l/s.
    gauges
        The measured pipes.

    Notes
    -----
    An hour keeps its estimated ratio to the mean, times the factor that measurements of that hour give
    (`calibration.hour_factor`); the lowest hour stays between 0 and the mean, the highest is at least the mean.
    """
    found = calibrate(graph, node_ls, pipe_ls, gauges.rows, gauges.mean_ls, cancelled=cancelled)
    own = pipe_ls * found.pipe_factor
    own[gauges.rows] += found.gap
    lowest, highest = (
        _hour(found, node_ls * found.node_factor, own, estimate[0], hour, gauges, measured)
        for hour, measured in ((estimate[1], gauges.lowest_ls), (estimate[2], gauges.highest_ls))
    )
    flows = found.mean > 0
    status = np.full(len(own), ESTIMATED, dtype=object)
    emptied = ~flows & (estimate[0] > 0)  # all its water reaches measurements that leave nothing for it
    part = np.where(emptied, 1.0, found.measured_part)
    status[(flows | emptied) & (np.nan_to_num(part) >= VISIBLE)] = CORRECTED
    status[gauges.rows] = MEASURED
    some = (flows | emptied) & (estimate[0] > 0)
    return Corrected(
        mean=found.mean,
        lowest=np.where(np.isin(np.arange(len(own)), gauges.rows), lowest, np.clip(lowest, 0.0, found.mean)),
        highest=np.maximum(highest, found.mean),
        own=own,
        through=found.through,
        factor=np.where(some, found.mean / np.where(some, estimate[0], 1.0), np.nan),
        part=part,
        status=status,
        calibration=found,
    )


def _hour(
    found: Calibration,
    node_ls: Floats,
    pipe_ls: Floats,
    mean: Floats,
    hour: Floats,
    gauges: Gauges,
    measured: Floats,
) -> Floats:
    """Return the flow in an hour: the estimated ratio to the mean, times what measurements of that hour make of it."""
    ratio = np.divide(hour, mean, out=np.zeros_like(mean), where=mean > 0)
    known = np.isfinite(measured)
    usable = known & (ratio[gauges.rows] > 0)
    factor = np.ones(len(mean))
    if usable.any():
        rows, flow = gauges.rows[usable], gauges.mean_ls[usable]
        factor = hour_factor(found, node_ls, pipe_ls, rows, flow, measured[usable] / flow / ratio[rows])
    result = found.mean * ratio * factor
    result[gauges.rows[known]] = measured[known]
    return np.asarray(result, dtype=np.float64)


def reasons(reason: Texts, flows: Corrected, estimate: Floats) -> Texts:
    """Return the reasons of the classes, with a sentence behind those that rest on a measurement. Shape (n,)."""
    rows = np.flatnonzero(((flows.mean > 0) | (estimate > 0)) & (flows.status != ESTIMATED))
    measured = flows.status[rows] == MEASURED
    part = flows.part[rows]
    whole = ~measured & (part >= 1.0 - VISIBLE)
    factor = _texts(flows.factor[rows], 2)
    sentence = (
        place(
            measured,
            template("reden_gemeten", "nl"),
            measured=_texts(flows.mean[rows], 1),
            estimate=_texts(estimate[rows], 1),
            factor=factor,
        )
        + place(whole, template("reden_gecorrigeerd", "nl"), factor=factor)
        + place(
            ~measured & ~whole,
            template("reden_deels", "nl"),
            share=_texts(np.maximum(100.0 * part, 1.0), 0),
            factor=factor,
        )
    )
    result = reason.copy()
    result[rows] = result[rows] + " " + sentence
    return np.asarray(result, dtype=object)


def _texts(values: Floats, decimals: int) -> Texts:
    return np.array(["-" if np.isnan(value) else dutch(value, decimals) for value in values], dtype=object)


def list_measurements(flows: Corrected, gauges: Gauges, ids: Texts, kentallen: Kentallen, findings: Findings) -> None:
    """List what each measurement did, where it differs much from the estimate, and contradictions.

    Parameters
    ----------
    flows, gauges
        The correction, and the measured pipes.
    ids
        ``leiding_id`` of all pipes, shape (n_pipes,).
    kentallen
        Uses ``kalibratie.factor_min`` and ``kalibratie.factor_max``.
    findings
        Is added to.
    """
    found = flows.calibration
    pipes = ids[gauges.rows]
    above = found.between > 0
    np.fill_diagonal(above, False)
    after = found.zone_ls * found.zone_factor
    findings.add(
        "meting_gebruikt",
        "info",
        gauges.names,
        gauges.places,
        leiding=pipes,
        afstand=["" if np.isnan(d) else " " + note("meting_op_afstand", meter=amount(d, 1)) for d in gauges.metres],
        gemeten=[amount(value, 3) for value in gauges.mean_ls],
        raming=[amount(value, 3) for value in found.estimate],
        factor=[amount(value, 2) for value in gauges.mean_ls / found.estimate],
        zone=[
            " " + note("meting_gebied", factor=amount(factor, 2), van=amount(old, 3), naar=amount(new, 3))
            if some
            else ""
            for some, factor, old, new in zip(above.any(axis=1), found.zone_factor, found.zone_ls, after, strict=True)
        ],
    )
    low, high = kentallen.value("kalibratie.factor_min"), kentallen.value("kalibratie.factor_max")
    far = ~found.clashes & ((found.zone_factor < low - ROUNDING) | (found.zone_factor > high + ROUNDING))
    findings.add(
        "meting_wijkt_af",
        "waarschuwing",
        gauges.names[far],
        gauges.places[far],
        factor=[amount(value, 2) for value in found.zone_factor[far]],
        onder=dutch(low),
        boven=dutch(high),
        oorzaak=[note(f"meting_oorzaak_{'laag' if value < 1 else 'hoog'}") for value in found.zone_factor[far]],
    )
    for kind, wrong in (("minder", found.clashes & (found.gap < 0)), ("meer", found.clashes & (found.gap > 0))):
        findings.add(
            f"meting_strijdig_{kind}",
            "waarschuwing",
            gauges.names[wrong],
            gauges.places[wrong],
            gemeten=[amount(value, 3) for value in gauges.mean_ls[wrong]],
            verschil=[amount(abs(value), 3) for value in found.gap[wrong]],
            factor=[amount(value, 2) for value in found.zone_factor[wrong]],
            leiding=pipes[wrong],
            anderen=[
                note("meting_en", names=", ".join(str(name) for name in gauges.names[row]))
                if row.any()
                else note("meting_bovenstrooms")
                for row in above[wrong]
            ],
        )


def notes(flows: Corrected, gauges: Gauges) -> list[str]:
    """Return how far kentallen and measurements are apart, and how the flow was corrected, as Dutch sentences."""
    found = flows.calibration
    above = found.between > 0
    np.fill_diagonal(above, False)
    first = ~above.any(axis=1)
    measured, estimate = float(gauges.mean_ls[first].sum()), float(found.estimate[first].sum())
    lines = [
        note(
            "meting_notitie_totaal",
            used=amount(gauges.used),
            read=amount(gauges.read),
            pipes=amount(len(gauges.rows)),
            estimate=amount(found.passing[0], 3),
            measured=amount(found.passing[1], 3),
            factor=amount(found.overall, 2),
        )
    ]
    if not len(gauges.rows):
        return lines
    if not first.all():
        lines.append(
            note(
                "meting_notitie_hoogste",
                measured=amount(measured, 3),
                estimate=amount(estimate, 3),
                factor=amount(measured / estimate if estimate > 0 else 1.0, 2),
            )
        )
    lines.append(note("meting_notitie_methode", share=amount(100.0 * found.known_part)))
    added, lost = float(found.gap[found.gap > 0].sum()), float(np.abs(found.gap[found.gap < 0]).sum())
    if found.clashes.any():
        lines.append(note("meting_notitie_verschil", added=amount(added, 3), lost=amount(lost, 3)))
    return lines
