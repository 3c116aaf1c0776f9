"""Steiner tree problems for the bench: instances with a proved optimum, read from files, and the synthetic towns."""

from __future__ import annotations

import csv
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from bench_streets import TOWNS, Graph, layout_graph, town
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components


@dataclass(frozen=True)
class Case:
    """A problem of which the arrays are made.

    Attributes
    ----------
    name
        Name of its arrays.
    title
        Name in the table.
    group
        "geo", "i" or another word; "town".
    edges, terminals
        Its size.
    optimum
        Cost of the best tree, NaN when that is not known.
    """

    name: str
    title: str
    group: str
    edges: int
    terminals: int
    optimum: float = np.nan


def instances(source: Path, folder: Path) -> list[Case]:
    """Read all instances of a folder (``*.gr``, and ``optima.csv`` with file, name, group and optimum).

    Without that table, or for files that it does not name, the gap is measured against the proved bound alone.
    """
    known = {}
    if (source / "optima.csv").is_file():
        with (source / "optima.csv").open(encoding="utf-8", newline="") as file:
            known = {row["file"]: row for row in csv.DictReader(file)}
    cases = []
    for path in sorted(source.glob("*.gr")):
        problem = _parse(path)
        save(folder, path.stem, problem)
        row = known.get(path.name, {})
        group = row.get("group", "")
        group = "geo" if "geo" in group else "i" if "i-simple" in group else group.rpartition("/")[2] or "other"
        optimum = float(row.get("optimum") or "nan")
        cases.append(
            Case(
                path.stem, row.get("name") or path.stem, group, len(problem.u), int(problem.terminal.sum()), optimum
            )
        )  # fmt: skip
    return sorted(cases, key=lambda case: (case.group, case.edges, case.name))


def _parse(path: Path) -> Graph:
    """Return the problem of a file in the format of PACE 2018; its source is its first terminal."""
    size, edges, terminals = 0, [], []
    for line in path.read_text(encoding="ascii").splitlines():
        word, *rest = line.split() or [""]
        if word == "Nodes":
            size = int(rest[0])
        elif word == "E":
            edges.append([float(x) for x in rest[:3]])
        elif word == "T":
            terminals.append(int(rest[0]) - 1)
    if not size or not edges or len(terminals) < 2:
        sys.exit(f"bench: {path} is no Steiner tree instance (Nodes, E and T lines are needed).")
    u, v, weight = np.array(edges).T
    terminal = np.zeros(size, dtype=bool)
    terminal[terminals] = True
    return Graph(size, u.astype(np.int64) - 1, v.astype(np.int64) - 1, weight, terminal, terminals[0])


def town_case(name: str, folder: Path) -> Case:
    """Make the problem of a synthetic town: its streets, split at the foot points of its buildings."""
    problem = layout_graph(town(TOWNS[name]))
    save(folder, name, problem)
    return Case(name, f"town {name}", "town", len(problem.u), TOWNS[name].buildings)


def save(folder: Path, name: str, problem: Graph) -> None:
    """Write the arrays of a problem."""
    (folder / "problems").mkdir(exist_ok=True)
    np.savez(folder / "problems" / f"{name}.npz", **problem._asdict())


def load(folder: Path, name: str) -> Graph:
    """Return the problem that `save` wrote."""
    with np.load(folder / "problems" / f"{name}.npz") as found:
        return Graph(
            int(found["size"]), found["u"], found["v"], found["weight"], found["terminal"], int(found["source"])
        )  # fmt: skip


def must_be_a_tree(problem: Graph, edges: np.ndarray) -> None:
    """Stop unless the edges are a tree that joins all terminals."""
    u, v = problem.u[edges], problem.v[edges]
    _, label = connected_components(coo_matrix((np.ones(len(u)), (u, v)), shape=(problem.size,) * 2), directed=False)
    nodes = np.union1d(u, v)
    one = len(np.unique(label[problem.terminal])) == 1
    if not one or len(edges) != len(nodes) - 1 or len(np.unique(edges)) != len(edges):
        sys.exit("bench: the edges found are no tree that joins all terminals.")
