"""Places made by hand where a network can lie, without reading layers; their cheapest network by brute force."""

import itertools

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from riothermie_kansen import kentallen
from riothermie_kansen.network.catalogue import catalogue
from riothermie_kansen.network.graph import EXISTING, STREET, Connections, StreetGraph, values
from riothermie_kansen.network.layout import lay
from riothermie_kansen.network.loads import Regime, building_loads
from riothermie_kansen.network.site import Pricer, build_site, existing_sizes
from riothermie_kansen.network.sizing import Sizer
from riothermie_kansen.network.surfaces import Surfaces
from riothermie_kansen.network.task import Task, sized

K = kentallen.load()
NO_PARTS = pd.DataFrame({"edge": [], "klasse": [], "lengte_m": [], "factor": []})
NO_CROSSINGS = pd.DataFrame({"edge": [], "soort": [], "aantal": [], "prijs_eur": []})


class Place:
    """Streets, buildings and sources by hand.

    nodes: {name: (x, y)}; streets: [(a, b, {length, factor, crossing, dn})] with what differs; houses:
    {name: (kw, dwellings, {node: m})}; sources: [node, or (node, m)].
    """

    def __init__(self, nodes, streets, houses, sources, *, net="bronnet", method="geen", cop=3.0, pa_m=None):
        self.names = list(nodes)
        self.houses = list(houses)
        xy = np.array([nodes[name] for name in self.names], dtype=float)
        at = {name: i for i, name in enumerate(self.names)}
        ends = np.array([[at[row[0]], at[row[1]]] for row in streets])
        more = [row[2] if len(row) > 2 else {} for row in streets]
        straight = np.hypot(*(xy[ends[:, 0]] - xy[ends[:, 1]]).T)
        length = np.array([m.get("length", d) for m, d in zip(more, straight, strict=True)])
        dn = values([m.get("dn", "") for m in more])
        graph = StreetGraph(
            xy, ends, values([shapely.LineString(xy[pair]) for pair in ends]), length,
            np.array([EXISTING if text else STREET for text in dn], dtype=np.int8),
            values([f"s{i}" for i in range(len(ends))]), dn,
        )  # fmt: skip
        rows = [(b, at[node], m) for b, (_, _, feet) in enumerate(houses.values()) for node, m in sorted(feet.items())]
        lines = [shapely.LineString([xy[node] + [0.0, max(m, 1e-3)], xy[node]]) for _, node, m in rows]
        sources = [one if isinstance(one, tuple) else (one, 0.0) for one in sources]
        self.connections = Connections(
            graph, np.array([row[0] for row in rows]), np.array([row[1] for row in rows]), values(lines),
            np.array([row[2] for row in rows], dtype=float), np.zeros(len(rows), dtype=bool),
            values([""] * len(houses)), np.array([at[name] for name, _ in sources]),
            values([shapely.LineString([xy[at[a]] - [m, 0.0], xy[at[a]]]) if m else None for a, m in sources]),
        )  # fmt: skip
        factor = np.array([m.get("factor", 1.0) for m in more] + [1.0] * len(rows))
        crossing = np.array([m.get("crossing", 0.0) for m in more] + [0.0] * len(rows))
        n, s = len(factor), sum(m > 0 for _, m in sources)
        surfaces, at_source = (
            Surfaces(f, c, values([""] * len(f)), NO_PARTS, NO_CROSSINGS)
            for f, c in ((factor, crossing), (np.ones(s), np.zeros(s)))
        )
        assert len(crossing) == n
        site = build_site(self.connections, surfaces, at_source, len(houses))
        regime = Regime.from_kentallen(K, net, method=method, cop=cop)
        pipes = catalogue(net, kentallen=K)
        sizer = Sizer.build(pipes, regime, kentallen=K, pa_m=pa_m)
        have, self.unknown = existing_sizes(site, self.connections, pipes)
        pricer = Pricer(site, sizer, have, K.value("kosten_net.verzwaren_factor"), K.value("kosten_net.indexering"))
        power = np.array([kw for kw, _, _ in houses.values()], dtype=float)
        homes = np.array([count for _, count, _ in houses.values()])
        self.task = Task(site, pricer, regime, building_loads(homes, power, np.zeros(len(power)), regime))
        self.frame = gpd.GeoDataFrame(
            {
                "pand_id": self.houses,
                "woningen": homes,
                "warmte_gj": 7.2 * power,
                "status": "optioneel",
            },
            geometry=[shapely.Point(0, 0)] * len(homes),
            crs=28992,
        )
        self.everyone = np.ones(len(houses), dtype=bool)

    def sources(self, power=None):
        """Return the layer of the sources; `power` is that of each, None for no limit."""
        n = len(self.task.site.source_edges)
        power = [np.nan] * n if power is None else power
        return gpd.GeoDataFrame(
            {"bron_id": [f"b{i}" for i in range(n)], "vermogen_kw": power},
            geometry=[shapely.Point(0, 0)] * n,
            crs=28992,
        )

    def lay(self, wanted=None, *, thorough=True, bound=True):
        """Return the network that the plugin finds."""
        return lay(self.task, self.everyone if wanted is None else wanted, thorough=thorough, bound=bound)

    def used(self, layout):
        """Return the streets of a layout as pairs of names, the connections as (building, node), and the sources."""
        site, graph = self.task.site, self.connections.graph
        streets, feet, sources = set(), set(), set()
        for edge in layout.edges.tolist():
            if edge < site.streets:
                streets.add("".join(sorted(self.names[i] for i in graph.ends[edge])))
            elif edge < site.streets + site.candidates:
                c = edge - site.streets
                feet.add((self.houses[self.connections.building[c]], self.names[self.connections.node[c]]))
            else:
                sources.add(edge - site.streets - site.candidates)
        return streets, feet, sources

    def cheapest(self, who=None):
        """Return the cost of the cheapest network in which buildings are leaves: every tree is sized and priced."""
        best = np.inf
        for tree in self.trees(self.everyone if who is None else who):
            best = min(best, sized(self.task, tree, self.everyone if who is None else who).total)
        return best

    def trees(self, who):
        """Give every tree of streets that holds the root and one connection of each building, without dead ends."""
        site = self.task.site
        own = [e for e in range(len(site.ends)) if not site.service[e]]
        by_building = [
            np.flatnonzero(self.connections.building == b) + site.streets for b in np.flatnonzero(who).tolist()
        ]
        feet_of = {int(e): int(site.ends[e, 0]) for group in by_building for e in group}
        for streets in forests(site, own):
            reached, leaves = streets[1], streets[2]
            for feet in itertools.product(*by_building):
                at = {feet_of[int(e)] for e in feet}
                if at <= reached and leaves <= at | {site.root}:
                    yield np.sort(np.array([*streets[0], *feet], dtype=np.int64))


def forests(site, edges):
    """Give every subset of edges that is a tree holding the root, with its nodes and its leaves."""
    for count in range(1, len(edges) + 1):
        for chosen in itertools.combinations(edges, count):
            top, degree = {}, {}

            def find(x, top=top):
                while top.setdefault(x, x) != x:
                    x = top[x]
                return x

            fine = True
            for e in chosen:
                a, b = site.ends[e].tolist()
                degree[a], degree[b] = degree.get(a, 0) + 1, degree.get(b, 0) + 1
                x, y = find(a), find(b)
                if x == y:
                    fine = False
                    break
                top[x] = y
            if fine and site.root in degree and len(degree) == count + 1:
                yield chosen, set(degree), {node for node, d in degree.items() if d == 1}


def random_place(seed, *, columns=4, rows=2, count=4, sources=1, method="deens", big=True, existing=False):
    """Return a grid of streets, bent, of all prices; houses with one or two feet, a few very large ones."""
    rng = np.random.default_rng(seed)
    nodes = {f"n{i}{j}": (60.0 * i + rng.integers(-15, 15), 60.0 * j + rng.integers(-15, 15))
             for i in range(columns) for j in range(rows)}  # fmt: skip
    pairs = [(f"n{i}{j}", f"n{i + 1}{j}") for i in range(columns - 1) for j in range(rows)]
    pairs += [(f"n{i}{j}", f"n{i}{j + 1}") for i in range(columns) for j in range(rows - 1)]
    streets = []
    for a, b in pairs:
        more = {}
        if rng.random() < 0.3:
            more["factor"] = float(rng.choice([0.7, 1.4, 2.0]))
        if rng.random() < 0.15:
            more["crossing"] = float(rng.integers(3, 30)) * 1000.0
        if existing and rng.random() < 0.3:
            more["dn"] = str(rng.choice(["PE63 SDR17", "PE160 SDR17", "PE315 SDR17"]))
        streets.append((a, b, more))
    names = list(nodes)
    houses = {}
    for h in range(count):
        feet = rng.choice(len(names), int(rng.integers(1, 3)), replace=False)
        kw = float(rng.choice([6.0, 30.0, 300.0, 2500.0])) if big else 6.0
        houses[f"h{h}"] = (kw, max(1, int(kw // 6)), {names[f]: float(rng.integers(3, 30)) for f in feet})
    fed = [names[i] for i in rng.choice(len(names), sources, replace=False)]
    return Place(nodes, streets, houses, fed, method=method)
