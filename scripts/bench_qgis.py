"""What the measurements of the bench do in QGIS: start it, load the plugin, read and write as its peer."""

from __future__ import annotations

import importlib.util
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
Outcome = dict[str, Any]

KEPT: list[Any] = []
"""What QGIS must not lose while it runs."""


def peak_mb() -> float:
    """Return the largest memory (MB) that this process has had, interpreter and libraries included."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1000.0


def application() -> None:
    """Start QGIS without a display, with Processing."""
    sys.path.append("/usr/share/qgis/python/plugins")
    from qgis.core import QgsApplication

    started = QgsApplication([], False)
    started.initQgis()
    KEPT.append(started)


def plugin() -> None:
    """Load the repository as a plugin, whatever its folder is called, and register its provider."""
    from processing.core.Processing import Processing

    Processing.initialize()
    name = "riothermie_plugin"
    spec = importlib.util.spec_from_file_location(name, ROOT / "__init__.py", submodule_search_locations=[str(ROOT)])
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    made = module.classFactory(None)
    made.initProcessing()
    KEPT.append(made)


def read_layers(file: Path, names: list[str]) -> Outcome:
    """Measure QGIS itself: iterate over the features of layers, attributes and geometry taken."""
    from qgis.core import QgsVectorLayer

    count = 0
    began, cpu = time.perf_counter(), time.process_time()
    for name in names:
        layer = QgsVectorLayer(f"{file}|layername={name}", name, "ogr")
        for feature in layer.getFeatures():
            feature.attributes()
            feature.geometry()
            count += 1
    taken = {"seconds": time.perf_counter() - began, "cpu": time.process_time() - cpu}
    return taken | {"mb": peak_mb(), "features": count}


def write_layers(files: dict[str, Path], folder: Path) -> Outcome:
    """Measure QGIS itself: write the features of outputs, made beforehand, once more."""
    from bench_layers import add, new_writer
    from qgis.core import QgsVectorLayer

    seconds, cpu, count = 0.0, 0.0, 0
    for name, file in files.items():
        layer = QgsVectorLayer(str(file), name, "ogr")
        layer_fields, features = layer.fields(), list(layer.getFeatures())
        layer_fields.remove(layer_fields.lookupField("fid"))
        for feature in features:
            feature.setFields(layer_fields, False)
            feature.setAttributes(feature.attributes()[1:])
        began, cpu_began = time.perf_counter(), time.process_time()
        writer = new_writer(folder / f"peer-{file.name}", name, layer_fields, layer.wkbType(), first=True)
        add(writer, features)
        del writer
        seconds += time.perf_counter() - began
        cpu += time.process_time() - cpu_began
        count += len(features)
    return {"seconds": seconds, "cpu": cpu, "mb": peak_mb(), "features": count}


def timed_steps(parts: list[tuple[Any, str]], clock: Callable[[], float] = time.perf_counter) -> dict[str, list[float]]:
    """Put a stopwatch on functions; return the seconds by name, filled while they run.

    Parameters
    ----------
    parts
        Modules or classes, each with the names of its functions.
    clock
        Wall time, or `time.process_time`.
    """
    steps: dict[str, list[float]] = {}
    for owner, names in parts:
        for name in names.split():
            title = f"{owner.__name__.rpartition('.')[2]}.{name}"
            setattr(owner, name, stopwatch(getattr(owner, name), steps.setdefault(title, [0.0]), clock))
    return steps


def stopwatch(
    function: Callable[..., Any], taken: list[float], clock: Callable[[], float] = time.perf_counter
) -> Callable[..., Any]:
    """Return a function that adds its seconds to a list of one."""

    def timed(*given: Any, **named: Any) -> Any:
        began = clock()
        try:
            return function(*given, **named)
        finally:
            taken[0] += clock() - began

    return timed
