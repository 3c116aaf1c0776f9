"""Sewers made by hand or at random, and what offtakes do to them worked out another way than the engine's."""

from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import shapely
from hypothesis import strategies as st

from riothermie_kansen import kentallen
from riothermie_kansen.sewer.opportunity import KANSENKAART_COLUMNS

K = kentallen.load()
C = 4.18  # kW that 1 l/s gives per K
FORWARD, BACKWARD = "begin naar eind", "eind naar begin"


@dataclass
class Made:
    """A sewer: pipes (id, from, to, share of the water at from, own inflow l/s, length m) and inflow of nodes, l/s."""

    pipes: list
    inflow: dict = field(default_factory=dict)
    flow: dict = field(default_factory=dict)

    def __post_init__(self):
        n = len(self.pipes)
        matrix, known = np.eye(n), np.zeros(n)
        for i, (_, tail, _, share, own, _) in enumerate(self.pipes):
            known[i] = own + share * self.inflow.get(tail, 0.0)
            for j, (_, _, head, _, _, _) in enumerate(self.pipes):
                if head == tail:
                    matrix[i, j] -= share
        self.flow = dict(zip(self.ids, np.linalg.solve(matrix, known), strict=True))

    @property
    def ids(self):
        return [pipe[0] for pipe in self.pipes]

    @property
    def nodes(self):
        return sorted({node for pipe in self.pipes for node in pipe[1:3]})

    @property
    def ends(self):
        """Return the nodes from which nothing goes on."""
        return [n for n in self.nodes if not any(p[1] == n and p[3] > 0 for p in self.pipes)]

    def arriving(self, node):
        return sum(self.flow[p[0]] for p in self.pipes if p[2] == node)

    def line(self, i):
        """Return the line of pipe i: straight, every pipe on its own height, as long as it is."""
        return shapely.LineString([(1000.0, 1000.0 + 1000 * i), (1000.0 + self.pipes[i][5], 1000.0 + 1000 * i)])

    def at(self, pipe, metres):
        """Return the point at a distance along a pipe from its upstream end."""
        return self.line(self.ids.index(pipe)).interpolate(metres)

    def chart(self, backward=(), **columns):
        """Return the kansenkaart; the pipes `backward` are registered against the flow."""
        rows = []
        for i, (name, tail, head, _, own, length) in enumerate(self.pipes):
            turned = name in backward
            row = {column.name: "" if column.kind == "text" else np.nan for column in KANSENKAART_COLUMNS}
            row |= {
                "leiding_id": name,
                "functie": "vrijverval",
                "soort": "gemengd",
                "breedte_mm": 800.0,
                "knoop_begin": head if turned else tail,
                "knoop_eind": tail if turned else head,
                "stroomrichting": (BACKWARD if turned else FORWARD) if self.flow[name] > 0 else "",
                "dwa_gem_ls": self.flow[name],
                "dwa_min_ls": self.flow[name] / 4,
                "dwa_eigen_ls": own,
                "lengte_m": length,
                "geometry": self.line(i).reverse() if turned else self.line(i),
            }
            rows.append(row)
        return gpd.GeoDataFrame(rows, geometry="geometry", crs="EPSG:28992").assign(**columns)

    def deficits(self, offtakes, recovery=0.0):
        """Return the deficit right after each offtake (pipe, metres, kW), and at each end: a pipe at a time.

        Those at the same place count together.
        """
        left = 1.0 - recovery
        n = len(self.pipes)
        matrix, known = np.eye(n), np.zeros(n)
        for i, (_, tail, _, share, _, _) in enumerate(self.pipes):
            for j, (name, _, head, _, _, length) in enumerate(self.pipes):
                if head != tail:
                    continue
                matrix[i, j] -= share * left ** (length / 1000)
                known[i] += share * sum(
                    kw * left ** ((length - metres) / 1000) for pipe, metres, kw in offtakes if pipe == name
                )
        enters = dict(zip(self.ids, np.linalg.solve(matrix, known), strict=True))

        def within(pipe, metres):
            found = enters[pipe] * left ** (metres / 1000)
            return found + sum(kw * left ** ((metres - m) / 1000) for p, m, kw in offtakes if p == pipe and m <= metres)

        after = [within(pipe, metres) for pipe, metres, _ in offtakes]
        ends = {
            end: sum(within(name, length) for name, _, head, _, _, length in self.pipes if head == end)
            for end in self.ends
        }
        return after, ends


def points(sewer, rows):
    """Return offtakes at a distance along a pipe: rows of (name, pipe, metres, kW, status, further columns)."""
    return gpd.GeoDataFrame(
        [
            {"naam": name, "vermogen_kw": kw, "status": status, **(more[0] if more else {})}
            for name, _, _, kw, status, *more in rows
        ],
        geometry=[sewer.at(pipe, metres) for _, pipe, metres, *_ in rows],
        crs="EPSG:28992",
    )


@st.composite
def sewers(draw, *, cycles=True):
    """Sewers of 3 to 8 nodes: water runs to a higher number, splits, joins, and may be pumped back."""
    n = draw(st.integers(3, 8))
    flows = st.floats(0.05, 20.0)
    pipes = []
    for node in range(n - 1):
        targets = draw(st.lists(st.integers(node + 1, n - 1), min_size=1, max_size=3))
        back = draw(st.lists(st.integers(0, node), max_size=1)) if cycles and node > 0 else []
        weights = [draw(st.floats(0.1, 1.0)) for _ in (*targets, *back)]
        if draw(st.integers(0, 6)) == 0 and node > 1:
            continue  # an outlet half-way
        for head, weight in zip((*targets, *back), weights, strict=True):
            own = draw(st.one_of(st.just(0.0), flows))
            length = draw(st.sampled_from([0.0, 40.0, 250.0, 1200.0]))
            pipes.append((f"L{len(pipes):02}", f"n{node}", f"n{head}", weight / sum(weights), own, length))
    inflow = {f"n{node}": draw(st.one_of(st.just(0.0), flows)) for node in range(n - 1)}
    inflow["n0"] = draw(flows)
    return Made(pipes, inflow)


@st.composite
def cases(draw, *, most=5, cycles=True):
    """A sewer with offtakes: (sewer, rows for `points`)."""
    sewer = draw(sewers(cycles=cycles))
    rows = []
    for i in range(draw(st.integers(0, most))):
        pipe = draw(st.sampled_from([p for p in sewer.pipes if sewer.flow[p[0]] > 0]))
        metres = pipe[5] * draw(st.sampled_from([0.0, 0.25, 0.5, 1.0]))
        kw = draw(st.floats(0.01, 1.2)) * sewer.flow[pipe[0]] * C * 2.0
        status = draw(st.sampled_from(["bestaand", "gepland", "gepland"]))
        rows.append((f"P{i}", pipe[0], metres, kw, status, {"leiding_id": pipe[0]}))
    return sewer, rows
